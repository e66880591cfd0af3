//! Reading sheets that people filled in. Columns may have moved, rows may be missing, texts may have been
//! changed: the id of a row decides what was coded, and each cell that counts is checked.

use super::unit::Key;
use crate::model::{Criterion, Scale};
use crate::sheet::{Notes, Row, Table, near, nearest, quote};
use std::collections::HashMap;

/// A code that stands in a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// On what.
    pub unit: Key,
    /// On which criterion.
    pub criterion: Criterion,
    /// The code; the criterion allows it.
    pub code: String,
    /// The initials of who gave it.
    pub coder: String,
    /// The round of the sheet; empty when it names none.
    pub round: String,
    /// What was written beside it, on one line.
    pub note: String,
}

/// Sheets as they are read, one after the other.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The units that there are, by their ids.
    pub units: &'a HashMap<String, Key>,
    /// Who coded, where a sheet does not say it; and where it does, it has to be the same.
    pub coder: Option<&'a str>,
    /// Who decided between others; then only such decisions are read.
    pub adjudicator: Option<&'a str>,
    /// Who coded before, in the right spelling.
    pub known: Vec<String>,
    /// Where each code was found first, by unit, criterion and coder.
    found: HashMap<(Key, Criterion, String), (usize, String)>,
    /// What is in the sheets.
    pub given: Vec<Given>,
    /// Rows that are about a unit.
    pub rows: u64,
    /// Of them those in which nothing is coded yet.
    pub empty: u64,
}

/// Columns that are not criteria.
const COLUMNS: [&str; 17] = [
    "unit",
    "coder",
    "round",
    "question",
    "reference",
    "text",
    "text_a",
    "text_b",
    "criterion",
    "code_a",
    "code_b",
    "code_c",
    "code_d",
    "code_e",
    "code_f",
    "decision",
    "note",
];
/// A wrong id is compared with all right ones when there are no more.
const PROPOSALS: usize = 2_000;
/// Characters of a note.
const LONGEST_NOTE: usize = 4_000;
/// Characters of the name of a round.
const LONGEST_ROUND: usize = 40;

/// Whether this is the name that a coder may have: initials or a short name.
#[must_use]
pub fn is_coder(name: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=20).contains(&name.chars().count()) && name.chars().all(fits)
}

impl<'a> Reading<'a> {
    /// Nothing read yet.
    #[must_use]
    pub fn new(units: &'a HashMap<String, Key>) -> Self {
        Self {
            units,
            coder: None,
            adjudicator: None,
            known: Vec::new(),
            found: HashMap::new(),
            given: Vec::new(),
            rows: 0,
            empty: 0,
        }
    }

    /// Whether the first line of a table makes it a sheet to be read.
    #[must_use]
    pub fn is_sheet(text: &str) -> bool {
        let header = text.lines().next().unwrap_or_default();
        let mut names = header.split(['\t', ',', ';']);
        names.any(|name| name.trim_matches(['"', ' ', '\u{feff}']) == "unit")
    }

    /// Reads one table; `file` is its name for messages. Mistakes go into the notes.
    pub fn table(&mut self, file: &str, text: &str, notes: &Notes) {
        let criteria = Criterion::ALL.iter().map(|c| c.as_str());
        let columns: Vec<&'static str> = COLUMNS.into_iter().chain(criteria.clone()).collect();
        // All in one field: the separator of the file is not that of the spreadsheet that opened it.
        let header = text.lines().next().unwrap_or_default();
        if header.trim_start_matches('\u{feff}').starts_with("\"unit,") {
            let message = "each row stands in one field: a spreadsheet took the commas for text";
            let hint = "code in the .xlsx, or import the text with the comma as separator";
            notes.syntax(Some(0), message, Some(hint.to_owned()));
            return;
        }
        let Some(table) = Table::new(text, notes, &columns, &["unit"]) else {
            return;
        };
        let mut table = table.with_short_rows();
        let coded: Vec<Criterion> = Criterion::ALL
            .iter()
            .copied()
            .filter(|c| table.has(c.as_str()))
            .collect();
        let decided = table.has("decision");
        let hint = match (decided, self.adjudicator) {
            (true, None) => {
                Some("this sheet decides between coders: say with --adjudicator who decided")
            }
            (false, Some(_)) => Some(
                "--adjudicator is for the sheets that `shopper code agree --disagreements` writes; say --coder",
            ),
            (false, None) if coded.is_empty() => {
                Some("no column is a criterion: nothing can be read from this sheet")
            }
            _ => None,
        };
        if let Some(hint) = hint {
            notes.missing(None, hint, None);
            return;
        }
        let (mut line, mut counted) = (1, 0);
        while let Some(row) = table.next_row() {
            line += text[counted..row.at].matches('\n').count();
            counted = row.at;
            if !row.whole {
                continue;
            }
            let sheet = Sheet { file, line, notes };
            if decided {
                self.decision(&sheet, &row);
            } else {
                self.row(&sheet, &row, &coded);
            }
        }
    }

