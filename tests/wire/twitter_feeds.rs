//! What is read: pages, conversations, messages, profiles, in both dialects.

use super::twitter_server::{Asked, Fake, Said, at, clock, id, post};
use mystery_shopper::channel::social::Social;
use mystery_shopper::channel::twitter::Twitter;
use mystery_shopper::error::Error;
use mystery_shopper::model::{Lookup, Post};
use serde_json::{Value, json};

const SEARCH: &str = "GET /2/tweets/search/recent";

fn client(server: &Fake) -> Twitter {
    Twitter::new(&server.signing(), clock()).unwrap()
}

fn page(posts: &[Value], next: Option<usize>) -> Said {
    let meta = json!({"result_count": posts.len(), "next_token": next.map(|n| n.to_string())});
    Said::json(200, &json!({"data": posts, "meta": meta}))
}

#[tokio::test]
async fn a_conversation_of_ten_thousand_replies() {
    let root = id("2026-11-02T08:00:00Z", 0);
    let server = Fake::of_shopper(move |asked| {
        let token = asked.param("next_token").map_or(0, |t| t.parse().unwrap());
        // Newest first, as X has them.
        let posts: Vec<Value> = (0..100)
            .map(|n| {
                post(
                    root + 10_000 - token * 100 - n,
                    "caf\u{e9} \u{1f469}\u{200d}\u{1f680} \u{6771}",
                )
            })
            .collect();
        let next = usize::try_from(token + 1).unwrap();
        page(&posts, (next < 100).then_some(next))
    })
    .await;
    let mut twitter = client(&server);
    let feed = twitter
        .conversations(&[root.to_string()], None)
        .await
        .unwrap();
    assert_eq!(server.count(SEARCH), 100);
    assert_eq!(feed.posts.len(), 10_000);
    assert!(feed.posts.windows(2).all(|p| p[0].position < p[1].position));
    assert_eq!(feed.posts[0].position, root + 1);
    assert_eq!(
        feed.posts[0].post.text,
        "caf\u{e9} \u{1f469}\u{200d}\u{1f680} \u{6771}"
    );
    assert!(feed.position >= root + 10_000);
    assert_eq!((feed.gap_until, feed.problems.len()), (None, 0));
    assert_eq!(twitter.usage().reads, 10_000);
}

#[tokio::test]
async fn pages_without_end_are_cut_and_told() {
    let first = id("2026-11-02T09:00:00Z", 1_000_000);
    let server = Fake::of_shopper(move |asked| {
        let token = asked
            .param("pagination_token")
            .map_or(0, |t| t.parse().unwrap());
        page(
            &[post(first - token, "again")],
            Some(usize::try_from(token + 1).unwrap()),
        )
    })
    .await;
    let feed = client(&server).mentions(None).await.unwrap();
    assert_eq!(feed.posts.len(), 200);
    assert_eq!(feed.gap_until, Some(feed.posts[0].post.created_at));
    assert!(
        feed.problems[0].contains("200 pages"),
        "{:?}",
        feed.problems
    );
    // The same page for ever is noticed sooner.
    let server = Fake::of_shopper(move |_| page(&[post(first, "again")], Some(1))).await;
    let feed = client(&server).mentions(None).await.unwrap();
    assert_eq!((feed.posts.len(), server.lines().len()), (1, 3));
}

#[tokio::test]
async fn conversations_are_packed_and_begin_where_they_were_left() {
    let roots: Vec<String> = (0..9)
        .map(|n| id("2026-11-01T08:00:00Z", n).to_string())
        .collect();
    let after = id("2026-11-01T12:00:00Z", 0);
    let reply = id("2026-11-02T09:00:00Z", 0);
    let found = roots[8].clone();
    let server = Fake::of_shopper(move |asked| {
        let wanted = format!("quotes_of_tweet_id:{found}");
        if asked
            .param("query")
            .unwrap()
            .split(" OR ")
            .any(|term| term == wanted)
        {
            page(&[post(reply, "look at that"), post(after, "known")], None)
        } else {
            Said::json(200, &json!({"meta": {"result_count": 0}}))
        }
    })
    .await;
    let mut twitter = client(&server);
    let feed = twitter.conversations(&roots, Some(after)).await.unwrap();
    let asked = server.all(SEARCH);
    assert_eq!(asked.len(), 2);
    for asked in &asked {
        assert!(asked.param("query").unwrap().len() <= 512);
        assert_eq!(asked.param("since_id"), Some(after.to_string().as_str()));
        assert_eq!(asked.param("start_time"), None);
    }
    let got: Vec<u64> = feed.posts.iter().map(|p| p.position).collect();
    assert_eq!(got, [reply]);
    assert_eq!(feed.gap_until, None);
    // Two searches, one after the other: what the first did not know is looked for again.
    assert!(feed.position > reply && feed.position < id("2026-11-02T09:58:00Z", 0));
    // No roots, no call.
    let feed = twitter.conversations(&[], Some(after)).await.unwrap();
    assert_eq!(
        (feed.posts.len(), feed.position, server.count(SEARCH)),
        (0, after, 2)
    );
}

