//! What comes back while we ask: what a site shows, what a chat says, and what is kept as proof of it.

use super::Channel;
use super::response::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// Who says something in a session.
    Speaker {
        /// A page: a passage of it, or what it shows once a form was sent.
        Page = "page",
        /// The software of a chat: opening hours, a place in the queue, that somebody joined.
        System = "system",
        /// A program that answers in a chat.
        Bot = "bot",
        /// A person that answers in a chat.
        Agent = "agent",
        /// We ourselves.
        Shopper = "shopper",
    }
}

/// One thing that a company said in answer, then and there. It is kept as the raw bytes of an inbound: this
/// object as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The token of the enquiry in whose session it was said.
    pub token: String,
    /// The attempt.
    pub number: u32,
    /// Its place in the session, from 0.
    pub nth: u32,
    /// The channel.
    pub channel: Channel,
    /// Who said it.
    pub speaker: Speaker,
    /// The name under which it was said; empty for none.
    pub name: String,
    /// What was said, as text.
    pub text: String,
    /// The address of the page on which it stands.
    pub address: String,
    /// When it was seen, by our own clock.
    pub at: Timestamp,
    /// Whether it was there before anything was asked: a greeting, opening hours.
    pub unasked: bool,
}

impl Said {
    /// What it is known by among all that was ever said.
    #[must_use]
    pub fn identity(&self) -> String {
        format!(
            "{} {} {} {}",
            self.channel, self.token, self.number, self.nth
        )
    }
}

words! {
    /// What an exhibit is.
    ExhibitKind {
        /// A page as it came.
        Page = "page",
        /// A picture of a page, before a form was filled in or a chat began.
        Before = "before",
        /// A picture of a page, after it.
        After = "after",
        /// What was done on a site, as JSON: a search ([`Visit`]), a form, a chat.
        Record = "record",
    }
}

/// What was seen in an attempt, kept as proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exhibit {
    /// What it is.
    pub kind: ExhibitKind,
    /// `text/html`, `image/png`, `application/json`.
    pub media_type: String,
    /// The address at which it was seen.
    pub address: String,
    /// When, by our own clock.
    pub at: Timestamp,
    /// The bytes.
    pub body: Vec<u8>,
}

words! {
    /// Where on a site an answer was found.
    FoundBy {
        /// The site's own search offered it, on the page of its results or right behind one of them.
        Search = "search",
        /// A list of questions and answers, marked as such or not.
        Faq = "faq",
        /// A help page that the site links to or lists in its sitemap.
        HelpPage = "help_page",
    }
}

/// A page that was opened in a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Its address, after all redirects.
    pub address: String,
    /// Its bytes.
    pub bytes: u64,
    /// Why there was none, if there was none.
    pub problem: Option<String>,
}

/// A visit to a site in search of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// Where it began.
    pub site: String,
    /// The words that the site's search was given; empty where it has none.
    pub query: String,
    /// Whether an answer was found.
    pub found: bool,
    /// Where.
    pub found_by: Option<FoundBy>,
    /// The page on which it stands.
    pub address: String,
    /// The passage.
    pub passage: String,
    /// Whether the site's search offered that page, or the passage, first of all; `None` where it has none.
    pub offered_first: Option<bool>,
    /// How often a visitor would have clicked or submitted to get there.
    pub clicks: u32,
    /// The pages, in the order in which they were opened, robots.txt and sitemaps too.
    pub pages: Vec<Opened>,
    /// All their bytes.
    pub bytes: u64,
    /// From the first question to the last answer, without the pauses that politeness asks for; seconds.
    pub seconds: f64,
    /// The self-service software that the site shows, in small letters; empty where none shows.
    pub software: String,
    /// Why it ended: found, budget, nothing left, forbidden.
    pub ended: String,
}
