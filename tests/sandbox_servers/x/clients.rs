//! Foreign clients: tweepy and xdk for Python, @xdevplatform/xdk for Node.

use mystery_shopper::clock::Clock;
use mystery_shopper::sandbox::x::{
    CLIENT_ID, CLIENT_SECRET, Endpoint, NewAccount, PostView, Saying, TEXTS, World, serve,
};
use serde_json::{Value, json};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

const QUESTION: &str =
    "@acme_help Do you open on Sundays & holidays? \u{6771}\u{4eac} \u{1f44d}\u{1f3fd}";
const PINNED: &str = "We answer within 2 hours, see https://acme.example/help";
const BIO: &str = "Mon-Fri 08:00-18:00. Orders & returns: https://acme.example/returns <3";
/// The clients with the account from which each asks; the last is for the network's own story.
const CLIENTS: [(&str, &str); 4] = [
    ("tweepy", "shop_tweepy"),
    ("xdk_py", "shop_xdk_py"),
    ("xdk_js", "shop_xdk_js"),
    ("truth", "shop_truth"),
];
const OTHERS: [&str; 3] = ["acme_help", "acme_care", "passer_by"];

/// A network with a company that answers every shopper at once, in two posts and from two handles,
/// among passers-by.
fn network() -> Arc<World> {
    let world = World::new(3, Clock::Wall, NewAccount::named("shop_login"));
    for (_, handle) in CLIENTS {
        let name = format!("Shopper \u{1f6cd} by {handle}");
        let account = NewAccount::named(handle);
        world.add(NewAccount { name, ..account }).unwrap();
    }
    for handle in ["acme_care", "passer_by", "gone_corp"] {
        world.add(NewAccount::named(handle)).unwrap();
    }
    assert!(world.suspend("gone_corp", true));
    world
        .add(NewAccount {
            name: "Acme \u{2014} Help".to_owned(),
            bio: BIO.to_owned(),
            url: Some("https://acme.example/".to_owned()),
            location: "K\u{f8}benhavn".to_owned(),
            verified: Some("business".to_owned()),
            picture: false,
            followers: 1234,
            ..NewAccount::named("acme_help")
        })
        .unwrap();
    let pinned = world.say("acme_help", world.now(), Saying::plain(PINNED));
    assert!(world.pin(&pinned.unwrap().id));
    world.set_limit(Endpoint::User, 2);
    let hearing = Arc::downgrade(&world);
    world.on_mention(Box::new(move |post| {
        if let Some(world) = hearing
            .upgrade()
            .filter(|_| post.author.starts_with("shop_"))
        {
            answer(&world, post);
        }
    }));
    world
}

fn answer(world: &World, post: &PostView) {
    let say = |handle, saying| world.say(handle, world.now(), saying).unwrap().id;
    let first = "Yes & no <see> https://acme.example/hours?a=1&b=2 \u{1f44b}";
    let first = say("acme_help", Saying::plain(first).replying(&post.id));
    let more = Saying::plain("And as a picture \u{2192}").replying(&first);
    say(
        "acme_help",
        more.with(
            "https://p.example/hours.jpg",
            "Hours: \u{201c}10\u{2013}16\u{201d}",
        ),
    );
    // More than a page.
    for n in 0..12 {
        let text = format!("{n} {}", TEXTS[n % TEXTS.len()]);
        say("passer_by", Saying::plain(&text).replying(&post.id));
    }
    let please = format!("@{} Please DM us your order number", post.author);
    say("acme_care", Saying::plain(&please).quoting(&post.id));
}

/// Addresses in a text of ours, none of which stands in parentheses.
fn links(text: &str) -> Vec<&str> {
    text.match_indices("http")
        .map(|(at, _)| {
            let rest = &text[at..];
            &rest[..rest.find([' ', '"']).unwrap_or(rest.len())]
        })
        .collect()
}

