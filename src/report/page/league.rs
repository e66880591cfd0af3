//! Who came first, and how far chance may have moved the places.

use super::{Block, Grid, Head, Material, Section};
use crate::model::{Company, Subject};
use crate::report::chart::{Dot, Plot, dots};
use crate::report::words::{Source, Text};
use crate::score::league::{Entry, Half, Ranked};
use crate::score::overall::NoScore;

/// More companies than this are not all drawn: the first half and the last half of so many are.
const MOST_DRAWN: usize = 60;
/// So many rows of the table stand open.
const OPEN_ROWS: usize = 50;
/// A table on the page has no more rows than this.
const MOST_ROWS: usize = 1_000;
/// So many companies that lead together are named.
const MOST_LEADERS: usize = 3;

/// The league; `None` without companies.
pub fn section(of: &Material<'_>) -> Option<Section> {
    if of.league.entries.is_empty() {
        return None;
    }
    let words = of.words;
    let mut blocks = vec![Block::Paragraph(words.say("league-about", []))];
    let said = said(of);
    if !said.is_empty() {
        blocks.push(Block::List(said));
    }
    let rows = rows(of);
    let drawn = drawn(&rows);
    if !drawn.is_empty() {
        let grid = grid(of, drawn.iter().map(|at| rows[*at].cells()).collect());
        blocks.push(Block::Chart(Box::new(chart(of, &rows, &drawn)), grid));
    }
    // The drawn rows stand under the chart already.
    if of.league.entries.len() > drawn.len() {
        blocks.extend(tables(of, &rows));
    }
    Some(Section {
        id: "league".to_owned(),
        title: title(of),
        blocks,
    })
}

/// Who leads, and how many companies stand surely in a half of the league.
pub(super) fn title(of: &Material<'_>) -> Text {
    let words = of.words;
    let entries = &of.league.entries;
    let first: Vec<&Entry> = entries
        .iter()
        .filter(|e| e.rank.is_some_and(|r| r.place == 1))
        .collect();
    let Some(leader) = first.first() else {
        return words.say("league-nobody", []);
    };
    let n = || scored(of);
    let many = of.league.scored;
    let score = || score(of, leader).unwrap_or_default();
    if many == 1 {
        let args = [
            ("company", of.company(leader.company).into()),
            ("score", score().into()),
        ];
        return words.say("league-one", args);
    }
    if first.len() as u64 == many {
        let args = [("n", n().into()), ("score", score().into())];
        return words.say("league-alike", args);
    }
    let names: Vec<Text> = first.iter().map(|e| of.company(e.company)).collect();
    let leads = if let [name] = names.as_slice() {
        let args = [("company", name.clone().into()), ("score", score().into())];
        words.say("league-leads", args)
    } else if names.len() <= MOST_LEADERS {
        let args = [
            ("companies", words.list(&names).into()),
            ("score", score().into()),
        ];
        words.say("league-lead", args)
    } else {
        let all = Source::rows("league", &[("rank", "1")]);
        let args = [
            ("n", words.whole(names.len() as u64, all).into()),
            ("score", score().into()),
        ];
        words.say("league-share-first", args)
    };
    let sure = |half| {
        let in_it = |e: &&Entry| of.league.half(e) == Some(half);
        let count = entries.iter().filter(in_it).count() as u64;
        let from = Source::rows("league", &[("half", Half::as_str(half))]);
        (count, words.whole(count, from))
    };
    let (upper, lower) = (sure(Half::Upper), sure(Half::Lower));
    let known = entries
        .iter()
        .any(|e| e.rank.is_some_and(|r| r.interval.is_some()));
    let apart = if !known {
        words.say("league-apart-unknown", [])
    } else if upper.0 + lower.0 == 0 {
        words.say("league-apart-none", [("n", n().into())])
    } else {
        let args = [
            ("n_upper", upper.0.into()),
            ("upper", upper.1.into()),
            ("n_lower", lower.0.into()),
            ("lower", lower.1.into()),
            ("n", n().into()),
        ];
        words.say("league-apart", args)
    };
    words.say(
        "league-title",
        [("leads", leads.into()), ("apart", apart.into())],
    )
}

