//! How much each sentence of a reply has to do with the question.

use super::clause::measured;
use super::key::Key;
use super::message::Message;
use crate::lexicon::QuickSet;
use std::sync::LazyLock;

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

pub(super) static CONTACTS: LazyLock<QuickSet<&'static str>> =
    LazyLock::new(|| CONTACT.split_whitespace().collect());
