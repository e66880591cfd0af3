//! Posts: as they are said, as they are kept, and as the market sees them.

use super::text::Text;
use jiff::Timestamp;

/// A picture in a post or message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its address.
    pub url: String,
    /// What its author says is to be seen; may be empty.
    pub alt: String,
}

/// Something to be said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Saying {
    /// The words, with whole addresses. What is longer than a post becomes a long post.
    pub text: String,
    /// The id of the post that it answers, or, one of the same account, continues.
    pub reply_to: Option<String>,
    /// The id of the post that it quotes.
    pub quotes: Option<String>,
    /// Pictures.
    pub pictures: Vec<Picture>,
}

impl Saying {
    /// A post of words only.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// The same, as an answer to a post or as its continuation.
    #[must_use]
    pub fn replying(mut self, post: &str) -> Self {
        self.reply_to = Some(post.to_owned());
        self
    }

    /// The same, quoting a post.
    #[must_use]
    pub fn quoting(mut self, post: &str) -> Self {
        self.quotes = Some(post.to_owned());
        self
    }

    /// The same with a picture.
    #[must_use]
    pub fn with(mut self, url: &str, alt: &str) -> Self {
        self.pictures.push(Picture {
            url: url.to_owned(),
            alt: alt.to_owned(),
        });
        self
    }
}

/// A post as it really is, deleted ones too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostView {
    /// Its id.
    pub id: String,
    /// The handle of its author, without `@`, as it is now.
    pub author: String,
    /// The author's id.
    pub author_id: String,
    /// What was written, and before it the handle of whom it answers, as X puts it there.
    pub text: String,
    /// When, to the second, by the network's clock.
    pub created_at: Timestamp,
    /// The id of the post with which the conversation began.
    pub conversation: String,
    /// The id of the post that it answers.
    pub replied_to: Option<String>,
    /// The id of the post that it quotes.
    pub quoted: Option<String>,
    /// The handles of the accounts that it mentions, as they are now, in order and without `@`.
    pub mentions: Vec<String>,
    /// Its pictures.
    pub pictures: Vec<Picture>,
    /// The ids that it had before it was edited, oldest first.
    pub earlier: Vec<String>,
    /// Whether its author took it back.
    pub deleted: bool,
}

/// A picture as it is kept.
#[derive(Debug, Clone)]
pub(super) struct Media {
    pub key: String,
    pub picture: Picture,
}

/// A post as it is kept; each version of an edited one is a post.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub id: u64,
    pub author: u64,
    pub text: Text,
    /// To the second.
    pub at: Timestamp,
    pub conversation: u64,
    /// The post that it answers, and who wrote that.
    pub replied_to: Option<(u64, u64)>,
    pub quoted: Option<u64>,
    pub media: Vec<Media>,
    /// The ids of all its versions up to the newest, oldest first.
    pub versions: Vec<u64>,
    pub deleted: bool,
    /// Posts that answer it.
    pub replies: u64,
    /// Posts that quote it.
    pub quotes: u64,
}

impl Stored {
    /// Whether a newer version stands in its place.
    pub(super) fn is_superseded(&self) -> bool {
        self.versions.last() != Some(&self.id)
    }
}
