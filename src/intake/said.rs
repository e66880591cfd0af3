//! From something said in a session to a response: a chat's line, a passage of a site, the page behind a form.

use super::folded::Folded;
use super::kind::Topic;
use super::language::language;
use super::post::Judged;
use super::read::{bounded, bounded_evidence};
use super::register::Register;
use super::text::{greets_by_name, questions};
use super::token;
use crate::model::{Channel, Features, Kind, Response, Said, Speaker, TiedBy, TimeSource};
use jiff::Timestamp;

/// Reads one thing said in a session: a [`Said`] as JSON; any other bytes are unrelated, by the rule
/// `not_said`. The caller sets [`Response::inbound`], which is 0 here.
///
/// - It is tied by the token of the session in which it was said; nothing else is looked at.
/// - What we said ourselves is unrelated. What stood there before anything was asked is an automatic reply
///   (`greeting`), and so is what the chat's own software says, unless it is a receipt by its words.
/// - A passage that a search found is an answer (`passage`): finding it was its test.
/// - All else is told by the words, with the question as topic.
/// - `answered_at` is the moment at which it was seen, in whole seconds.
#[must_use]
pub fn read_said(raw: &[u8], register: &Register) -> Response {
    match serde_json::from_slice::<Said>(raw) {
        Ok(said) => read(&said, register),
        Err(error) => Response {
            rule: "not_said".to_owned(),
            evidence: bounded_evidence(vec![error.to_string()]),
            ..Response::unrelated()
        },
    }
}

fn read(said: &Said, register: &Register) -> Response {
    let enquiry = token::parse(&said.token)
        .and_then(|token| register.by_token(token))
        .map(|at| register.entry(at).enquiry);
    let own = Folded::new(&said.text);
    let nothing = Topic::default();
    let topic = enquiry
        .and_then(|enquiry| register.topic(enquiry))
        .unwrap_or(&nothing);
    let (mut kind, mut rule, mut evidence) = judge(said, &own, topic);
    if enquiry.is_none() {
        rule = format!("no_tie ({}: {rule})", kind.as_str());
        kind = Kind::Unrelated;
    } else {
        evidence.insert(0, format!("said in the session of {}", said.token));
    }
    let asks = questions(&said.text);
    Response {
        enquiry,
        tied_by: enquiry.map(|_| TiedBy::Session),
        kind,
        rule,
        evidence: bounded_evidence(evidence),
        answered_at: Some(Timestamp::from_second(said.at.as_second()).unwrap_or(said.at)),
        answered_at_source: Some(TimeSource::Observed),
        from: bounded(&format!("{}: {}", said.speaker, said.name), 320),
        token: Some(bounded(&said.token, 64)),
        text: said.text.clone(),
        language: language(&own),
        features: Features {
            greeting_by_name: greets_by_name(&said.text, ""),
            agent_named: said.speaker == Speaker::Agent && !said.name.trim().is_empty(),
            links: Vec::new(),
            questions: asks,
        },
        ..Response::unrelated()
    }
}

/// What it is, by whom it was said, and by its words where that leaves it open.
fn judge(said: &Said, own: &Folded, topic: &Topic) -> (Kind, String, Vec<String>) {
    let plain = |kind, rule: &str| (kind, rule.to_owned(), Vec::new());
    if said.speaker == Speaker::Shopper {
        return plain(Kind::Unrelated, "own_message");
    }
    if said.unasked {
        return plain(Kind::Autoreply, "greeting");
    }
    if said.speaker == Speaker::Page && said.channel == Channel::WebSearch {
        return plain(Kind::Answer, "passage");
    }
    let verdict = Judged::new(&said.text, own, true).verdict(topic);
    if said.speaker == Speaker::System && verdict.kind != Kind::Acknowledgement {
        return (
            Kind::Autoreply,
            "chat_software".to_owned(),
            verdict.evidence,
        );
    }
    (verdict.kind, verdict.rule, verdict.evidence)
}
