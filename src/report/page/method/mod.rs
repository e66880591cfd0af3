//! The method appendix: what a researcher must be able to state of how the wave was done.

mod coders;
mod formulas;

use super::{Block, Grid, Head, Material, Section};
use crate::model::{Channel, Disposition};
use crate::report::words::{Source, Text};

/// How the wave was done, and what the figures rest on.
#[expect(
    clippy::unnecessary_wraps,
    reason = "like every section, of which most may be missing"
)]
pub fn section(of: &Material<'_>) -> Option<Section> {
    let words = of.words;
    let mut blocks = vec![
        Block::Heading(words.say("method-design", [])),
        Block::List(design(of)),
        Block::Heading(words.say("method-exclusions", [])),
        Block::Paragraph(words.say("method-exclusions-about", [])),
        Block::Table(exclusions(of)),
        Block::Heading(words.say("method-conduct", [])),
        Block::List(conduct(of)),
        Block::Heading(words.say("method-coders", [])),
    ];
    blocks.extend(coders::blocks(of));
    blocks.extend([
        Block::Heading(words.say("method-clock", [])),
        Block::List(clock(of)),
        Block::Heading(words.say("method-limits", [])),
    ]);
    let limits = [
        "draws",
        "silence",
        "questions",
        "codes",
        "intervals",
        "noise",
    ];
    let limit = |name: &str| words.say(&format!("method-limit-{name}"), []);
    blocks.push(Block::List(limits.into_iter().map(limit).collect()));
    blocks.extend(formulas::blocks(of));
    blocks.push(Block::Heading(words.say("method-cite", [])));
    blocks.push(Block::Paragraph(cite(of)));
    Some(Section {
        id: "method".to_owned(),
        title: title(of),
        blocks,
    })
}

/// A fact of `method.csv` as words; `None` where nobody knows.
fn fact(of: &Material<'_>, item: &str, about: &str) -> Option<Text> {
    let value = of.method.get(item, about)?;
    Some(Text::cell(value, of.method.source(item, about)))
}

/// A fact that is a number; 0 where nobody knows.
fn number(of: &Material<'_>, item: &str, about: &str) -> (u64, Text) {
    let count = of
        .method
        .get(item, about)
        .and_then(|v| v.parse().ok())
        .unwrap_or(0);
    (count, of.words.whole(count, of.method.source(item, about)))
}

/// A fact that is hours.
fn hours(of: &Material<'_>, item: &str) -> Text {
    let hours = of
        .method
        .get(item, "")
        .and_then(|v| v.parse().ok())
        .unwrap_or(0.0);
    of.words.duration(hours, of.method.source(item, ""))
}

fn title(of: &Material<'_>) -> Text {
    let words = of.words;
    let companies = of.study.panel.len() as u64;
    let enquiries = of.scores.frame.units().len() as u64;
    let channels: Vec<Text> = of
        .channels()
        .into_iter()
        .map(|c| words.channel(Some(c)))
        .collect();
    if enquiries == 0 {
        return words.say("method-title-nothing", []);
    }
    let args = [
        ("n_enquiries", enquiries.into()),
        (
            "enquiries",
            words
                .whole(enquiries, Source::rows("enquiries", &[]))
                .into(),
        ),
        ("n_companies", companies.into()),
        (
            "companies",
            words
                .whole(companies, Source::rows("companies", &[]))
                .into(),
        ),
        ("channels", words.list(&channels).into()),
    ];
    words.say("method-title", args)
}

