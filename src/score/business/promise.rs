//! What a company promised on a channel, and whether it kept it.

use super::opening::{Opening, first_moment};
use crate::model::Term;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// A promise with the hours in which it is kept.
#[derive(Debug, Clone)]
pub struct Promised {
    term: Term,
    /// The hours of the service.
    service: Arc<Opening>,
    /// The days of the service, from midnight to midnight.
    days: Arc<Opening>,
}

impl Promised {
    /// A promise of a service that is open so.
    #[must_use]
    pub fn new(term: Term, service: Arc<Opening>) -> Self {
        let days = Arc::new(service.whole_days());
        Self {
            term,
            service,
            days,
        }
    }

    /// The promise itself.
    #[must_use]
    pub const fn term(&self) -> Term {
        self.term
    }

    /// The hours that are promised, where it is a length of time.
    #[must_use]
    pub fn hours(&self) -> Option<f64> {
        self.term.hours()
    }

    /// The last moment at which an answer to what was sent keeps the promise; `None` when the service is closed
    /// for more than a year.
    ///
    /// The time runs from when the service is there: what is sent before or after its hours is asked when it
    /// opens.
    /// - *Within two hours* are two hours of service. A service open from 9 to 17, asked at 16:30, keeps it
    ///   until 10:30 of its next day.
    /// - *Within 24 hours* and more is meant by the clock on the wall, over the days on which the service is
    ///   there: asked on Friday at 16:30, until Monday at 16:30. A shorter time never ends later than that,
    ///   though hours of service alone would make 23 of them three days.
    /// - *The same day* is until midnight of the day on which it was asked, *the next working day* until
    ///   midnight of the first day after the sending on which the service is there.
    #[must_use]
    pub fn due(&self, sent: Timestamp) -> Option<Timestamp> {
        let zone = self.service.zone();
        let end_of = |date: jiff::civil::Date| {
            let midnight = first_moment(zone, date.tomorrow().ok()?.at(0, 0, 0, 0))?;
            midnight.checked_sub(SignedDuration::from_nanos(1)).ok()
        };
        let date = |at: Timestamp| zone.to_datetime(at).date();
        match self.term {
            Term::Minutes(minutes) => {
                let asked = self.service.next_open(sent)?;
                let span = |minutes: u32| SignedDuration::from_mins(i64::from(minutes));
                let by_hours = self.service.after(asked, span(minutes));
                let by_days = self.days.after(asked, span(minutes.max(DAY)));
                by_hours.into_iter().chain(by_days).min()
            }
            Term::SameDay => end_of(date(self.service.next_open(sent)?)),
            Term::NextWorkingDay => end_of(self.service.next_day(date(sent))?.0),
        }
    }

    /// Whether the promise was kept; `seen_until` is the moment up to which an answer would be known: the
    /// cut-off, or now while the wave is open. Silence past the promise breaks it; `None` while it still runs,
    /// and when the wave closed before it ran out.
    #[must_use]
    pub fn kept(
        &self,
        sent: Timestamp,
        answered: Option<Timestamp>,
        seen_until: Timestamp,
    ) -> Option<bool> {
        let due = self.due(sent)?;
        match answered {
            Some(at) => Some(at <= due),
            None => (due <= seen_until).then_some(false),
        }
    }
}