    /// A row of a coder: a cell a criterion.
    fn row(&mut self, sheet: &Sheet<'_>, row: &Row<'_, '_>, coded: &[Criterion]) {
        let filled: Vec<(Criterion, &str, usize)> = coded
            .iter()
            .filter_map(|c| row.get(c.as_str()).map(|(text, at)| (*c, text, at)))
            .collect();
        let note = sheet.note(row);
        if filled.is_empty() {
            // What people wrote below or between the rows is theirs.
            self.rows += u64::from(row.get("unit").is_some());
            self.empty += u64::from(row.get("unit").is_some());
            return;
        }
        self.rows += 1;
        let (unit, coder) = (self.unit(sheet, row), self.coder(sheet, row));
        for (criterion, cell, at) in filled {
            let code = sheet.code(criterion, cell, at);
            if let (Some(unit), Some(coder), Some(code)) = (unit, &coder, code) {
                self.take(
                    sheet,
                    at,
                    Given {
                        unit,
                        criterion,
                        code,
                        coder: coder.clone(),
                        round: sheet.round(row),
                        note: note.clone(),
                    },
                );
            }
        }
    }

    /// A row of an adjudicator: one criterion and what was decided.
    fn decision(&mut self, sheet: &Sheet<'_>, row: &Row<'_, '_>) {
        let note = sheet.note(row);
        let Some((cell, at)) = row.get("decision") else {
            self.rows += u64::from(row.get("unit").is_some());
            self.empty += u64::from(row.get("unit").is_some());
            return;
        };
        self.rows += 1;
        let unit = self.unit(sheet, row);
        let Some((word, word_at)) = row.need("criterion", sheet.notes) else {
            return;
        };
        let Some(criterion) = Criterion::parse(&plain(word)) else {
            let words = || Criterion::ALL.iter().map(|c| c.as_str());
            let known = || format!("known are {}", words().collect::<Vec<_>>().join(", "));
            sheet.notes.at(
                word_at,
                format!("there is no criterion {}", quote(word)),
                Some(nearest(word, words()).unwrap_or_else(known)),
            );
            return;
        };
        let code = sheet.code(criterion, cell, at);
        if let (Some(unit), Some(code), Some(coder)) = (unit, code, self.adjudicator) {
            self.take(
                sheet,
                at,
                Given {
                    unit,
                    criterion,
                    code,
                    coder: coder.to_owned(),
                    round: sheet.round(row),
                    note,
                },
            );
        }
    }

    fn unit(&self, sheet: &Sheet<'_>, row: &Row<'_, '_>) -> Option<Key> {
        let (id, at) = row.need("unit", sheet.notes)?;
        let name = plain(id);
        if let Some(key) = self.units.get(&name) {
            return Some(*key);
        }
        let near = if self.units.len() <= PROPOSALS {
            near(&name, self.units.keys().map(String::as_str))
        } else {
            None
        };
        let hint = near.map_or_else(
            || "the ids of `shopper code export` stay as they are; or is this the sheet of another study, or was the message tied to another enquiry since? Then take the row out".to_owned(),
            |right| format!("did you mean `{right}`?"),
        );
        let message = format!("there is no unit {}", quote(id));
        sheet.notes.at(at, message, Some(hint));
        None
    }

