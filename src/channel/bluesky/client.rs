//! The client of one account.

use super::calls::{Session, Trouble};
use super::limits::{Kind, Limits};
use super::post::{self, text};
use super::uri::{AtUri, POST, is_did, is_handle};
use super::{http, profile};
use crate::channel::social::{Feed, Permit, Received, Social, Usage};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::model::{
    AttemptResult, Lookup, Network, Post, Profile, SecretSource, SocialAccount, SocialAuth,
    plain_handle,
};
use jiff::{SignedDuration, Timestamp};
use reqwest::Url;
use serde_json::Value;

/// A session that worked so recently is not tried again before a post.
const FRESH: SignedDuration = SignedDuration::from_mins(1);

/// A client of one account on Bluesky. The account's `api` is its own server, or the network's entrance
/// (`https://bsky.social`), which finds it.
pub struct Bluesky {
    pub(super) http: reqwest::Client,
    pub(super) base: Url,
    pub(super) label: String,
    pub(super) identifier: String,
    pub(super) password: SecretSource,
    pub(super) clock: Clock,
    pub(super) session: Option<Session>,
    pub(super) limits: Limits,
    /// When the session last worked.
    pub(super) worked: Option<Timestamp>,
    pub(super) usage: Usage,
}

impl Bluesky {
    /// A client that has not spoken to its server yet. All its waits go by `clock`.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] when the account is not one of Bluesky with an app password, or its address is
    /// none.
    pub fn new(account: &SocialAccount, clock: Clock) -> Result<Self> {
        let SocialAuth::AppPassword {
            identifier,
            password,
        } = &account.auth
        else {
            return Err(Error::Refused {
                message: format!("{}: Bluesky takes an app password", account.handle),
                hint:
                    "make one under Settings, Privacy and security, App passwords, and name it in \
                       study.toml"
                        .to_owned(),
            });
        };
        if account.network != Network::Bluesky {
            return Err(Error::Refused {
                message: format!("{}: not an account on Bluesky", account.handle),
                hint: "this is a mistake of the program; please report it".to_owned(),
            });
        }
        let base = http::base(&account.api)?;
        let host = base.host_str().unwrap_or_default();
        let port = base.port().map(|p| format!(":{p}")).unwrap_or_default();
        Ok(Self {
            http: http::client()?,
            label: format!("{} at {host}{port}", plain_handle(&account.handle)),
            base,
            identifier: identifier.clone(),
            password: password.clone(),
            clock,
            session: None,
            limits: Limits::default(),
            worked: None,
            usage: Usage::default(),
        })
    }

    /// The id of a handle; `None` when the network knows none.
    pub(super) async fn resolve(&mut self, handle: &str) -> Result<Option<String>, Trouble> {
        if !is_handle(handle) {
            return Ok(None);
        }
        let query = vec![("handle", handle.to_owned())];
        match self.read("com.atproto.identity.resolveHandle", query).await {
            Ok(answer) => match text(&answer, "did").filter(|did| is_did(did)) {
                Some(did) => Ok(Some(did.to_owned())),
                None => Err(self
                    .trouble(&format!("{handle} has an id that is none"))
                    .into()),
            },
            Err(Trouble::Refused(refusal)) if refusal.status == 400 => Ok(None),
            Err(trouble) => Err(trouble),
        }
    }

    /// An account by its handle or id.
    pub(super) async fn look_up(&mut self, actor: &str) -> Result<Lookup> {
        self.usage.profiles += 1;
        let query = vec![("actor", actor.to_owned())];
        let view = match self.read("app.bsky.actor.getProfile", query).await {
            Ok(view) => view,
            Err(Trouble::Refused(refusal)) if refusal.status == 400 => {
                return match (refusal.name.as_str(), refusal.message.as_str()) {
                    ("AccountTakedown", _) => Ok(Lookup::Suspended),
                    // Who deactivates their own account is gone until they come back.
                    ("AccountDeactivated", _) | (_, "Profile not found") => Ok(Lookup::Missing),
                    _ => Err(self.error(Trouble::Refused(refusal))),
                };
            }
            Err(trouble) => return Err(self.error(trouble)),
        };
        let (mut profile, pinned) = profile::read(&view).map_err(|reason| self.trouble(&reason))?;
        if let Some(uri) = pinned.filter(|uri| AtUri::of_post(uri).is_some()) {
            let pinned = self.views(std::slice::from_ref(&uri)).await?.remove(&uri);
            profile.pinned = pinned.and_then(|view| {
                let said = text(view.get("record")?, "text")?;
                Some(said.to_owned())
            });
        }
        Ok(Lookup::Found(Box::new(profile)))
    }

