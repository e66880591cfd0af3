//! What a metric is, and the list of all.

use super::frame::{Compared, Member};
use super::statistics::Part;
use super::{
    Awaited, Unit, consistency, dispositions, overall, presence, profiles, quality, service,
    shares, speed, times,
};
use crate::model::{Channel, Denominator};

/// A number that is worked out of every company, sector and channel, and of all together.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// The name in `estimates.csv`.
    pub name: &'static str,
    /// What the number is.
    pub scale: Scale,
    /// Which way is good.
    pub better: Better,
    /// What its `n` counts.
    pub denominator: Denominator,
    /// What it says and how it is computed.
    pub about: &'static str,
    /// Where the definition or the formula is from.
    pub source: &'static str,
    /// How it is had.
    pub how: How,
}

/// As the last of [`Scale::Points`]: there is none.
pub const ENDLESS: i16 = i16::MAX;

/// What a number is, and within which bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scale {
    /// A number of enquiries.
    Count,
    /// From 0 to 1.
    Share,
    /// Hours.
    Hours,
    /// Seconds.
    Seconds,
    /// Minutes of the companies' staff.
    Minutes,
    /// What the codebook says, from the first to the last; [`ENDLESS`] is no end.
    Points(i16, i16),
}

impl Scale {
    /// The word in the codebook.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Share => "share",
            Self::Hours => "hours",
            Self::Seconds => "seconds",
            Self::Minutes => "minutes",
            Self::Points(..) => "points",
        }
    }

    /// A number within the bounds: the end of an interval is no further out than the number itself can be.
    #[must_use]
    pub fn within(self, number: f64) -> f64 {
        match self {
            Self::Share => number.clamp(0.0, 1.0),
            Self::Points(least, ENDLESS) => number.max(f64::from(least)),
            Self::Points(least, most) => number.clamp(f64::from(least), f64::from(most)),
            // Nothing that is counted or takes its time is negative.
            Self::Count | Self::Hours | Self::Seconds | Self::Minutes => number.max(0.0),
        }
    }
}

/// Which way a number is good for a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// The more, the better.
    Higher,
    /// The less, the better.
    Lower,
    /// Neither.
    Neither,
}

/// How a metric is had. What a function answers with `None` is in no denominator.
#[derive(Debug, Clone, Copy)]
pub enum How {
    /// How many enquiries it holds for.
    Count(fn(&Unit) -> Option<bool>),
    /// The share of the enquiries for which it holds.
    Share(fn(&Unit) -> Option<bool>),
    /// The mean over the enquiries.
    Mean(fn(&Unit) -> Option<f64>),
    /// What all enquiries add up to; no interval.
    Sum(fn(&Unit) -> Option<f64>),
    /// A share to which each company adds so much, on a channel or on all together.
    CompanyShare(fn(&Member<'_>, Option<Channel>) -> Option<Part>),
    /// A share to which each question that a company was asked on two channels or more adds so much: numerator and
    /// denominator. Only over all channels together.
    QuestionShare(fn(&Compared) -> (u32, u32)),
    /// A mean to which each company adds so much.
    CompanyMean(fn(&Member<'_>, Option<Channel>) -> Option<Part>),
    /// Read off the Kaplan-Meier curve of what was awaited.
    Time(Awaited, Reading),
}

/// What is read off a Kaplan-Meier curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// The time by which so large a share had it.
    Quantile(f64),
    /// The share that had it within so many hours.
    Within(f64),
    /// The mean time within a horizon of so many hours.
    Restricted(f64),
}

/// Every family, in the order of `estimates.csv`.
const FAMILIES: &[&[Metric]] = &[
    dispositions::METRICS,
    presence::METRICS,
    profiles::METRICS,
    shares::METRICS,
    quality::METRICS,
    times::METRICS,
    speed::METRICS,
    service::METRICS,
    consistency::METRICS,
    overall::METRICS,
];

/// Every metric, in their order.
pub fn all() -> impl Iterator<Item = &'static Metric> {
    FAMILIES.iter().flat_map(|family| *family)
}

/// A metric by its name; where it has several denominators, the first.
#[must_use]
pub fn find(name: &str) -> Option<&'static Metric> {
    all().find(|metric| metric.name == name)
}

/// A metric by its name and denominator.
#[must_use]
pub fn find_of(name: &str, denominator: Denominator) -> Option<&'static Metric> {
    all().find(|metric| metric.name == name && metric.denominator == denominator)
}

