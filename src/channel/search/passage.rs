//! Which passage of a page answers a question, if any does.
//!
//! Words are compared by what they are about (see [`crate::lexicon`]), each weighing the more the rarer it is on the
//! page (the idf of BM25). A passage that merely mentions the matter is no answer: it must state something, hold a
//! fact of the kind that is asked for, and stand under no heading that asks for something else.

use super::evidence::{self, Facts, STATEMENT};
use super::sheet::{Section, Sheet};
use crate::lexicon::{self as words, Term};
use crate::model::{Language, Particulars};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Passages have so many letters at most, and so many paragraphs.
pub(super) const LONGEST: usize = 1_500;
const MOST_BLOCKS: usize = 3;
/// From here on a passage answers.
pub(super) const ENOUGH: f32 = 0.48;
/// From here on nothing better is looked for.
pub(super) const SURE: f32 = 0.72;
/// What the headings above count for, and the page's title.
const ABOVE: f32 = 0.6;
/// What a word weighs by where it stands: what the question is about, its subject line, the sentence that asks, the
/// others.
const TOPIC: f32 = 1.0;
const SUBJECT: f32 = 0.3;
const ASKING: f32 = 0.45;
const TELLING: f32 = 0.06;
/// A sentence without a fact that has fewer words states nothing.
const LEAST: usize = 4;
/// Unless it begins with one of these.
const PLAIN: [&str; 18] = [
    "yes",
    "no",
    "never",
    "always",
    "free",
    "only",
    "ja",
    "nee",
    "nooit",
    "altijd",
    "gratis",
    "alleen",
    "nein",
    "nie",
    "kostenlos",
    "oui",
    "non",
    "jamais",
];
/// No more words of a section are looked at.
const MOST_SENTENCES: usize = 200;

/// Phrases as the words that they are made of, by language.
type Phrases = Vec<Vec<Vec<String>>>;

static POINTERS: LazyLock<Phrases> = LazyLock::new(|| phrases(include_str!("pointers.txt")));
static HOLLOW: LazyLock<Phrases> = LazyLock::new(|| phrases(include_str!("hollow.txt")));

fn phrases(list: &str) -> Phrases {
    let lines = list.lines().filter(|l| !l.starts_with('#'));
    lines
        .map(|line| line.split('|').map(words::tokens).collect())
        .collect()
}

/// A question, as passages are measured by it.
#[derive(Debug, Clone)]
pub struct Ask {
    terms: Vec<(Term, f32)>,
    /// What it is about by its topic.
    keys: Vec<Term>,
    wanted: Vec<Facts>,
    /// The language in which is asked.
    pub language: Language,
}

/// A passage that answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// The heading above it; empty for none.
    pub heading: String,
    /// Its paragraphs, a line each.
    pub text: String,
    /// How well it answers, from 0 to 1.
    pub score: f32,
    /// Whether it is an answer in a list of questions and answers.
    pub asked: bool,
    /// The link under whose words it stands.
    pub(super) leads: Option<usize>,
}

/// A page with its words understood, in one language.
#[derive(Debug, Clone)]
pub struct Studied {
    sections: Vec<StudiedSection>,
    title: Vec<Term>,
    /// In how many sections a term stands.
    frequency: HashMap<Term, u32>,
}

#[derive(Debug, Clone)]
struct StudiedSection {
    /// Its place among the page's sections.
    nth: usize,
    heading: Vec<Term>,
    above: Vec<Term>,
    blocks: Vec<StudiedBlock>,
}

#[derive(Debug, Clone, Default)]
struct StudiedBlock {
    length: usize,
    words: usize,
    statements: Vec<Statement>,
}

#[derive(Debug, Clone)]
struct Statement {
    terms: Vec<Term>,
    facts: Facts,
}

