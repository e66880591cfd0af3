//! Who came first, in sentences and a table.

use super::words::{escape, ordinal, place, places};
use crate::model::{Estimate, Study, Subject};
use crate::report::number::{as_printed, counted, percent, whole};
use crate::score::league::{Entry, League, Ranked};
use crate::score::overall::{MISSING, NoScore, formula};
use std::fmt::Write;

/// So many companies are shown from each end.
const SHOWN: usize = 5;

/// The section about overall scores; nothing where there is no company.
pub fn section(study: &Study, league: &League, estimates: &[Estimate]) -> String {
    if league.entries.is_empty() {
        return String::new();
    }
    let mut text = String::from("\n## Overall score\n\n");
    let _ = writeln!(
        text,
        "The overall score of a company, 0 to 100, is {}. {MISSING}. Formula and values stand in `data/league.csv`.\n",
        formula(&study.scoring)
    );
    for sentence in said(league, estimates) {
        let _ = writeln!(text, "- {sentence}");
    }
    if !all_alike(league) {
        text.push('\n');
        text.push_str(&table(study, league));
    }
    text
}

fn said(league: &League, estimates: &[Estimate]) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(mean) = estimates
        .iter()
        .find(|e| e.metric == "overall_score" && e.subject == Subject::All)
        && let Some(value) = mean.value
    {
        let interval = match (mean.low, mean.high) {
            (Some(low), Some(high)) => format!(" ({}\u{2013}{})", points(low), points(high)),
            _ => String::new(),
        };
        said.push(match mean.n {
            1 => format!("One company has a score: {}.", points(value)),
            n => format!(
                "The mean over the {} companies with a score is {}{interval}.",
                whole(n),
                points(value)
            ),
        });
    } else {
        said.push("No company has a score.".to_owned());
    }
    for (why, what) in [
        (NoScore::NothingAsked, "nothing that weighs was asked"),
        (
            NoScore::TooLittleKnown,
            "less than half of the weight of what applies is known",
        ),
    ] {
        let many = league
            .entries
            .iter()
            .filter(|e| e.overall.score == Err(why))
            .count() as u64;
        if many > 0 {
            said.push(format!(
                "{} no score: {what}.",
                counted(many, "company has", "companies have")
            ));
        }
    }
    if league.scored > 1 {
        said.push(apart(league));
    }
    said
}

/// Whether there is no order among those with a score.
fn all_alike(league: &League) -> bool {
    let mut ranks = league.entries.iter().filter_map(|e| e.rank);
    ranks.all(|r| r.place == 1) && league.scored != 1
}

/// Whether the ends of the league can be told apart.
fn apart(league: &League) -> String {
    let scored = || league.entries.iter().filter(|e| e.rank.is_some());
    let ranks: Vec<Ranked> = scored().filter_map(|e| e.rank).collect();
    if all_alike(league) {
        return "All of them have the same score, so there is no order.".to_owned();
    }
    if ranks.iter().all(|r| r.interval.is_none()) {
        return "How far chance may have moved a place cannot be said: that takes two questions or more to a company \
                that do not all go alike, and no more than 5,000 companies."
            .to_owned();
    }
    let many = scored().filter(|e| league.half(e).is_some()).count() as u64;
    let first = ranks.first().map_or_else(String::new, |r| {
        format!(
            "The company at the top is {}. ",
            place(r.place, r.joint, r.interval)
        )
    });
    format!(
        "{first}Of {}, {} in one half of the league, the upper or the lower, with 95 % confidence each; the places of \
         the others may be chance. Places are ranked anew {} times from questions drawn anew within each company.",
        counted(league.scored, "company", "companies"),
        match many {
            0 => "none stands surely".to_owned(),
            1 => "1 stands surely".to_owned(),
            many => format!("{} stand surely", whole(many)),
        },
        whole(u64::from(league.replicates)),
    )
}

/// The top and the bottom of the league.
fn table(study: &Study, league: &League) -> String {
    let mut text = String::from(
        "| place | company | sector | score | 95 % interval | places by chance | in its sector | weight known |\n\
         |---|---|---|---:|---|---|---|---:|\n",
    );
    let scored: Vec<&Entry> = league.entries.iter().filter(|e| e.rank.is_some()).collect();
    let left_out = scored.len().saturating_sub(2 * SHOWN);
    for (at, entry) in scored.iter().enumerate() {
        if left_out > 1 && (SHOWN..scored.len() - SHOWN).contains(&at) {
            if at == SHOWN {
                let _ = writeln!(
                    text,
                    "| \u{2026} | {} between | | | | | | |",
                    counted(left_out as u64, "company", "companies")
                );
            }
            continue;
        }
        text.push_str(&line(study, entry).unwrap_or_default());
    }
    text
}

fn line(study: &Study, entry: &Entry) -> Option<String> {
    let (rank, sector_rank) = (entry.rank?, entry.sector_rank?);
    let company = study.panel.get(entry.company)?;
    let joint = |r: Ranked| {
        format!(
            "{}{}",
            if r.joint { "joint " } else { "" },
            ordinal(r.place)
        )
    };
    let interval = entry
        .interval
        .map(|(low, high)| format!("{}\u{2013}{}", points(low), points(high)));
    Some(format!(
        "| {} | {} | {} | {} | {} | {} | {} | {} |\n",
        joint(rank),
        escape(&company.name),
        escape(&company.sector),
        points(entry.overall.score.ok()?),
        interval.unwrap_or_default(),
        rank.interval.map(places).unwrap_or_default(),
        joint(sector_rank),
        percent(entry.overall.known?),
    ))
}

/// A score to a tenth of a point.
fn points(score: f64) -> String {
    format!("{:.1}", as_printed(score))
}
