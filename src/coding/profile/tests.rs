//! Accounts that were made up, and what is to be seen of them.

use super::{Declared, Read, audit};
use crate::model::{AccountFound, AccountKind, Audited, Author, Lookup, Network, Post, Profile};
use jiff::{SignedDuration, Timestamp};

const TWEPOCH: i64 = 1_288_834_974_657;

fn now() -> Timestamp {
    "2026-11-05T12:00:00Z".parse().unwrap()
}

/// So many hours before now.
fn ago(hours: f64) -> Timestamp {
    now() - SignedDuration::from_secs_f64(hours * 3600.0)
}

/// The id that X would have given at a moment.
fn snowflake(at: Timestamp) -> String {
    ((at.as_millisecond() - TWEPOCH) << 22 | 5).to_string()
}

fn profile(handle: &str, name: &str, bio: &str) -> Profile {
    Profile {
        network: Network::Twitter,
        id: "77".to_owned(),
        handle: handle.to_owned(),
        name: name.to_owned(),
        description: bio.to_owned(),
        links: Vec::new(),
        location: String::new(),
        created_at: None,
        protected: false,
        verified: None,
        default_avatar: None,
        pinned: None,
        posts: None,
        followers: None,
    }
}

fn post(at: Timestamp, text: &str) -> Post {
    Post {
        network: Network::Twitter,
        id: snowflake(at),
        conversation: None,
        replied_to: None,
        quoted: None,
        earlier: Vec::new(),
        author: Author::default(),
        text: text.to_owned(),
        created_at: at,
        mentions: Vec::new(),
        links: Vec::new(),
        media: Vec::new(),
        private: false,
    }
}

/// An answer to a customer who asked so many hours before it.
fn reply(at: Timestamp, after: f64, text: &str) -> Post {
    let asked = at - SignedDuration::from_secs_f64(after * 3600.0);
    Post {
        replied_to: Some(snowflake(asked)),
        mentions: vec!["customer".to_owned()],
        ..post(at, text)
    }
}

fn see(profile: Profile, posts: &[Post], all: bool, passages: &[&str]) -> Audited {
    let passages: Vec<String> = passages.iter().map(|p| (*p).to_owned()).collect();
    let (network, handle) = (profile.network, profile.handle.clone());
    let account = Declared {
        company: "acme",
        network,
        handle: &handle,
    };
    let lookup = Lookup::Found(Box::new(profile));
    audit(
        &account,
        Read {
            lookup: &lookup,
            posts,
            all,
            passages: &passages,
        },
        now(),
    )
}

#[test]
fn dialogue_initials_and_medians() {
    let own = post(ago(30.0), "We are open today");
    let posts = [
        reply(ago(40.0), 1.0, "It opens at nine. ^KT"),
        own.clone(),
        // A thread goes on: that answers nobody.
        Post {
            replied_to: Some(own.id.clone()),
            ..post(ago(29.9), "... until six")
        },
        // So does one whose beginning was not read.
        Post {
            replied_to: Some("123".to_owned()),
            mentions: vec!["Acme".to_owned()],
            ..post(ago(29.0), "and on")
        },
        reply(ago(20.0), 2.0, "Yes! -Sam"),
        reply(ago(10.0), 4.0, "No."),
        // It takes longer than any desk: a wrong clock.
        reply(ago(9.0), 24.0 * 400.0, "Sorry ^JB"),
        // Whose question shows no time.
        Post {
            replied_to: Some("20".to_owned()),
            ..reply(ago(8.0), 1.0, "Well")
        },
    ];
    let seen = see(profile("acme", "Acme", ""), &posts, true, &[]);
    assert_eq!(
        (seen.posts_read, seen.replies, seen.reply_share),
        (8, 5, Some(0.625))
    );
    assert_eq!(seen.signed_share, Some(0.6));
    assert_eq!(
        (seen.replies_timed, seen.median_reply_hours.map(f64::round)),
        (3, Some(2.0))
    );

    let broadcast = see(profile("acme", "Acme", ""), &posts[1..4], true, &[]);
    assert_eq!(
        (
            broadcast.reply_share,
            broadcast.signed_share,
            broadcast.median_reply_hours
        ),
        (Some(0.0), None, None)
    );
    let silent = see(profile("acme", "Acme", ""), &[], true, &[]);
    assert_eq!(
        (silent.reply_share, silent.last_post_at, silent.active),
        (None, None, Some(false))
    );
}

#[test]
fn on_bluesky_the_address_says_whose_post_is_answered() {
    let account = Profile {
        network: Network::Bluesky,
        id: "did:plc:acme".to_owned(),
        ..profile("acme.example", "Acme", "")
    };
    let answer = |to: &str| Post {
        network: Network::Bluesky,
        id: "at://did:plc:acme/app.bsky.feed.post/3kaaaaaaaaa22".to_owned(),
        replied_to: Some(to.to_owned()),
        ..post("2023-07-15T00:00:00Z".parse().unwrap(), "Yes")
    };
    let posts = [
        answer("at://did:plc:acme/app.bsky.feed.post/3jzfcijpj2z2a"),
        answer("at://did:plc:guest/app.bsky.feed.post/3jzfcijpj2z2a"),
        answer("at://did:plc:guest/app.bsky.feed.post/self"),
    ];
    let seen = see(account, &posts, true, &[]);
    assert_eq!((seen.replies, seen.replies_timed), (2, 1));
}

