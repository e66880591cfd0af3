//! A comparison as one JSON object.

use crate::report::number::as_printed;
use crate::score::compare::{Change, Comparison, Untold};
use serde_json::{Value, json};

/// Everything of a comparison; numbers as in `comparison.csv`, but p-values whole.
#[must_use]
pub fn json(comparison: &Comparison) -> Value {
    let changes: Vec<Value> = comparison.changes.iter().map(change).collect();
    json!({
        "base": comparison.base,
        "head": comparison.head,
        "labels": said(&comparison.labels),
        "notes": said(&comparison.notes),
        "companies": comparison.pairs,
        "tested": comparison.tested(),
        "changes": changes,
    })
}

fn said<T: ToString>(list: &[T]) -> Vec<String> {
    list.iter().map(T::to_string).collect()
}

fn change(change: &Change) -> Value {
    let number = |value: Option<f64>| value.filter(|v| v.is_finite()).map(as_printed);
    json!({
        "metric": change.metric.name,
        "subject_kind": change.subject.kind(),
        "subject": change.subject.name(),
        "channel": change.channel,
        "denominator": change.denominator().as_str(),
        "base": number(change.base.value),
        "base_n": change.base.n,
        "head": number(change.head.value),
        "head_n": change.head.n,
        "companies": change.pairs,
        "test": change.test.as_str(),
        "effect": number(change.effect),
        "low": number(change.low),
        "high": number(change.high),
        "p": change.p,
        "p_adjusted": change.p_adjusted,
        "call": change.call.as_str(),
        "better": change.is_better(),
        "reason": change.reason.map(Untold::as_str),
    })
}
