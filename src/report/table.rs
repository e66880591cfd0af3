//! A CSV table with its columns: UTF-8, LF, RFC 4180 quoting.

use super::codebook::Column;
use super::number::decimal;
use super::writer::{Sealed, Staged};
use crate::error::{Error, Result};
use crate::sheet::defuse;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// A table that is being written, row by row.
#[derive(Debug)]
pub struct Table {
    path: PathBuf,
    writer: csv::Writer<Staged>,
    record: csv::StringRecord,
    width: usize,
}

impl Table {
    /// Begins a table with its header.
    pub fn create(path: &Path, columns: &[Column]) -> Result<Self> {
        let mut table = Self {
            path: path.to_owned(),
            writer: csv::WriterBuilder::new()
                .flexible(true)
                .from_writer(Staged::create(path)?),
            record: csv::StringRecord::new(),
            width: columns.len(),
        };
        for column in columns {
            table.record.push_field(&column.name);
        }
        table.end_row()?;
        Ok(table)
    }

    /// A cell of text from outside, defused; whether it had to be cut.
    pub fn text(&mut self, text: &str) -> bool {
        let (safe, cut) = defuse(text);
        self.record.push_field(&safe);
        cut
    }

    /// A cell with one of our own words.
    pub fn word(&mut self, word: &str) {
        self.record.push_field(word);
    }

    /// A cell that may be missing, with one of our own words.
    pub fn maybe(&mut self, word: Option<&str>) {
        self.word(word.unwrap_or_default());
    }

    /// A truth value.
    pub fn truth(&mut self, truth: Option<bool>) {
        self.word(match truth {
            Some(true) => "true",
            Some(false) => "false",
            None => "",
        });
    }

    /// A whole number.
    pub fn whole(&mut self, number: u64) {
        self.word(&number.to_string());
    }

    /// A decimal number.
    pub fn number(&mut self, number: Option<f64>) {
        self.word(&decimal(number));
    }

    /// A moment, RFC 3339 in UTC, to the second: the clocks of mail are no better, and not every reader keeps the
    /// nanoseconds of ours.
    pub fn moment(&mut self, moment: Option<Timestamp>) {
        let second = moment.and_then(|m| Timestamp::from_second(m.as_second()).ok());
        self.word(&second.map(|m| m.to_string()).unwrap_or_default());
    }

    /// Ends the row.
    pub fn end_row(&mut self) -> Result<()> {
        debug_assert_eq!(self.record.len(), self.width, "{}", self.path.display());
        self.writer
            .write_record(&self.record)
            .map_err(|e| Error::file(&self.path, e.into()))?;
        self.record.clear();
        Ok(())
    }

    /// Ends the table.
    pub fn seal(self) -> Result<Sealed> {
        let path = self.path;
        self.writer
            .into_inner()
            .map_err(|e| Error::file(path, e.into_error()))?
            .seal()
    }
}
