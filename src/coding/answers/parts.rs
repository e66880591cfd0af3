//! The sentences of a reply as other replies see them: what each is about, and how two of them meet.

use super::key::Key;
use super::locate::Nearness;
use super::message::Message;
use super::overlap::in_both;
use super::polarity::leaning;
use super::senses::senses;
use crate::coding::facts::Kind;
use crate::lexicon::{self, Term};
use crate::model::Language;

/// No more sentences of a reply are held against those of another.
const MOST: usize = 32;

/// A sentence of a reply.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// What it is about, sorted, with its weight; and whether the question says it too.
    pub terms: Vec<(Term, f32, bool)>,
    /// The sum of the weights of what the question does not say, and of all.
    pub mass: f32,
    pub whole: f32,
    /// How much of the question is named in it or shortly before.
    pub near: f32,
    /// Whether it states nothing: it asks, or says when somebody will come back.
    pub aside: bool,
    /// How often it denies or restricts, twice cancels out.
    pub denies: bool,
    /// How much rather yes than no.
    pub yes: f32,
}

/// How two sentences meet.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Meeting {
    /// What they share beside what the question says, 0 to 1; and with it.
    pub new: f32,
    pub all: f32,
}

/// The sentences of a message; and the senses of each.
pub(super) fn parts(
    message: &Message<'_>,
    near: &Nearness,
    asides: &[bool],
    key: &Key,
    language: Language,
) -> (Vec<Part>, Vec<u32>) {
    let mut bits = Vec::new();
    let mut parts = Vec::new();
    for (nth, sentence) in message.sentences.iter().enumerate() {
        let text = &message.tokens;
        bits.push(senses(
            text,
            sentence.tokens.clone(),
            sentence.asks,
            language,
        ));
        if parts.len() >= MOST {
            continue;
        }
        let (mut mass, mut whole) = (0.0, 0.0);
        let terms: Vec<(Term, f32, bool)> = sentence
            .terms
            .iter()
            .map(|term| {
                let asked = key.weight(*term);
                let weight = lexicon::weight(*term);
                whole += weight;
                if asked.is_none() {
                    mass += weight;
                }
                (*term, weight, asked.is_some())
            })
            .collect();
        let denials = sentence
            .tokens
            .clone()
            .filter(|at| {
                text.get(*at).is_some_and(|t| t.kind == Kind::Word) && is_denial(text.word(*at))
            })
            .count();
        parts.push(Part {
            terms,
            mass,
            whole,
            near: near.carried.get(nth).copied().unwrap_or(0.0),
            aside: asides.get(nth).copied().unwrap_or(false),
            denies: denials % 2 == 1,
            yes: leaning(text, sentence.tokens.clone()).yes,
        });
    }
    (parts, bits)
}

pub(super) fn is_denial(word: &str) -> bool {
    matches!(
        word,
        "not"
            | "no"
            | "cannot"
            | "t"
            | "never"
            | "nor"
            | "without"
            | "unable"
            | "none"
            | "nothing"
            | "niet"
            | "geen"
            | "nooit"
            | "zonder"
            | "niets"
            | "pas"
            | "aucun"
            | "aucune"
            | "jamais"
            | "rien"
            | "sans"
            | "nicht"
            | "kein"
            | "keine"
            | "keinen"
            | "keiner"
            | "keinem"
            | "nie"
            | "niemals"
            | "nichts"
            | "ohne"
            | "impossible"
            | "only"
            | "alleen"
            | "nur"
            | "uniquement"
            | "seulement"
            | "ausschliesslich"
            | "uitsluitend"
            | "except"
            | "sauf"
            | "ausser"
            | "behalve"
    )
}

impl Part {
    /// How it meets another: of what both say, against what they say together.
    pub fn meets(&self, other: &Self) -> Meeting {
        let (mut new, mut all) = (0.0f32, 0.0f32);
        for term in in_both(&self.terms, &other.terms, |t| t.0) {
            all += term.1;
            if !term.2 {
                new += term.1;
            }
        }
        // Of a sentence of a word or two one may be shared by chance.
        Meeting {
            new: 2.0 * new / (self.mass + other.mass + 1.0),
            all: 2.0 * all / (self.whole + other.whole + 1.0),
        }
    }
}

/// How much of what some sentences say beside the question others say too, 0 to 1.
pub(super) fn contained(these: &[Part], others: &[Part]) -> f32 {
    let (mut found, mut sum) = (0.0f32, 0.0f32);
    for part in these.iter().filter(|p| !p.aside) {
        for (term, weight, asked) in &part.terms {
            if *asked {
                continue;
            }
            let weight = weight * (0.3 + part.near);
            sum += weight;
            let says =
                |o: &Part| !o.aside && o.terms.binary_search_by_key(term, |(t, ..)| *t).is_ok();
            if others.iter().any(says) {
                found += weight;
            }
        }
    }
    if sum > 0.0 { found / sum } else { 0.0 }
}
