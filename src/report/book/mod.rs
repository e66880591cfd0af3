//! `report.xlsx`: the findings, the charts, every table of `data/` and the codebook, for who works in a spreadsheet.
//!
//! The tables are read back from the CSV files that the report has just written, so that both are the same; what a cell
//! holds is what the codebook says of its column. Sheets are written from front to back and packed in lots: a wave of a
//! million enquiries takes no more memory than a small one. `rust_xlsxwriter`, which writes the coding sheets, keeps each
//! cell in memory or in a temporary file, and took three times as long.

mod cell;
mod parts;
mod sheet;
mod zip;

#[cfg(test)]
mod tests;

use super::chart::Chart;
use super::codebook::Resource;
use super::page::{Block, Material, Section, head};
use super::words::{Piece, Text};
use super::writer::{Sealed, Staged};
use crate::error::{Error, Result};
use cell::Look;
use sheet::{Done, LAST, Line};
use std::io::{self, BufReader, Write};
use std::path::Path;
use zip::Archive;

/// What goes into a workbook.
#[derive(Debug, Clone, Copy)]
pub struct Contents<'c> {
    /// What the page says.
    pub material: &'c Material<'c>,
    /// Its sections.
    pub sections: &'c [Section],
    /// The tables, as the codebook has them.
    pub tables: &'c [Resource],
    /// The files that were written, the tables' among them.
    pub files: &'c [Sealed],
    /// The charts, each as PNG.
    pub charts: &'c [(&'c Chart, Vec<u8>)],
}

/// Writes the workbook.
///
/// # Errors
/// When a table cannot be read, or the workbook cannot be written.
pub fn book(path: &Path, contents: &Contents<'_>) -> Result<Sealed> {
    let staged = Staged::create(path)?;
    let failed = |e: io::Error| Error::file(path, e);
    let mut archive = Archive::new(staged);
    write(&mut archive, contents, LAST).map_err(failed)?;
    archive.finish().map_err(failed)?.seal()
}

fn write<W: Write>(archive: &mut Archive<W>, contents: &Contents<'_>, last: u32) -> io::Result<()> {
    let tables: Vec<(&Resource, &Sealed)> = contents
        .tables
        .iter()
        .filter_map(|table| {
            let is_its =
                |file: &&Sealed| file.path().ends_with(Path::new("data").join(&table.path));
            Some((table, contents.files.iter().find(is_its)?))
        })
        .collect();
    let count = tables.len() + 3;
    let has_pictures = !contents.charts.is_empty();
    let types = parts::content_types(count, has_pictures);
    archive.file("[Content_Types].xml", types.as_bytes())?;
    let root = parts::links([
        ("officeDocument", "xl/workbook.xml".to_owned()),
        (
            "relationships/metadata/core-properties",
            "docProps/core.xml".to_owned(),
        ),
    ]);
    archive.file("_rels/.rels", root.as_bytes())?;
    let study = contents.material.study;
    let core = parts::core(
        &head(contents.material).0.to_plain(),
        &study.wave.closes().min(contents.material.as_of).to_string(),
    );
    archive.file("docProps/core.xml", core.as_bytes())?;
    archive.file("xl/styles.xml", parts::STYLES.as_bytes())?;

    let part = |number: usize| format!("xl/worksheets/sheet{number}.xml");
    let mut sheets = vec![
        sheet::prose(
            archive,
            &part(1),
            "summary",
            &[100, 60],
            &summary(contents),
            false,
            false,
        )?,
        pictures(archive, &part(2), contents.charts)?,
    ];
    for (table, file) in &tables {
        let csv = BufReader::with_capacity(1 << 16, file.open()?);
        let of = (table.name, table.fields());
        sheets.push(sheet::table(
            archive,
            &part(sheets.len() + 1),
            of,
            csv,
            last,
        )?);
    }
    let columns = codebook(tables.iter().map(|(table, _)| *table));
    let widths = [14, 28, 10, 10, 40, 100];
    sheets.push(sheet::prose(
        archive,
        &part(sheets.len() + 1),
        "codebook",
        &widths,
        &columns,
        true,
        false,
    )?);

    archive.file("xl/workbook.xml", parts::workbook(&sheets).as_bytes())?;
    let mut links: Vec<(&str, String)> = (1..=sheets.len())
        .map(|number| ("worksheet", format!("worksheets/sheet{number}.xml")))
        .collect();
    links.push(("styles", "styles.xml".to_owned()));
    archive.file("xl/_rels/workbook.xml.rels", parts::links(links).as_bytes())
}

