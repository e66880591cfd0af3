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
/// So many colours a palette holds.
const PALETTE: usize = 256;
/// Two colours look alike where red, green and blue differ by no more: half of what lies between two shades of ink on
/// paper.
const UNSEEN: u8 = 8;

/// The chart as PNG: with a palette where its colours fit into one.
pub fn png(chart: &Chart) -> io::Result<Vec<u8>> {
    let scale = if chart.size.1 > HIGHEST_FINE { 1 } else { 2 };
    let (width, height) = (chart.size.0 * scale, chart.size.1 * scale);
    let fine = if scale == 1 { 1.0 } else { 2.0 };
    let mut picture = Picture::new(width as usize, height as usize, fine);
    for shape in &chart.shapes {
        picture.draw(shape);
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    // Even paper and few colours: without filters they pack smaller than with the usual ones, and in half of the time.
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_deflate_compression(png::DeflateCompression::Level(2));
    let data: Vec<u8> = if let Some((palette, places)) = picture.palette() {
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette);
        let mut data = Vec::with_capacity(picture.pixels.len());
        for run in runs(&picture.pixels) {
            let place = |at: &u16| places[usize::from(*at)];
            match run {
                Run::Even(at, many) => data.resize(data.len() + many, place(&at)),
                Run::Mixed(pixels) => data.extend(pixels.iter().map(place)),
            }
        }
        data
    } else {
        encoder.set_color(png::ColorType::Rgb);
        let all = &picture.colours.all;
        let pixels = picture.pixels.iter();
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

/// Some pixels in a row.
enum Run<'p> {
    /// So many of one colour.
    Even(u16, usize),
    /// Of any.
    Mixed(&'p [u16]),
}

/// The pixels in short runs: most of a chart is paper, and whether a run is even is seen at once.
fn runs(pixels: &[u16]) -> impl Iterator<Item = Run<'_>> {
    pixels.chunks(64).map(|run| {
        if run[1..] == run[..run.len() - 1] {
            Run::Even(run[0], run.len())
        } else {
            Run::Mixed(run)
        }
    })
}

struct Picture {
    width: usize,
    height: usize,
    /// The numbers of their colours.
    pixels: Vec<u16>,
    colours: Colours,
    /// So many pixels a unit of the chart has, each way.
    fine: f32,
    /// Kept from shape to shape with its room.
    rasterizer: Rasterizer,
}

impl Picture {
    /// Blank paper.
    fn new(width: usize, height: usize, fine: f32) -> Self {
        // Written, not only asked for: of memory that is read before it is written each page is mapped twice, the second
        // time with a halt of all processors.
        let pixels = std::iter::repeat_n(0, width * height).collect();
        Self {
            width,
            height,
            pixels,
            colours: Colours::new(),
            fine,
            rasterizer: Rasterizer::new(0, 0),
        }
    }

    /// The colours that are seen, one after the other, and by the number of each its place among them. Where they are
    /// more than a palette holds, the rarest, which are shades at edges, take the place of the one most like them; `None`
    /// when anybody might see that.
    fn palette(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        let all = &self.colours.all;
        let mut many = vec![0_usize; all.len()];
        for run in runs(&self.pixels) {
            match run {
                Run::Even(at, pixels) => many[usize::from(at)] += pixels,
                Run::Mixed(pixels) => pixels.iter().for_each(|at| many[usize::from(*at)] += 1),
            }
        }
        let mut seen: Vec<usize> = (0..all.len()).filter(|at| many[*at] > 0).collect();
        seen.sort_by_key(|at| std::cmp::Reverse(many[*at]));
        let (kept, rare) = seen.split_at(seen.len().min(PALETTE));
        let mut places = vec![0; all.len()];
        for (place, at) in (0..=u8::MAX).zip(kept) {
            places[*at] = place;
        }
        for at in rare {
            let apart = |other: &usize| {
                let parts = all[*at].iter().zip(&all[*other]);
                parts.map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0)
            };
            let nearest = kept.iter().min_by_key(|other| apart(other))?;
            if apart(nearest) > UNSEEN {
                return None;
            }
            places[*at] = places[*nearest];
        }
        let palette = kept.iter().flat_map(|at| all[*at]).collect();
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
                    self.area(&stroke(pair[0], pair[1], *width), *colour);
                }
            }
            Shape::Area { spots, colour } => self.area(spots, *colour),
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

    fn area(&mut self, spots: &[Spot], colour: Colour) {
        match upright(spots) {
            Some(corners) => self.fill_box(corners, colour),
            None => self.fill(&polygon(spots), colour),
        }
    }

    /// Fills a box, as [`Picture::fill`] would: most of what is drawn are boxes, and how much of a pixel one of them
    /// covers takes no rasterizer.
    fn fill_box(&mut self, corners: (Point, Point), colour: Colour) {
        let fine = self.fine;
        let [low, high] = [corners.0, corners.1].map(|p| Point {
            x: p.x * fine,
            y: p.y * fine,
        });
        let Some((left, top, columns, rows)) = self.place(low, high) else {
            return;
        };
        let part = |at: usize, from: f32, to: f32| {
            let at = at as f32;
            (to.min(at + 1.0) - from.max(at)).max(0.0)
        };
        let right = (left + columns).min(self.width);
        let across: Vec<f32> = (left..right).map(|x| part(x, low.x, high.x)).collect();
        // What is wholly covered is so at once.
        let first = across.iter().position(|part| *part >= 1.0);
        let inner = first.map_or(0..0, |first| {
            first
                ..first
                    + across[first..]
                        .iter()
                        .take_while(|part| **part >= 1.0)
                        .count()
        });
        let mut brush = Brush::new(&mut self.colours, colour);
        for y in top..(top + rows).min(self.height) {
            let down = part(y, low.y, high.y);
            let row = &mut self.pixels[y * self.width..][left..right];
            let inner = if down >= 1.0 { inner.clone() } else { 0..0 };
            row[inner.clone()].fill(brush.colour);
            for at in (0..inner.start).chain(inner.end..row.len()) {
                brush.cover(&mut self.colours, &mut row[at], across[at] * down);
            }
        }
    }

    /// The pixels that lie between two corners: the first column and row, and how many; `None` where nothing is to be
    /// drawn.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pixels of a picture, clamped to it"
    )]
    fn place(&self, low: Point, high: Point) -> Option<(usize, usize, usize, usize)> {
        // Nothing is drawn outside the picture; a test holds every chart to that. What would be, were it so, is left
        // out rather than cut. What is no number is not inside either, nor is what has no corner at all.
        let inside = (0.0..=high.x).contains(&low.x)
            && (0.0..=high.y).contains(&low.y)
            && high.x <= self.width as f32
            && high.y <= self.height as f32;
        let (left, top) = (low.x.floor() as usize, low.y.floor() as usize);
        inside.then(|| {
            let columns = high.x.ceil() as usize - left + 1;
            (left, top, columns, high.y.ceil() as usize - top + 1)
        })
    }

    /// Fills what an outline encloses.
    fn fill(&mut self, outline: &[Curve], colour: Colour) {
        let fine = self.fine;
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
        let mut low = Point {
            x: f32::MAX,
            y: f32::MAX,
        };
        let mut high = Point {
            x: f32::MIN,
            y: f32::MIN,
        };
        for spot in outline.iter().flat_map(spots) {
            (low.x, low.y) = (low.x.min(spot.x), low.y.min(spot.y));
            (high.x, high.y) = (high.x.max(spot.x), high.y.max(spot.y));
        }
        let Some((left, top, columns, rows)) = self.place(low, high) else {
            return;
        };
        let rasterizer = &mut self.rasterizer;
        rasterizer.reset(columns, rows);
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
        let mut brush = Brush::new(&mut self.colours, colour);
        rasterizer.for_each_pixel_2d(|x, y, coverage| {
            let (x, y) = (left + x as usize, top + y as usize);
            if x < self.width && y < self.height {
                let pixel = &mut self.pixels[y * self.width + x];
                brush.cover(&mut self.colours, pixel, coverage);
            }
        });
    }
}

