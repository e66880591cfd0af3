//! A report read back: the wave as scoring sees it, from the tables that were published.

mod history;
mod place;
mod tables;

#[cfg(test)]
mod tests;

use crate::error::{Error, Mistake, Result};
use crate::score::Builder;
use crate::score::compare::{Design, Published};
use crate::sheet::{Notes, read};
use std::collections::HashSet;
use std::path::Path;

pub use history::{Past, history};
pub use place::find;

/// The file that says what was asked of whom.
pub const DESIGN: &str = "design.json";

/// Largest `design.json`, bytes: some hundreds for each company.
const MOST_DESIGN: u64 = 1 << 30;
/// Largest table, bytes: a million enquiries take some 300 MB.
const MOST_TABLE: u64 = 2 << 30;
/// What to do about a table that cannot be read.
const AGAIN: &str = "write the report again with `shopper report`, and do not edit its tables";

impl Published {
    /// Reads a report: its folder, or the folder `data` in it. What is read gives the same numbers as the ledger gave.
    ///
    /// # Errors
    /// When a file is missing, too large, or not as the program writes it: every mistake with its place.
    pub fn read(folder: &Path) -> Result<Self> {
        let data = place::data(folder)?;
        let design = design(&data.join(DESIGN))?;
        let mut builder = Builder::default();
        for company in &design.panel {
            builder.company(&company.id, &company.name, &company.sector);
        }
        file(&data.join("companies.csv"), |text, notes| {
            tables::companies(text, notes, &design);
        })?;
        file(&data.join("enquiries.csv"), |text, notes| {
            tables::enquiries(text, notes, &design, |unit| builder.unit(unit));
        })?;
        let agreements = file(&data.join("consistency.csv"), |text, notes| {
            tables::consistency(text, notes, &design)
        })?;
        for agreement in &agreements {
            builder.agreement(agreement);
        }
        // Only where accounts were audited.
        let profiles = data.join("profiles.csv");
        if profiles.exists() {
            file(&profiles, |text, notes| {
                tables::accounts(text, notes, &design, |company, account| {
                    builder.account(company, account);
                });
            })?;
        }
        let mut frame = builder.finish();
        frame.scoring = design.scoring.clone();
        frame.questions = design.questions.iter().map(|q| q.id.clone()).collect();
        for (company, listed) in frame.companies.iter_mut().zip(&design.panel) {
            (company.weight, company.language) = (listed.weight, listed.language);
        }
        Ok(Self {
            design,
            frame,
            agreements,
        })
    }
}

/// The bytes of `design.json`.
pub(super) fn design_json(design: &Design) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(design).unwrap_or_default();
    json.push(b'\n');
    json
}

/// Reads a file, and fails with its mistakes.
fn file<T>(path: &Path, parse: impl FnOnce(&str, &Notes) -> T) -> Result<T> {
    let notes = Notes::new(path.to_owned());
    let text = read(path, MOST_TABLE, &notes, AGAIN);
    let found = text.as_deref().map(|text| parse(text, &notes));
    let mistakes = notes.into_mistakes(text.as_deref().unwrap_or_default());
    match found {
        Some(found) if mistakes.is_empty() => Ok(found),
        _ => Err(Error::Study(mistakes)),
    }
}

fn design(path: &Path) -> Result<Design> {
    let notes = Notes::new(path.to_owned());
    let text = read(path, MOST_DESIGN, &notes, AGAIN).unwrap_or_default();
    let mut mistakes = notes.into_mistakes(&text);
    let mistake = |place, message: String| Mistake {
        file: path.to_owned(),
        place,
        message,
        hint: Some(AGAIN.to_owned()),
    };
    if mistakes.is_empty() {
        match serde_json::from_str::<Design>(&text) {
            Ok(design) => match trouble(&design) {
                None => return Ok(design),
                Some(message) => mistakes.push(mistake(None, message)),
            },
            Err(e) => {
                let place = (e.line() > 0).then(|| (e.line(), e.column()));
                mistakes.push(mistake(place, format!("this is no design of a wave: {e}")));
            }
        }
    }
    Err(Error::Study(mistakes))
}

/// What no wave has.
fn trouble(design: &Design) -> Option<String> {
    let mut seen = HashSet::new();
    for company in &design.panel {
        if !seen.insert(company.id.as_str()) {
            return Some(format!("the company {} is there twice", company.id));
        }
        if !(company.weight.is_finite() && company.weight > 0.0) {
            return Some(format!("the weight of {} is not above 0", company.id));
        }
    }
    seen.clear();
    for question in &design.questions {
        if !seen.insert(question.id.as_str()) {
            return Some(format!("the question {} is there twice", question.id));
        }
    }
    (design.cut_off_seconds < 0).then(|| "cut_off_seconds is below 0".to_owned())
}
