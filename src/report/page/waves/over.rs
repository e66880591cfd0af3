//! A share over all waves of the study that are known.

use super::super::{Block, Grid, Head, Material};
use crate::model::{Channel, Denominator, Estimate};
use crate::report::before::series;
use crate::report::chart::Chart;
use crate::report::chart::slope::{Slope, Slopes, slope};
use crate::report::words::{Source, Text, key};
use crate::score::compare::{Design, Topic, topics};

/// Two waves are held against each other in a better way than this.
const FEWEST: usize = 3;

/// A wave: its id and its numbers.
struct Wave<'m> {
    id: &'m str,
    estimates: &'m [Estimate],
}

fn waves<'m>(of: &Material<'m>) -> Vec<Wave<'m>> {
    let before = of.before.waves.iter().map(|past| Wave {
        id: &past.design.wave,
        estimates: &past.estimates,
    });
    let this = Wave {
        id: &of.study.wave.id,
        estimates: &of.scores.estimates,
    };
    before.chain(std::iter::once(this)).collect()
}

/// The share answered of what was delivered, in a wave on a channel.
fn answered<'m>(wave: &Wave<'m>, channel: Option<Channel>) -> Option<&'m Estimate> {
    series(wave.estimates).find(|e| {
        e.metric == "answered" && e.denominator == Denominator::Delivered && e.channel == channel
    })
}

fn cell(wave: &Wave<'_>, channel: Option<Channel>, column: &str) -> Source {
    let keys = [
        ("wave", wave.id),
        ("metric", "answered"),
        ("channel", channel.map_or("", Channel::as_str)),
        ("denominator", Denominator::Delivered.as_str()),
    ];
    Source::cell("waves", &keys, column)
}

fn wave_name(wave: &Wave<'_>) -> Text {
    Text::cell(wave.id, Source::rows("waves", &[("wave", wave.id)]))
}

/// All channels together, where there are several, then each.
fn channels(of: &Material<'_>) -> Vec<Option<Channel>> {
    let each = of.channels();
    let whole = (each.len() > 1).then_some(None);
    whole
        .into_iter()
        .chain(each.into_iter().map(Some))
        .collect()
}

/// The heading, the chart with its table, and what to beware of; nothing of fewer than three waves.
pub fn blocks(of: &Material<'_>) -> Vec<Block> {
    let Some(chart) = chart(of) else {
        return Vec::new();
    };
    let words = of.words;
    let mut blocks = vec![
        Block::Heading(words.say("waves-over-heading", [])),
        Block::Chart(Box::new(chart), table(of)),
        Block::Paragraph(words.say("waves-over-note", [])),
    ];
    let this = Design::of(of.study, &of.scores.frame, of.as_of);
    let differs: Vec<Text> = waves(of)
        .iter()
        .zip(&of.before.waves)
        .filter_map(|(wave, past)| {
            let topics = topics(&past.design, &this);
            let say = |t: &Topic| words.say(&key("waves-topic", t.as_str()), []);
            let names: Vec<Text> = topics.iter().map(say).collect();
            let args = [
                ("wave", wave_name(wave).into()),
                ("topics", words.list(&names).into()),
            ];
            (!topics.is_empty()).then(|| words.say("waves-over-differs", args))
        })
        .collect();
    if !differs.is_empty() {
        blocks.push(Block::List(differs));
    }
    blocks
}

fn table(of: &Material<'_>) -> Grid {
    let (words, waves) = (of.words, waves(of));
    let mut columns = vec![Head::words(words.say("waves-head-channel", []))];
    columns.extend(waves.iter().map(|wave| Head::number(wave_name(wave))));
    let rows = channels(of).into_iter().map(|channel| {
        let value = |wave: &Wave<'_>| {
            let Some(estimate) = answered(wave, channel) else {
                return Text::default();
            };
            let Some(share) = estimate.value else {
                return Text::default();
            };
            let args = [
                (
                    "share",
                    words.percent(share, cell(wave, channel, "value")).into(),
                ),
                (
                    "n",
                    words.whole(estimate.n, cell(wave, channel, "n")).into(),
                ),
            ];
            words.say("waves-share", args)
        };
        let mut row = vec![words.channel(channel)];
        row.extend(waves.iter().map(value));
        row
    });
    Grid {
        caption: words.say("waves-over-caption", []),
        columns,
        rows: rows.collect(),
        data: Some("waves"),
    }
}

/// The slope chart; `None` of fewer than three waves.
pub fn chart(of: &Material<'_>) -> Option<Chart> {
    let (words, waves) = (of.words, waves(of));
    if waves.len() < FEWEST {
        return None;
    }
    let shown = |share: f64| {
        let nowhere = Source::rows("waves", &[]);
        words.percent(share, nowhere).to_plain()
    };
    let mut said = vec![words.word("waves-over-said")];
    let mut lines = Vec::new();
    for channel in channels(of) {
        let value = |wave: &Wave<'_>| {
            let share = answered(wave, channel)?.value?;
            Some((share, shown(share)))
        };
        let values: Vec<Option<(f64, String)>> = waves.iter().map(value).collect();
        if values.iter().all(Option::is_none) {
            continue;
        }
        let known = waves.iter().zip(&values).filter_map(|(wave, value)| {
            let (_, share) = value.as_ref()?;
            let args = [
                ("wave", Text::plain(wave.id).into()),
                ("share", Text::plain(share).into()),
            ];
            Some(words.say("waves-over-value", args))
        });
        let known: Vec<Text> = known.collect();
        let name = words.channel(channel);
        let args = [
            ("channel", name.clone().into()),
            ("values", words.list(&known).into()),
        ];
        said.push(words.say("waves-over-row", args).to_plain());
        lines.push(Slope {
            name: name.to_plain(),
            values,
            is_whole: channel.is_none(),
        });
    }
    if lines.is_empty() {
        return None;
    }
    Some(slope(&Slopes {
        name: "over-the-waves",
        title: words.word("waves-over-title"),
        key: words.word("waves-over-caption"),
        description: said.join("\n"),
        waves: waves.iter().map(|w| w.id.to_owned()).collect(),
        ticks: [0.0, 0.25, 0.5, 0.75, 1.0].map(|t| (t, shown(t))).to_vec(),
        lines,
    }))
}
