//! `shopper code llm`: what is asked, what it costs, and what is said about it.

use crate::study::{Study, done, shopper};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// An endpoint that is never sure; counts its requests.
fn endpoint() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut heard = Vec::new();
            let mut buffer = [0; 4096];
            loop {
                let text = String::from_utf8_lossy(&heard).to_lowercase();
                if let Some((head, _)) = text.split_once("\r\n\r\n") {
                    let (_, rest) = head.split_once("content-length: ").unwrap();
                    let length: usize = rest.lines().next().unwrap().parse().unwrap();
                    let end = heard.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
                    if heard.len() >= end + length {
                        break;
                    }
                }
                let read = stream.read(&mut buffer).unwrap();
                heard.extend_from_slice(&buffer[..read]);
            }
            counted.fetch_add(1, Ordering::SeqCst);
            let words = json!({"code": "unsure", "confidence": 0.5, "quote": ""}).to_string();
            let body = json!({"model": "m", "choices": [{"message": {"content": words}}],
                              "usage": {"prompt_tokens": 400, "completion_tokens": 20}})
            .to_string();
            let top = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
            stream.write_all(format!("{top}{body}").as_bytes()).unwrap();
        }
    });
    (url, count)
}

#[test]
fn nothing_is_asked_without_yes_and_the_second_run_costs_nothing() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    study.shopper(&["send", "--yes"]).exits(0);
    study.shopper(&["collect"]).exits(0);
    let none = study.shopper(&["code", "llm"]).exits(1).err;
    assert!(
        none.contains("[coder.llm]") && none.contains("hint: "),
        "{none}"
    );

    // Named when the fieldwork is done: the plan is the one that was locked.
    let (url, asked) = endpoint();
    let toml = study.read("study.toml");
    let table = format!(
        "[coder.llm]\nurl = \"{url}\"\nmodel = \"m\"\ncriteria = [\"substance\", \"apology\"]\n\
         price_in = 1.00\nprice_out = 2.00\nspending_cap = 5.00\n"
    );
    std::fs::write(study.file("study.toml"), format!("{toml}\n{table}")).unwrap();
    let shown = study.shopper(&["code", "llm"]).exits(0);
    assert!(
        shown.out.contains(" requests to m (http://127.0.0.1:"),
        "{shown:?}"
    );
    assert!(
        shown.out.contains("0.00 USD of 5.00 USD are spent"),
        "{shown:?}"
    );
    assert!(shown.err.contains("`--yes` asks"), "{shown:?}");
    let forecast = study.shopper(&["code", "llm", "--json"]).exits(0).json();
    let items = forecast["items"].as_u64().unwrap();
    assert!(items > 0 && forecast["to_ask"] == items * 2, "{forecast}");
    let missing = study
        .shopper(&["code", "llm", "--offline", "--json"])
        .exits(0)
        .json();
    assert_eq!(
        (&missing["missing"], &missing["codings"]),
        (&json!(items * 2), &json!(0))
    );
    assert_eq!(asked.load(Ordering::SeqCst), 0);

    let judged = study
        .shopper(&["code", "llm", "--yes", "--json"])
        .exits(0)
        .json();
    assert_eq!(judged["requests"], items * 2);
    assert_eq!(asked.load(Ordering::SeqCst) as u64, items * 2);
    // 420 tokens each, 20 of them at the double price; no criterion here knows "unsure" as a code.
    let spent = (items * 2 * 440) as f64 / 1e6;
    assert!(
        (judged["spent"].as_f64().unwrap() - spent).abs() < 1e-9,
        "{judged}"
    );
    assert_eq!(judged["codings"], 0);
    let criteria = judged["criteria"].as_array().unwrap();
    let names: Vec<&Value> = criteria.iter().map(|c| &c["criterion"]).collect();
    assert_eq!(names, ["substance", "apology"]);
    assert!(
        criteria
            .iter()
            .all(|c| c["codes"]["unsure"] == c["items"] && c["counts"] == false)
    );

    let again = study.shopper(&["code", "llm", "--offline"]).exits(0).out;
    assert!(again.contains("0 requests made"), "{again}");
    assert!(
        again.contains("no: people coded fewer than 30 of them"),
        "{again}"
    );
    assert_eq!(asked.load(Ordering::SeqCst) as u64, items * 2);
}

#[test]
fn help_and_usage() {
    let help = done(shopper().args(["code", "llm", "--help"])).exits(0).out;
    assert!(
        help.contains("\nExamples:\n  shopper code llm my-study "),
        "{help}"
    );
    for args in [
        &["code", "llm", "--yes", "--offline"][..],
        &["code", "llm", "--repeats", "0"],
        &["code", "llm", "--criteria", "correct,rating"],
        &["code"],
    ] {
        done(shopper().args(args)).exits(2);
    }
}
