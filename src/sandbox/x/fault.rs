//! What goes wrong with the network, for tests.

use jiff::SignedDuration;
use std::collections::BTreeSet;

/// The three shapes in which X says that something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// `{"title","detail","type":"about:blank","status"}` as JSON.
    #[default]
    Title,
    /// The same with an address as its type, as `application/problem+json`.
    Problem,
    /// `{"errors":[{"code","message"}]}`, as the older interface had it.
    Codes,
}

/// Faults to inject. Everything is counted from 1 since the faults were set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults {
    /// So many requests at the beginning are answered 5xx, in every shape there is; none of them does
    /// anything.
    pub storm: u64,
    /// These requests are answered 429 without a word about limits.
    pub bare_429: BTreeSet<u64>,
    /// In which shape a reached limit is said.
    pub limited: Shape,
    /// After so many requests with one, every OAuth 2 access token given out so far is dead.
    pub expire_after: Option<u64>,
    /// The server's clock less the world's.
    pub clock_off: SignedDuration,
    /// These posts are stored, and the connection is closed in place of an answer.
    pub drop_posts: BTreeSet<u64>,
    /// Search does not know yet what was said within this time.
    pub search_lag: SignedDuration,
    /// So many bystanders reply to each post that the study's account makes through the interface.
    pub crowd: usize,
}

/// The faults with what was counted.
#[derive(Debug, Default)]
pub(super) struct Faulty {
    pub faults: Faults,
    pub requests: u64,
    pub with_token: u64,
    pub accepted: u64,
}
