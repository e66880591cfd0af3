//! What the words of a bio are about, and where its sentences and clauses end.

use crate::coding::facts::{Before, Kind, Text};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a phrase tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Cue {
    /// That somebody answers.
    Reply,
    /// How long an answer takes: `response time`.
    ReplyTime,
    /// That somebody helps.
    Help,
    /// That questions are welcome.
    Ask,
    /// A department that serves customers.
    Desk,
    /// Something else that takes time: deliveries, refunds, courses.
    Other,
    /// Not.
    Not,
    /// To be kept waiting, which is promised not to happen.
    Wait,
    /// Behind a promise: that it is none.
    NoPromise,
    /// More than, behind which a not is a promise again.
    More,
    /// As soon as possible.
    Soon,
    /// Fast.
    Fast,
    /// The same day.
    SameDay,
    /// Today: the same day, where an answer is near.
    Today,
    /// The next working day.
    NextDay,
    /// All day and all night.
    Always,
    /// Open, reachable.
    Open,
    /// A shop, a branch, an office with a door.
    Shop,
    /// Who writes here.
    Writers,
    /// Who founded it, or whatever else names are for.
    Founders,
    /// A line for emergencies, a telephone.
    Line,
    /// A channel for others than customers: press, careers, investors.
    Others,
}

/// A phrase that was found.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub cue: Cue,
    pub tokens: Range<usize>,
}

/// A bio with all that later steps look at.
#[derive(Debug)]
pub(super) struct Read<'a> {
    pub text: &'a Text,
    /// In the order in which they begin.
    pub hits: Vec<Hit>,
    /// For each token the number of its sentence.
    sentence: Vec<usize>,
    /// For each token the number of its clause.
    clause: Vec<usize>,
    /// The tokens of each sentence.
    sentences: Vec<Range<usize>>,
}

impl<'a> Read<'a> {
    pub fn new(text: &'a Text) -> Self {
        let mut read = Self {
            text,
            hits: Vec::new(),
            sentence: Vec::with_capacity(text.len()),
            clause: Vec::with_capacity(text.len()),
            sentences: Vec::new(),
        };
        let (mut clause, mut start) = (0, 0);
        for at in 0..text.len() {
            if at > start && ends_sentence(text, at) {
                read.sentences.push(start..at);
                start = at;
                clause += 1;
            } else if ends_clause(text, at) {
                clause += 1;
            }
            read.sentence.push(read.sentences.len());
            read.clause.push(clause);
        }
        if start < text.len() {
            read.sentences.push(start..text.len());
        }
        for at in 0..text.len() {
            // What stands in a handle is a name.
            let name = text.glued(at) && at > 0 && text.sign(at - 1) == Some('@');
            // `order no. & name`
            let number =
                text.word(at) == "no" && text.sign(at + 1) == Some('.') && text.glued(at + 1);
            if !name && !number {
                LEXICON.find(text, at, &mut read.hits);
                if is_desk(text.word(at)) {
                    let tokens = at..at + 1;
                    read.hits.push(Hit {
                        cue: Cue::Desk,
                        tokens,
                    });
                }
            }
        }
        read
    }

    /// The sentence that a token stands in.
    pub fn sentence(&self, at: usize) -> usize {
        self.sentence.get(at).copied().unwrap_or(usize::MAX)
    }

    /// The clause that a token stands in.
    pub fn clause(&self, at: usize) -> usize {
        self.clause.get(at).copied().unwrap_or(usize::MAX)
    }

    /// The tokens of a sentence.
    pub fn tokens(&self, sentence: usize) -> Range<usize> {
        self.sentences.get(sentence).cloned().unwrap_or_default()
    }

    /// Whether a sentence ends in a question mark.
    pub fn is_question(&self, sentence: usize) -> bool {
        let tokens = self.tokens(sentence);
        tokens
            .rev()
            .take(2)
            .any(|at| self.text.sign(at) == Some('?'))
    }

