//! Whether two replies word the same: one number, from nothing to one.

use super::key::Key;
use super::overlap::{bigrams, found, initials, phrase, within};
use super::reading::Reading;
use super::said::{Said, Sort, Word};
use super::wording::{both, figures, is, letters, likely, ln, recall, share};
use crate::model::{Expects, Relation};

/// How many signs of two replies are looked at.
const SIGNS: usize = 56;

/// How much each sign speaks for it. Learnt by logistic regression: `benches/answers_words.py`.
#[rustfmt::skip]
const WEIGHTS: [f32; SIGNS] = [
    -0.76, -0.23, -0.95, 0.10, 1.55, 0.32, -0.57, -0.07,
    -0.25, 0.31, -0.03, 0.20, 1.08, 0.39, 0.07, 0.46,
    -0.19, 0.92, -0.33, -0.36, 0.17, 0.52, -1.29, -0.58,
    0.68, -0.44, 0.68, -0.21, 0.31, 0.84, -0.31, 0.21,
    -3.76, 1.91, -0.49, 0.34, 0.20, 0.62, -0.08, 0.04,
    1.06, 0.20, 2.37, 0.13, 0.85, -0.47, 0.51, 0.17,
    -0.48, 0.02, 0.29, -0.84, -0.20, 0.26, -1.86, -0.16,
];

/// What the other channels say of two of them: both are like the rest, or one is and the other is not.
const ALONE: f32 = 0.54;
const BOTH: f32 = 3.46;
const ONE: f32 = -0.9;
const BIAS: f32 = -1.13;
/// No more other channels are asked.
const OTHERS: usize = 16;

impl Key {
    /// How likely each two replies to one question say the same, 0 to 1, `[a][b]`. One number for every pair, in which less is less
    /// likely: what [`Key::relate`] says of the facts, and how the words stand to each other. The latter leads where a short
    /// answer of fact was asked for, the former where facts are typed. What the other replies say counts: two that are both
    /// like the rest are rather the same than two of which one stands alone.
    #[must_use]
    pub fn same(&self, readings: &[&Reading]) -> Vec<Vec<f32>> {
        let mut all = self.words_same(readings);
        let trust = self.trust();
        for a in 0..readings.len() {
            for b in a + 1..readings.len() {
                let verdict = self.relate(readings[a], readings[b]);
                let says = match verdict.code {
                    Relation::Agree => 1.0,
                    Relation::Contradict => -1.0,
                    Relation::Incomparable | Relation::Unsure => 0.0,
                };
                let says = says * f32::from(verdict.confidence) / 1000.0;
                all[a][b] = both(all[a][b], says * trust);
                all[b][a] = all[a][b];
            }
        }
        all
    }

    fn words_same(&self, readings: &[&Reading]) -> Vec<Vec<f32>> {
        let n = readings.len();
        let mut pairs = vec![vec![1.0f32; n]; n];
        for a in 0..n {
            for b in a + 1..n {
                let signs = self.same_signs(readings[a], readings[b]);
                pairs[a][b] = likely(&signs, &WEIGHTS);
                pairs[b][a] = pairs[a][b];
            }
        }
        let among = |(a, b)| if a == b { 1.0 } else { among(&pairs, a, b) };
        (0..n)
            .map(|a| (0..n).map(|b| among((a, b))).collect())
            .collect()
    }

