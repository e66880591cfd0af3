//! Logins: refused, and by each of the ways to a password.

use crate::study::{Study, done};

#[test]
fn a_wrong_password_names_the_account_and_leaves_nothing_in_doubt() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    study.write("sandbox-password.txt", "sandbx\n");
    let refused = study.shopper(&["send", "--yes"]).exits(4);
    assert!(
        refused.err.starts_with("error: shopper at 127.0.0.1:"),
        "{}",
        refused.err
    );
    assert!(
        refused.err.contains("login refused: 535"),
        "{}",
        refused.err
    );
    assert!(refused.err.contains("\nhint: "), "{}", refused.err);
    assert!(!refused.err.contains("sandbx"), "no secret in a message");
    let run = study.shopper(&["run", "--yes"]).exits(4);
    assert!(run.err.contains("login refused"), "{}", run.err);
    let collect = study.shopper(&["collect"]).exits(4);
    assert!(collect.err.contains("login refused"), "{}", collect.err);
    assert_eq!(
        (study.standing("in_doubt"), study.standing("waiting")),
        (0, 5)
    );

    study.write("sandbox-password.txt", "sandbox\n");
    let sent = study.shopper(&["send", "--yes", "--json"]).exits(0).json();
    assert_eq!(sent["sent"]["accepted"], 5);
}

#[test]
fn a_password_by_command_and_by_environment() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    let toml = study.read("study.toml");
    let (smtp, imap) = toml.split_once("[channels.email.imap]").unwrap();
    let by =
        |section: &str, how: &str| section.replace("password.file = \"sandbox-password.txt\"", how);
    let toml = format!(
        "{}[channels.email.imap]{}",
        by(
            smtp,
            "password.command = \"printf 'sandbox\\\\nuser: shopper\\\\n'\""
        ),
        by(imap, "password.env = \"SHOPPER_TEST_PASSWORD\""),
    );
    study.write("study.toml", &toml);
    // The account is no part of the design: the lock still holds.
    study.shopper(&["send", "--yes"]).exits(0);
    let unset = study.shopper(&["collect"]).exits(4);
    assert!(
        unset.err.contains("SHOPPER_TEST_PASSWORD is not set"),
        "{}",
        unset.err
    );
    let mut collect = study.command(&["collect"]);
    done(collect.env("SHOPPER_TEST_PASSWORD", "sandbox")).exits(0);
    assert_eq!(study.standing("sent"), 5);
}
