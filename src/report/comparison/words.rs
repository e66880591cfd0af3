//! `comparison.md`: what changed, in sentences and a table. Every figure stands in `comparison.csv`, at the precision
//! printed.

use crate::model::Subject;
use crate::report::markdown::escape;
use crate::report::number::{as_printed, counted, duration, percent};
use crate::score::compare::{Call, Change, Comparison, Test, Untold};
use crate::score::metric::{Metric, Scale};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The comparison for people.
#[must_use]
pub fn markdown(comparison: &Comparison) -> String {
    let mut text = format!(
        "# {} against {}\n\n{} in both.\n",
        escape(&comparison.head),
        escape(&comparison.base),
        if comparison.pairs == 1 {
            "1 company is".to_owned()
        } else {
            format!("{} are", counted(comparison.pairs, "company", "companies"))
        }
    );
    if !comparison.labels.is_empty() {
        text.push_str(
            "\n**The waves are not alike**, and were compared all the same. A change may come of this:\n\n",
        );
        for label in &comparison.labels {
            let _ = writeln!(text, "- {}", escape(&label.to_string()));
        }
    }
    if !comparison.notes.is_empty() {
        text.push_str("\nOf the companies:\n\n");
        for note in &comparison.notes {
            let _ = writeln!(text, "- {}", escape(&note.to_string()));
        }
    }
    text.push_str("\n## What changed\n\n");
    for sentence in sentences(comparison) {
        let _ = writeln!(text, "- {sentence}");
    }
    if comparison.changes.is_empty() {
        return text;
    }
    text.push_str(
        "\n## All that was compared\n\n\
         | what | of | base | head | n | companies | effect | 95 % interval | p | adjusted | call |\n\
         | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n",
    );
    for change in &comparison.changes {
        let _ = writeln!(text, "{}", row(change));
    }
    text.push_str(
        "\nBase and head are of the companies that have the number in both waves. The effect is head less base; of \
         median times it is the hazard ratio, above 1 where answers come faster. *Clear* is what has an adjusted p \
         below 0.05 (Holm, over all numbers in the table that could be tested): in waves between which nothing \
         changed, at most one comparison in twenty calls anything clear. *Noise* does not say that nothing changed, \
         only that chance may make as much.\n",
    );
    text
}

/// What can be said, the clear changes first.
fn sentences(comparison: &Comparison) -> Vec<String> {
    let called = |call: Call| comparison.changes.iter().filter(move |c| c.call == call);
    let clear: Vec<&Change> = called(Call::Clear).collect();
    let noise = called(Call::Noise).count() as u64;
    let mut said: Vec<String> = clear.iter().map(|c| clear_sentence(c)).collect();
    let tested = clear.len() as u64 + noise;
    if tested == 0 {
        said.push(
            "No number could be tested, so no change can be called clear or noise.".to_owned(),
        );
    } else if clear.is_empty() {
        said.push(match noise {
            1 => "The one number compared changed by no more than chance may make.".to_owned(),
            _ => format!(
                "None of the {} compared changed by more than chance may make.",
                counted(noise, "number", "numbers")
            ),
        });
    } else if noise > 0 {
        said.push(match noise {
            1 => "The other number compared changed by no more than chance may make.".to_owned(),
            _ => format!(
                "The other {} compared changed by no more than chance may make.",
                counted(noise, "number", "numbers")
            ),
        });
    }
    let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for change in called(Call::Unknown) {
        reasons
            .entry(unknown(change))
            .or_default()
            .push(named(change));
    }
    said.extend(reasons.iter().map(|(reason, names)| {
        let some = if names.len() > 6 {
            let mut some = names[..5].to_vec();
            some.push(counted(names.len() as u64 - 5, "other", "others"));
            some
        } else {
            names.clone()
        };
        format!("Nothing can be said of {}: {reason}.", list(&some))
    }));
    said
}

/// Why nothing can be said.
fn unknown(change: &Change) -> &'static str {
    change
        .reason
        .map_or("it could not be tested", Untold::as_str)
}

/// What became of one number, in a sentence.
#[must_use]
pub fn sentence(change: &Change) -> String {
    let shown = |v: Option<f64>| v.map_or_else(|| "nothing".to_owned(), |v| value(change, v));
    match change.call {
        Call::Clear => clear_sentence(change),
        Call::Noise => format!(
            "{}: from {} to {}, which may be chance.",
            named(change),
            shown(change.base.value),
            shown(change.head.value)
        ),
        Call::Unknown => format!(
            "{}: nothing can be said; {}.",
            named(change),
            unknown(change)
        ),
    }
}

