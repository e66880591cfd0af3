//! Feeds that come in pages: our own posts, what mentions us, what somebody wrote.

use super::client::Bluesky;
use super::post::{self, list, position, text};
use super::uri::{self, AtUri, POST};
use crate::channel::social::Feed;
use crate::error::Result;
use crate::model::Post;
use jiff::Timestamp;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// A look begins so much before the position that it is given, in microseconds: a day. The network dates a
/// post by when its author's server sent it on, or by its author's clock where that is behind, and may show
/// it later: what turns up late with an early time would be lost otherwise. What was read before comes back
/// with it, and is known by its id.
const OVERLAP: u64 = 24 * 60 * 60 * 1_000_000;

/// No feed is followed for more pages; a page holds up to a hundred.
const PAGES: usize = 500;

/// How many pages of an account's posts are read; whoever reposts all day has few posts of their own in one.
const PAGES_OF_ONE: usize = 20;

/// Most posts that one call of `getPosts` takes.
const AT_ONCE: usize = 25;

/// So many posts that cannot be read are told one by one.
const TOLD: usize = 5;

/// What has been gathered in one look.
pub struct Gathering {
    /// Posts up to here are not wanted.
    pub from: u64,
    after: u64,
    newest: u64,
    unreadable: usize,
    seen: HashSet<String>,
    /// What comes out.
    pub feed: Feed,
}

impl Gathering {
    /// An empty one for what lies behind a position.
    pub fn new(after: Option<u64>) -> Self {
        let after = after.unwrap_or(0);
        Self {
            from: after.saturating_sub(OVERLAP),
            after,
            newest: 0,
            unreadable: 0,
            seen: HashSet::new(),
            feed: Feed::default(),
        }
    }

    /// Takes a post as the network shows it.
    pub fn take(&mut self, view: &Value) {
        match post::read(view) {
            Ok(received) => {
                self.newest = self.newest.max(received.position);
                let wanted = self.after == 0 || received.position > self.from;
                if wanted && self.seen.insert(received.post.id.clone()) {
                    self.feed.posts.push(received);
                }
            }
            Err(reason) => {
                self.unreadable += 1;
                if self.unreadable <= TOLD {
                    self.problem(reason);
                }
            }
        }
    }

    /// Something that was out of order.
    pub fn problem(&mut self, sentence: String) {
        self.feed.problems.push(sentence);
    }

    /// The feed, oldest first. `now` is our clock: a post that claims to be of a far future does not carry
    /// the position there.
    pub fn finish(mut self, now: Timestamp) -> Feed {
        if self.unreadable > TOLD {
            let more = self.unreadable - TOLD;
            self.problem(format!("{more} more posts that cannot be read"));
        }
        self.feed
            .posts
            .sort_by(|a, b| (a.position, &a.post.id).cmp(&(b.position, &b.post.id)));
        let newest = self.newest.min(position(now).saturating_add(OVERLAP));
        self.feed.position = self.after.max(newest);
        self.feed
    }
}

impl Bluesky {
    /// Our own posts. They are listed from our own repository rather than from the network's feed of them:
    /// that one lags behind, leaves out what it hides, and mixes in what we repost, whereas here a post that
    /// was accepted is, and one that was not is not. The network's time is then asked for.
    pub(super) async fn feed_of_own(&mut self, after: Option<u64>) -> Result<Feed> {
        let own = self.did().await?;
        let mut gathering = Gathering::new(after);
        let mut records = HashMap::new();
        let mut order = Vec::new();
        let mut cursor = None;
        for _ in 0..PAGES {
            let mut query = vec![
                ("repo", own.clone()),
                ("collection", POST.to_owned()),
                ("limit", "100".to_owned()),
            ];
            query.extend(cursor.clone().map(|cursor| ("cursor", cursor)));
            let page = self
                .must_read("com.atproto.repo.listRecords", query)
                .await?;
            let mut recent = false;
            for entry in list(&page, "records") {
                let Some(uri) = text(entry, "uri") else {
                    continue;
                };
                let ours = AtUri::of_post(uri).filter(|place| place.authority == own);
                let Some(place) = ours else {
                    gathering.problem("our server lists a post that is not ours".to_owned());
                    continue;
                };
                let record = entry.get("value").unwrap_or(&Value::Null);
                if is_behind(gathering.from, place.rkey, record)
                    && records.insert(uri.to_owned(), record.clone()).is_none()
                {
                    recent = true;
                    order.push(uri.to_owned());
                }
            }
            let next = text(&page, "cursor").map(ToOwned::to_owned);
            if !recent || next.is_none() || next == cursor {
                break;
            }
            cursor = next;
        }
        let views = self.views(&order).await?;
        let handle = self.session.as_ref().map(|s| s.handle.clone());
        let handle = handle.unwrap_or_default();
        for uri in &order {
            if let Some(view) = views.get(uri) {
                gathering.take(view);
            } else if let Some(own) = records
                .get(uri)
                .and_then(|r| post::read_own(uri, &handle, r))
            {
                // It is there, so it is told; its position is not the network's and moves nothing.
                gathering.problem(format!(
                    "{uri}: the network does not show it yet; its time is what its author's program wrote"
                ));
                gathering.feed.posts.push(own);
            }
        }
        Ok(gathering.finish(self.clock.now()))
    }

