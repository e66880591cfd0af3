//! A post as the network shows it, read into a [`Post`]. Pure; what comes in may be anything.

use super::uri::{AtUri, POST};
use crate::channel::social::Received;
use crate::model::{Author, Media, Network, Post};
use jiff::Timestamp;
use serde_json::Value;

/// What a handle reads as that the network could not make sure of.
const INVALID: &str = "handle.invalid";

/// The text under a key.
pub fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}

/// The list under a key; empty when there is none.
pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    let found = value.get(key).and_then(Value::as_array);
    found.map_or(&[], Vec::as_slice)
}

/// Reads a `postView`, or a notification, which has the same fields where it matters.
///
/// # Errors
///
/// A sentence that says what is wrong with it: its address, its author or its time.
pub fn read(view: &Value) -> Result<Received, String> {
    let uri = text(view, "uri").ok_or("a post without an address")?;
    let place = AtUri::of_post(uri).ok_or("a post whose address is none")?;
    let author = view.get("author").unwrap_or(&Value::Null);
    if text(author, "did") != Some(place.authority) {
        return Err(format!("{uri}: not its author's"));
    }
    let indexed = text(view, "indexedAt").and_then(|time| time.parse::<Timestamp>().ok());
    let created_at = indexed.ok_or_else(|| format!("{uri}: no time"))?;
    Ok(pack(view, uri, author, created_at))
}

/// Reads one of our own records that the network does not show yet: its time is what we gave it.
pub fn read_own(uri: &str, handle: &str, record: &Value) -> Option<Received> {
    let did = AtUri::of_post(uri)?.authority;
    let created_at = text(record, "createdAt")?.parse::<Timestamp>().ok()?;
    let author = serde_json::json!({ "did": did, "handle": handle });
    let view = serde_json::json!({ "uri": uri, "author": author, "record": record });
    Some(pack(&view, uri, &author, created_at))
}

fn pack(view: &Value, uri: &str, author: &Value, created_at: Timestamp) -> Received {
    let record = view.get("record").unwrap_or(&Value::Null);
    let reply = record.get("reply").unwrap_or(&Value::Null);
    let said = text(record, "text").unwrap_or_default();
    let (mentions, mut links) = facets(said, record);
    let embed = record.get("embed").unwrap_or(&Value::Null);
    let inner = embed.get("media").unwrap_or(&Value::Null);
    for external in [embed, inner].map(|e| e.get("external")) {
        links.extend(external.and_then(|e| text(e, "uri")).map(ToOwned::to_owned));
    }
    let post = Post {
        network: Network::Bluesky,
        id: uri.to_owned(),
        conversation: linked(reply.get("root")).or_else(|| Some(uri.to_owned())),
        replied_to: linked(reply.get("parent")),
        quoted: quoted(embed),
        // A record that is changed is another record: posts cannot be edited.
        earlier: Vec::new(),
        author: self::author(author),
        text: said.to_owned(),
        created_at,
        mentions,
        links,
        media: media(view.get("embed"), embed),
        private: false,
    };
    Received {
        position: position(created_at),
        raw: raw(&post, view),
        post,
    }
}

/// Microseconds since 1970; 0 for what lies before.
pub fn position(moment: Timestamp) -> u64 {
    u64::try_from(moment.as_microsecond()).unwrap_or(0)
}

/// Who wrote it, from a `profileViewBasic`.
fn author(view: &Value) -> Author {
    Author {
        id: text(view, "did").unwrap_or_default().to_owned(),
        handle: handle(view),
        name: text(view, "displayName").unwrap_or_default().to_owned(),
        verified: verified(view),
    }
}

/// The handle of an account; empty when the network could not make sure of it.
pub fn handle(view: &Value) -> String {
    let handle = text(view, "handle").filter(|handle| *handle != INVALID);
    handle.unwrap_or_default().to_owned()
}

/// What the network vouches for: `verified`, or `trusted_verifier` for who may verify others.
pub fn verified(view: &Value) -> Option<String> {
    let verification = view.get("verification")?;
    [
        ("trustedVerifierStatus", "trusted_verifier"),
        ("verifiedStatus", "verified"),
    ]
    .into_iter()
    .find(|(key, _)| text(verification, key) == Some("valid"))
    .map(|(_, word)| word.to_owned())
}

