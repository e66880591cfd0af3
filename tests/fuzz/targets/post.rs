//! A post, from raw bytes to a verdict: tied in a register of four, by itself, and as the study's own. What it
//! teaches is taken in, and it is read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mystery_shopper::intake::{Asked, Awaited, Posts, examine_post, own_post, read_post};
use mystery_shopper::model::{Network, Post};

const QUESTION: &str = "Do you deliver furniture to Ireland, and what does it cost?";

fn register() -> Posts {
    let mut posts = Posts::new(Network::ALL.map(|network| (network, "@anna_asks")));
    for (enquiry, name) in (0..).zip(["Linderby Records", "Linderby Bank", "Acme", "Paper Moon"]) {
        let handle = name.replace(' ', "");
        posts.insert(&Asked {
            enquiry,
            network: Network::ALL[enquiry as usize % 2],
            post: Some(format!("q{enquiry}")),
            handles: format!("@{handle} @{handle}UK"),
            company: name.to_owned(),
            domains: vec![format!("https://www.{}.test/", handle.to_lowercase())],
            text: QUESTION.to_owned(),
            asked_at: "2026-11-04T09:00:00Z".parse().expect("a moment"),
        });
    }
    posts
}

fuzz_target!(|raw: &[u8]| {
    let mut posts = register();
    let tied = read_post(raw, &posts);
    assert!(tied.evidence.len() <= 24);
    assert!(tied.enquiry.is_none() || tied.candidates.is_empty());
    // The same bytes always give the same response.
    assert_eq!(tied, read_post(raw, &posts));
    posts.learn(tied.enquiry, &tied.marks);
    let _ = read_post(raw, &posts);
    let alone = examine_post(raw);
    assert_eq!(alone.enquiry, None);
    if let Ok(post) = serde_json::from_slice::<Post>(raw) {
        let awaited = Awaited {
            enquiry: 7,
            network: post.network,
            handle: "acme".to_owned(),
            text: QUESTION.to_owned(),
            not_before: "2026-11-04T09:00:00Z".parse().expect("a moment"),
            posted: None,
        };
        let _ = own_post(&post, &[awaited]);
    }
});
