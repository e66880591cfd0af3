//! What comes back from Bluesky: pages, deep conversations, and whatever else a server may say.

use super::bluesky_script::{
    ACME, Heard, Reply, STUDY, Server, ok, raw, refuse, session, start, uri, view,
};
use jiff::SignedDuration;
use mystery_shopper::channel::social::{Feed, Social};
use mystery_shopper::model::Lookup;
use proptest::prelude::*;
use serde_json::{Value, json};

const LOGIN: &str = "POST com.atproto.server.createSession";
const DAY: u64 = 24 * 60 * 60 * 1_000_000;

fn micros(minute: i64) -> u64 {
    let time = start() + SignedDuration::from_mins(minute);
    u64::try_from(time.as_microsecond()).unwrap()
}

/// The keys of what a feed brought, in its order.
fn keys(feed: &Feed) -> Vec<&str> {
    let ids = feed.posts.iter().map(|r| r.post.id.as_str());
    ids.map(|id| id.rsplit('/').next().unwrap()).collect()
}

/// Answers `getPosts` with those of `known` that are asked for.
fn posts(heard: &Heard, known: &[Value]) -> Reply {
    let asked = |view: &&Value| heard.call.contains(view["uri"].as_str().unwrap());
    let found: Vec<&Value> = known.iter().filter(asked).collect();
    ok(&json!({ "posts": found }))
}

#[tokio::test]
async fn mentions_are_followed_to_where_the_last_look_ended() {
    let notification = |reason: &str, key: &str, minute| {
        let mut notification = view(ACME, key, minute);
        notification["reason"] = json!(reason);
        notification
    };
    let pages = [
        json!({ "cursor": "2", "notifications": [
            notification("mention", "newest", 5000), notification("like", "like", 4990),
            notification("reply", "deleted", 4980),
        ]}),
        // What a server filters may leave an empty page that is not the last.
        json!({ "cursor": "3", "notifications": [] }),
        json!({ "cursor": "4", "notifications": [
            notification("quote", "older", 4000), json!({ "reason": "mention" }), json!(7),
            notification("mention", "ancient", 10),
        ]}),
        json!({ "cursor": "5", "notifications": [notification("mention", "beyond", 5)] }),
        json!({ "notifications": [notification("mention", "never asked for", 1)] }),
    ];
    let server = Server::start(move |heard| match heard.call.as_str() {
        LOGIN => session("1"),
        call if call.starts_with("GET app.bsky.feed.getPosts") => posts(
            heard,
            &[view(ACME, "newest", 5000), view(ACME, "older", 4000)],
        ),
        call => {
            assert!(
                call.contains("reasons=mention&reasons=reply&reasons=quote"),
                "{call}"
            );
            assert!(call.contains("priority=false"), "{call}");
            let page = heard
                .parameter("cursor")
                .map_or(0, |c| c.parse::<usize>().unwrap() - 1);
            ok(&pages[page])
        }
    })
    .await;
    let (mut client, clock) = server.client();
    clock
        .sleep_until(start() + SignedDuration::from_mins(5001))
        .await;
    let after = micros(4500);
    let feed = client.mentions(Some(after)).await.unwrap();
    // A day before the position is read again; what was deleted since is kept as it was told.
    assert!(after - DAY < micros(4000) && after - DAY > micros(10));
    assert_eq!(keys(&feed), ["older", "deleted", "newest"]);
    assert_eq!(feed.position, micros(5000));
    assert_eq!(feed.gap_until, None);
    assert_eq!(feed.problems.len(), 1, "{:?}", feed.problems);
    assert_eq!(server.calls("GET app.bsky.notification"), 4);
    // Nothing new: the position stays.
    let feed = client.mentions(Some(micros(900_000))).await.unwrap();
    assert_eq!((keys(&feed), feed.position), (vec![], micros(900_000)));
}

#[tokio::test]
async fn own_posts_come_from_our_own_server() {
    let record = |key: &str, created: &str| json!({ "uri": uri(STUDY, key), "cid": "c", "value": { "text": format!("text of {key}"), "createdAt": created } });
    let server = Server::start(move |heard| match heard.call.as_str() {
        LOGIN => session("1"),
        call if call.starts_with("GET app.bsky.feed.getPosts") => posts(heard, &[view(STUDY, "shown", 100)]),
        call if call.contains("cursor=") => ok(&json!({ "records": [record("old", "2019-01-01T00:00:00Z")], "cursor": "y" })),
        _ => ok(&json!({ "cursor": "x", "records": [
            record("fresh", "2020-01-01T02:00:00.000Z"), record("shown", "2020-01-01T01:00:00.000Z"),
            { "uri": uri(ACME, "alien"), "value": {} },
        ]})),
    })
    .await;
    let (mut client, _) = server.client();
    let feed = client.own_posts(Some(micros(50))).await.unwrap();
    assert_eq!(keys(&feed), ["shown", "fresh"]);
    assert_eq!(feed.posts[1].post.text, "text of fresh");
    assert_eq!(feed.posts[1].post.author.handle, "study.example");
    assert_eq!(
        feed.position,
        micros(100),
        "what the network does not show yet moves nothing"
    );
    assert!(
        feed.problems
            .iter()
            .any(|p| p.contains("does not show it yet"))
    );
    assert!(feed.problems.iter().any(|p| p.contains("not ours")));
    assert_eq!(server.calls("GET com.atproto.repo.listRecords"), 2);
    let all = client.messages(Some(7)).await.unwrap();
    assert_eq!((all.posts.len(), all.position), (0, 7));
}

