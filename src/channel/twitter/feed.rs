//! Pages of posts, followed to their end.

use super::bill::Thing;
use super::caller::{Ask, Caller, Reply};
use super::complaint::Complaint;
use super::id;
use super::json::{list, text};
use super::post::{Includes, is_repost, private, public};
use crate::channel::social::Received;
use crate::error::Result;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use std::collections::BTreeMap;

/// No feed is followed further.
const MOST_PAGES: usize = 200;

/// No page is longer; X's have at most a hundred posts.
const MOST_A_PAGE: usize = 1_000;

/// So many problems are told one by one.
const MOST_PROBLEMS: usize = 20;

/// So long after it was taken, a post may still be missing from a feed.
const LAG: SignedDuration = SignedDuration::from_mins(2);

/// A feed to be read.
pub(super) struct Walk {
    /// The first page.
    pub ask: Ask,
    /// The parameter that names the next page.
    pub token: &'static str,
    /// Only what has a larger position is wanted.
    pub after: Option<u64>,
    /// So many are enough.
    pub enough: usize,
}

/// What was read.
#[derive(Default)]
pub(super) struct Walked {
    /// By position.
    pub posts: BTreeMap<u64, Received>,
    /// How many objects came, those left out too.
    pub count: usize,
    /// The pages did not end: what is older than the oldest of these was not read.
    pub is_cut: bool,
    /// What was out of order.
    pub problems: Vec<String>,
}

impl Walked {
    /// The time of the oldest post.
    pub(super) fn oldest(&self) -> Option<Timestamp> {
        self.posts.values().next().map(|p| p.post.created_at)
    }

    fn problem(&mut self, sentence: String) {
        // The same remark is made on page after page.
        if !self.problems.contains(&sentence) {
            self.problems.push(sentence);
        }
    }

    fn take(&mut self, walk: &Walk, answer: &Value) {
        let includes = Includes::of(answer);
        for object in list(answer, "data", MOST_A_PAGE) {
            self.count += 1;
            let read = if walk.ask.thing == Thing::Messages {
                private(object, &includes)
            } else if is_repost(object) {
                continue;
            } else {
                public(object, &includes)
            };
            match read {
                Ok(got) if walk.after.is_some_and(|after| got.position <= after) => {}
                Ok(got) => {
                    self.posts.insert(got.position, got);
                }
                Err(sentence) => self.problem(sentence),
            }
        }
        let data = answer.get("data").and_then(Value::as_array);
        if data.is_some_and(|data| data.len() > MOST_A_PAGE) {
            self.problem(format!(
                "a page had more than {MOST_A_PAGE} posts; the rest was left out"
            ));
        }
        for error in list(answer, "errors", MOST_A_PAGE) {
            self.problem(Complaint::beside(error).words);
        }
    }
}

/// Reads a feed; what refuses the first page is handed back, what refuses a later one is a failure.
pub(super) async fn walk(caller: &mut Caller, mut walk: Walk) -> Result<Result<Walked, Complaint>> {
    let first = walk.ask.params.clone();
    let (mut walked, mut before) = (Walked::default(), None);
    for page in 0.. {
        let answer = match caller.get(&walk.ask).await? {
            Reply::Good(answer) => answer,
            Reply::Bad(complaint) if page == 0 => return Ok(Err(complaint)),
            Reply::Bad(complaint) => return Err(caller.unexpected(walk.ask.endpoint, &complaint)),
        };
        if page == 0 && answer.get("data").is_none() && answer.get("meta").is_none() {
            // A refusal in the guise of a success.
            if let Some(error) = list(&answer, "errors", 1).next() {
                return Ok(Err(Complaint::beside(error)));
            }
        }
        walked.take(&walk, &answer);
        let next = answer
            .get("meta")
            .and_then(|meta| text(meta, "next_token"))
            .filter(|token| !token.is_empty())
            .map(str::to_owned);
        // Messages have no `since_id`: they come newest first, and are read until one is known.
        let known = walk.ask.thing == Thing::Messages && is_known(&walk, &answer);
        let Some(token) = next.filter(|_| !known && walked.posts.len() < walk.enough) else {
            break;
        };
        if before.as_ref() == Some(&token) || page + 1 == MOST_PAGES {
            walked.is_cut = true;
            walked.problem(format!(
                "{}: read {} pages, and there was no end; older posts were left out",
                walk.ask.endpoint,
                page + 1
            ));
            break;
        }
        walk.ask.params.clone_from(&first);
        walk.ask.params.push((walk.token, token.clone()));
        before = Some(token);
    }
    let more = walked.problems.len().saturating_sub(MOST_PROBLEMS);
    if more > 0 {
        walked.problems.truncate(MOST_PROBLEMS);
        walked
            .problems
            .push(format!("and {more} more of this kind"));
    }
    Ok(Ok(walked))
}

fn is_known(walk: &Walk, answer: &Value) -> bool {
    let positions = list(answer, "data", MOST_A_PAGE).filter_map(|o| id::number(text(o, "id")?));
    walk.after
        .is_some_and(|after| positions.min().is_some_and(|oldest| oldest <= after))
}

/// Up to where a feed was read that was asked for at `asked_at` (by the server's clock): to its newest
/// post or, where ids tell their time, to shortly before that moment, also when nothing was new. Of
/// several searches one after the other the newest post proves nothing, for the earlier of them knew
/// less: then `newest` is `None`. `like` is an id of this network, by which to know what ids look like.
pub(super) fn read_up_to(
    after: Option<u64>,
    newest: Option<u64>,
    like: Option<u64>,
    asked_at: Timestamp,
) -> u64 {
    let tells_time = like.and_then(id::time_of).is_some_and(|at| {
        let age = asked_at.duration_since(at);
        age > SignedDuration::from_hours(-24) && age < SignedDuration::from_hours(24 * 365)
    });
    let ceiling = asked_at.checked_sub(LAG).ok().and_then(id::first_of);
    let ceiling = ceiling.filter(|_| tells_time).map(|id| id - 1);
    after.max(newest).max(ceiling).unwrap_or(0)
}
