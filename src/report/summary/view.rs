//! The estimates about one subject on one channel, by name.

use crate::model::{Channel, Denominator, Disposition, Estimate, Subject};
use crate::report::number::{percent, percents, whole};
use crate::score::Scores;

/// The estimates about one subject on one channel.
#[derive(Clone, Copy)]
pub struct View<'e> {
    /// What they are about.
    pub subject: &'e Subject,
    /// The channel; `None` is all of them together.
    pub channel: Option<Channel>,
    estimates: &'e [Estimate],
}

/// Every view, in the order of the estimates.
pub fn views(scores: &Scores) -> Vec<View<'_>> {
    scores
        .estimates
        .chunk_by(|a, b| a.channel == b.channel && a.subject == b.subject)
        .map(|estimates| View {
            subject: &estimates[0].subject,
            channel: estimates[0].channel,
            estimates,
        })
        .collect()
}

impl<'e> View<'e> {
    /// The first estimate of a metric.
    pub fn get(&self, metric: &str) -> Option<&'e Estimate> {
        self.estimates.iter().find(|e| e.metric == metric)
    }

    /// A metric as a share of one denominator.
    pub fn share(&self, metric: &str, denominator: Denominator) -> Option<&'e Estimate> {
        self.estimates
            .iter()
            .find(|e| e.metric == metric && e.denominator == denominator)
    }

    /// How many enquiries ended so.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count, kept as a number like every estimate"
    )]
    pub fn count(&self, disposition: Disposition) -> u64 {
        let name = disposition.as_str();
        self.estimates
            .iter()
            .find(|e| e.metric.strip_prefix("count_") == Some(name))
            .and_then(|e| e.value)
            .map_or(0, |v| v as u64)
    }

    /// Every enquiry planned.
    pub fn planned(&self) -> u64 {
        self.get("offered").map_or(0, |e| e.n)
    }

    /// Those that reached the company.
    pub fn delivered(&self) -> u64 {
        self.share("answered", Denominator::Delivered)
            .map_or(0, |e| e.n)
    }

    /// How long was observed: the delivered enquiries whose times are known.
    pub fn timed(&self) -> u64 {
        self.get("median_hours_to_answer").map_or(0, |e| e.n)
    }
}

/// `41 % (32–51)`, or without an interval where there is none; `None` when nothing can be said.
pub fn share(estimate: Option<&Estimate>) -> Option<String> {
    let estimate = estimate?;
    let value = percent(estimate.value?);
    Some(match (estimate.low, estimate.high) {
        (Some(low), Some(high)) => format!("{value} ({}\u{2013}{})", percents(low), percents(high)),
        _ => value,
    })
}

/// `41 % (32–51), n = 100`.
pub fn share_with_n(estimate: Option<&Estimate>) -> Option<String> {
    Some(format!("{}, n = {}", share(estimate)?, whole(estimate?.n)))
}
