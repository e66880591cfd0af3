//! How long the first word and the answer took. Silence is data: who did not answer is censored
//! when observation ended, not left out.

use super::Tally;
use super::metric::{Entry, Measure};
use super::statistics::{KaplanMeier, Observation};
use crate::model::Denominator;

/// What each time and speed says.
pub const CODEBOOK: &[Entry] = &[
    Entry {
        metric: "median_hours_to_acknowledgement",
        unit: "hours",
        about: "Kaplan-Meier median of the hours to the first reply of any kind (a receipt, an \
                automatic reply, or an answer without either), censored at the cut-off. Empty when \
                fewer than half had one. Interval: Greenwood, log-log.",
    },
    Entry {
        metric: "median_hours_to_answer",
        unit: "hours",
        about: "Kaplan-Meier median of the hours to the answer, censored at the cut-off. Empty \
                when fewer than half were answered. Interval: Greenwood, log-log.",
    },
    Entry {
        metric: "answered_within_10_min",
        unit: "share",
        about: "1 - S(10 min) of the Kaplan-Meier curve of hours to the answer. Interval: \
                Greenwood, log-log; empty at 0 and 1, where it is not defined.",
    },
    Entry {
        metric: "answered_within_1_h",
        unit: "share",
        about: "1 - S(1 h), likewise.",
    },
    Entry {
        metric: "answered_within_24_h",
        unit: "share",
        about: "1 - S(24 h), likewise.",
    },
    Entry {
        metric: "answered_within_36_h",
        unit: "share",
        about: "1 - S(36 h), likewise.",
    },
    Entry {
        metric: "answered_within_72_h",
        unit: "share",
        about: "1 - S(72 h), likewise.",
    },
    Entry {
        metric: "mean_hours_to_answer_repliers_only",
        unit: "hours",
        about: "Arithmetic mean of hours_to_answer over those that answered in time. It leaves out \
                the silent, so it improves when slow companies stop answering: read it only beside \
                the median.",
    },
];

/// The yardsticks of speed, hours.
const WITHIN: [(&str, f64); 5] = [
    ("answered_within_10_min", 1.0 / 6.0),
    ("answered_within_1_h", 1.0),
    ("answered_within_24_h", 24.0),
    ("answered_within_36_h", 36.0),
    ("answered_within_72_h", 72.0),
];

/// Medians, shares answered within the yardsticks, and the mean over repliers. `n` counts the
/// delivered enquiries whose times are known; for the mean, those answered.
pub fn measure(tally: &Tally, measures: &mut Vec<Measure>) {
    let first_replies = KaplanMeier::fit(tally.first_replies.clone());
    let answers = KaplanMeier::fit(tally.answers.clone());
    for (metric, curve) in [
        ("median_hours_to_acknowledgement", &first_replies),
        ("median_hours_to_answer", &answers),
    ] {
        let median = curve.median();
        measures.push(Measure {
            metric,
            value: median.value,
            interval: (median.low, median.high),
            n: curve.n(),
            denominator: Denominator::Delivered,
        });
    }
    for (metric, hours) in WITHIN {
        let waiting = answers.waiting_at(hours);
        let interval = waiting.and_then(|(_, interval)| interval);
        measures.push(Measure {
            metric,
            value: waiting.map(|(waiting, _)| 1.0 - waiting),
            interval: (interval.map(|i| 1.0 - i.1), interval.map(|i| 1.0 - i.0)),
            n: answers.n(),
            denominator: Denominator::Delivered,
        });
    }
    measures.push(mean(&tally.answers));
}

fn mean(answers: &[Observation]) -> Measure {
    let mut hours: Vec<f64> = answers
        .iter()
        .filter(|o| o.event)
        .map(|o| o.hours)
        .collect();
    // Summed in order of size, so that the order of the cases does not show in the last digit.
    hours.sort_unstable_by(f64::total_cmp);
    Measure {
        metric: "mean_hours_to_answer_repliers_only",
        value: (!hours.is_empty()).then(|| hours.iter().sum::<f64>() / hours.len() as f64),
        interval: (None, None),
        n: hours.len() as u64,
        denominator: Denominator::Answered,
    }
}
