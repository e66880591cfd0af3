//! The same numbers in two waves: a dumbbell a number.

use super::answer_rate::ceil;
use super::canvas::{Anchor, BLUE, Chart, Colour, GRID, INK, PAPER, QUIET};
use super::font;

const WIDTH: u32 = 960;
const EDGE: f64 = 24.0;
const ROW: f64 = 26.0;
const SIZE: f64 = 13.0;
const SMALL: f64 = 11.5;
/// The widest the name of a number, the figures, and the words about it may be.
const NAMES: f64 = 330.0;
const FIGURES: f64 = 290.0;
const CALLS: f64 = 150.0;
/// A pale dot.
const PALE: Colour = [0xaa, 0xaa, 0xaa];

/// What is drawn, all words in the reader's language.
#[derive(Debug, Default)]
pub struct Dumbbells {
    /// The name of the files.
    pub name: &'static str,
    /// What the chart shows.
    pub title: String,
    /// What the signs mean.
    pub key: String,
    /// The same for who cannot see it.
    pub description: String,
    /// The scales, one below the other.
    pub scales: Vec<Scale>,
}

/// Numbers on one scale.
#[derive(Debug, Default)]
pub struct Scale {
    /// Its name.
    pub name: String,
    /// Where it ends; it begins at 0.
    pub most: f64,
    /// The figures on its axis.
    pub ticks: Vec<(f64, String)>,
    /// The numbers.
    pub rows: Vec<Row>,
}

/// A number in two waves.
#[derive(Debug, Default)]
pub struct Row {
    /// What it is.
    pub name: String,
    /// In the earlier wave.
    pub base: Option<f64>,
    /// In the later one.
    pub head: Option<f64>,
    /// Both as they are printed.
    pub figures: String,
    /// What can be said of the change.
    pub call: String,
    /// Whether that is clear.
    pub is_clear: bool,
}

/// The chart.
#[must_use]
pub fn dumbbell(of: &Dumbbells) -> Chart {
    let mut chart = Chart::new(of.name, of.title.clone(), WIDTH);
    chart.description.clone_from(&of.description);
    let room = f64::from(WIDTH) - 2.0 * EDGE;
    let title = font::fit(&of.title, 18.0, room);
    chart.text(title, (EDGE, 38.0), 18.0, INK, Anchor::Start);
    let key = font::fit(&of.key, SMALL, room);
    chart.text(key, (EDGE, 60.0), SMALL, QUIET, Anchor::Start);
    let mut y = 70.0;
    for scale in of.scales.iter().filter(|s| !s.rows.is_empty()) {
        y = block(&mut chart, scale, y);
    }
    chart.size.1 = ceil(y + 14.0);
    chart
}

/// Where things stand.
struct Frame {
    left: f64,
    right: f64,
    figures: f64,
    calls: f64,
}

impl Frame {
    fn of(scale: &Scale) -> Self {
        let widest = |text: &dyn Fn(&Row) -> &str, size: f64, most: f64| {
            let width = |row: &Row| font::width(&font::fit(text(row), size, most), size);
            scale.rows.iter().map(width).fold(0.0, f64::max)
        };
        let calls = f64::from(WIDTH) - EDGE;
        let figures = calls - widest(&|row| &row.call, SMALL, CALLS) - 16.0;
        Self {
            left: EDGE + widest(&|row| &row.name, SIZE, NAMES) + 20.0,
            right: figures - widest(&|row| &row.figures, SMALL, FIGURES) - 20.0,
            figures,
            calls,
        }
    }

    fn x(&self, scale: &Scale, value: f64) -> f64 {
        let along = if scale.most > 0.0 {
            (value / scale.most).clamp(0.0, 1.0)
        } else {
            0.0
        };
        self.left + (self.right - self.left) * along
    }
}

