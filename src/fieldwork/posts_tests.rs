//! Posts on their way through the ledger: stored, read, learnt from, and read again.

use super::collect::reading_post;
use super::known::Known;
use super::reread;
use crate::model::{
    Attempt, AttemptResult, Author, Channel, Company, Design, Enquiry, Kind, Language, Network,
    Outcome, Post, Question, Response, SecretSource, SocialAccount, SocialAuth, Study, StudyKind,
    TiedBy, TransportKind, Wave, Wording,
};
use crate::store::{EnquiryText, Ledger, NewWave, PostIn, Store};
use jiff::civil::time;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

pub(super) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + seconds).unwrap()
}

pub(super) fn study() -> Study {
    let company = |id: &str, name: &str, handles: &str| Company {
        id: id.to_owned(),
        name: name.to_owned(),
        sector: "x".to_owned(),
        country: String::new(),
        language: Language::En,
        timezone: None,
        contact_points: BTreeMap::from([(Channel::Twitter, handles.to_owned())]),
        site: Some(format!("https://www.{id}.test/")),
        form_pins: crate::model::FormPins::default(),
        service: crate::model::Service::default(),
    };
    Study {
        id: "s".to_owned(),
        title: "S".to_owned(),
        kind: StudyKind::Own,
        seed: 1,
        languages: vec![Language::En],
        timezone: "UTC".to_owned(),
        wave: Wave {
            id: "w".to_owned(),
            opens: at(0),
            cut_off: SignedDuration::from_hours(14 * 24),
        },
        design: Design {
            questions: BTreeMap::new(),
            spacing: SignedDuration::from_hours(2),
            daily_cap_per_company: 2,
            contacts_per_company: 4,
            hours_from: time(9, 0, 0, 0),
            hours_to: time(17, 0, 0, 0),
            days: [true; 7],
            patience: SignedDuration::from_hours(48),
            staff_minutes_per_enquiry: 5,
        },
        personas: Vec::new(),
        email: None,
        social: BTreeMap::from([(
            Network::Twitter,
            SocialAccount {
                network: Network::Twitter,
                transport: TransportKind::Assisted,
                handle: "anna_asks".to_owned(),
                api: "http://127.0.0.1".to_owned(),
                auth: SocialAuth::AppPassword {
                    identifier: "anna".to_owned(),
                    password: SecretSource::Env("NONE".to_owned()),
                },
                daily_cap: 10,
                spending: None,
            },
        )]),
        consents: Vec::new(),
        web: crate::model::Web::default(),
        llm: None,
        gate: None,
        clock: crate::model::BusinessClock::default(),
        scoring: crate::model::Scoring::default(),
        reporting: crate::model::Reporting::default(),
        outside: Vec::new(),
        panel: vec![
            company("acme", "Acme", "Furni @FurniHelp"),
            company("other", "Other", "Other"),
        ],
        questions: vec![Question {
            id: "q".to_owned(),
            topic: String::new(),
            sectors: Vec::new(),
            reference: None,
            accepted: Vec::new(),
            rejected: Vec::new(),
            codebook: crate::model::Codebook::default(),
            wordings: vec![Wording {
                id: "a".to_owned(),
                language: Language::En,
                channel: None,
                subject: "Delivery".to_owned(),
                text: "Do you deliver furniture to Ireland?".to_owned(),
            }],
        }],
        references: Vec::new(),
    }
}

async fn wave(store: &Store, study: &Study) -> Ledger {
    let wave = NewWave {
        name: "w",
        study: "s",
        design_hash: "d",
        plan_hash: "p",
        token_key: b"key",
        opens: at(0),
        closes: study.wave.closes(),
        at: at(0),
    };
    let plan: Vec<Enquiry> = (0..2)
        .map(|seq| Enquiry {
            seq,
            company: seq,
            question: 0,
            channel: Channel::Twitter,
            persona: 0,
            wording: 0,
            due_at: Some(at(0)),
        })
        .collect();
    let ledger = store
        .open_wave(&wave, &plan, |e| EnquiryText {
            name: e.id(study),
            token: format!("k3abcdefg{}", e.seq + 2),
            contact: e.company(study).contact_point(e.channel).map(str::to_owned),
            subject: String::new(),
        })
        .await
        .unwrap();
    for (enquiry, result) in [(0, AttemptResult::Accepted), (1, AttemptResult::Skipped)] {
        let attempt = Attempt {
            enquiry,
            number: 1,
            intended_at: at(10),
            transport: TransportKind::Assisted,
            own_id: format!("own{enquiry}"),
        };
        let outcome = Outcome::new(enquiry, 1, at(20), result, format!("q{enquiry}"));
        ledger.intend(&[attempt]).await.unwrap();
        ledger.conclude(&[outcome]).await.unwrap();
    }
    ledger
}

