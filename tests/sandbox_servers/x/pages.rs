//! Lists: their parts, their reach, and who may be seen in them.

use super::net::Net;
use jiff::SignedDuration;
use mystery_shopper::sandbox::x::{Endpoint, NewAccount, Saying};
use std::collections::BTreeSet;

#[tokio::test]
async fn a_conversation_of_ten_thousand_replies_is_read_once_and_whole() {
    let net = Net::new().await;
    let root = net.post("@acme Do you open on Sundays?").await;
    net.world.crowd(&root, 10_000, net.now()).unwrap();
    net.wait(10_000).await;
    let token = net.world.bearer("shopper").unwrap();
    let net = Net { token, ..net };
    let (mut seen, mut pages) = (BTreeSet::new(), 0);
    let mut path = format!("/2/tweets/search/recent?query=conversation_id:{root}&max_results=100");
    let first = path.clone();
    loop {
        let got = net.get(&path).await.json();
        pages += 1;
        for post in got["data"].as_array().unwrap() {
            assert!(seen.insert(post["id"].as_str().unwrap().to_owned()));
        }
        let Some(token) = got["meta"]["next_token"].as_str() else {
            break;
        };
        path = format!("{first}&next_token={token}");
    }
    // The question itself belongs to its conversation.
    assert_eq!((seen.len(), pages), (10_001, 101));
    assert_eq!(net.world.calls()[&Endpoint::Search], 101);
    assert_eq!(net.world.wasted(), 0);
}

