//! Every wording must fit a post of every company that may read it.

use super::fixture::{PANEL, STUDY, auto, in_public};
use crate::model::{Channel, Company, Language, Network, Selection};
use crate::plan::posts::{Asked, What, troubles};
use crate::plan::tests::fixture::study;
use crate::plan::tests::spoil::{mistakes, places, put, spoil, told};
use crate::plan::{load, make, remarks};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

const LONG: &str = "[bank]\nsector = \"banking\"\n[[question]]\nid = \"q\"\ntopic = \"t\"\n\
    [[question.wording]]\nid = \"a\"\nlanguage = \"en\"\nsubject = \"s\"\ntext = \"Short?\"\n\
    [[question.wording]]\nid = \"b\"\nlanguage = \"en\"\nsubject = \"s\"\ntext = ▶\"TEXT\"\n";

/// The bank of the banks asks by this text too; by email, twitter or bluesky.
fn asking(dir: &Path, text: &str) -> Vec<(String, usize, usize)> {
    put(dir, "questions/banking.toml", &LONG.replace("TEXT", text))
}

#[test]
fn a_wording_must_fit_a_post_of_every_company() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    in_public(dir);
    spoil(dir, STUDY, "bluesky = 1", "# bluesky = 1");
    let panel = std::fs::read_to_string(dir.join(PANEL)).unwrap();
    // The longest handle, the longest name, and neither; one who is not asked there does not count.
    let more = "handle,Hand,banking,GB,en,,,@handle_of_15_ch,,,\nname,A Bank with a longer name,banking,GB,en,,,@name,,,\n\
                none,A Bank with a very very long name,banking,GB,en,,,,,,\n";
    std::fs::write(dir.join(PANEL), panel + more).unwrap();
    let filling = |n: usize| "x".repeat(n);
    // "@handle_of_15_ch " takes 17.
    asking(dir, &filling(263));
    load(dir).unwrap();
    let want = asking(dir, &filling(264));
    let found = mistakes(dir);
    assert_eq!(places(dir, &found), want);
    insta::assert_snapshot!(told(dir, &found), @r#"
    questions/banking.toml:15:8: the wording `b` of `q` makes a post of 281 characters for `handle`, as twitter counts them, and it takes at most 280
      hint: shorten it, or give it `channel = "email"` and add a short one with `channel = "twitter"`
    "#);
    // "@name " and the name take 6 + 25; Northgate Bank's take 15 + 14.
    asking(dir, &format!("{{company}}{}", filling(249)));
    load(dir).unwrap();
    asking(dir, &format!("{{company}}{}", filling(250)));
    let text = told(dir, &mistakes(dir));
    assert!(text.contains("281 characters for `name`"), "{text}");
    // The longest persona: Anna Reed takes 9.
    asking(dir, &format!("{{persona}}{}", filling(254)));
    load(dir).unwrap();
    asking(dir, &format!("{{persona}}{}", filling(255)));
    let text = told(dir, &mistakes(dir));
    assert!(text.contains("281 characters for `handle`"), "{text}");
    // By email it may be as long as it likes, and in another sector nobody reads it.
    let bank = LONG.replace("TEXT", &filling(2_000));
    put(
        dir,
        "questions/banking.toml",
        &bank.replace("id = \"b\"", "id = \"b\"\nchannel = \"email\""),
    );
    load(dir).unwrap();
    asking(dir, "Fits?");
    put(
        dir,
        "questions/other.toml",
        &bank
            .replace("\"banking\"", "\"travel\"")
            .replace("\"q\"", "\"r\""),
    );
    load(dir).unwrap();
}

