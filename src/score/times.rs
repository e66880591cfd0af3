//! How long the first word and the answer took. Silence is data: who did not answer is censored
//! when observation ended, not left out.

use super::Awaited;
use super::metric::{Better, How, Metric, Reading, Scale};
use crate::model::Denominator;

const fn time(name: &'static str, about: &'static str, what: Awaited, reading: Reading) -> Metric {
    let (scale, better) = match reading {
        Reading::Within(_) => (Scale::Share, Better::Higher),
        Reading::Quantile(_) | Reading::Restricted(_) => (Scale::Hours, Better::Lower),
    };
    Metric {
        name,
        scale,
        better,
        denominator: Denominator::Delivered,
        about,
        how: How::Time(what, reading),
    }
}

const fn answer(name: &'static str, about: &'static str, reading: Reading) -> Metric {
    time(name, about, Awaited::Answer, reading)
}

const fn business(name: &'static str, about: &'static str, reading: Reading) -> Metric {
    time(name, about, Awaited::AnswerInBusinessHours, reading)
}

/// Quantiles, shares answered within the yardsticks, and means. `n` counts the delivered enquiries whose times are
/// known; for the mean over repliers, those answered.
pub const METRICS: &[Metric] = &[
    time(
        "median_hours_to_acknowledgement",
        "Kaplan-Meier median of the hours to the first reply of any kind (a receipt, an automatic reply, or an answer \
         without either), censored at the cut-off. Empty when fewer than half had one. Interval: log-log.",
        Awaited::FirstReply,
        Reading::Quantile(0.5),
    ),
    time(
        "quartile_hours_to_acknowledgement",
        "The hours after which a quarter had it, likewise.",
        Awaited::FirstReply,
        Reading::Quantile(0.25),
    ),
    time(
        "upper_quartile_hours_to_acknowledgement",
        "The hours after which three quarters had it, likewise.",
        Awaited::FirstReply,
        Reading::Quantile(0.75),
    ),
    time(
        "restricted_mean_hours_to_acknowledgement",
        "The mean hours to it when who waits past 72 hours counts as waiting just so long: the area under the curve.",
        Awaited::FirstReply,
        Reading::Restricted(72.0),
    ),
    answer(
        "quartile_hours_to_answer",
        "The hours after which a quarter was answered, read off the Kaplan-Meier curve, censored at the cut-off. Empty \
         when fewer were. Interval: log-log.",
        Reading::Quantile(0.25),
    ),
    answer(
        "median_hours_to_answer",
        "Kaplan-Meier median of the hours to the answer, censored at the cut-off. Empty when fewer than half were \
         answered. Interval: log-log.",
        Reading::Quantile(0.5),
    ),
    answer(
        "upper_quartile_hours_to_answer",
        "The hours after which three quarters were answered, likewise.",
        Reading::Quantile(0.75),
    ),
    answer(
        "restricted_mean_hours_to_answer",
        "Restricted mean: of the first 72 hours, how many a shopper waits on average; who waits longer counts 72. The \
         area under the Kaplan-Meier curve up to 72 hours (Irwin 1949; Royston and Parmar 2013).",
        Reading::Restricted(72.0),
    ),
    answer(
        "answered_within_10_min",
        "1 - S(10 min) of the Kaplan-Meier curve of hours to the answer. Interval: log-log; empty at 0 and 1, where it \
         is not defined.",
        Reading::Within(1.0 / 6.0),
    ),
    answer(
        "answered_within_30_min",
        "1 - S(30 min), likewise.",
        Reading::Within(0.5),
    ),
    answer(
        "answered_within_1_h",
        "1 - S(1 h), likewise: the yardstick of those who complain on Twitter, of whom 72 in a hundred expect an \
         answer by then.",
        Reading::Within(1.0),
    ),
    answer(
        "answered_within_24_h",
        "1 - S(24 h), likewise.",
        Reading::Within(24.0),
    ),
    answer(
        "answered_within_36_h",
        "1 - S(36 h), likewise.",
        Reading::Within(36.0),
    ),
    answer(
        "answered_within_72_h",
        "1 - S(72 h), likewise.",
        Reading::Within(72.0),
    ),
    business(
        "quartile_business_hours_to_answer",
        "The hours of business after which a quarter was answered: only hours count in which the company is open, by \
         its own hours, time zone and holidays. Kaplan-Meier, log-log.",
        Reading::Quantile(0.25),
    ),
    business(
        "median_business_hours_to_answer",
        "The hours of business after which half were answered, likewise.",
        Reading::Quantile(0.5),
    ),
    business(
        "upper_quartile_business_hours_to_answer",
        "The hours of business after which three quarters were answered, likewise.",
        Reading::Quantile(0.75),
    ),
    Metric {
        name: "mean_hours_to_answer_repliers_only",
        scale: Scale::Hours,
        better: Better::Neither,
        denominator: Denominator::Answered,
        about: "Arithmetic mean of hours_to_answer over those that answered in time. It leaves out the silent, so it \
                improves when slow companies stop answering: read it only beside the median.",
        how: How::Mean(|unit| unit.answer.get().filter(|o| o.event).map(|o| o.hours)),
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::sample::unit;
    use crate::score::statistics::Observation;
    use crate::score::{Packed, Unit};

    #[test]
    fn each_metric_reads_what_its_name_says() {
        let waited = |hours| Packed::from(Some(Observation { hours, event: true }));
        let unit = Unit {
            first_reply: waited(1.0),
            business: waited(2.0),
            answer: waited(3.0),
            ..unit(0, 0)
        };
        for metric in METRICS {
            let How::Time(what, _) = metric.how else {
                continue;
            };
            let hours = match metric.name {
                name if name.contains("acknowledgement") => 1.0,
                name if name.contains("business") => 2.0,
                _ => 3.0,
            };
            let read = unit.awaited(what).map(|waited| waited.hours);
            assert_eq!(read, Some(hours), "{}", metric.name);
        }
    }
}
