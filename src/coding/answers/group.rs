//! What other replies to the same question, and what is known to be right, say of a reply: how likely each code is.

use super::judge::Known;
use super::key::Key;
use super::learnt::Learnt;
use super::parts::contained;
use super::reading::{Located, Reading};
use super::senses::meetings;
use super::substance::is_figure;
use super::value::{Alike, alike};
use crate::model::{Expects, Substance};
use std::sync::LazyLock;

/// No more replies than this are held against one.
const MOST: usize = 12;

/// How two readings meet, whatever the question expects. The same in either order, but for `ahead`.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Meet {
    /// What the sentences that have most in common share beside what the question says; and with it.
    pub new: f32,
    pub all: f32,
    /// How much of the one is said in the other, and of the other in the one.
    pub within: f32,
    pub ahead: f32,
    /// Whether of the two sentences that have most in common one denies.
    pub denied: bool,
    /// How those two lean.
    pub yes: f32,
    /// How values meet: how likely what was asked for is the same, and other; whether any is.
    pub same: f32,
    pub other: f32,
    pub any: bool,
    /// Whether both have a value that was asked for.
    pub both: bool,
    /// Values of other kinds that are in both; and kinds of which both have but none in both.
    pub shared: f32,
    pub apart: f32,
}

/// What a reply can be, in the order of the weights.
pub(super) const KINDS: usize = 8;
pub(super) const CODES: [Substance; KINDS] = [
    Substance::Acknowledgement,
    Substance::Answer,
    Substance::Clarification,
    Substance::NotKnown,
    Substance::OffPoint,
    Substance::Partial,
    Substance::Redirect,
    Substance::Refusal,
];
/// How right it can be: correct, not an answer, partly, wrong.
pub(super) const RIGHTS: usize = 4;

/// The signs of a reply that others give.
pub(super) const BESIDE: usize = 22;

impl Key {
    /// Holds two readings against each other.
    pub(super) fn meet(&self, a: &Reading, b: &Reading) -> Meet {
        let mut meet = Meet::default();
        let mut best = 0.0f32;
        for x in a.parts.iter().filter(|p| !p.aside) {
            for y in b.parts.iter().filter(|p| !p.aside) {
                let found = x.meets(y);
                meet.new = meet.new.max(found.new);
                meet.all = meet.all.max(found.all);
                let both = found.new + found.all * 0.5;
                let denied = x.denies != y.denies;
                let yes = x.yes.clamp(-2.0, 2.0) * y.yes.clamp(-2.0, 2.0);
                if both > best {
                    best = both;
                    (meet.denied, meet.yes) = (denied, yes);
                } else if both >= best && best > 0.0 {
                    // Of two that are as near neither stands first.
                    meet.denied |= denied;
                    meet.yes = meet.yes.min(yes);
                }
            }
        }
        meet.within = contained(&a.parts, &b.parts);
        meet.ahead = contained(&b.parts, &a.parts);
        self.values_meet(a, b, &mut meet);
        meet
    }

    fn values_meet(&self, a: &Reading, b: &Reading, meet: &mut Meet) {
        let kind = self.expects().filter(|e| is_figure(*e));
        let fits = |l: &&Located| {
            l.wanted && !l.aside && kind.is_some_and(|k| l.claim.value.answers() == k)
        };
        let (mut sum_a, mut sum_b) = (0.0f32, 0.0f32);
        for x in a.located.iter().filter(fits) {
            sum_a += x.share;
        }
        for y in b.located.iter().filter(fits) {
            sum_b += y.share;
        }
        meet.both = sum_a > 0.0 && sum_b > 0.0;
        for x in a.located.iter().filter(fits) {
            for y in b.located.iter().filter(fits) {
                let likely = x.share * y.share / (sum_a * sum_b).max(1e-6);
                match alike(&x.claim.value, &y.claim.value, self.tolerance) {
                    Some(Alike::Same) => {
                        meet.same += likely;
                        meet.any = true;
                    }
                    Some(Alike::Other) => meet.other += likely,
                    _ => {}
                }
            }
        }
        for of in Expects::ALL.iter().filter(|of| **of != Expects::Count) {
            let mine = |l: &&Located| !l.aside && l.claim.value.answers() == *of;
            let (mut any, mut held) = (false, false);
            for x in a.located.iter().filter(mine) {
                for y in b.located.iter().filter(mine) {
                    held = true;
                    if alike(&x.claim.value, &y.claim.value, self.tolerance) == Some(Alike::Same) {
                        any = true;
                    }
                }
            }
            if any {
                meet.shared += 1.0;
            } else if held {
                meet.apart += 1.0;
            }
        }
    }

