//! The words of a reply in the form in which they are compared: small letters without accents, figures by their value
//! however written, plain plurals, initials joined; each with what it weighs.

use super::message::Message;
use crate::coding::facts::{Kind, Text, figure};
use crate::lexicon::{self, QuickSet};
use std::ops::Range;
use std::sync::LazyLock;

/// No more words of a reply are compared.
const MOST: usize = 160;
/// What words weigh: figures, names, others, and what says nothing.
const FIGURE: f32 = 1.6;
const NAME: f32 = 1.3;
const PLAIN: f32 = 0.8;
const IDLE: f32 = 0.1;

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A figure; of four digits that may be a year.
    Figure { year: bool },
    /// It begins with a capital letter inside a sentence, or has two.
    Name,
    /// Another word.
    Plain,
    /// It says nothing by itself.
    Idle,
}

/// A word as it is compared.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Words with the same hash are the same.
    pub hash: u32,
    /// Its letters in [`Said::letters`].
    pub at: Range<usize>,
    pub sort: Sort,
    /// Whether the question has it.
    pub asked: bool,
    /// Whether it stands in capital letters only.
    pub capitals: bool,
    /// The sentence that it stands in.
    pub sentence: usize,
    pub weight: f32,
}

impl Word {
    pub const fn is_figure(&self) -> bool {
        matches!(self.sort, Sort::Figure { .. })
    }

    pub const fn is_year(&self) -> bool {
        matches!(self.sort, Sort::Figure { year: true })
    }

    /// Whether it is a name or a figure that the question does not have.
    pub fn is_key(&self) -> bool {
        !self.asked && (self.is_figure() || self.sort == Sort::Name)
    }

    pub fn is_idle(&self) -> bool {
        self.sort == Sort::Idle
    }
}

/// The words of a reply.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// All words with a blank between them.
    pub letters: String,
    pub words: Vec<Word>,
    /// The hash of each word with its place, sorted, each once.
    pub sorted: Vec<(u32, u32)>,
    /// Whether it says that it does not know, or that it depends.
    pub doubts: bool,
}

impl Said {
    /// The words of a question.
    pub fn question(raw: &str, text: &Text) -> Self {
        let mut said = Self::default();
        said.take(raw, text, 0..text.len(), 0);
        said.close(&[]);
        said
    }

    /// The words of a reply to a question that has some words, sorted.
    pub fn reply(message: &Message<'_>, asked: &[(u32, u32)]) -> Self {
        let mut said = Self::default();
        for (nth, sentence) in message.sentences.iter().enumerate() {
            said.take(message.text, &message.tokens, sentence.tokens.clone(), nth);
        }
        said.close(asked);
        said
    }

    pub fn word(&self, at: usize) -> &str {
        let at = self.words.get(at).map(|w| w.at.clone());
        at.and_then(|at| self.letters.get(at)).unwrap_or_default()
    }

    /// Where a word stands first.
    pub fn find(&self, hash: u32) -> Option<usize> {
        let at = self.sorted.binary_search_by_key(&hash, |(h, _)| *h).ok()?;
        usize::try_from(self.sorted[at].1).ok()
    }

    fn close(&mut self, asked: &[(u32, u32)]) {
        for word in &mut self.words {
            word.asked = asked.binary_search_by_key(&word.hash, |(h, _)| *h).is_ok();
        }
        let hashes = self.words.iter().zip(0u32..).map(|(w, at)| (w.hash, at));
        self.sorted = hashes.collect();
        self.sorted.sort_unstable();
        self.sorted.dedup_by_key(|(hash, _)| *hash);
    }

    fn take(&mut self, raw: &str, text: &Text, tokens: Range<usize>, sentence: usize) {
        let mut at = tokens.start;
        let mut first = true;
        while at < tokens.end && self.words.len() < MOST {
            let next = self.one(raw, text, at, sentence, &mut first);
            at = next.max(at + 1);
        }
    }

