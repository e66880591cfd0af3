//! `outside.csv`: what others say of the companies.

use super::references::lookup;
use super::words;
use crate::model::OutsideScore;
use crate::sheet::{Notes, Row, Table, quote};
use std::collections::{HashMap, HashSet};

/// Most scores of different names: each has a chart of its own.
const MOST_NAMES: usize = 20;

/// Reads the outside scores, one a line: columns `company` (its id), `score_name` and `value`; `source` and `date`
/// may be left out. `companies` is `None` where the panel is not known for certain.
pub(super) fn read(
    text: &str,
    notes: &Notes,
    companies: Option<&HashMap<String, u32>>,
) -> Vec<OutsideScore> {
    let needed = ["company", "score_name", "value"];
    let columns = ["company", "score_name", "value", "source", "date"];
    let mut scores: Vec<OutsideScore> = Vec::new();
    let Some(mut table) = Table::new(text, notes, &columns, &needed) else {
        return scores;
    };
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut seen = HashSet::new();
    while let Some(row) = table.next_row() {
        if notes.is_full() {
            break;
        }
        if !row.whole {
            continue;
        }
        let company = row
            .need("company", notes)
            .and_then(|(id, at)| lookup("company", id, at, companies, notes));
        let name = row.need("score_name", notes).and_then(|(name, at)| {
            let trouble = words::id_trouble(name);
            if let Some(trouble) = trouble {
                // A file of the report is named after it.
                let trouble = trouble
                    .replace("the id", "the name")
                    .replace("an id", "a name");
                notes.at(at, trouble, words::id_proposal(name));
                return None;
            }
            Some((name, at))
        });
        let value = value(&row, notes);
        let source = source(&row, notes);
        let Some((name, at)) = name else { continue };
        // Files are named after it, and some file systems do not tell a capital letter from a small one.
        let place = *places
            .entry(name.to_ascii_lowercase())
            .or_insert(scores.len());
        if let Some(other) = scores.get(place).filter(|s| s.name != name) {
            notes.at(
                at,
                format!(
                    "{} and {} differ by capital letters alone",
                    quote(name),
                    quote(&other.name)
                ),
                Some("write the same score the same way".to_owned()),
            );
            continue;
        }
        if place == scores.len() {
            if place == MOST_NAMES {
                notes.at(
                    at,
                    format!("a study has at most {MOST_NAMES} outside scores"),
                    Some("keep those that are to be held against the wave".to_owned()),
                );
                break;
            }
            scores.push(OutsideScore {
                name: name.to_owned(),
                source: String::new(),
                values: Vec::new(),
            });
        }
        let (Some(company), Some(value)) = (company, value) else {
            continue;
        };
        if !seen.insert((company, place)) {
            notes.at(
                row.at,
                format!("there is already a score {} of this company", quote(name)),
                Some("each company has one value of each score".to_owned()),
            );
            continue;
        }
        let score = &mut scores[place];
        if score.source.is_empty() {
            score.source = source;
        }
        score.values.push((company, value));
    }
    for score in &mut scores {
        score.values.sort_unstable_by_key(|(company, _)| *company);
    }
    scores
}

/// A finite number; what a spreadsheet or a program writes where it has none is told from one.
fn value(row: &Row<'_, '_>, notes: &Notes) -> Option<f64> {
    let (text, at) = row.need("value", notes)?;
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() && value.abs() <= 1e15 => Some(value),
        Ok(value) => {
            let what = if value.is_finite() {
                "too large"
            } else {
                "no number"
            };
            notes.at(
                at,
                format!("{} is {what}", quote(text)),
                Some("leave out the line of a company that has no score".to_owned()),
            );
            None
        }
        Err(_) => {
            let hint = if text.contains(',') && text.replace(',', ".").parse::<f64>().is_ok() {
                format!("write it with a point: {}", text.replace(',', "."))
            } else {
                "leave out the line of a company that has no score".to_owned()
            };
            notes.at(at, format!("{} is no number", quote(text)), Some(hint));
            None
        }
    }
}

/// Where the score is from, with its date.
fn source(row: &Row<'_, '_>, notes: &Notes) -> String {
    let mut source = String::new();
    if let Some((text, at)) = row.get("source") {
        if text.chars().count() > 300 || text.chars().any(char::is_control) {
            notes.at(at, "`source` is one line of at most 300 characters", None);
        }
        text.clone_into(&mut source);
    }
    if let Some((text, at)) = row.get("date") {
        if words::day(text).is_none() {
            notes.at(
                at,
                format!("{} is no day", quote(text)),
                Some("write it like 2026-10-01".to_owned()),
            );
        }
        if !source.is_empty() {
            source.push_str(", ");
        }
        source.push_str(text);
    }
    source
}
