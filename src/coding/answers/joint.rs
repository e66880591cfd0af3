//! Two replies clause by clause: which clause of the one and which of the other speak of the same, and what the two say there.

use super::key::Key;
use super::overlap::in_both;
use super::reading::Reading;
use super::site::beside_weights;
use super::substance::is_figure;
use super::value::{Alike, alike};
use crate::lexicon::Term;
use crate::model::Expects;
use std::ops::Range;

/// So many of the likeliest clauses of a reply are held against those of another.
const MOST: usize = 6;
/// How much more likely two clauses answer together that say the same words.
const TOGETHER: f32 = 2.5;
/// A yes or no that is stronger is one.
const CLEAR: f32 = 0.7;

/// How many signs two replies give clause by clause.
pub(super) const SIGNS: usize = 21;

/// How many signs others give of a clause.
pub(super) const BESIDE: usize = 11;

/// A clause that may answer.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// What it is about, sorted, with its weight; without what the question says.
    pub terms: Vec<(Term, f32)>,
    /// The sum of the weights.
    pub mass: f32,
    /// How likely it is the one that answers.
    pub share: f32,
    /// How much rather yes than no; with the rest of its sentence.
    pub yes: f32,
    /// Whether it denies.
    pub denies: bool,
    /// How much of the question it names, with the rest of its sentence; and how much else.
    pub named: f32,
    pub foreign: f32,
    /// Its values among those of the reply.
    pub values: Range<usize>,
    /// Its bytes.
    pub span: Range<usize>,
}

impl Spot {
    /// How much two clauses have in common beside the question, 0 to 1.
    fn shared(&self, other: &Self) -> f32 {
        let sum = in_both(&self.terms, &other.terms, |t| t.0).fold(0.0, |sum, t| sum + t.1);
        2.0 * sum / (self.mass + other.mass + 1.0)
    }
}

/// The likeliest clauses of some, in order.
pub(super) fn likeliest(mut all: Vec<Spot>) -> Vec<Spot> {
    if all.len() > MOST {
        let mut shares: Vec<f32> = all.iter().map(|s| s.share).collect();
        shares.sort_unstable_by(|a, b| b.total_cmp(a));
        let least = shares[MOST - 1];
        all.retain(|s| s.share >= least);
        all.truncate(MOST);
    }
    all
}

impl Key {
    /// How two replies stand to each other clause by clause; the same in either order.
    #[must_use]
    pub(super) fn joint(&self, a: &Reading, b: &Reading) -> [f32; SIGNS] {
        let mut out = [0.0f32; SIGNS];
        let expects = self.expects();
        // A yes or no is nothing where a figure was asked for, and figures of any kind count where none was.
        let whether = !expects.is_some_and(is_figure);
        let (mut sum, mut best) = (0.0f32, 0.0f32);
        let mut top = [0.0f32; 4];
        for x in &a.spots {
            for y in &b.spots {
                let shared = x.shared(y);
                let (exact, other) = self.values_of((a, x), (b, y), expects);
                let weight = x.share * y.share * (TOGETHER * shared).exp();
                sum += weight;
                let (yx, yy) = (x.yes.clamp(-2.0, 2.0), y.yes.clamp(-2.0, 2.0));
                let opposed = whether && yx * yy < 0.0 && yx.abs().min(yy.abs()) > CLEAR;
                let agreed = whether && yx * yy > 0.0 && yx.abs().min(yy.abs()) > CLEAR;
                let is = |yes: bool| if yes { weight } else { 0.0 };
                out[0] += is(exact == Some(Alike::Same));
                out[1] += is(exact == Some(Alike::Near));
                out[2] += is(exact == Some(Alike::Other));
                out[3] += is(other == Some(Alike::Same));
                out[4] += is(other == Some(Alike::Other));
                out[5] += is(whether) * yx * yy;
                out[6] += is(opposed);
                out[7] += is(agreed);
                out[8] += is(whether && x.denies != y.denies);
                out[9] += weight * shared;
                out[10] += is(whether && x.denies != y.denies) * shared;
                out[17] += weight * x.named.min(y.named);
                out[18] += weight * (x.named - y.named).abs();
                out[19] += weight * x.foreign.max(y.foreign);
                out[20] += is(exact == Some(Alike::Other)) * shared;
                let one =
                    |found: Option<Alike>, how: Alike| f32::from(u8::from(found == Some(how)));
                let now = [
                    one(exact, Alike::Same),
                    one(exact, Alike::Other),
                    f32::from(u8::from(opposed)),
                    shared,
                ];
                if weight > best {
                    best = weight;
                    top = now;
                } else if weight >= best && best > 0.0 {
                    // Of two as likely neither stands first.
                    for (held, more) in top.iter_mut().zip(now) {
                        *held = held.min(more);
                    }
                }
            }
        }
        if sum > 0.0 {
            for sign in &mut out {
                *sign /= sum;
            }
        }
        out[11..15].copy_from_slice(&top);
        out[15] = (1.0 - a.nowhere) * (1.0 - b.nowhere);
        out[16] = (1.0 - a.nowhere).min(1.0 - b.nowhere);
        out
    }

