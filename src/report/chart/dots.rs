//! Dots with intervals, one row each, on one scale.

use super::answer_rate::ceil;
use super::canvas::{Anchor, BLUE, Chart, GRID, INK, QUIET};
use super::font;

const WIDTH: u32 = 960;
const EDGE: f64 = 24.0;
const ROW: f64 = 22.0;
const SIZE: f64 = 13.0;
const SMALL: f64 = 11.5;
/// The widest a name, and what stands at the right, may be.
const NAMES: f64 = 230.0;
const ASIDE: f64 = 170.0;

/// One row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dot {
    /// What it is about.
    pub name: String,
    /// Where the dot stands.
    pub value: f64,
    /// The ends of its interval.
    pub interval: Option<(f64, f64)>,
    /// The number and its interval in figures.
    pub figures: String,
    /// What else is said of it, at the right.
    pub aside: String,
}

/// What stands around the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// The name of its files.
    pub name: String,
    /// Its title.
    pub title: String,
    /// How it is to be read.
    pub note: String,
    /// The heads of the two columns at the right.
    pub heads: [String; 2],
    /// The ends of the scale.
    pub scale: (f64, f64),
    /// Where the scale is marked, and how.
    pub ticks: Vec<(f64, String)>,
    /// What each row is held against.
    pub reference: Option<(f64, String)>,
    /// Before which row something was left out, and what is said of it.
    pub gap: Option<(usize, String)>,
}

/// The chart of some rows, in their order.
#[must_use]
pub fn dots(plot: &Plot, rows: &[Dot]) -> Chart {
    let mut chart = Chart::new(&plot.name, &plot.title, WIDTH);
    let room = f64::from(WIDTH) - 2.0 * EDGE;
    let title = font::fit(&plot.title, 18.0, room);
    chart.text(title, (EDGE, 38.0), 18.0, INK, Anchor::Start);
    let note = font::fit(&plot.note, SMALL, room);
    chart.text(note, (EDGE, 60.0), SMALL, QUIET, Anchor::Start);
    let columns = Columns::of(plot, rows);
    let top = 112.0;
    let gap = f64::from(u8::from(plot.gap.is_some()));
    let bottom = top + (rows.len() as f64 + gap) * ROW + 4.0;
    for (at, label) in &plot.ticks {
        let x = columns.x(*at);
        chart.line([(x, top), (x, bottom)], 1.0, GRID);
        let spot = (x, bottom + 15.0);
        chart.text(label.clone(), spot, SMALL, QUIET, Anchor::Middle);
    }
    if let Some((at, label)) = &plot.reference {
        let x = columns.x(*at);
        chart.line([(x, top), (x, bottom)], 1.0, QUIET);
        // It stands in the middle of its line, but never over the heads at the right.
        let label = font::fit(label, SMALL, columns.right - columns.left);
        let half = font::width(&label, SMALL) / 2.0;
        let x = x.clamp(columns.left + half, columns.right - half);
        chart.text(label, (x, top - 6.0), SMALL, QUIET, Anchor::Middle);
    }
    let ends = [columns.figures, columns.aside];
    for (head, end) in plot.heads.iter().zip(ends) {
        let head = font::fit(head, SMALL, ASIDE);
        chart.text(head, (end, top - 24.0), SMALL, QUIET, Anchor::End);
    }
    let mut y = top;
    for (place, row) in rows.iter().enumerate() {
        if let Some((_, said)) = plot.gap.as_ref().filter(|g| g.0 == place) {
            y += ROW;
            let said = font::fit(said, SMALL, columns.right - columns.left - 16.0);
            let spot = (columns.left + 8.0, y - 7.0);
            chart.text(said, spot, SMALL, QUIET, Anchor::Start);
        }
        y += ROW;
        columns.draw(&mut chart, row, y);
    }
    let mut said = vec![plot.note.clone()];
    said.extend(plot.reference.as_ref().map(|(_, label)| label.clone()));
    for (place, row) in rows.iter().enumerate() {
        said.extend(
            plot.gap
                .iter()
                .filter(|g| g.0 == place)
                .map(|g| g.1.clone()),
        );
        said.push(row.said());
    }
    chart.description = said.join("\n");
    chart.size.1 = ceil(bottom + 30.0);
    chart
}

