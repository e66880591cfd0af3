//! Tables for people, written as CSV and as a workbook: safe for a spreadsheet, and the same bytes for the
//! same content.

use super::defuse::defuse;
use crate::error::{Error, Result};
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign,
    Workbook, Worksheet, XlsxError,
};

/// A table with named columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The name of the sheet, at most 31 characters.
    pub name: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// Rows that have choices of their own: from the first to the last (from 0, without the header), in a
    /// column.
    pub choices: Vec<(usize, usize, usize, Choices)>,
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its width in characters.
    pub width: u8,
    /// What may be put into it.
    pub choices: Choices,
}

/// What may be put into a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Choices {
    /// Anything.
    #[default]
    Any,
    /// One of these words, offered as a list.
    Words(Vec<String>),
    /// A whole number from the first to the last.
    Whole(u32, u32),
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A text; it is defused.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A text, or nothing when it is empty.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }
}

impl Page {
    /// The table as CSV in UTF-8. It begins with a byte order mark, without which Excel reads UTF-8 as the
    /// machine's old code page.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn csv(&self) -> Result<Vec<u8>> {
        let failed = |e: csv::Error| Error::file(&self.name, e.into());
        let mut csv = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
        csv.write_record(self.columns.iter().map(|c| &c.name))
            .map_err(failed)?;
        for row in &self.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Text(text) => defuse(text).0.into_owned(),
                Cell::Number(number) => number.to_string(),
                Cell::Empty => String::new(),
            });
            csv.write_record(cells).map_err(failed)?;
        }
        csv.into_inner()
            .map_err(|e| Error::file(&self.name, e.into_error()))
    }
}

/// Tables as the sheets of a workbook: the header stays in sight, texts are wrapped, and what may be put
/// into a cell is offered and checked by the spreadsheet.
///
/// # Errors
/// [`Error::Refused`] when a table does not fit into a workbook: 1,048,575 rows at most.
pub fn workbook(pages: &[Page]) -> Result<Vec<u8>> {
    write(pages).map_err(|e| Error::Refused {
        message: format!("this cannot be written as a workbook: {e}"),
        hint: "write CSV instead, or a smaller share of it".to_owned(),
    })
}

fn write(pages: &[Page]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same content has to give the same bytes.
    let born = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&born));
    let head = Format::new().set_bold().set_align(FormatAlign::Top);
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for page in pages {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&page.name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, at) in page.columns.iter().zip(0_u16..) {
            sheet.set_column_width(at, f64::from(column.width.max(6)))?;
            sheet.write_string_with_format(0, at, &column.name, &head)?;
            if let Some(last) = page.rows.len().checked_sub(1) {
                offer(sheet, (0, last), at, &column.choices)?;
            }
        }
        for (first, last, column, choices) in &page.choices {
            let at = u16::try_from(*column).unwrap_or(u16::MAX);
            offer(sheet, (*first, *last), at, choices)?;
        }
        for (row, line) in page.rows.iter().zip(1_u32..) {
            for (cell, at) in row.iter().zip(0_u16..) {
                match cell {
                    Cell::Text(text) => {
                        let text = printable(&defuse(text).0);
                        sheet.write_string_with_format(line, at, text, &body)?;
                    }
                    Cell::Number(number) => {
                        sheet.write_number_with_format(line, at, *number, &body)?;
                    }
                    Cell::Empty => {
                        sheet.write_blank(line, at, &body)?;
                    }
                }
            }
        }
    }
    workbook.save_to_buffer()
}

/// XML has no way to hold these two, whatever they are escaped to.
fn printable(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "")
}

fn offer(
    sheet: &mut Worksheet,
    (first, last): (usize, usize),
    column: u16,
    choices: &Choices,
) -> Result<(), XlsxError> {
    let rule = DataValidation::new();
    let (rule, title) = match choices {
        Choices::Any => return Ok(()),
        Choices::Words(words) => (
            rule.allow_list_strings(words)?,
            "Take one of the list".to_owned(),
        ),
        Choices::Whole(least, most) => {
            let number = |n: &u32| i32::try_from(*n).unwrap_or(i32::MAX);
            (
                rule.allow_whole_number(DataValidationRule::Between(number(least), number(most))),
                format!("{least} to {most}"),
            )
        }
    };
    let rule = rule.set_error_title(title)?;
    let line = |row: usize| u32::try_from(row + 1).unwrap_or(u32::MAX);
    sheet.add_data_validation(line(first), column, line(last), column, &rule)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        let column = |name: &str, choices| Column {
            name: name.to_owned(),
            width: 20,
            choices,
        };
        Page {
            name: "answers".to_owned(),
            columns: vec![
                column("text", Choices::Any),
                column("kind", Choices::Words(vec!["yes".into(), "no".into()])),
                column("rating", Choices::Whole(1, 10)),
            ],
            rows: vec![
                vec![Cell::text("=1+1\u{ffff}"), Cell::Empty, Cell::Number(7.0)],
                vec![
                    Cell::text("a \"b\", é\nc"),
                    Cell::text("no"),
                    Cell::text(""),
                ],
            ],
            choices: Vec::new(),
        }
    }

    #[test]
    fn csv_is_what_excel_opens_rightly() {
        let csv = String::from_utf8(page().csv().unwrap()).unwrap();
        assert_eq!(
            csv,
            "\u{feff}text,kind,rating\n'=1+1\u{ffff},,7\n\"a \"\"b\"\", é\nc\",no,\n"
        );
    }

    #[test]
    fn the_same_tables_give_the_same_bytes() {
        let pages = [
            page(),
            Page {
                name: "codebook".to_owned(),
                ..page()
            },
        ];
        let bytes = workbook(&pages).unwrap();
        assert_eq!(bytes, workbook(&pages).unwrap());
        assert!(bytes.starts_with(b"PK"));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let long = Page {
            name: "x".repeat(40),
            ..page()
        };
        assert!(matches!(workbook(&[long]), Err(Error::Refused { .. })));
    }
}
