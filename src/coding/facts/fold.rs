//! Characters in the form in which words are compared.

/// What a character is to a reader of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Part of a word, in lower case and without its accent; the second letter is for ligatures.
    Letter(char, Option<char>),
    /// A digit.
    Digit(u8),
    /// A digit that is set high, as in 8⁰⁰.
    Raised(u8),
    /// A sign; of signs that look alike only one is left.
    Sign(char),
    /// Stands between words.
    Blank,
    /// Ends a line.
    Line,
    /// Is not to be seen, or belongs to the character before it.
    Nothing,
}

/// What stands for every bullet, pictograph and ornament.
pub(super) const BULLET: char = '\u{2022}';

pub(super) fn sort(c: char) -> Sort {
    match c {
        'a'..='z' => Sort::Letter(c, None),
        'A'..='Z' => Sort::Letter(c.to_ascii_lowercase(), None),
        '0'..='9' => Sort::Digit(c as u8 - b'0'),
        '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => Sort::Line,
        '`' | '\'' => Sort::Sign('\''),
        c if c.is_ascii_punctuation() => Sort::Sign(c),
        c if c.is_ascii() => Sort::Blank,
        c => wide(c),
    }
}

fn wide(c: char) -> Sort {
    match c {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' | 'À' | 'Á' | 'Â' | 'Ä' | 'Ã' | 'Å' => {
            letter('a')
        }
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => letter('e'),
        'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' | 'Î' | 'Ï' => letter('i'),
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'ø' | 'Ò' | 'Ó' | 'Ô' | 'Ö' | 'Õ' | 'Ø' => {
            letter('o')
        }
        'ù' | 'ú' | 'û' | 'ü' | 'Ù' | 'Ú' | 'Û' | 'Ü' => letter('u'),
        'ç' | 'Ç' => letter('c'),
        'ñ' | 'Ñ' => letter('n'),
        'ß' | 'ẞ' => Sort::Letter('s', Some('s')),
        'œ' | 'Œ' => Sort::Letter('o', Some('e')),
        'æ' | 'Æ' => Sort::Letter('a', Some('e')),
        'ĳ' | 'Ĳ' => Sort::Letter('i', Some('j')),
        '\u{2018}' | '\u{2019}' | '\u{b4}' | '\u{2032}' | '\u{2bc}' | '\u{ff07}' => {
            Sort::Sign('\'')
        }
        '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}'
        | '\u{301c}'
        | '\u{ff5e}' => Sort::Sign('-'),
        '\u{2192}' | '\u{2794}' | '\u{279c}' | '\u{27a1}' | '\u{21e8}' | '\u{2b62}' => {
            Sort::Sign('>')
        }
        '\u{2248}' | '\u{223c}' | '\u{b1}' => Sort::Sign('~'),
        '\u{2264}' | '\u{2a7d}' => Sort::Sign('<'),
        '\u{2236}' | '\u{a789}' => Sort::Sign(':'),
        '\u{2044}' | '\u{2215}' => Sort::Sign('/'),
        '\u{2026}' => Sort::Sign('.'),
        '\u{bc}' | '\u{bd}' | '\u{be}' | '\u{20ac}' | '\u{a3}' => Sort::Sign(c),
        '\u{d7}' => Sort::Letter('x', None),
        '\u{2070}' => Sort::Raised(0),
        '\u{b9}' => Sort::Raised(1),
        '\u{b2}' => Sort::Raised(2),
        '\u{b3}' => Sort::Raised(3),
        '\u{2074}'..='\u{2079}' => Sort::Raised(low(c as u32 - 0x2070)),
        // Digits and letters as wide as ideographs.
        '\u{ff10}'..='\u{ff19}' => Sort::Digit(low(c as u32 - 0xff10)),
        '\u{ff01}'..='\u{ff5d}' => char::from_u32(c as u32 - 0xfee0).map_or(Sort::Blank, sort),
        // Mathematical letters and digits, with which bios are made bold.
        '\u{1d7ce}'..='\u{1d7ff}' => Sort::Digit(low((c as u32 - 0x1d7ce) % 10)),
        '\u{1d400}'..='\u{1d6a3}' => letter((b'a' + low((c as u32 - 0x1d400) % 26)).into()),
        // Combining accents, soft hyphens, joiners, variation selectors, keycaps, direction marks.
        '\u{300}'..='\u{36f}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e007f}'
        | '\u{feff}' => Sort::Nothing,
        c if c.is_whitespace() => Sort::Blank,
        c if c.is_alphabetic() => Sort::Letter(c.to_lowercase().next().unwrap_or(c), None),
        _ => Sort::Sign(BULLET),
    }
}

const fn letter(c: char) -> Sort {
    Sort::Letter(c, None)
}

/// A small number; what is too large for a byte never comes here.
fn low(n: u32) -> u8 {
    u8::try_from(n).unwrap_or_default()
}
