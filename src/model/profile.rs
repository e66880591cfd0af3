//! What a company shows of itself on a social network.

use super::Network;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// An account as the network shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Where it is.
    pub network: Network,
    /// The network's id of it.
    pub id: String,
    /// Without the `@`.
    pub handle: String,
    /// As it is shown.
    pub name: String,
    /// The bio.
    pub description: String,
    /// Addresses in the bio and beside it, as far as the network says where they lead.
    pub links: Vec<String>,
    /// The place that it names.
    pub location: String,
    /// Since when it has been there.
    pub created_at: Option<Timestamp>,
    /// Whether only chosen accounts may read it.
    pub protected: bool,
    /// What the network vouches for, in its word; `None` for nothing.
    pub verified: Option<String>,
    /// Whether it has no picture of its own; `None` when the network does not say.
    pub default_avatar: Option<bool>,
    /// The text of the post that it pinned.
    pub pinned: Option<String>,
    /// How many posts it has written, replies included; `None` when the network does not say.
    pub posts: Option<u64>,
    /// How many follow it.
    pub followers: Option<u64>,
}

/// What looking for an account came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lookup {
    /// It is there.
    Found(Box<Profile>),
    /// There is none of that name: never was, deleted or renamed.
    Missing,
    /// The network has suspended or taken it down.
    Suspended,
}
