//! What needs no server: init, check, plan, and a rehearsal.

use crate::study::Study;

#[test]
fn a_fresh_study_is_sound_and_is_not_overwritten() {
    let study = Study::init();
    insta::assert_snapshot!(study.shopper(&["check"]).exits(0).out, @"ok: 6 companies, 20 questions, 30 enquiries, 25 of them on a channel that the company offers");
    let json = study.shopper(&["check", "--json"]).exits(0).json();
    assert_eq!((&json["ok"], &json["companies"]), (&true.into(), &6.into()));
    let before = study.files(".");
    let again = study.shopper(&["init"]).exits(1);
    insta::assert_snapshot!(again.err, @r#"
    error: ./study.toml is there already, and is not overwritten
    hint: name another folder: `shopper init DIR`
    "#);
    assert_eq!(study.files("."), before);
}

#[test]
fn a_plan_is_the_same_bytes_every_time() {
    let study = Study::init();
    let table = study.shopper(&["plan"]).exits(0);
    assert_eq!(table.err, "");
    insta::assert_snapshot!("plan", table.out);
    for args in [
        &["plan"][..],
        &["plan", "--format", "csv"],
        &["plan", "--format", "json"],
        &["plan", "--burden", "--json"],
    ] {
        let one = study.shopper(args).exits(0);
        assert_eq!(one.out, study.shopper(args).exits(0).out, "{args:?}");
    }
    let csv = study.shopper(&["plan", "--format", "csv"]).out;
    let json = study.shopper(&["plan", "--json"]).out;
    // Six companies, five questions each; a header.
    assert_eq!((csv.lines().count(), json.lines().count()), (31, 30));
    for line in json.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    // A study is named by its folder or by its file.
    let named = study.shopper(&["plan", "study.toml", "--json"]).exits(0);
    assert_eq!(named.out, json);
}

#[test]
fn asking_in_public_is_said_before_it_is_done() {
    let study = Study::init();
    study.edit("email = 5", "email = 1\ntwitter = 5");
    let wrong = study.shopper(&["check"]).exits(3);
    assert!(wrong.err.contains("[channels.twitter]"), "{}", wrong.err);
    study.edit(
        "[channels.email]",
        "[channels.twitter]\nhandle = \"my_study\"\ndaily_cap = 1\noauth2.client_id = \"x\"\n\n[channels.email]",
    );
    let json = study.shopper(&["check", "--json"]).exits(0).json();
    let remarks = json["remarks"].as_array().unwrap();
    assert_eq!(remarks.len(), 1, "{json}");
    let remark = format!("remark: {}\n", remarks[0].as_str().unwrap());
    assert!(remark.contains("`daily_cap` of 1"), "{remark}");
    let plan = study.shopper(&["plan"]).exits(0);
    assert_eq!(plan.err, remark);
    insta::assert_snapshot!(
        plan.out.lines().last().unwrap(),
        @"twitter: 15 posts from @my_study, each by a person; at most 1 a day"
    );
    assert_eq!(study.shopper(&["check", "--quiet"]).exits(0).err, "");
}

#[test]
fn a_rehearsal_runs_to_its_end_and_touches_no_ledger() {
    let study = Study::init();
    let rehearsal = study.shopper(&["run", "--rehearse"]).exits(0);
    assert!(rehearsal.err.contains(" sent, "), "{}", rehearsal.err);
    let files = study.files("rehearsal");
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    insta::assert_snapshot!(names.join("\n"), @r#"
    charts/answer-rate-by-sector.png
    charts/answer-rate-by-sector.svg
    charts/heatmap.png
    charts/heatmap.svg
    charts/how-enquiries-ended.png
    charts/how-enquiries-ended.svg
    charts/measures.png
    charts/measures.svg
    charts/scores.png
    charts/scores.svg
    charts/still-waiting.png
    charts/still-waiting.svg
    data/answers.csv
    data/checks.csv
    data/codings.csv
    data/companies.csv
    data/consistency.csv
    data/curves.csv
    data/datapackage.json
    data/design.json
    data/dispositions.csv
    data/enquiries.csv
    data/estimates.csv
    data/league.csv
    data/method.csv
    data/metrics.csv
    data/read.R
    data/read.py
    report.html
    report.xlsx
    summary.md
    truth.csv
    "#);
    assert!(!study.file("shopper.db").exists());
    let again = study.shopper(&["--quiet", "run", "--rehearse"]).exits(0);
    assert_eq!(again.err, "");
    let mut said: Vec<_> = again
        .out
        .lines()
        .filter_map(|line| line.strip_prefix("./rehearsal/"))
        .collect();
    said.sort_unstable();
    assert_eq!(said, names, "stdout names the files");
    assert!(study.files("rehearsal") == files, "the same bytes again");
}

#[test]
fn every_mistake_is_named_with_its_place_at_once() {
    let study = Study::init();
    study.edit("kind = \"own\"", "kind = \"owned\"");
    study.edit("spacing = \"1d\"", "spacing = \"1 day or so\"");
    study.edit("email = 5", "emial = 5");
    let companies = study.read("companies.csv");
    let companies = companies.replacen(",GB,en,", ",GB,eng,", 1);
    study.write("companies.csv", &companies);
    for command in ["check", "plan", "lock", "send", "status", "run"] {
        let wrong = study.shopper(&[command]).exits(3);
        assert_eq!(wrong.out, "", "{command}");
        assert!(wrong.err.contains("mistakes"), "{command}: {}", wrong.err);
    }
    insta::assert_snapshot!("mistakes", study.shopper(&["check"]).err);
    let json = study.shopper(&["check", "--json"]).exits(3).json();
    assert_eq!(json["ok"], false);
    let mistakes = json["mistakes"].as_array().unwrap();
    assert!(mistakes.len() >= 4);
    assert!(
        mistakes
            .iter()
            .all(|m| m["line"].is_u64() && m["column"].is_u64())
    );
}

#[test]
fn a_folder_without_a_study_says_so() {
    let empty = tempfile::tempdir().unwrap();
    let done = crate::study::done(
        crate::study::shopper()
            .arg("check")
            .current_dir(empty.path()),
    );
    insta::assert_snapshot!(done.exits(3).err, @r#"
    error: study.toml: there is no such file
      hint: `shopper init` writes a study to begin with
    1 mistake
    "#);
}
