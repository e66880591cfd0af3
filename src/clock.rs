//! Time: the wall's, or a simulated one. Nothing else in the program reads a clock or sleeps.
//!
//! Simulated time does not flow. It stands still while anybody works, and leaps when the one that
//! drives the wave has nothing left to do and says until when it would sleep: on the way there,
//! everything that was put on the agenda happens at its moment, in its order. So a wave of weeks
//! takes as long as its work takes, and the same seed gives the same times to the second.
//!
//! What happens may take real time to reach whom it is for: a line of a chat goes over a socket and
//! through a browser. Whoever sends such a thing holds an [`Underway`] until it has arrived, and
//! whoever waits for it leaps with [`Clock::sleep_until_news`] and stands still with
//! [`Clock::settled`]: so it is seen at its own moment however slow the machine is.

use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

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
    traffic: watch::Sender<Traffic>,
}

/// What goes to and fro in real time while simulated time stands still.
#[derive(Debug, Clone, Copy, Default)]
struct Traffic {
    /// How many things have set out so far.
    set_out: u64,
    /// How many of them have not arrived yet.
    open: u64,
}

/// Something that has happened and is on its way to whom it is for. Dropping it says that it has arrived,
/// or never will.
#[must_use]
pub struct Underway(Option<Arc<Simulated>>);

impl Drop for Underway {
    fn drop(&mut self) {
        if let Some(sim) = &self.0 {
            sim.traffic.send_modify(|traffic| traffic.open -= 1);
        }
    }
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
            traffic: watch::Sender::new(Traffic::default()),
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
            Self::Simulated(sim) => {
                sim.advance(moment, false);
            }
        }
    }

    /// The same, but simulated time stops at the moment at which something sets out ([`Clock::underway`]) on
    /// the way there.
    pub async fn sleep_until_news(&self, moment: Timestamp) {
        match self {
            Self::Wall => self.sleep_until(moment).await,
            Self::Simulated(sim) => sim.advance(moment, true),
        }
    }

    /// Says that something sets out now that takes real time to arrive. On the wall's clock that is nothing
    /// worth saying.
    pub fn underway(&self) -> Underway {
        match self {
            Self::Wall => Underway(None),
            Self::Simulated(sim) => {
                sim.traffic.send_modify(|traffic| {
                    traffic.set_out += 1;
                    traffic.open += 1;
                });
                Underway(Some(sim.clone()))
            }
        }
    }

    /// How many things have set out so far; none on the wall's clock.
    #[must_use]
    pub fn set_out(&self) -> u64 {
        match self {
            Self::Wall => 0,
            Self::Simulated(sim) => sim.traffic.borrow().set_out,
        }
    }

    /// Waits in real time, while simulated time stands still, until so many things in all have set out and
    /// each of them has arrived; whether that was so before `most` had passed. At once so on the wall's clock.
    pub async fn settled(&self, set_out: u64, most: Duration) -> bool {
        let Self::Simulated(sim) = self else {
            return true;
        };
        let mut traffic = sim.traffic.subscribe();
        let settled = traffic.wait_for(|t| t.set_out >= set_out && t.open == 0);
        tokio::time::timeout(most, settled).await.is_ok()
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

    fn advance(&self, moment: Timestamp, stops_at_news: bool) {
        let known = self.traffic.borrow().set_out;
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
            if stops_at_news && self.traffic.borrow().set_out > known {
                return;
            }
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
    async fn a_leap_ends_where_something_sets_out_and_time_stands_still_until_it_arrived() {
        let start: Timestamp = "2026-11-02T09:00:00Z".parse().unwrap();
        let clock = Clock::simulated(start);
        let (sender, mut way) = tokio::sync::mpsc::unbounded_channel();
        clock.at(start + 1.hour(), Box::new(|_| {}));
        let (clock2, sender2) = (clock.clone(), sender.clone());
        clock.at(
            start + 2.hours(),
            Box::new(move |_| drop(sender2.send(clock2.underway()))),
        );
        assert!(clock.settled(0, Duration::ZERO).await, "nothing is open");
        clock.sleep_until_news(start + 3.hours()).await;
        assert_eq!((clock.now(), clock.set_out()), (start + 2.hours(), 1));
        assert!(!clock.settled(0, Duration::from_millis(1)).await);
        let thing = way.recv().await.unwrap();
        let arrives = async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            drop(thing);
        };
        let (is_settled, ()) = tokio::join!(clock.settled(1, Duration::from_secs(20)), arrives);
        assert!(is_settled);
        assert_eq!(clock.now(), start + 2.hours());
        // One that set out before does not end a leap, and more than have set out are waited for in vain.
        let _open = clock.underway();
        clock.sleep_until_news(start + 3.hours()).await;
        assert_eq!(clock.now(), start + 3.hours());
        assert!(!clock.settled(3, Duration::from_millis(1)).await);
    }

    #[tokio::test]
    async fn nothing_is_underway_on_the_walls_clock() {
        let _open = Clock::Wall.underway();
        assert_eq!(Clock::Wall.set_out(), 0);
        assert!(Clock::Wall.settled(1, Duration::ZERO).await);
    }

    #[tokio::test]
    async fn simulated_time_never_runs_backwards() {
        let start: Timestamp = "2026-11-02T09:00:00Z".parse().unwrap();
        let clock = Clock::simulated(start);
        clock.sleep_until(start - 1.hour()).await;
        assert_eq!(clock.now(), start);
    }
}