/// The design: who was asked what, by whom, when, and how that was fixed beforehand.
fn design(of: &Material<'_>) -> Vec<Text> {
    let words = of.words;
    let top = |name: &str| Source::cell("design", &[], name);
    let count = |number: usize, from: Source| words.whole(number as u64, from);
    let mut said = Vec::new();
    let both = fact(of, "design_hash", "").zip(fact(of, "plan_hash", ""));
    match (
        both,
        of.method
            .get("locked_at", "")
            .and_then(|at| at.parse().ok()),
    ) {
        (Some((design, plan)), Some(at)) => {
            let date = words.date(at, of.method.source("locked_at", ""));
            let args = [
                ("design", design.into()),
                ("plan", plan.into()),
                ("date", date.into()),
            ];
            said.push(words.say("method-locked", args));
        }
        (Some((design, plan)), None) => {
            let args = [("design", design.into()), ("plan", plan.into())];
            said.push(words.say("method-unlocked", args));
        }
        (None, _) => {}
    }
    let seed = Text::cell(&of.study.seed.to_string(), top("seed"));
    said.push(words.say("method-seed", [("seed", seed.into())]));
    let (opens, closes) = (of.study.wave.opens, of.study.wave.closes());
    let dates = [
        ("opens", words.date(opens, top("opens")).into()),
        (
            "closes",
            words.date(closes, top("opens+cut_off_seconds")).into(),
        ),
        (
            "as_of",
            words.date(of.as_of.min(closes), top("as_of")).into(),
        ),
    ];
    said.push(words.say("method-dates", dates));
    let panel = [
        (
            "companies",
            count(of.study.panel.len(), Source::rows("companies", &[])).into(),
        ),
        ("n_companies", (of.study.panel.len() as u64).into()),
        ("n_sectors", number(of, "sectors", "").0.into()),
        ("sectors", number(of, "sectors", "").1.into()),
    ];
    said.push(words.say("method-panel", panel));
    let questions = of.study.questions.len();
    let asked = [
        ("questions", count(questions, top("questions")).into()),
        ("n_questions", (questions as u64).into()),
        ("n_wordings", number(of, "wordings", "").0.into()),
        ("wordings", number(of, "wordings", "").1.into()),
    ];
    said.push(words.say("method-questions", asked));
    for (channel, selection) in of.method.all("asked") {
        let id = match selection {
            "all" => "method-asked-all",
            s if s.bytes().all(|b| b.is_ascii_digit()) => "method-asked-count",
            _ => "method-asked-ids",
        };
        let asked = if id == "method-asked-count" {
            number(of, "asked", channel).1
        } else {
            Text::cell(selection, of.method.source("asked", channel))
        };
        let args = [
            ("channel", words.channel(Channel::parse(channel)).into()),
            ("n_asked", number(of, "asked", channel).0.into()),
            ("asked", asked.into()),
        ];
        said.push(words.say(id, args));
    }
    let personas = of.study.personas.len();
    let shoppers = [
        ("n_personas", (personas as u64).into()),
        ("personas", count(personas, top("personas")).into()),
    ];
    said.push(words.say("method-personas", shoppers));
    said
}

/// What is in no denominator, and what went otherwise than planned, by channel.
fn exclusions(of: &Material<'_>) -> Grid {
    const ENDED: [(&str, Disposition); 5] = [
        ("method-not-offered", Disposition::NotOffered),
        ("method-not-sent", Disposition::NotSent),
        ("method-in-doubt", Disposition::InDoubt),
        ("method-undeliverable", Disposition::Undeliverable),
        ("method-too-late", Disposition::TooLate),
    ];
    let words = of.words;
    let units = of.scores.frame.units();
    let channels = of.channels();
    // Channels side by side: what is counted has longer names, and some languages have no room for all of them in a row.
    let mut columns = vec![Head::words(words.say("waves-head-what", []))];
    columns.extend(
        channels
            .iter()
            .map(|c| Head::number(words.channel(Some(*c)))),
    );
    let row = |id: &str, cell: &dyn Fn(Channel) -> Text| -> Vec<Text> {
        let cells = channels.iter().map(|channel| cell(*channel));
        std::iter::once(words.say(id, [])).chain(cells).collect()
    };
    let on = |channel: Channel| units.iter().filter(move |u| u.channel == channel);
    let mut rows = vec![row("method-planned", &|channel| {
        let planned = Source::rows("enquiries", &[("channel", channel.as_str())]);
        words.whole(on(channel).count() as u64, planned)
    })];
    for (id, ended) in ENDED {
        rows.push(row(id, &|channel| {
            let count = on(channel).filter(|u| u.disposition == ended).count() as u64;
            let keys = [
                ("channel", channel.as_str()),
                ("disposition", ended.as_str()),
            ];
            words.whole(count, Source::rows("enquiries", &keys))
        }));
    }
    for (id, item) in [
        ("method-sent-late", "sent_late"),
        ("method-retried", "retried"),
    ] {
        rows.push(row(id, &|channel| number(of, item, channel.as_str()).1));
    }
    Grid {
        caption: words.say("method-exclusions-caption", []),
        columns,
        rows,
        data: Some("enquiries"),
    }
}

