//! Coding by people: sheets out and back, at the terminal, and how far they agree.

use crate::study::{Done, Study};
use mystery_shopper::fieldwork::open_wave;
use mystery_shopper::model::Coding;
use mystery_shopper::plan;
use mystery_shopper::store::Store;
use mystery_shopper::{clock::Clock, sheet};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::io::Write as _;
use std::process::Stdio;

/// A wave on two channels in which every company answered whatever it was asked.
fn answered() -> Study {
    answered_with("'=Dear Anna, write to ' || contact || '; ' || id")
}

/// The same, each with the text that an expression of SQL over its enquiry gives.
fn answered_with(text: &str) -> Study {
    let study = Study::init();
    study.edit("email = 5", "email = 2\nweb-form = 2");
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let design = plan::load(study.path()).unwrap();
        let planned = plan::make(&design).unwrap();
        let store = Store::open(&study.file("shopper.db")).await.unwrap();
        let now = Clock::Wall.now();
        open_wave(&store, &design, &planned, Some([7; 32]), now)
            .await
            .unwrap();
        store.close().await;
    });
    study.sql(
        "INSERT INTO inbound (id, sha256, account, mailbox, uid_validity, uid, collected_at, size, raw) \
         SELECT id + 1, CAST(printf('%032d', id) AS BLOB), 'a', 'INBOX', 1, id, 0, 1, x'00' \
         FROM enquiry WHERE due_at IS NOT NULL",
    );
    study.sql(&format!(
        "INSERT INTO response (inbound, enquiry, candidates, tied_by, kind, rule, evidence, answered_at, \
         sender, subject, text, read_at) \
         SELECT id + 1, id, '[]', 'token', 'answer', 'r', '[]', due_at + 60, 's', 's', {text}, 0 \
         FROM enquiry WHERE due_at IS NOT NULL"
    ));
    study
}

/// Adds codes of a machine to every answer, or to every pair.
fn machine(study: &Study, criterion: &str, code: &str) {
    let pairs = criterion == "relation";
    let from = if pairs {
        "SELECT a.id, b.id, a.id + 1, b.id + 1, 'relation' FROM enquiry a JOIN enquiry b ON a.company = b.company \
         AND a.question = b.question AND a.id < b.id WHERE a.due_at IS NOT NULL AND b.due_at IS NOT NULL"
            .to_owned()
    } else {
        format!(
            "SELECT id, NULL, id + 1, NULL, '{criterion}' FROM enquiry WHERE due_at IS NOT NULL"
        )
    };
    study.sql(&format!(
        "INSERT INTO coding (enquiry, other, inbound, other_inbound, criterion, code, coder, rule, spans, \
         other_spans, note, coded_at) SELECT f.*, '{code}', 'rules', 'x', '[]', '[]', '', 0 FROM ({from}) f"
    ));
}

/// The rows of a CSV by their columns.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let text = text.trim_start_matches('\u{feff}');
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

/// A sheet with a column filled in by what `code` says of a row.
fn filled(
    text: &str,
    column: &str,
    code: impl Fn(usize, &BTreeMap<String, String>) -> String,
) -> String {
    let rows = rows(text);
    let mut names: Vec<&String> = rows[0].keys().collect();
    // Another order than the one in which it went.
    names.sort_unstable_by(|a, b| b.cmp(a));
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(&names).unwrap();
    for (at, row) in rows.iter().enumerate() {
        let cells = names.iter().map(|name| {
            if name.as_str() == column {
                code(at, row)
            } else {
                row[*name].clone()
            }
        });
        csv.write_record(cells).unwrap();
    }
    String::from_utf8(csv.into_inner().unwrap()).unwrap()
}

/// How many codes are in the ledger.
fn codes(study: &Study) -> u64 {
    let status = study.shopper(&["status", "--json"]).exits(0).json();
    status["coded"]["codes"].as_u64().unwrap()
}

const EXPORT: [&str; 8] = [
    "code", "export", "--coders", "AB,CD", "--double", "0.5", "--out", "sheets",
];