    /// The phrases in some tokens, at most so many as a sentence that a person wrote has.
    pub fn within(&self, tokens: Range<usize>) -> impl DoubleEndedIterator<Item = &Hit> {
        let first = self.hits.partition_point(|h| h.tokens.start < tokens.start);
        let last = self.hits.partition_point(|h| h.tokens.start < tokens.end);
        self.hits[first.min(last)..last].iter()
    }

    /// The tokens around some in the same sentence, no more than `reach` away.
    pub fn around(&self, tokens: &Range<usize>, reach: usize) -> Range<usize> {
        let whole = self.tokens(self.sentence(tokens.start));
        whole.start.max(tokens.start.saturating_sub(reach))..whole.end.min(tokens.end + reach)
    }

    /// Whether a phrase of a kind stands in some tokens.
    pub fn has(&self, cue: Cue, tokens: Range<usize>) -> bool {
        self.within(tokens).any(|h| h.cue == cue)
    }
}

/// Whether a word is made of a department's: `Mieterservice`, `huurderslijn`.
fn is_desk(word: &str) -> bool {
    const ENDS: [&str; 12] = [
        "service",
        "services",
        "hotline",
        "helpdesk",
        "helpline",
        "support",
        "webcare",
        "hilfe",
        "betreuung",
        "loket",
        "serviceteam",
        "klachten",
    ];
    const OTHERS: [&str; 6] = [
        "selfservice",
        "liefer",
        "zimmer",
        "room",
        "bezorg",
        "reparatur",
    ];
    let made = ENDS
        .iter()
        .any(|end| word.strip_suffix(end).is_some_and(|stem| stem.len() > 2));
    made && !OTHERS.iter().any(|other| word.starts_with(other))
}

/// Whether a sentence ends before a token.
fn ends_sentence(text: &Text, at: usize) -> bool {
    let (Some(token), Some(before)) = (text.get(at), text.earlier(at)) else {
        return false;
    };
    if token.before == Before::Line {
        return true;
    }
    match before.kind {
        Kind::Sign('|' | '\u{2022}' | ';') => true,
        Kind::Sign('!' | '?') => !matches!(token.kind, Kind::Sign('!' | '?' | '.' | ')')),
        Kind::Sign('.') => {
            if token.before == Before::Nothing || matches!(token.kind, Kind::Sign(_)) {
                return false;
            }
            // `Mo. bis Fr.`, `max. 2 Std.`, `a.m. to`, `z. B.`
            let abbreviated = at > 1 && {
                let word = text.word(at - 2);
                word.chars().count() == 1
                    || ABBREVIATED.contains(&word)
                        && !(token.capital && matches!(word, "min" | "std" | "uhr" | "hrs"))
            };
            !abbreviated
        }
        Kind::Sign('/') => token.before == Before::Blank && before.before == Before::Blank,
        _ => false,
    }
}

const ABBREVIATED: &[&str] = &[
    "mo", "di", "mi", "do", "fr", "sa", "so", "mon", "tue", "tues", "wed", "thu", "thur", "thurs",
    "fri", "sat", "sun", "ma", "wo", "vr", "za", "zo", "lun", "mar", "mer", "jeu", "ven", "sam",
    "dim", "max", "min", "ca", "env", "tel", "nr", "std", "approx", "avg", "inkl", "incl", "excl",
    "bzw", "resp", "hr", "hrs", "va", "bijv", "evt", "ext", "dr", "st", "mr", "mrs", "ms", "mme",
    "est", "tgl", "tagl", "werkd", "feestd", "gem", "mind", "usw", "no", "q", "hol",
];

/// Whether a clause ends before a token.
fn ends_clause(text: &Text, at: usize) -> bool {
    let (Some(token), Some(before)) = (text.get(at), text.earlier(at)) else {
        return false;
    };
    let apart = token.before != Before::Nothing;
    match before.kind {
        Kind::Sign(',' | ':') => apart,
        Kind::Sign('(' | ')') => true,
        Kind::Sign('-') => apart && before.before != Before::Nothing,
        _ => {
            matches!(token.kind, Kind::Sign('('))
                || matches!(
                    text.word(at),
                    "but" | "maar" | "mais" | "aber" | "sondern" | "because" | "want"
                )
        }
    }
}

