//! Bios by another hand, labelled before any rule was seen: what share of the hours, promises and the rest
//! is read right. `dev.jsonl` may be read and learnt from; `held.jsonl` was kept unread while the rules were
//! written. `cargo test --test bios -- --nocapture` prints the figures; with `BIOS_WRONG=1` also each wrong
//! reading of `dev.jsonl`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use mystery_shopper::coding::bio;
use serde_json::Value;
use std::collections::BTreeSet;

/// Counts over all bios: found and right, found and wrong, missed.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Score {
    fn count(&mut self, found: &BTreeSet<String>, expected: &BTreeSet<String>) {
        self.right += found.intersection(expected).count();
        self.wrong += found.difference(expected).count();
        self.missed += expected.difference(found).count();
    }

    fn precision(self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    fn f1(self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

const KEYS: [&str; 8] = [
    "hours",
    "promise",
    "always_open",
    "vague",
    "email",
    "phone",
    "url",
    "people",
];

/// What an object says under a key, as a set.
fn said(bio: &Value, key: &str) -> BTreeSet<String> {
    let flag = |key: &str| bio[key].as_bool().unwrap().then(|| key.to_owned());
    let text = |v: &Value| v.as_str().map(str::to_lowercase);
    match key {
        "hours" => {
            let triple = |h: &Value| {
                let part = |k| h[k].as_str().unwrap().to_owned();
                format!("{} {}-{}", part("days"), part("from"), part("to"))
            };
            bio["hours"]
                .as_array()
                .unwrap()
                .iter()
                .map(triple)
                .collect()
        }
        "promise" if bio["promise_kind"] == "none" => BTreeSet::new(),
        "promise" => BTreeSet::from([format!(
            "{} {}",
            bio["promise_kind"], bio["promise_minutes"]
        )]),
        "phone" => {
            let digits = |t: String| {
                t.chars()
                    .filter(|c| c.is_alphanumeric() || *c == '+')
                    .collect()
            };
            text(&bio["contact"]["phone"])
                .map(digits)
                .into_iter()
                .collect()
        }
        "email" | "url" => text(&bio["contact"][key]).into_iter().collect(),
        "people" => ["agents_named", "service_account"]
            .into_iter()
            .filter_map(flag)
            .collect(),
        key => flag(key).into_iter().collect(),
    }
}

fn scores(half: &str, bios: &str, show: bool) -> Vec<(&'static str, Score)> {
    let keys = KEYS.iter().filter(|k| **k != "people").copied();
    let keys: Vec<&str> = keys.chain(["agents_named", "service_account"]).collect();
    let mut scores = vec![Score::default(); keys.len()];
    for line in bios.lines() {
        let label: Value = serde_json::from_str(line).unwrap();
        let text = label["text"].as_str().unwrap();
        let bio = serde_json::to_value(bio::read(text)).unwrap();
        for (key, score) in keys.iter().zip(&mut scores) {
            let set = |bio: &Value| match *key {
                "agents_named" | "service_account" => said(bio, "people")
                    .into_iter()
                    .filter(|k| k == key)
                    .collect(),
                key => said(bio, key),
            };
            let (found, expected) = (set(&bio), set(&label["expected"]));
            score.count(&found, &expected);
            if show && found != expected {
                println!(
                    "{} {key}: {found:?} for {expected:?}\n    {text:?}\n    {}",
                    label["id"], bio["evidence"]
                );
            }
        }
    }
    for (key, score) in keys.iter().zip(&scores) {
        println!(
            "{half:4} {key:16} F1 {:.3}  precision {:.3}  recall {:.3}  ({} right, {} wrong, {} missed)",
            score.f1(),
            score.precision(),
            score.recall(),
            score.right,
            score.wrong,
            score.missed
        );
    }
    keys.into_iter().zip(scores).collect()
}

#[test]
fn dev() {
    let show = std::env::var_os("BIOS_WRONG").is_some();
    scores("dev", include_str!("bios/dev.jsonl"), show);
}

#[test]
fn held() {
    scores("held", include_str!("bios/held.jsonl"), false);
}
