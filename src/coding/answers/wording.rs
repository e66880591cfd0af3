//! Shares of one wording that stand in another.

use super::key::Key;
use super::overlap::{found, told};
use super::said::{Said, Word};
use super::substance::is_figure;
use crate::model::Expects;
use std::collections::BTreeSet;

/// A sign that is there or not.
pub(super) fn is(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}

pub(super) fn ln(n: usize) -> f32 {
    (n as f32 + 1.0).ln()
}

/// A share; of nothing it is nothing.
pub(super) fn share(part: f32, all: f32) -> f32 {
    if all > 0.0 { part / all } else { 0.0 }
}

/// How much of some words of one stands in the other, by weight.
pub(super) fn recall(one: &Said, other: &Said, counts: impl Fn(&Word) -> bool, exact: bool) -> f32 {
    let (mut there, mut all) = (0.0, 0.0);
    for (at, word) in one.words.iter().enumerate() {
        if one.find(word.hash) != Some(at) || !counts(word) {
            continue;
        }
        all += word.weight;
        let how = if exact {
            is(other.find(word.hash).is_some())
        } else {
            found(one, at, other).map_or(0.0, |(_, how)| how)
        };
        there += how * word.weight;
    }
    share(there, all)
}

/// How figures of one stand in the other: how many there are, whether all stand there, whether none does.
pub(super) fn figures(one: &Said, other: &Said, counts: impl Fn(&Word) -> bool) -> (usize, usize) {
    let all: BTreeSet<u32> = one
        .words
        .iter()
        .filter(|w| counts(w))
        .map(|w| w.hash)
        .collect();
    let there = all.iter().filter(|h| other.find(**h).is_some()).count();
    (all.len(), there)
}

/// The words that are looked for letter by letter: with no article ahead.
pub(super) fn letters(said: &Said) -> String {
    let words = told(said).map(|w| &said.letters[w.at.clone()]);
    words.collect::<Vec<_>>().join(" ")
}

/// How likely something is of which some signs speak, each with its weight.
pub(super) fn likely<const N: usize>(signs: &[f32; N], weights: &[f32; N]) -> f32 {
    let sum: f32 = signs.iter().zip(weights).map(|(s, w)| s * w).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// What facts say, in natural logarithms of odds, where facts are typed, and where they are not.
const TYPED: f32 = 4.0;
const COUNTED: f32 = 1.5;
const UNTYPED: f32 = 0.3;

impl Key {
    /// Whether an answer to a question is a fact of a type, which its words alone do not tell.
    pub(super) fn is_typed(&self) -> bool {
        match self.expects() {
            Some(Expects::YesNo) => self.whether,
            // Dates and plain numbers are words like others.
            Some(Expects::Date | Expects::Count) | None => false,
            Some(expects) => is_figure(expects),
        }
    }

    /// How much is believed of what facts say beside what words say.
    pub(super) fn trust(&self) -> f32 {
        match self.expects() {
            Some(Expects::Count) => COUNTED,
            _ if self.is_typed() => TYPED,
            _ => UNTYPED,
        }
    }
}

/// A share and something that speaks for it or against it, in natural logarithms of odds.
pub(super) fn both(share: f32, says: f32) -> f32 {
    let share = share.clamp(1e-4, 1.0 - 1e-4);
    let sum = (share / (1.0 - share)).ln() + says;
    1.0 / (1.0 + (-sum).exp())
}
