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
        [72.2, 17.0, 7.4, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 1.1, 1.9], // answer
        [0.6, 90.6, 5.2, 1.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.6, 0.1, 1.5, 0.1], // acknowledgement
        [3.0, 5.0, 15.9, 63.5, 2.5, 0.2, 0.1, 0.2, 0.1, 0.1, 3.8, 1.8, 3.9], // redirect
        [3.3, 5.2, 22.2, 1.2, 59.9, 0.3, 0.1, 0.2, 0.2, 0.2, 0.1, 2.1, 5.0], // refusal
        [2.8, 6.6, 8.4, 0.3, 0.1, 75.1, 0.1, 0.2, 0.1, 0.5, 0.1, 2.5, 3.2], // clarification
        [1.1, 3.7, 5.5, 1.7, 0.1, 0.1, 85.1, 0.1, 0.1, 0.1, 0.1, 2.3, 0.2], // out_of_office
        [2.8, 1.2, 17.3, 0.6, 0.1, 3.6, 0.1, 67.5, 3.1, 0.1, 0.1, 3.1, 0.2], // survey
        [14.3, 2.6, 17.2, 0.5, 0.1, 0.3, 0.1, 1.1, 58.8, 0.1, 0.1, 4.4, 0.2], // marketing
        [73.4, 1.8, 3.7, 0.6, 0.3, 0.3, 0.1, 0.1, 0.1, 14.2, 0.1, 3.5, 1.8], // partial
        [0.8, 5.2, 14.3, 7.9, 1.3, 0.1, 0.4, 0.1, 0.4, 0.1, 66.6, 2.5, 0.2], // autoreply
    ],
    [
        [66.7, 5.9, 18.0, 1.1, 0.1, 0.1, 1.6, 0.2, 0.1, 1.4, 0.1, 3.8, 1.4], // answer
        [3.3, 36.2, 53.1, 0.4, 0.3, 0.1, 1.5, 0.1, 2.0, 0.2, 0.1, 2.9, 0.1], // acknowledgement
        [5.5, 2.6, 32.7, 47.6, 0.6, 0.3, 0.1, 0.1, 0.1, 0.1, 0.3, 7.5, 2.6], // redirect
        [5.2, 4.9, 27.8, 1.8, 45.7, 0.2, 0.2, 0.1, 2.5, 0.1, 0.1, 8.2, 3.1], // refusal
        [22.9, 11.7, 13.9, 2.3, 0.3, 40.0, 0.1, 0.1, 0.1, 0.5, 0.1, 5.9, 2.1], // clarification
        [1.1, 10.8, 7.5, 21.0, 0.1, 0.1, 37.0, 0.1, 0.1, 0.1, 12.6, 9.5, 0.1], // out_of_office
        [3.7, 0.6, 12.9, 0.6, 3.1, 0.2, 0.1, 72.7, 1.5, 0.1, 0.1, 4.5, 0.1], // survey
        [27.7, 1.3, 16.3, 0.5, 0.1, 0.1, 0.1, 0.2, 51.1, 0.1, 0.2, 2.4, 0.1], // marketing
        [19.8, 21.2, 3.7, 0.5, 0.1, 0.1, 0.2, 0.3, 0.2, 44.3, 0.1, 7.0, 2.3], // partial
        [2.4, 2.9, 29.4, 22.5, 0.8, 0.1, 1.0, 0.1, 0.3, 0.1, 36.5, 3.7, 0.2], // autoreply
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
const PROPOSED: f64 = 2.5;

/// What it says against a kind that no phrase of its families stands in the message: examples alone
/// are not enough to take an answer away from a company that gave one.
const UNHEARD: [f64; COUNT] = [0.0, -0.5, -0.6, -0.6, -0.25, -0.25, -0.75, -0.5, 0.0, -0.25];
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