    /// Posts that mention us, answer us or quote us.
    pub(super) async fn feed_of_mentions(&mut self, after: Option<u64>) -> Result<Feed> {
        const WANTED: [&str; 3] = ["mention", "reply", "quote"];
        let mut gathering = Gathering::new(after);
        let (mut found, mut cursor) = (Vec::new(), None);
        let mut oldest = None;
        let mut complete = false;
        for _ in 0..PAGES {
            // Without `priority` the account's own setting decides, which may leave out all whom it does
            // not follow.
            let mut query = vec![
                ("limit", "100".to_owned()),
                ("priority", "false".to_owned()),
            ];
            query.extend(WANTED.map(|reason| ("reasons", reason.to_owned())));
            query.extend(cursor.clone().map(|cursor| ("cursor", cursor)));
            let page = self
                .must_read("app.bsky.notification.listNotifications", query)
                .await?;
            let notifications = list(&page, "notifications");
            let mut recent = notifications.is_empty();
            for notification in notifications {
                let time = text(notification, "indexedAt");
                let time = time.and_then(|time| time.parse::<Timestamp>().ok());
                oldest = time.or(oldest);
                recent |= time.is_none_or(|time| position(time) > gathering.from);
                if text(notification, "reason").is_some_and(|r| WANTED.contains(&r)) {
                    found.push(notification.clone());
                }
            }
            let next = text(&page, "cursor").map(ToOwned::to_owned);
            complete = !recent || next.is_none() || next == cursor;
            if complete {
                break;
            }
            cursor = next;
        }
        if !complete {
            gathering.feed.gap_until = oldest;
        }
        let uris: Vec<String> = found
            .iter()
            .filter_map(|n| text(n, "uri").map(ToOwned::to_owned))
            .collect();
        let views = self.views(&uris).await?;
        for notification in &found {
            let view = text(notification, "uri").and_then(|uri| views.get(uri));
            // What was deleted in between, or is hidden by a block, still was said: the notification holds
            // its record.
            gathering.take(view.unwrap_or(notification));
        }
        Ok(gathering.finish(self.clock.now()))
    }

    /// The newest posts of an account, oldest first; what it reposts is not its own.
    pub(super) async fn newest_of(&mut self, did: &str, most: usize) -> Result<Vec<Post>> {
        let mut gathering = Gathering::new(None);
        let mut cursor: Option<String> = None;
        for _ in 0..PAGES_OF_ONE {
            if gathering.feed.posts.len() >= most {
                break;
            }
            let mut query = vec![
                ("actor", did.to_owned()),
                ("limit", "100".to_owned()),
                ("filter", "posts_with_replies".to_owned()),
            ];
            query.extend(cursor.clone().map(|cursor| ("cursor", cursor)));
            let page = self.must_read("app.bsky.feed.getAuthorFeed", query).await?;
            for item in list(&page, "feed") {
                let post = item.get("post").unwrap_or(&Value::Null);
                let author = post.get("author").and_then(|author| text(author, "did"));
                // A reason says that it stands here for another one than having been written: repost, pin.
                if item.get("reason").is_none() && author == Some(did) {
                    gathering.take(post);
                    self.usage.reads += 1;
                }
            }
            let next = text(&page, "cursor").map(ToOwned::to_owned);
            if next.is_none() || next == cursor {
                break;
            }
            cursor = next;
        }
        let posts = gathering.finish(self.clock.now()).posts;
        let skip = posts.len().saturating_sub(most);
        Ok(posts.into_iter().skip(skip).map(|r| r.post).collect())
    }

    /// Posts as the network shows them, by their addresses; those that it does not show are left out.
    pub(super) async fn views(&mut self, uris: &[String]) -> Result<HashMap<String, Value>> {
        let mut unique = HashSet::new();
        let uris: Vec<&String> = uris
            .iter()
            .filter(|uri| AtUri::of_post(uri).is_some() && unique.insert(uri.as_str()))
            .collect();
        let mut views = HashMap::new();
        for some in uris.chunks(AT_ONCE) {
            let query = some.iter().map(|uri| ("uris", (*uri).clone())).collect();
            let mut answer = self.must_read("app.bsky.feed.getPosts", query).await?;
            let posts = answer.get_mut("posts").map(Value::take);
            for view in posts
                .as_ref()
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                if let Some(uri) = text(view, "uri").filter(|uri| unique.contains(uri)) {
                    self.usage.reads += 1;
                    views.insert(uri.to_owned(), view.clone());
                }
            }
        }
        Ok(views)
    }
}

/// Whether a record of ours may be behind a position: by its key or by what it says of itself, both of
/// which its author's program wrote. What says nothing may be.
fn is_behind(from: u64, rkey: &str, record: &Value) -> bool {
    let said = text(record, "createdAt").and_then(|time| time.parse::<Timestamp>().ok());
    let times = [uri::moment(rkey), said];
    let mut known = times.into_iter().flatten().map(position).peekable();
    from == 0 || known.peek().is_none() || known.any(|time| time > from)
}
