//! Limits, storms, and clocks that are off.

use super::twitter_server::{Asked, Fake, Said, at, clock, id, post};
use jiff::{SignedDuration, Timestamp};
use mystery_shopper::channel::social::Social;
use mystery_shopper::channel::twitter::Twitter;
use mystery_shopper::clock::Clock;
use mystery_shopper::error::Error;
use serde_json::json;

const MENTIONS: &str = "GET /2/users/99/mentions";

/// Lets two calls through in each quarter of an hour of its clock, and counts those in vain.
fn limited(
    clock: Clock,
    ahead: SignedDuration,
    mut answer: impl FnMut(&Asked) -> Said + Send,
) -> impl FnMut(&Asked) -> Said + Send {
    let mut window: Option<(Timestamp, u32)> = None;
    move |asked| {
        let now = clock.now().checked_add(ahead).unwrap();
        let (reset, used) = match window {
            Some((reset, used)) if now < reset => (reset, used),
            _ => (now.checked_add(SignedDuration::from_mins(15)).unwrap(), 0),
        };
        assert!(used < 2, "a call in vain at {now}");
        window = Some((reset, used + 1));
        answer(asked)
            .with("x-rate-limit-limit", 2)
            .with("x-rate-limit-remaining", 1 - used)
            .with("x-rate-limit-reset", reset.as_second())
            .dated(now)
    }
}

fn pages(asked: &Asked, pages: u64) -> Said {
    let page: u64 = asked
        .param("pagination_token")
        .map_or(0, |t| t.parse().unwrap());
    let id = id("2026-11-02T09:00:00Z", 1_000_000 - page);
    let next = (page + 1 < pages).then(|| (page + 1).to_string());
    Said::json(
        200,
        &json!({"data": [post(id, "hello")], "meta": {"next_token": next}}),
    )
}

#[tokio::test]
async fn no_call_is_made_in_vain() {
    for ahead in [0, 1] {
        let clock = clock();
        let ahead = SignedDuration::from_hours(ahead);
        let play = limited(clock.clone(), ahead, |asked| pages(asked, 5));
        let server = Fake::of_shopper(play).await;
        let mut twitter = Twitter::new(&server.signing(), clock.clone()).unwrap();
        let feed = twitter.mentions(None).await.unwrap();
        assert_eq!(feed.posts.len(), 5);
        assert_eq!(server.count(MENTIONS), 5);
        // Two calls, a quarter of an hour, two calls, a quarter of an hour, one call.
        assert_eq!(clock.now(), at("2026-11-02T10:30:00Z"));
        assert_eq!(
            feed.problems.len(),
            usize::from(!ahead.is_zero()),
            "{:?}",
            feed.problems
        );
    }
}

