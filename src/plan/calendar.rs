//! The minutes of a wave in which a time zone's companies may be asked.

use crate::model::Study;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// The minutes of a wave in which companies of one time zone may be asked. A *slot* is one of them,
/// counted from 0 over all days; minutes are counted from the Unix epoch.
#[derive(Debug)]
pub(super) struct Calendar {
    days: Vec<Day>,
    slots: u32,
}

/// One local day's hours: `start` to `end`, exclusive.
#[derive(Debug)]
struct Day {
    start: i64,
    end: i64,
    /// The first slot of the day.
    first: u32,
}

impl Calendar {
    /// The days from the opening of the wave until `patience` before it closes. All conversions
    /// between local time and UTC are done here, once a zone and day, so that clock changes are right
    /// and a large plan is quick.
    pub(super) fn new(study: &Study, zone: &TimeZone) -> Self {
        let design = &study.design;
        let opens = study.wave.opens;
        let last = study
            .wave
            .closes()
            .checked_sub(design.patience)
            .unwrap_or(opens);
        // The last minute is the one that begins at the limit at the latest.
        let (from, until) = (
            (opens.as_second() + 59).div_euclid(60),
            last.as_second().div_euclid(60) + 1,
        );
        let mut calendar = Self {
            days: Vec::new(),
            slots: 0,
        };
        let mut date = zone.to_datetime(opens).date();
        let end = zone.to_datetime(last).date();
        while date <= end {
            let weekday = date.weekday().to_monday_zero_offset();
            if usize::try_from(weekday).is_ok_and(|d| design.days[d]) {
                let start = minute(zone, date, design.hours_from);
                let end = if design.hours_to == Time::MAX {
                    date.tomorrow()
                        .ok()
                        .and_then(|d| minute(zone, d, Time::MIN))
                } else {
                    minute(zone, date, design.hours_to)
                };
                if let (Some(start), Some(end)) = (start, end) {
                    calendar.add(start.max(from), end.min(until));
                }
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        calendar
    }

    fn add(&mut self, start: i64, end: i64) {
        if let Ok(length) = u32::try_from(end - start)
            && length > 0
        {
            self.days.push(Day {
                start,
                end,
                first: self.slots,
            });
            self.slots += length;
        }
    }

    /// How many slots there are.
    pub(super) const fn slots(&self) -> u32 {
        self.slots
    }

    /// The day on which a slot lies.
    pub(super) fn day(&self, slot: u32) -> usize {
        self.days
            .partition_point(|d| d.first <= slot)
            .saturating_sub(1)
    }

    /// The first slot of a day; the number of slots for the day after the last.
    pub(super) fn first_of(&self, day: usize) -> u32 {
        self.days.get(day).map_or(self.slots, |d| d.first)
    }

    /// The minute of a slot.
    pub(super) fn minute(&self, slot: u32) -> i64 {
        self.days
            .get(self.day(slot))
            .map_or(0, |d| d.start + i64::from(slot - d.first))
    }

    /// The first slot not before a minute; the number of slots when there is none.
    pub(super) fn at_or_after(&self, minute: i64) -> u32 {
        let day = self.days.partition_point(|d| d.end <= minute);
        self.days.get(day).map_or(self.slots, |d| {
            d.first + u32::try_from(minute - d.start).unwrap_or(0)
        })
    }

    /// The last slot not after a minute, if there is one.
    pub(super) fn at_or_before(&self, minute: i64) -> Option<u32> {
        self.at_or_after(minute + 1).checked_sub(1)
    }
}

/// A local time as minutes since the epoch. Where clocks leap over it, the moment after the leap; where
/// it comes twice, the first.
fn minute(zone: &TimeZone, date: Date, time: Time) -> Option<i64> {
    let moment = zone
        .to_ambiguous_timestamp(date.to_datetime(time))
        .compatible()
        .ok()?;
    Some((moment.as_second() + 59).div_euclid(60))
}
