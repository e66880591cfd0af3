//! Phrases that are looked for in a reply, read from lists by language.
//!
//! A line of a list is one phrase of folded words (small letters, no accents). `a|b` is either, `word*` begins
//! so, `word?` may be left out, `..` stands for up to three words, and `^` for the start of a clause.

use super::read::Read;
use crate::coding::facts::Kind;
use crate::model::Language;
use std::collections::HashMap;
use std::ops::Range;

/// So many words may stand for `..`.
const GAP: usize = 3;
/// The first letters of a word by which its phrases are found.
const KEY: usize = 3;

enum Part {
    /// One of these words, each with whether a word need only begin so; whether it may be missing.
    Words(Vec<(&'static str, bool)>, bool),
    /// Some words.
    Gap,
    /// The start of a clause.
    Start,
}

#[derive(Default)]
struct Tongue {
    phrases: Vec<Vec<Part>>,
    /// The phrases by the first letters of their first word.
    index: HashMap<&'static str, Vec<usize>>,
}

/// The phrases of one list.
pub(super) struct Cues([Tongue; 4]);

impl Cues {
    /// Reads a list. `[en]` begins the phrases of a language; `#` a remark.
    pub fn read(list: &'static str) -> Self {
        let mut tongues: [Tongue; 4] = std::array::from_fn(|_| Tongue::default());
        let mut of = 0;
        for line in list.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let head = line.strip_prefix('[').and_then(|l| l.strip_suffix(']'));
            if let Some(language) = head.and_then(Language::parse) {
                of = language as usize;
            } else {
                tongues[of].learn(line);
            }
        }
        Self(tongues)
    }

    /// The phrases that stand in a reply, as ranges of its tokens, in order; those of one start are one, the longest.
    pub fn find(&self, read: &Read<'_>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for sentence in &read.sentences {
            self.within(read, sentence.clone(), &mut found);
        }
        found
    }

    /// The same in one sentence.
    pub fn within(&self, read: &Read<'_>, sentence: Range<usize>, found: &mut Vec<Range<usize>>) {
        let tongue = &self.0[read.language as usize];
        for at in sentence.clone() {
            let word = read.tokens.word(at);
            if word.is_empty() {
                continue;
            }
            let phrases = tongue.index.get(key(word)).into_iter().flatten();
            let end = phrases
                .filter_map(|p| fits(read, &sentence, at, tongue.phrases.get(*p)?))
                .max();
            if let Some(end) = end {
                found.push(at..end);
            }
        }
    }
}

fn key(word: &str) -> &str {
    word.char_indices()
        .nth(KEY)
        .map_or(word, |(at, _)| &word[..at])
}

impl Tongue {
    fn learn(&mut self, line: &'static str) {
        let parts: Vec<Part> = line
            .split_ascii_whitespace()
            .map(|part| match part {
                ".." => Part::Gap,
                "^" => Part::Start,
                words => {
                    let bare = words.strip_suffix('?').unwrap_or(words);
                    let word = |w: &'static str| {
                        w.strip_suffix('*').map_or((w, false), |stem| (stem, true))
                    };
                    Part::Words(bare.split('|').map(word).collect(), bare != words)
                }
            })
            .collect();
        let number = self.phrases.len();
        for part in &parts {
            let Part::Words(words, optional) = part else {
                continue;
            };
            for (word, _) in words {
                let phrases = self.index.entry(key(word)).or_default();
                if phrases.last() != Some(&number) {
                    phrases.push(number);
                }
            }
            if !optional {
                break;
            }
        }
        self.phrases.push(parts);
    }
}

/// The token behind a phrase that begins at a token, within a sentence.
fn fits(read: &Read<'_>, sentence: &Range<usize>, at: usize, phrase: &[Part]) -> Option<usize> {
    match phrase {
        [Part::Start, rest @ ..] => is_start(read, sentence, at)
            .then(|| follows(read, sentence, at, at, rest))
            .flatten(),
        rest => follows(read, sentence, at, at, rest),
    }
}

