//! Which command does what, and the commands about the connection itself.

use super::super::encoding::base64;
use super::super::login::{
    Mechanism, XOAUTH2_REFUSAL, is_shopper, is_shopper_decoded, is_shopper_named,
};
use super::{CAPABILITIES, Next, Session};
use imap_codec::CommandCodec;
use imap_codec::decode::Decoder;
use imap_codec::imap_types::auth::AuthMechanism;
use imap_codec::imap_types::command::{Command, CommandBody};
use std::io;

/// How a command ended: the word, and what follows it.
pub(super) enum End {
    Ok(String),
    No(String),
    Bad(String),
}

impl End {
    pub(super) fn ok(text: &str) -> Self {
        Self::Ok(text.to_owned())
    }

    pub(super) fn no(text: &str) -> Self {
        Self::No(text.to_owned())
    }

    pub(super) fn bad(text: &str) -> Self {
        Self::Bad(text.to_owned())
    }
}

impl Session {
    /// Carries out one command.
    pub(super) async fn obey(&mut self, raw: &[u8]) -> io::Result<Next> {
        let (tag, end) = match CommandCodec::default().decode(raw) {
            Ok(([], command)) => {
                let tag = command.tag.inner().to_owned();
                if matches!(command.body, CommandBody::Logout) {
                    self.untagged("BYE see you");
                    self.line(&format!("{tag} OK logged out"));
                    return Ok(Next::Hangup);
                }
                match self.carry_out(command).await? {
                    Some(end) => (tag, end),
                    None => return Ok(Next::Hangup),
                }
            }
            _ => self.unknown(raw),
        };
        // The failures of a login are slowed down by nothing, but they are counted.
        let text = match end {
            End::Ok(text) => format!("{tag} OK {text}"),
            End::No(text) => {
                self.failures += u32::from(!self.logged_in);
                format!("{tag} NO {text}")
            }
            End::Bad(text) => {
                self.failures += 1;
                format!("{tag} BAD {text}")
            }
        };
        self.line(&text);
        Ok(Next::Command)
    }

    /// What imap-codec does not know: NAMESPACE (RFC 2342) is answered, all else refused.
    fn unknown(&mut self, raw: &[u8]) -> (String, End) {
        let line = raw.split(|b| *b == b'\n').next().unwrap_or_default();
        let line = String::from_utf8_lossy(&line[..line.len().min(200)]).into_owned();
        let mut words = line.split_whitespace();
        let tag = words
            .next()
            .filter(|t| t.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.'))
            .unwrap_or("*")
            .to_owned();
        let is_namespace = words
            .next()
            .is_some_and(|w| w.eq_ignore_ascii_case("NAMESPACE"));
        if is_namespace && words.next().is_none() && tag != "*" {
            if !self.logged_in {
                return (tag, End::bad("log in first"));
            }
            self.untagged("NAMESPACE ((\"\" \"/\")) NIL NIL");
            return (tag, End::ok("done"));
        }
        (tag, End::bad("cannot read this"))
    }

    /// `None` ends the connection.
    async fn carry_out(&mut self, command: Command<'_>) -> io::Result<Option<End>> {
        let end = match command.body {
            CommandBody::Capability => {
                self.untagged(&format!("CAPABILITY {CAPABILITIES}"));
                End::ok("done")
            }
            CommandBody::Noop | CommandBody::Check => End::ok("done"),
            CommandBody::Login { username, password } if !self.logged_in => {
                let right = is_shopper_named(
                    username.as_ref(),
                    password.declassify().as_ref(),
                    &self.market.password,
                );
                self.let_in(right)
            }
            CommandBody::Authenticate {
                mechanism,
                initial_response,
            } if !self.logged_in => {
                let initial = initial_response.map(|r| r.declassify().to_vec());
                return self.authenticate(mechanism, initial).await;
            }
            CommandBody::Login { .. } | CommandBody::Authenticate { .. } => {
                End::bad("already logged in")
            }
            _ if !self.logged_in => End::bad("log in first"),
            CommandBody::Idle => match self.idle().await? {
                Some(true) => End::ok("idled"),
                Some(false) => End::bad("DONE was expected"),
                None => return Ok(None),
            },
            CommandBody::Fetch {
                sequence_set,
                macro_or_item_names,
                uid,
            } => match self.fetch(&sequence_set, macro_or_item_names, uid).await? {
                Some(end) => end,
                None => return Ok(None),
            },
            CommandBody::Store {
                sequence_set,
                kind,
                response,
                flags,
                uid,
            } => self.store(&sequence_set, kind, response, &flags, uid),
            CommandBody::Search { criteria, uid, .. } => self.search(&criteria, uid),
            CommandBody::Expunge => self.expunge(),
            CommandBody::Close => {
                let end = self.expunge();
                self.view = None;
                match end {
                    End::Bad(_) => end,
                    _ => End::ok("closed"),
                }
            }
            CommandBody::Unselect => match self.view.take() {
                Some(_) => End::ok("done"),
                None => End::bad("select a mailbox first"),
            },
            CommandBody::Copy {
                sequence_set,
                mailbox,
                uid,
            } => self.copy(&sequence_set, &mailbox, uid),
            other => self.folder_command(other),
        };
        // A client that is told of EXPUNGE while it names messages by number would take the wrong ones;
        // all of these end with the numbers settled, so that now is the time.
        Ok(self.tell_changes(true).then_some(end))
    }

    fn let_in(&mut self, right: bool) -> End {
        if right {
            self.logged_in = true;
            End::Ok(format!("[CAPABILITY {CAPABILITIES}] welcome"))
        } else {
            End::no("[AUTHENTICATIONFAILED] wrong user or password")
        }
    }

    async fn authenticate(
        &mut self,
        mechanism: AuthMechanism<'_>,
        initial: Option<Vec<u8>>,
    ) -> io::Result<Option<End>> {
        let mechanism = match mechanism {
            AuthMechanism::Plain => Mechanism::Plain,
            AuthMechanism::XOAuth2 => Mechanism::Xoauth2,
            _ => return Ok(Some(End::no("PLAIN or XOAUTH2"))),
        };
        let password = self.market.password.clone();
        let right = if let Some(initial) = initial {
            is_shopper_decoded(mechanism, &initial, &password)
        } else {
            let Some(answer) = self.ask("").await? else {
                return Ok(None);
            };
            if answer == "*" {
                return Ok(Some(End::bad("given up")));
            }
            is_shopper(mechanism, &answer, &password)
        };
        if !right && mechanism == Mechanism::Xoauth2 {
            let refusal = base64(XOAUTH2_REFUSAL.as_bytes());
            if self.ask(&refusal).await?.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(self.let_in(right)))
    }
}
