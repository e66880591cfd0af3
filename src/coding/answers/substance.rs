//! What a reply is, seen against the question.

use super::key::Key;
use super::reading::{Located, Reading};
use super::signs::CODES;
use super::verdict::{Verdict, thousandths};
use crate::model::{Expects, Substance};

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
        if CODES[likeliest(reading).0] == Substance::Answer && says_nothing(reading) {
            return verdict(Substance::OffPoint, 600, "short_and_far");
        }
        let (at, likely) = likeliest(reading);
        let confidence = thousandths(likely);
        match CODES[at] {
            Substance::Answer if self.is_part(reading) => {
                verdict(Substance::Partial, confidence / 2 + 100, "part_of_two")
            }
            code => verdict(code, confidence, "weighed"),
        }
    }

    /// Whether a question wants two things and a reply gives one of them.
    fn is_part(&self, reading: &Reading) -> bool {
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

fn likeliest(reading: &Reading) -> (usize, f32) {
    let odds = reading.odds.iter().copied().enumerate();
    odds.fold(
        (0, 0.0),
        |best, one| if one.1 > best.1 { one } else { best },
    )
}

/// The code of what a reply is, alone.
pub(super) fn code(reading: &Reading) -> Substance {
    match CODES[likeliest(reading).0] {
        Substance::Answer if says_nothing(reading) => Substance::OffPoint,
        code => code,
    }
}

/// Whether a value answers a question for another kind too.
pub(super) fn kinds_of(kind: Expects, located: &Located) -> bool {
    matches!(
        (kind, located.claim.value.answers()),
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
