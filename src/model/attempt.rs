//! One try to put an enquiry to the company. The intent is stored before a socket is touched, the
//! outcome after.

use super::{Exhibit, Said};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How an attempt travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TransportKind {
    /// The program sends.
    Auto,
    /// A person sends the text that the program prepared.
    Assisted,
}

/// The intent: this enquiry is about to be put to the company for the `number`th time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The enquiry.
    pub enquiry: u32,
    /// From 1; with `enquiry` the key of the attempt.
    pub number: u32,
    /// When the intent was stored.
    pub intended_at: Timestamp,
    /// How it travels.
    pub transport: TransportKind,
    /// The id under which it travels, so that it can be looked up again: the Message-ID without
    /// angle brackets for email.
    pub own_id: String,
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The enquiry.
    pub enquiry: u32,
    /// The attempt's number.
    pub number: u32,
    /// When the outcome was known.
    pub at: Timestamp,
    /// What happened.
    pub result: AttemptResult,
    /// The server's words as they came, or the error's; for an accepted mail the final reply,
    /// which holds the provider's queue id.
    pub reply: String,
    /// What was said in answer then and there, in its order.
    pub said: Vec<Said>,
    /// What was seen, kept as proof.
    pub exhibits: Vec<Exhibit>,
}

impl Outcome {
    /// An outcome of which nothing is kept but the server's words.
    #[must_use]
    pub const fn new(
        enquiry: u32,
        number: u32,
        at: Timestamp,
        result: AttemptResult,
        reply: String,
    ) -> Self {
        Self {
            enquiry,
            number,
            at,
            result,
            reply,
            said: Vec::new(),
            exhibits: Vec::new(),
        }
    }
}

/// How an attempt ended. There is no *in doubt* here that is stored by itself alone: an intent
/// without any outcome is in doubt as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptResult {
    /// The server took responsibility (a 2xx after the end of DATA).
    Accepted,
    /// The server refused for good (5xx); not tried again.
    Refused,
    /// The server refused for now (4xx), before or after DATA; tried again later.
    Deferred,
    /// It provably never reached the server (connection refused, greeting or login failed, the
    /// connection broke before the end of DATA was sent); tried again later.
    NotReached,
    /// Silence after the end of DATA: it may have been accepted. Never sent again by itself.
    InDoubt,
    /// A person decided not to ask; not tried again.
    Skipped,
    /// It provably was not put, and no program may or can: a CAPTCHA, a login, a field that nobody knows.
    /// Left to a person, see `shopper assist`.
    HandedOver,
}

impl AttemptResult {
    /// The word in the ledger.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Deferred => "deferred",
            Self::NotReached => "not_reached",
            Self::InDoubt => "in_doubt",
            Self::Skipped => "skipped",
            Self::HandedOver => "handed_over",
        }
    }

    /// The result that a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [
            Self::Accepted,
            Self::Refused,
            Self::Deferred,
            Self::NotReached,
            Self::InDoubt,
            Self::Skipped,
            Self::HandedOver,
        ]
        .into_iter()
        .find(|r| r.as_str() == word)
    }

    /// Whether law 1 allows another attempt.
    #[must_use]
    pub const fn may_retry(self) -> bool {
        matches!(self, Self::Deferred | Self::NotReached)
    }
}
