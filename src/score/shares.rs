//! Offered, delivered and answered, as shares of each denominator by name.

use super::metric::{Entry, Measure};
use super::{Tally, statistics::wilson};
use crate::model::Denominator::{self, AllCompanies, Delivered, OfferingChannel};

/// What each share says.
pub const CODEBOOK: &[Entry] = &[
    Entry {
        metric: "offered",
        unit: "share",
        about: "Share at companies that offer the channel. Of all enquiries planned: whether ours \
                left does not touch it. Wilson 95 % interval.",
    },
    Entry {
        metric: "delivered",
        unit: "share",
        about: "Share that reached the company. Our failures (not_sent, in_doubt) are in no \
                denominator. Wilson 95 % interval.",
    },
    Entry {
        metric: "answered",
        unit: "share",
        about: "Share answered by the cut-off. Our failures (not_sent, in_doubt) are in no \
                denominator. Wilson 95 % interval.",
    },
];

/// Every share of every denominator that holds it: of the companies that offer the channel, all
/// offer it; of the enquiries delivered, all are delivered.
pub fn measure(tally: &Tally, measures: &mut Vec<Measure>) {
    let ours = tally.our_failures();
    let (all, offering) = (tally.planned() - ours, tally.offered() - ours);
    let (delivered, answered) = (tally.delivered(), tally.answered());
    let mut share = |metric, successes: u64, n: u64, denominator: Denominator| {
        let interval = wilson(successes, n);
        measures.push(Measure {
            metric,
            value: (n > 0).then(|| successes as f64 / n as f64),
            interval: (interval.map(|i| i.0), interval.map(|i| i.1)),
            n,
            denominator,
        });
    };
    share("offered", tally.offered(), tally.planned(), AllCompanies);
    share("delivered", delivered, all, AllCompanies);
    share("delivered", delivered, offering, OfferingChannel);
    share("answered", answered, all, AllCompanies);
    share("answered", answered, offering, OfferingChannel);
    share("answered", answered, delivered, Delivered);
}
