//! The ledger's file: of another program, in other hands, of another kind.

use crate::study::Study;

#[test]
fn a_ledger_of_a_newer_program_is_left_alone() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    study.shopper(&["send", "--yes"]).exits(0);
    study.sql("PRAGMA user_version = 99");
    for command in [
        &["send", "--yes"][..],
        &["collect"],
        &["status"],
        &["report"],
    ] {
        let refused = study.shopper(command).exits(1);
        assert!(refused.err.contains("newer shopper"), "{}", refused.err);
    }
    let refused = study.shopper(&["status"]).err;
    let (said, hint) = refused.split_once('\n').unwrap();
    assert!(
        said.starts_with("error: ./shopper.db: written by a newer shopper (ledger version 99, this program knows "),
        "{said}"
    );
    assert_eq!(hint, "hint: use the newer program; nothing was touched\n");
}

#[test]
fn what_is_no_ledger_is_not_overwritten() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    let text = "a shopping list, kept for years\n".repeat(200);
    study.write("shopper.db", &text);
    let refused = study.shopper(&["send", "--yes"]).exits(1);
    assert!(
        refused.err.contains("not a shopper ledger"),
        "{}",
        refused.err
    );
    assert_eq!(study.read("shopper.db"), text);
}
