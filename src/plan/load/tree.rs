//! A typed reader over a TOML tree that writes down every mistake and goes on.

use crate::sheet::{Notes, near, nearest, quote};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// So many openings that are never closed are looked behind in one file.
const MOST_REPAIRS: usize = 20;

/// Parses a TOML file as far as it can be parsed, and hands its root to `read`. What an opening
/// that is never closed would swallow is read as if that line were not there.
pub(super) fn parse<R>(
    text: &str,
    notes: &Notes,
    read: impl for<'d> FnOnce(&Section<'d>) -> R,
) -> R {
    let mut repaired = text.to_owned();
    for _ in 0..MOST_REPAIRS {
        let (root, errors) = DeTable::parse_recoverable(&repaired);
        let opening = errors
            .iter()
            .filter(|e| e.message().contains("unclosed") || e.message().contains("multi-line"))
            .filter_map(toml::de::Error::span)
            .find_map(|span| opening_before(root.get_ref(), span.end));
        let Some(opening) = opening else { break };
        notes.syntax(
            Some(opening),
            "this is opened here and never closed",
            Some("close it with the bracket or the quotes that it was opened with".to_owned()),
        );
        drop(root);
        let start = repaired[..opening].rfind('\n').map_or(0, |i| i + 1);
        let end = repaired[opening..]
            .find('\n')
            .map_or(repaired.len(), |i| opening + i);
        repaired.replace_range(start..end, &" ".repeat(end - start));
    }
    let merged = Cell::new(false);
    let (root, errors) = DeTable::parse_recoverable(&repaired);
    let done = read(&Section {
        notes,
        merged: &merged,
        table: root.get_ref(),
        name: String::new(),
        at: None,
        known: RefCell::default(),
        absent: RefCell::default(),
    });
    for error in &errors {
        if merged.get() && error.message() == "duplicate key" {
            continue;
        }
        let at = error.span().map(|s| s.start);
        notes.syntax(at, format!("not valid TOML: {}", error.message()), None);
    }
    done
}

/// Where the outermost value begins that contains the end of an error.
fn opening_before(table: &DeTable<'_>, end: usize) -> Option<usize> {
    table.iter().find_map(|(_, value)| {
        let span = value.span();
        match value.get_ref() {
            DeValue::Table(t) if !(span.start < end && end <= span.end) => opening_before(t, end),
            DeValue::Array(a) if !(span.start < end && end <= span.end) => a
                .iter()
                .filter_map(|v| v.get_ref().as_table())
                .find_map(|t| opening_before(t, end)),
            DeValue::Array(_) | DeValue::Table(_) | DeValue::String(_) => {
                (span.start < end && end <= span.end).then_some(span.start)
            }
            _ => None,
        }
    })
}

/// One table of a file.
pub(super) struct Section<'d> {
    notes: &'d Notes,
    /// Whether entries of a list came together in one table: keys that stand there twice are no mistakes of their own.
    merged: &'d Cell<bool>,
    table: &'d DeTable<'d>,
    /// As it is written in the file; empty for the file itself.
    name: String,
    at: Option<usize>,
    known: RefCell<BTreeSet<&'static str>>,
    /// Needed keys that are absent, each with what to add.
    absent: RefCell<Vec<(&'static str, String)>>,
}

/// One value, with the key it stands under.
#[derive(Clone)]
pub(super) struct Value<'d> {
    notes: &'d Notes,
    merged: &'d Cell<bool>,
    name: String,
    tree: &'d DeValue<'d>,
    /// Byte offset of the value.
    pub(super) at: usize,
}

/// Something read, and where it stood.
#[derive(Debug, Clone)]
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) at: usize,
}

impl<'d> Section<'d> {
    /// The section as it is named in messages: ` in [design]`, or nothing for the file itself.
    fn inside(&self) -> String {
        if self.name.is_empty() {
            String::new()
        } else {
            format!(" in {}", self.name)
        }
    }

    /// Where it begins, as a byte offset.
    pub(super) fn at(&self) -> usize {
        self.at.unwrap_or(0)
    }

    /// Writes down a mistake at a place of the file.
    pub(super) fn note(&self, at: usize, message: impl Into<String>, hint: Option<String>) {
        self.notes.at(at, message, hint);
    }

