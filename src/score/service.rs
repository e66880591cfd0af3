//! Self-service, and what the study cost the companies.

use super::metric::{Better, ENDLESS, How, Metric, Scale};
use crate::model::{
    Channel,
    Denominator::{self, AllCompanies},
};

/// How looking an answer up went, and the burden.
pub const METRICS: &[Metric] = &[
    Metric {
        name: "self_service_found",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Delivered,
        about: "Of the questions looked up on a company's site: the share whose answer was found.",
        source: "Eptica Multichannel Customer Experience Study, UK 2014: questions answered by the website",
        how: How::Share(|unit| {
            (unit.channel == Channel::WebSearch && unit.disposition.is_delivered())
                .then(|| unit.disposition.is_answered())
        }),
    },
    Metric {
        name: "self_service_clicks",
        scale: Scale::Points(0, ENDLESS),
        better: Better::Lower,
        denominator: Denominator::Answered,
        about: "Mean number of clicks and submits to an answer that was found on the site.",
        source: "effort as a measure of efficiency: ISO 9241-11:2018",
        how: How::Mean(|unit| {
            let effort = unit
                .effort
                .get()
                .filter(|_| unit.disposition.is_answered())?;
            Some(f64::from(effort.clicks))
        }),
    },
    Metric {
        name: "self_service_seconds",
        scale: Scale::Seconds,
        better: Better::Lower,
        denominator: Denominator::Answered,
        about: "Mean seconds that the site's pages took until an answer was found, our own pauses left out.",
        source: "time on task as a measure of efficiency: ISO 9241-11:2018",
        how: How::Mean(|unit| {
            Some(
                unit.effort
                    .get()
                    .filter(|_| unit.disposition.is_answered())?
                    .seconds,
            )
        }),
    },
    Metric {
        name: "contacts",
        scale: Scale::Count,
        better: Better::Neither,
        denominator: AllCompanies,
        about: "Burden: the enquiries that reached the companies. What bounced did not; what is in doubt may have, and is \
                not counted.",
        source: "this program's burden budget: what the study costs the companies is reported with it",
        how: How::Count(|unit| Some(unit.disposition.is_delivered())),
    },
    Metric {
        name: "burden_minutes",
        scale: Scale::Minutes,
        better: Better::Neither,
        denominator: Denominator::Delivered,
        about: "Burden: the minutes of the companies' staff that the enquiries which reached them cost, at as many an \
                enquiry as the design estimates (staff_minutes_per_enquiry); a search on a site costs none.",
        source: "this program's burden budget: what the study costs the companies is reported with it",
        how: How::Sum(|unit| unit.staff_minutes.get().map(f64::from)),
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Disposition;
    use crate::score::sample::{builder, counted_by_hand, unit};
    use crate::score::{Effort, Packed, Unit};

    #[test]
    fn searches_and_the_burden_as_counted_by_hand() {
        let search = |seq, disposition, effort| Unit {
            channel: Channel::WebSearch,
            disposition,
            effort: Packed::from(effort),
            staff_minutes: (disposition != Disposition::NotSent).then_some(0).into(),
            ..unit(0, seq)
        };
        let effort = |clicks, seconds| Some(Effort { clicks, seconds });
        let units = vec![
            search(0, Disposition::Answered, effort(3, 2.5)),
            search(1, Disposition::Answered, effort(1, 0.5)),
            search(2, Disposition::Silent, effort(20, 60.0)),
            search(3, Disposition::NotSent, None),
            unit(1, 4),
            Unit {
                disposition: Disposition::Undeliverable,
                staff_minutes: Packed::NONE,
                ..unit(1, 5)
            },
        ];
        let frame = builder(2, units).finish();
        counted_by_hand(
            &frame,
            METRICS,
            None,
            &[
                ("self_service_found", 2.0, 3.0),
                ("self_service_clicks", 4.0, 2.0),
                ("self_service_seconds", 3.0, 2.0),
                ("contacts", 4.0, 6.0),
                ("burden_minutes", 5.0, 4.0),
            ],
        );
    }
}
