//! Time: the wall's, or a simulated one. Nothing else in the program reads a clock or sleeps.
//!
//! Simulated time does not flow. It stands still while anybody works, and leaps when the one that
//! drives the wave has nothing left to do and says until when it would sleep: on the way there,
//! everything that was put on the agenda happens at its moment, in its order. So a wave of weeks
//! takes as long as its work takes, and the same seed gives the same times to the second.

use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Something that happens at a moment; it is given that moment.
pub type Event = Box<dyn FnOnce(Timestamp) + Send>;

/// The clock of a run. Clones share the same time.
#[derive(Clone)]
pub enum Clock {
    /// The machine's clock.
    Wall,
    /// Simulated time.
    Simulated(Arc<Simulated>),
}

/// The state of simulated time.
pub struct Simulated {
    state: Mutex<State>,
}

struct State {
    now: Timestamp,
    /// By moment, then by the order in which they were put down.
    agenda: BTreeMap<(Timestamp, u64), Event>,
    next: u64,
}

impl Clock {
    /// A simulated clock that stands at `start`.
    #[must_use]
    pub fn simulated(start: Timestamp) -> Self {
        Self::Simulated(Arc::new(Simulated {
            state: Mutex::new(State {
                now: start,
                agenda: BTreeMap::new(),
                next: 0,
            }),
        }))
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Wall => Timestamp::now(),
            Self::Simulated(sim) => sim.lock().now,
        }
    }

    /// Waits until a moment; returns at once when it has passed. Under simulated time this is what
    /// moves the clock, so only the driver of a wave may call it.
    pub async fn sleep_until(&self, moment: Timestamp) {
        match self {
            Self::Wall => {
                // A machine that was suspended wakes with a leap, so the wait is checked against
                // the wall again rather than trusted.
                while let Ok(left) = Duration::try_from(moment.duration_since(Timestamp::now())) {
                    if left.is_zero() {
                        break;
                    }
                    tokio::time::sleep(left.min(Duration::from_mins(1))).await;
                }
            }
            Self::Simulated(sim) => sim.advance(moment),
        }
    }

    /// Lets something happen at a moment, or at once when that has passed. On the wall's clock it
    /// runs on the current tokio runtime.
    pub fn at(&self, moment: Timestamp, event: Event) {
        match self {
            Self::Wall => {
                let clock = self.clone();
                tokio::spawn(async move {
                    clock.sleep_until(moment).await;
                    event(Timestamp::now());
                });
            }
            Self::Simulated(sim) => {
                let mut state = sim.lock();
                let key = (moment.max(state.now), state.next);
                state.next += 1;
                state.agenda.insert(key, event);
            }
        }
    }
}

impl Simulated {
    fn lock(&self) -> MutexGuard<'_, State> {
        // An event that panicked leaves a time and an agenda that are still whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn advance(&self, moment: Timestamp) {
        loop {
            let (at, event) = {
                let mut state = self.lock();
                match state.agenda.first_entry() {
                    Some(entry) if entry.key().0 <= moment => {
                        let ((at, _), event) = entry.remove_entry();
                        state.now = state.now.max(at);
                        (at, event)
                    }
                    _ => {
                        state.now = state.now.max(moment);
                        return;
                    }
                }
            };
            // Outside the lock: the event may put down others.
            event(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;

    #[tokio::test]
    async fn events_happen_in_order_and_at_their_moment() {
        let start: Timestamp = "2026-11-02T09:00:00Z".parse().unwrap();
        let clock = Clock::simulated(start);
        let seen = Arc::new(Mutex::new(Vec::new()));
        for (name, hours) in [("late", 5), ("early", 1), ("beyond", 9), ("also early", 1)] {
            let (seen, clock2) = (seen.clone(), clock.clone());
            clock.at(
                start + hours.hours(),
                Box::new(move |at| {
                    assert_eq!(clock2.now(), at);
                    seen.lock().unwrap().push(name);
                    if name == "early" {
                        let seen = seen.clone();
                        clock2.at(
                            at + 1.hour(),
                            Box::new(move |_| seen.lock().unwrap().push("consequence")),
                        );
                    }
                }),
            );
        }
        clock.sleep_until(start + 6.hours()).await;
        assert_eq!(clock.now(), start + 6.hours());
        assert_eq!(
            *seen.lock().unwrap(),
            ["early", "also early", "consequence", "late"]
        );
    }

    #[tokio::test]
    async fn simulated_time_never_runs_backwards() {
        let start: Timestamp = "2026-11-02T09:00:00Z".parse().unwrap();
        let clock = Clock::simulated(start);
        clock.sleep_until(start - 1.hour()).await;
        assert_eq!(clock.now(), start);
    }
}
