//! What is looked for in the answers to a question.

use super::Language;
use super::response::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// What a question wants to know.
    Expects {
        /// Whether something is so.
        YesNo = "yesno",
        /// How long.
        Duration = "duration",
        /// How much money; nothing at all is an amount too.
        Money = "money",
        /// On which date, or by when.
        Date = "date",
        /// At what time of day, or between which.
        Time = "time",
        /// On which days of the week.
        Weekdays = "weekdays",
        /// Which telephone number.
        Phone = "phone",
        /// What share.
        Percent = "percent",
        /// How many.
        Count = "count",
        /// Which of several things.
        Choice = "choice",
        /// Where.
        Place = "place",
        /// How something is done, in which steps.
        Procedure = "procedure",
        /// Anything else.
        Free = "free",
    }
}

/// How far a figure may be from the reference and still be right, or from another channel's and still be
/// the same.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Tolerance {
    /// By so much, in the unit of the answer: days, the currency, points of per cent, minutes of a time of
    /// day.
    Absolute(f64),
    /// By this share of the larger of the two, 0 to 1.
    Relative(f64),
}

impl Eq for Tolerance {}

/// What is looked for in the answers to a question. All of it may be left open: then the coder tells it
/// from the question's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codebook {
    /// What the question wants to know.
    pub expects: Option<Expects>,
    /// Which part of the answer counts, in words that would stand near it: `replacement card arrives`.
    pub slot: Option<String>,
    /// How far a figure may be off.
    pub tolerance: Option<Tolerance>,
    /// Words by which an answer is right, by their language.
    pub accepted: BTreeMap<Language, Vec<String>>,
    /// Words by which an answer is wrong, by their language.
    pub rejected: BTreeMap<Language, Vec<String>>,
}
