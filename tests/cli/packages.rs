//! Every table that a report may hold, as readers by other hands see it. They come from `PyPI`, so these tests run only
//! when they are asked for; `tests/run` does.

use crate::study::{Running, Study, done, shopper};
use jiff::SignedDuration;
use mystery_shopper::clock::Clock;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

const DEMO: &str = "demo/study";

/// A small study of the demo's kind, beside which its report lies.
fn demo() -> Study {
    let study = Study::init();
    let words = ["demo", "--companies", "30", "--days", "3", "--quiet"];
    study
        .shopper(&[&words[..], &["--out", "demo"]].concat())
        .exits(0);
    study
}

fn edit(study: &Study, edits: &[(&str, &str)]) {
    let name = format!("{DEMO}/study.toml");
    let mut toml = study.read(&name);
    for (from, to) in edits {
        assert!(toml.contains(from), "{from}");
        toml = toml.replace(from, to);
    }
    study.write(&name, &toml);
}

/// Gives each company the address at which its simulated site is served, and most a promise.
fn at_home(study: &Study, homes: &Value) {
    let name = format!("{DEMO}/companies.csv");
    let panel = study.read(&name);
    let mut rows = csv::Reader::from_reader(panel.as_bytes());
    let heads = rows.headers().unwrap().clone();
    let place = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let (id, site) = (place("id"), place("site"));
    let mut filled = csv::Writer::from_path(study.file(&name)).unwrap();
    filled
        .write_record(heads.iter().chain(["promise"]))
        .unwrap();
    for (n, row) in rows.records().map(Result::unwrap).enumerate() {
        let home = homes[&row[id]].as_str().unwrap_or_default();
        let cells = row.iter().enumerate();
        let cells = cells.map(|(at, old)| if at == site { home } else { old });
        let promise = ["2h", "email=1 working day", ""][n % 3];
        filled.write_record(cells.chain([promise])).unwrap();
    }
    filled.flush().unwrap();
}

/// Gives every company an outside score.
fn outside(study: &Study) {
    let panel = study.read(&format!("{DEMO}/companies.csv"));
    let mut outside = "company,score_name,value,source\n".to_owned();
    for (n, line) in panel.lines().skip(1).enumerate() {
        let id = line.split(',').next().unwrap();
        writeln!(
            outside,
            "{id},customers,{}.5,\"A \"\"survey\"\", 2026\"",
            n % 9
        )
        .unwrap();
    }
    study.write(&format!("{DEMO}/outside.csv"), &outside);
}

/// Two people code every answer, and differ on every fourth.
fn coded_by_people(study: &Study) {
    let export = ["code", "export", DEMO, "--coders", "AB,CD", "--double", "1"];
    let words = [&export[..], &["--format", "csv", "--out", "sheets"]].concat();
    study.shopper(&words).exits(0);
    for coder in ["AB", "CD"] {
        let name = format!("sheets/{coder}.csv");
        let sheet = study.read(&name);
        let mut rows = csv::Reader::from_reader(sheet.trim_start_matches('\u{feff}').as_bytes());
        let heads = rows.headers().unwrap().clone();
        let mut all: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
        let place = |name: &str| heads.iter().position(|head| head == name).unwrap();
        // Each sheet is shuffled.
        all.sort_by(|a, b| a[place("unit")].cmp(&b[place("unit")]));
        assert!(all.len() >= 8, "{} answers are too few", all.len());
        let mut filled = csv::Writer::from_path(study.file(&name)).unwrap();
        filled.write_record(&heads).unwrap();
        for (n, row) in all.iter().enumerate() {
            let differs = coder == "CD" && n % 4 == 3;
            let cell = |(at, old): (usize, &str)| {
                let yes = |yes: bool| if yes == differs { "no" } else { "yes" };
                let code = match &heads[at] {
                    "substance" if differs => "partial",
                    "substance" => "answer",
                    "apology" => yes(n % 3 == 0),
                    "empathy" => yes(n % 5 == 0),
                    _ => old,
                };
                code.to_owned()
            };
            filled
                .write_record(row.iter().enumerate().map(cell))
                .unwrap();
        }
        filled.flush().unwrap();
    }
    let import = ["code", "import", "sheets/AB.csv", "sheets/CD.csv"];
    study
        .shopper(&[&import[..], &["--study", DEMO]].concat())
        .exits(0);
    study.shopper(&["code", "auto", DEMO, "--quiet"]).exits(0);
}

/// Fails unless a package holds these tables, none of them empty, and the script finds no fault with it.
fn validated(data: &Path, tables: &[&str]) {
    let package = std::fs::read_to_string(data.join("datapackage.json")).unwrap();
    for table in tables {
        assert!(
            package.contains(&format!("\"path\": \"{table}\"")),
            "{table}"
        );
        let rows = csv::Reader::from_path(data.join(table))
            .unwrap()
            .into_records()
            .count();
        assert!(rows > 0, "{table} is empty");
    }
    by_others("frictionless.sh", data);
}

fn by_others(script: &str, what: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let said = done(Command::new(root.join("tests/real").join(script)).arg(what));
    assert_eq!(said.code, 0, "{script}: {said:#?}");
}

