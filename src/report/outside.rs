//! `outside.csv`: what others say of the companies against what the wave says.

use super::codebook::{Column, Type, text};
use super::table::Table;
use super::writer::Sealed;
use crate::error::Result;
use crate::model::{Channel, Study};
use crate::score::outside::{Held, Status, metrics};
use std::path::Path;

/// Its columns.
#[must_use]
pub fn columns(study: &Study) -> Vec<Column> {
    let number = |name: &str, about: &str| Column::new(name, Type::Number, about);
    vec![
        text("outside", "The outside score.")
            .required()
            .words(study.outside.iter().map(|o| o.name.as_str())),
        text(
            "metric",
            "The number of the wave, each company's own, as in estimates.csv; of several denominators the first.",
        )
        .required()
        .words(metrics(&study.reporting.outside_metrics)),
        text("channel", "The channel. Empty for all channels together.")
            .words(study.design.questions.keys().map(|c| c.as_str())),
        Column::new("n", Type::Integer, "How many companies have both.").required(),
        number(
            "rho",
            "Spearman's rank correlation, -1 to 1. Empty where there is none.",
        )
        .signed(),
        number(
            "low",
            "Lower end of its 95 % interval (Fisher's z with the standard error of Bonett and Wright, 2000). Empty of \
             fewer than four companies, and where rho is -1 or 1.",
        )
        .signed(),
        number("high", "Upper end, likewise.").signed(),
        number(
            "p",
            "The probability of a rho as far from 0 by chance alone, from Student's t.",
        ),
        number(
            "p_adjusted",
            "The same over all numbers held against this outside score (Holm).",
        ),
        text(
            "status",
            "known: there is a correlation with its interval. too_few: fewer than four companies have both. all_equal: \
             one of the two is the same of all companies.",
        )
        .required()
        .words(Status::ALL.map(Status::as_str)),
    ]
}

/// Writes the table.
pub fn outside(path: &Path, study: &Study, held: &[Held]) -> Result<Sealed> {
    let mut table = Table::create(path, &columns(study))?;
    for held in held {
        let Some(outside) = study.outside.get(held.outside) else {
            continue;
        };
        let interval = held.found.and_then(|f| f.interval);
        table.text(&outside.name);
        table.word(held.metric.name);
        table.maybe(held.channel.map(Channel::as_str));
        table.whole(held.n());
        table.number(held.found.map(|f| f.rho));
        table.number(interval.map(|i| i.0));
        table.number(interval.map(|i| i.1));
        table.number(held.found.and_then(|f| f.p));
        table.number(held.p_adjusted);
        table.word(held.status().as_str());
        table.end_row()?;
    }
    table.seal()
}
