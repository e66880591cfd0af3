//! Where in a reply the question is answered: how likely each value is what was asked for.

use super::claims::Claim;
use super::clause::{Clause, measured};
use super::key::Key;
use super::message::Message;
use crate::lexicon::QuickSet;
use std::sync::LazyLock;

/// How many signs are looked at.
pub(super) const SIGNS: usize = 16;

/// What each sentence of a reply has to do with the question.
#[derive(Debug, Clone, Default)]
pub(super) struct Nearness {
    /// How much of the question it names.
    pub named: Vec<f32>,
    /// How much else it names.
    pub foreign: Vec<f32>,
    /// How much of the question all sentences together name; and of what weighs most in it.
    pub covered: f32,
    pub heaviest: f32,
    /// The same as `named` with what is left of the sentences before it, of which it may go on to speak.
    pub carried: Vec<f32>,
}

impl Nearness {
    /// Measures every sentence.
    pub fn new(message: &Message<'_>, key: &Key) -> Self {
        let mut out = Self::default();
        let (mut all, mut most) = (0.0f32, 0.0f32);
        let weighs = key.terms.iter().map(|(_, w)| *w).fold(0.0, f32::max);
        for (term, weight) in &key.terms {
            let mut sentences = message.sentences.iter().filter(|s| !s.asks);
            if sentences.any(|s| s.terms.binary_search(term).is_ok()) {
                all += weight;
                most = most.max(*weight);
            }
        }
        out.covered = all / key.total;
        out.heaviest = most / weighs.max(0.1);
        let mut before: f32 = 0.0;
        let mut heading: f32 = 0.0;
        for sentence in &message.sentences {
            let (named, foreign) = measured(&sentence.terms, key);
            if sentence.begins_paragraph {
                before *= 0.5;
            }
            let carried = named.max(0.6 * before).max(0.8 * heading);
            heading = if sentence.leads {
                named
            } else if sentence.begins_paragraph {
                0.0
            } else {
                heading
            };
            out.named.push(named);
            out.foreign.push(foreign);
            out.carried.push(carried);
            before = carried;
        }
        out
    }

    /// The most that any sentence names.
    pub fn most(&self) -> f32 {
        self.named.iter().copied().fold(0.0, f32::max)
    }
}

/// Words of how to reach the company and when it answers, which surround answers more often than they are one.
const CONTACT: &str = "reach call phone ring lines line chat reply respond respond replies open hours team office contact mailbox inbox \
    bereikbaar bellen telefonisch klantenservice antwoorden openingstijden reactie joignable appeler appelez telephone service equipe repondons \
    erreichbar anrufen hotline telefonisch kundenservice antworten erreichen rufen";

static CONTACTS: LazyLock<QuickSet<&'static str>> =
    LazyLock::new(|| CONTACT.split_whitespace().collect());

/// The signs by which a value is told from others of its kind; see [`WEIGHTS`].
pub(super) fn signs(
    message: &Message<'_>,
    near: &Nearness,
    clauses: &[Clause],
    claims: &[Claim],
    nth: usize,
) -> [f32; SIGNS] {
    let claim = &claims[nth];
    let kind = claim.value.answers();
    let alike = claims.iter().filter(|c| c.value.answers() == kind).count();
    let ahead = claims[..nth]
        .iter()
        .filter(|c| c.value.answers() == kind)
        .count();
    let clause = clauses
        .iter()
        .find(|c| c.tokens.start <= claim.token && claim.token < c.tokens.end);
    let s = claim.sentence;
    let at = |list: &[f32], i: usize| list.get(i).copied().unwrap_or(0.0);
    let before = s.checked_sub(1).map_or(0.0, |b| at(&near.carried, b));
    let named = at(&near.named, s);
    let is = |yes: bool| if yes { 1.0 } else { 0.0 };
    let contact = clause.is_some_and(|c| {
        let mut words = c.tokens.clone().map(|t| message.tokens.word(t));
        words.any(|w| CONTACTS.contains(w))
    });
    let sentence = message.sentences.get(s);
    [
        1.0,
        clause.map_or(0.0, |c| c.named),
        named,
        before,
        at(&near.carried, s),
        clause.map_or(0.0, |c| c.foreign.min(3.0)),
        at(&near.foreign, s).min(4.0),
        is(clause.is_some_and(|c| c.conditional)),
        is(claim.least),
        ahead as f32 / alike.max(1) as f32,
        is(ahead == 0),
        is(alike == 1),
        is(sentence.is_some_and(|s| s.asks)),
        is(contact),
        near.most() - named,
        is(s == 0 || s == 1),
    ]
}

/// Weights of the signs, set by hand: what was learnt on half of the labelled answers chose no better.
pub(super) const WEIGHTS: [f32; SIGNS] = [
    0.0, 0.8, 1.2, 0.2, 0.4, -0.2, 0.0, -0.2, -0.4, -1.2, 0.1, 0.0, -0.5, -0.4, -0.8, 0.0,
];

/// How likely a value is what was asked for, 0 to 1.
pub(super) fn likelihood(signs: &[f32; SIGNS]) -> f32 {
    let sum: f32 = signs.iter().zip(WEIGHTS).map(|(s, w)| s * w).sum();
    1.0 / (1.0 + (-sum).exp())
}
