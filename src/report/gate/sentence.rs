//! A verdict in words. Its figures are those of `gate.csv`, at the precision that is printed.

use crate::model::{Bound, Only, Subject};
use crate::report::number::{as_printed, decimal, duration, percent, percents, whole};
use crate::score::gate::{Finding, Unknown, Verdict};
use crate::score::metric::{Metric, Scale};

/// The rule that was asserted: `answered of the panel by email, companies offering the channel: at least 35 %`.
pub(super) fn rule(verdict: &Verdict) -> String {
    format!("{}: {}", number(verdict), bound(verdict))
}

/// What it is about: metric, subject, channel and denominator.
fn number(verdict: &Verdict) -> String {
    let assertion = &verdict.assertion;
    let subject = match &assertion.subject {
        Subject::All => "the panel".to_owned(),
        Subject::Sector(name) => format!("sector {name}"),
        Subject::Company(id) => format!("company {id}"),
    };
    let channel = assertion
        .channel
        .map_or_else(|| "all channels".to_owned(), |c| c.to_string());
    format!(
        "{} ({}), {subject}, {channel}",
        verdict.metric.name,
        verdict.metric.denominator.as_str().replace('_', " "),
    )
}

fn bound(verdict: &Verdict) -> String {
    let metric = verdict.metric;
    match verdict.bound {
        Bound::Min(min) => format!("at least {}", said(metric, min)),
        Bound::Max(max) => format!("at most {}", said(metric, max)),
        Bound::MaxDrop(most) => format!("worse by at most {}", apart(metric, most)),
    }
}

/// A value as a person says it.
fn said(metric: &Metric, value: f64) -> String {
    match metric.scale {
        Scale::Share => percent(value),
        Scale::Hours if value >= 0.0 => duration(value),
        Scale::Seconds => format!("{} s", decimal(Some(tenths(value)))),
        Scale::Minutes => format!("{} min", decimal(Some(tenths(value)))),
        Scale::Count => decimal(Some(value)),
        Scale::Hours | Scale::Points(..) => decimal(Some(hundredths(value))),
    }
}

/// How far two values are apart.
fn apart(metric: &Metric, by: f64) -> String {
    match metric.scale {
        Scale::Share => {
            let points = percents(by);
            let unit = if points == "1" { "point" } else { "points" };
            format!("{points} percentage {unit}")
        }
        _ => said(metric, by),
    }
}

fn tenths(value: f64) -> f64 {
    (as_printed(value) * 10.0).round() / 10.0
}

fn hundredths(value: f64) -> f64 {
    (as_printed(value) * 100.0).round() / 100.0
}

/// What was found, with its figures.
pub(super) fn sentence(verdict: &Verdict) -> String {
    let (rule, found) = (rule(verdict), found(verdict));
    let what = match &verdict.finding {
        Finding::Holds => "holds".to_owned(),
        Finding::NotClear => {
            "is not met, but by no more than chance may do, so it passes".to_owned()
        }
        Finding::Broken if verdict.assertion.only == Only::Clear => "is clearly not met".to_owned(),
        Finding::Broken => "is not met".to_owned(),
        Finding::Unknown(why) => format!("cannot be judged: {}", reason(verdict, why)),
    };
    if found.is_empty() {
        format!("{rule}: {what}.")
    } else {
        format!("{rule}: {what}; {found}.")
    }
}

fn reason(verdict: &Verdict, why: &Unknown) -> String {
    match why {
        Unknown::NotMeasured => match verdict.estimate.as_ref().map(|e| e.n) {
            None => "the wave has no such number".to_owned(),
            Some(0) => "nothing was measured".to_owned(),
            Some(_) => "it was not reached in the wave, or cannot be estimated".to_owned(),
        },
        Unknown::NoInterval => {
            "the value is beyond it, and has no interval that could say how clearly: too few were measured, or all \
             were alike"
                .to_owned()
        }
        Unknown::NotMeasuredBefore => "the baseline has no such number".to_owned(),
        Unknown::NotComparable(why) => why.clone(),
        Unknown::NotCalled => {
            "too little is in both waves to say whether the change is clear".to_owned()
        }
    }
}

/// The figures: value with interval and n, and for a change both values.
fn found(verdict: &Verdict) -> String {
    let metric = verdict.metric;
    if let (Bound::MaxDrop(_), Some(before), Some(drop)) =
        (verdict.bound, verdict.baseline, verdict.drop)
    {
        let way = if drop > 0.0 { "worse" } else { "better" };
        let now = match metric.better {
            crate::score::metric::Better::Lower => before + drop,
            _ => before - drop,
        };
        let by = if as_printed(drop).abs() > 0.0 {
            format!("{way} by {}", apart(metric, drop.abs()))
        } else {
            "no change".to_owned()
        };
        return format!("{} after {}, {by}", said(metric, now), said(metric, before));
    }
    let Some(e) = &verdict.estimate else {
        return String::new();
    };
    let Some(value) = e.value else {
        return format!("n = {}", whole(e.n));
    };
    let interval = match (e.low, e.high) {
        (None, None) => String::new(),
        (low, high) => {
            let end =
                |v: Option<f64>| v.map_or_else(|| "out of reach".to_owned(), |v| said(metric, v));
            format!(", 95 % interval {} to {}", end(low), end(high))
        }
    };
    format!("{}{interval}, n = {}", said(metric, value), whole(e.n))
}
