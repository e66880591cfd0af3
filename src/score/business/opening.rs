//! When a company is open, as stretches of time, and how much of that lies between two moments.

use super::days::{ClosedDays, Status};
use crate::model::{BusinessHours, OpenSpan};
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// No opening is looked for further ahead than so many days: what is closed for a year does not open.
const AHEAD: i64 = 400;
/// Before that, so many: nearly every company opens within them.
const FIRST_AHEAD: i64 = 16;

/// A company's openings, prepared for a stretch of time. What lies outside of it is answered too, in time that
/// grows with the days.
///
/// A span opens at the first moment at which the company's clock shows its beginning or later, and closes at
/// the first at which it shows its end or later. So where clocks are put forward in the middle of a span it is
/// an hour shorter, and where they are put back an hour longer.
#[derive(Debug, Clone)]
pub struct Opening {
    hours: BusinessHours,
    zone: TimeZone,
    closed: ClosedDays,
    /// Between these moments the stretches are complete.
    prepared: (Timestamp, Timestamp),
    stretches: Vec<Stretch>,
    /// Of each day of what is prepared [its span](Self::day), and which day is the first.
    days: Vec<Option<(Timestamp, Timestamp)>>,
    first: Date,
}

/// One stretch in which it is open, apart from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    opens: Timestamp,
    closes: Timestamp,
    /// Nanoseconds of all stretches before it.
    before: i128,
}

impl Opening {
    /// Openings of a company with these hours, in its zone; `from` and `to` are what is prepared.
    #[must_use]
    pub fn new(
        hours: BusinessHours,
        zone: TimeZone,
        closed: ClosedDays,
        from: Timestamp,
        to: Timestamp,
    ) -> Self {
        let mut opening = Self {
            hours,
            zone,
            closed,
            prepared: (from, to),
            stretches: Vec::new(),
            days: Vec::new(),
            first: Date::MIN,
        };
        opening.stretches = opening.stretches(from, to);
        // What began the day before may go on over midnight.
        let date = |at: Timestamp| opening.zone.to_datetime(at).date();
        let (first, last) = (date(from).yesterday().unwrap_or(Date::MIN), date(to));
        let days = first.series(1.day()).take_while(|day| *day <= last);
        opening.days = days.map(|day| opening.day_of_spans(day)).collect();
        opening.first = first;
        opening
    }

    /// The same company with its days from midnight to midnight.
    pub(super) fn whole_days(&self) -> Self {
        Self::new(
            self.hours.whole_days(),
            self.zone.clone(),
            self.closed.clone(),
            self.prepared.0,
            self.prepared.1,
        )
    }

