//! What the answers are worth and how fast they are in customers' eyes: a line a metric, a column a channel.

use super::tables::NOTHING;
use super::view::{View, share_with_n};
use crate::model::Estimate;
use crate::report::number::{decimal, duration, whole};
use crate::score::metric::{self, Scale};
use std::fmt::Write;

const EXPECTED: &[&str] = &[
    "answered_same_day",
    "answered_in_due_time",
    "expectation_met",
    "twitter_yardstick_met",
    "promise_kept",
    "promised_hours",
    "median_business_hours_to_answer",
    "restricted_mean_hours_to_answer",
];

const WORTH: &[&str] = &[
    "correct",
    "complete",
    "first_contact_resolution",
    "greeting_by_name",
    "agent_named",
    "apology",
    "empathy",
    "understood",
    "next_step",
    "link",
    "language_kept",
    "reading_ease",
    "grammar_slips",
    "words",
    "rating",
    "net_promoter_score",
    "resolved",
    "use_again",
];

const REACH: &[&str] = &[
    "channels_offered",
    "no_online_contact",
    "self_service_clicks",
    "self_service_seconds",
    "dialogue_share",
    "signed_share",
    "default_avatar",
    "service_account",
    "contacts",
    "burden_minutes",
];

/// The sections, each left out where there is nothing to say.
pub fn sections(views: &[View], label: impl Fn(&View) -> String + Copy) -> String {
    let mut text = String::new();
    for (title, metrics) in [
        ("Speed in customers' eyes", EXPECTED),
        ("What the answers are worth", WORTH),
        ("Reach, effort and burden", REACH),
    ] {
        let table = table(metrics, views, label);
        if !table.is_empty() {
            let _ = write!(text, "\n## {title}\n\n{table}");
        }
    }
    if !text.is_empty() {
        text.push_str(
            "\nWhat each line says stands in `data/datapackage.json` under the metric's name.\n",
        );
    }
    text
}

fn table(metrics: &[&str], views: &[View], label: impl Fn(&View) -> String) -> String {
    let mut lines = String::new();
    for name in metrics {
        let Some(metric) = metric::find(name) else {
            continue;
        };
        let found: Vec<Option<&Estimate>> = views.iter().map(|v| v.get(name)).collect();
        if !found.iter().flatten().any(|e| e.n > 0) {
            continue;
        }
        let cells: Vec<String> = found
            .into_iter()
            .map(|estimate| cell(metric.scale, estimate))
            .collect();
        let _ = writeln!(
            lines,
            "| {} | {} |",
            name.replace('_', " "),
            cells.join(" | ")
        );
    }
    if lines.is_empty() {
        return lines;
    }
    let labels: Vec<String> = views.iter().map(label).collect();
    format!(
        "| | {} |\n| --- |{}\n{lines}",
        labels.join(" | "),
        " --- |".repeat(views.len())
    )
}

fn cell(scale: Scale, estimate: Option<&Estimate>) -> String {
    let Some(estimate) = estimate.filter(|e| e.n > 0) else {
        return NOTHING.to_owned();
    };
    let Some(value) = estimate.value else {
        return "not reached".to_owned();
    };
    let number = |value: f64| match scale {
        Scale::Hours => duration(value),
        // Counts and sums are whole.
        Scale::Count | Scale::Minutes => counted(value),
        Scale::Share | Scale::Seconds | Scale::Points => rounded(value),
    };
    let n = whole(estimate.n);
    match (scale, estimate.low, estimate.high) {
        (Scale::Share, ..) => share_with_n(Some(estimate)).unwrap_or_default(),
        (Scale::Count | Scale::Minutes, ..) => number(value),
        (_, Some(low), Some(high)) => {
            format!(
                "{} ({}\u{2013}{}), n = {n}",
                number(value),
                number(low),
                number(high)
            )
        }
        (_, Some(low), None) => format!("{} ({} or more), n = {n}", number(value), number(low)),
        _ => format!("{}, n = {n}", number(value)),
    }
}

/// A count or a sum of whole minutes, with its thousands set apart.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count, kept as a number like every estimate"
)]
fn counted(value: f64) -> String {
    whole(value.round() as u64)
}

/// A number to one decimal; to three, when it is so small that one would say nothing.
fn rounded(value: f64) -> String {
    let scale = if value.abs() < 1.0 { 1000.0 } else { 10.0 };
    decimal(Some((value * scale).round() / scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_not_rounded_away() {
        assert_eq!(rounded(0.0176), "0.018");
        assert_eq!(rounded(81.68), "81.7");
        assert_eq!(rounded(-12.34), "-12.3");
        assert_eq!(counted(7250.0), "7,250");
    }

    #[test]
    fn every_line_is_a_metric_and_stands_once() {
        let mut names: Vec<&str> = [EXPECTED, WORTH, REACH].concat();
        for name in &names {
            assert!(metric::find(name).is_some(), "{name}");
        }
        let lines = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), lines);
    }
}
