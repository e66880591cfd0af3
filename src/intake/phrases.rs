//! The phrases by which sentences are told, in four languages, in folded form (see
//! [`super::folded`]): lower case, no accents, no signs. `..` lets up to [`GAP`] bytes of the same sentence
//! stand between two parts; a `*` at the end lets the word go on; `<message>` stands for each of a
//! class of words, see [`CLASSES`].

use super::hasher::{Hashed, hash};
use std::sync::LazyLock;

/// How far the parts of a phrase may be from each other.
const GAP: usize = 90;

/// What a sentence does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Family {
    /// Says that the message arrived.
    Receipt,
    /// Says that somebody will answer or look at it.
    Promise,
    /// What stands around a receipt: numbers, hours, where to look meanwhile.
    Frame,
    /// Thanks for the message.
    Thanks,
    /// Addresses the reader.
    Greeting,
    /// Wishes, offers of more help, closing formulas.
    Courtesy,
    /// Says that the writer is away.
    Away,
    /// What stands around that.
    AwayFrame,
    /// Sends the reader to another channel.
    Redirect,
    /// Declines to answer.
    Refusal,
    /// Asks back.
    Clarify,
    /// Asks for a rating.
    Survey,
    /// Sells.
    Marketing,
    /// Says that nobody reads the mailbox.
    Unmonitored,
    /// Says that a part is still to come.
    Pending,
    /// Says that mail was not delivered.
    Undelivered,
    /// Says that delivery is late.
    Delayed,
}

impl Family {
    /// How many there are.
    pub const COUNT: usize = 17;

    /// The word in evidence.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Promise => "promise",
            Self::Frame => "frame",
            Self::Thanks => "thanks",
            Self::Greeting => "greeting",
            Self::Courtesy => "courtesy",
            Self::Away => "away",
            Self::AwayFrame => "while away",
            Self::Redirect => "redirect",
            Self::Refusal => "refusal",
            Self::Clarify => "asks back",
            Self::Survey => "survey",
            Self::Marketing => "marketing",
            Self::Unmonitored => "unmonitored",
            Self::Pending => "pending",
            Self::Undelivered => "undelivered",
            Self::Delayed => "delayed",
        }
    }
}

/// A phrase found: what it says and where it stands in the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit<'t> {
    pub family: Family,
    pub start: usize,
    pub words: &'t str,
}

/// Finds the phrases in the words of a sentence, at most one of each family at each word.
pub(super) fn find(words: &str) -> Vec<Hit<'_>> {
    let mut hits = Vec::new();
    let index = &*INDEX;
    let mut start = 0;
    let mut word = first_word(words);
    let mut key = hash(0, word.as_bytes());
    while start < words.len() {
        let here = &words[start..];
        let next = start + word.len() + 1;
        let second = first_word(words.get(next..).unwrap_or_default());
        let second_key = hash(0, second.as_bytes());
        let listed = |list: Option<&'static Vec<Phrase>>| list.map_or(&[][..], Vec::as_slice);
        let others = listed(index.others.get(&key));
        let pairs = listed(index.pairs.get(&pair(key, second_key)));
        let found = |phrase: &Phrase| {
            length_of(here, phrase).map(|length| (phrase.number, phrase.family, length))
        };
        let first = hits.len();
        // Two short lists, each in the order of the files; the hits are to be in that order.
        let mut last = 0;
        let mut sorted = true;
        for (number, family, length) in others.iter().chain(pairs).filter_map(found) {
            sorted &= number >= last;
            last = number;
            let hit = Hit {
                family,
                start,
                words: &here[..length],
            };
            hits.push((number, hit));
        }
        if !sorted {
            hits[first..].sort_unstable_by_key(|(number, _)| *number);
        }
        (start, word, key) = (next, second, second_key);
    }
    hits.into_iter().map(|(_, hit)| hit).collect()
}

/// The first word of some. Words are too short for [`str::find`], which is made for long ways.
fn first_word(words: &str) -> &str {
    let end = words.bytes().position(|b| b == b' ');
    &words[..end.unwrap_or(words.len())]
}

/// How long the phrase is at the start of the words, if it stands there.
fn length_of(words: &str, phrase: &Phrase) -> Option<usize> {
    let mut end = fits(words, &phrase.head)?;
    for part in &phrase.rest {
        let stop = words.floor_char_boundary(end + GAP);
        let mut at = end;
        end = loop {
            // The next word, within reach.
            at += words.get(at..stop)?.find(' ')? + 1;
            if let Some(length) = fits(&words[at..], part) {
                break at + length;
            }
        };
    }
    Some(end)
}

fn fits(words: &str, part: &Part) -> Option<usize> {
    let rest = words.strip_prefix(part.text.as_str())?;
    if part.goes_on {
        return Some(part.text.len() + rest.find(' ').unwrap_or(rest.len()));
    }
    (rest.is_empty() || rest.starts_with(' ')).then_some(part.text.len())
}