/// What the network itself says of a conversation that it has had.
fn truth(world: &World) -> Value {
    let (_, shopper) = CLIENTS[3];
    let question = world.post_as(shopper, QUESTION).unwrap();
    let mut all: Vec<PostView> = OTHERS.iter().flat_map(|h| world.posts_of(h)).collect();
    all.sort_by_key(|p| p.id.parse::<u64>().unwrap());
    let mut names = vec![(question.id.clone(), "question".to_owned())];
    let mut conversation = Vec::new();
    for post in all.iter().filter(|p| p.conversation == question.id) {
        let to = names
            .iter()
            .find(|(id, _)| Some(id) == post.replied_to.as_ref());
        conversation.push(json!({
            "author": post.author,
            "text": post.text,
            "to": [to.unwrap().1],
            "links": links(&post.text),
            "pictures": post.pictures.iter().map(|p| [&p.url, &p.alt]).collect::<Vec<_>>(),
            "time_in_id": true,
        }));
        names.push((post.id.clone(), format!("answer {}", names.len())));
    }
    let mentions: Vec<Value> = all
        .iter()
        .filter(|p| p.mentions.iter().any(|m| m == shopper))
        .map(|p| {
            let quotes: Vec<_> = p.quoted.iter().map(|_| "question").collect();
            json!({"author": p.author, "text": p.text, "quotes": quotes})
        })
        .collect();
    assert_eq!((conversation.len(), mentions.len()), (14, 14));
    let story = json!({
        "me": [shopper, format!("Shopper \u{1f6cd} by {shopper}")],
        "asked": question.text,
        "duplicate": ["You are not allowed to create a Tweet with duplicate content."],
        "conversation": conversation,
        "mentions": mentions,
        "own_posts": [question.text],
        "profile": {
            "handle": "acme_help",
            "name": "Acme \u{2014} Help",
            "bio": BIO,
            "place": "K\u{f8}benhavn",
            "url": "https://acme.example/",
            "since": "2012-03-01",
            "protected": false,
            "verified": "business",
            "default_picture": true,
            "followers": 1234,
            "has_posts": true,
            "pinned": PINNED,
        },
        "missing": ["Could not find user with username: [nobody_here]."],
        "suspended": ["User has been suspended: [gone_corp]."],
        "lookup": [1, ["resource-not-found"]],
        "limit": [2, true, "0"],
        "taken_back": true,
    });
    serde_json::from_str(&story.to_string().replace(shopper, "SHOPPER")).unwrap()
}

fn keys(world: &World) -> Value {
    let mut all = json!({
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "own": "shop_login",
    });
    for (client, handle) in CLIENTS {
        let keys = world.keys(handle).unwrap();
        all[client] = json!({
            "handle": handle,
            "consumer_key": keys.consumer_key,
            "consumer_secret": keys.consumer_secret,
            "token": keys.token,
            "token_secret": keys.token_secret,
            "bearer": world.bearer(handle).unwrap(),
        });
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "installs tweepy, xdk and @xdevplatform/xdk; tests/run does it"]
async fn three_foreign_clients_tell_what_the_network_tells() {
    let world = network();
    let truth = truth(&world);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let serving = serve(world.clone(), address).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, value: Value| {
        let path = folder.path().join(name);
        std::fs::write(&path, value.to_string()).unwrap();
        path
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real/x_clients.sh");
    let mut command = std::process::Command::new(script);
    command
        .arg(serving.base())
        .arg(write("keys.json", keys(&world)))
        .arg(write("truth.json", truth));
    let status = tokio::task::spawn_blocking(move || command.status());
    assert!(status.await.unwrap().unwrap().success());
    for (client, handle) in &CLIENTS[..3] {
        let posts = world.posts_of(handle);
        let said: Vec<_> = posts.iter().map(|p| (p.text.as_str(), p.deleted)).collect();
        assert_eq!(said, [(QUESTION, false), ("Thanks!", true)], "{client}");
    }
    // Each met the one limit that it was to meet, once.
    assert_eq!(world.wasted(), 3);
}
