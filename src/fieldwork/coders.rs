//! What people code: the units of a wave out of the ledger, and their codes back into it.

use crate::coding::sheet::{Given, Ids, Key, Reading, Unit, Units};
use crate::error::{Error, Mistake, Result};
use crate::model::{Coder, Coding, Criterion, Grounds, Study};
use crate::sheet::{
    MOST_CSV, Notes, cell_at, cell_name, decode_any, is_workbook, read_bytes, sheets,
};
use crate::store::Ledger;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// What sheets brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Codes that were added to the ledger, changed ones among them.
    pub added: u64,
    /// Codes in place of another one that the same person gave before; both are kept, the later counts.
    pub changed: u64,
    /// Codes that stand there already.
    pub as_before: u64,
    /// Codes of a reply that is not what is coded of its enquiry now: kept, and without weight.
    pub superseded: u64,
    /// Rows that are about a unit.
    pub rows: u64,
    /// Of them those in which nothing is coded yet.
    pub empty: u64,
}

/// What gives the units of a wave their names.
#[must_use]
pub fn ids(ledger: &Ledger) -> Ids {
    Ids::new(&ledger.token_key)
}

/// What there is to code in a wave on these criteria, in the order of the plan.
///
/// # Errors
/// [`Error::Ledger`]
pub async fn units(study: &Study, ledger: &Ledger, criteria: &[Criterion]) -> Result<Vec<Unit>> {
    let mut units = Units::new(study, ids(ledger), criteria);
    ledger
        .cases(|case| {
            units.add(case);
            Ok(())
        })
        .await?;
    Ok(units.finish().0)
}

/// Who takes sheets in.
#[derive(Debug, Clone, Copy, Default)]
pub struct By<'a> {
    /// Who coded, where a sheet does not say it.
    pub coder: Option<&'a str>,
    /// Who decided between coders.
    pub adjudicator: Option<&'a str>,
}

/// What people said before, and who they are.
#[derive(Default)]
struct Before {
    /// The last code and note of each person.
    said: HashMap<(Key, Criterion, Coder), (String, String)>,
    coders: BTreeSet<String>,
}

impl Before {
    fn note(&mut self, coding: &Coding) {
        if let Coder::Human(name) | Coder::Adjudicator(name) = &coding.coder {
            self.coders.insert(name.clone());
            let place = (Key::of(coding), coding.criterion, coding.coder.clone());
            let said = (
                coding.code.clone().into_owned(),
                coding.grounds().note.clone(),
            );
            self.said.insert(place, said);
        }
    }
}

/// Takes codes from sheets, CSV or workbooks: all of them, or none when there is a mistake in any.
///
/// # Errors
/// [`Error::Study`] with every mistake of all sheets; otherwise when the ledger fails.
pub async fn import(
    study: &Study,
    ledger: &Ledger,
    paths: &[PathBuf],
    by: By<'_>,
    now: Timestamp,
) -> Result<Imported> {
    let ids = ids(ledger);
    let everything = [Criterion::Substance, Criterion::Relation];
    let mut units = Units::new(study, ids.clone(), &everything).without_texts();
    let mut before = Before::default();
    ledger
        .cases(|case| {
            case.codings.iter().for_each(|coding| before.note(coding));
            units.add(case);
            Ok(())
        })
        .await?;
    let (units, once) = units.finish();
    let current: HashSet<Key> = units.iter().map(|unit| unit.key).collect();
    let mut names: HashMap<String, Key> = units.into_iter().map(|u| (u.id, u.key)).collect();
    let once = once.into_iter().filter(|key| !current.contains(key));
    names.extend(once.map(|key| (ids.name(&key), key)));

    let mut reading = Reading::new(&names);
    reading.coder = by.coder;
    reading.adjudicator = by.adjudicator;
    reading.known = before.coders.iter().cloned().collect();
    let mut mistakes = Vec::new();
    for path in paths {
        mistakes.extend(read(path, &mut reading));
    }
    if !mistakes.is_empty() {
        return Err(Error::Study(mistakes));
    }
    let mut imported = Imported {
        rows: reading.rows,
        empty: reading.empty,
        ..Imported::default()
    };
    let is_adjudicated = by.adjudicator.is_some();
    let mut codings = Vec::new();
    for given in reading.given {
        let coding = coding(given, is_adjudicated, now);
        let place = (Key::of(&coding), coding.criterion, coding.coder.clone());
        let note = &coding.grounds().note;
        match before.said.get(&place) {
            Some((code, before))
                if *code == coding.code && (note.is_empty() || *before == *note) =>
            {
                imported.as_before += 1;
                continue;
            }
            Some((code, _)) if *code != coding.code => imported.changed += 1,
            _ => {}
        }
        imported.superseded += u64::from(!current.contains(&place.0));
        codings.push(coding);
    }
    imported.added = codings.len() as u64;
    ledger.code(&codings).await?;
    Ok(imported)
}

