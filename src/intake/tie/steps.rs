//! Which enquiry a message belongs to: evidence in a fixed order, the strongest first. The first
//! step that finds anything decides; two enquiries found by the same step are left to a person.

use super::mime::{Headers, Mail, addresses, ids, lossy};
use super::register::{Register, plain_subject};
use super::token;
use super::when::clause;
use crate::model::{Kind, TiedBy};
use jiff::Timestamp;

/// What a message is tied to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tied {
    pub enquiry: Option<u32>,
    pub candidates: Vec<u32>,
    pub by: Option<TiedBy>,
    pub evidence: Vec<String>,
}

/// What tying needs to know of a message.
pub(super) struct Question<'m> {
    pub mail: &'m Mail<'m>,
    pub from: &'m str,
    pub subject: &'m str,
    pub whole: &'m str,
    pub kind: Kind,
    pub at: Option<Timestamp>,
}

/// Fields that a mailbox server writes when it delivers.
const DELIVERY: &[&str] = &[
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Delivered-To",
    "X-Envelope-To",
    "X-RCPT-To",
];
/// Fields that a sender writes.
const WRITTEN: &[&str] = &[
    "To",
    "Cc",
    "Resent-To",
    "Apparently-To",
    "X-Forwarded-To",
    "X-Forwarded-For",
    "Reply-To",
    "Return-Path",
];
/// No more candidates than this are named.
const CANDIDATES: usize = 20;

/// Hits of one step: entries of the register, each with the words it rests on.
type Hits = Vec<(u32, String)>;

