//! The signs by which it is told how two readings stand to each other. Every sign is the same in either order.

use super::key::Key;
use super::reading::{Located, Reading};
use super::substance::{is_figure, kinds_of};
use super::value::{Alike, alike};
use crate::model::Expects;

/// How many signs are looked at.
pub(super) const SIGNS: usize = 37;

/// How the values of one kind stand to each other in two readings.
pub(super) struct Values<'a> {
    /// The likeliest of both.
    pub tops: Alike,
    /// Those two whose clauses have most in common, of the likely ones.
    pub aligned: Alike,
    /// Those two.
    pub pair: (&'a Located, &'a Located),
    /// The likeliest of either against all of the other, the nearer.
    pub found: Alike,
    /// The nearest that any two are.
    pub any: Alike,
    /// How many of the kind stand in the one with fewer, and in the other.
    pub counts: (usize, usize),
    /// How near the likeliest are to the question: the less near one.
    pub near: f32,
}

/// Replies that have no more words than this have room for little beside the answer.
const BRIEF: usize = 30;

fn nearer(a: Alike, b: Alike) -> Alike {
    match (a, b) {
        (Alike::Same, _) | (_, Alike::Same) => Alike::Same,
        (Alike::Near, _) | (_, Alike::Near) => Alike::Near,
        _ => Alike::Other,
    }
}

/// How much two sorted lists have in common, of the shorter.
pub(super) fn common(a: &[u32], b: &[u32]) -> f32 {
    let shared = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    shared as f32 / a.len().min(b.len()).max(1) as f32
}

/// The values that answer a question for a kind; those of another kind that would do count where no other stand.
fn wanted(reading: &Reading, kind: Expects, other: bool) -> Vec<&Located> {
    let fits = |l: &&Located| {
        let same = l.claim.value.answers() == kind;
        l.wanted && !l.aside && (same && !other || other && kinds_of(kind, l))
    };
    reading.located.iter().filter(fits).collect()
}

fn top<'a>(list: &[&'a Located]) -> Option<&'a Located> {
    list.iter()
        .copied()
        .reduce(|best, l| if l.share > best.share { l } else { best })
}

impl Key {
    /// The values of the kind that was asked for first in two readings, held against each other.
    pub(super) fn values<'a>(&self, a: &'a Reading, b: &'a Reading) -> Option<Values<'a>> {
        let kind = self.expects().filter(|e| is_figure(*e))?;
        let of = |other| (wanted(a, kind, other), wanted(b, kind, other));
        let (mut xs, mut ys) = of(false);
        if xs.is_empty() || ys.is_empty() {
            (xs, ys) = of(true);
        }
        let (top_x, top_y) = (top(&xs)?, top(&ys)?);
        let held = |x: &Located, y: &Located| alike(&x.claim.value, &y.claim.value, self.tolerance);
        let tops = held(top_x, top_y)?;
        let (mut found, mut any) = (tops, tops);
        let mut best: Option<(f32, Alike, (&Located, &Located))> = None;
        for x in &xs {
            for y in &ys {
                let Some(how) = held(x, y) else { continue };
                any = nearer(any, how);
                if std::ptr::eq(*x, top_x) || std::ptr::eq(*y, top_y) {
                    found = nearer(found, how);
                }
                let alike = x.share * y.share * (0.3 + common(&x.words, &y.words));
                // Of two pairs as likely the nearer counts, whichever stands first.
                let better = best.as_ref().is_none_or(|(most, held, _)| {
                    alike > *most || alike >= *most && nearer(how, *held) != *held
                });
                if better {
                    best = Some((alike, how, (*x, *y)));
                }
            }
        }
        let (_, aligned, pair) = best?;
        Some(Values {
            tops,
            aligned,
            pair,
            found,
            any,
            counts: (xs.len().min(ys.len()), xs.len().max(ys.len())),
            near: top_x.near.min(top_y.near),
        })
    }

    /// The only durations, sums or shares of two replies to a question for something else.
    pub(super) fn beside(&self, a: &Reading, b: &Reading) -> Option<Alike> {
        let only = |reading: &Reading| {
            let mut found = reading.located.iter().filter(|l| {
                let kind = l.claim.value.answers();
                !l.aside && matches!(kind, Expects::Duration | Expects::Money | Expects::Percent)
            });
            let first = found.next()?.claim.value.clone();
            found.next().is_none().then_some(first)
        };
        alike(&only(a)?, &only(b)?, self.tolerance)
    }

    /// The signs of a pair, for weighing and for learning the weights.
    #[doc(hidden)]
    #[must_use]
    pub fn pair_signs(&self, a: &Reading, b: &Reading) -> [f32; SIGNS] {
        let is = |yes: bool| if yes { 1.0 } else { 0.0 };
        let figure = self.expects().is_some_and(is_figure);
        let yes_no = self.expects() == Some(Expects::YesNo);
        let values = self.values(a, b);
        let value = |f: &dyn Fn(&Values<'_>) -> bool| is(values.as_ref().is_some_and(f));
        let stances = a.stance.abs().min(b.stance.abs());
        let same = (a.stance > 0.0) == (b.stance > 0.0);
        let whether = self.wants.has(Expects::YesNo) || !figure;
        let shared = common(&a.words, &b.words);
        let brief = a.length.max(b.length) < BRIEF;
        let beside = self.beside(a, b);
        let long = a.length.max(b.length).max(1) as f32;
        let short = a.length.min(b.length).max(1) as f32;
        [
            1.0,
            is(figure),
            is(yes_no),
            value(&|v| v.aligned == Alike::Same),
            value(&|v| v.aligned == Alike::Other),
            value(&|v| v.tops == Alike::Same),
            value(&|v| v.tops == Alike::Other),
            value(&|v| v.found == Alike::Same),
            value(&|v| v.any == Alike::Other),
            value(&|v| v.counts.1 == 1 && v.tops == Alike::Same),
            value(&|v| v.counts.1 == 1 && v.tops == Alike::Other),
            value(&|v| v.counts.0 == 1 && v.found == Alike::Other),
            is(figure && values.is_none()),
            values.as_ref().map_or(0.0, |v| v.near),
            values
                .as_ref()
                .map_or(0.0, |v| common(&v.pair.0.words, &v.pair.1.words)),
            is(yes_no && same) * stances,
            is(yes_no && !same) * stances,
            is(whether && !yes_no && same) * stances,
            is(whether && !yes_no && !same) * stances,
            is(yes_no) * (a.only - b.only).abs(),
            shared * is(figure),
            shared * is(yes_no),
            shared * is(!figure && !yes_no),
            a.named.min(b.named),
            (long / short).ln(),
            is(a.is_reference || b.is_reference),
            a.covered.min(b.covered),
            a.heaviest.min(b.heaviest),
            is(whether && a.roles.opens * b.roles.opens == 1),
            is(whether && a.roles.opens * b.roles.opens == -1),
            is(yes_no && a.roles.denies != b.roles.denies),
            is(yes_no && a.roles.denies != b.roles.denies && brief),
            is(!figure && beside == Some(Alike::Same)),
            is(!figure && beside == Some(Alike::Other)),
            is(!figure && beside == Some(Alike::Other) && brief),
            value(&|v| v.any == Alike::Other && brief),
            value(&|v| v.tops == Alike::Same && brief),
        ]
    }
}
