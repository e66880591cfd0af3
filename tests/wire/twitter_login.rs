//! Tokens that run out in the middle, and the login that fetches them.

use super::twitter_server::{Fake, Said, at, clock, id, pairs, post, tokens};
use jiff::Timestamp;
use mystery_shopper::channel::social::Social;
use mystery_shopper::channel::twitter::{Authorization, Twitter};
use mystery_shopper::clock::Clock;
use mystery_shopper::error::{Error, Exit};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, Mutex};

const TOKEN: &str = "POST /2/oauth2/token";

/// A server on which one access token after the other is good: `a1` and `r1` first. A refresh token is
/// good once.
async fn server(handle: &'static str) -> (Fake, Arc<Mutex<u32>>) {
    let good = Arc::new(Mutex::new(1));
    let number = good.clone();
    let server = Fake::start(move |asked| {
        let mut number = number.lock().unwrap();
        if asked.line() == TOKEN {
            let form = pairs(&asked.body);
            assert_eq!(form.get("client_id").map(String::as_str), Some("app"));
            let is_good = match form["grant_type"].as_str() {
                "refresh_token" => form["refresh_token"] == format!("r{number}"),
                _ => form["code"] == "c1" && form["code_verifier"].len() >= 43,
            };
            if !is_good {
                return Said::json(
                    400,
                    &json!({"error": "invalid_request", "error_description": "Value passed for the token was invalid."}),
                );
            }
            *number += 1;
            return Said::json(
                200,
                &json!({"token_type": "bearer", "expires_in": 7200, "access_token": format!("a{number}"),
                        "refresh_token": format!("r{number}"),
                        "scope": "tweet.read tweet.write users.read offline.access"}),
            );
        }
        if asked.bearer() != format!("a{number}") {
            return Said::json(401, &json!({"title": "Unauthorized", "status": 401, "detail": "Unauthorized"}));
        }
        if asked.path == "/2/users/me" {
            return Said::json(200, &json!({"data": {"id": "99", "username": handle}}));
        }
        let page: u64 = asked.param("pagination_token").map_or(0, |t| t.parse().unwrap());
        if page == 1 {
            // The token is withdrawn while the pages are read.
            *number += u32::from(*number == 1);
        }
        let next = (page < 3).then(|| (page + 1).to_string());
        let posts = [post(id("2026-11-02T09:00:00Z", 9 - page), "hi")];
        Said::json(200, &json!({"data": posts, "meta": {"next_token": next}}))
    })
    .await;
    (server, good)
}

