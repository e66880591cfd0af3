//! The commands about mailboxes.

use super::super::mailbox::{Flags, INBOX};
use super::Session;
use super::command::End;
use super::store::flags_of;
use super::view::View;
use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::mailbox::{ListMailbox, Mailbox};
use imap_codec::imap_types::status::StatusDataItemName;
use jiff::Timestamp;

/// The flags that are kept.
const FLAGS: &str = "(\\Answered \\Flagged \\Deleted \\Seen \\Draft)";

/// A mailbox's name as we hold it.
pub(super) fn name_of(mailbox: &Mailbox<'_>) -> String {
    match mailbox {
        Mailbox::Inbox => INBOX.to_owned(),
        Mailbox::Other(other) => String::from_utf8_lossy(other.inner().as_ref()).into_owned(),
    }
}

/// A name as a quoted string. Names with control characters are never created.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

impl Session {
    /// The commands that need a login and no selected mailbox.
    pub(super) fn folder_command(&mut self, body: CommandBody<'_>) -> End {
        match body {
            CommandBody::Select { mailbox } => self.open(&name_of(&mailbox), false),
            CommandBody::Examine { mailbox } => self.open(&name_of(&mailbox), true),
            CommandBody::List {
                reference,
                mailbox_wildcard,
            } => {
                self.list("LIST", &name_of(&reference), &mailbox_wildcard);
                End::ok("done")
            }
            CommandBody::Lsub {
                reference,
                mailbox_wildcard,
            } => {
                self.list("LSUB", &name_of(&reference), &mailbox_wildcard);
                End::ok("done")
            }
            CommandBody::Status {
                mailbox,
                item_names,
            } => self.status(&name_of(&mailbox), &item_names),
            CommandBody::Create { mailbox } => {
                let name = name_of(&mailbox);
                let fine = name.is_ascii()
                    && !name.is_empty()
                    && name.len() <= 200
                    && !name.contains(|c: char| c.is_control() || matches!(c, '*' | '%'));
                if fine && self.market.mailboxes.create(name.trim_end_matches('/')) {
                    End::ok("created")
                } else {
                    End::no("[CANNOT] exists, or cannot be created")
                }
            }
            // All mailboxes are subscribed to, and stay so.
            CommandBody::Subscribe { mailbox } | CommandBody::Unsubscribe { mailbox } => {
                let name = name_of(&mailbox);
                if self.market.mailboxes.lock().iter().any(|f| f.name == name) {
                    End::ok("done")
                } else {
                    End::no("[NONEXISTENT] no such mailbox")
                }
            }
            CommandBody::Append {
                mailbox,
                flags,
                date,
                message,
            } => {
                let now = self.market.clock.now();
                let at = date
                    .and_then(|d| Timestamp::from_second(d.as_ref().timestamp()).ok())
                    .unwrap_or(now);
                let raw = message.data().into();
                let name = name_of(&mailbox);
                if self
                    .market
                    .mailboxes
                    .deliver(&name, raw, at, flags_of(&flags))
                {
                    End::ok("appended")
                } else {
                    End::no("[TRYCREATE] no such mailbox")
                }
            }
            _ => End::bad("not offered by the sandbox"),
        }
    }

    fn open(&mut self, name: &str, read_only: bool) -> End {
        self.view = None;
        let (view, uid_next, unseen) = {
            let folders = self.market.mailboxes.lock();
            let Some(folder) = folders.iter().find(|f| f.name == name) else {
                return End::no("[NONEXISTENT] no such mailbox");
            };
            let view = View {
                name: folder.name.clone(),
                uid_validity: folder.uid_validity,
                read_only,
                uids: folder.messages.iter().map(|m| m.uid).collect(),
            };
            let unseen = folder
                .messages
                .iter()
                .position(|m| !m.flags.has(Flags::SEEN));
            (view, folder.uid_next, unseen)
        };
        self.untagged(&format!("FLAGS {FLAGS}"));
        let permanent = if read_only { "()" } else { FLAGS };
        self.untagged(&format!(
            "OK [PERMANENTFLAGS {permanent}] as they can be kept"
        ));
        self.untagged(&format!("{} EXISTS", view.uids.len()));
        self.untagged("0 RECENT");
        if let Some(unseen) = unseen {
            self.untagged(&format!("OK [UNSEEN {}] first unseen", unseen + 1));
        }
        self.untagged(&format!(
            "OK [UIDVALIDITY {}] UIDs valid",
            view.uid_validity
        ));
        self.untagged(&format!("OK [UIDNEXT {uid_next}] predicted next UID"));
        self.view = Some(view);
        End::ok(if read_only {
            "[READ-ONLY] selected"
        } else {
            "[READ-WRITE] selected"
        })
    }

