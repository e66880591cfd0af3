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

/// What was tied to each enquiry, by its moment, in the words of the report.
fn replies(path: &Path) -> BTreeMap<String, Vec<String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (id, arrived) = (column("enquiry_id"), column("arrived"));
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in reader.records() {
        let row = row.unwrap();
        let list = found.entry(row[id].to_owned()).or_default();
        list.push(row[arrived].to_owned());
    }
    found
}

/// Whether what the truth knows of an enquiry was tied to it, whatever it was called.
fn is_tied(really: &[String], replies: &[String]) -> bool {
    let [_, disposition, acknowledged, answered] = really else {
        unreachable!("a row has the columns of SAID");
    };
    let quiet = ["not_offered", "not_sent", "silent", "undeliverable"];
    let moments = [acknowledged, answered];
    let tied = |at: &&String| at.is_empty() || replies.contains(at);
    moments.iter().all(tied) && quiet.contains(&disposition.as_str()) == replies.is_empty()
}

/// So many replies of a wave may be tied, but called something else than they are, of about 300 that come
/// back. It may fall, and is then lowered here. It was 2 as long as companies spoke in the sentences of the
/// bank; in their own, short answers without a promise or a figure in full are taken for receipts, and
/// "that's not a service we have" for a refusal.
const MISCALLED: usize = 10;

/// Of the 300 searches of a wave so many may take a passage for an answer where the site holds none, and so many
/// may miss the one that it holds. They may fall, and are then lowered here. Missed were 25 as long as sites used
/// the words of the bank.
const INVENTED: usize = 2;
const MISSED: usize = 30;

fn is_search(enquiry: &str) -> bool {
    enquiry.ends_with(".web-search")
}

/// A site holds an answer or not; a search finds it or not. Nothing else may come of one.
fn check_searches(
    seed: u64,
    truth: &BTreeMap<String, Vec<String>>,
    report: &BTreeMap<String, Vec<String>>,
) {
    let (mut all, mut invented, mut missed, mut wrong) = (0, Vec::new(), Vec::new(), Vec::new());
    for (enquiry, really) in truth.iter().filter(|(id, _)| is_search(id)) {
        let said = &report[enquiry];
        all += 1;
        assert_eq!(said[0], really[0], "{enquiry}: offered");
        match (really[1].as_str(), said[1].as_str()) {
            ("silent", "answered") => invented.push(enquiry.as_str()),
            ("answered", "silent") => missed.push(enquiry.as_str()),
            (one, other) if one != other => {
                wrong.push(format!("{enquiry}: {other}, in truth {one}"));
            }
            _ => {}
        }
    }
    println!(
        "seed {seed}: of {all} searches {} invented, {} missed\n{}",
        invented.len(),
        missed.len(),
        invented.join("\n")
    );
    assert!(all >= 300, "few searches");
    assert!(wrong.is_empty(), "seed {seed}:\n{}", wrong.join("\n"));
    assert!(invented.len() <= INVENTED, "{} invented", invented.len());
    assert!(missed.len() <= MISSED, "{} missed", missed.len());
}

/// Of the pairs of answers that the rules call contradicting, and of those that they call agreeing, at least this share
/// must do so in truth. It may rise, and is then raised here. What the rules leave to people is in neither.
const CONTRADICT: f64 = 0.75;
const AGREE: f64 = 0.75;

/// What the rules decide about two channels of a company, against what it really said on them.
fn check_consistency(out: &Path) -> [(usize, usize); 2] {
    let mut reader = csv::Reader::from_path(out.join("truth.csv")).unwrap();
    let rows = reader.records().map(Result::unwrap);
    let stances: BTreeMap<String, String> =
        rows.map(|r| (r[0].to_owned(), r[6].to_owned())).collect();
    let mut reader = csv::Reader::from_path(out.join("data/codings.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (one, other) = (column("enquiry_id"), column("other_enquiry_id"));
    let (criterion, code, counts) = (column("criterion"), column("code"), column("counts"));
    let [mut contradict, mut agree] = [(0, 0); 2];
    let mut pairs = 0;
    for row in reader.records().map(Result::unwrap) {
        if &row[criterion] != "relation" || &row[counts] != "true" {
            continue;
        }
        pairs += 1;
        let (a, b) = (&stances[&row[one]], &stances[&row[other]]);
        let said = !a.is_empty() && !b.is_empty();
        match &row[code] {
            "contradict" => {
                contradict.0 += usize::from(said && a != b);
                contradict.1 += 1;
            }
            "agree" => {
                agree.0 += usize::from(said && a == b);
                agree.1 += 1;
            }
            "incomparable" | "unsure" => {}
            word => panic!("{word}"),
        }
    }
    assert!(pairs > 100, "only {pairs} pairs");
    [contradict, agree]
}

#[test]
fn the_report_says_of_every_enquiry_what_really_became_of_it() {
    let mut decided = [(0, 0); 2];
    let home = tempfile::tempdir().unwrap();
    for seed in [3, 33, 2014] {
        let out = home.path().join(seed.to_string());
        demo(&out, seed);
        let truth = table(&out.join("truth.csv"));
        let report = table(&out.join("data/enquiries.csv"));
        for (sum, (right, all)) in decided.iter_mut().zip(check_consistency(&out)) {
            sum.0 += right;
            sum.1 += all;
        }
        let replies = replies(&out.join("data/answers.csv"));
        assert!(truth.keys().eq(report.keys()), "other enquiries");
        let (mut lost, mut wrong, mut miscalled) = (Vec::new(), Vec::new(), Vec::new());
        for channel in [".email", ".twitter"] {
            let of = |(id, _): &(&String, &Vec<String>)| id.ends_with(channel);
            let answered = truth
                .iter()
                .filter(of)
                .filter(|(_, row)| row[1] == "answered");
            assert!(truth.iter().filter(of).count() >= 300, "few{channel}");
            let answered = answered.count();
            assert!(
                answered >= 60,
                "{answered} answered{channel} with seed {seed}"
            );
        }
        for (enquiry, really) in truth.iter().filter(|(id, _)| !is_search(id)) {
            let said = &report[enquiry];
            let nothing = Vec::new();
            let tied = replies.get(enquiry).unwrap_or(&nothing);
            let words = format!("{enquiry}: {said:?}, in truth {really:?}, tied {tied:?}");
            if said[0] != really[0] {
                wrong.push(words);
            } else if !is_tied(really, tied) {
                lost.push(words);
            } else if said != really {
                miscalled.push(words);
            }
        }
        println!(
            "seed {seed}: {} replies called something else\n{}",
            miscalled.len(),
            miscalled.join("\n")
        );
        check_searches(seed, &truth, &report);
        let (lost_lines, wrong_lines) = (lost.join("\n"), wrong.join("\n"));
        assert!(lost.is_empty(), "not tied with seed {seed}:\n{lost_lines}");
        assert!(wrong.is_empty(), "seed {seed}: {SAID:?}\n{wrong_lines}");
        assert!(
            miscalled.len() <= MISCALLED,
            "{} replies called something else, seed {seed}",
            miscalled.len()
        );
    }
    for (name, (right, all), least) in [
        ("contradict", decided[0], CONTRADICT),
        ("agree", decided[1], AGREE),
    ] {
        println!("called {name}: {all} pairs, {right} of them rightly");
        assert!(all >= 5, "{name}: only {all} pairs are decided");
        assert!(
            right as f64 >= least * all as f64,
            "{name}: {right} of {all}"
        );
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
