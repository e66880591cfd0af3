//! From the bytes of a post to a response.

use super::kind::Judged;
use super::register::Posts;
use super::text::{Body, body};
use super::tie::{Question, Tied, address, tie};
use crate::intake::folded::Folded;
use crate::intake::kind::Topic;
use crate::intake::language::language;
use crate::intake::read::{bounded, bounded_evidence};
use crate::intake::text::questions;
use crate::model::{Features, Kind, Network, Post, Response, TimeSource, plain_handle};
use jiff::{SignedDuration, Timestamp};

/// An edited post keeps its first time if its ids say that it was edited within so long; X allows an hour.
const EDITED: SignedDuration = SignedDuration::from_hours(24);
/// Milliseconds since 1970 with which the ids of X begin to count.
const EPOCH: i64 = 1_288_834_974_657;

/// Reads one post: ties it to an enquiry of the register, says what it is, what its author wrote and when
/// it came. `raw` is a [`Post`] as JSON; any other bytes are unrelated, by the rule `not_a_post`. The caller
/// sets [`Response::inbound`], which is 0 here, and gives what comes back to [`Posts::learn`].
///
/// - `kind` is told by the words alone, as a mail's is, with the question as topic. A direct message is an
///   answer on another channel than was asked: its rule begins with `direct: `, so that it can be told
///   apart.
/// - `answered_at` is what the network calls `created_at`, in whole seconds. A post that was edited, so that it
///   has earlier ids, keeps the time of the first: ids of X count the milliseconds at which they were given.
///   Where they cannot have (another network's, or a time that does not fit) it is that of the edition.
///   Each edition is an inbound and a response of its own.
/// - `from` is the author's handle behind an `@`; there is no subject, token, Date or bounce.
/// - `text` is the author's own words, with a line `[picture: alt text]` for each picture below them. The kind
///   is told by the words; only where there are none, by the pictures' alt texts. The pictures' addresses stand
///   among `features.links`, behind those of the text.
/// - An unrelated post has the rule `own_message` (the study's own), `bystander`, `to_somebody_else` or
///   `no_tie (kind: rule)`.
#[must_use]
pub fn read_post(raw: &[u8], posts: &Posts) -> Response {
    reading(raw, Some(posts))
}

/// Reads a post by itself, with no study to tie it to: its kind, text and time.
#[must_use]
pub fn examine_post(raw: &[u8]) -> Response {
    reading(raw, None)
}

fn reading(raw: &[u8], posts: Option<&Posts>) -> Response {
    match serde_json::from_slice::<Post>(raw) {
        Ok(post) => read(&post, posts),
        Err(error) => Response {
            rule: "not_a_post".to_owned(),
            evidence: bounded_evidence(vec![error.to_string()]),
            ..Response::unrelated()
        },
    }
}

fn read(post: &Post, posts: Option<&Posts>) -> Response {
    let body = body(post);
    let said = body.said();
    let own = Folded::new(&said);
    let judged = Judged::new(&said, &own, post.private);
    let mut verdict = judged.verdict(&Topic::default());
    let at = written_at(post);
    let mut tied = Tied::default();
    if let Some(posts) = posts {
        let question = Question {
            post,
            body: &body,
            folded: &own,
            kind: verdict.kind,
            at,
        };
        tied = tie(&question, posts);
        if let Some(asked) = tied.enquiry.and_then(|enquiry| posts.topic(enquiry)) {
            verdict = judged.verdict(asked);
        }
    }
    if let Some(kind) = shown(&body, &own) {
        (verdict.kind, verdict.rule) = (kind, "picture".to_owned());
    }
    if post.private {
        verdict.rule.insert_str(0, "direct: ");
    }
    if let Some(rule) = tied.unrelated {
        (verdict.kind, verdict.rule) = (Kind::Unrelated, rule.to_owned());
        verdict.evidence.clear();
    } else if posts.is_some() && tied.enquiry.is_none() && tied.candidates.is_empty() {
        verdict.rule = format!("no_tie ({}: {})", verdict.kind.as_str(), verdict.rule);
        verdict.kind = Kind::Unrelated;
    }
    let mut evidence = tied.evidence;
    evidence.extend(address(post));
    evidence.extend(verdict.evidence);
    Response {
        enquiry: tied.enquiry,
        candidates: tied.candidates,
        tied_by: tied.by,
        kind: verdict.kind,
        rule: verdict.rule,
        evidence: bounded_evidence(evidence),
        answered_at: Some(at),
        answered_at_source: Some(TimeSource::CreatedAt),
        from: bounded(&format!("@{}", plain_handle(&post.author.handle)), 320),
        marks: tied.marks,
        text: body.kept(),
        language: language(&own),
        features: Features {
            greeting_by_name: body.greeted,
            agent_named: body.signed,
            links: body.links,
            questions: questions(&body.own),
        },
        ..Response::unrelated()
    }
}

/// When the first edition of a post was taken, in whole seconds.
fn written_at(post: &Post) -> Timestamp {
    let fits =
        |at: &Timestamp| *at <= post.created_at && post.created_at.duration_since(*at) <= EDITED;
    let first = post
        .earlier
        .iter()
        .take(20)
        .filter_map(|id| given_at(post.network, id))
        .filter(fits)
        .min();
    let at = first.unwrap_or(post.created_at);
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// When an id was given, where it tells.
fn given_at(network: Network, id: &str) -> Option<Timestamp> {
    match network {
        Network::Twitter => {
            let id: i64 = id.parse().ok().filter(|id| *id > 0)?;
            Timestamp::from_millisecond((id >> 22) + EPOCH).ok()
        }
        Network::Bluesky => None,
    }
}

/// What the pictures show by their alt texts; `None` where the author wrote words, which count alone.
fn shown(body: &Body, own: &Folded) -> Option<Kind> {
    (own.sentences.is_empty() && !body.seen.is_empty()).then(|| {
        let folded = Folded::new(&body.seen);
        Judged::new(&body.seen, &folded, true)
            .verdict(&Topic::default())
            .kind
    })
}

#[cfg(test)]
mod tests {
    use super::super::tie::tests::post;
    use super::*;

    #[test]
    fn an_edited_post_keeps_its_first_time_where_ids_tell_it() {
        let mut post = post();
        post.created_at = "2025-11-03T11:20:30.9Z".parse().unwrap();
        let second = |text: &str| -> Timestamp { text.parse().unwrap() };
        assert_eq!(written_at(&post), second("2025-11-03T11:20:30Z"));
        post.earlier = vec![
            "1985299899273940992".to_owned(),
            "x".to_owned(),
            "-5".to_owned(),
        ];
        assert_eq!(written_at(&post), second("2025-11-03T10:55:55Z"));
        // A day later nobody may edit any more: the id is of something else.
        post.created_at = "2025-11-05T11:20:30Z".parse().unwrap();
        assert_eq!(written_at(&post), post.created_at);
    }

    #[test]
    fn bytes_that_are_no_post_say_so() {
        for raw in [&b""[..], b"{}", b"\xff", b"[1]", b"From: a\n\nb"] {
            let response = read_post(raw, &Posts::default());
            assert_eq!(
                (response.kind, response.rule.as_str()),
                (Kind::Unrelated, "not_a_post")
            );
            assert!(response.answered_at.is_none());
        }
    }
}
