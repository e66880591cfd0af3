//! When an attempt that failed for now may be made again.

use crate::model::AttemptResult;
use jiff::SignedDuration;

/// Waits after the first, second, ... attempt. Greylisting lets go after five to fifteen minutes;
/// RFC 5321, section 4.5.4.1 wants half an hour at least once that has not helped.
const STEPS: [SignedDuration; 5] = [
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(15),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(4),
    SignedDuration::from_hours(12),
];

/// How long to wait after attempt `number` (from 1) ended with `result` before the next one;
/// `None` when there is to be none.
///
/// What the company's side deferred is given up after six attempts, some 17 hours. What never
/// reached the server is a failure of ours, so it is tried every twelve hours for as long as the
/// caller's wave lasts. Nothing else is ever tried again.
#[must_use]
pub fn backoff(number: u32, result: AttemptResult) -> Option<SignedDuration> {
    let step = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX);
    match result {
        AttemptResult::Deferred => STEPS.get(step).copied(),
        AttemptResult::NotReached => STEPS.get(step.min(STEPS.len() - 1)).copied(),
        AttemptResult::Accepted
        | AttemptResult::Refused
        | AttemptResult::InDoubt
        | AttemptResult::Skipped
        | AttemptResult::HandedOver => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let waits: Vec<_> = (1..=6)
            .map(|n| backoff(n, AttemptResult::Deferred).map(|d| d.as_mins()))
            .collect();
        assert_eq!(
            waits,
            [Some(5), Some(15), Some(60), Some(240), Some(720), None]
        );
        assert_eq!(
            backoff(400, AttemptResult::NotReached),
            Some(SignedDuration::from_hours(12))
        );
    }

    #[test]
    fn what_may_have_been_accepted_is_never_tried_again() {
        for result in [
            AttemptResult::Accepted,
            AttemptResult::Refused,
            AttemptResult::InDoubt,
            AttemptResult::Skipped,
            AttemptResult::HandedOver,
        ] {
            assert!(!result.may_retry());
            assert_eq!(backoff(1, result), None);
        }
    }
}
