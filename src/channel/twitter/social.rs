//! Which question is which call.

use super::bill::Thing;
use super::caller::{Ask, Reply};
use super::complaint::{Complaint, plain};
use super::dialect::Pair;
use super::feed::{Walk, Walked, read_up_to, walk};
use super::post::{Includes, public};
use super::publish::{ENDPOINT, Published};
use super::query::queries;
use super::{Twitter, expect_own, id, profile};
use crate::channel::social::{Feed, Permit, Received, Social, Usage};
use crate::error::{Error, Result};
use crate::model::{Lookup, Network, Post, Profile};
use jiff::{SignedDuration, Timestamp};

/// How far the recent search reaches back; a minute is kept for the way there.
const SEARCH: SignedDuration = SignedDuration::from_mins(7 * 24 * 60 - 1);

/// How far direct messages reach back.
const MESSAGES: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How many posts a timeline holds: mentions, and own posts.
const MENTIONS: usize = 800;
const OWN_POSTS: usize = 3_200;

const SEARCH_RECENT: &str = "GET /2/tweets/search/recent";
const DM_EVENTS: &str = "GET /2/dm_events";

impl Social for Twitter {
    fn network(&self) -> Network {
        Network::Twitter
    }

    fn label(&self) -> String {
        self.caller.label.clone()
    }

    async fn own(&mut self) -> Result<Profile> {
        self.me = None;
        self.me().await
    }

    async fn own_posts(&mut self, after: Option<u64>) -> Result<Feed> {
        let me = self.me().await?;
        let ask = timeline("GET /2/users/:id/tweets", "tweets", &me.id, after);
        self.timeline(ask, after, OWN_POSTS).await
    }

    async fn mentions(&mut self, after: Option<u64>) -> Result<Feed> {
        let me = self.me().await?;
        let ask = timeline("GET /2/users/:id/mentions", "mentions", &me.id, after);
        self.timeline(ask, after, MENTIONS).await
    }

    async fn conversations(&mut self, roots: &[String], after: Option<u64>) -> Result<Feed> {
        self.search(roots, after).await
    }

    async fn messages(&mut self, after: Option<u64>) -> Result<Feed> {
        let me = self.me().await?;
        let began = self.caller.clock.now();
        let walked = walk(
            &mut self.caller,
            Walk {
                ask: Ask {
                    endpoint: DM_EVENTS,
                    path: "/2/dm_events".to_owned(),
                    thing: Thing::Messages,
                    params: vec![
                        ("event_types", "MessageCreate".to_owned()),
                        ("max_results", "100".to_owned()),
                    ],
                },
                token: "pagination_token",
                after,
                enough: usize::MAX,
            },
        )
        .await?;
        let mut walked = match walked {
            Ok(walked) => walked,
            // This login, or this access level, has no such thing.
            Err(complaint) if complaint.status == 403 => {
                let mut feed = self.feed(Walked::default(), after.unwrap_or(0), None);
                if !self.told_of_messages {
                    self.told_of_messages = true;
                    let words = complaint.words;
                    feed.problems
                        .push(format!("direct messages cannot be read: {words}"));
                }
                return Ok(feed);
            }
            Err(complaint) => return Err(self.caller.unexpected(DM_EVENTS, &complaint)),
        };
        let newest = walked.posts.keys().next_back().copied();
        walked.posts.retain(|_, got| got.post.author.id != me.id);
        let asked_at = self.by_server(began);
        let position = read_up_to(after, newest, after.max(newest), asked_at);
        let reach = asked_at.checked_sub(MESSAGES).unwrap_or(asked_at);
        let missed = after.and_then(id::time_of).is_some_and(|at| at < reach);
        let gap = walked.is_cut.then(|| walked.oldest()).flatten();
        Ok(self.feed(walked, position, gap.or(missed.then_some(reach))))
    }

    async fn post(&mut self, id: &str) -> Result<Option<Received>> {
        let Some(number) = id::of_address(id) else {
            return Err(Error::Usage {
                message: format!(
                    "{}: neither the address nor the id of a post on X",
                    plain(id)
                ),
                hint: "an address looks like https://x.com/HANDLE/status/1234567890".to_owned(),
            });
        };
        let endpoint = "GET /2/tweets/:id";
        let ask = Ask {
            endpoint,
            path: format!("/2/tweets/{number}"),
            thing: Thing::Posts,
            params: Vec::new(),
        };
        let complaint = match self.caller.get(&ask).await? {
            Reply::Bad(complaint) => complaint,
            Reply::Good(answer) => match answer.get("data") {
                Some(data) => {
                    let read = public(data, &Includes::of(&answer));
                    return read.map(Some).map_err(|reason| Error::Server {
                        server: self.label(),
                        reason: format!("{endpoint}: {reason}"),
                        hint: "X sent something that is no post; please report it".to_owned(),
                    });
                }
                None => beside(&answer),
            },
        };
        if complaint.is_missing() || complaint.is_suspended() {
            return Ok(None);
        }
        Err(self.caller.unexpected(endpoint, &complaint))
    }

