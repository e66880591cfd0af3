//! Files that are absent, exported by spreadsheets, in other encodings, or rubbish; and those that the
//! program writes itself.

use super::spoil::{mistakes, sound, spoil, told};
use crate::error::Error;
use crate::plan::{load, make, template};
use proptest::prelude::*;

#[test]
fn every_file_must_be_there_and_readable() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let nothing = mistakes(dir);
    assert_eq!(
        told(dir, &nothing),
        "study.toml: there is no such file\n  hint: `shopper init` writes a study to begin with"
    );
    sound(dir);
    std::fs::remove_file(dir.join("companies.csv")).unwrap();
    std::fs::create_dir(dir.join("companies.csv")).unwrap();
    spoil(
        dir,
        "study.toml",
        "\"questions/*.toml\"",
        "▶\"questions/*.tml\"",
    );
    let found = mistakes(dir);
    assert_eq!(found.len(), 2, "{}", told(dir, &found));
    assert!(found[1].message.contains("not a file"), "{}", found[1]);
}

#[test]
fn spreadsheets_exports_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    let before = load(dir).unwrap();
    let text = std::fs::read_to_string(dir.join("companies.csv")).unwrap();
    let text = text
        .replace("\"Mercer, Vale Trust\"", "Mercer; Vale Trust")
        .replace(',', "\u{1}");
    let text = text
        .replace("Mercer; Vale", "\"Mercer, Vale\"")
        .replace("\"Mercer, Vale\" Trust", "\"Mercer, Vale Trust\"");
    let text = format!(
        "\u{feff}{}",
        text.replace('\u{1}', ";").replace('\n', "\r\n") + ";;;;;;;;;\r\n"
    );
    std::fs::write(dir.join("companies.csv"), text).unwrap();
    assert_eq!(load(dir).unwrap(), before);
    // The study may be named by its file as well.
    assert_eq!(load(&dir.join("study.toml")).unwrap(), before);
}

#[test]
fn files_in_other_encodings_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    let text = std::fs::read_to_string(dir.join("companies.csv")).unwrap();
    let latin1: Vec<u8> = text
        .replace("Linden Lane,", "Lindén Lane,")
        .chars()
        .map(|c| c as u8)
        .collect();
    std::fs::write(dir.join("companies.csv"), latin1).unwrap();
    let found = mistakes(dir);
    assert_eq!(found.len(), 1, "{}", told(dir, &found));
    assert_eq!(found[0].place, Some((3, 17)));
    let utf16: Vec<u8> = "\u{feff}id,name"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    std::fs::write(dir.join("companies.csv"), utf16).unwrap();
    let found = mistakes(dir);
    assert_eq!(
        told(dir, &found),
        "companies.csv: the file is in UTF-16, expected UTF-8\n  hint: save the file again as UTF-8"
    );
}

#[test]
fn the_template_loads_and_fits_whenever_it_opens() {
    for day in 1..=7 {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let files = template::write(dir, jiff::civil::date(2026, 11, day)).unwrap();
        assert!(files.iter().all(|f| f.is_file()));
        let study = load(dir).unwrap();
        let plan = make(&study).unwrap();
        assert_eq!(plan.enquiries.iter().filter(|e| e.offered()).count(), 25);
        assert_eq!(plan.enquiries.len(), 30);
        let again = template::write(dir, jiff::civil::date(2026, 11, day));
        assert!(matches!(again, Err(Error::Refused { .. })));
    }
}

#[test]
fn the_banks_are_sound() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    for (name, text) in crate::plan::banks() {
        std::fs::write(dir.join("questions").join(name), text).unwrap();
    }
    let study = load(dir).unwrap();
    assert_eq!(study.questions.len(), 100);
    let sectors: std::collections::BTreeSet<_> =
        study.questions.iter().flat_map(|q| &q.sectors).collect();
    assert_eq!(sectors.len(), 10);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_bytes_make_the_loader_panic(
        study in prop::collection::vec(any::<u8>(), 0..200),
        bank in "(\\[\\[?|\\]\\]?|question|wording|bank|sector|id|=|\"|'''|\\{|\\}|,|\n|é|1|true|\\.){0,60}",
        companies in "(id|name|sector|email|,|;|\"|\n|\r|a|b@c.example|é){0,60}",
        references in prop::collection::vec(any::<u8>(), 0..100),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        std::fs::create_dir(dir.join("questions")).unwrap();
        std::fs::write(dir.join("study.toml"), study).unwrap();
        std::fs::write(dir.join("questions/a.toml"), bank).unwrap();
        std::fs::write(dir.join("companies.csv"), companies).unwrap();
        std::fs::write(dir.join("references.csv"), references).unwrap();
        prop_assert!(matches!(load(dir), Err(Error::Study(list)) if !list.is_empty()));
    }

    #[test]
    fn no_damage_makes_the_loader_panic(cuts in prop::collection::vec((0usize..4, any::<prop::sample::Index>(), ".{0,3}"), 1..5)) {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        sound(dir);
        let files = ["study.toml", "companies.csv", "questions/banking.toml", "questions/fashion-retail.toml"];
        for (file, place, text) in cuts {
            let path = dir.join(files[file]);
            let mut bytes = std::fs::read(&path).unwrap();
            if !bytes.is_empty() {
                let at = place.index(bytes.len());
                bytes.splice(at..(at + 2).min(bytes.len()), text.bytes());
            }
            std::fs::write(&path, bytes).unwrap();
        }
        match load(dir) {
            Ok(study) => drop(make(&study)),
            Err(Error::Study(list)) => prop_assert!(!list.is_empty()),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}