#[test]
fn sheets_go_out_blind_and_come_back() {
    let study = answered();
    let out = study.shopper(&EXPORT).exits(0).out;
    let files: Vec<&str> = out.lines().collect();
    assert_eq!(
        files,
        [
            "sheets/AB.csv",
            "sheets/AB.xlsx",
            "sheets/CD.csv",
            "sheets/CD.xlsx",
            "sheets/codebook.csv"
        ]
    );
    let sheet = study.read("sheets/AB.csv");
    assert!(
        sheet.starts_with("\u{feff}unit,coder,round,question,reference,text,substance,correct,")
    );
    let all = sheet.to_lowercase();
    for name in [
        "harrow",
        "northgate",
        "linden",
        "moon",
        "mercer",
        "harbour",
        "web-form",
    ] {
        assert!(!all.contains(name), "{name} in\n{sheet}");
    }
    let (ab, cd) = (rows(&sheet), rows(&study.read("sheets/CD.csv")));
    let ids = |rows: &[BTreeMap<String, String>]| {
        rows.iter()
            .map(|r| r["unit"].clone())
            .collect::<HashSet<_>>()
    };
    let both = ids(&ab).intersection(&ids(&cd)).count();
    let units = ids(&ab).union(&ids(&cd)).count();
    assert_eq!(both, units.div_ceil(2));
    for row in &ab {
        let text = &row["text"];
        assert!(
            text.starts_with("'=Dear Anna, write to ") && text.contains("[company]"),
            "{text}"
        );
    }
    // The same study gives the same sheets, and never over those that are there.
    let refused = study.shopper(&EXPORT).exits(1).err;
    assert!(
        refused.contains("sheets/AB.csv is there already"),
        "{refused}"
    );
    let again: Vec<&str> = EXPORT.into_iter().take(7).chain(["again"]).collect();
    study.shopper(&again).exits(0);
    assert_eq!(study.files("sheets"), study.files("again"));

    // Not coded yet.
    let none = study
        .shopper(&["code", "import", "sheets/AB.xlsx", "sheets/CD.csv"])
        .exits(0)
        .out;
    assert!(none.starts_with("nothing new; "), "{none}");
    let coded = filled(&sheet, "apology", |at, _| {
        if at == 0 {
            String::new()
        } else {
            "No".to_owned()
        }
    });
    study.write("ab.csv", &coded);
    let import = ["code", "import", "ab.csv", "--json"];
    let first = study.shopper(&import).exits(0).json();
    let count = ab.len() as u64 - 1;
    assert_eq!(first["imported"]["added"], count);
    assert_eq!(first["imported"]["empty"], 1);
    let second = study.shopper(&import).exits(0).json();
    assert_eq!(
        (
            &second["imported"]["added"],
            &second["imported"]["as_before"]
        ),
        (&0.into(), &count.into())
    );
    assert_eq!(codes(&study), count);

    // Excel in Germany saves semicolons and Windows-1252, and leaves out empty fields at the end.
    let mut excel: Vec<u8> = b"coder;apology;unit;note\r\n".to_vec();
    for (at, row) in ab.iter().enumerate() {
        let code = if at == 1 { "yes" } else { "no" };
        excel.extend(format!("AB;{code};{}", row["unit"]).bytes());
        excel.extend(if at == 0 {
            &b";na\xefve\r\n"[..]
        } else {
            b"\r\n"
        });
    }
    std::fs::write(study.file("excel.csv"), excel).unwrap();
    let said = study.shopper(&["code", "import", "excel.csv"]).exits(0).out;
    assert_eq!(
        said,
        format!(
            "2 codes added, 1 of them in place of another one by the same coder; both are kept; {} given so before\n",
            count - 1
        )
    );
    assert_eq!(codes(&study), count + 2);
}

