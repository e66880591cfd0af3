//! What other replies to the same question, and what is known to be right, say of where a reply answers and what it is.

use super::judge::Known;
use super::key::Key;
use super::parts::contained;
use super::reading::{Located, Reading};
use super::substance::is_figure;
use super::value::{Alike, alike};
use crate::model::Expects;

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

/// The signs of a reply that others give.
pub(super) const BESIDE: usize = 22;

impl Key {
    /// Holds two readings against each other.
    pub(super) fn meet(&self, a: &Reading, b: &Reading) -> Meet {
        let mut meet = Meet::default();
        let mut best = 0.0f32;
        for x in a.parts.iter().filter(|p| !p.aside) {
            for y in b.parts.iter().filter(|p| !p.aside) {
                let met = x.meets(y);
                meet.new = meet.new.max(met.new);
                meet.all = meet.all.max(met.all);
                let both = met.new + met.all * 0.5;
                if both > best {
                    best = both;
                    meet.denied = x.denies != y.denies;
                    meet.yes = x.yes.clamp(-2.0, 2.0) * y.yes.clamp(-2.0, 2.0);
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
        let fits = |l: &&Located| l.wanted && !l.aside && kind.is_some_and(|k| l.claim.value.answers() == k);
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
        let signs: Vec<[f32; BESIDE]> = readings
            .iter()
            .enumerate()
            .map(|(nth, one)| self.beside_signs(known, readings, nth, one))
            .collect();
        let supports: Vec<Vec<[f32; 4]>> = readings
            .iter()
            .enumerate()
            .map(|(nth, one)| self.supports(known, readings, nth, one))
            .collect();
        for ((reading, signs), supports) in readings.iter_mut().zip(signs).zip(supports) {
            reading.beside = signs;
            for (located, support) in reading.located.iter_mut().zip(supports) {
                located.support = support;
            }
        }
    }

    /// What speaks for each value elsewhere: that the reference has it; how many of the others do; how much its
    /// clause has in common with the reference, and with the others.
    fn supports(
        &self,
        known: &Known,
        readings: &[Reading],
        nth: usize,
        one: &Reading,
    ) -> Vec<[f32; 4]> {
        let others = || {
            let others = readings.iter().enumerate().take(MOST);
            others.filter(move |(n, _)| *n != nth).map(|(_, r)| r)
        };
        let has = |r: &Reading, l: &Located| {
            let same = |o: &&Located| {
                !o.aside && alike(&o.claim.value, &l.claim.value, self.tolerance) == Some(Alike::Same)
            };
            r.located.iter().filter(same).map(|o| o.share).fold(0.0, f32::max)
        };
        let words = |r: &Reading, l: &Located| {
            let Some(part) = one.parts.iter().find(|p| p.span.contains(&l.claim.span.start)) else {
                return 0.0;
            };
            let stated = r.parts.iter().filter(|p| !p.aside);
            stated.map(|p| part.meets(p).new).fold(0.0, f32::max)
        };
        one.located
            .iter()
            .map(|l| {
                let refs = || known.right.iter().take(MOST);
                [
                    if refs().any(|r| has(r, l) > 0.0) { 1.0 } else { 0.0 },
                    others().map(|r| has(r, l)).sum::<f32>().min(2.0),
                    refs().map(|r| words(r, l)).fold(0.0, f32::max),
                    others().map(|r| words(r, l)).fold(0.0, f32::max),
                ]
            })
            .collect()
    }

    fn beside_signs(
        &self,
        known: &Known,
        readings: &[Reading],
        nth: usize,
        one: &Reading,
    ) -> [f32; BESIDE] {
        let is = |yes: bool| if yes { 1.0 } else { 0.0 };
        let mut out = [0.0f32; BESIDE];
        if let Some(right) = known.right.first() {
            let mut meet = self.meet(one, right);
            for other in known.right.iter().skip(1).take(MOST) {
                let more = self.meet(one, other);
                if more.ahead > meet.ahead || more.same > meet.same {
                    meet = more;
                }
            }
            out[0] = 1.0;
            out[1] = meet.new;
            out[2] = meet.all;
            out[3] = meet.within;
            out[4] = meet.ahead;
            out[5] = is(meet.denied) * meet.new.max(0.2);
            out[6] = meet.yes;
            out[7] = meet.same;
            out[8] = meet.other;
            out[9] = is(meet.any);
            out[10] = is(meet.both && !meet.any);
            out[11] = meet.shared;
            out[12] = meet.apart;
        }
        let mut many = 0.0f32;
        for (n, other) in readings.iter().enumerate().take(MOST) {
            if n == nth || other.odds[0] < 0.4 {
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

impl Key {
    /// Everything that is weighed, by name, for learning the weights.
    #[doc(hidden)]
    #[must_use]
    pub fn weighed(&self, reading: &Reading) -> Vec<f32> {
        let mut all = self.signs(reading).to_vec();
        all.extend(reading.beside);
        let met = super::senses::meetings(reading.senses.iter().copied());
        all.extend(met.map(|m| if m { 1.0 } else { 0.0 }));
        all
    }

    /// The values that were wanted: bytes, signs and supports, for learning the weights.
    #[doc(hidden)]
    #[must_use]
    pub fn located(&self, reading: &Reading) -> Vec<(usize, String, Vec<f32>, bool)> {
        let of = |l: &Located| {
            let mut signs = l.signs.to_vec();
            signs.extend(l.support);
            (l.claim.span.start, l.claim.value.answers().as_str().to_owned(), signs, l.wanted && !l.aside)
        };
        reading.located.iter().map(of).collect()
    }

    /// How two readings meet, for learning the weights.
    #[doc(hidden)]
    #[must_use]
    pub fn met(&self, a: &Reading, b: &Reading) -> Vec<f32> {
        let m = self.meet(a, b);
        let is = |yes: bool| if yes { 1.0 } else { 0.0 };
        vec![m.new, m.all, m.within.max(m.ahead), m.within.min(m.ahead), is(m.denied) * m.new.max(0.2), m.yes, m.same, m.other, is(m.any), is(m.both && !m.any), m.shared, m.apart]
    }
}