    fn coder(&self, sheet: &Sheet<'_>, row: &Row<'_, '_>) -> Option<String> {
        let Some((cell, at)) = row.get("coder") else {
            if self.coder.is_none() {
                let hint = "fill in the column `coder`, or say --coder";
                sheet
                    .notes
                    .at(row.at, "nobody says who coded this", Some(hint.to_owned()));
            }
            return self.coder.map(str::to_owned);
        };
        let name = cell.trim_start_matches('\'').trim();
        let other_case =
            |known: &&str| *known != name && known.to_lowercase() == name.to_lowercase();
        let known = self.known.iter().map(String::as_str).chain(self.coder);
        let wrong = if !is_coder(name) {
            Some((
                format!("{} is no name of a coder", quote(name)),
                "1 to 20 letters, digits, `-`, `_` and `.`".to_owned(),
            ))
        } else if let Some(right) = known.into_iter().find(|k| other_case(k)) {
            Some((
                format!("there is no coder {}", quote(name)),
                format!("did you mean `{right}`?"),
            ))
        } else {
            let said = self.coder.filter(|said| *said != name);
            said.map(|said| {
                (
                    format!(
                        "this row is coded by {}, not by {}",
                        quote(name),
                        quote(said)
                    ),
                    "leave --coder out, or change the column `coder`".to_owned(),
                )
            })
        };
        if let Some((message, hint)) = wrong {
            sheet.notes.at(at, message, Some(hint));
            return None;
        }
        Some(name.to_owned())
    }

    /// Keeps a code, unless the same person gave it before.
    fn take(&mut self, sheet: &Sheet<'_>, at: usize, given: Given) {
        if given.criterion.is_of_pairs() != given.unit.is_pair() {
            let (one, two) = if given.unit.is_pair() {
                ("one answer", "this row is a pair")
            } else {
                ("two answers", "this row is one answer")
            };
            let message = format!("`{}` is coded of {one}, and {two}", given.criterion);
            sheet.notes.at(at, message, None);
            return;
        }
        let place = (given.unit, given.criterion, given.coder.clone());
        if let Some((before, line)) = self.found.get(&place) {
            if let Some(before) = self.given.get(*before).filter(|b| b.code != given.code) {
                let message = format!(
                    "{} coded this `{}` as {} here, and as {} in {line}",
                    given.coder,
                    given.criterion,
                    quote(&given.code),
                    quote(&before.code)
                );
                let hint = "leave one of them; a later change of mind goes into a later import";
                sheet.notes.at(at, message, Some(hint.to_owned()));
            }
            return;
        }
        let line = format!("{}:{}", sheet.file, sheet.line);
        self.found.insert(place, (self.given.len(), line));
        self.given.push(given);
    }
}

/// One table being read, at a row.
struct Sheet<'t> {
    file: &'t str,
    line: usize,
    notes: &'t Notes,
}

impl Sheet<'_> {
    fn code(&self, criterion: Criterion, cell: &str, at: usize) -> Option<String> {
        let plain = plain(cell);
        let code = match criterion.scale() {
            Scale::Interval(..) => whole(&plain).to_owned(),
            Scale::Nominal(_) => plain.replace([' ', '-'], "_"),
        };
        if criterion.allows(&code) {
            return Some(code);
        }
        let hint = match criterion.scale() {
            Scale::Interval(least, most) => format!("a whole number from {least} to {most}"),
            Scale::Nominal(codes) => nearest(&code, codes.iter().copied())
                .unwrap_or_else(|| format!("known are {}", codes.join(", "))),
        };
        let message = format!("`{criterion}` cannot be {}", quote(cell));
        self.notes.at(at, message, Some(hint));
        None
    }

    /// What is written beside a row, on one line; a sheet that comes back from another program has other
    /// line ends.
    fn note(&self, row: &Row<'_, '_>) -> String {
        let Some((text, at)) = row.get("note") else {
            return String::new();
        };
        if text.chars().count() > LONGEST_NOTE {
            let message = format!("`note` has at most {LONGEST_NOTE} characters");
            self.notes.at(at, message, None);
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn round(&self, row: &Row<'_, '_>) -> String {
        let (round, at) = row.get("round").unwrap_or_default();
        if round.chars().count() > LONGEST_ROUND {
            let message = format!("`round` has at most {LONGEST_ROUND} characters");
            self.notes.at(at, message, None);
        }
        round.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A word as it is meant: without the apostrophe that defuses, in small letters.
fn plain(cell: &str) -> String {
    cell.trim_start_matches('\'').trim().to_lowercase()
}

/// `7` of `7.0` and `7,00`.
fn whole(number: &str) -> &str {
    match number.split_once(['.', ',']) {
        Some((whole, rest)) if !rest.is_empty() && rest.bytes().all(|b| b == b'0') => whole,
        _ => number,
    }
}
