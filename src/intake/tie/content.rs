//! The sender's company, the time, and what the message repeats of what we wrote.

use super::address::{recipients, unknown_token};
use super::steps::{CANDIDATES, Hits, Look, Question};
use crate::intake::register::{Entry, Register, plain_subject, quoted_share, shingles, words};
use crate::model::Kind;
use jiff::SignedDuration;
use std::collections::HashSet;

/// An enquiry is open for so long: what comes later needs better evidence than its content.
const OPEN: SignedDuration = SignedDuration::from_hours(45 * 24);
/// So much of our text stands in a message that quotes it.
const QUOTED: f64 = 0.5;
/// A subject shorter than this says nothing where it stands among other words, nor than
/// [`SHORTEST`] where it stands alone.
const SUBJECT: usize = 6;
const SHORTEST: usize = 3;

/// What a message says by itself, without any token, id or ticket.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Entries whose subject or text it repeats.
    pub strong: Hits,
    /// What that ties it to.
    pub hits: Hits,
    /// The enquiries for a person to choose from, when it ties it to nothing.
    pub candidates: Vec<u32>,
    /// Why not.
    pub reason: Option<String>,
}

impl Content {
    /// The enquiries that it names when a certain one is not among them.
    pub fn named_others(&self, register: &Register, enquiry: u32) -> Vec<u32> {
        let all: Vec<u32> = self
            .strong
            .iter()
            .map(|(at, _)| register.entry(*at).enquiry)
            .collect();
        if all.contains(&enquiry) {
            Vec::new()
        } else {
            all
        }
    }
}

/// Weighs the content of a message against every enquiry that its company has open.
pub(super) fn weigh(look: &Look<'_>) -> Content {
    let (question, register) = (look.question, look.register);
    let mut content = Content::default();
    if matches!(
        question.kind,
        Kind::Survey | Kind::Marketing | Kind::Unrelated
    ) {
        return content;
    }
    let all = open(look);
    if all.is_empty() {
        return content;
    }
    let personas = personas(question, register);
    let mut asked = all.clone();
    if !personas.is_empty() {
        asked.retain(|at| {
            matches!(register.entry(*at).persona, 0)
                || personas.contains(&register.entry(*at).persona)
        });
    }
    let (strong, contradicted) = repeated(question, register, &all);
    content.strong = strong;
    let to_this_persona = |at: u32| asked.contains(&at);
    if contradicted {
        content.reason = Some("its subject and its text name different enquiries".to_owned());
    } else if let [(at, words)] = &content.strong[..] {
        if to_this_persona(*at) {
            content.hits.push((*at, words.clone()));
        } else {
            content.reason = Some(format!("{words}, but it was written to another persona"));
        }
    } else if !content.strong.is_empty() {
        // The same question of two waves, or by two personas.
        let here: Hits = content
            .strong
            .iter()
            .filter(|(at, _)| to_this_persona(*at))
            .cloned()
            .collect();
        if here.len() == 1 {
            content.hits = here;
        } else {
            content.reason = Some("it repeats what several enquiries have in common".to_owned());
        }
    } else if let Some(hit) = alone(look, &asked, &personas) {
        content.hits.push(hit);
    } else {
        content.reason = Some(format!(
            "{} belongs to a company of the panel; nothing tells which question",
            question.from
        ));
    }
    if content.hits.is_empty() {
        let named: Vec<u32> = content.strong.iter().map(|(at, _)| *at).collect();
        let choice = if !named.is_empty() {
            named
        } else if asked.is_empty() {
            all
        } else {
            asked
        };
        content.candidates = choice
            .iter()
            .take(CANDIDATES)
            .map(|at| register.entry(*at).enquiry)
            .collect();
    }
    content
}

/// The personas that the message was written to, as far as its addresses are theirs.
pub(super) fn personas(question: &Question<'_>, register: &Register) -> Vec<u32> {
    recipients(&question.mail.headers)
        .iter()
        .filter_map(|address| register.persona(address))
        .collect()
}

/// The enquiries that were open with the sender's company when the message came, each once.
fn open(look: &Look<'_>) -> Vec<u32> {
    let (question, register) = (look.question, look.register);
    let found = match (look.sender.own_domain, look.sender.named) {
        (true, _) => register.by_sender(question.from),
        (false, Some(company)) => register.by_company(company),
        (false, None) => return Vec::new(),
    };
    let mut seen = HashSet::new();
    found
        .into_iter()
        .filter(|at| {
            let entry = register.entry(*at);
            let timely = match (entry.sent_at, question.at) {
                (Some(sent), Some(came)) => sent <= came && came.duration_since(sent) <= OPEN,
                // In doubt: it may have gone out.
                (None, _) => entry.attempted,
                (Some(_), None) => true,
            };
            timely && seen.insert(entry.enquiry)
        })
        .collect()
}

