//! One look at a conversation: what a `threadViewPost` holds, and where it was cut off. Pure.

use super::post::{list, text};
use super::uri::AtUri;
use serde_json::Value;

/// What one look at a conversation shows.
#[derive(Debug, Default, PartialEq)]
pub struct Look<'a> {
    /// The posts in it, as the network shows them.
    pub posts: Vec<&'a Value>,
    /// Posts that have more replies than are shown below them: where to look next.
    pub deeper: Vec<String>,
    /// How many replies the post that was looked at has beyond those that are shown.
    pub hidden: u64,
    /// Replies that are there and cannot be read: of accounts that block ours, or that ours blocks.
    pub blocked: u64,
}

/// Walks the tree below `anchor`, the post that was asked for. The tree was parsed from JSON, so it is
/// no deeper than the parser allows.
pub fn look<'a>(thread: &'a Value, anchor: &str) -> Look<'a> {
    let mut look = Look::default();
    let mut waiting = vec![thread];
    while let Some(node) = waiting.pop() {
        if node.get("blocked").and_then(Value::as_bool) == Some(true) {
            look.blocked += 1;
        }
        let Some(post) = node.get("post") else {
            continue;
        };
        look.posts.push(post);
        let replies = list(node, "replies");
        waiting.extend(replies.iter().rev());
        let has = post.get("replyCount").and_then(Value::as_u64).unwrap_or(0);
        let more = has.saturating_sub(replies.len() as u64);
        if more == 0 {
            continue;
        }
        match text(post, "uri").filter(|uri| AtUri::of_post(uri).is_some()) {
            Some(uri) if uri == anchor => look.hidden += more,
            Some(uri) => look.deeper.push(uri.to_owned()),
            None => {}
        }
    }
    look
}

#[cfg(test)]
mod tests {
    use super::super::post::tests::anything;
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn uri(name: &str) -> String {
        format!("at://did:plc:a/app.bsky.feed.post/{name}")
    }

    fn node(name: &str, replies: u64, shown: &[Value]) -> Value {
        json!({ "post": { "uri": uri(name), "replyCount": replies }, "replies": shown })
    }

    #[test]
    fn where_a_thread_is_cut_off_is_looked_at_next() {
        let blocked =
            json!({ "$type": "app.bsky.feed.defs#blockedPost", "uri": uri("x"), "blocked": true });
        let gone = json!({ "$type": "app.bsky.feed.defs#notFoundPost", "uri": uri("y"), "notFound": true });
        let cut = node("b", 2, &[]);
        let shown = [node("a", 1, &[cut]), blocked, gone, node("c", 0, &[])];
        let thread = node("root", 5, &shown);
        let seen = look(&thread, &uri("root"));
        let names: Vec<_> = seen.posts.iter().filter_map(|p| text(p, "uri")).collect();
        assert_eq!(names, [uri("root"), uri("a"), uri("b"), uri("c")]);
        assert_eq!(seen.deeper, [uri("b")]);
        assert_eq!((seen.hidden, seen.blocked), (1, 1));
    }

    proptest! {
        #[test]
        fn anything_can_be_walked(value in anything()) {
            let seen = look(&value, "at://did:plc:a/app.bsky.feed.post/3k");
            prop_assert!(seen.deeper.len() <= seen.posts.len());
        }
    }
}
