//! A chart as SVG, without fonts, scripts, links and styles from elsewhere. Each letter is drawn once and used where it
//! stands: charts of many names are a fifth as long so.

use super::canvas::{Chart, Colour, PAPER, Shape, Spot};
use super::font;
use crate::report::number::decimal;
use crate::report::words::escape;
use ab_glyph::{OutlineCurve, Point};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The chart as SVG.
pub fn svg(chart: &Chart) -> String {
    let (width, height) = chart.size;
    let (name, title) = (&chart.name, escape(&chart.title));
    let description = escape(&chart.description);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"{name}-title {name}-desc\">\n\
         <title id=\"{name}-title\">{title}</title>\n<desc id=\"{name}-desc\">{description}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        hex(PAPER)
    );
    svg.push_str(&letters(chart));
    for shape in &chart.shapes {
        draw(&mut svg, shape, name);
        svg.push('\n');
    }
    svg.push_str("</svg>\n");
    svg
}

/// The outlines of all letters that stand in a chart.
fn letters(chart: &Chart) -> String {
    let mut all: BTreeSet<u16> = BTreeSet::new();
    for shape in &chart.shapes {
        if let Shape::Text { text, .. } = shape {
            all.extend(font::letters(text).into_iter().map(|(letter, _)| letter));
        }
    }
    let mut defs = String::from("<defs>\n");
    for letter in all {
        let path = outline(font::letter(letter));
        if !path.is_empty() {
            let _ = writeln!(defs, "<path id=\"{}-{letter}\" d=\"{path}\"/>", chart.name);
        }
    }
    defs.push_str("</defs>\n");
    defs
}

/// A text as its letters.
fn written(svg: &mut String, text: &str, name: &str) {
    for (letter, at) in font::letters(text) {
        if font::has_outline(letter) {
            let _ = write!(svg, "<use href=\"#{name}-{letter}\" x=\"{}\"/>", units(at));
        }
    }
}

fn draw(svg: &mut String, shape: &Shape, name: &str) {
    // Writing into a string does not fail.
    let _ = match shape {
        Shape::Line {
            spots,
            width,
            colour,
        } => write!(
            svg,
            "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linecap=\"square\"/>",
            through(spots),
            hex(*colour),
            number(*width)
        ),
        Shape::Area { spots, colour } => write!(
            svg,
            "<path d=\"{}Z\" fill=\"{}\"/>",
            through(spots),
            hex(*colour)
        ),
        Shape::Disc {
            centre,
            radius,
            colour,
        } => write!(
            svg,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>",
            number(centre.0),
            number(centre.1),
            number(*radius),
            hex(*colour)
        ),
        Shape::Text {
            spot,
            size,
            colour,
            text,
        } => {
            let scale = number(*size / f64::from(font::units_per_em()));
            let _ = write!(
                svg,
                "<g transform=\"translate({} {}) scale({scale} -{scale})\" fill=\"{}\">",
                number(spot.0),
                number(spot.1),
                hex(*colour)
            );
            written(svg, text, name);
            write!(svg, "</g>")
        }
    };
}

/// The path through some spots; steps are written as such, which is half as long.
fn through(spots: &[Spot]) -> String {
    let mut path = String::new();
    let mut before: Option<Spot> = None;
    for &(x, y) in spots {
        let _ = match before {
            None => write!(path, "M{} {}", number(x), number(y)),
            Some((_, old)) if old.total_cmp(&y).is_eq() => write!(path, "H{}", number(x)),
            Some((old, _)) if old.total_cmp(&x).is_eq() => write!(path, "V{}", number(y)),
            Some(_) => write!(path, "L{} {}", number(x), number(y)),
        };
        before = Some((x, y));
    }
    path
}

/// A letter as a path in font units, which are whole numbers; relative, which is shorter.
fn outline(curves: Vec<OutlineCurve>) -> String {
    let mut path = String::new();
    let mut pen: Option<Point> = None;
    for curve in curves {
        let (OutlineCurve::Line(start, ..)
        | OutlineCurve::Quad(start, ..)
        | OutlineCurve::Cubic(start, ..)) = curve;
        if pen != Some(start) {
            if pen.is_some() {
                path.push('Z');
            }
            let _ = write!(path, "M{} {}", units(start.x), units(start.y));
        }
        let mut go = |letter: char, spots: &[Point]| {
            path.push(letter);
            for (place, spot) in spots.iter().enumerate() {
                let gap = if place == 0 { "" } else { " " };
                let _ = write!(
                    path,
                    "{gap}{} {}",
                    units(spot.x - start.x),
                    units(spot.y - start.y)
                );
            }
            pen = spots.last().copied();
        };
        match curve {
            OutlineCurve::Line(_, end) => go('l', &[end]),
            OutlineCurve::Quad(_, bend, end) => go('q', &[bend, end]),
            OutlineCurve::Cubic(_, one, two, end) => go('c', &[one, two, end]),
        }
    }
    if pen.is_some() {
        path.push('Z');
    }
    path
}

/// A font unit: whole in the font, but for letters that are put together from others.
fn units(value: f32) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "units of a font, some thousands"
    )]
    let whole = value.round() as i32;
    whole.to_string()
}

fn number(value: f64) -> String {
    decimal(Some(value))
}

fn hex([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