    /// Reads the replies of one company to one question together: each is seen in the light of the others and of what
    /// is known to be right.
    pub fn together(&self, known: &Known, readings: &mut [Reading]) {
        let alone = readings.to_vec();
        for (nth, reading) in readings.iter_mut().enumerate() {
            self.amid(known, &alone, nth, reading);
        }
    }

    /// The same of one of them, the `nth`, where each may have been asked in words of its own.
    pub fn amid(&self, known: &Known, alone: &[Reading], nth: usize, reading: &mut Reading) {
        self.placed(&known.right, alone, nth, reading);
        reading.beside = self.beside_signs(known, alone, nth, reading);
        reading.odds = self.kinds(reading);
        reading.right = self.rights(known, reading);
    }

    /// How likely a reply is each of [`CODES`].
    pub(super) fn kinds(&self, reading: &Reading) -> [f32; KINDS] {
        static LEARNT: LazyLock<Learnt<KINDS>> =
            LazyLock::new(|| Learnt::of(include_str!("weights/kinds.txt")));
        if reading.is_reference {
            return std::array::from_fn(|n| {
                if CODES[n] == Substance::Answer {
                    1.0
                } else {
                    0.0
                }
            });
        }
        LEARNT.likely(self.kind_signs(reading).into_iter())
    }

    /// How likely a reply is each of [`RIGHT`], by the right answer that is nearest to it; `None` where none is known.
    pub(super) fn rights(&self, known: &Known, reading: &Reading) -> Option<[f32; RIGHTS]> {
        let each = known
            .right
            .iter()
            .take(MOST)
            .map(|one| self.rights_by(reading, one));
        each.reduce(|best, one| if one[0] > best[0] { one } else { best })
    }

    /// How likely a reply is each of [`RIGHT`] by one answer that is known to be right.
    pub(super) fn rights_by(&self, reading: &Reading, right: &Reading) -> [f32; RIGHTS] {
        static LEARNT: LazyLock<Learnt<RIGHTS>> =
            LazyLock::new(|| Learnt::of(include_str!("weights/right.txt")));
        LEARNT.likely(self.reference_signs(reading, right).into_iter())
    }

    /// How likely two readings agree, contradict each other, or are of different things.
    pub(super) fn likely(&self, a: &Reading, b: &Reading) -> [f32; 3] {
        static LEARNT: LazyLock<Learnt<3>> =
            LazyLock::new(|| Learnt::of(include_str!("weights/pairs.txt")));
        LEARNT.likely(self.relation_signs(a, b).into_iter())
    }

    /// The signs of what a reply is, for weighing and for learning the weights.
    #[doc(hidden)]
    #[must_use]
    pub fn kind_signs(&self, reading: &Reading) -> Vec<f32> {
        let mut all = self.signs(reading).to_vec();
        all.extend(reading.beside);
        all.push(is(self.is_part(reading)));
        all.push(self.wants.also.len().min(3) as f32);
        let met = meetings(reading.senses.iter().copied());
        all.extend(met.map(is));
        all.extend(self.place_signs(reading));
        all
    }

    /// The signs of whether any clause answers.
    fn place_signs(&self, reading: &Reading) -> [f32; 5] {
        let most = reading.spots.iter().map(|s| s.share).fold(0.0, f32::max);
        let yes: f32 = reading.spots.iter().map(|s| s.share * s.yes.abs()).sum();
        let nowhere = reading.nowhere.clamp(1e-4, 1.0 - 1e-4);
        [
            reading.nowhere,
            (nowhere / (1.0 - nowhere)).ln().clamp(-4.0, 4.0) / 2.0,
            most,
            is(self.expects() == Some(Expects::YesNo)) * yes / 2.0,
            is(self.expects().is_some_and(is_figure)) * most,
        ]
    }

    /// The signs of how right a reply is by one answer that is known to be right, for weighing and for learning the weights.
    #[doc(hidden)]
    #[must_use]
    pub fn reference_signs(&self, reading: &Reading, right: &Reading) -> Vec<f32> {
        let mut beside = reading.beside;
        against(&mut beside, &self.meet(reading, right));
        let mut all = self.signs(reading).to_vec();
        all.extend(beside);
        all.extend(self.pair_signs(reading, right));
        all.extend(self.right_signs(reading, right));
        all.extend(self.joint(reading, right));
        all
    }

