//! The gate as a user meets it.

use crate::study::Study;
use std::fmt::Write as _;

const GATE: &str = r#"
[gate]

[[gate.assert]]
metric = "answered"
channel = "email"
min = 0.99
only = "always"

[[gate.assert]]
metric = "median_hours_to_answer"
channel = "email"
max = 0.001
only = "always"
level = "warn"

[[gate.assert]]
metric = "noticed_by_companies"
max = 3
if_unknown = "pass"
"#;

/// The study to begin with, with a gate.
fn gated(gate: &str) -> Study {
    let study = Study::init();
    let toml = study.read("study.toml");
    study.write("study.toml", &format!("{toml}{gate}"));
    study
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of mistakes")]
fn mistakes_in_a_gate_are_named_with_their_places() {
    let study = gated(
        r#"
[gate]
baselne = "2026-10"
[[gate.assert]]
metric = "answerd"
subject = "all"
min = 0.5
[[gate.assert]]
metric = "answered"
subject = "sector:bankng"
min = 40
[[gate.assert]]
metric = "answered"
subject = "company:harrowhil"
channel = "twitter"
max_drop = 0.05
[[gate.assert]]
metric = "answered"
subject = "secter:banking"
denominator = "enquiries_deliverd"
min = 0.5
max = 0.4
[[gate.assert]]
metric = "burden_minutes"
max = 5
only = "clear"
level = "fatal"
if_unknown = "maybe"
[[gate.assert]]
metric = "answered"
"#,
    );
    let said = study.shopper(&["check"]).exits(3).err;
    let mut lines: Vec<&str> = said.lines().collect();
    let first = study
        .read("study.toml")
        .lines()
        .position(|l| l == "[gate]")
        .unwrap()
        + 1;
    lines.retain(|l| !l.is_empty());
    let text = lines.join("\n");
    for expected in [
        (
            1,
            "unknown key `baselne` in [gate]\n  hint: did you mean `baseline`?",
        ),
        (
            3,
            "unknown metric `answerd`\n  hint: did you mean `answered`?",
        ),
        (
            8,
            "no company of the panel is in the sector `bankng`\n  hint: did you mean `sector:banking`?",
        ),
        (
            9,
            "`answered` is a share between 0 and 1, `min` in [[gate.assert]] is not\n  hint: 40 % is written 0.4",
        ),
        (
            13,
            "`channel` in [[gate.assert]] is twitter, which [design] does not ask\n  hint: asked are: email",
        ),
        (
            14,
            "`max_drop` in [[gate.assert]] is held against another wave, and [gate] names none\n  hint: add `baseline",
        ),
        (
            17,
            "`subject` in [[gate.assert]] must be \"all\", \"sector:NAME\" or \"company:ID\", not `secter:banking`\n  hint: did you mean `sector`?",
        ),
        (18, "must be one of all_companies"),
        (
            20,
            "`max` in [[gate.assert]] is below `min`: nothing can be both",
        ),
        (
            24,
            "`burden_minutes` adds up, and its sum has no interval, so that nothing about it is clear or not\n  hint: `only = \"always\"`",
        ),
        (
            25,
            "`level` in [[gate.assert]] must be one of warn, error, not `fatal`",
        ),
        (
            26,
            "`if_unknown` in [[gate.assert]] must be one of fail, pass, not `maybe`",
        ),
        (28, "this assertion has no bound"),
    ] {
        let (line, words) = expected;
        let place = format!("study.toml:{}:", first + line);
        let found = text
            .split("\nstudy.toml:")
            .map(|m| m.trim_start_matches("error: "))
            .any(|m| {
                let m = if m.starts_with("study.toml:") {
                    m.to_owned()
                } else {
                    format!("study.toml:{m}")
                };
                m.starts_with(&place) && m.contains(words)
            });
        assert!(found, "{place} {words}\n{text}");
    }
}

#[test]
fn a_rehearsal_shows_the_gate_and_fails_only_when_asked() {
    let study = gated(
        GATE.replace("noticed_by_companies", "count_silent")
            .as_str(),
    );
    let shown = study.shopper(&["run", "--rehearse"]).exits(0);
    assert!(
        shown.err.contains("not counted: the gate failed: "),
        "{shown:?}"
    );
    assert!(
        shown.err.contains("warning: median_hours_to_answer"),
        "{shown:?}"
    );
    for name in ["junit.xml", "data/gate.csv"] {
        assert!(shown.out.contains(name), "{shown:?}");
    }
    let package = study.read("rehearsal/data/datapackage.json");
    assert!(package.contains("\"path\": \"gate.csv\""));
    let csv = study.read("rehearsal/data/gate.csv");
    assert!(
        csv.lines().count() == 4 && csv.contains("\n1,min,answered,all,,email,all_companies,0.99,"),
        "{csv}"
    );

    let words = [
        "run",
        "--rehearse",
        "--fail-on",
        "warn",
        "--junit",
        "out.xml",
        "--job-summary",
        "out.md",
        "--annotations",
        "github",
        "--quiet",
    ];
    let failed = study.shopper(&words).exits(99);
    assert!(failed.err.contains("::error title=my-study%3A wave wave-1%3A answered::answered (all companies), the panel, email: at least 99 %"), "{failed:?}");
    assert!(
        failed.err.contains("error: the gate failed: "),
        "{failed:?}"
    );
    assert!(
        study
            .read("out.xml")
            .contains("<failure message=\"answered (all companies)")
    );
    assert!(study.read("out.md").starts_with("## ❌ The gate failed\n"));
    // In the report a warning stays one.
    assert!(
        study
            .read("rehearsal/junit.xml")
            .contains("<system-out>warning: median_hours_to_answer")
    );
}

#[test]
fn an_open_wave_is_not_judged() {
    let study = Study::due();
    let toml = study.read("study.toml");
    let gate = GATE.replace("noticed_by_companies", "count_silent");
    study.write("study.toml", &format!("{toml}{gate}"));
    study.shopper(&["lock"]).exits(0);
    study.shopper(&["send", "--yes"]).exits(0);
    study.shopper(&["collect"]).exits(0);
    let open = study.shopper(&["report"]).exits(8);
    assert!(
        open.out.contains("summary.md") && !open.out.contains("junit.xml"),
        "{open:?}"
    );
    assert!(open.err.contains("the gate was not judged"), "{open:?}");
    study.shopper(&["report", "--fail-on", "never"]).exits(0);
    assert_eq!(
        study.shopper(&["status", "--json"]).exits(0).json()["gate"]["assertions"],
        3
    );
    // The wave goes on though the gate was changed: it is no part of the design.
    study.write("study.toml", &toml);
    study.shopper(&["report"]).exits(0);
    let nothing = study.shopper(&["report", "--junit", "x.xml"]).exits(2);
    assert!(
        nothing.err.contains("study.toml has no [gate]"),
        "{nothing:?}"
    );
}

/// The lines of the template's example that are meant to be taken in.
fn uncommented(toml: &str, from: &str) -> String {
    let mut within = false;
    let lines = toml.lines().map(|line| {
        within = (within || line == from) && !line.starts_with("# What is looked for");
        match line.strip_prefix('#') {
            Some(rest) if within && !rest.starts_with(' ') => rest.to_owned(),
            _ => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_example_of_a_gate_works_when_its_lines_are_taken_in() {
    let study = Study::init();
    let toml = uncommented(&study.read("study.toml"), "#[gate]");
    assert_eq!(toml.matches("\n[[gate.assert]]").count(), 2, "{toml}");
    study.write("study.toml", &toml);
    study.shopper(&["check"]).exits(0);
    // The first wave has no baseline, and is not held against one.
    let words = ["run", "--rehearse", "--fail-on", "warn"];
    let passed = study.shopper(&words).exits(0);
    assert!(passed.err.contains("gate passed"), "{passed:?}");
    let csv = study.read("rehearsal/data/gate.csv");
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    assert!(
        rows.len() == 2 && rows[0].contains(",min,") && rows[1].contains(",max_drop,"),
        "{csv}"
    );
    assert!(rows[1].contains("unknown"), "{csv}");
}

/// A panel large enough that a drop can be clear; every company is asked by mail.
fn companies(mailboxes: impl Fn(u32) -> bool) -> String {
    let mut csv = "id,name,sector,country,language,email\n".to_owned();
    for n in 0..24 {
        let sector = ["fashion retail", "banking"][n as usize % 2];
        let email = if mailboxes(n) {
            format!("help@company{n}.example")
        } else {
            String::new()
        };
        writeln!(csv, "company-{n},Company {n},{sector},GB,en,{email}").unwrap();
    }
    csv
}

#[test]
fn a_drop_between_two_reports_breaks_the_gate_when_it_is_clear() {
    let study = Study::init();
    study.write("companies.csv", &companies(|_| true));
    study.shopper(&["--quiet", "run", "--rehearse"]).exits(0);
    std::fs::rename(study.file("rehearsal"), study.file("before")).unwrap();
    let toml = study.read("study.toml");
    let gated = |max_drop: &str, only: &str, metric: &str| {
        study.write(
            "study.toml",
            &format!(
                "{}\n[gate]\nbaseline = \"before\"\n[[gate.assert]]\nmetric = \"{metric}\"\nchannel = \"email\"\n\
                 denominator = \"all_companies\"\nmax_drop = {max_drop}\nonly = \"{only}\"\n",
                toml.replace("id = \"wave-1\"", "id = \"wave-2\"")
            ),
        );
    };
    let judged = |code: i32| {
        let words = ["--quiet", "run", "--rehearse", "--fail-on", "error"];
        let done = study.shopper(&words).exits(code);
        let csv = study.read("rehearsal/data/gate.csv");
        let columns: Vec<String> = csv
            .lines()
            .next()
            .unwrap()
            .split(',')
            .map(str::to_owned)
            .collect();
        let row: Vec<&str> = csv.lines().nth(1).unwrap().split(',').collect();
        let at = |name: &str| {
            let place = columns.iter().position(|c| c == name).unwrap();
            row[place].to_owned()
        };
        (
            at("outcome"),
            at("baseline_value"),
            at("value"),
            at("drop"),
            done.err,
        )
    };

    let published = study.read("before/data/estimates.csv");
    let is_published = |metric: &str, before: f64| {
        let start = format!("{metric},all,,email,");
        let printed = published.lines().find(|l| l.starts_with(&start)).unwrap();
        let value: f64 = printed.split(',').nth(4).unwrap().parse().unwrap();
        assert!((value - before).abs() < 1e-6, "{printed} {before}");
    };

    // What adds up is held against the sum that was published, not against its mean.
    gated("99.0", "always", "count_silent");
    let (outcome, silent, ..) = judged(0);
    let silent: f64 = silent.parse().unwrap();
    assert!(outcome == "pass" && silent > 1.0, "{silent}");
    is_published("count_silent", silent);

    // The same mailboxes: whatever changed is chance.
    gated("0.0", "clear", "answered");
    let (outcome, before, ..) = judged(0);
    assert_eq!(outcome, "pass");
    let before: f64 = before.parse().unwrap();
    assert!(before > 0.2, "{before}");
    is_published("answered", before);

    // Most closed theirs.
    study.write("companies.csv", &companies(|n| n >= 20));
    let (outcome, _, now, drop, said) = judged(99);
    assert_eq!(outcome, "fail");
    let (now, drop): (f64, f64) = (now.parse().unwrap(), drop.parse().unwrap());
    assert!(
        (before - now - drop).abs() < 1e-6 && drop > 0.1,
        "{before} {now} {drop}"
    );
    assert!(said.contains("answered"), "{said}");
    let xml = study.read("rehearsal/junit.xml");
    assert!(
        xml.contains("<failure message=\"answered (all companies)"),
        "{xml}"
    );

    // A drop that was allowed is none, and the other way round nothing dropped.
    gated("0.99", "always", "answered");
    assert_eq!(judged(0).0, "pass");
    std::fs::remove_dir_all(study.file("before")).unwrap();
    std::fs::rename(study.file("rehearsal"), study.file("before")).unwrap();
    study.write("companies.csv", &companies(|_| true));
    gated("0.0", "always", "answered");
    let (outcome, _, _, drop, _) = judged(0);
    assert!(outcome == "pass" && drop.starts_with('-'), "{drop}");

    // A gate without assertions would pass whatever happens.
    study.write("study.toml", &format!("{toml}\n[gate]\n"));
    let wrong = study.shopper(&["check"]).exits(3).err;
    assert!(wrong.contains("[gate] asserts nothing"), "{wrong}");
    gated("0.0", "always", "answered");

    // Without a baseline nothing is known, which is not to pass unseen.
    std::fs::remove_dir_all(study.file("before")).unwrap();
    let (outcome, _, _, _, said) = judged(99);
    assert!(
        outcome == "unknown" && said.contains("no report of the baseline before"),
        "{said}"
    );
}
