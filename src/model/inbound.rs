//! One message that came back, kept as raw bytes.

use super::response::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// What the bytes of an inbound are.
    Form {
        /// A mail (RFC 5322).
        Mail = "mail",
        /// A [`super::Post`] as JSON.
        Post = "post",
        /// A [`super::Said`] as JSON.
        Said = "said",
    }
}

/// Where a message was found in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The account, as [`super::Endpoint::label`] names it.
    pub account: String,
    /// The mailbox within it.
    pub mailbox: String,
    /// The mailbox's UIDVALIDITY.
    pub uid_validity: u32,
    /// The message's UID.
    pub uid: u32,
}

/// One message that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// Where it was found.
    pub place: Place,
    /// The server's INTERNALDATE.
    pub internal_date: Option<Timestamp>,
    /// When it was fetched; never used as the time of an answer.
    pub collected_at: Timestamp,
    /// The bytes as they came.
    pub raw: Vec<u8>,
}

/// How far a mailbox has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The account.
    pub account: String,
    /// The mailbox.
    pub mailbox: String,
    /// The UIDVALIDITY under which `last_uid` holds.
    pub uid_validity: u32,
    /// Every message up to this UID has been stored.
    pub last_uid: u32,
}
