//! The sentences of a post that lead to another channel: a direct message, an address, a page.

use super::wording::Wordings;
use crate::intake::folded::{Folded, Sentence};
use crate::intake::phrases::{Family, find};
use std::sync::LazyLock;

/// Words for a direct message that mean little else, folded.
const PRIVATE: &[&str] = &[
    "direct bericht",
    "direct message",
    "direct messages",
    "direct messaging",
    "direktnachricht",
    "direktnachrichten",
    "in prive",
    "en prive",
    "message direct",
    "message prive",
    "messagerie privee",
    "messages directs",
    "messages prives",
    "message us privately",
    "persoenliche nachricht",
    "personliche nachricht",
    "persoonlijk bericht",
    "prive bericht",
    "privebericht",
    "priveberichtje",
    "private chat",
    "private message",
    "private messages",
    "private nachricht",
    "privaten nachricht",
    "privatnachricht",
    "private message us",
    "slide into our inbox",
    "inbox us",
    "willen dm en",
    "kunnen dm en",
];
/// Short ones, which mean a direct message beside one of [`BEFORE`] or [`BEHIND`]: `dm` is a chemist's, `pm` an
/// hour, `mp` a politician.
const SHORT: &[&str] = &[
    "dm", "dms", "dmen", "dmed", "dming", "dmetje", "pb", "pbtje", "pbje", "mp", "mps", "pm",
    "pms", "pn", "pns",
];
const BEFORE: &[&str] = &[
    "a", "als", "and", "by", "can", "check", "could", "deine", "deinen", "den", "die", "een",
    "eine", "en", "ein", "free", "her", "ihre", "ihren", "in", "into", "je", "jouw", "just", "le",
    "les", "n", "ne", "nos", "notre", "onze", "open", "our", "over", "par", "per", "please", "pls",
    "plz", "quick", "tes", "the", "then", "to", "un", "unsere", "unseren", "uw", "via", "vos",
    "votre", "we", "will", "ll", "with", "your", "zu",
];
const BEHIND: &[&str] = &[
    "je", "me", "nous", "ons", "us", "uns", "u", "vous", "you", "your", "dir", "ihnen",
];
/// Invites for the case that there is more to ask.
static MORE: LazyLock<Wordings> =
    LazyLock::new(|| Wordings::new(include_str!("wordings/more.txt")));
/// Ways to other channels in families of wordings.
static WAYS: LazyLock<Wordings> =
    LazyLock::new(|| Wordings::new(include_str!("wordings/elsewhere.txt")));
/// Ways to other channels that mails have too, but in which they may mean their own.
const LISTED: &str = include_str!("elsewhere.txt");
/// Each with what is to stand behind it in the same sentence, if anything.
static ELSEWHERE: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let lines = LISTED.lines().map(str::trim).filter(|l| !l.is_empty());
    lines
        .map(|line| line.split_once("..").unwrap_or((line, "")))
        .collect()
});

/// No more sentences are looked at.
pub(super) const SENTENCES: usize = 400;

/// What of a text leads elsewhere, and what does not.
pub(super) struct Moved {
    /// The first sentence that does, folded.
    pub words: String,
    /// By which rule.
    pub rule: &'static str,
    /// Whether all that leads elsewhere is an offer.
    pub offered: bool,
    /// What stands beside such sentences.
    pub rest: String,
}

/// What of a text leads elsewhere.
pub(super) fn moved(text: &str, private: bool) -> Option<Moved> {
    let mut found: Option<Moved> = None;
    let mut rest = String::new();
    let mut more = false;
    for sentence in sentences(text).take(SENTENCES) {
        let folded = Folded::new(sentence);
        let words = folded.text().replace('\n', " ");
        let by = if !private && place(&words).is_some() {
            Some("private_message")
        } else if leads_elsewhere(sentence, &words) {
            Some("another_channel")
        } else {
            None
        };
        // `Any questions? DM us!`
        let invited =
            std::mem::replace(&mut more, sentence.ends_with('?') && MORE.stand_in(&words));
        let Some(rule) = by else {
            rest.push_str(sentence);
            rest.push('\n');
            continue;
        };
        for clause in before(sentence, private) {
            rest.push_str(clause);
            rest.push_str(".\n");
        }
        let offered = invited || is_offer(&words);
        let moved = found.get_or_insert_with(|| Moved {
            words: words[..words.floor_char_boundary(120)].trim().to_owned(),
            rule,
            offered: true,
            rest: String::new(),
        });
        moved.offered &= offered;
    }
    found.map(|moved| Moved { rest, ..moved })
}

