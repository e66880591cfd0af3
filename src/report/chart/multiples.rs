//! Small multiples: the same rows in panels side by side, all on one scale.

use super::answer_rate::ceil;
use super::canvas::{Anchor, BLUE, Chart, GRID, INK, QUIET};
use super::font;

const WIDTH: u32 = 960;
const EDGE: f64 = 24.0;
const ROW: f64 = 20.0;
const SIZE: f64 = 12.5;
const SMALL: f64 = 11.0;
/// The widest a row's name may be.
const NAMES: f64 = 220.0;
/// So many lines a panel's title may have.
const LINES: usize = 3;

/// A panel: one measure of every row.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// What it shows.
    pub title: String,
    /// What each row is held against, 0 to 1, and the same in figures.
    pub whole: Option<(f64, String)>,
    /// Each row's share with its interval; `None` where nothing can be said.
    pub shares: Vec<Option<Share>>,
}

/// A share with its interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// 0 to 1.
    pub value: f64,
    /// Its interval, likewise.
    pub interval: Option<(f64, f64)>,
    /// The same in figures.
    pub figures: String,
}

/// What stands around the panels.
#[derive(Debug, Clone, PartialEq)]
pub struct Around {
    /// The name of its files.
    pub name: String,
    /// Its title.
    pub title: String,
    /// How it is to be read.
    pub note: String,
    /// The whole, in words.
    pub whole: String,
    /// The ends of the scale in figures.
    pub ends: [String; 2],
}

/// The chart of some panels over the same rows.
#[must_use]
pub fn multiples(around: &Around, rows: &[String], panels: &[Panel]) -> Chart {
    let mut chart = Chart::new(&around.name, &around.title, WIDTH);
    let room = f64::from(WIDTH) - 2.0 * EDGE;
    let title = font::fit(&around.title, 18.0, room);
    chart.text(title, (EDGE, 38.0), 18.0, INK, Anchor::Start);
    let note = font::fit(&around.note, SMALL, room);
    chart.text(note, (EDGE, 58.0), SMALL, QUIET, Anchor::Start);
    let name = |row: &String| font::fit(row, SIZE, NAMES);
    let names = rows.iter().map(|r| font::width(&name(r), SIZE));
    let left = EDGE + names.fold(80.0, f64::max) + 18.0;
    let step = (f64::from(WIDTH) - EDGE - left) / panels.len().max(1) as f64;
    let top = 84.0 + LINES as f64 * 14.0;
    let bottom = top + rows.len() as f64 * ROW;
    for place in 0..rows.len() {
        let y = top + (place as f64 + 0.5) * ROW;
        chart.line([(left - 10.0, y), (f64::from(WIDTH) - EDGE, y)], 0.5, GRID);
    }
    let mut said = vec![around.note.clone()];
    for (place, panel) in panels.iter().enumerate() {
        let from = left + step * place as f64;
        let to = from + step - 22.0;
        said.push(draw(
            &mut chart,
            panel,
            (from, to),
            (top, bottom),
            around,
            rows,
        ));
    }
    for (place, row) in rows.iter().enumerate() {
        let y = top + (place as f64 + 0.5) * ROW + 4.5;
        chart.text(name(row), (EDGE, y), SIZE, INK, Anchor::Start);
    }
    chart.description = said.join("\n");
    chart.size.1 = ceil(bottom + 34.0);
    chart
}

/// Draws a panel; returns what it shows.
fn draw(
    chart: &mut Chart,
    panel: &Panel,
    (from, to): (f64, f64),
    (top, bottom): (f64, f64),
    around: &Around,
    rows: &[String],
) -> String {
    let x = |share: f64| from + (to - from) * share.clamp(0.0, 1.0);
    let lines = wrapped(&panel.title, to - from + 14.0);
    for (place, line) in lines.iter().enumerate() {
        let y = top - 10.0 - (lines.len() - 1 - place) as f64 * 14.0;
        chart.text(line.clone(), (from, y), SMALL, INK, Anchor::Start);
    }
    for at in [0.0, 0.5, 1.0] {
        chart.line([(x(at), top), (x(at), bottom)], 1.0, GRID);
    }
    for (at, end) in [(0.0, &around.ends[0]), (1.0, &around.ends[1])] {
        let end = font::fit(end, SMALL, (to - from) / 2.0 - 2.0);
        chart.text(end, (x(at), bottom + 15.0), SMALL, QUIET, Anchor::Middle);
    }
    let mut said = Vec::new();
    if let Some((whole, figures)) = &panel.whole {
        chart.line([(x(*whole), top), (x(*whole), bottom)], 1.5, INK);
        said.push(format!("{} {figures}", around.whole));
    }
    for (place, share) in panel.shares.iter().enumerate() {
        let Some(share) = share else { continue };
        let y = top + (place as f64 + 0.5) * ROW;
        if let Some((low, high)) = share.interval {
            chart.line([(x(low), y), (x(high), y)], 2.0, BLUE);
        }
        chart.disc((x(share.value), y), 4.0, BLUE);
        if let Some(row) = rows.get(place) {
            said.push(format!("{} {}", font::fit(row, SIZE, NAMES), share.figures));
        }
    }
    format!("{}: {}", panel.title, said.join("; "))
}

/// A text in lines of such a width, the last of which is cut where there are too many.
fn wrapped(text: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace().take(40) {
        let full = lines.len() == LINES;
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (longer, lines.last_mut()) {
            (Some(longer), Some(last)) if font::width(&longer, SMALL) <= room => *last = longer,
            (Some(longer), Some(last)) if full => {
                *last = font::fit(&longer, SMALL, room);
                break;
            }
            _ => lines.push(font::fit(word, SMALL, room)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::canvas::tests::assert_legible;

    #[test]
    fn multiples_are_legible_however_many_and_however_long_their_names() {
        for (rows, panels) in [(0, 0), (1, 1), (3, 6), (60, 6)] {
            let names: Vec<String> = (0..rows)
                .map(|n| ["שלום ", "株式会社 ", "A sector "][n % 3].repeat(1 + n))
                .collect();
            let share = |n: usize| {
                (!n.is_multiple_of(4)).then(|| Share {
                    value: n as f64 / 60.0,
                    interval: (!n.is_multiple_of(3)).then_some((0.0, 1.0)),
                    figures: "41 %".to_owned(),
                })
            };
            let panels: Vec<Panel> = (0..panels)
                .map(|n| Panel {
                    title: "answered within a day or donaudampfschifffahrt ".repeat(1 + n),
                    whole: (n > 0).then(|| (n as f64 / 5.0, "41 %".to_owned())),
                    shares: (0..rows).map(share).collect(),
                })
                .collect();
            let around = Around {
                name: "multiples".to_owned(),
                title: "A title ".repeat(60),
                note: "How to read it ".repeat(60),
                whole: "all".to_owned(),
                ends: ["0".to_owned(), "100 %".to_owned()],
            };
            assert_legible(&multiples(&around, &names, &panels));
        }
    }
}
