//! What became of a number from one wave to the next.

use crate::model::{Channel, Denominator, Subject};
use crate::score::metric::{Better, Metric};

/// Two waves of a study, held against each other.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The earlier wave, as it is named in sentences.
    pub base: String,
    /// The later one.
    pub head: String,
    /// What differs between the designs and was allowed by name, in sentences.
    pub labels: Vec<String>,
    /// Every number that was compared, in the order of the metrics.
    pub changes: Vec<Change>,
}

/// What became of a number about a subject.
#[derive(Debug, Clone)]
pub struct Change {
    /// The metric.
    pub metric: &'static Metric,
    /// What it is about.
    pub subject: Subject,
    /// The channel; `None` is all of them together.
    pub channel: Option<Channel>,
    /// The earlier wave's number, of the companies that are in both.
    pub base: Side,
    /// The later wave's.
    pub head: Side,
    /// How many companies are in both.
    pub pairs: u64,
    /// Head less base, or for times the hazard ratio of head against base; see `test`.
    pub effect: Option<f64>,
    /// Lower end of the effect's 95 % interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// The probability of a difference as large by chance alone.
    pub p: Option<f64>,
    /// The same over the family of all that were compared (Holm).
    pub p_adjusted: Option<f64>,
    /// The test: `mcnemar`, `paired_bootstrap`, `log_rank`, ...
    pub test: &'static str,
    /// What can be said.
    pub call: Call,
}

/// A number of one of the waves.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Side {
    /// The number.
    pub value: Option<f64>,
    /// What it rests on.
    pub n: u64,
}

/// What can be said of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// More than chance alone makes likely.
    Clear,
    /// No more than chance may make.
    Noise,
    /// Nothing: too few, or nothing to compare.
    Unknown,
}

impl Call {
    /// The word used in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Noise => "noise",
            Self::Unknown => "unknown",
        }
    }
}

impl Change {
    /// Head less base, in the metric's own unit; `None` where either is not known.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        Some(self.head.value? - self.base.value?)
    }

    /// Whether customers are better off; `None` where the metric has no better side, or nothing changed.
    #[must_use]
    pub fn is_better(&self) -> Option<bool> {
        let more = self.difference().filter(|d| *d != 0.0)? > 0.0;
        match self.metric.better {
            Better::Higher => Some(more),
            Better::Lower => Some(!more),
            Better::Neither => None,
        }
    }

    /// What the numbers count.
    #[must_use]
    pub const fn denominator(&self) -> Denominator {
        self.metric.denominator
    }
}
