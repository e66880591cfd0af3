//! What a server says.

use super::date::internal_date;
use super::token::{Token, Tokens};
use jiff::Timestamp;

/// One response as it came: its text, in which literals are only announced, and the literals.
#[derive(Debug, Default)]
pub struct Response {
    /// All its lines.
    pub text: Vec<u8>,
    /// The literals, in their order.
    pub literals: Vec<Literal>,
}

/// A literal, or the beginning of one that is too large.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Literal {
    /// What was kept of it.
    pub bytes: Vec<u8>,
    /// How long it was.
    pub length: u64,
}

/// How a command ended, or how the server feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Done.
    Ok,
    /// Not done.
    No,
    /// Not understood.
    Bad,
    /// The server closes the connection.
    Bye,
    /// Logged in without being asked.
    Preauth,
}

/// What a FETCH response says of a message, as far as it was asked.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Its UID.
    pub uid: Option<u32>,
    /// INTERNALDATE.
    pub internal_date: Option<Timestamp>,
    /// `BODY[]`.
    pub body: Option<Literal>,
}

/// A response, understood.
#[derive(Debug, PartialEq, Eq)]
pub enum Said {
    /// `+`: go on; with its text.
    Continue(String),
    /// The end of the command with this tag.
    Done(String, Status, String),
    /// A status of no command in particular.
    Status(Status, String),
    /// The words after `CAPABILITY`.
    Capability(Vec<String>),
    /// So many messages are in the mailbox.
    Exists(u32),
    /// A message was removed.
    Expunge,
    /// Data of a message.
    Fetch(Fetched),
    /// The messages that were searched for.
    Search(Vec<u32>),
    /// The wire name of a mailbox.
    List(String),
    /// Something that does not matter here.
    Other,
    /// Nothing that IMAP knows; its beginning.
    Odd(String),
}

/// Whether a response with this beginning may hold literals: free text may end like the
/// announcement of one.
pub fn may_hold_literals(text: &[u8]) -> bool {
    text.strip_prefix(b"* ").is_some_and(|rest| {
        let word = rest.split(|byte| *byte == b' ').next().unwrap_or_default();
        status(word).is_none()
    })
}

fn status(word: &[u8]) -> Option<Status> {
    [
        ("OK", Status::Ok),
        ("NO", Status::No),
        ("BAD", Status::Bad),
        ("BYE", Status::Bye),
        ("PREAUTH", Status::Preauth),
    ]
    .into_iter()
    .find_map(|(name, status)| word.eq_ignore_ascii_case(name.as_bytes()).then_some(status))
}

fn number<T: std::str::FromStr>(word: &[u8]) -> Option<T> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Response {
    /// Understands the response. Never fails: what it does not know is [`Said::Other`], what no
    /// server should say is [`Said::Odd`].
    pub fn understand(mut self) -> Said {
        let text = std::mem::take(&mut self.text);
        let line = text.trim_ascii_end();
        if let Some(rest) = line.strip_prefix(b"+") {
            return Said::Continue(lossy(rest.trim_ascii_start()));
        }
        let mut words = line.splitn(3, |byte| *byte == b' ');
        let first = words.next().unwrap_or_default();
        let second = words.next().unwrap_or_default();
        let rest = words.next().unwrap_or_default();
        let said = match (first, status(second)) {
            (b"*", Some(status)) => Some(Said::Status(status, lossy(rest))),
            (b"*", None) => self.data(second, rest, &text),
            (b"", _) | (_, None) => None,
            (tag, Some(status)) => Some(Said::Done(lossy(tag), status, lossy(rest))),
        };
        said.unwrap_or_else(|| Said::Odd(lossy(&line[..line.len().min(100)])))
    }

    fn data(&mut self, word: &[u8], rest: &[u8], text: &[u8]) -> Option<Said> {
        let words = || {
            rest.split(|byte| *byte == b' ')
                .filter(|word| !word.is_empty())
        };
        if let Some(count) = number::<u32>(word) {
            let kind = words().next()?;
            return if kind.eq_ignore_ascii_case(b"EXISTS") {
                Some(Said::Exists(count))
            } else if kind.eq_ignore_ascii_case(b"EXPUNGE") {
                Some(Said::Expunge)
            } else if kind.eq_ignore_ascii_case(b"FETCH") {
                self.fetch(text).map(Said::Fetch)
            } else {
                Some(Said::Other)
            };
        }
        match word.to_ascii_uppercase().as_slice() {
            b"CAPABILITY" => Some(Said::Capability(
                words()
                    .map(|word| lossy(word).to_ascii_uppercase())
                    .collect(),
            )),
            b"SEARCH" => {
                // Whatever follows in parentheses (MODSEQ) is not a UID.
                let uids = words().take_while(|word| !word.starts_with(b"("));
                uids.map(number).collect::<Option<_>>().map(Said::Search)
            }
            b"LIST" => {
                let mut tokens = Tokens::new(text).skip(2);
                let mut name = None;
                for token in &mut tokens {
                    name = match token {
                        Token::Atom(word) => Some(lossy(word)),
                        Token::Quoted(word) => Some(lossy(&word)),
                        Token::Literal(at) => self.literals.get(at).map(|l| lossy(&l.bytes)),
                        Token::Open | Token::Close => name,
                    };
                }
                name.map(Said::List)
            }
            [] => None,
            _ => Some(Said::Other),
        }
    }

    fn fetch(&mut self, text: &[u8]) -> Option<Fetched> {
        let mut tokens = Tokens::new(text);
        if tokens.nth(3)? != Token::Open {
            return None;
        }
        let mut fetched = Fetched::default();
        loop {
            let key = match tokens.next()? {
                Token::Atom(key) => key.to_ascii_uppercase(),
                Token::Close => return Some(fetched),
                _ => return None,
            };
            let value = tokens.next()?;
            match (key.as_slice(), value) {
                (_, Token::Open) => tokens.skip_list(),
                (b"UID", Token::Atom(word)) => fetched.uid = number(word),
                (b"INTERNALDATE", Token::Quoted(word)) => {
                    fetched.internal_date = internal_date(&word);
                }
                (b"BODY[]", Token::Literal(at)) => {
                    fetched.body = self.literals.get_mut(at).map(std::mem::take);
                }
                (b"BODY[]", Token::Quoted(bytes)) => {
                    let length = bytes.len() as u64;
                    fetched.body = Some(Literal { bytes, length });
                }
                (_, Token::Close) => return None,
                _ => {}
            }
        }
    }
}

