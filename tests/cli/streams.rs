//! Pipes, colours, and who writes where.

use crate::study::{Study, done};
use std::process::Stdio;

#[test]
fn a_reader_that_went_away_is_no_error() {
    let study = Study::init();
    for args in [
        &["plan"][..],
        &["plan", "--json"],
        &["plan", "--format", "csv"],
        &["check"],
        &["lock"],
        &["--help"],
        &["plan", "--help"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = study.command(args);
        let output = command
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        let err = String::from_utf8(output.stderr).unwrap();
        let quiet = err.is_empty() || args == ["lock"];
        assert!(quiet, "{args:?}: {err}");
    }
}

#[test]
fn off_a_terminal_nothing_is_coloured_or_moves() {
    let study = Study::init();
    for args in [
        &["--help"][..],
        &["plan", "--formt"],
        &["check"],
        &["plan"],
        &["send", "--yes"],
        &["run", "--rehearse"],
    ] {
        for no_color in [false, true] {
            let mut command = study.command(args);
            if no_color {
                command.env("NO_COLOR", "1");
            }
            let done = done(&mut command);
            for text in [&done.out, &done.err] {
                assert!(!text.contains(['\u{1b}', '\r']), "{args:?}: {text}");
            }
        }
    }
}

#[test]
fn data_goes_to_stdout_and_remarks_to_stderr() {
    let study = Study::init();
    let loud = study.shopper(&["lock"]).exits(0);
    assert!(loud.out.starts_with("# Preregistration"), "{}", loud.out);
    assert!(loud.err.starts_with("locked in"), "{}", loud.err);
    let quiet = study.shopper(&["--quiet", "lock"]).exits(0);
    assert_eq!((quiet.out, quiet.err.as_str()), (loud.out, ""));
    // Errors are told all the same.
    let failed = study.shopper(&["--quiet", "report"]).exits(1);
    assert!(failed.err.starts_with("error: "), "{}", failed.err);
}
