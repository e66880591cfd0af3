use super::*;
use crate::model::{Channel, Kind};
use crate::score::Scorer;
use crate::score::sample::row;
use crate::score::sample::{accepted, at, cases, reply, study};
use std::collections::BTreeMap;

fn write(folder: &Path, study: &Study, as_of: Timestamp) -> Vec<PathBuf> {
    let mut scorer = Scorer::new(study);
    let mut package = Package::create(folder, study).unwrap();
    for case in cases(study) {
        let row = row(study, &case, as_of);
        scorer.add(&row);
        package.enquiry(&row).unwrap();
        for reply in &case.replies {
            package.answer(&row, reply).unwrap();
        }
    }
    let found = scorer.finish(&[]);
    let league = League::of(&found.frame, study.seed);
    package
        .finish(&found, &league, &[], &Audit::default(), as_of)
        .unwrap()
}

/// Every file of a folder with its bytes.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                files.insert(path.strip_prefix(folder).unwrap().to_owned(), bytes);
            }
        }
    }
    files
}

fn hostile() -> Study {
    let mut study = study(12, 3, 2, &[Channel::Email, Channel::Twitter]);
    study.title = "=1+1 | \"quoted\", <b>bold</b>".to_owned();
    study.panel[0].name = "=HYPERLINK(\"http://x\")\r\n, Ltd".to_owned();
    study.panel[1].sector = "@Food, \"wine\" | retail\n<script>".to_owned();
    study.scoring.replicates = 200;
    study.outside = vec![crate::model::OutsideScore {
        name: "customers-say".to_owned(),
        source: "=1+1".to_owned(),
        values: (0..12).map(|c| (c, f64::from(c * c))).collect(),
    }];
    study
}

#[test]
fn the_report_is_whole_and_written_twice_has_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let (one, two) = (dir.path().join("one"), dir.path().join("deep/er/two"));
    let mut paths = write(&one, &hostile(), at(10_000.0));
    write(&two, &hostile(), at(20_000.0));
    let first = bytes(&one);
    assert_eq!(
        first,
        bytes(&two),
        "past the cut-off the moment does not show"
    );
    write(&two, &hostile(), at(10_000.0));
    assert_eq!(first, bytes(&two));
    paths.sort();
    let written: Vec<_> = first.keys().map(|p| one.join(p)).collect();
    assert_eq!(paths, written, "nothing else is left in the folder");
    let names: Vec<_> = first.keys().map(|p| p.to_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "charts/answer-rate-by-sector.png",
            "charts/answer-rate-by-sector.svg",
            "charts/heatmap.png",
            "charts/heatmap.svg",
            "charts/how-enquiries-ended.png",
            "charts/how-enquiries-ended.svg",
            "charts/measures.png",
            "charts/measures.svg",
            "charts/outside-customers-say.png",
            "charts/outside-customers-say.svg",
            "charts/scores.png",
            "charts/scores.svg",
            "charts/still-waiting.png",
            "charts/still-waiting.svg",
            "data/answers.csv",
            "data/checks.csv",
            "data/codings.csv",
            "data/companies.csv",
            "data/consistency.csv",
            "data/curves.csv",
            "data/datapackage.json",
            "data/design.json",
            "data/dispositions.csv",
            "data/enquiries.csv",
            "data/estimates.csv",
            "data/league.csv",
            "data/method.csv",
            "data/metrics.csv",
            "data/outside.csv",
            "data/read.R",
            "data/read.py",
            "report.html",
            "report.xlsx",
            "summary.md",
        ]
    );
}

#[test]
fn the_tables_are_as_the_codebook_says() {
    let dir = tempfile::tempdir().unwrap();
    let study = hostile();
    write(dir.path(), &study, at(10_000.0));
    let package: serde_json::Value =
        serde_json::from_slice(&fs::read(dir.path().join("data/datapackage.json")).unwrap())
            .unwrap();
    let mut rows = BTreeMap::new();
    for resource in package["resources"].as_array().unwrap() {
        let path = dir
            .path()
            .join("data")
            .join(resource["path"].as_str().unwrap());
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let mut reader = csv::Reader::from_path(path).unwrap();
        let header: Vec<_> = reader
            .headers()
            .unwrap()
            .iter()
            .map(str::to_owned)
            .collect();
        let named: Vec<_> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(header, named);
        for record in reader.records() {
            let record = record.unwrap();
            *rows
                .entry(resource["name"].as_str().unwrap().to_owned())
                .or_insert(0) += 1;
            for (cell, field) in record.iter().zip(fields) {
                let constraints = &field["constraints"];
                let required = constraints["required"].as_bool().unwrap_or(false);
                assert!(!(required && cell.is_empty()), "{field} of {record:?}");
                if cell.is_empty() {
                    continue;
                }
                let words = constraints["enum"].as_array();
                assert!(
                    words.is_none_or(|w| w.iter().any(|w| w == cell)),
                    "{field}: {cell}"
                );
                assert!(
                    !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
                        || cell.parse::<f64>().is_ok(),
                    "{cell}"
                );
                match field["type"].as_str().unwrap() {
                    "number" => {
                        let least = constraints["minimum"].as_f64().unwrap_or(f64::MIN);
                        assert!(cell.parse::<f64>().unwrap() >= least, "{field}: {cell}");
                    }
                    "integer" => assert!(cell.parse::<u64>().is_ok()),
                    "boolean" => assert!(cell.parse::<bool>().is_ok()),
                    "datetime" => assert!(cell.parse::<Timestamp>().is_ok()),
                    other => assert_eq!(other, "string"),
                }
            }
        }
    }
    assert_eq!(rows["enquiries"], 48);
    assert_eq!(rows["companies"], 12);
    assert!(rows["answers"] > 0 && rows["estimates"] > 0);
    let begin = "wave,enquiry_id,company_id,company,sector,question_id,channel,persona,wording,offered,\
                 disposition,sent_at,acknowledged_at,answered_at,hours_to_acknowledgement,hours_to_answer,\
                 censored,";
    let table = fs::read_to_string(dir.path().join("data/enquiries.csv")).unwrap();
    assert!(table.starts_with(begin) && !table.contains('\r'));
}