impl Ask {
    /// The question of an enquiry.
    #[must_use]
    pub fn new(particulars: &Particulars) -> Self {
        let language = particulars.language;
        let mut weights: Vec<(Term, f32)> = Vec::new();
        let company: HashSet<Term> = words::terms(&words::tokens(&particulars.company), language)
            .into_iter()
            .collect();
        let mut add = |terms: Vec<Term>, factor: f32| {
            for term in terms.into_iter().filter(|t| !company.contains(t)) {
                let more = factor * words::weight(term);
                match weights.iter_mut().find(|(known, _)| *known == term) {
                    // The same once more says a little more.
                    Some((_, weight)) => *weight = weight.max(more) + 0.25 * weight.min(more),
                    None => weights.push((term, more)),
                }
            }
        };
        let topic = words::terms(&words::tokens(&particulars.topic), Language::En);
        // What it is about is noted in English; elsewhere only matters mean the same.
        let topic = topic
            .into_iter()
            .filter(|t| language == Language::En || words::is_matter(*t));
        let keys: Vec<Term> = topic.collect();
        add(keys.clone(), TOPIC);
        add(
            words::terms(&words::tokens(&particulars.subject), language),
            SUBJECT,
        );
        let question = &particulars.question;
        let asks = question.contains('?');
        for sentence in sentences(question) {
            let factor = if sentence.ends_with('?') || !asks {
                ASKING
            } else {
                TELLING
            };
            add(words::terms(&words::tokens(sentence), language), factor);
        }
        Self {
            terms: weights,
            keys,
            wanted: evidence::wanted(question, language),
            language,
        }
    }

    /// How much of what is asked a few words hold, from 0 to 1.
    #[must_use]
    pub(super) fn coverage(&self, text: &str) -> f32 {
        let held: HashSet<Term> = words::terms(&words::tokens(text), self.language)
            .into_iter()
            .collect();
        let all: f32 = self.terms.iter().map(|(_, w)| w).sum();
        let some: f32 = self
            .terms
            .iter()
            .filter(|(t, _)| held.contains(t))
            .map(|(_, w)| w)
            .sum();
        if all > 0.0 { some / all } else { 0.0 }
    }
}

impl Studied {
    /// Understands the words of a page.
    pub(super) fn new(sheet: &Sheet, language: Language) -> Self {
        let of = |text: &str| words::terms(&words::tokens(text), language);
        let mut above: HashMap<&str, Vec<Term>> = HashMap::new();
        let mut studied = Self {
            sections: Vec::new(),
            title: of(&sheet.title),
            frequency: HashMap::new(),
        };
        for (nth, section) in sheet.sections.iter().enumerate() {
            if section.blocks.is_empty() {
                continue;
            }
            let mut left = MOST_SENTENCES;
            let blocks: Vec<StudiedBlock> = section
                .blocks
                .iter()
                .map(|b| study(b, language, &mut left))
                .collect();
            let heading = of(&section.heading);
            let all: HashSet<Term> = blocks
                .iter()
                .flat_map(|b| b.statements.iter().flat_map(|s| s.terms.iter().copied()))
                .chain(heading.iter().copied())
                .collect();
            for term in all {
                *studied.frequency.entry(term).or_default() += 1;
            }
            studied.sections.push(StudiedSection {
                nth,
                heading,
                above: above
                    .entry(&section.above)
                    .or_insert_with(|| of(&section.above))
                    .clone(),
                blocks,
            });
        }
        studied
    }
}

