//! The client of whichever network an account is on.

use super::bluesky::Bluesky;
use super::social::{Feed, Permit, Received, Social, Usage};
use super::twitter::Twitter;
use crate::clock::Clock;
use crate::error::Result;
use crate::model::{AttemptResult, Lookup, Network, Post, Profile, SocialAccount};
use jiff::Timestamp;

/// A client of one of the networks.
pub enum Client {
    /// Of Twitter, now X.
    Twitter(Box<Twitter>),
    /// Of Bluesky.
    Bluesky(Box<Bluesky>),
}

impl Client {
    /// The client of an account. Nothing is connected yet.
    ///
    /// # Errors
    /// [`crate::error::Error::Refused`] for an account that its network cannot have.
    pub fn of(account: &SocialAccount, clock: Clock) -> Result<Self> {
        Ok(match account.network {
            Network::Twitter => Self::Twitter(Box::new(Twitter::new(account, clock)?)),
            Network::Bluesky => Self::Bluesky(Box::new(Bluesky::new(account, clock)?)),
        })
    }
}

/// Hands a call on to the client that is there.
macro_rules! hand_on {
    ($self:ident, $client:ident => $call:expr) => {
        match $self {
            Self::Twitter($client) => $call,
            Self::Bluesky($client) => $call,
        }
    };
}

impl Social for Client {
    fn network(&self) -> Network {
        hand_on!(self, client => client.network())
    }

    fn label(&self) -> String {
        hand_on!(self, client => client.label())
    }

    async fn own(&mut self) -> Result<Profile> {
        hand_on!(self, client => client.own().await)
    }

    async fn own_posts(&mut self, after: Option<u64>) -> Result<Feed> {
        hand_on!(self, client => client.own_posts(after).await)
    }

    async fn mentions(&mut self, after: Option<u64>) -> Result<Feed> {
        hand_on!(self, client => client.mentions(after).await)
    }

    async fn conversations(&mut self, roots: &[String], after: Option<u64>) -> Result<Feed> {
        hand_on!(self, client => client.conversations(roots, after).await)
    }

    async fn messages(&mut self, after: Option<u64>) -> Result<Feed> {
        hand_on!(self, client => client.messages(after).await)
    }

    async fn post(&mut self, id: &str) -> Result<Option<Received>> {
        hand_on!(self, client => client.post(id).await)
    }

    async fn profile(&mut self, handle: &str) -> Result<Lookup> {
        hand_on!(self, client => client.profile(handle).await)
    }

    async fn posts_of(&mut self, profile: &Profile, most: usize) -> Result<Vec<Post>> {
        hand_on!(self, client => client.posts_of(profile, most).await)
    }

    async fn ready(&mut self) -> Result<()> {
        hand_on!(self, client => client.ready().await)
    }

    async fn publish(
        &mut self,
        permit: &Permit,
    ) -> Result<(AttemptResult, String, Option<Timestamp>)> {
        hand_on!(self, client => client.publish(permit).await)
    }

    fn usage(&mut self) -> Usage {
        hand_on!(self, client => client.usage())
    }
}
