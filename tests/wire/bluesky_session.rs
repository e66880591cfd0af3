//! Sessions and limits of the Bluesky client, call by call.

use super::bluesky_script::{ACME, STUDY, Server, account, cut, ok, raw, refuse, session, start};
use jiff::SignedDuration;
use mystery_shopper::channel::bluesky::Bluesky;
use mystery_shopper::channel::social::Social;
use mystery_shopper::clock::Clock;
use mystery_shopper::error::{Error, Exit};
use mystery_shopper::model::{Lookup, Network, SecretSource, SocialAuth};
use serde_json::json;

const LOGIN: &str = "POST com.atproto.server.createSession";
const RENEW: &str = "POST com.atproto.server.refreshSession";
const PROFILE: &str = "GET app.bsky.actor.getProfile?actor=acme.example";

fn profile() -> super::bluesky_script::Reply {
    ok(&json!({ "did": ACME, "handle": "acme.example" }))
}

fn tokens(server: &Server) -> Vec<String> {
    server.finish().into_iter().map(|h| h.token).collect()
}

#[tokio::test]
async fn a_session_is_renewed_in_the_middle() {
    let server = Server::script(vec![
        (LOGIN, session("1")),
        (PROFILE, profile()),
        (PROFILE, refuse(400, "ExpiredToken")),
        (RENEW, session("2")),
        (PROFILE, profile()),
        (PROFILE, refuse(400, "ExpiredToken")),
        (RENEW, session("3")),
        (PROFILE, profile()),
    ])
    .await;
    let (mut client, _) = server.client();
    for _ in 0..3 {
        let found = client.profile("@Acme.Example").await.unwrap();
        assert!(matches!(found, Lookup::Found(p) if p.id == ACME));
    }
    assert_eq!(
        tokens(&server),
        [
            "",
            "access-1",
            "access-1",
            "refresh-1",
            "access-2",
            "access-2",
            "refresh-2",
            "access-3"
        ],
        "a refresh token is good once"
    );
    let heard = server.finish();
    let said = json!({ "identifier": "study.example", "password": "p&ss" });
    assert_eq!(heard[0].body, said);
    assert_eq!(client.usage().profiles, 3);
    assert_eq!(client.usage().profiles, 0, "since this was last asked");
}

#[tokio::test]
async fn what_cannot_be_renewed_is_opened_anew() {
    let server = Server::script(vec![
        (LOGIN, session("1")),
        (PROFILE, refuse(401, "InvalidToken")),
        (RENEW, refuse(400, "ExpiredToken")),
        (LOGIN, session("2")),
        (PROFILE, profile()),
        // The answer to a renewal is lost, and with it both tokens.
        (PROFILE, refuse(400, "ExpiredToken")),
        (RENEW, cut()),
        (RENEW, refuse(400, "ExpiredToken")),
        (LOGIN, session("3")),
        (PROFILE, profile()),
    ])
    .await;
    let (mut client, _) = server.client();
    for _ in 0..2 {
        assert!(client.profile("acme.example").await.is_ok());
    }
    assert_eq!(tokens(&server).last().unwrap(), "access-3");
}

#[tokio::test]
async fn a_session_that_is_never_good_is_no_endless_loop() {
    let server = Server::start(|heard| match heard.call.as_str() {
        LOGIN | RENEW => session("1"),
        _ => refuse(401, "AuthMissing"),
    })
    .await;
    let (mut client, _) = server.client();
    let error = client.own().await.unwrap_err();
    assert_eq!(error.exit(), Exit::Authentication);
    assert!(server.calls("") < 10, "{}", server.calls(""));
}

#[tokio::test]
async fn a_login_that_is_refused_is_tried_once() {
    let server = Server::script(vec![(LOGIN, refuse(401, "AuthenticationRequired"))]).await;
    let (mut client, _) = server.client();
    let Err(Error::Authentication { account, reply }) = client.ready().await else {
        panic!("no login");
    };
    assert!(
        account.starts_with("study.example at 127.0.0.1:"),
        "{account}"
    );
    assert_eq!(
        reply,
        "401 AuthenticationRequired about AuthenticationRequired"
    );
    server.finish();
    // An account that is not active, and an answer that is none.
    for (answer, exit) in [
        (
            json!({ "did": STUDY, "handle": "h", "accessJwt": "a", "refreshJwt": "r", "active": false, "status": "takendown" }),
            Exit::Authentication,
        ),
        (
            json!({ "did": STUDY, "accessJwt": "a\r\nX-Evil: 1", "refreshJwt": "r" }),
            Exit::Failed,
        ),
        (json!([]), Exit::Failed),
    ] {
        let server = Server::script(vec![(LOGIN, ok(&answer))]).await;
        let (mut client, _) = server.client();
        assert_eq!(client.own().await.unwrap_err().exit(), exit, "{answer}");
        server.finish();
    }
}

