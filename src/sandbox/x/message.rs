//! Direct messages as they are kept and as the market sees them.

use super::post::{Media, Picture};
use super::text::Text;
use jiff::Timestamp;

/// A direct message as it really is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageView {
    /// Its id.
    pub id: String,
    /// The handle of its sender.
    pub from: String,
    /// The handle of its reader.
    pub to: String,
    /// What it says.
    pub text: String,
    /// When, to the second, by the network's clock.
    pub created_at: Timestamp,
    /// Its pictures.
    pub pictures: Vec<Picture>,
}

/// A direct message as it is kept.
#[derive(Debug, Clone)]
pub(super) struct Message {
    pub id: u64,
    pub from: u64,
    pub to: u64,
    pub text: Text,
    pub at: Timestamp,
    pub media: Vec<Media>,
}

impl Message {
    /// The name of the conversation of two accounts.
    pub(super) fn conversation(&self) -> String {
        format!("{}-{}", self.from.min(self.to), self.from.max(self.to))
    }

    /// Whether an account takes part.
    pub(super) fn concerns(&self, account: u64) -> bool {
        self.from == account || self.to == account
    }
}
