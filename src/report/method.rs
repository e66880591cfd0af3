//! How the wave was done: `method.csv`, one row a fact that stands in no other table; `metrics.csv`, every metric with its
//! formula; and `agreement.csv`, how far those who coded agree, where people coded.

use super::codebook::{Column, Type, text};
use super::coded::Coders;
use super::presence::Audit;
use super::table::Table;
use super::words::Source;
use super::writer::Sealed;
use crate::error::Result;
use crate::model::{Criterion, Denominator, Selection, Study};
use crate::score::business::{used_holidays, without_calendar};
use crate::score::{Row, metric};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What the ledger and the lock know of how the wave was done. Nothing where nobody says.
#[derive(Debug, Clone, Default)]
pub struct Fieldwork {
    /// Hash of the design.
    pub design: Option<String>,
    /// Hash of the plan under which the wave was opened.
    pub plan: Option<String>,
    /// When the design was locked.
    pub locked_at: Option<Timestamp>,
    /// How far those who coded agree.
    pub agreement: Vec<Agreed>,
}

/// How far some coders agree on a criterion: a row of `agreement.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreed {
    /// On what.
    pub criterion: Criterion,
    /// `people`, or the kind of machine that is held against them.
    pub who: &'static str,
    /// How many people coded it.
    pub people: u64,
    /// How many units at least two of them coded.
    pub units: u64,
    /// The share of pairs of codes that are the same.
    pub raw: Option<f64>,
    /// Krippendorff's alpha.
    pub alpha: Option<f64>,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Cohen's kappa, where there are two.
    pub kappa: Option<f64>,
}

/// What is counted of enquiries while they are written.
#[derive(Debug, Clone, Default)]
pub struct Deviations {
    late: BTreeMap<&'static str, u64>,
    retried: BTreeMap<&'static str, u64>,
}

/// An enquiry that left more than this after it was due was late, seconds.
const LATE: i64 = 3_600;

impl Deviations {
    /// Takes an enquiry.
    pub fn add(&mut self, row: &Row) {
        let channel = row.enquiry.channel.as_str();
        let late = row.sent_at.zip(row.enquiry.due_at);
        if late.is_some_and(|(sent, due)| sent.duration_since(due).as_secs() > LATE) {
            *self.late.entry(channel).or_default() += 1;
        }
        if row.attempts > 1 {
            *self.retried.entry(channel).or_default() += 1;
        }
    }
}

