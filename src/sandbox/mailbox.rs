//! The shopper's mailboxes, in memory. Delivery is a push onto a list: under simulated time it runs
//! inside the driver's sleep.

use jiff::Timestamp;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// Where replies arrive.
pub(super) const INBOX: &str = "INBOX";
/// Where what is taken for junk arrives.
pub(super) const JUNK: &str = "Junk";

/// Most mailboxes that a client may create.
const MOST_FOLDERS: usize = 64;

/// The flags of a message that IMAP names by a backslash, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Flags(pub u8);

impl Flags {
    pub(super) const SEEN: Self = Self(1);
    pub(super) const ANSWERED: Self = Self(2);
    pub(super) const FLAGGED: Self = Self(4);
    pub(super) const DELETED: Self = Self(8);
    pub(super) const DRAFT: Self = Self(16);

    const NAMES: [(Self, &'static str); 5] = [
        (Self::ANSWERED, "\\Answered"),
        (Self::FLAGGED, "\\Flagged"),
        (Self::DELETED, "\\Deleted"),
        (Self::SEEN, "\\Seen"),
        (Self::DRAFT, "\\Draft"),
    ];

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// As they stand in a FETCH response.
    pub(super) fn list(self) -> String {
        let names: Vec<&str> = Self::NAMES
            .iter()
            .filter(|(flag, _)| self.has(*flag))
            .map(|(_, name)| *name)
            .collect();
        format!("({})", names.join(" "))
    }
}

/// A message in a mailbox.
#[derive(Debug, Clone)]
pub(super) struct Message {
    pub uid: u32,
    pub raw: Arc<[u8]>,
    pub internal_date: Timestamp,
    pub flags: Flags,
}

/// A mailbox.
#[derive(Debug)]
pub(super) struct Folder {
    pub name: String,
    pub uid_validity: u32,
    pub uid_next: u32,
    /// In ascending order of UID.
    pub messages: Vec<Message>,
}

impl Folder {
    fn new(name: &str, uid_validity: u32) -> Self {
        Self {
            name: name.to_owned(),
            uid_validity,
            uid_next: 1,
            messages: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, raw: Arc<[u8]>, internal_date: Timestamp, flags: Flags) {
        self.messages.push(Message {
            uid: self.uid_next,
            raw,
            internal_date,
            flags,
        });
        self.uid_next += 1;
    }

    /// The place of a UID in the list.
    pub(super) fn index_of(&self, uid: u32) -> Option<usize> {
        self.messages.binary_search_by_key(&uid, |m| m.uid).ok()
    }
}

/// All mailboxes of the one account.
pub(super) struct Mailboxes {
    folders: Mutex<Vec<Folder>>,
    changes: watch::Sender<u64>,
}

impl Mailboxes {
    pub(super) fn new(uid_validity: u32) -> Self {
        Self {
            folders: Mutex::new(vec![
                Folder::new(INBOX, uid_validity),
                Folder::new(JUNK, uid_validity),
            ]),
            changes: watch::Sender::new(0),
        }
    }

    /// The mailboxes, for a short look or change.
    pub(super) fn lock(&self) -> MutexGuard<'_, Vec<Folder>> {
        // No change is left half done by a panic: each is a push or an assignment.
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a message into a mailbox; false when there is none of that name.
    pub(super) fn deliver(
        &self,
        folder: &str,
        raw: Arc<[u8]>,
        date: Timestamp,
        flags: Flags,
    ) -> bool {
        let mut folders = self.lock();
        let Some(folder) = folders.iter_mut().find(|f| f.name == folder) else {
            return false;
        };
        folder.push(raw, date, flags);
        drop(folders);
        self.changed();
        true
    }

    /// Wakes whoever idles.
    pub(super) fn changed(&self) {
        self.changes.send_modify(|version| *version += 1);
    }

    /// Something to wait on for changes.
    pub(super) fn watch(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Gives all mailboxes a new UIDVALIDITY and their messages new UIDs, as a restored backup does.
    pub(super) fn renumber(&self) {
        for folder in self.lock().iter_mut() {
            folder.uid_validity += 1;
            for (uid, message) in (1..).zip(&mut folder.messages) {
                message.uid = uid;
            }
            folder.uid_next = u32::try_from(folder.messages.len()).unwrap_or(u32::MAX - 1) + 1;
        }
        self.changed();
    }

    /// Creates a mailbox; false when it exists or there are too many.
    pub(super) fn create(&self, name: &str) -> bool {
        let mut folders = self.lock();
        if folders.len() >= MOST_FOLDERS || folders.iter().any(|f| f.name == name) {
            return false;
        }
        let validity = folders.first().map_or(1, |f| f.uid_validity);
        folders.push(Folder::new(name, validity));
        true
    }
}
