//! STORE, COPY and EXPUNGE.

use super::super::mailbox::Flags;
use super::Session;
use super::command::End;
use super::folders::name_of;
use imap_codec::imap_types::flag::{Flag, StoreResponse, StoreType};
use imap_codec::imap_types::mailbox::Mailbox;
use imap_codec::imap_types::sequence::SequenceSet;

/// The flags that are kept; keywords are not.
pub(super) fn flags_of(flags: &[Flag<'_>]) -> Flags {
    Flags(flags.iter().fold(0, |bits, flag| {
        bits | match flag {
            Flag::Answered => Flags::ANSWERED.0,
            Flag::Deleted => Flags::DELETED.0,
            Flag::Draft => Flags::DRAFT.0,
            Flag::Flagged => Flags::FLAGGED.0,
            Flag::Seen => Flags::SEEN.0,
            Flag::Extension(_) | Flag::Keyword(_) => 0,
        }
    }))
}

impl Session {
    pub(super) fn store(
        &mut self,
        set: &SequenceSet,
        kind: StoreType,
        response: StoreResponse,
        flags: &[Flag<'_>],
        uid: bool,
    ) -> End {
        let Some(view) = &self.view else {
            return End::bad("select a mailbox first");
        };
        if view.read_only {
            return End::no("the mailbox was opened read-only");
        }
        let flags = flags_of(flags).0;
        let mut told = Vec::new();
        {
            let mut folders = self.market.mailboxes.lock();
            let Some(folder) = folders
                .iter_mut()
                .find(|f| f.name == view.name && f.uid_validity == view.uid_validity)
            else {
                return End::no("[NONEXISTENT] the mailbox is gone");
            };
            for index in view.select(set, uid) {
                let Some(at) = folder.index_of(view.uids[index]) else {
                    continue;
                };
                let message = &mut folder.messages[at];
                message.flags.0 = match kind {
                    StoreType::Replace => flags,
                    StoreType::Add => message.flags.0 | flags,
                    StoreType::Remove => message.flags.0 & !flags,
                };
                let list = message.flags.list();
                let by_uid = if uid {
                    format!(" UID {}", message.uid)
                } else {
                    String::new()
                };
                told.push(format!("{} FETCH (FLAGS {list}{by_uid})", index + 1));
            }
        }
        if response == StoreResponse::Answer {
            for line in told {
                self.untagged(&line);
            }
        }
        End::ok("stored")
    }

    pub(super) fn copy(&mut self, set: &SequenceSet, to: &Mailbox<'_>, uid: bool) -> End {
        let Some(view) = &self.view else {
            return End::bad("select a mailbox first");
        };
        let to = name_of(to);
        let mut folders = self.market.mailboxes.lock();
        let copies: Vec<_> = folders
            .iter()
            .filter(|f| f.name == view.name && f.uid_validity == view.uid_validity)
            .flat_map(|folder| {
                view.select(set, uid)
                    .into_iter()
                    .filter_map(|index| folder.index_of(view.uids[index]))
                    .map(|at| folder.messages[at].clone())
            })
            .collect();
        let Some(target) = folders.iter_mut().find(|f| f.name == to) else {
            return End::no("[TRYCREATE] no such mailbox");
        };
        let now = self.market.clock.now();
        for copy in copies {
            let date = if self.market.faults.copy_takes_new_date {
                now
            } else {
                copy.internal_date
            };
            target.push(copy.raw, date, copy.flags);
        }
        drop(folders);
        self.market.mailboxes.changed();
        End::ok("copied")
    }

    /// Removes what is flagged as deleted; the client is told with the changes at the command's end.
    pub(super) fn expunge(&mut self) -> End {
        let Some(view) = &self.view else {
            return End::bad("select a mailbox first");
        };
        if view.read_only {
            return End::no("the mailbox was opened read-only");
        }
        for folder in self.market.mailboxes.lock().iter_mut() {
            if folder.name == view.name && folder.uid_validity == view.uid_validity {
                folder.messages.retain(|m| !m.flags.has(Flags::DELETED));
            }
        }
        self.market.mailboxes.changed();
        End::ok("expunged")
    }
}
