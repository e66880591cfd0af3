//! The trail that posts leave in the study's own timeline: what a person posted, and what was left in
//! doubt, becomes known from there.

use super::agenda::Agenda;
use crate::channel::social::{Received, Social};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::intake::{Awaited, Found as OwnPost, own_post};
use crate::model::{
    Attempt, AttemptResult, LastAttempt, Outcome, SocialAccount, Study, TransportKind, plain_handle,
};
use crate::store::{Ledger, Pending, Sent};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};

/// The feed under which the ledger notes how far the timeline was read.
const FEED: &str = "own";

/// What a look into the timeline found.
#[derive(Debug, Default)]
pub struct Found {
    /// The enquiries whose posts were found.
    pub sent: Vec<Sent>,
    /// Their names, in the same order.
    pub names: Vec<String>,
    /// What a person has to look at, a sentence each.
    pub problems: Vec<String>,
}

/// The enquiries of one account whose posts may stand in its timeline.
pub struct Trail<'a> {
    study: &'a Study,
    ledger: &'a Ledger,
    account: &'a SocialAccount,
    clock: Clock,
    pending: HashMap<u32, Pending>,
    awaited: Vec<Awaited>,
    /// The posts that the ledger knows already.
    known: HashSet<String>,
}

impl<'a> Trail<'a> {
    /// Reads from the ledger and the agenda what is still to be found.
    pub async fn new(
        study: &'a Study,
        ledger: &'a Ledger,
        account: &'a SocialAccount,
        clock: Clock,
        agenda: &Agenda<'a>,
    ) -> Result<Self> {
        let channel = account.network.channel();
        let mut trail = Self {
            study,
            ledger,
            account,
            clock,
            pending: HashMap::new(),
            awaited: Vec::new(),
            known: HashSet::new(),
        };
        let mut ids = HashMap::new();
        for sent in ledger.store().sent().await? {
            if sent.channel == channel
                && let Some(id) = sent.reply.filter(|_| sent.sent_at.is_some())
            {
                trail.known.insert(id.clone());
                ids.insert(sent.key, id);
            }
        }
        for pending in agenda.of(channel) {
            trail.awaited.push(Awaited {
                enquiry: pending.key,
                network: account.network,
                handle: pending.enquiry.first_handle(study).to_owned(),
                text: pending.enquiry.post(study),
                not_before: study.wave.opens,
                posted: ids.remove(&pending.key),
            });
            trail.pending.insert(pending.key, pending.clone());
        }
        Ok(trail)
    }

    /// One look into the timeline. What is found there becomes an accepted attempt, at the time that the
    /// network gave the post.
    ///
    /// # Errors
    /// Those of the network, and a failing ledger.
    pub async fn look<S: Social>(&mut self, social: &mut S) -> Result<Found> {
        let store = self.ledger.store();
        let label = social.label();
        let after = store.feed_position(&label, FEED).await?;
        let feed = social.own_posts(after).await?;
        let mut found = Found {
            problems: feed.problems,
            ..Found::default()
        };
        let mut news = News::default();
        for received in &feed.posts {
            if self.known.contains(&received.post.id) {
                continue;
            }
            match own_post(&received.post, &self.awaited) {
                OwnPost::Enquiry(enquiry) => {
                    if let Some(sent) = self.conclude(enquiry, received, &mut news).await? {
                        found.names.push(self.name(enquiry));
                        found.sent.push(sent);
                    }
                }
                OwnPost::Again(enquiry) => found.problems.push(format!(
                    "{} was posted twice: {} is the later one, and only the first counts; consider deleting it",
                    self.name(enquiry),
                    received.post.id
                )),
                OwnPost::Either(enquiries) => {
                    let names: Vec<String> = enquiries.iter().map(|e| self.name(*e)).collect();
                    found.problems.push(format!(
                        "{} may belong to {}: say which with --posted {0} --for ENQUIRY",
                        received.post.id,
                        names.join(" or ")
                    ));
                }
                OwnPost::Nothing => {}
            }
        }
        news.store(self.ledger).await?;
        let now = self.clock.now();
        store
            .ingest_posts(&label, FEED, &[], feed.position, now)
            .await?;
        Ok(found)
    }

    /// Takes a post by its address for what a person says it is: `enquiry` by name, or that which its
    /// text shows. Gives the enquiry's name.
    ///
    /// # Errors
    /// [`Error::Refused`] when there is no such post, when it is not the account's, or when it cannot be
    /// told which enquiry it is.
    pub async fn take_back<S: Social>(
        &mut self,
        social: &mut S,
        address: &str,
        enquiry: Option<&str>,
    ) -> Result<String> {
        let refused = |message: String, hint: &str| Error::Refused {
            message,
            hint: hint.to_owned(),
        };
        let Some(received) = social.post(address).await? else {
            return Err(refused(
                format!("{address}: there is no such post"),
                "was it deleted? Copy the address from the post's own page",
            ));
        };
        let post = &received.post;
        if plain_handle(&post.author.handle) != plain_handle(&self.account.handle) {
            return Err(refused(
                format!(
                    "{address} is by @{}, not by @{}",
                    post.author.handle, self.account.handle
                ),
                "post from the study's own account, else no reply will be found",
            ));
        }
        if self.known.contains(&post.id) {
            return Err(refused(
                format!("{address} is known already"),
                "`shopper status` shows where the wave stands",
            ));
        }
        let key = match enquiry {
            Some(name) => self.key(name).ok_or_else(|| {
                refused(
                    format!("{name} is no enquiry of this account"),
                    "`shopper assist` lists them by name",
                )
            })?,
            None => match own_post(post, &self.awaited) {
                OwnPost::Enquiry(key) => key,
                OwnPost::Again(key) => {
                    return Err(refused(
                        format!(
                            "{} was posted before: this is its second post",
                            self.name(key)
                        ),
                        "only the first counts; consider deleting this one",
                    ));
                }
                OwnPost::Either(_) | OwnPost::Nothing => {
                    return Err(refused(
                        format!("{address}: it cannot be told which enquiry this is"),
                        "say so with --for ENQUIRY; `shopper assist` lists them by name",
                    ));
                }
            },
        };
        let mut news = News::default();
        if self.conclude(key, &received, &mut news).await?.is_none() {
            return Err(refused(
                format!("{} was put before", self.name(key)),
                "`shopper status` shows where the wave stands",
            ));
        }
        news.store(self.ledger).await?;
        Ok(self.name(key))
    }

