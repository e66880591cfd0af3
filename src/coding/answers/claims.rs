//! What a reply says, as typed values with their places.

use super::message::Message;
use super::value::{Value, measure};
use crate::coding::facts::{Found, Phrases, Text, date, duration, money, percent, time, weekdays};
use std::ops::Range;
use std::sync::LazyLock;

/// A value in a reply.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Claim {
    pub value: Value,
    /// Its bytes.
    pub span: Range<usize>,
    /// Its first token.
    pub token: usize,
    /// The sentence that it stands in.
    pub sentence: usize,
    /// Whether it bounds from below: `from`, `at least`, `over`.
    pub least: bool,
    /// Whether days were taken out: `not on Sundays`.
    pub excepted: bool,
}

/// Everything of every kind, in order.
#[expect(clippy::too_many_lines, reason = "one reader after the other")]
pub(super) fn claims(message: &Message<'_>) -> Vec<Claim> {
    let text = &message.tokens;
    let mut found: Vec<(Value, Range<usize>, Range<usize>, bool)> = Vec::new();
    let dates = date::all(text);
    let covered = |tokens: &Range<usize>, others: &[(Value, Range<usize>, Range<usize>, bool)]| {
        others
            .iter()
            .any(|(_, _, t, _)| t.start < tokens.end && tokens.start < t.end)
    };
    // `Sept ans` are seven years, not a month.
    let is_date = |f: &Found<date::Date>| {
        f.value.day.is_some() || duration::read(text, f.tokens.start).is_none()
    };
    for f in dates.into_iter().filter(is_date) {
        found.push((Value::Date(f.value), f.span, f.tokens, false));
    }
    for f in money::all(text) {
        if !covered(&f.tokens, &found) {
            found.push((Value::Money(f.value), f.span, f.tokens, false));
        }
    }
    for f in percent::all(text) {
        if !covered(&f.tokens, &found) {
            found.push((Value::Percent(f.value), f.span, f.tokens, false));
        }
    }
    let clocks = time::clocks(text);
    for f in &clocks {
        if !covered(&f.tokens, &found) && is_moment(text, &f.tokens) {
            found.push((
                Value::Clock(f.value.0),
                f.span.clone(),
                f.tokens.clone(),
                false,
            ));
        }
    }
    for f in duration::all(text) {
        if !covered(&f.tokens, &found) {
            found.push((Value::Duration(f.value), f.span, f.tokens, false));
        }
    }
    for f in named_durations(text) {
        if !covered(&f.2, &found) {
            found.push(f);
        }
    }
    for f in clocks {
        if !covered(&f.tokens, &found) {
            found.push((Value::Clock(f.value.0), f.span, f.tokens, false));
        }
    }
    for f in time::ranges(text) {
        if f.value.marked && !covered(&f.tokens, &found) {
            found.push((
                Value::Clock(f.value.from.0),
                f.span.clone(),
                f.tokens.clone(),
                false,
            ));
            found.push((Value::Clock(f.value.to.0), f.span, f.tokens, false));
        }
    }
    for f in weekdays::all(text) {
        if !covered(&f.tokens, &found) && f.value.days.week != 0 {
            found.push((
                Value::Days(f.value.days),
                f.span,
                f.tokens,
                f.value.excepted,
            ));
        }
    }
    for (digits, span) in &message.masked.phones {
        let at = (0..text.len()).find(|t| text.get(*t).is_some_and(|t| t.span == *span));
        if let Some(at) = at {
            found.push((
                Value::Phone(digits.clone()),
                span.clone(),
                at..at + 1,
                false,
            ));
        }
    }
    counts(text, &mut found);
    found.sort_by_key(|(_, _, tokens, _)| (tokens.start, tokens.end));
    let mut sentence = 0;
    found
        .into_iter()
        .map(|(value, span, tokens, excepted)| {
            while message
                .sentences
                .get(sentence)
                .is_some_and(|s| s.tokens.end <= tokens.start)
            {
                sentence += 1;
            }
            Claim {
                value,
                span,
                token: tokens.start,
                sentence: sentence.min(message.sentences.len().saturating_sub(1)),
                least: bounds_below(text, tokens.start),
                excepted,
            }
        })
        .collect()
}

/// Whether a time of day cannot well be a span of hours: minutes stand with it, or a word that leads to a
/// moment stands before.
fn is_moment(text: &Text, tokens: &Range<usize>) -> bool {
    let figures = tokens.clone().filter(|t| text.number(*t).is_some()).count();
    let before = tokens.start.checked_sub(1).map_or("", |b| text.word(b));
    let unit = matches!(
        text.word(tokens.end.saturating_sub(1)),
        "h" | "heures" | "heure" | "u" | "uur" | "std"
    );
    figures > 1
        || !unit
        || before == "de"
            && tokens
                .start
                .checked_sub(2)
                .is_some_and(|b| text.word(b) == "partir")
        || matches!(
            before,
            "a" | "des"
                | "partir"
                | "jusqu"
                | "vers"
                | "tot"
                | "vanaf"
                | "om"
                | "um"
                | "ab"
                | "bis"
                | "at"
                | "by"
                | "until"
                | "from"
                | "till"
                | "gegen"
                | "rond"
                | "voor"
                | "apres"
                | "after"
                | "before"
                | "nach"
                | "vor"
                | "na"
                | "sharp"
                | "avant"
                | "c"
        )
}

