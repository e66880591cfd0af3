//! The client against a real network, directory and servers and all, started by
//! `tests/real/bluesky.sh`, which names the file with its addresses in `BLUESKY_NETWORK`.

use jiff::{SignedDuration, Timestamp};
use mystery_shopper::channel::bluesky::Bluesky;
use mystery_shopper::channel::social::{Feed, Permit, Social};
use mystery_shopper::clock::Clock;
use mystery_shopper::error::Exit;
use mystery_shopper::model::{
    AttemptResult, Consent, Lookup, Network, Post, Profile, SecretSource, SocialAccount,
    SocialAuth, TransportKind,
};
use serde_json::Value;

const QUESTION: &str =
    "@gadgetco.test Gr\u{fc}ezi \u{1f44b}\u{1f3fd}, when do you open on Sundays?";

struct Town {
    said: Value,
}

impl Town {
    fn read() -> Self {
        let file = std::env::var("BLUESKY_NETWORK").unwrap_or_default();
        assert!(!file.is_empty(), "no network: run tests/real/bluesky.sh");
        let said = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        Self { said }
    }

    fn word(&self, pointer: &str) -> String {
        self.said
            .pointer(pointer)
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned()
    }

    fn did(&self, name: &str) -> String {
        self.word(&format!("/accounts/{name}/did"))
    }

    fn client(&self, password: &str) -> Bluesky {
        let account = SocialAccount {
            network: Network::Bluesky,
            transport: TransportKind::Auto,
            handle: "study.test".to_owned(),
            api: self.word("/pds"),
            auth: SocialAuth::AppPassword {
                identifier: "study.test".to_owned(),
                password: SecretSource::Command(format!("echo '{password}'")),
            },
            daily_cap: 10,
            spending: None,
        };
        Bluesky::new(&account, Clock::Wall).unwrap()
    }

    /// Tells the network something and waits until it is done.
    async fn control(&self, what: &str) {
        let address = self.word("/control");
        let port: u16 = address.rsplit(':').next().unwrap().parse().unwrap();
        let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", port))
            .await
            .unwrap();
        let request =
            format!("GET /{what} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let mut answer = String::new();
        tokio::io::AsyncWriteExt::write_all(&mut stream, request.as_bytes())
            .await
            .unwrap();
        tokio::io::AsyncReadExt::read_to_string(&mut stream, &mut answer)
            .await
            .unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{what}: {answer}");
    }
}

fn permit(text: &str) -> Permit {
    let consent = Consent {
        network: Network::Bluesky,
        handle: "gadgetco.test".to_owned(),
        who: "J. Client".to_owned(),
        when: jiff::civil::date(2026, 10, 1),
        ground: "contract".to_owned(),
    };
    Permit::of(&[consent], Network::Bluesky, "gadgetco.test", text).unwrap()
}

fn texts(feed: &Feed) -> Vec<&str> {
    feed.posts.iter().map(|r| r.post.text.as_str()).collect()
}

fn by_text<'a>(feed: &'a Feed, text: &str) -> &'a Post {
    let found = feed.posts.iter().find(|r| r.post.text.starts_with(text));
    &found
        .unwrap_or_else(|| panic!("no {text:?} in {:?}", texts(feed)))
        .post
}

async fn found(client: &mut Bluesky, handle: &str) -> Profile {
    match client.profile(handle).await.unwrap() {
        Lookup::Found(profile) => *profile,
        other => panic!("{handle}: {other:?}"),
    }
}

/// What the network says of accounts.
async fn accounts(town: &Town, client: &mut Bluesky) {
    let own = client.own().await.unwrap();
    assert_eq!(
        (own.handle.as_str(), own.id),
        ("study.test", town.did("study"))
    );
    let company = found(client, "@GadgetCo.test").await;
    assert_eq!(company.id, town.did("gadgetco"));
    assert_eq!(company.name, "Gadget \u{1f4f1} Service");
    assert!(company.description.starts_with("We answer within 2 hours"));
    assert_eq!(company.pinned.as_deref(), Some("We are here to help."));
    assert_eq!(company.default_avatar, Some(true));
    assert_eq!(company.posts, Some(1));
    assert_eq!(
        company.created_at,
        Some("2023-05-01T12:00:00Z".parse().unwrap())
    );
    let of = |lookup| matches!(lookup, Lookup::Missing);
    for missing in ["nobody.test", "resting.test", "no handle at all"] {
        assert!(of(client.profile(missing).await.unwrap()), "{missing}");
    }
    assert_eq!(
        client.profile("banned.test").await.unwrap(),
        Lookup::Suspended
    );
    let error = town.client("not the password").own().await.unwrap_err();
    assert_eq!(error.exit(), Exit::Authentication);
}