/// A colour that is being laid on.
struct Brush {
    colour: u16,
    /// On what it was laid last, as most of what it covers lies on one ground, and what lies between.
    ground: u16,
    shades: [u16; SHADES],
}

impl Brush {
    fn new(colours: &mut Colours, colour: Colour) -> Self {
        let colour = colours.number(colour);
        Self {
            colour,
            ground: colour,
            shades: [colour; SHADES],
        }
    }

    /// Covers so much of a pixel.
    fn cover(&mut self, colours: &mut Colours, pixel: &mut u16, coverage: f32) {
        if coverage <= 0.0 {
            return;
        }
        let step = usize::from(rounded(coverage.min(1.0) * STEPS));
        if step > SHADES {
            *pixel = self.colour;
        } else if step > 0 {
            if *pixel != self.ground {
                self.ground = *pixel;
                self.shades = colours.between(self.ground, self.colour);
            }
            *pixel = self.shades[step - 1];
        }
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

/// Two opposite corners of a box whose sides are level and upright; `None` for other areas.
fn upright(spots: &[Spot]) -> Option<(Point, Point)> {
    let [a, b, c, d] = *spots else { return None };
    let same = |a: f64, b: f64| a.total_cmp(&b).is_eq();
    let level_first = same(a.1, b.1) && same(b.0, c.0) && same(c.1, d.1) && same(d.0, a.0);
    let upright_first = same(a.0, b.0) && same(b.1, c.1) && same(c.0, d.0) && same(d.1, a.1);
    (level_first || upright_first).then(|| {
        let low = (a.0.min(c.0), a.1.min(c.1));
        (point(low), point((a.0.max(c.0), a.1.max(c.1))))
    })
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
    use proptest::prelude::*;

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

    /// The colours of a picture's pixels after something was drawn.
    fn drawn(draw: impl FnOnce(&mut Picture)) -> Vec<Colour> {
        let mut picture = Picture::new(40, 40, 1.0);
        draw(&mut picture);
        let colour = |at: &u16| picture.colours.all[usize::from(*at)];
        picture.pixels.iter().map(colour).collect()
    }

    proptest! {
        #[test]
        fn a_box_is_filled_as_its_outline_is(
            left in 0.0..30.0, top in 0.0..30.0, width in 0.0..10.0, height in 0.0..10.0
        ) {
            let (right, bottom): (f64, f64) = (left + width, top + height);
            let spots = [(left, top), (left, bottom), (right, bottom), (right, top)];
            prop_assert!(upright(&spots).is_some());
            let as_box = drawn(|picture| picture.area(&spots, INK));
            let as_outline = drawn(|picture| picture.fill(&polygon(&spots), INK));
            for (a, b) in as_box.iter().zip(&as_outline) {
                // Sums of other orders may lie on two sides of the same half.
                prop_assert!(a[0].abs_diff(b[0]) <= 16, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn what_is_no_box_is_none() {
        let slanted = [(1.0, 1.0), (5.0, 1.5), (5.0, 5.0), (1.0, 5.0)];
        assert!(upright(&slanted).is_none());
        assert!(upright(&slanted[..3]).is_none());
        let drawn = drawn(|picture| {
            picture.area(&[(0.0, 0.0), (f64::NAN, 0.0), (2.0, 2.0), (0.0, 2.0)], INK);
        });
        assert!(drawn.iter().all(|colour| *colour == PAPER));
    }

    #[test]
    fn more_colours_than_a_palette_holds_are_merged_only_where_nobody_sees_it() {
        let of = |colours: Vec<Colour>| {
            let many = u16::try_from(colours.len()).unwrap();
            let picture = Picture {
                // The last one is seen twice.
                pixels: (0..many).chain(vec![many - 1; colours.len()]).collect(),
                colours: Colours {
                    all: colours,
                    ..Colours::new()
                },
                ..Picture::new(0, 0, 1.0)
            };
            picture.palette()
        };
        let grey = |n: u16| [u8::try_from(n / 3).unwrap(), 0, 0];
        let (palette, places) = of((0..300).map(grey).collect()).unwrap();
        assert_eq!((palette.len(), places.len()), (256 * 3, 300));
        assert_eq!(palette[..3], grey(299));
        for (nth, place) in (0..).zip(&places) {
            let kept = palette[usize::from(*place) * 3];
            assert!(kept.abs_diff(grey(nth)[0]) <= UNSEEN, "{nth}");
        }
        let apart = |n: u16| {
            let part = |n: u16| u8::try_from(n % 16 * 17).unwrap();
            [part(n), part(n / 16), 0]
        };
        assert!(of((0..256).map(apart).collect()).is_some());
        let mut many: Vec<Colour> = (0..256).map(apart).collect();
        many.insert(0, [0, 0, 90]);
        assert!(of(many).is_none());
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
