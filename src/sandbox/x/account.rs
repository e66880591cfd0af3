//! Accounts.

use jiff::Timestamp;

/// An account as it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Without the `@`: at most 15 letters of ASCII, digits and underscores.
    pub handle: String,
    /// As it is shown.
    pub name: String,
    /// The bio.
    pub bio: String,
    /// The address beside the bio.
    pub url: Option<String>,
    /// The place that it names.
    pub location: String,
    /// Since when it is there.
    pub created_at: Timestamp,
    /// Whether only chosen accounts may read it; in this network nobody is chosen.
    pub protected: bool,
    /// What the network vouches for: `blue`, `business` or `government`.
    pub verified: Option<String>,
    /// Whether it has a picture of its own.
    pub picture: bool,
    /// How many follow it.
    pub followers: u64,
    /// How many it follows.
    pub following: u64,
}

impl NewAccount {
    /// An account of that handle with a picture and little else, made in March 2012.
    #[must_use]
    pub fn named(handle: &str) -> Self {
        Self {
            handle: handle.to_owned(),
            name: handle.to_owned(),
            bio: String::new(),
            url: None,
            location: String::new(),
            created_at: Timestamp::constant(1_330_592_400, 0),
            protected: false,
            verified: None,
            picture: true,
            followers: 0,
            following: 0,
        }
    }
}

/// An account of the network.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub id: u64,
    pub shown: NewAccount,
    pub suspended: bool,
    pub pinned: Option<u64>,
    /// In the order in which they were said.
    pub posts: Vec<u64>,
}

/// Whether X would take it as a handle.
pub(super) fn is_handle(handle: &str) -> bool {
    (1..=15).contains(&handle.len())
        && handle
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_')
}
