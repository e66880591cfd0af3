//! Speed as customers see it: expectations, the same day, and what was promised.

use super::metric::{Better, How, Metric, Scale};
use crate::model::Denominator;

/// What customers expect, and what the companies promise.
pub const METRICS: &[Metric] = &[
    Metric {
        name: "answered_same_day",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Delivered,
        about: "Share answered before midnight of the day, in the company's time zone, on which it was asked.",
        how: How::Share(|unit| unit.same_day),
    },
    Metric {
        name: "answered_in_due_time",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Delivered,
        about: "Share answered when a customer may expect it by the company's hours of business: what is asked in the \
                first half of a day of business on that day, what is asked later by the middle of the next.",
        how: How::Share(|unit| unit.in_due_time),
    },
    Metric {
        name: "expectation_met",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Delivered,
        about: "The share of customers who would still be satisfied with the time that the answer took, by the curve \
                of consumers' expectations that the study names (without one: from surveys of consumers on social \
                media); all where the company promised that time, none where no answer came. Mean over the enquiries.",
        how: How::Mean(|unit| unit.satisfied),
    },
    Metric {
        name: "promise_kept",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Promised,
        about: "Of the enquiries to companies that promise a response time: the share answered within it, counted in \
                the hours in which the company says that it is there.",
        how: How::Share(|unit| unit.promise_kept),
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Unit;
    use crate::score::sample::{builder, counted_by_hand, unit};

    #[test]
    fn speed_as_customers_see_it_as_counted_by_hand() {
        let told = |seq, same_day, satisfied, promise_kept| Unit {
            same_day,
            // What is answered on the day is in due time, and one was due on the next.
            in_due_time: same_day.map(|same| same || seq == 1),
            satisfied,
            promise_kept,
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
                ("answered_in_due_time", 2.0, 3.0),
                ("expectation_met", 1.15, 3.0),
                ("promise_kept", 2.0, 3.0),
            ],
        );
    }
}
