//! An inbound tied to an enquiry, with the evidence for the tie and its kind.

use super::Language;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// Every value, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word used in the ledger, in tables and in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The value that a word names, if any.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.as_str() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What a message is.
    Kind {
        /// A substantive answer.
        Answer = "answer",
        /// An answer to a part of the question.
        Partial = "partial",
        /// A receipt or holding reply, automatic or human.
        Acknowledgement = "acknowledgement",
        /// The person is away.
        OutOfOffice = "out_of_office",
        /// Another automatic reply.
        Autoreply = "autoreply",
        /// "Please call us": the question is sent to another channel.
        Redirect = "redirect",
        /// The company declines to answer.
        Refusal = "refusal",
        /// The company asks back.
        Clarification = "clarification",
        /// A request to rate the contact.
        Survey = "survey",
        /// Advertising.
        Marketing = "marketing",
        /// Not delivered, for good.
        BounceHard = "bounce_hard",
        /// Not delivered for a reason that may pass, such as a full mailbox; no server tries any more.
        BounceSoft = "bounce_soft",
        /// Delivery is late; the server still tries.
        BounceDelayed = "bounce_delayed",
        /// Nothing to do with the study.
        Unrelated = "unrelated",
    }
}

words! {
    /// The evidence by which a message was tied to its enquiry, strongest first: of mails, then of posts.
    TiedBy {
        /// The token in the address it was delivered to.
        AddressToken = "address_token",
        /// The Message-ID that we sent, in In-Reply-To or References.
        OwnId = "own_id",
        /// The id that the provider gave our message.
        ProviderId = "provider_id",
        /// The helpdesk's own chain of ids.
        HelpdeskChain = "helpdesk_chain",
        /// A token or ticket in the subject.
        SubjectToken = "subject_token",
        /// The token in quoted text.
        QuotedToken = "quoted_token",
        /// The sender's domain with time and content.
        SenderAndContent = "sender_and_content",
        /// A post that answers ours.
        ReplyTo = "reply_to",
        /// A post in the conversation that ours began.
        Conversation = "conversation",
        /// A post that quotes ours.
        Quote = "quote",
        /// A post that mentions the study's account, or a direct message to it, where only one open enquiry
        /// to that company fits.
        Mention = "mention",
        /// It was said in the session in which the enquiry was put: a chat, a visit, a sent form.
        Session = "session",
        /// A person's decision.
        Review = "review",
    }
}

words! {
    /// Where the time of an answer was read.
    TimeSource {
        /// The topmost Received header of our own mail exchanger.
        Received = "received",
        /// The mailbox server's INTERNALDATE.
        InternalDate = "internaldate",
        /// The time the platform gave the post.
        CreatedAt = "created_at",
        /// Our own clock, in a session that was held then and there.
        Observed = "observed",
    }
}

/// What else a message shows, kept for coding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Features {
    /// Whether the text greets somebody by name.
    pub greeting_by_name: bool,
    /// Whether a person's name or initials stand below it. The name itself is not kept.
    pub agent_named: bool,
    /// The addresses that the text links to, in order, each once. None is ever followed.
    pub links: Vec<String>,
    /// The questions that the sender asks back.
    pub questions: Vec<String>,
}

/// What intake made of one inbound. Immutable: reading again adds another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The ledger's key of the inbound.
    pub inbound: i64,
    /// The enquiry it is tied to; `None` is unrelated or waits for review.
    pub enquiry: Option<u32>,
    /// The enquiries that fit equally well when more than one does: for a person to decide.
    pub candidates: Vec<u32>,
    /// What tied it.
    pub tied_by: Option<TiedBy>,
    /// What it is.
    pub kind: Kind,
    /// The rule that decided the kind, by name.
    pub rule: String,
    /// The words and headers on which tie and kind rest.
    pub evidence: Vec<String>,
    /// When it came; `None` when no server stamped it.
    pub answered_at: Option<Timestamp>,
    /// Where `answered_at` was read.
    pub answered_at_source: Option<TimeSource>,
    /// The time in the Date header, which is never used.
    pub date_header: Option<Timestamp>,
    /// Date header minus `answered_at`, seconds.
    pub skew_seconds: Option<i64>,
    /// Address in From, lower case; of a post the handle of its author, lower case, behind an `@`.
    pub from: String,
    /// Subject, decoded; posts have none.
    pub subject: String,
    /// Token as found in the address, even when no enquiry has it.
    pub token: Option<String>,
    /// What its sender calls the enquiry: ids of messages, codes and ticket numbers, by which a later
    /// message can be known.
    pub marks: Vec<String>,
    /// The sender's own words, without quotes and signature.
    pub text: String,
    /// Language of `text`, when it can be told.
    pub language: Option<Language>,
    /// What else the message shows.
    pub features: Features,
    /// RFC 3463 status of a bounce, such as `5.1.1`.
    pub bounce_status: Option<String>,
}

impl Response {
    /// A response tied to nothing, of which nothing is known.
    #[must_use]
    pub fn unrelated() -> Self {
        Self {
            inbound: 0,
            enquiry: None,
            candidates: Vec::new(),
            tied_by: None,
            kind: Kind::Unrelated,
            rule: String::new(),
            evidence: Vec::new(),
            answered_at: None,
            answered_at_source: None,
            date_header: None,
            skew_seconds: None,
            from: String::new(),
            subject: String::new(),
            token: None,
            marks: Vec::new(),
            text: String::new(),
            language: None,
            features: Features::default(),
            bounce_status: None,
        }
    }
}