#[tokio::test]
async fn what_search_cannot_reach_any_more_is_a_gap() {
    let server = Fake::of_shopper(|_| Said::json(200, &json!({"meta": {"result_count": 0}}))).await;
    let mut twitter = client(&server);
    let old = id("2026-10-20T08:00:00Z", 0).to_string();
    let young = id("2026-11-01T08:00:00Z", 0).to_string();
    let reach = at("2026-10-26T10:01:00Z");
    let roots = [old, young.clone()];
    for (roots, after, gap) in [
        (&roots[..], None, Some(reach)),
        (&roots[..], Some(id("2026-10-26T10:00:59Z", 0)), Some(reach)),
        (&roots[..], Some(id("2026-10-26T10:01:01Z", 0)), None),
        (&roots[1..], None, None),
    ] {
        let feed = twitter.conversations(roots, after).await.unwrap();
        assert_eq!(feed.gap_until, gap, "{after:?}");
        let asked = server.all(SEARCH).pop().unwrap();
        assert_eq!(
            asked.param("start_time"),
            gap.map(|_| "2026-10-26T10:01:00Z")
        );
        let since = after.filter(|_| gap.is_none()).map(|a| a.to_string());
        assert_eq!(asked.param("since_id"), since.as_deref());
        // Looked in vain, but looked: the next look begins here.
        assert_eq!(feed.position, id("2026-11-02T09:58:00Z", 0) - 1);
    }
    // Where ids hold no time, it is X that says so.
    let server = Fake::of_shopper(|asked| match asked.param("since_id") {
        Some(since) => Said::json(
            400,
            &json!({"errors": [{"parameters": {"since_id": [since]}, "message":
                "Invalid 'since_id':'12'. 'since_id' must be a tweet id created after [2026-10-26T10:00Z]."}],
                "title": "Invalid Request", "detail": "One or more parameters to your request was invalid."}),
        ),
        None => page(&[post(34, "late")], None),
    })
    .await;
    let feed = client(&server)
        .conversations(&["5".to_owned()], Some(12))
        .await
        .unwrap();
    assert_eq!((feed.posts.len(), feed.gap_until), (1, Some(reach)));
}

#[tokio::test]
async fn an_access_level_without_the_search_for_quotes() {
    let server = Fake::of_shopper(|asked| {
        if asked.param("query").unwrap().contains("quotes_of_tweet_id") {
            let message = "Reference to invalid operator 'quotes_of_tweet_id'.";
            return Said::json(
                400,
                &json!({"errors": [{"message": message}], "title": "Invalid Request"}),
            );
        }
        page(&[post(id("2026-11-02T09:00:00Z", 1), "yes")], None)
    })
    .await;
    let mut twitter = client(&server);
    let roots = [id("2026-11-02T08:00:00Z", 0).to_string()];
    let feed = twitter.conversations(&roots, None).await.unwrap();
    assert_eq!((feed.posts.len(), feed.problems.len()), (1, 1));
    twitter.conversations(&roots, None).await.unwrap();
    assert_eq!(server.count(SEARCH), 3, "asked in vain once only");
}

#[tokio::test]
async fn the_newer_dialect_is_spoken_where_the_older_is_not_known() {
    let server = Fake::start(|asked| {
        if asked.query.keys().any(|name| name == "tweet.fields") {
            return Said::json(
                400,
                &json!({"errors": [{"parameters": {"tweet.fields": ["id"]},
                    "message": "The query parameter [tweet.fields] is not one of [id,post.fields]"}],
                    "title": "Invalid Request", "type": "https://api.x.com/2/problems/invalid-request"}),
            );
        }
        let fields = asked.param("post.fields").unwrap();
        assert!(fields.contains("note_post") && !fields.contains("tweet"), "{fields}");
        if asked.path == "/2/users/me" {
            return Said::json(200, &json!({"data": {"id": "99", "username": "shopper"}}));
        }
        Said::json(
            200,
            &json!({"data": [{"id": "1275828087666679809", "text": "short", "author_id": "7",
                "note_post": {"text": "the whole of it"},
                "edit_history_post_ids": ["1275828087666679000", "1275828087666679809"],
                "referenced_posts": [{"type": "replied_to", "id": "1275828000000000000"}]}],
                "includes": {"users": [{"id": "7", "username": "acme", "name": "Acme"}]}}),
        )
    })
    .await;
    let mut twitter = client(&server);
    let feed = twitter.mentions(None).await.unwrap();
    let Post {
        text,
        earlier,
        replied_to,
        author,
        ..
    } = &feed.posts[0].post;
    assert_eq!(
        (text.as_str(), author.handle.as_str()),
        ("the whole of it", "acme")
    );
    assert_eq!(earlier, &["1275828087666679000"]);
    assert_eq!(replied_to.as_deref(), Some("1275828000000000000"));
    twitter.mentions(None).await.unwrap();
    assert_eq!(
        server.lines().len(),
        4,
        "one call in vain: {:?}",
        server.lines()
    );
}