/// The facts of `method.csv`, in their order, and how far coders agree.
#[derive(Debug, Clone, Default)]
pub struct Method {
    facts: Vec<(&'static str, String, String)>,
    /// How far those who coded agree.
    pub agreement: Vec<Agreed>,
}

/// The facts by name, with what they say.
const ITEMS: &[(&str, &str)] = &[
    ("program", "the version of the program that wrote this"),
    ("design_hash", "SHA-256 of the design"),
    (
        "plan_hash",
        "SHA-256 of the plan under which the wave was opened",
    ),
    ("locked_at", "when the design was locked"),
    (
        "kind",
        "on whose behalf it was asked: own, competitor, regulator",
    ),
    ("timezone", "the time zone of companies that name none"),
    ("sectors", "how many sectors the panel has"),
    ("wordings", "how many wordings the questions have"),
    ("asked", "what is asked on a channel: all, a count or ids"),
    (
        "spacing_hours",
        "at least so many hours between two contacts with a company",
    ),
    (
        "daily_cap",
        "at most so many contacts with a company on a day",
    ),
    (
        "contacts_cap",
        "at most so many contacts with a company in the wave",
    ),
    (
        "patience_hours",
        "an answer gets at least so many hours before the cut-off",
    ),
    (
        "staff_minutes",
        "minutes of a company's staff that an enquiry costs, an estimate",
    ),
    (
        "sending_hours",
        "the local hours of the company in which enquiries go out",
    ),
    (
        "consents",
        "how many accounts agreed to be asked by a program",
    ),
    (
        "sent_late",
        "how many enquiries left more than an hour after they were due",
    ),
    ("retried", "how many enquiries took more than one attempt"),
    (
        "codes",
        "how many codes that count came from a kind of coder, on a criterion",
    ),
    (
        "business_hours",
        "hours of business of companies that tell none",
    ),
    ("own_hours", "how many companies have hours of their own"),
    (
        "holiday",
        "a day on which companies count as closed, by date and country",
    ),
    (
        "no_calendar",
        "a country of which no calendar of public holidays is known",
    ),
    (
        "expectation",
        "waiting times and the share of customers still satisfied; of a channel, or else of all",
    ),
    (
        "formula",
        "by which formula and weights the overall score is worked out",
    ),
    ("promises", "how many accounts promise a response time"),
    ("outside_source", "where an outside score is from"),
    (
        "outside_companies",
        "of how many companies an outside score is known",
    ),
];

impl Method {
    /// What is known of a wave.
    #[must_use]
    pub fn of(
        study: &Study,
        fieldwork: &Fieldwork,
        deviations: &Deviations,
        coders: &Coders,
        audit: &Audit,
    ) -> Self {
        let mut method = Self {
            facts: Vec::new(),
            agreement: fieldwork.agreement.clone(),
        };
        let mut one = |item, value: String| method.put(item, "", value);
        one("program", env!("CARGO_PKG_VERSION").to_owned());
        let some = [
            ("design_hash", fieldwork.design.clone()),
            ("plan_hash", fieldwork.plan.clone()),
            ("locked_at", fieldwork.locked_at.map(|at| at.to_string())),
        ];
        for (item, value) in some {
            if let Some(value) = value {
                one(item, value);
            }
        }
        let sectors: BTreeSet<&str> = study.panel.iter().map(|c| c.sector.as_str()).collect();
        let wordings: usize = study.questions.iter().map(|q| q.wordings.len()).sum();
        let design = &study.design;
        let hours = |seconds: i64| super::number::decimal(Some(seconds as f64 / 3600.0));
        let kind = match study.kind {
            crate::model::StudyKind::Own => "own",
            crate::model::StudyKind::Competitor => "competitor",
            crate::model::StudyKind::Regulator => "regulator",
        };
        one("kind", kind.to_owned());
        one("timezone", study.timezone.clone());
        one("sectors", sectors.len().to_string());
        one("wordings", wordings.to_string());
        one("spacing_hours", hours(design.spacing.as_secs()));
        one("daily_cap", design.daily_cap_per_company.to_string());
        one("contacts_cap", design.contacts_per_company.to_string());
        one("patience_hours", hours(design.patience.as_secs()));
        one(
            "staff_minutes",
            design.staff_minutes_per_enquiry.to_string(),
        );
        let sending = format!(
            "{}\u{2013}{}",
            design.hours_from.strftime("%H:%M"),
            design.hours_to.strftime("%H:%M")
        );
        one("sending_hours", sending);
        one("consents", study.consents.len().to_string());
        for (channel, selection) in &design.questions {
            let asked = match selection {
                Selection::All => "all".to_owned(),
                Selection::Count(count) => count.to_string(),
                Selection::Ids(ids) => ids.join(", "),
            };
            method.put("asked", channel.as_str(), asked);
        }
        for channel in design.questions.keys().map(|c| c.as_str()) {
            let counted = |counts: &BTreeMap<&str, u64>| {
                counts.get(channel).copied().unwrap_or_default().to_string()
            };
            method.put("sent_late", channel, counted(&deviations.late));
            method.put("retried", channel, counted(&deviations.retried));
        }
        for criterion in Criterion::ALL {
            for (coder, count) in coders.of(*criterion) {
                let of = format!("{criterion} {coder}");
                method.put("codes", &of, count.to_string());
            }
        }
        method.clock(study);
        method.put("formula", "", study.scoring.fingerprint());
        let panel: BTreeSet<&str> = study.panel.iter().map(|c| c.id.as_str()).collect();
        let promising = audit
            .profiles
            .iter()
            .filter(|seen| panel.contains(seen.company.as_str()) && seen.promise_kind != "none");
        method.put("promises", "", promising.count().to_string());
        for outside in &study.outside {
            method.put("outside_source", &outside.name, outside.source.clone());
            let count = outside.values.len().to_string();
            method.put("outside_companies", &outside.name, count);
        }
        // What is said in no words is no fact.
        method.facts.retain(|(.., value)| !value.is_empty());
        method
    }

    fn clock(&mut self, study: &Study) {
        if let Some(hours) = &study.clock.hours {
            self.put("business_hours", "", hours.to_string());
        }
        let own = study.panel.iter().filter(|c| c.service.hours.is_some());
        self.put("own_hours", "", own.count().to_string());
        let date = |at: Timestamp| at.to_zoned(TimeZone::UTC).date();
        let wave = &study.wave;
        let mut days: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for day in used_holidays(study, date(wave.opens), date(wave.closes())) {
            let of = format!("{} {}", day.date, day.country);
            days.entry(of.trim_end().to_owned())
                .or_default()
                .push(day.name);
        }
        for (of, names) in days {
            self.put("holiday", &of, names.join("; "));
        }
        for country in without_calendar(study) {
            self.put("no_calendar", &country, country.clone());
        }
        let expectation = &study.clock.expectation;
        self.put("expectation", "", expectation.all.to_string());
        for (channel, curve) in &expectation.by_channel {
            self.put("expectation", channel.as_str(), curve.to_string());
        }
    }