/// What came back to a question: by mentions, and by its conversation.
async fn answers(town: &Town, client: &mut Bluesky, root: &str) -> u64 {
    town.control("idle").await;
    let mentions = client.mentions(None).await.unwrap();
    let reply = by_text(&mentions, "Hello @study.test");
    assert_eq!(reply.author.id, town.did("gadgetco"));
    assert_eq!(reply.author.handle, "gadgetco.test");
    assert_eq!(reply.replied_to.as_deref(), Some(root));
    assert_eq!(reply.conversation.as_deref(), Some(root));
    assert_eq!(reply.mentions, ["study.test"]);
    assert_eq!(
        by_text(&mentions, "2/2 ").replied_to.as_ref(),
        Some(&reply.id)
    );
    let quote = by_text(&mentions, "Somebody asked");
    assert_eq!(quote.quoted.as_deref(), Some(root));

    let roots = [root.to_owned()];
    let all = client.conversations(&roots, None).await.unwrap();
    let mut expected = vec![
        QUESTION.to_owned(),
        "Hello @study.test \u{1f44b}, we open at 9.".to_owned(),
        "2/2 And we close at 17. ^Kim".to_owned(),
    ];
    // The server shows four levels at a time.
    expected.extend((1..=10).map(|depth| format!("Depth {depth}")));
    expected.extend([
        "The last word.".to_owned(),
        "Somebody asked when we open.".to_owned(),
    ]);
    assert_eq!(texts(&all), expected);
    assert_eq!(all.problems, Vec::<String>::new());
    for received in &all.posts {
        let kept: Value = serde_json::from_slice(&received.raw).unwrap();
        assert!(kept["source"]["record"]["createdAt"].is_string());
        assert_eq!(serde_json::from_value::<Post>(kept).unwrap(), received.post);
    }
    assert_eq!(all.position, all.posts.last().unwrap().position);
    all.position
}

#[tokio::test]
#[ignore = "needs the network that tests/real/bluesky.sh starts"]
async fn a_question_and_its_answers_on_a_real_network() {
    let town = Town::read();
    let mut client = town.client(&town.word("/accounts/study/password"));
    accounts(&town, &mut client).await;

    let before = client.own_posts(None).await.unwrap();
    assert_eq!(texts(&before), ["A post from before the study."]);
    let post = &before.posts[0].post;
    assert_eq!(client.post(&post.id).await.unwrap().unwrap().post, *post);

    client.ready().await.unwrap();
    let asked = Timestamp::now();
    let (result, root, time) = client.publish(&permit(QUESTION)).await.unwrap();
    assert_eq!(result, AttemptResult::Accepted, "{root}");
    let late = time.unwrap().duration_since(asked);
    assert!(
        late.abs() < SignedDuration::from_secs(60),
        "taken at {time:?}"
    );
    // At once, whether or not the network has seen it already.
    let at_once = client.post(&root).await.unwrap().unwrap();
    assert_eq!(at_once.post.text, QUESTION);
    let key = root.rsplit('/').next().unwrap();
    assert_eq!(
        root,
        format!("at://{}/app.bsky.feed.post/{key}", town.did("study"))
    );

    let position = answers(&town, &mut client, &root).await;
    let page = format!("https://bsky.app/profile/study.test/post/{key}");
    let own = client.post(&page).await.unwrap().unwrap().post;
    assert_eq!(
        (own.id.as_str(), own.mentions),
        (root.as_str(), vec!["gadgetco.test".to_owned()])
    );
    let gone = format!("{}2", &root[..root.len() - 1]);
    assert_eq!(client.post(&gone).await.unwrap(), None);
    let listed = client.own_posts(Some(before.position)).await.unwrap();
    assert!(texts(&listed).contains(&QUESTION));
    assert_eq!(listed.problems, Vec::<String>::new());

    let company = found(&mut client, "gadgetco.test").await;
    let newest = client.posts_of(&company, 2).await.unwrap();
    let newest: Vec<_> = newest.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(newest, ["The last word.", "Somebody asked when we open."]);

    // Three hours later the session has expired, by the servers' clock; ours is three hours behind.
    town.control("later").await;
    let again = "@gadgetco.test And on holidays?";
    let asked = Timestamp::now();
    client.ready().await.unwrap();
    let (result, second, time) = client.publish(&permit(again)).await.unwrap();
    assert_eq!(result, AttemptResult::Accepted, "{second}");
    let ahead = time.unwrap().duration_since(asked);
    assert!(
        ahead > SignedDuration::from_mins(170),
        "the time is the server's: {ahead}"
    );
    town.control("idle").await;
    let mentions = client.mentions(Some(position)).await.unwrap();
    let answer = mentions
        .posts
        .iter()
        .find(|r| r.post.replied_to.as_deref() == Some(&second));
    let answer = &answer.unwrap().post;
    assert_eq!(answer.author.id, town.did("gadgetco"));
    assert!(answer.created_at > time.unwrap());
    assert!(mentions.position > position);

    let usage = client.usage();
    assert_eq!(usage.posts, 2);
    assert!(usage.reads > 30 && usage.profiles > 5, "{usage:?}");
}
