//! `references.csv`: right answers known for single companies.

use crate::model::{Company, Question, Reference};
use crate::sheet::{Notes, near, quote};
use crate::sheet::{Row, Table};
use std::collections::{HashMap, HashSet};

/// Against what the references are held; `None` where it is not known for certain.
pub(super) struct Context<'a> {
    pub(super) panel: &'a [Company],
    pub(super) companies: Option<&'a HashMap<String, u32>>,
    pub(super) questions: Option<&'a HashMap<String, u32>>,
    pub(super) asked: &'a [Question],
}

/// Names are proposed from lists shorter than this.
const MOST_NAMES: usize = 2_000;

/// Reads the references: columns `company`, `question` and `answer`; `accepted` and `rejected`, other words for
/// a right answer and words of wrong ones with `|` between them, may be left out.
pub(super) fn read(text: &str, notes: &Notes, context: &Context<'_>) -> Vec<Reference> {
    let needed = ["company", "question", "answer"];
    let columns = ["company", "question", "answer", "accepted", "rejected"];
    let mut references = Vec::new();
    let Some(mut table) = Table::new(text, notes, &columns, &needed) else {
        return references;
    };
    let mut seen = HashSet::new();
    while let Some(row) = table.next_row() {
        if !row.whole {
            continue;
        }
        let company = row
            .need("company", notes)
            .and_then(|(id, at)| lookup("company", id, at, context.companies, notes));
        let question = row
            .need("question", notes)
            .and_then(|(id, at)| lookup("question", id, at, context.questions, notes));
        let answer = row.need("answer", notes);
        let (Some(company), Some(question), Some((answer, at))) = (company, question, answer)
        else {
            continue;
        };
        if answer.chars().count() > 4_000 {
            notes.at(at, "an answer has at most 4000 characters", None);
        }
        let sector = context
            .panel
            .get(company as usize)
            .map(|c| c.sector.as_str());
        let asked = context.asked.get(question as usize);
        if let (Some(sector), Some(asked)) = (sector, asked)
            && !sector.is_empty()
            && !asked.is_for(sector)
        {
            notes.at(
                row.at,
                format!(
                    "the question {} is not for the company's sector {}",
                    quote(&asked.id),
                    quote(sector)
                ),
                None,
            );
        }
        if !seen.insert((company, question)) {
            notes.at(
                row.at,
                "there is already an answer of this company to this question",
                None,
            );
        }
        references.push(Reference {
            company,
            question,
            answer: answer.to_owned(),
            accepted: phrases(&row, "accepted"),
            rejected: phrases(&row, "rejected"),
        });
    }
    references
}

/// `one wording|another`
fn phrases(row: &Row<'_, '_>, column: &str) -> Vec<String> {
    let phrases = row.get(column).map_or("", |(text, _)| text).split('|');
    let phrases = phrases.map(str::trim).filter(|phrase| !phrase.is_empty());
    phrases.map(str::to_owned).collect()
}

/// The place of an id; what is unknown is a mistake, with the nearest right id.
pub(super) fn lookup(
    what: &str,
    id: &str,
    at: usize,
    known: Option<&HashMap<String, u32>>,
    notes: &Notes,
) -> Option<u32> {
    let known = known?;
    let found = known.get(id).copied();
    if found.is_none() {
        // The map's order is not the same twice; the nearest, then the first by name, is. A large panel
        // is not searched again for every slip.
        let mut names: Vec<&str> = known.keys().map(String::as_str).take(MOST_NAMES).collect();
        names.sort_unstable();
        let nearest = (known.len() < MOST_NAMES)
            .then(|| near(id, names))
            .flatten();
        notes.at(
            at,
            format!("there is no {what} {}", quote(id)),
            nearest.map(|n| format!("did you mean `{n}`?")),
        );
    }
    found
}
