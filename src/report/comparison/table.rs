//! `comparison.csv`.

use crate::error::Result;
use crate::model::{Channel, Denominator};
use crate::report::codebook::{Column, Show, Type, text};
use crate::report::table::Table;
use crate::report::writer::Sealed;
use crate::score::compare::{Call, Comparison, Test, Untold};
use std::path::Path;

/// The columns of `comparison.csv`.
#[must_use]
pub fn columns() -> Vec<Column> {
    let number = |name: &str, about: &str| Column::new(name, Type::Number, about).signed();
    let whole = |name: &str, about: &str| Column::new(name, Type::Integer, about).required();
    vec![
        text("metric", "The number that is compared, as in estimates.csv.").required(),
        text("subject_kind", "What it is about.")
            .required()
            .words(["all", "sector"]),
        text("subject", "The sector's name. Empty when it is about all companies that are in both waves."),
        text("channel", "The channel. Empty for all channels together.")
            .words(Channel::ALL.map(Channel::as_str)),
        text("denominator", "What base_n and head_n count, as in estimates.csv.")
            .required()
            .words(Denominator::ALL.iter().map(|d| d.as_str())),
        number(
            "base",
            "The number in the base, of the companies that have it in both waves. Empty when it was not reached.",
        )
        .shown(Show::AsMetric),
        whole("base_n", "What it rests on."),
        number("head", "The number in the head, of the same companies.").shown(Show::AsMetric),
        whole("head_n", "What it rests on."),
        whole("companies", "How many companies have it in both waves: the pairs that are tested."),
        text(
            "test",
            "How it was tested; companies are the units. mcnemar: exact McNemar, one yes or no a company. \
             paired_bootstrap: p by the orders in which each company's waves could have come, the interval by a BCa \
             bootstrap over companies. log_rank: the log-rank test within companies and channels, p likewise by \
             orders; with one enquiry a company the exact sign test.",
        )
        .words([Test::McNemar, Test::Paired, Test::LogRank].map(Test::as_str)),
        number(
            "effect",
            "Head less base in the metric's unit; of times by log_rank the hazard ratio, above 1 where answers come \
             faster in the head. Empty where it has no end or cannot be said.",
        ),
        number("low", "Lower end of the effect's 95 % interval, which is not corrected for how many are compared."),
        number("high", "Upper end, likewise. Empty where it has none."),
        number("p", "The probability of a change as large by chance alone."),
        number("p_adjusted", "The same, corrected for how many were tested together (Holm)."),
        text("call", "clear: p_adjusted is below 0.05. noise: it is not. unknown: nothing can be said, see reason.")
            .required()
            .words([Call::Clear, Call::Noise, Call::Unknown].map(Call::as_str)),
        Column::new(
            "better",
            Type::Boolean,
            "Whether customers are better off by the number in the head. Empty where there is no better, or no change.",
        ),
        text("reason", "Why nothing can be said."),
    ]
}

/// Writes `comparison.csv`.
pub fn seal(path: &Path, columns: &[Column], comparison: &Comparison) -> Result<Sealed> {
    let mut table = Table::create(path, columns)?;
    for change in &comparison.changes {
        table.word(change.metric.name);
        table.word(change.subject.kind());
        table.text(change.subject.name());
        table.maybe(change.channel.map(Channel::as_str));
        table.word(change.denominator().as_str());
        table.number(change.base.value);
        table.whole(change.base.n);
        table.number(change.head.value);
        table.whole(change.head.n);
        table.whole(change.pairs);
        table.word(change.test.as_str());
        table.number(change.effect);
        table.number(change.low);
        table.number(change.high);
        table.number(change.p);
        table.number(change.p_adjusted);
        table.word(change.call.as_str());
        table.truth(change.is_better());
        table.maybe(change.reason.map(Untold::as_str));
        table.end_row()?;
    }
    table.seal()
}
