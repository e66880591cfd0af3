//! What every social network can be asked: the same few questions, whatever its interface looks like.
//!
//! A network's client speaks its protocol, keeps to its limits and turns what comes back into
//! [`Post`]s; what a post means is intake's to say.

use crate::error::Result;
use crate::model::{
    AttemptResult, Consent, Lookup, Network, Post, Profile, holds_link, holds_mention, plain_handle,
};
use jiff::Timestamp;
use std::future::Future;

/// A post with the bytes under which it is kept: [`Post`] as JSON and, under `source`, what the network sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The post.
    pub post: Post,
    /// Where it stands in its feed: grows with time. What was posted later has a larger one.
    pub position: u64,
    /// The bytes.
    pub raw: Vec<u8>,
}

/// What a look into a feed brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feed {
    /// What is new, oldest first.
    pub posts: Vec<Received>,
    /// Up to where the feed was read: where the next look begins. At least the one that was given.
    pub position: u64,
    /// The feed begins only here: what came between the position that was given and this moment is out
    /// of the network's reach.
    pub gap_until: Option<Timestamp>,
    /// What was out of order, a sentence each.
    pub problems: Vec<String>,
}

/// What calls were made since last asked, for the spending cap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Posts written without a link.
    pub posts: u64,
    /// Posts written with a link.
    pub posts_with_link: u64,
    /// Posts read.
    pub reads: u64,
    /// Profiles read.
    pub profiles: u64,
    /// Direct messages read or written.
    pub messages: u64,
}

/// The right to ask one account by a program with one text. There is no other way to post than with one
/// of these, and no other way to one than [`Permit::of`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    text: String,
}

impl Permit {
    /// The right to post `text` to `handle`, or why there is none: nobody agreed on behalf of that
    /// account, the text does not begin with its handle, it mentions somebody else, or it holds a link.
    pub fn of(
        consents: &[Consent],
        network: Network,
        handle: &str,
        text: &str,
    ) -> Result<Self, &'static str> {
        let handle = plain_handle(handle);
        let agreed = consents
            .iter()
            .any(|c| c.network == network && plain_handle(&c.handle) == handle);
        if handle.is_empty() || !agreed {
            return Err("no consent is recorded for this account");
        }
        // Of `@@acme` no network makes a mention: it would be a post to nobody.
        let named = text
            .split_whitespace()
            .next()
            .and_then(|word| word.strip_prefix('@'));
        if !named.is_some_and(|named| named.eq_ignore_ascii_case(&handle)) || !text.starts_with('@')
        {
            return Err("the text does not begin with the account that agreed");
        }
        if holds_mention(text) {
            return Err("the text mentions somebody beside the account that agreed");
        }
        if holds_link(text) {
            return Err("the text holds a link");
        }
        if network.length(text) > network.most() {
            return Err("the text is too long for a post");
        }
        Ok(Self {
            text: text.to_owned(),
        })
    }

    /// The text that may be posted.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A client of a social network. Each call keeps to the network's limits: it waits for as long as the
/// network says, by the clock it was made with. Posts come oldest first, pages are followed to their end,
/// and nothing read twice in one call comes back twice.
///
/// # Errors
/// Of every call: [`crate::error::Error::Authentication`] when the login is refused,
/// [`crate::error::Error::Secret`] when a secret cannot be read, [`crate::error::Error::Server`] for all
/// that another try may mend.
pub trait Social: Send {
    /// Which network it is.
    fn network(&self) -> Network;

    /// The account and its server, as they are named in messages and in the ledger.
    fn label(&self) -> String;

    /// The study's own account: the login works.
    fn own(&mut self) -> impl Future<Output = Result<Profile>> + Send;

    /// What the study's account posted behind a position; `None` from the beginning.
    fn own_posts(&mut self, after: Option<u64>) -> impl Future<Output = Result<Feed>> + Send;

    /// Posts that mention the study's account or answer it.
    fn mentions(&mut self, after: Option<u64>) -> impl Future<Output = Result<Feed>> + Send;

