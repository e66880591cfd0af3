//! Single posts: looked up, made and taken back; and direct messages.

use super::answer::Call;
use super::http::Reply;
use super::message::Message;
use super::page::{Part, Rules, meta};
use super::post::Saying;
use super::problem::{Problem, post_error};
use super::render::{Show, made};
use super::state::{Hidden, Refusal};
use super::users::number;
use jiff::SignedDuration;
use serde_json::{Map, Value, json};

const MESSAGES: Rules = Rules {
    mark: 'd',
    sizes: (1, 100, 100),
    recent: false,
};

/// How far back direct messages can be read.
const MESSAGES_REACH: SignedDuration = SignedDuration::from_hours(30 * 24);

/// `GET /2/tweets/:id` and `GET /2/tweets`
pub(super) fn lookup(call: &Call, one: Option<&str>) -> Result<Reply, Problem> {
    let dialect = call.fields.dialect;
    let parameter = if one.is_some() { "id" } else { "ids" };
    let given = one.or(call.ask.get("ids")).unwrap_or_default();
    let ids: Vec<&str> = given.split(',').collect();
    if ids.len() > 100 {
        let message =
            "The number of values in the `ids` query parameter list is not between 1 and 100";
        return Err(Problem::invalid(dialect, "ids", given, message));
    }
    let mut show = Show::new(call.state, &call.fields, call.viewer, call.now);
    let mut data: Vec<Value> = Vec::new();
    for id in ids {
        let post = call.state.posts.get(&number(dialect, id)?);
        let seen = post
            .ok_or(Hidden::Missing)
            .and_then(|post| call.state.see(call.viewer, post, call.now).map(|()| post));
        match seen {
            Ok(post) => data.push(show.post(post)),
            Err(hidden) => show.error(post_error(dialect, hidden, parameter, id)),
        }
    }
    let data = match one {
        Some(_) => data.pop(),
        None => (!data.is_empty()).then(|| data.into()),
    };
    Ok(Reply::json(200, &show.answer(data, None)))
}

/// The object in the body of a request, with nothing in it but what is known.
fn object(call: &Call, known: &[&str]) -> Result<Map<String, Value>, Problem> {
    let dialect = call.fields.dialect;
    let Ok(Value::Object(body)) = serde_json::from_slice(&call.ask.body) else {
        let message = "Requests with bodies must have content-type of application/json.";
        return Err(Problem::invalid(dialect, "body", "", message));
    };
    if let Some(odd) = body.keys().find(|k| !known.contains(&k.as_str())) {
        let message = format!(
            "[$.{odd}: is not defined in the schema and the schema does not allow additional \
             properties]"
        );
        return Err(Problem::invalid(dialect, odd, "", &message));
    }
    Ok(body)
}

/// A text in an object; an error when it is something else.
fn string(call: &Call, body: &Map<String, Value>, name: &str) -> Result<Option<String>, Problem> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => {
            let message = format!("[$.{name}: is not a string]");
            let value = other.to_string();
            Err(Problem::invalid(
                call.fields.dialect,
                name,
                &value,
                &message,
            ))
        }
    }
}

