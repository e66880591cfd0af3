//! How enquiries ended, by the ladder of dispositions.

use super::{Block, Grid, Head, Material, Section};
use crate::model::{Channel, Disposition};
use crate::report::chart::ladder;
use crate::report::endings::{Ending, LADDER, endings};
use crate::report::words::Text;

/// How they ended; `None` where nothing was planned.
pub fn section(of: &Material<'_>) -> Option<Section> {
    let words = of.words;
    let endings = endings(of.scores);
    let title = title(of, &endings)?;
    let chart = ladder(of.study, &endings, words);
    Some(Section {
        id: "endings".to_owned(),
        title,
        blocks: vec![
            Block::Paragraph(words.say("ladder-about", [])),
            Block::Chart(Box::new(chart), grid(of, &endings)),
        ],
    })
}

fn on(endings: &[Ending], channel: Option<Channel>, disposition: Disposition) -> Option<&Ending> {
    endings
        .iter()
        .find(|e| e.channel == channel && e.disposition == disposition)
}

/// How many were answered, and how many met silence.
fn title(of: &Material<'_>, endings: &[Ending]) -> Option<Text> {
    let words = of.words;
    let answered = on(endings, None, Disposition::Answered)?;
    let silent = on(endings, None, Disposition::Silent)?;
    let count = |ending: &Ending| words.whole(ending.enquiries, ending.source("enquiries"));
    let planned = words.whole(answered.planned, answered.source("planned"));
    let args = [
        ("n_number", answered.planned.into()),
        ("n", planned.into()),
        ("answered_number", answered.enquiries.into()),
        ("answered", count(answered).into()),
        ("silent", count(silent).into()),
    ];
    Some(words.say("ladder-title", args))
}

/// A row a disposition, a column a channel.
fn grid(of: &Material<'_>, endings: &[Ending]) -> Grid {
    let words = of.words;
    let channels = of.channels();
    let together = (channels.len() > 1).then_some(None);
    let columns: Vec<Option<Channel>> = together
        .into_iter()
        .chain(channels.into_iter().map(Some))
        .collect();
    let cell = |disposition, channel: &Option<Channel>| {
        of.or_nothing(on(endings, *channel, disposition).map(|ending| {
            let args = [
                (
                    "count",
                    words
                        .whole(ending.enquiries, ending.source("enquiries"))
                        .into(),
                ),
                (
                    "share",
                    words.percent(ending.share(), ending.source("share")).into(),
                ),
            ];
            words.say("ladder-count", args)
        }))
    };
    let row = |disposition: &Disposition| -> Vec<Text> {
        let cells = columns.iter().map(|channel| cell(*disposition, channel));
        std::iter::once(words.disposition(*disposition).capital())
            .chain(cells)
            .collect()
    };
    let mut rows: Vec<Vec<Text>> = LADDER.iter().map(row).collect();
    let planned = columns.iter().map(|channel| {
        let ending = on(endings, *channel, Disposition::Answered);
        of.or_nothing(ending.map(|e| words.whole(e.planned, e.source("planned"))))
    });
    let label = words.say("ladder-planned", []).capital();
    rows.push(std::iter::once(label).chain(planned).collect());
    let mut heads = vec![Head::words(words.say("ladder-head", []))];
    heads.extend(
        columns
            .iter()
            .map(|channel| Head::number(words.channel(*channel))),
    );
    Grid {
        caption: words.say("ladder-caption", []),
        columns: heads,
        rows,
        data: Some("dispositions"),
    }
}
