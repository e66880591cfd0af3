//! The token in the addresses of a message.

use super::ids::referred;
use super::steps::{CANDIDATES, Hits, Question};
use crate::intake::mend::mended;
use crate::intake::mime::{Headers, addresses, lossy};
use crate::intake::register::Register;
use crate::intake::token;
use crate::intake::when::clause;

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
/// No more addresses of a message than this are mended.
pub(super) const MENDED: usize = 20;

/// The token in the plus-part of an address that the message was sent to; of `address` alone where
/// that is given.
pub(in crate::intake) fn token_as_found(
    headers: &Headers<'_>,
    address: Option<&str>,
) -> Option<String> {
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

/// The tokens that stand in a text letter by letter.
pub(super) fn tokens(name: &str, text: &str, register: &Register, hits: &mut Hits) {
    for (token, word) in token::in_text(text) {
        if let Some(at) = register.by_token(token) {
            let around = text
                .split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ','))
                .find(|part| part.contains(word))
                .unwrap_or(word);
            hits.push((at, format!("{name}: {around}")));
            if hits.len() > CANDIDATES {
                return;
            }
        }
    }
}

/// The tokens of the addresses in a text that hold one no longer letter by letter. No more than
/// `most` addresses are mended; returns how many more may be.
pub(super) fn mangled(
    name: &str,
    text: &str,
    most: usize,
    register: &Register,
    hits: &mut Hits,
) -> usize {
    let close = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')');
    let mut left = most;
    // A persona's bare address holds nothing to mend.
    let may_hold = |word: &&str| word.contains('@') && register.persona(word).is_none();
    for word in text.split(close).filter(may_hold) {
        if left == 0 {
            break;
        }
        left -= 1;
        for at in mended(word, register) {
            hits.push((at, format!("{name}: {word}, mended")));
        }
    }
    left
}

/// The tokens in the addresses of some fields.
pub(super) fn fields(headers: &Headers<'_>, names: &[&str], register: &Register) -> Hits {
    let values = || {
        names
            .iter()
            .flat_map(|name| headers.all(name).take(20).map(move |value| (name, value)))
    };
    let mut hits = Hits::new();
    for (name, value) in values() {
        tokens(name, &lossy(value), register, &mut hits);
    }
    if hits.is_empty() {
        let mut left = MENDED;
        for (name, value) in values() {
            let value = lossy(value);
            left = mangled(name, &value, left, register, &mut hits);
            // A quoted local part, or a field that was folded within a word.
            if hits.is_empty() && value.contains(['"', ' ', '\t', '\n']) {
                let whole: String = value
                    .chars()
                    .filter(|c| !c.is_whitespace() && *c != '"')
                    .collect();
                left = mangled(name, &whole, left, register, &mut hits);
            }
        }
    }
    hits
}

/// To which address it was delivered.
pub(super) fn delivered(question: &Question<'_>, register: &Register) -> Hits {
    let headers = &question.mail.headers;
    let mut hits = fields(headers, DELIVERY, register);
    if hits.is_empty() {
        for value in headers.all("received").take(20) {
            if let Some(address) = receiver(value) {
                tokens("Received for", &address, register, &mut hits);
            }
        }
    }
    hits
}

/// To which address it was written.
pub(super) fn written(question: &Question<'_>, register: &Register) -> Hits {
    fields(&question.mail.headers, WRITTEN, register)
}

/// The recipients without their plus-parts: they tell the persona when nothing else is left.
pub(super) fn recipients(headers: &Headers<'_>) -> Vec<String> {
    DELIVERY
        .iter()
        .chain(&["To", "Cc"])
        .flat_map(|name| headers.all(name).take(5))
        .flat_map(addresses)
        .take(30)
        .map(|address| bare(&address))
        .collect()
}

/// An address without its plus-part and what is wrapped around it.
fn bare(address: &str) -> String {
    let Some((local, domain)) = address.rsplit_once('@') else {
        return address.to_owned();
    };
    let local = local.rsplit('=').next().unwrap_or(local);
    let local = local.split('+').next().unwrap_or(local);
    format!("{local}@{domain}")
}

/// A plus-part, or an id on a domain of ours, that looks like a token of ours and is none: whoever
/// wrote it made it up, or it is mangled beyond repair.
pub(super) fn unknown_token(headers: &Headers<'_>, register: &Register) -> Option<String> {
    let unknown =
        |word: &&str| token::parse(word).is_some_and(|token| register.by_token(token).is_none());
    let in_id = |id: &str| {
        let (local, domain) = id.rsplit_once('@')?;
        let word = local.split('.').next()?;
        (register.is_persona_domain(domain) && unknown(&word)).then(|| word.to_owned())
    };
    token_as_found(headers, None)
        .filter(|word| unknown(&word.as_str()))
        .or_else(|| {
            WRITTEN
                .iter()
                .flat_map(|name| headers.all(name).take(5))
                .flat_map(addresses)
                .filter(|address| register.persona(&bare(address)).is_some())
                .find_map(|address| {
                    let word = token::of_address(&address)?;
                    unknown(&word).then(|| word.to_owned())
                })
        })
        .or_else(|| referred(headers).find_map(|(_, id)| in_id(&id)))
}
