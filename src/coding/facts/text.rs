//! A text cut into tokens, once for all readers of facts.

use super::fold::{BULLET, Sort, sort};
use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters.
    Word,
    /// Digits: their value, and how many they are; more than nine are no value.
    Number(Option<u32>, u8),
    /// Digits that are set high.
    Raised(u32),
    /// One sign.
    Sign(char),
    /// Something that was read already: an address, a telephone number.
    Masked,
}

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Before {
    /// Nothing: it is written together with the one before.
    Nothing,
    /// A blank.
    Blank,
    /// An end of line.
    Line,
}

#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub kind: Kind,
    pub before: Before,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    folded: Range<usize>,
    /// Its bytes in the text.
    pub span: Range<usize>,
}

/// A text ready for [`super::duration`], [`super::time`] and [`super::weekdays`]: words in lower case
/// without accents, one sign for all that look alike, full-width and mathematical characters as plain ones,
/// nothing invisible.
#[derive(Debug, Default)]
pub struct Text {
    tokens: Vec<Token>,
    folded: String,
}

impl Text {
    /// Reads a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::without(text, &[])
    }

    /// Reads a text but for some places in it, in order and apart, in which no fact is to be looked for.
    #[must_use]
    pub fn without(text: &str, places: &[Range<usize>]) -> Self {
        let mut out = Self {
            tokens: Vec::with_capacity(text.len() / 4),
            folded: String::with_capacity(text.len()),
        };
        let mut before = Before::Line;
        let mut places = places.iter().peekable();
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            while places.next_if(|p| p.end <= at).is_some() {}
            if let Some(place) = places.peek().filter(|p| p.start <= at) {
                if at == place.start {
                    out.push(Kind::Masked, before, at..end);
                } else {
                    out.longer(end);
                }
                before = Before::Nothing;
                continue;
            }
            match sort(c) {
                Sort::Letter(a, b) => {
                    if !(before == Before::Nothing && out.last() == Some(Kind::Word)) {
                        out.push(Kind::Word, before, at..end);
                        if let Some(token) = out.tokens.last_mut() {
                            token.capital = c.is_uppercase() || a.is_ascii() && !c.is_ascii();
                        }
                    }
                    out.folded.push(a);
                    out.folded.extend(b);
                    out.longer(end);
                }
                Sort::Digit(digit) => {
                    if !(before == Before::Nothing && matches!(out.last(), Some(Kind::Number(..))))
                    {
                        out.push(Kind::Number(Some(0), 0), before, at..end);
                    }
                    if let Some(Token {
                        kind: Kind::Number(value, digits),
                        ..
                    }) = out.tokens.last_mut()
                    {
                        *digits = digits.saturating_add(1);
                        *value = value
                            .filter(|_| *digits < 10)
                            .map(|v| v * 10 + u32::from(digit));
                    }
                    out.longer(end);
                }
                Sort::Raised(digit) => {
                    if before == Before::Nothing
                        && let Some(Token {
                            kind: Kind::Raised(value),
                            ..
                        }) = out.tokens.last_mut()
                    {
                        *value = value.saturating_mul(10).saturating_add(u32::from(digit));
                        out.longer(end);
                    } else {
                        out.push(Kind::Raised(u32::from(digit)), before, at..end);
                    }
                }
                // Ornaments in a row are one.
                Sort::Sign(BULLET)
                    if out.last() == Some(Kind::Sign(BULLET)) && before < Before::Line => {}
                Sort::Sign(sign) => out.push(Kind::Sign(sign), before, at..end),
                Sort::Blank => {
                    before = before.max(Before::Blank);
                    continue;
                }
                Sort::Line => {
                    before = Before::Line;
                    continue;
                }
                Sort::Nothing => continue,
            }
            before = Before::Nothing;
        }
        out
    }

    fn push(&mut self, kind: Kind, before: Before, span: Range<usize>) {
        let at = self.folded.len();
        self.tokens.push(Token {
            kind,
            before,
            capital: false,
            folded: at..at,
            span,
        });
    }

    fn longer(&mut self, end: usize) {
        let folded = self.folded.len();
        if let Some(token) = self.tokens.last_mut() {
            token.span.end = end;
            token.folded.end = folded;
        }
    }

    fn last(&self) -> Option<Kind> {
        self.tokens.last().map(|t| t.kind)
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(crate) fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The token before one.
    pub(crate) fn earlier(&self, at: usize) -> Option<&Token> {
        at.checked_sub(1).and_then(|at| self.get(at))
    }

    /// The word that stands there; empty when none does.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.get(at)
            .filter(|t| t.kind == Kind::Word)
            .map_or("", |t| &self.folded[t.folded.clone()])
    }

    /// The sign that stands there.
    pub(crate) fn sign(&self, at: usize) -> Option<char> {
        match self.get(at)?.kind {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// The number that stands there.
    pub(crate) fn number(&self, at: usize) -> Option<u32> {
        match self.get(at)?.kind {
            Kind::Number(value, _) => value,
            _ => None,
        }
    }

    /// How many digits stand there.
    pub(crate) fn digits(&self, at: usize) -> u8 {
        match self.get(at).map(|t| t.kind) {
            Some(Kind::Number(_, digits)) => digits,
            _ => 0,
        }
    }

    /// Whether a token is written together with the one before it.
    pub(crate) fn glued(&self, at: usize) -> bool {
        self.get(at).is_some_and(|t| t.before == Before::Nothing)
    }

    /// Where some tokens stand in the text.
    pub(crate) fn span(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.get(tokens.start).map_or(0, |t| t.span.start);
        let end = tokens.end.checked_sub(1).and_then(|at| self.get(at));
        start..end.map_or(start, |t| t.span.end.max(start))
    }

    /// The token behind a phrase that stands there: words with one blank between them, signs as
    /// themselves. Hyphens, apostrophes, slashes and full stops inside words (`as-soon`, `l'heure`, `z.s.m`, `24/7`) may
    /// stand between them.
    pub(crate) fn phrase(&self, mut at: usize, phrase: &str) -> Option<usize> {
        for (count, part) in phrase.split(' ').enumerate() {
            while count > 0
                && matches!(self.sign(at), Some('-' | '\'' | '.' | '/' | '+'))
                && self.glued(at)
                && self.glued(at + 1)
            {
                at += 1;
            }
            let fits = match part.strip_suffix('*') {
                Some(stem) => self.word(at).starts_with(stem),
                None if part.starts_with(|c: char| c.is_ascii_digit()) => {
                    self.number(at).is_some_and(|n| part.parse() == Ok(n))
                }
                None => self.word(at) == part,
            };
            if !fits || self.word(at).is_empty() && self.number(at).is_none() {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The longest of some phrases that stands there.
    pub(crate) fn any(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        // Most phrases begin with other letters.
        let [first, second] = match self.word(at).as_bytes() {
            [] if self.number(at).is_none() => return None,
            [] => {
                let figures = phrases
                    .iter()
                    .filter(|p| p.as_bytes().first().is_some_and(u8::is_ascii_digit));
                return figures.filter_map(|p| self.phrase(at, p)).max();
            }
            [first] => [*first, 0],
            [first, second, ..] => [*first, *second],
        };
        let mut longest = None;
        for phrase in phrases {
            let bytes = phrase.as_bytes();
            if bytes.first() != Some(&first) {
                continue;
            }
            let next = bytes.get(1).copied().unwrap_or(b' ');
            if next == second || next == b' ' || next == b'*' {
                longest = longest.max(self.phrase(at, phrase));
            }
        }
        longest
    }
}

/// Whether a word is one of a list, which has one blank between its words.
pub(crate) fn one_of(word: &str, list: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|w| w == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let text = Text::new(text);
        (0..text.len())
            .map(|at| match text.get(at).unwrap().kind {
                Kind::Word => text.word(at).to_owned(),
                Kind::Number(value, _) => format!("{value:?}"),
                Kind::Raised(value) => format!("^{value}"),
                Kind::Sign(sign) => sign.to_string(),
                Kind::Masked => "mask".to_owned(),
            })
            .collect()
    }

    #[test]
    fn what_looks_alike_is_alike() {
        assert_eq!(shown("Größe l\u{2019}été"), ["grosse", "l", "'", "ete"]);
        assert_eq!(
            shown("\u{ff19}\u{ff1a}\u{ff10}\u{ff10}\u{2013}5pm"),
            ["Some(9)", ":", "Some(0)", "-", "Some(5)", "pm"]
        );
        assert_eq!(
            shown("9\u{fe0f}\u{20e3} \u{1f550}\u{1f551} 8\u{2070}\u{2070}"),
            ["Some(9)", "\u{2022}", "Some(8)", "^0"]
        );
        assert_eq!(shown("\u{1d5e0}\u{1d5fc}\u{1d5fb}"), ["mon"]);
        assert_eq!(shown("12345678901"), ["None"]);
    }

    #[test]
    fn what_was_read_already_is_one_token() {
        let text = Text::without("call 0800-1730 now", std::slice::from_ref(&(5..14)));
        assert_eq!(text.len(), 3);
        assert_eq!(text.get(1).unwrap().span, 5..14);
    }

    #[test]
    fn phrases_span_hyphens_and_apostrophes() {
        let text = Text::new("As-soon-as possible dans l'heure z.s.m.");
        assert_eq!(text.phrase(0, "as soon as possible"), Some(6));
        assert_eq!(text.phrase(6, "dans l heure"), Some(10));
        assert_eq!(text.phrase(10, "z s m"), Some(15));
        assert_eq!(text.phrase(0, "as soon at"), None);
    }
}
