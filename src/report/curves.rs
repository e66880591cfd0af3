//! `curves.csv`: how many still wait, hour by hour, and how many customers would still be satisfied.

use super::codebook::{Column, Show, Type, channels, text};
use super::number::{as_printed, decimal};
use super::table::Table;
use super::words::Source;
use super::writer::Sealed;
use crate::error::Result;
use crate::model::{Channel, Patience, Study};
use crate::score::business::satisfied;
use crate::score::statistics::KaplanMeier;
use crate::score::{Awaited, Curve, Scores};
use std::path::Path;

/// Times that have a name, hours, with the message that says it.
pub const TIMES: [(f64, &str); 13] = [
    (1.0 / 60.0, "time-1-min"),
    (1.0 / 6.0, "time-10-min"),
    (1.0, "time-1-h"),
    (6.0, "time-6-h"),
    (24.0, "time-24-h"),
    (36.0, "time-36-h"),
    (72.0, "time-72-h"),
    (168.0, "time-7-d"),
    (336.0, "time-14-d"),
    (720.0, "time-30-d"),
    (2_160.0, "time-90-d"),
    (8_760.0, "time-1-y"),
    (87_600.0, "time-10-y"),
];

/// The times of consumers' expectations: at once, within the hour, the same day, a day and a half, several days.
pub const MARKS: [f64; 5] = [1.0 / 6.0, 1.0, 24.0, 36.0, 72.0];

/// A curve has at most so many rows.
const MOST: usize = 500;

/// Where a curve stands at a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stand {
    /// Hours since sending.
    pub hours: f64,
    /// How many were watched and waiting just before.
    pub at_risk: u64,
    /// How many stopped waiting since the row before.
    pub events: u64,
    /// The share still waiting just after.
    pub waiting: f64,
    /// The 95 % interval of `waiting`, where it is defined.
    pub interval: Option<(f64, f64)>,
    /// The share of customers who would still be satisfied with an answer at this time.
    pub satisfied: Option<f64>,
}

/// A curve as `curves.csv` holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The channel.
    pub channel: Channel,
    /// What is waited for.
    pub awaited: Awaited,
    /// Its rows, ascending in time; none when nothing was delivered.
    pub rows: Vec<Stand>,
}

impl Standing {
    /// The row of a time.
    #[must_use]
    pub fn at(&self, hours: f64) -> Option<&Stand> {
        let wanted = as_printed(hours);
        let found = self
            .rows
            .binary_search_by(|row| as_printed(row.hours).total_cmp(&wanted));
        found.ok().map(|place| &self.rows[place])
    }

    /// The end of observation.
    #[must_use]
    pub fn end(&self) -> Option<&Stand> {
        self.rows.last()
    }

    /// The cell in a column of a row.
    #[must_use]
    pub fn source(&self, stand: &Stand, column: &str) -> Source {
        let hours = decimal(Some(stand.hours));
        let keys = [
            ("channel", self.channel.as_str()),
            ("awaited", self.awaited.as_str()),
            ("hours", &hours),
        ];
        Source::cell("curves", &keys, column)
    }
}

/// Every curve of a wave.
#[must_use]
pub fn standings(study: &Study, scores: &Scores) -> Vec<Standing> {
    let standing = |curve: &crate::score::Curve| {
        let patience = study.clock.expectation.on(curve.channel);
        let patience = (curve.awaited == Awaited::Answer).then_some(patience);
        Standing {
            channel: curve.channel,
            awaited: curve.awaited,
            rows: rows(&curve.estimate, patience),
        }
    };
    scores.curves.iter().map(standing).collect()
}

/// The rows of a curve: its beginning, the times that have a name, the end of observation, and as many of its steps as
/// there is room for, evenly.
fn rows(curve: &KaplanMeier, patience: Option<&Patience>) -> Vec<Stand> {
    let Some(last) = curve.last() else {
        return Vec::new();
    };
    let named = TIMES.iter().map(|t| t.0).filter(|hours| *hours < last);
    let mut times: Vec<(f64, bool)> = [0.0, last]
        .into_iter()
        .chain(named)
        .map(|t| (t, true))
        .collect();
    let every = curve.steps.len().div_ceil(MOST - times.len()).max(1);
    let kept = curve.steps.chunks(every).filter_map(|steps| steps.last());
    times.extend(kept.map(|step| (step.hours, false)));
    // Times that are printed alike are one row, that of the named one.
    times.sort_by(|a, b| {
        let printed = as_printed(a.0).total_cmp(&as_printed(b.0));
        printed.then(b.1.cmp(&a.1)).then(b.0.total_cmp(&a.0))
    });
    times.dedup_by(|b, a| as_printed(a.0).total_cmp(&as_printed(b.0)).is_eq());
    let mut steps = curve.steps.iter().peekable();
    let stand = |(hours, _): (f64, bool)| {
        let mut events = 0;
        while let Some(step) = steps.next_if(|step| step.hours <= hours) {
            events += step.events;
        }
        let (waiting, interval) = curve.waiting_at(hours)?;
        Some(Stand {
            hours,
            at_risk: curve.at_risk(hours),
            events,
            waiting,
            interval,
            satisfied: patience.map(|patience| satisfied(patience, hours)),
        })
    };
    times.into_iter().filter_map(stand).collect()
}