    /// Notes that a person will not post an enquiry; `false` when it is none of this account that is
    /// still to be posted.
    pub async fn skip(&mut self, name: &str, why: &str) -> Result<bool> {
        let Some(pending) = self.key(name).and_then(|key| self.pending.get_mut(&key)) else {
            return Ok(false);
        };
        let open = match &pending.last_attempt {
            None => true,
            Some(last) => last.outcome.is_some_and(|(_, result)| result.may_retry()),
        };
        if !open {
            return Ok(false);
        }
        let now = self.clock.now();
        let number = pending.last_attempt.as_ref().map_or(0, |l| l.number) + 1;
        let attempt = attempt(pending, number, now);
        let outcome = Outcome::new(
            pending.key,
            number,
            now,
            AttemptResult::Skipped,
            why.to_owned(),
        );
        pending.last_attempt = Some(LastAttempt {
            number,
            intended_at: now,
            outcome: Some((now, outcome.result)),
        });
        self.ledger.intend(&[attempt]).await?;
        self.ledger.conclude(&[outcome]).await?;
        Ok(true)
    }

    /// Adds to the news that a post was made; `None` when the enquiry was known to be put.
    async fn conclude(
        &mut self,
        key: u32,
        received: &Received,
        news: &mut News,
    ) -> Result<Option<Sent>> {
        let Some(pending) = self.pending.get_mut(&key) else {
            return Ok(None);
        };
        if is_accepted(pending) {
            return Ok(None);
        }
        // As it stands now: the program may have tried since this was read.
        pending.last_attempt = self.ledger.last_attempt(key).await?;
        if is_accepted(pending) {
            return Ok(None);
        }
        let post = &received.post;
        let at = post.created_at;
        // An intent of ours without any outcome is the one that made this post; else a person did, or an
        // attempt whose answer was lost.
        let (number, unfinished) = match &pending.last_attempt {
            None => (1, false),
            Some(last) if last.outcome.is_none() => (last.number, true),
            Some(last) => (last.number + 1, false),
        };
        if !unfinished {
            news.intents.push(attempt(pending, number, at));
        }
        let outcome = Outcome::new(key, number, at, AttemptResult::Accepted, post.id.clone());
        news.outcomes.push(outcome);
        pending.last_attempt = Some(LastAttempt {
            number,
            intended_at: at,
            outcome: Some((at, AttemptResult::Accepted)),
        });
        self.known.insert(post.id.clone());
        for awaited in self.awaited.iter_mut().filter(|a| a.enquiry == key) {
            awaited.posted = Some(post.id.clone());
        }
        let enquiry = &pending.enquiry;
        Ok(Some(Sent {
            key,
            token: pending.token.clone(),
            own_id: Some(format!("{}.{number}", pending.token)),
            reply: Some(post.id.clone()),
            channel: enquiry.channel,
            contact: enquiry
                .company(self.study)
                .contact_point(enquiry.channel)
                .map(str::to_owned),
            subject: enquiry.render(self.study).subject,
            company: enquiry.company,
            question: enquiry.question,
            wording: enquiry.wording,
            persona: enquiry.persona,
            sent_at: Some(at),
            in_doubt_since: None,
        }))
    }

    fn key(&self, name: &str) -> Option<u32> {
        self.pending
            .values()
            .find(|p| p.enquiry.id(self.study) == name)
            .map(|p| p.key)
    }

    /// The name of an enquiry.
    fn name(&self, key: u32) -> String {
        self.pending
            .get(&key)
            .map_or_else(|| key.to_string(), |p| p.enquiry.id(self.study))
    }
}

/// What a look into the timeline tells the ledger, all at once: a disk's sync a post would count.
#[derive(Default)]
struct News {
    intents: Vec<Attempt>,
    outcomes: Vec<Outcome>,
}

impl News {
    /// Intents first. What a crash leaves between the two is in doubt, and the next look into the timeline
    /// finds it again.
    async fn store(self, ledger: &Ledger) -> Result<()> {
        if !self.intents.is_empty() {
            ledger.intend(&self.intents).await?;
        }
        ledger.conclude(&self.outcomes).await
    }
}

/// Whether an enquiry is known to be put.
fn is_accepted(pending: &Pending) -> bool {
    let outcome = pending.last_attempt.as_ref().and_then(|last| last.outcome);
    matches!(outcome, Some((_, AttemptResult::Accepted)))
}

/// The attempt of a person.
pub(super) fn attempt(pending: &Pending, number: u32, at: Timestamp) -> Attempt {
    Attempt {
        enquiry: pending.key,
        number,
        intended_at: at,
        transport: TransportKind::Assisted,
        own_id: format!("{}.{number}", pending.token),
    }
}
