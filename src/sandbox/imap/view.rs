//! A selected mailbox as one client knows it: its numbering changes only when the client is told.

use super::super::mailbox::Folder;
use super::Session;
use imap_codec::imap_types::sequence::{SeqOrUid, Sequence, SequenceSet};

/// A selected mailbox as one client knows it.
pub(super) struct View {
    pub name: String,
    pub uid_validity: u32,
    pub read_only: bool,
    /// UIDs in order: the message with the number n stands at n - 1.
    pub uids: Vec<u32>,
}

impl View {
    /// The numbers (from 0) that a set names, ascending, each once. Linear in the messages and in the
    /// set's ranges, whatever numbers those hold.
    pub(super) fn select(&self, set: &SequenceSet, by_uid: bool) -> Vec<usize> {
        let Some(&last_uid) = self.uids.last() else {
            return Vec::new();
        };
        let star = if by_uid {
            last_uid
        } else {
            count(self.uids.len())
        };
        let number = |n: SeqOrUid| match n {
            SeqOrUid::Value(value) => value.get(),
            SeqOrUid::Asterisk => star,
        };
        let index = |n: u32| -> usize {
            if by_uid {
                self.uids.partition_point(|uid| *uid < n)
            } else {
                (n as usize - 1).min(self.uids.len())
            }
        };
        let mut ranges: Vec<(usize, usize)> = set
            .0
            .as_ref()
            .iter()
            .map(|sequence| {
                let (a, b) = match sequence {
                    Sequence::Single(one) => (number(*one), number(*one)),
                    Sequence::Range(a, b) => (number(*a), number(*b)),
                };
                (index(a.min(b)), index(a.max(b).saturating_add(1)))
            })
            .collect();
        ranges.sort_unstable();
        let (mut chosen, mut next) = (Vec::new(), 0);
        for (from, to) in ranges {
            chosen.extend(from.max(next)..to.max(next));
            next = next.max(to);
        }
        chosen
    }
}

/// A count as IMAP writes it.
pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Session {
    /// Tells the client what changed in its mailbox since it was last told: EXPUNGE (unless the
    /// command does not allow it) and EXISTS. False when the mailbox is no longer the same, after
    /// which the connection must end.
    pub(super) fn tell_changes(&mut self, may_expunge: bool) -> bool {
        let Some(view) = &mut self.view else {
            return true;
        };
        let mut told = Vec::new();
        {
            let folders = self.market.mailboxes.lock();
            let Some(folder) = folders
                .iter()
                .find(|f| f.name == view.name && f.uid_validity == view.uid_validity)
            else {
                drop(folders);
                self.untagged("BYE the mailbox was restored, its UIDVALIDITY is another one");
                return false;
            };
            if may_expunge {
                expunged(view, folder, &mut told);
            }
            let last = view.uids.last().copied().unwrap_or(0);
            let fresh = folder.messages.partition_point(|m| m.uid <= last);
            if fresh < folder.messages.len() {
                view.uids
                    .extend(folder.messages[fresh..].iter().map(|m| m.uid));
                told.push(format!("{} EXISTS", view.uids.len()));
            }
        }
        for line in told {
            self.untagged(&line);
        }
        true
    }
}

/// Drops from the view what is gone. From the end, so that each number told is still right.
fn expunged(view: &mut View, folder: &Folder, told: &mut Vec<String>) {
    let gone = view.uids.len().saturating_sub(
        folder
            .messages
            .partition_point(|m| Some(&m.uid) <= view.uids.last()),
    );
    if gone == 0 {
        return;
    }
    for index in (0..view.uids.len()).rev() {
        if folder.index_of(view.uids[index]).is_none() {
            told.push(format!("{} EXPUNGE", index + 1));
        }
    }
    view.uids.retain(|uid| folder.index_of(*uid).is_some());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(uids: &[u32], set: &str, by_uid: bool) -> Vec<usize> {
        View {
            name: String::new(),
            uid_validity: 1,
            read_only: true,
            uids: uids.to_vec(),
        }
        .select(&set.parse().unwrap(), by_uid)
    }

    #[test]
    fn sets_are_read_as_the_rfc_says() {
        let uids = [3, 5, 9];
        assert_eq!(chosen(&uids, "1:*", true), [0, 1, 2]);
        assert_eq!(chosen(&uids, "*:4", true), [1, 2]);
        assert_eq!(chosen(&uids, "100:*", true), [2], "the last one always");
        assert_eq!(chosen(&uids, "5,3,3:5", true), [0, 1]);
        assert_eq!(chosen(&uids, "4", true), [] as [usize; 0]);
        assert_eq!(chosen(&uids, "2:4294967295", false), [1, 2]);
        assert_eq!(chosen(&uids, "*", false), [2]);
        assert_eq!(chosen(&[], "1:*", true), [] as [usize; 0]);
    }
}
