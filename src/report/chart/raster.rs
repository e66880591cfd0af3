//! A chart as PNG: shapes filled with exact coverage, so edges are smooth.

use super::canvas::{Chart, Colour, PAPER, Shape, Spot};
use super::font;
use ab_glyph::{OutlineCurve, Point};
use ab_glyph_rasterizer::{Point as RasterPoint, Rasterizer};
use std::collections::HashMap;
use std::io;

/// Charts higher than this are drawn at their size, not twice as fine.
const HIGHEST_FINE: u32 = 4_000;

/// A part of an outline.
type Curve = OutlineCurve;

/// So many steps lie between what is not covered and what is wholly covered: few enough that most pictures have no more
/// colours than a palette holds, and more than anybody sees.
const STEPS: f32 = 16.0;
/// How many shades lie between two colours.
const SHADES: usize = 15;

/// The chart as PNG: with a palette where its colours fit into one.
pub fn png(chart: &Chart) -> io::Result<Vec<u8>> {
    let scale = if chart.size.1 > HIGHEST_FINE { 1 } else { 2 };
    let (width, height) = (chart.size.0 * scale, chart.size.1 * scale);
    let mut picture = Picture {
        width: width as usize,
        height: height as usize,
        pixels: vec![0; width as usize * height as usize],
        colours: Colours::new(),
        scale: f64::from(scale),
    };
    for shape in &chart.shapes {
        picture.draw(shape);
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    // Even paper and few colours: without filters they pack smaller than with the usual ones, and in half of the time.
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_deflate_compression(png::DeflateCompression::Level(2));
    let (all, pixels) = (&picture.colours.all, picture.pixels.iter());
    let data: Vec<u8> = if let Some((palette, places)) = picture.palette() {
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette);
        pixels.map(|at| places[usize::from(*at)]).collect()
    } else {
        encoder.set_color(png::ColorType::Rgb);
        pixels.flat_map(|at| all[usize::from(*at)]).collect()
    };
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&data))
        .map_err(io::Error::other)?;
    Ok(bytes)
}

/// The colours of a picture, by which its pixels are known, the paper's first.
struct Colours {
    all: Vec<Colour>,
    known: HashMap<Colour, u16>,
    /// By the colour that is covered and the one that covers it.
    shades: HashMap<(u16, u16), [u16; SHADES]>,
}

impl Colours {
    fn new() -> Self {
        Self {
            all: vec![PAPER],
            known: HashMap::from([(PAPER, 0)]),
            shades: HashMap::new(),
        }
    }

    /// The number of a colour. Charts have a few hundred; where there are more than can be counted, the paper's.
    fn number(&mut self, colour: Colour) -> u16 {
        if let Some(number) = self.known.get(&colour) {
            return *number;
        }
        let Ok(number) = u16::try_from(self.all.len()) else {
            return 0;
        };
        self.all.push(colour);
        self.known.insert(colour, number);
        number
    }

    /// What lies between a ground and a colour that covers it by a sixteenth, by two, and so on.
    fn between(&mut self, ground: u16, colour: u16) -> [u16; SHADES] {
        if let Some(shades) = self.shades.get(&(ground, colour)) {
            return *shades;
        }
        let (old, new) = (self.all[usize::from(ground)], self.all[usize::from(colour)]);
        let mut shades = [0; SHADES];
        for (shade, step) in shades.iter_mut().zip(1_u8..) {
            let part = f32::from(step) / STEPS;
            let mix =
                |at: usize| rounded(f32::from(old[at]) * (1.0 - part) + f32::from(new[at]) * part);
            *shade = self.number([mix(0), mix(1), mix(2)]);
        }
        self.shades.insert((ground, colour), shades);
        shades
    }
}

struct Picture {
    width: usize,
    height: usize,
    /// The numbers of their colours.
    pixels: Vec<u16>,
    colours: Colours,
    scale: f64,
}

impl Picture {
    /// The colours that are seen, one after the other, and by the number of each its place among them; `None` when they
    /// are more than a palette holds.
    fn palette(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        let mut seen = vec![false; self.colours.all.len()];
        for pixel in &self.pixels {
            seen[usize::from(*pixel)] = true;
        }
        let (mut palette, mut places) = (Vec::new(), vec![0; seen.len()]);
        let all = self.colours.all.iter().zip(seen).zip(&mut places);
        for ((colour, _), place) in all.filter(|((_, seen), _)| *seen) {
            *place = u8::try_from(palette.len() / 3).ok()?;
            palette.extend(colour);
        }
        Some((palette, places))
    }

