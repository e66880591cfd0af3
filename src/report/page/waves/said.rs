//! A comparison of two waves in words and in a table.

use super::{name, note_source};
use crate::model::{Channel, Subject};
use crate::report::number::as_printed;
use crate::report::page::{Grid, Head};
use crate::report::words::{Source, Text, Words, key};
use crate::score::compare::{Call, Change, Comparison, Test};
use crate::score::metric::Scale;

/// What was found, as the title of the section.
pub fn title(comparison: &Comparison, words: &Words) -> Text {
    let base = name(comparison, "base");
    let clear = count(comparison, Call::Clear);
    let judged = comparison.judged() as u64;
    let id = match (judged, clear) {
        (0, _) => return words.say("waves-title-untold", [("base", base.into())]),
        (_, 0) => "waves-title-none",
        _ => "waves-title-clear",
    };
    let shown = words.whole(clear, Source::rows("comparison", &[("call", "clear")]));
    let args = [
        ("base", base.into()),
        ("n_judged", judged.into()),
        (
            "judged",
            words.whole(judged, note_source("judged", 1, "text")).into(),
        ),
        ("clear", shown.into()),
    ];
    words.say(id, args)
}

fn count(comparison: &Comparison, call: Call) -> u64 {
    let changes = comparison.changes.iter();
    changes.filter(|c| c.call == call).count() as u64
}

/// A cell of the row of a change.
fn source(change: &Change, column: &str) -> Source {
    let keys = [
        ("metric", change.metric.name),
        ("subject_kind", change.subject.kind()),
        ("subject", change.subject.name()),
        ("channel", change.channel.map_or("", Channel::as_str)),
        ("denominator", change.denominator().as_str()),
    ];
    Source::cell("comparison", &keys, column)
}

/// What was compared: the number, and where it is not of all, of what.
pub fn what(change: &Change, words: &Words) -> Text {
    let of = change.denominator();
    let mut what = words.metric(change.metric.name, of, source(change, "metric"));
    let mut further = Vec::new();
    if let Some(channel) = change.channel {
        further.push(words.channel(Some(channel)));
    }
    if let Subject::Sector(name) | Subject::Company(name) = &change.subject {
        further.push(Text::cell(name, source(change, "subject")));
    }
    for more in further {
        what.push(Text::plain(": "));
        what.push(more);
    }
    what
}

/// A clear change in a sentence.
pub fn clear(change: &Change, words: &Words) -> Text {
    let id = match change.is_better() {
        Some(true) => "waves-better",
        Some(false) => "waves-worse",
        None => "waves-changed",
    };
    let companies = words.whole(change.pairs, source(change, "companies"));
    let details = [
        ("effect", effect(change, words).into()),
        ("n_companies", change.pairs.into()),
        ("companies", companies.into()),
        ("p", adjusted(change, words, true).into()),
    ];
    let args = [
        ("what", what(change, words).into()),
        ("base", side(change, "base", words).into()),
        ("head", side(change, "head", words).into()),
        ("details", words.say("waves-details", details).into()),
    ];
    words.say(id, args)
}

/// The number of one of the waves.
pub fn side(change: &Change, side: &str, words: &Words) -> Text {
    let of = if side == "base" {
        change.base
    } else {
        change.head
    };
    match of.value {
        Some(value) => words.shaped(change.metric.name, value, source(change, side)),
        None if change.test == Test::LogRank
            || (of.n > 0 && change.metric.scale == Scale::Hours) =>
        {
            words.say("waves-not-reached", [])
        }
        None => words.say("waves-nothing", []),
    }
}

/// What the number of one of the waves rests on.
pub fn n(change: &Change, side: &str, words: &Words) -> Text {
    let (n, column) = if side == "base" {
        (change.base.n, "base_n")
    } else {
        (change.head.n, "head_n")
    };
    words.whole(n, source(change, column))
}

