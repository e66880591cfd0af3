//! By which hours and holidays times were measured.

use super::words::{escape, list};
use crate::model::{Study, Wave};
use crate::report::number::counted;
use crate::score::business::{used_holidays, without_calendar};
use jiff::tz::TimeZone;
use std::fmt::Write;

/// More holidays than this are only counted.
const MOST: usize = 40;

/// The section about the clock.
pub fn section(study: &Study) -> String {
    let mut text = String::from("\n## The clock\n\n");
    let own = study
        .panel
        .iter()
        .filter(|c| c.service.hours.is_some())
        .count() as u64;
    let hours = match &study.clock.hours {
        Some(hours) => format!("Hours of business are {hours}, in the time zone of each company"),
        None => "Hours of business are known only of companies that tell theirs".to_owned(),
    };
    let _ = writeln!(
        text,
        "- {hours}; {} hours of {} own.",
        counted(own, "company has", "companies have"),
        if own == 1 { "its" } else { "their" }
    );
    let promising = study
        .panel
        .iter()
        .filter(|c| !c.service.promises.is_empty());
    let promising = promising.count() as u64;
    let _ = writeln!(
        text,
        "- By `companies.csv`, {} a response time; what an audit read from profiles comes beside it.",
        counted(promising, "company promises", "companies promise")
    );
    let Wave { opens, .. } = study.wave;
    let date = |at: jiff::Timestamp| at.to_zoned(TimeZone::UTC).date();
    let used = used_holidays(study, date(opens), date(study.wave.closes()));
    let days: Vec<String> = used
        .iter()
        .take(MOST)
        .map(|day| {
            let of = if day.country.is_empty() {
                String::new()
            } else {
                format!(", {}", escape(&day.country))
            };
            format!("{} ({}{of})", day.date, escape(&day.name))
        })
        .collect();
    let _ = match used.len() {
        0 => writeln!(text, "- No holiday fell into the wave."),
        n if n > MOST => writeln!(
            text,
            "- Closed on {} and {}.",
            days.join(", "),
            counted((n - MOST) as u64, "further day", "further days")
        ),
        _ => writeln!(text, "- Closed on {}.", list(&days)),
    };
    let unknown: Vec<String> = without_calendar(study).iter().map(|c| escape(c)).collect();
    if !unknown.is_empty() {
        let _ = writeln!(
            text,
            "- No calendar of public holidays is known of {}: there every weekday counts; `closed` in [clock] names days.",
            list(&unknown)
        );
    }
    let _ = writeln!(
        text,
        "- What customers expect, as waiting times and the share still satisfied: {}.",
        escape(&study.clock.expectation.to_string())
    );
    text
}
