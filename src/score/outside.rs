//! What others say of the companies, against what the wave says.

use super::frame::Frame;
use super::metric::{self, Metric};
use super::scorer::about_company;
use super::statistics::{Spearman, holm, spearman};
use crate::model::{Channel, OutsideScore};

/// The numbers that are held against outside scores when nobody names more, each company's own; over all channels and
/// on each.
pub const METRICS: [&str; 13] = [
    "overall_score",
    "answered",
    "answered_same_day",
    "expectation_met",
    "promise_kept",
    "first_contact_resolution",
    "correct",
    "complete",
    "consistency_agreement",
    "self_service_found",
    "rating",
    "net_promoter_score",
    "resolved",
];

/// Of fewer companies a correlation says nothing: it has no interval.
pub const LEAST: u64 = 4;

/// An outside score against a number of the wave, over the companies that have both.
#[derive(Debug, Clone)]
pub struct Held {
    /// Index into the study's outside scores.
    pub outside: usize,
    /// The number of the wave.
    pub metric: &'static Metric,
    /// The channel; `None` is all of them together.
    pub channel: Option<Channel>,
    /// Of each company that has both, by its place in the panel: the outside score and the number.
    pub pairs: Vec<(u32, f64, f64)>,
    /// How they go together; `None` where either is the same of all, or fewer than two companies have both.
    pub found: Option<Spearman>,
    /// The probability of so close a relation by chance, over all numbers held against the same outside score (Holm).
    pub p_adjusted: Option<f64>,
}

/// What can be said of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// There is a correlation with its interval.
    Known,
    /// Fewer than four companies have both numbers.
    TooFew,
    /// One of the numbers is the same of all companies, so that they cannot be put into an order.
    AllEqual,
}

impl Status {
    /// Every value.
    pub const ALL: [Self; 3] = [Self::Known, Self::TooFew, Self::AllEqual];

    /// The word used in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::TooFew => "too_few",
            Self::AllEqual => "all_equal",
        }
    }
}

impl Held {
    /// How many companies have both numbers.
    #[must_use]
    pub const fn n(&self) -> u64 {
        self.pairs.len() as u64
    }

    /// What can be said.
    #[must_use]
    pub const fn status(&self) -> Status {
        match self.found {
            _ if self.n() < LEAST => Status::TooFew,
            None => Status::AllEqual,
            Some(_) => Status::Known,
        }
    }
}

/// The numbers that outside scores are held against: the usual ones, then those that the study names.
pub fn metrics(named: &[String]) -> impl Iterator<Item = &str> {
    let more = named.iter().map(String::as_str);
    let more = more.filter(|name| !METRICS.contains(name));
    METRICS.into_iter().chain(more)
}

/// Every outside score against every number of [`metrics`] that any company with the score has, in the order of the
/// outside scores; the overall score is there in any case, and first.
#[must_use]
pub fn held(frame: &Frame, outside: &[OutsideScore], named: &[String]) -> Vec<Held> {
    let apart = frame.channels();
    // One channel says what all together say: the same number twice would only make the correction stricter.
    let apart = if apart.len() > 1 { apart } else { Vec::new() };
    let channels: Vec<Option<Channel>> = std::iter::once(None)
        .chain(apart.into_iter().map(Some))
        .collect();
    let mut all = Vec::new();
    for (place, score) in outside.iter().enumerate() {
        let begin = all.len();
        for metric in metrics(named).filter_map(metric::find) {
            for channel in &channels {
                let of_enquiries = metric.is_of_enquiries();
                if channel.is_some() && !of_enquiries {
                    continue;
                }
                let pairs = pairs(frame, score, metric, *channel);
                if pairs.is_empty() && metric.name != METRICS[0] {
                    continue;
                }
                let both: Vec<(f64, f64)> = pairs.iter().map(|p| (p.1, p.2)).collect();
                all.push(Held {
                    outside: place,
                    metric,
                    channel: *channel,
                    pairs,
                    // Only finite values are read, and shares and means of finite values are finite.
                    found: spearman(&both).ok().flatten(),
                    p_adjusted: None,
                });
            }
        }
        let known: Vec<(usize, f64)> = (begin..all.len())
            .filter(|at| all[*at].status() == Status::Known)
            .filter_map(|at| Some((at, all[at].found?.p?)))
            .collect();
        let raw: Vec<f64> = known.iter().map(|k| k.1).collect();
        for ((at, _), adjusted) in known.iter().zip(holm(&raw)) {
            all[*at].p_adjusted = Some(adjusted);
        }
    }
    all
}