/// Its columns.
#[must_use]
pub fn columns(study: &Study) -> Vec<Column> {
    let number = |name: &str, about: &str| Column::new(name, Type::Number, about);
    let share = |name: &str, about: &str| number(name, about).shown(Show::Percent);
    let whole = |name: &str, about: &str| Column::new(name, Type::Integer, about).required();
    vec![
        text("channel", "The channel.").required().words(channels(study)),
        text("awaited", "What is waited for: the first reply of any kind, or the answer.")
            .required()
            .words(Curve::OF.map(Awaited::as_str)),
        number(
            "hours",
            "Hours since sending: the beginning, times that have a name, the steps of the Kaplan-Meier curve (of more \
             than 500 so many, evenly), and the end of observation.",
        )
        .required(),
        whole("at_risk", "How many were still watched and waiting just before."),
        whole("events", "How many stopped waiting since the row before, this time included."),
        share("waiting", "The share of the enquiries delivered that still waits just after: the Kaplan-Meier estimate.")
            .required(),
        share("low", "Lower end of its 95 % interval, log-log, as in estimates.csv. Empty where it is not defined."),
        share("high", "Upper end, likewise."),
        share(
            "satisfied",
            "The share of customers who would still be satisfied with an answer that comes at this time, by the study's \
             curve of expectations for the channel. Empty for first_reply.",
        ),
    ]
}

/// Writes the table.
pub fn curves(path: &Path, study: &Study, standings: &[Standing]) -> Result<Sealed> {
    let mut table = Table::create(path, &columns(study))?;
    for standing in standings {
        for row in &standing.rows {
            table.word(standing.channel.as_str());
            table.word(standing.awaited.as_str());
            table.number(Some(row.hours));
            table.whole(row.at_risk);
            table.whole(row.events);
            table.number(Some(row.waiting));
            table.number(row.interval.map(|i| i.0));
            table.number(row.interval.map(|i| i.1));
            table.number(row.satisfied);
            table.end_row()?;
        }
    }
    table.seal()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::statistics::Observation;

    fn curve(many: u32) -> KaplanMeier {
        let of = |n: u32| Observation {
            hours: f64::from(n) / 100.0,
            event: !n.is_multiple_of(7),
        };
        KaplanMeier::fit((1..=many).map(of).collect())
    }

    #[test]
    fn a_curve_is_thinned_and_loses_no_event() {
        for many in [1, 20, 600, 20_000] {
            let curve = curve(many);
            let rows = rows(&curve, Some(&Patience::default()));
            assert!(rows.len() <= MOST, "{many}: {}", rows.len());
            assert_eq!(rows.iter().map(|r| r.events).sum::<u64>(), curve.events());
            assert_eq!(rows[0].at_risk, u64::from(many));
            let mut before = -1.0;
            for row in &rows {
                assert!(as_printed(row.hours) > before);
                before = as_printed(row.hours);
                assert_eq!(curve.waiting_at(row.hours).map(|w| w.0), Some(row.waiting));
            }
        }
        assert_eq!(rows(&KaplanMeier::fit(Vec::new()), None), Vec::new());
    }

    #[test]
    fn a_row_is_found_by_its_time() {
        let standing = Standing {
            channel: Channel::Email,
            awaited: Awaited::Answer,
            rows: rows(&curve(20_000), Some(&Patience::default())),
        };
        let day = standing.at(24.0).unwrap();
        assert_eq!((day.hours, day.at_risk), (24.0, 17_601));
        assert_eq!(standing.at(1.0 / 6.0).unwrap().satisfied, Some(0.88));
        assert_eq!(standing.at(336.0), None);
        let from = standing.source(day, "waiting");
        assert_eq!(
            from.as_str(),
            "curves?channel=email&awaited=answer&hours=24#waiting"
        );
    }
}
