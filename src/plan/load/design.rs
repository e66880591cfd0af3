//! [design]: what is asked on each channel, and at what pace.

use super::tree::{Located, Section, Value};
use super::values::span;
use super::words;
use crate::model::{Channel, Design, Selection, Wave};
use crate::sheet::{nearest, quote};
use jiff::{SignedDuration, civil::Time};
use std::collections::{BTreeMap, HashSet};
use toml::de::DeValue;

/// [design], with the ids of questions that it names.
pub(super) fn read(root: &Section<'_>, wave: &Wave) -> (Design, Vec<Located<String>>) {
    let mut design = Design {
        questions: BTreeMap::new(),
        spacing: SignedDuration::from_hours(24),
        daily_cap_per_company: 1,
        contacts_per_company: 12,
        hours_from: Time::constant(9, 0, 0, 0),
        hours_to: Time::constant(17, 0, 0, 0),
        days: [true, true, true, true, true, false, false],
        patience: SignedDuration::from_hours(48).min(wave.cut_off / 4),
        staff_minutes_per_enquiry: 5,
    };
    let mut named = Vec::new();
    let Some(table) = root.section("design") else {
        let _ = root.need("design", "a table [design] with `email = \"all\"`");
        return (design, named);
    };
    for channel in Channel::ALL {
        if let Some(value) = table.get(channel.as_str())
            && let Some(selection) = selection(&value, &mut named)
        {
            design.questions.insert(channel, selection);
        }
    }
    if !Channel::ALL.iter().any(|c| table.get(c.as_str()).is_some()) {
        let _ = table.need(
            "email",
            "`email = \"all\"`, a number or a list of questions: no channel is asked",
        );
    }
    if let Some(spacing) = table.get("spacing").and_then(|v| span(&v)) {
        design.spacing = spacing;
    }
    let count = |key, most, old: u32| {
        table
            .get(key)
            .and_then(|v| v.integer(1..=most))
            .and_then(|n| u32::try_from(n).ok())
            .unwrap_or(old)
    };
    design.daily_cap_per_company = count("daily_cap_per_company", 1_000, 1);
    design.contacts_per_company = count("contacts_per_company", 10_000, 12);
    design.staff_minutes_per_enquiry = table
        .get("staff_minutes_per_enquiry")
        .and_then(|v| v.integer(0..=1_000))
        .and_then(|n| u32::try_from(n).ok())
        .unwrap_or(5);
    if let Some(value) = table.get("hours")
        && let Some(text) = value.string("hours such as \"09:00-17:00\"")
    {
        match words::hours(text.value) {
            Some((from, to)) => (design.hours_from, design.hours_to) = (from, to),
            None => value.wrong(
                format!(
                    "{} must be two times of one day, the earlier first, not {}",
                    value.name(),
                    quote(text.value)
                ),
                Some("for example \"09:00-17:00\"".to_owned()),
            ),
        }
    }
    if let Some(days) = table.get("days").and_then(|v| days(&v)) {
        design.days = days;
    }
    if let Some(value) = table.get("patience")
        && let Some(patience) = span(&value)
    {
        if patience < wave.cut_off {
            design.patience = patience;
        } else {
            value.wrong(
                "the cut-off comes before the last send: with this patience nothing could be sent before the wave closes",
                Some("make it shorter than `cut_off` in [wave]".to_owned()),
            );
        }
    }
    table.close(&[]);
    (design, named)
}

fn selection(value: &Value<'_>, named: &mut Vec<Located<String>>) -> Option<Selection> {
    const EXPECTED: &str = "\"all\", a number or a list of questions";
    match value.raw() {
        DeValue::Integer(_) => {
            let count = value.integer(1..=10_000)?;
            Some(Selection::Count(u32::try_from(count).ok()?))
        }
        DeValue::Array(_) => {
            let ids = value.strings(EXPECTED)?;
            if ids.is_empty() {
                value.wrong(
                    format!("{} names no question", value.name()),
                    Some("leave the key out if the channel is not asked".to_owned()),
                );
                return None;
            }
            named.extend(ids.iter().map(|id| Located {
                value: id.value.to_owned(),
                at: id.at,
            }));
            let mut seen = HashSet::new();
            let unique = ids
                .iter()
                .filter(|id| seen.insert(id.value))
                .map(|id| id.value.to_owned())
                .collect();
            Some(Selection::Ids(unique))
        }
        DeValue::String(s) if s == "all" => Some(Selection::All),
        DeValue::String(s) => {
            value.wrong(
                format!("{} must be {EXPECTED}, not {}", value.name(), quote(s)),
                nearest(s, ["all"]),
            );
            None
        }
        _ => {
            value.wrong_type(EXPECTED);
            None
        }
    }
}

fn days(value: &Value<'_>) -> Option<[bool; 7]> {
    let entries: Vec<Located<&str>> = match value.raw() {
        DeValue::String(s) => s
            .split(',')
            .map(|word| Located {
                value: word,
                at: value.at,
            })
            .collect(),
        _ => value.strings("days such as \"mon-fri\" or [\"mon\", \"wed\"]")?,
    };
    let mut week = [false; 7];
    for entry in &entries {
        if words::add_days(entry.value.trim(), &mut week).is_none() {
            value.wrong(
                format!(
                    "{} holds {}, which is no day of {}",
                    value.name(),
                    quote(entry.value),
                    words::DAYS.join(", ")
                ),
                nearest(entry.value.trim(), words::DAYS)
                    .or_else(|| Some("for example \"mon-fri\"".to_owned())),
            );
            return None;
        }
    }
    if entries.is_empty() {
        value.wrong(format!("{} names no day", value.name()), None);
        return None;
    }
    Some(week)
}
