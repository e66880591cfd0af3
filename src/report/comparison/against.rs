//! Published figures, read from a file and set beside a wave in Markdown and JSON.

use super::words::{bare, by, shown};
use crate::error::{Error, Result};
use crate::model::Denominator;
use crate::report::markdown::escape;
use crate::report::number::as_printed;
use crate::score::compare::{Against, Aggregate, Call};
use crate::score::metric::{self, Metric, Scale};
use crate::sheet::{MOST_CSV, Notes, Row, Table, nearest, quote, read};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::fmt::Write;
use std::path::Path;

/// Reads published figures: columns metric, channel, value, n and edition; denominator and formula may be left out.
///
/// # Errors
/// Every mistake in the file, with its place.
pub fn figures(path: &Path) -> Result<Vec<Aggregate>> {
    let notes = Notes::new(path.to_owned());
    let hint = "`shopper editions --csv` writes one with the old editions' figures";
    let text = read(path, MOST_CSV, &notes, hint).unwrap_or_default();
    let columns = [
        "metric",
        "channel",
        "value",
        "n",
        "edition",
        "denominator",
        "formula",
    ];
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    if let Some(mut table) = Table::with_others(&text, &notes, &columns, &columns[..5]) {
        while let Some(row) = table.next_row() {
            let Some(figure) = figure(&row, &notes) else {
                continue;
            };
            if seen.insert(figure.key()) {
                found.push(figure);
            } else if let Some((text, at)) = row.need("metric", &notes) {
                let message = format!("{} stands twice for this channel and edition", quote(text));
                let hint = "keep the one that was published; two would be two tests of one number";
                notes.at(at, message, Some(hint.to_owned()));
            }
        }
    }
    let mistakes = notes.into_mistakes(&text);
    if mistakes.is_empty() {
        Ok(found)
    } else {
        Err(Error::Study(mistakes))
    }
}

fn figure(row: &Row<'_, '_>, notes: &Notes) -> Option<Aggregate> {
    let metric = row.need("metric", notes);
    let edition = row.need("edition", notes);
    let value = row.need("value", notes).and_then(|(text, at)| {
        let value = text.parse::<f64>().ok().filter(|v| v.is_finite());
        if value.is_none() {
            let hint = "expected a decimal number; a share is between 0 and 1".to_owned();
            notes.at(at, format!("{} is no number", quote(text)), Some(hint));
        }
        let of = metric.and_then(|(name, _)| metric::find(name));
        value.filter(|value| of.is_none_or(|of| is_possible(of, *value, at, notes)))
    });
    let n = row.get("n").map(|(text, at)| {
        let n = text.parse::<u32>().ok().filter(|n| *n > 0);
        if n.is_none() {
            let hint = "expected how many companies it rests on, or nothing".to_owned();
            notes.at(at, format!("{} is no count", quote(text)), Some(hint));
        }
        n
    });
    let denominator = row.get("denominator").map(|(text, at)| {
        let denominator = Denominator::parse(text);
        if denominator.is_none() {
            let hint = nearest(text, Denominator::ALL.iter().map(|d| d.as_str()));
            notes.at(at, format!("{} is no denominator", quote(text)), hint);
        }
        denominator
    });
    let own = |text: (&str, usize)| text.0.to_owned();
    Some(Aggregate {
        metric: own(metric?),
        channel: row.get("channel").map(own),
        value: value?,
        n: n.flatten().map(u64::from),
        edition: own(edition?),
        denominator: denominator.flatten(),
        formula: row.get("formula").map(own),
    })
}

/// Whether a metric can have a value; writes down where it cannot. The usual mistake is a percentage.
fn is_possible(metric: &Metric, value: f64, at: usize, notes: &Notes) -> bool {
    let nearest = metric.scale.within(value);
    let possible = (value - nearest).abs() <= 0.0;
    if !possible {
        let hint = if metric.scale == Scale::Share && value > 0.0 && value <= 100.0 {
            format!(
                "a share is between 0 and 1: write {} for {value} %",
                value / 100.0
            )
        } else {
            format!("{nearest} is as far as it goes")
        };
        let unit = metric.scale.as_str();
        let message = format!("{value} is out of reach of `{}` ({unit})", metric.name);
        notes.at(at, message, Some(hint));
    }
    possible
}

/// A wave beside published figures, for people.
#[must_use]
pub fn against_markdown(against: &Against) -> String {
    let mut text = format!(
        "# {} against {} as published\n\nNot pairs: nobody knows which companies were asked then, so the difference \
         may be one of the companies. Only large differences show.\n\n## What differs\n\n",
        escape(&against.head),
        escape(&against.edition)
    );
    let clear = against.rows.iter().filter(|r| r.call == Call::Clear);
    let mut any = false;
    for row in clear {
        any = true;
        let _ = writeln!(
            text,
            "- Clear: {}{} is {} in the wave and was {} as published.",
            row.metric.name.replace('_', " "),
            row.channel.map_or_else(String::new, |c| format!(" by {c}")),
            shown(row.metric, row.own),
            shown(row.metric, row.published),
        );
    }
    let tested = against.rows.iter().any(|r| r.p.is_some());
    if !tested {
        text.push_str(
            "- Nothing could be tested, so no difference can be called clear or noise.\n",
        );
    } else if !any {
        text.push_str("- Nothing differs by more than chance may make, of what can be tested.\n");
    }
    for left in &against.left_out {
        let _ = writeln!(text, "- Left out, {}.", escape(left));
    }
    if against.rows.is_empty() {
        return text;
    }
    text.push_str(
        "\n## All that was compared\n\n\
         | what | channel | published | n | the wave | companies | difference | 95 % interval | adjusted p | call | why |\n\
         | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |\n",
    );
    for row in &against.rows {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            escape(row.metric.name),
            row.channel.map_or("all", |c| c.as_str()),
            shown(row.metric, row.published),
            row.published_n.map_or_else(String::new, |n| n.to_string()),
            shown(row.metric, row.own),
            row.own_companies,
            by(row.metric, row.difference),
            row.interval.map_or_else(String::new, |(low, high)| format!(
                "{} to {}",
                by(row.metric, low),
                by(row.metric, high)
            )),
            row.p_adjusted.map_or_else(String::new, bare),
            row.call.as_str(),
            row.reason.unwrap_or_default(),
        );
    }
    text
}

/// The same as one JSON object.
#[must_use]
pub fn against_json(against: &Against) -> Value {
    let rows: Vec<Value> = against
        .rows
        .iter()
        .map(|row| {
            json!({
                "metric": row.metric.name,
                "channel": row.channel,
                "denominator": row.metric.denominator.as_str(),
                "published": row.published,
                "published_n": row.published_n,
                "value": as_printed(row.own),
                "companies": row.own_companies,
                "difference": as_printed(row.difference),
                "low": row.interval.map(|i| as_printed(i.0)),
                "high": row.interval.map(|i| as_printed(i.1)),
                "p": row.p,
                "p_adjusted": row.p_adjusted,
                "call": row.call.as_str(),
                "reason": row.reason,
            })
        })
        .collect();
    json!({"head": against.head, "edition": against.edition, "rows": rows, "left_out": against.left_out})
}
