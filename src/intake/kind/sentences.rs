//! A text sentence by sentence: what each does, and how much of it says something.

use super::super::folded::Folded;
use super::super::phrases::{self, Family};
use super::sense::{Odds, Scratch, odds};

/// Families that say nothing about what a message is.
const POLITE: [Family; 3] = [Family::Greeting, Family::Thanks, Family::Courtesy];
/// So many sentences are compared with the examples.
const JUDGED: usize = 200;

/// What the sentences of a text do.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in super::super) struct Analysis {
    /// How many sentences do it.
    counts: [u16; Family::COUNT],
    /// The first words that do it.
    words: Vec<(Family, String)>,
    /// Words of sentences that are of no family, or say more than their phrases.
    pub content: usize,
    /// Words of sentences that would be the frame of a receipt, if there is one.
    pub framed: usize,
    /// Words of sentences about absence.
    pub away_words: usize,
    /// Whether what is said holds a figure, or begins with yes or no.
    pub fact: bool,
    /// Whether a sentence begins with yes or no.
    pub yes_or_no: bool,
    /// Questions that the sender asks.
    pub questions: u16,
    /// Words stated after a question, but for those that say what its answer is wanted for.
    pub stated_after: usize,
    /// What the sentences that say anything are likely about, each with its place in the text.
    pub about: Vec<(usize, Odds)>,
}

impl Analysis {
    /// Takes a text apart.
    pub fn new(folded: &Folded) -> Self {
        Self::read(folded, true)
    }

    /// Takes a text apart as far as [`Self::count`] and [`Self::evidence`] tell of it.
    pub fn of_families(folded: &Folded) -> Self {
        Self::read(folded, false)
    }

    fn read(folded: &Folded, weighed: bool) -> Self {
        let mut out = Self::default();
        let mut scratch = Scratch::default();
        let mut closed = false;
        // Texts are bounded already; a thousand sentences are more than anybody answers with.
        for (n, sentence) in folded.sentences.iter().take(1_000).enumerate() {
            let words = folded.words(sentence);
            let mut hits = phrases::find(words);
            // `The same applies if you call us` sends nobody anywhere.
            hits.retain(|h| h.family != Family::Redirect || !is_conditional(words, h.start));
            // `Which has been passed to me` promises nothing: the writer is who it was passed to.
            hits.retain(|h| {
                h.family != Family::Promise
                    || !words[h.start + h.words.len()..].starts_with(" to me")
            });
            let mut seen = [false; Family::COUNT];
            for hit in &hits {
                if hit.family == Family::Greeting && (hit.start > 0 || n > 1)
                    || matches!(hit.family, Family::Undelivered | Family::Delayed)
                {
                    continue;
                }
                if !seen[hit.family as usize] {
                    seen[hit.family as usize] = true;
                    out.counts[hit.family as usize] =
                        out.counts[hit.family as usize].saturating_add(1);
                    if !out.words.iter().any(|(f, _)| *f == hit.family) {
                        out.words.push((hit.family, hit.words.to_owned()));
                    }
                }
            }
            if !weighed {
                continue;
            }
            let has = |f: Family| seen[f as usize];
            let length = sentence.words;
            let polite = POLITE.iter().any(|f| has(*f));
            let merely = polite
                && seen.iter().filter(|s| **s).count()
                    == POLITE.iter().filter(|f| has(**f)).count();
            if merely && length <= 12 {
                // Names and addresses stand below a closing formula.
                closed |= n > 1 && length <= 4 && has(Family::Courtesy);
            } else if length > 1 && !(closed && length <= 8 && !seen.contains(&true)) && n < JUDGED
            {
                out.about
                    .push((n, odds(words, sentence.question, &mut scratch)));
            }
            let said = if has(Family::Promise) {
                0
            } else if has(Family::Receipt) {
                beside_receipt(words, &hits)
            } else if has(Family::Away) || has(Family::AwayFrame) {
                out.away_words += length;
                out.weigh(sentence.words, words, &hits, &seen)
            } else {
                out.weigh(length, words, &hits, &seen)
            };
            if sentence.question && !has(Family::Courtesy) && !has(Family::Survey) {
                out.questions = out.questions.saturating_add(1);
            }
            if said > 0 {
                if out.questions > 0 && !sentence.question && !leads_on(words) {
                    out.stated_after += said;
                }
                out.content += said;
                let yes_or_no = begins_with_yes_or_no(words);
                out.yes_or_no |= yes_or_no;
                out.fact |= sentence.digit || yes_or_no;
            }
        }
        out
    }