fn study(block: &str, language: Language, left: &mut usize) -> StudiedBlock {
    let mut studied = StudiedBlock {
        length: block.len(),
        ..StudiedBlock::default()
    };
    for sentence in sentences(block) {
        if *left == 0 {
            break;
        }
        *left -= 1;
        let tokens = words::tokens(sentence);
        studied.words += tokens.len();
        if tokens.len() < 2 && !tokens.iter().any(|t| t.len() > 3) || sentence.ends_with('?') {
            continue;
        }
        let facts = evidence::facts(&tokens);
        let points = holds(&tokens, &POINTERS, language) && facts & !evidence::MONEY == 0;
        // What is cut off says nothing, and `Search:` or `Tell us below` no more.
        let is_cut = sentence.ends_with('…') || sentence.ends_with("...");
        let is_plain = tokens.first().is_some_and(|t| PLAIN.contains(&t.as_str()));
        let is_scrap = facts == 0 && tokens.len() < LEAST && !is_plain;
        if points || is_cut || is_scrap || holds(&tokens, &HOLLOW, language) {
            continue;
        }
        studied.statements.push(Statement {
            terms: words::terms(&tokens, language),
            facts,
        });
    }
    studied
}

/// Whether one of the phrases of a language stands in a sentence.
fn holds(tokens: &[String], phrases: &Phrases, language: Language) -> bool {
    let Some(phrases) = phrases.get(language as usize) else {
        return false;
    };
    phrases.iter().any(|phrase| {
        tokens
            .windows(phrase.len().max(1))
            .any(|window| window == phrase.as_slice())
    })
}

/// Sentences with what ends them.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let ends = match c {
            '?' | '!' => next.is_none_or(char::is_whitespace),
            // `z. B. am 5. Mai`: a full stop behind a letter or two, or a number, before a small letter or a digit.
            '.' => {
                next.is_none_or(char::is_whitespace) && {
                    let rest = text[at + 1..].trim_start();
                    let word = text[start..at]
                        .rsplit(char::is_whitespace)
                        .next()
                        .unwrap_or_default();
                    word.len() > 2 && !rest.starts_with(char::is_lowercase)
                }
            }
            '\n' => true,
            _ => false,
        };
        if ends {
            let sentence = text[start..=at].trim();
            if !sentence.is_empty() {
                found.push(sentence);
            }
            start = at + c.len_utf8();
        }
    }
    let last = text.get(start..).unwrap_or_default().trim();
    if !last.is_empty() {
        found.push(last);
    }
    found
}

/// The passages of a page that answer a question, the best first.
pub(super) fn answers(sheet: &Sheet, studied: &Studied, ask: &Ask) -> Vec<Passage> {
    let mut found: Vec<Passage> = studied
        .sections
        .iter()
        .filter_map(|section| best_of(sheet.sections.get(section.nth)?, section, studied, ask))
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found
}

/// What a term of the question counts on this page: the rarer, the more.
fn rarity(studied: &Studied, term: Term) -> f32 {
    let sections = studied.sections.len() as f32;
    if sections < 3.0 {
        return 1.0;
    }
    let held = studied.frequency.get(&term).copied().unwrap_or(0) as f32;
    let idf = ((sections + 1.0) / (held + 0.5)).ln() / ((sections + 1.0) / 1.5).ln();
    0.4 + 0.6 * idf.clamp(0.0, 1.0)
}

fn best_of(
    section: &Section,
    studied: &StudiedSection,
    page: &Studied,
    ask: &Ask,
) -> Option<Passage> {
    // Most sections have nothing to do with it.
    let touches = |terms: &[Term]| {
        terms
            .iter()
            .any(|t| ask.terms.iter().any(|(asked, _)| asked == t))
    };
    let near = touches(&studied.heading)
        || studied
            .blocks
            .iter()
            .any(|b| b.statements.iter().any(|s| touches(&s.terms)));
    if !near {
        return None;
    }
    let weights: Vec<(Term, f32)> = ask
        .terms
        .iter()
        .map(|(t, w)| (*t, w * rarity(page, *t)))
        .collect();
    let all: f32 = weights.iter().map(|(_, w)| w).sum();
    if all <= 0.0 {
        return None;
    }
    let mut best: Option<(f32, std::ops::Range<usize>)> = None;
    let count = studied.blocks.len();
    for start in 0..count {
        for end in start + 1..=(start + MOST_BLOCKS).min(count) {
            let window = &studied.blocks[start..end];
            let length: usize = window.iter().map(|b| b.length + 1).sum();
            if length > LONGEST && end > start + 1 {
                break;
            }
            let score = score(studied, window, page, &weights, all, ask);
            if score > best.as_ref().map_or(0.0, |(s, _)| *s) + 0.001 {
                best = Some((score, start..end));
            }
        }
    }
    let (score, range) = best?;
    if score < ENOUGH {
        return None;
    }
    // An answer is given whole where it is short.
    let whole: usize = section.blocks.iter().map(|b| b.len() + 1).sum();
    let range = if whole <= LONGEST && (section.asked || count <= MOST_BLOCKS) {
        0..count
    } else {
        range
    };
    let text = section.blocks.get(range)?.join("\n");
    Some(Passage {
        heading: section.heading.clone(),
        text: text[..text.floor_char_boundary(LONGEST)].to_owned(),
        score,
        asked: section.asked,
        leads: section.leads,
    })
}

