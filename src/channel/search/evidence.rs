//! What a question asks for - a time, an amount, a yes or no - and whether a sentence holds one.

use crate::lexicon::tokens;
use crate::model::Language;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A set of kinds of facts.
pub(super) type Facts = u8;
/// A span of time, a moment, how often.
pub(super) const WHEN: Facts = 1;
/// An amount of money, or that there is nothing to pay.
pub(super) const MONEY: Facts = 2;
/// A share of a hundred.
pub(super) const SHARE: Facts = 4;
/// A number of any kind.
pub(super) const NUMBER: Facts = 8;
/// A number of years.
pub(super) const YEARS: Facts = 16;
/// Any statement at all.
pub(super) const STATEMENT: Facts = 32;

type Cue = (Facts, Language, Vec<&'static str>);

static CUES: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    let lines = include_str!("cues.txt").lines();
    let mut cues = Vec::new();
    for line in lines.filter(|l| !l.starts_with('#')) {
        let Some((head, list)) = line.split_once(':') else {
            continue;
        };
        let mut head = head.split_whitespace();
        let facts = match head.next() {
            Some("when") => WHEN,
            Some("money") => MONEY,
            Some("share") => SHARE | MONEY,
            Some("age") => YEARS,
            Some("count") => NUMBER,
            _ => STATEMENT,
        };
        let language = head.next().and_then(Language::parse).unwrap_or_default();
        for cue in list.split('|') {
            cues.push((facts, language, cue.split_whitespace().collect()));
        }
    }
    cues
});

/// The kinds of facts that a question asks for, each group one of which would do; [`STATEMENT`] among them
/// where it can be answered by yes or no, or by telling how.
pub(super) fn wanted(question: &str, language: Language) -> Vec<Facts> {
    let mut groups = Vec::new();
    let mut add = |facts| {
        if !groups.contains(&facts) {
            groups.push(facts);
        }
    };
    let mut statement = true;
    let mut some_question = false;
    for sentence in question.split_inclusive(['?', '.', '!', ';']) {
        let asks = sentence.ends_with('?');
        let words = tokens(sentence);
        if words.is_empty() {
            continue;
        }
        let mut first = usize::MAX;
        for (facts, of, cue) in CUES.iter().filter(|(_, of, _)| *of == language) {
            debug_assert_eq!(*of, language);
            if let Some(at) = place(&words, cue) {
                add(*facts);
                if *facts != STATEMENT {
                    first = first.min(at);
                }
            }
        }
        // `How long ..?` wants a time; `Do you .., and how long?` is content with yes as well.
        if asks {
            if !some_question {
                statement = false;
            }
            some_question = true;
            statement |= first > 2;
        }
    }
    if statement {
        add(STATEMENT);
    }
    if groups.is_empty() {
        groups.push(STATEMENT);
    }
    groups
}

fn place(words: &[String], cue: &[&str]) -> Option<usize> {
    words
        .windows(cue.len().max(1))
        .position(|window| window.iter().zip(cue).all(|(word, part)| word == part))
}

/// What a word is, as far as facts go; several at once.
type Class = u16;
const ONE: Class = 1;
const COUNT: Class = 2;
const TIME: Class = 4;
const YEAR: Class = 8;
const AGE: Class = 16;
const CURRENCY: Class = 32;
const OF_HUNDRED: Class = 64;
const STOP: Class = 128;
const FREE: Class = 256;
const MOMENT: Class = 512;

static CLASSES: LazyLock<HashMap<&'static str, Class>> = LazyLock::new(|| {
    let mut classes = HashMap::new();
    let lines = include_str!("facts.txt").lines();
    for line in lines.filter(|l| !l.starts_with('#')) {
        let Some((name, words)) = line.split_once(':') else {
            continue;
        };
        let class = match name {
            "one" => ONE,
            "number" => COUNT,
            "time" => TIME,
            "year" => YEAR,
            "age" => AGE,
            "currency" => CURRENCY,
            "share" => OF_HUNDRED,
            "stop" => STOP,
            "free" => FREE,
            _ => MOMENT,
        };
        for word in words.split_whitespace() {
            *classes.entry(word).or_default() |= class;
        }
    }
    classes
});

fn class(word: &str) -> Class {
    CLASSES.get(word).copied().unwrap_or(0)
}

