//! The design is what a person signed off, or nothing goes on.

use crate::study::Study;

#[test]
fn a_design_that_changed_after_the_lock_is_not_sent() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    study.edit("seed = 1 ", "seed = 2 ");
    let refused = study.shopper(&["send", "--yes"]).exits(1);
    assert!(refused.err.contains("the seed among it"), "{}", refused.err);
    // Nothing was sent yet, so it may be locked again.
    study.shopper(&["lock"]).exits(0);
    study.shopper(&["send", "--yes"]).exits(0);
}

#[test]
fn a_design_that_changed_after_the_wave_was_opened_cannot_go_on() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    study.shopper(&["send", "--yes"]).exits(0);
    let lock = study.read("study.lock");
    study.shopper(&["lock"]).exits(0);
    assert_eq!(
        study.read("study.lock"),
        lock,
        "the same design, the same lock"
    );

    study.edit("seed = 1 ", "seed = 2 ");
    for command in [
        &["send", "--yes"][..],
        &["run", "--yes"],
        &["collect"],
        &["status"],
        &["report"],
    ] {
        let refused = study.shopper(command).exits(1);
        assert!(refused.err.contains("changed since"), "{}", refused.err);
        assert!(refused.err.contains("\nhint: "), "{}", refused.err);
    }
    let refused = study.shopper(&["lock"]).exits(1);
    insta::assert_snapshot!(refused.err, @r#"
    error: wave wave-1 was opened under another plan; the lock on that one stays
    hint: put the study files back as they were, or give the changed design a new [wave] id and lock that
    "#);
    assert_eq!(refused.out, "", "no preregistration of what cannot be sent");
    assert_eq!(
        study.read("study.lock"),
        lock,
        "the lock it was sent under stands"
    );

    // A new wave is another matter.
    study.edit("id = \"wave-1\"", "id = \"wave-2\"");
    study.shopper(&["lock"]).exits(0);
    study.edit("seed = 2 ", "seed = 1 ");
    study.edit("id = \"wave-2\"", "id = \"wave-1\"");
    assert_eq!(study.standing("sent"), 5);
}

#[test]
fn a_lock_that_was_lost_is_written_again_for_the_same_design() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    study.shopper(&["send", "--yes"]).exits(0);
    std::fs::remove_file(study.file("study.lock")).unwrap();
    study.shopper(&["send", "--yes"]).exits(1);
    study.shopper(&["lock"]).exits(0);
    study.shopper(&["send", "--yes"]).exits(0);
}
