//! Two readings side by side.

use super::key::Key;
use super::pairs::Values;
use super::reading::Reading;
use super::substance::{answering, code, is_figure};
use super::value::Alike;
use super::verdict::{Verdict, thousandths};
use crate::model::{Relation, Substance};
use std::ops::Range;

/// That two agree is said where it is likelier than this, unless one likely says nothing.
const AGREE: f32 = 0.36;
const APART: f32 = 0.5;
/// That they contradict each other, where it is likelier than this: of pairs of strangers that are so likely to, at most one in
/// twenty does not. `benches/answers_learn.py` prints what each bar finds.
const CONTRADICT: f32 = 0.86;
const OFF_POINT: f32 = 0.1;
/// What is that plain, where nothing is known to be right, is so likely at least; and so many words a reply may have.
const PLAIN: f32 = 0.6;
const BRIEF: usize = 30;
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
            let odds = if says(kind_a) {
                answering(b)
            } else {
                answering(a)
            };
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
        if agree > AGREE && incomparable < APART && agree >= contradict && !barred {
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
        let plain = self.plain_conflict(a, b, values.as_ref());
        if plain || contradict > CONTRADICT {
            let contradict = if plain {
                contradict.max(PLAIN)
            } else {
                contradict
            };
            return match (values, figures) {
                (Some(v), Some(spans)) if v.found == Alike::Other => {
                    verdict(spans, Relation::Contradict, contradict, "other_figure")
                }
                _ if figure => verdict(spans, Relation::Unsure, 0.0, "open"),
                _ => {
                    let spans = if stances.0.is_empty() || stances.1.is_empty() {
                        spans
                    } else {
                        (vec![stances.0], vec![stances.1])
                    };
                    verdict(spans, Relation::Contradict, contradict, "other_stance")
                }
            };
        }
        if incomparable > APART && incomparable > agree {
            return verdict(spans, Relation::Incomparable, incomparable, "far_apart");
        }
        verdict(spans, Relation::Unsure, 0.0, "open")
    }

    /// Whether two replies that say little else say two figures, or one yes and the other no, where nothing is known that could
    /// tell better.
    fn plain_conflict(&self, a: &Reading, b: &Reading, values: Option<&Values<'_>>) -> bool {
        let [_, _, says, _, _, off_point, .., known] = Self::standing(a, b);
        let brief = a.length.max(b.length) < BRIEF;
        let figure = self.expects().is_some_and(is_figure);
        let other = if figure {
            values.is_some_and(|v| v.any == Alike::Other && v.counts.1 == 1)
        } else {
            a.roles.opens * b.roles.opens == -1 && (a.stance > 0.0) != (b.stance > 0.0)
        };
        brief && other && says > 0.5 && off_point < OFF_POINT && known < 0.5
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
