//! Which kind of message is most likely made of such sentences.
//!
//! Each kind is a mixture of sentence classes: an acknowledgement is mostly about the message and
//! the service, an answer mostly about the matter, though each has some of the other. A sentence
//! multiplies the odds of each kind by how likely that kind's mixture makes its words; so a sentence that
//! might be anything changes nothing, and no single one decides against all others. But each kind has
//! a core, of which at least one of its sentences is: thanks and a number alone answer nothing.

use super::super::phrases::Family;
use super::Signals;
use super::class::Class;
use super::sense::Odds;
use crate::model::Kind;
use std::sync::LazyLock;

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
        [72.7, 6.9, 4.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 1.1, 2.3, 6.8, 5.9], // answer
        [0.4, 31.5, 4.2, 1.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.8, 0.1, 1.5, 0.1, 59.7, 0.5], // acknowledgement
        [2.3, 1.3, 5.9, 67.1, 3.7, 0.2, 0.1, 0.1, 0.1, 0.1, 4.5, 1.5, 3.1, 6.7, 3.4], // redirect
        [2.7, 1.7, 20.6, 1.0, 61.7, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 1.7, 4.3, 2.6, 3.0], // refusal
        [2.3, 1.0, 4.1, 0.2, 0.1, 78.6, 0.1, 0.2, 0.1, 0.4, 0.1, 2.0, 2.6, 5.7, 2.7], // clarification
        [0.9, 1.1, 2.1, 1.4, 0.1, 0.1, 89.0, 0.1, 0.1, 0.1, 0.1, 1.9, 0.1, 1.8, 1.4], // out_of_office
        [2.5, 1.1, 11.7, 0.6, 0.1, 5.0, 0.1, 66.2, 2.7, 0.1, 0.1, 2.7, 0.2, 0.6, 6.4], // survey
        [16.5, 0.6, 17.7, 0.5, 0.1, 0.3, 0.1, 1.0, 54.4, 0.1, 0.1, 3.9, 0.2, 1.7, 2.9], // marketing
        [76.1, 0.6, 1.9, 0.5, 0.3, 0.3, 0.1, 0.1, 0.1, 13.6, 0.1, 2.9, 1.5, 0.9, 1.2], // partial
        [0.7, 1.9, 6.7, 7.1, 1.1, 0.1, 0.3, 0.1, 0.3, 0.1, 68.5, 2.3, 0.2, 2.8, 7.7], // autoreply
    ],
    [
        [67.5, 0.2, 14.6, 1.2, 0.1, 0.1, 2.3, 0.2, 0.1, 1.6, 0.1, 3.2, 1.4, 6.0, 1.8], // answer
        [3.3, 3.3, 50.4, 0.4, 0.4, 0.1, 1.6, 0.1, 2.1, 0.1, 0.1, 2.5, 0.1, 33.5, 2.4], // acknowledgement
        [4.7, 0.9, 21.3, 54.6, 0.5, 0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 6.4, 2.2, 1.3, 7.3], // redirect
        [4.3, 1.0, 22.9, 1.5, 50.2, 0.2, 0.2, 0.1, 3.7, 0.1, 0.1, 6.9, 2.6, 1.6, 4.7], // refusal
        [25.6, 0.7, 9.6, 1.8, 0.2, 40.5, 0.1, 0.1, 0.1, 0.4, 0.1, 4.6, 1.7, 11.9, 2.8], // clarification
        [0.9, 2.6, 3.6, 27.3, 0.1, 0.1, 31.5, 0.1, 0.1, 0.1, 15.0, 8.5, 0.1, 7.2, 3.1], // out_of_office
        [3.4, 0.2, 10.3, 0.5, 3.7, 0.2, 0.1, 74.5, 1.1, 0.1, 0.1, 3.5, 0.1, 0.3, 2.1], // survey
        [30.1, 0.4, 12.6, 0.4, 0.1, 0.1, 0.1, 0.2, 51.1, 0.1, 0.1, 1.9, 0.1, 0.7, 2.2], // marketing
        [17.0, 0.7, 1.8, 0.4, 0.1, 0.1, 0.2, 0.2, 0.2, 41.6, 0.1, 6.9, 1.8, 27.7, 1.2], // partial
        [2.1, 1.0, 20.6, 23.5, 0.7, 0.1, 0.9, 0.1, 0.2, 0.1, 38.1, 3.2, 0.2, 1.6, 7.7], // autoreply
    ],
];

