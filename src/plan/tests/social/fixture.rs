//! Studies that ask in public.

use crate::model::{
    Channel, Consent, Network, Prices, Selection, SocialAccount, SocialAuth, Spending, Study,
    TransportKind,
};
use crate::plan::tests::fixture::study;
use crate::plan::tests::spoil::{mistakes, places, sound, spoil, told};
use jiff::civil::date;
use std::path::Path;

/// The sound study, asked on both networks, as its own comments say.
pub(super) fn in_public(dir: &Path) {
    sound(dir);
    let path = dir.join("study.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(rest) if rest.starts_with(|c: char| c == '[' || c.is_ascii_lowercase()) => rest,
            _ => line,
        })
        .collect();
    std::fs::write(path, lines.join("\n") + "\n").unwrap();
    spoil(
        dir,
        "study.toml",
        "email = 5",
        "email = 1\ntwitter = 1\nbluesky = 1",
    );
    let path = dir.join("companies.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut lines = text.lines();
    let mut panel = format!("{},bluesky\n", lines.next().unwrap());
    for line in lines {
        panel.extend([line, ",\n"]);
    }
    std::fs::write(path, panel).unwrap();
}

/// Spoils that study and expects exactly the marked mistakes, the text among them.
#[track_caller]
pub(super) fn one(changes: &[(&str, &str, &str)], message: &str) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    in_public(dir);
    let mut want = Vec::new();
    for (name, from, to) in changes {
        want.extend(spoil(dir, name, from, to));
    }
    let found = mistakes(dir);
    let text = told(dir, &found);
    assert_eq!(places(dir, &found), want, "{text}");
    assert!(text.contains(message), "{text}");
    assert!(!text.contains("hunter2"), "a secret is repeated: {text}");
}

pub(super) const STUDY: &str = "study.toml";
pub(super) const PANEL: &str = "companies.csv";

pub(super) fn auto(dir: &Path) -> Vec<(String, usize, usize)> {
    spoil(
        dir,
        STUDY,
        "transport = \"assisted\"",
        "transport = ▶\"auto\"",
    )
}

/// Writes the study once more into the same folder.
pub(super) fn in_public_again(dir: &Path) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::remove_file(path).unwrap();
        }
    }
    std::fs::remove_dir_all(dir.join("questions")).unwrap();
    in_public(dir);
}

/// A study that asks on both networks, built in memory.
pub(super) fn public_study() -> Study {
    let mut study = study(12, 2, 3);
    study
        .design
        .questions
        .insert(Channel::Twitter, Selection::Count(1));
    study.social.insert(
        Network::Twitter,
        SocialAccount {
            network: Network::Twitter,
            transport: TransportKind::Assisted,
            handle: "my_study".into(),
            api: "https://api.x.com".into(),
            auth: SocialAuth::OAuth2 {
                client_id: "id".into(),
                client_secret: None,
                tokens: "tokens.json".into(),
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
        },
    );
    study.consents.push(Consent {
        network: Network::Twitter,
        handle: "c0".into(),
        who: "J. *Client*".into(),
        when: date(2026, 10, 1),
        ground: "contract | 4".into(),
    });
    study
}
