//! What the words of a sentence do, whatever it is about: deny, regret, say, know, send on, ask for something. The same senses in
//! four languages, so that what is learnt of one holds for all; `senses.txt` has their words.

use crate::coding::facts::{Kind, Text};
use crate::lexicon::QuickMap;
use crate::model::Language;
use std::ops::Range;
use std::sync::LazyLock;

/// How many senses there are with that of asking, which no word has.
pub(super) const SENSES: usize = 26;
const ASKS: u32 = 1 << (SENSES - 1);
/// What stands for an address of the web.
const LOOK: &str = "look";

/// The words of one language.
#[derive(Default)]
struct Words {
    exact: QuickMap<&'static str, u32>,
    beginnings: QuickMap<&'static str, u32>,
    /// By their first word: the whole, and its senses.
    phrases: QuickMap<&'static str, Vec<(String, u32)>>,
}

struct Table {
    languages: [Words; 4],
    look: u32,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut languages: [Words; 4] = std::array::from_fn(|_| Words::default());
    let mut look = 0;
    let lines = include_str!("senses.txt").lines();
    let lines = lines.filter(|l| !l.is_empty() && !l.starts_with('#'));
    for (nth, line) in lines.enumerate().take(SENSES - 1) {
        let bit = 1 << nth;
        let mut columns = line.split('|');
        if columns.next().is_some_and(|name| name.trim() == LOOK) {
            look = bit;
        }
        for (words, column) in languages.iter_mut().zip(columns) {
            for word in column.split_whitespace() {
                words.learn(word, bit);
            }
        }
    }
    Table { languages, look }
});

impl Words {
    fn learn(&mut self, word: &'static str, bit: u32) {
        if let Some((first, rest)) = word.split_once('_').filter(|(_, rest)| !rest.is_empty()) {
            let whole = format!("{first} {}", rest.replace('_', " "));
            self.phrases.entry(first).or_default().push((whole, bit));
        } else if let Some(beginning) = word.strip_suffix('-') {
            *self.beginnings.entry(beginning).or_default() |= bit;
        } else {
            *self.exact.entry(word).or_default() |= bit;
        }
    }

    fn of(&self, text: &Text, at: usize) -> u32 {
        let word = text.word(at);
        let mut found = self.exact.get(word).copied().unwrap_or(0);
        for end in 3..=word.len().min(14) {
            if let Some(bits) = word.get(..end).and_then(|w| self.beginnings.get(w)) {
                found |= bits;
            }
        }
        for (whole, bit) in self.phrases.get(word).into_iter().flatten() {
            if text.phrase(at, whole).is_some() {
                found |= bit;
            }
        }
        found
    }
}

/// The senses of some tokens, a bit each.
pub(super) fn senses(text: &Text, tokens: Range<usize>, asks: bool, language: Language) -> u32 {
    let words = &TABLE.languages[language as usize];
    let mut found = if asks { ASKS } else { 0 };
    for at in tokens {
        match text.get(at).map(|t| t.kind) {
            Some(Kind::Masked) => found |= TABLE.look,
            Some(Kind::Word) => found |= words.of(text, at),
            _ => {}
        }
    }
    found
}

/// How many pairs of senses there are, each with itself too.
pub(super) const PAIRS: usize = SENSES * (SENSES + 1) / 2;

/// Which senses meet in one sentence.
pub(super) fn meetings(sentences: impl Iterator<Item = u32>) -> [bool; PAIRS] {
    let mut met = [false; PAIRS];
    for bits in sentences {
        let mut nth = 0;
        for a in 0..SENSES {
            if bits & (1 << a) == 0 {
                nth += SENSES - a;
                continue;
            }
            for b in a..SENSES {
                met[nth] |= bits & (1 << b) != 0;
                nth += 1;
            }
        }
    }
    met
}