#[tokio::test]
async fn what_is_broken_in_a_page_is_told_and_the_rest_comes() {
    let good = id("2026-11-02T09:00:00Z", 1);
    let server = Fake::of_shopper(move |_| {
        Said::json(
            200,
            &json!({
                "data": [json!({"text": "no id"}), json!(17), post(good, "whole"),
                         json!({"id": (good + 1).to_string()}),
                         json!({"id": (good + 2).to_string(), "text": "RT @x: y",
                                "referenced_tweets": [{"type": "retweeted", "id": "5"}]})],
                "errors": [{"title": "Not Found Error", "detail": "Could not find tweet\nwith id: [5].",
                            "type": "https://api.twitter.com/2/problems/resource-not-found"}],
                "meta": {"result_count": 3},
            }),
        )
    })
    .await;
    let feed = client(&server).mentions(None).await.unwrap();
    assert_eq!(feed.posts.len(), 1);
    assert_eq!(feed.problems.len(), 3, "{:?}", feed.problems);
    assert!(
        feed.problems
            .contains(&"Not Found Error: Could not find tweet with id: [5].".to_owned())
    );
}

#[tokio::test]
async fn own_posts_and_the_end_of_a_timeline() {
    let first = id("2026-11-01T09:00:00Z", 0);
    for (held, gap) in [(790, true), (300, false)] {
        let server = Fake::of_shopper(move |asked: &Asked| {
            let page_number: u64 = asked
                .param("pagination_token")
                .map_or(0, |t| t.parse().unwrap());
            let posts: Vec<Value> = (page_number * 100..held.min(page_number * 100 + 100))
                .map(|n| post(first + held - n, "hi"))
                .collect();
            let next = usize::try_from(page_number + 1).unwrap();
            page(&posts, (posts.len() == 100).then_some(next))
        })
        .await;
        let mut twitter = client(&server);
        let feed = twitter.mentions(Some(5)).await.unwrap();
        assert_eq!(feed.gap_until.is_some(), gap, "{held}");
        assert_eq!(feed.position, first + held);
        let feed = twitter.own_posts(Some(feed.position)).await.unwrap();
        assert!(feed.posts.is_empty());
        assert_eq!(feed.position, first + held);
    }
}

#[tokio::test]
async fn direct_messages_of_others() {
    let (old, mine, new) = (
        id("2026-11-01T09:00:00Z", 0),
        id("2026-11-02T09:00:00Z", 0),
        id("2026-11-02T09:30:00Z", 0),
    );
    let event = |id: u64, sender: &str, text: &str| {
        json!({"id": id.to_string(), "event_type": "MessageCreate", "text": text, "sender_id": sender,
               "dm_conversation_id": "7-99", "created_at": "2026-11-02T09:30:00.000Z"})
    };
    let events = json!({
        "data": [event(new, "7", "Your order &lt;1&gt; left"), event(mine, "99", "hello"),
                 event(old, "7", "known")],
        "includes": {"users": [{"id": "7", "username": "AcmeHelp"}]},
        "meta": {"result_count": 3, "next_token": "more"},
    });
    let server = Fake::of_shopper(move |_| Said::json(200, &events)).await;
    let mut twitter = client(&server);
    let feed = twitter.messages(Some(old)).await.unwrap();
    assert_eq!(
        server.count("GET /2/dm_events"),
        1,
        "what is known ends the reading"
    );
    assert_eq!(feed.posts.len(), 1);
    let message = &feed.posts[0].post;
    assert!(message.private);
    assert_eq!(message.text, "Your order <1> left");
    assert_eq!(message.author.handle, "AcmeHelp");
    assert_eq!(message.conversation.as_deref(), Some("7-99"));
    assert!(feed.position >= new);
    assert_eq!(twitter.usage().messages, 3);

    // A login without that right has none, and says so once.
    let server = Fake::of_shopper(|_| {
        Said::json(
            403,
            &json!({"title": "Forbidden", "status": 403, "detail": "dm.read is missing"}),
        )
    })
    .await;
    let mut twitter = client(&server);
    let feed = twitter.messages(Some(old)).await.unwrap();
    assert_eq!(
        (feed.posts.len(), feed.position, feed.problems.len()),
        (0, old, 1)
    );
    assert!(
        twitter
            .messages(Some(old))
            .await
            .unwrap()
            .problems
            .is_empty()
    );
}

