//! How something said becomes a post or a message, and a post another version of itself.

use super::message::Message;
use super::post::{Media, Picture, Saying, Stored};
use super::state::{Refusal, State};
use super::text::{Shown, Text, What, show, words};
use super::weight::{MOST, beginning, weight};
use crate::sandbox::chance::Chance;
use jiff::Timestamp;

impl State {
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
        let short = cut.map(|cut| {
            let shortened = |to: &str| {
                let known = whole.places.iter().find_map(|place| match &place.what {
                    What::Link(short, whole) if whole == to => Some(short.clone()),
                    _ => None,
                });
                // An address that was itself cut leads nowhere.
                known.unwrap_or_else(|| to.to_owned())
            };
            let mut shown = show(&cut, |h| self.named(h).map(|a| a.id), shortened);
            behind(&mut shown);
            shown
        });
        behind(&mut whole);
        self.shortened = count;
        Text {
            words: words(plain),
            mentioned: whole.mentioned(),
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
}

/// A moment as the network tells it: without what is less than a second.
fn whole_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}
