//! What a reader sees of a text that X sends: entities resolved, shortened links as they are shown.

use super::json::{clean, either, list, text};
use serde_json::Value;
use std::collections::HashMap;

/// No post is longer (25,000 at most today).
const MOST: usize = 100_000;

/// No address is longer.
const MOST_LINK: usize = 4_000;

/// More entities than this in one text are noise.
const MOST_ENTITIES: usize = 300;

/// The text of a post or a message; of a long post, the whole. `None` when there is none at all.
pub(super) fn of_post(post: &Value) -> Option<Prose> {
    let long =
        either(post, &["note_tweet", "note_post"]).filter(|note| text(note, "text").is_some());
    let holder = long.unwrap_or(post);
    let said = text(holder, "text")?;
    // The entities of the short form stand in for those that a long one lacks, so none is lost.
    let entities = either(holder, &["entities"]).or_else(|| either(post, &["entities"]));
    Some(Prose::of(said, entities))
}

/// A text and what it points to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Prose {
    /// As it is shown.
    pub text: String,
    /// Where its links lead, as far as X says.
    pub links: Vec<String>,
    /// Whom it mentions, without `@`.
    pub mentions: Vec<String>,
}

impl Prose {
    /// Reads a text with its `entities`.
    pub(super) fn of(said: &str, entities: Option<&Value>) -> Self {
        let entities = entities.unwrap_or(&Value::Null);
        let (mut shown, mut links) = (HashMap::new(), Vec::new());
        for url in list(entities, "urls", MOST_ENTITIES) {
            let Some(short) = text(url, "url") else {
                continue;
            };
            let display = text(url, "display_url").unwrap_or(short);
            // In place of a picture's own link, which leads to the post itself, the picture is shown.
            if url.get("media_key").is_some() || display.starts_with("pic.x.com/") {
                shown.insert(short, "");
                continue;
            }
            shown.insert(short, display);
            let target = ["unwound_url", "expanded_url", "url"]
                .iter()
                .find_map(|name| text(url, name).filter(|t| !t.is_empty()));
            push(&mut links, &clean(target.unwrap_or(short), MOST_LINK));
        }
        let mut mentions = Vec::new();
        for mention in list(entities, "mentions", MOST_ENTITIES) {
            let handle = text(mention, "username").or_else(|| text(mention, "tag"));
            push(&mut mentions, &clean(handle.unwrap_or_default(), 100));
        }
        let whole = clean(&resolved(&expanded(said, &shown)), MOST);
        Self {
            text: whole.trim_end().to_owned(),
            links,
            mentions,
        }
    }
}

fn push(list: &mut Vec<String>, item: &str) {
    if !item.is_empty() && !list.iter().any(|i| i == item) {
        list.push(item.to_owned());
    }
}

/// Each `https://t.co/..` as it is shown.
fn expanded(said: &str, shown: &HashMap<&str, &str>) -> String {
    const SHORT: &str = "://t.co/";
    let mut out = String::with_capacity(said.len());
    let mut rest = said;
    while let Some(at) = rest.find(SHORT) {
        let begin = rest[..at]
            .rfind(|c: char| !c.is_ascii_alphabetic())
            .map_or(0, |i| {
                i + rest[i..].chars().next().map_or(1, char::len_utf8)
            });
        let path = at + SHORT.len();
        let end = rest[path..]
            .find(|c: char| !c.is_ascii_alphanumeric())
            .map_or(rest.len(), |i| path + i);
        let link = &rest[begin..end];
        out.push_str(&rest[..begin]);
        out.push_str(shown.get(link).copied().unwrap_or(link));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// `&amp;`, `&lt;` and `&gt;` resolved, once: X writes these three and no others.
fn resolved(said: &str) -> String {
    let mut out = String::with_capacity(said.len());
    let mut rest = said;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (sign, length) = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")]
            .iter()
            .find(|(entity, _)| rest.starts_with(entity))
            .map_or(("&", 1), |(entity, sign)| (*sign, entity.len()));
        out.push_str(sign);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn links_are_shown_and_kept() {
        let post = json!({
            "text": "Fish &amp;amp; chips &lt;3 https://t.co/abc and https://t.co/abcd https://t.co/pic",
            "entities": {"urls": [
                {"url": "https://t.co/abc", "display_url": "acme.example/a\u{2026}",
                 "expanded_url": "https://acme.example/a?b=1&c=2"},
                {"url": "https://t.co/abcd", "display_url": "b.example", "expanded_url": "https://bit.example/x",
                 "unwound_url": "https://b.example/long"},
                {"url": "https://t.co/pic", "display_url": "pic.x.com/pic", "media_key": "3_1"},
            ], "mentions": [{"username": "Acme"}, {"username": "Acme"}, {}]},
        });
        let prose = of_post(&post).unwrap();
        assert_eq!(
            prose.text,
            "Fish &amp; chips <3 acme.example/a\u{2026} and b.example"
        );
        assert_eq!(
            prose.links,
            ["https://acme.example/a?b=1&c=2", "https://b.example/long"]
        );
        assert_eq!(prose.mentions, ["Acme"]);
    }

    #[test]
    fn a_long_post_is_read_whole_in_both_dialects() {
        for name in ["note_tweet", "note_post"] {
            let post = json!({"text": "cut\u{2026}", name: {"text": "the whole \u{1f600} text"}});
            assert_eq!(of_post(&post).unwrap().text, "the whole \u{1f600} text");
        }
        assert_eq!(of_post(&json!({"id": "1"})), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(said in "(.|&amp;|https://t.co/[a-z]{0,3}|\u{e9}://t.co/){0,60}") {
            let shown = HashMap::from([("https://t.co/a", "a.example")]);
            let out = resolved(&expanded(&said, &shown));
            prop_assert!(!out.contains("https://t.co/a "));
            // Nothing but links and entities changes.
            if !said.contains("t.co") && !said.contains('&') {
                prop_assert_eq!(out, said);
            }
        }
    }
}