    async fn profile(&mut self, handle: &str) -> Result<Lookup> {
        let handle = handle.trim().trim_start_matches('@');
        // What can be no handle is none; it is not put into an address.
        let can_be = (1..=15).contains(&handle.len())
            && handle
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if !can_be {
            return Ok(Lookup::Missing);
        }
        let endpoint = "GET /2/users/by/username/:username";
        let ask = Ask {
            endpoint,
            path: format!("/2/users/by/username/{handle}"),
            thing: Thing::Users,
            params: Vec::new(),
        };
        let complaint = match self.caller.get(&ask).await? {
            Reply::Bad(complaint) => complaint,
            Reply::Good(answer) => match profile::of(&answer) {
                Some(profile) => return Ok(Lookup::Found(Box::new(profile))),
                None => beside(&answer),
            },
        };
        if complaint.is_suspended() {
            Ok(Lookup::Suspended)
        } else if complaint.is_missing() {
            Ok(Lookup::Missing)
        } else {
            Err(self.caller.unexpected(endpoint, &complaint))
        }
    }

    async fn posts_of(&mut self, profile: &Profile, most: usize) -> Result<Vec<Post>> {
        if id::number(&profile.id).is_none() || most == 0 {
            return Ok(Vec::new());
        }
        let mut ask = timeline("GET /2/users/:id/tweets", "tweets", &profile.id, None);
        ask.params.retain(|(name, _)| *name != "max_results");
        // X takes no page of fewer than five, and each post costs.
        let page = most.clamp(5, 100);
        ask.params.push(("max_results", page.to_string()));
        let endpoint = ask.endpoint;
        let walked = walk(
            &mut self.caller,
            Walk {
                ask,
                token: "pagination_token",
                after: None,
                enough: most,
            },
        )
        .await?
        .map_err(|complaint| self.caller.unexpected(endpoint, &complaint))?;
        self.caller.problems.extend(walked.problems);
        let more = walked.posts.len().saturating_sub(most);
        let posts = walked.posts.into_values().skip(more);
        Ok(posts.map(|got| got.post).collect())
    }

    async fn ready(&mut self) -> Result<()> {
        self.me().await?;
        // A token that is about to run out is renewed now, not in the middle of a post.
        let url = format!("{}/2/tweets", self.caller.api);
        match self.caller.header("POST", &url, &[]).await {
            Ok(_) => {}
            Err(super::login::NoLogin::Fatal(error)) => return Err(error),
            Err(super::login::NoLogin::Transient(reason)) => {
                return Err(Error::Server {
                    server: self.label(),
                    reason: format!("no token for now: {reason}"),
                    hint: "nothing was posted; run the same command again later".to_owned(),
                });
            }
        }
        self.caller.wait_for_limit(ENDPOINT).await
    }

    async fn publish(&mut self, permit: &Permit) -> Result<Published> {
        self.post_once(permit).await
    }

    fn usage(&mut self) -> Usage {
        self.caller.bill.take()
    }
}

impl Twitter {
    /// The study's own account, asked for once.
    async fn me(&mut self) -> Result<Profile> {
        if let Some(me) = &self.me {
            return Ok(me.clone());
        }
        let endpoint = "GET /2/users/me";
        let ask = Ask {
            endpoint,
            path: "/2/users/me".to_owned(),
            thing: Thing::Users,
            params: Vec::new(),
        };
        let me = match self.caller.get(&ask).await? {
            Reply::Good(answer) => match profile::of(&answer) {
                Some(me) => me,
                None => return Err(self.caller.unexpected(endpoint, &beside(&answer))),
            },
            Reply::Bad(complaint) => return Err(self.caller.unexpected(endpoint, &complaint)),
        };
        expect_own(&me, &self.handle, &self.caller.label)?;
        self.me = Some(me.clone());
        Ok(me)
    }

    /// A moment of ours by the server's clock.
    fn by_server(&self, moment: Timestamp) -> Timestamp {
        moment.checked_add(self.caller.skew()).unwrap_or(moment)
    }

    fn feed(&mut self, walked: Walked, position: u64, gap_until: Option<Timestamp>) -> Feed {
        let mut problems = std::mem::take(&mut self.caller.problems);
        problems.extend(walked.problems);
        Feed {
            posts: walked.posts.into_values().collect(),
            position,
            gap_until,
            problems,
        }
    }

