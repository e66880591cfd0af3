//! The token in the addresses of a message.

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
const MENDED: usize = 20;

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

/// The tokens of the addresses in a text that hold one no longer letter by letter.
pub(super) fn mangled(name: &str, text: &str, register: &Register, hits: &mut Hits) {
    let close = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')');
    for word in text
        .split(close)
        .filter(|word| word.contains('@'))
        .take(MENDED)
    {
        for at in mended(word, register) {
            hits.push((at, format!("{name}: {word}, mended")));
        }
    }
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
        for (name, value) in values().take(MENDED) {
            let value = lossy(value);
            // A quoted local part, or a field that was folded within a word.
            let whole: String = value
                .chars()
                .filter(|c| !c.is_whitespace() && *c != '"')
                .collect();
            mangled(name, &value, register, &mut hits);
            if hits.is_empty() && whole.len() != value.len() {
                mangled(name, &whole, register, &mut hits);
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
        .map(|address| match address.rsplit_once('@') {
            Some((local, domain)) => {
                let local = local.rsplit('=').next().unwrap_or(local);
                let bare = local.split('+').next().unwrap_or(local);
                format!("{bare}@{domain}")
            }
            None => address,
        })
        .collect()
}

/// A plus-part that looks like a token of ours and is none.
pub(super) fn unknown_token(headers: &Headers<'_>, register: &Register) -> Option<String> {
    token_as_found(headers, None)
        .filter(|word| token::parse(word).is_some_and(|t| register.by_token(t).is_none()))
}
