//! An enquiry with all that the ledger knows of it: what scoring reads.

use super::{AttemptResult, Enquiry, Kind, TiedBy, TimeSource};
use jiff::Timestamp;

/// An enquiry with all that the ledger knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The enquiry.
    pub enquiry: Enquiry,
    /// The last attempt, when there was one.
    pub last_attempt: Option<LastAttempt>,
    /// What came back, in order of arrival (`answered_at`, then the inbound's key).
    pub replies: Vec<Reply>,
}

/// The last attempt of an enquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastAttempt {
    /// How many attempts there were.
    pub number: u32,
    /// When the intent was stored.
    pub intended_at: Timestamp,
    /// When and how it ended; `None` is in doubt.
    pub outcome: Option<(Timestamp, AttemptResult)>,
}

/// What scoring needs of one response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The ledger's key of the inbound.
    pub inbound: i64,
    /// What it is.
    pub kind: Kind,
    /// What tied it.
    pub tied_by: Option<TiedBy>,
    /// When it came.
    pub answered_at: Option<Timestamp>,
    /// Where the time was read.
    pub answered_at_source: Option<TimeSource>,
    /// The sender's own words.
    pub text: String,
}

impl Case {
    /// When the enquiry was accepted by the server that took it on; the start of every duration.
    #[must_use]
    pub fn sent_at(&self) -> Option<Timestamp> {
        match &self.last_attempt {
            Some(LastAttempt {
                outcome: Some((at, AttemptResult::Accepted)),
                ..
            }) => Some(*at),
            _ => None,
        }
    }
}
