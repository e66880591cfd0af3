//! Waiting for a page: bounded by the clock, and in simulated time with a little of the page's own.

use super::Browser;
use crate::clock::Clock;
use jiff::SignedDuration;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What passes between two looks, in milliseconds: some twenty seconds in all.
const STEPS: [i64; 22] = [
    250, 250, 250, 250, 500, 500, 500, 500, 500, 500, 1000, 1000, 1000, 1000, 1000, 1000, 1500,
    1500, 1500, 2000, 2000, 2000,
];
/// The page's own time that passes with each step of simulated time, in milliseconds.
const BREATH: u32 = 60;

/// So long, and no longer.
pub(super) struct Waiting<'a> {
    clock: &'a Clock,
    browser: &'a Browser,
    steps: std::slice::Iter<'static, i64>,
}

impl<'a> Waiting<'a> {
    pub(super) fn new(clock: &'a Clock, browser: &'a Browser) -> Self {
        Self {
            clock,
            browser,
            steps: STEPS.iter(),
        }
    }

    /// Waits a step on; `false` when it has been long enough.
    pub(super) async fn on(&mut self) -> bool {
        let Some(step) = self.steps.next() else {
            return false;
        };
        let now = self.clock.now();
        let until = now.checked_add(SignedDuration::from_millis(*step));
        self.clock.sleep_until(until.unwrap_or(now)).await;
        if matches!(self.clock, Clock::Simulated(_)) {
            self.browser.breathe(BREATH).await;
        }
        true
    }
}

/// What tells one state of documents from another.
pub(super) fn fingerprint<'a>(sources: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for source in sources {
        source.hash(&mut hasher);
    }
    hasher.finish()
}