/// What people write to a company, and whose it is: words that stand for each other in phrases.
const CLASSES: [(&str, &[&str]); 6] = [
    (
        "<message>",
        &[
            "message", "email", "mail", "enquiry", "inquiry", "query", "request", "question",
            "note", "ticket", "case",
        ],
    ),
    ("<uw>", &["uw", "je", "jouw"]),
    (
        "<bericht>",
        &[
            "bericht",
            "berichtje",
            "mail",
            "mailtje",
            "email",
            "vraag",
            "verzoek",
            "aanvraag",
            "melding",
        ],
    ),
    (
        "<demande>",
        &[
            "message", "demande", "courriel", "mail", "email", "question", "requete",
        ],
    ),
    ("<ihre>", &["ihre", "ihr", "deine", "dein"]),
    (
        "<anfrage>",
        &[
            "anfrage",
            "nachricht",
            "mail",
            "email",
            "anliegen",
            "frage",
            "schreiben",
        ],
    ),
];

/// A phrase for each word of its classes.
fn expanded(phrase: &str) -> Vec<String> {
    let class = CLASSES.iter().find(|(name, _)| phrase.contains(name));
    class.map_or_else(
        || vec![phrase.to_owned()],
        |(name, words)| {
            let with = |word: &&str| expanded(&phrase.replacen(name, word, 1));
            words.iter().flat_map(with).collect()
        },
    )
}

/// A phrase, taken apart.
struct Phrase {
    /// Its place among all.
    number: usize,
    family: Family,
    /// Up to the first gap.
    head: Part,
    /// Behind the gaps.
    rest: Vec<Part>,
}

/// Words that stand side by side.
struct Part {
    text: String,
    /// Whether the last word may go on.
    goes_on: bool,
}

impl Part {
    fn new(part: &str) -> Self {
        let stem = part.strip_suffix('*');
        Self {
            text: stem.unwrap_or(part).to_owned(),
            goes_on: stem.is_some(),
        }
    }
}

/// The phrases by the hash of what they begin with. Phrases of other words may share it: each is compared
/// with the text in any case, so that keeping and comparing the words here as well would tell nothing.
#[derive(Default)]
struct Index {
    /// Those with a whole second word beside the first, by both: most of them, and hardly one applies.
    pairs: Hashed<Vec<Phrase>>,
    /// The others, by their first word.
    others: Hashed<Vec<Phrase>>,
}

/// The hash of two words that stand together.
fn pair(first: u64, second: u64) -> u64 {
    first.rotate_left(23) ^ second
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::default();
    let mut number = 0;
    for (family, text) in LISTS {
        let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
        for phrase in lines.flat_map(expanded) {
            let mut parts = phrase.split("..").map(Part::new);
            let Some(head) = parts.next() else { continue };
            let mut words = head.text.split(' ');
            let key = |word: &str| hash(0, word.as_bytes());
            let first = key(words.next().unwrap_or_default());
            // The last word of the head is whole unless it may go on.
            let second = words.next().map(key);
            let second = second.filter(|_| words.next().is_some() || !head.goes_on);
            let phrase = Phrase {
                number,
                family,
                rest: parts.collect(),
                head,
            };
            number += 1;
            let list = match second {
                Some(second) => index.pairs.entry(pair(first, second)),
                None => index.others.entry(first),
            };
            list.or_default().push(phrase);
        }
    }
    index
});

/// The lists, one file a family, one phrase a line.
const LISTS: [(Family, &str); Family::COUNT] = [
    (Family::Receipt, include_str!("phrases/receipt.txt")),
    (Family::Promise, include_str!("phrases/promise.txt")),
    (Family::Frame, include_str!("phrases/frame.txt")),
    (Family::Thanks, include_str!("phrases/thanks.txt")),
    (Family::Greeting, include_str!("phrases/greeting.txt")),
    (Family::Courtesy, include_str!("phrases/courtesy.txt")),
    (Family::Away, include_str!("phrases/away.txt")),
    (Family::AwayFrame, include_str!("phrases/away_frame.txt")),
    (Family::Redirect, include_str!("phrases/redirect.txt")),
    (Family::Refusal, include_str!("phrases/refusal.txt")),
    (Family::Clarify, include_str!("phrases/clarify.txt")),
    (Family::Survey, include_str!("phrases/survey.txt")),
    (Family::Marketing, include_str!("phrases/marketing.txt")),
    (Family::Unmonitored, include_str!("phrases/unmonitored.txt")),
    (Family::Pending, include_str!("phrases/pending.txt")),
    (Family::Undelivered, include_str!("phrases/undelivered.txt")),
    (Family::Delayed, include_str!("phrases/delayed.txt")),
];

#[cfg(test)]
mod tests {
    use super::super::folded::Folded;
    use super::*;

    #[test]
    fn every_phrase_is_in_folded_form_and_finds_itself() {
        for (family, text) in LISTS {
            for phrase in text.lines().filter(|l| !l.is_empty()).flat_map(expanded) {
                let plain = phrase.replace("..", " and then ").replace('*', "");
                let folded = Folded::new(&plain);
                assert_eq!(folded.sentences.len(), 1, "{phrase}");
                let words = folded.words(&folded.sentences[0]);
                assert_eq!(words, plain, "not folded: {phrase}");
                assert!(find(words).iter().any(|h| h.family == family), "{phrase}");
            }
        }
    }

    #[test]
    fn gaps_stay_within_reach() {
        let long = format!("we received {} your", "word ".repeat(40));
        assert!(
            find("a ticket with this name has been created")
                .iter()
                .any(|h| h.family == Family::Receipt)
        );
        assert_eq!(find(&long).len(), 0);
    }
}
