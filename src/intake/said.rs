//! From something said in a session to a response: a chat's line, a passage of a site, the page behind a form.

use super::folded::Folded;
use super::kind::Topic;
use super::language::language;
use super::post::Judged;
use super::read::{bounded, bounded_evidence};
use super::text::{greets_by_name, questions};
use super::token::{self, Token};
use crate::model::{Channel, Features, Kind, Response, Said, Speaker, TiedBy, TimeSource};
use jiff::Timestamp;
use std::collections::HashMap;

/// The enquiries that are put in sessions, by the tokens under which these are held.
#[derive(Debug, Default)]
pub struct Sessions {
    enquiries: HashMap<Token, (u32, usize)>,
    topics: Vec<Topic>,
    /// Where the topic of a text stands: many enquiries ask the same.
    texts: HashMap<Box<str>, usize>,
}

impl Sessions {
    /// Takes in an enquiry: its key, its token, and what it asks. One whose token is none is left out.
    pub fn insert(&mut self, enquiry: u32, token: &str, text: &str) {
        let Some(token) = token::parse(token) else {
            return;
        };
        let next = self.topics.len();
        let topic = *self.texts.entry(text.into()).or_insert(next);
        if topic == next {
            self.topics.push(Topic::of(text));
        }
        self.enquiries.insert(token, (enquiry, topic));
    }

    fn get(&self, token: &str) -> Option<(u32, &Topic)> {
        let (enquiry, topic) = *self.enquiries.get(&token::parse(token)?)?;
        Some((enquiry, self.topics.get(topic)?))
    }
}

/// Reads one thing said in a session: a [`Said`] as JSON; any other bytes are unrelated, by the rule
/// `not_said`. The caller sets [`Response::inbound`], which is 0 here.
///
/// - It is tied by the token of the session in which it was said; nothing else is looked at.
/// - What we said ourselves is unrelated, and so is what stood there before anything was asked (`greeting`): it
///   answers nothing. So is what the chat's own software says: a place in the queue, that somebody joined.
/// - A passage that a search found is an answer (`passage`): finding it was its test.
/// - All else is told by the words, with the question as topic.
/// - `answered_at` is the moment at which it was seen, in whole seconds.
#[must_use]
pub fn read_said(raw: &[u8], sessions: &Sessions) -> Response {
    match serde_json::from_slice::<Said>(raw) {
        Ok(said) => read(&said, sessions),
        Err(error) => Response {
            rule: "not_said".to_owned(),
            evidence: bounded_evidence(vec![error.to_string()]),
            ..Response::unrelated()
        },
    }
}

fn read(said: &Said, sessions: &Sessions) -> Response {
    let session = sessions.get(&said.token);
    let enquiry = session.map(|(enquiry, _)| enquiry);
    let own = Folded::new(&said.text);
    let nothing = Topic::default();
    let topic = session.map_or(&nothing, |(_, topic)| topic);
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
        return plain(Kind::Unrelated, "greeting");
    }
    if said.speaker == Speaker::Page && said.channel == Channel::WebSearch {
        return plain(Kind::Answer, "passage");
    }
    if said.speaker == Speaker::System {
        return plain(Kind::Unrelated, "chat_software");
    }
    let verdict = Judged::new(&said.text, own, true).verdict(topic);
    (verdict.kind, verdict.rule, verdict.evidence)
}

/// What a text is by its words alone, given the question that it answers, and the rule that said so: for texts of which nothing
/// else is known.
#[must_use]
pub fn kind_of(text: &str, question: &str) -> (Kind, String) {
    let own = Folded::new(text);
    let verdict = Judged::new(text, &own, true).verdict(&Topic::of(question));
    (verdict.kind, verdict.rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sessions() -> Sessions {
        let mut sessions = Sessions::default();
        sessions.insert(7, TOKEN, "Are your shops open on Sundays?");
        sessions
    }

    const TOKEN: &str = "abcdefghij";

    fn said(channel: Channel, speaker: Speaker, text: &str) -> Said {
        Said {
            token: TOKEN.to_owned(),
            number: 1,
            nth: 0,
            channel,
            speaker,
            name: String::new(),
            text: text.to_owned(),
            address: "https://acme.example/chat".to_owned(),
            at: "2026-11-02T10:00:00.7Z".parse().unwrap(),
            unasked: false,
        }
    }

    fn kind(said: &Said) -> (Kind, String) {
        let raw = serde_json::to_vec(said).unwrap();
        let response = read_said(&raw, &sessions());
        assert_eq!(response.enquiry, Some(7));
        assert_eq!(response.tied_by, Some(TiedBy::Session));
        let at = response.answered_at.unwrap();
        assert_eq!(at.to_string(), "2026-11-02T10:00:00Z");
        (response.kind, response.rule)
    }

    #[test]
    fn who_says_it_and_how_decide_what_it_is() {
        let chat = |speaker, text| kind(&said(Channel::Chat, speaker, text)).0;
        assert_eq!(
            chat(
                Speaker::Bot,
                "Yes, all our shops are open on Sundays from 10 to 5."
            ),
            Kind::Answer
        );
        assert_eq!(
            chat(
                Speaker::Agent,
                "One moment please, I'll look into this for you."
            ),
            Kind::Acknowledgement
        );
        assert_eq!(
            chat(
                Speaker::Agent,
                "Please call us on 020 7946 0000 about this."
            ),
            Kind::Redirect
        );
        assert_eq!(
            chat(Speaker::System, "Robbie has joined the chat."),
            Kind::Unrelated
        );
        assert_eq!(
            chat(Speaker::Shopper, "Are your shops open on Sundays?"),
            Kind::Unrelated
        );
        let passage = said(
            Channel::WebSearch,
            Speaker::Page,
            "Our shops are closed on Sundays.",
        );
        assert_eq!(kind(&passage), (Kind::Answer, "passage".to_owned()));
        let mut greeting = said(Channel::Chat, Speaker::Bot, "Hi, how can I help you today?");
        greeting.unasked = true;
        assert_eq!(kind(&greeting), (Kind::Unrelated, "greeting".to_owned()));
    }

    #[test]
    fn what_no_session_of_ours_said_is_tied_to_nothing() {
        let mut other = said(Channel::Chat, Speaker::Bot, "Yes, we are open.");
        other.token = "nobody".to_owned();
        let response = read_said(&serde_json::to_vec(&other).unwrap(), &sessions());
        assert_eq!((response.enquiry, response.kind), (None, Kind::Unrelated));
        assert!(response.rule.starts_with("no_tie ("), "{}", response.rule);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(raw in proptest::collection::vec(any::<u8>(), 0..300), text in ".{0,200}") {
            let sessions = sessions();
            let read = read_said(&raw, &sessions);
            prop_assert_eq!(read.kind, Kind::Unrelated);
            let made = said(Channel::Chat, Speaker::Agent, &text);
            let _ = read_said(&serde_json::to_vec(&made).unwrap(), &sessions);
        }
    }
}
