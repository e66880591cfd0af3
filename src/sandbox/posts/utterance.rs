//! What is asked in a post, and what is posted about it: plain data.

use crate::model::Channel;
use jiff::Timestamp;

/// A post in which a company is asked something, as it arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posed<'p> {
    /// The network's channel.
    pub channel: Channel,
    /// Index of the company in the study.
    pub company: u32,
    /// Index of the question in the study.
    pub question: u32,
    /// From 1: how often this company got this question on this channel.
    pub nth: u32,
    /// When it was posted.
    pub at: Timestamp,
    /// What it says.
    pub text: &'p str,
    /// The account that asks, without `@`.
    pub handle: &'p str,
    /// The name that account shows; may be empty.
    pub name: &'p str,
}

/// One post, or direct message, of a company or of a bystander.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    /// When; whole seconds.
    pub at: Timestamp,
    /// Who.
    pub speaker: Speaker,
    /// What: at most 280 weighted characters. On Twitter replies begin with the handles that they answer.
    pub text: String,
    /// In which form.
    pub how: How,
    /// Pictures: address and description.
    pub media: Vec<(String, String)>,
    /// When it is edited, and what it says then.
    pub edited: Option<(Timestamp, String)>,
    /// When it is deleted.
    pub deleted: Option<Timestamp>,
    /// What it really is.
    pub step: PostStep,
}

/// Who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Speaker {
    /// The company's account that was asked.
    Main,
    /// Its service account.
    Second,
    /// Another customer, by handle; never the company.
    Bystander(String),
}

/// The form of an utterance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// A reply to our post.
    Reply,
    /// A reply to the speaker's own previous utterance about this post of ours.
    Thread,
    /// A post of its own that quotes ours.
    Quote,
    /// A post of its own in whose text our account is mentioned.
    MentionOnly,
    /// A direct message to our account.
    Direct,
}

/// What an utterance really is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PostStep {
    /// An automatic reply.
    Receipt,
    /// A person asks for patience.
    Holding,
    /// The answer, or its first post: by itself it answers the question.
    Answer {
        /// Whether it is right, where that is known.
        correct: Option<bool>,
        /// Equal for answers to the same question that agree.
        stance: String,
    },
    /// Goes on with an answer, at the same second.
    More,
    /// A part of the answer with the promise of the rest.
    Part,
    /// Said after the answer; changes nothing.
    Addition,
    /// Sends the question to another channel.
    Redirect,
    /// Asks back.
    Details,
    /// Not the company.
    Bystander,
}