/// The kinds of facts that stand in the words of a sentence.
pub(super) fn facts(words: &[String]) -> Facts {
    let mut found = 0;
    let classes: Vec<Class> = words.iter().map(|word| class(word)).collect();
    for (at, word) in words.iter().enumerate() {
        let next = |n: usize| words.get(at + n).map_or("", String::as_str);
        let class_of = |n: usize| classes.get(at + n).copied().unwrap_or(0);
        let own = classes[at];
        if own & FREE != 0 {
            found |= MONEY;
        }
        if own & MOMENT != 0
            || matches!(word.as_str(), "next" | "same")
                && matches!(next(1), "day" | "working" | "business")
        {
            found |= WHEN;
        }
        if matches!(word.as_str(), "€" | "£" | "$") && next(1).starts_with(is_digit) {
            found |= MONEY | NUMBER;
        }
        let one = own & ONE != 0;
        let digits = word.starts_with(is_digit);
        if !(one || digits || own & COUNT != 0 || is_number(word)) {
            continue;
        }
        if digits {
            found |= NUMBER;
            if is_moment(word) {
                found |= WHEN;
            }
        } else if !one {
            found |= NUMBER;
        }
        // `one`, `a`: only right before the unit; `5 full working days`.
        for n in 1..=if one { 1 } else { 3 } {
            let unit = class_of(n);
            if unit & TIME != 0 {
                found |= WHEN | NUMBER;
                if unit & YEAR != 0 {
                    found |= YEARS;
                }
            }
            if n == 1 && unit & CURRENCY != 0 {
                found |= MONEY | NUMBER;
            }
            if n <= 2 && unit & OF_HUNDRED != 0 {
                found |= SHARE | NUMBER;
            }
            if unit & STOP != 0 || next(n).is_empty() {
                break;
            }
        }
        // `from the age of eleven`, `ab 16`, `16 and over`.
        let before = (1..=3).filter_map(|n| classes.get(at.checked_sub(n)?));
        if before.chain(classes.get(at + 1)).any(|c| c & AGE != 0) {
            found |= YEARS;
        }
    }
    found
}

/// `9am`, `17h30`, `09:00`, `24h`.
fn is_moment(word: &str) -> bool {
    let tail = word.trim_start_matches(|c: char| is_digit(c) || ".,:".contains(c));
    matches!(tail, "am" | "pm" | "h" | "u" | "hrs" | "hr" | "d" | "days")
        || word.contains(':')
        || tail
            .strip_prefix('h')
            .is_some_and(|m| m.bytes().all(|b| b.is_ascii_digit()))
}

const fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Number words are compounds in German and Dutch: by their ends.
fn is_number(word: &str) -> bool {
    const ENDS: [&str; 8] = [
        "zig", "zehn", "tien", "teen", "tig", "hundred", "hundert", "honderd",
    ];
    let fits = |end: &&str| word.ends_with(*end) && word.len() > end.len() + 1;
    word.len() <= 18 && ENDS.iter().any(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_is_told_by_the_question() {
        for (question, language, groups) in [
            ("How long is a gift card valid?", Language::En, vec![WHEN]),
            (
                "Do you deliver to Ireland, and what's the postage?",
                Language::En,
                vec![MONEY, STATEMENT],
            ),
            (
                "Combien coûte la livraison ?",
                Language::Fr,
                vec![MONEY, NUMBER],
            ),
            ("Is that possible?", Language::En, vec![STATEMENT]),
            ("Ab welchem Alter?", Language::De, vec![YEARS]),
        ] {
            assert_eq!(wanted(question, language), groups, "{question}");
        }
    }

    #[test]
    fn facts_are_seen_in_four_languages() {
        let of = |text: &str| facts(&tokens(text));
        for (text, fact) in [
            ("within five working days", WHEN),
            ("binnen een week", WHEN),
            ("bis zu zwölf Wochen", WHEN),
            ("sous 24 h", WHEN),
            ("from 9am", WHEN),
            ("It costs £3.50.", MONEY),
            ("50 Euro", MONEY),
            ("at no charge", MONEY),
            ("5 Prozent", SHARE),
            ("20%", SHARE),
            ("from the age of eleven", YEARS),
            ("tot en met 12 jaar", YEARS),
        ] {
            assert_eq!(of(text) & fact, fact, "{text}");
        }
        for text in ["Our returns policy", "a card", "Please contact us"] {
            assert_eq!(of(text) & (WHEN | SHARE | NUMBER), 0, "{text}");
        }
    }
}
