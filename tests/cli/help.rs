//! Help and usage.

use crate::study::{done, shopper};

const COMMANDS: [&str; 16] = [
    "init", "check", "plan", "lock", "run", "send", "collect", "status", "review", "code", "audit",
    "noticed", "report", "editions", "sandbox", "demo",
];

#[test]
fn every_command_shows_an_example_of_itself() {
    for name in COMMANDS {
        let help = done(shopper().args([name, "--help"])).exits(0).out;
        let (_, examples) = help.split_once("\nExample").unwrap();
        assert!(examples.contains(&format!("\n  shopper {name} ")), "{help}");
    }
}

#[test]
fn every_way_of_coding_shows_an_example_of_itself() {
    for name in ["export", "import", "agree", "by-hand"] {
        let help = done(shopper().args(["code", name, "--help"])).exits(0).out;
        let (_, examples) = help.split_once("\nExample").unwrap();
        assert!(
            examples.contains(&format!("\n  shopper code {name} ")),
            "{help}"
        );
    }
}

#[test]
fn the_whole_command_line_on_a_page() {
    let help = done(shopper().arg("--help")).exits(0).out;
    insta::assert_snapshot!("help", help);
    for name in COMMANDS {
        assert!(help.contains(&format!("\n  {name} ")), "{name}");
    }
    // No argument is the same page, as a mistake.
    let bare = done(&mut shopper()).exits(2);
    assert_eq!((bare.out.as_str(), bare.err), ("", help));
    let version = done(shopper().arg("--version")).exits(0).out;
    assert_eq!(
        version,
        concat!("shopper ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn what_is_no_flag_or_no_value_is_a_usage_error() {
    for args in [
        &["plan", "--formt", "csv"][..],
        &["plan", "--format", "xml"],
        &["plan", "--json", "--format", "csv"],
        &["run", "--yes", "--rehearse"],
        &["run", "--collect-every", "0"],
        &["sandbox", "--speed", "0"],
        &["sandbox", "--speed", "nan"],
        &["demo", "--companies", "0"],
        &["collect", "--dry-run"],
        &["review", "--import", "x.csv"],
        &["review", "--import", "x.csv", "--coder", "A B"],
        &["review", "--export", "x.csv", "--json"],
        &["audit", "--last", "0"],
        &["audit", "--last", "201"],
        &["audit", "--no-sites", "--propose", "x.csv"],
        &["code"],
        &["code", "export"],
        &["code", "export", "--coders", "A B"],
        &["code", "export", "--coders", "AB", "--double", "2"],
        &["code", "export", "--coders", "AB", "--criteria", "apolgy"],
        &["code", "import"],
        &[
            "code",
            "import",
            "x.csv",
            "--coder",
            "AB",
            "--adjudicator",
            "CD",
        ],
        &["code", "by-hand"],
        &["snd"],
    ] {
        let wrong = done(shopper().args(args)).exits(2);
        assert_eq!(wrong.out, "", "{args:?}");
        let bare = args == ["code"];
        assert!(bare || wrong.err.starts_with("error: "), "{wrong:?}");
    }
    let wrong = done(shopper().args(["plan", "--formt", "csv"])).err;
    assert!(wrong.contains("--format"), "the nearest right spelling");
}
