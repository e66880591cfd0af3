//! [channels.twitter] and [channels.bluesky]: what is read, and every mistake in them.

use super::fixture::{PANEL, STUDY, in_public, one};
use crate::error::Error;
use crate::model::{
    Channel, Network, Prices, SecretSource, SocialAccount, SocialAuth, Spending, TransportKind,
};
use crate::plan::tests::spoil::{mistakes, put, sound, spoil, told};
use crate::plan::{Format, load, make, remarks, write_plan};
use jiff::civil::date;
use proptest::prelude::*;

#[test]
fn the_template_says_how_to_ask_in_public() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    in_public(dir);
    spoil(dir, PANEL, "@harrowhill", "@HarrowHill  hh_help");
    let study = load(dir).unwrap();
    let env = |name: &str| SecretSource::Env(name.to_owned());
    assert_eq!(
        study.social[&Network::Twitter],
        SocialAccount {
            network: Network::Twitter,
            transport: TransportKind::Assisted,
            handle: "my_study".into(),
            api: "https://api.x.com".into(),
            auth: SocialAuth::OAuth1 {
                consumer_key: env("X_CONSUMER_KEY"),
                consumer_secret: env("X_CONSUMER_SECRET"),
                token: env("X_TOKEN"),
                token_secret: env("X_TOKEN_SECRET"),
            },
            daily_cap: 50,
            spending: Some(Spending {
                currency: "USD".into(),
                cap: 25_000_000,
                prices: Prices {
                    post: 15_000,
                    post_with_link: 200_000,
                    read: 5_000,
                    profile: 10_000,
                    message: 15_000,
                },
            }),
        }
    );
    assert_eq!(
        study.social[&Network::Bluesky],
        SocialAccount {
            network: Network::Bluesky,
            transport: TransportKind::Assisted,
            handle: "my-study.bsky.social".into(),
            api: "https://bsky.social".into(),
            auth: SocialAuth::AppPassword {
                identifier: "my-study.bsky.social".into(),
                password: env("BLUESKY_APP_PASSWORD"),
            },
            daily_cap: 100,
            spending: None,
        }
    );
    assert_eq!(study.consents[0].when, date(2026, 11, 2));
    assert_eq!(study.consents[0].handle, "harrowhill");
    let handles: Vec<&str> = study.panel[0].handles(Network::Twitter).collect();
    assert_eq!(handles, ["HarrowHill", "hh_help"]);
    assert_eq!(study.panel[0].handles(Network::Bluesky).count(), 0);

    // Prices that nobody gives are those that the template names.
    for key in [
        "post = ",
        "post_with_link = ",
        "read = ",
        "profile = ",
        "message = ",
        "currency = ",
    ] {
        spoil(dir, STUDY, &format!("\n{key}"), &format!("\n# {key}"));
    }
    assert_eq!(load(dir).unwrap(), study);
    let plan = make(&study).unwrap();
    let post = plan
        .enquiries
        .iter()
        .find(|e| e.channel == Channel::Twitter)
        .unwrap();
    assert!(
        post.post(&study).starts_with("@HarrowHill "),
        "{}",
        post.post(&study)
    );
    let mut listed = Vec::new();
    write_plan(&study, &plan, Format::Csv, &mut listed).unwrap();
    let listed = String::from_utf8(listed).unwrap();
    assert!(listed.contains("@HarrowHill") && !listed.contains("hh_help"));
}

#[test]
fn defaults_and_other_logins_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    in_public(dir);
    let text = std::fs::read_to_string(dir.join(STUDY)).unwrap();
    let (head, rest) = text.split_once("[channels.twitter]").unwrap();
    let (_, tail) = rest.split_once("[channels.bluesky]").unwrap();
    let twitter = "handle = \"acme_asks\"\napi = \"http://127.0.0.1:8080/x/\"\n[channels.twitter.oauth2]\n\
                   client_id = \"id\"\nclient_secret.file = \"secret.txt\"\n\n[channels.bluesky]\nidentifier = \"me@shop.example\"\n";
    std::fs::write(
        dir.join(STUDY),
        format!("{head}[channels.twitter]\n{twitter}{tail}"),
    )
    .unwrap();
    let study = load(dir).unwrap();
    let account = &study.social[&Network::Twitter];
    assert_eq!(account.transport, TransportKind::Assisted);
    assert_eq!(
        (account.api.as_str(), account.daily_cap),
        ("http://127.0.0.1:8080/x", 50)
    );
    assert_eq!(account.spending, None);
    assert_eq!(
        account.auth,
        SocialAuth::OAuth2 {
            client_id: "id".into(),
            client_secret: Some(SecretSource::File(dir.join("secret.txt"))),
            tokens: dir.join("twitter-tokens.json"),
        }
    );
    let bluesky = &study.social[&Network::Bluesky].auth;
    assert!(
        matches!(bluesky, SocialAuth::AppPassword { identifier, .. } if identifier == "me@shop.example")
    );
}