#[test]
fn answers_are_numbered_defused_and_bounded() {
    let dir = tempfile::tempdir().unwrap();
    let study = study(1, 1, 1, &[Channel::Email]);
    let mut case = accepted(vec![
        reply(Kind::Autoreply, Some(0.1)),
        reply(Kind::Answer, None),
    ]);
    case.replies[0].text = "=cmd|' /C calc'!A0\r\n-- \n\u{0}Acme, \"Ltd\"".to_owned();
    case.replies[1].text = "x".repeat(20_000);
    let row = row(&study, &case, at(10_000.0));
    let mut package = Package::create(dir.path(), &study).unwrap();
    package.enquiry(&row).unwrap();
    for reply in &case.replies {
        package.answer(&row, reply).unwrap();
    }
    let mut scorer = Scorer::new(&study);
    scorer.add(&row);
    package
        .finish(
            &scorer.finish(&[]),
            &League::default(),
            &[],
            &Audit::default(),
            at(10_000.0),
        )
        .unwrap();
    let text = fs::read_to_string(dir.path().join("data/answers.csv")).unwrap();
    let long = "x".repeat(10_000);
    assert_eq!(
        text,
        format!(
            "enquiry_id,reply,kind,arrived,tied_by,text,text_cut\n\
             2026-11.c0000.q00.email,1,autoreply,2026-11-02T10:06:00Z,address_token,\"'=cmd|' /C calc'!A0\n\
             '-- \nAcme, \"\"Ltd\"\"\",false\n\
             2026-11.c0000.q00.email,2,answer,,address_token,{long},true\n"
        )
    );
}

#[test]
fn a_report_that_is_given_up_or_fails_leaves_the_old_one_whole() {
    let dir = tempfile::tempdir().unwrap();
    let study = study(6, 2, 1, &[Channel::Email]);
    write(dir.path(), &study, at(10_000.0));
    let old = bytes(dir.path());
    let mut package = Package::create(dir.path(), &study).unwrap();
    package
        .enquiry(&row(&study, &accepted(Vec::new()), at(10_000.0)))
        .unwrap();
    drop(package);
    assert_eq!(bytes(dir.path()), old);

    // The last file cannot be begun: a folder stands where its temporary file would.
    let package = Package::create(dir.path(), &study).unwrap();
    let blocked = dir.path().join(".summary.md.part");
    fs::create_dir(&blocked).unwrap();
    let error = package
        .finish(
            &Scorer::new(&study).finish(&[]),
            &League::default(),
            &[],
            &Audit::default(),
            at(10_000.0),
        )
        .unwrap_err();
    assert!(
        matches!(&error, Error::File { path, .. } if path.ends_with("summary.md")),
        "{error}"
    );
    fs::remove_dir(&blocked).unwrap();
    assert_eq!(bytes(dir.path()), old);
}

#[test]
fn two_reports_at_once_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let study = study(1, 1, 1, &[Channel::Email]);
    let first = Package::create(dir.path(), &study).unwrap();
    let second = Package::create(dir.path(), &study).unwrap_err();
    assert!(matches!(second, Error::Refused { .. }), "{second}");
    drop(first);
    assert!(Package::create(dir.path(), &study).is_ok());
}

#[test]
fn what_noticed_companies_change_is_a_table_while_they_are_noted() {
    let dir = tempfile::tempdir().unwrap();
    let study = study(12, 3, 2, &[Channel::Email]);
    let write = |noticed: &[u32]| {
        let mut background = crate::score::Background::new(&study, &[], at(10_000.0));
        background.noticed.extend(noticed);
        let mut scorer = Scorer::new(&study);
        let mut package = Package::create(dir.path(), &study).unwrap();
        for case in cases(&study) {
            let row = crate::score::row_with(&background, &case, |_| true);
            scorer.add(&row);
            package.enquiry(&row).unwrap();
        }
        let done = scorer.finish(&[]);
        let written = package.finish(
            &done,
            &League::of(&done.frame, 1),
            &[],
            &Audit::default(),
            at(10_000.0),
        );
        written.unwrap();
        let package = fs::read_to_string(dir.path().join("data/datapackage.json")).unwrap();
        (
            dir.path().join("data/sensitivity.csv").exists(),
            package.contains("sensitivity.csv"),
        )
    };
    assert_eq!(write(&[]), (false, false));
    assert_eq!(write(&[0, 1]), (true, true));
    let path = dir.path().join("data/sensitivity.csv");
    let mut table = csv::Reader::from_path(path).unwrap();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let offered = rows
        .iter()
        .find(|r| &r[0] == "offered" && &r[2] == "email")
        .unwrap();
    // Of twelve companies with two questions each, one offers no email; the first one noticed.
    let cells: Vec<&str> = offered.iter().collect();
    assert_eq!(
        cells,
        [
            "offered",
            "all",
            "email",
            "all_companies",
            "0.916667",
            "0.909091",
            "-0.007576",
            "24",
            "22"
        ]
    );
    assert_eq!(write(&[]), (false, false));
}
