//! What a reply is, seen against the question.

use super::group::{CODES, KINDS};
use super::key::Key;
use super::reading::{Located, Reading};
use super::value::Value;
use super::verdict::{Verdict, thousandths};
use crate::model::{Expects, Substance};

/// How much more than its odds each code counts: learnt with the weights, for the mean of F1 over the codes.
const TILT: [f32; KINDS] = [1.0, 1.0, 1.0, 1.0, 3.0, 2.5, 1.0, 1.0];

impl Key {
    /// What a reply is: its signs weighed, intake's word on it among them. An answer that gives only one of two
    /// things that were asked for is a part.
    #[must_use]
    pub fn substance(&self, reading: &Reading) -> Verdict<Substance> {
        let verdict = |code, confidence: u16, rule| Verdict {
            code,
            confidence,
            rule,
            spans: reading.near.clone(),
            other_spans: Vec::new(),
        };
        if reading.length == 0 {
            return verdict(Substance::OffPoint, 900, "empty");
        }
        if says_nothing(reading) && answers(likeliest(reading).0) {
            return verdict(Substance::OffPoint, 600, "short_and_far");
        }
        let (at, likely) = likeliest(reading);
        verdict(CODES[at], thousandths(likely), "weighed")
    }

    /// Whether a question wants two things and a reply gives one of them.
    pub(super) fn is_part(&self, reading: &Reading) -> bool {
        let Some(first) = self.expects().filter(|e| is_figure(*e)) else {
            return false;
        };
        let gives = |kind: Expects| {
            let mut of_kind = reading.located.iter().filter(|l| l.wanted && !l.aside);
            of_kind.any(|l| l.claim.value.answers() == kind || kinds_of(kind, l))
        };
        let second = self.wants.also.iter().any(|e| is_figure(*e) && !gives(*e));
        let asks_whether = self.wants.also.contains(&Expects::YesNo);
        let whether = asks_whether && (reading.roles.opens != 0 || reading.stance.abs() > 1.0);
        if gives(first) {
            second && self.wants.also.len() == 1
        } else {
            whether || self.wants.also.iter().any(|e| is_figure(*e) && gives(*e))
        }
    }
}

/// A reply of a few words that name nothing of the question, no figure and no yes or no: `Thanks for your tweet!`
fn says_nothing(reading: &Reading) -> bool {
    reading.length == 0
        || !reading.is_reference
            && reading.length < 12
            && reading.covered < 0.05
            && reading.roles.opens == 0
            && reading.located.is_empty()
}

/// The code of what a reply is, and how likely it is. What is rare counts more than its share; and where something is known to
/// be right, how the reply stands to it speaks for or against that it answers.
fn likeliest(reading: &Reading) -> (usize, f32) {
    let told = |code: Substance| match (code, reading.right) {
        (_, None) => 1.0,
        (Substance::Answer, Some([correct, _, _, wrong])) => 0.5 + correct + wrong,
        (Substance::Partial, Some([_, _, partly, _])) => 0.5 + 1.5 * partly,
        (_, Some([_, none, _, _])) => 0.5 + none,
    };
    let weights: [f32; KINDS] =
        std::array::from_fn(|nth| reading.odds[nth] * TILT[nth] * told(CODES[nth]));
    let all: f32 = weights.iter().sum();
    let mut best = (0, f32::MIN);
    for (nth, weight) in weights.into_iter().enumerate() {
        if weight > best.1 {
            best = (nth, weight);
        }
    }
    (best.0, best.1 / all.max(1e-6))
}

/// The code of what a reply is, alone.
pub(super) fn code(reading: &Reading) -> Substance {
    let (at, _) = likeliest(reading);
    if answers(at) && says_nothing(reading) {
        return Substance::OffPoint;
    }
    CODES[at]
}

const fn answers(at: usize) -> bool {
    matches!(CODES[at], Substance::Answer | Substance::Partial)
}

/// How likely a reply answers, or answers a part.
pub(super) fn answering(reading: &Reading) -> f32 {
    let of = CODES.iter().zip(reading.odds);
    of.filter(|(code, _)| matches!(code, Substance::Answer | Substance::Partial))
        .map(|(_, odds)| odds)
        .sum()
}

/// Whether a value answers a question for another kind too.
pub(super) fn kinds_of(kind: Expects, located: &Located) -> bool {
    kinds_of_values(kind, &located.claim.value)
}

pub(super) const fn kinds_of_values(kind: Expects, value: &Value) -> bool {
    matches!(
        (kind, value.answers()),
        (
            Expects::Date,
            Expects::Duration | Expects::Time | Expects::Weekdays
        ) | (Expects::Duration, Expects::Date)
            | (Expects::Money, Expects::Percent)
            | (Expects::Percent, Expects::Money)
    )
}

/// Whether a figure, a day or a number answers.
pub(super) const fn is_figure(expects: Expects) -> bool {
    matches!(
        expects,
        Expects::Duration
            | Expects::Money
            | Expects::Date
            | Expects::Time
            | Expects::Weekdays
            | Expects::Phone
            | Expects::Percent
            | Expects::Count
    )
}