/// The entries whose subject or text the message repeats, and whether the one says otherwise than
/// the other.
fn repeated(question: &Question<'_>, register: &Register, open: &[u32]) -> (Hits, bool) {
    let subject = plain_subject(question.subject);
    // `Ticket 991: Coats`, `Your enquiry - Coats`, `#991 Coats`
    let numbered = subject.strip_prefix('#').and_then(|s| s.split_once(' '));
    let behind: Vec<&str> = [": ", " - ", "] "]
        .iter()
        .filter_map(|sign| subject.rsplit_once(sign))
        .chain(numbered)
        .map(|(_, rest)| rest.trim())
        .filter(|_| !is_listed(question))
        .collect();
    let phrases = phrases(question.whole);
    let reply = shingles(&words(question.whole));
    let from = question.from;
    let (mut exact, mut within, mut named, mut quoted) =
        (Hits::new(), Hits::new(), Hits::new(), Hits::new());
    for at in open {
        let entry = register.entry(*at);
        let ours = register.subject(entry);
        if ours.len() >= SHORTEST && (subject == ours || behind.contains(&ours)) {
            exact.push((*at, format!("{from} wrote under our subject: {ours}")));
        } else if ours.len() >= SUBJECT {
            if ours.contains(' ') && stands_in(ours, &subject) && !is_listed(question) {
                within.push((*at, format!("{from} wrote under our subject: {ours}")));
            }
            if phrases.contains(ours) {
                named.push((*at, format!("{from} quotes our subject: {ours}")));
            }
        }
        if quoted_share(register.text(entry), &reply) >= QUOTED {
            quoted.push((*at, format!("{from} quotes our question: {ours}")));
        }
    }
    if exact.is_empty() {
        // Of two that stand in it, one within the other, the longer is meant.
        let all: Vec<&str> = within
            .iter()
            .map(|(at, _)| register.subject(register.entry(*at)))
            .collect();
        let longest = all.iter().map(|s| s.len()).max().unwrap_or(0);
        let inside = |ours: &str| {
            all.iter().any(|other| {
                other.len() == longest && other.len() > ours.len() && other.contains(ours)
            })
        };
        let keep: Vec<bool> = all.iter().map(|ours| !inside(ours)).collect();
        let mut keep = keep.iter();
        within.retain(|_| *keep.next().unwrap_or(&true));
        exact = within;
    }
    let kinds: Vec<Hits> = [exact, named, quoted]
        .into_iter()
        .filter(|hits| !hits.is_empty())
        .collect();
    let in_all = |at: u32| {
        kinds
            .iter()
            .all(|hits| hits.iter().any(|(other, _)| *other == at))
    };
    let Some(first) = kinds.first() else {
        return (Hits::new(), false);
    };
    let agreed: Hits = first
        .iter()
        .filter(|(at, _)| in_all(*at))
        .cloned()
        .collect();
    if agreed.is_empty() {
        (kinds.into_iter().flatten().collect(), true)
    } else {
        (agreed, false)
    }
}

/// Whether the message repeats the subject or the text of an entry.
pub(super) fn quotes(question: &Question<'_>, register: &Register, entry: &Entry) -> bool {
    let ours = register.subject(entry);
    ours.len() >= SHORTEST && plain_subject(question.subject) == ours
        || quoted_share(register.text(entry), &shingles(&words(question.whole))) >= QUOTED
}

/// The only enquiry that is open with the sender's company under the persona that it writes to. For
/// a message with nothing else in it that is all there can be, so nothing may speak against it.
fn alone(look: &Look<'_>, open: &[u32], personas: &[u32]) -> Option<(u32, String)> {
    let (question, register) = (look.question, look.register);
    let [at] = open else { return None };
    let entry = register.entry(*at);
    let headers = &question.mail.headers;
    let one_to_one = !matches!(
        question.kind,
        Kind::BounceHard | Kind::BounceSoft | Kind::BounceDelayed
    ) && !is_listed(question);
    let sure = look.sender.own_domain
        && entry.sent_at.is_some()
        && question.at.is_some()
        && personas.contains(&entry.persona)
        && unknown_token(headers, register).is_none();
    (one_to_one && sure).then(|| {
        let words = format!(
            "{} was asked nothing else under this address in the {} days before",
            question.from,
            OPEN.as_hours() / 24
        );
        (*at, words)
    })
}

/// Whether it went to a list of readers, as a newsletter does.
fn is_listed(question: &Question<'_>) -> bool {
    let headers = &question.mail.headers;
    headers.first("list-unsubscribe").is_some() || headers.first("list-id").is_some()
}

/// Whether a phrase stands in a text as words of their own.
fn stands_in(phrase: &str, text: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + phrase.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

const LABELS: &[&str] = &[
    "subject",
    "betreff",
    "onderwerp",
    "objet",
    "sujet",
    "asunto",
];

/// The subjects that a text names: behind a label such as `Subject:`, or in quotation marks.
fn phrases(text: &str) -> HashSet<String> {
    const OPENING: &[char] = &['"', '“', '„', '«', '‘', '\'', '”'];
    const CLOSING: &[char] = &['"', '”', '“', '»', '’', '\''];
    let mut found = HashSet::new();
    for line in text.lines().take(3_000) {
        let line = line.trim_start_matches(['>', '|', '*', ' ', '\t']);
        if let Some((label, rest)) = line.split_once(':')
            && LABELS.contains(
                &label
                    .trim_matches(['*', ' ', '\u{a0}'])
                    .to_lowercase()
                    .as_str(),
            )
        {
            found.insert(plain_subject(rest.trim_matches(['*', ' '])));
        }
        for piece in line.split(OPENING).skip(1).take(8) {
            let phrase = piece.split(CLOSING).next().unwrap_or_default();
            if (SUBJECT..=200).contains(&phrase.len()) {
                found.insert(plain_subject(phrase));
            }
        }
        if found.len() > 500 {
            break;
        }
    }
    found
}
