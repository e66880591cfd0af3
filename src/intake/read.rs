//! From raw bytes to a response.

use super::bounce::bounce;
use super::folded::Folded;
use super::kind::{Analysis, Signals, verdict};
use super::language::language;
use super::mime::{Mail, addresses, normalised};
use super::register::Register;
use super::text::{body, greets_by_name, questions};
use super::tie::{Marks, Question, Tied, is_own, tie, token_as_found};
use super::when::when;
use crate::model::{Features, Kind, Response};
use jiff::Timestamp;

/// No more lines of evidence than this are kept, each no longer than [`EVIDENCE_BYTES`].
const EVIDENCE: usize = 24;
const EVIDENCE_BYTES: usize = 240;

/// Reads one inbound: ties it to an enquiry of the register, says what it is, what its sender wrote
/// and when it came. `internal_date` is the mailbox server's INTERNALDATE, `own_mx` the host names of our
/// own mail exchangers. The caller sets [`Response::inbound`], which is 0 here. Any bytes will do.
#[must_use]
pub fn read(
    raw: &[u8],
    internal_date: Option<Timestamp>,
    own_mx: &[String],
    register: &Register,
) -> Response {
    reading(raw, internal_date, own_mx, Some(register), None)
}

/// Reads a message by itself, with no study to tie it to: its kind, text and time, and the token in
/// the address it was sent to, unverified. Only plus-parts of `address` count, where it is given.
#[must_use]
pub fn examine(
    raw: &[u8],
    internal_date: Option<Timestamp>,
    own_mx: &[String],
    address: Option<&str>,
) -> Response {
    reading(raw, internal_date, own_mx, None, address)
}

fn reading(
    raw: &[u8],
    internal_date: Option<Timestamp>,
    own_mx: &[String],
    register: Option<&Register>,
    address: Option<&str>,
) -> Response {
    let text = normalised(raw);
    let mail = Mail::parse(&text);
    let headers = &mail.headers;
    let from = headers
        .first("from")
        .and_then(|v| addresses(v).into_iter().next_back())
        .unwrap_or_default();
    let subject = bounded(headers.text("subject").trim(), 1_000);
    let body = body(&mail, &from);
    let time = when(headers, internal_date, own_mx);

    let own = Folded::new(&body.own);
    let mut bounce_status = None;
    let (mut kind, mut rule, seen);
    if let Some(found) = bounce(&mail, &from, &subject, &body.whole) {
        (kind, rule, seen) = (found.kind, found.rule.to_owned(), found.evidence);
        bounce_status = found.status;
    } else {
        let analysis = Analysis::new(&own);
        // The footers count for surveys only, so they are read only where there are any.
        let newest = (body.newest.len() != body.own.len())
            .then(|| Analysis::of_families(&Folded::new(&body.newest)));
        let signals = Signals::read(headers, &subject);
        let found = verdict(
            &signals,
            &analysis,
            newest.as_ref().unwrap_or(&analysis),
            &own,
        );
        (kind, rule, seen) = (found.kind, found.rule.to_owned(), found.evidence);
    }

    let mut tied = Tied::default();
    let mut marks = Marks::default();
    if let Some(register) = register {
        if is_own(headers, register) {
            (kind, rule) = (Kind::Unrelated, "own_message".to_owned());
        } else {
            marks = Marks::read(&mail, &subject, &body.whole, register);
            let question = Question {
                mail: &mail,
                from: &from,
                subject: &subject,
                whole: &body.whole,
                marks: &marks,
                kind,
                at: time.at,
            };
            tied = tie(&question, register);
            if tied.enquiry.is_none() && tied.candidates.is_empty() {
                rule = format!("no_tie ({}: {rule})", kind.as_str());
                kind = Kind::Unrelated;
            }
        }
    }

    let mut evidence = tied.evidence;
    evidence.extend(seen);
    evidence.truncate(EVIDENCE);
    for line in &mut evidence {
        *line = bounded(line, EVIDENCE_BYTES);
    }
    Response {
        inbound: 0,
        enquiry: tied.enquiry,
        candidates: tied.candidates,
        tied_by: tied.by,
        kind,
        rule,
        evidence,
        answered_at: time.at,
        answered_at_source: time.source,
        date_header: time.date_header,
        skew_seconds: time.skew_seconds,
        from: bounded(&from, 320),
        subject,
        token: token_as_found(headers, address),
        marks: marks.all(),
        language: language(&own),
        features: Features {
            greeting_by_name: greets_by_name(&body.own),
            agent_named: body.signed,
            questions: questions(&body.own),
            links: body.links,
        },
        // What is a footer below an answer is all that a survey says.
        text: if kind == Kind::Survey {
            body.newest
        } else {
            body.own
        },
        bounce_status,
    }
}

/// The text without control characters, cut at a length.
fn bounded(text: &str, limit: usize) -> String {
    let text = &text[..text.floor_char_boundary(limit)];
    if text.contains(|c: char| c.is_control()) {
        text.chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect()
    } else {
        text.to_owned()
    }
}
