//! Cells as `SpreadsheetML` writes them (ECMA-376 part 1, 18.3.1.4).

use crate::report::codebook::{Column, Show, Type};
use crate::score::metric::{self, Scale};
use jiff::Timestamp;
use std::fmt::Write;

/// Most that a cell may hold, in UTF-16 units.
const LONGEST: usize = 32_767;
/// The first of January 1970 as a spreadsheet counts days.
const EPOCH: f64 = 25_569.0;

/// How cells look: the places in the list of formats of [`super::parts::STYLES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// As it comes.
    Plain = 0,
    /// The head of a column.
    Head = 1,
    /// A share, in percents.
    Percent = 2,
    /// With one decimal.
    Tenth = 3,
    /// A moment.
    Moment = 4,
    /// Prose, in several lines.
    Prose = 5,
    /// A heading.
    Title = 6,
    /// A note.
    Note = 7,
}

/// A column of a sheet, ready for writing cells.
#[derive(Debug)]
pub struct Place {
    letters: String,
    holds: Type,
    show: Show,
}

impl Place {
    /// The columns of a table.
    pub fn all(columns: &[Column]) -> Vec<Self> {
        let place = |(at, column): (usize, &Column)| Self {
            letters: letters(at),
            holds: column.holds,
            show: column.show,
        };
        columns.iter().enumerate().map(place).collect()
    }
}

/// The name of a column, from 0: `A`, `B`, ... `AA`.
pub fn letters(at: usize) -> String {
    let name = crate::sheet::cell_name(0, at + 1);
    name.trim_end_matches('0').to_owned()
}

/// Writes a row of a table as it stands in its CSV file.
pub fn row<'r>(
    xml: &mut String,
    number: u32,
    places: &[Place],
    metric: Option<usize>,
    record: &(impl Iterator<Item = &'r str> + Clone),
) {
    let number = number.to_string();
    let _ = write!(xml, "<row r=\"{number}\">");
    for (place, value) in places.iter().zip(record.clone()) {
        if value.is_empty() {
            continue;
        }
        let look = match place.show {
            Show::AsMetric => of_metric(metric.and_then(|at| record.clone().nth(at))),
            Show::Percent => Look::Percent,
            Show::Tenth => Look::Tenth,
            Show::Plain => Look::Plain,
        };
        cell(xml, &place.letters, &number, place.holds, look, value);
    }
    xml.push_str("</row>");
}

/// How a number of a metric looks.
fn of_metric(name: Option<&str>) -> Look {
    match name.and_then(metric::find).map(|metric| metric.scale) {
        Some(Scale::Share) => Look::Percent,
        Some(Scale::Hours | Scale::Minutes | Scale::Seconds | Scale::Points(..)) => Look::Tenth,
        Some(Scale::Count) | None => Look::Plain,
    }
}

fn cell(xml: &mut String, letters: &str, number: &str, holds: Type, look: Look, value: &str) {
    match holds {
        Type::Integer | Type::Number if is_number(value) => {
            begin(xml, letters, number, "", look);
            xml.push_str("><v>");
            xml.push_str(value);
            xml.push_str("</v></c>");
        }
        Type::Boolean if matches!(value, "true" | "false") => {
            begin(xml, letters, number, " t=\"b\"", Look::Plain);
            xml.push_str(if value == "true" {
                "><v>1</v></c>"
            } else {
                "><v>0</v></c>"
            });
        }
        Type::Datetime => match serial(value) {
            Some(days) => {
                begin(xml, letters, number, "", Look::Moment);
                let _ = write!(xml, "><v>{days}</v></c>");
            }
            None => text(xml, letters, number, Look::Plain, value),
        },
        _ => text(xml, letters, number, Look::Plain, value),
    }
}

fn begin(xml: &mut String, letters: &str, number: &str, kind: &str, look: Look) {
    xml.push_str("<c r=\"");
    xml.push_str(letters);
    xml.push_str(number);
    xml.push('"');
    xml.push_str(kind);
    if look != Look::Plain {
        let _ = write!(xml, " s=\"{}\"", look as u8);
    }
}

/// Writes a cell of text. It is never taken for a formula, whatever it begins with.
pub fn text(xml: &mut String, letters: &str, number: &str, look: Look, value: &str) {
    begin(xml, letters, number, " t=\"inlineStr\"", look);
    let is_kept = value.starts_with(char::is_whitespace)
        || value.ends_with(char::is_whitespace)
        || value.contains('\n');
    xml.push_str(if is_kept {
        "><is><t xml:space=\"preserve\">"
    } else {
        "><is><t>"
    });
    escape(xml, shortened(value));
    xml.push_str("</t></is></c>");
}

