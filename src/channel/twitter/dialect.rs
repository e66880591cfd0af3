//! The two vocabularies of v2: the older speaks of tweets, the newer (2.167) of posts, and lets the
//! author, the referenced posts and the edit history come by expansion only.

/// Which of the two is spoken. Answers are read in both, whichever was spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Older,
    Newer,
}

/// A parameter of an address.
pub(super) type Pair = (&'static str, String);

impl Dialect {
    /// What is asked of posts.
    pub(super) fn of_posts(self) -> Vec<Pair> {
        own(&match self {
            Self::Older => [
                (
                    "tweet.fields",
                    "attachments,author_id,conversation_id,created_at,edit_history_tweet_ids,\
                     entities,id,note_tweet,referenced_tweets,text",
                ),
                ("expansions", "author_id,attachments.media_keys"),
                ("user.fields", AUTHOR),
                ("media.fields", MEDIA),
            ],
            Self::Newer => [
                (
                    "post.fields",
                    "attachments,conversation_id,created_at,entities,id,note_post,text",
                ),
                (
                    "expansions",
                    "author_id,attachments.media_keys,edit_history_post_ids,referenced_posts",
                ),
                ("user.fields", AUTHOR),
                ("media.fields", MEDIA),
            ],
        })
    }

    /// What is asked of accounts.
    pub(super) fn of_users(self) -> Vec<Pair> {
        own(&match self {
            Self::Older => [
                (
                    "user.fields",
                    "created_at,description,entities,id,location,name,pinned_tweet_id,\
                     profile_image_url,protected,public_metrics,url,username,verified,verified_type",
                ),
                ("expansions", "pinned_tweet_id"),
                ("tweet.fields", "entities,id,note_tweet,text"),
            ],
            Self::Newer => [
                (
                    "user.fields",
                    "created_at,description,entities,id,location,name,profile_image_url,protected,\
                     public_metrics,url,username,verified,verified_type",
                ),
                ("expansions", "pinned_post_id"),
                ("post.fields", "entities,id,note_post,text"),
            ],
        })
    }

    /// What is asked of direct messages.
    pub(super) fn of_messages(self) -> Vec<Pair> {
        own(&match self {
            Self::Older => [
                (
                    "dm_event.fields",
                    "attachments,created_at,dm_conversation_id,entities,event_type,id,\
                     referenced_tweets,sender_id,text",
                ),
                ("expansions", "sender_id,attachments.media_keys"),
                ("user.fields", AUTHOR),
                ("media.fields", MEDIA),
            ],
            Self::Newer => [
                (
                    "dm_event.fields",
                    "attachments,created_at,dm_conversation_id,entities,event_type,id,text",
                ),
                (
                    "expansions",
                    "sender_id,attachments.media_keys,referenced_posts",
                ),
                ("user.fields", AUTHOR),
                ("media.fields", MEDIA),
            ],
        })
    }

    /// Whether a refusal (400) says that these words are not known, so that the other dialect is worth
    /// a try.
    pub(super) fn is_unknown(self, words: &[u8]) -> bool {
        let words = String::from_utf8_lossy(words.get(..20_000).unwrap_or(words));
        self == Self::Older
            && [
                "tweet.fields",
                "referenced_tweets",
                "edit_history_tweet_ids",
                "note_tweet",
                "pinned_tweet_id",
            ]
            .iter()
            .any(|word| words.contains(word))
    }
}

const AUTHOR: &str = "id,name,username,verified,verified_type";
const MEDIA: &str = "alt_text,media_key,preview_image_url,type,url";

fn own(pairs: &[(&'static str, &str)]) -> Vec<Pair> {
    pairs
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect()
}