/// The conversation below a post, as a server shows it that goes `depth` deep: a chain of `length`.
fn chain(anchor: &str, length: u64, depth: u64) -> Value {
    let first: u64 = anchor.rsplit_once("/p").unwrap().1.parse().unwrap();
    let last = (first + depth).min(length);
    let mut node = Value::Null;
    for number in (first..=last).rev() {
        let did = if number == 0 { STUDY } else { ACME };
        let mut post = view(did, &format!("p{number}"), i64::try_from(number).unwrap());
        post["replyCount"] = json!(u64::from(number < length));
        let shown = if node.is_null() { vec![] } else { vec![node] };
        node = json!({ "post": post, "replies": shown });
    }
    json!({ "thread": node })
}

#[tokio::test]
async fn a_conversation_is_followed_beyond_the_servers_depth() {
    let server = Server::start(|heard| match heard.call.as_str() {
        LOGIN => session("1"),
        call if call.starts_with("GET app.bsky.feed.getPostThread") => {
            let anchor = heard.parameter("uri").unwrap();
            if anchor.ends_with("gone") {
                return refuse(400, "NotFound");
            }
            let depth: u64 = heard.parameter("depth").unwrap().parse().unwrap();
            ok(&chain(&anchor, 100, depth.min(6)))
        }
        _ if heard.parameter("cursor").is_none() => {
            ok(&json!({ "cursor": "c", "posts": [view(ACME, "quote", 200)] }))
        }
        _ => ok(&json!({ "cursor": "c", "posts": [view(ACME, "other quote", 201), view(ACME, "quote2", 202)] })),
    })
    .await;
    let (mut client, _) = server.client();
    let roots = [uri(STUDY, "p0"), uri(STUDY, "gone"), "nonsense".to_owned()];
    let feed = client.conversations(&roots, None).await.unwrap();
    let mut expected: Vec<String> = (0..=100).map(|n| format!("p{n}")).collect();
    expected.extend(["quote".to_owned(), "quote2".to_owned()]);
    assert_eq!(keys(&feed), expected, "each once, oldest first");
    assert_eq!(feed.position, micros(202));
    assert_eq!(feed.problems.len(), 3, "{:?}", feed.problems);
    assert_eq!(server.calls("GET app.bsky.feed.getPostThread"), 18);
}

#[tokio::test]
async fn a_conversation_of_ten_thousand_replies() {
    let replies: Vec<Value> = (0..10_000)
        .map(|n| json!({ "post": view(ACME, &format!("r{n}"), n) }))
        .collect();
    let mut root = view(STUDY, "root", 0);
    root["replyCount"] = json!(10_001);
    let thread = json!({ "thread": { "post": root, "replies": replies } });
    let server = Server::start(move |heard| match heard.call.as_str() {
        LOGIN => session("1"),
        call if call.contains("getPostThread") => ok(&thread),
        _ => ok(&json!({ "posts": [] })),
    })
    .await;
    let (mut client, _) = server.client();
    let feed = client
        .conversations(&[uri(STUDY, "root")], None)
        .await
        .unwrap();
    assert_eq!(feed.posts.len(), 10_001);
    assert!(feed.problems[0].contains("1 of the replies are counted but not shown"));
    assert_eq!(client.usage().reads, 10_001);
}

#[tokio::test]
async fn one_post_by_its_id_or_its_page() {
    let server = Server::start(|heard| match heard.call.as_str() {
        LOGIN => session("1"),
        "GET com.atproto.identity.resolveHandle?handle=acme.example" => ok(&json!({ "did": ACME })),
        call if call.contains("resolveHandle") => refuse(400, "InvalidRequest"),
        call if call.contains("getPosts") => posts(heard, &[view(ACME, "3k1", 5)]),
        call if call.contains("getRecord") && call.contains("3kown") => ok(&json!({
            "value": { "text": "mine", "createdAt": "2020-01-01T00:00:00Z" },
        })),
        _ => refuse(400, "RecordNotFound"),
    })
    .await;
    let (mut client, _) = server.client();
    for id in [
        &uri(ACME, "3k1"),
        "https://bsky.app/profile/acme.example/post/3k1",
        &format!("https://bsky.app/profile/{ACME}/post/3k1"),
        "at://acme.example/app.bsky.feed.post/3k1",
    ] {
        let found = client.post(id).await.unwrap();
        assert_eq!(found.unwrap().post.id, uri(ACME, "3k1"), "{id}");
    }
    let own = client.post(&uri(STUDY, "3kown")).await.unwrap();
    assert_eq!(own.unwrap().post.text, "mine");
    for id in [
        &uri(ACME, "3kgone"),
        &uri(STUDY, "3kgone"),
        "https://bsky.app/profile/other.example/post/3k1",
        &format!("at://{ACME}/app.bsky.feed.like/3k1"),
        "https://example.com",
        "",
    ] {
        assert_eq!(client.post(id).await.unwrap(), None, "{id}");
    }
}

