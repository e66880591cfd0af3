//! When a company is open: hours by weekday, in the notation that people write and profiles are audited in.

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The days of the week as they are written, Monday first.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// From when to when, in minutes of the clock on the wall since the midnight with which the day begins. Beyond
/// 1440 it is the day after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OpenSpan {
    /// The first minute.
    pub from: u16,
    /// The minute after the last, later than `from`, within the day after.
    pub to: u16,
}

/// The hours of a service, written as `mon-fri 09:00-17:30; sat 10:00-16:00` or `always`.
///
/// - Days are `mon` to `sun`, ranges of them or lists (`mon,wed,fri`); `holidays` are public holidays, on which
///   it is closed where no hours stand with them; `unspecified` are hours of which no days are told.
/// - Several spans of the same days stand with commas between them: `mon-fri 09:00-12:00, 13:00-17:00`. Hours
///   that end when or before they begin end on the next day; they belong to the day on which they begin.
/// - `always` is day and night on all days, holidays included.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BusinessHours {
    always: bool,
    /// Monday first; each day's spans in order, apart from each other.
    week: [Vec<OpenSpan>; 7],
    holidays: Vec<OpenSpan>,
    unspecified: Vec<OpenSpan>,
}

/// What is wrong with hours as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoursTrouble {
    /// Nothing is there.
    Empty,
    /// Times without days.
    NoDays(String),
    /// Days without times.
    NoTimes(String),
    /// A word that is no day.
    Day(String),
    /// Something that is no span of times.
    Times(String),
}

impl fmt::Display for HoursTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("there are no hours"),
            Self::NoDays(part) => write!(f, "no days stand before `{part}`"),
            Self::NoTimes(part) => write!(f, "no hours stand behind `{part}`"),
            Self::Day(word) => write!(f, "`{word}` is no day"),
            Self::Times(part) => write!(f, "`{part}` are no hours"),
        }
    }
}

impl BusinessHours {
    /// Day and night on all days.
    #[must_use]
    pub fn always() -> Self {
        Self {
            always: true,
            ..Self::default()
        }
    }

    /// The same hours on the given days, Monday first; closed on holidays.
    #[must_use]
    pub fn weekly(days: [bool; 7], span: OpenSpan) -> Self {
        Self {
            week: days.map(|open| if open { vec![span] } else { Vec::new() }),
            ..Self::default()
        }
    }

    /// Whether it is day and night on all days, holidays included.
    #[must_use]
    pub const fn is_always(&self) -> bool {
        self.always
    }

    /// The spans that begin on a weekday, in order and apart from each other. Empty where it
    /// [is always open](Self::is_always).
    #[must_use]
    pub fn on(&self, weekday: Weekday) -> &[OpenSpan] {
        // Monday is 0.
        let index = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default();
        self.week.get(index).map_or(&[], Vec::as_slice)
    }

    /// The spans that begin on a public holiday.
    #[must_use]
    pub fn on_holidays(&self) -> &[OpenSpan] {
        &self.holidays
    }

    /// The same with hours without days put on the days on which `other` is open, or on Monday to Friday.
    #[must_use]
    pub fn settled(mut self, other: Option<&Self>) -> Self {
        let loose = std::mem::take(&mut self.unspecified);
        if loose.is_empty() {
            return self;
        }
        let open = |day: usize| match other {
            Some(other) if other.always => true,
            Some(other) if other.week.iter().any(|spans| !spans.is_empty()) => {
                !other.week[day].is_empty()
            }
            _ => day < 5,
        };
        for day in 0..7 {
            // Days that have hours of their own keep them.
            if open(day) && self.week[day].is_empty() {
                self.week[day].clone_from(&loose);
            }
        }
        self
    }

    /// The same days from midnight to midnight: what counts where a time is told in days.
    #[must_use]
    pub fn whole_days(&self) -> Self {
        let whole = |spans: &Vec<OpenSpan>| {
            let day = OpenSpan { from: 0, to: DAY };
            if spans.is_empty() {
                Vec::new()
            } else {
                vec![day]
            }
        };
        Self {
            always: self.always,
            week: self.week.each_ref().map(whole),
            holidays: whole(&self.holidays),
            unspecified: whole(&self.unspecified),
        }
    }

