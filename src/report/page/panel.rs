//! The panel channel by channel, as the study's posters showed it, and sector by sector.

use super::{Block, Card, Grid, Head, Material, Section};
use crate::model::{Channel, Denominator, Estimate, Subject};
use crate::report::chart::{answer_rate, rated};
use crate::report::words::Text;
use std::collections::BTreeMap;

/// So many sectors stand open.
const OPEN_ROWS: usize = 40;

/// What the table says of each sector beside the shares answered.
const WORTH: [(&str, &str, Denominator); 2] = [
    (
        "head-expectation",
        "expectation_met",
        Denominator::Delivered,
    ),
    ("head-correct", "correct", Denominator::Coded),
];

/// What an estimate is found by.
type Key<'k> = (&'k Subject, Option<Channel>, &'k str, Denominator);

/// The channels; `None` where nothing was asked.
pub fn section(of: &Material<'_>) -> Option<Section> {
    let channels = of.channels();
    if channels.is_empty() {
        return None;
    }
    let cards = channels.iter().map(|channel| card(of, *channel));
    let mut blocks = vec![Block::Cards(cards.collect())];
    let chart = answer_rate(of.study, of.scores, of.words);
    blocks.push(Block::Chart(Box::new(chart), rates(of)));
    blocks.extend(sectors(of));
    Some(Section {
        id: "channels".to_owned(),
        title: title(of),
        blocks,
    })
}

/// A number about the panel on a channel.
fn panel<'m>(
    of: &'m Material<'_>,
    metric: &str,
    denominator: Denominator,
    channel: Channel,
) -> Option<&'m Estimate> {
    of.estimate(metric, Some(denominator), &Subject::All, Some(channel))
}

/// A number with its interval and n, in a narrow place.
fn with_n(of: &Material<'_>, estimate: &Estimate) -> Option<Text> {
    let args = [
        ("value", of.words.with_interval(estimate)?.into()),
        ("n", of.words.n(estimate).into()),
    ];
    Some(of.words.say("cell-with-n", args))
}

/// The channels at both ends.
fn title(of: &Material<'_>) -> Text {
    let words = of.words;
    let mut shares: Vec<(Channel, f64, Text)> = of
        .channels()
        .into_iter()
        .filter_map(|channel| {
            let estimate = panel(of, "answered", Denominator::AllCompanies, channel)?;
            Some((channel, estimate.value?, words.value(estimate)?))
        })
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    let name = |channel: Channel| words.channel(Some(channel));
    let said = match &shares[..] {
        [] => words.say("panel-title-none", []),
        [(channel, _, share)] => {
            let args = [
                ("channel", name(*channel).into()),
                ("share", share.clone().into()),
            ];
            words.say("panel-title-one", args)
        }
        [(_, best, share), .., (_, worst, _)] if best.total_cmp(worst).is_eq() => {
            words.say("panel-title-alike", [("share", share.clone().into())])
        }
        [best, .., worst] => {
            let args = [
                ("best", name(best.0).into()),
                ("best_share", best.2.clone().into()),
                ("worst", name(worst.0).into()),
                ("worst_share", worst.2.clone().into()),
            ];
            words.say("panel-title", args)
        }
    };
    said.capital()
}

/// A channel in a few numbers.
fn card(of: &Material<'_>, channel: Channel) -> Card {
    let words = of.words;
    let get = |metric, denominator| panel(of, metric, denominator, channel);
    let mut notes = Vec::new();
    let mut note = |id: &str, name: &str, text: Option<Text>| {
        notes.extend(text.map(|text| words.say(id, [(name, text.into())])));
    };
    let answered = get("answered", Denominator::AllCompanies);
    let said = answered.and_then(|e| words.value(e));
    let delivered = get("answered", Denominator::Delivered);
    let share = |e: Option<&Estimate>| e.and_then(|e| with_n(of, e));
    note("card-delivered", "share", share(delivered));
    note(
        "card-offered",
        "share",
        share(get("offered", Denominator::AllCompanies)),
    );
    let median = get("median_hours_to_answer", Denominator::Delivered).filter(|e| e.n > 0);
    note("card-median", "median", share(median));
    let met = get("expectation_met", Denominator::Delivered);
    note("card-expectation", "share", share(met));
    note(
        "card-correct",
        "share",
        share(get("correct", Denominator::Coded)),
    );
    if median.is_some_and(|e| e.value.is_none()) {
        notes.push(words.say("card-no-median", []));
    }
    notes.extend(delivered.and_then(|e| of.change(e)));
    if let Some(estimate) = answered.filter(|_| said.is_some()) {
        let interval = words.interval(estimate).unwrap_or_default();
        let args = [
            ("interval", interval.into()),
            ("n", words.n(estimate).into()),
        ];
        notes.insert(0, words.say("panel-share", []));
        notes.insert(1, words.say("card-interval", args));
    }
    Card {
        label: words.channel(Some(channel)).capital(),
        value: of.or_nothing(said),
        notes,
    }
}

