//! `gate.csv`: one row a bound.

use super::sentence;
use crate::error::Result;
use crate::model::{Channel, Denominator, IfUnknown, Level, Only, Study};
use crate::report::codebook::{Column, Type, channels, text};
use crate::report::table::Table;
use crate::report::writer::Sealed;
use crate::score::gate::{Outcome, Verdict};
use std::path::Path;

/// The columns of `gate.csv`.
#[must_use]
pub fn columns(study: &Study) -> Vec<Column> {
    let number = |name: &str, about: &str| Column::new(name, Type::Number, about);
    vec![
        Column::new(
            "assertion",
            Type::Integer,
            "Which [[gate.assert]] of the study file, from 1.",
        )
        .required(),
        text("bound", "Which of its bounds.")
            .required()
            .words(["min", "max", "max_drop"]),
        text("metric", "The metric, as in estimates.csv.").required(),
        text("subject_kind", "What the number is about.")
            .required()
            .words(["all", "sector", "company"]),
        text(
            "subject",
            "The sector's name or the company's company_id. Empty when it is about the whole panel.",
        ),
        text("channel", "The channel. Empty for all channels together.").words(channels(study)),
        text("denominator", "What n counts, as in estimates.csv.")
            .required()
            .words(Denominator::ALL.iter().map(|d| d.as_str())),
        number(
            "limit",
            "The bound, in the metric's own unit: shares from 0 to 1. For max_drop by how much worse than the baseline \
             the number may be: less where more is better, more where less is.",
        )
        .required(),
        number("value", "The wave's number. Empty when it cannot be estimated."),
        number("low", "Lower end of its 95 % interval."),
        number("high", "Upper end."),
        Column::new("n", Type::Integer, "What it rests on."),
        number("baseline_value", "For max_drop: the earlier wave's number, of what is in both waves."),
        number("drop", "For max_drop: by how much the number is worse; negative when it is better."),
        text(
            "only",
            "clear: a value beyond the bound counts when its whole interval is, or the change is called clear. always: \
             whenever it is beyond.",
        )
        .required()
        .words(Only::ALL.iter().map(|w| w.as_str())),
        text("level", "How bad it is when it does not hold.")
            .required()
            .words(Level::ALL.iter().map(|w| w.as_str())),
        text("if_unknown", "What becomes of it when nothing can be said.")
            .required()
            .words(IfUnknown::ALL.iter().map(|w| w.as_str())),
        text(
            "outcome",
            "pass: it holds, or is broken by no more than chance may do. fail: an error does not hold. warn: a warning \
             does not. unknown: nothing can be said.",
        )
        .required()
        .words(Outcome::ALL.iter().map(|w| w.as_str())),
        Column::new(
            "counts",
            Type::Boolean,
            "Whether it counts as not held, at its level.",
        )
        .required(),
        text("sentence", "The same in a sentence.").required(),
    ]
}

/// Writes `gate.csv`.
pub fn table(path: &Path, study: &Study, verdicts: &[Verdict]) -> Result<Sealed> {
    let mut table = Table::create(path, &columns(study))?;
    for verdict in verdicts {
        let (asserted, estimate) = (&verdict.assertion, verdict.estimate.as_ref());
        table.whole(verdict.place as u64 + 1);
        table.word(verdict.bound.as_str());
        table.word(verdict.metric.name);
        table.word(asserted.subject.kind());
        table.text(asserted.subject.name());
        table.maybe(asserted.channel.map(Channel::as_str));
        table.word(asserted.denominator.as_str());
        table.number(Some(verdict.bound.value()));
        table.number(estimate.and_then(|e| e.value));
        table.number(estimate.and_then(|e| e.low));
        table.number(estimate.and_then(|e| e.high));
        match estimate {
            Some(e) => table.whole(e.n),
            None => table.word(""),
        }
        table.number(verdict.baseline);
        table.number(verdict.drop);
        table.word(asserted.only.as_str());
        table.word(asserted.level.as_str());
        table.word(asserted.if_unknown.as_str());
        table.word(verdict.outcome().as_str());
        table.truth(Some(verdict.counts_as().is_some()));
        table.text(&sentence::sentence(verdict));
        table.end_row()?;
    }
    table.seal()
}
