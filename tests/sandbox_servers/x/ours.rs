//! Our own client before this network: both were written apart from each other, from X's documents.

use super::net::START;
use jiff::{SignedDuration, Timestamp};
use mystery_shopper::channel::social::{Permit, Social};
use mystery_shopper::channel::twitter::{Authorization, Twitter};
use mystery_shopper::clock::Clock;
use mystery_shopper::model::{
    AttemptResult, Consent, Lookup, Network, SecretSource, SocialAccount, SocialAuth, TransportKind,
};
use mystery_shopper::sandbox::x::{
    CLIENT_ID, Dialect, Endpoint, Faults, NewAccount, Picture, Saying, Serving, World, serve,
};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

struct Net {
    world: Arc<World>,
    serving: Serving,
    clock: Clock,
}

async fn net() -> Net {
    let clock = Clock::simulated(START.parse().unwrap());
    let world = World::new(1, clock.clone(), NewAccount::named("shopper"));
    world
        .add(NewAccount {
            bio: "We reply within 2 hours & smile".to_owned(),
            picture: false,
            verified: Some("business".to_owned()),
            ..NewAccount::named("acme")
        })
        .unwrap();
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let serving = serve(world.clone(), address).await.unwrap();
    Net {
        world,
        serving,
        clock,
    }
}

impl Net {
    fn account(&self, auth: SocialAuth) -> SocialAccount {
        SocialAccount {
            network: Network::Twitter,
            transport: TransportKind::Auto,
            handle: "shopper".to_owned(),
            api: self.serving.base(),
            auth,
            daily_cap: 9,
            spending: None,
        }
    }

    fn signing(&self) -> Twitter {
        let keys = self.world.keys("shopper").unwrap();
        let secret = |text: String| SecretSource::Command(format!("echo {text}"));
        let account = self.account(SocialAuth::OAuth1 {
            consumer_key: secret(keys.consumer_key),
            consumer_secret: secret(keys.consumer_secret),
            token: secret(keys.token),
            token_secret: secret(keys.token_secret),
        });
        Twitter::new(&account, self.clock.clone()).unwrap()
    }

    fn with_tokens(&self, tokens: PathBuf) -> SocialAccount {
        self.account(SocialAuth::OAuth2 {
            client_id: CLIENT_ID.to_owned(),
            client_secret: None,
            tokens,
        })
    }

    async fn pass(&self, minutes: i64) -> Timestamp {
        let now = self.clock.now();
        let then = now.checked_add(SignedDuration::from_mins(minutes)).unwrap();
        self.clock.sleep_until(then).await;
        then
    }
}

fn permit(text: &str) -> Permit {
    let consent = Consent {
        network: Network::Twitter,
        handle: "acme".to_owned(),
        who: "J. Client".to_owned(),
        when: jiff::civil::date(2026, 10, 1),
        ground: "contract".to_owned(),
    };
    Permit::of(&[consent], Network::Twitter, "acme", text).unwrap()
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one story, told from its beginning to its end"
)]
async fn a_conversation_in_both_dialects() {
    for dialect in [Dialect::Older, Dialect::Newer] {
        let net = net().await;
        net.world.speak(dialect);
        let mut twitter = net.signing();
        assert_eq!(twitter.own().await.unwrap().handle, "shopper");
        let asked = "@acme Do you open on Sundays, caf\u{e9} & all? \u{1f600}";
        let (result, root, at) = twitter.publish(&permit(asked)).await.unwrap();
        assert_eq!(result, AttemptResult::Accepted, "{root}");
        assert_eq!(at, Some(START.parse().unwrap()));
        let own = twitter.own_posts(None).await.unwrap();
        assert_eq!(
            (own.posts.len(), own.posts[0].post.text.as_str()),
            (1, asked)
        );
        assert_eq!(own.posts[0].post.created_at, at.unwrap());

        let then = net.pass(30).await;
        let picture = Picture {
            alt: "opening hours".to_owned(),
            url: "https://pbs.example/1.jpg".to_owned(),
        };
        let first = Saying {
            pictures: vec![picture],
            ..Saying::plain("@shopper Yes & no <3, see https://acme.example/hours?a=1&b=2")
                .replying(&root)
        };
        let reply = net.world.say("acme", then, first).unwrap();
        let long = format!("@shopper {}", "long words ".repeat(60));
        net.world
            .say("acme", then, Saying::plain(long.trim()).replying(&reply.id))
            .unwrap();
        let quote = Saying {
            quotes: Some(root.clone()),
            ..Saying::plain("We are asked this a lot")
        };
        net.world.say("acme", then, quote).unwrap();
        net.world
            .message("acme", "shopper", then, "Your <order>?", Vec::new())
            .unwrap();
        net.pass(30).await;

        let roots = [root.clone()];
        let feed = twitter
            .conversations(&roots, Some(own.position))
            .await
            .unwrap();
        assert!(feed.problems.is_empty(), "{:?}", feed.problems);
        assert_eq!((feed.posts.len(), feed.gap_until), (3, None));
        let post = &feed.posts[0].post;
        assert!(
            post.text
                .starts_with("@shopper Yes & no <3, see acme.example/hours"),
            "{}",
            post.text
        );
        assert_eq!(post.links, ["https://acme.example/hours?a=1&b=2"]);
        assert_eq!(post.media[0].alt, "opening hours");
        assert_eq!(post.author.handle, "acme");
        assert_eq!(post.author.verified.as_deref(), Some("business"));
        assert_eq!(post.replied_to.as_deref(), Some(root.as_str()));
        assert_eq!(post.conversation.as_deref(), Some(root.as_str()));
        assert_eq!(post.mentions, ["shopper"]);
        assert_eq!(feed.posts[1].post.text, long.trim());
        assert_eq!(feed.posts[2].post.quoted.as_deref(), Some(root.as_str()));
        assert!(
            twitter
                .conversations(&roots, Some(feed.position))
                .await
                .unwrap()
                .posts
                .is_empty()
        );
        assert_eq!(twitter.mentions(None).await.unwrap().posts.len(), 2);
        let messages = twitter.messages(None).await.unwrap();
        assert_eq!(messages.posts[0].post.text, "Your <order>?");
        assert!(
            twitter
                .messages(Some(messages.position))
                .await
                .unwrap()
                .posts
                .is_empty()
        );

        let edited = net
            .world
            .edit(&reply.id, net.clock.now(), "@shopper No")
            .unwrap();
        let got = twitter
            .post(&format!("https://x.com/acme/status/{}", edited.id))
            .await
            .unwrap();
        let got = got.unwrap().post;
        assert_eq!(
            (got.text.as_str(), got.earlier),
            ("@shopper No", vec![reply.id.clone()])
        );
        assert!(net.world.delete(&edited.id));
        assert_eq!(twitter.post(&edited.id).await.unwrap(), None);

        let Lookup::Found(acme) = twitter.profile("acme").await.unwrap() else {
            panic!("not found");
        };
        assert_eq!(acme.description, "We reply within 2 hours & smile");
        assert_eq!(acme.default_avatar, Some(true));
        assert_eq!(acme.posts, Some(3 - 1));
        assert!(!twitter.posts_of(&acme, 20).await.unwrap().is_empty());
        assert_eq!(twitter.profile("nobody").await.unwrap(), Lookup::Missing);
        net.world.suspend("acme", true);
        assert_eq!(twitter.profile("acme").await.unwrap(), Lookup::Suspended);
        assert_eq!(net.world.wasted(), 0);
    }
}

