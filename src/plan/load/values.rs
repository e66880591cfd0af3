//! Values that several tables share: ids, languages, time zones, time spans.

use super::tree::{Located, Value};
use super::words;
use crate::model::Language;
use crate::sheet::quote;
use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use toml::de::DeValue;

/// An id, checked.
pub(super) fn id(value: &Value<'_>) -> Option<String> {
    let id = value.string("a string")?.value;
    if let Some(trouble) = words::id_trouble(id) {
        value.wrong(trouble, words::id_proposal(id));
        return None;
    }
    Some(id.to_owned())
}

/// An IANA time zone with its name.
pub(super) fn zone(value: &Value<'_>) -> Option<(TimeZone, String)> {
    let name = value.string("a time zone such as \"Europe/London\"")?.value;
    match words::zone(name) {
        Ok(found) => Some(found),
        Err(hint) => {
            value.wrong(format!("unknown time zone {}", quote(name)), hint);
            None
        }
    }
}

/// One language code.
pub(super) fn language(value: &Value<'_>) -> Option<Language> {
    let codes: Vec<(&str, Language)> = Language::ALL.into_iter().map(|l| (l.as_str(), l)).collect();
    value.choice(&codes)
}

/// A list of language codes, each once; `None` if any of them has a mistake.
pub(super) fn languages(value: &Value<'_>) -> Option<Vec<Located<Language>>> {
    let entries = value.list("a list of languages such as [\"en\", \"nl\"]")?;
    if entries.is_empty() {
        value.wrong(
            format!("{} is empty", value.name()),
            Some("for example `[\"en\"]`".to_owned()),
        );
        return None;
    }
    let found: Vec<_> = entries
        .iter()
        .map(|v| language(v).map(|value| Located { value, at: v.at }))
        .collect();
    let mut unique: Vec<Located<Language>> = Vec::new();
    for (entry, found) in entries.iter().zip(found) {
        let found = found?;
        if unique.iter().any(|l| l.value == found.value) {
            entry.wrong(format!("`{}` is listed twice", found.value), None);
        } else {
            unique.push(found);
        }
    }
    Some(unique)
}

/// A time span.
pub(super) fn span(value: &Value<'_>) -> Option<SignedDuration> {
    const EXPECTED: &str = "a time span such as \"14d\", \"36h\" or \"90m\"";
    let text = value.string(EXPECTED)?.value;
    let span = words::span(text);
    if span.is_none() {
        value.wrong(
            format!("{} must be {EXPECTED}, not {}", value.name(), quote(text)),
            None,
        );
    }
    span
}

/// An amount of money in millionths, read from its digits: a float would not hold it exactly.
pub(super) fn amount(value: &Value<'_>) -> Option<u64> {
    let text = match value.raw() {
        DeValue::Float(f) => f.as_str(),
        DeValue::Integer(i) if i.radix() == 10 => i.as_str(),
        _ => {
            value.wrong_type("a decimal number such as 25.00");
            return None;
        }
    };
    match words::millionths(text) {
        Ok(amount) => Some(amount),
        Err(trouble) => {
            value.wrong(
                format!("{} is no amount, {}: {trouble}", quote(text), value.name()),
                Some("write it with a point and at most six decimals, such as 0.015".to_owned()),
            );
            None
        }
    }
}

/// A day, as TOML writes it or in quotes.
pub(super) fn day(value: &Value<'_>) -> Option<Date> {
    const EXPECTED: &str = "a day such as 2026-10-01";
    let text = match value.raw() {
        DeValue::Datetime(moment) => moment.to_string(),
        _ => value.string(EXPECTED)?.value.to_owned(),
    };
    let day = words::day(&text);
    if day.is_none() {
        value.wrong(
            format!("{} must be {EXPECTED}, not {}", value.name(), quote(&text)),
            None,
        );
    }
    day
}
