//! What a post is, by its words: the witnesses of mails, and before them what only posts do, which is to ask
//! for a direct message.
//!
//! `Please DM us` sends the asker to another channel, whatever else is asked for along with it, unless the post
//! answers by itself: so the sentences that do it are taken out, and what is left must say something of the
//! matter to count. An offer (`If you need more, DM us`) takes nothing away from what stands beside it.

use crate::intake::folded::{Folded, Sentence};
use crate::intake::kind::{Signals, Topic, Verdict, Witnesses};
use crate::intake::phrases::{Family, find};
use crate::model::Kind;
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
];
/// Short ones, which mean a direct message beside one of [`BEFORE`] or [`BEHIND`]: `dm` is a chemist's, `pm` an
/// hour, `mp` a politician.
const SHORT: &[&str] = &[
    "dm", "dms", "dmen", "dmed", "dming", "dmetje", "pb", "pbtje", "pbje", "mp", "mps", "pm",
    "pms", "pn", "pns",
];
const BEFORE: &[&str] = &[
    "a", "and", "by", "can", "check", "could", "deine", "deinen", "den", "die", "een", "eine",
    "en", "ein", "free", "her", "ihre", "ihren", "in", "into", "je", "jouw", "just", "le", "les",
    "n", "ne", "nos", "notre", "onze", "open", "our", "par", "per", "please", "pls", "plz",
    "quick", "tes", "the", "then", "to", "un", "unsere", "unseren", "uw", "via", "vos", "votre",
    "we", "will", "ll", "with", "your", "zu",
];
const BEHIND: &[&str] = &[
    "je", "me", "nous", "ons", "us", "uns", "u", "vous", "you", "dir", "ihnen",
];
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
const SENTENCES: usize = 400;
/// So many words about nothing in particular are an answer beside an invitation to write directly.
const WORDS: usize = 9;
/// And so many that name what was asked.
const ON_TOPIC: usize = 4;

/// A post on its way to its verdict.
pub(super) struct Judged<'t> {
    whole: Witnesses<'t>,
    own: &'t Folded,
    /// The sentence that leads elsewhere, and what stands beside such sentences.
    moved: Option<Moved>,
}

struct Moved {
    words: String,
    rule: &'static str,
    /// Whether all that leads elsewhere is an offer.
    offered: bool,
    rest: String,
}

impl<'t> Judged<'t> {
    /// `text` is the author's own words without links and `own` the same folded; `private` that it is a direct message.
    pub fn new(text: &str, own: &'t Folded, private: bool) -> Self {
        Self {
            whole: Witnesses::new(Signals::of_post(), own, None),
            own,
            moved: moved(text, private),
        }
    }

    /// What the post is; `topic` is what was asked, as far as it is known.
    pub fn verdict(&self, topic: &Topic) -> Verdict {
        let Some(moved) = &self.moved else {
            let mut verdict = self.whole.verdict(topic);
            if verdict.kind == Kind::Answer && only_asks(self.own) {
                (verdict.kind, verdict.rule) = (Kind::Clarification, "questions_only".to_owned());
            }
            if verdict.kind == Kind::Acknowledgement && promises_elsewhere(self.own) {
                (verdict.kind, verdict.rule) = (Kind::Redirect, "elsewhere_first".to_owned());
            } else if verdict.kind == Kind::Acknowledgement && answers_first(self.own, topic) {
                (verdict.kind, verdict.rule) = (Kind::Partial, "part_pending".to_owned());
            } else if verdict.rule == "sentences"
                && !matches!(verdict.kind, Kind::Answer | Kind::Partial)
                && answers_first(self.own, topic)
            {
                // No phrase says that it is anything else.
                (verdict.kind, verdict.rule) = (Kind::Answer, "states_an_answer".to_owned());
            }
            return verdict;
        };
        let rest = Folded::new(&moved.rest);
        if !rest.sentences.is_empty() {
            let verdict = Witnesses::new(Signals::of_post(), &rest, None).verdict(topic);
            let answers = matches!(verdict.kind, Kind::Answer | Kind::Partial);
            if answers && is_substance(&rest, topic)
                || moved.offered && verdict.rule != "says_nothing"
            {
                return verdict;
            }
        }
        Verdict {
            kind: Kind::Redirect,
            rule: moved.rule.to_owned(),
            evidence: vec![format!("redirect: {}", moved.words)],
        }
    }
}