/// The same with what it rests on.
fn side_with_n(change: &Change, which: &str, words: &Words) -> Text {
    let args = [
        ("share", side(change, which, words).into()),
        ("n", n(change, which, words).into()),
    ];
    words.say("waves-share", args)
}

/// How large the change is.
fn effect(change: &Change, words: &Words) -> Text {
    match change.effect {
        Some(effect) => by(change, effect, "effect", words),
        None if change.call == Call::Clear => words.say("waves-effect-endless", []),
        None => Text::default(),
    }
}

/// A difference, or a ratio of rates, in its unit.
fn by(change: &Change, value: f64, column: &str, words: &Words) -> Text {
    let from = source(change, column);
    if change.test == Test::LogRank {
        let ratio = words.decimal(value, 2, from);
        return words.say("waves-effect-ratio", [("ratio", ratio.into())]);
    }
    match change.metric.scale {
        Scale::Share => {
            let points = words.points(value, from);
            words.say("waves-effect-points", [("points", points.into())])
        }
        Scale::Hours => {
            let hours = words.signed(value, 1, from);
            words.say("waves-effect-hours", [("hours", hours.into())])
        }
        _ => {
            let number = words.signed(value, 1, from);
            words.say("waves-effect-plain", [("number", number.into())])
        }
    }
}

fn interval(change: &Change, words: &Words) -> Text {
    let low = change.low.map(|v| by(change, v, "low", words));
    let high = change.high.map(|v| by(change, v, "high", words));
    match (low, high) {
        (Some(low), Some(high)) => words.say(
            "waves-from-to",
            [("low", low.into()), ("high", high.into())],
        ),
        (Some(low), None) => words.say("waves-from", [("low", low.into())]),
        _ => Text::default(),
    }
}

/// The adjusted p-value; in a sentence with a sign before it.
fn adjusted(change: &Change, words: &Words, in_sentence: bool) -> Text {
    let Some(p) = change.p_adjusted else {
        return Text::default();
    };
    if as_printed(p) < 0.001 {
        return words.say("waves-p-below", []);
    }
    let p = words.decimal(p, 3, source(change, "p_adjusted"));
    if in_sentence {
        words.say("waves-p-is", [("p", p.into())])
    } else {
        p
    }
}

/// What can be said of a change.
pub fn call(change: &Change, words: &Words) -> Text {
    let id = match (change.call, change.is_better()) {
        (Call::Clear, Some(true)) => "waves-clear-better",
        (Call::Clear, Some(false)) => "waves-clear-worse",
        (Call::Clear, None) => "waves-clear",
        (Call::Noise, _) => "waves-noise",
        (Call::Unknown, _) => "waves-unknown",
    };
    words.say(id, [])
}

/// Everything that was compared.
pub fn table(comparison: &Comparison, words: &Words, data: Option<&'static str>) -> Grid {
    let number = |id: &str| Head::number(words.say(id, []));
    let [base, head] = ["base", "head"].map(|side| name(comparison, side));
    let caption = [("base", base.clone().into()), ("head", head.clone().into())];
    let rows = comparison.changes.iter().map(|change| {
        let mut call = call(change, words);
        if let Some(reason) = change.reason.filter(|_| change.call == Call::Unknown) {
            call.push(Text::plain(": "));
            call.push(words.say(&key("waves-why", reason.code()), []));
        }
        vec![
            what(change, words),
            side_with_n(change, "base", words),
            side_with_n(change, "head", words),
            words.whole(change.pairs, source(change, "companies")),
            effect(change, words),
            interval(change, words),
            adjusted(change, words, false),
            call,
        ]
    });
    Grid {
        caption: words.say("waves-caption", caption),
        columns: vec![
            Head::words(words.say("waves-head-what", [])),
            Head::number(base),
            Head::number(head),
            number("waves-head-companies"),
            number("waves-head-effect"),
            number("waves-head-interval"),
            number("waves-head-p"),
            Head::words(words.say("waves-head-call", [])),
        ],
        rows: rows.collect(),
        data,
    }
}