#[tokio::test]
async fn accounts_that_are_gone_and_accounts_that_are_taken_down() {
    let server = Server::start(|heard| match heard.parameter("actor").as_deref() {
        None if heard.call == LOGIN => session("1"),
        Some("down.example") => refuse(400, "AccountTakedown"),
        Some("off.example") => refuse(400, "AccountDeactivated"),
        Some("none.example") => raw(
            400,
            r#"{"error":"InvalidRequest","message":"Profile not found"}"#,
        ),
        Some("odd.example") => refuse(400, "InvalidRequest"),
        _ => ok(&json!({ "posts": [view(ACME, "3kpin", 1)], "did": ACME,
            "pinnedPost": { "uri": uri(ACME, "3kpin") } })),
    })
    .await;
    let (mut client, _) = server.client();
    assert_eq!(
        client.profile("down.example").await.unwrap(),
        Lookup::Suspended
    );
    for missing in ["off.example", "none.example", "no handle", ""] {
        assert_eq!(
            client.profile(missing).await.unwrap(),
            Lookup::Missing,
            "{missing}"
        );
    }
    assert!(
        client.profile("odd.example").await.is_err(),
        "nobody knows what that means"
    );
    let Lookup::Found(profile) = client.profile("@acme.example").await.unwrap() else {
        panic!("it is there");
    };
    assert_eq!(profile.pinned.as_deref(), Some("text of 3kpin"));
}

#[tokio::test]
async fn the_newest_posts_of_an_account_are_its_own() {
    let repost = json!({ "post": view(STUDY, "theirs", 9), "reason": { "by": {} } });
    let pinned = json!({ "post": view(ACME, "pinned", 1), "reason": { "$type": "app.bsky.feed.defs#reasonPin" } });
    let item = |key: &str, minute| json!({ "post": view(ACME, key, minute) });
    let pages = [
        json!({ "cursor": "2", "feed": [pinned, item("d", 8), repost, item("c", 7)] }),
        json!({ "cursor": "3", "feed": [item("b", 6), item("a", 5)] }),
    ];
    let server = Server::start(move |heard| match heard.call.as_str() {
        LOGIN => session("1"),
        call if call.contains("getProfile") => {
            ok(&json!({ "did": ACME, "handle": "acme.example" }))
        }
        _ => ok(&pages[usize::from(heard.parameter("cursor").is_some())]),
    })
    .await;
    let (mut client, _) = server.client();
    let Lookup::Found(profile) = client.profile("acme.example").await.unwrap() else {
        panic!("it is there");
    };
    let found = client.posts_of(&profile, 3).await.unwrap();
    let texts: Vec<_> = found.iter().map(|post| post.text.as_str()).collect();
    assert_eq!(texts, ["text of b", "text of c", "text of d"]);
    assert_eq!(client.posts_of(&profile, 0).await.unwrap(), []);
}

/// Any JSON, much of it under the names that the client looks for.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        prop::sample::select(vec![
            uri(ACME, "3k"),
            uri(STUDY, "3k"),
            ACME.to_owned(),
            "mention".to_owned(),
            "2020-01-01T00:00:00Z".to_owned(),
            "9999-12-31T23:59:59Z".to_owned()
        ])
        .prop_map(Value::from),
    ];
    let names = prop::sample::select(vec![
        "thread",
        "post",
        "posts",
        "replies",
        "uri",
        "author",
        "did",
        "indexedAt",
        "record",
        "records",
        "value",
        "feed",
        "notifications",
        "reason",
        "cursor",
        "replyCount",
        "pinnedPost",
        "text",
    ]);
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(names.clone().prop_map(ToOwned::to_owned), inner, 0..6)
                .prop_map(|map| Value::from(serde_json::Map::from_iter(map))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_a_server_says_is_read_or_refused(said in anything(), page in anything()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let server = Server::start(move |heard| match heard.call.as_str() {
                LOGIN => session("1"),
                call if call.contains("cursor=") => ok(&json!({})),
                call if call.contains("list") => ok(&page),
                _ => ok(&said),
            })
            .await;
            let (mut client, _) = server.client();
            let _ = client.own_posts(Some(5)).await;
            let _ = client.conversations(&[uri(STUDY, "3k")], None).await;
            let _ = client.post(&uri(ACME, "3k")).await;
            if let Ok(Lookup::Found(profile)) = client.profile("acme.example").await {
                let _ = client.posts_of(&profile, 10).await;
            }
            if let Ok(feed) = client.mentions(None).await {
                assert!(feed.position <= micros(0) + DAY, "a far future does not carry the position there");
            }
            assert!(server.calls("") < 200);
        });
    }
}
