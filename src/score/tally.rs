//! What a group of enquiries adds up to: all that a metric may read.

use super::{Row, statistics::Observation};
use crate::model::Disposition;

/// What a group of enquiries adds up to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    /// Narrow, as are the lists below while they are short: a panel may have a million companies, each
    /// with a tally. An enquiry's number is a `u32`, so its count is one.
    counts: [u32; Disposition::ALL.len()],
    /// How long an answer was awaited, one a delivered enquiry whose times are known.
    pub answers: Vec<Observation>,
    /// How long any word was awaited, likewise.
    pub first_replies: Vec<Observation>,
}

impl Tally {
    /// Counts one enquiry.
    pub fn add(&mut self, row: &Row) {
        self.counts[row.disposition as usize] += 1;
        for (list, observed) in [
            (&mut self.answers, row.awaited_answer()),
            (&mut self.first_replies, row.awaited_first_reply()),
        ] {
            if list.is_empty() && observed.is_some() {
                list.reserve_exact(1);
            }
            list.extend(observed);
        }
    }

    /// Counts the enquiries of another group.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            *mine += theirs;
        }
        self.answers.extend_from_slice(&other.answers);
        self.first_replies.extend_from_slice(&other.first_replies);
    }

    /// How many enquiries ended so.
    #[must_use]
    pub const fn count(&self, disposition: Disposition) -> u64 {
        self.counts[disposition as usize] as u64
    }

    fn sum(&self, wanted: impl Fn(Disposition) -> bool) -> u64 {
        Disposition::ALL
            .iter()
            .filter(|d| wanted(**d))
            .map(|d| self.count(*d))
            .sum()
    }

    /// Every enquiry planned.
    #[must_use]
    pub fn planned(&self) -> u64 {
        self.counts.iter().map(|n| u64::from(*n)).sum()
    }

    /// Those at companies that offer the channel.
    #[must_use]
    pub fn offered(&self) -> u64 {
        self.planned() - self.count(Disposition::NotOffered)
    }

    /// Those that did not leave, or may not have: our own failures, in no denominator but that of
    /// `offered`.
    #[must_use]
    pub fn our_failures(&self) -> u64 {
        self.sum(Disposition::is_our_failure)
    }

    /// Those that reached the company.
    #[must_use]
    pub fn delivered(&self) -> u64 {
        self.sum(Disposition::is_delivered)
    }

    /// Those answered in time.
    #[must_use]
    pub fn answered(&self) -> u64 {
        self.sum(Disposition::is_answered)
    }
}