/// One kind of evidence.
type Step = fn(&Question<'_>, &Register) -> Hits;

/// Ties a message.
pub(super) fn tie(question: &Question<'_>, register: &Register) -> Tied {
    let steps: [(TiedBy, Step); 8] = [
        (TiedBy::AddressToken, delivered),
        (TiedBy::AddressToken, written),
        (TiedBy::OwnId, own_ids),
        (TiedBy::ProviderId, provider_ids),
        (TiedBy::OwnId, original),
        (TiedBy::SubjectToken, in_subject),
        (TiedBy::QuotedToken, in_text),
        (TiedBy::SenderAndContent, sender),
    ];
    let panel = register.panel_company(question.from);
    let mut foreign: Vec<u32> = Vec::new();
    let mut evidence = Vec::new();
    for (by, step) in steps {
        let hits = step(question, register);
        if hits.is_empty() {
            continue;
        }
        let mut enquiries: Vec<u32> = Vec::new();
        for (at, words) in &hits {
            let entry = register.entry(*at);
            // The token of one company in the hands of another: copied or forged.
            let other = panel.is_some_and(|p| entry.company != 0 && entry.company != p);
            let list = if other { &mut foreign } else { &mut enquiries };
            if list.len() < CANDIDATES && !list.contains(&entry.enquiry) {
                list.push(entry.enquiry);
                evidence.push(if other {
                    format!("{words} (but {} is another company's)", question.from)
                } else {
                    words.clone()
                });
            }
        }
        if enquiries.is_empty() {
            continue;
        }
        if enquiries.len() == 1 && foreign.is_empty() {
            return Tied {
                enquiry: enquiries.first().copied(),
                candidates: Vec::new(),
                by: Some(by),
                evidence,
            };
        }
        foreign.append(&mut enquiries);
        break;
    }
    let candidates = if foreign.is_empty() && answers(question.kind) {
        from_company(question, register, &mut evidence)
    } else {
        foreign.sort_unstable();
        foreign.dedup();
        foreign
    };
    Tied {
        enquiry: None,
        candidates,
        by: None,
        evidence,
    }
}

/// Whether our own message came back to us, as from a folder of sent mail.
pub(super) fn is_own(headers: &Headers<'_>, register: &Register) -> bool {
    headers.first("message-id").is_some_and(|value| {
        ids(value)
            .iter()
            .any(|id| register.by_own_id(id).next().is_some())
    })
}

/// The token in the plus-part of an address that the message was sent to; of `address` alone where
/// that is given.
pub(super) fn token_as_found(headers: &Headers<'_>, address: Option<&str>) -> Option<String> {
    let found = |value: &[u8]| {
        addresses(value)
            .iter()
            .filter(|a| address.is_none_or(|base| token::is_tagged(a, base)))
            .find_map(|a| token::of_address(a).map(ToOwned::to_owned))
    };
    DELIVERY
        .iter()
        .flat_map(|name| headers.all(name))
        .find_map(found)
        .or_else(|| {
            headers
                .all("received")
                .take(20)
                .find_map(|v| found(receiver(v)?.as_bytes()))
        })
        .or_else(|| {
            ["To", "Cc"]
                .iter()
                .flat_map(|name| headers.all(name))
                .find_map(found)
        })
}

fn receiver(received: &[u8]) -> Option<String> {
    if !received.contains(&b'@') {
        return None;
    }
    clause(&lossy(received), "for").map(ToOwned::to_owned)
}

fn tokens(name: &str, address: &str, register: &Register, hits: &mut Hits) {
    for (token, _) in token::in_text(address) {
        if let Some(at) = register.by_token(token) {
            hits.push((at, format!("{name}: {address}")));
        }
    }
}

fn fields(headers: &Headers<'_>, names: &[&str], register: &Register) -> Hits {
    let mut hits = Hits::new();
    for name in names {
        for value in headers.all(name).take(20) {
            for address in addresses(value) {
                tokens(name, &address, register, &mut hits);
            }
        }
    }
    hits
}

fn delivered(question: &Question<'_>, register: &Register) -> Hits {
    let headers = &question.mail.headers;
    let mut hits = fields(headers, DELIVERY, register);
    if hits.is_empty() {
        for value in headers.all("received").take(20) {
            if let Some(address) = receiver(value) {
                tokens("Received for", &address.to_lowercase(), register, &mut hits);
            }
        }
    }
    hits
}

fn written(question: &Question<'_>, register: &Register) -> Hits {
    fields(&question.mail.headers, WRITTEN, register)
}

/// The ids that a message refers to.
fn referred<'m>(headers: &Headers<'m>) -> impl Iterator<Item = (&'static str, String)> + use<'m> {
    let mut all = Vec::new();
    for name in [
        "In-Reply-To",
        "References",
        "X-Original-Message-ID",
        "Thread-Index-ID",
    ] {
        for value in headers.all(name).take(5) {
            all.extend(ids(value).into_iter().map(|id| (name, id)));
        }
    }
    all.into_iter()
}

fn own_ids(question: &Question<'_>, register: &Register) -> Hits {
    let mut hits = Hits::new();
    for (name, id) in referred(&question.mail.headers) {
        by_id(name, &id, register, &mut hits);
    }
    hits
}

/// One of our ids, whole or mangled as long as the token in it is whole.
fn by_id(name: &str, id: &str, register: &Register, hits: &mut Hits) {
    let before = hits.len();
    hits.extend(
        register
            .by_own_id(id)
            .map(|at| (at, format!("{name}: <{id}>"))),
    );
    if hits.len() == before {
        tokens(name, id, register, hits);
    }
}

fn provider_ids(question: &Question<'_>, register: &Register) -> Hits {
    let mut hits = Hits::new();
    for (name, id) in referred(&question.mail.headers) {
        by_provider(name, &id, register, &mut hits);
    }
    for part in &question.mail.parts {
        if part.ctype.ends_with("delivery-status") {
            let text = part.text(64 * 1024);
            let (headers, _) = Headers::parse(text.trim_start().as_bytes());
            for name in [
                "X-Postfix-Queue-ID",
                "Original-Envelope-Id",
                "X-Original-Message-ID",
            ] {
                let value = headers.text(name);
                by_provider(
                    name,
                    value.trim_matches(['<', '>', ' ']),
                    register,
                    &mut hits,
                );
            }
        }
    }
    hits
}

fn by_provider(name: &str, id: &str, register: &Register, hits: &mut Hits) {
    let local = id.split('@').next().unwrap_or_default();
    for key in [id, local] {
        if key.len() >= 6 {
            hits.extend(
                register
                    .by_provider_id(key)
                    .map(|at| (at, format!("{name}: <{id}>"))),
            );
        }
    }
}

/// Our message as it is returned in a bounce, or forwarded whole.
fn original(question: &Question<'_>, register: &Register) -> Hits {
    let mut hits = Hits::new();
    for part in question.mail.parts.iter().take(50) {
        let text;
        let headers = match part.ctype.as_str() {
            "message/rfc822" | "message/global" => &part.headers,
            "text/rfc822-headers" | "message/global-headers" => {
                text = part.text(64 * 1024);
                &Headers::parse(text.trim_start().as_bytes()).0
            }
            _ => continue,
        };
        let before = hits.len();
        for value in headers
            .all("message-id")
            .chain(headers.all("references"))
            .take(5)
        {
            for id in ids(value) {
                by_id("original Message-ID", &id, register, &mut hits);
                by_provider("original Message-ID", &id, register, &mut hits);
            }
        }
        if hits.len() == before {
            hits.extend(
                fields(
                    headers,
                    &["From", "Reply-To", "Return-Path", "Sender"],
                    register,
                )
                .into_iter()
                .map(|(at, words)| (at, format!("original {words}"))),
            );
        }
    }
    hits
}

fn in_subject(question: &Question<'_>, register: &Register) -> Hits {
    let mut hits = Hits::new();
    tokens("Subject", question.subject, register, &mut hits);
    hits
}

fn in_text(question: &Question<'_>, register: &Register) -> Hits {
    let mut hits = Hits::new();
    for (token, word) in token::in_text(question.whole) {
        if let Some(at) = register.by_token(token) {
            hits.push((at, format!("text: {word}")));
            if hits.len() > CANDIDATES {
                break;
            }
        }
    }
    hits
}

/// Kinds that a person may want to tie by hand.
fn answers(kind: Kind) -> bool {
    !matches!(kind, Kind::Survey | Kind::Marketing | Kind::Unrelated)
}

/// The enquiries that were open with the sender's company when the message came.
fn open(question: &Question<'_>, register: &Register) -> Vec<u32> {
    let mut found = register.by_sender(question.from);
    found.retain(|at| match (register.entry(*at).sent_at, question.at) {
        (Some(sent), Some(came)) => sent <= came,
        _ => true,
    });
    found
}

/// The company by its domain, the question by our subject in its subject or in what it quotes.
fn sender(question: &Question<'_>, register: &Register) -> Hits {
    if !answers(question.kind) || question.from.is_empty() {
        return Hits::new();
    }
    let open = open(question, register);
    if open.is_empty() {
        return Hits::new();
    }
    let subject = plain_subject(question.subject);
    let quoted = question.whole.to_lowercase();
    let mut hits = Hits::new();
    for at in open {
        let ours = register.subject(register.entry(at));
        if ours.len() < 6 {
            continue;
        }
        if subject.contains(ours) {
            hits.push((
                at,
                format!("{} wrote under our subject: {ours}", question.from),
            ));
        } else if quoted.contains(ours) {
            hits.push((at, format!("{} quotes our subject: {ours}", question.from)));
        }
    }
    hits
}

/// Candidates for a person, when nothing but the company is known.
fn from_company(
    question: &Question<'_>,
    register: &Register,
    evidence: &mut Vec<String>,
) -> Vec<u32> {
    if question.from.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<u32> = open(question, register)
        .iter()
        .map(|at| register.entry(*at).enquiry)
        .collect();
    found.sort_unstable();
    found.dedup();
    if !found.is_empty() {
        evidence.push(format!(
            "{} is an address of a company of the panel; nothing tells which question",
            question.from
        ));
    }
    found.truncate(CANDIDATES);
    found
}