#[test]
fn a_workbook_comes_back_and_its_mistakes_have_cells() {
    let study = answered();
    study
        .shopper(&[
            "code",
            "export",
            "--coders",
            "AB",
            "--criteria",
            "relation,rating",
            "--out",
            "s",
        ])
        .exits(0);
    let bytes = std::fs::read(study.file("s/AB.xlsx")).unwrap();
    let sheets = sheet::sheets(&bytes).unwrap();
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["answers", "pairs", "codebook"]);
    let pairs = rows(&study.read("s/AB-pairs.csv"));
    assert!(!pairs.is_empty() && pairs[0].contains_key("text_b"));
    let book = |code: &str| {
        let text = |t: &str| sheet::Cell::text(t);
        let column = |name: &str| sheet::Column {
            name: name.to_owned(),
            ..sheet::Column::default()
        };
        let page = sheet::Page {
            name: "pairs".to_owned(),
            columns: ["relation", "unit", "coder", "note"].map(column).to_vec(),
            rows: vec![
                vec![
                    text(""),
                    text(""),
                    text(""),
                    text("my own words, between the rows"),
                ],
                vec![text(code), text(&pairs[0]["unit"]), text("AB"), text("")],
            ],
            choices: Vec::new(),
        };
        std::fs::write(study.file("back.xlsx"), sheet::workbook(&[page]).unwrap()).unwrap();
        study.shopper(&["code", "import", "back.xlsx"])
    };
    let wrong = book("contradct").exits(3).err;
    let place = "back.xlsx:3:1: sheet pairs, cell A3: `relation` cannot be `contradct`\n  hint: did you mean `contradict`?";
    assert!(wrong.contains(place), "{wrong}");
    assert_eq!(codes(&study), 0);
    assert_eq!(book("Contradict").exits(0).out, "1 code added\n");
    std::fs::write(study.file("back.xlsx"), b"PK\x03\x04nonsense").unwrap();
    let wrong = study.shopper(&["code", "import", "back.xlsx"]).exits(3).err;
    assert!(wrong.contains("it is no workbook"), "{wrong}");
}

#[test]
fn all_mistakes_of_all_sheets_at_once_and_nothing_is_taken() {
    let study = answered();
    study.shopper(&EXPORT).exits(0);
    let sheet = study.read("sheets/AB.csv");
    let unit = rows(&sheet)[0]["unit"].clone();
    study.write(
        "a.csv",
        &format!("unit,coder,apology\n{unit},AB,yes\n{unit},AB,yep\nxyz,AB,no\n"),
    );
    study.write(
        "b.csv",
        &format!("unit;coder;apology;rating\n{unit};AB;no;12\n"),
    );
    let wrong = study
        .shopper(&[
            "code",
            "import",
            "a.csv",
            "b.csv",
            "none.csv",
            "sheets/AB.csv",
        ])
        .exits(3)
        .err;
    for part in [
        "a.csv:3:20: `apology` cannot be `yep`\n  hint: did you mean `yes`?",
        "a.csv:4:1: there is no unit `xyz`",
        "b.csv:2:20: AB coded this `apology` as `no` here, and as `yes` in a.csv:2",
        "b.csv:2:23: `rating` cannot be `12`\n  hint: a whole number from 1 to 10",
        "none.csv: there is no such file",
        "5 mistakes",
    ] {
        assert!(wrong.contains(part), "{part}\n{wrong}");
    }
    assert_eq!(codes(&study), 0);
    // The id of one wave is none of another's.
    let other = answered();
    other.sql("DROP TRIGGER IF EXISTS wave_no_UPDATE");
    other.sql("UPDATE wave SET token_key = x'01'");
    other.write("a.csv", &format!("unit,coder,apology\n{unit},AB,yes\n"));
    let wrong = other.shopper(&["code", "import", "a.csv"]).exits(3).err;
    assert!(wrong.contains("the sheet of another study"), "{wrong}");
}

