use super::*;
use crate::report::Package;
use crate::score::Scorer;
use crate::score::league::League;
use crate::score::sample::{at, study};
use std::fs;

/// What a bio may hold that was written to harm whoever opens the table.
const HOSTILE: &str =
    "=HYPERLINK(\"http://x\")\r\n+44 20 <script>alert(1)</script>, \"quoted\"\u{0}\u{202e}";

fn seen(company: &str, handle: &str) -> Audited {
    Audited {
        company: company.to_owned(),
        network: Network::Twitter,
        handle: handle.to_owned(),
        found: AccountFound::Found,
        kind: Some(AccountKind::Service),
        verified: Some("=business".to_owned()),
        protected: Some(false),
        default_avatar: None,
        last_post_at: Some(at(1.0)),
        active: Some(true),
        posts_per_week: Some(3.5),
        hours: "mon-fri 08:00-20:00; sat 09:00-17:00".to_owned(),
        promise_minutes: Some(120),
        promise_kind: "duration".to_owned(),
        vague: Some(false),
        email: "+help@acme.example".to_owned(),
        phone: "+44 20 7946 0000".to_owned(),
        url: "@evil".to_owned(),
        agents_named: Some(true),
        evidence: vec![HOSTILE.to_owned(), "=1+1".to_owned()],
        posts_read: 40,
        replies: 30,
        reply_share: Some(0.75),
        signed_share: Some(0.5),
        median_reply_hours: Some(1.25),
        replies_timed: 29,
        audited_at: at(2.0),
    }
}

fn missing(company: &str) -> Audited {
    Audited {
        found: AccountFound::Missing,
        kind: None,
        verified: None,
        protected: None,
        last_post_at: None,
        active: None,
        posts_per_week: None,
        hours: String::new(),
        promise_minutes: None,
        promise_kind: String::new(),
        vague: None,
        email: String::new(),
        phone: String::new(),
        url: String::new(),
        agents_named: None,
        evidence: Vec::new(),
        posts_read: 0,
        replies: 0,
        reply_share: None,
        signed_share: None,
        median_reply_hours: None,
        replies_timed: 0,
        ..seen(company, "gone")
    }
}

fn audit() -> Audit {
    let offered = |channel, presence, linked: &str| Offered {
        channel,
        presence,
        declared: String::new(),
        linked: linked.to_owned(),
    };
    Audit {
        profiles: vec![
            missing("c0001"),
            seen("c0000", "AcmeHelp"),
            seen("left-the-panel", "x"),
        ],
        presence: vec![
            Home {
                company: "c0000".to_owned(),
                at: Some(at(2.0)),
                page: "https://acme.example/".to_owned(),
                problem: String::new(),
                offered: vec![
                    offered(Channel::Email, Presence::NotLinked, ""),
                    offered(Channel::Bluesky, Presence::NotDeclared, HOSTILE),
                ],
            },
            Home {
                company: "c0001".to_owned(),
                at: None,
                page: String::new(),
                problem: "=the server answered 404".to_owned(),
                offered: Vec::new(),
            },
        ],
    }
}

/// A table that was written, by column and row.
fn rows(folder: &Path, name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_path(folder.join("data").join(name)).unwrap();
    let header = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let own = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    (
        header,
        reader
            .records()
            .map(|record| own(record.unwrap()))
            .collect(),
    )
}

