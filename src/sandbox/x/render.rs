//! Posts, accounts and messages as the interface shows them: only what was asked for, in the words in
//! which it was asked for.

use super::account::Account;
use super::fields::{Dialect, Fields};
use super::message::Message;
use super::post::{Media, Stored};
use super::problem::post_error;
use super::state::State;
use super::text::{Shown, What, show};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

const DEFAULT_PICTURE: &str =
    "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png";

/// What stands beside the data.
#[derive(Default)]
struct Beside {
    users: Vec<u64>,
    posts: Vec<u64>,
    media: Vec<(String, Value)>,
    errors: Vec<Value>,
}

/// Shows things to one account at one moment, and gathers what belongs beside them.
pub(super) struct Show<'a> {
    state: &'a State,
    fields: &'a Fields,
    viewer: u64,
    now: Timestamp,
    beside: Beside,
}

/// A moment as X writes it.
pub(super) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}

fn note<T: PartialEq>(list: &mut Vec<T>, thing: T) {
    if !list.contains(&thing) {
        list.push(thing);
    }
}

impl<'a> Show<'a> {
    pub(super) fn new(state: &'a State, fields: &'a Fields, viewer: u64, now: Timestamp) -> Self {
        Self {
            state,
            fields,
            viewer,
            now,
            beside: Beside::default(),
        }
    }

    fn word(&self, older: &'static str) -> String {
        self.fields.dialect.word(older).to_owned()
    }

    /// Adds an error beside the data.
    pub(super) fn error(&mut self, error: Value) {
        self.beside.errors.push(error);
    }

    /// A post of the data.
    pub(super) fn post(&mut self, post: &Stored) -> Value {
        self.expand(post);
        self.render(post)
    }

    fn expand(&mut self, post: &Stored) {
        let fields = self.fields;
        let of = |expansion| fields.expands(expansion);
        if of("author_id") || of("username") {
            note(&mut self.beside.users, post.author);
        }
        if of("in_reply_to_user_id")
            && let Some((_, author)) = post.replied_to
        {
            note(&mut self.beside.users, author);
        }
        if of("entities.mentions.username") {
            for account in post.text.mentioned() {
                note(&mut self.beside.users, account);
            }
        }
        if of("attachments.media_keys") {
            self.media(&post.media);
        }
        if of("edit_history_tweet_ids") {
            for version in &post.versions {
                self.beside_post(*version, "edit_history_tweet_ids");
            }
        }
        if of("referenced_tweets.id") {
            let referenced = post.replied_to.map(|(id, _)| id);
            for id in referenced.into_iter().chain(post.quoted) {
                self.beside_post(id, "referenced_tweets.id");
            }
        }
    }

    /// Shows another post beside the data, or why it is not shown.
    fn beside_post(&mut self, id: u64, parameter: &'static str) {
        let state = self.state;
        let seen = state
            .posts
            .get(&id)
            .map_or(Err(super::state::Hidden::Missing), |post| {
                state.see(self.viewer, post, self.now).map(|()| post)
            });
        match seen {
            Ok(post) => {
                note(&mut self.beside.posts, id);
                if self.fields.expands("referenced_tweets.id.author_id") {
                    note(&mut self.beside.users, post.author);
                }
                if self
                    .fields
                    .expands("referenced_tweets.id.attachments.media_keys")
                {
                    self.media(&post.media);
                }
            }
            Err(hidden) => {
                let error = post_error(
                    self.fields.dialect,
                    hidden,
                    self.fields.dialect.word(parameter),
                    &id.to_string(),
                );
                note(&mut self.beside.errors, error);
            }
        }
    }

    fn media(&mut self, media: &[Media]) {
        for one in media {
            let mut shown = Map::new();
            for field in &self.fields.media {
                let value = match *field {
                    "media_key" => json!(one.key),
                    "type" => json!("photo"),
                    "url" => json!(one.picture.url),
                    "alt_text" if !one.picture.alt.is_empty() => json!(one.picture.alt),
                    "width" => json!(1200),
                    "height" => json!(675),
                    _ => continue,
                };
                shown.insert((*field).to_owned(), value);
            }
            note(&mut self.beside.media, (one.key.clone(), shown.into()));
        }
    }

    fn render(&self, post: &Stored) -> Value {
        let mut out = Map::new();
        for field in &self.fields.post {
            if let Some(value) = self.post_field(post, field) {
                out.insert(self.word(field), value);
            }
        }
        out.into()
    }