#[test]
fn active_is_who_wrote_within_thirty_days() {
    for (hours, active) in [
        (0.0, true),
        (30.0 * 24.0, true),
        (30.0 * 24.0 + 0.1, false),
        (9_000.0, false),
    ] {
        let seen = see(
            profile("acme", "Acme", ""),
            &[post(ago(hours), "x")],
            true,
            &[],
        );
        assert_eq!(
            (seen.active, seen.last_post_at),
            (Some(active), Some(ago(hours))),
            "{hours}"
        );
    }
}

#[test]
fn posts_a_week_are_counted_over_what_was_read() {
    let week =
        |posts: &[Post], all| see(profile("acme", "Acme", ""), posts, all, &[]).posts_per_week;
    let old = post(ago(24.0 * 90.0), "x");
    let four: Vec<Post> = [27.0, 20.0, 9.0, 1.0]
        .map(|days| post(ago(24.0 * days), "x"))
        .to_vec();
    assert_eq!(week(&four, true), Some(1.0));
    let mut with_old = vec![old.clone()];
    with_old.extend(four.clone());
    assert_eq!(
        week(&with_old, false),
        Some(1.0),
        "it reaches back far enough"
    );
    // Forty posts in the last day, and more before that were not read.
    let busy: Vec<Post> = (1..=40)
        .rev()
        .map(|n| post(ago(0.6 * f64::from(n)), "x"))
        .collect();
    assert_eq!(week(&busy, false).map(f64::round), Some(280.0));
    assert_eq!(week(&busy, true), Some(10.0));
    assert_eq!(week(&[old], true), Some(0.0));
    assert_eq!(week(&[], true), Some(0.0));
}

#[test]
fn whom_an_account_speaks_as() {
    use AccountKind::{Corporate, Service};
    for (handle, name, bio, kind) in [
        ("AcmeHelp", "Acme", "", Service),
        ("acme", "Acme Klantenservice", "", Service),
        (
            "acme",
            "Acme",
            "Questions? We are here to help, Mon-Fri 9-17",
            Service,
        ),
        ("acme", "Acme", "We sell shoes", Corporate),
        ("AcmeCareers", "Acme", "", Corporate),
        ("AcmePress", "Acme press service", "", Corporate),
        ("ExpressHelp", "Express", "", Service),
        ("brookhealthcare", "Brook Healthcare", "", Corporate),
        ("mercer", "Mercer Financial Services", "", Corporate),
        ("mercercare", "Mercer Financial Services", "", Service),
    ] {
        let seen = see(profile(handle, name, bio), &[], true, &[]);
        assert_eq!(seen.kind, Some(kind), "{handle} {name} {bio}");
    }
}

#[test]
fn a_promise_is_looked_for_in_the_bio_then_the_pinned_post_then_on_the_site() {
    let bio = "Ask us, we reply within 2 hours.";
    let pinned = "Mon-Fri 8:00-20:00. We answer within 4 hours.";
    let passages = [
        "Shoes and more",
        "We answer every email within 24 hours.",
        "We reply within 1 hour.",
    ];
    let promise = |bio: &str, pinned: Option<&str>, passages: &[&str]| {
        let account = Profile {
            pinned: pinned.map(str::to_owned),
            ..profile("acme", "Acme", bio)
        };
        let seen = see(account, &[], true, passages);
        (seen.promise_minutes, seen.promise_kind, seen.hours)
    };
    let of = |minutes: u32, hours: &str| (Some(minutes), "duration".to_owned(), hours.to_owned());
    assert_eq!(
        promise(bio, Some(pinned), &passages),
        of(120, "mon-fri 08:00-20:00")
    );
    assert_eq!(
        promise("Shoes", Some(pinned), &passages),
        of(240, "mon-fri 08:00-20:00")
    );
    assert_eq!(promise("Shoes", None, &passages), of(24 * 60, ""));
    let soon = promise("We answer as soon as possible", None, &[]);
    assert_eq!(soon, (None, "none".to_owned(), String::new()));
}

#[test]
fn what_cannot_be_seen_is_left_empty() {
    for (lookup, found) in [
        (Lookup::Missing, AccountFound::Missing),
        (Lookup::Suspended, AccountFound::Suspended),
    ] {
        let account = Declared {
            company: "acme",
            network: Network::Twitter,
            handle: "acme",
        };
        let seen = audit(
            &account,
            Read {
                lookup: &lookup,
                posts: &[],
                all: true,
                passages: &[],
            },
            now(),
        );
        assert_eq!(
            (seen.found, seen.kind, seen.verified, seen.active),
            (found, None, None, None)
        );
    }
    let closed = Profile {
        protected: true,
        ..profile("acme", "Acme", "We reply within 2 hours")
    };
    let seen = see(closed, &[], true, &[]);
    assert_eq!(
        (
            seen.protected,
            seen.active,
            seen.posts_per_week,
            seen.reply_share
        ),
        (Some(true), None, None, None)
    );
    assert_eq!(
        (seen.promise_minutes, seen.verified.as_deref()),
        (Some(120), Some("none"))
    );
}
