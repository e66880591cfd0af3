//! Which kind of message is most likely made of such sentences.
//!
//! Each kind is a mixture of sentence classes: an acknowledgement is mostly about the message and
//! the service, an answer mostly about the matter, though each has some of the other. A sentence
//! multiplies the odds of each kind by how likely that kind's mixture makes its words; so a sentence that
//! might be anything changes nothing, and no single one decides against all others.

use super::super::phrases::Family;
use super::Signals;
use super::class::Class;
use super::sense::Odds;
use crate::model::Kind;

/// The kinds that are told by their sentences.
pub(super) const KINDS: [Kind; COUNT] = [
    Kind::Answer,
    Kind::Acknowledgement,
    Kind::Redirect,
    Kind::Refusal,
    Kind::Clarification,
    Kind::OutOfOffice,
    Kind::Survey,
    Kind::Marketing,
    Kind::Partial,
    Kind::Autoreply,
];
const COUNT: usize = 10;

/// The share of each class among the sentences of each kind, in percent, for the first sentence that
/// says anything and for those after it, because people come to the point: rows as [`KINDS`], columns
/// as [`Class::ALL`]. Estimated from labelled mails by expectation maximisation.
#[rustfmt::skip]
const SHARES: [[[f64; Class::COUNT]; COUNT]; 2] = [
    [
        [68.2, 15.4, 10.5, 0.7, 0.2, 0.2, 0.2, 0.2, 0.3, 0.2, 0.1, 3.9], // answer
        [2.4, 79.4, 9.8, 0.6, 0.2, 0.4, 0.3, 0.1, 0.3, 3.3, 0.2, 2.9], // acknowledgement
        [5.4, 15.0, 20.5, 53.1, 0.5, 0.4, 0.1, 0.3, 0.2, 0.1, 0.9, 3.5], // redirect
        [6.0, 17.9, 16.3, 2.2, 52.1, 0.5, 0.2, 0.3, 0.3, 0.3, 0.2, 3.7], // refusal
        [5.5, 12.5, 16.3, 0.5, 0.2, 58.5, 0.1, 0.4, 0.1, 0.9, 0.1, 4.8], // clarification
        [2.0, 6.1, 7.6, 3.0, 0.1, 0.2, 76.2, 0.1, 0.2, 0.1, 0.1, 4.1], // out_of_office
        [3.9, 1.5, 15.1, 0.9, 0.2, 0.7, 0.2, 68.5, 4.3, 0.1, 0.2, 4.3], // survey
        [10.9, 2.5, 8.1, 0.7, 0.1, 0.4, 0.2, 1.5, 68.9, 0.1, 0.2, 6.2], // marketing
        [62.2, 6.1, 6.2, 1.0, 0.5, 0.5, 0.2, 0.1, 0.1, 17.1, 0.1, 5.8], // partial
        [1.1, 7.0, 16.8, 10.6, 1.7, 0.2, 0.5, 0.2, 0.5, 0.1, 57.9, 3.4], // autoreply
    ],
    [
        [55.8, 3.8, 23.3, 1.8, 0.1, 0.1, 0.3, 0.1, 0.4, 0.1, 0.1, 14.1], // answer
        [11.0, 40.1, 33.8, 2.5, 0.1, 0.1, 1.5, 0.1, 0.6, 0.3, 0.1, 10.1], // acknowledgement
        [8.5, 7.9, 32.7, 37.2, 0.9, 0.4, 0.1, 0.1, 0.2, 0.1, 0.5, 11.5], // redirect
        [9.0, 10.8, 24.6, 3.1, 35.6, 0.4, 0.4, 0.2, 2.0, 0.1, 0.1, 13.7], // refusal
        [13.4, 9.5, 19.7, 5.0, 0.6, 36.7, 0.3, 0.1, 0.2, 1.1, 0.1, 13.3], // clarification
        [2.3, 16.0, 15.6, 8.1, 0.1, 0.2, 42.8, 0.1, 0.1, 0.2, 0.1, 14.4], // out_of_office
        [5.1, 1.3, 15.5, 1.4, 0.2, 0.5, 0.1, 61.9, 3.4, 0.1, 0.2, 10.3], // survey
        [20.7, 3.1, 17.4, 1.2, 0.1, 0.2, 0.2, 0.5, 50.3, 0.1, 0.4, 5.8], // marketing
        [33.8, 9.6, 7.6, 1.1, 0.3, 0.3, 0.5, 0.6, 0.5, 37.6, 0.1, 7.9], // partial
        [3.4, 3.6, 28.9, 24.5, 1.1, 0.1, 1.4, 0.1, 0.4, 0.1, 31.3, 5.2], // autoreply
    ],
];

/// How often each kind comes, before a word is read.
const PRIOR: [f64; COUNT] = [
    0.450, 0.160, 0.060, 0.030, 0.060, 0.036, 0.024, 0.024, 0.040, 0.024,
];