#[test]
fn what_the_machine_left_unsure_is_a_sheet_of_its_own() {
    let study = answered();
    let unsure = [
        "code",
        "export",
        "--coders",
        "AB",
        "--criteria",
        "relation",
        "--only",
        "unsure",
        "--format",
        "csv",
        "--out",
        "u",
    ];
    let nothing = study.shopper(&unsure).exits(1).err;
    assert!(
        nothing.contains("no machine left anything unsure"),
        "{nothing}"
    );
    machine(&study, "relation", "unsure");
    let out = study.shopper(&unsure).exits(0).out;
    assert_eq!(out, "u/AB-pairs.csv\nu/codebook.csv\n");
    let pairs = rows(&study.read("u/AB-pairs.csv")).len() as u64;
    let status = study.shopper(&["status", "--json"]).exits(0).json();
    assert_eq!(
        (
            &status["coded"]["pairs"]["rules"],
            &status["coded"]["unsure_pairs"]
        ),
        (&pairs.into(), &pairs.into())
    );
    let text = study.shopper(&["status"]).exits(0).out;
    assert!(
        text.contains("pairs by rules") && text.contains("pairs unsure"),
        "{text}"
    );
}

const CHOSEN: [&str; 17] = [
    "code",
    "export",
    "--coders",
    "AB",
    "--criteria",
    "relation",
    "--only",
    "unsure",
    "--sample",
    "1",
    "--format",
    "csv",
    "--out",
    "chosen",
    "--quiet",
    "--model",
    "model",
];

#[cfg(not(feature = "local-model"))]
#[test]
fn without_the_part_that_reads_models_none_is_taken() {
    let study = answered();
    machine(&study, "relation", "unsure");
    let error = study.shopper(&CHOSEN).exits(1).err;
    assert!(error.contains("--features local-model"), "{error}");
    let error = study
        .shopper(&["code", "by-hand", "--coder", "AB", "--model", "model"])
        .exits(2)
        .err;
    assert!(error.contains("--only"), "{error}");
}

/// A cross-encoder that others made, in the folder that `SHOPPER_MODEL` names; `tests/real/model.sh` fetches it.
#[cfg(feature = "local-model")]
#[test]
#[ignore = "needs a model, which tests/run fetches"]
fn a_local_model_finds_the_pair_that_contradicts() {
    let study = answered_with(
        "CASE id WHEN (SELECT max(a.id) FROM enquiry a JOIN enquiry b ON a.company = b.company \
         AND a.question = b.question AND a.id < b.id WHERE a.due_at IS NOT NULL AND b.due_at IS NOT NULL) \
         THEN 'Hi there. Items may be returned within 14 days, after that we take nothing back.' \
         ELSE 'Dear Anna, thank you for your message. You can return any item within 30 days of receiving it. \
         Kind regards' END",
    );
    machine(&study, "relation", "unsure");
    let model = std::env::var("SHOPPER_MODEL").unwrap();
    let mut words = CHOSEN;
    words[16] = &model;
    study.shopper(&words).exits(0);
    let chosen = rows(&study.read("chosen/AB-pairs.csv"));
    let texts: Vec<&String> = chosen.iter().flat_map(|row| row.values()).collect();
    let says = |what: &str| texts.iter().filter(|t| t.contains(what)).count();
    assert_eq!(
        (chosen.len(), says("30 days"), says("14 days")),
        (1, 1, 1),
        "{texts:?}"
    );
    // What lies there without being a model is refused, with what is wrong.
    std::fs::create_dir(study.file("model")).unwrap();
    study.write("model/tokenizer.json", "{}");
    words[16] = "model";
    let error = study.shopper(&words).exits(1).err;
    assert!(error.contains("no model stands there"), "{error}");
    study.write("model/model.onnx", "no model");
    let error = study.shopper(&words).exits(1).err;
    assert!(error.contains("cannot be read"), "{error}");
}

