//! From raw bytes to a response.

use super::bounce::{Bounce, bounce};
use super::folded::Folded;
use super::kind::{Signals, Topic, Verdict, Witnesses};
use super::language::language;
use super::mime::{Mail, addresses, normalised};
use super::register::Register;
use super::text::{Body, body, questions};
use super::tie::{Marks, Question, Tied, is_own, tie, token_as_found};
use super::when::when;
use crate::model::{Features, Kind, Response};
use jiff::Timestamp;
use std::collections::HashSet;

/// No more lines of evidence than this are kept, each no longer than [`EVIDENCE_BYTES`].
const EVIDENCE: usize = 24;
/// So much of what is quoted is looked at for what was asked.
const QUOTED: usize = 4_000;
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
    let judged = Judged::new(&mail, &from, &subject, &body, &own);
    // What was asked stands in the subject, and in what is quoted.
    let topic = Topic::of(&format!("{subject}\n{}", quoted(&body)));
    let mut verdict = judged.verdict(&topic);

    let mut tied = Tied::default();
    let mut marks = Marks::default();
    if let Some(register) = register {
        if is_own(headers, register) {
            (verdict.kind, verdict.rule) = (Kind::Unrelated, "own_message".to_owned());
        } else {
            marks = Marks::read(&mail, &subject, &body.whole, register);
            let question = Question {
                mail: &mail,
                from: &from,
                subject: &subject,
                whole: &body.whole,
                marks: &marks,
                kind: verdict.kind,
                at: time.at,
            };
            tied = tie(&question, register);
            let asked = tied.enquiry.and_then(|enquiry| register.topic(enquiry));
            if let Some(asked) = asked.filter(|asked| !asked.is_empty()) {
                verdict = judged.verdict(&topic.and(asked));
            }
            if tied.enquiry.is_none() && tied.candidates.is_empty() {
                verdict.rule = format!("no_tie ({}: {})", verdict.kind.as_str(), verdict.rule);
                verdict.kind = Kind::Unrelated;
            }
        }
    }

    let mut evidence = tied.evidence;
    evidence.extend(verdict.evidence);
    Response {
        inbound: 0,
        enquiry: tied.enquiry,
        candidates: tied.candidates,
        tied_by: tied.by,
        kind: verdict.kind,
        rule: verdict.rule,
        evidence: bounded_evidence(evidence),
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
            greeting_by_name: body.greeted,
            agent_named: body.signed,
            questions: questions(&body.own),
            links: body.links,
        },
        // What is a footer below an answer is all that a survey says.
        text: if verdict.kind == Kind::Survey {
            body.newest
        } else {
            body.own
        },
        bounce_status: judged.bounce_status(),
    }
}

/// A message on its way to its verdict.
enum Judged<'t> {
    Bounce(Bounce),
    Other(Box<Witnesses<'t>>),
}

impl<'t> Judged<'t> {
    fn new(mail: &Mail<'_>, from: &str, subject: &str, body: &Body, own: &'t Folded) -> Self {
        if let Some(found) = bounce(mail, from, subject, &body.whole) {
            return Self::Bounce(found);
        }
        let signals = Signals::read(&mail.headers, subject);
        // The footers count for surveys only, so they are read only where there are any.
        let newest = (body.newest.len() != body.own.len()).then(|| Folded::new(&body.newest));
        Self::Other(Box::new(Witnesses::new(signals, own, newest.as_ref())))
    }

    fn verdict(&self, topic: &Topic) -> Verdict {
        match self {
            Self::Bounce(found) => Verdict {
                kind: found.kind,
                rule: found.rule.to_owned(),
                evidence: found.evidence.clone(),
            },
            Self::Other(witnesses) => witnesses.verdict(topic),
        }
    }

    fn bounce_status(self) -> Option<String> {
        match self {
            Self::Bounce(found) => found.status,
            Self::Other(_) => None,
        }
    }
}

/// What of a message is not its newest block.
fn quoted(body: &Body) -> String {
    let own: HashSet<&str> = body.newest.lines().map(str::trim).collect();
    let mut out = String::new();
    for line in body.whole.lines().map(str::trim) {
        if !line.is_empty() && !own.contains(line) {
            out.push_str(line.trim_start_matches(['>', ' ']));
            out.push('\n');
            if out.len() > QUOTED {
                break;
            }
        }
    }
    out
}

/// As much of the evidence as is kept.
pub(super) fn bounded_evidence(mut evidence: Vec<String>) -> Vec<String> {
    evidence.truncate(EVIDENCE);
    for line in &mut evidence {
        *line = bounded(line, EVIDENCE_BYTES);
    }
    evidence
}

/// The text without control characters, cut at a length.
pub(super) fn bounded(text: &str, limit: usize) -> String {
    let text = &text[..text.floor_char_boundary(limit)];
    if text.contains(|c: char| c.is_control()) {
        text.chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect()
    } else {
        text.to_owned()
    }
}
