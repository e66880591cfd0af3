//! The network as the market and tests meet it.

use super::account::NewAccount;
use super::fault::{Faults, Faulty};
use super::fields::Dialect;
use super::limits::Endpoint;
use super::login::Keys;
use super::message::MessageView;
use super::post::{Picture, PostView, Saying};
use super::state::{Refusal, State};
use crate::clock::Clock;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Something that is called with a post.
type Hook = Arc<dyn Fn(&PostView) + Send + Sync>;

/// A social network with everybody on it. All times are those of the clock it was made with, shifted by
/// [`Faults::clock_off`]; ids grow with time and hold their millisecond, as X's do.
pub struct World {
    pub(super) clock: Clock,
    state: Mutex<State>,
    hook: Mutex<Option<Hook>>,
}

impl World {
    /// A network on which there is only the study's account. It is asked for by its handle in
    /// [`World::keys`]; an unfit handle makes it `shopper`.
    #[must_use]
    pub fn new(seed: u64, clock: Clock, own: NewAccount) -> Arc<Self> {
        let mut state = State::new(seed);
        let other = NewAccount {
            handle: "shopper".to_owned(),
            ..own.clone()
        };
        let id = state.add(own).or_else(|_| state.add(other));
        state.own = id.unwrap_or_default();
        state.login.own = Some(state.own);
        Arc::new(Self {
            clock,
            state: Mutex::new(state),
            hook: Mutex::new(None),
        })
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shifted(&self, at: Timestamp) -> Timestamp {
        let off = self.lock().faulty.faults.clock_off;
        at.checked_add(off).unwrap_or(at)
    }

    /// The present moment by the network's own clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.shifted(self.clock.now())
    }

    /// Adds an account and returns its id.
    ///
    /// # Errors
    /// [`Refusal::Handle`] when the handle is taken or none.
    pub fn add(&self, account: NewAccount) -> Result<String, Refusal> {
        self.lock().add(account).map(|id| id.to_string())
    }

    /// Lets an account say something at a moment, by whatever means companies have: no limit of length,
    /// no rule against repetition. A moment to come is allowed: until then nobody sees it.
    ///
    /// # Errors
    /// When there is no such account or post, or nothing is said.
    pub fn say(&self, handle: &str, at: Timestamp, saying: Saying) -> Result<PostView, Refusal> {
        let at = self.shifted(at);
        let said = {
            let mut state = self.lock();
            let author = state.named(handle).ok_or(Refusal::NoAccount)?.id;
            let id = state.say(author, at, saying, false)?;
            state.view(id).ok_or(Refusal::NoPost)?
        };
        self.tell(&said);
        Ok(said)
    }

    /// A person posts by hand, now, in a browser: with X's rules on length and repetition.
    ///
    /// # Errors
    /// When X would not take it.
    pub fn post_as(&self, handle: &str, text: &str) -> Result<PostView, Refusal> {
        let at = self.now();
        let said = {
            let mut state = self.lock();
            let author = state.named(handle).ok_or(Refusal::NoAccount)?.id;
            let id = state.say(author, at, Saying::plain(text), true)?;
            state.view(id).ok_or(Refusal::NoPost)?
        };
        self.tell(&said);
        Ok(said)
    }

    /// Sends a direct message at a moment; returns its id.
    ///
    /// # Errors
    /// When there is no such account, one is suspended, or nothing is said.
    pub fn message(
        &self,
        from: &str,
        to: &str,
        at: Timestamp,
        text: &str,
        pictures: Vec<Picture>,
    ) -> Result<String, Refusal> {
        let at = self.shifted(at);
        let mut state = self.lock();
        let from = state.named(from).ok_or(Refusal::NoAccount)?.id;
        let to = state.named(to).ok_or(Refusal::NoAccount)?.id;
        let id = state.write((from, to), at, text, pictures, false)?;
        Ok(id.to_string())
    }

    /// Changes the text of a post at a moment: a new post with a new id takes its place.
    ///
    /// # Errors
    /// When there is no such post, or nothing is said.
    pub fn edit(&self, post: &str, at: Timestamp, text: &str) -> Result<PostView, Refusal> {
        let at = self.shifted(at);
        let mut state = self.lock();
        let id = state.edit(post, at, text)?;
        state.view(id).ok_or(Refusal::NoPost)
    }

    /// Takes a post back; whether there was one.
    pub fn delete(&self, post: &str) -> bool {
        self.lock().delete(post)
    }

    /// Suspends an account, or lets it back; whether there is one.
    pub fn suspend(&self, handle: &str, suspended: bool) -> bool {
        let mut state = self.lock();
        let account = state.named_mut(handle);
        account.map(|a| a.suspended = suspended).is_some()
    }

