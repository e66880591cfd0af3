//! What was made of an answer: its codes, who gave them, how sure they were, and why.

use super::Entry;
use crate::model::{Coder, Criterion, Language};
use crate::report::coded::Numbered;
use crate::report::words::{Arg, Source, Text, Words, key};
use crate::sheet::defuse;

/// The criteria that have a line of their own.
const JUDGED: [Criterion; 3] = [
    Criterion::Substance,
    Criterion::Correct,
    Criterion::Relation,
];

/// What was made of a reply of an entry: a line for each judgement, and one with the rest for each coder.
pub fn of(entry: &Entry, inbound: i64, words: &Words) -> Vec<Text> {
    let of_it: Vec<&Numbered> = entry
        .codings
        .iter()
        .filter(|n| n.coding.inbounds.0 == inbound)
        .collect();
    let mut notes = Vec::new();
    for numbered in of_it.iter().filter(|n| is_judged(n)) {
        let args: [(&str, Arg); 3] = [
            ("criterion", criterion(words, numbered).into()),
            ("code", code(words, numbered).into()),
            ("by", by(words, numbered).into()),
        ];
        notes.push(words.say("coding-judged", args));
    }
    // Of each coder the first code.
    let mut coders: Vec<&Numbered> = Vec::new();
    for numbered in of_it.iter().filter(|n| !is_judged(n)) {
        let coder = &numbered.coding.coder;
        if coders.iter().all(|first| first.coding.coder != *coder) {
            coders.push(numbered);
        }
    }
    for first in coders {
        let coder = &first.coding.coder;
        let mut list = Text::default();
        let of_coder = of_it
            .iter()
            .filter(|n| !is_judged(n) && n.coding.coder == *coder);
        for (place, numbered) in of_coder.enumerate() {
            if place > 0 {
                list.push(Text::plain("; "));
            }
            list.push(item(words, numbered));
        }
        let coder = named(words, first);
        let args = [("coder", coder.into()), ("codes", list.into())];
        notes.push(words.say("coding-others", args));
    }
    notes
}

fn is_judged(numbered: &Numbered) -> bool {
    JUDGED.contains(&numbered.coding.criterion)
}

/// `apology: no (no apology, 0.95)`.
fn item(words: &Words, numbered: &Numbered) -> Text {
    let args = [
        ("criterion", criterion(words, numbered).into()),
        ("code", code(words, numbered).into()),
        ("why", why(words, numbered, None).into()),
    ];
    words.say("coding-item", args)
}

/// `rules, other figure, 0.97`; what does not count says so.
pub fn by(words: &Words, numbered: &Numbered) -> Text {
    why(words, numbered, Some(named(words, numbered)))
}

/// Who coded: a person by name.
fn named(words: &Words, numbered: &Numbered) -> Text {
    match &numbered.coding.coder {
        Coder::Human(_) | Coder::Adjudicator(_) => {
            let name = numbered.coding.coder.to_string();
            outside(&name, cell(numbered, "coder"), Text::plain)
        }
        machine => words.say(&key("method-coder", machine.kind()), []),
    }
}

/// The reason and how sure a machine was, behind the coder.
fn why(words: &Words, numbered: &Numbered, coder: Option<Text>) -> Text {
    let mut parts: Vec<Text> = coder.into_iter().collect();
    let (coding, grounds) = (&numbered.coding, numbered.coding.grounds());
    if !grounds.rule.is_empty() {
        // The names of rules are in English.
        let plain = |rule: &str| words.foreign(Language::En, rule, None);
        parts.push(outside(&grounds.rule, cell(numbered, "rule"), plain));
    }
    if let Some(sure) = coding.confidence {
        let sure = f64::from(sure) / 1000.0;
        parts.push(words.decimal(sure, 2, cell(numbered, "confidence")));
    }
    if !grounds.note.trim().is_empty() {
        parts.push(outside(&grounds.note, cell(numbered, "note"), Text::plain));
    }
    if !numbered.counts {
        parts.push(words.say("coding-not-counted", []));
    }
    let mut text = Text::default();
    for (place, part) in parts.into_iter().enumerate() {
        if place > 0 {
            text.push(Text::plain(", "));
        }
        text.push(part);
    }
    text
}

fn criterion(words: &Words, numbered: &Numbered) -> Text {
    words.say(&key("criterion", numbered.coding.criterion.as_str()), [])
}

/// The code: a number as such, a word in the reader's language.
fn code(words: &Words, numbered: &Numbered) -> Text {
    let code = &numbered.coding.code;
    match code.parse() {
        Ok(number) => words.whole(number, cell(numbered, "code")),
        Err(_) => words.say(&key("code", code), []),
    }
}

/// Words that rules or people wrote: those that cannot be taken for a figure need no source.
fn outside(word: &str, from: Source, plain: impl Fn(&str) -> Text) -> Text {
    /// The longest rule or note that is shown, characters.
    const LONGEST: usize = 200;
    let is_short = word.char_indices().nth(LONGEST).is_none();
    let is_plain = |c: char| c.is_ascii_lowercase() || matches!(c, ' ' | '_' | ':' | '-');
    if !is_short {
        // It stands in codings.csv.
        Text::plain("\u{2026}")
    } else if word.chars().all(is_plain) {
        plain(&word.replace('_', " "))
    } else {
        Text::cell(&defuse(word).0, from)
    }
}

fn cell(numbered: &Numbered, column: &str) -> Source {
    let number = numbered.number.to_string();
    Source::cell("codings", &[("coding", &number)], column)
}