#[test]
fn links_and_mentions_are_no_text_for_a_program() {
    for (text, company, what) in [
        ("See https://a.example?", "northgate-bank", "holds a link"),
        ("See a.example?", "northgate-bank", "holds a link"),
        ("Are you @other?", "northgate-bank", "holds an @"),
        ("Is {company} open?", "dot", "holds a link"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        in_public(dir);
        spoil(dir, STUDY, "bluesky = 1", "# bluesky = 1");
        spoil(dir, PANEL, "@harrowhill", "");
        spoil(dir, PANEL, "@papermoon", "");
        spoil(dir, STUDY, "@harrowhill", "@northgatebank");
        let record = "[[consent]]\nhandle = \"dot\"\nwho = \"x\"\nwhen = 2026-10-01\nground = \"x\"\n[[consent]]\nhandle";
        spoil(
            dir,
            STUDY,
            "[[consent]]\nnetwork = \"twitter\"               # default \"twitter\"\nhandle",
            record,
        );
        let panel = std::fs::read_to_string(dir.join(PANEL)).unwrap();
        std::fs::write(
            dir.join(PANEL),
            panel + "dot,Dot.com,banking,GB,en,,,@dot,,,\n",
        )
        .unwrap();
        let want = asking(dir, text);
        // Where a person posts it is a remark.
        let study = load(dir).unwrap();
        let said = remarks(&study, &make(&study).unwrap());
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].contains(what) && said[0].contains(company),
            "{said:?}"
        );
        auto(dir);
        let found = mistakes(dir);
        let told = told(dir, &found);
        assert_eq!(places(dir, &found), want, "{told}");
        assert!(told.contains(what) && told.contains(company), "{told}");
    }
}

/// Whatever a company is called, within reason, the banks that the program carries can be asked in public.
#[test]
fn the_banks_make_posts_without_links() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    in_public(dir);
    for (name, text) in crate::plan::banks() {
        std::fs::write(dir.join("questions").join(name), text).unwrap();
    }
    let mut study = load(dir).unwrap();
    let sectors: BTreeSet<String> = study
        .questions
        .iter()
        .flat_map(|q| q.sectors.clone())
        .collect();
    let mut company = study.panel.remove(0);
    company.name = "A company with quite a long name, Limited".to_owned();
    company.contact_points = [
        (Channel::Twitter, "a_long_handle_x".to_owned()),
        (
            Channel::Bluesky,
            "a-long-handle-of-a-company.bsky.social".to_owned(),
        ),
    ]
    .into();
    study.panel = sectors
        .iter()
        .flat_map(|sector| {
            Language::ALL.map(|language| Company {
                sector: sector.clone(),
                language,
                ..company.clone()
            })
        })
        .collect();
    for network in Network::ALL {
        study
            .design
            .questions
            .insert(network.channel(), Selection::All);
    }
    let asked = Asked {
        design: &study.design,
        questions: &study.questions,
        panel: &study.panel,
        personas: &study.personas,
    };
    let told: Vec<String> = troubles(&asked).iter().map(|t| t.told(&asked).0).collect();
    assert_eq!((sectors.len(), told), (10, Vec::new()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// What is said of a few companies holds for all: no post that is too long is passed over, and the
    /// longest is named.
    #[test]
    fn the_longest_post_of_all_is_found(
        names in prop::collection::vec(("[a-z \u{6771}]{1,40}", "[a-z_]{1,15}"), 1..12),
        text in "([a-z\u{6771} ]{0,30}|\\{company\\}|\\{persona\\}| ){0,12}",
    ) {
        let mut study = study(names.len(), 2, 1);
        for (company, (name, handle)) in study.panel.iter_mut().zip(&names) {
            company.name = format!("N{}", name.trim());
            for network in Network::ALL {
                company.contact_points.insert(network.channel(), format!("@{handle}"));
            }
        }
        study.questions[0].wordings[0].text = format!("Q{text}");
        for network in Network::ALL {
            study.design.questions.insert(network.channel(), Selection::All);
        }
        let asked = Asked {
            design: &study.design,
            questions: &study.questions,
            panel: &study.panel,
            personas: &study.personas,
        };
        let found = troubles(&asked);
        for network in Network::ALL {
            let wording = &study.questions[0].wordings[0];
            let longest = study
                .panel
                .iter()
                .filter(|c| study.questions[0].is_for(&c.sector))
                .flat_map(|c| study.personas.iter().map(move |p| (c, p)))
                .map(|(c, p)| network.length(&wording.post(network.channel(), c, p)))
                .max()
                .unwrap();
            let said = found.iter().find(|t| t.network == network && (t.question, t.wording) == (0, 0));
            let want = (longest > network.most()).then_some(What::TooLong(longest));
            prop_assert_eq!(said.map(|t| t.what), want);
        }
    }
}