    /// Makes an account readable for itself only, or for all; whether there is one.
    pub fn protect(&self, handle: &str, protected: bool) -> bool {
        let mut state = self.lock();
        let account = state.named_mut(handle);
        account.map(|a| a.shown.protected = protected).is_some()
    }

    /// Gives an account another handle; it keeps its id.
    ///
    /// # Errors
    /// When there is no such account or the handle is taken.
    pub fn rename(&self, handle: &str, to: &str) -> Result<(), Refusal> {
        self.lock().rename(handle, to)
    }

    /// Pins a post to its author's profile; whether there is one.
    pub fn pin(&self, post: &str) -> bool {
        let mut state = self.lock();
        let Some((id, author)) = state.find(post).map(|p| (p.id, p.author)) else {
            return false;
        };
        let account = state.accounts.get_mut(&author);
        account.map(|a| a.pinned = Some(id)).is_some()
    }

    /// Everything an account posted, oldest first; deleted posts and earlier versions too.
    #[must_use]
    pub fn posts_of(&self, handle: &str) -> Vec<PostView> {
        let state = self.lock();
        let Some(account) = state.named(handle) else {
            return Vec::new();
        };
        let mut ids = account.posts.clone();
        ids.sort_unstable();
        ids.into_iter().filter_map(|id| state.view(id)).collect()
    }

    /// One post, deleted or not.
    #[must_use]
    pub fn post(&self, id: &str) -> Option<PostView> {
        let state = self.lock();
        state.view(id.parse().ok()?)
    }

    /// Everything that was written to an account or by it directly, oldest first.
    #[must_use]
    pub fn messages_of(&self, handle: &str) -> Vec<MessageView> {
        let state = self.lock();
        let Some(id) = state.named(handle).map(|a| a.id) else {
            return Vec::new();
        };
        let concerned = state.messages.values().filter(|m| m.concerns(id));
        concerned.map(|m| state.message_view(m)).collect()
    }

    /// Bystanders reply to a post, a second after each other from the moment on, in every script there
    /// is.
    ///
    /// # Errors
    /// [`Refusal::NoPost`] when there is none.
    pub fn crowd(&self, post: &str, replies: usize, from: Timestamp) -> Result<(), Refusal> {
        let from = self.shifted(from);
        self.lock().crowd(post, replies, from)
    }

    /// What to call with each new post that mentions an account, whoever wrote it and by whatever way,
    /// once it is stored. It may use the world, but not recurse without end; it should hold the world
    /// weakly, or neither ever goes.
    pub fn on_mention(&self, hook: Box<dyn Fn(&PostView) + Send + Sync>) {
        *self.hook.lock().unwrap_or_else(PoisonError::into_inner) = Some(hook.into());
    }

    /// Calls the hook; nothing may be locked.
    pub(super) fn tell(&self, said: &PostView) {
        if said.mentions.is_empty() {
            return;
        }
        let hook = self
            .hook
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(hook) = hook {
            hook(said);
        }
    }

    /// The dialect of requests that do not show one; [`Dialect::Older`] at first.
    pub fn speak(&self, dialect: Dialect) {
        self.lock().dialect = dialect;
    }

    /// Sets the faults; counting begins anew.
    pub fn set_faults(&self, faults: Faults) {
        self.lock().faulty = Faulty {
            faults,
            ..Faulty::default()
        };
    }

    /// Changes how many calls of an endpoint an account has in 15 minutes.
    pub fn set_limit(&self, endpoint: Endpoint, calls: u64) {
        self.lock().limits.set(endpoint, calls);
    }

    /// How often each endpoint was called.
    #[must_use]
    pub fn calls(&self) -> BTreeMap<Endpoint, u64> {
        self.lock().limits.calls.clone()
    }

    /// How many calls were made though the answer before had said that none was left.
    #[must_use]
    pub fn wasted(&self) -> u64 {
        self.lock().limits.wasted
    }

    /// The secrets with which an account signs its requests by OAuth 1.0a.
    #[must_use]
    pub fn keys(&self, handle: &str) -> Option<Keys> {
        let state = self.lock();
        let account = state.named(handle)?.id;
        Some(state.login.keys(account))
    }

    /// An OAuth 2 access token of an account with every scope, as if it had just logged in.
    #[must_use]
    pub fn bearer(&self, handle: &str) -> Option<String> {
        let now = self.now();
        let mut state = self.lock();
        let account = state.named(handle)?.id;
        Some(state.login.grant(account, super::login::SCOPES, now).access)
    }

    /// How long an OAuth 2 access token lives.
    #[must_use]
    pub const fn token_life() -> SignedDuration {
        super::login::LIFE
    }
}