fn follows(
    read: &Read<'_>,
    sentence: &Range<usize>,
    start: usize,
    mut at: usize,
    rest: &[Part],
) -> Option<usize> {
    let Some((part, after)) = rest.split_first() else {
        return Some(at);
    };
    match part {
        Part::Start => follows(read, sentence, start, at, after),
        Part::Gap => (0..=GAP)
            .scan(at, |next, _| {
                let here = *next;
                *next = skip_signs(read, sentence, here) + 1;
                Some(here)
            })
            .take_while(|next| *next < sentence.end)
            .find_map(|next| follows(read, sentence, start, next, after)),
        Part::Words(words, optional) => {
            // `we're`, `peut-on`, `sorry, Anna`: what is glued, and a comma, do not part a phrase.
            if at > start {
                at = skip_signs(read, sentence, at);
            }
            let word = (at < sentence.end).then(|| read.tokens.word(at))?;
            let is = |(w, begins): &(&str, bool)| {
                if *begins {
                    word.starts_with(w)
                } else {
                    word == *w
                }
            };
            let taken = words
                .iter()
                .any(is)
                .then(|| follows(read, sentence, start, at + 1, after));
            taken.flatten().or_else(|| {
                optional
                    .then(|| follows(read, sentence, start, at, after))
                    .flatten()
            })
        }
    }
}

fn skip_signs(read: &Read<'_>, sentence: &Range<usize>, mut at: usize) -> usize {
    let glue = |at| {
        matches!(
            read.tokens.sign(at),
            Some('\'' | '-' | '/' | ',' | '"' | '.')
        )
    };
    for _ in 0..2 {
        if at < sentence.end && glue(at) {
            at += 1;
        }
    }
    at
}

/// Words behind which a clause may start.
const LEADS: [&[&str]; 4] = [
    &[
        "please", "just", "simply", "then", "or", "and", "but", "so", "pls", "plz", "also",
        "either", "first", "kindly", "now", "instead",
    ],
    &[
        "en",
        "of",
        "dan",
        "maar",
        "gewoon",
        "alstublieft",
        "even",
        "daarna",
        "eerst",
        "vervolgens",
        "anders",
        "dus",
    ],
    &[
        "et",
        "ou",
        "puis",
        "alors",
        "mais",
        "ensuite",
        "sinon",
        "simplement",
        "donc",
        "d'abord",
    ],
    &[
        "und", "oder", "bitte", "dann", "aber", "einfach", "sonst", "also", "danach", "besten",
        "dafur", "dazu", "hierzu", "hierfur", "gerne", "gern",
    ],
];

/// Whether a clause starts at a token.
pub(super) fn is_start(read: &Read<'_>, sentence: &Range<usize>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|b| *b >= sentence.start) else {
        return true;
    };
    match read.tokens.get(before).map(|t| t.kind) {
        Some(Kind::Sign(
            ',' | ';' | ':' | '-' | '(' | '"' | '\u{2022}' | '>' | '.' | ')' | '/' | '*',
        )) => !(read.tokens.glued(at) && read.tokens.sign(before) == Some('-')),
        Some(Kind::Word) => LEADS[read.language as usize].contains(&read.tokens.word(before)),
        Some(Kind::Number(..)) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_can_be_matched() {
        let lists = [
            include_str!("cues/apology.txt"),
            include_str!("cues/empathy.txt"),
            include_str!("cues/invitation.txt"),
            include_str!("cues/own_fault.txt"),
            include_str!("cues/rhetoric.txt"),
            include_str!("cues/sorry.txt"),
            include_str!("cues/steps.txt"),
            include_str!("cues/sympathy.txt"),
            include_str!("grammar/phrases.txt"),
        ];
        for list in lists {
            for language in Language::ALL {
                let head = format!("[{language}]");
                assert_eq!(list.lines().filter(|l| *l == head).count(), 1, "{head}");
            }
            for line in list.lines().filter(|l| !l.starts_with(['#', '['])) {
                let plain = |c: char| c.is_ascii_lowercase() || " |*?.^0".contains(c);
                assert!(line.chars().all(plain), "{line}");
                for word in line.split([' ', '|']).map(|w| w.trim_end_matches('?')) {
                    // A beginning is found by its first letters.
                    let stem = word.strip_suffix('*');
                    assert!(
                        !word.is_empty() && stem.is_none_or(|s| s.len() >= KEY || s == "0"),
                        "{line}"
                    );
                }
            }
        }
    }

    #[test]
    fn phrases_have_gaps_and_what_may_be_missing() {
        let cues = Cues::read("[en]\n^ please? call|ring us\nsorry .. delay*\n[nl]\n[fr]\n[de]\n");
        let found = |text: &str| {
            let read = Read::new(text, &[], Language::En);
            let found = cues.find(&read);
            found
                .into_iter()
                .map(|f| text[read.span(f)].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("If so, please call us. They call us often."),
            ["please call us", "call us"]
        );
        assert_eq!(found("Ring us!"), ["Ring us"]);
        assert_eq!(
            found("Sorry for all the delays"),
            ["Sorry for all the delays"]
        );
        assert!(found("Sorry. The delay is long").is_empty());
        assert!(found("sorry one two three four delay").is_empty());
    }
}