    /// Reads hours as they are written.
    ///
    /// # Errors
    /// What the first mistake is.
    pub fn parse(text: &str) -> Result<Self, HoursTrouble> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("always") {
            return Ok(Self::always());
        }
        let mut hours = Self::default();
        let mut any = false;
        for part in text.split(';').map(str::trim).filter(|p| !p.is_empty()) {
            any = true;
            hours.part(part)?;
        }
        if !any {
            return Err(HoursTrouble::Empty);
        }
        let lists = hours.week.iter_mut();
        for spans in lists.chain([&mut hours.holidays, &mut hours.unspecified]) {
            merge(spans);
        }
        Ok(hours)
    }

    /// Adds `mon-fri 09:00-17:30`.
    fn part(&mut self, part: &str) -> Result<(), HoursTrouble> {
        let digit = part.find(|c: char| c.is_ascii_digit());
        let (days, times) = part.split_at(digit.unwrap_or(part.len()));
        let days = days.trim().trim_end_matches(':').trim_end();
        if times.is_empty() {
            return Err(HoursTrouble::NoTimes(shown(part)));
        }
        if days.is_empty() {
            return Err(HoursTrouble::NoDays(shown(part)));
        }
        let spans: Vec<OpenSpan> = times
            .split(',')
            .map(|t| span(t).ok_or_else(|| HoursTrouble::Times(shown(t))))
            .collect::<Result<_, _>>()?;
        for word in days.split(',').map(str::trim) {
            let word = word.to_ascii_lowercase();
            match word.as_str() {
                "holidays" => self.holidays.extend(&spans),
                "unspecified" => self.unspecified.extend(&spans),
                _ => {
                    let (first, last) = word.split_once(['-', '–']).unwrap_or((&word, &word));
                    let (mut day, last) = (day(first)?, day(last)?);
                    loop {
                        self.week[day].extend(&spans);
                        if day == last {
                            break;
                        }
                        day = (day + 1) % 7;
                    }
                }
            }
        }
        Ok(())
    }
}

/// What is quoted of a mistake, in one line and not endless.
fn shown(text: &str) -> String {
    let plain = text.trim().chars().filter(|c| !c.is_control());
    plain.take(40).collect()
}

fn day(word: &str) -> Result<usize, HoursTrouble> {
    let word = word.trim();
    let found = DAYS.iter().position(|d| *d == word);
    found.ok_or_else(|| HoursTrouble::Day(shown(word)))
}

/// `09:00-17:30`.
fn span(text: &str) -> Option<OpenSpan> {
    let (from, to) = text.split_once(['-', '–'])?;
    let (from, to) = (minute(from)?, minute(to)?);
    if from == DAY {
        return None;
    }
    let to = if to <= from { to + DAY } else { to };
    Some(OpenSpan { from, to })
}

/// `9:00`, at most `24:00`, in minutes.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits =
        |s: &str, least| (least..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(hour, 1) || !digits(minute, 2) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let sum = hour * 60 + minute;
    (minute < 60 && sum <= DAY).then_some(sum)
}

/// Puts spans in order and joins those that touch.
fn merge(spans: &mut Vec<OpenSpan>) {
    spans.sort_unstable();
    let mut merged: Vec<OpenSpan> = Vec::with_capacity(spans.len());
    for span in spans.drain(..) {
        match merged.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            _ => merged.push(span),
        }
    }
    *spans = merged;
}

/// One way of writing the same hours, which [`BusinessHours::parse`] reads back.
impl fmt::Display for BusinessHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.always {
            return f.write_str("always");
        }
        let mut parts: Vec<String> = Vec::new();
        for (day, spans) in self.week.iter().enumerate() {
            let first = self.week.iter().position(|other| other == spans);
            if !spans.is_empty() && first == Some(day) {
                let alike: Vec<bool> = self.week.iter().map(|other| other == spans).collect();
                parts.push(format!("{} {}", days(&alike), times(spans)));
            }
        }
        for (name, spans) in [
            ("holidays", &self.holidays),
            ("unspecified", &self.unspecified),
        ] {
            if !spans.is_empty() {
                parts.push(format!("{name} {}", times(spans)));
            }
        }
        f.write_str(&parts.join("; "))
    }
}

/// `mon-wed,fri`.
fn days(week: &[bool]) -> String {
    let mut runs: Vec<String> = Vec::new();
    let mut day = 0;
    while day < week.len() {
        let length = week[day..].iter().take_while(|open| **open).count();
        match length {
            0 => {}
            1 => runs.push(DAYS[day].to_owned()),
            _ => runs.push(format!("{}-{}", DAYS[day], DAYS[day + length - 1])),
        }
        day += length.max(1);
    }
    runs.join(",")
}

fn times(spans: &[OpenSpan]) -> String {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let mut list: Vec<String> = Vec::with_capacity(spans.len());
    for span in spans {
        let end = if span.to > DAY {
            span.to - DAY
        } else {
            span.to
        };
        // Longer than a day, which spans that overlap may come to, it takes two to say it.
        let from = if span.to - span.from > DAY {
            list.push(format!("{0}-{0}", clock(span.from)));
            end
        } else {
            span.from
        };
        list.push(format!("{}-{}", clock(from), clock(end)));
    }
    list.join(", ")
}

#[cfg(test)]
#[path = "business_hours_tests.rs"]
mod tests;