impl Metric {
    /// How the 95 % interval is had, in English.
    #[must_use]
    pub const fn interval(&self) -> &'static str {
        match self.how {
            How::Count(_) => {
                "that of the share of the enquiries planned, times their number: what so many enquiries may come to \
                 (companies: Korn and Graubard 1998 with Wilson's score interval; one company: Wilson 1927)"
            }
            How::Share(_) => {
                "companies as units: Wilson's score interval on the effective number of enquiries (Korn and Graubard \
                 1998; Dean and Pagano 2015); one company: Wilson 1927 over its enquiries"
            }
            How::Mean(_) => {
                "companies as units: the ratio estimator's linearised variance and Student's t (Cochran 1977, 6.3 and \
                 9A.2); one company: Student's t over its enquiries; none where nothing varies"
            }
            How::Sum(_) => "none: it is what was spent, and no estimate",
            How::CompanyShare(_) => {
                "companies as units: Wilson's score interval (Wilson 1927; Korn and Graubard 1998); none of one company, \
                 of which it is a fact"
            }
            How::QuestionShare(_) => {
                "companies as units: Wilson's score interval on the effective number (Korn and Graubard 1998); one \
                 company: likewise with its questions as units, none of one question"
            }
            How::CompanyMean(_) => {
                "companies as units: linearised variance and Student's t (Cochran 1977, 9A.2), none where nothing \
                 varies; of one company none, save for the overall score its questions drawn anew (Efron 1979)"
            }
            How::Time(_, Reading::Quantile(_)) => {
                "the curve's log-log interval (Brookmeyer and Crowley 1982; Kalbfleisch and Prentice 1980) with an error \
                 that takes companies as units (Therneau and Grambsch 2000, 7.2); one company: Greenwood's"
            }
            How::Time(_, Reading::Within(_)) => {
                "one less the curve's log-log interval (Kalbfleisch and Prentice 1980) with an error that takes companies \
                 as units (Therneau and Grambsch 2000, 7.2); one company: Greenwood's; none at 0 and 1"
            }
            How::Time(_, Reading::Restricted(_)) => {
                "Student's t with an error that takes companies as units (Therneau and Grambsch 2000, 7.2); one \
                 company: Greenwood's"
            }
        }
    }

    /// Whether it is counted or added up over the enquiries: of two waves with other numbers of them nothing to compare.
    #[must_use]
    pub const fn adds_up(&self) -> bool {
        matches!(self.how, How::Count(_) | How::Sum(_))
    }

    /// Whether each enquiry has a part in it.
    #[must_use]
    pub const fn is_of_enquiries(&self) -> bool {
        !matches!(
            self.how,
            How::CompanyShare(_) | How::QuestionShare(_) | How::CompanyMean(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_and_denominators_are_unique_and_described() {
        let mut seen = BTreeSet::new();
        for metric in all() {
            assert!(
                seen.insert((metric.name, metric.denominator)),
                "{}",
                metric.name
            );
            assert!(
                metric
                    .name
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            );
            assert!(
                metric.about.ends_with('.') && metric.about.len() > 20,
                "{}",
                metric.name
            );
            assert!(metric.source.len() > 10, "{}", metric.name);
        }
        assert_eq!(
            find("answered").map(|m| m.denominator),
            Some(Denominator::AllCompanies)
        );
    }
}
