//! How the design held: whether how it was asked was spread evenly, and whether it mattered.

use super::{Block, Grid, Head, Material, Section};
use crate::model::Channel;
use crate::report::number::as_printed;
use crate::report::words::{Arg, Source, Text, key};
use crate::score::checks::Check;
use crate::score::compare::Call;
use crate::score::metric::Scale;

/// What the tests of the design found; `None` where nothing was asked.
pub fn section(of: &Material<'_>) -> Option<Section> {
    let words = of.words;
    let rows = &of.checks.rows;
    if rows.is_empty() {
        return None;
    }
    let called = |call: Call| rows.iter().filter(move |c| c.call == call);
    let clear: Vec<Text> = called(Call::Clear)
        .map(|check| finding(of, check))
        .collect();
    let tested = clear.len() + called(Call::Noise).count();
    let count = clear.len() as u64;
    let shown = words.whole(count, Source::rows("checks", &[("call", "clear")]));
    let untested = untested(of);
    let title = match (tested, count) {
        (0, _) => words.say("checks-title-untold", []),
        (_, 0) if !untested.is_empty() => words.say("checks-title-none-of-tested", []),
        (_, 0) => words.say("checks-title-none", []),
        _ => words.say(
            "checks-title-clear",
            [("n_count", count.into()), ("count", shown.into())],
        ),
    };
    let mut blocks = Vec::new();
    if !clear.is_empty() {
        blocks.push(Block::List(clear));
    }
    if tested > 0 && !untested.is_empty() {
        let list = [("list", words.list(&untested).into())];
        blocks.push(Block::Paragraph(words.say("checks-untested", list)));
    }
    blocks.push(Block::Paragraph(noticed(of)));
    blocks.push(Block::Paragraph(words.say("checks-population", [])));
    let table = Block::Table(table(of));
    blocks.push(Block::Fold(words.say("checks-all", []), vec![table]));
    Some(Section {
        id: "checks".to_owned(),
        title,
        blocks,
    })
}

fn cell(check: &Check, column: &str) -> Source {
    let keys = [
        ("check", check.check.as_str()),
        ("factor", check.factor.as_str()),
        ("channel", check.channel.map_or("", Channel::as_str)),
    ];
    Source::cell("checks", &keys, column)
}

/// What could be tested on no channel.
fn untested(of: &Material<'_>) -> Vec<Text> {
    let kind = |c: &&Check| (c.check.as_str(), c.factor.as_str());
    let mut kinds: Vec<&Check> = of.checks.rows.iter().collect();
    kinds.sort_by_key(kind);
    let same = kinds.chunk_by(|a, b| kind(a) == kind(b));
    let silent = same.filter(|all| all.iter().all(|c| c.call == Call::Unknown));
    silent
        .map(|all| of.words.say("checks-untested-one", named(of, all[0])))
        .collect()
}

/// A test by what is looked at and what was varied.
fn named(of: &Material<'_>, check: &Check) -> [(&'static str, Arg); 2] {
    let words = of.words;
    let factor = words.say(&key("checks-factor", check.factor.as_str()), []);
    let what = words.say(&key("checks-what", check.check.as_str()), []);
    [("factor", factor.into()), ("check", what.into())]
}

/// A clear test in a sentence.
fn finding(of: &Material<'_>, check: &Check) -> Text {
    let words = of.words;
    let [factor, what] = named(of, check);
    let args = [
        factor,
        what,
        ("channel", words.channel(check.channel).into()),
        ("p", p(of, check, true).into()),
    ];
    words.say("checks-clear", args)
}

fn p(of: &Material<'_>, check: &Check, in_sentence: bool) -> Text {
    let words = of.words;
    let Some(p) = check.p_adjusted else {
        return Text::default();
    };
    if as_printed(p) < 0.001 {
        return words.say("waves-p-below", []);
    }
    let p = words.decimal(p, 3, cell(check, "p_adjusted"));
    if in_sentence {
        words.say("waves-p-is", [("p", p.into())])
    } else {
        p
    }
}

/// Whether companies noticed, and what that changes.
fn noticed(of: &Material<'_>) -> Text {
    let words = of.words;
    let Some(found) = &of.checks.sensitivity else {
        return words.say("checks-noticed-none", []);
    };
    let names: Vec<Text> = found
        .noticed
        .iter()
        .filter_map(|id| of.study.panel.iter().position(|c| c.id == *id))
        .map(|place| of.company(place))
        .collect();
    let count = found.noticed.len() as u64;
    let said = [
        ("n_count", count.into()),
        ("names", words.list(&names).into()),
    ];
    let mut said = words.say("checks-noticed", said);
    let changed = found
        .rows
        .iter()
        .filter(|row| row.scale == Scale::Share)
        .filter_map(|row| Some((row, row.all?, row.without?, row.difference()?)))
        .rev()
        .max_by(|a, b| as_printed(a.3.abs()).total_cmp(&as_printed(b.3.abs())));
    let Some((row, all, without, difference)) = changed else {
        return said;
    };
    let cell = |column| {
        let keys = [
            ("metric", row.metric.as_str()),
            ("subject_kind", "all"),
            ("channel", row.channel.map_or("", Channel::as_str)),
            ("denominator", row.denominator.as_str()),
        ];
        Source::cell("sensitivity", &keys, column)
    };
    let args = [
        (
            "metric",
            words
                .metric(&row.metric, row.denominator, cell("metric"))
                .into(),
        ),
        ("channel", words.channel(row.channel).into()),
        ("all", words.percent(all, cell("value")).into()),
        (
            "without",
            words.percent(without, cell("value_without")).into(),
        ),
        (
            "difference",
            words.points(difference, cell("difference")).into(),
        ),
    ];
    said.push(Text::plain(" "));
    said.push(words.say("checks-without", args));
    said
}

fn table(of: &Material<'_>) -> Grid {
    let words = of.words;
    let head = |id: &str| words.say(id, []);
    let row = |check: &Check| {
        vec![
            head(&key("checks-what", check.check.as_str())),
            head(&key("checks-factor", check.factor.as_str())),
            words.channel(check.channel),
            words.whole(check.n, cell(check, "n")),
            words.whole(check.companies, cell(check, "companies")),
            p(of, check, false),
            head(&key("waves", check.call.as_str())),
        ]
    };
    Grid {
        caption: head("checks-caption"),
        columns: vec![
            Head::words(head("checks-head-check")),
            Head::words(head("checks-head-factor")),
            Head::words(head("waves-head-channel")),
            Head::number(head("waves-head-n")),
            Head::number(head("waves-head-companies")),
            Head::number(head("waves-head-p")),
            Head::words(head("waves-head-call")),
        ],
        rows: of.checks.rows.iter().map(row).collect(),
        data: Some("checks"),
    }
}