    fn post_field(&self, post: &Stored, field: &str) -> Option<Value> {
        Some(match field {
            "id" => json!(post.id.to_string()),
            "text" => json!(post.text.shown().text),
            "edit_history_tweet_ids" => strings(&post.versions),
            "author_id" => json!(post.author.to_string()),
            "username" => json!(self.state.handle(post.author)),
            "conversation_id" => json!(post.conversation.to_string()),
            "created_at" => json!(moment(post.at)),
            "in_reply_to_user_id" => json!(post.replied_to?.1.to_string()),
            "referenced_tweets" => {
                let mut list = Vec::new();
                if let Some((id, _)) = post.replied_to {
                    list.push(json!({"type": "replied_to", "id": id.to_string()}));
                }
                if let Some(id) = post.quoted {
                    list.push(json!({"type": "quoted", "id": id.to_string()}));
                }
                (!list.is_empty()).then_some(list)?.into()
            }
            "attachments" if !post.media.is_empty() => {
                let keys: Vec<&str> = post.media.iter().map(|m| m.key.as_str()).collect();
                json!({"media_keys": keys})
            }
            "entities" => entities(post.text.shown())?,
            "note_tweet" => {
                post.text.short.as_ref()?;
                let mut note = json!({"text": post.text.whole.text});
                if let Some(entities) = entities(&post.text.whole) {
                    note["entities"] = entities;
                }
                note
            }
            "display_text_range" => json!([0, post.text.shown().text.chars().count()]),
            "lang" => json!("und"),
            "possibly_sensitive" => json!(false),
            "reply_settings" => json!("everyone"),
            "edit_controls" => {
                let until = post.at.checked_add(jiff::SignedDuration::from_hours(1));
                json!({
                    "edits_remaining": 5_usize.saturating_sub(post.versions.len() - 1),
                    "is_edit_eligible": post.replied_to.is_none(),
                    "editable_until": moment(until.unwrap_or(post.at)),
                })
            }
            "public_metrics" => {
                let mut metrics = json!({
                    "bookmark_count": 0,
                    "impression_count": 0,
                    "like_count": 0,
                    "quote_count": post.quotes,
                    "reply_count": post.replies,
                });
                metrics[self.word("retweet_count")] = json!(0);
                metrics
            }
            _ => return None,
        })
    }

    /// An account of the data.
    pub(super) fn user(&mut self, account: &Account) -> Value {
        for (expansion, id) in [
            ("pinned_tweet_id", account.pinned),
            ("most_recent_tweet_id", self.newest(account)),
        ] {
            if let Some(id) = id
                && self.fields.expands(expansion)
            {
                self.beside_post(id, expansion);
            }
        }
        self.render_user(account)
    }

    fn newest(&self, account: &Account) -> Option<u64> {
        let posts = account.posts.iter().filter_map(|id| {
            let post = self.state.posts.get(id)?;
            let seen = self.state.see(self.viewer, post, self.now).is_ok();
            seen.then_some(post.id)
        });
        posts.max()
    }

    fn render_user(&self, account: &Account) -> Value {
        let mut out = Map::new();
        for field in &self.fields.user {
            if let Some(value) = self.user_field(account, field) {
                out.insert(self.word(field), value);
            }
        }
        out.into()
    }

    fn user_field(&self, account: &Account, field: &str) -> Option<Value> {
        let shown = &account.shown;
        Some(match field {
            "id" => json!(account.id.to_string()),
            "name" => json!(shown.name),
            "username" => json!(shown.handle),
            "created_at" => json!(moment(shown.created_at)),
            "description" => json!(bio(shown.bio.as_str()).text),
            "location" if !shown.location.is_empty() => json!(shown.location),
            "protected" => json!(shown.protected),
            "verified" => json!(shown.verified.is_some()),
            "verified_type" => json!(shown.verified.as_deref().unwrap_or("none")),
            "url" => match &shown.url {
                Some(_) => json!(short_of(account)),
                None => json!(""),
            },
            "profile_image_url" if shown.picture => json!(format!(
                "https://pbs.twimg.com/profile_images/{}/face_normal.jpg",
                account.id
            )),
            "profile_image_url" => json!(DEFAULT_PICTURE),
            "pinned_tweet_id" => json!(account.pinned?.to_string()),
            "most_recent_tweet_id" => json!(self.newest(account)?.to_string()),
            "receives_your_dm" => {
                let wrote = |m: &Message| m.from == account.id && m.to == self.viewer;
                json!(self.state.messages.values().any(wrote))
            }
            "public_metrics" => {
                let posts = account.posts.iter().filter_map(|id| {
                    let post = self.state.posts.get(id)?;
                    (!post.deleted && !post.is_superseded() && post.at <= self.now).then_some(())
                });
                let mut metrics = json!({
                    "followers_count": shown.followers,
                    "following_count": shown.following,
                    "like_count": 0,
                    "listed_count": 0,
                    "media_count": 0,
                });
                metrics[self.word("tweet_count")] = json!(posts.count());
                metrics
            }
            "entities" => {
                let mut out = Map::new();
                if let Some(url) = &shown.url {
                    let short = short_of(account);
                    let item = json!({
                        "start": 0,
                        "end": short.chars().count(),
                        "url": short,
                        "expanded_url": url,
                        "display_url": display(url),
                    });
                    out.insert("url".to_owned(), json!({"urls": [item]}));
                }
                if let Some(found) = entities(&bio(&shown.bio)) {
                    out.insert("description".to_owned(), found);
                }
                (!out.is_empty()).then_some(out)?.into()
            }
            _ => return None,
        })
    }

