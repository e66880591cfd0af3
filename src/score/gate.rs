//! The gate: what was asserted of a wave, held against its numbers and, where a baseline is named, against an earlier
//! wave's.

use super::compare::{Call, Comparison};
use super::metric::{self, Better, Metric};
use super::scorer::Scores;
use crate::model::{Assertion, Bound, Estimate, Gate, IfUnknown, Level, Only, Subject};

/// The earlier wave against which `max_drop` is held.
#[derive(Debug, Clone, Copy)]
pub struct Baseline<'a> {
    /// Its own numbers, for what no comparison holds: a single company, a metric outside the family.
    pub scores: Option<&'a Scores>,
    /// Both waves held against each other, or why they cannot be.
    pub comparison: Result<&'a Comparison, &'a str>,
}

/// What became of one bound of an assertion.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Which assertion of the gate, from 0.
    pub place: usize,
    /// The assertion.
    pub assertion: Assertion,
    /// The metric.
    pub metric: &'static Metric,
    /// The bound.
    pub bound: Bound,
    /// The wave's number, its interval and its n; `None` where there is no such number at all.
    pub estimate: Option<Estimate>,
    /// The earlier wave's number.
    pub baseline: Option<f64>,
    /// By how much it is worse than the baseline, for `max_drop`; negative when it is better.
    pub drop: Option<f64>,
    /// What was found.
    pub finding: Finding,
}

/// What was found of a bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It holds.
    Holds,
    /// The number is beyond it, but no further than chance may take it; by `only = "clear"` it holds.
    NotClear,
    /// It does not hold.
    Broken,
    /// Nothing can be said.
    Unknown(Unknown),
}

/// Why nothing can be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// The wave has no such number: nothing was asked, sent or coded, or too few answered for it.
    NotMeasured,
    /// The number is beyond the bound and has no interval that could say how clearly.
    NoInterval,
    /// The earlier wave has no such number.
    NotMeasuredBefore,
    /// The earlier wave cannot be held against this one; with the reason.
    NotComparable(String),
    /// Too few companies are in both waves, or too little differs between them, to call the change anything.
    NotCalled,
}

/// The word in `gate.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// An error-level assertion does not hold.
    Fail,
    /// Nothing can be said.
    Unknown,
    /// A warning does not hold.
    Warn,
    /// It holds.
    Pass,
}

impl Outcome {
    /// Every outcome, the worst first.
    pub const ALL: [Self; 4] = [Self::Fail, Self::Unknown, Self::Warn, Self::Pass];

    /// The word used in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::Unknown => "unknown",
            Self::Warn => "warn",
            Self::Pass => "pass",
        }
    }
}

impl Verdict {
    /// What it comes to.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        match (&self.finding, self.assertion.level) {
            (Finding::Holds | Finding::NotClear, _) => Outcome::Pass,
            (Finding::Unknown(_), _) => Outcome::Unknown,
            (Finding::Broken, Level::Error) => Outcome::Fail,
            (Finding::Broken, Level::Warn) => Outcome::Warn,
        }
    }

    /// At which level it counts as not held, if at all.
    #[must_use]
    pub fn counts_as(&self) -> Option<Level> {
        match self.finding {
            Finding::Holds | Finding::NotClear => None,
            Finding::Unknown(_) if self.assertion.if_unknown == IfUnknown::Pass => None,
            Finding::Unknown(_) | Finding::Broken => Some(self.assertion.level),
        }
    }

    /// How far beyond the bound the number is, as a share of the bound; for putting the worst first.
    #[must_use]
    pub fn excess(&self) -> f64 {
        let value = self.estimate.as_ref().and_then(|e| e.value);
        let beyond = match self.bound {
            Bound::Min(min) => value.map(|v| min - v),
            Bound::Max(max) => value.map(|v| v - max),
            Bound::MaxDrop(most) => self.drop.map(|d| d - most),
        };
        beyond.unwrap_or(0.0) / self.bound.value().abs().max(1e-6)
    }
}

