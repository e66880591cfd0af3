//! One request and its answer: which endpoint it is, what goes wrong, who asks, what is left of the
//! limit, and then the endpoint.

use super::fields::Fields;
use super::http::{Ask, Reply, decode};
use super::limits::Endpoint;
use super::problem::Problem;
use super::state::State;
use super::{intent, oauth1, posts, search, users};
use jiff::Timestamp;

/// A request of somebody who may make it.
pub(super) struct Call<'a> {
    pub state: &'a mut State,
    pub ask: &'a Ask,
    pub fields: Fields,
    pub viewer: u64,
    pub now: Timestamp,
}

/// Answers a request at a moment of the network's clock.
pub(super) fn answer(state: &mut State, ask: &Ask, now: Timestamp) -> Reply {
    if ask.path == intent::PATH {
        return intent::answer(state, ask, now);
    }
    let Some((endpoint, argument)) = route(ask) else {
        return Problem::plain(404, "Not Found", "Not Found").into();
    };
    *state.limits.calls.entry(endpoint).or_default() += 1;
    state.faulty.requests += 1;
    let nth = state.faulty.requests;
    if nth <= state.faulty.faults.storm {
        return storm(nth);
    }
    if state.faulty.faults.bare_429.contains(&nth) {
        return Problem::limited(state.faulty.faults.limited, state.dialect).into();
    }
    match endpoint {
        Endpoint::Authorize => return state.login.authorize(ask, state.own, now),
        Endpoint::Token => return state.login.exchange(ask, now),
        _ => {}
    }
    let (viewer, scope) = match who(state, ask, now) {
        Ok(who) => who,
        Err(problem) => return problem.into(),
    };
    if !scope.is_none_or(|s| s.split(' ').any(|s| s == needs(endpoint))) {
        return Problem::forbidden("Forbidden").into();
    }
    let standing = state.limits.call(endpoint, viewer, now);
    let mut reply = if standing.is_some_and(|s| s.exceeded) {
        Problem::limited(state.faulty.faults.limited, state.dialect).into()
    } else {
        carry_out(state, ask, now, viewer, (endpoint, argument.as_str()))
            .unwrap_or_else(Reply::from)
    };
    if let Some(standing) = standing {
        reply.headers.extend(standing.headers());
    }
    reply
}

fn carry_out(
    state: &mut State,
    ask: &Ask,
    now: Timestamp,
    viewer: u64,
    (endpoint, argument): (Endpoint, &str),
) -> Result<Reply, Problem> {
    let fields = Fields::read(ask, state.dialect)?;
    known(&fields, ask, endpoint)?;
    let mut call = Call {
        state,
        ask,
        fields,
        viewer,
        now,
    };
    match endpoint {
        Endpoint::CreatePost => posts::create(&mut call),
        Endpoint::DeletePost => posts::delete(&mut call, argument),
        Endpoint::Posts => posts::lookup(&call, None),
        Endpoint::Post => posts::lookup(&call, Some(argument)),
        Endpoint::Search => search::recent(&call),
        Endpoint::Mentions => search::mentions(&call, argument),
        Endpoint::Timeline => search::timeline(&call, argument),
        Endpoint::Me => Ok(users::me(&call)),
        Endpoint::ByUsername => users::by_username(&call, argument),
        Endpoint::ByUsernames => users::by_usernames(&call),
        Endpoint::User => users::by_id(&call, argument),
        Endpoint::Messages => posts::messages(&call),
        Endpoint::SendMessage => posts::write(&mut call, argument),
        Endpoint::Token | Endpoint::Authorize => Err(Problem::plain(404, "Not Found", "Not Found")),
    }
}

/// The endpoint of a request, with the part of its path that says of what.
fn route(ask: &Ask) -> Option<(Endpoint, String)> {
    let segments: Vec<&str> = ask.path.trim_start_matches('/').split('/').collect();
    let (endpoint, argument) = match (ask.method.as_str(), segments.as_slice()) {
        ("GET", ["i", "oauth2", "authorize"]) => (Endpoint::Authorize, ""),
        ("POST", ["2", "oauth2", "token"]) => (Endpoint::Token, ""),
        ("POST", ["2", "tweets"]) => (Endpoint::CreatePost, ""),
        ("GET", ["2", "tweets"]) => (Endpoint::Posts, ""),
        ("GET", ["2", "tweets", "search", "recent"]) => (Endpoint::Search, ""),
        ("GET", ["2", "tweets", id]) => (Endpoint::Post, *id),
        ("DELETE", ["2", "tweets", id]) => (Endpoint::DeletePost, *id),
        ("GET", ["2", "users", "me"]) => (Endpoint::Me, ""),
        ("GET", ["2", "users", "by"]) => (Endpoint::ByUsernames, ""),
        ("GET", ["2", "users", "by", "username", name]) => (Endpoint::ByUsername, *name),
        ("GET", ["2", "users", id]) => (Endpoint::User, *id),
        ("GET", ["2", "users", id, "mentions"]) => (Endpoint::Mentions, *id),
        ("GET", ["2", "users", id, "tweets"]) => (Endpoint::Timeline, *id),
        ("GET", ["2", "dm_events"]) => (Endpoint::Messages, ""),
        ("POST", ["2", "dm_conversations", "with", id, "messages"]) => (Endpoint::SendMessage, *id),
        _ => return None,
    };
    Some((endpoint, decode(argument, false)))
}