    /// A direct message of the data.
    pub(super) fn message(&mut self, message: &Message) -> Value {
        if self.fields.expands("sender_id") {
            note(&mut self.beside.users, message.from);
        }
        if self.fields.expands("participant_ids") {
            note(&mut self.beside.users, message.from);
            note(&mut self.beside.users, message.to);
        }
        if self.fields.expands("attachments.media_keys") {
            self.media(&message.media);
        }
        let mut out = Map::new();
        for field in &self.fields.message {
            let value = match *field {
                "id" => json!(message.id.to_string()),
                "event_type" => json!("MessageCreate"),
                "text" => json!(message.text.shown().text),
                "sender_id" => json!(message.from.to_string()),
                "dm_conversation_id" => json!(message.conversation()),
                "created_at" => json!(moment(message.at)),
                "attachments" if !message.media.is_empty() => {
                    let keys: Vec<&str> = message.media.iter().map(|m| m.key.as_str()).collect();
                    json!({"media_keys": keys})
                }
                "entities" => match entities(message.text.shown()) {
                    Some(entities) => entities,
                    None => continue,
                },
                _ => continue,
            };
            out.insert(self.word(field), value);
        }
        out.into()
    }

    /// The whole answer: data if there are any, what stands beside them, and what was gathered.
    pub(super) fn answer(mut self, data: Option<Value>, meta: Option<Value>) -> Value {
        let mut out = Map::new();
        out.extend(data.map(|data| ("data".to_owned(), data)));
        let mut includes = Map::new();
        let posts: Vec<Value> = std::mem::take(&mut self.beside.posts)
            .into_iter()
            .filter_map(|id| Some(self.render(self.state.posts.get(&id)?)))
            .collect();
        let users: Vec<Value> = std::mem::take(&mut self.beside.users)
            .into_iter()
            .filter_map(|id| self.state.accounts.get(&id))
            .filter(|account| !account.suspended)
            .map(|account| self.render_user(account))
            .collect();
        let media = self.beside.media.into_iter().map(|(_, m)| m).collect();
        for (name, list) in [
            ("users", users),
            (self.fields.dialect.word("tweets"), posts),
            ("media", media),
        ] {
            if !list.is_empty() {
                includes.insert(name.to_owned(), list.into());
            }
        }
        if !includes.is_empty() {
            out.insert("includes".to_owned(), includes.into());
        }
        if !self.beside.errors.is_empty() {
            out.insert("errors".to_owned(), self.beside.errors.into());
        }
        out.extend(meta.map(|meta| ("meta".to_owned(), meta)));
        out.into()
    }
}

pub(super) fn strings(ids: &[u64]) -> Value {
    ids.iter().map(u64::to_string).collect::<Vec<_>>().into()
}

/// The bio with its addresses shortened; nothing in it is anybody's mention.
fn bio(plain: &str) -> Shown {
    let mut count = 0;
    show(
        plain,
        |_| None,
        |_| {
            count += 1;
            format!("https://t.co/bio{count:07}")
        },
    )
}

/// The short form of the address beside a bio.
fn short_of(account: &Account) -> String {
    format!("https://t.co/u{:09}", account.id % 1_000_000_000)
}

/// An address as it is shown to people.
fn display(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.trim_end_matches('/');
    if bare.chars().count() <= 27 {
        return bare.to_owned();
    }
    bare.chars().take(26).chain(['\u{2026}']).collect()
}

/// What is pointed out in a text; `None` when nothing is.
fn entities(shown: &Shown) -> Option<Value> {
    let mut out = Map::new();
    for place in &shown.places {
        let (list, mut item) = match &place.what {
            What::Mention(handle, account) => {
                let mut item = json!({"username": handle});
                if let Some(account) = account {
                    item["id"] = json!(account.to_string());
                }
                ("mentions", item)
            }
            What::Tag(tag) => ("hashtags", json!({"tag": tag})),
            What::Link(short, to) => (
                "urls",
                json!({"url": short, "expanded_url": to, "display_url": display(to)}),
            ),
            What::Picture(short, to, key) => (
                "urls",
                json!({
                    "url": short,
                    "expanded_url": to,
                    "display_url": format!("pic.x.com/{}", short.rsplit('/').next().unwrap_or("")),
                    "media_key": key,
                }),
            ),
        };
        item["start"] = json!(place.start);
        item["end"] = json!(place.end);
        if let Value::Array(list) = out.entry(list).or_insert_with(|| Value::Array(Vec::new())) {
            list.push(item);
        }
    }
    (!out.is_empty()).then(|| out.into())
}

/// What X says of a post that was just made.
pub(super) fn made(dialect: Dialect, post: &Stored) -> Value {
    let mut data = json!({"id": post.id.to_string(), "text": post.text.shown().text});
    data[dialect.word("edit_history_tweet_ids")] = strings(&post.versions);
    json!({"data": data})
}
