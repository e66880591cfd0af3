//! What stands beside a number: what became of it since the last wave, and where its rows are.

use super::Material;
use crate::model::{Channel, Estimate};
use crate::report::words::{Source, Text};
use crate::score::compare::{Call, Change};
use crate::score::metric::{Scale, find};

impl Material<'_> {
    /// What an estimate was in the last wave, and whether it changed; `None` where that is not known.
    pub(super) fn change(&self, estimate: &Estimate) -> Option<Text> {
        let change = self.comparison?.find(
            &estimate.metric,
            Some(estimate.denominator),
            &estimate.subject,
            estimate.channel,
        )?;
        let words = self.words;
        let base = words.shaped(&estimate.metric, change.base.value?, source(change, "base"));
        let id = match (change.call, change.is_better()) {
            (Call::Clear, Some(true)) => "change-better",
            (Call::Clear, Some(false)) => "change-worse",
            (Call::Clear, None) => "change-clear",
            (Call::Noise, _) => "change-noise",
            (Call::Unknown, _) => "change-unknown",
        };
        Some(words.say(id, [("base", base.into())]))
    }

    /// A number as it stands within a sentence: `41 % (32–51; n = 100)`, or `41 % (n = 1)` where it has no interval; a
    /// time as elsewhere.
    pub(super) fn measured(&self, estimate: &Estimate) -> Option<Text> {
        let words = self.words;
        if find(&estimate.metric).is_some_and(|m| m.scale == Scale::Hours) {
            return words.with_n(estimate);
        }
        let value = ("value", words.value(estimate)?.into());
        let n = ("n", words.n(estimate).into());
        let end = |value, column| {
            let from = Source::estimate(estimate, column);
            words.end(&estimate.metric, value, from).into()
        };
        Some(match (estimate.low, estimate.high) {
            (Some(low), Some(high)) => {
                let ends = [("low", end(low, "low")), ("high", end(high, "high"))];
                words.say("measured", [value, n].into_iter().chain(ends))
            }
            (None, None) => words.say("measured-alone", [value, n]),
            _ => return words.with_n(estimate),
        })
    }

    /// A sentence with what became of its number, and a link to the row in which that stands.
    pub(super) fn told(&self, sentence: Text, estimate: &Estimate) -> Text {
        let told = std::iter::once(sentence).chain(self.change(estimate));
        let mut told = Text::joined(told, " ");
        told.push(self.row_of(estimate));
        told
    }

    /// A link to an estimate's row, counted with the header as RFC 7111 says.
    fn row_of(&self, estimate: &Estimate) -> Text {
        let is_it = |e: &Estimate| std::ptr::eq(e, estimate);
        let place = self.scores.estimates.iter().position(is_it);
        let row = place.map_or_else(String::new, |place| format!("#row={}", place + 2));
        self.rows(&format!("data/estimates.csv{row}"))
    }

    /// A link to a table.
    pub(super) fn rows(&self, to: &str) -> Text {
        Text::link(&self.words.word("rows"), to)
    }

    /// What stands where nothing can be said.
    pub(super) fn or_nothing(&self, text: Option<Text>) -> Text {
        text.unwrap_or_else(|| self.words.say("nothing", []))
    }
}

/// A cell of a change.
fn source(change: &Change, column: &str) -> Source {
    let keys = [
        ("metric", change.metric.name),
        ("subject_kind", change.subject.kind()),
        ("subject", change.subject.name()),
        ("channel", change.channel.map_or("", Channel::as_str)),
        ("denominator", change.denominator().as_str()),
    ];
    Source::cell("comparison", &keys, column)
}
