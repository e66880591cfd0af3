//! `shopper explain form` on pages of our own, and what is understood of 64 forms as companies have them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use mystery_shopper::channel::form::{Audience, Page, Value, fill, understand};
use mystery_shopper::model::{Language, Meaning, Particulars};
use scraper::{Html, Selector};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use url::Url;

/// A page of the lists, by its name.
struct Case {
    name: String,
    html: String,
    page: Page,
    language: Language,
}

fn cases(file: &str, language: Language) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/forms")
        .join(file);
    let text = fs::read_to_string(path).unwrap();
    text.split("<!-- page: ")
        .skip(1)
        .map(|part| {
            let (name, html) = part.split_once("-->").unwrap();
            let address = Url::parse("https://company.example/page").unwrap();
            Case {
                name: format!("{file} {}", name.trim()),
                page: Page::read(html, &address, "utf-8"),
                html: html.to_owned(),
                language,
            }
        })
        .collect()
}

fn all(kind: &str) -> Vec<Case> {
    Language::ALL
        .into_iter()
        .flat_map(|l| cases(&format!("{kind}_{}.html", l.as_str()), l))
        .collect()
}

/// What `data-means` says of each control: form by form, in tree order.
fn expected(html: &str) -> Vec<Vec<Option<String>>> {
    let tree = Html::parse_document(html);
    let forms = Selector::parse("form").unwrap();
    let controls = Selector::parse("input, select, textarea, button").unwrap();
    tree.select(&forms)
        .map(|form| {
            form.select(&controls)
                .map(|c| c.value().attr("data-means").map(str::to_owned))
                .collect()
        })
        .collect()
}

/// What is wrong, a sentence each, and of how many things.
fn wrong(cases: &[Case]) -> (Vec<String>, usize) {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for case in cases {
        let understood = understand(&case.page, case.language);
        let tree = Html::parse_document(&case.html);
        let forms = Selector::parse("form").unwrap();
        let marked: Vec<_> = tree.select(&forms).map(|f| f.value().clone()).collect();
        for (i, (read, means)) in understood
            .forms
            .iter()
            .zip(expected(&case.html))
            .enumerate()
        {
            let controls = &case.page.forms[i].controls;
            assert_eq!(controls.len(), means.len(), "{}", case.name);
            for ((control, found), means) in controls.iter().zip(&read.meanings).zip(means) {
                let Some(means) = means else { continue };
                count += 1;
                if found.as_str() != means {
                    wrong.push(format!(
                        "{}: {} is {means}, not {}",
                        case.name,
                        control.name,
                        found.as_str()
                    ));
                }
            }
            if let Some(audience) = marked[i].attr("data-audience") {
                count += 1;
                if read.audience.as_str() != audience {
                    wrong.push(format!(
                        "{}: for {}, not {audience}",
                        case.name,
                        read.audience.as_str()
                    ));
                }
            }
        }
        let not_contact = marked.iter().any(|f| f.attr("data-kind") == Some("other"));
        let chosen = marked.iter().position(|f| f.attr("data-chosen").is_some());
        let chosen = if not_contact {
            None
        } else {
            chosen.or(Some(0))
        };
        count += 1;
        if understood.chosen != chosen {
            wrong.push(format!(
                "{}: form {:?} was chosen",
                case.name, understood.chosen
            ));
        }
    }
    (wrong, count)
}

