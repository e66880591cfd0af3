//! Which fields a request asks for, and in which of X's two dialects.

use super::http::Ask;
use super::problem::Problem;
use std::collections::BTreeSet;

/// The names that X gives its fields. The newer ones came in 2026; both are in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `tweet.fields`, `referenced_tweets`, `pinned_tweet_id`.
    Older,
    /// `post.fields`, `referenced_posts`, `pinned_post_id`.
    Newer,
}

/// Words that differ: older, newer.
const WORDS: &[(&str, &str)] = &[
    ("edit_history_tweet_ids", "edit_history_post_ids"),
    ("most_recent_tweet_id", "most_recent_post_id"),
    ("note_tweet", "note_post"),
    ("pinned_tweet_id", "pinned_post_id"),
    ("referenced_tweets", "referenced_posts"),
    ("referenced_tweets.id", "referenced_posts"),
    ("retweet_count", "repost_count"),
    ("tweet", "post"),
    ("tweet.fields", "post.fields"),
    ("tweet_count", "post_count"),
    ("tweets", "posts"),
];

impl Dialect {
    /// An older word in this dialect.
    pub(super) fn word(self, older: &'static str) -> &'static str {
        let pair = WORDS.iter().find(|(word, _)| *word == older);
        match (self, pair) {
            (Self::Newer, Some((_, newer))) => newer,
            _ => older,
        }
    }
}

const POST: &[&str] = &[
    "article",
    "attachments",
    "author_id",
    "card_uri",
    "community_id",
    "context_annotations",
    "conversation_id",
    "created_at",
    "display_text_range",
    "edit_controls",
    "edit_history_tweet_ids",
    "entities",
    "geo",
    "id",
    "in_reply_to_user_id",
    "lang",
    "matched_media_notes",
    "media_metadata",
    "non_public_metrics",
    "note_request_suggestions",
    "note_tweet",
    "organic_metrics",
    "paid_partnership",
    "possibly_sensitive",
    "promoted_metrics",
    "public_metrics",
    "referenced_tweets",
    "reply_settings",
    "scopes",
    "source",
    "suggested_source_links",
    "suggested_source_links_with_counts",
    "text",
    "withheld",
];

const USER: &[&str] = &[
    "affiliation",
    "confirmed_email",
    "connection_status",
    "created_at",
    "description",
    "entities",
    "id",
    "is_identity_verified",
    "location",
    "most_recent_tweet_id",
    "name",
    "parody",
    "pinned_tweet_id",
    "profile_banner_url",
    "profile_image_url",
    "protected",
    "public_metrics",
    "receives_your_dm",
    "subscribes_to_you",
    "subscription",
    "subscription_type",
    "url",
    "username",
    "verified",
    "verified_followers_count",
    "verified_type",
    "withheld",
];

const MEDIA: &[&str] = &[
    "alt_text",
    "duration_ms",
    "height",
    "media_key",
    "non_public_metrics",
    "organic_metrics",
    "preview_image_url",
    "promoted_metrics",
    "public_metrics",
    "type",
    "url",
    "variants",
    "width",
];

const MESSAGE: &[&str] = &[
    "attachments",
    "created_at",
    "dm_conversation_id",
    "entities",
    "event_type",
    "id",
    "participant_ids",
    "referenced_tweets",
    "sender_id",
    "text",
];

const EXPANSIONS: &[&str] = &[
    "affiliation",
    "article.cover_media",
    "article.media_entities",
    "attachments.media_keys",
    "attachments.media_source_tweet",
    "attachments.poll_ids",
    "author_id",
    "edit_history_tweet_ids",
    "entities.mentions.username",
    "entities.note.mentions.username",
    "geo.place_id",
    "in_reply_to_user_id",
    "most_recent_tweet_id",
    "participant_ids",
    "pinned_tweet_id",
    "referenced_tweets.id",
    "referenced_tweets.id.attachments.media_keys",
    "referenced_tweets.id.author_id",
    "sender_id",
];

/// Only in the newer dialect: the author's handle within the post.
const USERNAME: &str = "username";

/// What is given without being asked for; the same in both dialects.
const POST_ALWAYS: &[&str] = &["id", "text", "edit_history_tweet_ids"];
const USER_ALWAYS: &[&str] = &["id", "name", "username"];
const MEDIA_ALWAYS: &[&str] = &["media_key", "type"];
const MESSAGE_ALWAYS: &[&str] = &["event_type", "id", "text"];

type Set = BTreeSet<&'static str>;

/// What a request asks for, in older words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fields {
    pub dialect: Dialect,
    pub post: Set,
    pub user: Set,
    pub media: Set,
    pub message: Set,
    pub expansions: Set,
}

