//! A CSV file with named columns: what all CSV files that people write have in common.

use super::csv::{Field, Rows};
use super::notes::{Notes, near, quote};

/// Columns of the user's own begin so and are let stand.
const OWN_PREFIX: &str = "x_";

/// A CSV file with its columns found by name.
pub struct Table<'t, 'n> {
    rows: Rows<'t>,
    notes: &'n Notes,
    /// For each right column its position in the file.
    positions: Vec<(&'static str, Option<usize>)>,
    /// Columns that are there in a wrong spelling.
    meant: Vec<&'static str>,
    width: usize,
    /// Whether the last fields of a row may be left out.
    short_rows: bool,
}

/// One row of a table.
pub struct Row<'t, 'c> {
    fields: Vec<Field<'t>>,
    positions: &'c [(&'static str, Option<usize>)],
    /// Byte offset of its first field.
    pub at: usize,
    /// Whether it has as many fields as the header, or as few as it may; if not, its fields may stand under
    /// the wrong names.
    pub whole: bool,
}

impl<'t, 'n> Table<'t, 'n> {
    /// Reads the header. `columns` are all right names, `needed` those that must be there. `None`
    /// when there is no header at all.
    pub fn new(
        text: &'t str,
        notes: &'n Notes,
        columns: &[&'static str],
        needed: &[&str],
    ) -> Option<Self> {
        Self::read(text, notes, columns, needed, false)
    }

    /// The same of a table that a program wrote, of which a later one may have more columns: unknown ones are passed
    /// over.
    pub fn with_others(
        text: &'t str,
        notes: &'n Notes,
        columns: &[&'static str],
        needed: &[&str],
    ) -> Option<Self> {
        Self::read(text, notes, columns, needed, true)
    }

    fn read(
        text: &'t str,
        notes: &'n Notes,
        columns: &[&'static str],
        needed: &[&str],
        others: bool,
    ) -> Option<Self> {
        let mut rows = Rows::new(text);
        let Some(header) = rows.next(notes) else {
            let names = needed.join(",");
            notes.missing(
                None,
                "the file is empty",
                Some(format!("its first line names the columns: {names}")),
            );
            return None;
        };
        let mut positions: Vec<(&'static str, Option<usize>)> =
            columns.iter().map(|c| (*c, None)).collect();
        let mut meant = Vec::new();
        for (i, field) in header.iter().enumerate() {
            let name = field.text.trim();
            if name.starts_with(OWN_PREFIX) || name.is_empty() {
                continue;
            }
            match positions.iter_mut().find(|(c, _)| *c == name) {
                Some((_, position @ None)) => *position = Some(i),
                Some(_) => notes.at(
                    field.at,
                    format!("the column {} is there twice", quote(name)),
                    None,
                ),
                None if others => {}
                None => {
                    let nearest = near(name, columns.iter().copied());
                    meant.extend(nearest);
                    let hint = nearest.map_or_else(
                        || {
                            format!(
                                "known are {}; a column of your own begins with {OWN_PREFIX}",
                                columns.join(", ")
                            )
                        },
                        |c| format!("did you mean `{c}`?"),
                    );
                    notes.at(
                        field.at,
                        format!("unknown column {}", quote(name)),
                        Some(hint),
                    );
                }
            }
        }
        for name in needed {
            let absent = positions.iter().any(|(c, p)| c == name && p.is_none());
            if absent && !meant.contains(name) {
                notes.missing(
                    Some(header.first().map_or(0, |f| f.at)),
                    format!("the column `{name}` is missing"),
                    Some("the first line names the columns".to_owned()),
                );
            }
        }
        Some(Self {
            rows,
            notes,
            positions,
            meant,
            width: header.len(),
            short_rows: false,
        })
    }

    /// The same, where empty fields at the end of a row may be left out: Excel does so when it saves text.
    #[must_use]
    pub fn with_short_rows(self) -> Self {
        Self {
            short_rows: true,
            ..self
        }
    }

    /// Whether the file has a column, be it in a wrong spelling.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        let there = |(c, p): &(&str, Option<usize>)| *c == column && p.is_some();
        self.positions.iter().any(there) || self.meant.contains(&column)
    }

    /// The next row that is not empty. A wrong number of fields is written down.
    pub fn next_row(&mut self) -> Option<Row<'t, '_>> {
        loop {
            let fields = self.rows.next(self.notes)?;
            if fields.iter().all(|f| f.text.trim().is_empty()) {
                continue;
            }
            let at = fields.first().map_or(0, |f| f.at);
            let whole = fields.len() == self.width || self.short_rows && fields.len() < self.width;
            if !whole {
                let s = if fields.len() == 1 { "" } else { "s" };
                self.notes.at(
                    at,
                    format!(
                        "{} field{s}, where the header has {}",
                        fields.len(),
                        self.width
                    ),
                    Some("a field that holds a comma or a quote stands in quotes".to_owned()),
                );
            }
            return Some(Row {
                fields,
                positions: &self.positions,
                at,
                whole,
            });
        }
    }
}

impl<'t> Row<'t, '_> {
    /// The trimmed text of a field and its place; `None` when it is empty or its column absent.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<(&str, usize)> {
        let position = self.positions.iter().find(|(c, _)| *c == column)?.1?;
        let field: &Field<'t> = self.fields.get(position)?;
        let text = field.text.trim();
        (!text.is_empty()).then_some((text, field.at))
    }

    /// As [`Self::get`], for a field that must not be empty.
    pub fn need(&self, column: &str, notes: &Notes) -> Option<(&str, usize)> {
        let found = self.get(column);
        if found.is_none()
            && let Some((_, Some(position))) = self.positions.iter().find(|(c, _)| *c == column)
        {
            let at = self.fields.get(*position).map_or(self.at, |f| f.at);
            notes.at(at, format!("`{column}` is empty"), None);
        }
        found
    }
}
