//! The network's state and what may be done to it.

use super::account::{Account, NewAccount, is_handle};
use super::fault::Faulty;
use super::fields::Dialect;
use super::limits::Limits;
use super::login::Login;
use super::message::{Message, MessageView};
use super::post::{PostView, Stored};
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};

/// Why the network did not take something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such account.
    NoAccount,
    /// The handle is taken, or none that may be.
    Handle,
    /// The account is suspended.
    Suspended,
    /// There is no such post, or it may not be seen by who answers or quotes it.
    NoPost,
    /// There is nothing in it.
    Empty,
    /// It is longer than a post may be.
    TooLong,
    /// The account has said just that before.
    Duplicate,
    /// The other never wrote first.
    Unsummoned,
    /// It is somebody else's.
    NotYours,
}

/// Why a post cannot be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    Missing,
    /// Its author is protected or suspended.
    Unauthorized,
}

/// Milliseconds between the epoch of Unix and the first moment that an id can name.
const EPOCH: i64 = 1_288_834_974_657;

/// The id that a first thing of a moment would have: ids grow with time.
pub(super) fn first_id(at: Timestamp) -> u64 {
    u64::try_from(at.as_millisecond() - EPOCH).map_or(0, |ms| ms << 22)
}

/// The network.
pub(super) struct State {
    pub seed: u64,
    /// The study's account.
    pub own: u64,
    pub accounts: BTreeMap<u64, Account>,
    /// By handle in lower case.
    pub handles: HashMap<String, u64>,
    pub posts: BTreeMap<u64, Stored>,
    pub messages: BTreeMap<u64, Message>,
    /// How many ids were given out for each millisecond.
    taken: HashMap<u64, u64>,
    /// How many addresses were shortened.
    pub shortened: u64,
    pub login: Login,
    pub limits: Limits,
    pub faulty: Faulty,
    pub dialect: Dialect,
}

impl State {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            seed,
            own: 0,
            accounts: BTreeMap::new(),
            handles: HashMap::new(),
            posts: BTreeMap::new(),
            messages: BTreeMap::new(),
            taken: HashMap::new(),
            shortened: 0,
            login: Login::new(seed),
            limits: Limits::default(),
            faulty: Faulty::default(),
            dialect: Dialect::Older,
        }
    }

    /// A new id for a moment, larger than all that were given out for it.
    pub(super) fn id(&mut self, at: Timestamp) -> u64 {
        let first = first_id(at);
        let count = self.taken.entry(first).or_default();
        *count += 1;
        first + *count
    }

    pub(super) fn add(&mut self, shown: NewAccount) -> Result<u64, Refusal> {
        let handle = shown.handle.trim_start_matches('@').to_owned();
        let shown = NewAccount { handle, ..shown };
        let key = shown.handle.to_lowercase();
        if !is_handle(&shown.handle) || self.handles.contains_key(&key) {
            return Err(Refusal::Handle);
        }
        let id = self.id(shown.created_at);
        self.handles.insert(key, id);
        self.accounts.insert(
            id,
            Account {
                id,
                shown,
                suspended: false,
                pinned: None,
                posts: Vec::new(),
            },
        );
        Ok(id)
    }

    /// The account of a handle, with or without `@`.
    pub(super) fn named(&self, handle: &str) -> Option<&Account> {
        let key = handle.trim_start_matches('@').to_lowercase();
        self.accounts.get(self.handles.get(&key)?)
    }

    pub(super) fn named_mut(&mut self, handle: &str) -> Option<&mut Account> {
        let key = handle.trim_start_matches('@').to_lowercase();
        self.accounts.get_mut(self.handles.get(&key)?)
    }

    pub(super) fn rename(&mut self, handle: &str, to: &str) -> Result<(), Refusal> {
        let to = to.trim_start_matches('@');
        let id = self.named(handle).ok_or(Refusal::NoAccount)?.id;
        let holder = self.handles.get(&to.to_lowercase());
        if !is_handle(to) || holder.is_some_and(|h| *h != id) {
            return Err(Refusal::Handle);
        }
        self.handles.retain(|_, account| *account != id);
        self.handles.insert(to.to_lowercase(), id);
        if let Some(account) = self.accounts.get_mut(&id) {
            to.clone_into(&mut account.shown.handle);
        }
        Ok(())
    }

    /// Whether somebody may see a post, and how it stands if not. Posts of a time to come are not there
    /// yet.
    pub(super) fn see(&self, viewer: u64, post: &Stored, now: Timestamp) -> Result<(), Hidden> {
        if post.deleted || post.at > now {
            return Err(Hidden::Missing);
        }
        let author = self.accounts.get(&post.author).ok_or(Hidden::Missing)?;
        if author.suspended || author.shown.protected && author.id != viewer {
            return Err(Hidden::Unauthorized);
        }
        Ok(())
    }

    /// The id of a post that an account may see.
    pub(super) fn seen(
        &self,
        viewer: u64,
        id: Option<&str>,
        now: Timestamp,
    ) -> Result<Option<u64>, Refusal> {
        let Some(id) = id else { return Ok(None) };
        let post = id.parse().ok().and_then(|id: u64| self.posts.get(&id));
        let post = post.ok_or(Refusal::NoPost)?;
        self.see(viewer, post, now).map_err(|_| Refusal::NoPost)?;
        Ok(Some(post.id))
    }

    /// Takes a post back, all its versions.
    pub(super) fn delete(&mut self, post: &str) -> bool {
        let Some(versions) = self.find(post).map(|p| p.versions.clone()) else {
            return false;
        };
        let mut done = false;
        for version in versions {
            if let Some(version) = self.posts.get_mut(&version) {
                done |= !version.deleted;
                version.deleted = true;
            }
        }
        done
    }

    pub(super) fn find(&self, post: &str) -> Option<&Stored> {
        self.posts.get(&post.parse().ok()?)
    }

    pub(super) fn handle(&self, account: u64) -> String {
        self.accounts
            .get(&account)
            .map_or_else(String::new, |a| a.shown.handle.clone())
    }

    pub(super) fn view(&self, id: u64) -> Option<PostView> {
        let post = self.posts.get(&id)?;
        let mut mentions: Vec<String> = Vec::new();
        for account in &post.text.mentioned {
            mentions.push(self.handle(*account));
        }
        Some(PostView {
            id: post.id.to_string(),
            author: self.handle(post.author),
            author_id: post.author.to_string(),
            text: post.text.plain.clone(),
            created_at: post.at,
            conversation: post.conversation.to_string(),
            replied_to: post.replied_to.map(|(id, _)| id.to_string()),
            quoted: post.quoted.map(|id| id.to_string()),
            mentions,
            pictures: post.media.iter().map(|m| m.picture.clone()).collect(),
            earlier: post
                .versions
                .iter()
                .take_while(|v| **v != id)
                .map(u64::to_string)
                .collect(),
            deleted: post.deleted,
        })
    }

    pub(super) fn message_view(&self, message: &Message) -> MessageView {
        MessageView {
            id: message.id.to_string(),
            from: self.handle(message.from),
            to: self.handle(message.to),
            text: message.text.plain.clone(),
            created_at: message.at,
            pictures: message.media.iter().map(|m| m.picture.clone()).collect(),
        }
    }
}
