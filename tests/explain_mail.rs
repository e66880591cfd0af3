//! `shopper explain mail`: one JSON object for each message, with the same kinds as in a study.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn explain(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shopper"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["explain", "mail"])
        .args(args)
        .output()
        .unwrap()
}

fn lines(run: &Output) -> Vec<Value> {
    let stderr = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{stderr}");
    let text = String::from_utf8(run.stdout.clone()).unwrap();
    text.lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

#[test]
fn a_message_is_explained_with_every_key() {
    let file = "tests/mails/zendesk_answer_en.eml";
    let found = lines(&explain(&["--address", "anna.reed@shop.test", file]));
    assert_eq!(found.len(), 1);
    let mail = found[0].as_object().unwrap();
    for (key, expected) in [
        ("file", Value::from(file)),
        ("token", "k3abcdefga".into()),
        ("tied_by", "address_token".into()),
        ("kind", "answer".into()),
        ("answered_at", "2026-11-05T10:12:30Z".into()),
        ("answered_at_source", "received".into()),
        ("language", "en".into()),
        ("greeting_by_name", true.into()),
        ("agent_named", true.into()),
    ] {
        assert_eq!(mail[key], expected, "{key}");
    }
    assert!(mail["text"].as_str().unwrap().starts_with("Hello Anna,"));
    assert!(!mail["rule"].as_str().unwrap().is_empty());
    assert!(!mail["evidence"].as_array().unwrap().is_empty());

    let other = lines(&explain(&["--address", "tom@shop.test", file]));
    assert_eq!(other[0]["token"], Value::Null, "another's plus-part");
    assert_eq!(other[0]["tied_by"], Value::Null);
}

#[test]
fn a_folder_is_explained_mail_by_mail_as_labelled() {
    let found = lines(&explain(&["tests/mails"]));
    let index = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails/index.json");
    let labels: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(index).unwrap()).unwrap();
    let mut compared = 0;
    for label in &labels {
        // What is unrelated to a study can be anything without one.
        if label["kind"] == "unrelated" {
            continue;
        }
        let name = label["file"].as_str().unwrap();
        let mail = found
            .iter()
            .find(|m| m["file"].as_str().unwrap().ends_with(&format!("/{name}")))
            .unwrap();
        assert_eq!(mail["kind"], label["kind"], "{name}");
        compared += 1;
    }
    assert!(compared > 100, "only {compared} compared");
}

#[test]
fn what_cannot_be_read_is_said() {
    let run = explain(&["no/such/file"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stderr).contains("no/such/file"));
    assert_eq!(explain(&[]).status.code(), Some(2));
    assert_eq!(explain(&["--address", "anna", "x"]).status.code(), Some(2));
}
