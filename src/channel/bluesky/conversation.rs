//! Conversations, followed to their ends.

use super::calls::Trouble;
use super::client::Bluesky;
use super::feed::Gathering;
use super::post::{list, text};
use super::thread::look;
use super::uri::AtUri;
use crate::channel::social::Feed;
use crate::error::Result;
use serde_json::Value;
use std::collections::HashSet;

/// How deep one look goes. Each level is two of JSON, of which the parser allows 128; servers go less deep
/// than they are asked anyway, and where a look is cut off the next one begins.
const DEPTH: &str = "40";

/// Most looks into one conversation, and most pages of quotes.
const LOOKS: usize = 1000;

impl Bluesky {
    /// Every post in the conversations that begin with these posts, and posts that quote these.
    pub(super) async fn feed_of_conversations(
        &mut self,
        roots: &[String],
        after: Option<u64>,
    ) -> Result<Feed> {
        let mut gathering = Gathering::new(after);
        for root in roots {
            if AtUri::of_post(root).is_none() {
                gathering.problem(format!("{root}: not the address of a post"));
            } else if self.replies(root, &mut gathering).await? {
                self.quotes(root, &mut gathering).await?;
            } else {
                gathering.problem(format!("{root}: the network does not show it (any more)"));
            }
        }
        Ok(gathering.finish(self.clock.now()))
    }

    /// The tree below a post; `false` when the post itself is not shown.
    async fn replies(&mut self, root: &str, gathering: &mut Gathering) -> Result<bool> {
        let mut waiting = vec![root.to_owned()];
        let mut asked: HashSet<String> = waiting.iter().cloned().collect();
        let (mut there, mut hidden, mut blocked, mut looks) = (false, 0, 0, 0);
        while let Some(anchor) = waiting.pop() {
            if looks == LOOKS {
                gathering.problem(format!("{root}: too many branches; {LOOKS} were followed"));
                break;
            }
            looks += 1;
            let query = vec![
                ("uri", anchor.clone()),
                ("depth", DEPTH.to_owned()),
                ("parentHeight", "0".to_owned()),
            ];
            let answer = match self.read("app.bsky.feed.getPostThread", query).await {
                Ok(answer) => answer,
                Err(Trouble::Refused(refusal)) if refusal.name == "NotFound" => continue,
                Err(trouble) => return Err(self.error(trouble)),
            };
            let seen = look(answer.get("thread").unwrap_or(&Value::Null), &anchor);
            there |= !seen.posts.is_empty();
            self.usage.reads += seen.posts.len() as u64;
            for post in &seen.posts {
                gathering.take(post);
            }
            hidden += seen.hidden;
            blocked += seen.blocked;
            waiting.extend(
                seen.deeper
                    .into_iter()
                    .filter(|uri| asked.insert(uri.clone())),
            );
        }
        for (count, what) in [
            (hidden, "are counted but not shown by the network"),
            (blocked, "cannot be read because of a block"),
        ] {
            if count > 0 {
                gathering.problem(format!("{root}: {count} of the replies {what}"));
            }
        }
        Ok(there)
    }

    /// Posts that quote a post.
    async fn quotes(&mut self, root: &str, gathering: &mut Gathering) -> Result<()> {
        let mut cursor: Option<String> = None;
        for _ in 0..LOOKS {
            let mut query = vec![("uri", root.to_owned()), ("limit", "100".to_owned())];
            query.extend(cursor.clone().map(|cursor| ("cursor", cursor)));
            let page = self.must_read("app.bsky.feed.getQuotes", query).await?;
            for post in list(&page, "posts") {
                self.usage.reads += 1;
                gathering.take(post);
            }
            let next = text(&page, "cursor").map(ToOwned::to_owned);
            if next.is_none() || next == cursor {
                break;
            }
            cursor = next;
        }
        Ok(())
    }
}
