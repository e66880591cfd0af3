//! Rows by columns, each cell shaded by its share and with the share printed in it.

use super::answer_rate::ceil;
use super::canvas::{Anchor, Chart, Colour, GRID, INK, PAPER, QUIET};
use super::font;

const WIDTH: u32 = 960;
const EDGE: f64 = 24.0;
const ROW: f64 = 22.0;
const SIZE: f64 = 12.5;
const SMALL: f64 = 11.5;
/// The widest a name may be.
const NAMES: f64 = 260.0;
/// The widest a cell may be.
const CELL: f64 = 130.0;
/// The two ends of the one hue, for none and for all: in greyscale, too, the darker is the more.
const NONE: Colour = [0xf4, 0xf8, 0xfb];
const ALL: Colour = [0x00, 0x3b, 0x5c];
/// Pure black: with it or with paper on it, each shade between has a contrast of 4.5 to 1.
const BLACK: Colour = [0, 0, 0];
/// The ground of what cannot be said.
const GREY: Colour = [0xd9, 0xd9, 0xd9];

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A share, and the same in figures.
    Share(f64, String),
    /// The channel is not there.
    Absent,
    /// Nothing got there, so nothing can be said.
    Unknown,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// What the rows after it have in common.
    Heading(String),
    /// A name with its cells.
    Cells(String, Vec<Cell>),
}

/// What stands around the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The name of its files.
    pub name: String,
    /// Its title.
    pub title: String,
    /// How it is to be read.
    pub note: String,
    /// The columns' heads.
    pub columns: Vec<String>,
    /// What is said of a cell that is absent, and of one that is not known, in the description.
    pub words: [String; 2],
}

/// The chart of some rows.
#[must_use]
pub fn heatmap(frame: &Frame, rows: &[Row]) -> Chart {
    let mut chart = Chart::new(&frame.name, &frame.title, WIDTH);
    let room = f64::from(WIDTH) - 2.0 * EDGE;
    let title = font::fit(&frame.title, 18.0, room);
    chart.text(title, (EDGE, 38.0), 18.0, INK, Anchor::Start);
    let note = font::fit(&frame.note, SMALL, room);
    chart.text(note, (EDGE, 60.0), SMALL, QUIET, Anchor::Start);
    let names = rows.iter().map(|row| match row {
        Row::Heading(_) => 0.0,
        Row::Cells(name, _) => font::width(&font::fit(name, SIZE, NAMES), SIZE),
    });
    let left = EDGE + names.fold(120.0, f64::max) + 14.0;
    let many = frame.columns.len().max(1) as f64;
    let cell = ((f64::from(WIDTH) - EDGE - left) / many).min(CELL);
    let mut y = 84.0;
    let mut x = left;
    for column in &frame.columns {
        let head = font::fit(column, SMALL, cell - 6.0);
        chart.text(head, (x + cell / 2.0, y), SMALL, INK, Anchor::Middle);
        x += cell;
    }
    y += 8.0;
    let mut said = vec![frame.note.clone()];
    for row in rows {
        y += ROW;
        match row {
            Row::Heading(text) => {
                y += 6.0;
                let heading = font::fit(text, SIZE, room);
                said.push(format!("{heading}:"));
                chart.text(heading, (EDGE, y - 6.5), SIZE, QUIET, Anchor::Start);
            }
            Row::Cells(name, cells) => {
                let name = font::fit(name, SIZE, NAMES);
                chart.text(name.clone(), (EDGE, y - 6.5), SIZE, INK, Anchor::Start);
                for (place, of) in cells.iter().enumerate() {
                    fill(&mut chart, of, (left + cell * place as f64, y - ROW), cell);
                }
                said.push(format!("{name}: {}", in_words(frame, cells)));
            }
        }
    }
    chart.description = said.join("\n");
    chart.size.1 = ceil(y + 18.0);
    chart
}

