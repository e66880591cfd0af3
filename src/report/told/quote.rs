//! An answer as it is quoted: harmless, short enough, with some places marked.

use crate::sheet::defuse_with;
use std::ops::Range;

/// So many characters of an answer are quoted; the fixed messages say so.
const LONGEST: usize = 2_000;
/// So many lines.
const MOST_LINES: usize = 40;

/// A text from outside in pieces, some of them marked, as it stands in `answers.csv` or begins there; and whether it was
/// shortened. Of several empty lines one is left.
pub fn quoted(text: &str, marked: &[Range<usize>]) -> (Vec<(bool, String)>, bool) {
    let (safe, mut cut, mut marks) = defuse_with(text, marked);
    marks.retain(|m| m.start < m.end);
    marks.sort_by_key(|m| (m.start, m.end));
    let mut pieces: Vec<(bool, String)> = Vec::new();
    let (mut next, mut until) = (0, 0);
    let (mut kept, mut lines, mut breaks) = (0, 1, 2);
    for (at, character) in safe.trim_end().char_indices() {
        while let Some(mark) = marks.get(next).filter(|m| m.start <= at) {
            until = until.max(mark.end);
            next += 1;
        }
        if character == '\n' {
            breaks += 1;
            if breaks > 2 {
                continue;
            }
            lines += 1;
        } else if !character.is_whitespace() {
            breaks = 0;
        }
        if kept == LONGEST || lines > MOST_LINES {
            cut = true;
            break;
        }
        kept += 1;
        let is_marked = at < until;
        match pieces.last_mut() {
            Some((last, piece)) if *last == is_marked => piece.push(character),
            _ => pieces.push((is_marked, character.to_string())),
        }
    }
    if cut {
        pieces.push((false, "\u{2026}".to_owned()));
    }
    (pieces, cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(pieces: &[(bool, String)]) -> String {
        pieces.iter().map(|(_, piece)| piece.as_str()).collect()
    }

    #[test]
    fn places_are_marked() {
        let text = "You have 30 days, not 28.";
        let (pieces, cut) = quoted(text, &[22..24, 9..16, 12..16]);
        let marked: Vec<&str> = pieces
            .iter()
            .filter(|p| p.0)
            .map(|p| p.1.as_str())
            .collect();
        assert_eq!(marked, ["30 days", "28"]);
        assert_eq!((plain(&pieces).as_str(), cut), (text, false));
    }

    #[test]
    fn hostile_texts_are_short() {
        for (text, characters, lines) in [
            ("x".repeat(1 << 20), LONGEST, 1),
            ("\n".repeat(10_000), 0, 1),
            ("a\n".repeat(10_000), 2 * MOST_LINES, MOST_LINES),
            (format!("a{}b", "\r\n \t".repeat(5_000)), LONGEST, 3),
            ("\u{202e}\u{2066}\u{61c}".repeat(10_000), 0, 1),
            ("e\u{301}\u{301}\u{301}".repeat(100_000), LONGEST, 1),
        ] {
            let (pieces, _) = quoted(&text, std::slice::from_ref(&(0..9)));
            let plain = plain(&pieces);
            assert!(plain.chars().count() <= characters + 1, "{}", plain.len());
            assert!(plain.lines().count() <= lines, "{}", plain.lines().count());
        }
    }

    proptest! {
        #[test]
        fn a_quote_is_the_cell_or_its_beginning(
            text in "[a =\\-\n\r\t\u{202e}\u{200b};é<]{0,300}", from in 0usize..400, long in 0usize..50,
        ) {
            let spans = [from..from + long, 0..from];
            let (pieces, cut) = quoted(&text, &spans);
            let bare = |t: &str| t.split_whitespace().collect::<String>();
            let told = plain(&pieces);
            let told = told.strip_suffix('\u{2026}').filter(|_| cut).unwrap_or(&told);
            prop_assert!(bare(&crate::sheet::defuse(&text).0).starts_with(&bare(told)));
            prop_assert!(cut || bare(told) == bare(&crate::sheet::defuse(&text).0));
        }
    }
}
