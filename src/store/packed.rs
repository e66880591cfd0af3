//! Rows as one text: a row on its way from the database's thread costs more than all that stands in it, so that what is
//! read by the million comes as one text a slice of the wave, a line a row.

use super::Store;
use crate::error::Error;
use std::str::FromStr;

/// The rows of a range of enquiries as lines: `$columns` of a table are never text that others wrote, but numbers and
/// this program's own words, so that neither a blank nor the end of a line stands in them.
macro_rules! lines {
    ($from:literal, $($column:literal),+) => {
        concat!(
            "SELECT group_concat(concat_ws(' '", $(", coalesce(", $column, ", '')"),+, "), char(10)) FROM ", $from,
        )
    };
}
pub(super) use lines;

impl Store {
    /// The text of a query that makes [`lines!`] of the rows from one key of an enquiry to another.
    pub(super) async fn lines(
        &self,
        query: &'static str,
        low: u32,
        high: u32,
    ) -> crate::error::Result<String> {
        let text: Option<String> = sqlx::query_scalar(query)
            .bind(low)
            .bind(high)
            .fetch_one(&self.pool)
            .await
            .map_err(|e| self.error(&e))?;
        Ok(text.unwrap_or_default())
    }

    /// What each line says, in the order of what it says: the database promises none within a text.
    pub(super) fn read_lines<'t, T: Ord>(
        &self,
        text: &'t str,
        read: impl Fn(&mut Fields<'t>) -> Option<T>,
    ) -> crate::error::Result<Vec<T>> {
        let lines = text.split('\n').filter(|line| !line.is_empty());
        let rows: Option<Vec<T>> = lines.map(|line| read(&mut Fields(line))).collect();
        let mut rows =
            rows.ok_or_else(|| self.strange("a row with a word that it cannot have".to_owned()))?;
        if !rows.is_sorted() {
            rows.sort_unstable();
        }
        Ok(rows)
    }

    /// What only another program can have written.
    pub(super) fn strange(&self, reason: String) -> Error {
        Error::Ledger {
            path: self.path.clone(),
            reason,
            hint: "the file was changed by another program; restore it from a copy".to_owned(),
        }
    }
}

/// The fields of a line.
pub(super) struct Fields<'t>(&'t str);

impl<'t> Fields<'t> {
    /// The next word, which may be empty, as it is where there are no more.
    pub(super) fn word(&mut self) -> &'t str {
        let (word, rest) = self.0.split_once(' ').unwrap_or((self.0, ""));
        self.0 = rest;
        word
    }

    /// The next number.
    pub(super) fn number<T: FromStr>(&mut self) -> Option<T> {
        self.word().parse().ok()
    }

    /// The next number, where there is one.
    pub(super) fn maybe<T: FromStr>(&mut self) -> Result<Option<T>, T::Err> {
        match self.word() {
            "" => Ok(None),
            word => word.parse().map(Some),
        }
    }

    /// All that follows.
    pub(super) fn rest(&mut self) -> &'t str {
        std::mem::take(&mut self.0)
    }
}
