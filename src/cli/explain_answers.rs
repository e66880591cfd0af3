//! `shopper explain answers`

use super::json_lines;
use super::output::Output;
use crate::coding::answers::{Asked, Key};
use crate::error::Exit;
use crate::intake;
use crate::model::{Expects, Language, Tolerance};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};
use std::fmt;
use std::path::{Path, PathBuf};

/// What answers to a question are, whether they are right, and whether they agree
///
/// Reads JSON lines {"question", "reference"?, "answers": {channel: text}}; prints one object for each, in their order: kind,
/// correct, relation of each pair, the facts with their places, and for each verdict its rule, its confidence and the
/// words it rests on. `right` (of each answer, where a reference is known) and `same` (of each pair) are one number each from 0 to 1,
/// for sorting and for curves: how likely the answer is right, and the two say the same. `expects`, `slot`, `language`, `accepted` and `rejected` may stand in a line as in a codebook.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  echo '{\"question\": \"Do you deliver on Sundays?\", \"answers\": {\"email\": \"Yes, we do.\", \"chat\": \"No, sorry.\"}}' \\\n    | shopper explain answers - | jq .relation"
)]
pub(super) struct Args {
    /// A file of JSON lines; `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// One line of what is read.
#[derive(Deserialize)]
struct Told {
    question: String,
    #[serde(default)]
    reference: Option<String>,
    #[serde(default)]
    answers: Answers,
    #[serde(default)]
    expects: Option<Expects>,
    #[serde(default)]
    slot: Option<String>,
    #[serde(default)]
    language: Option<Language>,
    #[serde(default)]
    tolerance: Option<f64>,
    #[serde(default)]
    accepted: Vec<String>,
    #[serde(default)]
    rejected: Vec<String>,
    #[serde(default)]
    id: Option<Value>,
}

/// Channels and texts in the order in which they stand: pairs are named in it.
#[derive(Default)]
struct Answers(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Answers;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of channels, each with its text")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Answers, M::Error> {
                let mut answers = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    answers.push(entry);
                }
                Ok(Answers(answers))
            }
        }
        from.deserialize_map(InOrder)
    }
}

/// The shape of a line.
const EXAMPLE: &str =
    r#"{"question": "Do you deliver on Sundays?", "answers": {"email": "Yes.", "chat": "No."}}"#;

pub(super) fn run(args: &Args) -> crate::error::Result<Exit> {
    explain(&args.file)
}

fn explain(path: &Path) -> crate::error::Result<Exit> {
    json_lines::each(path, EXAMPLE, |told: Told| Output::json(&explained(&told)))
}

fn explained(told: &Told) -> Value {
    let key = Key::new(&Asked {
        question: &told.question,
        language: told.language,
        expects: told.expects,
        slot: told.slot.as_deref(),
        tolerance: told.tolerance.map(Tolerance::Absolute),
    });
    let right = told.reference.iter().chain(&told.accepted);
    let known = key.known(
        right.map(String::as_str),
        told.rejected.iter().map(String::as_str),
    );
    let read: Vec<_> = told
        .answers
        .0
        .iter()
        .map(|(channel, text)| {
            let (hint, _) = intake::kind_of(text, &told.question);
            (channel, text, key.read(text, Some(hint)))
        })
        .collect();
    let quoted = |text: &str, spans: &[std::ops::Range<usize>]| -> Value {
        let words = |span: &std::ops::Range<usize>| json!({"span": [span.start, span.end], "words": text.get(span.clone())});
        spans.iter().map(words).collect()
    };
    let (mut kinds, mut corrects, mut relations) = (Map::new(), Map::new(), Map::new());
    let (mut rights, mut sames) = (Map::new(), Map::new());
    let (mut facts, mut rules, mut confidences, mut evidence) =
        (Map::new(), Map::new(), Map::new(), Map::new());
    for (channel, text, reading) in &read {
        let kind = key.substance(reading);
        let correct = key.judge(&known, reading);
        let found: Vec<Value> = reading
            .facts()
            .map(|fact| {
                json!({
                    "type": fact.kind.as_str(),
                    "value": fact.value,
                    "span": [fact.span.start, fact.span.end],
                    "wanted": fact.wanted,
                })
            })
            .collect();
        let name = (*channel).clone();
        if let Some(right) = key.right(&known, reading) {
            rights.insert(name.clone(), rounded(right).into());
        }
        facts.insert(name.clone(), found.into());
        kinds.insert(name.clone(), kind.code.as_str().into());
        corrects.insert(name.clone(), correct.code.as_str().into());
        rules.insert(
            name.clone(),
            json!({"kind": kind.rule, "correct": correct.rule}),
        );
        confidences.insert(
            name.clone(),
            json!({"kind": share(kind.confidence), "correct": share(correct.confidence)}),
        );
        evidence.insert(name, quoted(text, &correct.spans));
    }
    let readings: Vec<_> = read.iter().map(|(.., reading)| reading).collect();
    let same = key.same(&readings);
    for (nth, (a, text_a, reading_a)) in read.iter().enumerate() {
        for (behind, (b, text_b, reading_b)) in read[nth + 1..].iter().enumerate() {
            let relation = key.relate(reading_a, reading_b);
            let pair = format!("{a}-{b}");
            relations.insert(pair.clone(), relation.code.as_str().into());
            rules.insert(pair.clone(), relation.rule.into());
            confidences.insert(pair.clone(), share(relation.confidence).into());
            sames.insert(pair.clone(), rounded(same[nth][nth + 1 + behind]).into());
            let both = json!([
                quoted(text_a, &relation.spans),
                quoted(text_b, &relation.other_spans)
            ]);
            evidence.insert(pair, both);
        }
    }
    let mut out = json!({
        "expects": key.expects().map(Expects::as_str),
        "kind": kinds,
        "correct": corrects,
        "relation": relations,
        "right": rights,
        "same": sames,
        "facts": facts,
        "rule": rules,
        "confidence": confidences,
        "evidence": evidence,
    });
    if let (Some(id), Some(map)) = (&told.id, out.as_object_mut()) {
        map.insert("id".to_owned(), id.clone());
    }
    out
}

/// A share to six places.
fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1e6).round() / 1e6
}

/// Thousandths as a share.
fn share(confidence: u16) -> f64 {
    f64::from(confidence) / 1000.0
}