/// The words of a response code, `[NAME words]`, when a status begins with it; its name is matched
/// without regard to case.
pub fn code<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (code, _) = text.strip_prefix('[')?.split_once(']')?;
    let (found, words) = code.split_once(' ').unwrap_or((code, ""));
    found.eq_ignore_ascii_case(name).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(text: &str, literals: &[&[u8]]) -> Said {
        let literals = literals
            .iter()
            .map(|bytes| Literal {
                bytes: bytes.to_vec(),
                length: bytes.len() as u64,
            })
            .collect();
        Response {
            text: text.as_bytes().to_vec(),
            literals,
        }
        .understand()
    }

    #[test]
    fn what_servers_say() {
        assert_eq!(
            said("+ idling\r\n", &[]),
            Said::Continue("idling".to_owned())
        );
        assert_eq!(said("+\r\n", &[]), Said::Continue(String::new()));
        assert_eq!(
            said("s7 NO [NONEXISTENT] what {3}\r\n", &[]),
            Said::Done(
                "s7".to_owned(),
                Status::No,
                "[NONEXISTENT] what {3}".to_owned()
            )
        );
        assert_eq!(
            said("* ok [UIDVALIDITY 7] fine\r\n", &[]),
            Said::Status(Status::Ok, "[UIDVALIDITY 7] fine".to_owned())
        );
        assert_eq!(
            said("* CAPABILITY IMAP4rev1 idle AUTH=PLAIN\r\n", &[]),
            Said::Capability(vec!["IMAP4REV1".into(), "IDLE".into(), "AUTH=PLAIN".into()])
        );
        assert_eq!(said("* 18 EXISTS\r\n", &[]), Said::Exists(18));
        assert_eq!(said("* 3 EXPUNGE\r\n", &[]), Said::Expunge);
        assert_eq!(said("* 1 RECENT\r\n", &[]), Said::Other);
        assert_eq!(said("* SEARCH\r\n", &[]), Said::Search(vec![]));
        assert_eq!(
            said("* SEARCH 2 84 882 (MODSEQ 9)\r\n", &[]),
            Said::Search(vec![2, 84, 882])
        );
        assert_eq!(
            said("* LIST (\\HasNoChildren) \"/\" \"Sent items\"\r\n", &[]),
            Said::List("Sent items".into())
        );
        assert_eq!(
            said("* LIST () NIL {4}\r\n\r\n", &[b"a\"b!"]),
            Said::List("a\"b!".into())
        );
        assert_eq!(said("* FLAGS (\\Seen)\r\n", &[]), Said::Other);
        for odd in [
            "HTTP/1.1 400 Bad Request\r\n",
            "*\r\n",
            "\r\n",
            "* 5\r\n",
            "* 3 FETCH UID 5\r\n",
            "* SEARCH x\r\n",
        ] {
            assert!(matches!(said(odd, &[]), Said::Odd(_)), "{odd:?}");
        }
    }

    #[test]
    fn messages() {
        let expected = |bytes: &[u8]| {
            Said::Fetch(Fetched {
                uid: Some(17),
                internal_date: Some("2026-11-02T08:30:15Z".parse().unwrap()),
                body: Some(Literal {
                    bytes: bytes.to_vec(),
                    length: bytes.len() as u64,
                }),
            })
        };
        assert_eq!(
            said(
                "* 1 FETCH (UID 17 FLAGS (\\Seen $x[) INTERNALDATE \" 2-Nov-2026 09:30:15 +0100\" BODY[] {5}\r\n)\r\n",
                &[b"a\0b\r\n"]
            ),
            expected(b"a\0b\r\n")
        );
        assert_eq!(
            said(
                "* 1 fetch (BODY[] \"h\\\"i\" UID 17 X {1}\r\n INTERNALDATE \"02-Nov-2026 09:30:15 +0100\" )\r\n",
                &[b"?"]
            ),
            expected(b"h\"i")
        );
        let nothing = said("* 1 FETCH (UID 17 BODY[] NIL)\r\n", &[]);
        assert!(matches!(
            nothing,
            Said::Fetch(Fetched {
                uid: Some(17),
                body: None,
                ..
            })
        ));
    }

    #[test]
    fn codes() {
        assert_eq!(code("[UIDVALIDITY 385] x", "uidvalidity"), Some("385"));
        assert_eq!(code("[CAPABILITY A B] x]", "CAPABILITY"), Some("A B"));
        assert_eq!(code("[ALERT] x", "ALERT"), Some(""));
        assert_eq!(code("UIDNEXT 7", "UIDNEXT"), None);
    }

    proptest! {
        #[test]
        fn anything_is_understood(
            text in "(\\* [0-9]{1,3} FETCH \\()?(\\PC|[ (){}\"\\\\\\[\\]\r\n]|BODY|UID|\\{1\\}\r\n){0,60}",
        ) {
            let _ = said(&text, &[b"x"]);
            let _ = may_hold_literals(text.as_bytes());
        }
    }
}
