//! An account as the network shows it, read into a [`Profile`]. Pure; what comes in may be anything.

use super::post::{handle, text, verified};
use super::uri::is_did;
use crate::model::{Network, Profile};
use serde_json::Value;

/// Reads a `profileViewDetailed`. The text of the pinned post is not in it: the post's address comes
/// beside.
///
/// # Errors
///
/// A sentence, when it has no id.
pub fn read(view: &Value) -> Result<(Profile, Option<String>), String> {
    let did = text(view, "did").filter(|did| is_did(did));
    let id = did.ok_or("an account without an id")?;
    let word = |key| text(view, key).unwrap_or_default().to_owned();
    let pinned = view.get("pinnedPost").and_then(|post| text(post, "uri"));
    let profile = Profile {
        network: Network::Bluesky,
        id: id.to_owned(),
        handle: handle(view),
        name: word("displayName"),
        description: word("description"),
        links: text(view, "website")
            .filter(|link| !link.is_empty())
            .map(ToOwned::to_owned)
            .into_iter()
            .collect(),
        // The network knows no places, and nobody who cannot be read by all.
        location: String::new(),
        created_at: text(view, "createdAt").and_then(|time| time.parse().ok()),
        protected: false,
        verified: verified(view),
        // It has no default picture of its own: who has none shows none.
        default_avatar: Some(text(view, "avatar").is_none_or(str::is_empty)),
        pinned: None,
        posts: view.get("postsCount").and_then(Value::as_u64),
        followers: view.get("followersCount").and_then(Value::as_u64),
    };
    Ok((profile, pinned.map(ToOwned::to_owned)))
}

#[cfg(test)]
mod tests {
    use super::super::post::tests::anything;
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn everything_an_account_shows() {
        let (profile, pinned) = read(&json!({
            "did": "did:plc:acme", "handle": "acme.example", "displayName": "Acme",
            "description": "We answer within 2 hours, mon-fri 9-17.", "website": "https://acme.example",
            "avatar": "https://cdn.example/a", "createdAt": "2023-05-01T12:00:00.000Z",
            "followersCount": 12, "postsCount": 34,
            "pinnedPost": { "uri": "at://did:plc:acme/app.bsky.feed.post/3kpin", "cid": "c" },
            "verification": { "trustedVerifierStatus": "valid" },
        }))
        .unwrap();
        assert_eq!(
            profile,
            Profile {
                network: Network::Bluesky,
                id: "did:plc:acme".to_owned(),
                handle: "acme.example".to_owned(),
                name: "Acme".to_owned(),
                description: "We answer within 2 hours, mon-fri 9-17.".to_owned(),
                links: vec!["https://acme.example".to_owned()],
                location: String::new(),
                created_at: Some("2023-05-01T12:00:00Z".parse().unwrap()),
                protected: false,
                verified: Some("trusted_verifier".to_owned()),
                default_avatar: Some(false),
                pinned: None,
                posts: Some(34),
                followers: Some(12),
            }
        );
        let address = "at://did:plc:acme/app.bsky.feed.post/3kpin";
        assert_eq!(pinned.as_deref(), Some(address));
    }

    #[test]
    fn nothing_is_not_zero() {
        let (profile, pinned) = read(&json!({ "did": "did:plc:acme" })).unwrap();
        assert_eq!(
            (profile.posts, profile.followers, pinned),
            (None, None, None)
        );
        assert_eq!(profile.default_avatar, Some(true));
        assert!(read(&json!({ "handle": "acme.example" })).is_err());
    }

    proptest! {
        #[test]
        fn anything_is_read_or_refused(value in anything()) {
            let _ = read(&value);
        }
    }
}