/// The handles that a text mentions and the addresses that it links to. A mention's facet names the
/// account; what stands in the text at its bytes is how its author wrote the handle.
fn facets(said: &str, record: &Value) -> (Vec<String>, Vec<String>) {
    let (mut mentions, mut links) = (Vec::new(), Vec::new());
    for facet in list(record, "facets") {
        let place = |key| {
            let place = facet.get("index")?.get(key)?.as_u64()?;
            usize::try_from(place).ok()
        };
        for feature in list(facet, "features") {
            match text(feature, "$type") {
                Some("app.bsky.richtext.facet#mention") => {
                    let span = place("byteStart").zip(place("byteEnd"));
                    let word = span.and_then(|(start, end)| said.get(start..end));
                    let named = word.and_then(|word| word.strip_prefix('@'));
                    mentions.extend(named.map(ToOwned::to_owned));
                }
                Some("app.bsky.richtext.facet#link") => {
                    links.extend(text(feature, "uri").map(ToOwned::to_owned));
                }
                _ => {}
            }
        }
    }
    (mentions, links)
}

/// The address in a reference to a post.
fn linked(reference: Option<&Value>) -> Option<String> {
    let uri = text(reference?, "uri")?;
    AtUri::of_post(uri).map(|_| uri.to_owned())
}

/// The post that a post quotes, alone or beside its own pictures.
fn quoted(embed: &Value) -> Option<String> {
    let record = embed.get("record")?;
    let uri = text(record, "uri").or_else(|| text(record.get("record")?, "uri"))?;
    AtUri::of_post(uri)
        .filter(|place| place.collection == POST)
        .map(|_| uri.to_owned())
}

/// The pictures and films of a post: as the network shows them, with their addresses, or else as the
/// record names them, without.
fn media(shown: Option<&Value>, record: &Value) -> Vec<Media> {
    let all = |embed: &Value| {
        let mut found = Vec::new();
        for place in [Some(embed), embed.get("media")].into_iter().flatten() {
            for image in list(place, "images") {
                found.push(one(image, &["fullsize", "thumb"]));
            }
            let film = text(place, "$type").is_some_and(|t| t.starts_with("app.bsky.embed.video"));
            if film {
                found.push(one(place, &["playlist", "thumbnail"]));
            }
        }
        found
    };
    let seen = shown.map(all).unwrap_or_default();
    if seen.is_empty() { all(record) } else { seen }
}

fn one(value: &Value, addresses: &[&str]) -> Media {
    let url = addresses.iter().find_map(|key| text(value, key));
    Media {
        url: url.unwrap_or_default().to_owned(),
        alt: text(value, "alt").unwrap_or_default().to_owned(),
    }
}