fn clear_sentence(change: &Change) -> String {
    let better = match change.is_better() {
        Some(true) => ", for the better",
        Some(false) => ", for the worse",
        None => "",
    };
    let more = match change.effect {
        Some(effect) if change.test == Test::LogRank => effect > 1.0,
        Some(effect) => effect > 0.0,
        // Nobody was slower: the ratio has no end.
        None => true,
    };
    let p = change
        .p_adjusted
        .map_or_else(String::new, |p| format!("; adjusted p {}", chance(p)));
    let figures = match (change.base.value, change.head.value) {
        (Some(base), Some(head)) => {
            format!(" from {} to {}", value(change, base), value(change, head))
        }
        (Some(base), None) => format!(
            " from {} to where half are no longer reached",
            value(change, base)
        ),
        (None, Some(head)) => format!(
            " to {}, from where half were not reached",
            value(change, head)
        ),
        (None, None) => String::new(),
    };
    let what = match change.test {
        Test::LogRank => format!(
            "Answers come {} ({}): the median went{figures}",
            if more { "faster" } else { "more slowly" },
            named(change),
        ),
        _ => format!(
            "Clear: {} {}{figures}",
            named(change),
            if more { "rose" } else { "fell" }
        ),
    };
    let what = match (change.base.value, change.head.value) {
        (None, None) => what.replace(": the median went", ""),
        _ => what,
    };
    let effect = change
        .effect
        .map_or_else(String::new, |effect| match change.test {
            Test::LogRank => format!(", {} times the rate", times(effect)),
            _ => format!(", by {}", difference(change.metric, effect.abs())),
        });
    format!(
        "{what}{effect}{better} ({}{}{p}).",
        counted(change.pairs, "company", "companies"),
        interval(change).map_or_else(String::new, |i| format!("; 95 % interval {i}")),
    )
}

fn row(change: &Change) -> String {
    let maybe = |text: Option<String>| text.unwrap_or_default();
    let p = |p: Option<f64>| maybe(p.map(bare));
    format!(
        "| {} | {} | {} | {} | {} / {} | {} | {} | {} | {} | {} | {} |",
        escape(change.metric.name),
        of(change),
        maybe(change.base.value.map(|v| value(change, v))),
        maybe(change.head.value.map(|v| value(change, v))),
        change.base.n,
        change.head.n,
        change.pairs,
        maybe(change.effect.map(|e| effect(change, e))),
        maybe(interval(change)),
        p(change.p),
        p(change.p_adjusted),
        if change.call == Call::Clear {
            "**clear**"
        } else {
            change.call.as_str()
        },
    )
}

/// `answered by email in Banking`.
fn named(change: &Change) -> String {
    let mut name = change.metric.name.replace('_', " ");
    if let Some(channel) = change.channel {
        let _ = write!(name, " by {channel}");
    }
    if let Subject::Sector(sector) = &change.subject {
        let _ = write!(name, " in {}", escape(sector));
    }
    name
}

fn of(change: &Change) -> String {
    let who = match &change.subject {
        Subject::All => "all".to_owned(),
        Subject::Sector(name) | Subject::Company(name) => escape(name),
    };
    match change.channel {
        Some(channel) => format!("{who}, {channel}"),
        None => who,
    }
}

fn value(change: &Change, value: f64) -> String {
    shown(change.metric, value)
}

/// A number in its unit.
pub(super) fn shown(metric: &Metric, value: f64) -> String {
    match metric.scale {
        Scale::Share => percent(value),
        Scale::Hours => duration(value),
        Scale::Seconds => format!("{:.1} s", as_printed(value)),
        Scale::Minutes => format!("{:.1} min", as_printed(value)),
        Scale::Count => format!("{:.0}", as_printed(value)),
        Scale::Points(..) => format!("{:.1}", as_printed(value)),
    }
}

/// A difference without its sign.
fn difference(metric: &Metric, by: f64) -> String {
    let by = as_printed(by);
    match metric.scale {
        Scale::Share => format!("{:.1} points", by * 100.0),
        Scale::Hours => format!("{by:.1} h"),
        Scale::Seconds => format!("{by:.1} s"),
        Scale::Minutes => format!("{by:.1} min"),
        Scale::Count | Scale::Points(..) => format!("{by:.1}"),
    }
}

fn effect(change: &Change, effect: f64) -> String {
    if change.test == Test::LogRank {
        return format!("x {}", times(effect));
    }
    by(change.metric, effect)
}

/// A difference with its sign.
pub(super) fn by(metric: &Metric, difference: f64) -> String {
    let sign = if as_printed(difference) < 0.0 {
        "-"
    } else {
        "+"
    };
    format!("{sign}{}", self::difference(metric, difference.abs()))
}

fn times(ratio: f64) -> String {
    let ratio = as_printed(ratio);
    if ratio < 10.0 {
        format!("{ratio:.2}")
    } else {
        format!("{ratio:.0}")
    }
}

fn interval(change: &Change) -> Option<String> {
    match (change.low, change.high) {
        (Some(low), Some(high)) => Some(format!(
            "{} to {}",
            effect(change, low),
            effect(change, high)
        )),
        (Some(low), None) => Some(format!("from {}", effect(change, low))),
        _ => None,
    }
}

/// A p-value behind its name.
fn chance(p: f64) -> String {
    if as_printed(p) < 0.0001 {
        "below 0.0001".to_owned()
    } else {
        format!("= {}", bare(p))
    }
}

/// A p-value.
pub(super) fn bare(p: f64) -> String {
    let p = as_printed(p);
    match p {
        p if p < 0.0001 => "< 0.0001".to_owned(),
        p if p < 0.1 => format!("{p:.4}"),
        p => format!("{p:.2}"),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
