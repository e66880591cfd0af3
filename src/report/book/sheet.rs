//! Sheets: a table as it stands in its CSV file, or rows of prose.

use super::cell::{self, Look, Place, letters};
use super::parts::{LINKS, MAIN};
use super::zip::{Archive, MOST, Piece};
use crate::parallel;
use crate::report::codebook::{Column, Type};
use std::fmt::Write as _;
use std::io::{self, Read, Write};

/// The last row that a table may take: one is kept for a note on what did not fit.
pub const LAST: u32 = 1_048_575;
/// How many bytes of a table are packed at once. Where a lot ends is the same on every machine.
const LOT: usize = 1 << 20;
/// Texts are no reason for a column to be broader than so many characters.
const BROADEST: usize = 48;
/// So many rows say how broad a column is.
const MEASURED: usize = 200;

/// A sheet that was written.
#[derive(Debug)]
pub struct Done {
    /// Its name.
    pub name: String,
    /// Its last column and row, where it can be filtered.
    pub filtered: Option<(String, u32)>,
}

/// A row of prose: its cells, each with how it looks.
pub type Line = Vec<(Look, String)>;

/// Rows that are packed together.
struct Lot {
    first: u32,
    records: Vec<csv::StringRecord>,
}

/// A table that is being read.
struct Rows<R> {
    reader: csv::Reader<R>,
    /// Into which row of the sheet the next one goes.
    next: u32,
    last: u32,
}

impl<R: Read> Rows<R> {
    /// A lot for each processor, as far as there are so many.
    fn lots(&mut self) -> io::Result<Vec<Lot>> {
        let mut lots = Vec::new();
        while lots.len() < parallel::processors() {
            let lot = self.lot()?;
            if lot.records.is_empty() {
                break;
            }
            lots.push(lot);
        }
        Ok(lots)
    }

    fn lot(&mut self) -> io::Result<Lot> {
        let (first, mut records, mut size) = (self.next, Vec::new(), 0);
        let mut record = csv::StringRecord::new();
        while size < LOT && self.next <= self.last && self.reader.read_record(&mut record)? {
            size += record.as_slice().len() + 8 * record.len();
            records.push(record.clone());
            self.next += 1;
        }
        Ok(Lot { first, records })
    }

    /// How many rows are left.
    fn left(&mut self) -> io::Result<u64> {
        let (mut left, mut record) = (0, csv::ByteRecord::new());
        while self.reader.read_byte_record(&mut record)? {
            left += 1;
        }
        Ok(left)
    }
}

/// Writes a table as a sheet, at most up to a row, and a note below it when there is more.
pub fn table<W: Write>(
    archive: &mut Archive<W>,
    part: &str,
    (name, columns): (&str, &[Column]),
    csv: impl Read,
    last: u32,
) -> io::Result<Done> {
    let places = Place::all(columns);
    let metric = columns.iter().position(|c| c.name == "metric");
    let mut rows = Rows {
        reader: csv::Reader::from_reader(csv),
        next: 2,
        last,
    };
    let mut lots = rows.lots()?;
    archive.begin(part)?;
    let head = head(columns, lots.first().map_or(&[], |lot| &lot.records));
    archive.add(&Piece::of(head.as_bytes())?)?;
    let (mut written, mut passed_over, mut is_full) = (0_u32, 0_u64, false);
    while !lots.is_empty() && !is_full {
        let pieces = parallel::map(&lots, |lot| {
            let mut xml = String::with_capacity(4 * LOT);
            for (record, number) in lot.records.iter().zip(lot.first..) {
                cell::row(&mut xml, number, &places, metric, &record.iter());
            }
            Piece::of(xml.as_bytes())
        });
        for (lot, piece) in lots.iter().zip(pieces) {
            let count = u32::try_from(lot.records.len()).map_err(io::Error::other)?;
            if is_full {
                passed_over += u64::from(count);
                continue;
            }
            is_full = archive.add(&piece?)? > MOST || archive.len() > MOST;
            written += count;
        }
        lots = rows.lots()?;
    }
    passed_over += lots.iter().map(|l| l.records.len() as u64).sum::<u64>() + rows.left()?;
    let mut xml = String::new();
    if passed_over > 0 {
        let all = u64::from(written) + passed_over;
        let note = format!(
            "More rows than fit into a sheet: {written} of {all} stand here, all of them in data/{name}.csv."
        );
        line(&mut xml, written + 2, &[(Look::Note, note)]);
    }
    let end = (letters(columns.len().saturating_sub(1)), written + 1);
    let _ = write!(
        xml,
        "</sheetData><autoFilter ref=\"A1:{}{}\"/></worksheet>",
        end.0, end.1
    );
    archive.add(&Piece::of(xml.as_bytes())?)?;
    archive.end()?;
    Ok(Done {
        name: name.to_owned(),
        filtered: Some(end),
    })
}

