//! Who may import whom. The house stands as long as this holds: `model` is under everything, the
//! wings do not know each other, and only `fieldwork` and `cli` bring them together.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms that each room may import beside itself.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("error", &["model"]),
    ("clock", &[]),
    ("parallel", &[]),
    ("sheet", &["error"]),
    ("lexicon", &["model"]),
    // Of score only the list of metrics, see below.
    ("plan", &["model", "error", "clock", "sheet", "score"]),
    ("intake", &["model", "error", "clock"]),
    ("coding", &["model", "error", "sheet", "lexicon"]),
    ("score", &["model", "error", "clock", "parallel"]),
    (
        "report",
        &["model", "error", "clock", "sheet", "score", "parallel"],
    ),
    ("store", &["model", "error", "clock"]),
    ("channel", &["model", "error", "clock", "lexicon"]),
    ("sandbox", &["model", "error", "clock"]),
    (
        "fieldwork",
        &[
            "model", "error", "clock", "sheet", "plan", "intake", "coding", "store", "channel",
            "parallel",
        ],
    ),
    (
        "cli",
        &[
            "model",
            "error",
            "clock",
            "sheet",
            "plan",
            "intake",
            "coding",
            "score",
            "report",
            "store",
            "channel",
            "sandbox",
            "fieldwork",
        ],
    ),
];

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The rooms that a source names behind `crate::`, in code; comments may name any.
fn imports(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for rest in code.split("crate::").skip(1) {
            let names: Vec<String> = if let Some(list) = rest.strip_prefix('{') {
                list.split(',').map(|n| n.trim().to_owned()).collect()
            } else {
                vec![rest.to_owned()]
            };
            for name in names {
                let room: String = name
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                found.push((number + 1, room));
            }
        }
    }
    found
}

#[test]
fn rooms_import_only_what_they_may() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let (mut breaches, mut seen) = (Vec::new(), 0);
    for file in files {
        let inside = file.strip_prefix(&root).unwrap();
        let first = inside.iter().next().unwrap().to_str().unwrap();
        let name = first.strip_suffix(".rs").unwrap_or(first);
        if ["main", "lib", "build"].contains(&name) {
            continue;
        }
        let (_, allowed) = MAY_IMPORT
            .iter()
            .find(|(room, _)| *room == name)
            .unwrap_or_else(|| panic!("{name}: a new room needs its line in this test"));
        for (line, import) in imports(&fs::read_to_string(&file).unwrap()) {
            seen += 1;
            if import != name && !allowed.contains(&import.as_str()) {
                breaches.push(format!(
                    "{}:{line}: {name} imports {import}",
                    file.display()
                ));
            }
        }
    }
    assert!(
        seen > 50,
        "only {seen} imports were found: does this test still read them?"
    );
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

/// A study file names metrics, so the plan reads which there are; what a wave came to is none of its business.
#[test]
fn the_plan_knows_of_scoring_only_which_metrics_there_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/plan");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut seen = 0;
    for file in files {
        for line in fs::read_to_string(&file).unwrap().lines() {
            for rest in line.split("crate::score").skip(1) {
                seen += 1;
                assert!(rest.starts_with("::metric::"), "{}: {line}", file.display());
            }
        }
    }
    assert!(seen > 0, "the door is not used: take it away");
}

#[test]
fn nothing_but_the_clock_reads_the_time_or_sleeps() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut breaches = Vec::new();
    for file in files.iter().filter(|f| !f.ends_with("clock.rs")) {
        for (number, line) in fs::read_to_string(file).unwrap().lines().enumerate() {
            for word in [
                "SystemTime::now",
                "Instant::now",
                "Timestamp::now",
                "Zoned::now",
                "time::sleep",
            ] {
                if line.contains(word) {
                    breaches.push(format!("{}:{}: {word}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn an_import_is_found_wherever_it_stands() {
    let source = "use crate::model::Case; // crate::store\nlet x = crate::{plan, score::row};";
    let rooms: Vec<_> = imports(source).into_iter().map(|(_, r)| r).collect();
    assert_eq!(rooms, ["model", "plan", "score"]);
}