impl Fields {
    /// Reads the parameters; a name that the dialect does not have is a mistake. What does not show its
    /// dialect is in `otherwise`.
    pub(super) fn read(ask: &Ask, otherwise: Dialect) -> Result<Self, Problem> {
        let dialect = dialect(ask).unwrap_or(otherwise);
        let set = |name, known, always: &[&'static str]| {
            let mut set = names(ask, dialect, name, known)?;
            set.extend(always);
            Ok::<Set, Problem>(set)
        };
        let mut fields = Self {
            dialect,
            post: set(dialect.word("tweet.fields"), POST, POST_ALWAYS)?,
            user: set("user.fields", USER, USER_ALWAYS)?,
            media: set("media.fields", MEDIA, MEDIA_ALWAYS)?,
            message: set("dm_event.fields", MESSAGE, MESSAGE_ALWAYS)?,
            expansions: set("expansions", EXPANSIONS, &[])?,
        };
        // What is expanded is shown where it stands, too.
        for (expansion, field) in [
            ("attachments.media_keys", "attachments"),
            ("author_id", "author_id"),
            ("edit_history_tweet_ids", "edit_history_tweet_ids"),
            ("entities.mentions.username", "entities"),
            ("in_reply_to_user_id", "in_reply_to_user_id"),
            ("referenced_tweets.id", "referenced_tweets"),
            (USERNAME, USERNAME),
        ] {
            if fields.expansions.contains(expansion) {
                fields.post.insert(field);
            }
        }
        for field in ["pinned_tweet_id", "most_recent_tweet_id"] {
            if fields.expansions.contains(field) {
                fields.user.insert(field);
            }
        }
        for (expansion, field) in [
            ("attachments.media_keys", "attachments"),
            ("participant_ids", "participant_ids"),
            ("referenced_tweets.id", "referenced_tweets"),
            ("sender_id", "sender_id"),
        ] {
            if fields.expansions.contains(expansion) {
                fields.message.insert(field);
            }
        }
        Ok(fields)
    }

    /// Whether something is to be shown in full beside the data.
    pub(super) fn expands(&self, expansion: &str) -> bool {
        self.expansions.contains(expansion)
    }
}

/// The dialect that a request shows: by the name of a parameter, or else by that of a field.
fn dialect(ask: &Ask) -> Option<Dialect> {
    if ask.get("post.fields").is_some() {
        return Some(Dialect::Newer);
    }
    if ask.get("tweet.fields").is_some() {
        return Some(Dialect::Older);
    }
    let list = |name| ask.get(name).unwrap_or_default().split(',');
    if list("expansions").any(|name| name == USERNAME) {
        return Some(Dialect::Newer);
    }
    let fields = list("user.fields").chain(list("dm_event.fields"));
    fields.chain(list("expansions")).find_map(|name| {
        if name.contains("post") {
            Some(Dialect::Newer)
        } else {
            is_older(name).then_some(Dialect::Older)
        }
    })
}

/// Whether a name of a field belongs to the older dialect alone.
fn is_older(name: &str) -> bool {
    // This one is called so in both.
    name.contains("tweet") && name != "attachments.media_source_tweet"
}

fn names(
    ask: &Ask,
    dialect: Dialect,
    parameter: &'static str,
    known: &[&'static str],
) -> Result<Set, Problem> {
    let mut set = Set::new();
    let given = ask.get(parameter).unwrap_or_default();
    for name in given.split(',').filter(|n| !n.is_empty()) {
        let mut found = known
            .iter()
            .copied()
            .filter(|k| dialect.word(k) == name && (dialect == Dialect::Older || !is_older(name)));
        match found.next() {
            Some(one) => {
                set.insert(one);
                // One newer word may stand for two older ones.
                set.extend(found);
            }
            None if parameter == "expansions" && name == USERNAME && dialect == Dialect::Newer => {
                set.insert(USERNAME);
            }
            // Of the newer interface this one has no counterpart.
            None if name == "article_title" && dialect == Dialect::Newer => {}
            None => {
                let list: Vec<&str> = known.iter().map(|k| dialect.word(k)).collect();
                return Err(Problem::invalid(
                    dialect,
                    parameter,
                    name,
                    &format!(
                        "The `{parameter}` query parameter value [{name}] is not one of [{}]",
                        list.join(",")
                    ),
                ));
            }
        }
    }
    Ok(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Fields, u16> {
        let ask = Ask {
            query: super::super::http::pairs(query),
            ..Ask::default()
        };
        Fields::read(&ask, Dialect::Older).map_err(|p| p.status)
    }

    #[test]
    fn each_dialect_is_known_by_its_words() {
        let dialect = |query| read(query).map(|f| f.dialect);
        assert_eq!(dialect(""), Ok(Dialect::Older));
        assert_eq!(dialect("post.fields=text"), Ok(Dialect::Newer));
        assert_eq!(dialect("tweet.fields=text"), Ok(Dialect::Older));
        assert_eq!(dialect("expansions=referenced_posts"), Ok(Dialect::Newer));
        assert_eq!(dialect("expansions=pinned_post_id"), Ok(Dialect::Newer));
        assert_eq!(dialect("user.fields=username"), Ok(Dialect::Older));
        assert_eq!(dialect("expansions=username"), Ok(Dialect::Newer));
    }

    #[test]
    fn a_word_of_the_other_dialect_is_a_mistake() {
        assert_eq!(read("post.fields=note_tweet"), Err(400));
        assert_eq!(read("tweet.fields=note_post"), Err(400));
        assert_eq!(read("user.fields=nickname"), Err(400));
        let both = "post.fields=text&expansions=referenced_tweets.id.author_id";
        assert_eq!(read(both), Err(400));
        assert!(read("post.fields=text&expansions=attachments.media_source_tweet").is_ok());
        assert!(read("post.fields=note_post").is_ok_and(|f| f.post.contains("note_tweet")));
    }

    #[test]
    fn what_is_expanded_is_shown() {
        let fields = read("expansions=author_id,referenced_posts").unwrap();
        assert!(fields.post.contains("author_id") && fields.post.contains("referenced_tweets"));
        assert!(fields.expands("referenced_tweets.id"));
        assert!(!read("").unwrap().post.contains("author_id"));
    }
}
