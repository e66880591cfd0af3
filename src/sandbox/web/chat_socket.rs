//! The company's side of a chat: what comes over the socket, and what is said when. What is said counts for the
//! truth once the page has shown it. Until then it is underway: simulated time can wait for it.

use super::chat::{Chat, Line, is_open};
use super::conduct::ChatProfile;
use super::server::Town;
use super::site::Site;
use crate::clock::Underway;
use crate::model::Channel;
use axum::extract::ws::{Message, WebSocket};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;

/// So many things are taken from one visitor.
const MOST_MESSAGES: usize = 500;
/// The longest thing that a visitor may say, in bytes.
const LONGEST: usize = 16 * 1024;
/// What has more words than this and holds no question was meant to be one.
const FEW: usize = 3;

/// What a page sends: one of these.
#[derive(Deserialize)]
struct Sent {
    /// The panel was opened.
    start: Option<IgnoredAny>,
    /// The visitor says something.
    text: Option<String>,
    /// The visitor leaves a message; nobody reads it.
    leave: Option<IgnoredAny>,
    /// A line was shown.
    seen: Option<u64>,
}

/// A line on its way to the page, with the question that it is about.
struct Spoken {
    line: Line,
    question: Option<u32>,
    underway: Underway,
}

/// A chat with one visitor.
struct Session {
    town: Arc<Town>,
    site: Arc<Site>,
    profile: ChatProfile,
    out: UnboundedSender<Spoken>,
    /// What was sent and not yet shown; with the line and its question where it counts for the truth.
    unseen: HashMap<u64, (Option<(Line, u32)>, Underway)>,
    sent: u64,
    closed: bool,
}

/// Holds a chat until the visitor leaves or the servers stop.
pub(super) async fn hold(
    town: Arc<Town>,
    site: Arc<Site>,
    profile: ChatProfile,
    mut socket: WebSocket,
    mut stopped: watch::Receiver<()>,
) {
    let (out, mut due): (_, UnboundedReceiver<Spoken>) = unbounded_channel();
    let mut session = Session {
        town,
        site,
        profile,
        out,
        unseen: HashMap::new(),
        sent: 0,
        closed: false,
    };
    let mut taken = 0;
    loop {
        let reply = tokio::select! {
            // What was said first is sent first.
            biased;
            Some(spoken) = due.recv() => Some(session.send(spoken)),
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) if taken < MOST_MESSAGES && text.len() <= LONGEST => {
                    taken += 1;
                    session.hear(&text)
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => None,
                _ => return,
            },
            // It never changes: its sender is gone.
            _ = stopped.changed() => return,
        };
        if let Some(text) = reply
            && socket.send(Message::Text(text.into())).await.is_err()
        {
            return;
        }
    }
}

impl Session {
    fn chat(&self) -> Chat<'_> {
        let market = &self.town.market;
        Chat {
            study: &market.study,
            behaviour: &market.behaviour,
            company: self.site.company,
            speedup: market.speedup,
        }
    }

    fn send(&mut self, spoken: Spoken) -> String {
        let Spoken {
            line,
            question,
            underway,
        } = spoken;
        let text = self.told(line.voice.as_str(), &line.name, &line.text);
        let counts = question.map(|question| (line, question));
        self.unseen.insert(self.sent, (counts, underway));
        text
    }

    /// What is said at once.
    fn say(&mut self, line: Line) -> String {
        let underway = self.town.market.clock.underway();
        self.send(Spoken {
            line,
            question: None,
            underway,
        })
    }

    /// A line that nobody says and that is no part of a chat about a question.
    fn notice(&mut self, kind: &str, text: &str) -> String {
        let underway = self.town.market.clock.underway();
        let text = self.told(kind, "", text);
        self.unseen.insert(self.sent, (None, underway));
        text
    }

    /// What is sent for a line, under a number of its own.
    fn told(&mut self, kind: &str, name: &str, text: &str) -> String {
        self.sent += 1;
        json!({"id": self.sent, "kind": kind, "name": name, "text": text}).to_string()
    }

    /// Something comes from the page. Returns what is to be sent at once.
    fn hear(&mut self, text: &str) -> Option<String> {
        let now = self.town.market.clock.now();
        let sent: Sent = serde_json::from_str(text).ok()?;
        if sent.start.is_some() {
            return Some(self.open(now));
        }
        if sent.leave.is_some() {
            let words = self.chat().words();
            return Some(self.notice("system", words.left));
        }
        // It has arrived once the truth knows of it, when this is dropped at the end.
        let seen = sent.seen.and_then(|id| self.unseen.remove(&id));
        if let Some((Some((line, question)), _underway)) = &seen {
            let market = &self.town.market;
            market.chat_said(self.site.company, *question, line);
        }
        let text = sent.text.filter(|_| !self.closed)?;
        self.asked(&text, now)
    }

    fn open(&mut self, now: Timestamp) -> String {
        let study = &self.town.market.study;
        let about = &study.panel[self.site.company as usize];
        let zone = about.timezone.as_ref().unwrap_or(&study.timezone);
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        self.closed = !is_open(&self.profile, &zone, now);
        if self.closed {
            let words = self.chat().words();
            return self.notice("closed", words.closed);
        }
        let greeting = self.chat().greeting(&self.profile, now);
        self.say(greeting)
    }

    fn asked(&mut self, text: &str, now: Timestamp) -> Option<String> {
        let market = self.town.market.clone();
        // Whoever asked learns by this that it was heard.
        let _heard = market.clock.underway();
        let company = self.site.company;
        let Some((_, question)) = market.wordings.find(Channel::Chat, &[company], text) else {
            if text.split_whitespace().count() > FEW {
                market.post_unmatched();
            }
            let puzzled = self.chat().puzzled(&self.profile, now);
            return Some(self.say(puzzled));
        };
        let nth = market.post_arrived(Channel::Chat, company, question);
        for line in self.chat().lines(&self.profile, question, nth, now) {
            let (out, clock) = (self.out.clone(), market.clock.clone());
            market.clock.at(
                line.at,
                Box::new(move |_| {
                    // Whoever has gone hears nothing.
                    if out.is_closed() {
                        return;
                    }
                    let underway = clock.underway();
                    let question = Some(question);
                    drop(out.send(Spoken {
                        line,
                        question,
                        underway,
                    }));
                }),
            );
        }
        None
    }
}