/// How often each kind comes, before a word is read.
const PRIOR: [f64; COUNT] = [
    0.450, 0.160, 0.060, 0.030, 0.060, 0.036, 0.024, 0.024, 0.040, 0.024,
];

/// What is added for an answer and a part of one where the witnesses leave it open: an answer that is
/// lost costs a study more than a receipt that is taken for one.
const OPEN: [f64; COUNT] = [0.6, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.6, 0.0];

/// What fields of an autoresponder say for or against each kind (natural logarithm): little, as
/// helpdesks put them on their agents' answers too.
const AUTOMATIC: [f64; COUNT] = [-2.5, 0.3, -0.7, -1.5, -1.5, 1.5, 0.0, 0.0, -2.5, 1.5];
/// What a field to unsubscribe says.
const LIST: [f64; COUNT] = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0];
/// What it says that there is none: who sells has to offer one.
const UNLISTED: [f64; COUNT] = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -3.0, 0.0, 0.0];
/// What a reference to an earlier message says.
const THREADED: [f64; COUNT] = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -2.0, 0.0, 0.0];
/// What it says that it is a post: fewer answer by themselves, and nobody's absence is told. A sentence or
/// two is all there is, so that what no phrase says must count for more.
const POST: [f64; COUNT] = [-0.3, 0.5, 0.9, 0.8, 0.8, -3.0, 0.0, 0.0, 0.5, -1.0];
/// What the phrases say for the kind that they propose.
const PROPOSED: f64 = 2.5;

/// What it says against a kind that no phrase of its families stands in the message: examples alone
/// are not enough to take an answer away from a company that gave one.
const UNHEARD: [f64; COUNT] = [0.0, -0.6, -0.7, -0.7, -0.3, -0.3, -0.9, -0.6, 0.0, -0.3];
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

/// The families that are looked for in every message.
const WITNESSES: [Family; 15] = [
    Family::Receipt,
    Family::Promise,
    Family::Frame,
    Family::Thanks,
    Family::Courtesy,
    Family::Greeting,
    Family::Away,
    Family::AwayFrame,
    Family::Redirect,
    Family::Refusal,
    Family::Clarify,
    Family::Survey,
    Family::Marketing,
    Family::Unmonitored,
    Family::Pending,
];
/// In how many of a hundred messages of each kind a phrase of each of [`WITNESSES`] stands, from the
/// same labelled mails.
#[rustfmt::skip]
const HEARD: [[u8; WITNESSES.len()]; COUNT] = [
    [11, 1, 20, 27, 45, 73, 1, 1, 3, 1, 1, 3, 4, 1, 1], // answer
    [45, 43, 67, 49, 31, 76, 1, 5, 1, 1, 3, 1, 7, 1, 1], // acknowledgement
    [5, 4, 31, 24, 36, 88, 1, 1, 33, 6, 1, 1, 2, 1, 1], // redirect
    [5, 10, 16, 21, 22, 87, 1, 2, 2, 36, 1, 1, 2, 1, 1], // refusal
    [5, 4, 15, 35, 25, 88, 1, 1, 2, 1, 38, 6, 2, 1, 1], // clarification
    [5, 16, 52, 33, 34, 63, 48, 55, 37, 1, 1, 1, 2, 1, 1], // out_of_office
    [7, 6, 40, 21, 15, 73, 1, 2, 11, 1, 2, 52, 20, 1, 1], // survey
    [8, 7, 44, 14, 25, 34, 2, 3, 3, 2, 2, 2, 58, 1, 1], // marketing
    [6, 25, 25, 10, 32, 91, 1, 2, 2, 8, 1, 8, 2, 1, 21], // partial
    [9, 8, 48, 16, 18, 47, 2, 13, 13, 2, 12, 2, 3, 31, 1], // autoreply
];
/// How much of that is believed: what a phrase says, its sentence says too.
const BELIEVED: f64 = 0.6;

/// What it says for each kind that no phrase stands in a message, and what each family adds to that.
struct Heard {
    silence: [f64; COUNT],
    families: [[f64; COUNT]; WITNESSES.len()],
}

