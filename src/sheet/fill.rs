//! Filling empty fields of a table and leaving every other byte as it is.

use super::csv::{Field, Rows};
use super::notes::Notes;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Values by the row's key and the column's name.
pub type Fillings = BTreeMap<(String, String), String>;

/// Fills empty fields of a CSV text that has been read without a mistake; `key` is the column by which
/// its rows are known. Every other byte stays. A value whose row or column is not there, or whose field is
/// not empty, is left out. Returns the text and the keys of the values that were used.
#[must_use]
pub fn fill(text: &str, key: &str, values: &Fillings) -> (String, Vec<(String, String)>) {
    let notes = Notes::new(PathBuf::new());
    let mut rows = Rows::new(text);
    let separator = rows.separator();
    let header = rows.next(&notes).unwrap_or_default();
    let names: Vec<&str> = header.iter().map(|field| field.text.trim()).collect();
    let mut filled = String::with_capacity(text.len() + 64 * values.len());
    let (mut used, mut copied) = (Vec::new(), 0);
    let Some(key) = names.iter().position(|name| *name == key) else {
        return (text.to_owned(), used);
    };
    while let Some(row) = rows.next(&notes) {
        if row.len() != names.len() {
            continue;
        }
        let id = row[key].text.trim();
        for (field, name) in row.iter().zip(&names) {
            let place = (id.to_owned(), (*name).to_owned());
            let Some(value) = values.get(&place).filter(|_| field.text.trim().is_empty()) else {
                continue;
            };
            filled.push_str(&text[copied..field.at]);
            filled.push_str(&written(value, separator));
            copied = end(field, text);
            used.push(place);
        }
    }
    filled.push_str(&text[copied..]);
    (filled, used)
}

/// Where an empty field ends: behind its blanks and its quotes, if it has any.
fn end(field: &Field<'_>, text: &str) -> usize {
    let quotes = if text[field.at..].starts_with('"') {
        2
    } else {
        0
    };
    field.at + field.text.len() + quotes
}

fn written(value: &str, separator: u8) -> String {
    let needs_quotes = |c: char| c == char::from(separator) || matches!(c, '"' | '\n' | '\r');
    if value.contains(needs_quotes) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values(list: &[(&str, &str, &str)]) -> Fillings {
        let own = |s: &str| s.to_owned();
        list.iter()
            .map(|(id, column, value)| ((own(id), own(column)), own(value)))
            .collect()
    }

    #[test]
    fn only_empty_fields_change() {
        let text = "\u{feff}id; name ;email;twitter\r\n\r\na;\"A; \"\"x\"\"\"; ;acme\r\nb;B;\"\";\r\nc;C;;";
        let wanted = values(&[
            ("a", "email", "a@x.example"),
            ("a", "twitter", "other"),
            ("b", "email", "x;\"y\""),
            ("b", "twitter", "bee"),
            ("c", "twitter", "sea"),
            ("c", "bluesky", "no.column"),
            ("d", "email", "no@row.example"),
        ]);
        let (filled, used) = fill(text, "id", &wanted);
        assert_eq!(
            filled,
            "\u{feff}id; name ;email;twitter\r\n\r\na;\"A; \"\"x\"\"\";a@x.example;acme\r\nb;B;\"x;\"\"y\"\"\";bee\r\nc;C;;sea"
        );
        let used: Vec<String> = used
            .iter()
            .map(|(id, column)| format!("{id} {column}"))
            .collect();
        assert_eq!(used, ["a email", "b email", "b twitter", "c twitter"]);
        assert_eq!(fill(text, "key", &wanted).0, text);
    }

    proptest! {
        #[test]
        fn taking_the_values_out_again_gives_the_same_bytes(
            rows in prop::collection::vec(("[a-c]", prop::sample::select(vec!["", " ", "\"\"", "x", "\"q\"\"\n\""])), 0..8),
            end in prop::sample::select(vec!["", "\n", "\r\n\r\n"]),
        ) {
            let mut text = "id,email,name".to_owned();
            for (id, field) in &rows {
                text = format!("{text}\n{id},{field},n");
            }
            text.push_str(end);
            let (filled, used) = fill(&text, "id", &values(&[("a", "email", "VALUE"), ("c", "email", "VALUE")]));
            let empty = rows.iter().filter(|(id, field)| id != "b" && field.trim_matches(['"', ' ']).is_empty());
            prop_assert_eq!(used.len(), empty.count());
            prop_assert_eq!(filled.matches("VALUE").count(), used.len());
            let blank = |t: &str| t.replace("VALUE", "").replace(['"', ' '], "");
            prop_assert_eq!(blank(&filled), blank(&text));
        }

        #[test]
        fn no_text_makes_it_panic(text in "(id)?[a,;\"\n\r\t\u{feff}\u{e9}]{0,60}") {
            let _ = fill(&text, "id", &values(&[("a", "a", "x"), ("", "a", "y")]));
        }
    }
}
