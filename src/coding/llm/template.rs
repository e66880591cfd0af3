//! The words of a request, from text files with places for what differs, and the fence around what companies
//! wrote.

use super::ask::{Item, Order, sent};
use super::criteria::{UNSURE, words};
use crate::model::Criterion;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

const SYSTEM: &str = include_str!("templates/system.txt");
const ONE: &str = include_str!("templates/one.txt");
const CORRECT: &str = include_str!("templates/correct.txt");
const PAIR: &str = include_str!("templates/pair.txt");

/// No more bytes of the study's own words are sent in one place.
const MOST_OWN: usize = 4_000;
/// No more phrasings of right and wrong answers are shown.
const MOST_PHRASES: usize = 12;

/// The words of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What the model is told it does.
    pub system: &'static str,
    /// What it is asked.
    pub user: String,
    /// SHA-256, in hexadecimal digits, of everything in it that is not of this item: the files and the
    /// words for the criterion and its codes.
    pub template: String,
    /// What stands on the lines of the fence, and nowhere in a message.
    pub mark: String,
}

/// The words of a request about an item; `None` as [`super::asked`].
#[must_use]
pub fn prompt(item: &Item<'_>, order: Order) -> Option<Prompt> {
    let words = words(item.criterion)?;
    let file = match item.criterion {
        Criterion::Correct => CORRECT,
        Criterion::Relation => PAIR,
        _ => ONE,
    };
    let answer = sent(item.answer);
    let other = match (item.criterion.is_of_pairs(), item.other) {
        (true, Some(other)) => sent(other),
        (true, None) => return None,
        (false, _) => "",
    };
    let mut codes: Vec<(&str, &str)> = words.codes.to_vec();
    codes.push(UNSURE);
    let (mut first, mut second) = (answer, other);
    if order == Order::Backwards {
        codes.reverse();
        if item.criterion.is_of_pairs() {
            (first, second) = (other, answer);
        }
    }
    let lines: Vec<String> = codes
        .iter()
        .map(|(c, means)| format!("- {c}: {means}"))
        .collect();
    let reference = match item.criterion {
        Criterion::Correct => reference(item)?,
        _ => String::new(),
    };
    let slot = item.slot.map_or_else(String::new, |slot| {
        format!("What counts is this part of the answer: {}\n\n", own(slot))
    });
    let question = own(item.question);
    let mark = mark(&[first, second, question, &reference, &slot]);
    let user = fill(
        file,
        &[
            ("question", question),
            ("slot", &slot),
            ("reference", &reference),
            ("mark", &mark),
            ("first", first),
            ("second", second),
            ("ask", words.ask),
            ("codes", &lines.join("\n")),
        ],
    );
    Some(Prompt {
        system: SYSTEM,
        user,
        template: template(file, &words),
        mark,
    })
}

/// A place for what differs is `{name}`. What is put there is not looked at again: a message may hold
/// anything, places too.
fn fill(file: &str, places: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(file.len() + 1_000);
    let mut rest = file;
    while let Some(start) = rest.find('{') {
        out.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let found = places
            .iter()
            .find_map(|(name, value)| Some((value, rest.strip_prefix(name)?.strip_prefix('}')?)));
        match found {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => out.push('{'),
        }
    }
    out.push_str(rest);
    out
}

/// The study's own words, bounded.
fn own(text: &str) -> &str {
    let mut end = text.len().min(MOST_OWN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].trim()
}

/// What is known to be right, as it is shown; `None` when nothing is.
fn reference(item: &Item<'_>) -> Option<String> {
    let right = item.right?;
    let mut text = own(right.answer).to_owned();
    for (label, phrases) in [
        ("Right in other words:", right.accepted),
        ("Known to be wrong:", right.rejected),
    ] {
        if phrases.is_empty() {
            continue;
        }
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{label}");
        for phrase in phrases.iter().take(MOST_PHRASES) {
            let _ = write!(text, "\n- {}", own(phrase));
        }
    }
    Some(text.trim().to_owned())
}

/// What the fence's lines bear: digits that come from the texts, so that the same request has the same
/// bytes, and that stand in none of them, so that nothing in a message can look like its end.
fn mark(texts: &[&str]) -> String {
    let small: Vec<String> = texts.iter().map(|t| t.to_ascii_lowercase()).collect();
    let mut number = 0_u64;
    loop {
        let mut hash = Sha256::new();
        hash.update(number.to_le_bytes());
        for text in texts {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
        let mark = hex(&hash.finalize()[..8]);
        if !small.iter().any(|text| text.contains(&mark)) {
            return mark;
        }
        number += 1;
    }
}

fn template(file: &str, words: &super::criteria::Words) -> String {
    let mut hash = Sha256::new();
    let mut piece = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    piece(SYSTEM);
    piece(file);
    piece(words.ask);
    for (code, means) in words.codes.iter().chain([&UNSURE]) {
        piece(code);
        piece(means);
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::llm::Right;

    fn item<'a>(criterion: Criterion, answer: &'a str, other: Option<&'a str>) -> Item<'a> {
        Item {
            criterion,
            question: "How long may I return it?",
            slot: Some("days"),
            right: Some(Right {
                answer: "28 days",
                ..Right::default()
            }),
            answer,
            other,
        }
    }

    #[test]
    fn the_orders_turn_the_codes_and_the_messages() {
        let item = item(Criterion::Relation, "28 days.", Some("{first} four weeks"));
        let forwards = prompt(&item, Order::Forwards).unwrap();
        let backwards = prompt(&item, Order::Backwards).unwrap();
        let at = |prompt: &Prompt, text: &str| prompt.user.find(text).unwrap();
        assert!(at(&forwards, "28 days.") < at(&forwards, "{first} four weeks"));
        assert!(at(&backwards, "28 days.") > at(&backwards, "{first} four weeks"));
        assert!(at(&forwards, "- agree") < at(&forwards, "- unsure"));
        assert!(at(&backwards, "- agree") > at(&backwards, "- unsure"));
        assert_eq!(forwards.template, backwards.template);
        assert!(!forwards.user.contains("{mark}") && !forwards.user.contains("{codes}"));
    }

    #[test]
    fn no_place_is_left_and_every_criterion_has_a_template_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for criterion in Criterion::ALL.iter().filter(|c| c.fits_llm()) {
            let prompt = prompt(&item(*criterion, "x", Some("y")), Order::Forwards).unwrap();
            assert!(!prompt.user.contains('{') && !prompt.system.contains('{'));
            assert!(seen.insert(prompt.template), "{criterion}");
        }
        assert!(prompt(&item(Criterion::Relation, "x", None), Order::Forwards).is_none());
        assert!(prompt(&item(Criterion::Rating, "x", None), Order::Forwards).is_none());
    }

    #[test]
    fn what_is_right_is_shown_with_its_phrasings() {
        let accepted = ["four weeks".to_owned()];
        let item = Item {
            right: Some(Right {
                answer: "28 days",
                accepted: &accepted,
                rejected: &[],
            }),
            ..item(Criterion::Correct, "x", None)
        };
        let user = prompt(&item, Order::Forwards).unwrap().user;
        assert!(
            user.contains("28 days\nRight in other words:\n- four weeks\n"),
            "{user}"
        );
    }
}
