//! What a chart is made of, before it is known in which format it will be written.

use super::{font, raster, svg};
use crate::model::Study;
use crate::report::words::{Arg, Text, Words};
use std::io;

/// A colour, red, green and blue.
pub type Colour = [u8; 3];

/// Text and axes.
pub const INK: Colour = [0x22, 0x22, 0x22];
/// What stands behind.
pub const QUIET: Colour = [0x66, 0x66, 0x66];
/// Lines of the grid.
pub const GRID: Colour = [0xdd, 0xdd, 0xdd];
/// The one colour: the blue of Okabe and Ito's palette, told from grey by every kind of eye, and
/// dark enough to stand out in greyscale.
pub const BLUE: Colour = [0x00, 0x72, 0xb2];
/// Its tint, for bands.
pub const TINT: Colour = [0xcf, 0xe3, 0xf1];
/// The ground.
pub const PAPER: Colour = [0xff, 0xff, 0xff];

/// How wide a chart of a study is, pixels.
pub const WIDTH: u32 = 960;
/// What is left free at its sides.
pub const EDGE: f64 = 24.0;

/// A point in pixels from the upper left corner.
pub type Spot = (f64, f64);

/// Which part of a text stands at its spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// One thing drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A line through these spots.
    Line {
        /// Where it goes.
        spots: Vec<Spot>,
        /// How broad it is.
        width: f64,
        /// Its colour.
        colour: Colour,
    },
    /// A filled area.
    Area {
        /// Its outline.
        spots: Vec<Spot>,
        /// Its colour.
        colour: Colour,
    },
    /// A filled disc.
    Disc {
        /// Its middle.
        centre: Spot,
        /// Its radius.
        radius: f64,
        /// Its colour.
        colour: Colour,
    },
    /// One line of text.
    Text {
        /// Where its baseline begins: the anchor is already worked in.
        spot: Spot,
        /// Its size.
        size: f64,
        /// Its colour.
        colour: Colour,
        /// The text.
        text: String,
    },
}

/// A chart: its shapes, and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The name of its files.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it shows, computed from what is drawn.
    pub description: String,
    /// Width and height, pixels.
    pub size: (u32, u32),
    /// What is drawn, from the back to the front.
    pub shapes: Vec<Shape>,
}

impl Chart {
    /// An empty chart.
    #[must_use]
    pub fn new(name: impl Into<String>, title: impl Into<String>, width: u32) -> Self {
        Self {
            name: name.into(),
            title: title.into(),
            description: String::new(),
            size: (width, 0),
            shapes: Vec::new(),
        }
    }

    /// A chart about a study, with its title, what it shows and a line under both; `what` and `note` are messages.
    #[must_use]
    pub fn of_study(name: &str, (study, words): (&Study, &Words), what: &str, note: &str) -> Self {
        let args = [
            ("title", Arg::from(Text::plain(&study.title))),
            ("what", words.say(what, []).into()),
            ("wave", Text::plain(&study.wave.id).into()),
        ];
        let title = words.say("chart-title", args).to_plain();
        let mut chart = Self::new(name, title, WIDTH);
        let room = f64::from(WIDTH) - 2.0 * EDGE;
        let title = font::fit(&chart.title, 18.0, room);
        chart.text(title, (EDGE, 38.0), 18.0, INK, Anchor::Start);
        let note = font::fit(&words.word(note), 11.5, room);
        chart.text(note, (EDGE, 60.0), 11.5, QUIET, Anchor::Start);
        chart
    }

    /// Draws a line.
    pub fn line(&mut self, spots: impl IntoIterator<Item = Spot>, width: f64, colour: Colour) {
        self.shapes.push(Shape::Line {
            spots: spots.into_iter().map(settle).collect(),
            width,
            colour,
        });
    }

    /// Fills an area.
    pub fn area(&mut self, spots: impl IntoIterator<Item = Spot>, colour: Colour) {
        self.shapes.push(Shape::Area {
            spots: spots.into_iter().map(settle).collect(),
            colour,
        });
    }

    /// Fills a disc.
    pub fn disc(&mut self, centre: Spot, radius: f64, colour: Colour) {
        self.shapes.push(Shape::Disc {
            centre: settle(centre),
            radius,
            colour,
        });
    }

    /// Writes one line of text.
    pub fn text(
        &mut self,
        text: impl Into<String>,
        spot: Spot,
        size: f64,
        colour: Colour,
        anchor: Anchor,
    ) {
        let text = text.into();
        let width = font::width(&text, size);
        let back = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        self.shapes.push(Shape::Text {
            spot: settle((spot.0 - back, spot.1)),
            size,
            colour,
            text,
        });
    }

    /// The chart as SVG.
    #[must_use]
    pub fn svg(&self) -> String {
        svg::svg(self)
    }

    /// The chart as PNG, twice as fine as its size.
    pub fn png(&self) -> io::Result<Vec<u8>> {
        raster::png(self)
    }
}

/// A spot to the hundredth of a pixel: the last digits of a logarithm are not the same on every
/// machine, and nobody sees them.
fn settle((x, y): Spot) -> Spot {
    let settle = |v: f64| (v * 100.0).round() / 100.0;
    (settle(x), settle(y))
}

#[cfg(test)]
pub(in crate::report) mod tests {
    use super::*;

    /// Fails when anything is drawn outside the chart, or texts lie over each other.
    pub fn assert_legible(chart: &Chart) {
        let (width, height) = (f64::from(chart.size.0), f64::from(chart.size.1));
        let mut boxes: Vec<(f64, f64, f64, f64, &str)> = Vec::new();
        for shape in &chart.shapes {
            let spots = match shape {
                Shape::Line { spots, .. } | Shape::Area { spots, .. } => spots.clone(),
                Shape::Disc { centre, radius, .. } => vec![
                    (centre.0 - radius, centre.1 - radius),
                    (centre.0 + radius, centre.1 + radius),
                ],
                Shape::Text {
                    spot, size, text, ..
                } => {
                    let right = spot.0 + font::width(text, *size);
                    let (top, bottom) = (spot.1 - size * 0.75, spot.1 + size * 0.2);
                    for (l, t, r, b, other) in &boxes {
                        let apart = right <= *l || *r <= spot.0 || bottom <= *t || *b <= top;
                        assert!(apart, "{text:?} lies over {other:?}");
                    }
                    boxes.push((spot.0, top, right, bottom, text));
                    vec![(spot.0, top), (right, bottom)]
                }
            };
            for (x, y) in spots {
                assert!(
                    (0.0..=width).contains(&x) && (0.0..=height).contains(&y),
                    "{x}, {y} is outside: {shape:?}"
                );
            }
        }
    }
}