/// How the companies were treated.
fn conduct(of: &Material<'_>) -> Vec<Text> {
    let words = of.words;
    let mut said = Vec::new();
    if let Some(kind) = of.method.get("kind", "") {
        said.push(words.say(&format!("method-kind-{kind}"), []));
    }
    let pace = [
        ("spacing", hours(of, "spacing_hours").into()),
        ("n_daily", number(of, "daily_cap", "").0.into()),
        ("daily", number(of, "daily_cap", "").1.into()),
        ("cap", number(of, "contacts_cap", "").1.into()),
        (
            "hours",
            fact(of, "sending_hours", "").unwrap_or_default().into(),
        ),
        ("patience", hours(of, "patience_hours").into()),
    ];
    said.push(words.say("method-pace", pace));
    let all = |metric: &str| of.estimate(metric, None, &crate::model::Subject::All, None);
    let whole = |metric: &str| {
        let estimate = all(metric)?;
        let from = Source::estimate(estimate, "value");
        Some(words.decimal(estimate.value?, 0, from))
    };
    let (contacts, minutes) = (whole("contacts"), whole("burden_minutes"));
    if let Some((contacts, minutes)) = contacts.zip(minutes) {
        let burden = [
            ("contacts", contacts.into()),
            ("minutes", minutes.into()),
            ("each", number(of, "staff_minutes", "").1.into()),
        ];
        said.push(words.say("method-burden", burden));
    }
    let consents = number(of, "consents", "");
    let args = [
        ("n_consents", consents.0.into()),
        ("consents", consents.1.into()),
    ];
    said.push(words.say("method-consents", args));
    said.push(words.say("method-names", []));
    said
}

/// By which hours, holidays and expectations time is counted.
fn clock(of: &Material<'_>) -> Vec<Text> {
    let words = of.words;
    let zone = fact(of, "timezone", "").unwrap_or_default();
    let mut said = vec![match of.method.get("business_hours", "") {
        Some(hours) => {
            let hours = words.week(hours, of.method.source("business_hours", ""));
            words.say(
                "method-hours",
                [("hours", hours.into()), ("zone", zone.into())],
            )
        }
        None => words.say("method-no-hours", []),
    }];
    let own = number(of, "own_hours", "");
    said.push(words.say(
        "method-own-hours",
        [("n_own", own.0.into()), ("own", own.1.into())],
    ));
    let days: Vec<Text> = of
        .method
        .all("holiday")
        .take(60)
        .map(|(day, name)| {
            let keys = [("item", "holiday"), ("of", day)];
            let args = [
                (
                    "day",
                    Text::cell(day, Source::cell("method", &keys, "of")).into(),
                ),
                (
                    "name",
                    Text::cell(name, of.method.source("holiday", day)).into(),
                ),
            ];
            words.say("method-holiday", args)
        })
        .collect();
    said.push(if days.is_empty() {
        words.say("method-no-holiday", [])
    } else {
        words.say("method-holidays", [("days", words.list(&days).into())])
    });
    let unknown: Vec<Text> = of
        .method
        .all("no_calendar")
        .map(|(country, name)| Text::cell(name, of.method.source("no_calendar", country)))
        .collect();
    if !unknown.is_empty() {
        let args = [("countries", words.list(&unknown).into())];
        said.push(words.say("method-no-calendar", args));
    }
    for (channel, curve) in of.method.all("expectation") {
        let args = [
            ("channel", words.channel(Channel::parse(channel)).into()),
            (
                "curve",
                words
                    .curve(curve, of.method.source("expectation", channel))
                    .into(),
            ),
        ];
        said.push(words.say("method-expectation", args));
    }
    said
}

/// How the report is cited.
fn cite(of: &Material<'_>) -> Text {
    let words = of.words;
    let top = |name: &str| Source::cell("design", &[], name);
    let closes = of.study.wave.closes();
    let args = [
        ("title", Text::cell(&of.study.title, top("title")).into()),
        ("wave", Text::cell(&of.study.wave.id, top("wave")).into()),
        (
            "opens",
            words.date(of.study.wave.opens, top("opens")).into(),
        ),
        (
            "closes",
            words.date(closes, top("opens+cut_off_seconds")).into(),
        ),
        (
            "seed",
            Text::cell(&of.study.seed.to_string(), top("seed")).into(),
        ),
        (
            "program",
            fact(of, "program", "").unwrap_or_default().into(),
        ),
    ];
    let mut said = words.say("method-citation", args);
    if let Some(hash) = fact(of, "design_hash", "") {
        said.push(Text::plain(" "));
        said.push(words.say("method-citation-hash", [("hash", hash.into())]));
    }
    said
}
