//! `shopper audit` against home pages that are played on loopback.

use crate::study::Study;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use serde_json::Value;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

/// Path, status, a header, body.
type Answer = (&'static str, u16, (&'static str, &'static str), Vec<u8>);

const HTML: (&str, &str) = ("content-type", "text/html; charset=utf-8");

/// A site on a port of its own.
struct Site {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

type Desk = (Arc<Vec<Answer>>, Arc<Mutex<Vec<String>>>);

async fn answer(State((answers, asked)): State<Desk>, request: Request) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let agent = request.headers()["user-agent"].to_str().unwrap();
    assert!(agent.starts_with("shopper/"), "{agent}");
    asked.lock().unwrap().push(path.clone());
    let Some((_, status, (name, value), body)) = answers.iter().find(|(p, ..)| *p == path) else {
        return Response::builder().status(404).body(Body::empty()).unwrap();
    };
    let response = Response::builder().status(*status).header(*name, *value);
    response.body(Body::from(body.clone())).unwrap()
}

impl Site {
    /// It is there until the tests are over.
    fn serve(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let asked = Arc::default();
        let desk: Desk = (Arc::new(answers), Arc::clone(&asked));
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                let router = Router::new().fallback(answer).with_state(desk);
                axum::serve(listener, router).await.unwrap();
            });
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

/// The sites of the study's six companies, in their order; the last but one names none, and the last is of
/// a name too long for anybody to have.
fn sites() -> [Site; 4] {
    let harrow = br#"<a href="mailto:service@harrow-hill.example">Mail</a><a href="https://twitter.com/HarrowHill">T</a>
        <p>We answer every message within 2 hours.</p>"#;
    let linden = r#"<meta charset="utf-8"><a href="mailto:hello@linden-lane.example">Mail</a>
        <a href="https://x.com/LindenLane">X</a> <a href="/contact?from=home">Contact</a>
        <a href="https://bsky.app/profile/linden.example">B</a> caf\xe9"#;
    let mut linden = linden.as_bytes().to_vec();
    linden.extend([0xff, 0xfe]);
    [
        Site::serve(vec![("/", 200, HTML, harrow.to_vec())]),
        Site::serve(vec![
            ("/", 301, ("location", "/home"), vec![]),
            ("/home", 200, HTML, linden),
        ]),
        Site::serve(vec![
            (
                "/robots.txt",
                200,
                ("content-type", "text/plain"),
                b"User-agent: *\nDisallow: /".to_vec(),
            ),
            ("/", 200, HTML, b"<p>private</p>".to_vec()),
        ]),
        Site::serve(vec![(
            "/",
            200,
            ("content-type", "application/pdf"),
            b"%PDF-1.7".to_vec(),
        )]),
    ]
}

/// Puts the sites into companies.csv; gives back what stands there then.
fn lay(study: &Study, sites: &[Site]) -> String {
    let mut companies = study.read("companies.csv");
    let nobody = format!("http://{}.example/", "a".repeat(64));
    let names = [
        "harrow-hill",
        "linden-lane",
        "paper-moon",
        "northgate-bank",
        "mercer-vale",
        "blue-harbour",
    ];
    for (n, name) in names.iter().enumerate() {
        let address = match n {
            4 => "",
            5 => &nobody,
            n => &sites[n].address,
        };
        let old = format!(",https://{name}.example/\n");
        assert!(companies.contains(&old), "{name}");
        companies = companies.replace(&old, &format!(",{address}\n"));
    }
    study.write("companies.csv", &companies);
    companies
}

fn problems(json: &Value) -> Vec<String> {
    let sites = json["sites"].as_array().unwrap();
    sites
        .iter()
        .map(|site| site["problem"].as_str().unwrap_or("read").to_owned())
        .collect()
}

#[test]
fn home_pages_are_read_compared_and_proposed() {
    let (study, sites) = (Study::init(), sites());
    let companies = lay(&study, &sites);
    let done = study
        .shopper(&["audit", "--pause", "0", "--propose", "filled.csv"])
        .exits(0);
    for line in [
        "linden-lane  twitter   the home page alone",
        "linden-lane  bluesky   the home page alone",
        "home pages that were not read:",
        "forbids it",
        "  northgate-bank: application/pdf is no page",
        "  mercer-trust: companies.csv names no site",
        "  blue-harbour: ",
        "2 of 6 home pages read, ",
        "filled.csv: a copy of companies.csv in which 2 empty fields are filled; nothing else was changed",
    ] {
        assert!(done.out.contains(line), "{line}\n{}", done.out);
    }
    assert!(
        !done.out.contains("harrow-hill  email"),
        "where both agree there is nothing to say"
    );
    assert!(
        done.err.contains("only home pages are looked at") && done.err.contains("2/6  Linden Lane"),
        "{}",
        done.err
    );
    // The panel is as it was; in the copy two fields are not empty any more.
    assert_eq!(study.read("companies.csv"), companies);
    let contact = format!("{}contact", sites[1].address);
    let filled = companies.replace(
        "hello@linden-lane.example,,,",
        &format!("hello@linden-lane.example,lindenlane,{contact},"),
    );
    assert_eq!(study.read("filled.csv"), filled);
    let refused = study
        .shopper(&["audit", "--propose", "filled.csv"])
        .exits(1);
    assert!(
        refused
            .err
            .contains("filled.csv is there already, and is not overwritten"),
        "{}",
        refused.err
    );
    assert_eq!(sites[0].asked(), ["/robots.txt", "/"]);
    assert_eq!(sites[1].asked(), ["/robots.txt", "/", "/home"]);
    assert_eq!(sites[2].asked(), ["/robots.txt"]);

    // What was read is not asked for again within a day; what failed is.
    sites[3].asked();
    let quiet = study
        .shopper(&["audit", "--pause", "0", "--json", "--quiet"])
        .exits(0);
    assert_eq!(quiet.err, "");
    assert_eq!((sites[0].asked(), sites[1].asked()), (vec![], vec![]));
    assert_eq!(sites[3].asked(), ["/robots.txt", "/"]);
    let json = quiet.json();
    let problems = problems(&json);
    assert_eq!(
        (problems[0].as_str(), problems[1].as_str()),
        ("read", "read")
    );
    assert_eq!(
        json["sites"][1]["hops"],
        serde_json::json!([format!("{}home", sites[1].address)])
    );
    assert_eq!(
        json["sites"][0]["passages"][0],
        "We answer every message within 2 hours."
    );
    assert_eq!(
        (&json["accounts"], &json["proposed"]),
        (&serde_json::json!([]), &Value::Null)
    );
    let differences = json["differences"].as_array().unwrap();
    assert!(differences.iter().any(|d| d["company"] == "linden-lane"
        && d["channel"] == "bluesky"
        && d["linked"] == "linden.example"));
    study
        .shopper(&["audit", "--pause", "0", "--again", "--quiet"])
        .exits(0);
    assert_eq!(sites[0].asked(), ["/robots.txt", "/"]);

    let nothing = study.shopper(&["audit", "--no-sites"]).exits(1);
    insta::assert_snapshot!(nothing.err, @r#"
    error: without home pages there is nothing to look at: the study has no account on a network
    hint: for profiles, add [channels.twitter] or [channels.bluesky] with a handle and a login to study.toml; nothing need be asked there
    "#);
}

#[test]
fn a_report_takes_the_audit_in() {
    let (study, sites) = (Study::due(), sites());
    lay(&study, &sites);
    study.shopper(&["lock"]).exits(0);
    study.shopper(&["send", "--yes"]).exits(0);
    study.shopper(&["report", "--out", "before"]).exits(0);
    assert!(!study.file("before/data/presence.csv").exists());
    study.shopper(&["audit", "--pause", "0"]).exits(0);
    study.shopper(&["report", "--out", "after"]).exits(0);
    let package: Value = serde_json::from_str(&study.read("after/data/datapackage.json")).unwrap();
    let resources = package["resources"].as_array().unwrap();
    let paths: Vec<&str> = resources
        .iter()
        .map(|r| r["path"].as_str().unwrap())
        .collect();
    assert!(
        paths.contains(&"profiles.csv") && paths.contains(&"presence.csv"),
        "{paths:?}"
    );
    let mut table = csv::Reader::from_path(study.file("after/data/presence.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 36, "six companies, six channels");
    let row = |company: &str, channel: &str| {
        rows.iter()
            .find(|r| &r[0] == company && &r[1] == channel)
            .unwrap()
    };
    assert_eq!(&row("harrow-hill", "email")[2], "agrees");
    assert_eq!(
        (
            &row("linden-lane", "twitter")[2],
            &row("linden-lane", "twitter")[4]
        ),
        ("not_declared", "lindenlane")
    );
    let unread = row("mercer-trust", "email");
    assert_eq!(
        (&unread[2], &unread[7]),
        ("", "companies.csv names no site")
    );
    assert_eq!(
        study.read("after/data/profiles.csv").lines().count(),
        1,
        "no account was looked at"
    );
}