/// What of a text leads elsewhere.
fn moved(text: &str, private: bool) -> Option<Moved> {
    let mut found: Option<Moved> = None;
    let mut rest = String::new();
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
        let Some(rule) = by else {
            rest.push_str(sentence);
            rest.push('\n');
            continue;
        };
        for clause in before(sentence, private) {
            rest.push_str(clause);
            rest.push_str(".\n");
        }
        let offered = is_offer(&words);
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
fn sentences(text: &str) -> impl Iterator<Item = &str> {
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

/// Whether what stands beside an invitation says something of the matter.
fn is_substance(rest: &Folded, topic: &Topic) -> bool {
    rest.sentences.iter().any(|sentence| {
        let words = rest.words(sentence);
        let length = sentence.words;
        let sorry = words.split(' ').take(6).any(|w| {
            matches!(
                w,
                "sorry"
                    | "apologies"
                    | "apologise"
                    | "excuses"
                    | "excuus"
                    | "desole"
                    | "desoles"
                    | "desolee"
                    | "leid"
                    | "vervelend"
                    | "schade"
            )
        });
        !sentence.question
            && (sentence.digit
                || is_yes_or_no(words)
                || !sorry && (length >= WORDS || length >= ON_TOPIC && topic.is_named_in(words)))
    })
}

/// Whether a text answers before it promises anything: a promise behind an answer is one of the rest of it, as
/// in `Yes, we do. I'll ask about the price.`
fn answers_first(own: &Folded, topic: &Topic) -> bool {
    for sentence in own.sentences.iter().take(SENTENCES) {
        let words = own.words(sentence);
        let has = |family| find(words).iter().any(|hit| hit.family == family);
        if has(Family::Promise) || has(Family::Receipt) {
            return false;
        }
        let worries = ["worries", "problem", "probleme", "probleem", "zorgen"]
            .iter()
            .any(|w| stands_in(w, words));
        if !sentence.question
            && !worries
            && topic.is_named_in(words)
            && sentence.words >= ON_TOPIC
            && (sentence.digit || is_yes_or_no(words))
        {
            return true;
        }
    }
    false
}

/// Whether a promise is made for the case that the asker writes elsewhere: `email us and we will get back to
/// you` acknowledges nothing.
fn promises_elsewhere(own: &Folded) -> bool {
    own.sentences.iter().take(SENTENCES).any(|sentence| {
        let hits = find(own.words(sentence));
        let first = |family| hits.iter().find(|h| h.family == family).map(|h| h.start);
        let (redirect, promise) = (first(Family::Redirect), first(Family::Promise));
        redirect
            .zip(promise)
            .is_some_and(|(redirect, promise)| redirect < promise)
    })
}

/// Whether a text asks and states nothing beside it.
fn only_asks(own: &Folded) -> bool {
    let mut asks = false;
    for sentence in own.sentences.iter().take(SENTENCES) {
        let words = own.words(sentence);
        asks |= sentence.question;
        let polite = || {
            find(words).iter().any(|hit| {
                matches!(
                    hit.family,
                    Family::Greeting | Family::Thanks | Family::Courtesy
                )
            })
        };
        if !sentence.question && sentence.words > 2 && !polite() {
            return false;
        }
    }
    asks
}

fn is_yes_or_no(words: &str) -> bool {
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

fn stands_in(phrase: &str, words: &str) -> bool {
    words.match_indices(phrase).any(|(at, _)| {
        let bytes = words.as_bytes();
        let blank = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
        blank(at.checked_sub(1).and_then(|n| bytes.get(n))) && blank(bytes.get(at + phrase.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Kind {
        let own = Folded::new(text);
        let topic = Topic::of("Do you deliver furniture to Ireland, and what does it cost?");
        Judged::new(text, &own, false).verdict(&topic).kind
    }

    #[test]
    fn lists_are_in_folded_form() {
        let listed = ELSEWHERE.iter().flat_map(|(first, then)| [first, then]);
        for phrase in PRIVATE.iter().chain(SHORT).chain(listed) {
            assert_eq!(Folded::new(phrase).text().trim(), *phrase);
        }
    }

    #[test]
    fn an_invitation_to_write_directly_is_told_from_what_only_sounds_like_one() {
        for text in [
            "Please DM us.",
            "Sorry to hear that, Anna. Can you DM us your order number so we can look into it?",
            "If you DM us your address, we can check.",
            "Hi Anna, we're happy to help! Pop us a DM with your name, postcode and the first 2 lines of your address",
            "If you'd like us to look at this, please send us a PM.",
            "Volg ons even, dan kunnen we je een DM sturen.",
            "Suivez-nous pour que nous puissions vous envoyer un MP.",
            "Schau mal in deine DMs!",
            "DM us",
            "We've replied to your DM.",
        ] {
            assert_eq!(kind(text), Kind::Redirect, "{text}");
        }
        for text in [
            "Yes, for 45 pounds. Any more questions? DM us!",
            "We deliver furniture to Ireland too. Please DM us if you want to order.",
            "We open at 2 pm on Sundays.",
            "Frag bei dm nach, die liefern Möbel nach Irland.",
            "Yes we do, DM us for a quote",
            "No, sadly. If there is anything else, send us a DM.",
        ] {
            assert_eq!(kind(text), Kind::Answer, "{text}");
        }
    }
}
