//! Posts, accounts and messages as the interface shows them: only what was asked for, in the words in
//! which it was asked for.

use super::entities::entities;
use super::fields::{Dialect, Fields};
use super::message::Message;
use super::post::{Media, Stored};
use super::problem::post_error;
use super::state::State;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

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
    pub state: &'a State,
    pub fields: &'a Fields,
    pub viewer: u64,
    pub now: Timestamp,
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

    pub(super) fn word(&self, older: &'static str) -> String {
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
            for account in &post.text.mentioned {
                note(&mut self.beside.users, *account);
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
    pub(super) fn beside_post(&mut self, id: u64, parameter: &'static str) {
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

/// What X says of a post that was just made.
pub(super) fn made(dialect: Dialect, post: &Stored) -> Value {
    let mut data = json!({"id": post.id.to_string(), "text": post.text.shown().text});
    data[dialect.word("edit_history_tweet_ids")] = strings(&post.versions);
    json!({"data": data})
}