fn score(
    section: &StudiedSection,
    window: &[StudiedBlock],
    page: &Studied,
    weights: &[(Term, f32)],
    all: f32,
    ask: &Ask,
) -> f32 {
    let statements = || window.iter().flat_map(|b| b.statements.iter());
    let words: usize = window.iter().map(|b| b.words).sum();
    if statements().next().is_none() {
        return 0.0;
    }
    let (mut own, mut covered, mut in_heading) = (0.0, 0.0, 0.0);
    for (term, weight) in weights {
        let heading = section.heading.contains(term);
        let said = statements().any(|s| s.terms.contains(term));
        if heading {
            in_heading += weight;
        }
        if heading || said {
            own += weight;
            covered += weight;
        } else if section.above.contains(term) || page.title.contains(term) {
            covered += ABOVE * weight;
        }
    }
    let (own, covered, in_heading) = (own / all, covered / all, in_heading / all);
    // What the question is about most of all, and the page does not speak of.
    let (mut key, mut key_held) = (0.0, 0.0);
    for (term, weight) in weights.iter().filter(|(t, _)| ask.keys.contains(t)) {
        let held = section.heading.contains(term) || statements().any(|s| s.terms.contains(term));
        let near = section.above.contains(term) || page.title.contains(term);
        key += weight;
        key_held += weight
            * if held {
                1.0
            } else if near {
                ABOVE
            } else {
                0.0
            };
    }
    let lacking = if key > 0.0 { 1.0 - key_held / key } else { 0.0 };
    // Facts count where they are said of the matter.
    let touches = |s: &Statement| weights.iter().any(|(t, _)| s.terms.contains(t));
    let facts = statements()
        .filter(|s| in_heading > 0.15 || touches(s) || window.len() == 1)
        .fold(0, |sum, s| sum | s.facts);
    let met = ask
        .wanted
        .iter()
        .filter(|w| **w == STATEMENT || facts & **w != 0)
        .count();
    if met == 0 {
        return 0.0;
    }
    let met = met as f32 / ask.wanted.len().max(1) as f32;
    // A heading about something else.
    let asked = |t: &Term| weights.iter().any(|(asked, _)| asked == t);
    let (mut alien, mut sum) = (0.0, 0.0);
    for term in &section.heading {
        let weight = words::weight(*term);
        sum += weight;
        if !asked(term) {
            alien += weight;
        }
    }
    let alien = if sum > 0.0 { alien / sum } else { 0.0 };
    let long = (words as f32 / 120.0 - 1.0).clamp(0.0, 1.0);
    0.55 * covered + 0.35 * own + 0.12 * met - 0.2 * alien - 0.12 * lacking - 0.1 * long
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_they_do() {
        assert_eq!(
            sentences("Am 5. Mai, z. B. um 9.30 Uhr. Gut? Ja!\nNo 3. Next"),
            ["Am 5. Mai, z. B. um 9.30 Uhr.", "Gut?", "Ja!", "No 3. Next"]
        );
    }
}