fn in_words(frame: &Frame, cells: &[Cell]) -> String {
    let cell = |(column, cell): (&String, &Cell)| {
        let said = match cell {
            Cell::Share(_, figures) => figures,
            Cell::Absent => &frame.words[0],
            Cell::Unknown => &frame.words[1],
        };
        format!("{column} {said}")
    };
    let said: Vec<String> = frame.columns.iter().zip(cells).map(cell).collect();
    said.join(", ")
}

/// Draws a cell with its upper left corner there.
fn fill(chart: &mut Chart, cell: &Cell, (left, top): (f64, f64), width: f64) {
    let (right, bottom) = (left + width - 1.5, top + ROW - 1.5);
    let outline = [(left, top), (right, top), (right, bottom), (left, bottom)];
    let middle = (left + width / 2.0, top + ROW - 7.0);
    match cell {
        Cell::Share(share, figures) => {
            let ground = shade(*share);
            chart.area(outline, ground);
            let figures = font::fit(figures, SMALL, width - 6.0);
            chart.text(figures, middle, SMALL, ink_on(ground), Anchor::Middle);
        }
        Cell::Absent => {
            let [a, b, c, d] = outline;
            chart.line([a, b, c, d, a], 1.0, GRID);
            chart.text("\u{2013}", middle, SMALL, QUIET, Anchor::Middle);
        }
        // A stroke across tells the grey from a shade where there are no colours.
        Cell::Unknown => {
            chart.area(outline, GREY);
            chart.line(
                [(left + 3.0, bottom - 3.0), (right - 3.0, top + 3.0)],
                1.0,
                QUIET,
            );
        }
    }
}

/// The shade of a share.
fn shade(share: f64) -> Colour {
    let share = share.clamp(0.0, 1.0);
    let mix = |place: usize| {
        let (none, all) = (f64::from(NONE[place]), f64::from(ALL[place]));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between two colours"
        )]
        let mixed = (none + (all - none) * share).round() as u8;
        mixed
    };
    [mix(0), mix(1), mix(2)]
}

/// Black or paper, whichever stands out more.
fn ink_on(ground: Colour) -> Colour {
    if contrast(BLACK, ground) >= contrast(PAPER, ground) {
        BLACK
    } else {
        PAPER
    }
}

/// The contrast of two colours, 1 to 21: Web Content Accessibility Guidelines 2.2, *contrast ratio*.
fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance, likewise.
fn luminance(colour: Colour) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::canvas::tests::assert_legible;

    #[test]
    fn every_shade_can_be_read_and_told_in_greyscale() {
        let mut before = 2.0;
        for percent in 0..=100 {
            let ground = shade(f64::from(percent) / 100.0);
            assert!(contrast(ink_on(ground), ground) >= 4.5, "{percent}");
            let light = luminance(ground);
            assert!(light < before, "{percent} is not darker than what is less");
            before = light;
        }
    }

    #[test]
    fn heatmaps_are_legible_however_many_and_however_long_their_names() {
        for (rows, columns) in [(0, 1), (1, 1), (3, 3), (50, 6)] {
            let cells = |n: usize| match n % 5 {
                0 => Cell::Absent,
                1 => Cell::Unknown,
                _ => Cell::Share(n as f64 / 60.0, "99.96 %".repeat(1 + n % 4)),
            };
            let mut all = vec![Row::Heading("A long sector ".repeat(30))];
            all.extend((0..rows).map(|n| {
                let name = ["שלום ", "株式会社 ", "A name "][n % 3].repeat(1 + n);
                Row::Cells(name, (n..n + columns).map(cells).collect())
            }));
            let frame = Frame {
                name: "heatmap".to_owned(),
                title: "A title ".repeat(60),
                note: "How to read it ".repeat(60),
                columns: (0..columns).map(|n| "channel ".repeat(1 + n * 4)).collect(),
                words: ["not offered", "nothing delivered"].map(str::to_owned),
            };
            assert_legible(&heatmap(&frame, &all));
        }
    }
}
