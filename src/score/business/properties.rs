//! Business hours against a second way of counting them: minute by minute, by what the clock on the wall shows.

use super::{ClosedDays, Opening, Promised};
use crate::model::{BusinessHours, Calendar, OpenSpan, Term};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;
use std::sync::Arc;

/// Zones that put their clocks forward and back by an hour, by half an hour and at midnight, and some that do not.
const ZONES: [&str; 8] = [
    "Europe/London",
    "Europe/Amsterdam",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Havana",
    "America/Santiago",
    "Asia/Kolkata",
    "UTC",
];

/// Days near which something happens to a clock or a calendar somewhere.
const TURNS: [&str; 10] = [
    "2026-03-29",
    "2026-10-25",
    "2026-03-08",
    "2026-11-01",
    "2026-04-05",
    "2026-09-06",
    "2026-10-04",
    "2026-12-25",
    "2027-01-01",
    "2026-06-15",
];

#[derive(Debug, Clone)]
struct Case {
    hours: BusinessHours,
    zone: TimeZone,
    calendar: Option<&'static Calendar>,
    closed: Vec<Date>,
    from: Timestamp,
    to: Timestamp,
}

impl Case {
    fn closed(&self) -> ClosedDays {
        ClosedDays::new(self.calendar, self.closed.clone())
    }

    /// Openings, of which only a part is prepared.
    fn opening(&self) -> Opening {
        let middle = self.from + self.to.duration_since(self.from) / 2;
        Opening::new(
            self.hours.clone(),
            self.zone.clone(),
            self.closed(),
            self.from,
            middle,
        )
    }
}

fn minutes(from: Timestamp, count: i64) -> Timestamp {
    from + SignedDuration::from_mins(count)
}

fn cases() -> impl Strategy<Value = Case> {
    let days = prop_oneof![
        Just("mon-fri".to_owned()),
        Just("mon-sun".to_owned()),
        Just("fri-mon".to_owned()),
        Just("sat,sun,holidays".to_owned()),
    ];
    // Clocks are changed at night.
    let hour = prop_oneof![2 => 0u16..24, 1 => 0u16..4];
    let time = (hour, prop::sample::select(vec![0u16, 1, 29, 30, 59]));
    let time = time.prop_map(|(h, m)| format!("{h:02}:{m:02}"));
    let span = (time.clone(), time).prop_map(|(from, to)| format!("{from}-{to}"));
    let part = (days, span).prop_map(|(days, span)| format!("{days} {span}"));
    let hours = prop_oneof![
        1 => Just("always".to_owned()),
        12 => prop::collection::vec(part, 1..4).prop_map(|parts| parts.join("; ")),
    ];
    let countries = prop::sample::select(vec!["GB", "US", "NL", "none"]);
    (
        hours,
        prop::sample::select(ZONES.to_vec()),
        prop::sample::select(TURNS.to_vec()),
        countries,
        prop::collection::vec(-3i64..4, 0..3),
        -2_880i64..2_880,
        0i64..6_000,
    )
        .prop_map(|(hours, zone, turn, country, closed, start, length)| {
            let turn: Date = turn.parse().unwrap();
            let from = minutes(turn.to_zoned(TimeZone::UTC).unwrap().timestamp(), start);
            Case {
                hours: BusinessHours::parse(&hours).unwrap(),
                zone: TimeZone::get(zone).unwrap(),
                calendar: Calendar::of(country),
                closed: closed.into_iter().map(|days| turn + days.days()).collect(),
                from,
                to: minutes(from, length),
            }
        })
}

