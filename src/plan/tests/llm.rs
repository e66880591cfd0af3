//! How the language model that codes is named: [coder.llm].

use super::spoil::{mistakes, places, put, sound, told};
use crate::model::{Criterion, LimitKey, SecretSource};
use crate::plan::{design_hash, load};
use std::path::Path;

const STUDY: &str = "study.toml";

/// A sound study, with more text at the end of its study file; returns the marked places.
fn with(dir: &Path, more: &str) -> Vec<(String, usize, usize)> {
    let text = std::fs::read_to_string(dir.join(STUDY)).unwrap();
    put(dir, STUDY, &format!("{text}\n{more}\n"))
}

#[test]
fn a_model_of_this_machine_needs_two_lines() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    let without = load(dir).unwrap();
    assert_eq!(without.llm, None);
    with(
        dir,
        "[coder.llm]\nurl = \"http://127.0.0.1:11434/v1/\"\nmodel = \"qwen3:8b\"",
    );
    let study = load(dir).unwrap();
    let llm = study.llm.clone().unwrap();
    assert_eq!(llm.url, "http://127.0.0.1:11434/v1");
    assert_eq!(
        (llm.key, llm.spending, llm.temperature),
        (None, None, Some(0))
    );
    assert_eq!((llm.bar, llm.least_units, llm.repeats), (700, 30, 1));
    assert_eq!(
        llm.criteria,
        [
            Criterion::Substance,
            Criterion::Correct,
            Criterion::Relation
        ]
    );
    // It may be named when the wave is over: the design is the same.
    assert_eq!(design_hash(&study), design_hash(&without));
}

#[test]
fn every_key_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    with(
        dir,
        "[coder.llm]\nurl = \"https://api.example/v1\"\nmodel = \"m\"\nkey.env = \"KEY\"\n\
         criteria = [\"relation\", \"apology\"]\ntemperature = 0.25\nseed = 7\nrepeats = 3\nbar = 0.8\n\
         least_units = 50\nmost_answers = 200\nreply_tokens = 900\nlimit_key = \"max_completion_tokens\"\n\
         json_mode = false\nprice_in = 0.15\nprice_out = 0.60\nspending_cap = 5.00\ncurrency = \"EUR\"",
    );
    let llm = load(dir).unwrap().llm.unwrap();
    assert_eq!(llm.key, Some(SecretSource::Env("KEY".to_owned())));
    assert_eq!(llm.criteria, [Criterion::Relation, Criterion::Apology]);
    assert_eq!((llm.temperature, llm.seed, llm.repeats), (Some(250), 7, 3));
    assert_eq!((llm.bar, llm.least_units, llm.most_answers), (800, 50, 200));
    assert_eq!((llm.reply_tokens, llm.json_mode), (900, false));
    assert_eq!(llm.limit_key, LimitKey::MaxCompletionTokens);
    let spending = llm.spending.unwrap();
    assert_eq!((spending.price_in, spending.price_out), (150_000, 600_000));
    assert_eq!(
        (spending.cap, spending.currency.as_str()),
        (5_000_000, "EUR")
    );
}

#[test]
fn every_mistake_has_its_place_and_no_key_is_told() {
    for (more, says) in [
        (
            "url = ▶\"https://api.example/v1\"\nmodel = \"m\"",
            "nothing caps",
        ),
        (
            "url = ▶\"http://api.example/v1\"\nmodel = \"m\"",
            "endpoint",
        ),
        (
            "url = \"http://[::1]:1/v1\"\nmodel = \"m\"\nkey = ▶\"sk-verysecret\"",
            "never stands",
        ),
        (
            "url = \"http://[::1]:1/v1\"\nmodel = \"m\"\ncriteria = [▶\"rating\"]",
            "must be one of",
        ),
        (
            "url = \"http://[::1]:1/v1\"\nmodel = \"m\"\ncriteria = ▶[]",
            "empty",
        ),
        (
            "url = \"http://[::1]:1/v1\"\nmodel = \"m\"\ntemperature = ▶3",
            "within 0 and 2",
        ),
        (
            "url = \"http://[::1]:1/v1\"\nmodel = \"m\"\ntemperature = ▶\"hot\"",
            "\"default\"",
        ),
        (
            "url = \"http://[::1]:1/v1\"\nmodel = \"m\"\nbar = ▶1.5",
            "kappa",
        ),
        (
            "url = \"http://[::1]:1/v1\"\nmodel = \"m\"\nrepeats = ▶0",
            "within 1 to 25",
        ),
        (
            "url = \"http://[::1]:1/v1\"\nmodel = \"m\"\n▶repeat = 3",
            "repeats",
        ),
        (
            "url = \"http://[::1]:1/v1\"\nmodel = \"m\"\njson_mode = ▶1",
            "true or false",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        sound(dir);
        let marked = with(dir, &format!("[coder.llm]\n{more}"));
        let found = mistakes(dir);
        assert_eq!(places(dir, &found), marked, "{more}\n{}", told(dir, &found));
        let told = told(dir, &found);
        assert!(told.contains(says), "{more}\n{told}");
        assert!(!told.contains("verysecret"), "{told}");
    }
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    with(dir, "[coder.llm]\nmodel = \"m\"\nprice_in = 1.00");
    let told = told(dir, &mistakes(dir));
    for key in ["`url`", "`price_out`", "`spending_cap`"] {
        assert!(told.contains(&format!("{key} is missing")), "{told}");
    }
}
