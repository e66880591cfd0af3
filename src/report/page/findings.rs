//! The first page: what was found, in sentences.

use super::{Block, Material, Section};
use crate::model::{Channel, Denominator, Estimate, Subject};
use crate::report::words::Text;

/// What was found, channel by channel and over all of them.
pub fn section(of: &Material<'_>) -> Option<Section> {
    let words = of.words;
    let channels = of.channels();
    let mut findings: Vec<Text> = Vec::new();
    for channel in &channels {
        findings.extend(answered(of, *channel));
        findings.extend(waited(of, *channel));
    }
    findings.extend(consistent(of));
    if findings.is_empty() {
        findings.push(words.say("nothing-to-say", []));
    }
    Some(Section {
        id: "findings".to_owned(),
        title: words.say("findings-title", []),
        blocks: vec![
            Block::Paragraph(words.say("findings-intervals", [])),
            Block::List(findings),
        ],
    })
}

/// The share answered of all companies on a channel.
fn answered(of: &Material<'_>, channel: Channel) -> Option<Text> {
    let estimate = panel(
        of,
        "answered",
        Some(Denominator::AllCompanies),
        Some(channel),
    )?;
    let words = of.words;
    let args = [
        ("channel", words.channel(Some(channel)).into()),
        ("share", words.with_n(estimate)?.into()),
    ];
    Some(words.say("finding-answered", args))
}

/// How long an answer took on a channel.
fn waited(of: &Material<'_>, channel: Channel) -> Option<Text> {
    let estimate = panel(of, "median_hours_to_answer", None, Some(channel))?;
    let words = of.words;
    if estimate.n == 0 {
        return None;
    }
    let channel = words.channel(Some(channel)).into();
    Some(match words.with_n(estimate) {
        Some(median) => words.say(
            "finding-median",
            [("channel", channel), ("median", median.into())],
        ),
        None => {
            let n = words.n(estimate).into();
            words.say("finding-no-median", [("channel", channel), ("n", n)])
        }
    })
}

/// The study's own headline: the companies that say the same on every channel.
fn consistent(of: &Material<'_>) -> Option<Text> {
    let estimate = panel(of, "consistent_companies", None, None)?;
    let share = of.words.with_n(estimate)?.into();
    Some(of.words.say("finding-consistent", [("share", share)]))
}

/// A number about the whole panel.
fn panel<'m>(
    of: &'m Material<'_>,
    metric: &str,
    denominator: Option<Denominator>,
    channel: Option<Channel>,
) -> Option<&'m Estimate> {
    of.estimate(metric, denominator, &Subject::All, channel)
}
