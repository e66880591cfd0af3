//! What is kept of a chat.

use crate::model::Speaker;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How a chat ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// Somebody, or a program, said something to the question, and then no more.
    Answered,
    /// Nobody said anything to it as long as we waited.
    NoAnswer,
    /// We were still in the queue.
    Queue,
    /// The chat is closed now, or was closed before there was an answer.
    Closed,
    /// All that is offered is to leave a message.
    LeaveMessage,
    /// There is no chat on the page.
    NoWidget,
    /// A person must do it.
    HandedOver,
    /// It broke off: the page, or the way to it, failed.
    Broken,
}

/// One thing said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Who said it.
    pub speaker: Speaker,
    /// Under which name; empty for none.
    pub name: String,
    /// What.
    pub text: String,
    /// When it was seen.
    pub at: Timestamp,
    /// Whether it was there before anything was asked.
    pub unasked: bool,
}

/// A whole chat, kept as an exhibit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The software behind it, where it shows; empty where not.
    pub vendor: String,
    /// The page.
    pub url: String,
    /// When the page was asked for.
    pub opened_at: Timestamp,
    /// When the question was put; `None` where it was not.
    pub asked_at: Option<Timestamp>,
    /// When we left.
    pub ended_at: Timestamp,
    /// How it ended.
    pub ended: Ended,
    /// Why, in words.
    pub why: String,
    /// The places in the queue that were told, with their times.
    pub queue: Vec<(Timestamp, u32)>,
    /// What was offered to be pressed instead of typing.
    pub offered: Vec<String>,
    /// All that was said, ours too, in its order.
    pub turns: Vec<Turn>,
}