    /// The zone of its clock.
    #[must_use]
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Whether it is open at a moment. At the moment at which it closes it is not.
    #[must_use]
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.next_open(at) == Some(at)
    }

    /// The hours between two moments in which it is open, to the millionth; 0 when `to` is not after `from`.
    #[must_use]
    pub fn hours_between(&self, from: Timestamp, to: Timestamp) -> f64 {
        hours(self.nanoseconds_between(from, to))
    }

    fn nanoseconds_between(&self, from: Timestamp, to: Timestamp) -> i128 {
        if to <= from {
            return 0;
        }
        if self.hours.is_always() {
            return to.as_nanosecond() - from.as_nanosecond();
        }
        if self.prepared.0 <= from && to <= self.prepared.1 {
            return open_until(&self.stretches, to) - open_until(&self.stretches, from);
        }
        let stretches = self.stretches(from, to);
        open_until(&stretches, to) - open_until(&stretches, from)
    }

    /// The first moment at or after `at` at which it is open; `None` when that is not within 400 days.
    #[must_use]
    pub fn next_open(&self, at: Timestamp) -> Option<Timestamp> {
        if self.hours.is_always() {
            return Some(at);
        }
        let next = |stretches: &[Stretch]| {
            let index = stretches.partition_point(|s| s.closes <= at);
            stretches.get(index).map(|s| s.opens.max(at))
        };
        self.search(at, next)
    }

    /// The moment at which it was open for so long since `at`; `None` when that is not within 400 days.
    #[must_use]
    pub fn after(&self, at: Timestamp, open: SignedDuration) -> Option<Timestamp> {
        if self.hours.is_always() {
            return at.checked_add(open).ok();
        }
        if open <= SignedDuration::ZERO {
            return self.next_open(at);
        }
        let moment = |stretches: &[Stretch]| {
            let until = open_until(stretches, at) + open.as_nanos();
            // The last stretch that begins with less than all of it; it ends in it, or in none.
            let index = stretches.partition_point(|s| s.before < until);
            let stretch = stretches.get(index.checked_sub(1)?)?;
            let found = stretch.opens.as_nanosecond() + (until - stretch.before);
            (found <= stretch.closes.as_nanosecond())
                .then(|| Timestamp::from_nanosecond(found).ok())
                .flatten()
        };
        self.search(at, moment)
    }

    /// From the first opening to the last closing of the spans that begin on a day; `None` when there are none.
    #[must_use]
    pub fn day(&self, date: Date) -> Option<(Timestamp, Timestamp)> {
        let since = date.duration_since(self.first).as_hours() / 24;
        let prepared = usize::try_from(since)
            .ok()
            .and_then(|nth| self.days.get(nth));
        prepared.map_or_else(|| self.day_of_spans(date), |day| *day)
    }

    fn day_of_spans(&self, date: Date) -> Option<(Timestamp, Timestamp)> {
        let spans = self.spans(date);
        let opens = spans.iter().filter_map(|s| self.moment(date, s.from));
        let closes = spans.iter().filter_map(|s| self.moment(date, s.to));
        let (opens, closes) = (opens.min()?, closes.max()?);
        (opens < closes).then_some((opens, closes))
    }

    /// The first day after `date` on which it opens, with its opening and closing.
    #[must_use]
    pub fn next_day(&self, date: Date) -> Option<(Date, Timestamp, Timestamp)> {
        let mut day = date;
        for _ in 0..AHEAD {
            day = day.tomorrow().ok()?;
            if let Some((opens, closes)) = self.day(day) {
                return Some((day, opens, closes));
            }
        }
        None
    }

    /// Looks for something at or after a moment: in what is prepared where that knows the moment, then in the
    /// days ahead, a few first.
    fn search(
        &self,
        at: Timestamp,
        look: impl Fn(&[Stretch]) -> Option<Timestamp>,
    ) -> Option<Timestamp> {
        let prepared = self.prepared.0 <= at && at <= self.prepared.1;
        if let Some(found) = prepared.then(|| look(&self.stretches)).flatten() {
            return Some(found);
        }
        [FIRST_AHEAD, AHEAD].into_iter().find_map(|days| {
            let until = at.checked_add(SignedDuration::from_hours(24 * days));
            look(&self.stretches(at, until.ok()?))
        })
    }

    /// All stretches that reach into the time between two moments, whole days of them.
    fn stretches(&self, from: Timestamp, to: Timestamp) -> Vec<Stretch> {
        let mut found: Vec<Stretch> = Vec::new();
        if self.hours.is_always() || to < from {
            return found;
        }
        let date = |at: Timestamp| self.zone.to_datetime(at).date();
        // What began the day before may go on over midnight.
        let first = date(from).yesterday().unwrap_or(Date::MIN);
        let last = date(to);
        let mut day = first;
        loop {
            for span in self.spans(day) {
                let (Some(opens), Some(closes)) =
                    (self.moment(day, span.from), self.moment(day, span.to))
                else {
                    continue;
                };
                if opens < closes {
                    join(&mut found, opens, closes);
                }
            }
            match day.tomorrow() {
                Ok(next) if day < last => day = next,
                _ => break,
            }
        }
        let mut sum = 0;
        for stretch in &mut found {
            stretch.before = sum;
            sum += stretch.closes.as_nanosecond() - stretch.opens.as_nanosecond();
        }
        found
    }

    /// The spans that begin on a day.
    fn spans(&self, date: Date) -> &[OpenSpan] {
        const WHOLE: &[OpenSpan] = &[OpenSpan { from: 0, to: 1440 }];
        if self.hours.is_always() {
            return WHOLE;
        }
        match self.closed.status(date) {
            Status::Closed => &[],
            Status::Holiday => self.hours.on_holidays(),
            Status::Plain => self.hours.on(date.weekday()),
        }
    }

    /// The first moment at which the clock shows a minute of a day, or later.
    fn moment(&self, date: Date, minute: u16) -> Option<Timestamp> {
        let date = (0..minute / 1440).try_fold(date, |date, _| date.tomorrow());
        let minute = minute % 1440;
        let (hour, minute) = (
            i8::try_from(minute / 60).ok()?,
            i8::try_from(minute % 60).ok()?,
        );
        first_moment(&self.zone, date.ok()?.at(hour, minute, 0, 0))
    }
}

/// The first moment at which the clocks of a zone show a time or a later one.
pub(super) fn first_moment(zone: &TimeZone, time: DateTime) -> Option<Timestamp> {
    let ambiguous = zone.to_ambiguous_timestamp(time);
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => {
            ambiguous.earlier().ok()
        }
        AmbiguousOffset::Gap { .. } => {
            // No clock ever showed it: the moment at which they were put forward over it.
            let later = ambiguous.later().ok()?;
            let behind = later.checked_add(SignedDuration::from_nanos(1)).ok()?;
            zone.preceding(behind)
                .next()
                .map(|change| change.timestamp())
        }
    }
}

/// Adds a stretch that begins no earlier than the spans before it; those that touch become one.
fn join(found: &mut Vec<Stretch>, opens: Timestamp, closes: Timestamp) {
    match found.last_mut() {
        Some(last) if opens <= last.closes => last.closes = last.closes.max(closes),
        _ => found.push(Stretch {
            opens,
            closes,
            before: 0,
        }),
    }
}

/// Nanoseconds that were open up to a moment, since the first stretch.
fn open_until(stretches: &[Stretch], at: Timestamp) -> i128 {
    let index = stretches.partition_point(|s| s.opens <= at);
    match index.checked_sub(1).and_then(|index| stretches.get(index)) {
        Some(last) => {
            last.before + at.min(last.closes).as_nanosecond() - last.opens.as_nanosecond()
        }
        None => 0,
    }
}

/// Nanoseconds as hours, rounded half up to the millionth that the tables print.
pub(super) fn hours(nanoseconds: i128) -> f64 {
    let millionths = (nanoseconds.max(0) + 1_800_000) / 3_600_000;
    millionths as f64 / 1e6
}
