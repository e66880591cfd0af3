//! `league.csv`: every company's overall score and place.

use super::codebook::{Column, Show, Type, text};
use super::table::Table;
use super::writer::Sealed;
use crate::error::Result;
use crate::model::{OutsideScore, Study};
use crate::score::league::{Half, League, MOST_RANKED, Ranked};
use crate::score::overall::{Known, MISSING, NoScore, formula, terms};
use std::path::Path;

/// Its columns.
#[must_use]
pub fn columns(study: &Study) -> Vec<Column> {
    let scoring = &study.scoring;
    let number =
        |name: &str, about: &str| Column::new(name, Type::Number, about).shown(Show::Tenth);
    let share =
        |name: &str, about: &str| Column::new(name, Type::Number, about).shown(Show::Percent);
    let place = |name: &str, about: &str| Column::new(name, Type::Integer, about);
    let mut columns = vec![
        text("company_id", "The company, as in companies.csv.").unique(),
        text("company", "Its name.").required(),
        text("sector", "Its sector.").required(),
        number(
            "score",
            &format!("The overall score, 0 to 100: {}. {MISSING}.", formula(scoring)),
        ),
        number(
            "low",
            &format!(
                "Lower end of the score's 95 % interval: the company's questions are drawn anew {} times with \
                 replacement, each with all its channels, and the middle 95 % of the scores are kept, widened as far \
                 as the score itself. Empty where it was asked fewer than two questions, and where all of them went \
                 alike: what does not vary shows nothing of chance. Of \
                 few questions it is too narrow, by the square root of (n - 1) / n: with ten by a twentieth, with two by \
                 almost a third.",
                scoring.replicates
            ),
        ),
        number("high", "Upper end, likewise."),
        place(
            "rank",
            "Its place among all companies with a score: one more than the number of companies with a higher one, so \
             that companies with the same score share a place.",
        ),
        place(
            "rank_low",
            &format!(
                "The best place of the 95 % interval: the places that follow from the scores drawn anew. Empty where \
                 low is, and in panels of more than {MOST_RANKED} companies."
            ),
        ),
        place("rank_high", "The worst place, likewise."),
        text(
            "half",
            "The half of the league in which all the places of the interval lie: upper, to which of an odd number of \
             companies the one in the middle belongs, or lower. Empty where they lie in both, and where there is no \
             interval.",
        )
        .words([Half::Upper, Half::Lower].map(Half::as_str)),
        place("sector_rank", "Its place among the companies of its sector."),
        place("sector_rank_low", "The best place of its 95 % interval."),
        place("sector_rank_high", "The worst place, likewise."),
        share(
            "weight_known",
            "The share of the weight of what applies to the company that is known, 0 to 1.",
        ),
        text(
            "no_score",
            "Why there is no score. nothing_asked: nothing that weighs was asked of it. too_little_known: less than \
             half of the weight of what applies is known.",
        )
        .words([NoScore::NothingAsked, NoScore::TooLittleKnown].map(NoScore::as_str)),
    ];
    columns.extend(terms(scoring).iter().map(|term| {
        let on = term.channel.map(|c| format!(" on {c}")).unwrap_or_default();
        let about = format!(
            "0 to 1, weight {}: {}{on}. Empty where it does not apply or is not known.",
            term.weight,
            term.component.about()
        );
        share(&term.column(), &about)
    }));
    columns.extend(study.outside.iter().map(|outside| {
        let source = if outside.source.is_empty() {
            "as given in outside.csv beside the study".to_owned()
        } else {
            outside.source.clone()
        };
        let about = format!(
            "The outside score {}: {source}. Empty where it is not known.",
            outside.name
        );
        number(&column(outside), &about).signed()
    }));
    columns
}

/// Writes the table, the best first.
pub fn league(path: &Path, study: &Study, league: &League) -> Result<Sealed> {
    let mut table = Table::create(path, &columns(study))?;
    for entry in &league.entries {
        let Some(company) = study.panel.get(entry.company) else {
            continue;
        };
        table.text(&company.id);
        table.text(&company.name);
        table.text(&company.sector);
        table.number(entry.overall.score.ok());
        table.number(entry.interval.map(|i| i.0));
        table.number(entry.interval.map(|i| i.1));
        places(&mut table, entry.rank);
        table.maybe(league.half(entry).map(Half::as_str));
        places(&mut table, entry.sector_rank);
        table.number(entry.overall.known);
        table.maybe(entry.overall.score.err().map(NoScore::as_str));
        for value in &entry.overall.values {
            table.number(match value {
                Known::Value(value) => Some(*value),
                Known::Missing | Known::NotApplicable => None,
            });
        }
        for outside in &study.outside {
            let at = |v: &(u32, f64)| v.0 as usize;
            let found = outside.values.binary_search_by_key(&entry.company, at);
            table.number(found.ok().map(|place| outside.values[place].1));
        }
        table.end_row()?;
    }
    table.seal()
}

/// A place with its interval: three cells.
fn places(table: &mut Table, rank: Option<Ranked>) {
    let interval = rank.and_then(|r| r.interval);
    let cells = [
        rank.map(|r| r.place),
        interval.map(|i| i.0),
        interval.map(|i| i.1),
    ];
    for place in cells {
        table.number(place.map(f64::from));
    }
}

/// The column of an outside score.
fn column(outside: &OutsideScore) -> String {
    format!("outside_{}", outside.name)
}