/// The minutes from `from` to `to` that are open, each `true` or `false`: walks through the minutes with the
/// clock on the wall, and opens and closes each span at the first minute that shows its time or a later one.
fn wall(case: &Case, from: Timestamp, to: Timestamp) -> Vec<bool> {
    let start = from - SignedDuration::from_hours(96);
    let count = to.duration_since(start).as_mins();
    // The latest that was ever shown: what clocks that are put back show again opens and closes nothing.
    let mut latest = DateTime::MIN;
    let shown: Vec<DateTime> = (0..count)
        .map(|m| {
            latest = latest.max(case.zone.to_datetime(minutes(start, m)));
            latest
        })
        .collect();
    let mut open = vec![case.hours.is_always(); shown.len()];
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else {
        return Vec::new();
    };
    let mut date = first.date() + 1.day();
    while date <= last.date() {
        let holiday = |c: &Calendar| c.year(date.year()).iter().any(|h| h.date == date);
        let spans: &[OpenSpan] = if case.closed.contains(&date) {
            &[]
        } else if case.calendar.is_some_and(holiday) {
            case.hours.on_holidays()
        } else {
            case.hours.on(date.weekday())
        };
        for span in spans {
            let begins = date.at(0, 0, 0, 0) + i64::from(span.from).minutes();
            let ends = date.at(0, 0, 0, 0) + i64::from(span.to).minutes();
            let first = |time: DateTime| shown.partition_point(|s| *s < time);
            for minute in &mut open[first(begins)..first(ends)] {
                *minute = true;
            }
        }
        date += 1.day();
    }
    let skipped = usize::try_from(from.duration_since(start).as_mins()).unwrap();
    open.split_off(skipped)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn hours_are_those_that_are_counted_minute_by_minute(case in cases()) {
        let open = wall(&case, case.from, case.to);
        let counted = open.iter().filter(|open| **open).count() as f64 / 60.0;
        let hours = Opening::new(case.hours.clone(), case.zone.clone(), case.closed(), case.from, case.to)
            .hours_between(case.from, case.to);
        prop_assert!((hours - counted).abs() < 1e-6, "{hours} is not {counted}");
        let prepared = case.opening().hours_between(case.from, case.to);
        prop_assert!((hours - prepared).abs() < 1e-12, "{prepared}");
        prop_assert!(case.opening().hours_between(case.to, case.from).abs() < 1e-12);
    }

    #[test]
    fn it_is_open_in_the_minutes_that_are_counted(case in cases()) {
        let opening = case.opening();
        for (minute, open) in wall(&case, case.from, case.to).into_iter().enumerate().step_by(7) {
            let at = minutes(case.from, i64::try_from(minute).unwrap());
            prop_assert_eq!(opening.is_open(at), open, "{}", at);
        }
    }

    #[test]
    fn it_opens_next_after_no_open_time_and_so_much_later_after_so_much(
        case in cases(), wanted in 1i64..4_000,
    ) {
        let opening = case.opening();
        for at in [case.from, case.to] {
            let Some(next) = opening.next_open(at) else {
                prop_assert!(!case.hours.is_always());
                continue;
            };
            prop_assert!(next >= at && opening.is_open(next));
            prop_assert!(opening.hours_between(at, next).abs() < 1e-12);
            let Some(end) = opening.after(at, SignedDuration::from_mins(wanted)) else {
                continue;
            };
            let hours = opening.hours_between(at, end);
            prop_assert!((hours - wanted as f64 / 60.0).abs() < 1e-6, "{hours}");
            // The moment before is open: no closed time was waited for at the end.
            prop_assert!(opening.is_open(end - SignedDuration::from_nanos(1)));
        }
    }

    #[test]
    fn who_asks_later_or_is_promised_more_waits_no_shorter(
        case in cases(), later in 0i64..3_000, minutes_more in 0u32..3_000, promised in 1u32..4_000,
    ) {
        let service = Arc::new(case.opening());
        let asked = [case.from, minutes(case.from, later)];
        for term in [Term::Minutes(promised), Term::SameDay, Term::NextWorkingDay] {
            let promise = Promised::new(term, Arc::clone(&service));
            let due = asked.map(|at| promise.due(at));
            if let [Some(first), Some(second)] = due {
                prop_assert!(asked[0] < first && first <= second, "{term}: {first} {second}");
                prop_assert_eq!(promise.kept(asked[0], Some(first), first), Some(true));
                let after = first + SignedDuration::from_nanos(1);
                prop_assert_eq!(promise.kept(asked[0], Some(after), first), Some(false));
                prop_assert_eq!(promise.kept(asked[0], None, first), Some(false));
                let before = first - SignedDuration::from_nanos(1);
                prop_assert_eq!(promise.kept(asked[0], None, before), None);
            }
        }
        let less = Promised::new(Term::Minutes(promised), Arc::clone(&service));
        let more = Promised::new(Term::Minutes(promised + minutes_more), service);
        if let (Some(less), Some(more)) = (less.due(case.from), more.due(case.from)) {
            prop_assert!(less <= more);
        }
    }
}