    fn draw(&mut self, shape: &Shape) {
        match shape {
            Shape::Line {
                spots,
                width,
                colour,
            } => {
                for pair in spots.windows(2) {
                    self.fill(&polygon(&stroke(pair[0], pair[1], *width)), *colour);
                }
            }
            Shape::Area { spots, colour } => self.fill(&polygon(spots), *colour),
            Shape::Disc {
                centre,
                radius,
                colour,
            } => self.fill(&disc(*centre, *radius), *colour),
            Shape::Text {
                spot,
                size,
                colour,
                text,
            } => {
                let scale = *size / f64::from(font::units_per_em());
                let place = |p: Point| {
                    point((
                        spot.0 + f64::from(p.x) * scale,
                        spot.1 - f64::from(p.y) * scale,
                    ))
                };
                let curves: Vec<Curve> = font::outline(text)
                    .curves
                    .into_iter()
                    .map(|curve| map(&curve, place))
                    .collect();
                self.fill(&curves, *colour);
            }
        }
    }

    /// Fills what an outline encloses.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pixels of a picture, clamped to it"
    )]
    fn fill(&mut self, outline: &[Curve], colour: Colour) {
        let fine = self.scale as f32;
        let outline: Vec<Curve> = outline
            .iter()
            .map(|c| {
                map(c, |p| Point {
                    x: p.x * fine,
                    y: p.y * fine,
                })
            })
            .collect();
        let finite = |p: Point| p.x.is_finite() && p.y.is_finite();
        if !outline.iter().flat_map(spots).all(finite) {
            return;
        }
        let (mut low, mut high) = ((f32::MAX, f32::MAX), (f32::MIN, f32::MIN));
        for spot in outline.iter().flat_map(spots) {
            low = (low.0.min(spot.x), low.1.min(spot.y));
            high = (high.0.max(spot.x), high.1.max(spot.y));
        }
        // Nothing is drawn outside the picture; a test holds every chart to that. What would be,
        // were it so, is left out rather than cut.
        let inside = low.0 >= 0.0
            && low.1 >= 0.0
            && high.0 <= self.width as f32
            && high.1 <= self.height as f32;
        if outline.is_empty() || !inside {
            return;
        }
        let (left, top) = (low.0.floor() as usize, low.1.floor() as usize);
        let columns = high.0.ceil() as usize - left + 1;
        let rows = high.1.ceil() as usize - top + 1;
        let mut rasterizer = Rasterizer::new(columns, rows);
        let local = |p: Point| RasterPoint {
            x: p.x - left as f32,
            y: p.y - top as f32,
        };
        for curve in outline {
            match curve {
                OutlineCurve::Line(a, b) => rasterizer.draw_line(local(a), local(b)),
                OutlineCurve::Quad(a, b, c) => rasterizer.draw_quad(local(a), local(b), local(c)),
                OutlineCurve::Cubic(a, b, c, d) => {
                    rasterizer.draw_cubic(local(a), local(b), local(c), local(d));
                }
            }
        }
        let colour = self.colours.number(colour);
        // Most of what is covered lies on one ground.
        let (mut ground, mut shades) = (colour, [colour; SHADES]);
        rasterizer.for_each_pixel_2d(|x, y, coverage| {
            let (x, y) = (left + x as usize, top + y as usize);
            if coverage <= 0.0 || x >= self.width || y >= self.height {
                return;
            }
            let pixel = &mut self.pixels[y * self.width + x];
            let step = usize::from(rounded(coverage.min(1.0) * STEPS));
            if step > SHADES {
                *pixel = colour;
            } else if step > 0 {
                if *pixel != ground {
                    ground = *pixel;
                    shades = self.colours.between(ground, colour);
                }
                *pixel = shades[step - 1];
            }
        });
    }
}

/// The nearest whole number of one from 0 to 255. `f32::round` is a call into the C library where the processor is not
/// known to have an instruction for it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 255"
)]
fn rounded(number: f32) -> u8 {
    let whole = number as u8;
    whole.saturating_add(u8::from(number - f32::from(whole) >= 0.5))
}

fn map(curve: &Curve, place: impl Fn(Point) -> Point) -> Curve {
    match *curve {
        OutlineCurve::Line(a, b) => OutlineCurve::Line(place(a), place(b)),
        OutlineCurve::Quad(a, b, c) => OutlineCurve::Quad(place(a), place(b), place(c)),
        OutlineCurve::Cubic(a, b, c, d) => {
            OutlineCurve::Cubic(place(a), place(b), place(c), place(d))
        }
    }
}