/// Where things stand in a row.
struct Columns {
    left: f64,
    right: f64,
    scale: (f64, f64),
    /// The right ends of the figures and of what stands beside them.
    figures: f64,
    aside: f64,
}

impl Columns {
    fn of(plot: &Plot, rows: &[Dot]) -> Self {
        let widest = |width: &dyn Fn(&Dot) -> f64| rows.iter().map(width).fold(0.0, f64::max);
        let head = |at: usize| font::width(&font::fit(&plot.heads[at], SMALL, ASIDE), SMALL);
        let name = widest(&|r| font::width(&font::fit(&r.name, SIZE, NAMES), SIZE));
        let figures = widest(&|r| font::width(&font::fit(&r.figures, SMALL, ASIDE), SMALL));
        let aside = widest(&|r| font::width(&font::fit(&r.aside, SMALL, ASIDE), SMALL));
        let ends = f64::from(WIDTH) - EDGE;
        let shown = ends - aside.max(head(1)) - 14.0;
        Self {
            left: EDGE + name + 16.0,
            right: shown - figures.max(head(0)) - 18.0,
            scale: plot.scale,
            figures: shown,
            aside: ends,
        }
    }

    fn x(&self, value: f64) -> f64 {
        let (low, high) = self.scale;
        let part = ((value - low) / (high - low)).clamp(0.0, 1.0);
        self.left + (self.right - self.left) * part
    }

    fn draw(&self, chart: &mut Chart, row: &Dot, y: f64) {
        let middle = y - 10.0;
        let baseline = y - 6.0;
        let name = font::fit(&row.name, SIZE, NAMES);
        chart.text(name, (EDGE, baseline), SIZE, INK, Anchor::Start);
        if let Some((low, high)) = row.interval {
            let (low, high) = (self.x(low), self.x(high));
            chart.line([(low, middle), (high, middle)], 2.0, BLUE);
            for end in [low, high] {
                chart.line([(end, middle - 3.5), (end, middle + 3.5)], 2.0, BLUE);
            }
        }
        chart.disc((self.x(row.value), middle), 4.5, BLUE);
        let cells = [
            (&row.figures, self.figures, INK),
            (&row.aside, self.aside, QUIET),
        ];
        for (text, end, colour) in cells {
            let text = font::fit(text, SMALL, ASIDE);
            chart.text(text, (end, baseline), SMALL, colour, Anchor::End);
        }
    }
}

impl Dot {
    fn said(&self) -> String {
        let name = font::fit(&self.name, SIZE, NAMES);
        let said = [name.as_str(), &self.figures, &self.aside];
        let said: Vec<&str> = said.into_iter().filter(|s| !s.is_empty()).collect();
        said.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::canvas::tests::assert_legible;

    #[test]
    fn dots_are_legible_however_many_and_however_long_their_names() {
        for many in [0, 1, 3, 60] {
            let row = |n: usize| Dot {
                name: ["株式会社サンプル ", "Ωμέγα ", "A name that goes on "][n % 3]
                    .repeat(1 + n % 40),
                value: n as f64 * 1.6,
                interval: (!n.is_multiple_of(4)).then_some((n as f64 * 1.5, 100.0)),
                figures: "79.3 (74.5–83.1)".to_owned(),
                aside: "gedeeld 1.234e tot en met 5.678e ".repeat(1 + n % 9),
            };
            let rows: Vec<Dot> = (0..many).map(row).collect();
            let plot = Plot {
                name: "dots".to_owned(),
                title: "A title that goes on ".repeat(20),
                note: "How to read it ".repeat(40),
                heads: ["score".to_owned(), "places by chance ".repeat(30)],
                scale: (0.0, 100.0),
                ticks: [0.0, 50.0, 100.0].map(|t| (t, format!("{t}"))).to_vec(),
                reference: Some((99.0, "the mean of all ".repeat(many))),
                gap: Some((30, "many between these ".repeat(30))),
            };
            let chart = dots(&plot, &rows);
            assert_legible(&chart);
            assert!(!chart.svg().contains("NaN"));
        }
    }
}
