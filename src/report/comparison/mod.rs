//! Two waves held against each other, as a table, as sentences and as JSON.

mod against;
mod json;
mod table;
mod words;

#[cfg(test)]
mod tests;

use super::words::Words;
use super::writer::{Staged, publish};
use super::{before, codebook, page};
use crate::error::Result;
use crate::model::Language;
use crate::score::compare::{Against, Comparison};
use std::path::{Path, PathBuf};

pub use against::{against_json, against_markdown, figures};
pub use json::json;
pub use table::columns;
pub(super) use table::seal;
pub use words::{markdown, sentence};

/// Writes `comparison.csv`, `comparison_notes.csv`, their codebook `datapackage.json`, `comparison.html` and
/// `comparison.md` into a folder; gives back the paths.
pub fn write(folder: &Path, comparison: &Comparison) -> Result<Vec<PathBuf>> {
    let columns = columns();
    publish(vec![
        seal(&folder.join("comparison.csv"), &columns, comparison)?,
        Staged::whole(
            &folder.join("datapackage.json"),
            codebook::comparison(comparison, columns).as_bytes(),
        )?,
        before::notes_table(
            &folder.join("comparison_notes.csv"),
            &before::comparison_notes(comparison),
        )?,
        Staged::whole(
            &folder.join("comparison.html"),
            page::comparison(comparison, &Words::new(Language::En))?.as_bytes(),
        )?,
        Staged::whole(
            &folder.join("comparison.md"),
            markdown(comparison).as_bytes(),
        )?,
    ])
}

/// Writes `against.json` and `against.md` into a folder; gives back the paths.
pub fn write_against(folder: &Path, against: &Against) -> Result<Vec<PathBuf>> {
    let mut data = against_json(against).to_string();
    data.push('\n');
    publish(vec![
        Staged::whole(&folder.join("against.json"), data.as_bytes())?,
        Staged::whole(
            &folder.join("against.md"),
            against_markdown(against).as_bytes(),
        )?,
    ])
}
