//! Every company on every channel: what share of the enquiries that got there was answered.

use super::league::score;
use super::{Block, Grid, Head, Material, Section};
use crate::model::{Channel, Denominator, Estimate, Subject};
use crate::report::chart::{Cell, Frame, Row, heatmap};
use crate::report::words::{Source, Text};
use crate::score::metric::{Metric, find_of};
use std::collections::HashMap;

/// Up to so many companies are drawn in one chart that stands open.
const FEW: usize = 60;
/// So many are drawn in a chart that is folded.
const IN_A_CHART: usize = 50;
/// More companies than this are drawn by sector only.
const MOST: usize = 300;

/// The companies by channel; `None` where nothing was planned.
pub fn section(of: &Material<'_>) -> Option<Section> {
    let channels = of.channels();
    let answered = find_of("answered", Denominator::Delivered)?;
    if channels.is_empty() || of.study.panel.is_empty() {
        return None;
    }
    let words = of.words;
    let sectors = sectors(of, answered);
    let companies = of.study.panel.len();
    let mut blocks = vec![Block::Paragraph(words.say("heatmap-about", []))];
    if companies <= FEW {
        let lines: Vec<Line> = sectors.iter().flat_map(Sector::lines).collect();
        blocks.push(drawn(of, "heatmap", &channels, &lines));
    } else {
        let lines: Vec<Line> = sectors.iter().map(|s| s.line(of, &channels)).collect();
        for (place, lines) in lines.chunks(IN_A_CHART).enumerate() {
            let name = format!("heatmap-sectors{}", numbered(place));
            blocks.push(drawn(of, &name, &channels, lines));
        }
        if companies <= MOST {
            let lines: Vec<Line> = sectors.iter().flat_map(Sector::lines).collect();
            blocks.extend(folded(of, &channels, &lines));
        } else {
            blocks.push(Block::Paragraph(words.say("heatmap-too-many", [])));
        }
    }
    Some(Section {
        id: "companies-by-channel".to_owned(),
        title: title(of, &channels, answered),
        blocks,
    })
}

fn numbered(place: usize) -> String {
    match place {
        0 => String::new(),
        _ => format!("-{}", place + 1),
    }
}

/// The channel on which the most companies answered nothing at all.
fn title(of: &Material<'_>, channels: &[Channel], answered: &Metric) -> Text {
    let words = of.words;
    let silent = |channel: Channel| {
        let places = 0..of.study.panel.len();
        let shares = places.filter_map(|p| of.scores.about(p, answered, Some(channel))?.value);
        shares.filter(|share| *share <= 0.0).count() as u64
    };
    let all = channels.iter().map(|c| (silent(*c), *c));
    // Of several alike the first.
    let worst = all.rev().max_by_key(|(silent, _)| *silent);
    let Some((many, channel)) = worst.filter(|(many, _)| *many > 0) else {
        return words.say("heatmap-nobody-silent", []);
    };
    let from = Source::rows(
        "estimates",
        &[
            ("metric", answered.name),
            ("subject_kind", "company"),
            ("channel", channel.as_str()),
            ("denominator", answered.denominator.as_str()),
            ("value", "0"),
        ],
    );
    let args = [
        ("channel", words.channel(Some(channel)).into()),
        ("n_number", many.into()),
        ("n", words.whole(many, from).into()),
    ];
    words.say("heatmap-title", args)
}

/// A row of the chart and of its table.
#[derive(Clone)]
struct Line {
    /// The sector, where it is the first of it.
    heading: Option<String>,
    name: Text,
    sector: Text,
    score: Text,
    cells: Vec<(Cell, Text)>,
}

/// A sector with its companies, both in their order.
struct Sector<'m> {
    name: &'m str,
    companies: Vec<Line>,
}

impl Sector<'_> {
    fn lines(&self) -> Vec<Line> {
        let mut lines = self.companies.clone();
        if let Some(first) = lines.first_mut() {
            first.heading = Some(self.name.to_owned());
        }
        lines
    }

    /// The sector as a whole.
    fn line(&self, of: &Material<'_>, channels: &[Channel]) -> Line {
        let subject = Subject::Sector(self.name.to_owned());
        let words = of.words;
        let cells = channels.iter().map(|channel| {
            let about = |metric, denominator| {
                of.estimate(metric, Some(denominator), &subject, Some(*channel))
            };
            let offered = about("offered", Denominator::AllCompanies);
            let is_offered = offered.and_then(|e| e.value).is_none_or(|v| v > 0.0);
            cell(of, about("answered", Denominator::Delivered), is_offered)
        });
        let score = of.estimate("overall_score", None, &subject, None);
        Line {
            heading: None,
            name: of.sector(self.name),
            sector: Text::default(),
            score: score.and_then(|e| words.value(e)).unwrap_or_default(),
            cells: cells.collect(),
        }
    }
}