/// Phrases by the first bytes of their first word.
struct Lexicon(HashMap<String, Vec<(Cue, &'static str)>>);

impl Lexicon {
    /// Adds what begins at a token: of each cue the longest phrase.
    fn find(&self, text: &Text, at: usize, hits: &mut Vec<Hit>) {
        let number;
        let word = match text.number(at) {
            Some(value) => {
                number = value.to_string();
                number.as_str()
            }
            None => text.word(at),
        };
        let first = hits.len();
        for (cue, phrase) in self.0.get(key(word)).into_iter().flatten() {
            let Some(next) = text.phrase(at, phrase) else {
                continue;
            };
            match hits[first..].iter_mut().find(|h| h.cue == *cue) {
                Some(hit) => hit.tokens.end = hit.tokens.end.max(next),
                None => hits.push(Hit {
                    cue: *cue,
                    tokens: at..next,
                }),
            }
        }
    }
}

fn key(word: &str) -> &str {
    word.get(..3).unwrap_or(word)
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut index: HashMap<String, Vec<(Cue, &'static str)>> = HashMap::new();
    for (cue, list) in LISTS {
        for phrase in list
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
        {
            let first = phrase.split(' ').next().unwrap_or_default();
            let first = first.trim_end_matches('*');
            index
                .entry(key(first).to_owned())
                .or_default()
                .push((cue, phrase));
        }
    }
    Lexicon(index)
});

/// One phrase a line, folded as [`Text`] folds; a `*` lets a word go on, which needs three letters before it.
/// A phrase may stand in several lists.
const LISTS: [(Cue, &str); 22] = [
    (Cue::Reply, include_str!("cues/reply.txt")),
    (Cue::ReplyTime, include_str!("cues/reply_time.txt")),
    (Cue::Help, include_str!("cues/help.txt")),
    (Cue::Ask, include_str!("cues/ask.txt")),
    (Cue::Desk, include_str!("cues/desk.txt")),
    (Cue::Other, include_str!("cues/other.txt")),
    (Cue::Not, include_str!("cues/not.txt")),
    (Cue::Wait, include_str!("cues/wait.txt")),
    (Cue::NoPromise, include_str!("cues/no_promise.txt")),
    (Cue::More, include_str!("cues/more.txt")),
    (Cue::Soon, include_str!("cues/soon.txt")),
    (Cue::Fast, include_str!("cues/fast.txt")),
    (Cue::SameDay, include_str!("cues/same_day.txt")),
    (Cue::Today, include_str!("cues/today.txt")),
    (Cue::NextDay, include_str!("cues/next_day.txt")),
    (Cue::Always, include_str!("cues/always.txt")),
    (Cue::Open, include_str!("cues/open.txt")),
    (Cue::Shop, include_str!("cues/shop.txt")),
    (Cue::Writers, include_str!("cues/writers.txt")),
    (Cue::Founders, include_str!("cues/founders.txt")),
    (Cue::Line, include_str!("cues/line.txt")),
    (Cue::Others, include_str!("cues/others.txt")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_in_the_form_in_which_they_are_looked_for() {
        for (cue, list) in LISTS {
            for phrase in list
                .lines()
                .map(str::trim)
                .filter(|l| !l.is_empty() && !l.starts_with('#'))
            {
                let sound = phrase.split(' ').all(|word| {
                    let stem = word.trim_end_matches('*');
                    let stars = word.len() - stem.len();
                    stem.chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                        && !stem.is_empty()
                        && (stars == 0 || stars == 1 && stem.len() > 2)
                });
                assert!(sound, "{cue:?}: {phrase}");
            }
        }
    }

    #[test]
    fn sentences_end_where_they_do() {
        let text = Text::new(
            "Mo. bis Fr. 9-17 Uhr. Antwort in max. 2 Std. Danke! A | b \u{2022} c\nd / e a.m. to",
        );
        let read = Read::new(&text);
        assert_eq!(read.sentences.len(), 8);
    }
}
