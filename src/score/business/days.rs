//! Which days a company is closed whatever its weekly hours say.

use crate::model::{BusinessClock, Calendar};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Public holidays and closed days of a company.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClosedDays {
    calendar: Option<&'static Calendar>,
    closed: BTreeSet<Date>,
}

/// What a day is beside a day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// Nothing.
    Plain,
    /// A public holiday, with hours of its own if any.
    Holiday,
    /// Closed.
    Closed,
}

impl ClosedDays {
    /// Those of a calendar, and further days.
    #[must_use]
    pub fn new(
        calendar: Option<&'static Calendar>,
        closed: impl IntoIterator<Item = Date>,
    ) -> Self {
        Self {
            calendar,
            closed: closed.into_iter().collect(),
        }
    }

    /// Those of a company of `country` that keeps the holidays of `calendar`, with the days that the study adds.
    #[must_use]
    pub fn of(clock: &BusinessClock, calendar: Option<&'static Calendar>, country: &str) -> Self {
        let mine = |of: &Option<String>| of.as_deref().is_none_or(|of| of == country);
        let closed = clock.closed.iter().filter(|day| mine(&day.country));
        Self::new(calendar, closed.map(|day| day.date))
    }

    /// What a day is.
    pub(super) fn status(&self, date: Date) -> Status {
        let holiday = |calendar: &Calendar| !calendar.between(date, date).is_empty();
        if self.closed.contains(&date) {
            Status::Closed
        } else if self.calendar.is_some_and(holiday) {
            Status::Holiday
        } else {
            Status::Plain
        }
    }
}
