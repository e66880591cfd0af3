//! Many texts of which a line may begin with one, found without comparing it with all of them.

use super::{same, starts_with};

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

/// No longer words are told apart by their length.
const LENGTHS: usize = 24;

/// Many words, one of which a word may be, found without comparing it with all of them.
pub(super) struct Words(Vec<Vec<&'static str>>);

impl Words {
    /// Sorts the words, which are in lower case.
    pub fn new(list: impl Iterator<Item = &'static str>) -> Self {
        let mut buckets = vec![Vec::new(); 32 * LENGTHS];
        for word in list.filter(|w| !w.is_empty()) {
            buckets[Self::place(word)].push(word);
        }
        Self(buckets)
    }

    /// Whether a word is one of them, letter case aside.
    pub fn has(&self, word: &str) -> bool {
        !word.is_empty() && self.0[Self::place(word)].iter().any(|w| same(word, w))
    }

    /// The two cases of a letter have the same low bits in their first byte.
    fn place(word: &str) -> usize {
        let first = word.bytes().next().unwrap_or_default();
        usize::from(first & 31) * LENGTHS + word.len().min(LENGTHS - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_are_found_in_either_case() {
        let words = Words::new("été team\ngroße\n\nl'équipe".split(['\n', ' ']));
        for word in ["Été", "TEAM", "GROßE", "L'équipe"] {
            assert!(words.has(word), "{word}");
        }
        for word in ["", "tea", "teams", "groß"] {
            assert!(!words.has(word), "{word}");
        }
    }
}