#[tokio::test]
async fn search_forgets_after_seven_days_and_timelines_do_not() {
    let net = Net::new().await;
    let root = net.post("@acme Do you open on Sundays?").await;
    net.say("acme", Saying::plain("Yes.").replying(&root));
    let search = format!("/2/tweets/search/recent?query=conversation_id:{root}");
    let count = |got: super::net::Got| got.json()["meta"]["result_count"].as_u64().unwrap();
    net.wait(SignedDuration::from_hours(167).as_secs()).await;
    let token = net.world.bearer("shopper").unwrap();
    let net = Net { token, ..net };
    assert_eq!(count(net.get(&search).await), 2);
    let since = net.now() - SignedDuration::from_hours(167);
    let fine = format!("{search}&start_time={since}");
    assert_eq!(net.get(&fine).await.status, 200);
    net.wait(SignedDuration::from_hours(2).as_secs()).await;
    let token = net.world.bearer("shopper").unwrap();
    let net = Net { token, ..net };
    assert_eq!(count(net.get(&search).await), 0);
    assert_eq!(
        net.get(&search).await.body,
        r#"{"meta":{"result_count":0}}"#
    );
    let late = net.get(&fine).await;
    assert_eq!(late.status, 400);
    assert!(
        late.json()["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("must be on or after")
    );
    assert_eq!(late.json()["title"], "Invalid Request");
    let late = net.get(&format!("{search}&since_id={root}")).await;
    assert_eq!(late.status, 400);
    let shopper = net.id_of("shopper").await;
    assert_eq!(
        count(net.get(&format!("/2/users/{shopper}/tweets")).await),
        1
    );
    assert_eq!(
        count(net.get(&format!("/2/users/{shopper}/mentions")).await),
        1
    );
}

#[tokio::test]
async fn a_timeline_is_cut_where_it_is_asked_to_be() {
    let net = Net::new().await;
    let mut ids = Vec::new();
    for n in 0..7 {
        ids.push(net.say("acme", Saying::plain(&format!("News {n}"))));
        net.wait(60).await;
    }
    let root = net.post("@acme Hello?").await;
    net.say("acme", Saying::plain("Hello!").replying(&root));
    let acme = net.id_of("acme").await;
    let path = format!("/2/users/{acme}/tweets?max_results=5");
    let first = net.get(&path).await.json();
    assert_eq!(first["meta"]["result_count"], 5);
    let token = first["meta"]["next_token"].as_str().unwrap();
    let second = net
        .get(&format!("{path}&pagination_token={token}"))
        .await
        .json();
    assert_eq!(second["meta"]["result_count"], 3);
    assert!(second["meta"]["next_token"].is_null());
    let count = |query: String| {
        let net = &net;
        let acme = &acme;
        async move {
            let got = net.get(&format!("/2/users/{acme}/tweets?{query}")).await;
            got.json()["meta"]["result_count"].as_u64().unwrap()
        }
    };
    assert_eq!(count("exclude=replies".to_owned()).await, 7);
    assert_eq!(count(format!("since_id={}", ids[4])).await, 3);
    assert_eq!(count(format!("until_id={}", ids[2])).await, 2);
    assert_eq!(count("end_time=2026-11-12T09:02:00Z".to_owned()).await, 2);
    assert_eq!(count("start_time=2026-11-12T09:02:00Z".to_owned()).await, 6);
    for wrong in [
        "max_results=4",
        "exclude=all",
        "colour=red",
        "tweet.fields=colour",
    ] {
        let got = net.get(&format!("/2/users/{acme}/tweets?{wrong}")).await;
        assert_eq!(got.status, 400, "{wrong}: {}", got.body);
    }
}

#[tokio::test]
async fn missing_suspended_protected_and_renamed_accounts_each_have_their_answer() {
    let net = Net::new().await;
    let root = net.post("@acme Hello?").await;
    let answer = net.say("acme", Saying::plain("Hello!").replying(&root));
    let acme = net.id_of("acme").await;
    let profile = "/2/users/by/username/acme";
    let missing = net.get("/2/users/by/username/nobody").await;
    assert_eq!(missing.status, 200);
    assert_eq!(
        missing.body,
        r#"{"errors":[{"detail":"Could not find user with username: [nobody].","parameter":"username","resource_id":"nobody","resource_type":"user","title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found","value":"nobody"}]}"#
    );
    assert_eq!(net.get("/2/users/by/username/no-body").await.status, 400);

    net.world.suspend("acme", true);
    let got = net.get(&format!("{profile}?post.fields=text")).await.json();
    assert_eq!(
        got["errors"][0]["detail"],
        "User has been suspended: [acme]."
    );
    assert_eq!(got["errors"][0]["title"], "Forbidden");
    assert_eq!(
        got["errors"][0]["type"],
        "https://api.x.com/2/problems/resource-not-found"
    );
    let got = net.get(&format!("/2/tweets/{answer}")).await.json();
    assert_eq!(got["errors"][0]["title"], "Authorization Error");
    let search = format!("/2/tweets/search/recent?query=conversation_id:{root}%20from:acme");
    assert_eq!(net.get(&search).await.json()["meta"]["result_count"], 0);
    net.world.suspend("acme", false);

    net.world.protect("acme", true);
    let got = net
        .get(&format!("{profile}?user.fields=protected"))
        .await
        .json();
    assert_eq!(got["data"]["protected"], true);
    let got = net.get(&format!("/2/users/{acme}/tweets")).await.json();
    assert_eq!(got["errors"][0]["title"], "Authorization Error");
    assert_eq!(net.get(&search).await.json()["meta"]["result_count"], 0);
    net.world.protect("acme", false);

    net.world.rename("acme", "acme_group").unwrap();
    assert!(net.get(profile).await.json()["data"].is_null());
    assert_eq!(net.id_of("acme_group").await, acme);
    let several = net
        .get("/2/users/by?usernames=acme_group,acme,shopper")
        .await
        .json();
    assert_eq!(several["data"].as_array().unwrap().len(), 2);
    assert_eq!(several["errors"][0]["value"], "acme");
    assert!(net.world.add(NewAccount::named("Acme_Group")).is_err());
}

#[tokio::test]
async fn a_profile_is_shown_as_far_as_it_is_asked_for() {
    let net = Net::new().await;
    net.world
        .add(NewAccount {
            name: "Bolt Help".to_owned(),
            bio: "Mon-Fri 8-18. Help: https://bolt.example/help & more".to_owned(),
            url: Some("https://bolt.example".to_owned()),
            verified: Some("business".to_owned()),
            picture: false,
            followers: 12,
            ..NewAccount::named("BoltHelp")
        })
        .unwrap();
    let pinned = net.say("BoltHelp", Saying::plain("We answer within 2 hours"));
    assert!(net.world.pin(&pinned));
    let plain = net.get("/2/users/by/username/bolthelp").await.json();
    assert_eq!(plain["data"].as_object().unwrap().len(), 3);
    let fields = "user.fields=description,entities,url,verified,verified_type,profile_image_url,public_metrics,created_at&expansions=pinned_tweet_id";
    let got = net
        .get(&format!("/2/users/by/username/bolthelp?{fields}"))
        .await
        .json();
    let user = &got["data"];
    assert!(
        user["profile_image_url"]
            .as_str()
            .unwrap()
            .contains("default_profile_images")
    );
    assert_eq!(user["verified_type"], "business");
    assert_eq!(user["public_metrics"]["tweet_count"], 1);
    assert_eq!(user["public_metrics"]["followers_count"], 12);
    assert_eq!(user["created_at"], "2012-03-01T09:00:00.000Z");
    assert!(
        user["description"]
            .as_str()
            .unwrap()
            .ends_with(" &amp; more")
    );
    let links = |part: &str| user["entities"][part]["urls"][0]["expanded_url"].clone();
    assert_eq!(links("url"), "https://bolt.example");
    assert_eq!(links("description"), "https://bolt.example/help");
    assert_eq!(user["pinned_tweet_id"], pinned.as_str());
    assert_eq!(
        got["includes"]["tweets"][0]["text"],
        "We answer within 2 hours"
    );
    let newer = net
        .get("/2/users/by/username/bolthelp?expansions=pinned_post_id&user.fields=public_metrics")
        .await
        .json();
    assert_eq!(newer["data"]["pinned_post_id"], pinned.as_str());
    assert_eq!(newer["data"]["public_metrics"]["post_count"], 1);
    assert_eq!(newer["includes"]["posts"][0]["id"], pinned.as_str());
}
