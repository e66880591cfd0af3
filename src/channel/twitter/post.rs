//! A post or a direct message as X sends it, as a [`Post`].

use super::complaint::plain;
use super::id;
use super::json::{clean, either, list, text, words};
use super::prose;
use crate::channel::social::Received;
use crate::model::{Author, Media, Network, Post};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::HashMap;

/// The most of X's own object that is kept, in bytes. An ordinary one has two thousand.
const MOST_SOURCE: usize = 256 * 1024;

/// The most entries of a page's `includes` that are looked at, of each kind.
const MOST_INCLUDED: usize = 5_000;

/// What came beside the posts of a page.
pub(super) struct Includes<'a> {
    users: HashMap<&'a str, &'a Value>,
    media: HashMap<&'a str, &'a Value>,
}

impl<'a> Includes<'a> {
    /// Of a whole answer.
    pub(super) fn of(answer: &'a Value) -> Self {
        let includes = answer.get("includes").unwrap_or(&Value::Null);
        let by = |name: &str, key: &str| -> HashMap<&'a str, &'a Value> {
            list(includes, name, MOST_INCLUDED)
                .filter_map(|item| Some((text(item, key)?, item)))
                .collect()
        };
        Self {
            users: by("users", "id"),
            media: by("media", "media_key"),
        }
    }

    fn author(&self, id: Option<&str>) -> Author {
        let user = id.and_then(|id| self.users.get(id)).copied();
        Author {
            id: clean(id.unwrap_or_default(), 100),
            handle: user.map(|u| words(u, "username", 100)).unwrap_or_default(),
            name: user.map(|u| words(u, "name", 200)).unwrap_or_default(),
            verified: user.and_then(verified),
        }
    }