    /// How many words of a sentence say something.
    fn weigh(
        &mut self,
        length: usize,
        words: &str,
        hits: &[phrases::Hit<'_>],
        seen: &[bool; Family::COUNT],
    ) -> usize {
        let has = |f: Family| seen[f as usize];
        let others = [
            Family::Redirect,
            Family::Refusal,
            Family::Clarify,
            Family::Survey,
            Family::Unmonitored,
        ];
        if has(Family::Courtesy) {
            // `It costs 5 euro, hope this helps`: what stands before the wish counts.
            let start = hits
                .iter()
                .filter(|h| h.family == Family::Courtesy)
                .map(|h| h.start)
                .min();
            let before = start.map_or(0, |s| words[..s].split(' ').filter(|w| w.len() > 1).count());
            return if before >= 8 && !others.into_iter().any(has) {
                before
            } else {
                0
            };
        }
        if has(Family::Thanks) || has(Family::Greeting) {
            // `Thank you for your mail, we open at nine`: what stands after the comma counts.
            let rest = words.split_once(" , ").map_or("", |(_, rest)| rest);
            let after = rest.split(' ').filter(|w| w.len() > 1).count();
            if after < 3 || others.into_iter().any(has) {
                return 0;
            }
            if has(Family::Frame) {
                self.framed += after;
                return 0;
            }
            return after;
        }
        if others.into_iter().any(has) {
            // `Ring us, and we will post a new card`: clauses without such words count.
            return clauses_without(words, hits, &others);
        }
        let frames = [Family::Frame, Family::Away, Family::AwayFrame];
        if frames.into_iter().any(has) {
            self.framed += length;
            return 0;
        }
        length
    }

    /// How many sentences are of a family.
    pub fn count(&self, family: Family) -> u16 {
        self.counts[family as usize]
    }

    /// Whether any is.
    pub fn has(&self, family: Family) -> bool {
        self.count(family) > 0
    }

    /// The evidence for a family, as it is stored.
    pub fn evidence(&self, family: Family) -> Option<String> {
        self.words
            .iter()
            .find(|(f, _)| *f == family)
            .map(|(f, words)| format!("{}: {words}", f.as_str()))
    }
}

/// As much of a sentence as evidence has room for.
pub(super) fn beginning(words: &str) -> String {
    words[..words.floor_char_boundary(120)].to_owned()
}

/// `And is being reviewed`: a clause without a subject is still about the message that came.
fn goes_on(clause: &str) -> bool {
    let first = clause
        .split(' ')
        .find(|w| !matches!(*w, "," | "and" | "en" | "et" | "und"));
    matches!(
        first.unwrap_or_default(),
        "is" | "has"
            | "was"
            | "will"
            | "wordt"
            | "werd"
            | "zal"
            | "est"
            | "sera"
            | "a"
            | "wird"
            | "wurde"
            | "ist"
    )
}

/// `If it is about an order`: a condition by itself says nothing.
fn is_condition(clause: &str) -> bool {
    matches!(
        clause.split(' ').next().unwrap_or_default(),
        "if" | "when"
            | "for"
            | "should"
            | "als"
            | "indien"
            | "wanneer"
            | "voor"
            | "si"
            | "pour"
            | "quand"
            | "wenn"
            | "falls"
            | "sollten"
            | "fur"
    )
}

/// `Then I can look it up`.
fn leads_on(words: &str) -> bool {
    matches!(
        words.split(' ').next().unwrap_or_default(),
        "then"
            | "so"
            | "once"
            | "with"
            | "dan"
            | "zodra"
            | "zo"
            | "ainsi"
            | "alors"
            | "dann"
            | "sobald"
    )
}

fn begins_with_yes_or_no(words: &str) -> bool {
    matches!(
        words.split(' ').next().unwrap_or_default(),
        "yes"
            | "no"
            | "ja"
            | "nee"
            | "oui"
            | "non"
            | "nein"
            | "yep"
            | "absolutely"
            | "certainly"
            | "jazeker"
            | "zeker"
    )
}

/// The words of the clauses in which no phrase of the families begins; a clause of three words or
/// less says nothing by itself.
fn clauses_without(words: &str, hits: &[phrases::Hit<'_>], families: &[Family]) -> usize {
    let covers = |h: &&phrases::Hit<'_>| h.family == Family::Frame || families.contains(&h.family);
    let hits: Vec<_> = hits.iter().filter(covers).copied().collect();
    let mut start = 0;
    let mut count = 0;
    for clause in words.split(" , ") {
        let end = start + clause.len();
        let length = clause.split(' ').count();
        let taken = begins_within(&hits, start, end);
        if !taken && length > 3 && !is_condition(clause) {
            count += length;
        }
        start = end + 3;
    }
    count
}

/// The words of a receipt's clauses that do something else than confirm it: `we received your mail
/// and can tell you that candles are vegan` answers. A clause of four words or less does not.
fn beside_receipt(words: &str, hits: &[phrases::Hit<'_>]) -> usize {
    let mut count = 0;
    let (mut clause_start, mut length, mut at) = (0, 0, 0);
    let mut close = |start: usize, end: usize, length: usize| {
        let clause = words.get(start..end).unwrap_or_default();
        let taken = begins_within(hits, start, end);
        if length > 4 && !taken && !goes_on(clause) {
            count += length;
        }
    };
    for word in words.split(' ') {
        if matches!(word, "," | "and" | "en" | "et" | "und") {
            close(clause_start, at, length);
            (clause_start, length) = (at, 0);
        } else {
            length += 1;
        }
        at += word.len() + 1;
    }
    close(clause_start, at, length);
    count
}

/// Whether a phrase begins there; hits are in the order of their places.
fn begins_within(hits: &[phrases::Hit<'_>], start: usize, end: usize) -> bool {
    let first = hits.partition_point(|h| h.start < start);
    hits.get(first).is_some_and(|h| h.start < end)
}

/// Whether the words at `start` stand in a clause that begins with *if* or *when*.
fn is_conditional(words: &str, start: usize) -> bool {
    let clause = words[..start].rsplit(" , ").next().unwrap_or_default();
    clause.split(' ').rev().take(5).any(|word| {
        matches!(
            word,
            "if" | "when"
                | "whether"
                | "als"
                | "wanneer"
                | "indien"
                | "si"
                | "lorsque"
                | "quand"
                | "wenn"
                | "falls"
                | "sobald"
        )
    })
}