#[tokio::test]
async fn one_post_by_its_address() {
    let server = Fake::of_shopper(|asked| match asked.path.as_str() {
        "/2/tweets/1275828087666679809" => {
            Said::json(200, &json!({"data": post(1_275_828_087_666_679_809, "here")}))
        }
        "/2/tweets/8" => Said::json(
            200,
            &json!({"errors": [{"title": "Not Found Error", "detail": "Could not find tweet with id: [8].",
                "type": "https://api.twitter.com/2/problems/resource-not-found"}]}),
        ),
        "/2/tweets/9" => Said::text(404, ""),
        _ => Said::json(
            200,
            &json!({"errors": [{"title": "Authorization Error", "status": 403,
                "detail": "Sorry, you are not authorized to see the Tweet with id: [10].",
                "type": "https://api.twitter.com/2/problems/not-authorized-for-resource"}]}),
        ),
    })
    .await;
    let mut twitter = client(&server);
    let address = "https://mobile.twitter.com/acme/status/1275828087666679809?s=20";
    let got = twitter.post(address).await.unwrap().unwrap();
    assert_eq!(got.post.text, "here");
    assert_eq!(twitter.post("8").await.unwrap(), None);
    assert_eq!(twitter.post("9").await.unwrap(), None);
    let error = twitter.post("10").await.unwrap_err();
    assert!(error.to_string().contains("not authorized"), "{error}");
    let error = twitter.post("https://example.org/1").await.unwrap_err();
    assert!(matches!(error, Error::Usage { .. }));
}

#[tokio::test]
async fn profiles_found_missing_and_suspended() {
    let server = Fake::of_shopper(|asked| match asked.path.rsplit('/').next().unwrap() {
        "Acme" => Said::json(
            200,
            &json!({"data": {"id": "7", "username": "Acme", "name": "Acme", "protected": true,
                             "pinned_tweet_id": "12"},
                    "includes": {"tweets": [{"id": "12", "text": "Open 9 to 5"}]}}),
        ),
        "gone" => Said::json(
            200,
            &json!({"errors": [{"title": "Not Found Error", "detail": "Could not find user with username: [gone].",
                "type": "https://api.twitter.com/2/problems/resource-not-found"}]}),
        ),
        "bad" => Said::json(
            200,
            &json!({"errors": [{"title": "Forbidden", "detail": "User has been suspended: [bad].",
                "type": "https://api.twitter.com/2/problems/resource-not-found"}]}),
        ),
        _ => Said::json(400, &json!({"title": "Invalid Request"})),
    })
    .await;
    let mut twitter = client(&server);
    let Lookup::Found(acme) = twitter.profile("@Acme").await.unwrap() else {
        panic!("not found");
    };
    assert!(acme.protected);
    assert_eq!(acme.pinned.as_deref(), Some("Open 9 to 5"));
    assert_eq!(twitter.profile("gone").await.unwrap(), Lookup::Missing);
    assert_eq!(twitter.profile("bad").await.unwrap(), Lookup::Suspended);
    let calls = server.lines().len();
    for never in ["", "a/../me", "sixteen_letters_", "caf\u{e9}"] {
        assert_eq!(twitter.profile(never).await.unwrap(), Lookup::Missing);
    }
    assert_eq!(
        server.lines().len(),
        calls,
        "what can be no handle is not asked for"
    );
    assert!(twitter.profile("odd").await.is_err());
    let usage = twitter.usage();
    assert_eq!((usage.profiles, usage.reads), (1, 1));
}

#[tokio::test]
async fn the_newest_posts_of_an_account() {
    let first = id("2026-11-01T09:00:00Z", 0);
    let server = Fake::of_shopper(move |asked| {
        let size: u64 = asked.param("max_results").unwrap().parse().unwrap();
        assert!((5..=100).contains(&size));
        let token = asked
            .param("pagination_token")
            .map_or(0, |t| t.parse().unwrap());
        let posts: Vec<Value> = (0..size)
            .map(|n| post(first + 900 - token * size - n, "hi"))
            .collect();
        page(&posts, Some(usize::try_from(token + 1).unwrap()))
    })
    .await;
    let mut twitter = client(&server);
    let profile = twitter.own().await.unwrap();
    for (most, calls) in [(3, 1), (100, 1), (250, 3)] {
        let before = server.lines().len();
        let posts = twitter.posts_of(&profile, most).await.unwrap();
        assert_eq!(posts.len(), most);
        assert_eq!(posts.last().unwrap().id, (first + 900).to_string());
        assert_eq!(server.lines().len() - before, calls);
    }
}