    /// One of the two timelines; `holds` is how many posts X keeps in it.
    async fn timeline(&mut self, ask: Ask, after: Option<u64>, holds: usize) -> Result<Feed> {
        let endpoint = ask.endpoint;
        let walked = walk(
            &mut self.caller,
            Walk {
                ask,
                token: "pagination_token",
                after,
                enough: usize::MAX,
            },
        )
        .await?
        .map_err(|complaint| self.caller.unexpected(endpoint, &complaint))?;
        let newest = walked.posts.keys().next_back().copied();
        // What stops at X's own limit has most likely lost its older part. Deleted posts count towards
        // the limit without being there.
        let is_full = (holds - holds / 32..=holds + holds / 32).contains(&walked.count);
        let gap = (is_full || walked.is_cut)
            .then(|| walked.oldest())
            .flatten();
        let position = read_up_to(after, newest, None, self.caller.server_now());
        Ok(self.feed(walked, position, gap))
    }

    async fn search(&mut self, roots: &[String], after: Option<u64>) -> Result<Feed> {
        let (good, bad): (Vec<&str>, Vec<&str>) = roots
            .iter()
            .map(String::as_str)
            .partition(|root| id::number(root).is_some());
        for root in bad {
            let sentence = format!("{}: not the id of a post on X; not searched", plain(root));
            self.caller.problems.push(sentence);
        }
        let began = self.caller.clock.now();
        let reach = |of: &Self| {
            let now = of.by_server(began);
            now.checked_sub(SEARCH).unwrap_or(now)
        };
        let mut after = after.filter(|after| *after > 0);
        let given = after;
        let numbers = good.iter().filter_map(|root| id::number(root));
        let (first, last) = (numbers.clone().min(), numbers.max());
        // Whatever answers a post came after it, so what is not known is searched from there.
        let since = after.or(first);
        let mut gap = since
            .and_then(id::time_of)
            .map(|at| (at, reach(self)))
            .and_then(|(at, reach)| (at < reach).then_some(reach));
        if gap.is_some() {
            after = None;
        }
        let mut all = Walked::default();
        'again: loop {
            all.posts.clear();
            let queries = queries(&good, !self.no_quotes);
            let is_one = queries.len() == 1;
            for query in queries {
                let complaint = match self.search_for(query, after, gap).await? {
                    Ok(walked) => {
                        all.count += walked.count;
                        all.is_cut |= walked.is_cut;
                        if walked.is_cut {
                            gap = gap.max(walked.oldest());
                        }
                        all.posts.extend(walked.posts);
                        all.problems.extend(walked.problems);
                        continue;
                    }
                    Err(complaint) => complaint,
                };
                if complaint.status == 400
                    && !self.no_quotes
                    && complaint.words.contains("quotes_of_tweet_id")
                {
                    self.no_quotes = true;
                    all.problems.push(
                        "posts that quote ours cannot be searched with this access to X".to_owned(),
                    );
                    continue 'again;
                }
                // An id that tells no time, or a reach that is shorter than it was.
                if complaint.status == 400
                    && after.is_some()
                    && complaint.words.contains("since_id")
                {
                    after = None;
                    gap = Some(reach(self));
                    continue 'again;
                }
                return Err(self.caller.unexpected(SEARCH_RECENT, &complaint));
            }
            let newest = all.posts.keys().next_back().copied().filter(|_| is_one);
            let position = read_up_to(given, newest, last, self.by_server(began));
            all.posts
                .retain(|at, _| given.is_none_or(|given| *at > given));
            return Ok(self.feed(all, position, gap));
        }
    }

    async fn search_for(
        &mut self,
        query: String,
        after: Option<u64>,
        from: Option<Timestamp>,
    ) -> Result<Result<Walked, Complaint>> {
        let mut params = vec![("query", query), ("max_results", "100".to_owned())];
        match (after, from) {
            (Some(after), _) => params.push(("since_id", after.to_string())),
            (None, Some(from)) => params.push(("start_time", format!("{from:.0}"))),
            (None, None) => {}
        }
        walk(
            &mut self.caller,
            Walk {
                ask: Ask {
                    endpoint: SEARCH_RECENT,
                    path: "/2/tweets/search/recent".to_owned(),
                    thing: Thing::Posts,
                    params,
                },
                token: "next_token",
                after,
                enough: usize::MAX,
            },
        )
        .await
    }
}

fn timeline(endpoint: &'static str, name: &str, user: &str, after: Option<u64>) -> Ask {
    let mut params: Vec<Pair> = vec![("max_results", "100".to_owned())];
    if name == "tweets" {
        params.push(("exclude", "retweets".to_owned()));
    }
    params.extend(
        after
            .filter(|after| *after > 0)
            .map(|after| ("since_id", after.to_string())),
    );
    Ask {
        endpoint,
        path: format!("/2/users/{user}/{name}"),
        thing: Thing::Posts,
        params,
    }
}

/// Why an answer without data has none.
fn beside(answer: &serde_json::Value) -> Complaint {
    let error = super::json::list(answer, "errors", 1).next();
    error.map_or_else(
        || Complaint::of(200, b"an answer without data"),
        Complaint::beside,
    )
}