#[test]
fn forms_that_rules_were_made_on_are_understood() {
    let (wrong, count) = wrong(&all("known"));
    assert!(count > 200, "only {count} things were asked");
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What is wrong here is counted, not named: it stays unseen by whoever makes the rules.
#[test]
fn forms_that_no_rule_was_made_on_are_understood_too() {
    let (wrong, count) = wrong(&all("blind"));
    assert!(count > 200, "only {count} things were asked");
    println!("{} of {count} are wrong", wrong.len());
    assert!(
        wrong.len() * 20 <= count,
        "{} of {count} are wrong",
        wrong.len()
    );
}

fn asked(language: Language) -> Particulars {
    Particulars {
        language,
        full_name: "Sam van Dijk".to_owned(),
        email: "sam+k3m9@persona.example".to_owned(),
        subject: "Levering".to_owned(),
        topic: "delivery".to_owned(),
        question: "How long does delivery to Ghent take?".to_owned(),
        message: "Hello,\n\nHow long does delivery to Ghent take?\n\nKind regards,\nSam van Dijk"
            .to_owned(),
        postcode: "9000".to_owned(),
        street: "Dorp 1".to_owned(),
        country: "BE".to_owned(),
        ..Particulars::default()
    }
}

/// The laws of filling in, over every form of ours for the company: the message arrives whole, under the right
/// name and address, and nothing is given that nobody asked for.
#[test]
fn what_is_put_into_any_form_keeps_the_laws() {
    let mut filled_in = 0;
    for case in all("known").into_iter().chain(all("blind")) {
        let understood = understand(&case.page, case.language);
        let Some(chosen) = understood.chosen else {
            continue;
        };
        if understood.forms[chosen].audience != Audience::Company {
            continue;
        }
        let asked = asked(case.language);
        let filled = match fill(&case.page, &understood, &asked) {
            Ok(filled) => {
                filled_in += 1;
                if !filled.step {
                    assert!(
                        filled.puts(Meaning::Message) && filled.puts(Meaning::Email),
                        "{}",
                        case.name
                    );
                }
                filled
            }
            Err(cannot) => {
                assert!(!cannot.fields.is_empty(), "{}", case.name);
                cannot.rest
            }
        };
        let form = &case.page.forms[filled.form];
        let means = &expected(&case.html)[filled.form];
        let (mut first, mut last) = (None, None);
        for put in &filled.puts {
            let control = &form.controls[put.control];
            let what = format!("{} {}", case.name, control.name);
            let marked = means[put.control].as_deref().unwrap_or_default();
            match (marked, &put.value) {
                ("message", Value::Text(text)) => assert_eq!(*text, asked.message, "{what}"),
                ("email" | "email_confirm", Value::Text(text)) => {
                    assert_eq!(*text, asked.email, "{what}");
                }
                ("full_name", Value::Text(text)) => assert_eq!(*text, asked.full_name, "{what}"),
                ("first_name", Value::Text(text)) => first = Some(text.clone()),
                ("last_name", Value::Text(text)) => last = Some(text.clone()),
                ("marketing_optional", value) => assert_eq!(*value, Value::Ticked(false), "{what}"),
                ("topic_select", Value::Chosen(at)) => {
                    let label = control.choices[at[0]].label.to_lowercase();
                    for never in [
                        "klacht",
                        "complaint",
                        "beschwerde",
                        "clamation",
                        "bestellen",
                        "devis",
                        "sinistre",
                        "kies",
                        "choose",
                        "wählen",
                    ] {
                        assert!(!label.contains(never), "{what}: {label}");
                    }
                }
                (
                    "honeypot" | "hidden" | "csrf" | "captcha" | "file" | "phone" | "order_number"
                    | "company" | "query" | "button",
                    value,
                ) => {
                    panic!("{what} was given {value:?}");
                }
                _ => {}
            }
        }
        if let (Some(first), Some(last)) = (first, last) {
            assert_eq!(format!("{first} {last}"), asked.full_name, "{}", case.name);
        }
        let button = filled
            .button
            .map(|b| form.controls[b].caption.clone() + form.controls[b].value.as_str());
        assert!(
            button.is_none_or(|b| !b.contains("Suchen")
                && !b.contains("issen")
                && !b.contains("schen")),
            "{}",
            case.name
        );
    }
    assert!(filled_in >= 44, "only {filled_in} could be filled in");
}

fn explain(arguments: &[&str], html: &str) -> (Option<i32>, Json, HashMap<String, String>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_shopper"))
        .args(["explain", "form"])
        .args(arguments)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(html.as_bytes())
        .unwrap();
    let run = child.wait_with_output().unwrap();
    let said: Json = serde_json::from_slice(&run.stdout).unwrap_or(Json::Null);
    let entries = said["submit"]["entries"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let entries = entries
        .iter()
        .map(|e| {
            (
                e[0].as_str().unwrap().to_owned(),
                e[1].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    (run.status.code(), said, entries)
}

#[test]
fn a_form_is_explained_with_every_key() {
    let case = &cases("known_nl.html", Language::Nl)[1];
    let (code, said, entries) = explain(
        &[
            "--base",
            "https://shop.example/klantenservice/",
            "--language",
            "nl",
        ],
        &case.html,
    );
    assert_eq!(code, Some(0));
    assert_eq!(said["chosen"], 0);
    assert_eq!(said["forms"][0]["type"], "contact");
    assert_eq!(said["captcha"], Json::Null);
    assert_eq!(said["needs_script"], false);
    assert_eq!(
        said["fields"],
        json!({
            "input_1": "other_required", "input_2.3": "first_name", "input_2.6": "last_name", "input_3": "email",
            "input_3_2": "email_confirm", "input_4": "phone", "input_5": "topic_select", "input_6": "message",
            "input_8": "honeypot", "gform_submit": "other_optional",
        })
    );
    assert_eq!(said["submit"]["method"], "post");
    assert_eq!(
        said["submit"]["action"],
        "https://shop.example/klantenservice/#gf_3"
    );
    assert_eq!(said["submit"]["enctype"], "multipart/form-data");
    assert_eq!(entries["input_1"], "Zeg ik liever niet");
    assert_eq!(
        (entries["input_2.3"].as_str(), entries["input_2.6"].as_str()),
        ("Anna", "Reed")
    );
    assert_eq!(entries["input_5"], "levering");
    assert_eq!(entries["input_8"], "");
    assert_eq!(entries["input_4"], "");
    assert!(entries["input_6"].contains("Hoe lang duurt de levering?"));
}

#[test]
fn a_proof_of_being_human_is_named() {
    let page = |file: &str, name: &str| {
        let all = cases(file, Language::En);
        all.into_iter()
            .find(|c| c.name.ends_with(name))
            .unwrap()
            .html
    };
    let (_, said, _) = explain(&[], &page("known_en.html", "recaptcha"));
    assert_eq!(said["captcha"]["kind"], "recaptcha");
    let (_, said, _) = explain(&[], &page("known_de.html", "sum"));
    assert_eq!(said["captcha"]["kind"], "sum");
    let (_, said, _) = explain(
        &[],
        "<title>Just a moment...</title><script>window._cf_chl_opt={}</script><h1>company.example</h1>",
    );
    assert_eq!(said["captcha"]["kind"], "cloudflare");
    assert_eq!(said["chosen"], Json::Null);
}

#[test]
fn a_wrong_language_and_a_missing_file_are_told_with_what_to_do() {
    let run = |args: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_shopper"))
            .args(["explain", "form"])
            .args(args)
            .output()
            .unwrap();
        (run.status.code(), String::from_utf8(run.stderr).unwrap())
    };
    let (code, said) = run(&["--language", "xx", "-"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("en, nl, fr or de"), "{said}");
    let (code, said) = run(&["no-such-page.html"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("no-such-page.html"), "{said}");
}
