//! A question as a key to answers: what it wants, and by which words its answer is known.

use super::claims::claims;
use super::message::{Message, about};
use super::said::Said;
use super::value::Value;
use super::wants::{Part, Wants, wants};
use crate::coding::facts::{Kind, Text};
use crate::lexicon::{self, Term};
use crate::model::{Expects, Language, Tolerance};

/// What is known of a question before any answer is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The question as it was put.
    pub question: &'a str,
    /// Its language, where it is known.
    pub language: Option<Language>,
    /// What it wants, where a codebook says so.
    pub expects: Option<Expects>,
    /// Words that stand near the part of the answer that counts.
    pub slot: Option<&'a str>,
    /// How far a figure may be off.
    pub tolerance: Option<Tolerance>,
}

/// A question, ready for reading answers to it.
#[derive(Debug, Clone)]
pub struct Key {
    pub(super) language: Language,
    pub(super) wants: Wants,
    /// What it is about, sorted by term; each with its weight.
    pub(super) terms: Vec<(Term, f32)>,
    /// The sum of the weights.
    pub(super) total: f32,
    pub(super) tolerance: Option<Tolerance>,
    /// The values that the question itself names: no answer to it.
    pub(super) given: Vec<Value>,
    /// Its words, sorted.
    pub(super) asked: Vec<(u32, u32)>,
    /// Whether it asks when, how many, who, where, which.
    pub(super) asks: [bool; 5],
    /// Whether it surely wants yes or no, where it wants that: a codebook says so, or a question mark does.
    pub(super) whether: bool,
    /// What speaks for words of its answer.
    #[doc(hidden)]
    pub bonds: Vec<u32>,
}

/// What was said before the question counts half; the words of its slot, twice.
const CONTEXT: f32 = 0.5;
const SLOT: f32 = 2.0;

impl Key {
    /// Reads a question.
    #[must_use]
    pub fn new(asked: &Asked<'_>) -> Self {
        let words = lexicon::tokens(asked.question);
        let language = asked
            .language
            .or_else(|| lexicon::language(&words))
            .unwrap_or_default();
        let text = Text::new(asked.question);
        let parts = parts(&text);
        let mut wants = wants(&text, &parts);
        if let Some(expects) = asked.expects {
            wants.also.retain(|e| *e != expects);
            if let Some(first) = wants.first.filter(|first| *first != expects) {
                wants.also.insert(0, first);
            }
            wants.first = Some(expects);
        }
        let any_asks = parts.iter().any(|(_, asks)| *asks);
        let mut terms: Vec<(Term, f32)> = Vec::new();
        let mut add = |said: &str, factor: f32| {
            for term in about(said, language) {
                let weight = factor * lexicon::weight(term);
                match terms.iter_mut().find(|(t, _)| *t == term) {
                    Some((_, held)) => *held = held.max(weight),
                    None => terms.push((term, weight)),
                }
            }
        };
        for (range, asks) in &parts {
            let said = &asked.question[text.span(range.clone())];
            add(said, if *asks || !any_asks { 1.0 } else { CONTEXT });
        }
        if let Some(slot) = asked.slot {
            add(slot, SLOT);
        }
        terms.sort_unstable_by_key(|(term, _)| *term);
        let said: Vec<Term> = terms.iter().map(|(term, _)| *term).collect();
        let bonds = super::site::asked(&said, wants.first);
        let total: f32 = terms.iter().map(|(_, weight)| weight).sum();
        Self {
            language,
            wants,
            terms,
            total: total.max(0.3),
            tolerance: asked.tolerance,
            given: claims(&Message::new(asked.question, language))
                .into_iter()
                .map(|claim| claim.value)
                .collect(),
            asked: Said::question(asked.question, &text).sorted,
            asks: asks(&words),
            whether: asked.expects.is_some() || any_asks,
            bonds,
        }
    }

    /// What the question wants first of all, as a codebook or its words say.
    #[must_use]
    pub fn expects(&self) -> Option<Expects> {
        self.wants.first
    }

    /// The weight of a term in the question.
    pub(super) fn weight(&self, term: Term) -> Option<f32> {
        let at = self.terms.binary_search_by_key(&term, |(t, _)| *t).ok()?;
        Some(self.terms[at].1)
    }
}

/// Whether a question asks when, how many, who, where, which.
fn asks(words: &[String]) -> [bool; 5] {
    let any = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    [
        any(&["when", "year", "date", "wanneer", "quand", "wann"]),
        any(&[
            "many", "much", "number", "old", "long", "far", "tall", "hoeveel", "combien", "wieviel",
        ]),
        any(&["who", "whom", "whose", "wie", "qui", "wer"]),
        any(&["where", "waar", "wo", "country", "city", "state"]),
        any(&[
            "which", "welk", "welke", "quel", "quelle", "welche", "welcher",
        ]),
    ]
}

/// The sentences of a question.
fn parts(text: &Text) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut start = 0;
    for at in 0..text.len() {
        let sign = text.sign(at);
        let ends = match sign {
            Some('?' | '!') => true,
            Some('.') => !text.glued(at + 1),
            _ => false,
        };
        let line = text.get(at + 1).is_some_and(|t| {
            t.before == crate::coding::facts::Before::Line && t.kind != Kind::Masked
        });
        if ends || line || at + 1 == text.len() {
            parts.push((start..at + 1, sign == Some('?')));
            start = at + 1;
        }
    }
    parts
}