/// Writes rows of prose as a sheet; the first `frozen` of them stay in sight and can be filtered.
pub fn prose<W: Write>(
    archive: &mut Archive<W>,
    part: &str,
    name: &str,
    widths: &[usize],
    lines: &[Line],
    frozen: bool,
    has_pictures: bool,
) -> io::Result<Done> {
    let mut xml = begin(frozen, widths);
    for (cells, number) in lines.iter().zip(1..) {
        line(&mut xml, number, cells);
    }
    xml.push_str("</sheetData>");
    let last = u32::try_from(lines.len()).map_err(io::Error::other)?;
    let end = frozen.then(|| (letters(widths.len().saturating_sub(1)), last));
    if let Some((letters, last)) = &end {
        let _ = write!(xml, "<autoFilter ref=\"A1:{letters}{last}\"/>");
    }
    if has_pictures {
        xml.push_str("<drawing r:id=\"rId1\"/>");
    }
    xml.push_str("</worksheet>");
    archive.file(part, xml.as_bytes())?;
    Ok(Done {
        name: name.to_owned(),
        filtered: end,
    })
}

fn line(xml: &mut String, number: u32, cells: &[(Look, String)]) {
    let number = number.to_string();
    let _ = write!(xml, "<row r=\"{number}\">");
    for (at, (look, value)) in cells.iter().enumerate() {
        if !value.is_empty() {
            cell::text(xml, &letters(at), &number, *look, value);
        }
    }
    xml.push_str("</row>");
}

/// What stands before the rows of a table, and its head.
fn head(columns: &[Column], records: &[csv::StringRecord]) -> String {
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let of_cells = match column.holds {
                Type::Datetime => 19,
                Type::Boolean => 6,
                Type::Integer | Type::Number => 9,
                Type::String => records
                    .iter()
                    .take(MEASURED)
                    .filter_map(|record| record.get(at))
                    .map(|text| text.chars().take(BROADEST).count())
                    .max()
                    .unwrap_or_default(),
            };
            // The sign of the filter takes some room of the head.
            of_cells.max(column.name.chars().count() + 3)
        })
        .collect();
    let mut xml = begin(true, &widths);
    let names: Line = columns
        .iter()
        .map(|column| (Look::Head, column.name.clone()))
        .collect();
    line(&mut xml, 1, &names);
    xml
}

/// What stands before the rows of a sheet.
fn begin(frozen: bool, widths: &[usize]) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <worksheet xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheetViews><sheetView workbookViewId=\"0\""
    );
    xml.push_str(if frozen {
        "><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
         <selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView></sheetViews>"
    } else {
        " showGridLines=\"0\"/></sheetViews>"
    });
    xml.push_str("<sheetFormatPr defaultRowHeight=\"15\"/><cols>");
    for (width, number) in widths.iter().zip(1..) {
        let _ = write!(
            xml,
            "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"
        );
    }
    xml.push_str("</cols><sheetData>");
    xml
}
