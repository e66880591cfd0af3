//! An answer against what is known to be right.

use super::key::Key;
use super::reading::Reading;
use super::verdict::Verdict;
use crate::model::{Correctness, Kind, Relation, Substance};

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
        reading.odds = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
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

    /// What the facts of a reply say.
    pub(super) fn judge_facts(&self, known: &Known, reading: &Reading) -> Verdict<Correctness> {
        let substance = self.substance(reading);
        let plain = |code, confidence, rule| Verdict {
            code,
            confidence,
            rule,
            spans: reading.near.clone(),
            other_spans: Vec::new(),
        };
        if known.is_empty() {
            return plain(Correctness::NotApplicable, 1000, "no_reference");
        }
        if !matches!(substance.code, Substance::Answer | Substance::Partial) {
            return plain(
                Correctness::NotApplicable,
                substance.confidence,
                "says_nothing",
            );
        }
        let best = |list: &[Reading], code: Relation| {
            list.iter()
                .map(|one| self.relate(reading, one))
                .filter(|v| v.code == code)
                .max_by_key(|v| v.confidence)
        };
        let as_verdict = |found: Verdict<Relation>, code, rule| Verdict {
            code,
            confidence: found.confidence,
            rule,
            spans: found.spans,
            other_spans: Vec::new(),
        };
        let right = best(&known.right, Relation::Agree);
        let wrong = best(&known.wrong, Relation::Agree);
        match (right, wrong) {
            (Some(right), wrong)
                if wrong
                    .as_ref()
                    .is_none_or(|w| w.confidence < right.confidence) =>
            {
                if substance.code == Substance::Partial {
                    as_verdict(right, Correctness::Partly, "part_of_reference")
                } else {
                    as_verdict(right, Correctness::Correct, "as_reference")
                }
            }
            (None, Some(wrong)) => as_verdict(wrong, Correctness::Wrong, "as_rejected"),
            (Some(_), Some(_)) => plain(Correctness::Unsure, 0, "as_both"),
            (None, None) => match best(&known.right, Relation::Contradict) {
                Some(found) => as_verdict(found, Correctness::Wrong, "against_reference"),
                None => plain(Correctness::Unsure, 0, "open"),
            },
            (Some(_), None) => plain(Correctness::Unsure, 0, "open"),
        }
    }
}