/// The number of companies with a score.
fn scored(of: &Material<'_>) -> Text {
    let from = Source::rows("league", &[("no_score", "")]);
    of.words.whole(of.league.scored, from)
}

/// The mean, who has no score and why, and how places are to be read.
fn said(of: &Material<'_>) -> Vec<Text> {
    let words = of.words;
    let mut said = Vec::new();
    let mean = of.estimate("overall_score", None, &Subject::All, None);
    if let Some(mean) = mean
        .and_then(|m| words.with_n(m))
        .filter(|_| of.league.scored > 1)
    {
        said.push(words.say("league-mean", [("mean", mean.into())]));
    }
    for why in [NoScore::NothingAsked, NoScore::TooLittleKnown] {
        let so = |e: &&Entry| e.overall.score == Err(why);
        let many = of.league.entries.iter().filter(so).count() as u64;
        if many > 0 {
            let from = Source::rows("league", &[("no_score", why.as_str())]);
            let args = [
                ("n_number", many.into()),
                ("n", words.whole(many, from).into()),
            ];
            let id = match why {
                NoScore::NothingAsked => "league-nothing-asked",
                NoScore::TooLittleKnown => "league-too-little-known",
            };
            said.push(words.say(id, args));
        }
    }
    if of
        .league
        .entries
        .iter()
        .any(|e| e.rank.is_some_and(|r| r.interval.is_some()))
    {
        said.push(words.say("league-places", []));
    }
    said
}

/// A company of the league as it is printed.
struct Row {
    company: Text,
    sector: Text,
    score: Text,
    interval: Text,
    place: Text,
    places: Text,
    sector_place: Text,
    drawn: Option<(f64, Option<(f64, f64)>)>,
}

impl Row {
    fn cells(&self) -> Vec<Text> {
        let Self {
            company,
            sector,
            score,
            interval,
            place,
            places,
            sector_place,
            ..
        } = self;
        let cells = [
            place,
            company,
            sector,
            score,
            interval,
            places,
            sector_place,
        ];
        // The company names the row.
        let mut cells: Vec<Text> = cells.into_iter().cloned().collect();
        cells.swap(0, 1);
        cells
    }
}

/// A cell of a company in `league.csv`.
fn cell(company: &Company, column: &str) -> Source {
    Source::cell("league", &[("company_id", &company.id)], column)
}

/// A company's score.
pub fn score(of: &Material<'_>, entry: &Entry) -> Option<Text> {
    let company = of.study.panel.get(entry.company)?;
    let score = entry.overall.score.ok()?;
    Some(of.words.decimal(score, 1, cell(company, "score")))
}

/// The interval of a company's score.
pub fn interval(of: &Material<'_>, entry: &Entry) -> Option<Text> {
    let company = of.study.panel.get(entry.company)?;
    let (low, high) = entry.interval?;
    let words = of.words;
    let args = [
        ("low", words.decimal(low, 1, cell(company, "low")).into()),
        ("high", words.decimal(high, 1, cell(company, "high")).into()),
    ];
    Some(words.say("league-interval", args))
}

/// A place, in the league or in its sector: `joint 3rd`.
pub fn place(of: &Material<'_>, company: &Company, rank: Ranked, column: &str) -> Text {
    let place = of.words.ordinal(rank.place, cell(company, column));
    if rank.joint {
        of.words.say("league-joint", [("place", place.into())])
    } else {
        place
    }
}

/// The places of an interval: `3rd to 9th`.
pub fn places(of: &Material<'_>, company: &Company, rank: Ranked, column: &str) -> Option<Text> {
    let (low, high) = rank.interval?;
    let end = |place, end| {
        of.words
            .ordinal(place, cell(company, &format!("{column}_{end}")))
    };
    if low == high {
        return Some(end(low, "low"));
    }
    let args = [
        ("low", end(low, "low").into()),
        ("high", end(high, "high").into()),
    ];
    Some(of.words.say("league-range", args))
}