/// `POST /2/tweets`
pub(super) fn create(call: &mut Call) -> Result<Reply, Problem> {
    const KNOWN: &[&str] = &[
        "text",
        "reply",
        "quote_tweet_id",
        "reply_settings",
        "made_with_ai",
        "paid_partnership",
        "for_super_followers_only",
        "nullcast",
    ];
    let dialect = call.fields.dialect;
    let body = object(call, KNOWN)?;
    let reply_to = match body.get("reply") {
        Some(Value::Object(reply)) => string(call, reply, "in_reply_to_tweet_id")?,
        Some(Value::Null) | None => None,
        Some(other) => {
            let message = "[$.reply: is not an object]";
            let value = other.to_string();
            return Err(Problem::invalid(dialect, "reply", &value, message));
        }
    };
    let saying = Saying {
        text: string(call, &body, "text")?.unwrap_or_default(),
        reply_to,
        quotes: string(call, &body, "quote_tweet_id")?,
        pictures: Vec::new(),
    };
    let id = call
        .state
        .say(call.viewer, call.now, saying, true)
        .map_err(|refusal| Problem::refused(refusal, dialect))?;
    call.state.faulty.accepted += 1;
    let faults = call.state.faulty.faults.clone();
    if faults.crowd > 0 {
        let later = call.now.checked_add(SignedDuration::from_secs(1));
        // The post is there, so there is somewhere to reply to.
        let _ = call
            .state
            .crowd(&id.to_string(), faults.crowd, later.unwrap_or(call.now));
    }
    let post = call.state.posts.get(&id);
    let mut reply = Reply::json(201, &post.map_or(Value::Null, |p| made(dialect, p)));
    reply.said = call.state.view(id);
    reply.cut = faults.drop_posts.contains(&call.state.faulty.accepted);
    Ok(reply)
}

/// `DELETE /2/tweets/:id`
pub(super) fn delete(call: &mut Call, id: &str) -> Result<Reply, Problem> {
    let dialect = call.fields.dialect;
    number(dialect, id)?;
    let author = call.state.find(id).filter(|p| !p.deleted).map(|p| p.author);
    match author {
        Some(author) if author != call.viewer => {
            return Err(Problem::refused(Refusal::NotYours, dialect));
        }
        None => {
            let error = post_error(dialect, Hidden::Missing, "id", id);
            return Ok(Reply::json(200, &json!({"errors": [error]})));
        }
        Some(_) => {}
    }
    let deleted = call.state.delete(id);
    Ok(Reply::json(200, &json!({"data": {"deleted": deleted}})))
}

/// `GET /2/dm_events`
pub(super) fn messages(call: &Call) -> Result<Reply, Problem> {
    let part = Part::read(call.ask, call.fields.dialect, &MESSAGES, call.now)?;
    let wanted = call.ask.get("event_types").unwrap_or("MessageCreate");
    let wanted = wanted.split(',').any(|t| t == "MessageCreate");
    let oldest = call.now.checked_sub(MESSAGES_REACH).unwrap_or(call.now);
    let mut page: Vec<_> = call
        .state
        .messages
        .values()
        .rev()
        .filter(|m| wanted && m.concerns(call.viewer) && part.holds(m.id))
        .filter(|m| oldest <= m.at && m.at <= call.now)
        .take(part.most + 1)
        .collect();
    let more = page.len() > part.most;
    page.truncate(part.most);
    let ids: Vec<u64> = page.iter().map(|m| m.id).collect();
    let mut show = Show::new(call.state, &call.fields, call.viewer, call.now);
    let data: Vec<Value> = page.into_iter().map(|m| show.message(m)).collect();
    let mut meta = meta(MESSAGES.mark, &ids, more);
    if let Value::Object(meta) = &mut meta {
        // The list of messages has no ids in its meta.
        meta.retain(|name, _| name == "result_count" || name == "next_token");
    }
    let data = (!data.is_empty()).then(|| data.into());
    Ok(Reply::json(200, &show.answer(data, Some(meta))))
}

/// `POST /2/dm_conversations/with/:id/messages`
pub(super) fn write(call: &mut Call, to: &str) -> Result<Reply, Problem> {
    let dialect = call.fields.dialect;
    let to = number(dialect, to)?;
    let body = object(call, &["text"])?;
    let text = string(call, &body, "text")?.unwrap_or_default();
    let id = call
        .state
        .write((call.viewer, to), call.now, &text, Vec::new(), true)
        .map_err(|refusal| match refusal {
            // It is the other who is suspended: whoever asks was let in.
            Refusal::Suspended => Problem::refused(Refusal::Unsummoned, dialect),
            other => Problem::refused(other, dialect),
        })?;
    let conversation = call.state.messages.get(&id).map(Message::conversation);
    Ok(Reply::json(
        201,
        &json!({"data": {"dm_conversation_id": conversation, "dm_event_id": id.to_string()}}),
    ))
}
