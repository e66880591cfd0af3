//! What a company says of its service in its bio, its pinned post or on its contact page: when somebody is
//! there, how soon they answer, how to reach them, who they are.
//!
//! [`read`] goes over the text once for each question, by phrases (`cues/`, one list a meaning) and by
//! [`super::facts`]; no model, no chance. What the figures are is tested on labelled bios (`tests/bios.rs`).

mod contact;
mod cues;
mod hours;
mod people;
mod promise;

#[cfg(test)]
mod properties;

use crate::coding::facts::Text;
use serde::Serialize;
use std::ops::Range;

pub use contact::Contact;
pub use hours::Hours;
pub use promise::PromiseKind;

/// No more of a text than this, in bytes, is read: what is longer is no bio.
const LONGEST: usize = 1 << 20;
/// No more words of evidence than these are kept, and no more bytes of each.
const EVIDENCE: (usize, usize) = (24, 300);

/// What a text says of a service. Missing is `None`, `false` or empty: nothing is guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Bio {
    /// When somebody is there, in the order of the text. Days that are closed or excepted are left out.
    /// Where hours of a shop and hours of the service are told, only those of the service are kept;
    /// hours that stand alone are taken whatever they are of.
    pub hours: Vec<Hours>,
    /// Day and night on all days; `hours` is empty then. A line for emergencies that is always open does not
    /// count where the service has hours.
    pub always_open: bool,
    /// The promised time until an answer in minutes, the longest of a range; only of
    /// [`PromiseKind::Duration`]. A day is 24 hours by the clock on the wall, a working day too (`2 working days` are 2880):
    /// which hours are of work is not said in a bio, and whether the promise is kept is told by the study's
    /// business clock. So `during opening hours` changes nothing either.
    pub promise_minutes: Option<u32>,
    /// What is promised. `We aim to`, `usually` and `on average` are promises; what is denied, what is of
    /// deliveries, and `as soon as possible` are none. Of several promises the first counts.
    pub promise_kind: PromiseKind,
    /// Whether it says that it hurries without saying how much: `as soon as possible`, `quick answers`.
    pub vague: bool,
    /// How to reach the company otherwise.
    pub contact: Contact,
    /// Whether it names who writes, by first name or initials; the names are not kept.
    pub agents_named: bool,
    /// Whether customers are served by this account, as far as the text says.
    pub service_account: bool,
    /// The words that the above rests on, as they are written, without people's names.
    pub evidence: Vec<String>,
}

/// Reads a bio, a pinned post or a passage of a contact page in English, Dutch, French or German. Takes time
/// in proportion to the length of the text, of which the first megabyte is read.
#[must_use]
pub fn read(text: &str) -> Bio {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let (contact, places) = contact::read(text);
    let parsed = Text::without(text, &places);
    let read = cues::Read::new(&parsed);
    let promise = promise::read(&read);
    let hours = hours::read(&read, promise.as_ref().map(|p| &p.tokens));
    let vague = promise::vague(&read, promise.is_some());
    let agents = people::agents(&read);
    let told = promise.is_some() || vague.is_some() || agents.is_some();
    let serves = people::serves(&read, told || hours.always || !hours.hours.is_empty());

    let mut places: Vec<Range<usize>> = hours.evidence;
    places.extend(promise.iter().map(|p| p.tokens.clone()));
    places.extend(vague.clone());
    places.extend(agents.clone());
    places.extend(serves.clone());
    let mut evidence = Vec::new();
    for place in places.into_iter().take(EVIDENCE.0) {
        let words = &text[parsed.span(place)];
        let words = words[..words.floor_char_boundary(EVIDENCE.1)].trim();
        if !words.is_empty() && !evidence.iter().any(|e| e == words) {
            evidence.push(words.to_owned());
        }
    }
    Bio {
        always_open: hours.always,
        hours: hours.hours,
        promise_minutes: promise.as_ref().and_then(|p| p.minutes),
        promise_kind: promise.as_ref().map(|p| p.kind).unwrap_or_default(),
        vague: vague.is_some(),
        contact,
        agents_named: agents.is_some(),
        service_account: serves.is_some() || promise.is_some() || agents.is_some(),
        evidence,
    }
}
