//! [gate]: what must hold of a wave. Metrics are known by score's own list; sectors and companies by the panel, which
//! is read later.

use super::tree::{Located, Section, Value};
use super::words;
use crate::model::{
    Assertion, Channel, Company, Denominator, Design, Gate, IfUnknown, Level, Only, Subject,
};
use crate::score::metric::{self, Better, How, Metric, Scale};
use crate::sheet::{Notes, near, nearest, quote};
use std::collections::BTreeSet;
use toml::de::DeValue;

/// Most assertions of a study.
const MOST: usize = 1_000;

/// Names are proposed from panels with fewer companies than this.
const MOST_NAMES: usize = 2_000;

/// The gate, with the place of each assertion's subject.
pub(super) struct Read {
    pub(super) gate: Gate,
    subjects: Vec<Located<Subject>>,
}

/// Reads [gate].
pub(super) fn read(root: &Section<'_>, design: &Design) -> Option<Read> {
    let table = root.section("gate")?;
    let baseline = table.get("baseline").and_then(|v| v.text(1_000, false));
    let tables = table.sections("assert");
    if tables.len() > MOST {
        table.note(
            table.at(),
            format!("[gate] has more than {MOST} assertions"),
            Some("assert what a decision hangs on".to_owned()),
        );
    }
    let has_baseline = table.get("baseline").is_some();
    if tables.is_empty() && !has_baseline {
        table.note(
            table.at(),
            "[gate] asserts nothing, so it would always pass",
            Some("add [[gate.assert]] with a metric and `min`, `max` or `max_drop`, or leave [gate] out".to_owned()),
        );
    }
    let mut read = Read {
        gate: Gate {
            baseline,
            assertions: Vec::new(),
        },
        subjects: Vec::new(),
    };
    for entry in tables.iter().take(MOST) {
        let (subject, assertion) = assertion(entry, design, has_baseline);
        read.subjects.extend(subject);
        read.gate.assertions.extend(assertion);
    }
    table.close(&[]);
    Some(read)
}

/// Names the sectors and companies that are not on the panel.
pub(super) fn strangers(read: &Read, panel: &[Company], notes: &Notes) {
    let sectors: BTreeSet<&str> = panel.iter().map(|c| c.sector.as_str()).collect();
    let ids: BTreeSet<&str> = panel.iter().map(|c| c.id.as_str()).collect();
    for Located { value, at } in &read.subjects {
        let (right, message) = match value {
            Subject::Sector(name) if !sectors.contains(name.as_str()) => (
                &sectors,
                format!("no company of the panel is in the sector {}", quote(name)),
            ),
            Subject::Company(id) if !ids.contains(id.as_str()) => (
                &ids,
                format!("no company of the panel has the id {}", quote(id)),
            ),
            _ => continue,
        };
        let hint = if right.len() < MOST_NAMES {
            near(value.name(), right.iter().copied())
                .map(|name| format!("did you mean `{}:{name}`?", value.kind()))
        } else {
            None
        };
        notes.at(*at, message, hint);
    }
}

fn assertion(
    table: &Section<'_>,
    design: &Design,
    has_baseline: bool,
) -> (Option<Located<Subject>>, Option<Assertion>) {
    let name = table.need("metric", "`metric = \"answered\"`, a name of estimates.csv");
    let denominator = table.get("denominator");
    let metric = name
        .as_ref()
        .and_then(metric)
        .and_then(|name| with_denominator(name, denominator.as_ref()));
    let subject = match table.get("subject") {
        None => Some(Subject::All),
        Some(v) => subject(&v),
    };
    let located = table.get("subject").zip(subject.clone());
    let located = located.map(|(v, value)| Located { value, at: v.at });
    let channel = match table.get("channel") {
        None => Some(None),
        Some(v) => channel(&v, design).map(Some),
    };
    let [min, max, max_drop] = ["min", "max", "max_drop"].map(|key| table.get(key));
    let limits = limits(table, name.as_ref(), &[&min, &max, &max_drop], metric);
    if let (Some(value), false) = (&max_drop, has_baseline) {
        value.wrong(
            format!("{} is held against another wave, and [gate] names none", value.name()),
            Some("add `baseline = \"2026-10\"` to [gate], the id of a wave that has a report, or its path".to_owned()),
        );
    }
    let only = only(table, metric, subject.as_ref(), max_drop.is_some());
    let level = word(table, "level", Level::ALL, Level::as_str, Level::Error);
    let if_unknown = word(
        table,
        "if_unknown",
        IfUnknown::ALL,
        IfUnknown::as_str,
        IfUnknown::Fail,
    );
    table.close(&[]);
    let assertion = || {
        let [min, max, max_drop] = limits?;
        Some(Assertion {
            metric: metric?.name.to_owned(),
            denominator: metric?.denominator,
            subject: subject?,
            channel: channel?,
            min,
            max,
            max_drop,
            only: only?,
            level: level?,
            if_unknown: if_unknown?,
        })
    };
    (located, assertion())
}

