//! A whole wave against companies that write down what they did: the report must say the same of
//! every enquiry, and the same seed must give the same bytes.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What both sides say of an enquiry.
const SAID: [&str; 4] = ["offered", "disposition", "acknowledged_at", "answered_at"];

fn demo(out: &Path, seed: u64) {
    let run = Command::new(env!("CARGO_BIN_EXE_shopper"))
        .args(["demo", "--quiet", "--companies", "30", "--seed"])
        .arg(seed.to_string())
        .arg("--out")
        .arg(out)
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "seed {seed}: {stderr}");
}

/// The columns of [`SAID`] by enquiry.
fn table(path: &Path) -> BTreeMap<String, Vec<String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (id, columns) = (column("enquiry_id"), SAID.map(column));
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let said = columns.iter().map(|c| row[*c].to_owned()).collect();
            (row[id].to_owned(), said)
        })
        .collect()
}

/// Every file below a folder, by its path within.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn the_report_says_of_every_enquiry_what_really_became_of_it() {
    let home = tempfile::tempdir().unwrap();
    for seed in [3, 2014] {
        let out = home.path().join(seed.to_string());
        demo(&out, seed);
        let truth = table(&out.join("truth.csv"));
        let report = table(&out.join("data/enquiries.csv"));
        assert!(truth.len() >= 300, "only {} enquiries", truth.len());
        assert!(
            truth.values().filter(|row| row[1] == "answered").count() >= 100,
            "hardly anybody answered with seed {seed}"
        );
        assert!(truth.keys().eq(report.keys()), "other enquiries");
        for (enquiry, really) in &truth {
            assert_eq!(&report[enquiry], really, "{enquiry}, seed {seed}: {SAID:?}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let home = tempfile::tempdir().unwrap();
    let (one, other) = (home.path().join("one"), home.path().join("other"));
    demo(&one, 7);
    demo(&other, 7);
    let (one, other) = (files(&one), files(&other));
    assert!(one.len() > 10, "only {} files", one.len());
    assert!(one.keys().eq(other.keys()), "other files");
    for (name, bytes) in &one {
        assert!(other[name] == *bytes, "{} differs", name.display());
    }
}
