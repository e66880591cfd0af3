//! Whether the channels of a company say the same: a square for each company and question, and the numbers.

use super::material::Material;
use super::section::{Block, Grid, Head, Section};
use crate::model::{Denominator, Estimate, Subject};
use crate::report::chart::consistency::{Company, Sector, Stack, bars, squares};
use crate::report::words::{Arg, Source, Text, key};
use crate::score::Accord;
use crate::score::consistency::Agreement;
use std::collections::{BTreeMap, BTreeSet};

/// More companies than these are shown by sector first, and their squares are folded away.
const MOST_OPEN: usize = 60;
/// So many companies a chart of squares shows.
const A_CHART: usize = 50;
/// Of more companies than these no squares are drawn.
const MOST_SQUARES: usize = 300;
/// Of more sectors than these no bars are drawn.
const MOST_BARS: usize = 60;

/// A company with what it said to each question.
struct Row {
    place: u32,
    said: BTreeMap<u32, Accord>,
}

impl Row {
    fn count(&self, accord: Accord) -> usize {
        self.said.values().filter(|a| **a == accord).count()
    }
}

/// What the channels of the companies said together.
pub fn section(of: &Material<'_>) -> Option<Section> {
    if of.agreements.iter().all(|a| a.asked.len() < 2) {
        return None;
    }
    let words = of.words;
    let rows = rows(of);
    let mut blocks: Vec<Block> = paragraphs(of).into_iter().map(Block::Paragraph).collect();
    let many = rows.len() > MOST_OPEN;
    if many {
        blocks.extend(by_sector(of));
    }
    if rows.len() > MOST_SQUARES {
        blocks.push(Block::Paragraph(words.say("consistency-too-many", [])));
    } else {
        for (number, part) in rows.chunks(A_CHART).enumerate() {
            let (name, block) = chart(of, part, number + 1);
            blocks.push(if many {
                Block::Fold(name, vec![block])
            } else {
                block
            });
        }
    }
    Some(Section {
        id: "consistency".to_owned(),
        title: title(of)?,
        blocks,
    })
}

/// A number about the whole panel or a sector.
fn estimate<'m>(of: &'m Material<'_>, metric: &str, subject: &Subject) -> Option<&'m Estimate> {
    let found = of.estimate(metric, None::<Denominator>, subject, None)?;
    (found.n > 0).then_some(found)
}

fn title(of: &Material<'_>) -> Option<Text> {
    let words = of.words;
    let share = words.value(estimate(of, "consistent_companies", &Subject::All)?)?;
    let against = count(of.agreements, Accord::Contradict);
    let args: [(&str, Arg); 4] = [
        ("share", share.into()),
        ("n_number", against.into()),
        (
            "n",
            words.whole(against, cases(&[], Accord::Contradict)).into(),
        ),
        (
            "of",
            words
                .whole(of.agreements.len() as u64, Source::rows("consistency", &[]))
                .into(),
        ),
    ];
    Some(words.say("consistency-title", args))
}

fn count(rows: &[Agreement], accord: Accord) -> u64 {
    rows.iter().filter(|row| row.accord() == accord).count() as u64
}

/// The rows of `consistency.csv` that say so, of a company or sector.
fn cases(of: &[(&str, &str)], accord: Accord) -> Source {
    let mut keys = of.to_vec();
    keys.push(("accord", accord.as_str()));
    Source::rows("consistency", &keys)
}

fn paragraphs(of: &Material<'_>) -> Vec<Text> {
    let words = of.words;
    let all = |metric| estimate(of, metric, &Subject::All);
    let mut said = Vec::new();
    if let Some(share) = all("consistent_companies").and_then(|e| words.with_n(e)) {
        said.push(words.say("consistency-companies", [("share", share.into())]));
    }
    if let Some(share) = all("consistency_coverage").and_then(|e| words.with_n(e)) {
        said.push(words.say("consistency-coverage", [("share", share.into())]));
    }
    let agree = all("consistency_agreement").and_then(|e| words.with_n(e));
    let contradict = all("consistency_contradiction").and_then(|e| words.with_interval(e));
    let open = all("consistency_undecided").and_then(|e| words.with_interval(e));
    match (agree, contradict, open) {
        (Some(agree), Some(contradict), Some(open)) => {
            let args = [
                ("agree", agree.into()),
                ("contradict", contradict.into()),
                ("open", open.into()),
            ];
            said.push(words.say("consistency-pairs", args));
        }
        _ => said.push(words.say("consistency-no-pairs", [])),
    }
    let open = count(of.agreements, Accord::Undecided);
    if open > 0 {
        let number = words.whole(open, cases(&[], Accord::Undecided));
        let args = [("n_number", open.into()), ("n", number.into())];
        said.push(words.say("consistency-open", args));
    }
    said
}

/// The companies with what they said, by sector, in it those that said the same to most questions first.
fn rows(of: &Material<'_>) -> Vec<Row> {
    let mut found: BTreeMap<u32, BTreeMap<u32, Accord>> = BTreeMap::new();
    for row in of.agreements {
        let said = found.entry(row.company).or_default();
        said.insert(row.question, row.accord());
    }
    let mut rows: Vec<Row> = found
        .into_iter()
        .filter(|(place, _)| (*place as usize) < of.study.panel.len())
        .map(|(place, said)| Row { place, said })
        .collect();
    rows.sort_by_cached_key(|row| {
        let company = &of.study.panel[row.place as usize];
        let against = row.count(Accord::Contradict);
        let same = usize::MAX - row.count(Accord::Same);
        (company.sector.clone(), same, against, company.name.clone())
    });
    rows
}