#[tokio::test]
async fn no_call_is_wasted_on_an_exhausted_limit() {
    let reset = (start().as_second() + 200).to_string();
    let spent = profile()
        .with("ratelimit-limit", "3000")
        .with("ratelimit-remaining", "0")
        .with("ratelimit-reset", &reset)
        .with("ratelimit-policy", "3000;w=300");
    let server = Server::script(vec![
        (LOGIN, session("1")),
        (PROFILE, spent),
        (PROFILE, profile()),
    ])
    .await;
    let (mut client, clock) = server.client();
    client.profile("acme.example").await.unwrap();
    assert_eq!(clock.now(), start());
    client.profile("acme.example").await.unwrap();
    assert_eq!(clock.now(), start() + SignedDuration::from_secs(201));
    server.finish();
}

#[tokio::test]
async fn too_many_calls_are_waited_out() {
    let reset = (start().as_second() + 100).to_string();
    let told = refuse(429, "RateLimitExceeded")
        .with("ratelimit-limit", "3000")
        .with("ratelimit-remaining", "0")
        .with("ratelimit-reset", &reset)
        .with("ratelimit-policy", "3000;w=300");
    let server = Server::script(vec![
        (LOGIN, session("1")),
        (PROFILE, told),
        (PROFILE, raw(429, "slow down")),
        (
            PROFILE,
            refuse(429, "RateLimitExceeded").with("retry-after", "7"),
        ),
        (PROFILE, profile()),
    ])
    .await;
    let (mut client, clock) = server.client();
    client.profile("acme.example").await.unwrap();
    let waited = clock.now().duration_since(start());
    // 101 s until the window ends, a minute on the second refusal that says nothing, 7 s as told.
    assert_eq!(waited, SignedDuration::from_secs(101 + 60 + 7));
    server.finish();
}

#[tokio::test]
async fn a_storm_of_failures_ends_in_an_error() {
    for failure in [
        raw(502, "<html>"),
        refuse(500, "InternalServerError"),
        cut(),
        raw(200, "{"),
    ] {
        let answer = failure.clone();
        let server = Server::start(move |heard| match heard.call.as_str() {
            LOGIN => session("1"),
            _ => answer.clone(),
        })
        .await;
        let (mut client, _) = server.client();
        let error = client.profile("acme.example").await.unwrap_err();
        assert_eq!(error.exit(), Exit::Failed);
        assert!(error.hint().is_some());
        assert_eq!(server.calls("GET"), 5, "{failure:?}");
    }
}

#[tokio::test]
async fn a_session_that_just_worked_is_ready() {
    let server = Server::script(vec![
        (LOGIN, session("1")),
        (
            "GET com.atproto.server.getSession",
            ok(&json!({ "did": STUDY })),
        ),
        (
            "GET com.atproto.server.getSession",
            refuse(400, "ExpiredToken"),
        ),
        (RENEW, session("2")),
        (
            "GET com.atproto.server.getSession",
            ok(&json!({ "did": STUDY })),
        ),
    ])
    .await;
    let (mut client, clock) = server.client();
    client.ready().await.unwrap();
    client.ready().await.unwrap();
    clock
        .sleep_until(start() + SignedDuration::from_hours(3))
        .await;
    client.ready().await.unwrap();
    server.finish();
}

#[tokio::test]
async fn only_what_can_be_an_account_of_bluesky_is_one() {
    let good = account("https://bsky.social");
    let client = Bluesky::new(&good, Clock::simulated(start())).unwrap();
    assert_eq!(client.network(), Network::Bluesky);
    assert_eq!(client.label(), "study.example at bsky.social");
    let mut bad = vec![
        account("http://bsky.social"),
        account("bsky"),
        good.clone(),
        good.clone(),
    ];
    bad[2].network = Network::Twitter;
    bad[3].auth = SocialAuth::OAuth2 {
        client_id: "a".to_owned(),
        client_secret: Some(SecretSource::Env("A".to_owned())),
        tokens: "tokens".into(),
    };
    for account in bad {
        let made = Bluesky::new(&account, Clock::simulated(start()));
        assert!(matches!(made, Err(Error::Refused { .. })), "{account:?}");
    }
}
