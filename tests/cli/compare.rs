//! `shopper compare` and `shopper plan --power`.

use super::study::Study;
use std::fs;

#[test]
fn two_waves_are_compared_or_refused_by_name() {
    let study = Study::init();
    study.shopper(&["--quiet", "run", "--rehearse"]).exits(0);
    fs::rename(study.file("rehearsal"), study.file("first")).unwrap();
    let same = study.shopper(&["compare", "first", "first/data"]).exits(0);
    assert!(
        same.out.contains("changed by no more than chance may make"),
        "{}",
        same.out
    );
    assert!(!same.out.contains("**clear**"), "{}", same.out);
    let gate = ["--fail-on", "worse", "--junit", "change.xml"];
    let held = study
        .shopper(&[&["compare", "first", "first"][..], &gate].concat())
        .exits(0);
    assert!(held.err.contains("gate passed: "), "{}", held.err);
    let xml = study.read("change.xml");
    assert!(xml.contains("answered:enquiries_delivered"), "{xml}");
    let alone = study.shopper(&["compare", "first"]).exits(2);
    assert!(alone.err.contains("<HEAD>"), "{}", alone.err);

    study.edit("name = \"Anna Reed\"", "name = \"Bella Reed\"");
    study.edit("id = \"anna\"", "id = \"bella\"");
    study.shopper(&["--quiet", "run", "--rehearse"]).exits(0);
    let refused = study.shopper(&["compare", "first", "rehearsal"]).exits(1);
    assert!(
        refused
            .err
            .contains("other shoppers asked: anna, tom in the base, bella, tom in the head"),
        "{}",
        refused.err
    );
    assert!(refused.err.contains("--allow personas"), "{}", refused.err);
    let args = [
        "compare",
        "first",
        "rehearsal",
        "--allow",
        "personas",
        "--json",
        "--out",
        "change",
    ];
    let allowed = study.shopper(&args).exits(0);
    let found = allowed.json();
    assert!(
        found["labels"][0]
            .as_str()
            .unwrap()
            .starts_with("other shoppers asked")
    );
    assert!(!found["changes"].as_array().unwrap().is_empty());
    for name in [
        "comparison.csv",
        "comparison_notes.csv",
        "comparison.html",
        "comparison.md",
        "datapackage.json",
    ] {
        assert!(study.file("change").join(name).is_file(), "{name}");
    }

    // What adds up was compared as a mean under the same name.
    for sum in ["count_silent", "burden_minutes"] {
        let args = ["compare", "first", "first", "--metric", sum];
        let wrong = study.shopper(&args).exits(2).err;
        assert!(wrong.contains("adds up over the enquiries"), "{wrong}");
    }
    let wrong = study
        .shopper(&["compare", "first", "first", "--allow", "persons"])
        .exits(2);
    assert!(wrong.err.contains("personas"), "{}", wrong.err);
}

#[test]
fn one_wave_is_held_against_published_figures() {
    let study = Study::init();
    study.shopper(&["--quiet", "run", "--rehearse"]).exits(0);
    fs::rename(study.file("rehearsal"), study.file("first")).unwrap();
    study.write(
        "published.csv",
        "metric,channel,value,n,edition\nanswered,email,0.41,100,uk-2014\nanswered,fax,0.5,100,uk-2014\n",
    );
    let args = ["compare", "first", "--against", "published.csv", "--json"];
    let beside = study.shopper(&args).exits(0).json();
    assert_eq!(beside["against"]["rows"][0]["published"], 0.41);
    assert_eq!(beside["against"]["left_out"].as_array().unwrap().len(), 1);
    study
        .shopper(&[&args[..], &["--out", "figures"]].concat())
        .exits(0);
    assert!(study.read("figures/against.md").contains("41 %"));
    let data: serde_json::Value =
        serde_json::from_str(&study.read("figures/against.json")).unwrap();
    assert_eq!(data, beside["against"]);
    // One wave has no gate to pass.
    let alone = ["compare", "first", "--against", "published.csv"];
    for more in [
        &["--fail-on", "worse"][..],
        &["--junit", "gate.xml"],
        &["--metric", "answered"],
        &["--by", "sector"],
        &["--same", "a=b"],
        &["--allow", "panel,formula"],
    ] {
        let wrong = study.shopper(&[&alone[..], more].concat()).exits(2).err;
        assert!(wrong.contains(more[0]), "{wrong}");
        assert!(wrong.contains("is of two waves"), "{wrong}");
    }
    // Percentages, as they are printed everywhere.
    study.write(
        "published.csv",
        "metric,channel,value,n,edition\nanswered,email,41,100,uk-2014\nmedian_hours_to_answer,email,-3,,uk-2014\n",
    );
    let wrong = study.shopper(&args).exits(3).err;
    assert!(
        wrong.contains("published.csv:2:16: 41 is out of reach"),
        "{wrong}"
    );
    assert!(wrong.contains("write 0.41 for 41 %"), "{wrong}");
    assert!(wrong.contains("-3 is out of reach"), "{wrong}");
}

#[test]
fn a_report_says_what_changed_since_the_wave_before() {
    let study = Study::init();
    study.shopper(&["--quiet", "run", "--rehearse"]).exits(0);
    let alone = study.file("rehearsal/data/comparison.csv");
    assert!(!alone.exists(), "there is no wave to compare");
    fs::rename(study.file("rehearsal"), study.file("first")).unwrap();
    study.edit("id = \"wave-1\"", "id = \"wave-2\"");
    let args = ["--quiet", "run", "--rehearse", "--baseline", "first"];
    study.shopper(&args).exits(0);
    let notes = study.read("rehearsal/data/comparison_notes.csv");
    assert!(notes.contains("\nbase,1,,my-study/wave-1,"), "{notes}");
    assert!(notes.contains("\nhead,1,,my-study/wave-2,"), "{notes}");
    let table = study.read("rehearsal/data/comparison.csv");
    assert!(table.contains("\nanswered,all,"), "{table}");
    let page = study.read("rehearsal/report.html");
    assert!(page.contains("<section id=\"waves\""));
    assert!(
        study
            .read("rehearsal/data/datapackage.json")
            .contains("comparison_notes.csv")
    );

    study.edit("id = \"anna\"", "id = \"bella\"");
    study.shopper(&args).exits(0);
    let notes = study.read("rehearsal/data/comparison_notes.csv");
    assert!(notes.contains("\nrefused,1,personas,"), "{notes}");
    assert!(!alone.exists(), "what is not comparable is not compared");
}

#[test]
fn a_plan_says_what_it_can_detect() {
    let study = Study::init();
    let table = study.shopper(&["plan", "--power"]).exits(0);
    assert!(
        table.out.contains("| channel | companies |"),
        "{}",
        table.out
    );
    let lines = study.shopper(&["plan", "--power", "--json"]).exits(0);
    let all: serde_json::Value = serde_json::from_str(lines.out.lines().next().unwrap()).unwrap();
    assert!(all["channel"].is_null() && all["companies"].as_u64().unwrap() > 0);
    assert_eq!(all["power"], 0.8);
}
