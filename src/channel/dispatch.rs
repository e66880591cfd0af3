//! What a transport is given to send.

use crate::model::Particulars;
use jiff::Timestamp;

/// One attempt, ready to travel: everything that goes on the wire and the key of its outcome. The
/// intent is in the ledger before a transport sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispatch {
    /// The enquiry.
    pub enquiry: u32,
    /// The attempt's number; with `enquiry` the key of its outcome.
    pub number: u32,
    /// The persona's name, as it stands in `From`.
    pub from_name: String,
    /// The persona's address with the enquiry's token behind a `+`.
    pub from: String,
    /// The company's address.
    pub to: String,
    /// Message-ID, without angle brackets.
    pub own_id: String,
    /// The id that `References` holds, without angle brackets; empty for none.
    pub thread_id: String,
    /// The subject line.
    pub subject: String,
    /// The text, LF line ends.
    pub body: String,
    /// The `Date` header; whole seconds are written.
    pub date: Timestamp,
    /// What only the web needs to know; `None` for mail and posts.
    pub particulars: Option<Box<Particulars>>,
}