/// The sentences of a text, cut where a sign and a blank end one.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let ends = rest.char_indices().find(|(at, c)| {
            *c == '\n'
                || matches!(c, '.' | '!' | '?' | '\u{2026}')
                    && rest[at + c.len_utf8()..]
                        .chars()
                        .next()
                        .is_none_or(char::is_whitespace)
        });
        let end = ends.map_or(rest.len(), |(at, c)| at + c.len_utf8());
        let (sentence, after) = rest.split_at(end);
        rest = after;
        Some(sentence)
    })
}

/// The clauses in front of an invitation that state something: a figure, or yes or no.
fn before(sentence: &str, private: bool) -> Vec<&str> {
    let mut kept = Vec::new();
    for clause in sentence.split([',', ';', '\u{2013}', '\u{2014}']).take(50) {
        let folded = Folded::new(clause);
        let words = folded.text();
        if !private && place(words).is_some() || leads_elsewhere(clause, words) {
            break;
        }
        let states = |s: &Sentence| s.digit || is_yes_or_no(folded.words(s));
        if folded.sentences.iter().any(states) {
            kept.push(clause);
        }
    }
    kept
}

/// Whether a sentence names another channel, in its words or by an address.
fn leads_elsewhere(sentence: &str, words: &str) -> bool {
    let address = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty() && host.contains('.') && !host.contains('@')
        })
    };
    sentence.split_whitespace().take(500).any(address)
        || WAYS.stand_in(words)
        || ELSEWHERE.iter().any(|(first, then)| {
            let behind = || words.find(first).map_or("", |at| &words[at..]);
            stands_in(first, words) && (then.is_empty() || stands_in(then, behind()))
        })
}

/// Where in folded words a direct message is named, as a count of words.
fn place(words: &str) -> Option<usize> {
    if let Some(phrase) = PRIVATE.iter().find(|phrase| stands_in(phrase, words)) {
        let at = words.find(phrase)?;
        return Some(words[..at].split_ascii_whitespace().count());
    }
    let all: Vec<&str> = words.split_ascii_whitespace().take(500).collect();
    all.iter().enumerate().position(|(at, word)| {
        SHORT.contains(word)
            && (at == 0 && all.get(1).is_some_and(|w| BEHIND.contains(w))
                || at > 0 && BEFORE.contains(&all[at - 1])
                || all.get(at + 1).is_some_and(|w| BEHIND.contains(w)))
    })
}

/// Whether a sentence makes an offer for the case that there is more to ask: its condition stands apart from
/// the invitation, and not as in `If you DM us, we can look`.
fn is_offer(words: &str) -> bool {
    let condition = words.split_ascii_whitespace().position(|word| {
        matches!(
            word,
            "if" | "should"
                | "als"
                | "mocht"
                | "indien"
                | "si"
                | "falls"
                | "wenn"
                | "sollten"
                | "solltest"
        )
    });
    let courtesy = find(words).iter().any(|hit| hit.family == Family::Courtesy);
    if MORE.stand_in(words) {
        return true;
    }
    let Some(condition) = condition else {
        return courtesy;
    };
    let named = place(words).unwrap_or(0);
    // The comma between them is a word of its own.
    let parted = words
        .split_ascii_whitespace()
        .skip(condition)
        .take(named.saturating_sub(condition))
        .any(|word| word == ",");
    named < condition || parted
}

/// Whether folded words begin with yes or no.
pub(super) fn is_yes_or_no(words: &str) -> bool {
    let mut words = words.split(' ');
    let first = words.next().unwrap_or_default();
    matches!(
        first,
        "yes"
            | "no"
            | "yep"
            | "nope"
            | "ja"
            | "nee"
            | "nein"
            | "oui"
            | "non"
            | "jazeker"
            | "helaas"
            | "leider"
            | "unfortunately"
    )
}

/// Whether some words stand in folded words, whole.
pub(super) fn stands_in(phrase: &str, words: &str) -> bool {
    words.match_indices(phrase).any(|(at, _)| {
        let bytes = words.as_bytes();
        let blank = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
        blank(at.checked_sub(1).and_then(|n| bytes.get(n))) && blank(bytes.get(at + phrase.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_folded_form() {
        let listed = ELSEWHERE.iter().flat_map(|(first, then)| [first, then]);
        for phrase in PRIVATE.iter().chain(SHORT).chain(listed) {
            assert_eq!(Folded::new(phrase).text().trim(), *phrase);
        }
    }
}