/// What is drawn of the shares answered, as a table.
fn rates(of: &Material<'_>) -> Grid {
    let words = of.words;
    let mut rows = Vec::new();
    for channel in of.channels() {
        let (all, sectors) = rated(of.scores, channel);
        for estimate in all.into_iter().chain(sectors) {
            rows.push(vec![
                words.channel(Some(channel)).capital(),
                subject(of, &estimate.subject),
                of.or_nothing(with_n(of, estimate)),
            ]);
        }
    }
    Grid {
        caption: words.say("rates-caption", []),
        columns: vec![
            Head::words(words.say("head-channel", [])),
            Head::words(words.say("head-sector", [])),
            Head::number(words.say("head-answered", [])),
        ],
        rows,
        data: Some("estimates"),
    }
}

fn subject(of: &Material<'_>, subject: &Subject) -> Text {
    match subject {
        Subject::All => of.words.say("all-sectors", []),
        subject => of.sector(subject.name()),
    }
}

/// The panel, and the sectors below it, best first.
fn sectors(of: &Material<'_>) -> Vec<Block> {
    let words = of.words;
    let channels = of.channels();
    // Over one channel all of them together say nothing else.
    let together = (channels.len() > 1).then_some(None);
    let columns: Vec<Option<Channel>> = together
        .into_iter()
        .chain(channels.into_iter().map(Some))
        .collect();
    let names = of.scores.frame.sectors.iter();
    let mut sectors: Vec<Subject> = names.map(|name| Subject::Sector(name.clone())).collect();
    let found: BTreeMap<Key<'_>, &Estimate> = of
        .scores
        .estimates
        .iter()
        .filter(|e| e.metric == "answered" || WORTH.iter().any(|w| w.1 == e.metric))
        .map(|e| ((&e.subject, e.channel, &*e.metric, e.denominator), e))
        .collect();
    let share = |key: &Key<'_>| of.or_nothing(found.get(key).and_then(|e| with_n(of, e)));
    let row = |subject: &Subject| -> Vec<Text> {
        let answered = columns
            .iter()
            .map(|channel| share(&(subject, *channel, "answered", Denominator::AllCompanies)));
        let worth = WORTH
            .iter()
            .map(|(_, metric, of)| share(&(subject, None, metric, *of)));
        std::iter::once(self::subject(of, subject))
            .chain(answered)
            .chain(worth)
            .collect()
    };
    let value = |subject: &Subject| {
        let key = (subject, None, "answered", Denominator::AllCompanies);
        found.get(&key).and_then(|e| e.value).unwrap_or(-1.0)
    };
    sectors.sort_by(|a, b| value(b).total_cmp(&value(a)).then_with(|| a.cmp(b)));
    let grid = |rows: Vec<Vec<Text>>| {
        let mut heads = vec![Head::words(words.say("head-sector", []))];
        heads.extend(columns.iter().map(|c| Head::number(words.channel(*c))));
        heads.extend(WORTH.iter().map(|(id, ..)| Head::number(words.say(id, []))));
        Grid {
            caption: words.say("panel-caption", []),
            columns: heads,
            rows,
            data: Some("estimates"),
        }
    };
    let mut rows: Vec<Vec<Text>> = std::iter::once(&Subject::All)
        .chain(&sectors)
        .map(row)
        .collect();
    let more = rows.split_off(rows.len().min(OPEN_ROWS + 1));
    let mut blocks = vec![
        Block::Heading(words.say("panel-sectors", [])),
        Block::Table(grid(rows)),
    ];
    if !more.is_empty() {
        let title = words.say("panel-other-sectors", []);
        blocks.push(Block::Fold(title, vec![Block::Table(grid(more))]));
    }
    blocks
}
