//! The beginning of a company's name, by which its further accounts are told: `@LinderbyHelp` of Linderby
//! Records, whose own account is `@LinderbyRecords`.
//!
//! That is less than the name. It counts only for a word that few things are called by, with words of
//! service or of a country beside it, and the caller asks whether it fits another company of the panel as
//! well. An ordinary word, a place or a person's name (`@PaperHelp` of Paper Moon) is for a person to judge.

use super::name::{made_of, stands_beside};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words, places and names of persons that many are called by; also words of trade.
static ORDINARY: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("names/ordinary.txt").lines().collect());
/// Beside a name these say nothing: anybody is `TheLinderby`.
const EMPTY: [&str; 7] = ["the", "my", "get", "at", "with", "hi", "hey"];
/// A stem that counts has so many letters at least; one that a person is asked about, so many.
const LETTERS: usize = 5;
const FEWEST: usize = 4;
/// So many letters behind an ordinary word make another word of it.
const MORE: usize = 3;

/// The first word of a company's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stem {
    word: String,
    /// Whether few things are called so.
    rare: bool,
}

/// What a handle has of the beginning of a company's name.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// It is that and words of service or country; so much of the name stands in it.
    Served(String),
    /// Something else stands beside it, or it may be anybody's.
    Perhaps(String),
}

impl Stem {
    /// A word of a name, if it may tell a company at all.
    pub fn of(word: &str) -> Option<Self> {
        let letters = word.chars().all(char::is_alphabetic);
        (letters && word.len() >= FEWEST && !stands_beside(word)).then(|| {
            let plural = word.strip_suffix('s').unwrap_or(word);
            Self {
                rare: word.len() >= LETTERS
                    && !ORDINARY.contains(word)
                    && !ORDINARY.contains(plural),
                word: word.to_owned(),
            }
        })
    }

    /// The word as far as a form of the name has it, if that is most of it and as rare.
    pub fn cut(&self, key: &str) -> Option<Self> {
        let alike = common(&self.word, key);
        if !self.rare || alike == self.word.len() || alike * 3 < self.word.len() * 2 {
            return None;
        }
        Self::of(self.word.get(..alike)?).filter(|cut| cut.rare)
    }

    pub fn word(&self) -> &str {
        &self.word
    }

    /// Looks for the stem in a handle (in words, and those together) and in the words of the account's name.
    /// `keys` are the forms of the company's name: of the one that begins with the stem, a handle may have
    /// more than the stem.
    pub fn begins(
        &self,
        handle: &[String],
        joined: &str,
        shown: &[String],
        keys: &[String],
    ) -> Option<Beginning> {
        let word = self.word.as_str();
        let mut found = None;
        for (at, _) in joined.match_indices(word).take(4) {
            let before = &joined[..at];
            if !made_of(before, 2) {
                continue;
            }
            let here = &joined[at..];
            for key in keys.iter().filter(|key| key.starts_with(word)) {
                for end in (word.len()..=common(here, key)).rev() {
                    let Some((part, behind)) = here.split_at_checked(end) else {
                        continue;
                    };
                    let empty = |beside: &str| beside.is_empty() || EMPTY.contains(&beside);
                    if !made_of(behind, 2) || empty(before) && empty(behind) {
                        continue;
                    }
                    if self.rare || part.len() >= word.len() + MORE {
                        return Some(Beginning::Served(part.to_owned()));
                    }
                    found = Some(Beginning::Perhaps(word.to_owned()));
                }
            }
        }
        // Before anybody is passed over whose name has the word in it.
        let has = self.rare
            && (joined.starts_with(word) || handle.iter().chain(shown).any(|w| w == word));
        found.or_else(|| has.then(|| Beginning::Perhaps(word.to_owned())))
    }
}

/// The length of what two texts begin with alike.
fn common(one: &str, other: &str) -> usize {
    let alike = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b);
    alike.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_is_a_word_that_few_are_called_by() {
        for (word, expected) in [
            ("linderby", Some(true)),
            ("paper", Some(false)),
            ("papers", Some(false)),
            ("dublin", Some(false)),
            ("harris", Some(false)),
            ("acme", Some(false)),
            ("bank", None),
            ("customer", None),
            ("ing", None),
            ("linderby2", None),
        ] {
            assert_eq!(Stem::of(word).map(|s| s.rare), expected, "{word}");
        }
    }

    #[test]
    fn the_list_has_each_word_once_in_order() {
        let words: Vec<&str> = include_str!("names/ordinary.txt").lines().collect();
        assert!(words.is_sorted_by(|a, b| a < b));
        assert!(words.iter().all(|w| w.len() >= FEWEST));
    }
}
