//! What `companies.csv` says of a company's service: the columns `hours`, `holidays` and `promise`.

use super::words::DAYS;
use crate::model::{
    BusinessHours, Calendar, Channel, HolidaysOf, HoursTrouble, Promises, Service, Term,
};
use crate::sheet::{Notes, Row, near, nearest, quote};

/// What hours look like.
pub(super) const HOURS: &str = "hours such as \"mon-fri 09:00-17:30; sat 10:00-16:00\"";

/// Reads the columns of a row.
pub(super) fn read(row: &Row<'_, '_>, notes: &Notes) -> Service {
    let mut service = Service::default();
    if let Some((text, at)) = row.get("hours") {
        match BusinessHours::parse(text) {
            Ok(hours) => service.hours = Some(hours),
            Err(trouble) => {
                notes.at(
                    at,
                    format!("`hours`: {trouble}"),
                    Some(hours_hint(&trouble)),
                );
            }
        }
    }
    if let Some((code, at)) = row.get("holidays") {
        if code == "none" {
            service.holidays = Some(HolidaysOf::Nobody);
        } else if Calendar::of(code).is_some() {
            service.holidays = Some(HolidaysOf::Country(code.to_owned()));
        } else {
            let message = format!("`holidays`: there is no calendar of {}", quote(code));
            notes.at(at, message, Some(calendar_hint(code)));
        }
    }
    if let Some((text, at)) = row.get("promise") {
        match promises(text) {
            Ok(promises) => service.promises = promises,
            Err((message, hint)) => notes.at(at, format!("`promise`: {message}"), Some(hint)),
        }
    }
    service
}

/// How hours are mended.
pub(super) fn hours_hint(trouble: &HoursTrouble) -> String {
    let others = ["holidays", "unspecified"];
    let meant = match trouble {
        HoursTrouble::Day(word) => nearest(word, DAYS.into_iter().chain(others)),
        _ => None,
    };
    meant.unwrap_or_else(|| format!("write {HOURS}, or \"always\""))
}

fn calendar_hint(code: &str) -> String {
    let codes: Vec<&str> = Calendar::all().iter().map(Calendar::country).collect();
    match near(&code.to_ascii_uppercase(), codes.iter().copied()) {
        Some(meant) if meant.eq_ignore_ascii_case(code) => format!("did you mean `{meant}`?"),
        _ => format!(
            "there are those of {}; `none` for no holidays, empty for the company's country",
            codes.join(", ")
        ),
    }
}

/// `24h`, or `24h; twitter=1h; email=next working day`.
fn promises(text: &str) -> Result<Promises, (String, String)> {
    let mut promises = Promises::default();
    for part in text.split(';').map(str::trim).filter(|p| !p.is_empty()) {
        let (channel, words) = match part.split_once('=') {
            None => (None, part),
            Some((name, words)) => (Some(channel(name.trim())?), words.trim()),
        };
        let Some(term) = Term::parse(words) else {
            return Err((
                format!("{} is no promise", quote(words)),
                "write it like `2h`, `1 working day`, `same day` or `next working day`; `as soon as \
                 possible` is none"
                    .to_owned(),
            ));
        };
        let twice = match channel {
            None => promises.all.replace(term).is_some(),
            Some(channel) => promises.by_channel.insert(channel, term).is_some(),
        };
        if twice {
            let of = channel.map_or("every channel", Channel::as_str);
            return Err((
                format!("there are two promises for {of}"),
                "keep one of them".to_owned(),
            ));
        }
    }
    if promises.is_empty() {
        return Err((
            "there is no promise".to_owned(),
            "leave the field empty if the company promises nothing".to_owned(),
        ));
    }
    Ok(promises)
}

fn channel(name: &str) -> Result<Channel, (String, String)> {
    let names = || Channel::ALL.iter().map(|c| c.as_str());
    let found = Channel::ALL.iter().find(|c| c.as_str() == name);
    found.copied().ok_or_else(|| {
        let all: Vec<&str> = names().collect();
        (
            format!("unknown channel {}", quote(name)),
            nearest(name, names()).unwrap_or_else(|| format!("one of {}", all.join(", "))),
        )
    })
}