#[test]
fn an_audit_adds_two_tables_that_the_codebook_names() {
    let dir = tempfile::tempdir().unwrap();
    let study = study(3, 1, 1, &[Channel::Email]);
    let finish = |audit: &Audit| {
        let package = Package::create(dir.path(), &study).unwrap();
        package
            .finish(
                &Scorer::new(&study).finish(&[]),
                &League::default(),
                &[],
                audit,
                at(10_000.0),
            )
            .unwrap()
    };
    let resources = || -> Vec<serde_json::Value> {
        let bytes = fs::read(dir.path().join("data/datapackage.json")).unwrap();
        let package: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        package["resources"].as_array().unwrap().clone()
    };
    let without = finish(&Audit::default());
    assert!(
        resources()
            .iter()
            .all(|r| r["name"] != "profiles" && r["name"] != "presence")
    );
    let with = finish(&audit());
    assert_eq!(with.len(), without.len() + 2);
    for name in ["profiles", "presence"] {
        let all = resources();
        let resource = all.iter().find(|r| r["name"] == name).unwrap();
        let (header, rows) = rows(dir.path(), resource["path"].as_str().unwrap());
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(header, names);
        assert!(!rows.is_empty());
        for (cell, field) in rows.iter().flat_map(|row| row.iter().zip(fields)) {
            let constraints = &field["constraints"];
            assert!(
                !(constraints["required"] == true && cell.is_empty()),
                "{field}"
            );
            if cell.is_empty() {
                continue;
            }
            let words = constraints["enum"].as_array();
            assert!(
                words.is_none_or(|w| w.iter().any(|w| w == cell)),
                "{field}: {cell}"
            );
            match field["type"].as_str().unwrap() {
                "number" => assert!(cell.parse::<f64>().unwrap() >= 0.0),
                "integer" => assert!(cell.parse::<u64>().is_ok()),
                "boolean" => assert!(cell.parse::<bool>().is_ok()),
                "datetime" => assert!(cell.parse::<Timestamp>().is_ok()),
                other => assert_eq!(other, "string"),
            }
            for part in cell.split(['\n', ';']) {
                assert!(
                    !part
                        .trim_start()
                        .starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "{cell}"
                );
            }
        }
    }
    let before = fs::read(dir.path().join("data/profiles.csv")).unwrap();
    finish(&audit());
    assert_eq!(
        before,
        fs::read(dir.path().join("data/profiles.csv")).unwrap()
    );
}

#[test]
fn rows_stand_in_the_order_of_the_panel_and_missing_is_empty() {
    let dir = tempfile::tempdir().unwrap();
    let study = study(3, 1, 1, &[Channel::Email]);
    let package = Package::create(dir.path(), &study).unwrap();
    package
        .finish(
            &Scorer::new(&study).finish(&[]),
            &League::default(),
            &[],
            &audit(),
            at(10_000.0),
        )
        .unwrap();
    let (header, profiles) = rows(dir.path(), "profiles.csv");
    let cell = |row: usize, name: &str| {
        let column = header.iter().position(|h| h == name).unwrap();
        profiles[row][column].as_str()
    };
    assert_eq!(profiles.len(), 2, "who left the panel is left out");
    assert_eq!(
        (cell(0, "company_id"), cell(1, "company_id")),
        ("c0000", "c0001")
    );
    assert_eq!(
        (cell(0, "phone"), cell(0, "url"), cell(0, "verified")),
        ("'+44 20 7946 0000", "'@evil", "'=business")
    );
    assert_eq!(
        cell(0, "evidence"),
        "'=HYPERLINK(\"http://x\")\n'+44 20 <script>alert(1)</script>, \"quoted\" | =1+1"
    );
    assert_eq!(
        (
            cell(0, "promise_minutes"),
            cell(0, "reply_share"),
            cell(0, "median_reply_hours")
        ),
        ("120", "0.75", "1.25")
    );
    let empty: Vec<&str> = header
        .iter()
        .map(String::as_str)
        .filter(|name| !cell(1, name).is_empty())
        .collect();
    assert_eq!(
        empty,
        [
            "company_id",
            "network",
            "handle",
            "found",
            "posts_read",
            "replies",
            "replies_timed",
            "audited_at"
        ]
    );
    let (_, presence) = rows(dir.path(), "presence.csv");
    assert_eq!(
        presence.len(),
        12,
        "a row a channel of the two that have a home page"
    );
    let email = [
        "c0000",
        "email",
        "not_linked",
        "help@c0.example",
        "",
        "2026-11-02T11:00:00Z",
        "https://acme.example/",
        "",
    ];
    assert_eq!(presence[0], email);
    assert_eq!(
        presence[6],
        [
            "c0001",
            "email",
            "",
            "help@c1.example",
            "",
            "",
            "",
            "'=the server answered 404"
        ]
    );
    assert!(presence[5][4].starts_with("'=HYPERLINK"));
}