/// What was found, in sentences, each with the cells from which its figures can be had.
fn summary(contents: &Contents<'_>) -> Vec<Line> {
    let words = contents.material.words;
    let (title, lead) = head(contents.material);
    let mut lines = vec![said(Look::Title, &title)];
    lines.extend(lead.iter().map(|text| said(Look::Prose, text)));
    for (place, section) in contents.sections.iter().enumerate() {
        lines.push(Vec::new());
        let mut title = said(Look::Title, &section.title);
        if place == 0 {
            title.pop();
            title.push((Look::Note, words.word("book-sources")));
        }
        lines.push(title);
        prose(&mut lines, &section.blocks);
    }
    lines
}

/// The sentences among blocks. Tables and charts stand in sheets of their own, what companies said in `answers`.
fn prose(lines: &mut Vec<Line>, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading(text) => lines.push(said(Look::Prose, text)),
            Block::List(texts) => {
                lines.extend(texts.iter().map(|text| said(Look::Prose, text)));
            }
            _ => {}
        }
    }
}

/// A text, and beside it where its figures are from.
fn said(look: Look, text: &Text) -> Line {
    let sources: Vec<String> = text
        .pieces()
        .iter()
        .filter_map(|piece| match piece {
            Piece::Figure(figure) => Some(format!("{} = {}", figure.shown, figure.from.as_str())),
            Piece::Words(_) | Piece::Cell(..) | Piece::Foreign(..) | Piece::Link(..) => None,
        })
        .collect();
    vec![
        (look, inert(&text.to_plain())),
        (Look::Note, inert(&sources.join("; "))),
    ]
}

/// A text that stays one when somebody saves the sheet as CSV.
fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The sheet with the charts, each below its title and what it shows.
fn pictures<W: Write>(
    archive: &mut Archive<W>,
    part: &str,
    charts: &[(&Chart, Vec<u8>)],
) -> io::Result<Done> {
    let (mut lines, mut places): (Vec<Line>, Vec<(&Chart, u32)>) = (Vec::new(), Vec::new());
    for (chart, _) in charts {
        lines.push(vec![(Look::Title, inert(&chart.title))]);
        lines.push(vec![(Look::Prose, inert(&chart.description))]);
        let row = u32::try_from(lines.len()).map_err(io::Error::other)?;
        places.push((chart, row));
        let below = lines.len() + parts::rows_of(chart) as usize + 2;
        lines.resize(below, Vec::new());
    }
    let done = sheet::prose(
        archive,
        part,
        "charts",
        &[120],
        &lines,
        false,
        !charts.is_empty(),
    )?;
    if charts.is_empty() {
        return Ok(done);
    }
    let link = parts::links([("drawing", "../drawings/drawing1.xml".to_owned())]);
    archive.file("xl/worksheets/_rels/sheet2.xml.rels", link.as_bytes())?;
    archive.file(
        "xl/drawings/drawing1.xml",
        parts::drawing(&places).as_bytes(),
    )?;
    let images = (1..=charts.len()).map(|number| ("image", format!("../media/image{number}.png")));
    archive.file(
        "xl/drawings/_rels/drawing1.xml.rels",
        parts::links(images).as_bytes(),
    )?;
    for ((_, png), number) in charts.iter().zip(1..) {
        archive.packed_file(&format!("xl/media/image{number}.png"), png)?;
    }
    Ok(done)
}

/// Every column of every table.
fn codebook<'r>(tables: impl Iterator<Item = &'r Resource>) -> Vec<Line> {
    let heads = ["table", "column", "type", "required", "values", "meaning"];
    let mut lines = vec![heads.map(|name| (Look::Head, name.to_owned())).to_vec()];
    for table in tables {
        lines.extend(table.fields().iter().map(|column| {
            let cells = [
                table.name.to_owned(),
                column.name.clone(),
                column.holds.as_str().to_owned(),
                if column.is_required() { "true" } else { "" }.to_owned(),
                column.allowed().join(", "),
                column.description.clone(),
            ];
            cells.map(|cell| (Look::Prose, inert(&cell))).to_vec()
        }));
    }
    lines
}
