//! A comparison of two waves as a chart of dumbbells.

use super::{name, said};
use crate::model::Subject;
use crate::report::chart::Chart;
use crate::report::chart::dumbbell::{Dumbbells, Row, Scale, dumbbell};
use crate::report::words::{Source, Text, Words};
use crate::score::compare::{Call, Change, Comparison};
use crate::score::metric;

/// The scales on which numbers are drawn, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum On {
    Shares,
    Hours,
    Points,
}

impl On {
    const ALL: [Self; 3] = [Self::Shares, Self::Hours, Self::Points];

    const fn of(change: &Change) -> Option<Self> {
        match change.metric.scale {
            metric::Scale::Share => Some(Self::Shares),
            metric::Scale::Hours => Some(Self::Hours),
            metric::Scale::Points(..) => Some(Self::Points),
            metric::Scale::Count | metric::Scale::Seconds | metric::Scale::Minutes => None,
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Shares => "waves-chart-shares",
            Self::Hours => "waves-chart-hours",
            Self::Points => "waves-chart-points",
        }
    }
}

/// The numbers about the whole panel that are known in one of the waves at least; `None` when there is none.
pub fn chart(comparison: &Comparison, words: &Words) -> Option<Chart> {
    let scales: Vec<Scale> = On::ALL
        .into_iter()
        .filter_map(|on| scale(comparison, on, words))
        .collect();
    if scales.is_empty() {
        return None;
    }
    let [base, head] = ["base", "head"].map(|side| name(comparison, side));
    let both = [("base", base.into()), ("head", head.into())];
    let mut said = vec![words.say("waves-chart-said", both.clone()).to_plain()];
    for on in On::ALL {
        said.extend(drawn(comparison, on).into_iter().map(|change| {
            let args = [
                ("what", said::what(change, words).into()),
                ("base", said::side(change, "base", words).into()),
                ("head", said::side(change, "head", words).into()),
                ("call", said::call(change, words).into()),
            ];
            words.say("waves-chart-row", args).to_plain()
        }));
    }
    Some(dumbbell(&Dumbbells {
        name: "wave-against-wave",
        title: words.word("waves-chart-title"),
        key: words.say("waves-chart-key", both).to_plain(),
        description: said.join("\n"),
        scales,
    }))
}

/// What is drawn on a scale: the clear changes first, then by how much changed.
fn drawn(comparison: &Comparison, on: On) -> Vec<&Change> {
    let is_known = |c: &&Change| c.base.value.is_some() || c.head.value.is_some();
    let mut changes: Vec<&Change> = comparison
        .changes
        .iter()
        .filter(|c| c.subject == Subject::All && On::of(c) == Some(on))
        .filter(is_known)
        .collect();
    let by = |change: &Change| change.difference().map_or(-1.0, f64::abs);
    changes.sort_by(|a, b| {
        let clear = |c: &Change| c.call == Call::Clear;
        clear(b).cmp(&clear(a)).then(by(b).total_cmp(&by(a)))
    });
    changes
}

fn scale(comparison: &Comparison, on: On, words: &Words) -> Option<Scale> {
    let changes = drawn(comparison, on);
    if changes.is_empty() {
        return None;
    }
    let values = changes
        .iter()
        .flat_map(|c| [c.base.value, c.head.value])
        .flatten();
    let greatest = values.fold(0.0, f64::max);
    let most = match on {
        On::Shares => 1.0,
        // The overall score ends at 100; others, such as a reading ease, may go beyond.
        On::Points => round_up(greatest.max(100.0)),
        On::Hours => round_up(greatest),
    };
    let nowhere = || Source::rows("comparison", &[]);
    let tick = |share: f64| {
        let value = most * share;
        let shown = match on {
            On::Shares => words.percent(value, nowhere()),
            On::Hours => {
                let hours = words.decimal(value, 0, nowhere());
                words.say("waves-effect-hours", [("hours", hours.into())])
            }
            On::Points => words.decimal(value, 0, nowhere()),
        };
        (value, shown.to_plain())
    };
    let row = |change: &&Change| Row {
        name: said::what(change, words).to_plain(),
        base: change.base.value,
        head: change.head.value,
        figures: {
            let both = [
                ("base", brief(change, "base", words).into()),
                ("head", brief(change, "head", words).into()),
                ("base_n", said::n(change, "base", words).into()),
                ("head_n", said::n(change, "head", words).into()),
            ];
            words.say("waves-chart-figures", both).to_plain()
        },
        call: said::call(change, words).to_plain(),
        is_clear: change.call == Call::Clear,
    };
    Some(Scale {
        name: words.word(on.title()),
        most,
        ticks: [0.0, 0.25, 0.5, 0.75, 1.0].map(tick).to_vec(),
        rows: changes.iter().map(row).collect(),
    })
}

/// A number of one of the waves; times without the days beside the hours, for which there is no room.
fn brief(change: &Change, side: &str, words: &Words) -> Text {
    let of = if side == "base" {
        change.base
    } else {
        change.head
    };
    match of.value {
        Some(value) if change.metric.scale == metric::Scale::Hours && value >= 1.0 => {
            let nowhere = Source::rows("comparison", &[]);
            let hours = words.decimal(value, 1, nowhere);
            words.say("waves-effect-hours", [("hours", hours.into())])
        }
        _ => said::side(change, side, words),
    }
}

/// The next of 1, 2, 4, 8 times a power of ten, whose quarters are round as well.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    let steps = [1.0, 2.0, 4.0, 8.0, 10.0].map(|step| step * power);
    let fits = steps.into_iter().find(|step| *step >= value * 0.999_999);
    fits.unwrap_or(value)
}
