//! The tables about the design: `checks.csv`, one row a test of balance or effect, and `sensitivity.csv`, what the
//! numbers about the panel are without the companies that noticed. The second is written when any did.

use super::codebook::{Column, Show, Type, channels, text};
use super::table::Table;
use super::writer::Sealed;
use crate::error::Result;
use crate::model::{Channel, Denominator, Study};
use crate::score::Scores;
use crate::score::checks::{Check, Factor, Question, Sensitivity, checks, sensitivity};
use crate::score::compare::Call;
use crate::score::metric;
use std::path::Path;

/// What is known of how the design held.
#[derive(Debug, Clone, Default)]
pub struct Checks {
    /// Every test.
    pub rows: Vec<Check>,
    /// The numbers without the companies that noticed; `None` when none did.
    pub sensitivity: Option<Sensitivity>,
}

impl Checks {
    /// Checks a wave.
    #[must_use]
    pub fn of(study: &Study, scores: &Scores) -> Self {
        Self {
            rows: checks(&scores.frame, study.seed),
            sensitivity: sensitivity(scores),
        }
    }
}

/// Whether there is a `sensitivity.csv`.
pub fn is_noticed(scores: &Scores) -> bool {
    scores.frame.units().iter().any(|unit| unit.noticed)
}

/// The columns of `checks.csv`.
pub fn columns(study: &Study) -> Vec<Column> {
    vec![
        text(
            "check",
            "What is tested. balance_over_sectors, balance_over_channels: whether the factor is spread evenly over them \
             in the plan (weekday and position: in what was sent). answered: whether the share answered, of the \
             enquiries delivered, depends on the factor. hours_to_answer: whether the time to the answer does, by \
             log-rank scores.",
        )
        .required()
        .words(Question::ALL.map(Question::as_str)),
        text(
            "factor",
            "wording: the phrasing, within each question. persona: the shopper. weekday: the day, in the company's \
             time zone, on which it was sent. position: the third of the company's contacts, in the order of \
             their sending, in which it was sent; only of companies with three contacts or more.",
        )
        .required()
        .words(Factor::ALL.map(Factor::as_str)),
        text("channel", "The channel. Empty for a test over all channels.").words(channels(study)),
        Column::new(
            "statistic",
            Type::Number,
            "The sum over the factor's levels of the squared surplus by its variance between companies, each times one \
             less the level's share: about df when nothing matters. Empty when nothing is tested: fewer than two \
             levels with five enquiries each, fewer than 12 companies that tell, or nothing that differs.",
        ),
        Column::new("df", Type::Integer, "Degrees of freedom."),
        Column::new(
            "p",
            Type::Number,
            "The share of up to 9,999 random signs of the companies' scores whose statistic is at least as large (Kline \
             and Santos 2012), seeded by the study's seed; fewer are dealt once 50 were (Besag and Clifford 1991), and at \
             least 1,999 where the table is large.",
        ),
        Column::new(
            "p_adjusted",
            Type::Number,
            "p over the family of all rows (Holm 1979).",
        ),
        Column::new("n", Type::Integer, "The number of enquiries.").required(),
        Column::new("companies", Type::Integer, "The number of companies they are of.").required(),
        text(
            "call",
            "clear: p_adjusted is below 0.05. noise: it is not. unknown: nothing can be tested.",
        )
        .required()
        .words([Call::Clear, Call::Noise, Call::Unknown].map(Call::as_str)),
    ]
}

/// Writes `checks.csv`.
pub fn table(path: &Path, study: &Study, rows: &[Check]) -> Result<Sealed> {
    let mut table = Table::create(path, &columns(study))?;
    for check in rows {
        table.word(check.check.as_str());
        table.word(check.factor.as_str());
        table.maybe(check.channel.map(Channel::as_str));
        table.number(check.statistic);
        table.number(check.df.map(|df| df as f64));
        table.number(check.p);
        table.number(check.p_adjusted);
        table.whole(check.n);
        table.whole(check.companies);
        table.word(check.call.as_str());
        table.end_row()?;
    }
    table.seal()
}

/// The columns of `sensitivity.csv`.
pub fn sensitivity_columns(study: &Study) -> Vec<Column> {
    let mut names: Vec<&str> = metric::all().map(|m| m.name).collect();
    names.dedup();
    vec![
        text("metric", "The metric, as in estimates.csv.")
            .required()
            .words(names),
        text("subject_kind", "What the number is about: the whole panel.")
            .required()
            .words(["all"]),
        text("channel", "The channel. Empty for all channels together.").words(channels(study)),
        text("denominator", "What n counts, as in estimates.csv.")
            .required()
            .words(Denominator::ALL.iter().map(|d| d.as_str())),
        Column::new("value", Type::Number, "The number, as in estimates.csv.")
            .signed()
            .shown(Show::AsMetric),
        Column::new(
            "value_without",
            Type::Number,
            "The number without the companies of which somebody noted that they noticed the study.",
        )
        .signed()
        .shown(Show::AsMetric),
        Column::new("difference", Type::Number, "value_without less value.")
            .signed()
            .shown(Show::AsMetric),
        Column::new("n", Type::Integer, "What value rests on.").required(),
        Column::new("n_without", Type::Integer, "What value_without rests on.").required(),
    ]
}

/// Writes `sensitivity.csv`.
pub fn sensitivity_table(path: &Path, study: &Study, found: &Sensitivity) -> Result<Sealed> {
    let mut table = Table::create(path, &sensitivity_columns(study))?;
    for row in &found.rows {
        table.word(&row.metric);
        table.word("all");
        table.maybe(row.channel.map(Channel::as_str));
        table.word(row.denominator.as_str());
        table.number(row.all);
        table.number(row.without);
        table.number(row.difference());
        table.whole(row.n_all);
        table.whole(row.n_without);
        table.end_row()?;
    }
    table.seal()
}
