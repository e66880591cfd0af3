//! That a company noticed that it was being studied.

use jiff::Timestamp;
use serde::Serialize;

/// Somebody's note that a company noticed the study by an enquiry, or that it did not after all. An event like any
/// other: it is added to the ledger, never changed; the newest about an enquiry holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The enquiry.
    pub enquiry: u32,
    /// Whether the company noticed; `false` takes an earlier note back.
    pub noticed: bool,
    /// By what it shows, in the words of who noted it.
    pub note: String,
    /// When it was noted.
    pub at: Timestamp,
}
