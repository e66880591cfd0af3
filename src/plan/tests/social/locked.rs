//! What of asking in public is locked, registered and remarked upon.

use super::fixture::public_study;
use crate::model::{
    Channel, Consent, Network, SecretSource, Selection, SocialAccount, SocialAuth, TransportKind,
};
use crate::plan::tests::fixture::study;
use crate::plan::{Format, burden, design_hash, lock, make, remarks, write_burden};
use jiff::civil::date;

#[test]
fn the_hash_is_what_is_asked_in_public_and_not_how_it_is_reached() {
    let before = public_study();
    let hash = design_hash(&before);
    let account = |change: fn(&mut SocialAccount)| {
        let mut study = before.clone();
        change(study.social.get_mut(&Network::Twitter).unwrap());
        assert_ne!(study, before);
        design_hash(&study)
    };
    let consent = |change: fn(&mut Consent)| {
        let mut study = before.clone();
        change(&mut study.consents[0]);
        assert_ne!(study, before);
        design_hash(&study)
    };
    let changed = [
        account(|a| a.transport = TransportKind::Auto),
        account(|a| a.handle = "another".into()),
        account(|a| a.daily_cap = 51),
        account(|a| a.network = Network::Bluesky),
        consent(|c| c.network = Network::Bluesky),
        consent(|c| c.handle = "c3".into()),
        consent(|c| c.who = "K. Client".into()),
        consent(|c| c.when = date(2026, 10, 2)),
        consent(|c| c.when = date(2026, 9, 1)),
        consent(|c| c.when = date(2025, 10, 1)),
        consent(|c| c.ground = "letter".into()),
    ];
    let mut all: Vec<&String> = changed.iter().chain([&hash]).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), changed.len() + 1);
    let same = [
        account(|a| a.api = "http://localhost".into()),
        account(|a| {
            a.auth = SocialAuth::AppPassword {
                identifier: "x".into(),
                password: SecretSource::Env("X".into()),
            };
        }),
        account(|a| a.spending = None),
        account(|a| a.spending.as_mut().unwrap().prices.post = 1),
    ];
    assert!(same.iter().all(|h| *h == hash), "{same:?}");

    // A study that asks nobody in public has the hash that it had before there were accounts.
    let plain = study(12, 2, 3);
    let mut with = plain.clone();
    with.social.clone_from(&before.social);
    with.consents.clone_from(&before.consents);
    assert_eq!(design_hash(&with), design_hash(&plain));
    insta::assert_snapshot!(design_hash(&plain), @r#"61a38a9b45a63c9e4248ce401dae52c70134521e4f281406e184308690404854"#);
}

#[test]
fn the_registry_and_the_burden_say_who_posts_where() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = public_study();
    study.panel[0]
        .contact_points
        .insert(Channel::Twitter, "@c0 c0_help".into());
    let plan = make(&study).unwrap();
    let now = "2026-10-30T12:00:00Z".parse().unwrap();
    let text = lock::preregistration(
        &study,
        &plan,
        &lock::write(folder.path(), &study, &plan, now).unwrap(),
    );
    let (_, section) = text.split_once("## Channels and sampling\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    insta::assert_snapshot!(section.trim(), @r#"
    - email: every question of the company's sector.
    - twitter: 1 question a company, dealt from a shuffled deck so that each question is asked equally often in the sector.

    A company that has no contact point on a channel counts as not offering it; that is a result and no missing value.

    On twitter companies are asked in public, by a post that holds their handle and the question. All shoppers post from the account @my\_study; a person posts each text, which the program has prepared. At most 50 posts leave a day. Calls of the interface are paid for; they may cost 25.00 USD at the time of the lock. Some companies are known to answer from further accounts; what comes from those counts as theirs.

    These accounts agreed to be asked by a program:

    | network | account | agreed by | on | ground |
    | --- | --- | --- | --- | --- |
    | twitter | @c0 | J. \*Client\* | 2026-10-01 | contract \| 4 |
    "#);
    let mut table = Vec::new();
    write_burden(&study, &burden(&study, &plan), Format::Table, &mut table).unwrap();
    let table = String::from_utf8(table).unwrap();
    insta::assert_snapshot!(table.lines().last().unwrap(), @r#"twitter: 4 posts from @my_study, each by a person; at most 50 a day, and at most 25.00 USD spent in the wave"#);
}

#[test]
fn a_plan_beyond_its_caps_is_remarked_upon() {
    let mut study = public_study();
    let plan = make(&study).unwrap();
    assert_eq!(remarks(&study, &plan), Vec::<String>::new());
    let account = study.social.get_mut(&Network::Twitter).unwrap();
    account.transport = TransportKind::Auto;
    account.daily_cap = 1;
    account.spending.as_mut().unwrap().cap = 30_000;
    study
        .design
        .questions
        .insert(Channel::Twitter, Selection::All);
    let plan = make(&study).unwrap();
    insta::assert_snapshot!(remarks(&study, &plan).join("\n"), @r#"
    on 4 days more posts are due on twitter than its `daily_cap` of 1 lets out, up to 3: the others are late, or not sent at all; raise it, or give the wave more days
    12 posts on twitter cost 0.18 USD, and the cap is 0.03 USD, from which the replies must be read too: not all are sent
    "#);
}
