//! Whether the design did its work: whether who asked, in which words, on which day and at which place in the order
//! was spread evenly, and whether it shows in what came back.
//!
//! Companies are the unit. Of what came back, each adds one score to a statistic, whatever the number of its
//! enquiries, and the statistic is held against those that come about when the signs of these scores are dealt anew
//! ([`flips`]); of phrasings, against those that come about when companies change the phrasings that they read
//! ([`schedules`]). Of the plan, it is held against what comes about when companies change sectors, or a company's
//! enquiries their days, shoppers and places ([`deals`]). All tests of a wave are one family (Holm).
//!
//! Over 1,000 simulated waves in which nothing matters (companies, questions and sectors of their own, rotated wordings
//! and shoppers, contacts in bursts) some call was *clear* in
//!
//! | companies | questions | channels | waves with a false *clear* |
//! | ---: | ---: | ---: | ---: |
//! | 15 | 4 | 3 | 42 |
//! | 30 | 6 | 2 | 27 |
//! | 100 | 10 | 3 | 28 |
//! | 300 | 1 | 2 | 25 |
//! | 100, each sector with a bank of its own in seven phrasings | 10 | 3 | 34 |
//!
//! (`cargo test --release --lib where_nothing_matters -- --include-ignored --nocapture`).

mod balance;
mod deals;
mod effect;
mod factor;
mod flips;
mod schedules;
mod sensitivity;
#[cfg(test)]
mod tests;

pub use factor::Factor;
pub use sensitivity::{Sensitivity, Without, sensitivity};

use super::Frame;
use super::compare::Call;
use super::statistics::holm;
use crate::model::Channel;
use crate::parallel;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Whether a factor is spread evenly over the sectors.
    BalanceOverSectors,
    /// Whether it is spread evenly over the channels.
    BalanceOverChannels,
    /// Whether the share answered depends on it.
    Answered,
    /// Whether the time to the answer does.
    HoursToAnswer,
}

impl Question {
    /// Every question, in the order of `checks.csv`.
    pub const ALL: [Self; 4] = [
        Self::BalanceOverSectors,
        Self::BalanceOverChannels,
        Self::Answered,
        Self::HoursToAnswer,
    ];

    /// The word in `checks.csv`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BalanceOverSectors => "balance_over_sectors",
            Self::BalanceOverChannels => "balance_over_channels",
            Self::Answered => "answered",
            Self::HoursToAnswer => "hours_to_answer",
        }
    }

    /// Whether it is about the plan, not about what came back.
    #[must_use]
    pub const fn is_balance(self) -> bool {
        matches!(self, Self::BalanceOverSectors | Self::BalanceOverChannels)
    }
}

/// One test: a row of `checks.csv`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Check {
    /// What is looked at.
    pub check: Question,
    /// What was varied.
    pub factor: Factor,
    /// On which channel; `None` over all.
    pub channel: Option<Channel>,
    /// The statistic: about as large as `df` when nothing matters.
    pub statistic: Option<f64>,
    /// Its degrees of freedom.
    pub df: Option<u64>,
    /// The probability of a statistic as large by chance.
    pub p: Option<f64>,
    /// The same over the family of all checks of the wave (Holm).
    pub p_adjusted: Option<f64>,
    /// How many enquiries it rests on.
    pub n: u64,
    /// How many companies they are of.
    pub companies: u64,
    /// What can be said.
    pub call: Call,
}

/// The probability below which something is called clear.
const CLEAR: f64 = 0.05;

/// Every check of a wave, in the order of `checks.csv`. The same frame and seed give the same checks; the time is
/// linear in the enquiries.
#[must_use]
pub fn checks(frame: &Frame, seed: u64) -> Vec<Check> {
    let channels = frame.channels();
    let coded = factor::code(frame);
    let mut planned = Vec::new();
    for question in Question::ALL {
        for factor in Factor::ALL {
            if question == Question::BalanceOverChannels {
                planned.push((question, factor, None));
            } else {
                planned.extend(channels.iter().map(|c| (question, factor, Some(*c))));
            }
        }
    }
    let one = |&(question, factor, channel): &(Question, Factor, Option<Channel>)| match channel {
        Some(channel) if question.is_balance() => {
            balance::over_sectors(frame, &coded, factor, channel, seed)
        }
        Some(channel) => effect::on(frame, &coded, question, factor, channel, seed),
        None => balance::over_channels(frame, &coded, factor, seed),
    };
    let mut checks = parallel::map(&planned, one);
    let known: Vec<f64> = checks.iter().filter_map(|c| c.p).collect();
    let mut adjusted = holm(&known).into_iter();
    for check in &mut checks {
        check.p_adjusted = check.p.and_then(|_| adjusted.next());
        check.call = match check.p_adjusted {
            Some(p) if p < CLEAR => Call::Clear,
            Some(_) => Call::Noise,
            None => Call::Unknown,
        };
    }
    checks
}

impl Check {
    fn of(check: Question, factor: Factor, channel: Option<Channel>, found: &flips::Found) -> Self {
        Self {
            check,
            factor,
            channel,
            statistic: found.tested.map(|t| t.statistic),
            df: found.tested.map(|t| t.df),
            p: found.tested.map(|t| t.p),
            p_adjusted: None,
            n: found.n,
            companies: found.companies,
            call: Call::Unknown,
        }
    }
}

/// Where a test gets its chance from: no two tests of a wave share it.
fn seed_of(seed: u64, check: Question, factor: Factor, channel: Option<Channel>) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..14].copy_from_slice(b"checks");
    bytes[14] = check as u8;
    bytes[15] = factor as u8;
    bytes[16] = channel.map_or(u8::MAX, |c| c as u8);
    bytes
}
