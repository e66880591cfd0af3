//! What others say of the companies, against their overall score.

use super::{Block, Grid, Head, Material, Section};
use crate::model::{Channel, OutsideScore};
use crate::report::chart;
use crate::report::number::as_printed;
use crate::report::words::{Source, Text, key};
use crate::score::outside::{Held, METRICS, Status};
use crate::score::overall::OVERALL;

/// More companies than these are not in the table under a chart.
const MOST: usize = 300;

/// Every outside score with its scatter; `None` where the study has none.
pub fn section(of: &Material<'_>) -> Option<Section> {
    let words = of.words;
    let outside = || of.study.outside.iter().enumerate();
    let overall: Vec<(&OutsideScore, &Held)> = outside()
        .filter_map(|(place, score)| Some((score, of.held.iter().find(|h| h.outside == place)?)))
        .collect();
    if overall.is_empty() {
        return None;
    }
    let mut blocks = Vec::new();
    let named = |held: &&Held| {
        let metrics = &of.study.reporting.outside_metrics;
        metrics.iter().any(|name| name == held.metric.name) && held.channel.is_none()
    };
    for (score, held) in &overall {
        blocks.push(Block::Heading(Text::cell(
            &score.name,
            cell(score, held, "outside"),
        )));
        blocks.push(Block::Paragraph(known(of, score, held)));
        let of_it = of.held.iter().filter(|h| h.outside == held.outside);
        let more = of_it
            .filter(|h| h.metric.name != held.metric.name)
            .filter(named);
        for held in std::iter::once(*held).chain(more) {
            let found = relation(of, score, held);
            let metric = metric(of, score, held).to_plain();
            let chart = chart::outside(words, score, held, &metric, &found.to_plain());
            blocks.push(Block::Paragraph(found));
            blocks.push(Block::Chart(Box::new(chart), pairs(of, score, held)));
        }
        let others = others(of, score, held.outside);
        if !others.rows.is_empty() {
            let title = words.say("outside-others", []);
            blocks.push(Block::Fold(title, vec![Block::Table(others)]));
        }
    }
    blocks.push(Block::Paragraph(words.say("outside-about", [])));
    Some(Section {
        id: "outside".to_owned(),
        title: title(of, &overall),
        blocks,
    })
}

fn is_clear(held: &Held) -> bool {
    held.status() == Status::Known && held.p_adjusted.is_some_and(|p| p < 0.05)
}

/// The count of clear relations is that of names, because no table counts them.
fn title(of: &Material<'_>, overall: &[(&OutsideScore, &Held)]) -> Text {
    let words = of.words;
    let clear: Vec<Text> = overall
        .iter()
        .filter(|(_, held)| is_clear(held))
        .map(|(score, held)| Text::cell(&score.name, cell(score, held, "outside")))
        .collect();
    let all: Vec<Text> = overall
        .iter()
        .map(|(score, held)| Text::cell(&score.name, cell(score, held, "outside")))
        .collect();
    let (id, names) = if clear.is_empty() {
        ("outside-title-none", all)
    } else {
        ("outside-title-clear", clear)
    };
    let args = [
        ("n_names", (names.len() as u64).into()),
        ("names", words.list(&names).into()),
    ];
    words.say(id, args)
}

/// A cell of the row of an outside score and a number.
fn cell(score: &OutsideScore, held: &Held, column: &str) -> Source {
    let keys = [
        ("outside", score.name.as_str()),
        ("metric", held.metric.name),
        ("channel", held.channel.map_or("", Channel::as_str)),
    ];
    Source::cell("outside", &keys, column)
}

/// What a number is called: in the reader's language where it is one of the usual ones.
fn metric(of: &Material<'_>, score: &OutsideScore, held: &Held) -> Text {
    if METRICS.contains(&held.metric.name) {
        of.words.say(&key("outside-metric", held.metric.name), [])
    } else {
        Text::cell(held.metric.name, cell(score, held, "metric"))
    }
}

fn known(of: &Material<'_>, score: &OutsideScore, held: &Held) -> Text {
    let words = of.words;
    let source = if score.source.is_empty() {
        words.say("outside-no-source", [])
    } else {
        Text::cell(
            &score.source,
            of.method.source("outside_source", &score.name),
        )
    };
    let count = score.values.len() as u64;
    let from = of.method.source("outside_companies", &score.name);
    let args = [
        (
            "name",
            Text::cell(&score.name, cell(score, held, "outside")).into(),
        ),
        ("source", source.into()),
        ("n_count", count.into()),
        ("count", words.whole(count, from).into()),
    ];
    words.say("outside-known", args)
}

