//! The network's state and what may be done to it.

use super::account::{Account, NewAccount, is_handle};
use super::fault::Faulty;
use super::fields::Dialect;
use super::limits::Limits;
use super::login::Login;
use super::message::{Message, MessageView};
use super::post::{Media, Picture, PostView, Saying, Stored};
use super::text::{MOST, Shown, Text, What, beginning, show, weight, words};
use crate::sandbox::chance::Chance;
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
    shortened: u64,
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

    fn id(&mut self, at: Timestamp) -> u64 {
        let first = first_id(at);
        let count = self.taken.entry(first).or_default();
        *count += 1;
        first + *count
    }

    pub(super) fn add(&mut self, mut shown: NewAccount) -> Result<u64, Refusal> {
        shown.handle = shown.handle.trim_start_matches('@').to_owned();
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

    fn seen(&self, viewer: u64, id: Option<&str>, now: Timestamp) -> Result<Option<u64>, Refusal> {
        let Some(id) = id else { return Ok(None) };
        let post = id.parse().ok().and_then(|id: u64| self.posts.get(&id));
        let post = post.ok_or(Refusal::NoPost)?;
        self.see(viewer, post, now).map_err(|_| Refusal::NoPost)?;
        Ok(Some(post.id))
    }

    /// The text of something said, with the addresses shortened.
    fn text(&mut self, author: &str, plain: &str, media: &[Media], quoted: Option<u64>) -> Text {
        let seed = self.seed;
        let mut count = self.shortened;
        let short = |count: &mut u64| {
            *count += 1;
            let word = Chance::of(seed, &["t.co", &count.to_string()]).word(
                b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
                10,
            );
            format!("https://t.co/{word}")
        };
        let mut whole = show(
            plain,
            |h| self.named(h).map(|a| a.id),
            |_| short(&mut count),
        );
        let quoted = quoted.and_then(|id| {
            let handle = &self
                .accounts
                .get(&self.posts.get(&id)?.author)?
                .shown
                .handle;
            Some(format!("https://x.com/{handle}/status/{id}"))
        });
        // X shows what a post quotes, and its first picture, as addresses behind the text.
        let mut behind = |shown: &mut Shown| {
            if let Some(to) = &quoted {
                let address = short(&mut count);
                shown.append(&address, What::Link(address.clone(), to.clone()));
            }
            if let Some(first) = media.first() {
                let address = short(&mut count);
                let page = format!("https://x.com/{author}/photo/{}", first.key);
                shown.append(
                    &address,
                    What::Picture(address.clone(), page, first.key.clone()),
                );
            }
        };
        let cut = (weight(plain) > MOST).then(|| format!("{}\u{2026}", beginning(plain)));
        behind(&mut whole);
        let short = cut.map(|cut| {
            let mut shown = show(&cut, |h| self.named(h).map(|a| a.id), |to| to.to_owned());
            behind(&mut shown);
            shown
        });
        self.shortened = count;
        Text {
            words: words(plain),
            plain: plain.to_owned(),
            whole,
            short,
        }
    }

    fn media(id: u64, pictures: Vec<Picture>) -> Vec<Media> {
        (1..)
            .zip(pictures)
            .map(|(n, picture)| Media {
                key: format!("3_{}", id + n),
                picture,
            })
            .collect()
    }

    /// Lets an account say something. `strict` are the rules for who types it: no longer than a post,
    /// nothing twice.
    pub(super) fn say(
        &mut self,
        author: u64,
        at: Timestamp,
        saying: Saying,
        strict: bool,
    ) -> Result<u64, Refusal> {
        let who = self.accounts.get(&author).ok_or(Refusal::NoAccount)?;
        let handle = who.shown.handle.clone();
        if who.suspended {
            return Err(Refusal::Suspended);
        }
        if saying.text.trim().is_empty() && saying.pictures.is_empty() {
            return Err(Refusal::Empty);
        }
        if strict && weight(&saying.text) > MOST {
            return Err(Refusal::TooLong);
        }
        let at = at.max(who.shown.created_at);
        let parent = self.seen(author, saying.reply_to.as_deref(), at)?;
        let quoted = self.seen(author, saying.quotes.as_deref(), at)?;
        let parent = parent.and_then(|id| self.posts.get(&id));
        let replied_to = parent.map(|p| (p.id, p.author));
        let conversation = parent.map(|p| p.conversation);
        let plain = self.addressed(author, replied_to, &saying.text);
        if strict && self.has_said(author, &plain, &saying.pictures) {
            return Err(Refusal::Duplicate);
        }
        let id = self.id(at);
        let media = Self::media(id, saying.pictures);
        let text = self.text(&handle, &plain, &media, quoted);
        if let Some(parent) = replied_to.and_then(|(id, _)| self.posts.get_mut(&id)) {
            parent.replies += 1;
        }
        if let Some(quoted) = quoted.and_then(|id| self.posts.get_mut(&id)) {
            quoted.quotes += 1;
        }
        self.posts.insert(
            id,
            Stored {
                id,
                author,
                text,
                at: whole_second(at),
                conversation: conversation.unwrap_or(id),
                replied_to,
                quoted,
                media,
                versions: vec![id],
                deleted: false,
                replies: 0,
                quotes: 0,
            },
        );
        if let Some(account) = self.accounts.get_mut(&author) {
            account.posts.push(id);
        }
        Ok(id)
    }

    /// An answer begins with the handle of whom it answers: X puts it there when the writer does not.
    fn addressed(&self, author: u64, replied_to: Option<(u64, u64)>, text: &str) -> String {
        let to = replied_to
            .filter(|(_, to)| *to != author)
            .and_then(|(_, to)| self.accounts.get(&to));
        match to {
            Some(to) if !words(text).contains(&format!(" {} ", to.shown.handle.to_lowercase())) => {
                format!("@{} {text}", to.shown.handle)
            }
            _ => text.to_owned(),
        }
    }

    fn has_said(&self, author: u64, plain: &str, pictures: &[Picture]) -> bool {
        let posts = self.accounts.get(&author).map_or(&[][..], |a| &a.posts[..]);
        pictures.is_empty()
            && posts
                .iter()
                .filter_map(|id| self.posts.get(id))
                .any(|p| !p.deleted && p.media.is_empty() && p.text.plain == plain)
    }

    /// Puts a new version in the place of a post's newest one.
    pub(super) fn edit(&mut self, post: &str, at: Timestamp, text: &str) -> Result<u64, Refusal> {
        let old = self.find(post).ok_or(Refusal::NoPost)?;
        let newest = old.versions.last().and_then(|id| self.posts.get(id));
        let mut new = newest.ok_or(Refusal::NoPost)?.clone();
        let handle = self.accounts.get(&new.author).ok_or(Refusal::NoAccount)?;
        if new.deleted {
            return Err(Refusal::NoPost);
        }
        if handle.suspended {
            return Err(Refusal::Suspended);
        }
        if text.trim().is_empty() {
            return Err(Refusal::Empty);
        }
        let handle = handle.shown.handle.clone();
        // A version never has a smaller id than the one before it.
        let at = at.max(new.at);
        let plain = self.addressed(new.author, new.replied_to, text);
        new.id = self.id(at);
        while new.versions.last() > Some(&new.id) {
            new.id = self.id(at);
        }
        new.text = self.text(&handle, &plain, &new.media, new.quoted);
        new.at = whole_second(at);
        (new.replies, new.quotes) = (0, 0);
        new.versions.push(new.id);
        for version in &new.versions {
            if let Some(version) = self.posts.get_mut(version) {
                version.versions.clone_from(&new.versions);
            }
        }
        if let Some(account) = self.accounts.get_mut(&new.author) {
            account.posts.push(new.id);
        }
        let id = new.id;
        self.posts.insert(id, new);
        Ok(id)
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

    /// Sends a direct message; `strict` allows it only to who wrote first.
    pub(super) fn write(
        &mut self,
        (from, to): (u64, u64),
        at: Timestamp,
        plain: &str,
        pictures: Vec<Picture>,
        strict: bool,
    ) -> Result<u64, Refusal> {
        let sender = self.accounts.get(&from).ok_or(Refusal::NoAccount)?;
        let reader = self.accounts.get(&to).ok_or(Refusal::NoAccount)?;
        if sender.suspended || reader.suspended {
            return Err(Refusal::Suspended);
        }
        if plain.trim().is_empty() && pictures.is_empty() {
            return Err(Refusal::Empty);
        }
        let wrote = |m: &Message| m.from == to && m.to == from && m.at <= at;
        if strict && !self.messages.values().any(wrote) {
            return Err(Refusal::Unsummoned);
        }
        let handle = sender.shown.handle.clone();
        let id = self.id(at);
        let media = Self::media(id, pictures);
        let mut text = self.text(&handle, plain, &media, None);
        // A message may be as long as it likes.
        text.short = None;
        let at = whole_second(at);
        self.messages.insert(
            id,
            Message {
                id,
                from,
                to,
                text,
                at,
                media,
            },
        );
        Ok(id)
    }

    pub(super) fn handle(&self, account: u64) -> String {
        self.accounts
            .get(&account)
            .map_or_else(String::new, |a| a.shown.handle.clone())
    }

    pub(super) fn view(&self, id: u64) -> Option<PostView> {
        let post = self.posts.get(&id)?;
        let mut mentions: Vec<String> = Vec::new();
        for account in post.text.mentioned() {
            mentions.push(self.handle(account));
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

/// A moment as the network tells it: without what is less than a second.
fn whole_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}
