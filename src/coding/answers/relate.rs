//! Two readings side by side.

use super::key::Key;
use super::pairs::SIGNS;
use super::reading::Reading;
use super::substance::{code, is_figure};
use super::value::Alike;
use super::verdict::{Verdict, thousandths};
use crate::model::{Relation, Substance};
use std::ops::Range;

/// A row for each sign of a pair: how much it speaks for that the two contradict each other, and for that one of
/// them does not say it, against that they agree. Learnt by logistic regression on the half of the labelled answers
/// that is for development.
#[rustfmt::skip]
const WEIGHTS: [[f32; 2]; SIGNS] = [
    [0.05, 0.36],
    [-0.05, 0.31],
    [-0.22, -0.26],
    [-0.27, 0.15],
    [0.04, -0.29],
    [-0.61, -0.75],
    [0.26, 0.28],
    [-0.45, -0.70],
    [0.40, 0.96],
    [-0.28, -0.32],
    [0.39, 0.05],
    [0.42, 0.25],
    [-0.09, 0.51],
    [0.16, 0.05],
    [0.60, -0.18],
    [-0.24, 0.03],
    [0.40, 0.16],
    [-0.39, -0.24],
    [0.48, 0.13],
    [-0.07, -0.04],
    [0.10, -0.31],
    [-0.27, -0.44],
    [-0.44, -0.68],
    [-0.06, -0.73],
    [-0.06, -0.70],
    [-0.10, 0.39],
    [0.30, 0.15],
    [-0.38, -0.16],
    [-1.09, -1.30],
    [0.38, 0.22],
    [0.11, 0.26],
    [0.28, 0.10],
    [-0.16, -0.27],
    [0.00, 0.05],
    [0.02, 0.12],
    [-0.24, -0.29],
    [0.33, 0.19],
    [0.23, 0.19],
    [0.80, 0.32],
    [-0.44, -0.71],
];

/// That two agree is said where it is likelier than this, that they contradict each other, that one says nothing.
const AGREE: f32 = 0.5;
const CONTRADICT: f32 = 0.6;
const INCOMPARABLE: f32 = 0.5;
/// A yes or no that is stronger, in natural logarithms of odds, is clear.
const CLEAR: f32 = 1.0;

impl Key {
    /// How two replies stand to each other. Only what cannot both be so contradicts: figures of which none is the
    /// same, or a yes and a no. What is likely enough of neither is unsure.
    #[must_use]
    pub fn relate(&self, a: &Reading, b: &Reading) -> Verdict<Relation> {
        let (kind_a, kind_b) = (code(a), code(b));
        let says = |kind: Substance| matches!(kind, Substance::Answer | Substance::Partial);
        let spans = (a.near.clone(), b.near.clone());
        if !says(kind_a) || !says(kind_b) {
            let odds = if says(kind_a) { b.odds[0] } else { a.odds[0] };
            return verdict(spans, Relation::Incomparable, 1.0 - odds, "says_nothing");
        }
        let [agree, contradict, incomparable] = self.likely(a, b);
        let values = self.values(a, b);
        let stances = (a.stance_span.clone(), b.stance_span.clone());
        let opposed = (a.stance > 0.0) != (b.stance > 0.0) && a.stance != 0.0 && b.stance != 0.0;
        let figure = self.expects().is_some_and(is_figure);
        let figures = values.as_ref().map(|v| {
            (
                vec![v.pair.0.claim.span.clone()],
                vec![v.pair.1.claim.span.clone()],
            )
        });
        let says_yes_and_no = a.roles.opens * b.roles.opens == -1;
        // However alike they are otherwise: other figures, or a clear yes and a clear no, do not agree.
        let barred = if figure {
            values.as_ref().is_some_and(|v| v.found == Alike::Other)
        } else {
            opposed && (says_yes_and_no || a.stance.abs().min(b.stance.abs()) > CLEAR)
        };
        if agree > AGREE && agree >= incomparable && agree >= contradict && !barred {
            return match (values, figures) {
                (Some(v), Some(spans)) if v.found == Alike::Same => {
                    verdict(spans, Relation::Agree, agree, "same_figure")
                }
                _ if !figure && !opposed && !stances.0.is_empty() => {
                    let spans = (vec![stances.0], vec![stances.1]);
                    verdict(spans, Relation::Agree, agree, "same_stance")
                }
                _ => verdict(spans, Relation::Agree, agree, "words"),
            };
        }
        if incomparable > INCOMPARABLE {
            return verdict(spans, Relation::Incomparable, incomparable, "far_apart");
        }
        if contradict > CONTRADICT {
            if let (Some(v), Some(spans)) = (values, figures)
                && v.aligned == Alike::Other
                && v.found == Alike::Other
            {
                return verdict(spans, Relation::Contradict, contradict, "other_figure");
            }
            let says_other =
                a.roles.opens * b.roles.opens == -1 || a.roles.denies != b.roles.denies;
            if !figure && (opposed || says_other || self.beside(a, b) == Some(Alike::Other)) {
                let spans = (vec![stances.0], vec![stances.1]);
                return verdict(spans, Relation::Contradict, contradict, "other_stance");
            }
        }
        verdict(spans, Relation::Unsure, 0.0, "open")
    }

    /// How likely two readings agree, contradict each other, or are of different things.
    fn likely(&self, a: &Reading, b: &Reading) -> [f32; 3] {
        let mut sums = [0.0f32; 3];
        for (sign, row) in self.pair_signs(a, b).iter().zip(&WEIGHTS) {
            sums[1] += sign * row[0];
            sums[2] += sign * row[1];
        }
        let most = sums.iter().copied().fold(0.0, f32::max);
        let shares = sums.map(|s| (s - most).exp());
        let all: f32 = shares.iter().sum();
        shares.map(|s| s / all)
    }
}

fn verdict(
    (spans, other_spans): (Vec<Range<usize>>, Vec<Range<usize>>),
    code: Relation,
    likely: f32,
    rule: &'static str,
) -> Verdict<Relation> {
    Verdict {
        code,
        confidence: thousandths(likely),
        rule,
        spans,
        other_spans,
    }
}
