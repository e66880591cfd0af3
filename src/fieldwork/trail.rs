//! The trail that posts leave in the study's own timeline: what a person posted, and what was left in
//! doubt, becomes known from there.

use super::agenda::Agenda;
use crate::channel::social::{Received, Social};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::intake::{Expected, Own, own_post};
use crate::model::{Attempt, AttemptResult, LastAttempt, Outcome, SocialAccount, Study, TransportKind};
use crate::store::{Ledger, Pending, Sent};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};

/// The feed under which the ledger notes how far the timeline was read.
const FEED: &str = "own";

/// What a look into the timeline found.
#[derive(Debug, Default)]
pub struct Found {
    /// The enquiries whose posts were found.
    pub sent: Vec<Sent>,
    /// What a person has to look at, a sentence each.
    pub problems: Vec<String>,
}

/// The enquiries of one account whose posts may stand in its timeline.
pub struct Trail<'a> {
    study: &'a Study,
    ledger: &'a Ledger,
    account: &'a SocialAccount,
    clock: Clock,
    pending: HashMap<u32, Pending>,
    expected: Vec<Expected>,
    /// The posts that the ledger knows already.
    known: HashSet<String>,
}