fn post(id: &str, handle: &str, replied_to: Option<&str>, text: &str) -> Post {
    Post {
        network: Network::Twitter,
        id: id.to_owned(),
        conversation: replied_to.map(|_| "q0".to_owned()),
        replied_to: replied_to.map(str::to_owned),
        quoted: None,
        earlier: Vec::new(),
        author: Author {
            id: format!("id-{}", handle.to_lowercase()),
            handle: handle.to_owned(),
            ..Author::default()
        },
        text: text.to_owned(),
        created_at: at(100) + SignedDuration::from_millis(700),
        mentions: vec!["anna_asks".to_owned()],
        links: Vec::new(),
        media: Vec::new(),
        private: false,
    }
}

/// Stores posts, and reads them with a register made anew, as a run of its own does.
async fn collect(known: &Known<'_>, store: &Store, posts: &[Post]) -> Vec<Response> {
    let stored: Vec<PostIn> = posts
        .iter()
        .map(|post| PostIn {
            identity: post.identity(),
            position: 1,
            created_at: post.created_at,
            collected_at: at(200),
            raw: serde_json::to_vec(post).unwrap(),
        })
        .collect();
    let keys = store
        .ingest_posts("x", "mentions", &stored, 1, at(200))
        .await
        .unwrap();
    let mut registers = known.registers().await.unwrap();
    let read: Vec<Response> = stored
        .iter()
        .zip(keys)
        .filter_map(|(post, key)| Some(reading_post(key?, &post.raw, &mut registers.posts)))
        .collect();
    store.respond(&read, at(201)).await.unwrap();
    read
}

#[tokio::test]
async fn what_one_run_learns_ties_in_the_next_and_is_read_again_alike() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("shopper.db")).await.unwrap();
    let study = study();
    let ledger = wave(&store, &study).await;
    let known = Known::new(&study, &ledger);
    let first = collect(
        &known,
        &store,
        &[
            post("1", "bob", Some("q0"), "@anna_asks They do"),
            post(
                "2",
                "AcmeCare",
                Some("q0"),
                "@anna_asks Let me check that for you. ^KT",
            ),
        ],
    )
    .await;
    assert_eq!(first[0].rule, "bystander");
    assert_eq!(
        (first[1].enquiry, first[1].kind),
        (Some(0), Kind::Acknowledgement)
    );
    let mut aside = post("4", "Furni", Some("1"), "Great to hear!");
    aside.mentions.clear();
    let next = collect(
        &known,
        &store,
        &[
            post("2", "AcmeCare", Some("q0"), "found a second time"),
            post(
                "3",
                "acmecare",
                None,
                "@anna_asks Yes, furniture goes to Ireland for 45 pounds.",
            ),
            aside,
            post("5", "Other", None, "@anna_asks Yes, we do."),
            post(
                "6",
                "FurniHelp",
                Some("2"),
                "@anna_asks And it takes ten days.",
            ),
        ],
    )
    .await;
    let tied: Vec<_> = next.iter().map(|r| (r.enquiry, r.tied_by)).collect();
    assert_eq!(
        tied,
        [
            (Some(0), Some(TiedBy::Mention)),
            (None, None),
            (None, None),
            (Some(0), Some(TiedBy::Conversation)),
        ]
    );
    assert_eq!(next[0].kind, Kind::Answer);
    assert_eq!(
        next[1].rule, "to_somebody_else",
        "the bystander was learnt of in the run before"
    );
    // Nothing was asked of it, as a person skipped that.
    assert!(next[2].candidates.is_empty() && next[2].rule.starts_with("no_tie (answer"));
    // A company of the panel that says something to us waits for a person, and nothing else does.
    assert_eq!(store.waiting().await.unwrap(), 1);

    let again = reread(&study, &ledger, &[], at(300), false, |_| Ok(()))
        .await
        .unwrap();
    assert_eq!((again.messages, again.changed), (6, 0));
}