/// As much of a text as fits into a cell.
fn shortened(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > LONGEST
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

/// Text in XML. What XML has no way to hold is left out; what a spreadsheet would take for a character by its number
/// (`_x000D_`) is written so that it does not.
pub fn escape(xml: &mut String, text: &str) {
    let is_simple =
        |b: u8| (b' '..0x80).contains(&b) && !matches!(b, b'&' | b'<' | b'>' | b'"' | b'_');
    if text.bytes().all(is_simple) {
        xml.push_str(text);
        return;
    }
    for (at, character) in text.char_indices() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '_' if is_number_of_character(&text.as_bytes()[at..]) => xml.push_str("_x005F_"),
            '\n' | '\t' => xml.push(character),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => xml.push(c),
        }
    }
}

/// Whether a text begins with something like `_x000D_`.
fn is_number_of_character(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x' | b'X', a, b, c, d, b'_', ..] if [a, b, c, d].iter().all(|b| b.is_ascii_hexdigit()))
}

fn is_number(value: &str) -> bool {
    value.len() < 32
        && value
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'))
        && value.parse::<f64>().is_ok()
}

/// A moment as days since the end of 1899, in UTC. `None` before March 1900, of which spreadsheets count the days each in
/// its own way.
fn serial(moment: &str) -> Option<f64> {
    let at: Timestamp = moment.parse().ok()?;
    let seconds = at.as_second() as f64 + f64::from(at.subsec_nanosecond()) / 1e9;
    Some(seconds / 86_400.0 + EPOCH).filter(|days| *days >= 61.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(holds: Type, show: Show, value: &str) -> String {
        let column = Column::new("c", holds, "").shown(show);
        let mut xml = String::new();
        row(
            &mut xml,
            7,
            &Place::all(&[column]),
            None,
            &std::iter::once(value),
        );
        let inner = xml.strip_prefix("<row r=\"7\">").unwrap();
        inner.strip_suffix("</row>").unwrap().to_owned()
    }

    #[test]
    fn cells_have_the_type_of_their_column() {
        for (holds, show, value, xml) in [
            (
                Type::Number,
                Show::Plain,
                "0.1234",
                "<c r=\"A7\"><v>0.1234</v></c>",
            ),
            (
                Type::Number,
                Show::Percent,
                "0.5",
                "<c r=\"A7\" s=\"2\"><v>0.5</v></c>",
            ),
            (
                Type::Integer,
                Show::Plain,
                "-3",
                "<c r=\"A7\"><v>-3</v></c>",
            ),
            (
                Type::Boolean,
                Show::Plain,
                "true",
                "<c r=\"A7\" t=\"b\"><v>1</v></c>",
            ),
            (
                Type::Datetime,
                Show::Plain,
                "2026-11-02T12:00:00Z",
                "<c r=\"A7\" s=\"4\"><v>46328.5</v></c>",
            ),
            (Type::String, Show::Plain, "", ""),
            (
                Type::String,
                Show::Plain,
                "=1+1",
                "<c r=\"A7\" t=\"inlineStr\"><is><t>=1+1</t></is></c>",
            ),
            (
                Type::Number,
                Show::Plain,
                "1-2",
                "<c r=\"A7\" t=\"inlineStr\"><is><t>1-2</t></is></c>",
            ),
        ] {
            assert_eq!(written(holds, show, value), xml);
        }
    }

    #[test]
    fn numbers_of_estimates_look_as_their_metric() {
        let columns = [
            Column::new("metric", Type::String, ""),
            Column::new("value", Type::Number, "").shown(Show::AsMetric),
        ];
        let looks = ["answered", "median_hours_to_answer", "no_such"].map(|metric| {
            let mut xml = String::new();
            let record = [metric, "0.5"];
            row(
                &mut xml,
                2,
                &Place::all(&columns),
                Some(0),
                &record.into_iter(),
            );
            xml.split_once("B2\"").unwrap().1.to_owned()
        });
        assert_eq!(
            looks,
            [
                " s=\"2\"><v>0.5</v></c></row>",
                " s=\"3\"><v>0.5</v></c></row>",
                "><v>0.5</v></c></row>"
            ]
        );
    }

    #[test]
    fn texts_are_harmless_and_fit() {
        let mut xml = String::new();
        escape(
            &mut xml,
            "<b>&\"_x000D_\u{0}\u{1b}\u{ffff}_x_ é\u{1f600}\r\n",
        );
        assert_eq!(xml, "&lt;b&gt;&amp;&quot;_x005F_x000D__x_ é\u{1f600}\n");
        let long = "é".repeat(40_000);
        assert_eq!(shortened(&long).chars().count(), LONGEST);
        let wide = "\u{1f600}".repeat(40_000);
        assert_eq!(shortened(&wide).chars().count(), LONGEST / 2);
        assert_eq!(shortened("short"), "short");
        assert_eq!(letters(27), "AB");
    }
}