/// Codes at the terminal with these lines.
fn by_hand(study: &Study, args: &[&str], lines: &str) -> Done {
    let mut command = study.command(&["code", "by-hand", "--coder", "AB"]);
    command
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    Done {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Every coding in the ledger, in no order that means anything: it keeps that of each answer alone.
fn given(study: &Study) -> Vec<String> {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let store = Store::open(&study.file("shopper.db")).await.unwrap();
        let wave = store.waves().await.unwrap().swap_remove(0);
        let ledger = store.wave(&wave).await.unwrap().unwrap();
        let mut given = Vec::new();
        ledger
            .cases(|case| {
                let said = |c: &Coding| format!("{} {} {}", c.coder, c.criterion.as_str(), c.code);
                given.extend(case.codings.iter().map(said));
                Ok(())
            })
            .await
            .unwrap();
        given
    })
}

/// The codings that are in the ledger now and were not `before`, sorted.
fn since(study: &Study, before: &[String]) -> Vec<String> {
    let mut new = given(study);
    for old in before {
        let at = new.iter().position(|coding| coding == old).unwrap();
        new.swap_remove(at);
    }
    new.sort_unstable();
    new
}

#[test]
fn the_terminal_codes_takes_back_and_goes_on() {
    let study = answered();
    let two = ["--criteria", "apology,rating"];
    // A mistake, two codes, the second of them taken back and given anew, and half of the next answer.
    let done = by_hand(&study, &two, "x\ny\n7\nu\n8\nn\nq\n").exits(0);
    assert!(
        done.out.contains("that is none of the keys") && done.out.contains("[company]"),
        "{}",
        done.out
    );
    assert!(!done.out.to_lowercase().contains("harrow"), "{}", done.out);
    assert!(done.err.contains("3 codes stored"), "{}", done.err);
    assert_eq!(
        since(&study, &[]),
        [
            "human:AB apology no",
            "human:AB apology yes",
            "human:AB rating 8"
        ]
    );
    let first = done.out.split("1 of ").nth(1).unwrap().to_owned();
    let open: usize = first.split_whitespace().next().unwrap().parse().unwrap();
    // It goes on where it stopped: the half coded one asks only for what is missing, and the end of the
    // input is an end like any other.
    let done = by_hand(&study, &two, "5").exits(0);
    assert!(
        done.out.contains(&format!("of {}\n", open - 1)),
        "{}",
        done.out
    );
    let asked = done.out.split("of ").nth(1).unwrap();
    assert!(
        asked.contains("rating: ") && done.err.contains("1 code stored"),
        "{done:?}"
    );
    let before = given(&study);
    assert_eq!(before.len(), 4);
    // A whole answer can be taken back until the next one is begun; s leaves one for later.
    let done = by_hand(&study, &two, "u\ny\n1\nu\nu\nn\n2\ns\nq\n").exits(0);
    assert!(done.out.contains("nothing to take back"), "{}", done.out);
    assert_eq!(
        since(&study, &before),
        ["human:AB apology no", "human:AB rating 2"]
    );
    assert!(
        done.err.contains("1 answer left for another time"),
        "{}",
        done.err
    );
    let before = given(&study);
    let other = by_hand(&study, &["--criteria", "relation"], "a\n?\nq\n").exits(0);
    assert!(other.out.contains("\nA\n") && other.out.contains("\nB\n"));
    assert_eq!(
        since(&study, &before),
        ["human:AB relation agree", "human:AB relation unsure"]
    );
    let mut command = study.command(&["code", "by-hand", "--coder", "ab"]);
    let wrong = crate::study::done(&mut command).exits(2).err;
    assert!(wrong.contains("did you mean `AB`?"), "{wrong}");
}

