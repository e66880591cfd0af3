//! Self-service, and what the study cost the companies.

use super::metric::{Better, How, Metric, Scale};
use crate::model::{Channel, Denominator};

/// How looking an answer up went, and the burden.
pub const METRICS: &[Metric] = &[
    Metric {
        name: "self_service_found",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Delivered,
        about: "Of the questions looked up on a company's site: the share whose answer was found.",
        how: How::Share(|unit| {
            (unit.channel == Channel::WebSearch && unit.disposition.is_delivered())
                .then(|| unit.disposition.is_answered())
        }),
    },
    Metric {
        name: "self_service_clicks",
        scale: Scale::Points,
        better: Better::Lower,
        denominator: Denominator::Answered,
        about: "Mean number of clicks and submits to an answer that was found on the site.",
        how: How::Mean(|unit| {
            let effort = unit.effort.filter(|_| unit.disposition.is_answered())?;
            Some(f64::from(effort.clicks))
        }),
    },
    Metric {
        name: "self_service_seconds",
        scale: Scale::Seconds,
        better: Better::Lower,
        denominator: Denominator::Answered,
        about: "Mean seconds that the site's pages took until an answer was found, our own pauses left out.",
        how: How::Mean(|unit| {
            Some(
                unit.effort
                    .filter(|_| unit.disposition.is_answered())?
                    .seconds,
            )
        }),
    },
];
