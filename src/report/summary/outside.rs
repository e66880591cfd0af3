//! What others say of the companies, in sentences.

use super::words::{escape, list};
use crate::model::Study;
use crate::report::number::{as_printed, counted, whole};
use crate::score::outside::{Held, Status};
use std::fmt::Write;

/// The section about outside scores; nothing where there are none.
pub fn section(study: &Study, held: &[Held]) -> String {
    if study.outside.is_empty() {
        return String::new();
    }
    let mut text = String::from("\n## Outside scores\n\n");
    for (place, outside) in study.outside.iter().enumerate() {
        let mut of_it = held.iter().filter(|h| h.outside == place);
        let Some(overall) = of_it.next() else {
            continue;
        };
        let source = if outside.source.is_empty() {
            String::new()
        } else {
            format!(" ({})", escape(&outside.source))
        };
        let _ = writeln!(
            text,
            "- `{}`{source} is known of {}. {}{}",
            outside.name,
            counted(outside.values.len() as u64, "company", "companies"),
            relation(overall),
            others(&of_it.collect::<Vec<_>>()),
        );
    }
    text.push_str(
        "\nSpearman's rank correlation with the interval of Bonett and Wright (2000); p is adjusted over all numbers \
         held against the same outside score (Holm). Each pair stands in `data/league.csv`, every correlation in \
         `data/outside.csv`. That two numbers go together does not say which of them is the cause, or whether a \
         third one is.\n",
    );
    text
}

/// How an outside score and the overall score go together, in a sentence.
fn relation(held: &Held) -> String {
    let n = whole(held.n());
    match (held.status(), held.found) {
        (Status::TooFew, _) => match held.n() {
            0 => "No company has both it and an overall score, too few to say anything.".to_owned(),
            1 => {
                "Only 1 company has both it and an overall score, too few to say anything (n = 1)."
                    .to_owned()
            }
            _ => format!(
                "Only {n} companies have both it and an overall score, too few to say anything (n = {n})."
            ),
        },
        (Status::Known, Some(found)) => {
            let interval = match found.interval {
                Some((low, high)) => format!(" ({} to {})", two(low), two(high)),
                None => String::new(),
            };
            let clear = held.p_adjusted.is_some_and(|p| p < 0.05);
            let verdict = match (clear, found.rho > 0.0) {
                (true, true) => "companies with more of it tend to have a higher overall score",
                (true, false) => "companies with more of it tend to have a lower overall score",
                (false, _) => "that may be chance",
            };
            format!(
                "Against the overall score rho = {}{interval}, n = {n}, {}: {verdict}.",
                two(found.rho),
                probability(held.p_adjusted.unwrap_or(1.0)),
            )
        }
        _ => format!(
            "Of the {n} companies that have both it and an overall score, one of the two is all the same, so nothing can \
             be said about a relation (n = {n})."
        ),
    }
}

/// Which other numbers go together with it.
fn others(held: &[&Held]) -> String {
    let known: Vec<&&Held> = held
        .iter()
        .filter(|h| h.status() == Status::Known)
        .collect();
    if known.is_empty() {
        return String::new();
    }
    let clear: Vec<String> = known
        .iter()
        .filter(|h| h.p_adjusted.is_some_and(|p| p < 0.05))
        .filter_map(|h| {
            let on = h.channel.map(|c| format!(" on {c}")).unwrap_or_default();
            Some(format!(
                "`{}`{on} (rho = {})",
                h.metric.name,
                two(h.found?.rho)
            ))
        })
        .collect();
    let many = counted(known.len() as u64, "other number", "other numbers");
    if clear.is_empty() {
        let none = match known.len() {
            1 => "it does not go",
            _ => "none of them goes",
        };
        return format!(" It was held against {many}: {none} together with it beyond chance.");
    }
    let verb = if clear.len() == 1 { "goes" } else { "go" };
    format!(
        " It was held against {many}, of which {} {verb} together with it beyond chance.",
        list(&clear)
    )
}

/// A correlation to the second decimal.
fn two(rho: f64) -> String {
    let text = format!("{:.2}", as_printed(rho));
    if text == "-0.00" {
        "0.00".to_owned()
    } else {
        text
    }
}

fn probability(p: f64) -> String {
    let p = as_printed(p);
    if p < 0.001 {
        "adjusted p < 0.001".to_owned()
    } else {
        format!("adjusted p = {p:.3}")
    }
}
