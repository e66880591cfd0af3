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
        [72.6, 6.8, 4.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 1.1, 2.0, 7.4, 5.7], // answer
        [0.4, 30.3, 4.2, 1.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.5, 0.1, 1.4, 0.1, 61.3, 0.5], // acknowledgement
        [2.8, 1.3, 7.8, 66.1, 3.7, 0.2, 0.1, 0.1, 0.1, 0.1, 4.5, 1.5, 3.1, 3.5, 5.3], // redirect
        [2.7, 1.8, 20.4, 1.0, 62.0, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 1.7, 4.2, 2.5, 3.0], // refusal
        [2.3, 1.0, 4.1, 0.2, 0.1, 78.6, 0.1, 0.2, 0.1, 0.4, 0.1, 2.0, 2.6, 5.7, 2.7], // clarification
        [0.9, 1.1, 2.1, 1.4, 0.1, 0.1, 88.9, 0.1, 0.1, 0.1, 0.1, 1.9, 0.1, 1.9, 1.4], // out_of_office
        [2.5, 0.4, 11.7, 0.6, 0.1, 5.0, 0.1, 66.0, 2.7, 0.1, 0.1, 2.7, 0.2, 0.6, 7.2], // survey
        [16.4, 0.6, 16.9, 0.5, 0.1, 0.3, 0.1, 1.0, 54.5, 0.1, 0.1, 3.9, 0.2, 1.8, 3.6], // marketing
        [76.1, 0.6, 1.9, 0.5, 0.3, 0.3, 0.1, 0.1, 0.1, 13.6, 0.1, 2.9, 1.5, 0.9, 1.2], // partial
        [0.7, 1.9, 6.7, 7.1, 1.1, 0.1, 0.3, 0.1, 0.3, 0.1, 67.8, 2.3, 0.2, 2.8, 8.5], // autoreply
    ],
    [
        [67.7, 0.2, 14.6, 1.2, 0.1, 0.1, 2.2, 0.2, 0.1, 1.5, 0.1, 3.2, 1.4, 5.8, 1.8], // answer
        [3.4, 3.3, 50.2, 0.4, 0.5, 0.1, 1.6, 0.1, 2.1, 0.1, 0.1, 2.5, 0.1, 33.4, 2.6], // acknowledgement
        [4.7, 0.9, 23.1, 52.8, 0.5, 0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 6.4, 2.2, 1.3, 7.3], // redirect
        [4.3, 1.0, 22.9, 1.5, 50.3, 0.2, 0.2, 0.1, 3.7, 0.1, 0.1, 6.9, 2.6, 1.6, 4.7], // refusal
        [25.4, 0.7, 9.7, 1.9, 0.2, 42.2, 0.1, 0.1, 0.1, 0.4, 0.1, 4.6, 1.7, 10.0, 2.9], // clarification
        [0.9, 2.6, 3.6, 23.9, 0.1, 0.1, 34.5, 0.1, 0.1, 0.1, 15.0, 8.5, 0.1, 7.2, 3.4], // out_of_office
        [3.4, 0.2, 10.3, 0.5, 3.8, 0.2, 0.1, 74.5, 1.1, 0.1, 0.1, 3.5, 0.1, 0.3, 2.1], // survey
        [30.0, 0.4, 12.6, 0.4, 0.1, 0.1, 0.1, 0.2, 51.2, 0.1, 0.1, 1.9, 0.1, 0.7, 2.3], // marketing
        [17.0, 0.7, 1.8, 0.4, 0.1, 0.1, 0.2, 0.2, 0.2, 44.5, 0.1, 6.9, 1.9, 24.8, 1.2], // partial
        [2.1, 1.0, 21.4, 22.1, 0.7, 0.1, 0.9, 0.1, 0.2, 0.1, 38.1, 3.2, 0.2, 1.7, 8.1], // autoreply
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
/// What it says that it is a post: fewer answer by themselves, and nobody's absence is told. A sentence or
/// two is all there is, so that what no phrase says must count for more.
const POST: [f64; COUNT] = [-0.3, 0.5, 0.9, 0.8, 0.8, -3.0, 0.0, 0.0, 0.5, -1.0];
/// What the phrases say for the kind that they propose.
const PROPOSED: f64 = 3.5;

/// What it says against a kind that no phrase of its families stands in the message: examples alone
/// are not enough to take an answer away from a company that gave one.
const UNHEARD: [f64; COUNT] = [0.0, -1.5, -1.8, -1.8, -0.75, -0.75, -2.2, -1.5, 0.0, -0.75];
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
    if signals.post {
        add(&POST);
    }
    let mut made = Made::default();
    for (place, odds) in sentences.enumerate() {
        made.hear(place, odds);
    }
    if made.count > 0 {
        add(&made.scores());
    }
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

/// What a message of a kind is about at least once: an answer without a word on the matter is none. Of
/// an acknowledgement it is one of two. In the order of [`KINDS`].
const CORE: [&[Class]; COUNT] = [
    &[Class::Matter],
    &[Class::Promise, Class::Pending],
    &[Class::Redirect],
    &[Class::Refusal],
    &[Class::Clarify],
    &[Class::Away],
    &[Class::Survey],
    &[Class::Marketing],
    &[Class::Pending],
    &[Class::Unmonitored],
];
/// The place in [`KINDS`] of the kind that has two things at least once: a part of the answer, and that
/// the rest is to come.
const PARTIAL: usize = 8;
/// So many messages of a kind are about it in words that no example knows.
const UNSAID: f64 = 0.005;

/// How likely so many sentences are (natural logarithm), in the words heard and before a word is read.
#[derive(Default, Clone, Copy)]
struct Chance {
    heard: f64,
    before: f64,
}

impl Chance {
    /// One more sentence, of these shares of the classes.
    fn add(&mut self, shares: &[f64; Class::COUNT], odds: &Odds, but: &[Class]) {
        let (mut heard, mut before) = (likelihood(shares, odds), 100.0);
        for class in but {
            heard -= shares[*class as usize] * odds[*class as usize];
            before -= shares[*class as usize];
        }
        self.heard += heard.max(f64::MIN_POSITIVE).ln();
        self.before += (before / 100.0).max(f64::MIN_POSITIVE).ln();
    }
}

/// How likely each kind is to be made of the sentences heard so far.
#[derive(Default)]
struct Made {
    /// Whichever classes they are of.
    any: [f64; COUNT],
    /// None being of the kind's core.
    without: [Chance; COUNT],
    /// Of a part: none being on the matter, and none on the matter or on what is still to come.
    no_part: Chance,
    nothing: Chance,
    /// How many there are.
    count: usize,
}

impl Made {
    fn hear(&mut self, place: usize, odds: &Odds) {
        let table = &SHARES[place.min(1)];
        for (kind, shares) in table.iter().enumerate() {
            self.any[kind] += likelihood(shares, odds).ln();
            self.without[kind].add(shares, odds, CORE[kind]);
        }
        let part = &table[PARTIAL];
        self.no_part.add(part, odds, &[Class::Matter]);
        self.nothing
            .add(part, odds, &[Class::Matter, Class::Pending]);
        self.count += 1;
    }

    /// The mixtures of those messages only that have at least one sentence of their core.
    fn scores(&self) -> [f64; COUNT] {
        std::array::from_fn(|kind| {
            let any = self.any[kind];
            let lacks = |chance: &Chance| ((chance.heard - any).exp(), chance.before.exp());
            let (mut heard, mut before) = lacks(&self.without[kind]);
            if kind == PARTIAL {
                // Without the one or without the other: what is without both was counted twice.
                let (no_part, nothing) = (lacks(&self.no_part), lacks(&self.nothing));
                heard += no_part.0 - nothing.0;
                before += no_part.1 - nothing.1;
            }
            let enough = self.count > usize::from(kind == PARTIAL);
            let told = if enough && before < 1.0 {
                (1.0 - heard).max(0.0) / (1.0 - before)
            } else {
                0.0
            };
            any + ((1.0 - UNSAID) * told + UNSAID).ln()
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
