//! A reply cut into sentences, with its greeting and its closing set apart.

use crate::coding::facts::{Before, Kind, Text};
use crate::model::Language;
use std::ops::Range;

/// A line shorter than this ends where its writer ended it; a longer one may have been wrapped.
const WRAPPED: usize = 55;

/// A reply, ready for the coders of one criterion each.
pub(super) struct Read<'t> {
    /// The whole text.
    pub text: &'t str,
    /// Its tokens; links are one token each.
    pub tokens: Text,
    /// The tokens of each sentence, without the sign behind it.
    pub sentences: Vec<Range<usize>>,
    /// Whether a question mark stands behind each.
    pub asks: Vec<bool>,
    /// The language it is read in.
    pub language: Language,
    /// What is said between greeting and closing, in bytes.
    pub body: Range<usize>,
}

impl<'t> Read<'t> {
    /// Reads a text in which links stand at `links`.
    pub fn new(text: &'t str, links: &[Range<usize>], language: Language) -> Self {
        let tokens = Text::without(text, links);
        let (mut sentences, mut asks) = (Vec::new(), Vec::new());
        let mut start = 0;
        for at in 0..tokens.len() {
            let broken = at > start && breaks(text, &tokens, at);
            let ends = is_end(&tokens, at);
            if broken {
                sentences.push(start..at);
                asks.push(false);
                start = at;
            }
            if ends {
                if at > start {
                    sentences.push(start..at);
                    asks.push(tokens.sign(at) == Some('?'));
                } else if tokens.sign(at) == Some('?')
                    && let Some(last) = asks.last_mut()
                {
                    *last = true;
                }
                start = at + 1;
            }
        }
        if start < tokens.len() {
            sentences.push(start..tokens.len());
            asks.push(false);
        }
        Self {
            text,
            tokens,
            sentences,
            asks,
            language,
            body: 0..text.len(),
        }
    }

    /// Where some tokens stand in the text.
    pub fn span(&self, tokens: Range<usize>) -> Range<usize> {
        self.tokens.span(tokens)
    }

    /// Whether a sentence is neither greeting nor closing.
    pub fn is_body(&self, sentence: &Range<usize>) -> bool {
        let span = self.span(sentence.clone());
        span.end > self.body.start && span.start < self.body.end
    }
}

/// Whether a sentence ends at the break of line before a token.
fn breaks(text: &str, tokens: &Text, at: usize) -> bool {
    let (Some(token), Some(before)) = (tokens.get(at), tokens.earlier(at)) else {
        return false;
    };
    if token.before != Before::Line {
        return false;
    }
    let gap = text
        .get(before.span.end..token.span.start)
        .unwrap_or_default();
    let start = before.span.end.saturating_sub(4 * WRAPPED);
    let line = text
        .get(text.floor_char_boundary(start)..before.span.end)
        .and_then(|l| l.rsplit('\n').next())
        .unwrap_or_default();
    let blank = gap.matches('\n').count() > 1 || gap.matches('\r').count() > 1;
    let signed = matches!(before.kind, Kind::Sign(_) | Kind::Masked);
    blank || line.chars().count() < WRAPPED || token.capital || signed || token.kind != Kind::Word
}

/// Whether a sentence ends at a sign.
fn is_end(tokens: &Text, at: usize) -> bool {
    match tokens.sign(at) {
        Some('!' | '?' | '\u{2022}') => true,
        Some('.') => {
            // 9.30, e.g., z.B., M. van Loon, nr. 5
            if tokens
                .get(at + 1)
                .is_some_and(|t| t.before == Before::Nothing)
                && tokens.sign(at + 1).is_none()
            {
                return false;
            }
            let word = at.checked_sub(1).map_or("", |b| tokens.word(b));
            let short = word.len() == 1 && tokens.glued(at);
            let next_capital = tokens.get(at + 1).is_some_and(|t| t.capital);
            !(short || TITLES.contains(&word) || ABBREVIATIONS.contains(&word) && !next_capital)
        }
        _ => false,
    }
}

/// Shortened words that stand before a name.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "dhr", "mevr", "mw", "st", "prof", "hr", "fr", "drs", "ing", "mme",
];

/// Shortened words within a sentence.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "approx", "incl", "excl", "inkl", "exkl", "max", "min", "no", "nr", "tel", "evt", "evtl",
    "bijv", "bv", "bzw", "ggf", "ca", "usw", "etc", "enz", "zzgl", "vgl", "str", "art", "mind",
    "std", "sec", "dept", "ext", "vs", "ref", "fig", "abs", "resp", "ev", "i.v.m", "ivm", "mio",
    "tfn", "env", "cf", "obs", "av", "bd", "rue", "tsd", "zgn", "zog", "gem", "ums", "wg", "u",
    "o", "p", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "oct", "nov",
    "dec", "dez", "janv", "fevr", "avr", "juil", "mo", "di", "mi", "do", "fr", "sa", "so", "mon",
    "tue", "wed", "thu", "fri", "sat", "sun", "hrs", "hr", "mins", "wk", "wkn", "gr", "kg",
    "ordernr", "klantnr", "bestelnr", "km", "tj", "exp",
];
