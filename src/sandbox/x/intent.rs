//! The network's own form for a post, to which a link with the text leads, as the person meets it who posts
//! by hand. Whoever opens it is taken to be logged in with the study's account.

use super::http::{Ask, Reply};
use super::post::Saying;
use super::state::State;
use jiff::Timestamp;

/// Where the form is.
pub(super) const PATH: &str = "/intent/post";

/// The form with the text in it; or, when it is sent, the post.
pub(super) fn answer(state: &mut State, ask: &Ask, now: Timestamp) -> Reply {
    if ask.method != "POST" {
        let text = escaped(ask.get("text").unwrap_or_default());
        return page(
            200,
            &format!(
                "<form method=\"post\" action=\"{PATH}\"><textarea name=\"text\" rows=\"6\" cols=\"60\">{text}</textarea>\
                 <p><button>Post</button></form>"
            ),
        );
    }
    let form = ask.form();
    let text = form
        .iter()
        .find(|(name, _)| name == "text")
        .map_or("", |(_, text)| text);
    // A form sends CR LF.
    let text = text.replace("\r\n", "\n");
    let said = state
        .say(state.own, now, Saying::plain(&text), true)
        .map(|id| (id, state.view(id)));
    match said {
        Ok((id, said)) => {
            let author = said.as_ref().map_or("", |said| &said.author);
            let address = escaped(&format!("https://x.com/{author}/status/{id}"));
            let mut reply = page(200, &format!("<p>Posted: {address}"));
            reply.said = said;
            reply
        }
        Err(refusal) => page(403, &format!("<p>Not posted: {refusal:?}")),
    }
}

fn page(status: u16, body: &str) -> Reply {
    Reply {
        status,
        content_type: "text/html; charset=utf-8",
        body: format!(
            "<!DOCTYPE html><meta charset=\"utf-8\"><title>Sandbox: a post</title>{body}\n"
        ),
        ..Reply::default()
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
