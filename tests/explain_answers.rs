//! `shopper explain answers`: JSON lines in, one object for each out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn explain(input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_shopper"))
        .args(["explain", "answers", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn lines(run: &Output) -> Vec<Value> {
    let text = String::from_utf8(run.stdout.clone()).unwrap();
    text.lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

#[test]
fn every_verdict_comes_with_its_facts_its_rule_and_its_words() {
    let said = "Hi Sam, ticket 300412. A coat can be returned within 14 days of delivery.";
    let input = json!({
        "id": ["a", 1],
        "question": "How long do I have to return a coat?",
        "reference": "You can return a coat within 30 days.",
        "answers": {"twitter": "You have a month to return the coat ^JK", "email": said, "chat": ""},
    });
    let run = explain(&format!("{input}\n"));
    assert_eq!(run.status.code(), Some(0));
    let found = &lines(&run)[0];
    assert_eq!(found["id"], json!(["a", 1]));
    assert_eq!(found["expects"], "duration");
    assert_eq!(found["kind"]["email"], "answer");
    assert_eq!(
        found["correct"],
        json!({"twitter": "correct", "email": "wrong", "chat": "na"})
    );
    // Pairs are named in the order in which the channels stand.
    assert_eq!(
        found["relation"],
        json!({"twitter-email": "contradict", "twitter-chat": "incomparable", "email-chat": "incomparable"})
    );
    let fact = &found["facts"]["email"][0];
    assert_eq!(
        (&fact["type"], &fact["value"]),
        (&json!("duration"), &json!("14 days"))
    );
    let span = |n: usize| usize::try_from(fact["span"][n].as_u64().unwrap()).unwrap();
    assert_eq!(&said[span(0)..span(1)], "14 days");
    assert!(found["rule"]["twitter-email"].is_string());
    assert!(found["confidence"]["twitter-email"].as_f64().unwrap() > 0.5);
    assert_eq!(found["evidence"]["twitter-email"][1][0]["words"], "14 days");
}

#[test]
fn a_bad_line_is_named_and_the_others_are_read() {
    let good = r#"{"question": "Do you deliver on Sundays?", "answers": {"chat": "No, sorry."}}"#;
    let run = explain(&format!(
        "{good}\nnot json\n{{\"question\": 5}}\n{{\"question\": \"x\", \"answers\": [1]}}\n\n{good}\n"
    ));
    assert_eq!(run.status.code(), Some(1));
    assert_eq!(lines(&run).len(), 2);
    let errors = String::from_utf8(run.stderr).unwrap();
    for place in ["-:2:", "-:3:", "-:4:"] {
        assert!(errors.contains(place), "{errors}");
    }
    assert!(errors.contains("hint: each line is one object"), "{errors}");
}

#[test]
fn long_and_hostile_answers_are_read_as_far_as_their_bound() {
    let input = json!({
        "question": "How long?",
        "answers": {
            "email": "30 days. ".repeat(100_000),
            "chat": "\u{202e}30 syad\u{200b} ".repeat(1000),
            "web": "1.000,50 \u{20ac}, 1,000.50 \u{20ac}, 1 000 \u{20ac}, 24/7, MMXXVI",
        },
    });
    let run = explain(&format!("{input}\n"));
    assert_eq!(run.status.code(), Some(0));
    let found = &lines(&run)[0];
    let values: Vec<&str> = found["facts"]["web"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["type"] == "money")
        .map(|f| f["value"].as_str().unwrap())
        .collect();
    assert_eq!(values, ["1000.5 EUR", "1000.5 EUR", "1000 EUR"]);
    let dates = found["facts"]["web"].as_array().unwrap().iter();
    assert_eq!(dates.filter(|f| f["type"] == "date").count(), 0);
}
