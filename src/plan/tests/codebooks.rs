//! What is looked for in answers: read from the banks, named where it is wrong, held by the lock.

use super::fixture::study;
use super::mistakes::one;
use super::spoil::{sound, spoil};
use crate::model::{Codebook, Expects, Language, Study, Tolerance};
use crate::plan::{design_hash, load, make};
use std::collections::BTreeSet;
use std::path::Path;

const BANK: &str = "questions/banking.toml";

#[test]
fn mistakes_of_the_codebooks() {
    let expects = "expects = \"duration\"";
    one(
        BANK,
        expects,
        "expects = ▶\"durations\"",
        "did you mean `duration`?",
    );
    one(
        BANK,
        expects,
        "expects = ▶7",
        "`expects` in [question.codebook]",
    );
    one(
        BANK,
        "slot = \"replacement",
        "▶slots = \"replacement",
        "did you mean `slot`?",
    );
    for tolerance in [
        "a bit",
        "-1",
        "101%",
        "1 day",
        "%",
        "1e3",
        "inf",
        "2000000000",
    ] {
        one(
            BANK,
            expects,
            &format!("{expects}\ntolerance = ▶\"{tolerance}\""),
            "how far a figure may be off",
        );
    }
    one(
        BANK,
        expects,
        &format!("{expects}\ntolerance = ▶1"),
        "not an integer",
    );
}

#[test]
fn mistakes_of_the_phrases() {
    one(
        BANK,
        "nl = [\"Meld",
        "▶es = [\"Meld",
        "unknown key `es` in [question.codebook.accepted]",
    );
    one(
        BANK,
        "fr = [\"La nouvelle",
        "▶french = [\"La nouvelle",
        "unknown key `french` in [question.codebook.rejected]",
    );
    one(
        BANK,
        "nl = [\"Meld",
        "nl = [▶\" \", \"Meld",
        "[question.codebook.accepted]",
    );
    one(
        BANK,
        "[question.codebook.accepted]\n",
        "[question.codebook.accepted]\nen = ▶\"Five days.\"\n",
        "a list of phrases",
    );
    let long = format!("nl = [▶\"{}\", \"Meld", "x".repeat(501));
    one(BANK, "nl = [\"Meld", &long, "500");
}

/// A sound study with references of these lines.
fn with_references(dir: &Path, text: &str) -> Study {
    sound(dir);
    std::fs::write(dir.join("references.csv"), text).unwrap();
    load(dir).unwrap()
}

#[test]
fn references_may_hold_phrases() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("with");
    let found = with_references(
        &dir,
        "company,question,accepted,answer,rejected\n\
         harrow-hill,fashion-collect,ten days | 10 days||a week and a half,Ten days.,\"seven days|no, never\"\n\
         linden-lane,fashion-collect,,A week., | \n",
    );
    let [first, second] = found.references.as_slice() else {
        panic!("{:?}", found.references)
    };
    assert_eq!(first.answer, "Ten days.");
    assert_eq!(first.accepted, ["ten days", "10 days", "a week and a half"]);
    assert_eq!(first.rejected, ["seven days", "no, never"]);
    assert_eq!(second.answer, "A week.");
    assert!(second.accepted.is_empty() && second.rejected.is_empty());

    // Without the columns the same study reads as with empty ones.
    let plain = with_references(
        &folder.path().join("plain"),
        "company,question,answer\nharrow-hill,fashion-collect,Ten days.\n",
    );
    let empty = with_references(
        &folder.path().join("empty"),
        "company,question,answer,accepted,rejected\nharrow-hill,fashion-collect,Ten days.,,\n",
    );
    assert_eq!(plain.references, empty.references);
    assert_eq!(design_hash(&plain), design_hash(&empty));
}

#[test]
fn the_design_hash_holds_every_part_of_a_codebook() {
    let mut study = study(4, 2, 2);
    let bare = design_hash(&study);
    let phrases = |l: Language, text: &str| [(l, vec![text.to_owned()])].into();
    let books = [
        Codebook {
            expects: Some(Expects::Duration),
            ..Codebook::default()
        },
        Codebook {
            expects: Some(Expects::Money),
            ..Codebook::default()
        },
        Codebook {
            slot: Some("card arrives".into()),
            ..Codebook::default()
        },
        Codebook {
            tolerance: Some(Tolerance::Absolute(1.0)),
            ..Codebook::default()
        },
        Codebook {
            tolerance: Some(Tolerance::Relative(1.0)),
            ..Codebook::default()
        },
        Codebook {
            accepted: phrases(Language::Nl, "ja"),
            ..Codebook::default()
        },
        Codebook {
            accepted: phrases(Language::De, "ja"),
            ..Codebook::default()
        },
        Codebook {
            rejected: phrases(Language::Nl, "ja"),
            ..Codebook::default()
        },
    ];
    let mut hashes = BTreeSet::from([bare.clone()]);
    for (at, book) in books.iter().enumerate() {
        study.questions[0].codebook = book.clone();
        assert!(hashes.insert(design_hash(&study)), "{book:?}");
        // Which question has it counts as well.
        let other = std::mem::take(&mut study.questions[0].codebook);
        study.questions[1].codebook = other;
        assert!(hashes.insert(design_hash(&study)), "{at}");
        study.questions[1].codebook = Codebook::default();
    }
    assert_eq!(design_hash(&study), bare);
}

#[test]
fn a_table_without_a_line_is_no_codebook() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    let bank = "[bank]\nsector = \"banking\"\n[[question]]\nid = \"q\"\ntopic = \"t\"\n[[question.wording]]\nid = \"a\"\nlanguage = \"en\"\nsubject = \"s\"\ntext = \"When?\"\n";
    std::fs::write(dir.join(BANK), bank).unwrap();
    let without = load(dir).unwrap();
    spoil(
        dir,
        BANK,
        "topic = \"t\"\n",
        "topic = \"t\"\n[question.codebook]\n[question.codebook.accepted]\n",
    );
    let empty = load(dir).unwrap();
    assert_eq!(without, empty);
    assert_eq!(make(&without).unwrap().hash, make(&empty).unwrap().hash);
    assert_eq!(design_hash(&without), design_hash(&empty));
}

#[test]
fn the_banks_have_a_codebook_for_every_question() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    for (name, text) in crate::plan::banks() {
        std::fs::write(dir.join("questions").join(name), text).unwrap();
    }
    let study = load(dir).unwrap();
    assert_eq!(study.questions.len(), 100);
    let mut said = BTreeSet::new();
    for question in &study.questions {
        let (id, book) = (&question.id, &question.codebook);
        assert!(book.expects.is_some(), "{id}");
        let slot = book.slot.as_deref().unwrap_or_default();
        assert!((3..=6).contains(&slot.split_whitespace().count()), "{id}");
        for language in [Language::Nl, Language::Fr, Language::De] {
            for phrases in [&book.accepted, &book.rejected] {
                let list = phrases.get(&language).map_or(&[][..], Vec::as_slice);
                assert!(!list.is_empty(), "{id} in {language}");
                for phrase in list {
                    assert!(said.insert(phrase), "{id}: said twice: {phrase}");
                }
            }
        }
    }
}