/// The scope of OAuth 2 that an endpoint asks for.
const fn needs(endpoint: Endpoint) -> &'static str {
    match endpoint {
        Endpoint::CreatePost | Endpoint::DeletePost => "tweet.write",
        Endpoint::Messages => "dm.read",
        Endpoint::SendMessage => "dm.write",
        Endpoint::Me | Endpoint::ByUsername | Endpoint::ByUsernames | Endpoint::User => {
            "users.read"
        }
        _ => "tweet.read",
    }
}

/// Who asks, and what the login allows; OAuth 1.0a allows everything.
fn who(state: &mut State, ask: &Ask, now: Timestamp) -> Result<(u64, Option<String>), Problem> {
    let header = ask.authorization.as_deref().unwrap_or_default();
    let (account, scope) = if let Some(token) = header.strip_prefix("Bearer ") {
        state.faulty.with_token += 1;
        if state.faulty.faults.expire_after == Some(state.faulty.with_token - 1) {
            state.login.expire();
        }
        let (account, scope) = state
            .login
            .bearer(token, now)
            .ok_or_else(Problem::unauthorized)?;
        (account, Some(scope))
    } else if let Some(parameters) = header.strip_prefix("OAuth ") {
        let account = oauth1::account(&mut state.login, ask, parameters, now)
            .ok_or_else(Problem::unauthorized)?;
        (account, None)
    } else {
        return Err(Problem::unauthorized());
    };
    match state.accounts.get(&account) {
        None => Err(Problem::unauthorized()),
        Some(a) if a.suspended => Err(Problem::refused(
            super::state::Refusal::Suspended,
            state.dialect,
        )),
        Some(_) => Ok((account, scope)),
    }
}

/// A parameter that an endpoint does not have is a mistake.
fn known(fields: &Fields, ask: &Ask, endpoint: Endpoint) -> Result<(), Problem> {
    const SHOWN: &[&str] = &[
        "tweet.fields",
        "post.fields",
        "user.fields",
        "media.fields",
        "poll.fields",
        "place.fields",
        "expansions",
    ];
    const PAGED: &[&str] = &[
        "max_results",
        "pagination_token",
        "since_id",
        "until_id",
        "start_time",
        "end_time",
    ];
    let own: &[&str] = match endpoint {
        Endpoint::Posts => &["ids"],
        Endpoint::ByUsernames => &["usernames"],
        Endpoint::Search => &["query", "next_token", "sort_order"],
        Endpoint::Timeline => &["exclude"],
        Endpoint::Messages => &[
            "dm_event.fields",
            "event_types",
            "max_results",
            "pagination_token",
        ],
        _ => &[],
    };
    let shown: &[&str] = match endpoint {
        Endpoint::CreatePost | Endpoint::DeletePost | Endpoint::SendMessage => &[],
        _ => SHOWN,
    };
    let paged: &[&str] = match endpoint {
        Endpoint::Search | Endpoint::Mentions | Endpoint::Timeline => PAGED,
        _ => &[],
    };
    let all = || own.iter().chain(shown).chain(paged);
    match ask.query.iter().find(|(n, _)| !all().any(|k| k == n)) {
        None => Ok(()),
        Some((name, value)) => {
            let list: Vec<&str> = all().copied().collect();
            let message = format!(
                "The query parameter [{name}] is not one of [{}]",
                list.join(",")
            );
            Err(Problem::invalid(fields.dialect, name, value, &message))
        }
    }
}

/// The nth answer of a server in trouble; every fourth is its gateway's.
fn storm(nth: u64) -> Reply {
    if nth.is_multiple_of(4) {
        return Reply {
            status: 502,
            content_type: "text/html; charset=utf-8",
            body: "<html><head><title>502 Bad Gateway</title></head></html>\n".to_owned(),
            ..Reply::default()
        };
    }
    Problem::unable(nth).into()
}