/// A study in which AB and CD coded the same and differ on one unit, which `d.csv` holds; its name, and how many
/// units there are.
fn disputed() -> (Study, String, usize) {
    let study = answered();
    study
        .shopper(&[
            "code",
            "export",
            "--coders",
            "AB,CD",
            "--double",
            "1",
            "--criteria",
            "apology,rating",
            "--out",
            "s",
        ])
        .exits(0);
    let nothing = study.shopper(&["code", "agree"]).exits(0).out;
    assert!(
        nothing.contains("nothing has been coded by people"),
        "{nothing}"
    );
    // They differ on one unit.
    let units = rows(&study.read("s/AB.csv")).len();
    let mut ids: Vec<String> = rows(&study.read("s/AB.csv"))
        .iter()
        .map(|r| r["unit"].clone())
        .collect();
    ids.sort_unstable();
    let disputed = ids[0].clone();
    for coder in ["AB", "CD"] {
        let sheet = study.read(&format!("s/{coder}.csv"));
        let coded = filled(&sheet, "apology", |_, row| {
            let place = ids.iter().position(|id| *id == row["unit"]).unwrap();
            let yes = place % 2 == 1 || coder == "CD" && row["unit"] == disputed;
            if yes { "yes" } else { "no" }.to_owned()
        });
        study.write(&format!("{coder}.csv"), &coded);
    }
    study
        .shopper(&["code", "import", "AB.csv", "CD.csv"])
        .exits(0);
    machine(&study, "apology", "no");
    let json = study
        .shopper(&["code", "agree", "--json", "--disagreements", "d.csv"])
        .exits(0)
        .json();
    study.write("d.json", &json.to_string());
    (study, disputed, units)
}

#[test]
fn agreement_is_measured() {
    let (study, _, units) = disputed();
    let json: Value = serde_json::from_str(&study.read("d.json")).unwrap();
    let apology = &json["criteria"][0];
    assert_eq!(
        (&apology["criterion"], &apology["units"]),
        (&Value::from("apology"), &Value::from(units))
    );
    let raw = apology["raw"]["value"].as_f64().unwrap();
    assert!(
        (raw - (units as f64 - 1.0) / units as f64).abs() < 1e-12,
        "{apology}"
    );
    let alpha = apology["alpha"]["value"].as_f64().unwrap();
    assert!(apology["alpha"]["low"].as_f64().unwrap() <= alpha && alpha < raw);
    assert_eq!(
        apology["pairs"][0]["coders"],
        serde_json::json!(["human:AB", "human:CD"])
    );
    assert_eq!(apology["machines"][0]["coder"], "rules");
    assert_eq!(
        apology["machines"][0]["units"],
        units - 1,
        "what is disputed is nobody's measure"
    );
    assert_eq!(json["disagreements"], 1);
    let text = study.shopper(&["code", "agree"]).exits(0).out;
    assert_eq!(
        text,
        study.shopper(&["code", "agree"]).exits(0).out,
        "the same bytes"
    );
    assert!(
        text.contains("apology") && text.contains("human:AB, human:CD"),
        "{text}"
    );
}

#[test]
fn what_is_disputed_is_decided() {
    let (study, disputed, units) = disputed();
    let sheet = study.read("d.csv");
    let rows_of = rows(&sheet);
    assert_eq!((rows_of.len(), &rows_of[0]["unit"]), (1, &disputed));
    assert!(!sheet.contains("AB") && !sheet.contains("CD"), "{sheet}");
    study.write(
        "decided.csv",
        &filled(&sheet, "decision", |_, _| "yes".to_owned()),
    );
    let wrong = study
        .shopper(&["code", "import", "decided.csv"])
        .exits(3)
        .err;
    assert!(wrong.contains("--adjudicator"), "{wrong}");
    let before = given(&study);
    let taken = study
        .shopper(&["code", "import", "decided.csv", "--adjudicator", "EF"])
        .exits(0)
        .out;
    assert_eq!(taken, "1 code added\n");
    assert_eq!(since(&study, &before), ["adjudicated:EF apology yes"]);
    let json = study.shopper(&["code", "agree", "--json"]).exits(0).json();
    assert_eq!(
        (
            &json["disagreements"],
            &json["criteria"][0]["machines"][0]["units"]
        ),
        (&0.into(), &units.into())
    );
    let none = study
        .shopper(&["code", "agree", "--disagreements", "none.csv"])
        .exits(0);
    assert!(
        none.err.contains("nobody differs") && !study.file("none.csv").exists(),
        "{none:?}"
    );
}
