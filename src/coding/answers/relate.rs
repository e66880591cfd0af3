//! Two readings side by side.

use super::key::Key;
use super::reading::{Located, Reading};
use super::substance::is_figure;
use super::value::{Alike, alike};
use super::verdict::Verdict;
use crate::model::{Expects, Relation, Substance, Tolerance};

/// How the values of one kind stand to each other in two readings.
struct Values {
    /// The likeliest of both.
    tops: Option<Alike>,
    /// The likeliest of the one with fewer, against all of the other.
    fewer: Alike,
    /// The nearest that any two are.
    any: Alike,
    counts: (usize, usize),
    /// How near the likeliest are to the question: the less near one, the nearer one.
    near: (f32, f32),
}

fn nearer(a: Alike, b: Alike) -> Alike {
    match (a, b) {
        (Alike::Same, _) | (_, Alike::Same) => Alike::Same,
        (Alike::Near, _) | (_, Alike::Near) => Alike::Near,
        _ => Alike::Other,
    }
}

fn values(
    a: &Reading,
    b: &Reading,
    tolerance: Option<Tolerance>,
    counts: impl Fn(&Located) -> bool,
) -> Option<Values> {
    let pick =
        |r: &Reading| -> Vec<Located> { r.located.iter().filter(|l| counts(l)).cloned().collect() };
    let (a, b) = (pick(a), pick(b));
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let (few, many) = if a.len() <= b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    let top = |list: &[Located]| {
        let best = list
            .iter()
            .enumerate()
            .max_by(|x, y| x.1.share.total_cmp(&y.1.share).then(y.0.cmp(&x.0)));
        best.map(|(_, l)| l.clone())
    };
    let (top_few, top_many) = (top(few)?, top(many)?);
    let tops = alike(&top_few.claim.value, &top_many.claim.value, tolerance);
    let mut fewer = Alike::Other;
    for one in many {
        if let Some(found) = alike(&top_few.claim.value, &one.claim.value, tolerance) {
            fewer = nearer(fewer, found);
        }
    }
    let mut any = Alike::Other;
    for x in few {
        for y in many {
            if let Some(found) = alike(&x.claim.value, &y.claim.value, tolerance) {
                any = nearer(any, found);
            }
        }
    }
    Some(Values {
        tops,
        fewer,
        any,
        counts: (few.len(), many.len()),
        near: (
            top_few.near.min(top_many.near),
            top_few.near.max(top_many.near),
        ),
    })
}

/// How much two sorted lists have in common, of the shorter.
fn common(a: &[u32], b: &[u32]) -> f32 {
    let shared = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    shared as f32 / a.len().min(b.len()).max(1) as f32
}

/// A shorter reply that names one figure of the kind asked for means it for the answer.
const SHORT: usize = 35;
/// In a longer one so much of the question must be named around the figure, and the next likely figure be less
/// likely by so much.
const NEAR: f32 = 0.5;
const SECOND: f32 = 0.8;
/// A yes or no that is weaker is not taken for one, in natural logarithms of odds.
const CLEAR: f32 = 1.5;
/// Replies with such a share of words in common, beside the question's, say the same.
const ALIKE: f32 = 0.55;

/// Whether it is beyond doubt which figure of a reply answers.
fn is_sure(reading: &Reading, wanted: impl Fn(&Located) -> bool) -> bool {
    let mut shares: Vec<(f32, f32)> = reading
        .located
        .iter()
        .filter(|l| wanted(l))
        .map(|l| (l.share, l.near))
        .collect();
    shares.sort_by(|a, b| b.0.total_cmp(&a.0));
    match shares[..] {
        [] => false,
        [_] if reading.length < SHORT => true,
        [(_, near)] => near >= NEAR,
        [(_, near), (second, _), ..] => near >= NEAR && second <= SECOND,
    }
}

impl Key {
    /// How two replies stand to each other in what was asked.
    ///
    /// Only what cannot both be so is called a contradiction: figures of the kind asked for of which none of the
    /// one stands anywhere in the other, where it is beyond doubt which of them answer; or a clear yes against a
    /// clear no. Whatever else is not plainly the same is left to people.
    #[must_use]
    pub fn relate(&self, a: &Reading, b: &Reading) -> Verdict<Relation> {
        let (kind_a, kind_b) = (self.substance(a), self.substance(b));
        let says = |kind: Substance| matches!(kind, Substance::Answer | Substance::Partial);
        if !says(kind_a.code) || !says(kind_b.code) {
            let confidence = if says(kind_a.code) {
                kind_b.confidence
            } else {
                kind_a.confidence
            };
            return verdict(a, b, Relation::Incomparable, confidence, "says_nothing");
        }
        self.figures(a, b)
            .or_else(|| self.stances(a, b))
            .unwrap_or_else(|| {
                if common(&a.words, &b.words) >= ALIKE && a.words.len().min(b.words.len()) >= 3 {
                    verdict(a, b, Relation::Agree, 600, "words")
                } else {
                    verdict(a, b, Relation::Unsure, 0, "open")
                }
            })
    }

    /// By the figures of the kind that was asked for first.
    fn figures(&self, a: &Reading, b: &Reading) -> Option<Verdict<Relation>> {
        let first = self.expects().filter(|e| is_figure(*e))?;
        let wanted = |l: &Located| l.wanted && l.claim.value.answers() == first;
        let found = values(a, b, self.tolerance, wanted)?;
        let sure = is_sure(a, wanted) && is_sure(b, wanted);
        let spans = |r: &Reading| -> Vec<_> {
            let mut all: Vec<&Located> = r.located.iter().filter(|l| wanted(l)).collect();
            all.sort_by(|x, y| y.share.total_cmp(&x.share));
            all.iter().take(1).map(|l| l.claim.span.clone()).collect()
        };
        let rest_on = |code, confidence, rule| Verdict {
            code,
            confidence,
            rule,
            spans: spans(a),
            other_spans: spans(b),
        };
        Some(match (found.tops, found.fewer, found.any) {
            (Some(Alike::Same), ..) => {
                rest_on(Relation::Agree, if sure { 850 } else { 700 }, "same_figure")
            }
            (_, _, Alike::Other) if sure => rest_on(Relation::Contradict, 800, "other_figure"),
            (_, Alike::Same, _) if found.counts.0 == 1 && found.near.0 < NEAR => {
                rest_on(Relation::Agree, 550, "figure_found")
            }
            _ => rest_on(Relation::Unsure, 0, "figures_open"),
        })
    }

    /// By yes and no, where that was asked for.
    fn stances(&self, a: &Reading, b: &Reading) -> Option<Verdict<Relation>> {
        if !self.wants.has(Expects::YesNo) || a.stance.abs().min(b.stance.abs()) < CLEAR {
            return None;
        }
        let same = (a.stance > 0.0) == (b.stance > 0.0);
        let (code, rule) = if same {
            (Relation::Agree, "same_stance")
        } else {
            (Relation::Contradict, "other_stance")
        };
        Some(Verdict {
            code,
            confidence: 650,
            rule,
            spans: vec![a.stance_span.clone()],
            other_spans: vec![b.stance_span.clone()],
        })
    }
}

fn verdict(
    a: &Reading,
    b: &Reading,
    code: Relation,
    confidence: u16,
    rule: &'static str,
) -> Verdict<Relation> {
    Verdict {
        code,
        confidence,
        rule,
        spans: a.near.clone(),
        other_spans: b.near.clone(),
    }
}