#[test]
fn a_network_that_is_asked_needs_its_account_and_no_other() {
    one(
        &[(STUDY, "[channels.bluesky]", "[channels.▶blusky]")],
        "did you mean `bluesky`?",
    );
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    let plain = load(dir).unwrap();
    assert!(plain.social.is_empty() && plain.consents.is_empty());
    spoil(dir, STUDY, "email = 5", "email = 1\ntwitter = 1");
    let found = mistakes(dir);
    insta::assert_snapshot!(told(dir, &found), @r#"
    study.toml:57:2: `twitter` is missing in [channels]
      hint: add [channels.twitter] with `handle = "..."` and its login: [design] asks by twitter
    "#);
    let text = std::fs::read_to_string(dir.join(STUDY)).unwrap();
    let (head, _) = text.split_once("[channels.email]").unwrap();
    std::fs::write(dir.join(STUDY), head).unwrap();
    let found = mistakes(dir);
    insta::assert_snapshot!(told(dir, &found), @r#"
    study.toml: `channels` is missing
      hint: add [channels.email.smtp] and [channels.email.imap]: [design] asks by email; [channels.twitter] with `handle = "..."` and its login: [design] asks by twitter
    "#);
}

#[test]
fn mistakes_of_an_account() {
    for (from, to, message) in [
        (
            "transport = \"assisted\"",
            "transport = ▶\"asisted\"",
            "did you mean `assisted`?",
        ),
        (
            "handle = \"@my_study\"",
            "handle = ▶\"@my study\"",
            "1 to 15 letters",
        ),
        (
            "handle = \"my-study.bsky.social\"",
            "handle = ▶\"my-study\"",
            "a domain name",
        ),
        ("daily_cap = 50", "daily_cap = ▶0", "within 1 to 100000"),
        (
            "daily_cap = 50",
            "api = ▶\"http://api.x.com\"",
            "http is for this machine alone",
        ),
        (
            "daily_cap = 50",
            "api = ▶\"https://me:hunter2@api.x.com\"",
            "it holds a login",
        ),
        (
            "daily_cap = 50",
            "▶daily_limit = 50",
            "unknown key `daily_limit` in [channels.twitter]",
        ),
        (
            "token.env = \"X_TOKEN\"",
            "token = ▶\"hunter2\"",
            "a secret never stands in a study file",
        ),
        (
            "token.env = \"X_TOKEN\"",
            "token.env = \"X\"\ntoken.file = ▶\"x\"",
            "more than one place",
        ),
        (
            "token.env = \"X_TOKEN\"",
            "token = ▶{}",
            "say `token.command`, `token.file` or `token.env`",
        ),
        (
            "password.env = \"BLUESKY_APP_PASSWORD\"",
            "password = ▶\"hunter2\"",
            "a password never stands",
        ),
        ("cap = 25.00", "cap = ▶0.0", "more than nothing"),
        ("cap = 25.00", "cap = ▶25.0000000", "more than six decimals"),
        ("cap = 25.00", "cap = ▶2.5e1", "no decimal number"),
        ("cap = 25.00", "cap = ▶-25.00", "no decimal number"),
        (
            "cap = 25.00",
            "cap = ▶\"25.00\"",
            "a decimal number such as 25.00, not a string",
        ),
        ("cap = 25.00", "cap = ▶0x19", "must be a decimal number"),
        (
            "cap = 25.00",
            "cap = ▶1_000_000_001",
            "more than 1000000000",
        ),
        ("read = 0.005", "read = ▶nan", "no decimal number"),
        (
            "currency = \"USD\"",
            "currency = ▶\"usd\"",
            "did you mean `USD`?",
        ),
        (
            "currency = \"USD\"",
            "currency = ▶\"dollar\"",
            "three capital letters",
        ),
        (
            "message = 0.015",
            "▶mesage = 0.015",
            "did you mean `message`?",
        ),
    ] {
        one(&[(STUDY, from, to)], message);
    }
    one(
        &[
            (STUDY, "handle = \"my-study.bsky.social\"\n", "\n"),
            (STUDY, "[channels.bluesky]", "▶[channels.bluesky]"),
        ],
        "`handle` is missing in [channels.bluesky]",
    );
}

#[test]
fn a_login_is_one_of_two() {
    one(
        &[(
            STUDY,
            "[channels.twitter.spending]",
            "▶[channels.twitter.oauth2]\nclient_id = \"x\"\n[channels.twitter.spending]",
        )],
        "`oauth2` in [channels.twitter] is a second login",
    );
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    in_public(dir);
    let text = std::fs::read_to_string(dir.join(STUDY)).unwrap();
    let (head, rest) = text.split_once("[channels.twitter.oauth1]").unwrap();
    let (_, tail) = rest.split_once("[channels.twitter.spending]").unwrap();
    let with = |login: &str| {
        put(
            dir,
            STUDY,
            &format!("{head}{login}\n[channels.twitter.spending]{tail}"),
        );
        let found = mistakes(dir);
        told(dir, &found)
    };
    insta::assert_snapshot!(with(""), @r#"
    study.toml:119:1: `oauth1` is missing in [channels.twitter]
      hint: add [channels.twitter.oauth1] or [channels.twitter.oauth2]: the login
    "#);
    insta::assert_snapshot!(with("[channels.twitter.oauth1]\ntoken.env = \"X\""), @r#"
    study.toml:127:1: `consumer_key` is missing in [channels.twitter.oauth1]
      hint: add `consumer_key.command`, `consumer_key.file` or `consumer_key.env`
    study.toml:127:1: `consumer_secret` is missing in [channels.twitter.oauth1]
      hint: add `consumer_secret.command`, `consumer_secret.file` or `consumer_secret.env`
    study.toml:127:1: `token_secret` is missing in [channels.twitter.oauth1]
      hint: add `token_secret.command`, `token_secret.file` or `token_secret.env`
    "#);
    insta::assert_snapshot!(
        with("[channels.twitter.oauth2]\nclient_id = 7\ntokens = \"\"\nclient_secret = \"hunter2\""), @r#"
    study.toml:128:13: `client_id` in [channels.twitter.oauth2] must be a string, not an integer
    study.toml:129:10: `tokens` in [channels.twitter.oauth2] is empty
    study.toml:130:17: a secret never stands in a study file
      hint: say `client_secret.command`, `client_secret.file` or `client_secret.env`, and change this secret if the file was shared
    "#
    );
}

#[test]
fn other_currencies_need_their_prices_and_a_cap_is_needed() {
    one(
        &[
            (STUDY, "currency = \"USD\"", "currency = \"EUR\""),
            (STUDY, "read = 0.005 ", "# read = 0.005 "),
            (
                STUDY,
                "[channels.twitter.spending]",
                "▶[channels.twitter.spending]",
            ),
        ],
        "`read` is missing in [channels.twitter.spending]",
    );
    one(
        &[
            (STUDY, "cap = 25.00", "# cap = 25.00"),
            (
                STUDY,
                "[channels.twitter.spending]",
                "▶[channels.twitter.spending]",
            ),
        ],
        "`cap` is missing",
    );
    // Calls of Bluesky cost nothing.
    one(
        &[(
            STUDY,
            "password.env = ",
            "▶spending.cap = 1\npassword.env = ",
        )],
        "unknown key `spending` in [channels.bluesky]",
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_damage_makes_the_loader_panic(
        cuts in prop::collection::vec((any::<bool>(), any::<prop::sample::Index>(), 0usize..30, ".{0,3}"), 1..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        in_public(dir);
        for (panel, place, length, text) in cuts {
            let path = dir.join(if panel { PANEL } else { STUDY });
            let mut bytes = std::fs::read(&path).unwrap();
            // What is said of asking in public stands in the second half of the file.
            let half = if panel { 0 } else { bytes.len() / 2 };
            let at = half + place.index((bytes.len() - half).max(1));
            let end = (at + length).min(bytes.len());
            bytes.splice(at.min(end)..end, text.bytes());
            std::fs::write(&path, bytes).unwrap();
        }
        match load(dir) {
            Ok(study) => {
                let plan = make(&study);
                prop_assert!(plan.is_err() || !remarks(&study, &plan.unwrap()).contains(&String::new()));
            }
            Err(Error::Study(list)) => prop_assert!(!list.is_empty()),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}