    fn list(&mut self, word: &str, reference: &str, pattern: &ListMailbox<'_>) {
        let pattern = match pattern {
            ListMailbox::Token(token) => token.as_ref().to_vec(),
            ListMailbox::String(string) => string.as_ref().to_vec(),
        };
        let pattern = format!("{reference}{}", String::from_utf8_lossy(&pattern));
        if pattern.is_empty() {
            self.untagged(&format!("{word} (\\Noselect) \"/\" \"\""));
            return;
        }
        let names: Vec<String> = {
            let folders = self.market.mailboxes.lock();
            folders.iter().map(|f| f.name.clone()).collect()
        };
        for name in names {
            if matches(pattern.as_bytes(), name.as_bytes()) {
                self.untagged(&format!("{word} () \"/\" {}", quoted(&name)));
            }
        }
    }

    fn status(&mut self, name: &str, items: &[StatusDataItemName]) -> End {
        let mut values = Vec::new();
        {
            let folders = self.market.mailboxes.lock();
            let Some(folder) = folders.iter().find(|f| f.name == name) else {
                return End::no("[NONEXISTENT] no such mailbox");
            };
            let having = |flag: Flags, wanted: bool| {
                folder
                    .messages
                    .iter()
                    .filter(|m| m.flags.has(flag) == wanted)
                    .count()
            };
            for item in items {
                values.push(match item {
                    StatusDataItemName::Messages => format!("MESSAGES {}", folder.messages.len()),
                    StatusDataItemName::Recent => "RECENT 0".to_owned(),
                    StatusDataItemName::UidNext => format!("UIDNEXT {}", folder.uid_next),
                    StatusDataItemName::UidValidity => {
                        format!("UIDVALIDITY {}", folder.uid_validity)
                    }
                    StatusDataItemName::Unseen => format!("UNSEEN {}", having(Flags::SEEN, false)),
                    StatusDataItemName::Deleted => {
                        format!("DELETED {}", having(Flags::DELETED, true))
                    }
                    StatusDataItemName::DeletedStorage => {
                        return End::bad("not offered by the sandbox");
                    }
                });
            }
        }
        self.untagged(&format!("STATUS {} ({})", quoted(name), values.join(" ")));
        End::ok("done")
    }
}

/// Whether a name matches a pattern with `*` and `%`. Goes back to the last wildcard only, so that it
/// takes no more than pattern times name.
fn matches(pattern: &[u8], name: &[u8]) -> bool {
    let (mut p, mut n) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some(b'*' | b'%') => {
                back = Some((p, n));
                p += 1;
            }
            Some(byte) if byte.eq_ignore_ascii_case(&name[n]) => {
                p += 1;
                n += 1;
            }
            _ => match back {
                Some((star, from)) if pattern[star] == b'*' || name[from] != b'/' => {
                    back = Some((star, from + 1));
                    p = star + 1;
                    n = from + 1;
                }
                _ => return false,
            },
        }
    }
    pattern[p..].iter().all(|b| matches!(b, b'*' | b'%'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match_as_in_imap() {
        for (pattern, name, wanted) in [
            ("*", "INBOX", true),
            ("%", "INBOX", true),
            ("inbox", "INBOX", true),
            ("J*k", "Junk", true),
            ("%", "a/b", false),
            ("a/%", "a/b", true),
            ("*b", "a/b", true),
            ("x*", "Junk", false),
            ("", "Junk", false),
        ] {
            assert_eq!(
                matches(pattern.as_bytes(), name.as_bytes()),
                wanted,
                "{pattern} {name}"
            );
        }
    }
}
