//! The few measures that sectors and companies are compared by.

use super::Material;
use crate::model::{Denominator, Estimate, Subject};
use crate::report::words::Text;
use crate::score::metric::{Metric, Scale, find_of};

/// A measure.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// Its message.
    id: &'static str,
    /// What it is.
    pub metric: &'static Metric,
}

/// Each with its message, metric and denominator.
const ALL: [(&str, &str, Denominator); 6] = [
    ("measure-answered", "answered", Denominator::AllCompanies),
    (
        "measure-within-a-day",
        "answered_within_24_h",
        Denominator::Delivered,
    ),
    (
        "measure-expectation",
        "expectation_met",
        Denominator::Delivered,
    ),
    ("measure-correct", "correct", Denominator::Coded),
    (
        "measure-consistent",
        "consistency_agreement",
        Denominator::Pairs,
    ),
    ("measure-score", "overall_score", Denominator::Companies),
];

impl Measure {
    /// Every measure.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().filter_map(|(id, metric, denominator)| {
            let metric = find_of(metric, *denominator)?;
            Some(Self { id, metric })
        })
    }

    /// Its name in the reader's language.
    pub fn name(&self, of: &Material<'_>) -> Text {
        of.words.say(self.id, [])
    }

    /// What it is of the panel or a sector, over all channels.
    pub fn about<'m>(&self, of: &'m Material<'_>, subject: &Subject) -> Option<&'m Estimate> {
        of.estimate(
            self.metric.name,
            Some(self.metric.denominator),
            subject,
            None,
        )
    }

    /// Whether each enquiry has a part in it.
    pub const fn is_of_enquiries(&self) -> bool {
        !matches!(self.metric.scale, Scale::Points(..))
    }

    /// A value on a scale from 0 to 1.
    pub fn share(&self, value: f64) -> f64 {
        match self.metric.scale {
            Scale::Points(..) => value / 100.0,
            _ => value,
        }
    }
}

/// An estimate's interval, where it has both ends.
pub fn interval(estimate: &Estimate) -> Option<(f64, f64)> {
    estimate.low.zip(estimate.high)
}
