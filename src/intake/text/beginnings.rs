//! Many texts of which a line may begin with one, found without comparing it with all of them.

use super::starts_with;

/// Texts in lower case, by their first byte.
pub(super) struct Beginnings([Vec<&'static str>; 256]);

impl Beginnings {
    /// Sorts the texts.
    pub fn new(list: impl Iterator<Item = &'static str>) -> Self {
        let mut buckets = [const { Vec::new() }; 256];
        for text in list {
            if let Some(first) = text.bytes().next() {
                buckets[usize::from(first)].push(text);
            }
        }
        Self(buckets)
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
