//! What became of a number from one wave to the next.

use super::pair::Paired;
use super::refusal::Refusal;
use crate::model::{Channel, Denominator, Subject};
use crate::score::metric::{Better, Metric};

/// Two waves of a study, held against each other.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The earlier wave, as it is named in sentences.
    pub base: String,
    /// The later one.
    pub head: String,
    /// What differs between the designs and was allowed by name.
    pub labels: Vec<Refusal>,
    /// What a reader should know of the pairs: renamed, merged and moved companies.
    pub notes: Vec<Paired>,
    /// How many companies are in both.
    pub pairs: u64,
    /// Every number that was compared, in the order of the metrics.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// What became of a number. Where all was asked on one channel, what is said of all channels together holds for
    /// it, and there is no other.
    #[must_use]
    pub fn find(
        &self,
        metric: &str,
        denominator: Option<Denominator>,
        subject: &Subject,
        channel: Option<Channel>,
    ) -> Option<&Change> {
        let fits = |change: &&Change| {
            change.metric.name == metric
                && denominator.is_none_or(|d| d == change.denominator())
                && change.subject == *subject
        };
        let on = |wanted: Option<Channel>| {
            let mut changes = self.changes.iter().filter(fits);
            changes.find(|c| c.channel == wanted)
        };
        on(channel).or_else(|| on(None).filter(|c| channel.is_some() && c.only == channel))
    }

    /// How many changes were called clear or noise.
    #[must_use]
    pub fn judged(&self) -> usize {
        let judged = self.changes.iter().filter(|c| c.call != Call::Unknown);
        judged.count()
    }

    /// How many changes were tested together.
    #[must_use]
    pub fn tested(&self) -> usize {
        self.changes.iter().filter(|c| c.p.is_some()).count()
    }
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
    /// The one channel on which anything was asked, if there was but one.
    pub only: Option<Channel>,
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
    /// How it was tested.
    pub test: Test,
    /// What can be said.
    pub call: Call,
    /// Why nothing can be said, where that is so.
    pub reason: Option<Untold>,
}

/// Why nothing can be said of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untold {
    /// Neither wave has anything of the kind.
    NothingInEither,
    /// The base has nothing of the kind.
    NothingInBase,
    /// The head has nothing of the kind.
    NothingInHead,
    /// No company has it in both.
    NobodyInBoth,
    /// It is of all channels together, and the waves asked on different ones.
    OtherChannels,
    /// Some were observed for a shorter time than the number looks ahead.
    TooShort,
    /// Too few companies for any p-value to be clear.
    TooFew,
}

impl Untold {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::NothingInEither,
        Self::NothingInBase,
        Self::NothingInHead,
        Self::NobodyInBoth,
        Self::OtherChannels,
        Self::TooShort,
        Self::TooFew,
    ];

    /// A word for it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NothingInEither => "nothing_in_either",
            Self::NothingInBase => "nothing_in_base",
            Self::NothingInHead => "nothing_in_head",
            Self::NobodyInBoth => "nobody_in_both",
            Self::OtherChannels => "other_channels",
            Self::TooShort => "too_short",
            Self::TooFew => "too_few",
        }
    }

    /// The words used in tables, in English.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NothingInEither => "nothing was measured in either wave",
            Self::NothingInBase => "nothing was measured in the base",
            Self::NothingInHead => "nothing was measured in the head",
            Self::NobodyInBoth => "no company has it in both waves",
            Self::OtherChannels => "it is of all channels together, and these are not the same",
            Self::TooShort => "some were not observed for as long as the number looks ahead",
            Self::TooFew => {
                "fewer than six companies: no change among so few could be called clear"
            }
        }
    }
}

/// How a change was tested. In all of them companies are the units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// Exact `McNemar`: one yes or no a company in each wave. The effect is the difference of the shares.
    McNemar,
    /// A mean or a share of several a company: p by the orders in which each company's waves could have come, the
    /// interval by a paired bootstrap. The effect is the difference.
    Paired,
    /// Times: the log-rank test within companies. The effect is the hazard ratio, above 1 where answers came faster.
    LogRank,
    /// None was possible.
    None,
}

impl Test {
    /// The word used in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::McNemar => "mcnemar",
            Self::Paired => "paired_bootstrap",
            Self::LogRank => "log_rank",
            Self::None => "",
        }
    }
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
