//! Labelled mails of our own, read as a whole: kind, tie, text and time of each.

use mystery_shopper::intake::{Register, Tie, read};
use serde_json::Value;
use std::path::Path;

/// Ten enquiries; the third of an id, an address or a token says which.
fn register() -> Register {
    Register::new((0..10u32).zip('a'..).map(|(n, letter)| Tie {
        enquiry: n,
        token: format!("k3abcdefg{letter}"),
        own_id: Some(format!("own{n}@shop.test")),
        thread_id: Some(format!("thread{n}@shop.test")),
        provider_id: Some(format!("0102018abc-{n}-000000")),
        contact: Some(format!("help@company{n}.test")),
        subject: format!("Question number {n}"),
        sent_at: "2026-11-04T09:00:00Z".parse().ok(),
        ..Tie::default()
    }))
}

/// Texts are compared but for white space; a closing formula may stand below one or not.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_labelled_mail_is_read_as_labelled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails");
    let index = std::fs::read_to_string(folder.join("index.json")).unwrap();
    let labels: Vec<Value> = serde_json::from_str(&index).unwrap();
    let files = std::fs::read_dir(&folder)
        .unwrap()
        .filter(|f| {
            f.as_ref()
                .is_ok_and(|f| f.path().extension().is_some_and(|e| e == "eml"))
        })
        .count();
    assert_eq!(
        files,
        labels.len(),
        "a mail without a label, or the other way round"
    );

    let register = register();
    let own_mx = ["mx.shop.test".to_owned()];
    let mut mistakes = Vec::new();
    for label in &labels {
        let name = label["file"].as_str().unwrap();
        let raw = std::fs::read(folder.join(name)).unwrap();
        let internal = "2026-11-05T12:00:00Z"
            .parse()
            .ok()
            .filter(|_| label["answered_at"].is_string());
        let response = read(&raw, internal, &own_mx, &register);
        let mut check = |what: &str, found: Value, expected: &Value| {
            if found != *expected {
                mistakes.push(format!(
                    "{name}: {what} is {found}, not {expected} ({}: {:?})",
                    response.rule, response.evidence
                ));
            }
        };
        check("kind", response.kind.as_str().into(), &label["kind"]);
        check("enquiry", response.enquiry.into(), &label["enquiry"]);
        check(
            "tied_by",
            response
                .tied_by
                .map(mystery_shopper::model::TiedBy::as_str)
                .into(),
            &label["tied_by"],
        );
        check(
            "answered_at",
            response.answered_at.map(|t| t.to_string()).into(),
            &label["answered_at"],
        );
        if let Some(text) = label["text"].as_str() {
            check("text", plain(&response.text).into(), &plain(text).into());
        }
        for (what, found) in [
            ("language", response.language.map(|l| l.as_str().to_owned())),
            ("bounce_status", response.bounce_status.clone()),
            (
                "source",
                response.answered_at_source.map(|s| s.as_str().to_owned()),
            ),
        ] {
            if label[what].is_string() {
                check(what, found.into(), &label[what]);
            }
        }
        if label["candidates"].is_array() {
            check(
                "candidates",
                response.candidates.clone().into(),
                &label["candidates"],
            );
        }
    }
    assert!(
        mistakes.is_empty(),
        "{} mistakes in {} mails:\n{}",
        mistakes.len(),
        labels.len(),
        mistakes.join("\n")
    );
}
