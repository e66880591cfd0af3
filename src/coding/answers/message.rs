//! A reply cut into sentences, each with what it is about.

use super::mask::{Masked, masked};
use crate::coding::facts::{Before, Kind, Text};
use crate::lexicon::{self, Term};
use crate::model::Language;
use std::ops::Range;

/// No more of a reply is read, in bytes; nor more of its sentences.
const MOST: usize = 20_000;
const MOST_SENTENCES: usize = 400;
/// A shorter line ends its sentence without a full stop.
const SHORT_LINE: usize = 48;

/// One sentence, list item or heading.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes in the reply.
    pub span: Range<usize>,
    /// Whether it asks.
    pub asks: bool,
    /// Whether it leads on to what follows: it ends in a colon.
    pub leads: bool,
    /// Whether it begins a paragraph.
    pub begins_paragraph: bool,
    /// What it is about, sorted.
    pub terms: Vec<Term>,
}

/// A reply ready for reading.
#[derive(Debug)]
pub(super) struct Message<'t> {
    pub text: &'t str,
    pub tokens: Text,
    pub sentences: Vec<Sentence>,
    pub masked: Masked,
}

impl<'t> Message<'t> {
    /// Cuts a reply up; what is too long is read only as far as its bound.
    pub fn new(text: &'t str, language: Language) -> Self {
        let text = &text[..text.floor_char_boundary(MOST)];
        let masked = masked(text);
        let tokens = Text::without(text, &masked.places);
        let mut message = Self {
            text,
            tokens,
            sentences: Vec::new(),
            masked,
        };
        message.cut();
        for sentence in &mut message.sentences {
            sentence.terms = about(&text[sentence.span.clone()], language);
        }
        message
    }

    fn cut(&mut self) {
        let tokens = &self.tokens;
        let mut start = 0;
        let mut paragraph = true;
        let mut line_start = 0;
        for at in 0..tokens.len() {
            if self.sentences.len() >= MOST_SENTENCES {
                return;
            }
            let Some(token) = tokens.get(at) else { break };
            if token.before == Before::Line && at > start {
                let gap = self.gap(at);
                let blank = gap.matches('\n').count() > 1;
                let item = matches!(token.kind, Kind::Sign('*' | '\u{2022}' | '-' | '>'))
                    || tokens.number(at).is_some()
                        && matches!(tokens.sign(at + 1), Some('.' | ')'))
                        && tokens.glued(at + 1);
                let length = token.span.start.saturating_sub(line_start);
                if blank || item || length < SHORT_LINE {
                    self.sentences.push(sentence(tokens, start..at, paragraph));
                    start = at;
                    paragraph = blank;
                }
            }
            if token.before == Before::Line {
                line_start = token.span.start;
            }
            if self.ends(at) && at + 1 < tokens.len() {
                self.sentences
                    .push(sentence(tokens, start..at + 1, paragraph));
                start = at + 1;
                paragraph = self.gap(at + 1).matches('\n').count() > 1;
            }
        }
        if start < tokens.len() {
            self.sentences
                .push(sentence(tokens, start..tokens.len(), paragraph));
        }
    }

    /// What stands before a token and belongs to none.
    fn gap(&self, at: usize) -> &str {
        let from = self.tokens.earlier(at).map_or(0, |t| t.span.end);
        let to = self.tokens.get(at).map_or(from, |t| t.span.start);
        self.text.get(from..to).unwrap_or_default()
    }

    /// Whether a sentence ends with a token.
    fn ends(&self, at: usize) -> bool {
        let tokens = &self.tokens;
        let next_is_glued = tokens.glued(at + 1);
        match tokens.sign(at) {
            Some('!' | '?') => !matches!(tokens.sign(at + 1), Some('!' | '?' | '.')),
            Some(';') => true,
            Some('.') => {
                if next_is_glued {
                    return false;
                }
                let Some(before) = at.checked_sub(1) else {
                    return false;
                };
                let word = tokens.word(before);
                if is_abbreviation(word) || tokens.sign(before) == Some('.') && tokens.glued(at) {
                    return tokens.sign(before) == Some('.');
                }
                // `am 3. Mai`
                let ordinal = tokens.number(before).is_some_and(|n| n <= 31)
                    && !tokens.word(at + 1).is_empty()
                    && tokens.digits(before) <= 2
                    && is_month(tokens.word(at + 1));
                !ordinal
            }
            // Pictographs end what stands before them.
            Some('\u{2022}') => tokens.get(at).is_none_or(|t| t.before != Before::Line),
            _ => false,
        }
    }

    /// How many words a sentence has.
    pub fn words(&self, sentence: &Sentence) -> usize {
        let is_word = |at: &usize| !self.tokens.word(*at).is_empty();
        sentence.tokens.clone().filter(is_word).count()
    }
}

fn sentence(tokens: &Text, range: Range<usize>, begins_paragraph: bool) -> Sentence {
    let last = range.end.saturating_sub(1);
    let signs = (range.start..range.end).rev().take(3);
    let asks = signs.clone().any(|at| tokens.sign(at) == Some('?'));
    Sentence {
        span: tokens.span(range.clone()),
        asks,
        leads: tokens.sign(last) == Some(':'),
        begins_paragraph,
        terms: Vec::new(),
        tokens: range,
    }
}

/// What a text is about, sorted.
pub(super) fn about(text: &str, language: Language) -> Vec<Term> {
    let mut terms = lexicon::terms_of(text, language);
    terms.sort_unstable();
    terms
}

fn is_month(word: &str) -> bool {
    matches!(
        word,
        "januar"
            | "janner"
            | "februar"
            | "marz"
            | "april"
            | "mai"
            | "juni"
            | "juli"
            | "august"
            | "september"
            | "oktober"
            | "november"
            | "dezember"
    )
}

/// A full stop behind these ends no sentence.
fn is_abbreviation(word: &str) -> bool {
    word.len() == 1 && !matches!(word, "i" | "u" | "x")
        || matches!(
            word,
            "mr" | "mrs"
                | "ms"
                | "dr"
                | "st"
                | "no"
                | "nr"
                | "bzw"
                | "ca"
                | "approx"
                | "art"
                | "tel"
                | "incl"
                | "inkl"
                | "max"
                | "bijv"
                | "bv"
                | "evt"
                | "etc"
                | "eg"
                | "ie"
                | "dhr"
                | "mevr"
                | "mw"
                | "zb"
                | "usw"
                | "ggf"
                | "evtl"
                | "zzgl"
                | "excl"
                | "exkl"
                | "mind"
                | "hr"
                | "fr"
                | "ref"
                | "std"
                | "min"
                | "resp"
                | "env"
                | "vs"
                | "abs"
                | "str"
                | "jl"
                | "o"
                | "resp."
        )
}
