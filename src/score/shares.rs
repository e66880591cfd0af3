//! Offered, delivered and answered, as shares of each denominator by name.

use super::Unit;
use super::metric::{Better, How, Metric, Scale};
use crate::model::Denominator::{self, AllCompanies, Delivered, OfferingChannel};
use crate::model::Disposition;

const fn share(
    name: &'static str,
    denominator: Denominator,
    about: &'static str,
    of: fn(&Unit) -> Option<bool>,
) -> Metric {
    Metric {
        name,
        scale: Scale::Share,
        better: Better::Higher,
        denominator,
        about,
        source: "Eptica Multichannel Customer Experience Study, UK 2014 (of all companies, and of those offering the \
                 channel); what is in no denominator: AAPOR, Standard Definitions",
        how: How::Share(of),
    }
}

const DELIVERED: &str =
    "Share that reached the company. Our failures (not_sent, in_doubt) are in no denominator.";
const ANSWERED: &str = "Share answered by the cut-off, rightly or not. Our failures (not_sent, in_doubt) are in no \
                        denominator.";

/// Every share of every denominator that holds it: of the companies that offer the channel, all
/// offer it; of the enquiries delivered, all are delivered.
pub const METRICS: &[Metric] = &[
    share(
        "offered",
        AllCompanies,
        "Share at companies that offer the channel. Of all enquiries planned: whether ours left does not touch it.",
        |unit| Some(offered(unit)),
    ),
    share("delivered", AllCompanies, DELIVERED, |unit| {
        counts(unit).then(|| unit.disposition.is_delivered())
    }),
    share("delivered", OfferingChannel, DELIVERED, |unit| {
        (counts(unit) && offered(unit)).then(|| unit.disposition.is_delivered())
    }),
    share("answered", AllCompanies, ANSWERED, |unit| {
        counts(unit).then(|| unit.disposition.is_answered())
    }),
    share("answered", OfferingChannel, ANSWERED, |unit| {
        (counts(unit) && offered(unit)).then(|| unit.disposition.is_answered())
    }),
    share("answered", Delivered, ANSWERED, |unit| {
        unit.disposition
            .is_delivered()
            .then(|| unit.disposition.is_answered())
    }),
];

fn offered(unit: &Unit) -> bool {
    unit.disposition != Disposition::NotOffered
}

/// Our own failures are in no denominator.
fn counts(unit: &Unit) -> bool {
    !unit.disposition.is_our_failure()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::sample::{builder, counted_by_hand, unit};

    #[test]
    fn every_share_as_counted_by_hand() {
        use Disposition as D;
        // One of each that can be known, and a second answer.
        let ended = [
            D::NotOffered,
            D::NotSent,
            D::InDoubt,
            D::Undeliverable,
            D::Silent,
            D::Acknowledged,
            D::Redirected,
            D::Refused,
            D::OffPoint,
            D::Partial,
            D::Answered,
            D::Answered,
            D::TooLate,
        ];
        let units = (0..).zip(ended).map(|(seq, disposition)| Unit {
            disposition,
            ..unit(seq % 3, seq)
        });
        let frame = builder(3, units.collect()).finish();
        counted_by_hand(
            &frame,
            METRICS,
            None,
            &[
                ("offered", 12.0, 13.0),
                ("delivered", 9.0, 11.0),
                ("delivered", 9.0, 10.0),
                ("answered", 2.0, 11.0),
                ("answered", 2.0, 10.0),
                ("answered", 2.0, 9.0),
            ],
        );
        let counts = super::super::dispositions::METRICS;
        for (metric, n) in counts.iter().zip([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1]) {
            let counted = crate::score::sample::whole(&frame, metric, None);
            assert_eq!(counted, (f64::from(n), 13.0), "{}", metric.name);
        }
    }
}
