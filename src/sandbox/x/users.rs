//! Accounts, by themselves or by their names.

use super::account::{Account, is_handle};
use super::answer::Call;
use super::fields::Dialect;
use super::http::Reply;
use super::problem::{Problem, no_account, suspended};
use super::render::Show;
use serde_json::Value;

/// An id in a path or a list.
pub(super) fn number(dialect: Dialect, text: &str) -> Result<u64, Problem> {
    super::page::id(text).ok_or_else(|| {
        let message = format!("The `id` query parameter value [{text}] is not valid");
        Problem::invalid(dialect, "id", text, &message)
    })
}

/// `GET /2/users/me`
pub(super) fn me(call: &Call) -> Reply {
    one(call, call.state.accounts.get(&call.viewer), "id", "me")
}

/// `GET /2/users/:id`
pub(super) fn by_id(call: &Call, id: &str) -> Result<Reply, Problem> {
    let number = number(call.fields.dialect, id)?;
    Ok(one(call, call.state.accounts.get(&number), "id", id))
}

/// `GET /2/users/by/username/:username`
pub(super) fn by_username(call: &Call, name: &str) -> Result<Reply, Problem> {
    check(call.fields.dialect, "username", name)?;
    Ok(one(call, call.state.named(name), "username", name))
}

/// `GET /2/users/by`
pub(super) fn by_usernames(call: &Call) -> Result<Reply, Problem> {
    let dialect = call.fields.dialect;
    let given = call.ask.get("usernames").unwrap_or_default();
    let names: Vec<&str> = given.split(',').collect();
    if names.len() > 100 {
        let message = "The number of values in the `usernames` query parameter list is not between \
                       1 and 100";
        return Err(Problem::invalid(dialect, "usernames", given, message));
    }
    let mut show = Show::new(call.state, &call.fields, call.viewer, call.now);
    let mut data: Vec<Value> = Vec::new();
    for name in names {
        check(dialect, "usernames", name)?;
        match found(call, call.state.named(name), "usernames", name) {
            Ok(account) => data.push(show.user(account)),
            Err(error) => show.error(error),
        }
    }
    let data = (!data.is_empty()).then(|| data.into());
    Ok(Reply::json(200, &show.answer(data, None)))
}

fn check(dialect: Dialect, parameter: &str, name: &str) -> Result<(), Problem> {
    if is_handle(name) {
        return Ok(());
    }
    let message = format!(
        "The `{parameter}` query parameter value [{name}] does not match ^[A-Za-z0-9_]{{1,15}}$"
    );
    Err(Problem::invalid(dialect, parameter, name, &message))
}

fn found<'a>(
    call: &Call,
    account: Option<&'a Account>,
    parameter: &str,
    value: &str,
) -> Result<&'a Account, Value> {
    match account {
        None => Err(no_account(call.fields.dialect, parameter, value)),
        Some(a) if a.suspended => Err(suspended(call.fields.dialect, parameter, value)),
        Some(account) => Ok(account),
    }
}

fn one(call: &Call, account: Option<&Account>, parameter: &str, value: &str) -> Reply {
    let mut show = Show::new(call.state, &call.fields, call.viewer, call.now);
    let data = match found(call, account, parameter, value) {
        Ok(account) => Some(show.user(account)),
        Err(error) => {
            show.error(error);
            None
        }
    };
    Reply::json(200, &show.answer(data, None))
}
