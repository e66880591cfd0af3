//! What must hold for all inputs.

use super::tie::tests::post;
use super::{Asked, Awaited, Posts, own_post, read_post};
use crate::model::{Author, Network, Post, TiedBy};
use jiff::Timestamp;
use proptest::prelude::*;

fn posts() -> Posts {
    let mut posts = Posts::new(Network::ALL.map(|n| (n, "@Anna")));
    for enquiry in 0..4u32 {
        posts.insert(&Asked {
            enquiry,
            network: Network::ALL[enquiry as usize % 2],
            post: Some(format!("q{enquiry}")),
            handles: format!("acme{enquiry} Acme{enquiry}Help"),
            company: format!("Acme {enquiry} Ltd"),
            domains: vec![format!("https://www.acme{enquiry}.test/")],
            text: "Do you deliver to Ireland, and what does it cost?".to_owned(),
            asked_at: Timestamp::from_second(1_000).unwrap(),
        });
    }
    posts
}

/// Pieces of posts, to be put together at random.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,20}",
        "[ -~]{0,20}",
        Just("@anna ".to_owned()),
        Just(" ^KT".to_owned()),
        Just(" - Sam".to_owned()),
        Just(" 1/2".to_owned()),
        Just(" https://t.co/x".to_owned()),
        Just("\u{ff20}\u{e9}\u{1f600}^\u{e9}".to_owned()),
        Just(" Please DM us".to_owned()),
        Just("Thanks, Kim".to_owned()),
    ]
}

prop_compose! {
    fn any_post()(
        pieces in prop::collection::vec(piece(), 0..8),
        network in prop::sample::select(Network::ALL.to_vec()),
        ids in prop::collection::vec(prop_oneof!["q[0-5]", "x[0-9]{1,3}", ".{0,8}"], 5),
        handle in prop_oneof!["acme[0-5]", "Acme[0-3]_?(care|Help|fan|\u{e9})", "[a-zA-Z0-9_.\u{e9}-]{0,12}", "Anna"],
        name in ".{0,16}",
        verified in prop::option::of("business|blue|.{0,4}"),
        second in -5_000i64..5_000_000,
        mentions in prop::collection::vec("anna|acme1|.{0,5}", 0..3),
        private in any::<bool>(),
    ) -> Post {
        Post {
            network,
            id: ids[0].clone(),
            conversation: Some(ids[1].clone()),
            replied_to: Some(ids[2].clone()).filter(|_| second % 3 > 0),
            quoted: Some(ids[3].clone()).filter(|_| second % 2 > 0),
            earlier: vec![ids[4].clone()],
            author: Author { id: ids[4].clone(), handle, name, verified },
            text: pieces.concat(),
            created_at: Timestamp::from_second(second).unwrap(),
            mentions,
            private,
            ..post()
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read(raw in prop::collection::vec(any::<u8>(), 0..300), json in "[\\[\\]{}:,\"a-z0-9]{0,60}") {
        prop_assert_eq!(read_post(&raw, &posts()).rule, "not_a_post");
        let _ = read_post(json.as_bytes(), &posts());
    }

    #[test]
    fn any_post_is_read_the_same_each_time_and_what_it_teaches_is_taken_in(all in prop::collection::vec(any_post(), 1..6)) {
        let mut register = posts();
        for post in &all {
            let raw = serde_json::to_vec(post).unwrap();
            let response = read_post(&raw, &register);
            prop_assert_eq!(&response, &read_post(&raw, &register));
            prop_assert!(response.evidence.len() <= 24);
            prop_assert!(response.enquiry.is_none() || response.candidates.is_empty());
            prop_assert_eq!(response.enquiry.is_some(), response.tied_by.is_some());
            prop_assert_eq!(response.answered_at.map(Timestamp::subsec_nanosecond), Some(0));
            if post.author.handle == "Anna" {
                prop_assert_eq!(response.rule.as_str(), "own_message");
            }
            register.learn(response.enquiry, &response.marks);
        }
    }

    #[test]
    fn a_reply_of_the_company_is_tied_whatever_it_says(n in 0u32..4, pieces in prop::collection::vec(piece(), 0..6)) {
        let reply = Post {
            network: Network::ALL[n as usize % 2],
            replied_to: Some(format!("q{n}")),
            author: Author { handle: format!("ACME{n}"), ..Author::default() },
            text: pieces.concat(),
            ..post()
        };
        let response = read_post(&serde_json::to_vec(&reply).unwrap(), &posts());
        prop_assert_eq!((response.enquiry, response.tied_by), (Some(n), Some(TiedBy::ReplyTo)));
    }

    #[test]
    fn nothing_is_tied_to_a_company_that_did_not_write_it(post in any_post(), n in 0u32..4) {
        let stranger = Post {
            author: Author { handle: "bob_dublin".to_owned(), id: "77".to_owned(), ..Author::default() },
            replied_to: Some(format!("q{n}")),
            ..post
        };
        let response = read_post(&serde_json::to_vec(&stranger).unwrap(), &posts());
        prop_assert_eq!(response.enquiry, None);
    }

    #[test]
    fn own_posts_are_matched_whatever_they_say(post in any_post(), texts in prop::collection::vec(".{0,60}", 0..4)) {
        let awaited: Vec<Awaited> = texts.iter().zip(0..).map(|(text, enquiry)| Awaited {
            enquiry,
            network: post.network,
            handle: "acme1".to_owned(),
            text: text.clone(),
            not_before: Timestamp::UNIX_EPOCH,
            posted: None,
        }).collect();
        let _ = own_post(&post, &awaited);
    }
}

/// Twice the text may not take four times the looks: what is done for each word is bounded.
#[test]
fn a_huge_post_is_read_up_to_its_bounds() {
    for piece in [
        "@a ",
        "^KT ",
        "1/2 ",
        "https://t.co/a ",
        "- Sam ",
        "we ",
        "? ",
        "\u{e9}",
        "Thanks, Kim. ",
    ] {
        let huge = Post {
            replied_to: Some("q1".to_owned()),
            network: Network::Bluesky,
            text: piece.repeat(2_000_000 / piece.len()),
            mentions: vec!["bob".to_owned(); 50_000],
            links: vec!["https://a.test/".to_owned(); 50_000],
            author: Author {
                handle: "acme1".repeat(10_000),
                name: "Acme ".repeat(50_000),
                ..Author::default()
            },
            ..post()
        };
        let response = read_post(&serde_json::to_vec(&huge).unwrap(), &posts());
        assert!(response.text.len() <= 128 * 1024, "{piece}");
        assert!(response.features.links.len() <= 50);
        assert!(response.from.len() <= 320);
    }
}
