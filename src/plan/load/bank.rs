//! A question bank: [bank] and [[question]] with [[question.wording]].

use super::codebook;
use super::tree::{Located, Section, Value};
use super::values::{id, language};
use crate::model::{Channel, Question, Wording};
use crate::sheet::quote;
use std::collections::HashSet;

/// Longest text of a question or an answer, in characters.
const LONGEST: usize = 4_000;

/// What [bank] says.
const OF_BANK: [&str; 3] = ["title", "sector", "sectors"];

/// A question with its places.
pub(super) struct Placed {
    pub(super) question: Question,
    /// The place of its id.
    pub(super) at: usize,
    /// The place of each wording's text.
    pub(super) texts: Vec<usize>,
}

/// What a bank holds.
pub(super) struct Bank {
    pub(super) questions: Vec<Placed>,
    /// Whether the sectors could be read, so that a sector may be said to have no question.
    pub(super) sectors_known: bool,
}

/// Reads the tree of a bank.
pub(super) fn read(root: &Section<'_>) -> Bank {
    let mut sectors = Vec::new();
    let mut sectors_known = true;
    if let Some(head) = root.section("bank") {
        let (one, many) = (head.get("sector"), head.get("sectors"));
        let ids: Vec<Option<String>> = match (&one, &many) {
            (Some(_), Some(v)) => {
                v.wrong("a bank has `sector` or `sectors`, not both", None);
                vec![None]
            }
            (Some(v), None) => vec![sector(v)],
            (None, Some(v)) => v
                .list("a list of sectors")
                .map_or_else(|| vec![None], |list| list.iter().map(sector).collect()),
            (None, None) => Vec::new(),
        };
        sectors_known = ids.iter().all(Option::is_some);
        sectors = ids.into_iter().flatten().collect();
        let _ = head.get("title").and_then(|v| v.text(200, false));
        head.close(&[]);
    }
    let tables = root.sections("question");
    if tables.is_empty() && root.get("question").is_none() {
        let _ = root.need("question", "a table [[question]]: the bank asks nothing");
    }
    sectors_known &= !tables.is_empty();
    let questions = tables
        .iter()
        .filter_map(|t| question(t, &sectors))
        .collect();
    let mut outside = Vec::new();
    for (word, at, _) in root.entries() {
        if let Some(key) = OF_BANK.into_iter().find(|key| *key == word) {
            root.note(
                at,
                format!("`{key}` stands outside of [bank]"),
                Some("write it below the line [bank]".to_owned()),
            );
            sectors_known = false;
            outside.push(key);
        }
    }
    root.close(&outside);
    Bank {
        questions,
        sectors_known,
    }
}

/// The name of a sector, as `companies.csv` writes it.
fn sector(value: &Value<'_>) -> Option<String> {
    value.text(100, false).map(|s| s.trim().to_owned())
}

fn question(table: &Section<'_>, sectors: &[String]) -> Option<Placed> {
    let id_value = table.need("id", "`id = \"opening-hours\"`");
    let topic = table
        .need("topic", "`topic = \"opening hours\"`")
        .and_then(|v| v.text(100, false));
    let reference = table.get("reference").and_then(|v| v.text(LONGEST, true));
    let texts = |key| {
        table
            .get(key)
            .and_then(|v| v.list("a list of texts"))
            .map(|list| list.iter().filter_map(|v| v.text(LONGEST, true)).collect())
            .unwrap_or_default()
    };
    let (accepted, rejected) = (texts("accepted"), texts("rejected"));
    let codebook = table.section("codebook").map(|t| codebook::read(&t));
    let mut seen = HashSet::new();
    let (wordings, texts): (Vec<Wording>, Vec<usize>) = table
        .sections("wording")
        .iter()
        .filter_map(|w| wording(w, &mut seen))
        .map(|w| (w.value, w.at))
        .unzip();
    if wordings.is_empty() && table.get("wording").is_none() {
        let _ = table.need(
            "wording",
            "a table [[question.wording]]: the question has no words",
        );
    }
    table.close(&[]);
    let value = id_value?;
    Some(Placed {
        at: value.at,
        texts,
        question: Question {
            id: id(&value)?,
            topic: topic.unwrap_or_default(),
            sectors: sectors.to_vec(),
            reference,
            accepted,
            rejected,
            codebook: codebook.unwrap_or_default(),
            wordings,
        },
    })
}

/// A wording with the place of its text.
fn wording(table: &Section<'_>, seen: &mut HashSet<String>) -> Option<Located<Wording>> {
    let id = table.need("id", "`id = \"a\"`").and_then(|v| {
        let found = id(&v)?;
        if !seen.insert(found.clone()) {
            v.wrong(
                format!("the question has two wordings {}", quote(&found)),
                None,
            );
        }
        Some(found)
    });
    let language = table
        .need("language", "`language = \"en\"`")
        .and_then(|v| language(&v));
    let channel_value = table.get("channel");
    let channel = channel_value.as_ref().and_then(|v| {
        let words: Vec<(&str, Channel)> =
            Channel::ALL.into_iter().map(|c| (c.as_str(), c)).collect();
        v.choice(&words)
    });
    let subject = table
        .need("subject", "`subject = \"...\"`")
        .and_then(|v| places(&v, v.text(200, false)?));
    let text_value = table.need("text", "`text = \"...\"`");
    let text = text_value
        .as_ref()
        .and_then(|v| places(v, v.text(LONGEST, true)?));
    table.close(&[]);
    // A wording whose channel is not known must not pass for one that fits every channel.
    if channel_value.is_some() && channel.is_none() {
        return None;
    }
    Some(Located {
        at: text_value?.at,
        value: Wording {
            id: id?,
            language: language?,
            channel,
            subject: subject?,
            text: text?,
        },
    })
}

/// A text whose places in braces are all known.
fn places(value: &Value<'_>, text: String) -> Option<String> {
    let mut rest = text.as_str();
    while let Some(open) = rest.find(['{', '}']) {
        let tail = &rest[open..];
        let Some(place) = ["{company}", "{persona}"]
            .into_iter()
            .find(|p| tail.starts_with(p))
        else {
            let end = tail.find('}').map_or(tail.len(), |i| i + 1);
            value.wrong(
                format!(
                    "{} holds the unknown place {}",
                    value.name(),
                    quote(&tail[..end])
                ),
                Some("the places are {company} and {persona}".to_owned()),
            );
            return None;
        };
        rest = &tail[place.len()..];
    }
    Some(text)
}
