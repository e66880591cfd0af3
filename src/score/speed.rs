//! Speed as customers see it: expectations, the same day, and what was promised.

use super::metric::{Better, How, Metric, Scale};
use crate::model::{Channel, Denominator};

/// The share of those who complain on Twitter that expect an answer within an hour.
const EXPECT_IT_WITHIN_THE_HOUR: f64 = 0.72;

const SAME_DAY: &str =
    "surveys of consumers, of whom a quarter want an answer on social media the same day";

/// What customers expect, and what the companies promise.
pub const METRICS: &[Metric] = &[
    Metric {
        name: "answered_same_day",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Delivered,
        about: "Share answered before midnight of the day, in the company's time zone, on which it was asked.",
        source: SAME_DAY,
        how: How::Share(|unit| unit.same_day),
    },
    Metric {
        name: "acknowledged_same_day",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Delivered,
        about: "Share to which anything was said, be it a receipt, before midnight of the day, in the company's time \
                zone, on which it was asked.",
        source: SAME_DAY,
        how: How::Share(|unit| unit.first_same_day),
    },
    Metric {
        name: "answered_in_due_time",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Delivered,
        about: "Share answered when a customer may expect it by the company's hours of business: what is asked in the \
                first half of a day of business on that day, what is asked later by the middle of the next.",
        source: "a question of the morning is answered the same day, one of the afternoon may wait for the next morning: what consumers on social media accept",
        how: How::Share(|unit| unit.in_due_time),
    },
    Metric {
        name: "expectation_met",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Delivered,
        about: "The share of customers who would still be satisfied with the time that the answer took, by the curve \
                of consumers' expectations that the study names (without one: from surveys of consumers on social \
                media, which ask no further than 72 hours: from there on the curve stays at the third who still are); all where \
                the company promised that time, none where no answer came. Mean over the enquiries.",
        source: "satisfied share by time: surveys of consumers on social media, see method.csv for the curve's points; the study may name another",
        how: How::Mean(|unit| unit.satisfied.get()),
    },
    Metric {
        name: "twitter_yardstick_met",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Delivered,
        about: "On Twitter: the share of customers who complain there that would still be satisfied, of whom 72 in a \
                hundred expect an answer within the hour (Lithium's survey): all when it came by then, 28 in a hundred \
                when it came later, none where none came. Mean over the enquiries.",
        source: "Lithium's survey of consumers who complain on Twitter",
        how: How::Mean(|unit| match unit.answer.get() {
            Some(answer) if unit.channel == Channel::Twitter => Some(if !answer.event {
                0.0
            } else if answer.hours <= 1.0 {
                1.0
            } else {
                1.0 - EXPECT_IT_WITHIN_THE_HOUR
            }),
            _ => None,
        }),
    },
    Metric {
        name: "promise_kept",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Promised,
        about: "Of the enquiries to companies that promise a response time: the share answered within it, counted in \
                the hours in which the company says that it is there.",
        source: "Eptica Multichannel Customer Experience Study, UK 2014: promised response times kept",
        how: How::Share(|unit| unit.promise_kept),
    },
    Metric {
        name: "promised_hours",
        scale: Scale::Hours,
        better: Better::Neither,
        denominator: Denominator::Promised,
        about: "Of the enquiries to companies that promise to answer within some hours: how many hours of their service \
                they promise. Mean over the enquiries.",
        source: "audit of the Dutch nominees for most customer-friendly company on social networks, 2011: response times promised",
        how: How::Mean(|unit| unit.promised_hours.get()),
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Unit;
    use crate::score::sample::{builder, counted_by_hand, unit};

    #[test]
    fn speed_as_customers_see_it_as_counted_by_hand() {
        let told = |seq, same_day, satisfied: Option<f64>, promise_kept| Unit {
            same_day,
            // Who answers on the day says something on it, and so did one who answered later.
            first_same_day: same_day.map(|same| same || seq == 2),
            // What is answered on the day is in due time, and one was due on the next.
            in_due_time: same_day.map(|same| same || seq == 1),
            satisfied: satisfied.into(),
            promise_kept,
            promised_hours: promise_kept.map(|_| 1.5 + f64::from(seq)).into(),
            ..unit(seq % 2, seq)
        };
        let units = vec![
            told(0, Some(true), Some(0.9), Some(true)),
            told(1, Some(false), Some(0.25), Some(false)),
            told(2, Some(false), Some(0.0), None),
            told(3, None, None, Some(true)),
        ];
        counted_by_hand(
            &builder(2, units).finish(),
            METRICS,
            None,
            &[
                ("answered_same_day", 1.0, 3.0),
                ("acknowledged_same_day", 2.0, 3.0),
                ("answered_in_due_time", 2.0, 3.0),
                ("expectation_met", 1.15, 3.0),
                ("twitter_yardstick_met", 0.0, 0.0),
                ("promise_kept", 2.0, 3.0),
                ("promised_hours", 8.5, 3.0),
            ],
        );
    }

    #[test]
    fn the_hour_that_those_who_complain_on_twitter_give() {
        let asked = |seq, channel, hours, event| Unit {
            channel,
            answer: Some(crate::score::statistics::Observation { hours, event }).into(),
            ..unit(0, seq)
        };
        let units = vec![
            asked(0, Channel::Twitter, 1.0, true),
            asked(1, Channel::Twitter, 1.01, true),
            asked(2, Channel::Twitter, 300.0, false),
            asked(3, Channel::Email, 0.1, true),
        ];
        let frame = builder(1, units).finish();
        let yardstick = METRICS.iter().find(|m| m.name == "twitter_yardstick_met");
        let (sum, n) = crate::score::sample::whole(&frame, yardstick.unwrap(), None);
        assert!(
            (sum - 1.28).abs() < 1e-12 && (n - 3.0).abs() < 1e-12,
            "{sum} {n}"
        );
    }
}
