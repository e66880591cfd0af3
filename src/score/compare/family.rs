//! Which numbers are compared when nobody names any.

use crate::model::Denominator;
use crate::score::metric::{self, Metric};

/// A metric of the family.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// The metric.
    pub metric: &'static Metric,
    /// Whether it is compared channel by channel too, not only over all together.
    pub by_channel: bool,
}

/// The family that is compared when nobody names another: few numbers, because each further one makes it harder for
/// all to be called clear. `answered` is compared channel by channel too. What says the same as another is left out:
/// contradiction is one less agreement, and shares answered within some hours follow from the times.
pub const FAMILY: &[(&str, Denominator, bool)] = &[
    ("answered", Denominator::Delivered, true),
    ("correct", Denominator::Coded, false),
    ("complete", Denominator::Coded, false),
    ("first_contact_resolution", Denominator::Delivered, false),
    ("expectation_met", Denominator::Delivered, false),
    ("promise_kept", Denominator::Promised, false),
    ("consistency_coverage", Denominator::Delivered, false),
    ("consistency_agreement", Denominator::Pairs, false),
    ("consistent_companies", Denominator::Companies, false),
    ("median_hours_to_answer", Denominator::Delivered, false),
    (
        "restricted_mean_hours_to_answer",
        Denominator::Delivered,
        false,
    ),
    ("overall_score", Denominator::Companies, false),
];

/// A metric by its name and what it is of; `None` takes the first.
#[must_use]
pub fn find(name: &str, denominator: Option<Denominator>) -> Option<&'static Metric> {
    metric::all().find(|m| m.name == name && denominator.is_none_or(|d| d == m.denominator))
}

/// The family as metrics.
#[must_use]
pub fn usual() -> Vec<Member> {
    let member = |(name, denominator, by_channel): &(&str, Denominator, bool)| {
        Some(Member {
            metric: find(name, Some(*denominator))?,
            by_channel: *by_channel,
        })
    };
    FAMILY.iter().filter_map(member).collect()
}

/// How many numbers a family comes to about one subject of waves that asked on so many channels: where there is but one
/// channel, what is said of it and of all together is the same.
#[must_use]
pub fn numbers(family: &[Member], channels: usize) -> usize {
    let apart = if channels > 1 { channels } else { 0 };
    let of = |member: &Member| 1 + if member.by_channel { apart } else { 0 };
    family.iter().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_family_is_of_known_metrics() {
        // The overall score is a metric only where there are weights.
        let unknown: Vec<&str> = FAMILY
            .iter()
            .filter(|(name, of, _)| find(name, Some(*of)).is_none())
            .map(|(name, _, _)| *name)
            .filter(|name| *name != "overall_score")
            .collect();
        assert_eq!(unknown, Vec::<&str>::new());
    }
}