/// A metric by its name; of those with several denominators the first.
fn metric(value: &Value<'_>) -> Option<&'static Metric> {
    let name = value
        .string("the name of a metric such as \"answered\"")?
        .value;
    let found = metric::find(name);
    if found.is_none() {
        let names: BTreeSet<&str> = metric::all().map(|m| m.name).collect();
        let hint = nearest(name, names).unwrap_or_else(|| {
            "`data/datapackage.json` of any report lists them under `estimates`".to_owned()
        });
        value.wrong(format!("unknown metric {}", quote(name)), Some(hint));
    }
    found
}

/// The same metric over the denominator that is named, if any.
fn with_denominator(
    found: &'static Metric,
    denominator: Option<&Value<'_>>,
) -> Option<&'static Metric> {
    let Some(value) = denominator else {
        return Some(found);
    };
    let has: Vec<(&str, Denominator)> = metric::all()
        .filter(|m| m.name == found.name)
        .map(|m| (m.denominator.as_str(), m.denominator))
        .collect();
    let denominator = value.choice(&has)?;
    metric::all().find(|m| m.name == found.name && m.denominator == denominator)
}

fn subject(value: &Value<'_>) -> Option<Subject> {
    const EXPECTED: &str = "\"all\", \"sector:NAME\" or \"company:ID\"";
    let text = value.string(EXPECTED)?.value;
    let subject = match text.split_once(':') {
        None if text == "all" => Some(Subject::All),
        Some(("sector", name)) if !name.trim().is_empty() => {
            Some(Subject::Sector(name.trim().to_owned()))
        }
        Some(("company", id)) if !id.trim().is_empty() => {
            Some(Subject::Company(id.trim().to_owned()))
        }
        _ => None,
    };
    if subject.is_none() {
        let kind = text.split_once(':').map_or(text, |(kind, _)| kind);
        value.wrong(
            format!("{} must be {EXPECTED}, not {}", value.name(), quote(text)),
            nearest(kind, ["all", "sector", "company"]),
        );
    }
    subject
}

/// A channel that the design asks.
fn channel(value: &Value<'_>, design: &Design) -> Option<Channel> {
    let all: Vec<(&str, Channel)> = Channel::ALL.into_iter().map(|c| (c.as_str(), c)).collect();
    let channel = value.choice(&all)?;
    if !design.questions.is_empty() && !design.questions.contains_key(&channel) {
        let asked: Vec<&str> = design.questions.keys().map(|c| c.as_str()).collect();
        value.wrong(
            format!("{} is {channel}, which [design] does not ask", value.name()),
            Some(format!("asked are: {}", asked.join(", "))),
        );
        return None;
    }
    Some(channel)
}

