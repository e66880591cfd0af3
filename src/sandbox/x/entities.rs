//! What is pointed out in a text, as the interface shows it.

use super::text::{Shown, What};
use serde_json::{Map, Value, json};

/// An address as it is shown to people.
pub(super) fn display(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.trim_end_matches('/');
    if bare.chars().count() <= 27 {
        return bare.to_owned();
    }
    bare.chars().take(26).chain(['\u{2026}']).collect()
}

/// What is pointed out in a text; `None` when nothing is.
pub(super) fn entities(shown: &Shown) -> Option<Value> {
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
