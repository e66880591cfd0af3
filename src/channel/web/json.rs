//! Answers in JSON, as they are given to scripts, and here and there to forms without one.

use super::phrases::{NOT_TAKEN, SAID, THANKED};
use super::reference::reference;
use super::verdict::{Sent, Verdict, called};
use super::words::{any, sentences};
use serde_json::{Map, Value};

/// What an answer in JSON says; `None` where it says neither.
pub(super) fn judge(text: &str, sent: &Sent<'_>) -> Option<Verdict> {
    let Ok(Value::Object(answer)) = serde_json::from_str(text) else {
        return None;
    };
    let said = message(&answer);
    let known: Vec<&str> = sent.values.iter().map(String::as_str).collect();
    let fields = fields(&answer, sent);
    let (good, bad) = signs(&answer, &said);
    if bad || !fields.is_empty() {
        return (!good).then(|| Verdict::Rejected {
            fields,
            reason: if said.is_empty() {
                "the server says that it was not taken".to_owned()
            } else {
                said.chars().take(200).collect()
            },
        });
    }
    if !good || sent.message.is_empty() {
        return None;
    }
    Some(Verdict::Accepted {
        reference: number(&answer).or_else(|| reference(&said, &known)),
        receipt: said,
        answer: String::new(),
    })
}

/// Whether it says that it was taken, and that it was not.
fn signs(answer: &Map<String, Value>, said: &str) -> (bool, bool) {
    let (mut good, mut bad) = (false, false);
    for key in ["success", "ok", "sent", "status", "result", "state"] {
        match answer.get(key) {
            Some(Value::Bool(true)) if key != "status" => good = true,
            Some(Value::Bool(false)) => bad = true,
            Some(Value::String(word)) => {
                let word = word.to_lowercase();
                match word.as_str() {
                    "mail_sent" | "success" | "ok" | "sent" | "accepted" | "submitted" => {
                        good = true;
                    }
                    "validation_failed" | "acceptance_missing" | "spam" | "aborted"
                    | "mail_failed" | "error" | "failed" | "failure" | "fail" | "invalid"
                    | "rejected" => bad = true,
                    _ => {}
                }
            }
            _ => {}
        }
    }
    for key in ["error", "errors"] {
        bad |= match answer.get(key) {
            None | Some(Value::Null | Value::Bool(false)) => false,
            Some(Value::Array(list)) => !list.is_empty(),
            Some(Value::Object(map)) => !map.is_empty(),
            Some(Value::String(text)) => !text.is_empty(),
            Some(_) => true,
        };
    }
    for sentence in sentences(said) {
        bad |= any(&sentence.words, NOT_TAKEN).is_some();
        // Words alone, of an answer that has no flag: as a page's.
        if !good && !bad && !sentence.asks {
            good |= any(&sentence.words, SAID).is_some() || any(&sentence.words, THANKED).is_some();
        }
    }
    (good, bad)
}

/// What it says to a person.
fn message(answer: &Map<String, Value>) -> String {
    [
        "message",
        "inlineMessage",
        "msg",
        "text",
        "detail",
        "error",
        "data",
    ]
    .into_iter()
    .find_map(|key| match answer.get(key)? {
        Value::String(text) => Some(plain(text)),
        Value::Object(inside) => Some(message_within(inside)),
        _ => None,
    })
    .unwrap_or_default()
}

fn message_within(inside: &Map<String, Value>) -> String {
    let text = inside.get("message").and_then(Value::as_str);
    text.map(plain).unwrap_or_default()
}

/// Without tags.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars().take(4_000) {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn number(answer: &Map<String, Value>) -> Option<String> {
    [
        "reference",
        "ticket",
        "ticket_id",
        "ticketId",
        "case",
        "case_number",
        "request_id",
        "number",
    ]
    .into_iter()
    .find_map(|key| match answer.get(key)? {
        Value::String(text) => Some(text.chars().take(40).collect()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// The fields that it finds wrong: Contact Form 7's list, or an object or list of errors by field.
fn fields(answer: &Map<String, Value>, sent: &Sent<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for key in ["invalid_fields", "errors", "fields"] {
        match answer.get(key) {
            Some(Value::Array(list)) => found.extend(list.iter().take(50).filter_map(|entry| {
                let field = entry
                    .get("field")
                    .or_else(|| entry.get("name"))
                    .or_else(|| entry.get("param"));
                field.and_then(Value::as_str).map(str::to_owned)
            })),
            Some(Value::Object(map)) if key != "fields" => {
                found.extend(map.keys().take(50).cloned());
            }
            _ => {}
        }
    }
    let shown = |name: &String| {
        let control = sent
            .form
            .controls
            .iter()
            .find(|c| c.name == *name || c.id == *name);
        control.map_or_else(|| name.clone(), |control| called(control).to_owned())
    };
    found.iter().map(shown).collect()
}
