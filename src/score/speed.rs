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
