//! What is said and how it is shown.

use super::net::Net;
use jiff::SignedDuration;
use mystery_shopper::sandbox::x::{Dialect, Picture, Saying, TEXTS};
use reqwest::Method;
use std::sync::{Arc, Mutex};

/// The first id of the moment at which every story begins: its milliseconds since X's epoch, times
/// 2^22, and 1.
const FIRST: &str = "2120803786552246273";

#[tokio::test]
async fn a_post_is_shown_byte_by_byte_in_both_dialects() {
    let net = Net::new().await;
    let made = net
        .publish("@acme Do you open on Sundays & holidays?")
        .await;
    assert_eq!(made.status, 201);
    assert_eq!(
        made.header("content-type"),
        Some("application/json; charset=utf-8")
    );
    assert_eq!(made.header("date"), Some("Thu, 12 Nov 2026 09:00:00 GMT"));
    let id = made.json()["data"]["id"].as_str().unwrap().to_owned();
    let text = "@acme Do you open on Sundays &amp; holidays?";
    assert_eq!(
        made.body,
        format!(r#"{{"data":{{"edit_history_tweet_ids":["{id}"],"id":"{id}","text":"{text}"}}}}"#)
    );
    let ms = (id.parse::<i64>().unwrap() >> 22) + 1_288_834_974_657;
    assert_eq!(net.now().as_millisecond(), ms, "the id holds the moment");

    // Nothing but what is asked for.
    let plain = net.get(&format!("/2/tweets/{id}")).await;
    assert_eq!(plain.body, made.body);

    let older = "tweet.fields=author_id,created_at,note_tweet,public_metrics&expansions=author_id";
    let older = net.get(&format!("/2/tweets/{id}?{older}")).await;
    let shopper = net.id_of("shopper").await;
    assert_eq!(
        older.body,
        format!(
            r#"{{"data":{{"author_id":"{shopper}","created_at":"2026-11-12T09:00:00.000Z","edit_history_tweet_ids":["{id}"],"id":"{id}","public_metrics":{{"bookmark_count":0,"impression_count":0,"like_count":0,"quote_count":0,"reply_count":0,"retweet_count":0}},"text":"{text}"}},"includes":{{"users":[{{"id":"{shopper}","name":"shopper","username":"shopper"}}]}}}}"#
        )
    );
    let newer = "post.fields=public_metrics&expansions=author_id,referenced_posts";
    let newer = net.get(&format!("/2/tweets/{id}?{newer}")).await;
    assert_eq!(
        newer.body,
        format!(
            r#"{{"data":{{"author_id":"{shopper}","edit_history_post_ids":["{id}"],"id":"{id}","public_metrics":{{"bookmark_count":0,"impression_count":0,"like_count":0,"quote_count":0,"reply_count":0,"repost_count":0}},"text":"{text}"}},"includes":{{"users":[{{"id":"{shopper}","name":"shopper","username":"shopper"}}]}}}}"#
        )
    );
    // What does not show its dialect is answered in the one that is set.
    net.world.speak(Dialect::Newer);
    assert!(net.publish("Another").await.json()["data"]["edit_history_post_ids"].is_array());
}

#[tokio::test]
async fn ids_grow_and_are_the_same_each_time() {
    let net = Net::new().await;
    let first = net.post("one").await;
    assert_eq!(first, FIRST);
    let second = net.post("two").await;
    net.wait(1).await;
    let third = net.post("three").await;
    let number = |id: &str| id.parse::<u64>().unwrap();
    assert!(number(&first) < number(&second) && number(&second) < number(&third));
}

#[tokio::test]
async fn a_company_hears_of_its_mention_and_is_found_in_the_conversation() {
    let net = Net::new().await;
    net.world
        .add(mystery_shopper::sandbox::x::NewAccount::named("acme_care"))
        .unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let (world, clock, list) = (net.world.clone(), net.clock.clone(), heard.clone());
    net.world.on_mention(Box::new(move |post| {
        list.lock().unwrap().push(post.text.clone());
        if post.author == "shopper" {
            let answer = Saying::plain("Yes, see https://acme.example/hours").replying(&post.id);
            let first = world.say("acme", clock.now(), answer).unwrap();
            let more = Saying::plain("And here:")
                .replying(&first.id)
                .with("https://p.example/1.jpg", "Opening hours: 10-16");
            world.say("acme", clock.now(), more).unwrap();
            let other = Saying::plain("@shopper Please DM us").quoting(&post.id);
            world.say("acme_care", clock.now(), other).unwrap();
        }
    }));
    let id = net.post("@Acme Do you open on Sundays?").await;
    assert_eq!(
        *heard.lock().unwrap(),
        [
            "@Acme Do you open on Sundays?",
            "@shopper Yes, see https://acme.example/hours",
            "@shopper Please DM us",
        ]
    );
    let fields = "tweet.fields=referenced_tweets,entities,attachments,in_reply_to_user_id&media.fields=url,alt_text&expansions=attachments.media_keys,referenced_tweets.id";
    let got = net
        .get(&format!(
            "/2/tweets/search/recent?query=conversation_id%3A{id}%20-from%3Ashopper&{fields}"
        ))
        .await
        .json();
    assert_eq!(got["meta"]["result_count"], 2);
    let (more, answer) = (&got["data"][0], &got["data"][1]);
    assert_eq!(
        more["text"].as_str().unwrap().split(" https").next(),
        Some("And here:")
    );
    assert_eq!(more["referenced_tweets"][0]["type"], "replied_to");
    assert_eq!(more["referenced_tweets"][0]["id"], answer["id"]);
    assert_eq!(answer["referenced_tweets"][0]["id"], id.as_str());
    assert_eq!(
        answer["entities"]["urls"][0]["expanded_url"],
        "https://acme.example/hours"
    );
    assert_eq!(answer["entities"]["mentions"][0]["username"], "shopper");
    let media = &got["includes"]["media"][0];
    assert_eq!(more["attachments"]["media_keys"][0], media["media_key"]);
    assert_eq!(media["alt_text"], "Opening hours: 10-16");
    assert_eq!(media["url"], "https://p.example/1.jpg");
    assert_eq!(got["includes"]["tweets"].as_array().unwrap().len(), 2);

    let quote = net
        .get(&format!(
            "/2/tweets/search/recent?query=quotes_of_tweet_id:{id}&tweet.fields=referenced_tweets"
        ))
        .await
        .json();
    assert_eq!(quote["data"][0]["referenced_tweets"][0]["type"], "quoted");
    let shopper = net.id_of("shopper").await;
    let mentions = net
        .get(&format!("/2/users/{shopper}/mentions"))
        .await
        .json();
    // The continuation speaks to nobody but itself.
    assert_eq!(mentions["meta"]["result_count"], 2);
    assert_eq!(net.world.posts_of("acme").len(), 2);
    assert_eq!(net.world.posts_of("@ACME")[1].conversation, id);
}

#[tokio::test]
async fn edited_deleted_long_and_foreign_posts_are_what_they_are_on_x() {
    let net = Net::new().await;
    let id = net.post("@acme Do you open on Sundays?").await;
    let answer = net.say("acme", Saying::plain("Yes, at 9.").replying(&id));
    net.wait(60).await;
    let new = net.world.edit(&answer, net.now(), "Yes, at 10.").unwrap();
    assert_eq!(new.earlier, std::slice::from_ref(&answer));
    let found = net
        .get(&format!(
            "/2/tweets/search/recent?query=conversation_id:{id}+from:acme"
        ))
        .await
        .json();
    assert_eq!(found["meta"]["result_count"], 1);
    assert_eq!(found["data"][0]["text"], "@shopper Yes, at 10.");
    assert_eq!(
        found["data"][0]["edit_history_tweet_ids"],
        serde_json::json!([answer, new.id])
    );
    // The earlier version can be read, and says that it is one.
    let old = net.get(&format!("/2/tweets/{answer}")).await.json();
    assert_eq!(old["data"]["text"], "@shopper Yes, at 9.");
    assert_eq!(old["data"]["edit_history_tweet_ids"][1], new.id.as_str());

    let long = "Opening hours differ. ".repeat(30);
    let long = net.say("acme", Saying::plain(&long).replying(&id));
    let got = net
        .get(&format!("/2/tweets/{long}?post.fields=note_post"))
        .await
        .json();
    assert!(got["data"]["text"].as_str().unwrap().chars().count() < 280);
    assert!(got["data"]["text"].as_str().unwrap().ends_with('\u{2026}'));
    assert_eq!(
        got["data"]["note_post"]["text"].as_str().unwrap(),
        format!("@shopper {}", "Opening hours differ. ".repeat(30))
    );

    // An address has the same short form in both texts of a long post.
    let linked = format!(
        "See acme.example/hours. {}",
        "Opening hours differ. ".repeat(30)
    );
    let linked = net.say("acme", Saying::plain(&linked));
    let got = net
        .get(&format!(
            "/2/tweets/{linked}?tweet.fields=note_tweet,entities"
        ))
        .await
        .json();
    let (short, whole) = (&got["data"], &got["data"]["note_tweet"]);
    assert_eq!(short["entities"]["urls"][0], whole["entities"]["urls"][0]);
    assert_eq!(
        whole["entities"]["urls"][0]["expanded_url"],
        "http://acme.example/hours"
    );
    assert!(
        short["text"]
            .as_str()
            .unwrap()
            .starts_with("See https://t.co/")
    );

    // What refers to a deleted post says so, beside what is there.
    assert!(net.world.delete(&id));
    let got = net
        .get(&format!("/2/tweets/{long}?expansions=referenced_tweets.id"))
        .await
        .json();
    assert_eq!(got["data"]["referenced_tweets"][0]["id"], id.as_str());
    assert_eq!(got["errors"][0]["parameter"], "referenced_tweets.id");
    let got = net.get(&format!("/2/tweets?ids={id},{long}")).await;
    assert_eq!(got.status, 200);
    assert_eq!(got.json()["data"].as_array().unwrap().len(), 1);
    assert_eq!(
        got.json()["errors"][0],
        serde_json::json!({
            "value": id,
            "detail": format!("Could not find tweet with ids: [{id}]."),
            "title": "Not Found Error",
            "resource_type": "tweet",
            "parameter": "ids",
            "resource_id": id,
            "type": "https://api.twitter.com/2/problems/resource-not-found",
        })
    );
    let own = net.world.posts_of("shopper");
    assert!(own.len() == 1 && own[0].deleted);
}

#[tokio::test]
async fn every_script_comes_through() {
    let net = Net::new().await;
    let root = net.post("@acme Hello?").await;
    for (n, text) in TEXTS.iter().enumerate() {
        let id = net.say("acme", Saying::plain(text).replying(&root));
        let got = net
            .get(&format!("/2/tweets/{id}?tweet.fields=entities"))
            .await
            .json();
        let mut shown = got["data"]["text"].as_str().unwrap().to_owned();
        for url in got["data"]["entities"]["urls"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let (short, whole) = (url["url"].as_str(), url["expanded_url"].as_str());
            shown = shown.replace(short.unwrap(), whole.unwrap());
        }
        let shown = shown
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        assert_eq!(shown, format!("@shopper {text}"), "{n}");
    }
}

#[tokio::test]
async fn what_x_does_not_take_it_says_in_its_words() {
    let net = Net::new().await;
    net.post("@acme Hello?").await;
    let twice = net.publish("@acme Hello?").await;
    assert_eq!(twice.status, 403);
    assert_eq!(
        twice.body,
        r#"{"detail":"You are not allowed to create a Tweet with duplicate content.","status":403,"title":"Forbidden","type":"about:blank"}"#
    );
    assert!(net.world.post_as("shopper", "@acme Hello?").is_err());
    assert_eq!(net.publish(&"x".repeat(280)).await.status, 201);
    let long = net.publish(&"x".repeat(281)).await;
    assert_eq!(long.status, 400);
    assert_eq!(
        long.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(net.publish(&"\u{6771}".repeat(140)).await.status, 201);
    assert_eq!(net.publish(&"\u{6771}".repeat(141)).await.status, 400);
    assert_eq!(net.publish(" ").await.status, 400);
    for (body, status) in [
        ("{}", 400),
        ("[]", 400),
        ("{\"text\":1}", 400),
        ("{\"text\":\"a\",\"colour\":\"red\"}", 400),
        (
            "{\"text\":\"a\",\"reply\":{\"in_reply_to_tweet_id\":\"20\"}}",
            403,
        ),
    ] {
        let got = net.ask(Method::POST, "/2/tweets", body).await;
        assert_eq!(got.status, status, "{body}: {}", got.body);
    }
    // A post that was taken back may be said again, and somebody else's cannot be taken back.
    let id = net.post("Thanks!").await;
    let path = format!("/2/tweets/{id}");
    let gone = net.ask(Method::DELETE, &path, "").await;
    assert_eq!(gone.body, r#"{"data":{"deleted":true}}"#);
    net.post("Thanks!").await;
    let theirs = net.say("acme", Saying::plain("Welcome"));
    let path = format!("/2/tweets/{theirs}");
    assert_eq!(net.ask(Method::DELETE, &path, "").await.status, 403);
}

#[tokio::test]
async fn direct_messages_go_only_to_who_wrote_first() {
    let net = Net::new().await;
    let acme = net.id_of("acme").await;
    let path = format!("/2/dm_conversations/with/{acme}/messages");
    let body = r#"{"text":"Hello & welcome"}"#;
    assert_eq!(net.ask(Method::POST, &path, body).await.status, 403);
    let picture = Picture {
        url: "https://p.example/dm.png".to_owned(),
        alt: String::new(),
    };
    net.world
        .message("acme", "shopper", net.now(), "Your order?", vec![picture])
        .unwrap();
    net.wait(SignedDuration::from_mins(5).as_secs()).await;
    let sent = net.ask(Method::POST, &path, body).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let fields = "dm_event.fields=sender_id,created_at,dm_conversation_id&expansions=sender_id,attachments.media_keys&media.fields=url";
    let got = net.get(&format!("/2/dm_events?{fields}")).await.json();
    assert_eq!(got["meta"], serde_json::json!({"result_count": 2}));
    assert_eq!(got["data"][0]["text"], "Hello &amp; welcome");
    assert_eq!(got["data"][0]["id"], sent.json()["data"]["dm_event_id"]);
    assert_eq!(got["data"][1]["sender_id"], acme.as_str());
    assert_eq!(got["data"][1]["event_type"], "MessageCreate");
    assert_eq!(got["data"][1]["created_at"], "2026-11-12T09:00:00.000Z");
    assert_eq!(
        got["includes"]["media"][0]["url"],
        "https://p.example/dm.png"
    );
    let first = net.get("/2/dm_events?max_results=1").await.json();
    let token = first["meta"]["next_token"].as_str().unwrap();
    let second = net
        .get(&format!(
            "/2/dm_events?max_results=1&pagination_token={token}"
        ))
        .await;
    assert_eq!(
        second.json()["data"][0]["text"]
            .as_str()
            .unwrap()
            .split(' ')
            .next(),
        Some("Your")
    );
    assert_eq!(net.world.messages_of("acme").len(), 2);
}