/// What fields of an autoresponder say for or against each kind (natural logarithm): little, as
/// helpdesks put them on their agents' answers too.
const AUTOMATIC: [f64; COUNT] = [-2.5, 0.3, -0.7, -1.5, -1.5, 1.5, 0.0, 0.0, -2.5, 1.5];
/// What a field to unsubscribe says.
const LIST: [f64; COUNT] = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0];
/// What a reference to an earlier message says.
const THREADED: [f64; COUNT] = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -2.0, 0.0, 0.0];
/// What the phrases say for the kind that they propose.
const PROPOSED: f64 = 3.0;

/// What it says against a kind that no phrase of its families stands in the message: examples alone
/// are not enough to take an answer away from a company that gave one.
const UNHEARD: [f64; COUNT] = [0.0, -1.0, -1.2, -1.2, -0.5, -0.5, -1.5, -1.0, 0.0, -0.5];
/// The families of each kind.
const FAMILIES: [&[Family]; COUNT] = [
    &[],
    &[Family::Receipt, Family::Promise],
    &[Family::Redirect],
    &[Family::Refusal],
    &[Family::Clarify],
    &[Family::Away, Family::AwayFrame],
    &[Family::Survey],
    &[Family::Marketing],
    &[Family::Pending],
    &[Family::Unmonitored],
];

/// The logarithm of the odds of each kind, in the order of [`KINDS`]. `heard` says whether a phrase of
/// a family stands in the message, `proposed` is what the phrases make of it.
pub(super) fn scores<'o>(
    signals: &Signals,
    sentences: impl Iterator<Item = &'o Odds>,
    heard: impl Fn(Family) -> bool,
    proposed: Option<Kind>,
) -> [f64; COUNT] {
    let mut scores = PRIOR.map(f64::ln);
    let mut add = |values: &[f64; COUNT]| {
        for (score, value) in scores.iter_mut().zip(values) {
            *score += value;
        }
    };
    if signals.hard.is_some() {
        add(&AUTOMATIC);
    }
    if signals.list {
        add(&LIST);
    }
    if signals.threaded {
        add(&THREADED);
    }
    let mut made = Made::default();
    for (place, odds) in sentences.enumerate() {
        made.hear(place, odds);
    }
    add(&made.scores());
    for ((score, against), families) in scores.iter_mut().zip(UNHEARD).zip(FAMILIES) {
        if !families.iter().any(|f| heard(*f)) {
            *score += against;
        }
    }
    if let Some(at) = KINDS.iter().position(|k| Some(*k) == proposed) {
        scores[at] += PROPOSED;
    }
    scores
}

/// What a message of a kind is about at least once: an answer without a word on the matter is none. In
/// the order of [`KINDS`].
const CORE: [Class; COUNT] = [
    Class::Matter,
    Class::Receipt,
    Class::Redirect,
    Class::Refusal,
    Class::Clarify,
    Class::Away,
    Class::Survey,
    Class::Marketing,
    Class::Pending,
    Class::Unmonitored,
];
/// So many messages of a kind are about it in words that no example knows.
const UNSAID: f64 = 0.05;

/// How likely each kind is to be made of the sentences heard so far (natural logarithms).
#[derive(Default)]
struct Made {
    /// Whichever classes they are of.
    any: [f64; COUNT],
    /// None being of the kind's core class.
    without: [f64; COUNT],
    /// How likely so many sentences are to be without it before a word is read.
    lacking: [f64; COUNT],
}

impl Made {
    fn hear(&mut self, place: usize, odds: &Odds) {
        for (kind, shares) in SHARES[place.min(1)].iter().enumerate() {
            let core = CORE[kind] as usize;
            let all = likelihood(shares, odds);
            self.any[kind] += all.ln();
            self.without[kind] += (all - shares[core] * odds[core]).max(f64::MIN_POSITIVE).ln();
            self.lacking[kind] += (1.0 - shares[core] / 100.0).ln();
        }
    }

    /// The mixture of those messages that have at least one sentence of their core.
    fn scores(&self) -> [f64; COUNT] {
        std::array::from_fn(|kind| {
            let with = 1.0 - (self.without[kind] - self.any[kind]).exp();
            let expected = 1.0 - self.lacking[kind].exp();
            let told = if expected > 0.0 { with.max(0.0) / expected } else { 1.0 };
            self.any[kind] + ((1.0 - UNSAID) * told + UNSAID).ln()
        })
    }
}

/// How much the sentence at a place speaks for the first kind against the second, both as places in
/// [`KINDS`].
pub(super) fn weight(place: usize, odds: &Odds, kind: usize, against: usize) -> f64 {
    let shares = &SHARES[place.min(1)];
    (likelihood(&shares[kind], odds) / likelihood(&shares[against], odds)).ln()
}

fn likelihood(shares: &[f64; Class::COUNT], odds: &Odds) -> f64 {
    shares.iter().zip(odds).map(|(s, o)| s * o).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_whole_and_none_rules_a_kind_out() {
        for table in &SHARES {
            for (shares, kind) in table.iter().zip(KINDS) {
                let sum: f64 = shares.iter().sum();
                assert!((sum - 100.0).abs() < 2.0, "{kind}: {sum}");
                assert!(
                    shares.iter().all(|s| *s > 0.0),
                    "{kind}: one class rules out all"
                );
            }
        }
        assert!(PRIOR.iter().sum::<f64>() < 1.0 + 1e-9);
    }
}