    /// Takes what stands at a token; gives the token behind it.
    fn one(
        &mut self,
        raw: &str,
        text: &Text,
        at: usize,
        sentence: usize,
        first: &mut bool,
    ) -> usize {
        let word = text.word(at);
        let glued_word = text.glued(at) && at > 0 && !text.word(at - 1).is_empty();
        if word.is_empty() {
            if text.get(at).is_some_and(|t| t.kind == Kind::Masked) {
                return self.masked(raw, text, at, sentence);
            }
            // The mark of a footnote behind a word is no figure.
            let Some((hundredths, next)) = figure(text, at).filter(|_| !glued_word) else {
                if text.digits(at) > 0 && !glued_word {
                    return self.long(text, at, sentence);
                }
                return at + 1;
            };
            return self.figure(text, at..next, hundredths, sentence);
        }
        let counts = !matches!(
            word,
            "a" | "an" | "second" | "seconde" | "een" | "un" | "une"
        ) && word.len() > 2;
        if counts
            && let Some((hundredths, next)) = figure(text, at)
            && hundredths > 0
        {
            *first = false;
            return self.figure(text, at..next, hundredths, sentence);
        }
        // The endings of figures, of owners and of verbs: `19th`, `Cyrus's`, `don't`.
        let behind_sign = text.glued(at) && at > 0 && text.sign(at - 1) == Some('\'');
        let ordinal = text.glued(at)
            && at > 0
            && text.number(at - 1).is_some()
            && matches!(word, "st" | "nd" | "rd" | "th" | "s" | "e");
        if ordinal || behind_sign && matches!(word, "s" | "t" | "re" | "ll" | "ve" | "d" | "m") {
            return at + 1;
        }
        let start = self.begin();
        let mut next = at + 1;
        self.letters.push_str(word);
        // `U.S.`, `J.R.R.`
        if word.len() == 1 {
            while text.sign(next) == Some('.')
                && text.glued(next)
                && text.glued(next + 1)
                && text.word(next + 1).len() == 1
            {
                self.letters.push_str(text.word(next + 1));
                next += 2;
            }
        }
        let long = self.letters.len() - start;
        let joined = next > at + 1;
        if !joined {
            plain(&mut self.letters, start);
        }
        let capital = text.get(at).is_some_and(|t| t.capital);
        let letters = &self.letters[start..];
        if let Some(value) = ordinal_value(letters) {
            self.letters.truncate(start.saturating_sub(1));
            return self.figure(text, at..next, value * 100, sentence);
        }
        let capitals = joined || capitals(raw, text, at);
        let names = joined || capitals && long > 1;
        let idle = !names
            && (STOPS.contains(word)
                || !capital && !lexicon::is_content(word, crate::model::Language::En));
        self.doubts |= DOUBTS.contains(word);
        let sort = if idle {
            Sort::Idle
        } else if capital && (!*first || capitals && long > 1) {
            Sort::Name
        } else {
            Sort::Plain
        };
        let weight = match sort {
            Sort::Idle => IDLE,
            Sort::Name => NAME,
            _ => PLAIN + 0.04 * long.min(10) as f32,
        };
        *first = false;
        self.words.push(Word {
            hash: hash(letters),
            at: start..self.letters.len(),
            sort,
            asked: false,
            capitals,
            sentence,
            weight,
        });
        next
    }

    fn begin(&mut self) -> usize {
        if !self.letters.is_empty() {
            self.letters.push(' ');
        }
        self.letters.len()
    }

    /// A long number, an address: figures by their value, all else as it stands.
    fn masked(&mut self, raw: &str, text: &Text, at: usize, sentence: usize) -> usize {
        let said = raw.get(text.span(at..at + 1)).unwrap_or_default();
        if let Ok(value) = said.parse::<u64>() {
            // A footnote's mark sticks to the year before it.
            let year = said.len() == 5 && (1500..2030).contains(&(value / 10));
            let value = if year { value / 10 } else { value };
            return self.figure(text, at..at + 1, value.saturating_mul(100), sentence);
        }
        let start = self.begin();
        self.letters
            .extend(said.chars().filter(char::is_ascii_alphanumeric).take(40));
        self.letters.make_ascii_lowercase();
        self.words.push(Word {
            hash: hash(&self.letters[start..]),
            at: start..self.letters.len(),
            sort: Sort::Name,
            asked: false,
            capitals: false,
            sentence,
            weight: NAME,
        });
        at + 1
    }

