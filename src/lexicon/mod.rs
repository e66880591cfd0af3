//! Text -> what it is about: matters that customers ask about, whatever words and language they are put in,
//! and the stems of all other words.

mod quick;

pub use quick::{QuickMap, QuickSet};

use crate::model::Language;
use std::cell::RefCell;
use std::sync::LazyLock;

/// A matter of the lexicon by its place, or a stem by its hash.
pub type Term = u32;
/// Terms from here on are stems.
const STEMS: Term = 1 << 31;
/// What a stem weighs that the lexicon does not know.
const STEM_WEIGHT: f32 = 0.6;
/// Parts of compounds have so many letters at least, and so many may stand before them.
const PART: std::ops::RangeInclusive<usize> = 5..=16;
const BEFORE_PART: usize = 3;
/// No longer word is cut into parts.
const LONGEST: usize = 40;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

struct Lexicon {
    weights: Vec<f32>,
    /// Of their names.
    numbers: Vec<u32>,
    languages: [Tongue; 4],
}

/// The words behind the first, each with whether one need only begin so, and the matter.
type Phrase = (Vec<(&'static str, bool)>, Term);

#[derive(Default)]
struct Tongue {
    exact: QuickMap<&'static str, Vec<Term>>,
    beginnings: QuickMap<&'static str, Vec<Term>>,
    endings: QuickMap<&'static str, Vec<Term>>,
    /// By their first word: the others, each with whether it need only begin so, and the matter.
    phrases: QuickMap<&'static str, Vec<Phrase>>,
    stop: QuickSet<&'static str>,
    compounds: bool,
}

impl Lexicon {
    fn read() -> Self {
        let mut languages: [Tongue; 4] = std::array::from_fn(|_| Tongue::default());
        languages[1].compounds = true;
        languages[3].compounds = true;
        let (mut weights, mut numbers) = (Vec::new(), Vec::new());
        let lines = include_str!("matters.txt").lines();
        for line in lines.filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let mut columns = line.split('|');
            let head = columns.next().unwrap_or_default();
            let weight = head.split_whitespace().nth(1).and_then(|w| w.parse().ok());
            let term = Term::try_from(weights.len()).unwrap_or(STEMS - 1);
            weights.push(weight.unwrap_or(1.0));
            let name = head.split_whitespace().next().unwrap_or_default();
            numbers.push(named(name) & (STEMS - 1));
            for (tongue, column) in languages.iter_mut().zip(columns) {
                for pattern in column.split_whitespace() {
                    tongue.learn(pattern, term);
                }
            }
        }
        let lines = include_str!("stopwords.txt").lines();
        let lines = lines.filter(|l| !l.starts_with('#'));
        for (tongue, line) in languages.iter_mut().zip(lines) {
            tongue.stop.extend(line.split_whitespace());
        }
        Self {
            weights,
            numbers,
            languages,
        }
    }
}

impl Tongue {
    fn learn(&mut self, pattern: &'static str, term: Term) {
        let begins = |word: &'static str| {
            (
                word.trim_matches('-'),
                word.ends_with('-') || word.starts_with('-'),
            )
        };
        let mut words = pattern.split('_').filter(|w| !w.is_empty());
        let Some(first) = words.next() else { return };
        let rest: Vec<_> = words.map(begins).collect();
        let (word, is_beginning) = begins(first);
        let map = if !rest.is_empty() {
            self.phrases.entry(word).or_default().push((rest, term));
            return;
        } else if pattern.starts_with('-') && !pattern.ends_with('-') {
            &mut self.endings
        } else if is_beginning {
            &mut self.beginnings
        } else {
            &mut self.exact
        };
        let terms = map.entry(word).or_default();
        if !terms.contains(&term) {
            terms.push(term);
        }
    }

    /// The matters of a single word.
    fn matters(&self, word: &str) -> Vec<Term> {
        let mut found = self.exact.get(word).cloned().unwrap_or_default();
        for end in 3..=word.len() {
            if let Some(terms) = word.get(..end).and_then(|w| self.beginnings.get(w)) {
                found.extend(terms);
            }
        }
        if !self.endings.is_empty() && word.len() <= LONGEST {
            let ends = (1..word.len()).filter_map(|start| self.endings.get(word.get(start..)?));
            found.extend(ends.flatten());
        }
        if self.compounds && word.len() <= LONGEST {
            for start in BEFORE_PART..word.len().saturating_sub(*PART.start() - 1) {
                for length in PART {
                    let Some(part) = word.get(start..start + length) else {
                        break;
                    };
                    if let Some(terms) = self.beginnings.get(part) {
                        found.extend(terms);
                    }
                    if start + length == word.len()
                        && let Some(terms) = self.exact.get(part)
                    {
                        found.extend(terms);
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What a term weighs among others: less for what many questions have in common.
#[must_use]
pub fn weight(term: Term) -> f32 {
    let known = usize::try_from(term)
        .ok()
        .and_then(|t| LEXICON.weights.get(t));
    known.copied().unwrap_or(STEM_WEIGHT)
}

/// Whether the lexicon knows it.
#[must_use]
pub const fn is_matter(term: Term) -> bool {
    term < STEMS
}

/// The words of a text in the form in which they are looked up, one behind another.
#[derive(Default)]
struct Words {
    letters: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words = Self {
            letters: String::with_capacity(text.len()),
            ends: Vec::with_capacity(text.len() / 5),
        };
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let word = &mut words.letters;
            match c {
                'a'..='z' | '0'..='9' => word.push(c),
                'A'..='Z' => word.push(c.to_ascii_lowercase()),
                // 9.30, 09:00, 1,000: one number.
                '.' | ',' | ':'
                    if words.ends.last() != Some(&word.len())
                        && word.ends_with(|c: char| c.is_ascii_digit())
                        && chars.peek().is_some_and(char::is_ascii_digit) =>
                {
                    word.push(c);
                }
                '€' | '£' | '$' | '%' => {
                    words.end();
                    words.letters.push(c);
                    words.end();
                }
                '\u{ad}' | '\u{200b}' | '\u{300}'..='\u{36f}' => {}
                c if c.is_alphanumeric() => fold(c, word),
                _ => words.end(),
            }
        }
        words.end();
        words
    }

    fn end(&mut self) {
        let end = self.letters.len();
        if self.ends.last().copied().unwrap_or(0) < end {
            self.ends.push(end);
        }
    }

    fn get(&self, at: usize) -> Option<&str> {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.letters.get(start..*self.ends.get(at)?)
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).filter_map(|at| self.get(at))
    }
}

/// The words of a text: plain small letters; numbers whole, with what stands inside them; signs of money and
/// of shares as words of their own.
#[must_use]
pub fn tokens(text: &str) -> Vec<String> {
    Words::of(text).iter().map(str::to_owned).collect()
}

fn fold(c: char, word: &mut String) {
    match c {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' | 'À' | 'Á' | 'Â' | 'Ä' => word.push('a'),
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => word.push('e'),
        'ì' | 'í' | 'î' | 'ï' | 'Î' | 'Ï' => word.push('i'),
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'ø' | 'Ö' | 'Ô' => word.push('o'),
        'ù' | 'ú' | 'û' | 'ü' | 'Ù' | 'Û' | 'Ü' => word.push('u'),
        'ç' | 'Ç' => word.push('c'),
        'ñ' | 'Ñ' => word.push('n'),
        'ß' => word.push_str("ss"),
        'œ' | 'Œ' => word.push_str("oe"),
        'æ' | 'Æ' => word.push_str("ae"),
        c => word.extend(c.to_lowercase()),
    }
}

/// What a text is about, in order, each term once.
#[must_use]
pub fn terms_of(text: &str, language: Language) -> Vec<Term> {
    terms_among(&Words::of(text), language)
}

/// What words of [`tokens`] are about, in order, each term once.
#[must_use]
pub fn terms(words: &[String], language: Language) -> Vec<Term> {
    let mut all = Words::default();
    for word in words {
        all.letters.push_str(word);
        all.end();
    }
    terms_among(&all, language)
}

fn terms_among(words: &Words, language: Language) -> Vec<Term> {
    let tongue = &LEXICON.languages[language as usize];
    let mut found = Vec::new();
    let mut covered = 0;
    KNOWN.with_borrow_mut(|known| {
        for (at, word) in words.iter().enumerate() {
            for (rest, term) in tongue.phrases.get(word).into_iter().flatten() {
                let fits = rest.iter().enumerate().all(|(n, (part, begins))| {
                    words.get(at + 1 + n).is_some_and(|word| {
                        if *begins {
                            word.starts_with(part)
                        } else {
                            word == *part
                        }
                    })
                });
                if fits {
                    found.push(*term);
                    covered = covered.max(at + 1 + rest.len());
                }
            }
            // What a phrase is made of says nothing by itself.
            match known.look(word, language) {
                Says::Matters(matters) => found.extend(matters),
                Says::Stem(stem) if at >= covered => found.push(*stem),
                Says::Stem(_) | Says::Nothing => {}
            }
        }
    });
    let mut seen = QuickSet::default();
    found.retain(|term| seen.insert(*term));
    found
}

/// What a word says by itself.
enum Says {
    Matters(Vec<Term>),
    Stem(Term),
    Nothing,
}

impl Says {
    fn of(word: &str, language: Language) -> Self {
        let tongue = &LEXICON.languages[language as usize];
        let matters = tongue.matters(word);
        if !matters.is_empty() {
            return Self::Matters(matters);
        }
        let says_nothing = word.len() < 3
            || word.starts_with(|c: char| c.is_ascii_digit())
            || tongue.stop.contains(word);
        if says_nothing {
            Self::Nothing
        } else {
            Self::Stem(hashed(stem(word, language)))
        }
    }
}

/// So many words are kept with what they say, a place each: most words of any text are few.
const PLACES: usize = 4096;

thread_local! {
    static KNOWN: RefCell<Known> = const { RefCell::new(Known { places: Vec::new(), last: Says::Nothing }) };
}

struct Known {
    places: Vec<Option<(String, Language, Says)>>,
    last: Says,
}

impl Known {
    fn look(&mut self, word: &str, language: Language) -> &Says {
        self.places.resize_with(PLACES, || None);
        let place = quick::place(word, PLACES);
        if word.len() > LONGEST {
            self.last = Says::of(word, language);
            return &self.last;
        }
        let held = self.places[place]
            .as_ref()
            .is_some_and(|(held, of, _)| held == word && *of == language);
        if !held {
            self.places[place] = None;
        }
        let fresh = || (word.to_owned(), language, Says::of(word, language));
        &self.places[place].get_or_insert_with(fresh).2
    }
}

/// The language of a text by the common words in it; `None` when they do not tell.
#[must_use]
pub fn language(words: &[String]) -> Option<Language> {
    let count = |language: &Language| {
        let tongue = &LEXICON.languages[*language as usize];
        let stop = |word: &&String| tongue.stop.contains(word.as_str());
        words.iter().take(400).filter(stop).count()
    };
    let counts = Language::ALL.map(|language| count(&language));
    let best = counts.iter().copied().max().filter(|best| *best > 0)?;
    let mut all = Language::ALL.into_iter().zip(counts);
    let (language, _) = all.find(|(_, count)| *count == best)?;
    all.all(|(_, count)| count < best).then_some(language)
}

/// Whether a word says something of the matter.
#[must_use]
pub fn is_content(word: &str, language: Language) -> bool {
    let tongue = &LEXICON.languages[language as usize];
    word.len() > 2 && !tongue.stop.contains(word) && !word.starts_with(|c: char| c.is_ascii_digit())
}

fn hashed(stem: &str) -> Term {
    STEMS | (named(stem) & (STEMS - 1))
}

/// A number of a name that stays the same from one build to the next: what was learnt of it is found by it.
#[must_use]
pub fn named(name: &str) -> u32 {
    let sum = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    });
    let (low, high) = (sum & 0xffff_ffff, sum >> 32);
    u32::try_from(low ^ high).unwrap_or_default()
}

/// The number of a term by its name: of a matter by what stands first in its line, wherever that is.
#[must_use]
pub fn number(term: Term) -> u32 {
    let known = usize::try_from(term)
        .ok()
        .and_then(|t| LEXICON.numbers.get(t));
    known.copied().unwrap_or(term)
}

/// A word without its ending: enough that its forms meet.
fn stem(word: &str, language: Language) -> &str {
    let endings: &[&str] = match language {
        Language::En => &["ings", "ing", "ies", "ied", "es", "ed", "e", "s", "y"],
        Language::Nl => &["ingen", "ing", "jes", "je", "en", "e", "s", "t"],
        Language::Fr => &[
            "ements", "ement", "ees", "ee", "es", "er", "ez", "e", "s", "x",
        ],
        Language::De => &["ungen", "ung", "en", "er", "es", "em", "e", "n", "s", "t"],
    };
    let cut = |end: &&str| word.strip_suffix(end).filter(|stem| stem.len() >= 4);
    endings.iter().find_map(cut).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, language: Language) -> Vec<Term> {
        terms_of(text, language)
    }

    #[test]
    fn words_are_plain_and_numbers_whole() {
        assert_eq!(
            tokens("Größe: £3.50, 09:00-17.30; d'Œuvre e\u{301}t\u{e9} 10%"),
            [
                "grosse", "£", "3.50", "09:00", "17.30", "d", "oeuvre", "ete", "10", "%"
            ]
        );
    }

    #[test]
    fn a_matter_is_the_same_in_every_language_and_wording() {
        let card = of("gift voucher", Language::En);
        for (text, language) in [
            ("Reisegutscheine", Language::De),
            ("uw cadeaubon", Language::Nl),
            ("les cartes cadeaux", Language::Fr),
        ] {
            assert!(of(text, language).contains(&card[0]), "{text}");
        }
        let back = of("return", Language::En)[0];
        assert!(of("May I bring back a coat?", Language::En).contains(&back));
        assert!(of("Rückgabefrist", Language::De).contains(&back));
        assert!(!of("Kontakt", Language::De).contains(&back));
        assert_eq!(of("the of and 12", Language::En), Vec::<u32>::new());
        assert_eq!(of("umbrellas", Language::En), of("umbrella", Language::En));
    }
}
