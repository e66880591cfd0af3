//! The lists of posts: search, mentions, and what an account posted.

use super::answer::Call;
use super::http::Reply;
use super::page::{Part, REACH, Rules, meta};
use super::post::Stored;
use super::problem::{Problem, no_account, protected, suspended};
use super::query::Query;
use super::render::Show;
use super::state::first_id;
use serde_json::Value;

const SEARCH: Rules = Rules {
    mark: 's',
    sizes: (10, 10, 100),
    recent: true,
};
const MENTIONS: Rules = Rules {
    mark: 'm',
    sizes: (5, 10, 100),
    recent: false,
};
const TIMELINE: Rules = Rules {
    mark: 't',
    sizes: (5, 10, 100),
    recent: false,
};

/// How many of the newest mentions can be read.
const MENTIONS_REACH: usize = 800;
/// How many of an account's newest posts can be read.
const TIMELINE_REACH: usize = 3200;

/// `GET /2/tweets/search/recent`
pub(super) fn recent(call: &Call) -> Result<Reply, Problem> {
    let dialect = call.fields.dialect;
    let text = call.ask.get("query").unwrap_or_default();
    let query = Query::parse(text).map_err(|m| Problem::invalid(dialect, "query", text, &m))?;
    if let Some(order) = call.ask.get("sort_order")
        && !["recency", "relevancy"].contains(&order)
    {
        let message = "The `sort_order` query parameter value is not one of [recency,relevancy]";
        return Err(Problem::invalid(dialect, "sort_order", order, message));
    }
    let part = Part::read(call.ask, dialect, &SEARCH, call.now)?;
    let lag = call.state.faulty.faults.search_lag;
    let known = call.now.checked_sub(lag).unwrap_or(call.now);
    let oldest = first_id(call.now.checked_sub(REACH).unwrap_or(call.now));
    let above = part.above.max(oldest);
    let found = call
        .state
        .posts
        .range(above..part.below.max(above))
        .rev()
        .map(|(_, post)| post)
        .filter(|p| part.holds(p.id) && p.at <= known && !p.is_superseded())
        .filter(|p| query.finds(call.state, p))
        .filter(|p| call.state.see(call.viewer, p, call.now).is_ok());
    Ok(list(call, &SEARCH, part, found))
}

/// `GET /2/users/:id/mentions`
pub(super) fn mentions(call: &Call, account: &str) -> Result<Reply, Problem> {
    let part = Part::read(call.ask, call.fields.dialect, &MENTIONS, call.now)?;
    let account = match whose(call, account)? {
        Ok(account) => account,
        Err(reply) => return Ok(reply),
    };
    let found = call
        .state
        .posts
        // The newest come first, so what is not asked for need not be counted towards the reach.
        .range(part.above..)
        .map(|(_, post)| post)
        .rev()
        .filter(|p| p.author != account && !p.is_superseded())
        .filter(|p| p.text.mentioned.contains(&account))
        .filter(|p| call.state.see(call.viewer, p, call.now).is_ok())
        .take(MENTIONS_REACH)
        .filter(|p| part.holds(p.id));
    Ok(list(call, &MENTIONS, part, found))
}

/// `GET /2/users/:id/tweets`
pub(super) fn timeline(call: &Call, account: &str) -> Result<Reply, Problem> {
    let dialect = call.fields.dialect;
    let part = Part::read(call.ask, dialect, &TIMELINE, call.now)?;
    let mut replies = true;
    for kind in call.ask.get("exclude").unwrap_or_default().split(',') {
        match kind {
            "replies" => replies = false,
            // Nobody repeats here.
            "retweets" | "reposts" | "" => {}
            _ => {
                let message = format!(
                    "The `exclude` query parameter value [{kind}] is not one of [replies,retweets]"
                );
                return Err(Problem::invalid(dialect, "exclude", kind, &message));
            }
        }
    }
    let account = match whose(call, account)? {
        Ok(account) => account,
        Err(reply) => return Ok(reply),
    };
    let mut ids: Vec<u64> = call
        .state
        .accounts
        .get(&account)
        .map_or_else(Vec::new, |a| a.posts.clone());
    ids.sort_unstable();
    let found = ids
        .iter()
        .rev()
        .filter_map(|id| call.state.posts.get(id))
        .filter(|p| !p.is_superseded() && call.state.see(call.viewer, p, call.now).is_ok())
        .take(TIMELINE_REACH)
        .filter(|p| part.holds(p.id) && (replies || p.replied_to.is_none()));
    Ok(list(call, &TIMELINE, part, found))
}

/// The account whose posts are asked for, or the answer that says why there is none.
fn whose(call: &Call, id: &str) -> Result<Result<u64, Reply>, Problem> {
    let dialect = call.fields.dialect;
    let number = super::users::number(dialect, id)?;
    let account = call.state.accounts.get(&number);
    let error = match account {
        None => no_account(dialect, "id", id),
        Some(a) if a.suspended => suspended(dialect, "id", id),
        Some(a) if a.shown.protected && a.id != call.viewer => protected(dialect, "id", id),
        Some(a) => return Ok(Ok(a.id)),
    };
    let mut show = Show::new(call.state, &call.fields, call.viewer, call.now);
    show.error(error);
    Ok(Err(Reply::json(200, &show.answer(None, None))))
}

/// One page of posts that come newest first.
fn list<'a>(
    call: &Call,
    rules: &Rules,
    part: Part,
    found: impl Iterator<Item = &'a Stored>,
) -> Reply {
    let mut page: Vec<&Stored> = found.take(part.most + 1).collect();
    let more = page.len() > part.most;
    page.truncate(part.most);
    let ids: Vec<u64> = page.iter().map(|p| p.id).collect();
    let mut show = Show::new(call.state, &call.fields, call.viewer, call.now);
    let data: Vec<Value> = page.into_iter().map(|p| show.post(p)).collect();
    let meta = meta(rules.mark, &ids, more);
    let data = (!data.is_empty()).then(|| data.into());
    Reply::json(200, &show.answer(data, Some(meta)))
}
