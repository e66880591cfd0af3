//! Looking into JSON that may be anything.

use serde_json::Value;

/// The first of these members that is there and not null: both dialects' names of a thing.
pub(super) fn either<'a>(value: &'a Value, names: &[&str]) -> Option<&'a Value> {
    names
        .iter()
        .find_map(|name| value.get(name).filter(|v| !v.is_null()))
}

/// A member that is text.
pub(super) fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

/// A member that is text, cleaned and cut to so many characters; empty when there is none.
pub(super) fn words(value: &Value, name: &str, most: usize) -> String {
    clean(text(value, name).unwrap_or_default(), most)
}

/// A member that is a list, at most so many of it.
pub(super) fn list<'a>(
    value: &'a Value,
    name: &str,
    most: usize,
) -> impl Iterator<Item = &'a Value> + use<'a> {
    let list = value.get(name).and_then(Value::as_array);
    list.into_iter().flatten().take(most)
}

/// Text without control characters but line ends and tabs, cut to so many characters.
pub(super) fn clean(text: &str, most: usize) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .take(most)
        .collect()
}