static WEIGHED: LazyLock<Heard> = LazyLock::new(|| {
    let share = |kind: usize, family: usize| f64::from(HEARD[kind][family]) / 100.0;
    let silent = |kind: usize, family: usize| BELIEVED * (1.0 - share(kind, family)).ln();
    Heard {
        silence: std::array::from_fn(|kind| (0..WITNESSES.len()).map(|f| silent(kind, f)).sum()),
        families: std::array::from_fn(|family| {
            std::array::from_fn(|kind| BELIEVED * share(kind, family).ln() - silent(kind, family))
        }),
    }
});

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
    } else if !signals.post {
        add(&UNLISTED);
    }
    if signals.threaded {
        add(&THREADED);
    }
    if signals.post {
        add(&POST);
    } else {
        // What stands in a mail and what does not was counted over mails.
        add(&OPEN);
        let weighed = &*WEIGHED;
        add(&weighed.silence);
        for (family, values) in WITNESSES.into_iter().zip(&weighed.families) {
            if heard(family) {
                add(values);
            }
        }
    }
    let mut made = Made::new();
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

/// How likely it is that no sentence is of some classes, by the words heard and before a word is read.
#[derive(Clone, Copy)]
struct Without {
    heard: f64,
    before: f64,
}

impl Without {
    /// One more sentence, which the shares make as likely as `likely` says.
    fn add(&mut self, shares: &[f64; Class::COUNT], odds: &Odds, likely: f64, classes: &[Class]) {
        let (mut heard, mut before) = (0.0, 0.0);
        for class in classes {
            heard += shares[*class as usize] * odds[*class as usize];
            before += shares[*class as usize];
        }
        self.heard *= (1.0 - heard / likely).max(0.0);
        self.before *= 1.0 - before / 100.0;
    }
}

/// How likely each kind is to be made of the sentences heard so far.
struct Made {
    /// Whichever classes they are of (natural logarithm).
    any: [f64; COUNT],
    /// None being of the kind's core.
    core: [Without; COUNT],
    /// Of a part: none being on the matter, and none on the matter or on what is still to come.
    part: Without,
    either: Without,
    /// How many there are.
    count: usize,
}

impl Made {
    fn new() -> Self {
        let none = Without {
            heard: 1.0,
            before: 1.0,
        };
        Self {
            any: [0.0; COUNT],
            core: [none; COUNT],
            part: none,
            either: none,
            count: 0,
        }
    }

    fn hear(&mut self, place: usize, odds: &Odds) {
        for (kind, shares) in SHARES[place.min(1)].iter().enumerate() {
            let likely = likelihood(shares, odds);
            self.any[kind] += likely.ln();
            self.core[kind].add(shares, odds, likely, CORE[kind]);
            if kind == PARTIAL {
                const BOTH: &[Class] = &[Class::Matter, Class::Pending];
                self.part.add(shares, odds, likely, &BOTH[..1]);
                self.either.add(shares, odds, likely, BOTH);
            }
        }
        self.count += 1;
    }

    /// The mixtures of those messages only that have at least one sentence of their core.
    fn scores(&self) -> [f64; COUNT] {
        std::array::from_fn(|kind| {
            let Without {
                mut heard,
                mut before,
            } = self.core[kind];
            if kind == PARTIAL {
                // Without the one or without the other: what is without both was counted twice.
                heard += self.part.heard - self.either.heard;
                before += self.part.before - self.either.before;
            }
            // One sentence has no room for two things.
            let room = self.count > usize::from(kind == PARTIAL) && before < 1.0;
            let told = if room {
                (1.0 - heard).max(0.0) / (1.0 - before)
            } else {
                0.0
            };
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

    /// Sentences of which each is about one class for certain.
    fn best(classes: &[Class]) -> Kind {
        let mut made = Made::new();
        for (place, class) in classes.iter().enumerate() {
            let mut odds = [1e-6; Class::COUNT];
            odds[*class as usize] = 1.0;
            made.hear(place, &odds);
        }
        let scores = made.scores();
        let best = (0..COUNT).max_by(|a, b| scores[*a].total_cmp(&scores[*b]));
        KINDS[best.unwrap()]
    }

    #[test]
    fn no_kind_goes_without_its_core() {
        use Class::{Matter, Pending, Promise, Receipt, Service};
        assert_eq!(best(&[Receipt, Matter]), Kind::Answer);
        assert_eq!(best(&[Receipt, Promise]), Kind::Acknowledgement);
        assert_eq!(best(&[Receipt, Service, Promise]), Kind::Acknowledgement);
        assert_eq!(best(&[Matter, Pending]), Kind::Partial);
        assert_eq!(
            best(&[Pending]),
            Kind::Acknowledgement,
            "and no half answer"
        );
        assert_eq!(best(&[Matter; 50]), Kind::Answer);
    }
}