    /// What other replies and what is known to be right say of each clause of a reply, and of none of them: the last.
    #[doc(hidden)]
    #[must_use]
    pub fn beside_spots(
        &self,
        right: &[Reading],
        alone: &[Reading],
        nth: usize,
    ) -> Vec<[f32; BESIDE]> {
        let Some(one) = alone.get(nth) else {
            return Vec::new();
        };
        let expects = self.expects();
        let whether = !expects.is_some_and(is_figure);
        let ln = |share: f32| share.clamp(1e-4, 1.0).ln();
        let mut out = Vec::with_capacity(one.spots.len() + 1);
        for x in &one.spots {
            let mut signs = [0.0f32; BESIDE];
            signs[0] = ln(x.share);
            let against = |other: &Reading| -> [f32; 4] {
                let mut most = [0.0f32; 4];
                for y in &other.spots {
                    let (exact, more) = self.values_of((one, x), (other, y), expects);
                    let found = if whether { nearest(exact, more) } else { exact };
                    let is = |how: Alike| f32::from(u8::from(found == Some(how)));
                    let shared = x.shared(y);
                    let now = [
                        is(Alike::Same),
                        is(Alike::Other) * shared,
                        shared,
                        is(Alike::Other),
                    ];
                    for (held, sign) in most.iter_mut().zip(now) {
                        *held = held.max(sign * y.share.sqrt());
                    }
                }
                most
            };
            for known in right.iter().take(1) {
                signs[1..5].copy_from_slice(&against(known));
            }
            let mut others = 0.0f32;
            for (n, other) in alone.iter().enumerate().take(2 * MOST) {
                if n != nth && !other.spots.is_empty() {
                    others += 1.0;
                    for (sign, more) in signs[5..9].iter_mut().zip(against(other)) {
                        *sign += more;
                    }
                }
            }
            for sign in &mut signs[5..9] {
                *sign /= others.max(1.0);
            }
            out.push(signs);
        }
        let mut none = [0.0f32; BESIDE];
        none[0] = ln(one.nowhere);
        none[9] = 1.0;
        none[10] = f32::from(u8::from(!right.is_empty()));
        out.push(none);
        out
    }

    /// A reply read again in the light of the others and of what is known to be right: which of its clauses answers.
    pub(super) fn placed(
        &self,
        right: &[Reading],
        alone: &[Reading],
        nth: usize,
        reading: &mut Reading,
    ) {
        let signs = self.beside_spots(right, alone, nth);
        if signs.len() != reading.spots.len() + 1 {
            return;
        }
        let weights = beside_weights();
        let sums: Vec<f32> = signs
            .iter()
            .map(|signs| signs.iter().zip(weights).map(|(s, w)| s * w).sum())
            .collect();
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        let odds: Vec<f32> = sums.iter().map(|s| (s - most).exp()).collect();
        let all: f32 = odds.iter().sum();
        for (spot, odds) in reading.spots.iter_mut().zip(&odds) {
            let was = spot.share.max(1e-6);
            spot.share = odds / all;
            for located in &mut reading.located[spot.values.clone()] {
                located.share *= spot.share / was;
            }
        }
        reading.nowhere = odds.last().map_or(1.0, |o| o / all);
        reading.even_shares();
    }

    /// How the values of two clauses stand to each other: those of the kind that was asked for, and those of others.
    fn values_of(
        &self,
        (a, x): (&Reading, &Spot),
        (b, y): (&Reading, &Spot),
        expects: Option<Expects>,
    ) -> (Option<Alike>, Option<Alike>) {
        let (mut exact, mut other) = (None, None);
        for one in &a.located[x.values.clone()] {
            for two in &b.located[y.values.clone()] {
                let Some(how) = alike(&one.claim.value, &two.claim.value, self.tolerance) else {
                    continue;
                };
                let kind = one.claim.value.answers();
                let counts = kind == Expects::Count && !expects.is_some_and(is_figure);
                if Some(kind) == expects || counts {
                    exact = Some(nearer(exact, how));
                } else if kind != Expects::Count {
                    other = Some(nearer(other, how));
                }
            }
        }
        (exact, other)
    }
}

/// Of the values of the kind that was asked for and others the nearer.
const fn nearest(exact: Option<Alike>, other: Option<Alike>) -> Option<Alike> {
    match (exact, other) {
        (None, how) | (how, None) => how,
        (held, Some(how)) => Some(nearer(held, how)),
    }
}

const fn nearer(held: Option<Alike>, how: Alike) -> Alike {
    match (held, how) {
        (Some(Alike::Same), _) | (_, Alike::Same) => Alike::Same,
        (Some(Alike::Near), _) | (_, Alike::Near) => Alike::Near,
        _ => Alike::Other,
    }
}