    /// The value under a key.
    pub(super) fn get(&self, key: &'static str) -> Option<Value<'d>> {
        self.known.borrow_mut().insert(key);
        self.table.get(key).map(|v| self.value(key, v))
    }

    fn value(&self, key: &str, value: &'d Spanned<DeValue<'d>>) -> Value<'d> {
        Value {
            notes: self.notes,
            merged: self.merged,
            name: format!("`{key}`{}", self.inside()),
            at: value.span().start,
            tree: value.get_ref(),
        }
    }

    /// Every key with its place and its value, of a table whose keys the user chooses.
    pub(super) fn entries(&self) -> Vec<(String, usize, Value<'d>)> {
        let entries = self.table.iter().map(|(key, value)| {
            let word: &str = key.get_ref();
            (word.to_owned(), key.span().start, self.value(word, value))
        });
        entries.collect()
    }

    /// The value under a key that must be there.
    pub(super) fn need(&self, key: &'static str, example: &str) -> Option<Value<'d>> {
        let found = self.get(key);
        if found.is_none() {
            let mut absent = self.absent.borrow_mut();
            absent.push((key, format!("add {example}")));
        }
        found
    }

    /// The table under a key.
    pub(super) fn section(&self, key: &'static str) -> Option<Section<'d>> {
        let value = self.get(key)?;
        // The brackets of the table itself: `[question.codebook]` is a table of the last `[[question]]`.
        let outer = self.name.trim_start_matches('[').trim_end_matches(']');
        let name = if outer.len() < self.name.len() {
            format!("[{outer}.{key}]")
        } else {
            format!("[{key}]")
        };
        value.table(&name)
    }

    /// The tables of an array of tables; none when it is absent.
    pub(super) fn sections(&self, key: &'static str) -> Vec<Section<'d>> {
        let outer = self.name.trim_matches(['[', ']']);
        let name = if outer.is_empty() {
            format!("[[{key}]]")
        } else {
            format!("[[{outer}.{key}]]")
        };
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        match value.tree {
            DeValue::Array(array) => array
                .iter()
                .filter_map(|v| self.value(key, v).table(&name))
                .collect(),
            // What several entries say, or [question.codebook] where no [[question]] stands, came together in it: nothing
            // more can be told of them.
            DeValue::Table(_) => {
                self.merged.set(true);
                if !self.misspells(key) {
                    value.wrong(
                        format!("{} is a list: each entry begins with {name}", value.name),
                        Some(format!("write {name} with double brackets")),
                    );
                }
                Vec::new()
            }
            _ => {
                value.wrong_type(&format!("tables that begin with {name}"));
                Vec::new()
            }
        }
    }

    /// Whether a list of tables stands under nearly this key.
    fn misspells(&self, key: &'static str) -> bool {
        let lists = self.table.iter().filter(|(_, value)| {
            let list = value.get_ref().as_array();
            list.is_some_and(|list| list.iter().all(|v| v.get_ref().is_table()))
        });
        let mut words = lists.map(|(word, _)| word.get_ref());
        words.any(|word| near(word, [key]).is_some())
    }

    /// Writes down the keys that nobody asked for and those that are absent; to be called after the
    /// last `get`. `also` are further right ones. A needed key that is there in another spelling is one
    /// mistake, not two.
    pub(super) fn close(&self, also: &[&'static str]) {
        let known = self.known.borrow();
        let right = || known.iter().copied().chain(also.iter().copied());
        let mut meant = BTreeSet::new();
        for (key, _) in self.table {
            if self.notes.is_full() {
                break;
            }
            let word: &str = key.get_ref();
            if right().any(|k| k == word) {
                continue;
            }
            let nearest = near(word, right());
            meant.extend(nearest);
            let hint = nearest.map_or_else(
                || format!("known here: {}", right().collect::<Vec<_>>().join(", ")),
                |r| format!("did you mean `{r}`?"),
            );
            self.notes.at(
                key.span().start,
                format!("unknown key {}{}", quote(word), self.inside()),
                Some(hint),
            );
        }
        for (key, hint) in self.absent.take() {
            if !meant.contains(key) {
                let message = format!("`{key}` is missing{}", self.inside());
                self.notes.missing(self.at, message, Some(hint));
            }
        }
    }
}

impl<'d> Value<'d> {
    /// Writes down a mistake at this value.
    pub(super) fn wrong(&self, message: impl Into<String>, hint: Option<String>) {
        self.notes.at(self.at, message, hint);
    }

    /// How the value is named in messages: "`spacing` in [design]".
    /// Writes down that a part of the value, at a place of the file, is wrong.
    pub(super) fn wrong_at(&self, at: usize, message: impl Into<String>, hint: Option<String>) {
        self.notes.at(at, message, hint);
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The bare value, for the few keys that take more than one type.
    pub(super) const fn raw(&self) -> &'d DeValue<'d> {
        self.tree
    }

    /// Writes down that the value has the wrong type.
    pub(super) fn wrong_type(&self, expected: &str) {
        let article = match self.tree {
            DeValue::Integer(_) | DeValue::Array(_) => "an",
            _ => "a",
        };
        self.wrong(
            format!(
                "{} must be {expected}, not {article} {}",
                self.name,
                self.tree.type_str()
            ),
            None,
        );
    }

    /// A string; `expected` says which sort of string.
    pub(super) fn string(&self, expected: &str) -> Option<Located<&'d str>> {
        if let DeValue::String(s) = self.tree {
            let value: &'d str = s;
            return Some(Located { value, at: self.at });
        }
        self.wrong_type(expected);
        None
    }

    /// A string that is not blank and holds no control characters but, if `lines`, line ends.
    pub(super) fn text(&self, most: usize, lines: bool) -> Option<String> {
        let text = self.string("a string")?.value;
        if text.trim().is_empty() {
            self.wrong(format!("{} is empty", self.name), None);
        } else if text.chars().count() > most {
            self.wrong(
                format!("{} is longer than {most} characters", self.name),
                None,
            );
        } else if let Some(c) = text
            .chars()
            .find(|c| c.is_control() && !(lines && matches!(c, '\n' | '\r' | '\t')))
        {
            self.wrong(
                format!(
                    "{} holds the control character U+{:04X}",
                    self.name, c as u32
                ),
                None,
            );
        } else {
            return Some(text.to_owned());
        }
        None
    }

    /// A whole number within bounds.
    pub(super) fn integer(&self, range: RangeInclusive<u64>) -> Option<u64> {
        let DeValue::Integer(i) = self.tree else {
            self.wrong_type("a whole number");
            return None;
        };
        let number = u64::from_str_radix(i.as_str(), i.radix()).ok();
        let within = number.filter(|n| range.contains(n));
        if within.is_none() {
            let bounds = format!("{} to {}", range.start(), range.end());
            self.wrong(
                format!(
                    "{} must be within {bounds}, not {}",
                    self.name,
                    quote(i.as_str())
                ),
                None,
            );
        }
        within
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let word = self.string(&one_of(words))?.value;
        let found = words.iter().find(|(w, _)| *w == word).map(|(_, t)| *t);
        if found.is_none() {
            self.wrong(
                format!(
                    "{} must be {}, not {}",
                    self.name,
                    one_of(words),
                    quote(word)
                ),
                nearest(word, words.iter().map(|(w, _)| *w)),
            );
        }
        found
    }

    /// The elements of a list.
    pub(super) fn list(&self, expected: &str) -> Option<Vec<Value<'d>>> {
        let DeValue::Array(array) = self.tree else {
            self.wrong_type(expected);
            return None;
        };
        Some(
            array
                .iter()
                .map(|v| Value {
                    merged: self.merged,
                    notes: self.notes,
                    name: format!("an entry of {}", self.name),
                    at: v.span().start,
                    tree: v.get_ref(),
                })
                .collect(),
        )
    }

    /// The strings of a list.
    pub(super) fn strings(&self, expected: &str) -> Option<Vec<Located<&'d str>>> {
        let values = self.list(expected)?;
        let strings: Vec<_> = values.iter().map(|v| v.string("a string")).collect();
        strings.into_iter().collect()
    }

    /// The value as a table that messages call `name`.
    pub(super) fn table(&self, name: &str) -> Option<Section<'d>> {
        let DeValue::Table(table) = self.tree else {
            self.wrong_type("a table");
            return None;
        };
        Some(Section {
            merged: self.merged,
            notes: self.notes,
            table,
            name: name.to_owned(),
            at: Some(self.at),
            known: RefCell::default(),
            absent: RefCell::default(),
        })
    }
}

/// "one of a, b, c".
fn one_of<T>(words: &[(&str, T)]) -> String {
    let list: Vec<_> = words.iter().map(|(w, _)| *w).collect();
    match list.as_slice() {
        [only] => format!("`{only}`"),
        _ => format!("one of {}", list.join(", ")),
    }
}
