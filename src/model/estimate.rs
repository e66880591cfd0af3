//! A number about a subject, with its n and its interval.

use super::Channel;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a number is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Subject {
    /// The whole panel.
    All,
    /// One sector.
    Sector(String),
    /// One company, by its id.
    Company(String),
}

impl Subject {
    /// The column `subject_kind`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Sector(_) => "sector",
            Self::Company(_) => "company",
        }
    }

    /// The column `subject`; empty for all.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::All => "",
            Self::Sector(name) | Self::Company(name) => name,
        }
    }
}

super::response::words! {
    /// What a share is a share of, printed by name beside it.
    Denominator {
        /// Every company of the panel (with counts: every enquiry planned).
        AllCompanies = "all_companies",
        /// The companies that offer the channel.
        OfferingChannel = "companies_offering_the_channel",
        /// The enquiries that reached the company.
        Delivered = "enquiries_delivered",
        /// The enquiries answered in time.
        Answered = "enquiries_answered",
        /// The enquiries to companies that promise a response time.
        Promised = "enquiries_with_a_promise",
        /// The answers that have a code on the criterion.
        Coded = "answers_coded",
        /// The accounts on social networks that an audit found.
        Accounts = "accounts_found",
        /// The companies.
        Companies = "companies",
        /// The pairs of answers of a company to one question on two channels.
        Pairs = "pairs_of_answers",
    }
}

/// A number about a subject on a channel. `value` is `None` when it cannot be estimated, such as a
/// median that was not reached: missing is empty, never 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The metric's name in `estimates.csv`.
    pub metric: Cow<'static, str>,
    /// What it is about.
    pub subject: Subject,
    /// The channel; `None` is all of them together.
    pub channel: Option<Channel>,
    /// The number itself: a share between 0 and 1, a count, or hours, as the codebook says.
    pub value: Option<f64>,
    /// Lower end of the 95 % interval.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval.
    pub high: Option<f64>,
    /// The number of enquiries (or companies, or pairs) it rests on.
    pub n: u64,
    /// The number of companies they are of.
    pub companies: u64,
    /// What `n` counts.
    pub denominator: Denominator,
}
