//! What a metric is, and the list of all.

use super::{Tally, dispositions, shares, times};
use crate::model::{Channel, Denominator, Estimate, Subject};

/// A number about a group, before it is said which group.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// The metric's name.
    pub metric: &'static str,
    /// The number; `None` when nothing can be said.
    pub value: Option<f64>,
    /// Its 95 % interval, either end of which may be out of reach.
    pub interval: (Option<f64>, Option<f64>),
    /// The number of enquiries it rests on.
    pub n: u64,
    /// What `n` counts.
    pub denominator: Denominator,
}

impl Measure {
    /// The measure as a number about a subject on a channel.
    #[must_use]
    pub fn about(self, subject: &Subject, channel: Option<Channel>) -> Estimate {
        Estimate {
            metric: self.metric.to_owned(),
            subject: subject.clone(),
            channel,
            value: self.value,
            low: self.interval.0,
            high: self.interval.1,
            n: self.n,
            denominator: self.denominator,
        }
    }
}

/// A metric's entry in the codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The name in `estimates.csv`.
    pub metric: &'static str,
    /// `enquiries`, `share` (0 to 1) or `hours`.
    pub unit: &'static str,
    /// What it says and how it is computed.
    pub about: &'static str,
}

/// A family of metrics: its codebook, and how it measures a group.
type Family = (&'static [Entry], fn(&Tally, &mut Vec<Measure>));

/// Every family, in the order of `estimates.csv`.
const FAMILIES: &[Family] = &[
    (dispositions::CODEBOOK, dispositions::measure),
    (shares::CODEBOOK, shares::measure),
    (times::CODEBOOK, times::measure),
];

/// The codebook of every metric, in their order.
pub fn codebook() -> impl Iterator<Item = &'static Entry> {
    FAMILIES.iter().flat_map(|(entries, _)| *entries)
}

/// Every metric of a group, in their order.
#[must_use]
pub fn measure(tally: &Tally) -> Vec<Measure> {
    let mut measures = Vec::new();
    for (_, family) in FAMILIES {
        family(tally, &mut measures);
    }
    measures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codebook_names_what_is_measured_and_nothing_else() {
        let mut measured: Vec<_> = measure(&Tally::default())
            .iter()
            .map(|m| m.metric)
            .collect();
        measured.dedup();
        let described: Vec<_> = codebook().map(|e| e.metric).collect();
        assert_eq!(measured, described);
    }

    #[test]
    fn of_nothing_nothing_is_estimated() {
        for measure in measure(&Tally::default()) {
            let counted = measure.metric.starts_with("count_");
            assert_eq!(measure.value, counted.then_some(0.0), "{measure:?}");
            assert_eq!(measure.interval, (None, None));
            assert_eq!(measure.n, 0);
        }
    }
}
