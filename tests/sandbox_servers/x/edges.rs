//! Limits and faults.

use super::net::Net;
use jiff::{SignedDuration, Timestamp};
use mystery_shopper::sandbox::x::{Endpoint, Faults, Saying, Shape};
use reqwest::Method;
use std::collections::BTreeSet;

#[tokio::test]
async fn limits_are_told_and_kept() {
    let net = Net::new().await;
    net.world.set_limit(Endpoint::Me, 2);
    let me = "/2/users/me";
    let left = |got: &super::net::Got| {
        ["limit", "remaining", "reset"].map(|name| {
            let name = format!("x-rate-limit-{name}");
            got.header(&name).unwrap().parse::<i64>().unwrap()
        })
    };
    let resets = net.now().as_second() + 900;
    assert_eq!(left(&net.get(me).await), [2, 1, resets]);
    net.wait(100).await;
    assert_eq!(left(&net.get(me).await), [2, 0, resets]);
    assert_eq!(net.world.wasted(), 0);
    for (shape, body) in [
        (
            Shape::Title,
            r#"{"detail":"Too Many Requests","status":429,"title":"Too Many Requests","type":"about:blank"}"#,
        ),
        (
            Shape::Codes,
            r#"{"errors":[{"code":88,"message":"Rate limit exceeded"}]}"#,
        ),
        (
            Shape::Problem,
            r#"{"detail":"Too Many Requests","status":429,"title":"Too Many Requests","type":"https://api.twitter.com/2/problems/rate-limit-exceeded"}"#,
        ),
    ] {
        net.world.set_faults(Faults {
            limited: shape,
            ..Faults::default()
        });
        let got = net.get(me).await;
        assert_eq!((got.status, got.body.as_str()), (429, body));
        assert_eq!(left(&got), [2, 0, resets]);
    }
    assert_eq!(net.world.wasted(), 3);
    assert_eq!(net.world.calls()[&Endpoint::Me], 5);
    // Another endpoint has a window of its own, another account too.
    assert_eq!(left(&net.get("/2/users/by/username/acme").await)[1], 899);
    let other = Net {
        token: net.world.bearer("acme").unwrap(),
        ..net
    };
    assert_eq!(other.get(me).await.status, 200);
    other.wait(800).await;
    let net = Net {
        token: other.world.bearer("shopper").unwrap(),
        ..other
    };
    assert_eq!(left(&net.get(me).await), [2, 1, resets + 900]);
}

#[tokio::test]
async fn a_storm_passes_and_leaves_nothing_behind() {
    let net = Net::new().await;
    net.world.set_faults(Faults {
        storm: 4,
        bare_429: BTreeSet::from([5]),
        ..Faults::default()
    });
    let mut bodies = BTreeSet::new();
    for _ in 0..4 {
        let got = net.publish("@acme Hello?").await;
        assert!((500..600).contains(&got.status), "{}", got.status);
        assert_eq!(got.header("x-rate-limit-limit"), None);
        bodies.insert(got.body);
    }
    assert_eq!(bodies.len(), 4, "a server in trouble says so in many ways");
    let got = net.publish("@acme Hello?").await;
    assert_eq!((got.status, got.header("x-rate-limit-reset")), (429, None));
    assert!(net.world.posts_of("shopper").is_empty());
    assert_eq!(net.publish("@acme Hello?").await.status, 201);
}

#[tokio::test]
async fn a_post_may_be_stored_and_never_answered() {
    let net = Net::new().await;
    net.world.set_faults(Faults {
        drop_posts: BTreeSet::from([1]),
        ..Faults::default()
    });
    let lost = net
        .try_ask(Method::POST, "/2/tweets", r#"{"text":"@acme Hello?"}"#)
        .await;
    assert!(lost.is_err());
    assert_eq!(net.world.posts_of("shopper").len(), 1);
    let again = net.publish("@acme Hello?").await;
    assert_eq!(again.status, 403, "it is there, so it is a repetition");
    assert_eq!(net.publish("@acme Are you there?").await.status, 201);
}

#[tokio::test]
async fn a_server_whose_clock_is_off_is_off_in_everything_it_says() {
    let net = Net::new().await;
    net.world.set_faults(Faults {
        clock_off: SignedDuration::from_hours(1),
        ..Faults::default()
    });
    net.say("acme", Saying::plain("Good morning"));
    let acme = net.id_of("acme").await;
    let got = net
        .get(&format!("/2/users/{acme}/tweets?tweet.fields=created_at"))
        .await;
    assert_eq!(got.header("date"), Some("Thu, 12 Nov 2026 10:00:00 GMT"));
    let later: Timestamp = "2026-11-12T10:15:00Z".parse().unwrap();
    assert_eq!(
        got.header("x-rate-limit-reset"),
        Some(later.as_second().to_string().as_str())
    );
    let post = &got.json()["data"][0];
    assert_eq!(post["created_at"], "2026-11-12T10:00:00.000Z");
    let id: i64 = post["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(
        (id >> 22) + 1_288_834_974_657,
        (later.as_second() - 900) * 1000
    );
}

#[tokio::test]
async fn search_may_lag_and_a_crowd_may_come() {
    let net = Net::new().await;
    net.world.set_faults(Faults {
        search_lag: SignedDuration::from_secs(30),
        crowd: 25,
        ..Faults::default()
    });
    let root = net.post("@acme Hello?").await;
    let path = format!("/2/tweets/search/recent?query=conversation_id:{root}&max_results=100");
    let count = || async { net.get(&path).await.json()["meta"]["result_count"].clone() };
    assert_eq!(count().await, 0);
    net.wait(40).await;
    assert_eq!(count().await, 11, "the question and ten seconds of replies");
    net.wait(40).await;
    assert_eq!(count().await, 26);
}

#[tokio::test]
async fn what_is_no_request_is_refused_without_harm() {
    let net = Net::new().await;
    assert_eq!(net.get("/2/nothing").await.status, 404);
    assert_eq!(net.get("/2/tweets/search/recent").await.status, 400);
    assert_eq!(
        net.get("/2/tweets/search/recent?query=(((").await.status,
        400
    );
    assert_eq!(net.get("/2/tweets/abc").await.status, 400);
    assert_eq!(net.get("/2/users/99999999999999999999").await.status, 400);
    let huge = "x".repeat(300_000);
    assert_eq!(net.ask(Method::POST, "/2/tweets", &huge).await.status, 413);
    assert_eq!(net.get("/2/users/me").await.status, 200);
}