fn stored(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[tokio::test]
async fn a_token_that_ends_in_the_middle_of_the_pages() {
    let dir = tempfile::tempdir().unwrap();
    let (server, good) = server("shopper").await;
    let file = tokens(dir.path(), "a1", "r2", at("2026-11-02T12:00:00Z"));
    let mut twitter = Twitter::new(&server.with_tokens(&file), clock()).unwrap();
    let feed = twitter.mentions(None).await.unwrap();
    assert_eq!(feed.posts.len(), 4, "no page was lost");
    assert_eq!(server.count(TOKEN), 1);
    assert_eq!(*good.lock().unwrap(), 3);
    let stored = stored(&file);
    assert_eq!(stored["access_token"], "a3");
    assert_eq!(stored["refresh_token"], "r3");
    assert_eq!(stored["expires_at"], "2026-11-02T12:00:00Z");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[tokio::test]
async fn a_token_that_has_run_out_by_the_clock_is_not_tried() {
    let dir = tempfile::tempdir().unwrap();
    let (server, _) = server("shopper").await;
    let file = tokens(dir.path(), "a0", "r1", at("2026-11-02T10:00:30Z"));
    let mut twitter = Twitter::new(&server.with_tokens(&file), clock()).unwrap();
    twitter.own().await.unwrap();
    assert_eq!(server.lines(), [TOKEN, "GET /2/users/me"]);
    assert_eq!(stored(&file)["refresh_token"], "r2");
}

#[tokio::test]
async fn two_at_once_refresh_once() {
    let dir = tempfile::tempdir().unwrap();
    let (server, _) = server("shopper").await;
    let file = tokens(dir.path(), "a0", "r1", at("2026-11-02T09:00:00Z"));
    let account = server.with_tokens(&file);
    let mut one = Twitter::new(&account, clock()).unwrap();
    let mut two = Twitter::new(&account, clock()).unwrap();
    let (one, two) = tokio::join!(one.own(), two.own());
    assert_eq!(
        (one.unwrap().handle, two.unwrap().handle),
        ("shopper".to_owned(), "shopper".to_owned())
    );
    assert_eq!(server.count(TOKEN), 1, "{:?}", server.lines());
}

#[tokio::test]
async fn a_refresh_goes_on_when_nobody_waits_for_it() {
    let dir = tempfile::tempdir().unwrap();
    let (server, _) = server("shopper").await;
    let file = tokens(dir.path(), "a0", "r1", at("2026-11-02T09:00:00Z"));
    let mut twitter = Twitter::new(&server.with_tokens(&file), clock()).unwrap();
    let log = server.asked.clone();
    tokio::select! {
        biased;
        () = async { while log.lock().unwrap().is_empty() { tokio::task::yield_now().await; } } => {}
        done = twitter.own() => panic!("{done:?}"),
    }
    drop(twitter);
    while stored(&file)["refresh_token"] != "r2" {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_login_that_is_over_names_its_remedy() {
    let dir = tempfile::tempdir().unwrap();
    let (server, _) = server("shopper").await;
    let missing = dir.path().join("none.json");
    let dead = tokens(dir.path(), "a0", "r0", Timestamp::MAX);
    for file in [missing, dead] {
        let mut twitter = Twitter::new(&server.with_tokens(&file), clock()).unwrap();
        let error = twitter.own().await.unwrap_err();
        assert_eq!(error.exit(), Exit::Authentication, "{error}");
        assert!(
            error.to_string().contains("`shopper login twitter STUDY`"),
            "{error}"
        );
    }
    assert_eq!(server.count(TOKEN), 1);
}

#[tokio::test]
async fn a_token_endpoint_in_a_storm_is_waited_for() {
    let dir = tempfile::tempdir().unwrap();
    let file = tokens(dir.path(), "a0", "r1", at("2026-11-02T09:00:00Z"));
    let mut storm = 0;
    let server = Fake::start(move |asked| {
        storm += 1;
        match (asked.line().as_str(), storm) {
            (TOKEN, 1) => Said::Nothing,
            (TOKEN, 2) => Said::text(503, ""),
            (TOKEN, _) => Said::json(200, &json!({"access_token": "a2", "expires_in": 7200})),
            _ => Said::json(200, &json!({"data": {"id": "99", "username": "shopper"}})),
        }
    })
    .await;
    let clock = clock();
    let mut twitter = Twitter::new(&server.with_tokens(&file), clock.clone()).unwrap();
    twitter.own().await.unwrap();
    assert_eq!(clock.now(), at("2026-11-02T10:00:35Z"));
    assert_eq!(
        stored(&file)["refresh_token"],
        "r1",
        "one that is not rotated stays good"
    );
}

#[tokio::test]
async fn logging_in() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("x.json");
    let (server, _) = server("Shopper").await;
    let redirect = "http://127.0.0.1:8765/callback".to_owned();
    let account = server.with_tokens(&file);
    let login = Authorization::begin(&account, redirect.clone(), Clock::Wall).unwrap();
    let address = login.address();
    let (site, query) = address.split_once('?').unwrap();
    let query = pairs(query);
    assert_eq!(site, format!("{}/i/oauth2/authorize", server.api()));
    assert_eq!(
        query["scope"],
        "tweet.read tweet.write users.read offline.access dm.read"
    );
    assert_eq!(query["code_challenge_method"], "S256");
    assert_eq!(query["redirect_uri"], redirect);
    let state = &query["state"];
    assert!(
        login
            .code(&format!("{redirect}?code=c1&state=x{state}"))
            .is_err()
    );
    assert_eq!(login.code(&redirect).unwrap(), None);
    let code = login
        .code(&format!("{redirect}?state={state}&code=c1"))
        .unwrap()
        .unwrap();
    let (me, problems) = login.finish(&code).await.unwrap();
    assert_eq!(me.handle, "Shopper");
    assert_eq!(problems, ["X did not grant dm.read"]);
    assert_eq!(stored(&file)["access_token"], "a2");
    let traded = pairs(&server.all(TOKEN)[0].body);
    assert_eq!(traded["redirect_uri"], redirect);
    // And the client goes on from there.
    Twitter::new(&account, Clock::Wall)
        .unwrap()
        .own()
        .await
        .unwrap();
}

#[tokio::test]
async fn another_account_is_refused_and_not_stored() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("x.json");
    let (server, _) = server("somebody").await;
    let account = server.with_tokens(&file);
    let begin = || {
        Authorization::begin(
            &account,
            "http://127.0.0.1:1/callback".to_owned(),
            Clock::Wall,
        )
    };
    let error = begin().unwrap().finish("c1").await.unwrap_err();
    assert!(matches!(error, Error::Authentication { .. }), "{error:?}");
    assert!(error.to_string().contains("@somebody"), "{error}");
    assert!(!file.exists());
    let error = begin().unwrap().finish("c2").await.unwrap_err();
    assert!(error.to_string().contains("invalid"), "{error}");
    assert!(Authorization::begin(&server.signing(), String::new(), Clock::Wall).is_err());
    // Nor is it used when it comes from elsewhere.
    let file = tokens(dir.path(), "a2", "r2", Timestamp::MAX);
    let mut twitter = Twitter::new(&server.with_tokens(&file), clock()).unwrap();
    assert!(twitter.ready().await.is_err());
    assert!(twitter.mentions(None).await.is_err());
}