/// Holds a wave against its gate: a verdict for each bound of each assertion, in the gate's order.
#[must_use]
pub fn judge(gate: &Gate, scores: &Scores, baseline: Option<Baseline<'_>>) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    for (place, assertion) in gate.assertions.iter().enumerate() {
        let of = |m: &&Metric| m.name == assertion.metric && m.denominator == assertion.denominator;
        // What the study file names was held against the same list.
        let Some(metric) = metric::all().find(of) else {
            continue;
        };
        let estimate = scores.of_subject(metric, &assertion.subject, assertion.channel);
        for bound in assertion.bounds() {
            let mut verdict = Verdict {
                place,
                assertion: assertion.clone(),
                metric,
                bound,
                estimate: estimate.clone(),
                baseline: None,
                drop: None,
                finding: Finding::Unknown(Unknown::NotMeasured),
            };
            verdict.finding = match bound {
                Bound::MaxDrop(most) => verdict.changed(most, baseline),
                _ => verdict.measured(),
            };
            verdicts.push(verdict);
        }
    }
    verdicts
}

impl Verdict {
    /// `min` and `max`: the number, or its whole interval, against the bound. An end of an interval that is out of
    /// reach, such as the upper one of a median, is as far away as can be.
    fn measured(&self) -> Finding {
        let unknown = |why| Finding::Unknown(why);
        let Some(e) = &self.estimate else {
            return unknown(Unknown::NotMeasured);
        };
        // Towards the bound, and away from it.
        let (near, limit) = match self.bound {
            Bound::Min(min) => (e.high, min),
            Bound::Max(max) => (e.low.map(|v| -v), -max),
            Bound::MaxDrop(_) => return unknown(Unknown::NotMeasured),
        };
        let value = match self.bound {
            Bound::Max(_) => e.value.map(|v| -v),
            _ => e.value,
        };
        let clear = near.is_some_and(|near| near < limit);
        match (value, self.assertion.only) {
            // The median was not reached, and yet it is known to lie beyond.
            (None, _) if clear => Finding::Broken,
            (None, _) => unknown(Unknown::NotMeasured),
            (Some(value), _) if value >= limit => Finding::Holds,
            (Some(_), Only::Always) => Finding::Broken,
            (Some(_), Only::Clear) if clear => Finding::Broken,
            (Some(_), Only::Clear) if e.low.is_none() && e.high.is_none() => {
                unknown(Unknown::NoInterval)
            }
            (Some(_), Only::Clear) => Finding::NotClear,
        }
    }

    /// `max_drop`: how much worse than the baseline.
    fn changed(&mut self, most: f64, baseline: Option<Baseline<'_>>) -> Finding {
        let not = |why: &str| Finding::Unknown(Unknown::NotComparable(why.to_owned()));
        let Some(baseline) = baseline else {
            return not("no baseline was read");
        };
        let comparison = match baseline.comparison {
            Ok(comparison) => comparison,
            Err(why) => return not(why),
        };
        let asserted = &self.assertion;
        let change = comparison.find(
            self.metric.name,
            Some(self.metric.denominator),
            &asserted.subject,
            asserted.channel,
        );
        let (before, now) = if let Some(change) = change {
            (change.base.value, change.head.value)
        } else {
            let of = |s: &Scores| {
                s.of_subject(self.metric, &self.assertion.subject, self.assertion.channel)
            };
            (
                baseline.scores.and_then(of).and_then(|e| e.value),
                self.estimate.as_ref().and_then(|e| e.value),
            )
        };
        self.baseline = before;
        let Some(now) = now else {
            return Finding::Unknown(Unknown::NotMeasured);
        };
        let Some(before) = before else {
            return Finding::Unknown(Unknown::NotMeasuredBefore);
        };
        let drop = match self.metric.better {
            Better::Lower => now - before,
            _ => before - now,
        };
        self.drop = Some(drop);
        // Sums of decimals: what is equal on paper is equal here.
        if drop <= most + 1e-9 {
            return Finding::Holds;
        }
        match (self.assertion.only, change.map(|c| c.call)) {
            (Only::Always, _) | (Only::Clear, Some(Call::Clear)) => Finding::Broken,
            (Only::Clear, Some(Call::Noise)) => Finding::NotClear,
            (Only::Clear, Some(Call::Unknown)) => Finding::Unknown(Unknown::NotCalled),
            (Only::Clear, None) => not(&format!(
                "`{}` is not among the numbers that are compared",
                self.metric.name
            )),
        }
    }
}

impl Scores {
    /// One number about the panel, a sector or a company; `None` where there is none.
    #[must_use]
    pub fn of_subject(
        &self,
        metric: &Metric,
        subject: &Subject,
        channel: Option<crate::model::Channel>,
    ) -> Option<Estimate> {
        match subject {
            Subject::Company(id) => self.of_company(id, metric, channel),
            _ => self
                .find(metric.name, metric.denominator, subject, channel)
                .cloned(),
        }
    }
}

#[cfg(test)]
#[path = "gate_tests.rs"]
mod tests;
