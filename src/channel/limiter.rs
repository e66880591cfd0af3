//! The pace at which a server is given messages.

use crate::clock::Clock;
use jiff::{SignedDuration, Timestamp};

/// The moment at which the next message may begin: messages are spread evenly over the minute, and
/// time that went unused is not made up for by a burst. Pure.
///
/// `previous` is when the last one began, `per_minute` the most in a minute (0 counts as 1).
#[must_use]
pub fn next_start(previous: Option<Timestamp>, per_minute: u32, now: Timestamp) -> Timestamp {
    let gap = SignedDuration::from_mins(1) / i32::try_from(per_minute.max(1)).unwrap_or(i32::MAX);
    previous
        .and_then(|previous| previous.checked_add(gap).ok())
        .map_or(now, |earliest| earliest.max(now))
}

/// Keeps the pace towards one server.
pub struct Limiter {
    per_minute: Option<u32>,
    previous: Option<Timestamp>,
    clock: Clock,
}

impl Limiter {
    /// A limiter for one server; `None` never waits.
    #[must_use]
    pub const fn new(per_minute: Option<u32>, clock: Clock) -> Self {
        Self {
            per_minute,
            previous: None,
            clock,
        }
    }

    /// How many messages it lets begin in a second, at least 1; `None` is any number.
    #[must_use]
    pub fn per_second(&self) -> Option<usize> {
        let per_minute = usize::try_from(self.per_minute?).unwrap_or(usize::MAX);
        Some((per_minute / 60).max(1))
    }

    /// Waits until the next message may begin. May be dropped at any moment.
    pub async fn turn(&self) -> Timestamp {
        let now = self.clock.now();
        let Some(per_minute) = self.per_minute else {
            return now;
        };
        let start = next_start(self.previous, per_minute, now);
        self.clock.sleep_until(start).await;
        start
    }

    /// Waits until the next message may begin, and counts it as begun.
    pub async fn begin(&mut self) {
        self.previous = Some(self.turn().await);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn messages_are_spread_evenly() {
        assert_eq!(next_start(None, 30, at(100)), at(100));
        assert_eq!(next_start(Some(at(100)), 30, at(100)), at(102));
        assert_eq!(next_start(Some(at(100)), 30, at(500)), at(500));
        assert_eq!(next_start(Some(Timestamp::MAX), 1, at(5)), at(5));
    }

    #[tokio::test]
    async fn simulated_time_is_what_passes() {
        let clock = Clock::simulated(at(0));
        let mut limiter = Limiter::new(Some(1), clock.clone());
        for _ in 0..=60 {
            limiter.begin().await;
        }
        assert_eq!(clock.now(), at(3600));
        // Waiting for one's turn is not taking it.
        assert_eq!(limiter.turn().await, at(3660));
        limiter.begin().await;
        assert_eq!(clock.now(), at(3660));
    }

    #[test]
    fn what_a_second_holds() {
        let per_second = |rate| Limiter::new(rate, Clock::Wall).per_second();
        assert_eq!(per_second(None), None);
        assert_eq!(per_second(Some(1)), Some(1));
        assert_eq!(per_second(Some(600)), Some(10));
    }

    proptest! {
        #[test]
        fn never_more_than_allowed_in_any_minute(
            per_minute in 1_u32..2000,
            delays in proptest::collection::vec(0_i64..3000, 1..200),
        ) {
            let (mut now, mut previous, mut starts) = (at(0), None, Vec::new());
            for delay in delays {
                now = now.checked_add(SignedDuration::from_millis(delay)).unwrap();
                now = next_start(previous, per_minute, now);
                previous = Some(now);
                starts.push(now);
            }
            let window = usize::try_from(per_minute).unwrap();
            for pair in starts.windows(window + 1) {
                let span = pair[window].duration_since(pair[0]);
                // Gaps are cut to whole nanoseconds.
                prop_assert!(span >= SignedDuration::from_mins(1) - SignedDuration::from_nanos(i64::from(per_minute)));
            }
        }
    }
}