/// Each company that has both numbers.
fn pairs(
    frame: &Frame,
    score: &OutsideScore,
    metric: &Metric,
    channel: Option<Channel>,
) -> Vec<(u32, f64, f64)> {
    let both = score.values.iter().filter_map(|(company, value)| {
        let known = (*company as usize) < frame.companies.len();
        let member = known.then(|| frame.member(*company as usize))?;
        let about = about_company(&member, metric, channel).filter(|about| about.n > 0)?;
        // As it is printed, so that ties are those of the tables.
        let number = (about.value? * 1e6).round() / 1e6;
        (number.is_finite() && value.is_finite()).then_some((*company, *value, number))
    });
    both.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::sample::row;
    use crate::score::sample::{at, cases, study};
    use crate::score::{Scorer, Scores};

    fn frame(companies: u32) -> Frame {
        let mut study = study(companies, 2, 3, &[Channel::Email, Channel::Twitter]);
        // Of the sample nothing is coded.
        study.scoring.weights.truncate(1);
        let mut scorer = Scorer::new(&study);
        for case in cases(&study) {
            scorer.add(&row(&study, &case, at(10_000.0)));
        }
        scorer.finish(&[]).frame
    }

    fn outside(values: Vec<(u32, f64)>) -> OutsideScore {
        OutsideScore {
            name: "customers".to_owned(),
            source: String::new(),
            values,
        }
    }

    #[test]
    fn a_score_goes_together_with_itself() {
        let frame = frame(30);
        let answered = metric::find("answered").unwrap();
        let same: Vec<(u32, f64)> = (0..30)
            .filter_map(|c| {
                let part = frame.member(c as usize).part(answered, None);
                (part.n > 0.0).then(|| (c, -part.sum / part.n))
            })
            .collect();
        let n = same.len() as u64;
        let held = held(&frame, &[outside(same)], &[]);
        let found = held
            .iter()
            .find(|h| h.metric.name == "answered" && h.channel.is_none())
            .unwrap();
        assert!((found.found.unwrap().rho + 1.0).abs() < 1e-12);
        assert_eq!((found.n(), found.status()), (n, Status::Known));
        assert_eq!(held[0].metric.name, "overall_score");
        for held in &held {
            let (p, adjusted) = (held.found.and_then(|f| f.p), held.p_adjusted);
            assert!(adjusted.is_none() || adjusted >= p, "{held:?}");
        }
    }

    #[test]
    fn a_study_may_name_any_metric() {
        let frame = frame(30);
        let named = ["median_hours_to_answer", "answered", "count_silent"].map(str::to_owned);
        let values = (0..30).map(|c| (c, f64::from(c % 7))).collect();
        let held = held(&frame, &[outside(values)], &named);
        let of = |name: &str| held.iter().filter(|h| h.metric.name == name).count();
        // On both channels and over all; what is usual is not held twice.
        assert_eq!((of("answered"), of("count_silent")), (3, 3));
        let median = held
            .iter()
            .find(|h| h.metric.name == "median_hours_to_answer" && h.channel.is_none())
            .unwrap();
        assert!(median.n() > 5 && median.found.is_some(), "{median:?}");
        let scores = Scores::of(frame);
        for (place, _, hours) in &median.pairs {
            let found = scores.about(*place as usize, median.metric, None).unwrap();
            assert!((found.value.unwrap() - hours).abs() < 1e-6);
        }
    }

    #[test]
    fn too_few_and_all_equal_are_told() {
        let frame = frame(12);
        let status = |values: Vec<(u32, f64)>| held(&frame, &[outside(values)], &[])[0].status();
        assert_eq!(status(Vec::new()), Status::TooFew);
        assert_eq!(status(vec![(0, 1.0), (1, 2.0), (2, 3.0)]), Status::TooFew);
        assert_eq!(status((0..9).map(|c| (c, 7.0)).collect()), Status::AllEqual);
        assert_eq!(
            status((0..9).map(|c| (c, f64::from(c))).collect()),
            Status::Known
        );
        assert_eq!(status(vec![(99, 1.0)]), Status::TooFew);
    }
}