fn coding(given: Given, is_adjudicated: bool, at: Timestamp) -> Coding {
    let rule = if given.round.is_empty() {
        "sheet".to_owned()
    } else {
        format!("sheet:{}", given.round)
    };
    let coder = if is_adjudicated {
        Coder::Adjudicator(given.coder)
    } else {
        Coder::Human(given.coder)
    };
    by_person(
        given.unit,
        given.criterion,
        given.code,
        coder,
        rule,
        given.note,
        at,
    )
}

/// The coding of a person.
#[must_use]
pub fn by_person(
    unit: Key,
    criterion: Criterion,
    code: String,
    coder: Coder,
    rule: String,
    note: String,
    at: Timestamp,
) -> Coding {
    Coding {
        enquiry: unit.enquiry,
        other: unit.other,
        inbounds: unit.inbounds,
        criterion,
        code: code.into(),
        coder,
        confidence: None,
        grounds: Grounds {
            rule,
            note,
            ..Grounds::default()
        }
        .kept(),
        at,
    }
}

/// Reads one file, and gives back what is wrong with it.
fn read(path: &Path, reading: &mut Reading<'_>) -> Vec<Mistake> {
    let notes = Notes::new(path.to_owned());
    let hint = "`shopper code export STUDY` writes sheets";
    let file = path.display().to_string();
    let Some(bytes) = read_bytes(path, MOST_CSV, &notes, hint) else {
        return notes.into_mistakes("");
    };
    if !is_workbook(&bytes) {
        let text = decode_any(bytes);
        reading.table(&file, &text, &notes);
        return notes.into_mistakes(&text);
    }
    let tables = match sheets(&bytes) {
        Ok(tables) => tables,
        Err(wrong) => {
            let hint = "save it again as .xlsx, or as CSV";
            notes.syntax(None, wrong, Some(hint.to_owned()));
            return notes.into_mistakes("");
        }
    };
    let mut mistakes = Vec::new();
    let mut found = false;
    for (name, text) in tables.iter().filter(|(_, text)| Reading::is_sheet(text)) {
        found = true;
        let notes = Notes::new(path.to_owned());
        reading.table(&file, text, &notes);
        let wrong = notes.into_mistakes(text).into_iter();
        mistakes.extend(wrong.map(|mistake| in_cell(mistake, name, text)));
    }
    if !found {
        notes.syntax(
            None,
            "no sheet of it has a column `unit` in its first row",
            Some(hint.to_owned()),
        );
    }
    mistakes.extend(notes.into_mistakes(""));
    mistakes
}

/// A mistake with row and column of the workbook in place of those of its text.
fn in_cell(mistake: Mistake, sheet: &str, text: &str) -> Mistake {
    let Some((line, character)) = mistake.place else {
        return mistake;
    };
    let column = cell_at(text, line, character);
    let cell = cell_name(line, column);
    Mistake {
        place: Some((line, column)),
        message: format!("sheet {sheet}, cell {cell}: {}", mistake.message),
        ..mistake
    }
}