/// The sectors by their mean score, else by the share answered; within each the companies by theirs.
fn sectors<'m>(of: &'m Material<'_>, answered: &Metric) -> Vec<Sector<'m>> {
    let channels = of.channels();
    let places: HashMap<usize, usize> = of
        .league
        .entries
        .iter()
        .enumerate()
        .map(|(at, e)| (e.company, at))
        .collect();
    let frame = &of.scores.frame;
    let mut sectors: Vec<(f64, Vec<(usize, f64, usize)>, &str)> = frame
        .sectors
        .iter()
        .map(|name| {
            let subject = Subject::Sector(name.clone());
            let value = |metric, denominator| {
                of.estimate(metric, denominator, &subject, None)
                    .and_then(|e| e.value)
            };
            let score = value("overall_score", None).map(|s| s / 100.0);
            let share = value("answered", Some(Denominator::Delivered));
            (score.or(share).unwrap_or(-1.0), Vec::new(), name.as_str())
        })
        .collect();
    // Of more than are drawn nothing is worked out.
    let drawn = frame.companies.iter().enumerate();
    for (company, listed) in drawn.filter(|_| frame.companies.len() <= MOST) {
        let entry = places
            .get(&company)
            .and_then(|at| of.league.entries.get(*at));
        let place = entry
            .and_then(|e| e.rank)
            .map_or(usize::MAX, |r| r.place as usize);
        let share = of
            .scores
            .about(company, answered, None)
            .and_then(|e| e.value);
        if let Some(sector) = sectors.get_mut(listed.sector as usize) {
            sector.1.push((place, share.unwrap_or(-1.0), company));
        }
    }
    sectors.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.cmp(b.2)));
    let line = |company: usize| {
        let entry = places
            .get(&company)
            .and_then(|at| of.league.entries.get(*at));
        let sector = of.study.panel.get(company).map(|c| of.sector(&c.sector));
        let cells = channels.iter().map(|channel| {
            let share = of.scores.about(company, answered, Some(*channel));
            let offered = of
                .study
                .panel
                .get(company)
                .and_then(|c| c.contact_point(*channel));
            cell(of, share.as_ref(), offered.is_some())
        });
        Line {
            heading: None,
            name: of.company(company),
            sector: sector.unwrap_or_default(),
            score: entry.and_then(|e| score(of, e)).unwrap_or_default(),
            cells: cells.collect(),
        }
    };
    let sector = |(_, mut companies, name): (f64, Vec<(usize, f64, usize)>, _)| {
        companies.sort_by(|a, b| {
            a.0.cmp(&b.0)
                .then_with(|| b.1.total_cmp(&a.1))
                .then_with(|| a.2.cmp(&b.2))
        });
        Sector {
            name,
            companies: companies.into_iter().map(|(_, _, c)| line(c)).collect(),
        }
    };
    sectors.into_iter().map(sector).collect()
}

/// What stands in a cell, drawn and in the table.
fn cell(of: &Material<'_>, share: Option<&Estimate>, offered: bool) -> (Cell, Text) {
    let words = of.words;
    if !offered {
        return (Cell::Absent, words.say("heatmap-absent", []));
    }
    match share.and_then(|e| Some((e.value?, words.value(e)?))) {
        Some((share, said)) => (Cell::Share(share, said.to_plain()), said),
        None => (Cell::Unknown, words.say("heatmap-unknown", [])),
    }
}

/// A chart with its table.
fn drawn(of: &Material<'_>, name: &str, channels: &[Channel], lines: &[Line]) -> Block {
    let words = of.words;
    let mut rows = Vec::new();
    for line in lines {
        rows.extend(line.heading.clone().map(Row::Heading));
        let cells = line.cells.iter().map(|(cell, _)| cell.clone());
        rows.push(Row::Cells(line.name.to_plain(), cells.collect()));
    }
    let by_sector = lines.iter().all(|l| l.sector.is_empty());
    let title = if by_sector {
        "heatmap-chart-sectors"
    } else {
        "heatmap-chart"
    };
    let frame = Frame {
        name: name.to_owned(),
        title: words.word(title),
        note: words.word("heatmap-chart-note"),
        columns: channels
            .iter()
            .map(|c| words.channel(Some(*c)).to_plain())
            .collect(),
        words: ["heatmap-absent", "heatmap-unknown"].map(|id| words.word(id)),
    };
    let first = if by_sector {
        "league-head-sector"
    } else {
        "league-head-company"
    };
    let mut columns = vec![Head::words(words.say(first, []))];
    if !by_sector {
        columns.push(Head::words(words.say("league-head-sector", [])));
    }
    columns.push(Head::number(words.say("league-head-score", [])));
    columns.extend(
        channels
            .iter()
            .map(|c| Head::number(words.channel(Some(*c)))),
    );
    let cells = |line: &Line| {
        let mut cells = vec![line.name.clone()];
        if !by_sector {
            cells.push(line.sector.clone());
        }
        cells.push(line.score.clone());
        cells.extend(line.cells.iter().map(|(_, said)| said.clone()));
        cells
    };
    let grid = Grid {
        caption: words.say("heatmap-caption", []),
        columns,
        rows: lines.iter().map(cells).collect(),
        data: Some("estimates"),
    };
    Block::Chart(Box::new(heatmap(&frame, &rows)), grid)
}

/// Charts of so many companies each, folded.
fn folded(of: &Material<'_>, channels: &[Channel], lines: &[Line]) -> Vec<Block> {
    let charts = lines.chunks(IN_A_CHART).enumerate().map(|(place, lines)| {
        let mut lines = lines.to_vec();
        // A sector that goes on is named again.
        if let Some(first) = lines.first_mut().filter(|l| l.heading.is_none()) {
            first.heading = Some(first.sector.to_plain());
        }
        let chart = drawn(of, &format!("heatmap{}", numbered(place)), channels, &lines);
        let ends = lines.first().zip(lines.last());
        let (first, last) = ends
            .map(|(a, b)| (a.name.clone(), b.name.clone()))
            .unwrap_or_default();
        let args = [("first", first.into()), ("last", last.into())];
        Block::Fold(of.words.say("heatmap-fold", args), vec![chart])
    });
    charts.collect()
}