/// The bounds, of which there must be one at least, each within what the metric can be.
fn limits(
    table: &Section<'_>,
    name: Option<&Value<'_>>,
    values: &[&Option<Value<'_>>; 3],
    metric: Option<&Metric>,
) -> Option<[Option<f64>; 3]> {
    if values.iter().all(|v| v.is_none()) {
        match name {
            Some(v) => table.note(
                v.at,
                "this assertion has no bound",
                Some("add `min`, `max` or `max_drop`, in the metric's own unit".to_owned()),
            ),
            None => return None,
        }
        return None;
    }
    let mut limits = [None; 3];
    let mut sound = true;
    for (limit, value) in limits.iter_mut().zip(values) {
        if let Some(value) = value {
            *limit = number(value);
            sound &= limit.is_some_and(|limit| fits(value, limit, metric));
        }
    }
    let [min, max, drop] = limits;
    if let (Some(drop), Some(value)) = (drop, values[2]) {
        if drop < 0.0 {
            value.wrong(format!("{} cannot be negative", value.name()), None);
            sound = false;
        }
        if let Some(metric) = metric.filter(|m| m.better == Better::Neither) {
            value.wrong(
                format!(
                    "`{}` has no better side, so it cannot become worse",
                    metric.name
                ),
                Some("use `min` and `max`".to_owned()),
            );
            sound = false;
        }
    }
    if let (Some(min), Some(max), Some(value)) = (min, max, values[1])
        && min > max
    {
        value.wrong(
            format!("{} is below `min`: nothing can be both", value.name()),
            None,
        );
        sound = false;
    }
    sound.then_some(limits)
}

/// A number, exactly as it is written, to the sixth decimal.
fn number(value: &Value<'_>) -> Option<f64> {
    let text = match value.raw() {
        DeValue::Float(f) => f.as_str(),
        DeValue::Integer(i) if i.radix() == 10 => i.as_str(),
        _ => {
            value.wrong_type("a number such as 0.35");
            return None;
        }
    };
    let plain = text.strip_prefix(['-', '+']).unwrap_or(text);
    if let Err(trouble) = words::millionths(plain) {
        value.wrong(
            format!("{} is no bound, {}: {trouble}", quote(text), value.name()),
            Some("write it with a point and at most six decimals, such as 0.35".to_owned()),
        );
        return None;
    }
    text.parse().ok()
}

/// Whether a metric of this scale can reach a bound.
fn fits(value: &Value<'_>, limit: f64, metric: Option<&Metric>) -> bool {
    let Some(metric) = metric else { return true };
    let (trouble, hint) = match metric.scale {
        Scale::Share if limit > 1.0 => (
            "a share between 0 and 1",
            (limit <= 100.0).then(|| format!("{limit} % is written {}", limit / 100.0)),
        ),
        Scale::Share if limit < 0.0 => ("a share between 0 and 1", None),
        Scale::Count | Scale::Hours | Scale::Seconds | Scale::Minutes if limit < 0.0 => {
            ("never negative", None)
        }
        _ => return true,
    };
    value.wrong(
        format!("`{}` is {trouble}, {} is not", metric.name, value.name()),
        hint,
    );
    false
}

/// When it counts. What is added up has no interval, a count none of its change, and one company in two waves is no
/// sample.
fn only(
    table: &Section<'_>,
    metric: Option<&Metric>,
    subject: Option<&Subject>,
    drops: bool,
) -> Option<Only> {
    let exact = metric.is_some_and(|m| m.adds_up() && (drops || matches!(m.how, How::Sum(_))));
    let single = drops && matches!(subject, Some(Subject::Company(_)));
    let Some(value) = table.get("only") else {
        return Some(if exact || single {
            Only::Always
        } else {
            Only::Clear
        });
    };
    let words: Vec<(&str, Only)> = Only::ALL.iter().map(|w| (w.as_str(), *w)).collect();
    let only = value.choice(&words)?;
    let why = match metric {
        Some(metric) if only == Only::Clear && exact => format!(
            "`{}` adds up, and its {} has no interval, so that nothing about it is clear or not",
            metric.name,
            if drops { "change" } else { "sum" }
        ),
        _ if only == Only::Clear && single => {
            "what one company did in two waves is too little to call a change clear".to_owned()
        }
        _ => return Some(only),
    };
    value.wrong(why, Some("`only = \"always\"`".to_owned()));
    None
}

/// One of a few words, or what holds when nobody says.
fn word<T: Copy>(
    table: &Section<'_>,
    key: &'static str,
    all: &[T],
    as_str: impl Fn(T) -> &'static str,
    default: T,
) -> Option<T> {
    let words: Vec<(&str, T)> = all.iter().map(|w| (as_str(*w), *w)).collect();
    table.get(key).map_or(Some(default), |v| v.choice(&words))
}
