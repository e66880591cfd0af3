//! What is looked for in the answers to a question: `[question.codebook]` of a bank.

use super::tree::{Section, Value};
use crate::model::{Codebook, Expects, Language, Tolerance};
use crate::sheet::quote;
use std::collections::BTreeMap;

/// Longest phrase, in characters.
const LONGEST: usize = 500;

/// Reads the table of a codebook.
pub(super) fn read(table: &Section<'_>) -> Codebook {
    let words: Vec<(&str, Expects)> = Expects::ALL.iter().map(|e| (e.as_str(), *e)).collect();
    let codebook = Codebook {
        expects: table.get("expects").and_then(|v| v.choice(&words)),
        slot: table.get("slot").and_then(|v| v.text(200, false)),
        tolerance: table.get("tolerance").and_then(|v| tolerance(&v)),
        accepted: phrases(table, "accepted"),
        rejected: phrases(table, "rejected"),
    };
    table.close(&[]);
    codebook
}

/// `"1"` in the unit of the answer, or `"5%"`.
fn tolerance(value: &Value<'_>) -> Option<Tolerance> {
    const EXPECTED: &str =
        "how far a figure may be off, such as \"1\" (in its unit) or \"5%\" (of the larger)";
    let text = value.string(EXPECTED)?.value.trim();
    let number = |text: &str| {
        let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        text.parse::<f64>().ok().filter(|_| plain)
    };
    let found = match text.strip_suffix('%') {
        Some(share) => number(share.trim_end())
            .filter(|share| *share <= 100.0)
            .map(|share| Tolerance::Relative(share / 100.0)),
        None => number(text)
            .filter(|by| *by <= 1e9)
            .map(Tolerance::Absolute),
    };
    if found.is_none() {
        value.wrong(
            format!("{} must be {EXPECTED}, not {}", value.name(), quote(text)),
            None,
        );
    }
    found
}

/// Phrases by language.
fn phrases(table: &Section<'_>, key: &'static str) -> BTreeMap<Language, Vec<String>> {
    let mut found = BTreeMap::new();
    let Some(section) = table.section(key) else {
        return found;
    };
    for language in Language::ALL {
        let Some(list) = section
            .get(language.as_str())
            .and_then(|v| v.list("a list of phrases"))
        else {
            continue;
        };
        let texts: Vec<String> = list.iter().filter_map(|v| v.text(LONGEST, true)).collect();
        found.insert(language, texts);
    }
    section.close(&[]);
    found
}
