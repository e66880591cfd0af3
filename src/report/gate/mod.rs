//! What the gate found, for people and for the machines that run it: `gate.csv`, `JUnit`, a job's summary in Markdown, and
//! annotations. A gate on a comparison of waves comes out in the same forms.

mod annotations;
mod job_summary;
mod junit;
mod sentence;
mod table;

#[cfg(test)]
mod tests;

pub use annotations::annotations;
pub use job_summary::{MOST_BYTES, job_summary};
pub use junit::junit;
pub use table::{columns, table};

use super::comparison;
use super::number::counted;
use crate::model::{Channel, Denominator, Level, Study};
use crate::score::compare::{Call, Change, Comparison, Untold};
use crate::score::gate::{Finding, Outcome, Verdict};
use jiff::Timestamp;

/// Everything that was held against bounds in one go.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What it is about, such as `my-study: wave 2026-11`.
    pub title: String,
    /// One line for people, such as how many companies were asked; may be empty.
    pub about: String,
    /// Up to when messages were read.
    pub as_of: Timestamp,
    /// What was held against a bound each, in their order.
    pub items: Vec<Item>,
}

/// One thing that was held against a bound.
#[derive(Debug, Clone)]
pub struct Item {
    /// What sort of thing: a metric.
    pub group: String,
    /// Which; unique among all.
    pub name: String,
    /// What became of it.
    pub state: State,
    /// One sentence with the figures.
    pub sentence: String,
    /// For putting the worst first: the more, the worse.
    pub excess: f64,
}

/// What became of something that was held against a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It does not hold.
    Failed,
    /// Nothing can be said, and that counts as not held.
    Untold,
    /// It does not hold, and that is only said.
    Warned,
    /// Nothing can be said, and that counts for nothing.
    Skipped,
    /// It holds.
    Passed,
}

impl State {
    /// Every state, the worst first.
    pub const ALL: [Self; 5] = [
        Self::Failed,
        Self::Untold,
        Self::Warned,
        Self::Skipped,
        Self::Passed,
    ];

    /// The word for people.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Untold => "not known",
            Self::Warned => "warning",
            Self::Skipped => "not known, may pass",
            Self::Passed => "passed",
        }
    }
}

impl Checked {
    /// A wave's gate. `strict` lets warnings fail as errors do.
    #[must_use]
    pub fn of_wave(study: &Study, verdicts: &[Verdict], as_of: Timestamp, strict: bool) -> Self {
        Self {
            title: format!("{}: wave {}", study.id, study.wave.id),
            about: study.title.clone(),
            as_of,
            items: verdicts
                .iter()
                .map(|v| Item::of_verdict(v, strict))
                .collect(),
        }
    }

    /// Two waves: what became clearly worse fails; what the earlier wave measured and the later one did not counts as
    /// not held, as does a comparison in which nothing at all could be called. Whatever else nothing can be said of may
    /// pass: chance and small numbers are no one's doing.
    #[must_use]
    pub fn of_comparison(comparison: &Comparison, as_of: Timestamp) -> Self {
        let mut items: Vec<Item> = comparison.changes.iter().map(Item::of_change).collect();
        if comparison.judged() == 0 {
            items.push(Item::nothing_judged());
        }
        Self {
            title: format!("{} against {}", comparison.head, comparison.base),
            about: format!(
                "{} in both waves",
                counted(comparison.pairs, "company", "companies")
            ),
            as_of,
            items,
        }
    }

    /// How many came to this.
    #[must_use]
    pub fn count(&self, state: State) -> usize {
        self.items.iter().filter(|i| i.state == state).count()
    }

    /// Whether anything fails it.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.count(State::Failed) + self.count(State::Untold) > 0
    }

    /// All, the worst first; what is equally bad in its own order.
    #[must_use]
    pub fn worst_first(&self) -> Vec<&Item> {
        let mut items: Vec<&Item> = self.items.iter().collect();
        items.sort_by(|a, b| {
            a.state
                .cmp(&b.state)
                .then_with(|| b.excess.total_cmp(&a.excess))
        });
        items
    }
}

impl Item {
    fn of_change(change: &Change) -> Self {
        let state = match (change.call, change.is_better()) {
            (Call::Unknown, _) if is_lost(change) => State::Untold,
            (Call::Unknown, _) => State::Skipped,
            (Call::Clear, Some(false)) => State::Failed,
            _ => State::Passed,
        };
        let mut name = format!("{}:{}", change.metric.name, change.metric.denominator);
        for part in [
            change.channel.map_or("", Channel::as_str),
            change.subject.name(),
        ] {
            if !part.is_empty() {
                name.push(' ');
                name.push_str(part);
            }
        }
        Self {
            group: change.metric.name.to_owned(),
            name,
            state,
            sentence: comparison::sentence(change),
            // The less chance makes it likely, the worse.
            excess: change.p_adjusted.map_or(0.0, |p| 1.0 - p),
        }
    }

    /// A gate that could look at nothing has not passed.
    fn nothing_judged() -> Self {
        Self {
            group: "comparison".to_owned(),
            name: "comparison".to_owned(),
            state: State::Untold,
            sentence: "No number could be tested, so nothing says that none became worse."
                .to_owned(),
            excess: 1.0,
        }
    }

    fn of_verdict(verdict: &Verdict, strict: bool) -> Self {
        let state = match (verdict.outcome(), verdict.counts_as()) {
            (Outcome::Pass, _) => State::Passed,
            (_, Some(Level::Warn)) if !strict => State::Warned,
            (Outcome::Unknown, None) => State::Skipped,
            (Outcome::Unknown, _) => State::Untold,
            (Outcome::Fail | Outcome::Warn, _) => State::Failed,
        };
        Self {
            group: verdict.metric.name.to_owned(),
            name: format!("{}. {}", verdict.place + 1, sentence::rule(verdict)),
            state,
            sentence: sentence::sentence(verdict),
            excess: match verdict.finding {
                Finding::Broken => verdict.excess(),
                _ => 0.0,
            },
        }
    }
}

/// Whether the later wave has nothing of what was to be compared. Where no promise was made, that is no failure to
/// measure whether it was kept.
fn is_lost(change: &Change) -> bool {
    let lost = matches!(
        change.reason,
        Some(Untold::NothingInHead | Untold::NothingInEither)
    );
    lost && change.metric.denominator != Denominator::Promised
}
