//! The collect loop of a social network: our own posts first, then what came back to them.

use super::agenda::Agenda;
use super::collect::Collected;
use super::reader::Reader;
use super::till::Till;
use super::trail::Trail;
use crate::channel::social::{Feed, Social};
use crate::clock::Clock;
use crate::error::Result;
use crate::model::{SocialAccount, Study, plain_handle};
use crate::store::{Ledger, PostIn, Sent};
use jiff::SignedDuration;
use std::rc::Rc;

/// Conversations are searched at least so often. X finds what is at most seven days old, so a day missed
/// does no harm.
const SWEEP: SignedDuration = SignedDuration::from_hours(12);

/// The feeds, as the ledger names them.
const MENTIONS: &str = "mentions";
const CONVERSATIONS: &str = "conversations";
const MESSAGES: &str = "messages";

/// So much of the conversations is searched again.
const LAG: SignedDuration = SignedDuration::from_hours(1);

/// So many posts are stored at once.
const SLICE: usize = 200;

/// A look that brought nothing is noted when the last note is at least so old.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_mins(15);

/// What is known of the posts of one account, and what came back to them.
pub(super) struct Public<'a> {
    reader: Rc<Reader<'a>>,
    ledger: &'a Ledger,
    account: &'a SocialAccount,
    /// As the ledger names it.
    label: String,
    clock: Clock,
    trail: Trail<'a>,
    pub(super) till: Till<'a>,
    /// The posts of ours that began conversations.
    roots: Vec<String>,
}

impl<'a> Public<'a> {
    /// Reads from the ledger what was posted and what came back so far.
    pub(super) async fn new(
        study: &'a Study,
        reader: Rc<Reader<'a>>,
        account: &'a SocialAccount,
        label: String,
        agenda: &Agenda<'a>,
    ) -> Result<Self> {
        let (ledger, clock) = (reader.ledger(), reader.clock().clone());
        let channel = account.network.channel();
        let mut roots = Vec::new();
        for sent in ledger.store().sent().await? {
            if sent.channel == channel && ledger.seq(sent.key).is_some() {
                roots.extend(sent.reply.filter(|_| sent.sent_at.is_some()));
            }
        }
        Ok(Self {
            reader,
            ledger,
            account,
            trail: Trail::new(study, ledger, account, clock.clone(), agenda).await?,
            till: Till::new(ledger.store(), account, label.clone(), study.wave.opens),
            label,
            clock,
            roots,
        })
    }

    /// Hears that a post was made, so that what answers it is known.
    pub(super) fn sent(&mut self, sent: Sent) {
        self.roots.extend(sent.reply.clone());
        self.reader.sent(sent);
    }

    /// One look into every feed.
    ///
    /// # Errors
    /// Those of the network, and a failing ledger. What was stored up to then stays, and the next pass
    /// goes on from there.
    pub(super) async fn pass<S: Social>(&mut self, social: &mut S) -> Result<Collected> {
        let mut collected = Collected::default();
        if let Some(empty) = self.till.empty().await? {
            collected.problems.push(empty);
            return Ok(collected);
        }
        let looked = self.look(social, &mut collected).await;
        // What was called costs money whether it helped or not.
        self.till.note(social.usage(), self.clock.now()).await?;
        looked.map(|()| collected)
    }

    async fn look<S: Social>(&mut self, social: &mut S, collected: &mut Collected) -> Result<()> {
        let store = self.ledger.store();
        self.reader.read_unread(collected).await?;
        let found = self.trail.look(social).await?;
        collected.problems.extend(found.problems);
        collected.posted += found.sent.len() as u64;
        for sent in found.sent {
            self.sent(sent);
        }
        let after = store.feed_position(&self.label, MENTIONS).await?;
        let feed = social.mentions(after).await?;
        self.take_in(MENTIONS, after, feed, collected).await?;
        let after = store.feed_position(&self.label, MESSAGES).await?;
        let feed = social.messages(after).await?;
        self.take_in(MESSAGES, after, feed, collected).await?;
        if self.sweep_is_due().await? {
            let after = store.feed_position(&self.label, CONVERSATIONS).await?;
            // A search learns of a post some time after it was made.
            let from = after.map(|position| self.account.network.before(position, LAG));
            let feed = social.conversations(&self.roots, from).await?;
            self.take_in(CONVERSATIONS, after, feed, collected).await?;
        }
        Ok(())
    }

    /// Stores what a feed brought, reads it, and notes how far it was read.
    async fn take_in(
        &mut self,
        name: &str,
        after: Option<u64>,
        feed: Feed,
        collected: &mut Collected,
    ) -> Result<()> {
        let network = self.account.network;
        if let Some(until) = feed.gap_until {
            collected.problems.push(format!(
                "{network}: what was posted before {until} and is not stored yet is out of the network's reach: replies \
                 may be missing from {name}; look at the conversations by hand, and collect at least once a week"
            ));
        }
        let problems = feed.problems.into_iter();
        collected
            .problems
            .extend(problems.map(|problem| format!("{network}, {name}: {problem}")));
        let store = self.ledger.store();
        let now = self.clock.now();
        // A conversation holds our own question too, which did not come back from anybody.
        let own = plain_handle(&self.account.handle);
        let mut posts = feed.posts;
        posts.retain(|received| plain_handle(&received.post.author.handle) != own);
        for slice in posts.chunks(SLICE) {
            let posts: Vec<PostIn> = slice
                .iter()
                .map(|received| PostIn {
                    identity: received.post.identity(),
                    position: received.position,
                    created_at: received.post.created_at,
                    collected_at: now,
                    raw: received.raw.clone(),
                })
                .collect();
            let position = slice.last().map_or(0, |received| received.position);
            let keys = store
                .ingest_posts(
                    &self.label,
                    name,
                    &posts,
                    position.max(after.unwrap_or(0)),
                    now,
                )
                .await?;
            let mut responses = Vec::new();
            for (post, key) in posts.iter().zip(keys) {
                match key {
                    Some(key) => {
                        responses.push(self.reader.post(key, &post.raw));
                    }
                    None => collected.known += 1,
                }
            }
            collected.count(&responses);
            store.respond(&responses, now).await?;
        }
        let position = feed.position.max(after.unwrap_or(0));
        if after == Some(position) {
            store.looked(&self.label, name, now, LOOK_AGAIN).await
        } else {
            store
                .ingest_posts(&self.label, name, &[], position, now)
                .await
                .map(|_| ())
        }
    }

    /// Whether the conversations are to be searched: every twelve hours, and when the wave is over.
    async fn sweep_is_due(&self) -> Result<bool> {
        if self.roots.is_empty() {
            return Ok(false);
        }
        let now = self.clock.now();
        let last = self
            .ledger
            .store()
            .last_look(&self.label, CONVERSATIONS)
            .await?;
        Ok(now >= self.ledger.closes || last.is_none_or(|last| now.duration_since(last) >= SWEEP))
    }
}
