//! An answer against what is known to be right.

use super::key::Key;
use super::reading::Reading;
use super::verdict::{Verdict, thousandths};
use crate::model::{Correctness, Kind};
use std::ops::Range;

/// What no code is likelier than is left to people.
const OPEN: f32 = 0.38;
/// A reply that is likelier than this to say what is known to be wrong is wrong.
const LIKE: f32 = 0.5;

/// What is known to be right and wrong, read.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The reference and other words for it.
    pub(super) right: Vec<Reading>,
    /// Answers that are known to be wrong.
    wrong: Vec<Reading>,
}

impl Known {
    /// Whether nothing is known.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.right.is_empty() && self.wrong.is_empty()
    }

    /// Whether no answer is known to be wrong.
    pub(super) const fn rejects_none(&self) -> bool {
        self.wrong.is_empty()
    }
}

impl Key {
    /// Reads what is known of the right answer.
    pub fn known<'t>(
        &self,
        right: impl IntoIterator<Item = &'t str>,
        wrong: impl IntoIterator<Item = &'t str>,
    ) -> Known {
        let mut read = |text: &str| self.reference(text);
        Known {
            right: right.into_iter().map(&mut read).collect(),
            wrong: wrong.into_iter().map(&mut read).collect(),
        }
    }

    /// Reads what is known to be right or wrong: whatever its words, it answers.
    #[doc(hidden)]
    #[must_use]
    pub fn reference(&self, text: &str) -> Reading {
        let mut reading = self.read(text, Some(Kind::Answer));
        reading.is_reference = true;
        reading.answers_somewhere();
        reading.odds = self.kinds(&reading);
        reading
    }

    /// Whether a reply is right. It is right when it agrees with one of the right answers, and wrong when it
    /// contradicts one and agrees with none, or agrees with a wrong answer alone. Where a short answer of fact was asked for
    /// its words tell.
    #[must_use]
    pub fn judge(&self, known: &Known, reading: &Reading) -> Verdict<Correctness> {
        self.judge_words(known, reading)
            .unwrap_or_else(|| self.judge_facts(known, reading))
    }

    /// What the facts of a reply say, and how it meets what is known.
    pub(super) fn judge_facts(&self, known: &Known, reading: &Reading) -> Verdict<Correctness> {
        let verdict = |code, likely, rule| Verdict {
            code,
            confidence: thousandths(likely),
            rule,
            spans: self.told(known, reading),
            other_spans: Vec::new(),
        };
        if known.is_empty() {
            return verdict(Correctness::NotApplicable, 1.0, "no_reference");
        }
        if reading.length == 0 {
            return verdict(Correctness::NotApplicable, 0.9, "empty");
        }
        let right = self.rights(known, reading);
        let like_wrong = known
            .wrong
            .iter()
            .map(|one| self.rights_by(reading, one)[0]);
        let like_wrong = like_wrong.fold(0.0, f32::max);
        let Some([correct, none, partly, wrong]) = right else {
            return if like_wrong > LIKE {
                verdict(Correctness::Wrong, like_wrong, "as_rejected")
            } else {
                verdict(Correctness::Unsure, 0.0, "open")
            };
        };
        if like_wrong > LIKE && like_wrong > correct {
            return verdict(Correctness::Wrong, like_wrong, "as_rejected");
        }
        let codes = [
            (Correctness::Correct, correct, "as_reference"),
            (Correctness::NotApplicable, none, "says_nothing"),
            (Correctness::Partly, partly, "part_of_reference"),
            (Correctness::Wrong, wrong, "against_reference"),
        ];
        let best = codes
            .into_iter()
            .reduce(|best, one| if one.1 > best.1 { one } else { best });
        match best {
            Some((code, likely, rule)) if likely > OPEN => verdict(code, likely, rule),
            _ => verdict(Correctness::Unsure, 0.0, "open"),
        }
    }

    /// The places of a reply on which it rests: the values that were wanted and stand in what is known to be right, or else
    /// the sentences that are nearest to the question.
    fn told(&self, known: &Known, reading: &Reading) -> Vec<Range<usize>> {
        let found = known
            .right
            .iter()
            .find_map(|right| self.values(reading, right));
        found.map_or_else(
            || reading.near.clone(),
            |values| vec![values.pair.0.claim.span.clone()],
        )
    }
}