    /// The signs of how two replies stand to each other, for weighing and for learning the weights.
    #[doc(hidden)]
    #[must_use]
    pub fn relation_signs(&self, a: &Reading, b: &Reading) -> Vec<f32> {
        let mut all = Self::standing(a, b).to_vec();
        let pair = self.pair_signs(a, b);
        all.extend([3, 4, 7, 8, 14, 15, 16, 20, 21, 22, 28, 29, 33, 35].map(|n: usize| pair[n]));
        let m = self.meet(a, b);
        all.extend([
            m.new,
            m.all,
            m.within.max(m.ahead),
            m.within.min(m.ahead),
            is(m.denied) * m.new.max(0.2),
            m.yes,
            m.same,
            m.other,
            is(m.any),
            is(m.both && !m.any),
            m.shared,
            m.apart,
        ]);
        all.extend(self.joint(a, b));
        all
    }

    /// What each of two replies is and how right it is, taken together.
    pub(super) fn standing(a: &Reading, b: &Reading) -> [f32; 13] {
        let kind = |r: &Reading, code: Substance| {
            let at = CODES.iter().position(|c| *c == code);
            at.map_or(0.0, |at| r.odds[at])
        };
        let answers = (kind(a, Substance::Answer), kind(b, Substance::Answer));
        let parts = (kind(a, Substance::Partial), kind(b, Substance::Partial));
        let says = (answers.0 + parts.0, answers.1 + parts.1);
        let far = kind(a, Substance::OffPoint).max(kind(b, Substance::OffPoint));
        let unknown = [1.0 / RIGHTS as f32; RIGHTS];
        let [x_right, x_none, x_partly, x_wrong] = a.right.unwrap_or(unknown);
        let [y_right, y_none, y_partly, y_wrong] = b.right.unwrap_or(unknown);
        [
            answers.0 * answers.1,
            says.0 * says.1,
            says.0.min(says.1),
            answers.0.min(answers.1),
            parts.0.max(parts.1),
            far,
            x_right * y_right,
            x_right * y_wrong + y_right * x_wrong,
            x_partly.max(y_partly),
            x_none.max(y_none),
            x_wrong.max(y_wrong),
            x_wrong * y_wrong,
            is(a.right.is_some() && b.right.is_some()),
        ]
    }

    fn beside_signs(
        &self,
        known: &Known,
        readings: &[Reading],
        nth: usize,
        one: &Reading,
    ) -> [f32; BESIDE] {
        let mut out = [0.0f32; BESIDE];
        let held = known
            .right
            .iter()
            .take(MOST)
            .map(|right| self.meet(one, right));
        if let Some(best) = held.reduce(|best, more| {
            let better = more.ahead > best.ahead || more.same > best.same;
            if better { more } else { best }
        }) {
            against(&mut out, &best);
        }
        let mut many = 0.0f32;
        for (n, other) in readings.iter().enumerate().take(MOST) {
            if n == nth || other.roles.plain == 0 {
                continue;
            }
            let meet = self.meet(one, other);
            many += 1.0;
            out[14] = out[14].max(meet.new);
            out[15] += meet.new;
            out[16] = out[16].max(meet.within);
            out[17] = out[17].max(meet.ahead);
            out[18] = out[18].max(is(meet.any));
            out[19] += is(meet.any);
            out[20] = out[20].max(meet.shared);
            out[21] += is(meet.both && !meet.any);
        }
        if many > 0.0 {
            out[13] = 1.0;
            for at in [15, 19, 21] {
                out[at] /= many;
            }
        }
        out
    }
}

/// What a reply has in common with what is known to be right.
fn against(out: &mut [f32; BESIDE], meet: &Meet) {
    let signs = [
        1.0,
        meet.new,
        meet.all,
        meet.within,
        meet.ahead,
        is(meet.denied) * meet.new.max(0.2),
        meet.yes,
        meet.same,
        meet.other,
        is(meet.any),
        is(meet.both && !meet.any),
        meet.shared,
        meet.apart,
    ];
    out[..signs.len()].copy_from_slice(&signs);
}

const fn is(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}
