//! The gate as a user meets it.

use crate::study::Study;

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
metric = "count_silent"
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
            "`count_silent` is counted and has no interval, so that nothing about it is clear or not\n  hint: `only = \"always\"`",
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