fn spots(curve: &Curve) -> Vec<Point> {
    match *curve {
        OutlineCurve::Line(a, b) => vec![a, b],
        OutlineCurve::Quad(a, b, c) => vec![a, b, c],
        OutlineCurve::Cubic(a, b, c, d) => vec![a, b, c, d],
    }
}

#[expect(clippy::cast_possible_truncation, reason = "pixels")]
fn point((x, y): Spot) -> Point {
    Point {
        x: x as f32,
        y: y as f32,
    }
}

fn polygon(spots: &[Spot]) -> Vec<Curve> {
    let next = spots.iter().cycle().skip(1);
    spots
        .iter()
        .zip(next)
        .map(|(a, b)| OutlineCurve::Line(point(*a), point(*b)))
        .collect()
}

/// The four corners of a line with square ends, so that the corners of a step are whole.
fn stroke(from: Spot, to: Spot, width: f64) -> [Spot; 4] {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = (dx * dx + dy * dy).sqrt();
    let (along, across) = if length > 0.0 {
        let (x, y) = (dx / length * width / 2.0, dy / length * width / 2.0);
        ((x, y), (-y, x))
    } else {
        ((width / 2.0, 0.0), (0.0, width / 2.0))
    };
    let (start, end) = (
        (from.0 - along.0, from.1 - along.1),
        (to.0 + along.0, to.1 + along.1),
    );
    [
        (start.0 + across.0, start.1 + across.1),
        (end.0 + across.0, end.1 + across.1),
        (end.0 - across.0, end.1 - across.1),
        (start.0 - across.0, start.1 - across.1),
    ]
}

/// A circle of four arcs, which takes no sine.
fn disc((x, y): Spot, radius: f64) -> Vec<Curve> {
    /// How far a cubic's handles reach for a quarter of a circle of radius 1.
    const REACH: f64 = 0.552_284_749_830_793_4;
    let quarter = |ax: f64, ay: f64, bx: f64, by: f64| {
        let at = |dx: f64, dy: f64| point((x + dx * radius, y + dy * radius));
        OutlineCurve::Cubic(
            at(ax, ay),
            at(ax + bx * REACH, ay + by * REACH),
            at(bx + ax * REACH, by + ay * REACH),
            at(bx, by),
        )
    };
    vec![
        quarter(1.0, 0.0, 0.0, 1.0),
        quarter(0.0, 1.0, -1.0, 0.0),
        quarter(-1.0, 0.0, 0.0, -1.0),
        quarter(0.0, -1.0, 1.0, 0.0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::canvas::{Anchor, BLUE, INK};

    #[test]
    fn a_picture_holds_what_was_drawn() {
        let mut chart = Chart::new("test", "Test", 40);
        chart.size.1 = 20;
        chart.area([(2.0, 2.0), (10.0, 2.0), (10.0, 10.0), (2.0, 10.0)], BLUE);
        chart.disc((30.0, 10.0), 5.0, INK);
        chart.line([(0.5, 15.0), (39.5, 15.0)], 1.0, INK);
        chart.text("i", (20.0, 12.0), 10.0, INK, Anchor::Middle);
        let bytes = png(&chart).unwrap();
        let mut decoder = png::Decoder::new(io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        assert!(reader.info().palette.is_some());
        let mut rgb = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut rgb).unwrap();
        assert_eq!((info.width, info.height), (80, 40));
        let at = |x: usize, y: usize| &rgb[(y * 80 + x) * 3..][..3];
        assert_eq!(at(12, 12), BLUE);
        assert_eq!(at(60, 20), INK);
        assert_eq!(at(40, 30), INK);
        assert_eq!(at(1, 1), PAPER);
        let text: Vec<_> = (36..44)
            .flat_map(|x| (6..24).map(move |y| (x, y)))
            .collect();
        assert!(text.iter().any(|(x, y)| at(*x, *y)[0] < 0x80));
    }

    #[test]
    fn shades_are_rounded_as_ever() {
        for step in 0..=255 * 512_u32 {
            let number = step as f32 / 512.0;
            for number in [number.next_down(), number, number.next_up()] {
                if (0.0..=255.0).contains(&number) {
                    assert!(
                        f32::from(rounded(number))
                            .total_cmp(&number.round())
                            .is_eq(),
                        "{number}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_lies_outside_is_no_panic() {
        let mut chart = Chart::new("test", "Test", 10);
        chart.size.1 = 10;
        chart.disc((-3.0, 500.0), 5.0, INK);
        chart.line([(f64::NAN, 1.0), (2.0, 2.0)], 1.0, INK);
        chart.line([], 1.0, INK);
        chart.text("", (1.0, 1.0), 9.0, INK, Anchor::End);
        assert!(png(&chart).is_ok());
    }
}