#[tokio::test]
async fn a_429_without_headers_is_waited_out_and_given_up() {
    let clock = clock();
    let mut refusals = 0;
    let server = Fake::of_shopper(move |asked| {
        refusals += 1;
        match refusals {
            3 => pages(asked, 1),
            // The edge's own shape of an error, and none at all.
            1 => Said::json(
                429,
                &json!({"errors": [{"code": 88, "message": "Rate limit exceeded"}]}),
            ),
            _ => Said::text(429, ""),
        }
    })
    .await;
    let mut twitter = Twitter::new(&server.signing(), clock.clone()).unwrap();
    assert_eq!(twitter.mentions(None).await.unwrap().posts.len(), 1);
    assert_eq!(clock.now(), at("2026-11-02T10:03:00Z"));
    // From here on it never ends: 1 + 2 + 4 + 8 + 15 minutes, then no more.
    let before = server.count(MENTIONS);
    match twitter.mentions(None).await {
        Err(error @ Error::Server { .. }) => {
            assert!(error.to_string().contains("status 429"), "{error}");
            assert!(error.hint().is_some());
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(server.count(MENTIONS) - before, 6);
    assert_eq!(clock.now(), at("2026-11-02T10:33:00Z"));
}

#[tokio::test]
async fn a_day_that_is_used_up_is_told_and_not_waited_for() {
    let clock = clock();
    let now = clock.now();
    let server = Fake::of_shopper(move |asked| {
        pages(asked, 1)
            .with("x-user-limit-24hour-remaining", 0)
            .with("x-user-limit-24hour-reset", now.as_second() + 20 * 3600)
    })
    .await;
    let mut twitter = Twitter::new(&server.signing(), clock.clone()).unwrap();
    twitter.mentions(None).await.unwrap();
    let error = twitter.mentions(None).await.unwrap_err();
    assert!(
        error.to_string().contains("2026-11-03T06:00:00Z"),
        "{error}"
    );
    assert_eq!(server.count(MENTIONS), 1);
    assert_eq!(clock.now(), now);
}

#[tokio::test]
async fn a_storm_is_waited_out_for_a_while() {
    for (fails, survives) in [(3, true), (4, false)] {
        let clock = clock();
        let mut storm = [
            Said::text(503, "<html>over capacity"),
            Said::Nothing,
            Said::Half(200),
            Said::text(200, "[]"),
        ]
        .into_iter()
        .take(fails);
        let server =
            Fake::of_shopper(move |asked| storm.next().unwrap_or_else(|| pages(asked, 1))).await;
        let mut twitter = Twitter::new(&server.signing(), clock.clone()).unwrap();
        let feed = twitter.mentions(None).await;
        assert_eq!(feed.is_ok(), survives, "{feed:?}");
        assert_eq!(server.count(MENTIONS), 4);
        assert_eq!(clock.now(), at("2026-11-02T10:02:35Z"));
        // Whatever it was, the next call goes on.
        assert_eq!(twitter.mentions(None).await.unwrap().posts.len(), 1);
    }
}

#[tokio::test]
async fn a_server_that_is_not_there() {
    let mut account = Fake::start(|_| Said::Nothing).await.signing();
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    account.api = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let clock = clock();
    let error = Twitter::new(&account, clock)
        .unwrap()
        .own()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("refused"), "{error}");
    assert!(matches!(error, Error::Server { .. }));
    account.api = "http://api.x.com".to_owned();
    assert!(Twitter::new(&account, Clock::Wall).is_err(), "without TLS");
}

#[tokio::test]
async fn a_clock_that_is_off_signs_by_the_servers() {
    for hours in [-1, 1] {
        let clock = clock();
        let server_clock = clock.clone();
        let server = Fake::start(move |asked| {
            let now = server_clock
                .now()
                .checked_add(SignedDuration::from_hours(hours))
                .unwrap();
            let signed: i64 = asked.oauth("oauth_timestamp").unwrap().parse().unwrap();
            let said = if (signed - now.as_second()).abs() > 300 {
                Said::json(
                    401,
                    &json!({"errors": [{"code": 135, "message": "Timestamp out of bounds."}]}),
                )
            } else if asked.path == "/2/users/me" {
                Said::json(200, &json!({"data": {"id": "99", "username": "shopper"}}))
            } else {
                pages(asked, 1)
            };
            said.dated(now)
        })
        .await;
        let mut twitter = Twitter::new(&server.signing(), clock.clone()).unwrap();
        let feed = twitter.mentions(None).await.unwrap();
        assert_eq!(feed.posts.len(), 1);
        // One call in vain, by which the server's time was learnt.
        assert_eq!(server.lines().len(), 3, "{:?}", server.lines());
        assert_eq!(feed.problems.len(), 1);
        let side = if hours < 0 {
            "1h ahead of"
        } else {
            "1h behind"
        };
        assert!(feed.problems[0].contains(side), "{}", feed.problems[0]);
        assert_eq!(clock.now(), at("2026-11-02T10:00:00Z"));
        assert!(
            twitter.mentions(None).await.unwrap().problems.is_empty(),
            "told once"
        );
    }
}

#[tokio::test]
async fn secrets_that_are_wrong_are_not_tried_again() {
    let server = Fake::start(|_| {
        Said::json(
            401,
            &json!({"title": "Unauthorized", "type": "about:blank", "status": 401,
                                "detail": "Unauthorized"}),
        )
    })
    .await;
    let mut twitter = Twitter::new(&server.signing(), clock()).unwrap();
    let error = twitter.own().await.unwrap_err();
    assert!(matches!(error, Error::Authentication { .. }), "{error:?}");
    assert!(error.to_string().contains("four secrets"), "{error}");
    assert_eq!(server.lines().len(), 1);
}