/// Draws a scale below `top`; returns where it ends.
fn block(chart: &mut Chart, scale: &Scale, top: f64) -> f64 {
    let name = font::fit(&scale.name, 15.0, NAMES);
    chart.text(name, (EDGE, top + 26.0), 15.0, INK, Anchor::Start);
    let frame = Frame::of(scale);
    let begin = top + 36.0;
    let end = begin + scale.rows.len() as f64 * ROW + 4.0;
    let mut taken = f64::NEG_INFINITY;
    for (value, figure) in &scale.ticks {
        let x = frame.x(scale, *value);
        chart.line([(x, begin), (x, end)], 1.0, GRID);
        let half = font::width(figure, SMALL) / 2.0;
        if x - half > taken {
            let spot = (x, end + 15.0);
            chart.text(figure.clone(), spot, SMALL, QUIET, Anchor::Middle);
            taken = x + half + 8.0;
        }
    }
    for (place, row) in scale.rows.iter().enumerate() {
        line(chart, scale, &frame, row, begin + place as f64 * ROW);
    }
    end + 24.0
}

fn line(chart: &mut Chart, scale: &Scale, frame: &Frame, row: &Row, top: f64) {
    let (baseline, middle) = (top + 18.0, top + 13.5);
    let ink = if row.is_clear { INK } else { QUIET };
    let (strong, width) = if row.is_clear {
        (BLUE, 4.0)
    } else {
        (PALE, 2.0)
    };
    let name = font::fit(&row.name, SIZE, NAMES);
    chart.text(name, (EDGE, baseline), SIZE, ink, Anchor::Start);
    let at = |value: f64| (frame.x(scale, value), middle);
    if let (Some(base), Some(head)) = (row.base, row.head) {
        chart.line([at(base), at(head)], width, strong);
    }
    if let Some(base) = row.base {
        chart.disc(at(base), 5.5, if row.is_clear { BLUE } else { PALE });
        chart.disc(at(base), 3.5, PAPER);
    }
    if let Some(head) = row.head {
        chart.disc(at(head), 5.5, if row.is_clear { BLUE } else { QUIET });
    }
    let figures = font::fit(&row.figures, SMALL, FIGURES);
    let spot = (frame.figures, baseline);
    chart.text(figures, spot, SMALL, ink, Anchor::End);
    let call = font::fit(&row.call, SMALL, CALLS);
    chart.text(call, (frame.calls, baseline), SMALL, ink, Anchor::End);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::canvas::tests::assert_legible;

    fn row(turn: u32, name: &str) -> Row {
        let value = |n: u32| (turn % 5 != n).then(|| f64::from((turn * 37 + n * 11) % 101) / 100.0);
        Row {
            name: name.repeat(turn as usize % 20 + 1),
            base: value(1),
            head: value(2),
            figures: "41 % \u{2192} 47 % (n = 1,234 / 1,240) ".repeat(turn as usize % 3 + 1),
            call: "klar, schlechter ".repeat(turn as usize % 4 + 1),
            is_clear: turn.is_multiple_of(3),
        }
    }

    #[test]
    fn nothing_is_clipped_whatever_the_names() {
        for rows in [0, 1, 3, 14, 300] {
            for name in ["Answered", "\u{7b54}\u{3048} ", "\u{645}\u{62a} "] {
                let scale = |most: f64| Scale {
                    name: "A scale with a long name ".repeat(9),
                    most,
                    ticks: (0..=4)
                        .map(|t| (most * f64::from(t) / 4.0, format!("{} %", t * 25)))
                        .collect(),
                    rows: (0..rows).map(|turn| row(turn, name)).collect(),
                };
                let chart = dumbbell(&Dumbbells {
                    name: "waves",
                    title: "A title that goes on and on ".repeat(9),
                    key: "What the signs mean. ".repeat(20),
                    description: String::new(),
                    scales: vec![scale(1.0), scale(0.0), Scale::default()],
                });
                assert_legible(&chart);
                assert!(!chart.svg().contains("NaN"));
            }
        }
    }

    #[test]
    fn only_a_clear_change_is_blue() {
        let of = |is_clear| {
            let row = Row {
                base: Some(0.4),
                head: Some(0.6),
                is_clear,
                ..row(3, "Answered")
            };
            let scale = Scale {
                most: 1.0,
                rows: vec![row],
                ..Scale::default()
            };
            let scales = vec![scale];
            dumbbell(&Dumbbells {
                scales,
                ..Dumbbells::default()
            })
            .svg()
        };
        assert!(of(true).contains("#0072b2"));
        assert!(!of(false).contains("#0072b2"));
    }
}
