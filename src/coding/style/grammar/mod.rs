//! Slips of grammar and spelling that are beyond doubt: better one missed than one imputed.
//!
//! What may be right in some sentence is left alone: `die die` and `dat dat`, `it it is`, French accents left out, commas.
//! In a chat and in posts small letters and missing apostrophes are no slips.

mod words;

use super::cues::Cues;
use super::read::{ABBREVIATIONS, Read};
use crate::coding::facts::{Before, Kind};
use crate::model::{Channel, Language};
use std::ops::Range;
use std::sync::LazyLock;

static PHRASES: LazyLock<Cues> = LazyLock::new(|| Cues::read(include_str!("phrases.txt")));

/// The tokens of each slip, in order.
pub(super) fn slips(read: &Read<'_>, channel: Channel) -> Vec<(Range<usize>, &'static str)> {
    let written = matches!(
        channel,
        Channel::Email | Channel::WebForm | Channel::WebSearch
    );
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    for place in PHRASES.find(read) {
        if is_plain(read, &place) {
            found.push((place, "wrong words"));
        }
    }
    for sentence in &read.sentences {
        for at in sentence.clone() {
            if read.tokens.word(at).is_empty() {
                continue;
            }
            let slip = words::doubled(read, at).or_else(|| match read.language {
                Language::En => words::article(read, at)
                    .or_else(|| written.then(|| words::apostrophe(read, at)).flatten()),
                Language::Nl => words::hun(read, sentence, at),
                Language::Fr => words::elision(read, at),
                Language::De => words::dass(read, sentence, at),
            });
            found.extend(slip);
        }
    }
    if written {
        found.extend(small_letters(read));
    }
    found.sort_by_key(|(place, _)| (place.start, place.end));
    found.dedup_by(|b, a| b.0.start < a.0.end);
    found
}

/// Whether nothing but blanks and apostrophes stands between words, and none is a name or in capitals.
fn is_plain(read: &Read<'_>, place: &Range<usize>) -> bool {
    place.clone().all(|at| {
        let sign = read.tokens.sign(at);
        let start = at == place.start;
        (sign.is_none() || sign == Some('\''))
            && (start
                || !read
                    .tokens
                    .get(at)
                    .is_some_and(|t| t.before == Before::Line && t.capital))
    })
}

/// Sentences that begin with a small letter behind a full stop.
fn small_letters(read: &Read<'_>) -> Vec<(Range<usize>, &'static str)> {
    let text = &read.tokens;
    let mut found = Vec::new();
    for stop in 1..text.len() {
        if !matches!(text.sign(stop), Some('.' | '?' | '!')) || !text.glued(stop) {
            continue;
        }
        let (before, next) = (text.word(stop - 1), text.word(stop + 1));
        let Some(token) = text.get(stop + 1) else {
            break;
        };
        // An abbreviation, a brand (iPhone), a handle, a list, a number.
        let raw = &read.text[token.span.clone()];
        let small = token.kind == Kind::Word
            && token.before == Before::Blank
            && raw.chars().all(char::is_lowercase);
        let ended = before.len() >= 4
            && !ABBREVIATIONS.contains(&before)
            && !text.get(stop - 1).is_some_and(|t| t.capital)
            && !(stop >= 2 && text.glued(stop - 1) && text.sign(stop - 2).is_some());
        let plain = next.len() >= 2
            && !matches!(text.sign(stop + 2), Some('.' | '@' | '/' | ':') if text.glued(stop + 2));
        // Elliptic dots are one sign.
        let dots = read
            .text
            .get(text.span(stop..stop + 1))
            .is_some_and(|s| s == "…");
        if small && ended && plain && !dots {
            found.push((stop + 1..stop + 2, "small letter"));
        }
    }
    found
}
