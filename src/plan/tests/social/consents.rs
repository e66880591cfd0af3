//! Who agreed to be asked by a program, and at which accounts the panel is asked.

use super::fixture::{PANEL, STUDY, auto, in_public, in_public_again, one};
use crate::plan::load;
use crate::plan::tests::spoil::{mistakes, places, put, spoil, told};
use std::fmt::Write;

#[test]
fn mistakes_of_consents() {
    one(
        &[(STUDY, "network = \"twitter\"", "network = ▶\"mastodon\"")],
        "one of twitter, bluesky",
    );
    one(
        &[(
            STUDY,
            "handle = \"@harrowhill\"",
            "handle = ▶\"@harowhill\"",
        )],
        "did you mean `harrowhill`?",
    );
    one(
        &[
            (STUDY, "network = \"twitter\"", "network = \"bluesky\""),
            (STUDY, "\"@harrowhill\"", "▶\"harrowhill.example\""),
        ],
        "no company of the panel has the handle `harrowhill.example` on bluesky",
    );
    one(
        &[(STUDY, "\"@harrowhill\"", "▶\"@harrow hill\"")],
        "no handle of twitter",
    );
    one(
        &[(STUDY, "when = 2026-11-02", "when = ▶2026-11-03")],
        "after the wave opens on 2026-11-02",
    );
    one(
        &[(STUDY, "when = 2026-11-02", "when = ▶\"last week\"")],
        "a day such as 2026-10-01",
    );
    one(
        &[(STUDY, "when = 2026-11-02", "when = ▶0026-11-02")],
        "a day such as 2026-10-01",
    );
    one(
        &[(
            STUDY,
            "who = \"Jane Harrow, head of service\"",
            "who = ▶\" \"",
        )],
        "is empty",
    );
    // What stands in a row with too many fields is not known, so nobody is called a stranger.
    one(
        &[(PANEL, "harrow-hill,Harrow", "▶harrow-hill,Harrow,")],
        "12 fields, where the header has 11",
    );
    for key in ["handle", "who", "when", "ground"] {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        in_public(dir);
        let text = std::fs::read_to_string(dir.join(STUDY)).unwrap();
        let (head, record) = text.split_once("\n[[consent]]").unwrap();
        let record = record.replace(&format!("\n{key} = "), &format!("\n# {key} = "));
        let want = put(dir, STUDY, &format!("{head}\n▶[[consent]]{record}"));
        let found = mistakes(dir);
        let text = told(dir, &found);
        assert_eq!(places(dir, &found), want, "{text}");
        assert!(
            text.contains(&format!("`{key}` is missing in [[consent]]")),
            "{text}"
        );
    }
    one(
        &[(
            STUDY,
            "ground = ",
            "ground = \"x\"\n[[consent]]\nhandle = ▶\"HarrowHill\"\nwho = \"x\"\nwhen = \"2026-10-01\"\nground = ",
        )],
        "two consents of `HarrowHill` on twitter",
    );
}

#[test]
fn a_program_asks_only_who_agreed() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    in_public(dir);
    let want = auto(dir);
    let found = mistakes(dir);
    let text = told(dir, &found);
    assert_eq!(places(dir, &found), want, "{text}");
    insta::assert_snapshot!(text, @r#"
    study.toml:120:13: `transport` in [channels.twitter] is "auto", and 2 companies have not agreed to be asked by a program: `paper-moon`, `northgate-bank`
      hint: add a [[consent]] for the first handle of each, or use "assisted": a person posts
    "#);

    // A consent for a further handle is none for the one that is asked.
    spoil(dir, PANEL, "@papermoon", "@pm_uk papermoon");
    let record = |handle: &str| {
        format!(
            "\n[[consent]]\nhandle = \"{handle}\"\nwho = \"x\"\nwhen = 2026-10-01\nground = \"x\"\n"
        )
    };
    let text = std::fs::read_to_string(dir.join(STUDY)).unwrap();
    std::fs::write(
        dir.join(STUDY),
        format!("{text}{}{}", record("papermoon"), record("NorthgateBank")),
    )
    .unwrap();
    let found = mistakes(dir);
    let text = told(dir, &found);
    assert!(
        text.contains("1 company has not agreed") && text.contains("`paper-moon`"),
        "{text}"
    );
    let text = std::fs::read_to_string(dir.join(STUDY)).unwrap();
    std::fs::write(dir.join(STUDY), format!("{text}{}", record("@PM_UK"))).unwrap();
    assert_eq!(load(dir).unwrap().consents.len(), 4);

    // Where the program asks nobody, nobody need agree.
    in_public_again(dir);
    spoil(dir, STUDY, "twitter = 1", "# twitter = 1");
    auto(dir);
    load(dir).unwrap();
}

#[test]
fn many_without_consent_are_one_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    in_public(dir);
    let mut panel = std::fs::read_to_string(dir.join(PANEL)).unwrap();
    for i in 0..10 {
        let _ = writeln!(panel, "c{i},Company {i},banking,GB,en,,,@company{i},,,");
    }
    std::fs::write(dir.join(PANEL), panel).unwrap();
    auto(dir);
    let found = mistakes(dir);
    assert_eq!(found.len(), 1, "{}", told(dir, &found));
    let message = &found[0].message;
    assert!(
        message.contains("12 companies have not agreed"),
        "{message}"
    );
    assert!(
        message.ends_with("`paper-moon`, `northgate-bank`, `c0`, `c1`, `c2` and 7 more"),
        "{message}"
    );
}

#[test]
fn a_program_that_posts_on_twitter_needs_a_cap() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    in_public(dir);
    let text = std::fs::read_to_string(dir.join(STUDY)).unwrap();
    let (head, rest) = text.split_once("[channels.twitter.spending]").unwrap();
    let (_, tail) = rest.split_once("[channels.bluesky]").unwrap();
    std::fs::write(dir.join(STUDY), format!("{head}[channels.bluesky]{tail}")).unwrap();
    load(dir).unwrap();
    auto(dir);
    let found = mistakes(dir);
    let text = told(dir, &found);
    assert!(text.contains("nothing caps what it may spend"), "{text}");
    // On Bluesky nothing is paid, so nothing is capped.
    in_public_again(dir);
    spoil(
        dir,
        STUDY,
        "[channels.bluesky]",
        "[channels.bluesky]\ntransport = \"auto\"",
    );
    load(dir).unwrap();
}

#[test]
fn mistakes_of_handles() {
    one(
        &[(PANEL, "@northgatebank", "▶@HarrowHill other")],
        "`harrow-hill` is already asked at `@HarrowHill` on twitter: it would be asked twice",
    );
    one(
        &[(PANEL, "@northgatebank", "▶@ngb @NGB")],
        "a handle is there twice",
    );
    one(
        &[(PANEL, "@northgatebank", "▶@ngb;@ngb2")],
        "between two handles stands a space",
    );
    one(&[(PANEL, "@northgatebank", "▶@ngb @")], "1 to 15 letters");
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    in_public(dir);
    // A group's help account may answer for two companies, and who is not asked there is not asked twice.
    spoil(dir, PANEL, "@northgatebank", "@northgatebank @harrowhill");
    load(dir).unwrap();
    spoil(dir, PANEL, "@northgatebank @harrowhill", "@harrowhill");
    spoil(dir, STUDY, "twitter = 1", "# twitter = 1");
    load(dir).unwrap();
}
