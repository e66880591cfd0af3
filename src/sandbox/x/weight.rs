//! How much of a post a text fills.

use super::piece::{Piece, pieces};

/// The most that a post holds, in weighted characters.
pub(super) const MOST: usize = 280;

/// What an address weighs, however long it is.
const LINK: usize = 23;

/// How much of a post a text fills: most alphabets count 1 a character, all else 2, an emoji 2 however
/// many characters it is made of, an address 23 (twitter-text, configuration 3).
pub(super) fn weight(plain: &str) -> usize {
    let mut scale = Scale::default();
    for piece in pieces(plain) {
        match piece {
            Piece::Link(_) => scale.sum += LINK,
            Piece::Plain(text) | Piece::Mention(text) | Piece::Tag(text) => scale.add(text),
        }
    }
    scale.sum
}

/// Weighs texts that follow each other.
#[derive(Default)]
struct Scale {
    sum: usize,
    /// Whether the last character joins the next one to itself.
    joined: bool,
    /// Whether the last character was the first half of a flag.
    flag: bool,
}

impl Scale {
    fn add(&mut self, text: &str) {
        for c in text.chars() {
            let n = c as u32;
            let half_flag = (0x1F1E6..=0x1F1FF).contains(&n);
            let modifier = n == 0xFE0F || (0x1F3FB..=0x1F3FF).contains(&n);
            let joins = n == 0x200D && self.sum > 0;
            if !(self.joined || modifier || joins || half_flag && self.flag) {
                let light = matches!(n, 0..=4351 | 8192..=8205 | 8208..=8223 | 8242..=8247);
                self.sum += if light { 1 } else { 2 };
            }
            self.joined = n == 0x200D;
            self.flag = half_flag && !self.flag;
        }
    }
}

/// The beginning of a text that fills no more than a post less its ellipsis and address, to the last
/// whole word if there is one.
pub(super) fn beginning(plain: &str) -> &str {
    let room = MOST - LINK - 3;
    let (mut end, mut word, mut used) = (0, 0, 0);
    for (at, c) in plain.char_indices() {
        used += if matches!(c as u32, 0..=4351) { 1 } else { 2 };
        if used > room {
            break;
        }
        if c.is_whitespace() {
            word = at;
        }
        end = at + c.len_utf8();
    }
    if end == plain.len() {
        return plain;
    }
    &plain[..if word > 0 { word } else { end }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_weighed_as_x_weighs_it() {
        assert_eq!(weight("caf\u{e9} \u{20ac}"), 7);
        assert_eq!(weight("\u{6771}\u{4eac}"), 4);
        assert_eq!(weight("see https://a.example/b please"), 4 + 23 + 7);
        // A family of four, a flag, a thumb of a colour.
        assert_eq!(
            weight("\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}"),
            2
        );
        assert_eq!(weight("\u{1f1f3}\u{1f1f1}"), 2);
        assert_eq!(weight("\u{1f44d}\u{1f3fd}"), 2);
    }

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        let long = "word ".repeat(100);
        let cut = beginning(&long);
        assert!(cut.ends_with("word") && weight(cut) <= MOST - LINK - 3);
        assert_eq!(beginning("short one"), "short one");
        assert_eq!(beginning(&"\u{6771}".repeat(200)).chars().count(), 127);
    }
}
