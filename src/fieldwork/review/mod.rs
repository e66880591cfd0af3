//! The list on which a person decides, out as CSV and back in.

mod export;
mod import;

pub use export::export;
pub use import::{Imported, import};

/// The columns; the last three are for the person to fill in.
const COLUMNS: [&str; 14] = [
    "message",
    "arrived",
    "from",
    "subject",
    "text",
    "read_as",
    "rule",
    "evidence",
    "tied_to",
    "candidates",
    "why",
    "enquiry_id",
    "kind",
    "note",
];

/// Ties a message to no enquiry.
const NONE: &str = "none";
