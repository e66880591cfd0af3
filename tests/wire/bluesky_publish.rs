//! One post on Bluesky: once, whatever happens, and what became of it.

use super::bluesky_script::{
    ACME, Heard, Reply, STUDY, Server, cut, ok, raw, refuse, session, start,
};
use jiff::SignedDuration;
use mystery_shopper::channel::bluesky::Bluesky;
use mystery_shopper::channel::social::{Permit, Social};
use mystery_shopper::error::Exit;
use mystery_shopper::model::{AttemptResult, Consent, Network};
use serde_json::{Value, json};

const LOGIN: &str = "POST com.atproto.server.createSession";
const RESOLVE: &str = "GET com.atproto.identity.resolveHandle?handle=acme.example";
const WRITE: &str = "POST com.atproto.repo.createRecord";
const LOOK: &str = "GET com.atproto.repo.getRecord";
const TEXT: &str = "@acme.example Caf\u{e9} \u{2615} open on Sundays?";

fn permit(text: &str) -> Permit {
    let consent = Consent {
        network: Network::Bluesky,
        handle: "acme.example".to_owned(),
        who: "J. Client".to_owned(),
        when: jiff::civil::date(2019, 12, 1),
        ground: "contract".to_owned(),
    };
    Permit::of(&[consent], Network::Bluesky, "acme.example", text).unwrap()
}

/// Logs in and knows the company; `write` answers what is written, `look` what is looked for.
async fn server(
    mut write: impl FnMut(&Heard) -> Reply + Send + 'static,
    mut look: impl FnMut(&Heard) -> Reply + Send + 'static,
) -> Server {
    Server::start(move |heard| match heard.call.as_str() {
        LOGIN => session("1"),
        "POST com.atproto.server.refreshSession" => session("2"),
        RESOLVE => ok(&json!({ "did": ACME })),
        WRITE => write(heard),
        call if call.starts_with(LOOK) => look(heard),
        _ => ok(&json!({ "posts": [] })),
    })
    .await
}

fn address(heard: &Heard) -> String {
    let rkey = heard.body["rkey"].as_str().unwrap();
    format!("at://{STUDY}/app.bsky.feed.post/{rkey}")
}

/// As a server answers that wrote the record, in the same second.
fn written(heard: &Heard) -> Reply {
    ok(&json!({
        "uri": address(heard), "cid": "c",
        // 2020-01-01T00:00:00.5Z
        "commit": { "cid": "c", "rev": "3gv35325sd223" },
    }))
}

async fn publish(client: &mut Bluesky) -> (AttemptResult, String) {
    let (result, words, _) = client.publish(&permit(TEXT)).await.unwrap();
    (result, words)
}

#[tokio::test]
async fn the_handle_is_looked_up_before_anything_is_written() {
    let server = Server::start(|heard| match heard.call.as_str() {
        LOGIN => session("1"),
        RESOLVE => ok(&json!({ "did": ACME })),
        WRITE => written(heard),
        _ => refuse(400, "Unexpected"),
    })
    .await;
    let (mut client, _) = server.client();
    let (result, uri, time) = client.publish(&permit(TEXT)).await.unwrap();
    let heard = server.finish();
    let calls: Vec<_> = heard.iter().map(|h| h.call.as_str()).collect();
    assert_eq!(calls, [LOGIN, RESOLVE, WRITE]);
    let body = &heard[2].body;
    assert_eq!((result, uri), (AttemptResult::Accepted, address(&heard[2])));
    assert_eq!(body["repo"], STUDY);
    assert_eq!(body["collection"], "app.bsky.feed.post");
    assert_eq!(body["record"]["text"], TEXT);
    assert_eq!(body["record"]["createdAt"], "2020-01-01T00:00:00.000Z");
    let facet = &body["record"]["facets"][0];
    assert_eq!(facet["index"], json!({ "byteStart": 0, "byteEnd": 13 }));
    assert_eq!(facet["features"][0]["did"], ACME);
    // The time is the server's, which writes it into its revision.
    assert_eq!(time, Some(start() + SignedDuration::from_millis(500)));
    assert_eq!(client.usage().posts, 1);
}

#[tokio::test]
async fn who_does_not_exist_is_not_written_to() {
    let profile = "GET app.bsky.actor.getProfile?actor=acme.example";
    let not_found = raw(
        400,
        r#"{"error":"InvalidRequest","message":"Profile not found"}"#,
    );
    for (answer, words) in [
        (not_found, "there is no account @acme.example"),
        (refuse(400, "AccountTakedown"), "@acme.example is suspended"),
    ] {
        let server = Server::script(vec![
            (LOGIN, session("1")),
            (RESOLVE, refuse(400, "HandleNotFound")),
            (profile, answer),
        ])
        .await;
        let (mut client, _) = server.client();
        assert_eq!(
            publish(&mut client).await,
            (AttemptResult::Refused, words.to_owned())
        );
        server.finish();
    }
}

