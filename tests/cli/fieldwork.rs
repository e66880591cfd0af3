//! A live wave, step by step.

use crate::study::Study;

#[test]
fn nothing_is_sent_without_a_lock_or_without_yes() {
    let study = Study::due();
    for command in ["send", "run"] {
        let refused = study.shopper(&[command, "--yes"]).exits(1);
        assert!(refused.err.contains("not locked"), "{}", refused.err);
    }
    insta::assert_snapshot!(study.shopper(&["send", "--yes"]).err, @r#"
    error: the study is not locked: nobody has signed off its plan
    hint: look at `shopper plan`, then run `shopper lock`
    "#);
    assert!(!study.file("shopper.db").exists());
    study.shopper(&["lock"]).exits(0);
    insta::assert_snapshot!(study.shopper(&["send"]).exits(0).out, @"dry run: 5 enquiries due now; nothing was sent");
    let json = study.shopper(&["send", "--json"]).exits(0).json();
    assert_eq!((&json["dry_run"], &json["due"]), (&true.into(), &5.into()));
    study.shopper(&["run"]).exits(0);
    assert!(!study.file("shopper.db").exists());
    let status = study.shopper(&["status"]).exits(0);
    assert!(
        status.out.contains("nothing was sent yet"),
        "{}",
        status.out
    );
    for command in ["collect", "report"] {
        let refused = study.shopper(&[command]).exits(1);
        assert!(refused.err.contains("hint: "), "{}", refused.err);
    }
}

#[test]
fn send_collect_status_report() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    insta::assert_snapshot!(study.shopper(&["send", "--yes"]).exits(0).out, @"5 sent, 0 refused, 0 to be tried again, 0 in doubt");
    let again = study.shopper(&["send", "--yes", "--json"]).exits(0).json();
    assert_eq!(again["sent"]["accepted"], 0, "none is sent twice");

    let first = study.shopper(&["collect", "--json"]).exits(0).json();
    assert!(first["collected"]["messages"].as_u64() >= Some(1));
    assert_eq!(first["collected"]["untied"], 0);
    let second = study.shopper(&["collect", "--json"]).exits(0).json();
    assert_eq!(second["collected"]["messages"], 0);
    assert_eq!(second["standing"], first["standing"]);

    let status = study.shopper(&["status"]).exits(0).out;
    for line in [
        "sent                         5",
        "in doubt                     0",
    ] {
        assert!(status.contains(line), "{status}");
    }
    let json = study.shopper(&["status", "--json"]).exits(0).json();
    assert_eq!(
        (&json["open"], &json["enquiries"]["sent"]),
        (&true.into(), &5.into())
    );
    study.shopper(&["status", "--exit-code"]).exits(8);
    assert!(
        status.contains("\nby the last look    delivered  answered  95 % interval  median hours\n")
    );

    study.shopper(&["report", "--out", "one"]).exits(0);
    study.shopper(&["report", "--out", "other"]).exits(0);
    let files = study.files("one");
    assert!(
        files == study.files("other"),
        "the same ledger, the same bytes"
    );
    // What stands in the report stood in the status.
    let table = std::fs::read_to_string(study.file("one/data/estimates.csv")).unwrap();
    let mut table = csv::Reader::from_reader(table.as_bytes());
    let place = |name: &str, table: &mut csv::Reader<_>| {
        let headers = table.headers().unwrap();
        headers.iter().position(|h| h == name).unwrap()
    };
    let columns = [
        "metric",
        "denominator",
        "subject_kind",
        "channel",
        "value",
        "n",
    ];
    let columns = columns.map(|name| place(name, &mut table));
    let of = |row: &csv::StringRecord| columns.map(|at| row[at].to_owned());
    let rows: Vec<[String; 6]> = table.records().map(|row| of(&row.unwrap())).collect();
    let so_far = json["so_far"].as_array().unwrap();
    assert!(!so_far.is_empty());
    for on in so_far {
        let channel = on["channel"].as_str().unwrap_or("");
        let is_it = |row: &&[String; 6]| {
            row[..4] == ["answered", "enquiries_delivered", "all", channel].map(str::to_owned)
        };
        let printed = rows.iter().find(is_it).unwrap();
        assert_eq!(on["delivered"].as_u64(), printed[5].parse().ok());
        let answered = on["answered"].as_f64().unwrap();
        assert!((answered - printed[4].parse::<f64>().unwrap()).abs() < 1e-6);
    }
    let listed = study.shopper(&["report"]).exits(0).out;
    assert_eq!(listed.lines().count(), files.len());
    assert!(listed.lines().all(|name| study.file(name).is_file()));
}

#[test]
fn a_server_that_is_away_is_named_and_leaves_nothing_in_doubt() {
    let mut study = Study::due();
    study.shopper(&["lock"]).exits(0);
    study.close_market();
    let away = study.shopper(&["send", "--yes"]).exits(1);
    assert!(
        away.err.starts_with("error: shopper at 127.0.0.1:"),
        "{}",
        away.err
    );
    assert!(away.err.contains("nothing was sent"), "{}", away.err);
    assert_eq!(
        (study.standing("in_doubt"), study.standing("waiting")),
        (0, 5)
    );
    let away = study.shopper(&["collect"]).exits(1);
    assert!(away.err.contains("goes on from here"), "{}", away.err);
}
