//! How many still wait, and how many customers would still be satisfied.

use super::{Block, Grid, Head, Material, Section};
use crate::report::chart::still_waiting;
use crate::report::curves::{MARKS, Stand, Standing, TIMES, standings};
use crate::report::words::Text;
use crate::score::Awaited;

/// After how long the title says who still waits, hours.
const DAY: f64 = 24.0;

/// The curves; `None` where nothing was asked.
pub fn section(of: &Material<'_>) -> Option<Section> {
    if of.channels().is_empty() {
        return None;
    }
    let words = of.words;
    let standings = standings(of.study, of.scores);
    let chart = still_waiting(of.study, of.scores, &standings, words);
    Some(Section {
        id: "waiting".to_owned(),
        title: title(of, &standings),
        blocks: vec![
            Block::Paragraph(words.say("waiting-about", [])),
            Block::Chart(Box::new(chart), grid(of, &standings)),
        ],
    })
}

/// Who still waits after a day.
fn title(of: &Material<'_>, standings: &[Standing]) -> Text {
    let words = of.words;
    let answers = standings.iter().filter(|s| s.awaited == Awaited::Answer);
    let waits = answers.filter_map(|standing| {
        let stand = standing.at(DAY)?;
        let args = [
            ("channel", words.channel(Some(standing.channel)).into()),
            ("share", waiting(of, standing, stand).into()),
        ];
        Some(words.say("waiting-channel", args))
    });
    let channels = words.list(&waits.collect::<Vec<_>>());
    if channels.is_empty() {
        return words.say("waiting-title-none", []);
    }
    words.say("waiting-title", [("channels", channels.into())])
}

fn waiting(of: &Material<'_>, standing: &Standing, stand: &Stand) -> Text {
    of.words
        .percent(stand.waiting, standing.source(stand, "waiting"))
}

/// The same with its interval.
fn with_interval(of: &Material<'_>, standing: &Standing, stand: &Stand) -> Text {
    let words = of.words;
    let share = waiting(of, standing, stand);
    let Some((low, high)) = stand.interval else {
        return share;
    };
    let args = [
        (
            "low",
            words.percents(low, standing.source(stand, "low")).into(),
        ),
        (
            "high",
            words.percents(high, standing.source(stand, "high")).into(),
        ),
    ];
    let interval = words.say("interval", args);
    let args = [("value", share.into()), ("interval", interval.into())];
    words.say("value-with-interval", args)
}

/// The curves at the marks, and where they end.
fn grid(of: &Material<'_>, standings: &[Standing]) -> Grid {
    let words = of.words;
    let mut rows = Vec::new();
    for standing in standings.iter().filter(|s| s.awaited == Awaited::Answer) {
        let first = standings
            .iter()
            .find(|s| s.channel == standing.channel && s.awaited == Awaited::FirstReply);
        let mut row = |time: Text, stand: &Stand, word: Option<Text>| {
            let satisfied = stand
                .satisfied
                .map(|share| words.percent(share, standing.source(stand, "satisfied")));
            rows.push(vec![
                words.channel(Some(standing.channel)).capital(),
                time,
                with_interval(of, standing, stand),
                of.or_nothing(word),
                words.whole(stand.at_risk, standing.source(stand, "at_risk")),
                of.or_nothing(satisfied),
            ]);
        };
        let word = |stand: fn(&Standing, f64) -> Option<&Stand>, hours| {
            let first = first?;
            Some(with_interval(of, first, stand(first, hours)?))
        };
        for (hours, time) in TIMES.into_iter().filter(|t| MARKS.contains(&t.0)) {
            if let Some(stand) = standing.at(hours) {
                row(words.say(time, []), stand, word(Standing::at, hours));
            }
        }
        if let Some(end) = standing.end() {
            let hours = words.duration(end.hours, standing.source(end, "hours"));
            let time = words.say("waiting-end", [("hours", hours.into())]);
            row(time, end, word(|first, _| first.end(), end.hours));
        }
    }
    Grid {
        caption: words.say("waiting-caption", []),
        columns: vec![
            Head::words(words.say("head-channel", [])),
            Head::words(words.say("waiting-head-time", [])),
            Head::number(words.say("waiting-head-waiting", [])),
            Head::number(words.say("waiting-head-word", [])),
            Head::number(words.say("waiting-head-watched", [])),
            Head::number(words.say("waiting-head-satisfied", [])),
        ],
        rows,
        data: Some("curves"),
    }
}
