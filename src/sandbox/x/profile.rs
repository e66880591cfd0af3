//! Accounts as the interface shows them.

use super::account::Account;
use super::entities::{display, entities};
use super::message::Message;
use super::render::{Show, moment};
use super::text::{Shown, show};
use serde_json::{Map, Value, json};

const DEFAULT_PICTURE: &str =
    "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png";

impl Show<'_> {
    /// An account of the data.
    pub(super) fn user(&mut self, account: &Account) -> Value {
        for (expansion, id) in [
            ("pinned_tweet_id", account.pinned),
            ("most_recent_tweet_id", self.newest(account)),
        ] {
            if let Some(id) = id
                && self.fields.expands(expansion)
            {
                self.beside_post(id, expansion);
            }
        }
        self.render_user(account)
    }

    fn newest(&self, account: &Account) -> Option<u64> {
        let posts = account.posts.iter().filter_map(|id| {
            let post = self.state.posts.get(id)?;
            let seen = self.state.see(self.viewer, post, self.now).is_ok();
            seen.then_some(post.id)
        });
        posts.max()
    }

    pub(super) fn render_user(&self, account: &Account) -> Value {
        let mut out = Map::new();
        for field in &self.fields.user {
            if let Some(value) = self.user_field(account, field) {
                out.insert(self.word(field), value);
            }
        }
        out.into()
    }

    fn user_field(&self, account: &Account, field: &str) -> Option<Value> {
        let shown = &account.shown;
        Some(match field {
            "id" => json!(account.id.to_string()),
            "name" => json!(shown.name),
            "username" => json!(shown.handle),
            "created_at" => json!(moment(shown.created_at)),
            "description" => json!(bio(shown.bio.as_str()).text),
            "location" if !shown.location.is_empty() => json!(shown.location),
            "protected" => json!(shown.protected),
            "verified" => json!(shown.verified.is_some()),
            "verified_type" => json!(shown.verified.as_deref().unwrap_or("none")),
            "url" => match &shown.url {
                Some(_) => json!(short_of(account)),
                None => json!(""),
            },
            "profile_image_url" if shown.picture => json!(format!(
                "https://pbs.twimg.com/profile_images/{}/face_normal.jpg",
                account.id
            )),
            "profile_image_url" => json!(DEFAULT_PICTURE),
            "pinned_tweet_id" => json!(account.pinned?.to_string()),
            "most_recent_tweet_id" => json!(self.newest(account)?.to_string()),
            "receives_your_dm" => {
                let wrote = |m: &Message| m.from == account.id && m.to == self.viewer;
                json!(self.state.messages.values().any(wrote))
            }
            "public_metrics" => {
                let posts = account.posts.iter().filter_map(|id| {
                    let post = self.state.posts.get(id)?;
                    (!post.deleted && !post.is_superseded() && post.at <= self.now).then_some(())
                });
                let mut metrics = json!({
                    "followers_count": shown.followers,
                    "following_count": shown.following,
                    "like_count": 0,
                    "listed_count": 0,
                    "media_count": 0,
                });
                metrics[self.word("tweet_count")] = json!(posts.count());
                metrics
            }
            "entities" => {
                let mut out = Map::new();
                if let Some(url) = &shown.url {
                    let short = short_of(account);
                    let item = json!({
                        "start": 0,
                        "end": short.chars().count(),
                        "url": short,
                        "expanded_url": url,
                        "display_url": display(url),
                    });
                    out.insert("url".to_owned(), json!({"urls": [item]}));
                }
                if let Some(found) = entities(&bio(&shown.bio)) {
                    out.insert("description".to_owned(), found);
                }
                (!out.is_empty()).then_some(out)?.into()
            }
            _ => return None,
        })
    }
}

/// The bio with its addresses shortened; nothing in it is anybody's mention.
fn bio(plain: &str) -> Shown {
    let mut count = 0;
    show(
        plain,
        |_| None,
        |_| {
            count += 1;
            format!("https://t.co/bio{count:07}")
        },
    )
}

/// The short form of the address beside a bio.
fn short_of(account: &Account) -> String {
    format!("https://t.co/u{:09}", account.id % 1_000_000_000)
}
