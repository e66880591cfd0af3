//! What the figures would be without the companies that noticed the study.

use crate::model::{Channel, Denominator, Subject};
use crate::score::metric::{self, ENDLESS, Scale};
use crate::score::{Frame, Scores};

/// The wave with and without the companies that noticed.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// The ids of the companies that noticed, in the panel's order.
    pub noticed: Vec<String>,
    /// Every number about the whole panel, in the order of `estimates.csv`.
    pub rows: Vec<Without>,
}

/// One number with and without them: a row of `sensitivity.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Without {
    /// The metric.
    pub metric: String,
    /// What it is.
    pub scale: Scale,
    /// The channel; `None` is all of them together.
    pub channel: Option<Channel>,
    /// What `n` counts.
    pub denominator: Denominator,
    /// The number, of all companies.
    pub all: Option<f64>,
    /// The number without those that noticed.
    pub without: Option<f64>,
    /// What `all` rests on.
    pub n_all: u64,
    /// What `without` rests on.
    pub n_without: u64,
}

impl Without {
    /// Without less with.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        Some(self.without? - self.all?)
    }
}

/// What every number about the panel would be without the companies that noticed; `None` when none did.
#[must_use]
pub fn sensitivity(scores: &Scores) -> Option<Sensitivity> {
    let frame: &Frame = &scores.frame;
    let noticed: Vec<String> = frame
        .members()
        .filter(|member| member.units.iter().any(|unit| unit.noticed))
        .map(|member| member.company.id.clone())
        .collect();
    if noticed.is_empty() {
        return None;
    }
    let rest = Scores::of(frame.without(|member| member.units.iter().any(|unit| unit.noticed)));
    let rows = scores
        .estimates
        .iter()
        .filter(|estimate| estimate.subject == Subject::All)
        .map(|all| {
            let without = rest.find(&all.metric, all.denominator, &Subject::All, all.channel);
            Without {
                metric: all.metric.to_string(),
                scale: metric::find(&all.metric)
                    .map_or(Scale::Points(i16::MIN, ENDLESS), |m| m.scale),
                channel: all.channel,
                denominator: all.denominator,
                all: all.value,
                without: without.and_then(|e| e.value),
                n_all: all.n,
                n_without: without.map_or(0, |e| e.n),
            }
        })
        .collect();
    Some(Sensitivity { noticed, rows })
}
