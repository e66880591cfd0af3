//! The detection log, and what the report says without the companies that noticed.

use crate::study::Study;
use serde_json::Value;

#[test]
fn what_was_noticed_is_listed_reported_and_taken_back() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    let early = study.shopper(&["noticed"]).exits(1).err;
    assert!(early.contains("no fieldwork has been done yet"), "{early}");
    study.shopper(&["send", "--yes"]).exits(0);
    study.shopper(&["collect"]).exits(0);
    let nothing = study.shopper(&["noticed"]).exits(0).out;
    assert_eq!(nothing, "no company is noted to have noticed\n");
    let plan = study.shopper(&["plan", "--json"]).exits(0).out;
    let rows: Vec<Value> = plan
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let named = |offered: bool| {
        let row = rows.iter().find(|row| row["offered"] == offered);
        row.map(|row| row["enquiry_id"].as_str().unwrap().to_owned())
    };
    let id = named(true).unwrap();

    // The study before it, or the study of this folder.
    study
        .shopper(&["noticed", ".", &id, "--note", "asked\nwho we are"])
        .exits(0);
    let said = study.shopper(&["noticed", &id, "--note", "asks who we are"]);
    assert_eq!(said.exits(0).out, format!("{id}: noted as noticed\n"));
    let listed = study.shopper(&["noticed", "--json"]).exits(0).json();
    let [only] = &listed["noticed"].as_array().unwrap()[..] else {
        panic!("{listed}")
    };
    assert_eq!(only["enquiry_id"], id.as_str());
    assert_eq!(only["note"], "asks who we are");
    let text = study.shopper(&["noticed", "study.toml"]).exits(0).out;
    assert!(
        text.starts_with("1 enquiry by which a company noticed\n") && text.contains(&id),
        "{text}"
    );

    let noticed = study.report("noticed");
    let yes: Vec<&String> = noticed
        .iter()
        .filter(|n| n.1 == "true")
        .map(|n| n.0)
        .collect();
    assert_eq!(yes, [&id]);
    let summary = study.read("now/summary.md");
    assert!(
        summary.contains("One company seems to have noticed the study: "),
        "{summary}"
    );
    let table = study.read("now/data/sensitivity.csv");
    assert!(table.starts_with(
        "metric,subject_kind,channel,denominator,value,value_without,difference,n,n_without\n"
    ));
    assert!(
        table.contains("\noffered,all,email,all_companies,"),
        "{table}"
    );
    assert!(
        study
            .read("now/data/datapackage.json")
            .contains("sensitivity.csv")
    );

    study.shopper(&["noticed", &id, "--undo"]).exits(0);
    let again = study.shopper(&["noticed", &id, "--undo"]).exits(1).err;
    assert!(again.contains("is not noted as noticed"), "{again}");
    assert!(study.report("noticed").values().all(|n| n == "false"));
    assert!(!study.file("now/data/sensitivity.csv").exists());
    assert!(
        study
            .read("now/summary.md")
            .contains("No company is noted to have noticed the study.")
    );

    let wrong = study
        .shopper(&["noticed", ".", &id[..id.len() - 1]])
        .exits(1)
        .err;
    assert!(
        wrong.contains("there is no enquiry `") && wrong.contains(&format!("`{id}`?")),
        "{wrong}"
    );
    let usage = study.shopper(&["noticed", "--undo"]).exits(2).err;
    assert!(usage.contains("none is named"), "{usage}");
    let long = "x".repeat(1_001);
    study
        .shopper(&["noticed", ".", &id, "--note", &long])
        .exits(2);
    if let Some(absent) = named(false) {
        let refused = study.shopper(&["noticed", ".", &absent]).exits(1).err;
        assert!(refused.contains("does not offer the channel"), "{refused}");
    }
}
