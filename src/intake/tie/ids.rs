//! The ids that a message refers to: ours, the provider's and the helpdesk's.

use super::address::{fields, tokens};
use super::steps::{Hits, Question};
use crate::intake::mime::{Headers, Mail, ids};
use crate::intake::register::Register;
use crate::intake::token;

/// Whether our own message came back to us, as from a folder of sent mail.
pub(in crate::intake) fn is_own(headers: &Headers<'_>, register: &Register) -> bool {
    headers.first("message-id").is_some_and(|value| {
        ids(value)
            .iter()
            .any(|id| register.by_own_id(id).next().is_some())
    })
}

/// The ids that a message refers to.
pub(super) fn referred<'m>(
    headers: &Headers<'m>,
) -> impl Iterator<Item = (&'static str, String)> + use<'m> {
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

/// The ids in the header blocks of messages within the message: what was returned or forwarded.
pub(super) fn nested(mail: &Mail<'_>) -> impl Iterator<Item = (&'static str, String)> {
    let mut all = Vec::new();
    for_each_nested(mail, |headers| {
        for name in ["message-id", "in-reply-to", "references"] {
            for value in headers.all(name).take(2) {
                let ids = ids(value).into_iter().take(20);
                all.extend(ids.map(|id| ("original Message-ID", id)));
            }
        }
    });
    all.into_iter()
}

/// Calls with the header block of each message within the message.
pub(super) fn for_each_nested(mail: &Mail<'_>, mut each: impl FnMut(&Headers<'_>)) {
    for part in mail.parts.iter().take(50) {
        match part.ctype.as_str() {
            "message/rfc822" | "message/global" => each(&part.headers),
            "text/rfc822-headers" | "message/global-headers" => {
                let text = part.text(64 * 1024);
                each(&Headers::parse(text.trim_start().as_bytes()).0);
            }
            _ => {}
        }
    }
}

pub(super) fn own_ids(question: &Question<'_>, register: &Register) -> Hits {
    let mut hits = Hits::new();
    for (name, id) in referred(&question.mail.headers) {
        by_id(name, &id, register, &mut hits);
    }
    hits
}

/// One of our ids, whole or mangled as long as the token in it is whole.
pub(super) fn by_id(name: &str, id: &str, register: &Register, hits: &mut Hits) {
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

/// Whether [`by_id`] or [`by_provider`] would find anything, without the words for it.
pub(super) fn is_ours(id: &str, register: &Register) -> bool {
    register.by_own_id(id).next().is_some()
        || token::in_text(id).any(|(token, _)| register.by_token(token).is_some())
        || provider_keys(id).any(|key| register.by_provider_id(key).next().is_some())
}

/// What of an id a provider may have given: all of it, or what stands in front of its host.
fn provider_keys(id: &str) -> impl Iterator<Item = &str> {
    let local = id.split('@').next().unwrap_or_default();
    [id, local].into_iter().filter(|key| key.len() >= 6)
}

pub(super) fn provider_ids(question: &Question<'_>, register: &Register) -> Hits {
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

pub(super) fn by_provider(name: &str, id: &str, register: &Register, hits: &mut Hits) {
    for key in provider_keys(id) {
        hits.extend(
            register
                .by_provider_id(key)
                .map(|at| (at, format!("{name}: <{id}>"))),
        );
    }
}

/// Our message as it is returned in a bounce, or an answer to it that was forwarded whole.
pub(super) fn original(question: &Question<'_>, register: &Register) -> Hits {
    let mut hits = Hits::new();
    for (name, id) in nested(question.mail) {
        by_id(name, &id, register, &mut hits);
        by_provider(name, &id, register, &mut hits);
    }
    if hits.is_empty() {
        for_each_nested(question.mail, |headers| {
            let names = [
                "From",
                "Reply-To",
                "Return-Path",
                "Sender",
                "To",
                "Cc",
                "Delivered-To",
            ];
            let found = fields(headers, &names, register);
            hits.extend(
                found
                    .into_iter()
                    .map(|(at, words)| (at, format!("original {words}"))),
            );
        });
    }
    hits
}