#[tokio::test]
async fn a_post_whose_answer_was_lost_is_found_again() {
    let server = Server::start({
        let (mut kept, mut looks) = (Value::Null, 0);
        move |heard| match heard.call.as_str() {
            LOGIN => session("1"),
            RESOLVE => ok(&json!({ "did": ACME })),
            WRITE => {
                kept = heard.body.clone();
                cut()
            }
            call if call.starts_with(LOOK) => {
                looks += 1;
                // It takes the server a moment to have it.
                if looks < 3 {
                    return refuse(400, "RecordNotFound");
                }
                assert_eq!(heard.parameter("rkey").as_deref(), kept["rkey"].as_str());
                assert_eq!(heard.parameter("repo").as_deref(), Some(STUDY));
                ok(&json!({ "uri": "at://x", "value": kept["record"] }))
            }
            _ => ok(&json!({ "posts": [] })),
        }
    })
    .await;
    let (mut client, clock) = server.client();
    let (result, words) = publish(&mut client).await;
    assert_eq!(result, AttemptResult::Accepted);
    assert!(words.starts_with(&format!("at://{STUDY}/app.bsky.feed.post/")));
    assert_eq!(server.calls(WRITE), 1, "it is written once");
    assert_eq!(clock.now(), start() + SignedDuration::from_secs(10));
}

#[tokio::test]
async fn what_is_not_found_stays_in_doubt() {
    // The last is a server's own post under that key, which is none of ours.
    let other = ok(&json!({ "uri": "at://x", "value": { "text": "something else" } }));
    for (write, look) in [
        (cut(), refuse(400, "RecordNotFound")),
        (raw(200, "no JSON"), refuse(400, "RecordNotFound")),
        (
            ok(&json!({ "uri": "at://did:plc:x/app.bsky.feed.post/3k" })),
            refuse(400, "RecordNotFound"),
        ),
        (raw(502, "<html>"), refuse(400, "RecordNotFound")),
        (
            refuse(503, "NotEnoughResources"),
            refuse(400, "RecordNotFound"),
        ),
        (cut(), refuse(500, "InternalServerError")),
        (cut(), raw(404, "gone")),
        (cut(), other),
    ] {
        let (write_again, look_again) = (write.clone(), look.clone());
        let server = server(move |_| write_again.clone(), move |_| look_again.clone()).await;
        let (mut client, _) = server.client();
        let (result, words) = publish(&mut client).await;
        assert_eq!(result, AttemptResult::InDoubt, "{write:?} {look:?}");
        assert!(
            words.contains(&format!("at://{STUDY}/app.bsky.feed.post/")),
            "{words}"
        );
        assert_eq!(server.calls(WRITE), 1, "{write:?}");
    }
}

#[tokio::test]
async fn what_the_server_certainly_did_not_do_is_told_so() {
    for (write, result) in [
        (refuse(400, "InvalidRequest"), AttemptResult::Refused),
        (refuse(429, "RateLimitExceeded"), AttemptResult::NotReached),
        (
            refuse(500, "InternalServerError"),
            AttemptResult::NotReached,
        ),
    ] {
        let answer = write.clone();
        let server = server(move |_| answer.clone(), |_| refuse(400, "RecordNotFound")).await;
        let (mut client, _) = server.client();
        assert_eq!(publish(&mut client).await.0, result, "{write:?}");
        assert_eq!(server.calls(WRITE), 1, "{write:?}");
        assert_eq!(client.usage().posts, 0);
    }
    let server = server(|_| refuse(400, "AccountTakedown"), |_| cut()).await;
    let (mut client, _) = server.client();
    let error = client.publish(&permit(TEXT)).await.unwrap_err();
    assert_eq!(error.exit(), Exit::Authentication);
}

#[tokio::test]
async fn a_server_that_is_not_there_was_not_reached() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let clock = mystery_shopper::clock::Clock::simulated(start());
    let account = super::bluesky_script::account(&base);
    let mut client = Bluesky::new(&account, clock).unwrap();
    assert_eq!(publish(&mut client).await.0, AttemptResult::NotReached);
}

#[tokio::test]
async fn a_session_that_ends_at_the_write_is_renewed_and_the_key_kept() {
    let mut writes = 0;
    let server = server(
        move |heard| {
            writes += 1;
            if writes == 1 {
                refuse(400, "ExpiredToken")
            } else {
                written(heard)
            }
        },
        |_| refuse(400, "Unexpected"),
    )
    .await;
    let (mut client, _) = server.client();
    assert_eq!(publish(&mut client).await.0, AttemptResult::Accepted);
    let heard = server.finish();
    let writes: Vec<_> = heard.iter().filter(|h| h.call == WRITE).collect();
    assert_eq!(writes.len(), 2);
    assert_eq!(
        (&writes[0].body, &*writes[0].token),
        (&writes[1].body, "access-1")
    );
    assert_eq!(writes[1].token, "access-2");
}