    /// The address of a post by its id, or by the address of its page.
    async fn address(&mut self, id: &str) -> Result<Option<String>> {
        let Some(place) = AtUri::parse(id).or_else(|| AtUri::of_page(id)) else {
            return Ok(None);
        };
        if place.collection != POST {
            return Ok(None);
        }
        let author = if is_did(place.authority) {
            Some(place.authority.to_owned())
        } else {
            let found = self.resolve(place.authority).await;
            found.map_err(|trouble| self.error(trouble))?
        };
        Ok(author.map(|did| format!("at://{did}/{POST}/{}", place.rkey)))
    }

    /// One of our own posts, straight from our server: the network may not have seen it yet.
    async fn own_post(&mut self, uri: &str) -> Result<Option<Received>> {
        let own = self.did().await?;
        let Some(place) = AtUri::of_post(uri).filter(|place| place.authority == own) else {
            return Ok(None);
        };
        let Some(record) = self.record(place.rkey).await? else {
            return Ok(None);
        };
        let handle = self.session.as_ref().map(|s| s.handle.clone());
        Ok(post::read_own(uri, &handle.unwrap_or_default(), &record))
    }

    /// What stands under a key in our own repository; `None` for nothing.
    pub(super) async fn record(&mut self, rkey: &str) -> Result<Option<Value>> {
        let query = vec![
            ("repo", self.did().await?),
            ("collection", POST.to_owned()),
            ("rkey", rkey.to_owned()),
        ];
        match self.read("com.atproto.repo.getRecord", query).await {
            Ok(mut answer) => match answer.get_mut("value").map(Value::take) {
                Some(record) if record.is_object() => Ok(Some(record)),
                _ => Err(self.trouble("a record without a value")),
            },
            Err(Trouble::Refused(refusal)) if refusal.name == "RecordNotFound" => Ok(None),
            Err(trouble) => Err(self.error(trouble)),
        }
    }
}

impl Social for Bluesky {
    fn network(&self) -> Network {
        Network::Bluesky
    }

    fn label(&self) -> String {
        self.label.clone()
    }

    async fn own(&mut self) -> Result<Profile> {
        let did = self.did().await?;
        match self.look_up(&did).await? {
            Lookup::Found(profile) => Ok(*profile),
            Lookup::Missing => Err(self.trouble("the network does not know the account")),
            Lookup::Suspended => Err(Error::Authentication {
                account: self.label.clone(),
                reply: "the account is suspended".to_owned(),
            }),
        }
    }

    async fn own_posts(&mut self, after: Option<u64>) -> Result<Feed> {
        self.feed_of_own(after).await
    }

    async fn mentions(&mut self, after: Option<u64>) -> Result<Feed> {
        self.feed_of_mentions(after).await
    }

    async fn conversations(&mut self, roots: &[String], after: Option<u64>) -> Result<Feed> {
        self.feed_of_conversations(roots, after).await
    }

    /// None: messages travel through another service, and an app password opens it only where its owner
    /// said so.
    async fn messages(&mut self, after: Option<u64>) -> Result<Feed> {
        Ok(Feed {
            position: after.unwrap_or(0),
            ..Feed::default()
        })
    }

    async fn post(&mut self, id: &str) -> Result<Option<Received>> {
        let Some(uri) = self.address(id).await? else {
            return Ok(None);
        };
        match self.views(std::slice::from_ref(&uri)).await?.remove(&uri) {
            Some(view) => {
                let read = post::read(&view).map(Some);
                read.map_err(|reason| self.trouble(&reason))
            }
            None => self.own_post(&uri).await,
        }
    }

    async fn profile(&mut self, handle: &str) -> Result<Lookup> {
        let handle = plain_handle(handle);
        if !is_handle(&handle) && !is_did(&handle) {
            return Ok(Lookup::Missing);
        }
        self.look_up(&handle).await
    }

    async fn posts_of(&mut self, profile: &Profile, most: usize) -> Result<Vec<Post>> {
        self.newest_of(&profile.id, most).await
    }

    async fn ready(&mut self) -> Result<()> {
        let fresh = self.clock.now() - FRESH;
        if !self.has_worked_since(fresh) {
            self.must_read("com.atproto.server.getSession", Vec::new())
                .await?;
        }
        self.wait_for(Kind::Write).await;
        Ok(())
    }

    async fn publish(
        &mut self,
        permit: &Permit,
    ) -> Result<(AttemptResult, String, Option<Timestamp>)> {
        self.write(permit.text()).await
    }

    fn usage(&mut self) -> Usage {
        std::mem::take(&mut self.usage)
    }
}