    /// The signs of two replies beside each other; the same in either order.
    #[doc(hidden)]
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one list of signs")]
    pub fn same_signs(&self, one: &Reading, other: &Reading) -> [f32; SIGNS] {
        // The one that says less first.
        let size = |r: &Reading| {
            let novel = r.said.words.iter().filter(|w| !w.asked && !w.is_idle());
            (novel.count(), r.said.letters.len())
        };
        let (a, b) = if (size(one), &one.said.letters) <= (size(other), &other.said.letters) {
            (&one.said, &other.said)
        } else {
            (&other.said, &one.said)
        };
        let novel = |w: &Word| !w.asked && !w.is_idle();
        let figure = |w: &Word| w.is_figure() && !w.asked;
        let name = |w: &Word| w.sort == Sort::Name && !w.asked;
        let first = |w: &Word| novel(w) && w.sentence == 0;
        let year = |w: &Word| w.is_year() && !w.asked;
        let least = |x: f32, y: f32| (x.min(y), x.max(y));
        let all = (recall(a, b, novel, false), recall(b, a, novel, false));
        let exact = (recall(a, b, novel, true), recall(b, a, novel, true));
        let keys = (
            recall(a, b, Word::is_key, false),
            recall(b, a, Word::is_key, false),
        );
        let names = (recall(a, b, name, false), recall(b, a, name, false));
        let firsts = least(recall(a, b, first, false), recall(b, a, first, false));
        let (n_a, there_a) = figures(a, b, figure);
        let (n_b, there_b) = figures(b, a, figure);
        let (years_a, shared_a) = figures(a, b, year);
        let (years_b, shared_b) = figures(b, a, year);
        let count = |s: &Said, f: &dyn Fn(&Word) -> bool| s.words.iter().filter(|w| f(w)).count();
        let core = least(core(a, b), core(b, a));
        let brief = count(a, &novel) <= 4;
        let at = phrase(a, b);
        let [when, many, who, place, which] = self.asks;
        let numeric = is(when || many);
        let wanted = |w: &Word| {
            if when || many {
                w.is_figure() && !w.asked
            } else if who || place {
                w.sort == Sort::Name && !w.asked
            } else {
                w.is_key()
            }
        };
        let typed = (recall(a, b, wanted, false), recall(b, a, wanted, false));
        let (typed_a, typed_b) = (count(a, &wanted), count(b, &wanted));
        let leads = (lead(a, b, wanted), lead(b, a, wanted));
        let doubts = usize::from(a.doubts) + usize::from(b.doubts);
        let none = |r: &Reading| r.roles.not_known + r.roles.refuses + r.roles.elsewhere > 0;
        [
            1.0,
            all.0,
            all.1,
            exact.0,
            exact.1,
            is(all.0 >= 0.999),
            is(all.0 < 0.01),
            keys.0,
            keys.1,
            is(keys.0 >= 0.999),
            names.0,
            names.1,
            firsts.0,
            firsts.1,
            core.0,
            core.1,
            is(n_a > 0 && n_b > 0),
            is(n_a > 0 && n_b > 0 && there_a == 0),
            share(there_a.max(there_b) as f32, n_a.min(n_b).max(1) as f32).min(1.0),
            is(n_a > 0 && n_b > 0 && there_a < n_a && there_b < n_b),
            is(years_a > 0 && years_b > 0 && shared_a == 0 && shared_b == 0),
            is(shared_a > 0),
            numeric * is(n_a > 0 && n_b > 0 && there_a == 0),
            numeric * is(there_a > 0),
            is(count(a, &Word::is_key) == 0),
            is(brief),
            is(brief) * all.0,
            is(at.is_some()),
            within(&letters(a), &b.letters),
            bigrams(a, b),
            ln(count(a, &novel)) / 3.0,
            ln(count(b, &novel)) / 3.0,
            doubts as f32 / 2.0,
            is(doubts == 1),
            is(none(one) != none(other)),
            is(initials(a, b) || initials(b, a)),
            is(when),
            is(many),
            is(who) - is(which),
            is(place),
            is(a.letters == b.letters),
            is(count(a, &novel) == 0),
            recall(a, b, |w| !w.is_idle(), false) * is(count(a, &novel) == 0),
            typed.0,
            typed.1,
            is(typed_a == 0),
            is(typed_b == 0),
            is(typed_a > 0) * is(typed.0 >= 0.999),
            is(typed_a > 0 && typed_b > 0 && typed.0.max(typed.1) < 0.3),
            leads.0,
            leads.1,
            ln(missing(a, b)) / 3.0,
            ln(missing(b, a)) / 3.0,
            is(self.expects() == Some(Expects::YesNo) && one.stance * other.stance < 0.0),
            is(one.roles.opens * other.roles.opens == -1),
            is(one.roles.denies != other.roles.denies),
        ]
    }
}

/// How likely two of some replies are the same, the others seen.
fn among(pairs: &[Vec<f32>], a: usize, b: usize) -> f32 {
    let (mut both, mut one, mut others) = (0.0f32, 0.0f32, 0.0f32);
    let rest = (0..pairs.len()).filter(|k| *k != a && *k != b);
    for k in rest.take(OTHERS) {
        both += pairs[a][k].min(pairs[b][k]);
        one = one.max((pairs[a][k] - pairs[b][k]).abs());
        others += 1.0;
    }
    let alone = pairs[a][b].clamp(1e-4, 1.0 - 1e-4);
    if others == 0.0 {
        return alone;
    }
    let alone = (alone / (1.0 - alone)).ln();
    let sum = ALONE * alone + BOTH * both / others + ONE * one + BIAS;
    1.0 / (1.0 + (-sum).exp())
}

/// How many of the words that one says first and the question does not have are missing in the other.
fn missing(one: &Said, other: &Said) -> usize {
    let counts = |at: &usize| {
        let word = &one.words[*at];
        word.is_key() && word.sentence == 0 && found(one, *at, other).is_none()
    };
    (0..one.words.len()).filter(counts).count()
}

/// How near the first word that one says and the question does not have stands in the other.
fn lead(one: &Said, other: &Said, counts: impl Fn(&Word) -> bool) -> f32 {
    let first = one.words.iter().position(counts);
    first
        .and_then(|at| found(one, at, other))
        .map_or(0.0, |(_, how)| how)
}

/// How much of what one says that is new stands in the other, what it says first counting most.
fn core(one: &Said, other: &Said) -> f32 {
    let (mut there, mut all, mut counts) = (0.0, 0.0, 1.0);
    for (at, word) in one.words.iter().enumerate() {
        if word.asked || word.is_idle() || one.find(word.hash) != Some(at) {
            continue;
        }
        let weight = counts * word.weight * if word.is_key() { 1.5 } else { 1.0 };
        all += weight;
        there += weight * found(one, at, other).map_or(0.0, |(_, how)| how);
        counts *= 0.85;
    }
    share(there, all)
}
