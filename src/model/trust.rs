//! Which verdicts of a language model count.

use super::{Coder, Coding, Criterion};
use std::collections::BTreeSet;

/// The criteria on which a language model's verdicts count, each with the model and the way of asking (the
/// codings' rule) whose agreement with people is known and good enough. Another model has to show it anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trusted(BTreeSet<(Criterion, String)>);

impl Trusted {
    /// Nothing of any language model counts.
    #[must_use]
    pub const fn nothing() -> Self {
        Self(BTreeSet::new())
    }

    /// Whether a coding may count: everybody's may, a language model's only when it is trusted.
    #[must_use]
    pub fn counts(&self, coding: &Coding) -> bool {
        coding.coder != Coder::Llm
            || self.0.iter().any(|(criterion, rule)| {
                *criterion == coding.criterion && *rule == coding.grounds().rule
            })
    }

    /// Whether a model's verdicts on a criterion count.
    #[must_use]
    pub fn holds(&self, criterion: Criterion, rule: &str) -> bool {
        self.0
            .iter()
            .any(|(trusted, by)| *trusted == criterion && by == rule)
    }

    /// The criteria, each with the rule.
    pub fn iter(&self) -> impl Iterator<Item = &(Criterion, String)> {
        self.0.iter()
    }
}

impl FromIterator<(Criterion, String)> for Trusted {
    fn from_iter<I: IntoIterator<Item = (Criterion, String)>>(list: I) -> Self {
        Self(list.into_iter().collect())
    }
}