#[tokio::test]
async fn ten_thousand_replies_within_the_limits() {
    let net = net().await;
    let mut twitter = net.signing();
    let (_, root, _) = twitter
        .publish(&permit("@acme Do you open on Sundays?"))
        .await
        .unwrap();
    let from = net.pass(1).await;
    net.world.crowd(&root, 10_000, from).unwrap();
    net.world.set_limit(Endpoint::Search, 30);
    net.pass(600).await;
    let feed = twitter.conversations(&[root], None).await.unwrap();
    assert_eq!(feed.posts.len(), 10_001, "with the post that they answer");
    assert_eq!(net.world.wasted(), 0);
    assert!(net.world.calls()[&Endpoint::Search] >= 100);
}

#[tokio::test]
async fn everything_that_goes_wrong() {
    let net = net().await;
    let mut twitter = net.signing();
    net.world.set_faults(Faults {
        storm: 3,
        clock_off: SignedDuration::from_hours(1),
        bare_429: [5].into(),
        ..Faults::default()
    });
    let feed = twitter.mentions(None).await.unwrap();
    assert_eq!(feed.problems.len(), 1, "{:?}", feed.problems);
    net.world.set_faults(Faults {
        drop_posts: [1].into(),
        ..Faults::default()
    });
    let text = "@acme Do you open on Mondays?";
    let (result, ..) = twitter.publish(&permit(text)).await.unwrap();
    assert_eq!(result, AttemptResult::InDoubt);
    // It is in the timeline, where it is looked up, and was made once.
    let own = twitter.own_posts(None).await.unwrap();
    assert_eq!(own.posts.iter().filter(|p| p.post.text == text).count(), 1);
    // X itself refuses the same words again.
    let (result, words, _) = twitter.publish(&permit(text)).await.unwrap();
    assert_eq!(result, AttemptResult::Refused, "{words}");
}

#[tokio::test]
async fn a_login_and_tokens_that_die() {
    let net = net().await;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("x.json");
    let account = net.with_tokens(file.clone());
    let redirect = "http://127.0.0.1:8765/callback".to_owned();
    let login = Authorization::begin(&account, redirect, net.clock.clone()).unwrap();
    let answer = super::net::client()
        .get(login.address())
        .send()
        .await
        .unwrap();
    let back = answer.headers()["location"].to_str().unwrap().to_owned();
    let code = login.code(&back).unwrap().unwrap();
    let (me, problems) = login.finish(&code).await.unwrap();
    assert_eq!(
        (me.handle.as_str(), problems.len()),
        ("shopper", 0),
        "{problems:?}"
    );
    let before = std::fs::read(&file).unwrap();

    let mut twitter = Twitter::new(&account, net.clock.clone()).unwrap();
    let (_, root, _) = twitter
        .publish(&permit("@acme Do you open on Sundays?"))
        .await
        .unwrap();
    net.world.crowd(&root, 500, net.pass(1).await).unwrap();
    net.pass(60).await;
    net.world.set_faults(Faults {
        expire_after: Some(3),
        ..Faults::default()
    });
    assert_eq!(
        twitter
            .conversations(&[root], None)
            .await
            .unwrap()
            .posts
            .len(),
        501
    );
    let after = std::fs::read(&file).unwrap();
    assert_ne!(before, after);
    // And once more by the clock.
    net.pass(3 * 60).await;
    twitter.ready().await.unwrap();
    assert_ne!(after, std::fs::read(&file).unwrap());
}
