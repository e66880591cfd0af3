//! Reading the sheets of a workbook as the text of a table, so that workbook and CSV are checked by the
//! same code.

use calamine::{DataRef, Reader, Xlsx};
use std::fmt::Write as _;
use std::io::Cursor;

/// Most that a workbook may unpack to, in bytes: a bomb says itself how large it is.
const MOST_UNPACKED: u64 = 512 << 20;
/// Columns beyond these are passed over.
const MOST_COLUMNS: u32 = 500;
/// Rows of a sheet.
const MOST_ROWS: u32 = 1_048_576;
/// Most that the text of a sheet may have, in bytes.
const MOST_TEXT: usize = 256 << 20;

/// Whether these bytes are a workbook, or another packed file, and no text.
#[must_use]
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The sheets of a workbook with their names, each as a text with tabs between fields and a line a row: row
/// 7 is line 7. What would break that (tabs and line ends inside a cell) becomes a blank. Empty
/// cells at the end of a row are left out.
///
/// # Errors
/// What is the matter with the file.
pub fn sheets(bytes: &[u8]) -> Result<Vec<(String, String)>, String> {
    if unpacked(bytes) > MOST_UNPACKED {
        return Err(format!(
            "unpacked it would be larger than {} MiB",
            MOST_UNPACKED >> 20
        ));
    }
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|e| format!("it is no workbook: {e}"))?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let text = sheet(&mut book, &name)?;
        sheets.push((name, text));
    }
    Ok(sheets)
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<String, String> {
    let broken = |e: calamine::XlsxError| format!("the sheet {name} cannot be read: {e}");
    let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
    let mut text = String::new();
    let (mut row, mut column) = (0, 0);
    let mut before = None;
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (to_row, to_column) = cell.get_position();
        let value = written(cell.get_value());
        if value.is_empty() || to_column >= MOST_COLUMNS {
            continue;
        }
        // In every file that a spreadsheet wrote they are.
        if to_row >= MOST_ROWS || before >= Some((to_row, to_column)) {
            return Err(format!("the cells of the sheet {name} are not in order"));
        }
        before = Some((to_row, to_column));
        while row < to_row {
            text.push('\n');
            (row, column) = (row + 1, 0);
        }
        while column < to_column {
            text.push('\t');
            column += 1;
        }
        push(&mut text, &value, row == 0);
        if text.len() > MOST_TEXT {
            return Err(format!("the sheet {name} is too large"));
        }
    }
    Ok(text)
}

fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(when) => when.as_f64().to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A cell behind what is there. In the first line nothing may look like another separator.
fn push(text: &mut String, value: &str, is_first_line: bool) {
    let quoted = value.starts_with('"');
    if quoted {
        text.push('"');
    }
    for character in value.chars() {
        match character {
            '\u{feff}' => {}
            c if c.is_control() || is_first_line && matches!(c, ',' | ';') => text.push(' '),
            '"' if quoted => text.push_str("\"\""),
            c => text.push(c),
        }
    }
    if quoted {
        text.push('"');
    }
}

/// The name of a cell as a spreadsheet shows it: `C7` is the third in row 7.
#[must_use]
pub fn cell_name(row: usize, column: usize) -> String {
    let (mut letters, mut rest) = (Vec::new(), column.max(1));
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    let mut name: String = letters.iter().rev().collect();
    let _ = write!(name, "{row}");
    name
}

/// In which cell of a text of [`sheets`] a character stands, both from 1.
#[must_use]
pub fn cell_at(text: &str, line: usize, character: usize) -> usize {
    let line = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let before = line.chars().take(character.saturating_sub(1));
    1 + before.filter(|c| *c == '\t').count()
}

/// What the files in an archive would have together, as its directory says (APPNOTE.TXT 4.3.12).
fn unpacked(bytes: &[u8]) -> u64 {
    let mut total = 0_u64;
    for entry in bytes.windows(28).filter(|w| w.starts_with(b"PK\x01\x02")) {
        if let [.., a, b, c, d] = *entry {
            total = total.saturating_add(u64::from(u32::from_le_bytes([a, b, c, d])));
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::super::workbook::{Cell, Column, Page, workbook};
    use super::*;
    use proptest::prelude::*;

    fn book(rows: Vec<Vec<Cell>>) -> Vec<u8> {
        let column = |name: &str| Column {
            name: name.to_owned(),
            ..Column::default()
        };
        workbook(&[Page {
            name: "a".to_owned(),
            columns: vec![column("unit"), column("x, y;"), column("note")],
            rows,
            choices: Vec::new(),
        }])
        .unwrap()
    }

    #[test]
    fn a_row_is_a_line_whatever_is_in_its_cells() {
        let bytes = book(vec![
            vec![
                Cell::text("u\tv\nw"),
                Cell::Number(7.0),
                Cell::text("\"q\" é"),
            ],
            vec![Cell::Empty, Cell::Empty, Cell::Empty],
            vec![
                Cell::Empty,
                Cell::Number(7.5),
                Cell::text("say \"x\", y; z"),
            ],
        ]);
        let sheets = sheets(&bytes).unwrap();
        assert_eq!(sheets[0].0, "a");
        let text = "unit\tx  y \tnote\nu v w\t7\t\"\"\"q\"\" é\"\n\n\t7.5\tsay \"x\", y; z";
        assert_eq!(sheets[0].1, text);
        assert_eq!(cell_at(text, 4, 3), 2);
        assert_eq!((cell_at(text, 1, 1), cell_at(text, 9, 9)), (1, 1));
    }

    #[test]
    fn cells_have_the_names_of_the_spreadsheet() {
        let names = [1, 3, 26, 27, 52, 53, 702, 703].map(|column| cell_name(2, column));
        assert_eq!(
            names,
            ["A2", "C2", "Z2", "AA2", "AZ2", "BA2", "ZZ2", "AAA2"]
        );
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let mut bytes = book(Vec::new());
        let at = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        bytes[at + 24..at + 28].copy_from_slice(&u32::MAX.to_le_bytes());
        let wrong = sheets(&bytes).unwrap_err();
        assert!(wrong.contains("larger than 512 MiB"), "{wrong}");
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = sheets(&bytes);
        }

        #[test]
        fn no_damage_makes_it_panic(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20), end in any::<prop::sample::Index>()) {
            let mut bytes = book(vec![vec![Cell::text("a"), Cell::Number(1.0), Cell::text("b")]]);
            for (place, byte) in places {
                let at = place.index(bytes.len());
                bytes[at] = byte;
            }
            bytes.truncate(bytes.len() - end.index(bytes.len()) / 4);
            let _ = sheets(&bytes);
        }
    }
}
