//! Intake over the whole store again.

use crate::study::Study;

/// What the ledger knows of a message whose newest reading is put back to what older rules made of it.
const OUTDATED: &str = "INSERT INTO response (inbound, enquiry, candidates, tied_by, kind, rule, evidence, \
     answered_at, time_source, sender, subject, text, read_at) \
     SELECT inbound, NULL, '[]', NULL, 'unrelated', 'no_tie (acknowledgement: old)', '[]', answered_at, \
     time_source, sender, subject, '', read_at FROM response WHERE id = \
     (SELECT min(id) FROM response WHERE kind = 'answer' AND enquiry IS NOT NULL)";

#[test]
fn an_outdated_reading_is_mended_and_a_decision_survives() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    study.shopper(&["send", "--yes"]).exits(0);
    study.shopper(&["collect"]).exits(0);
    let reread = ["collect", "--reread"];
    let nothing = "messages read again, nothing changed\n";
    let first = study.shopper(&reread).exits(0).out;
    assert!(first.ends_with(nothing), "{first}");

    let right = study.report("disposition");
    study.sql(OUTDATED);
    let outdated = study.report("disposition");
    let lost: Vec<_> = right
        .iter()
        .filter(|(id, d)| outdated[*id] != **d)
        .collect();
    let [(enquiry, disposition)] = lost[..] else {
        panic!("{lost:?}");
    };
    assert_eq!(
        (disposition.as_str(), study.standing("untied")),
        ("answered", 1)
    );

    let json = study
        .shopper(&["collect", "--reread", "--dry-run", "--json"])
        .exits(0)
        .json();
    let dispositions = serde_json::json!([
        { "enquiry_id": enquiry, "before": outdated[enquiry], "now": "answered" }
    ]);
    assert_eq!(json["dispositions"], dispositions);
    assert_eq!(json["changed"][0]["enquiry_id"], enquiry.as_str());
    assert_eq!(
        study.report("disposition"),
        outdated,
        "a dry run stores nothing"
    );
    let dry = study
        .shopper(&["collect", "--reread", "--dry-run"])
        .exits(0);
    let mended = study.shopper(&reread).exits(0);
    assert_eq!(mended.err, "");
    assert_eq!(
        dry.out.replace("; nothing was stored", ""),
        mended.out,
        "a dry run says what a real one does"
    );
    for part in [
        "kind: unrelated -> answer",
        &format!("enquiry: none -> {enquiry}"),
        "tied_by: none -> address_token",
        "text: 0 characters -> ",
        &format!("enquiry {enquiry}: {} -> answered\n", outdated[enquiry]),
        "1 read otherwise",
        "1 enquiry with another end",
    ] {
        assert!(mended.out.contains(part), "{part}\n{}", mended.out);
    }
    assert_eq!(study.report("disposition"), right);
    assert!(study.shopper(&reread).exits(0).out.ends_with(nothing));

    // A person decides on it, then it is outdated and read again: the decision holds throughout.
    let json = study
        .shopper(&["review", "--all", "--json"])
        .exits(0)
        .json();
    let messages = json["messages"].as_array().unwrap();
    let tied = |m: &&serde_json::Value| m["tied_to"] == enquiry.as_str() && m["kind"] == "answer";
    let message = messages.iter().find(tied).unwrap()["message"]
        .as_str()
        .unwrap();
    study.write(
        "list.csv",
        &format!("message,enquiry_id,kind\n{message},{enquiry},refusal\n"),
    );
    study
        .shopper(&["review", "--import", "list.csv", "--coder", "AB"])
        .exits(0);
    let decided = study.report("disposition");
    assert_eq!(decided[enquiry], "refused");
    study.sql(OUTDATED);
    assert_eq!(study.report("disposition"), decided);
    let listed = study.shopper(&["review"]).exits(0).out;
    assert!(
        listed.contains("decided, and read otherwise since"),
        "{listed}"
    );
    let mended = study.shopper(&reread).exits(0).out;
    assert!(mended.contains("a person's decision holds"), "{mended}");
    assert!(mended.contains("0 enquiries with another end"), "{mended}");
    assert_eq!(study.report("disposition"), decided);
    assert!(study.shopper(&reread).exits(0).out.ends_with(nothing));
}

#[test]
fn reading_again_needs_no_server_but_a_ledger() {
    let mut study = Study::due();
    study.shopper(&["lock"]).exits(0);
    let refused = study.shopper(&["collect", "--reread"]).exits(1);
    assert!(refused.err.contains("no fieldwork"), "{}", refused.err);
    study.shopper(&["send", "--yes"]).exits(0);
    study.shopper(&["collect"]).exits(0);
    study.close_market();
    let out = study.shopper(&["collect", "--reread"]).exits(0).out;
    assert!(out.ends_with("nothing changed\n"), "{out}");
}