/// The bytes under which a post is kept: itself, and under `source` what the network sent.
fn raw(post: &Post, source: &Value) -> Vec<u8> {
    let mut object = serde_json::to_value(post).unwrap_or_default();
    if let Some(object) = object.as_object_mut() {
        object.insert("source".to_owned(), source.clone());
    }
    object.to_string().into_bytes()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// Any JSON, some of it under the names that are looked for.
    pub fn anything() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "\\PC{0,12}".prop_map(Value::from),
            prop::sample::select(vec![
                "at://did:plc:a/app.bsky.feed.post/3k",
                "did:plc:a",
                "2026-11-02T09:00:00.000Z",
                "app.bsky.richtext.facet#mention",
                "app.bsky.feed.defs#threadViewPost",
                "valid",
            ])
            .prop_map(Value::from),
        ];
        let names = prop::sample::select(vec![
            "uri",
            "author",
            "did",
            "handle",
            "record",
            "indexedAt",
            "text",
            "facets",
            "features",
            "index",
            "byteStart",
            "byteEnd",
            "$type",
            "reply",
            "root",
            "parent",
            "embed",
            "media",
            "images",
            "alt",
            "replies",
            "post",
            "replyCount",
            "verification",
            "verifiedStatus",
            "thread",
            "pinnedPost",
            "createdAt",
            "postsCount",
            "website",
            "external",
        ]);
        leaf.prop_recursive(6, 60, 8, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::btree_map(names.clone().prop_map(ToOwned::to_owned), inner, 0..8)
                    .prop_map(|map| Value::from(serde_json::Map::from_iter(map))),
            ]
        })
    }

    fn view() -> Value {
        json!({
            "uri": "at://did:plc:acme/app.bsky.feed.post/3kreply",
            "cid": "bafy",
            "author": {
                "did": "did:plc:acme", "handle": "acme.example", "displayName": "Acme \u{1f600}",
                "verification": { "verifiedStatus": "valid", "trustedVerifierStatus": "none" },
            },
            "record": {
                "$type": "app.bsky.feed.post",
                "text": "Caf\u{e9} @anna.example: see acme.example/open",
                "createdAt": "1999-01-01T00:00:00Z",
                "reply": {
                    "root": { "uri": "at://did:plc:anna/app.bsky.feed.post/3kroot", "cid": "c" },
                    "parent": { "uri": "at://did:plc:bert/app.bsky.feed.post/3kmid", "cid": "c" },
                },
                "facets": [
                    { "index": { "byteStart": 6, "byteEnd": 19 },
                      "features": [{ "$type": "app.bsky.richtext.facet#mention", "did": "did:plc:anna" }] },
                    { "index": { "byteStart": 25, "byteEnd": 42 },
                      "features": [{ "$type": "app.bsky.richtext.facet#link", "uri": "https://acme.example/open" }] },
                    { "index": { "byteStart": 4, "byteEnd": 999 },
                      "features": [{ "$type": "app.bsky.richtext.facet#mention", "did": "did:plc:x" }] },
                ],
                "embed": { "$type": "app.bsky.embed.recordWithMedia",
                    "record": { "record": { "uri": "at://did:plc:bert/app.bsky.feed.post/3kquoted", "cid": "c" } },
                    "media": { "$type": "app.bsky.embed.images", "images": [{ "alt": "our hours" }] } },
            },
            "embed": { "$type": "app.bsky.embed.recordWithMedia#view",
                "media": { "$type": "app.bsky.embed.images#view",
                    "images": [{ "fullsize": "https://cdn.example/full", "thumb": "https://cdn.example/t", "alt": "our hours" }] } },
            "indexedAt": "2026-11-02T09:00:00.250Z",
        })
    }

    #[test]
    fn everything_a_post_says() {
        let received = read(&view()).unwrap();
        let post = &received.post;
        assert_eq!(post.id, "at://did:plc:acme/app.bsky.feed.post/3kreply");
        assert_eq!(
            post.conversation.as_deref(),
            Some("at://did:plc:anna/app.bsky.feed.post/3kroot")
        );
        assert_eq!(
            post.replied_to.as_deref(),
            Some("at://did:plc:bert/app.bsky.feed.post/3kmid")
        );
        assert_eq!(
            post.quoted.as_deref(),
            Some("at://did:plc:bert/app.bsky.feed.post/3kquoted")
        );
        assert_eq!(post.author.handle, "acme.example");
        assert_eq!(post.author.verified.as_deref(), Some("verified"));
        assert_eq!(post.mentions, ["anna.example"]);
        assert_eq!(post.links, ["https://acme.example/open"]);
        assert_eq!(post.media.len(), 1);
        assert_eq!(post.media[0].url, "https://cdn.example/full");
        assert_eq!(post.media[0].alt, "our hours");
        assert_eq!(
            post.created_at,
            "2026-11-02T09:00:00.25Z".parse().unwrap(),
            "the network's time, not the author's"
        );
        assert_eq!(received.position, 1_793_610_000_250_000);
        let kept: Value = serde_json::from_slice(&received.raw).unwrap();
        assert_eq!(kept["source"], view());
        assert_eq!(serde_json::from_value::<Post>(kept).unwrap(), *post);
    }

    #[test]
    fn what_cannot_be_relied_on_is_not_read() {
        for (key, value) in [
            ("uri", json!("https://bsky.app/profile/acme/post/1")),
            ("uri", json!(null)),
            (
                "author",
                json!({ "did": "did:plc:other", "handle": "acme.example" }),
            ),
            ("author", json!("acme")),
            ("indexedAt", json!("yesterday")),
            ("indexedAt", json!(5)),
        ] {
            let mut view = view();
            view[key] = value.clone();
            assert!(read(&view).is_err(), "{key} {value}");
        }
        let mut bare = view();
        bare["record"] = json!(null);
        bare["author"]["handle"] = json!("handle.invalid");
        let post = read(&bare).unwrap().post;
        assert_eq!((post.text.as_str(), post.author.handle.as_str()), ("", ""));
        assert_eq!(post.conversation.as_deref(), Some(post.id.as_str()));
    }

    proptest! {
        #[test]
        fn anything_is_read_or_refused(value in anything()) {
            let _ = read(&value);
        }

        #[test]
        fn any_record_is_read(record in anything(), embed in anything()) {
            let mut view = view();
            view["record"] = record;
            view["embed"] = embed;
            let received = read(&view).unwrap();
            let kept: Value = serde_json::from_slice(&received.raw).unwrap();
            prop_assert_eq!(serde_json::from_value::<Post>(kept).unwrap(), received.post);
            let _ = read_own("at://did:plc:a/app.bsky.feed.post/3k", "a.example", &view["record"]);
        }
    }
}
