//! What companies said, word for word: answers that contradict each other side by side, then all of them.

use super::material::Material;
use super::section::{Block, Link, Section};
use crate::report::told::{Drawn, MOST_SHOWN, company, leaf_title, topic};
use crate::report::words::Source;

/// Answers of a company that contradict each other, side by side.
pub fn contradictions(of: &Material<'_>) -> Option<Section> {
    let (words, told) = (of.words, of.told);
    if told.contradictions.is_empty() {
        return None;
    }
    let counted = [
        ("criterion", "relation"),
        ("code", "contradict"),
        ("counts", "true"),
    ];
    let number = words.whole(told.contradicting, Source::rows("codings", &counted));
    let title = [
        ("n_number", told.contradicting.into()),
        ("n", number.into()),
    ];
    let mut blocks = vec![Block::Paragraph(words.say("contradictions-how", []))];
    if told.contradictions.len() == MOST_SHOWN && told.contradicting > MOST_SHOWN as u64 {
        blocks.push(Block::Paragraph(words.say("contradictions-first", [])));
    }
    for pair in &told.contradictions {
        let head = [
            ("company", company(of.study, pair.company).into()),
            ("question", topic(of.study, pair.question, words).into()),
        ];
        blocks.push(Block::Heading(words.say("contradiction-head", head)));
        blocks.push(Block::Beside(pair.said.to_vec()));
        let coded = [("by", pair.coded.clone().into())];
        blocks.push(Block::Paragraph(words.say("contradiction-coded", coded)));
    }
    Some(Section {
        id: "contradictions".to_owned(),
        title: words.say("contradictions-title", title),
        blocks,
    })
}

/// Every answer with what was made of it.
pub fn answers(of: &Material<'_>) -> Option<Section> {
    let words = of.words;
    let mut blocks = vec![Block::Paragraph(words.say("told-how", []))];
    match &of.told.drawer {
        Drawn::Page(html) if html.is_empty() => return None,
        Drawn::Page(html) => blocks.push(Block::Rendered(html.clone())),
        Drawn::Files(leaves) => {
            blocks.push(Block::Paragraph(words.say("told-files", [])));
            let link = |leaf| Link {
                address: crate::report::told::Leaf::address(leaf),
                text: leaf_title(of.study, leaf, words),
            };
            blocks.push(Block::Links(leaves.iter().map(link).collect()));
        }
    }
    Some(Section {
        id: "answers".to_owned(),
        title: words.say("told-title", []),
        blocks,
    })
}