/// `Next day`, `the same day`, `overnight`, `right away`: spans that are named and not counted, in minutes.
#[rustfmt::skip]
const NAMED: &[(&[&str], u32)] = &[
    (&["next day", "the next working day", "next working day", "following day", "next business day", "overnight", "de volgende dag", "volgende dag", "volgende werkdag", "morgen in huis", "le lendemain", "lendemain", "jour suivant", "am nachsten tag", "nachsten tag", "nachsten werktag", "nachster werktag", "folgetag"], 1440),
    (&["same day", "dezelfde dag", "le jour meme", "jour meme", "am selben tag", "am gleichen tag", "noch am selben tag", "noch heute"], 720),
    (&["fortnight", "a fortnight", "quinze jours", "quinzaine", "une quinzaine de jours"], 14 * 1440),
    (&["immediately", "straight away", "instantly", "right away", "at once", "meteen", "direct", "onmiddellijk", "immediatement", "tout de suite", "aussitot", "sofort", "umgehend", "instant"], 1),
];

static NAMED_DURATIONS: LazyLock<Phrases<u32>> =
    LazyLock::new(|| Phrases::each(NAMED.iter().copied()));

fn named_durations(text: &Text) -> Vec<(Value, Range<usize>, Range<usize>, bool)> {
    let mut found = Vec::new();
    for at in 0..text.len() {
        let Some((minutes, next)) = NAMED_DURATIONS.longest(text, at) else {
            continue;
        };
        let value = duration::Duration {
            from: minutes,
            to: minutes,
            unit: if minutes == 1 {
                duration::Unit::Minute
            } else {
                duration::Unit::Day
            },
            working: false,
        };
        found.push((Value::Duration(value), text.span(at..next), at..next, false));
    }
    found
}

/// Figures that count things: those in digits that nothing else took, and number words before a noun.
fn counts(text: &Text, found: &mut Vec<(Value, Range<usize>, Range<usize>, bool)>) {
    let mut taken = vec![false; text.len()];
    for (_, _, tokens, _) in found.iter() {
        for at in tokens.clone() {
            if let Some(t) = taken.get_mut(at) {
                *t = true;
            }
        }
    }
    for at in 0..text.len() {
        if taken[at] {
            continue;
        }
        let digits = text.number(at).is_some();
        let read = crate::coding::facts::figure(text, at);
        let Some((hundredths, next)) = read else {
            continue;
        };
        if taken
            .get(at..next.min(taken.len()))
            .is_some_and(|t| t.contains(&true))
        {
            continue;
        }
        // Articles and `one of` count nothing; digits stuck to letters are names.
        // `24/7` counts nothing.
        let always = text.sign(next) == Some('/') && text.glued(next);
        let glued_behind = text.glued(next)
            && !text.word(next).is_empty()
            && !matches!(
                text.word(next),
                "x" | "kg"
                    | "g"
                    | "gb"
                    | "cm"
                    | "m"
                    | "l"
                    | "ml"
                    | "mb"
                    | "tb"
                    | "kwh"
                    | "km"
                    | "st"
                    | "nd"
                    | "rd"
                    | "th"
            );
        let glued_before = text.glued(at)
            && at > 0
            && (!text.word(at - 1).is_empty()
                || matches!(text.sign(at - 1), Some('/' | '-' | '.' | ':' | '#')));
        if glued_before || digits && (glued_behind || always) {
            continue;
        }
        // Years.
        if digits && text.digits(at) == 4 && (199_000..210_000).contains(&hundredths) {
            continue;
        }
        let noun = (next..next + 3)
            .map(|n| text.word(n))
            .find(|w| w.len() > 3)
            .unwrap_or_default();
        let stem: String = noun.chars().take(5).collect();
        let hash = stem.bytes().fold(0x811c_9dc5_u32, |h, b| {
            (h ^ u32::from(b)).wrapping_mul(0x0100_0193)
        });
        let hash = measure(text.word(next)).unwrap_or(hash);
        found.push((
            Value::Count(hundredths, hash),
            text.span(at..next),
            at..next,
            false,
        ));
    }
}

/// Whether a figure is a least one: `from £50`, `at least 14 days`, `over`, `ab 50 Euro`.
fn bounds_below(text: &Text, at: usize) -> bool {
    let back = |n: usize| at.checked_sub(n).map_or("", |b| text.word(b));
    matches!(
        back(1),
        "from"
            | "over"
            | "above"
            | "exceeding"
            | "vanaf"
            | "boven"
            | "ab"
            | "uber"
            | "mindestens"
            | "minimaal"
            | "minstens"
            | "minimum"
            | "plus"
    ) || matches!(
        back(2),
        "at" | "more" | "meer" | "mehr" | "plus" | "au" | "des" | "partir"
    ) && matches!(back(1), "least" | "than" | "dan" | "als" | "de" | "moins")
}
