//! The one font of the charts, `DejaVu` Sans, which the program carries.

use ab_glyph::{Font, FontRef, GlyphId, OutlineCurve, Point};
use std::sync::LazyLock;

static FONT: LazyLock<Option<FontRef<'static>>> =
    LazyLock::new(|| FontRef::try_from_slice(dejavu::sans::regular()).ok());

/// A text's outline in the font's own units, y upwards, beginning at 0 on the baseline.
#[derive(Debug, Default)]
pub struct Outline {
    /// The curves, in the order of their contours.
    pub curves: Vec<OutlineCurve>,
    /// Where the next letter would stand.
    pub width: f32,
}

/// Font units per em: the size of a text in pixels over this is the scale of its outline.
pub fn units_per_em() -> f32 {
    FONT.as_ref().and_then(Font::units_per_em).unwrap_or(2048.0)
}

/// The outline of one line of text. Letters that the font does not have become its empty box.
pub fn outline(text: &str) -> Outline {
    let mut line = Outline::default();
    let Some(font) = FONT.as_ref() else {
        return line;
    };
    let mut before = None;
    for letter in text.chars() {
        let glyph = font.glyph_id(letter);
        if let Some(before) = before {
            line.width += font.kern_unscaled(before, glyph);
        }
        before = Some(glyph);
        let at = line.width;
        let moved = |p: Point| Point {
            x: p.x + at,
            y: p.y,
        };
        if let Some(shape) = font.outline(glyph) {
            line.curves
                .extend(shape.curves.into_iter().map(|curve| match curve {
                    OutlineCurve::Line(a, b) => OutlineCurve::Line(moved(a), moved(b)),
                    OutlineCurve::Quad(a, b, c) => OutlineCurve::Quad(moved(a), moved(b), moved(c)),
                    OutlineCurve::Cubic(a, b, c, d) => {
                        OutlineCurve::Cubic(moved(a), moved(b), moved(c), moved(d))
                    }
                }));
        }
        line.width += font.h_advance_unscaled(glyph);
    }
    line
}

/// The letters of one line of text: each with its number in the font and where it stands, in the font's own units.
pub fn letters(text: &str) -> Vec<(u16, f32)> {
    let Some(font) = FONT.as_ref() else {
        return Vec::new();
    };
    let (mut letters, mut at, mut before) = (Vec::new(), 0.0, None);
    for letter in text.chars() {
        let glyph = font.glyph_id(letter);
        at += before.map_or(0.0, |before| font.kern_unscaled(before, glyph));
        before = Some(glyph);
        letters.push((glyph.0, at));
        at += font.h_advance_unscaled(glyph);
    }
    letters
}

/// The outline of a letter by its number, beginning at 0 on the baseline; empty for a space.
pub fn letter(number: u16) -> Vec<OutlineCurve> {
    let outline = FONT.as_ref().and_then(|f| f.outline(GlyphId(number)));
    outline.map_or_else(Vec::new, |o| o.curves)
}

/// Whether there is anything to be seen of a letter.
pub fn has_outline(number: u16) -> bool {
    FONT.as_ref()
        .is_some_and(|f| f.outline(GlyphId(number)).is_some())
}

/// The width of a text, pixels.
pub fn width(text: &str, size: f64) -> f64 {
    let Some(font) = FONT.as_ref() else {
        return 0.0;
    };
    let mut units = 0.0;
    let mut before = None;
    for letter in text.chars() {
        let glyph = font.glyph_id(letter);
        units += before.map_or(0.0, |b| font.kern_unscaled(b, glyph));
        units += font.h_advance_unscaled(glyph);
        before = Some(glyph);
    }
    f64::from(units / units_per_em()) * size
}

/// A text that fits on one line, cut with an ellipsis where it does not. Reads no more of the text
/// than fits: names come from outside and may be long.
pub fn fit(text: &str, size: f64, room: f64) -> String {
    const ELLIPSIS: &str = "\u{2026}";
    let Some(font) = FONT.as_ref() else {
        return String::new();
    };
    let units = room / size * f64::from(units_per_em());
    let room_before_ellipsis =
        units - f64::from(font.h_advance_unscaled(font.glyph_id('\u{2026}')));
    let mut kept = String::new();
    // How much of it would stand before an ellipsis.
    let mut short = 0;
    let (mut wide, mut before) = (0.0, None);
    let letters = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control());
    for letter in letters {
        let glyph = font.glyph_id(letter);
        wide += f64::from(before.map_or(0.0, |b| font.kern_unscaled(b, glyph)));
        wide += f64::from(font.h_advance_unscaled(glyph));
        before = Some(glyph);
        // Letters without width are bounded too.
        if wide > units || kept.len() > 1_000 {
            kept.truncate(short);
            return format!("{}{ELLIPSIS}", kept.trim_end());
        }
        kept.push(letter);
        if wide <= room_before_ellipsis {
            short = kept.len();
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_is_there() {
        assert!(width("Wilson", 12.0) > 30.0);
        assert!(outline("i").curves.len() > 4);
        assert!(outline(" ").curves.is_empty());
        let line = outline("AVA");
        assert!((f64::from(line.width / units_per_em()) * 10.0 - width("AVA", 10.0)).abs() < 1e-4);
    }

    #[test]
    fn long_names_are_cut_to_fit() {
        assert_eq!(fit("Banking", 12.0, 200.0), "Banking");
        let cut = fit(&"Food and wine retail ".repeat(1000), 12.0, 200.0);
        assert!(cut.starts_with("Food and wine") && cut.ends_with('\u{2026}'));
        assert!(width(&cut, 12.0) <= 200.0);
        assert_eq!(fit("two\nlines\0", 12.0, 200.0), "two lines");
    }
}
