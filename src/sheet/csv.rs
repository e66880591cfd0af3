//! CSV with the place of every field: RFC 4180 as the csv crate reads it, but with byte offsets, and
//! with an unclosed quote named where it opens instead of swallowing the rest of the file.

use super::notes::Notes;
use std::borrow::Cow;

/// One field of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field<'t> {
    pub(super) text: Cow<'t, str>,
    /// Byte offset of its first character, the opening quote if it has one.
    pub(super) at: usize,
}

/// Fields of a row beyond these are passed over: a file of commas alone is one row of millions.
const MOST_FIELDS: usize = 1_000;

/// The rows of a CSV text, blank lines left out.
pub(super) struct Rows<'t> {
    text: &'t str,
    separator: u8,
    at: usize,
}

/// How a quoted field went wrong.
enum Bad {
    Unclosed(usize),
    AfterQuote(usize),
}

impl<'t> Rows<'t> {
    /// Begins behind a byte order mark, with the separator that the first line uses most: comma,
    /// semicolon (spreadsheets where the comma is the decimal sign) or tab.
    pub(super) fn new(text: &'t str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let first = text[at..].lines().next().unwrap_or_default();
        let count = |c: u8| first.bytes().filter(|b| *b == c).count();
        let separator = if count(b';') > count(b',') {
            b';'
        } else if count(b'\t') > count(b',') {
            b'\t'
        } else {
            b','
        };
        Self {
            text,
            separator,
            at,
        }
    }

    /// What stands between two fields.
    pub(super) const fn separator(&self) -> u8 {
        self.separator
    }

    /// The next row; mistakes in its quotes are written down and the row is left out.
    pub(super) fn next(&mut self, notes: &Notes) -> Option<Vec<Field<'t>>> {
        let bytes = self.text.as_bytes();
        while !notes.is_full() {
            while matches!(bytes.get(self.at), Some(b'\n' | b'\r')) {
                self.at += 1;
            }
            let start = self.at;
            bytes.get(start)?;
            match self.row() {
                Ok(row) => return Some(row),
                Err(bad) => {
                    let (at, message, hint) = match bad {
                        Bad::Unclosed(at) => (
                            at,
                            "this quote is opened here and never closed",
                            "close it, or leave it out",
                        ),
                        Bad::AfterQuote(at) => (
                            at,
                            "more text follows the closing quote",
                            "a quote inside a quoted field is doubled: \"\"",
                        ),
                    };
                    notes.syntax(Some(at), message, Some(hint.to_owned()));
                    // Reading goes on at the next line, so that what follows is not hidden.
                    let line_end = self.text[start..]
                        .find('\n')
                        .map_or(bytes.len(), |i| start + i);
                    self.at = line_end;
                }
            }
        }
        None
    }

    fn row(&mut self) -> Result<Vec<Field<'t>>, Bad> {
        let bytes = self.text.as_bytes();
        let mut row = Vec::new();
        loop {
            let field = self.field()?;
            if row.len() < MOST_FIELDS {
                row.push(field);
            }
            match bytes.get(self.at) {
                Some(b) if *b == self.separator => self.at += 1,
                Some(b'\r') if bytes.get(self.at + 1) == Some(&b'\n') => {
                    self.at += 2;
                    return Ok(row);
                }
                Some(_) => {
                    self.at += 1;
                    return Ok(row);
                }
                None => return Ok(row),
            }
        }
    }

    fn is_end(&self, byte: Option<&u8>) -> bool {
        byte.is_none_or(|b| *b == self.separator || matches!(b, b'\n' | b'\r'))
    }

    fn field(&mut self) -> Result<Field<'t>, Bad> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        if bytes.get(start) != Some(&b'"') {
            while !self.is_end(bytes.get(self.at)) {
                self.at += 1;
            }
            let text = Cow::Borrowed(&self.text[start..self.at]);
            return Ok(Field { text, at: start });
        }
        self.at += 1;
        let mut text = Cow::Borrowed("");
        loop {
            let from = self.at;
            let Some(length) = self.text[from..].find('"') else {
                return Err(Bad::Unclosed(start));
            };
            let piece = &self.text[from..from + length];
            if text.is_empty() {
                text = Cow::Borrowed(piece);
            } else {
                text.to_mut().push_str(piece);
            }
            self.at = from + length + 1;
            if bytes.get(self.at) == Some(&b'"') {
                text.to_mut().push('"');
                self.at += 1;
            } else if self.is_end(bytes.get(self.at)) {
                return Ok(Field { text, at: start });
            } else {
                // A quote that "closes" on a later line is that line's opening one.
                let lines = self.text[start..self.at].contains('\n');
                return Err(if lines {
                    Bad::Unclosed(start)
                } else {
                    Bad::AfterQuote(self.at)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Vec<Vec<String>>, Vec<crate::error::Mistake>) {
        let notes = Notes::new("f.csv".into());
        let mut rows = Rows::new(text);
        let mut all = Vec::new();
        while let Some(row) = rows.next(&notes) {
            for field in &row {
                assert!(field.at <= text.len());
            }
            all.push(row.into_iter().map(|f| f.text.into_owned()).collect());
        }
        (all, notes.into_mistakes(text))
    }

    #[test]
    fn byte_order_mark_crlf_and_semicolons() {
        let (rows, mistakes) = read("\u{feff}id;name\r\n\r\na;\"x; \"\"y\"\"\r\nz\"\r\n");
        assert_eq!(rows, [["id", "name"], ["a", "x; \"y\"\r\nz"]]);
        assert_eq!(mistakes, []);
    }

    #[test]
    fn a_bad_quote_hides_no_other_line() {
        let (rows, mistakes) = read("a,b\n1,\"open\n2,\"x\"y\n3,z\n4,\"end");
        assert_eq!(rows, [["a", "b"], ["3", "z"]]);
        let places: Vec<_> = mistakes.iter().map(|m| m.place.unwrap()).collect();
        assert_eq!(places, [(2, 3), (3, 6), (5, 3)], "{mistakes:?}");
    }

    proptest! {
        #[test]
        fn well_formed_text_is_read_as_the_csv_crate_reads_it(
            rows in prop::collection::vec(prop::collection::vec("[a-z\",\n;é ]{0,6}", 2..5), 1..8)
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            // The first line decides on the separator, so it is an ordinary one.
            writer.write_record(["a", "b"]).unwrap();
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let (read, mistakes) = read(&text);
            prop_assert_eq!(&read[1..], &rows[..]);
            prop_assert!(mistakes.is_empty());
        }

        #[test]
        fn no_text_makes_it_panic(text in "[a,;\"\n\r\t\u{feff}é]{0,60}") {
            let _ = read(&text);
        }
    }
}