/// How an outside score and a number go together.
fn relation(of: &Material<'_>, score: &OutsideScore, held: &Held) -> Text {
    let words = of.words;
    let n = words.whole(held.n(), cell(score, held, "n"));
    let (id, rho) = match (held.status(), held.found) {
        (Status::Known, Some(found)) => {
            let id = match (is_clear(held), found.rho > 0.0) {
                _ if held.metric.name != OVERALL => "outside-with",
                (true, true) => "outside-higher",
                (true, false) => "outside-lower",
                (false, _) => "outside-chance",
            };
            (id, rho(of, score, held))
        }
        (Status::TooFew, _) if held.metric.name != OVERALL => ("outside-few", Text::default()),
        (Status::TooFew, _) => ("outside-too-few", Text::default()),
        _ => ("outside-equal", Text::default()),
    };
    let args = [
        ("n_count", held.n().into()),
        ("n", n.into()),
        ("metric", metric(of, score, held).into()),
        ("rho", rho.into()),
        ("p", p(of, score, held, true).into()),
    ];
    words.say(id, args)
}

fn rho(of: &Material<'_>, score: &OutsideScore, held: &Held) -> Text {
    let words = of.words;
    let Some(found) = held.found else {
        return Text::default();
    };
    let shown = |value, column| words.decimal(value, 2, cell(score, held, column));
    match found.interval {
        None => shown(found.rho, "rho"),
        Some((low, high)) => {
            let args = [
                ("rho", shown(found.rho, "rho").into()),
                ("low", shown(low, "low").into()),
                ("high", shown(high, "high").into()),
            ];
            words.say("outside-rho", args)
        }
    }
}

fn p(of: &Material<'_>, score: &OutsideScore, held: &Held, in_sentence: bool) -> Text {
    let words = of.words;
    let Some(p) = held.p_adjusted else {
        return Text::default();
    };
    if as_printed(p) < 0.001 {
        return words.say("waves-p-below", []);
    }
    let p = words.decimal(p, 3, cell(score, held, "p_adjusted"));
    if in_sentence {
        words.say("waves-p-is", [("p", p.into())])
    } else {
        p
    }
}

/// The companies that are drawn.
fn pairs(of: &Material<'_>, score: &OutsideScore, held: &Held) -> Grid {
    let words = of.words;
    let column = format!("outside_{}", score.name);
    let is_overall = held.metric.name == OVERALL;
    let row = |(place, outside, number): &(u32, f64, f64)| {
        let place = *place as usize;
        let id = of.study.panel.get(place).map_or("", |c| c.id.as_str());
        let cell = |column: &str| Source::cell("league", &[("company_id", id)], column);
        vec![
            of.company(place),
            words.decimal(*outside, 2, cell(&column)),
            if is_overall {
                words.decimal(*number, 1, cell("score"))
            } else {
                let about = of.scores.about(place, held.metric, None);
                about.and_then(|e| words.value(&e)).unwrap_or_default()
            },
        ]
    };
    // What the chart says is found here too.
    let mut caption = words.say("outside-pairs", []);
    caption.push(Text::plain(": "));
    caption.push(Text::cell(&score.name, cell(score, held, "outside")));
    caption.push(Text::plain(". "));
    caption.push(relation(of, score, held));
    Grid {
        caption,
        columns: vec![
            Head::words(words.say("outside-head-company", [])),
            Head::number(Text::cell(&score.name, cell(score, held, "outside"))),
            Head::number(if is_overall {
                words.say("outside-head-score", [])
            } else {
                metric(of, score, held)
            }),
        ],
        rows: held.pairs.iter().take(MOST).map(row).collect(),
        data: Some("league"),
    }
}

/// The other numbers that are held against an outside score.
fn others(of: &Material<'_>, score: &OutsideScore, place: usize) -> Grid {
    let words = of.words;
    let held = of.held.iter().filter(|h| h.outside == place).skip(1);
    let name = of.held.iter().find(|h| h.outside == place);
    let name = name.map_or_else(Text::default, |h| {
        Text::cell(&score.name, cell(score, h, "outside"))
    });
    let say = |id: &str| words.say(id, []);
    Grid {
        caption: words.say("outside-others-caption", [("name", name.into())]),
        columns: vec![
            Head::words(say("outside-head-metric")),
            Head::words(say("outside-head-channel")),
            Head::number(say("outside-head-rho")),
            Head::number(say("outside-head-p")),
            Head::number(say("outside-head-n")),
        ],
        rows: held
            .map(|held| {
                vec![
                    metric(of, score, held),
                    words.channel(held.channel),
                    rho(of, score, held),
                    p(of, score, held, false),
                    words.whole(held.n(), cell(score, held, "n")),
                ]
            })
            .collect(),
        data: Some("outside"),
    }
}
