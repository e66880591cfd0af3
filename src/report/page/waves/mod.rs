//! Wave against wave: what changed since an earlier wave, and whether that is more than chance may make.

mod differs;
mod drawn;
mod over;
mod said;

#[cfg(test)]
mod tests;

use super::{Block, Material, Page, Section, html};
use crate::error::Result;
use crate::model::Language;
use crate::report::before::{Last, notes};
use crate::report::words::{Source, Text, Words};
use crate::score::compare::{Call, Comparison};

/// What changed since the wave before.
pub fn section(of: &Material<'_>) -> Option<Section> {
    let words = of.words;
    let unread = unread(of);
    let (title, mut blocks) = match &of.before.last {
        Last::Nothing if unread.is_empty() => return None,
        Last::Nothing | Last::Unread(_) => (words.say("waves-title-unread", []), Vec::new()),
        Last::Apart(base, refused) => {
            let base = Text::cell(base, note_source("base", 1, "text"));
            let refused = (1..).zip(refused);
            let refused = refused.map(|(n, r)| differs::refusal(r, "refused", n, words));
            let blocks = vec![
                Block::Paragraph(words.say("waves-apart", [])),
                Block::List(refused.collect()),
            ];
            let title = words.say("waves-title-apart", [("base", base.into())]);
            (title, blocks)
        }
        Last::Compared(comparison) => (
            said::title(comparison, words),
            compared(comparison, words, Some("comparison")),
        ),
    };
    if !unread.is_empty() {
        blocks.push(Block::List(unread));
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
    let [base, head] = ["base", "head"].map(|side| name(comparison, side));
    let companies = words.whole(comparison.pairs, note_source("companies", 1, "text"));
    let intro = [
        ("base", base.into()),
        ("head", head.into()),
        ("n_companies", comparison.pairs.into()),
        ("companies", companies.into()),
    ];
    let mut blocks = vec![Block::Paragraph(words.say("waves-intro", intro))];
    let labels = (1..).zip(&comparison.labels);
    let alike: Vec<Text> = labels
        .map(|(n, label)| differs::refusal(label, "allowed", n, words))
        .collect();
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
    let notes = (1..).zip(&comparison.notes);
    let paired: Vec<Text> = notes.map(|(n, p)| differs::pair(p, n, words)).collect();
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
    Text::cell(name, note_source(side, 1, "text"))
}

fn note_source(kind: &str, number: usize, column: &str) -> Source {
    let keys = [("kind", kind), ("number", &number.to_string())];
    Source::cell("comparison_notes", &keys, column)
}

/// The reports of earlier waves that could not be read, each with why: the program's own message, which is English.
fn unread(of: &Material<'_>) -> Vec<Text> {
    let all = notes(of.before);
    let unread = all.iter().filter(|note| note.kind == "unread");
    (1..)
        .zip(unread)
        .map(|(number, note)| {
            let from = note_source("unread", number, "text");
            let why = of.words.foreign(Language::En, &note.text, Some(from));
            of.words.say("waves-unread", [("why", why.into())])
        })
        .collect()
}