/// The chart of some companies, and what it is called.
fn chart(of: &Material<'_>, rows: &[Row], number: usize) -> (Text, Block) {
    let (words, panel) = (of.words, &of.study.panel);
    let mut sectors: Vec<Sector<'_>> = Vec::new();
    for row in rows {
        let company = &panel[row.place as usize];
        if sectors
            .last()
            .is_none_or(|last| last.name != company.sector)
        {
            // All of the sector's questions, also those that only companies of another chart were asked.
            let questions: BTreeSet<u32> = of
                .agreements
                .iter()
                .filter(|a| {
                    panel
                        .get(a.company as usize)
                        .is_some_and(|c| c.sector == company.sector)
                })
                .map(|a| a.question)
                .collect();
            sectors.push(Sector {
                name: &company.sector,
                questions: questions
                    .into_iter()
                    .filter_map(|q| Some((q, of.study.questions.get(q as usize)?.topic.as_str())))
                    .collect(),
                companies: Vec::new(),
            });
        }
        if let Some(sector) = sectors.last_mut() {
            let said = sector
                .questions
                .iter()
                .map(|(q, _)| row.said.get(q).copied());
            let company = Company {
                name: &company.name,
                said: said.collect(),
            };
            sector.companies.push(company);
        }
    }
    let ends = [rows.first(), rows.last()]
        .map(|row| row.map_or_else(Text::default, |row| of.company(row.place as usize)));
    let [first, last] = ends;
    let name = words.say(
        "consistency-chart",
        [("first", first.into()), ("last", last.into())],
    );
    let chart = squares(
        words,
        &format!("consistency-{number}"),
        &name.to_plain(),
        &sectors,
    );
    let mut grid = Grid {
        caption: words.say("consistency-table", []),
        columns: vec![
            Head::words(words.say("consistency-company", [])),
            Head::words(words.say("consistency-sector", [])),
        ],
        rows: Vec::new(),
        data: Some("consistency"),
    };
    grid.columns.extend(heads(of));
    for row in rows {
        let company = &panel[row.place as usize];
        let keys = [("company_id", company.id.as_str())];
        let mut cells = vec![of.company(row.place as usize), of.sector(&company.sector)];
        cells.extend(Accord::ALL.map(|a| words.whole(row.count(a) as u64, cases(&keys, a))));
        grid.rows.push(cells);
    }
    (name, Block::Chart(Box::new(chart), grid))
}

/// The heads of the columns of counts.
fn heads(of: &Material<'_>) -> [Head; 6] {
    Accord::ALL.map(|a| Head::number(of.words.say(&key("accord", a.as_str()), [])))
}

/// A bar for each sector, with its companies' share.
fn by_sector(of: &Material<'_>) -> Option<Block> {
    let words = of.words;
    let mut counts: BTreeMap<&str, [u64; 6]> = BTreeMap::new();
    let mut all = [0; 6];
    for row in of.agreements {
        let Some(company) = of.study.panel.get(row.company as usize) else {
            continue;
        };
        let of_sector = counts.entry(&company.sector).or_default();
        for (place, accord) in Accord::ALL.into_iter().enumerate() {
            if row.accord() == accord {
                of_sector[place] += 1;
                all[place] += 1;
            }
        }
    }
    if counts.len() > MOST_BARS {
        return None;
    }
    let mut sectors: Vec<(&str, [u64; 6])> = counts.into_iter().collect();
    let share = |counts: &[u64; 6]| counts[0] as f64 / counts.iter().sum::<u64>().max(1) as f64;
    sectors.sort_by(|a, b| share(&b.1).total_cmp(&share(&a.1)).then(a.0.cmp(b.0)));
    let everyone = words.say("consistency-all", []);
    let mut stacks = vec![Stack {
        name: everyone.to_plain(),
        counts: all,
    }];
    stacks.extend(sectors.iter().map(|(name, counts)| Stack {
        name: (*name).to_owned(),
        counts: *counts,
    }));
    let title = words.word("consistency-sectors");
    let chart = bars(words, "consistency-by-sector", &title, &stacks);
    let mut grid = Grid {
        caption: words.say("consistency-sectors-table", []),
        columns: vec![Head::words(words.say("consistency-sector", []))],
        rows: Vec::new(),
        data: Some("consistency"),
    };
    grid.columns.extend(heads(of));
    grid.columns
        .push(Head::number(words.say("consistency-share", [])));
    let mut row = |name: Text, subject: &Subject, keys: &[(&str, &str)], counts: [u64; 6]| {
        let mut cells = vec![name];
        for (accord, count) in Accord::ALL.into_iter().zip(counts) {
            cells.push(words.whole(count, cases(keys, accord)));
        }
        let share = estimate(of, "consistent_companies", subject);
        cells.push(share.and_then(|e| words.with_n(e)).unwrap_or_default());
        grid.rows.push(cells);
    };
    row(everyone, &Subject::All, &[], all);
    for (name, counts) in sectors {
        let subject = Subject::Sector(name.to_owned());
        row(of.sector(name), &subject, &[("sector", name)], counts);
    }
    Some(Block::Chart(Box::new(chart), grid))
}
