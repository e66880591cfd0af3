//! Many texts of which a line may begin with one, or words of which it may be one, found without comparing
//! it with all of them.

use super::{same, starts_with};

/// Texts in lower case, by their first byte.
pub(super) struct Beginnings([Vec<&'static str>; 256]);

impl Beginnings {
    /// Sorts the texts.
    pub fn new(list: impl Iterator<Item = &'static str>) -> Self {
        Self(by_first_byte(list))
    }

    /// Those that a line begins with, letter case aside.
    pub fn of(&self, line: &str) -> impl Iterator<Item = &'static str> {
        let first = line.bytes().next().map_or(0, |b| b.to_ascii_lowercase());
        self.0[usize::from(first)]
            .iter()
            .filter(move |text| starts_with(line, text))
            .copied()
    }

    /// Whether a line begins with one of them.
    pub fn begins(&self, line: &str) -> bool {
        self.of(line).next().is_some()
    }
}

/// Words in lower case, by their first byte.
pub(super) struct Words([Vec<&'static str>; 256]);

impl Words {
    /// Sorts the words.
    pub fn new(list: impl Iterator<Item = &'static str>) -> Self {
        Self(by_first_byte(list))
    }

    /// Whether a word is one of them, letter case aside.
    pub fn has(&self, word: &str) -> bool {
        self.like(word).iter().any(|w| same(word, w))
    }

    /// Those that begin as a word does.
    pub fn like(&self, word: &str) -> &[&'static str] {
        let Some(first) = word.chars().flat_map(char::to_lowercase).next() else {
            return &[];
        };
        let first = first.encode_utf8(&mut [0; 4]).as_bytes()[0];
        &self.0[usize::from(first)]
    }
}

fn by_first_byte(list: impl Iterator<Item = &'static str>) -> [Vec<&'static str>; 256] {
    let mut buckets = [const { Vec::new() }; 256];
    for text in list {
        if let Some(first) = text.bytes().next() {
            buckets[usize::from(first)].push(text);
        }
    }
    buckets
}
