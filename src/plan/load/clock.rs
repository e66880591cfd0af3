//! [clock]: by which hours and days times are measured, and how long customers wait.

use super::countries;
use super::service::{HOURS, hours_hint};
use super::tree::{Section, Value};
use super::values::{amount, day, span};
use crate::model::{
    BusinessClock, BusinessHours, Channel, ClosedDay, Expectation, Knot, Patience, PatienceTrouble,
};
use crate::sheet::quote;
use std::collections::BTreeSet;
use toml::de::DeValue;

/// Most knots of a curve.
const MOST_KNOTS: usize = 100;

/// Reads [clock]; without it the default.
pub(super) fn read(root: &Section<'_>) -> BusinessClock {
    let mut clock = BusinessClock::default();
    let Some(table) = root.section("clock") else {
        return clock;
    };
    if let Some(value) = table.get("hours") {
        clock.hours = hours(&value);
    }
    if let Some(found) = table
        .get("holidays")
        .and_then(|v| v.choice(&[("country", true), ("none", false)]))
    {
        clock.holidays = found;
    }
    if let Some(value) = table.get("closed") {
        clock.closed = closed(&value);
    }
    if let Some(table) = table.section("expectation") {
        clock.expectation = expectation(&table);
    }
    table.close(&[]);
    clock
}

/// Hours as they are written, or `"none"`.
fn hours(value: &Value<'_>) -> Option<BusinessHours> {
    let text = value.string(HOURS)?.value;
    if text.trim() == "none" {
        return None;
    }
    match BusinessHours::parse(text) {
        Ok(hours) => Some(hours),
        Err(trouble) => {
            value.wrong(
                format!("{}: {trouble}", value.name()),
                Some(hours_hint(&trouble)),
            );
            None
        }
    }
}

/// Days, each of all companies or as a table of one country's.
fn closed(value: &Value<'_>) -> BTreeSet<ClosedDay> {
    let entries = value.list("a list of days such as [\"2026-12-24\"]");
    let mut days = BTreeSet::new();
    for entry in entries.unwrap_or_default() {
        let found = match entry.raw() {
            DeValue::Table(_) => entry
                .table(entry.name())
                .and_then(|table| of_country(&table)),
            _ => day(&entry).map(|date| ClosedDay {
                date,
                country: None,
                name: String::new(),
            }),
        };
        let Some(found) = found else { continue };
        let same = |d: &ClosedDay| (d.date, &d.country) == (found.date, &found.country);
        if days.iter().any(same) {
            entry.wrong(format!("{} is listed twice", found.date), None);
        } else {
            days.insert(found);
        }
    }
    days
}

/// `{ date = "2026-12-05", country = "NL", name = "Sinterklaas" }`.
fn of_country(table: &Section<'_>) -> Option<ClosedDay> {
    let date = table
        .need("date", "`date = \"2026-12-05\"`")
        .and_then(|v| day(&v));
    let country = match table.get("country") {
        None => Some(None),
        Some(value) => {
            let code = value.string("a country such as \"GB\"").map(|c| c.value);
            match code {
                Some(code) if !countries::is_code(code) => {
                    value.wrong(
                        format!("unknown country {}", quote(code)),
                        Some(countries::proposal(code)),
                    );
                    None
                }
                code => code.map(|code| Some(code.to_owned())),
            }
        }
    };
    let name = match table.get("name") {
        None => Some(String::new()),
        Some(value) => value.text(100, false),
    };
    table.close(&[]);
    Some(ClosedDay {
        date: date?,
        country: country?,
        name: name?,
    })
}

/// [clock.expectation]: `all`, and channels that have a curve of their own.
fn expectation(table: &Section<'_>) -> Expectation {
    let mut found = Expectation::default();
    if let Some(curve) = table.get("all").and_then(|v| curve(&v)) {
        found.all = curve;
    }
    for channel in Channel::ALL {
        if let Some(curve) = table.get(channel.as_str()).and_then(|v| curve(&v)) {
            found.by_channel.insert(channel, curve);
        }
    }
    table.close(&[]);
    found
}

/// `[["1h", 0.66], ["3d", 0.33]]`: how long a customer waited, and the share who are still satisfied then.
fn curve(value: &Value<'_>) -> Option<Patience> {
    const EXPECTED: &str = "a list of times and shares such as [[\"1h\", 0.66], [\"3d\", 0.33]]";
    let entries = value.list(EXPECTED)?;
    if entries.len() > MOST_KNOTS {
        value.wrong(
            format!("{} has more than {MOST_KNOTS} entries", value.name()),
            None,
        );
        return None;
    }
    let knots: Vec<Option<Knot>> = entries.iter().map(knot).collect();
    let knots: Option<Vec<Knot>> = knots.into_iter().collect();
    match Patience::new(knots?) {
        Ok(curve) => Some(curve),
        Err(PatienceTrouble::Empty) => {
            value.wrong(
                format!("{} is empty", value.name()),
                Some("leave it out to keep the default".to_owned()),
            );
            None
        }
        Err(PatienceTrouble::Time(index)) => {
            let hint = "the times rise from entry to entry, and begin above 0";
            wrong_at(
                &entries,
                index,
                "the time is no later than the one before it",
                hint,
            );
            None
        }
        Err(PatienceTrouble::Share(index)) => {
            let hint =
                "who waits longer is never more satisfied: the shares fall from entry to entry";
            wrong_at(
                &entries,
                index,
                "the share is above the one before it",
                hint,
            );
            None
        }
    }
}

fn wrong_at(entries: &[Value<'_>], index: usize, message: &str, hint: &str) {
    if let Some(entry) = entries.get(index) {
        entry.wrong(message, Some(hint.to_owned()));
    }
}

fn knot(entry: &Value<'_>) -> Option<Knot> {
    let pair = entry.list("a time and a share such as [\"1h\", 0.66]")?;
    let [time, share] = pair.as_slice() else {
        entry.wrong(
            "an entry has a time and a share",
            Some("for example [\"1h\", 0.66]".to_owned()),
        );
        return None;
    };
    let (seconds, millionths) = (span(time), amount(share));
    let seconds = u32::try_from(seconds?.as_secs()).ok()?;
    let millionths = millionths?;
    if millionths > 1_000_000 {
        share.wrong("a share is within 0 and 1", None);
        return None;
    }
    Some(Knot {
        seconds,
        share: u32::try_from(millionths).ok()?,
    })
}