/// The companies as far as they are shown: the first, and the last that are drawn.
fn rows(of: &Material<'_>) -> Vec<Row> {
    let row = |entry: &Entry| {
        let company = of.study.panel.get(entry.company)?;
        let rank = |rank: Option<Ranked>, column| {
            rank.map(|r| place(of, company, r, column))
                .unwrap_or_default()
        };
        let places = entry.rank.and_then(|r| places(of, company, r, "rank"));
        Some(Row {
            company: of.company(entry.company),
            sector: of.sector(&company.sector),
            score: score(of, entry).unwrap_or_default(),
            interval: interval(of, entry).unwrap_or_default(),
            place: rank(entry.rank, "rank"),
            places: places.unwrap_or_default(),
            sector_place: rank(entry.sector_rank, "sector_rank"),
            drawn: entry.overall.score.ok().map(|s| (s, entry.interval)),
        })
    };
    let entries = &of.league.entries;
    let scored = entries.iter().filter(|e| e.rank.is_some()).count();
    let last = scored.saturating_sub(MOST_DRAWN / 2)..scored;
    let kept = |at: usize| at < MOST_ROWS || last.contains(&at);
    let shown = entries.iter().enumerate().filter(|(at, _)| kept(*at));
    shown.filter_map(|(_, entry)| row(entry)).collect()
}

/// Which rows are drawn: of those with a score the first and the last.
fn drawn(rows: &[Row]) -> Vec<usize> {
    let scored = rows.iter().enumerate().filter(|(_, r)| r.drawn.is_some());
    let mut drawn: Vec<usize> = scored.map(|(at, _)| at).collect();
    if drawn.len() > MOST_DRAWN {
        drawn.drain(MOST_DRAWN / 2..drawn.len() - MOST_DRAWN / 2);
    }
    drawn
}

fn chart(of: &Material<'_>, rows: &[Row], drawn: &[usize]) -> crate::report::chart::Chart {
    let words = of.words;
    let dot = |row: &Row| {
        let (value, interval) = row.drawn?;
        let figures = if row.interval.is_empty() {
            row.score.to_plain()
        } else {
            let args = [
                ("score", row.score.clone().into()),
                ("interval", row.interval.clone().into()),
            ];
            words.say("league-score-interval", args).to_plain()
        };
        let aside = if row.places.is_empty() {
            &row.place
        } else {
            &row.places
        };
        Some(Dot {
            name: row.company.to_plain(),
            value,
            interval,
            figures,
            aside: aside.to_plain(),
        })
    };
    let all: Vec<Dot> = drawn.iter().filter_map(|at| dot(&rows[*at])).collect();
    let left_out = of.league.scored > drawn.len() as u64;
    let plot = Plot {
        name: "league".to_owned(),
        title: words.word("league-chart"),
        note: words.word("league-chart-note"),
        heads: [
            words.word("league-head-score"),
            words.word("league-head-places"),
        ],
        scale: (0.0, 100.0),
        ticks: [0.0_f64, 20.0, 40.0, 60.0, 80.0, 100.0]
            .map(|at| (at, format!("{at}")))
            .to_vec(),
        reference: None,
        gap: left_out.then(|| (MOST_DRAWN / 2, words.word("league-left-out"))),
    };
    dots(&plot, &all)
}

fn grid(of: &Material<'_>, rows: Vec<Vec<Text>>) -> Grid {
    let head = |id: &str| of.words.say(id, []);
    Grid {
        caption: head("league-caption"),
        columns: vec![
            Head::words(head("league-head-company")),
            Head::words(head("league-head-place")),
            Head::words(head("league-head-sector")),
            Head::number(head("league-head-score")),
            Head::words(head("league-head-interval")),
            Head::words(head("league-head-places")),
            Head::words(head("league-head-sector-place")),
        ],
        rows,
        data: Some("league"),
    }
}

/// Every company, as far as a page can hold them; what comes after the first is folded.
fn tables(of: &Material<'_>, rows: &[Row]) -> Vec<Block> {
    let shown = rows.len().min(MOST_ROWS);
    let (open, folded) = rows[..shown].split_at(shown.min(OPEN_ROWS));
    let table = |rows: &[Row]| Block::Table(grid(of, rows.iter().map(Row::cells).collect()));
    let mut blocks = vec![table(open)];
    if !folded.is_empty() {
        let title = of.words.say("league-others", []);
        blocks.push(Block::Fold(title, vec![table(folded)]));
    }
    if of.league.entries.len() > shown {
        blocks.push(Block::Paragraph(of.words.say("league-more-in-table", [])));
    }
    blocks
}
