//! Wave against wave: what changed since an earlier wave, and whether that is more than chance may make.

mod drawn;
mod over;
mod said;

#[cfg(test)]
mod tests;

use super::{Block, Material, Page, Section, html};
use crate::error::Result;
use crate::report::before::{Last, Note, comparison_notes, notes};
use crate::report::words::{Source, Text, Words};
use crate::score::compare::{Call, Comparison};

/// What changed since the wave before.
pub fn section(of: &Material<'_>) -> Option<Section> {
    let words = of.words;
    let all = notes(of.before);
    let of_kind = |kind: &str| noted(&all, kind);
    let (title, mut blocks) = match &of.before.last {
        Last::Nothing if of_kind("unread").is_empty() => return None,
        Last::Nothing | Last::Unread(_) => (words.say("waves-title-unread", []), Vec::new()),
        Last::Apart(..) => {
            let base = of_kind("base").into_iter().map(|n| n.1).next();
            let title = [("base", base.unwrap_or_default().into())];
            let refused = of_kind("refused").into_iter().map(|(topic, why)| {
                let topic = words.say(&format!("waves-topic-{topic}"), []);
                let args = [("topic", topic.into()), ("why", why.into())];
                words.say("waves-in-english", args)
            });
            let blocks = vec![
                Block::Paragraph(words.say("waves-apart", [])),
                Block::List(refused.collect()),
            ];
            (words.say("waves-title-apart", title), blocks)
        }
        Last::Compared(comparison) => (
            said::title(comparison, words),
            compared(comparison, words, Some("comparison")),
        ),
    };
    let unread = of_kind("unread");
    if !unread.is_empty() {
        let say = |(_, why): (&str, Text)| words.say("waves-unread", [("why", why.into())]);
        blocks.push(Block::List(unread.into_iter().map(say).collect()));
    }
    blocks.extend(over::blocks(of));
    Some(Section {
        id: "waves".to_owned(),
        title,
        blocks,
    })
}

/// Two waves held against each other, as one HTML file.
///
/// # Errors
/// When a template has a mistake.
pub fn comparison(comparison: &Comparison, words: &Words) -> Result<String> {
    let section = Section {
        id: "waves".to_owned(),
        title: said::title(comparison, words),
        blocks: compared(comparison, words, None),
    };
    let [base, head] = ["base", "head"].map(|side| name(comparison, side));
    let title = [("base", base.into()), ("head", head.into())];
    let page = Page {
        title: words.say("waves-page-title", title),
        lead: Vec::new(),
        sections: &[section],
    };
    html(&page, words)
}

/// The blocks about a comparison; `data` is the table to which they link.
fn compared(comparison: &Comparison, words: &Words, data: Option<&'static str>) -> Vec<Block> {
    let all = comparison_notes(comparison);
    let [base, head] = ["base", "head"].map(|side| name(comparison, side));
    let companies = words.whole(comparison.pairs, note_source("companies", 1));
    let intro = [
        ("base", base.into()),
        ("head", head.into()),
        ("n_companies", comparison.pairs.into()),
        ("companies", companies.into()),
    ];
    let mut blocks = vec![Block::Paragraph(words.say("waves-intro", intro))];
    let list = |kind: &str| -> Vec<Text> {
        let noted = noted(&all, kind);
        noted.into_iter().map(|(_, text)| text).collect()
    };
    let alike = list("allowed");
    if !alike.is_empty() {
        blocks.push(Block::Paragraph(words.say("waves-alike", [])));
        blocks.push(Block::List(alike));
    }
    let clear = comparison.changes.iter().filter(|c| c.call == Call::Clear);
    let clear: Vec<Text> = clear.map(|c| said::clear(c, words)).collect();
    if !clear.is_empty() {
        blocks.push(Block::List(clear));
    }
    let unknown = comparison
        .changes
        .iter()
        .filter(|c| c.call == Call::Unknown);
    let unknown = unknown.count() as u64;
    if unknown > 0 {
        let count = words.whole(unknown, Source::rows("comparison", &[("call", "unknown")]));
        let args = [("n_count", unknown.into()), ("count", count.into())];
        blocks.push(Block::Paragraph(words.say("waves-untold", args)));
    }
    if comparison.changes.is_empty() {
        return blocks;
    }
    let table = said::table(comparison, words, data);
    match drawn::chart(comparison, words) {
        Some(chart) => blocks.push(Block::Chart(Box::new(chart), table)),
        None => blocks.push(Block::Table(table)),
    }
    blocks.push(Block::Paragraph(words.say("waves-meaning", [])));
    let paired = list("paired");
    if !paired.is_empty() {
        let title = words.say("waves-pairs", []);
        blocks.push(Block::Fold(title, vec![Block::List(paired)]));
    }
    blocks
}

/// How a wave of a comparison is named; `side` is base or head.
fn name(comparison: &Comparison, side: &str) -> Text {
    let name = match side {
        "base" => &comparison.base,
        _ => &comparison.head,
    };
    Text::cell(name, note_source(side, 1))
}

fn note_source(kind: &str, number: usize) -> Source {
    let keys = [("kind", kind), ("number", &number.to_string())];
    Source::cell("comparison_notes", &keys, "text")
}

/// The notes of a kind: their topics and their words.
fn noted<'n>(notes: &'n [Note], kind: &str) -> Vec<(&'n str, Text)> {
    let of_kind = notes.iter().filter(|(own, ..)| *own == kind);
    let text = |(place, (_, topic, words)): (usize, &'n Note)| {
        (*topic, Text::cell(words, note_source(kind, place + 1)))
    };
    of_kind.enumerate().map(text).collect()
}