#[test]
#[ignore = "installs frictionless and junitparser from PyPI; tests/run runs it"]
fn tables_of_a_wave_that_is_over_are_read_by_others() {
    let study = demo();
    let toml = study.read(&format!("{DEMO}/study.toml"));
    // The report of the demo itself is what it is held against.
    let gate = r#"
[score]
population = 120

[gate]
baseline = ".."
[[gate.assert]]
metric = "answered"
channel = "email"
min = 0.99
max_drop = 0.05
[[gate.assert]]
metric = "median_hours_to_answer"
channel = "twitter"
max = 0.001
level = "warn"
[[gate.assert]]
metric = "rating"
min = 5
"#;
    study.write(&format!("{DEMO}/study.toml"), &format!("{toml}{gate}"));
    outside(&study);
    let words = ["run", DEMO, "--rehearse", "--quiet", "--fail-on", "error"];
    study.shopper(&words).exits(99);
    let report = study.file(DEMO).join("rehearsal");
    validated(
        &report.join("data"),
        &[
            "gate.csv",
            "league.csv",
            "outside.csv",
            "visits.csv",
            "checks.csv",
            "estimates.csv",
        ],
    );
    by_others("junit.sh", &report.join("junit.xml"));
}

#[test]
#[ignore = "installs frictionless from PyPI; tests/run runs it"]
fn tables_of_a_wave_that_goes_on_are_read_by_others() {
    let study = demo();
    let opens = Clock::Wall.now() - SignedDuration::from_hours(100 * 24);
    edit(
        &study,
        &[
            (
                "2026-11-02T09:00:00Z",
                &opens.strftime("%Y-%m-%dT00:00:00Z").to_string(),
            ),
            ("cut_off = \"3d\"", "cut_off = \"103d\""),
            ("twitter = \"all\"\n", ""),
            // Some are due now, whatever the hour and the day.
            (
                "hours = \"09:00-17:00\"\ndays = \"mon-fri\"",
                "hours = \"00:00-23:59\"\ndays = \"mon-sun\"",
            ),
        ],
    );
    outside(&study);
    let mut child = shopper()
        .args([
            "sandbox",
            DEMO,
            "--smtp-port",
            "0",
            "--imap-port",
            "0",
            "--x-port",
            "0",
            "--web-port",
            "0",
        ])
        .args(["--speed", "1e9"])
        .current_dir(study.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let stdout = child.stdout.take().unwrap();
    let _market = Running(child);
    BufReader::new(stdout).read_line(&mut line).unwrap();
    let ports: Value = serde_json::from_str(&line).unwrap();
    for (name, old) in [("smtp", "2525"), ("imap", "2143"), ("x", "2180")] {
        let address = ports[name].as_str().unwrap();
        let port = address.rsplit_once(':').unwrap().1.trim_end_matches('/');
        edit(&study, &[(old, port)]);
    }
    // The sites are looked at, and nothing is asked there.
    edit(&study, &[("web-search = \"all\"\n", "")]);
    at_home(&study, &ports["web"]);
    for words in [
        &["lock"][..],
        &["send", "--yes"],
        &["collect"],
        &["audit", "--pause", "0", "--quiet"],
    ] {
        study
            .shopper(&[&words[..1], &[DEMO], &words[1..]].concat())
            .exits(0);
    }
    let plan = study.shopper(&["plan", DEMO, "--json"]).exits(0).out;
    let asked = plan
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .find(|row| row["offered"] == true)
        .unwrap();
    let id = asked["enquiry_id"].as_str().unwrap();
    study
        .shopper(&["noticed", DEMO, id, "--note", "asked who we are"])
        .exits(0);
    coded_by_people(&study);
    let mut words = vec!["report", DEMO, "--out", "now", "--quiet"];
    if cfg!(feature = "parquet") {
        words.push("--parquet");
    }
    study.shopper(&words).exits(0);
    let has_parquet = study.file("now/data/parquet/enquiries.parquet").exists();
    assert_eq!(has_parquet, cfg!(feature = "parquet"));
    validated(
        &study.file("now/data"),
        &[
            "profiles.csv",
            "presence.csv",
            "agreement.csv",
            "outside.csv",
            "sensitivity.csv",
            "league.csv",
            "enquiries.csv",
        ],
    );
    by_others("reading.sh", &study.file("now"));
    if let Some(kept) = std::env::var_os("SHOPPER_KEPT_REPORT") {
        keep(&study, kept.to_str().unwrap());
    }
}

/// Writes the report in Dutch for `tests/run`, which opens it in a browser and derives its figures again.
fn keep(study: &Study, kept: &str) {
    let words = ["report", DEMO, "--language", "nl", "--quiet", "--out", kept];
    study.shopper(&words).exits(0);
    let page = std::fs::read_to_string(Path::new(kept).join("report.html")).unwrap();
    for section in ["audit", "outside", "checks", "method"] {
        let mark = format!("<section id=\"{section}\"");
        assert!(page.contains(&mark), "{section}");
    }
    let mut estimates = csv::Reader::from_path(Path::new(kept).join("data/estimates.csv")).unwrap();
    let mut rows = estimates.deserialize::<BTreeMap<String, String>>();
    assert!(rows.any(|row| {
        let row = row.unwrap();
        row["metric"] == "promise_kept" && row["n"] != "0"
    }));
}