    fn media(&self, post: &'a Value) -> Vec<&'a Value> {
        let attachments = post.get("attachments").unwrap_or(&Value::Null);
        list(attachments, "media_keys", 20)
            .filter_map(|key| self.media.get(key.as_str()?).copied())
            .collect()
    }
}

/// What X vouches for of an account, in its word.
pub(super) fn verified(user: &Value) -> Option<String> {
    match text(user, "verified_type") {
        Some("none") => None,
        Some(word) if !word.is_empty() => Some(clean(word, 50)),
        _ => (user.get("verified") == Some(&Value::Bool(true))).then(|| "verified".to_owned()),
    }
}

/// Whether this is somebody else's post shown once more, with no word of its own.
pub(super) fn is_repost(post: &Value) -> bool {
    references(post).any(|(kind, _)| kind == "retweeted")
}

fn references(post: &Value) -> impl Iterator<Item = (&str, &str)> {
    let list = either(post, &["referenced_tweets", "referenced_posts"]).and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .take(20)
        .filter_map(|reference| Some((text(reference, "type")?, text(reference, "id")?)))
}

/// A post, or why it cannot be read: without an id, words or a time it would mean nothing.
pub(super) fn public(post: &Value, includes: &Includes<'_>) -> Result<Received, String> {
    let author = text(post, "author_id");
    received(post, includes, author, false)
}

/// A direct message, likewise.
pub(super) fn private(event: &Value, includes: &Includes<'_>) -> Result<Received, String> {
    let sender = text(event, "sender_id");
    received(event, includes, sender, true)
}

fn received(
    object: &Value,
    includes: &Includes<'_>,
    author: Option<&str>,
    private: bool,
) -> Result<Received, String> {
    let what = if private { "message" } else { "post" };
    let Some(own) = text(object, "id") else {
        return Err(format!("a {what} without an id was left out"));
    };
    let Some(position) = id::number(own) else {
        return Err(format!("{what} {}: not an id; left out", plain(own)));
    };
    let Some(prose) = prose::of_post(object) else {
        return Err(format!("{what} {own} has no text; left out"));
    };
    // The id holds the time as well, should the field be missing or broken.
    let created_at = text(object, "created_at").and_then(|t| t.parse::<Timestamp>().ok());
    let Some(created_at) = created_at.or_else(|| id::time_of(position)) else {
        return Err(format!("{what} {own} has no time; left out"));
    };
    let reference = |wanted: &str| {
        references(object)
            .find(|(kind, id)| *kind == wanted && id::number(id).is_some())
            .map(|(_, id)| id.to_owned())
    };
    let media = includes.media(object);
    let earlier = either(object, &["edit_history_tweet_ids", "edit_history_post_ids"])
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .filter(|other| *other != own && id::number(other).is_some())
        .take(100)
        .map(str::to_owned)
        .collect();
    let conversation = if private {
        "dm_conversation_id"
    } else {
        "conversation_id"
    };
    let post = Post {
        network: Network::Twitter,
        id: own.to_owned(),
        conversation: text(object, conversation).map(|c| clean(c, 100)),
        replied_to: reference("replied_to"),
        quoted: reference("quoted"),
        earlier,
        author: includes.author(author),
        text: prose.text,
        created_at,
        mentions: prose.mentions,
        links: prose.links,
        media: media.iter().map(|media| picture(media)).collect(),
        private,
    };
    let user = author.and_then(|id| includes.users.get(id));
    let raw = kept(
        &post,
        &json!({"post": object, "author": user, "media": media}),
    )?;
    Ok(Received {
        post,
        position,
        raw,
    })
}

fn picture(media: &Value) -> Media {
    let url = ["url", "preview_image_url"]
        .iter()
        .find_map(|name| text(media, name))
        .unwrap_or_default();
    Media {
        url: clean(url, 4_000),
        alt: words(media, "alt_text", 10_000),
    }
}

/// The bytes under which a post is kept.
fn kept(post: &Post, source: &Value) -> Result<Vec<u8>, String> {
    #[derive(Serialize)]
    struct Kept<'a> {
        #[serde(flatten)]
        post: &'a Post,
        source: &'a Value,
    }
    let write = |source| {
        serde_json::to_vec(&Kept { post, source })
            .map_err(|error| format!("post {} cannot be kept: {error}", post.id))
    };
    let raw = write(source)?;
    if raw.len() <= MOST_SOURCE {
        return Ok(raw);
    }
    // The words are kept in any case; X's own object only when it is of a reasonable size.
    write(&Value::String(format!("left out: {} bytes", raw.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page() -> Value {
        json!({
            "data": [{
                "id": "1275828087666679809", "text": "@shopper Yes &amp; no",
                "author_id": "7", "conversation_id": "1275828000000000000",
                "created_at": "2020-06-24T16:28:14.000Z",
                "edit_history_tweet_ids": ["1275828080000000000", "1275828087666679809"],
                "referenced_tweets": [{"type": "replied_to", "id": "1275828000000000000"},
                                      {"type": "quoted", "id": "12"}],
                "attachments": {"media_keys": ["3_1", "3_2"]},
                "entities": {"mentions": [{"username": "shopper"}]},
            }],
            "includes": {
                "users": [{"id": "7", "username": "Acme", "name": "Acme \u{1f600}", "verified": true,
                           "verified_type": "business"}],
                "media": [{"media_key": "3_1", "type": "photo", "url": "https://pbs.example/1.jpg",
                           "alt_text": "our hours: 9 to 5"}],
            },
        })
    }

    #[test]
    fn a_post_is_read_whole() {
        let page = page();
        let got = public(&page["data"][0], &Includes::of(&page)).unwrap();
        let post = &got.post;
        assert_eq!(got.position, 1_275_828_087_666_679_809);
        assert_eq!(post.text, "@shopper Yes & no");
        assert_eq!(post.conversation.as_deref(), Some("1275828000000000000"));
        assert_eq!(post.replied_to.as_deref(), Some("1275828000000000000"));
        assert_eq!(post.quoted.as_deref(), Some("12"));
        assert_eq!(post.earlier, ["1275828080000000000"]);
        assert_eq!(post.author.handle, "Acme");
        assert_eq!(post.author.verified.as_deref(), Some("business"));
        assert_eq!(post.mentions, ["shopper"]);
        assert_eq!(post.media.len(), 1);
        assert_eq!(post.media[0].alt, "our hours: 9 to 5");
        let raw: Value = serde_json::from_slice(&got.raw).unwrap();
        assert_eq!(raw["source"]["post"], page["data"][0]);
        assert_eq!(raw["source"]["author"]["verified_type"], "business");
        assert_eq!(serde_json::from_value::<Post>(raw).unwrap(), *post);
    }

    #[test]
    fn the_newer_dialect_says_the_same() {
        let older = page();
        let mut newer = page();
        let post = newer["data"][0].as_object_mut().unwrap();
        for (old, new) in [
            ("edit_history_tweet_ids", "edit_history_post_ids"),
            ("referenced_tweets", "referenced_posts"),
        ] {
            let value = post.remove(old).unwrap();
            post.insert(new.to_owned(), value);
        }
        let read = |page: &Value| public(&page["data"][0], &Includes::of(page)).unwrap().post;
        assert_eq!(read(&older), read(&newer));
    }

    #[test]
    fn what_is_missing_is_told_or_made_up_for() {
        let of = |value: Value| public(&value, &Includes::of(&Value::Null));
        let id = "1275828087666679809";
        let post = of(json!({"id": id, "text": "hi"})).unwrap().post;
        assert_eq!(post.created_at.as_second(), 1_593_016_094);
        assert_eq!(post.author, Author::default());
        let of = |value: Value| of(value).map(|r| r.post.text);
        assert!(of(json!({"text": "hi"})).is_err());
        assert!(of(json!({"id": "x\u{1b}", "text": "hi"})).is_err());
        assert!(of(json!({"id": "5", "text": "hi"})).is_err(), "no time");
        assert!(of(json!({"id": id})).is_err());
        assert!(of(json!("x")).is_err());
    }

    #[test]
    fn a_huge_object_is_not_kept_but_its_words_are() {
        let id = "1275828087666679809";
        let post = json!({"id": id, "text": "hi", "junk": "x".repeat(300_000)});
        let got = public(&post, &Includes::of(&Value::Null)).unwrap();
        assert!(got.raw.len() < 2_000);
        assert!(serde_json::from_slice::<Post>(&got.raw).is_ok());
    }

    fn anything() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
            Just(Value::from("1275828087666679809")),
        ];
        let key = prop::sample::select(vec![
            "id",
            "text",
            "data",
            "includes",
            "users",
            "media",
            "author_id",
            "created_at",
            "entities",
            "urls",
            "mentions",
            "url",
            "display_url",
            "username",
            "attachments",
            "media_keys",
            "referenced_tweets",
            "referenced_posts",
            "type",
            "note_tweet",
            "edit_history_tweet_ids",
        ]);
        leaf.prop_recursive(4, 60, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec((key.clone(), inner), 0..8).prop_map(|pairs| {
                    Value::Object(pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn whatever_comes_is_read_or_told(answer in anything(), object in anything()) {
            let includes = Includes::of(&answer);
            for read in [public(&object, &includes), private(&object, &includes)] {
                match read {
                    Ok(got) => {
                        prop_assert_eq!(serde_json::from_slice::<Post>(&got.raw).unwrap(), got.post);
                    }
                    Err(reason) => prop_assert!(!reason.is_empty() && !reason.contains('\n')),
                }
            }
        }
    }
}
