//! `shopper explain bio`: JSON lines in, one object for each out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn explain(file: &str, input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_shopper"))
        .args(["explain", "bio", file])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn lines(run: &Output) -> Vec<Value> {
    let text = String::from_utf8(run.stdout.clone()).unwrap();
    text.lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

#[test]
fn a_bio_is_explained_with_every_key() {
    let input = json!({"id": ["a", 1], "text": "Acme customer care. Tweets by Anna & Tom, Mon-Fri 9am\u{2013}5:30pm. \
        We reply within 2 hours. \u{260e} 0800 123 456, help@acme.test, acme.example/help"});
    let run = explain("-", format!("{input}\n").as_bytes());
    assert_eq!(run.status.code(), Some(0));
    let mut found = lines(&run);
    let evidence = found[0]
        .as_object_mut()
        .unwrap()
        .remove("evidence")
        .unwrap();
    assert_eq!(
        found,
        [json!({
            "id": ["a", 1],
            "hours": [{"days": "mon-fri", "from": "09:00", "to": "17:30"}],
            "always_open": false,
            "promise_minutes": 120,
            "promise_kind": "duration",
            "vague": false,
            "contact": {"email": "help@acme.test", "phone": "0800 123 456", "url": "acme.example/help"},
            "agents_named": true,
            "service_account": true,
        })]
    );
    let evidence: Vec<&str> = evidence
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e.as_str().unwrap())
        .collect();
    assert_eq!(
        evidence,
        [
            "Mon-Fri 9am\u{2013}5:30pm",
            "reply within 2 hours",
            "Tweets by",
            "customer care"
        ],
        "the words, without people's names"
    );
}

#[test]
fn a_bad_line_is_named_and_the_rest_is_read() {
    let input = "\u{feff}{\"text\": \"Open 24/7\"}\nno json\n\n{\"txt\": \"\"}\n{\"text\": \"\", \"id\": null}";
    let run = explain("-", input.as_bytes());
    assert_eq!(run.status.code(), Some(1));
    let found = lines(&run);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0]["always_open"], true);
    assert_eq!(found[1]["promise_kind"], "none");
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(
        said.contains("-:2: ") && said.contains("-:4: ") && said.contains("hint: "),
        "{said}"
    );
    assert!(!said.contains("-:1: ") && !said.contains("-:5: "), "{said}");
}

#[test]
fn what_cannot_be_read_is_said() {
    let run = explain("no/such/file", b"");
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stderr).contains("no/such/file"));
    let help = Command::new(env!("CARGO_BIN_EXE_shopper"))
        .args(["explain", "bio", "--help"])
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&help.stdout).contains("Example:\n  shopper explain bio "));
}