    /// A figure of more digits than figures of answers have.
    fn long(&mut self, text: &Text, at: usize, sentence: usize) -> usize {
        let value = text.number(at).map_or(u64::MAX, u64::from);
        self.figure(text, at..at + 1, value.saturating_mul(100), sentence)
    }

    fn figure(
        &mut self,
        text: &Text,
        tokens: Range<usize>,
        hundredths: u64,
        sentence: usize,
    ) -> usize {
        use std::fmt::Write;
        let (factor, next) = match text.word(tokens.end) {
            "hundred" => (100, tokens.end + 1),
            "thousand" | "k" => (1000, tokens.end + 1),
            "million" | "millions" | "mio" => (1_000_000, tokens.end + 1),
            "billion" | "bn" | "milliard" => (1_000_000_000, tokens.end + 1),
            _ => (1, tokens.end),
        };
        let hundredths = hundredths.saturating_mul(factor);
        let start = self.begin();
        // A text in memory takes whatever is written.
        let _ = if hundredths.is_multiple_of(100) {
            write!(self.letters, "{}", hundredths / 100)
        } else {
            write!(self.letters, "{}.{:02}", hundredths / 100, hundredths % 100)
        };
        let year =
            matches!(text.digits(tokens.start), 0 | 4) && (100_000..=210_000).contains(&hundredths);
        self.words.push(Word {
            hash: hash(&self.letters[start..]),
            at: start..self.letters.len(),
            sort: Sort::Figure { year },
            asked: false,
            capitals: false,
            sentence,
            weight: FIGURE,
        });
        next
    }
}

/// Articles, prepositions and the like of all languages: words of any answer.
const STOP: &str = "a an the of in on at to for by with from and or is was are were be been it its this that as his her their he she they \
    who which also de het een van en la le les du des et der die das und von dem den";

/// Words of those who do not know, or to whom it depends.
const DOUBT: &str = "sorry unfortunately unknown unclear unable cannot depends specify clarify helaas weet leider malheureusement desole \
    unbekannt onbekend inconnu ambiguous apologize";

/// Whether a word stands in capital letters only.
fn capitals(raw: &str, text: &Text, at: usize) -> bool {
    let span = text.span(at..at + 1);
    raw.get(span)
        .is_some_and(|w| w.chars().all(char::is_uppercase))
}

static STOPS: LazyLock<QuickSet<&'static str>> =
    LazyLock::new(|| STOP.split_whitespace().collect());
static DOUBTS: LazyLock<QuickSet<&'static str>> =
    LazyLock::new(|| DOUBT.split_whitespace().collect());

/// Takes a plural's ending away, and gives months their full names.
fn plain(letters: &mut String, start: usize) {
    let full = match &letters[start..] {
        "jan" => "january",
        "feb" => "february",
        "apr" => "april",
        "aug" => "august",
        "sep" | "sept" => "september",
        "oct" => "october",
        "nov" => "november",
        "dec" => "december",
        "ii" => "2",
        "iii" => "3",
        "iv" => "4",
        "vi" => "6",
        "vii" => "7",
        "viii" => "8",
        "saint" => "st",
        "doctor" => "dr",
        "mount" => "mt",
        "british" => "britain",
        "colour" => "color",
        _ => "",
    };
    if !full.is_empty() {
        letters.truncate(start);
        letters.push_str(full);
        return;
    }
    let long = letters.len() - start;
    if long > 4 && letters.ends_with("ies") {
        letters.truncate(letters.len() - 3);
        letters.push('y');
    } else if long > 3
        && letters.ends_with('s')
        && !(letters.ends_with("ss") || letters.ends_with("us") || letters.ends_with("is"))
    {
        letters.pop();
    }
}

fn ordinal_value(letters: &str) -> Option<u64> {
    const ORDINALS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth",
    ];
    ORDINALS
        .iter()
        .zip(1..)
        .find(|(o, _)| **o == letters)
        .map(|(_, n)| n)
}

fn hash(letters: &str) -> u32 {
    letters.bytes().fold(0x811c_9dc5_u32, |h, b| {
        (h ^ u32::from(b)).wrapping_mul(0x0100_0193)
    })
}
