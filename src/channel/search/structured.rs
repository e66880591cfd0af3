//! What a page says in JSON-LD: questions with their answers, and where its search is.

use super::searchbox::SearchBox;
use serde_json::Value;
use url::Url;

/// Things stand no deeper in one another, and of no list more are looked at.
const DEEPEST: usize = 16;
const LONGEST: usize = 2_000;
/// No more answers of a page are kept.
const MOST: usize = 1_000;

/// What was found.
#[derive(Default)]
pub(super) struct Structured {
    /// Questions and answers, the latter often HTML.
    pub answers: Vec<(String, String)>,
    /// Searches.
    pub boxes: Vec<SearchBox>,
}

/// Reads a piece of JSON-LD. What is none, or nested deeper than the parser goes, holds nothing.
pub(super) fn read(json: &str, base: &Url) -> Structured {
    let mut found = Structured::default();
    if let Ok(value) = serde_json::from_str::<Value>(json.trim()) {
        found.look(&value, base, 0);
    }
    found
}

impl Structured {
    fn look(&mut self, value: &Value, base: &Url, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Array(list) => {
                for item in list.iter().take(LONGEST) {
                    self.look(item, base, depth + 1);
                }
            }
            Value::Object(object) => {
                let is = |wanted: &str| match object.get("@type") {
                    Some(Value::String(kind)) => kind.ends_with(wanted),
                    Some(Value::Array(kinds)) => kinds
                        .iter()
                        .any(|k| k.as_str().is_some_and(|k| k.ends_with(wanted))),
                    _ => false,
                };
                if is("Question") {
                    self.question(object);
                } else if is("SearchAction") {
                    let target = object.get("target");
                    let template = match target {
                        Some(Value::Object(target)) => {
                            target.get("urlTemplate").and_then(Value::as_str)
                        }
                        Some(Value::Array(targets)) => targets.iter().find_map(Value::as_str),
                        other => other.and_then(Value::as_str),
                    };
                    let input = object.get("query-input").and_then(|input| match input {
                        Value::Object(input) => input
                            .get("valueName")
                            .and_then(Value::as_str)
                            .map(str::to_owned),
                        other => other
                            .as_str()?
                            .split("name=")
                            .nth(1)
                            .map(|n| n.trim().to_owned()),
                    });
                    let name = input.unwrap_or_else(|| "search_term_string".to_owned());
                    self.boxes.extend(
                        template.and_then(|t| SearchBox::template(t, &format!("{{{name}}}"), base)),
                    );
                }
                for (_, inner) in object.iter().take(LONGEST) {
                    if inner.is_object() || inner.is_array() {
                        self.look(inner, base, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    fn question(&mut self, object: &serde_json::Map<String, Value>) {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let name = text(object.get("name")).or(text(object.get("text")));
        let first = |value: &Value| match value {
            Value::Array(list) => list.first().cloned(),
            other => Some(other.clone()),
        };
        let answer = ["acceptedAnswer", "suggestedAnswer"]
            .iter()
            .find_map(|key| object.get(*key).and_then(first));
        let answer = answer.and_then(|a| text(a.get("text")).or(text(Some(&a))));
        if let (Some(name), Some(answer)) = (name, answer)
            && self.answers.len() < MOST
        {
            self.answers.push((name, answer));
        }
    }
}
