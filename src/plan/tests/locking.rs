//! The lock holds design and plan, and the text to register says what is locked.

use super::fixture::study;
use crate::error::Error;
use crate::model::{Channel, Selection, Study};
use crate::plan::{Plan, lock, make};
use jiff::Timestamp;
use std::path::Path;

fn now() -> Timestamp {
    "2026-10-30T12:00:00.123Z".parse().unwrap()
}

fn refusal(dir: &Path, study: &Study, plan: &Plan) -> String {
    match lock::check(dir, study, plan) {
        Err(Error::Refused { message, .. }) => message,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_lock_holds_until_design_or_plan_change() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let mut study = study(12, 2, 3);
    let mut plan = make(&study).unwrap();
    assert!(refusal(dir, &study, &plan).contains("not locked"));

    let locked = lock::write(dir, &study, &plan, now()).unwrap();
    assert_eq!(lock::check(dir, &study, &plan).unwrap(), locked);
    assert_eq!(
        lock::check(&dir.join("study.toml"), &study, &plan).unwrap(),
        locked
    );
    let names: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(names, [lock::FILE], "nothing else is left behind");

    // Locking the same again keeps the date of the first time.
    let later = now() + jiff::SignedDuration::from_hours(24);
    assert_eq!(lock::write(dir, &study, &plan, later).unwrap(), locked);

    plan.hash.replace_range(..1, "x");
    let message = refusal(dir, &study, &plan);
    assert!(message.contains("plan has changed"), "{message}");
    study.design.daily_cap_per_company = 2;
    let message = refusal(dir, &study, &make(&study).unwrap());
    assert!(
        message.contains("design has changed") && !message.contains("seed"),
        "{message}"
    );
    study.seed = 2;
    let message = refusal(dir, &study, &make(&study).unwrap());
    assert!(message.contains("seed"), "{message}");
    study.wave.id = "2026-12".into();
    let message = refusal(dir, &study, &make(&study).unwrap());
    assert!(message.contains("the wave `2026-11`"), "{message}");

    // A changed design can be locked anew.
    let plan = make(&study).unwrap();
    let renewed = lock::write(dir, &study, &plan, later).unwrap();
    assert_ne!(renewed, locked);
    assert_eq!(lock::check(dir, &study, &plan).unwrap(), renewed);

    std::fs::write(dir.join(lock::FILE), "wave = 3").unwrap();
    let message = refusal(dir, &study, &plan);
    assert!(message.contains("is no lock"), "{message}");
}

#[test]
fn the_text_to_register_says_everything_that_is_fixed() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(12, 2, 3);
    study.title = "A *study* of <banks>".into();
    study.questions[0].reference = Some("We open at nine | and close\nat five.".into());
    study
        .design
        .questions
        .insert(Channel::Twitter, Selection::Count(1));
    study
        .design
        .questions
        .insert(Channel::WebForm, Selection::Ids(vec!["s0-q1".into()]));
    let plan = make(&study).unwrap();
    let mut locked = lock::write(folder.path(), &study, &plan, now()).unwrap();
    locked.program = "1.2.3".into();
    let text = lock::preregistration(&study, &plan, &locked);
    assert!(text.contains(&plan.hash) && text.contains(&locked.design));
    insta::assert_snapshot!(text);
}