    /// Every post in the conversations that begin with these posts of ours, and posts that quote them.
    fn conversations(
        &mut self,
        roots: &[String],
        after: Option<u64>,
    ) -> impl Future<Output = Result<Feed>> + Send;

    /// Direct messages that others wrote to the study's account; none where the network or the login has
    /// no such thing.
    fn messages(&mut self, after: Option<u64>) -> impl Future<Output = Result<Feed>> + Send;

    /// One post by its id or its public address; `None` when there is none (any more).
    fn post(&mut self, id: &str) -> impl Future<Output = Result<Option<Received>>> + Send;

    /// An account by its handle.
    fn profile(&mut self, handle: &str) -> impl Future<Output = Result<Lookup>> + Send;

    /// The newest posts of an account, replies included, at most so many, oldest first.
    fn posts_of(
        &mut self,
        profile: &Profile,
        most: usize,
    ) -> impl Future<Output = Result<Vec<Post>>> + Send;

    /// Makes sure that the login works and that the limits allow a post now.
    fn ready(&mut self) -> impl Future<Output = Result<()>> + Send;

    /// Posts; once, whatever happens. `Ok` holds what became of it and, when it was taken, the post's id
    /// and the time the network gave it, else the network's words.
    ///
    /// # Errors
    /// Only what provably left nothing on the network and no retry mends.
    fn publish(
        &mut self,
        permit: &Permit,
    ) -> impl Future<Output = Result<(AttemptResult, String, Option<Timestamp>)>> + Send;

    /// What was called since this was last asked.
    fn usage(&mut self) -> Usage;
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn consent(handle: &str) -> Consent {
        Consent {
            network: Network::Twitter,
            handle: handle.to_owned(),
            who: "J. Client".to_owned(),
            when: date(2026, 10, 1),
            ground: "contract".to_owned(),
        }
    }

    #[test]
    fn a_permit_needs_consent_and_a_plain_text() {
        let consents = [consent("Acme")];
        let ask = |network, handle, text| Permit::of(&consents, network, handle, text).is_ok();
        assert!(ask(
            Network::Twitter,
            "@ACME",
            "@acme Do you open on Sundays?"
        ));
        assert!(!ask(
            Network::Bluesky,
            "acme",
            "@acme Do you open on Sundays?"
        ));
        assert!(!ask(Network::Twitter, "other", "@other Do you?"));
        assert!(!ask(Network::Twitter, "acme", "Do you, @acme?"));
        assert!(!ask(Network::Twitter, "acme", "acme Do you?"));
        assert!(!ask(Network::Twitter, "acme", "@@acme Do you?"));
        assert!(!ask(Network::Twitter, "acme", "@acme and @other Do you?"));
        assert!(!ask(
            Network::Twitter,
            "acme",
            "@acme see https://x.example"
        ));
        assert!(!ask(Network::Twitter, "acme", "@acme see acme.com"));
        assert!(ask(
            Network::Twitter,
            "acme",
            "@acme I paid 4.50 for it. Do you refund?"
        ));
        assert!(!ask(Network::Twitter, "", "@ Do you?"));
    }

    proptest! {
        #[test]
        fn no_permit_without_a_consent_for_that_very_account(
            agreed in proptest::collection::vec("[a-zA-Z0-9_]{1,8}", 0..4),
            handle in "@?[a-zA-Z0-9_]{0,8}",
            text in "(@[a-zA-Z0-9_]{1,8} )?.{0,40}",
        ) {
            let consents: Vec<Consent> = agreed.iter().map(|h| consent(h)).collect();
            if let Ok(permit) = Permit::of(&consents, Network::Twitter, &handle, &text) {
                prop_assert!(agreed.iter().any(|a| a.eq_ignore_ascii_case(handle.trim_start_matches('@'))));
                prop_assert_eq!(permit.text(), text.as_str());
                prop_assert_eq!(text.matches('@').count(), 1);
            }
        }
    }
}