    fn put(&mut self, item: &'static str, of: &str, value: String) {
        self.facts.push((item, of.to_owned(), value));
    }

    /// A fact.
    #[must_use]
    pub fn get(&self, item: &str, of: &str) -> Option<&str> {
        let found = self
            .facts
            .iter()
            .find(|(own, its, _)| *own == item && its == of);
        found.map(|(.., value)| value.as_str())
    }

    /// Every fact of a name: of what, and what.
    pub fn all<'m>(&'m self, item: &'m str) -> impl Iterator<Item = (&'m str, &'m str)> + 'm {
        let of_item = self.facts.iter().filter(move |(own, ..)| *own == item);
        of_item.map(|(_, of, value)| (of.as_str(), value.as_str()))
    }

    /// The cell of a fact.
    #[must_use]
    pub fn source(&self, item: &str, of: &str) -> Source {
        Source::cell("method", &[("item", item), ("of", of)], "value")
    }
}

/// The columns of `method.csv`.
#[must_use]
pub fn columns() -> Vec<Column> {
    let about: Vec<String> = ITEMS
        .iter()
        .map(|(name, about)| format!("{name}: {about}."))
        .collect();
    vec![
        text("item", about.join("\n"))
            .required()
            .words(ITEMS.iter().map(|(name, _)| *name)),
        text(
            "of",
            "Of what: a channel, a criterion with a kind of coder, a date. Empty of the whole wave.",
        ),
        text("value", "The fact.").required(),
    ]
}

/// Writes `method.csv`.
pub fn table(path: &Path, method: &Method) -> Result<Sealed> {
    let mut table = Table::create(path, &columns())?;
    for (item, of, value) in &method.facts {
        table.word(item);
        table.text(of);
        table.text(value);
        table.end_row()?;
    }
    table.seal()
}

/// The columns of `metrics.csv`.
#[must_use]
pub fn metrics_columns() -> Vec<Column> {
    vec![
        text("metric", "The metric, as in estimates.csv.").required(),
        text("denominator", "What its n counts, as in estimates.csv.")
            .required()
            .words(Denominator::ALL.iter().map(|d| d.as_str())),
        text("scale", "What the number is.").required(),
        text("better", "Which way is good for a customer.")
            .required()
            .words(["higher", "lower", "neither"]),
        text("about", "What it says, and how it is computed.").required(),
        text("interval", "How the ends of its 95 % interval are had.").required(),
        text("source", "Where its definition or formula is from.").required(),
    ]
}

/// Writes `metrics.csv`.
pub fn metrics(path: &Path) -> Result<Sealed> {
    let mut table = Table::create(path, &metrics_columns())?;
    for metric in metric::all() {
        table.word(metric.name);
        table.word(metric.denominator.as_str());
        table.word(metric.scale.as_str());
        table.word(match metric.better {
            metric::Better::Higher => "higher",
            metric::Better::Lower => "lower",
            metric::Better::Neither => "neither",
        });
        table.text(metric.about);
        table.text(metric.interval());
        table.text(metric.source);
        table.end_row()?;
    }
    table.seal()
}

/// The columns of `agreement.csv`.
#[must_use]
pub fn agreement_columns() -> Vec<Column> {
    let share = |name: &str, about: &str| Column::new(name, Type::Number, about).signed();
    vec![
        text("criterion", "On what answers were coded.")
            .required()
            .words(Criterion::ALL.iter().map(|c| c.as_str())),
        text("who", "people: those who coded it, among themselves. rules, model, llm: that machine against what people \
             say.")
        .required(),
        Column::new("people", Type::Integer, "How many people coded it.").required(),
        Column::new("units", Type::Integer, "How many units at least two of those compared coded.").required(),
        share("raw", "The share of their codes that are the same."),
        share("alpha", "Krippendorff's alpha. Empty when it is not defined."),
        share("low", "Lower end of its 95 % interval, by a bootstrap over units."),
        share("high", "Upper end, likewise."),
        share("kappa", "Cohen's kappa, unweighted, of two."),
    ]
}

/// Writes `agreement.csv`.
pub fn agreement(path: &Path, rows: &[Agreed]) -> Result<Sealed> {
    let mut table = Table::create(path, &agreement_columns())?;
    for row in rows {
        table.word(row.criterion.as_str());
        table.word(row.who);
        table.whole(row.people);
        table.whole(row.units);
        for number in [row.raw, row.alpha, row.low, row.high, row.kappa] {
            table.number(number);
        }
        table.end_row()?;
    }
    table.seal()
}
