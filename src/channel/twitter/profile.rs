//! An account as X sends it, as a [`Profile`].

use super::json::{either, list, text, words};
use super::post::verified;
use super::prose::{self, Prose};
use crate::model::{Network, Profile};
use serde_json::Value;

/// The profile in an answer's `data`; `None` when there is none, or it lacks id or handle.
pub(super) fn of(answer: &Value) -> Option<Profile> {
    let user = answer.get("data").filter(|data| data.is_object())?;
    let (id, handle) = (words(user, "id", 100), words(user, "username", 100));
    if id.is_empty() || handle.is_empty() {
        return None;
    }
    let entities = user.get("entities").unwrap_or(&Value::Null);
    let bio = Prose::of(
        text(user, "description").unwrap_or_default(),
        entities.get("description"),
    );
    // The address beside the bio first: it is the account's site.
    let mut links = Prose::of("", entities.get("url")).links;
    if links.is_empty() {
        links.extend(Some(words(user, "url", 4_000)).filter(|url| !url.is_empty()));
    }
    links.extend(bio.links);
    let metrics = user.get("public_metrics").unwrap_or(&Value::Null);
    let count = |names: &[&str]| either(metrics, names).and_then(Value::as_u64);
    Some(Profile {
        network: Network::Twitter,
        id,
        handle,
        name: words(user, "name", 200),
        description: bio.text,
        links,
        location: words(user, "location", 500),
        created_at: text(user, "created_at").and_then(|t| t.parse().ok()),
        protected: user.get("protected") == Some(&Value::Bool(true)),
        verified: verified(user),
        // X has no flag for it, but keeps all default pictures in one folder.
        default_avatar: text(user, "profile_image_url")
            .map(|url| url.contains("/default_profile_images/")),
        pinned: pinned(user, answer),
        posts: count(&["tweet_count", "post_count"]),
        followers: count(&["followers_count"]),
    })
}

fn pinned(user: &Value, answer: &Value) -> Option<String> {
    let id = either(user, &["pinned_tweet_id", "pinned_post_id"])?.as_str()?;
    let includes = answer.get("includes")?;
    ["tweets", "posts"]
        .iter()
        .flat_map(|name| list(includes, name, 100))
        .find(|post| text(post, "id") == Some(id))
        .and_then(prose::of_post)
        .map(|prose| prose.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_profile_in_both_dialects() {
        for (pinned_id, posts, count) in [
            ("pinned_tweet_id", "tweets", "tweet_count"),
            ("pinned_post_id", "posts", "post_count"),
        ] {
            let answer = json!({
                "data": {
                    "id": "7", "username": "AcmeHelp", "name": "Acme &c",
                    "description": "We reply within 2 hours &amp; smile https://t.co/a",
                    "url": "https://t.co/b", "location": "Li\u{e8}ge", "protected": true,
                    "verified": true, "verified_type": "blue",
                    "created_at": "2012-01-01T00:00:00.000Z", pinned_id: "9",
                    "profile_image_url": "https://abs.example/sticky/default_profile_images/default_profile_normal.png",
                    "public_metrics": {count: 12, "followers_count": 34},
                    "entities": {
                        "url": {"urls": [{"url": "https://t.co/b", "expanded_url": "https://acme.example"}]},
                        "description": {"urls": [{"url": "https://t.co/a", "display_url": "help.example",
                                                  "expanded_url": "https://help.example"}]},
                    },
                },
                "includes": {posts: [{"id": "8", "text": "no"}, {"id": "9", "text": "Open 9 &gt; 5"}]},
            });
            let profile = of(&answer).unwrap();
            assert_eq!(
                profile.description,
                "We reply within 2 hours & smile help.example"
            );
            assert_eq!(
                profile.links,
                ["https://acme.example", "https://help.example"]
            );
            assert_eq!(profile.default_avatar, Some(true));
            assert_eq!(profile.pinned.as_deref(), Some("Open 9 > 5"));
            assert_eq!((profile.posts, profile.followers), (Some(12), Some(34)));
            assert_eq!(profile.verified.as_deref(), Some("blue"));
            assert!(profile.protected);
        }
        assert_eq!(of(&json!({"data": {"id": "7"}})), None);
        let bare = of(&json!({"data": {"id": "7", "username": "a"}})).unwrap();
        assert_eq!((bare.default_avatar, bare.posts), (None, None));
    }
}
