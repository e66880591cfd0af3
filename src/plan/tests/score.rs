//! How companies are scored: [score], and `outside.csv`.

use super::spoil::{mistakes, places, put, sound, told};
use crate::model::{Channel, Component, Formula, Scoring};
use crate::plan::{design_hash, load};
use std::path::Path;

const STUDY: &str = "study.toml";

/// A sound study, with more text at the end of its study file; returns the marked places.
fn with(dir: &Path, more: &str) -> Vec<(String, usize, usize)> {
    sound(dir);
    let text = std::fs::read_to_string(dir.join(STUDY)).unwrap();
    put(dir, STUDY, &format!("{text}\n{more}\n"))
}

#[test]
fn without_a_word_the_defaults_hold_and_no_word_changes_the_plan() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    let without = load(dir).unwrap();
    assert_eq!(without.scoring, Scoring::default());
    assert!(without.outside.is_empty());
    let sectors: std::collections::BTreeSet<_> =
        without.panel.iter().map(|c| c.sector.clone()).collect();
    let lines: Vec<String> = sectors.iter().map(|s| format!("{s:?} = 2.5")).collect();
    let text = std::fs::read_to_string(dir.join(STUDY)).unwrap();
    std::fs::write(
        dir.join(STUDY),
        format!(
            "{text}\n[score]\nreplicates = 500\n[score.weights]\nanswered = {{ email = 2 }}\ncorrect = 0.5\nrating = 0\n\
             [score.sector_weights]\n{}\n",
            lines.join("\n")
        ),
    )
    .unwrap();
    let company = &without.panel[0].id;
    put(
        dir,
        "outside.csv",
        &format!(
            "value,company,score_name,date,x_note\n-1.5e1,{company},customers-say,2026-10-01,mine\n"
        ),
    );
    let study = load(dir).unwrap();
    assert_eq!(design_hash(&study), design_hash(&without));
    assert_eq!(study.scoring.replicates, 500);
    let weights = &study.scoring.weights;
    assert_eq!(weights.len(), 2);
    assert_eq!(
        (weights[0].component, weights[0].channel, weights[0].weight),
        (Component::Answered, Some(Channel::Email), 2_000_000)
    );
    assert_eq!((weights[1].channel, weights[1].weight), (None, 500_000));
    assert_eq!(study.scoring.sector_weights.len(), sectors.len());
    let outside = &study.outside[0];
    assert_eq!(outside.values, [(0, -15.0)]);
    assert_eq!(
        (outside.name.as_str(), outside.source.as_str()),
        ("customers-say", "2026-10-01")
    );

    let folder = tempfile::tempdir().unwrap();
    with(folder.path(), "[score]\nformula = \"eptica-2017\"");
    assert_eq!(
        load(folder.path()).unwrap().scoring.formula,
        Formula::Eptica2017
    );
}

#[test]
fn every_mistake_of_the_score_has_its_place() {
    for (more, says) in [
        (
            "[score]\nformula = ▶\"wieghted\"",
            "did you mean `weighted`",
        ),
        ("[score]\nformula = ▶\"eptica-2019\"", "no rule is known"),
        ("[score]\nformula = ▶7", "must be one of"),
        ("[score]\n▶formla = \"weighted\"", "did you mean `formula`"),
        ("[score]\nreplicates = ▶10", "within 200 to 100000"),
        (
            "[score]\nformula = \"eptica-2016\"\n▶weights.answered = 1",
            "say nothing where the formula is `eptica-2016`",
        ),
        ("[score]\n▶weights.answered = 0", "weigh nothing at all"),
        ("[score.weights]\nanswered = ▶-1", "no amount"),
        ("[score.weights]\nanswered = ▶inf", "no amount"),
        ("[score.weights]\nanswered = ▶\"much\"", "decimal number"),
        ("[score.weights]\nanswered = ▶20000000", "is more than"),
        (
            "[score.weights]\nanswered = 1\n▶corect = 1",
            "did you mean `correct`",
        ),
        (
            "[score.weights]\nanswered = { email = 1, chat = ▶1 }",
            "does not ask by chat",
        ),
        (
            "[score.weights]\nanswered = { email = 1, ▶mail = 1 }",
            "did you mean `email`",
        ),
        (
            "[score.weights]\nanswered = 1\nconsistency = ▶{ email = 1 }",
            "one number of a company",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let marked = with(dir, more);
        let found = mistakes(dir);
        let told = told(dir, &found);
        assert!(told.contains(says), "{more}\n{told}");
        // The place of a table that is written with dots is that of its last key.
        assert_eq!(places(dir, &found).len(), marked.len(), "{more}\n{told}");
        if !more.contains("▶weights") {
            assert_eq!(places(dir, &found), marked, "{more}\n{told}");
        }
    }
}

#[test]
fn sectors_are_held_against_the_panel() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let marked = with(
        dir,
        "[score.sector_weights]\n\"banking\" = 1\n▶\"fashon retail\" = 2",
    );
    let found = mistakes(dir);
    let told = told(dir, &found);
    assert!(places(dir, &found).contains(&marked[0]), "{told}");
    for says in ["did you mean `", "gives no weight to"] {
        assert!(told.contains(says), "{told}");
    }
}

#[test]
fn a_population_is_one_number_or_one_of_each_sector() {
    use crate::model::Population;
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    with(dir, "[score]\npopulation = 120");
    let read = |dir: &std::path::Path| load(dir).unwrap().scoring.population;
    assert_eq!(read(dir), Population::Companies(120));
    let sectors: std::collections::BTreeSet<String> = {
        let panel = load(dir).unwrap().panel;
        panel.into_iter().map(|c| c.sector).collect()
    };
    let lines: Vec<String> = sectors.iter().map(|s| format!("\"{s}\" = 50")).collect();
    let each = lines.join("\n");
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    with(dir, &format!("[score.population]\n{each}"));
    let all = sectors.into_iter().map(|s| (s, 50)).collect();
    assert_eq!(read(dir), Population::Sectors(all));
    for (more, says) in [
        ("[score]\npopulation = ▶0", "within 1 to 1000000000"),
        ("[score]\npopulation = ▶\"all\"", "population"),
        ("[score]\npopulation = ▶1", "more than a population of 1"),
        ("[score]\npopulation = ▶{}", "names no sector"),
        (
            "[score]\npopulation = { ▶\"bankin\" = 9 }",
            "did you mean `banking`",
        ),
        (
            "[score]\npopulation = ▶{ \"banking\" = 900 }",
            "[score.population] gives no number to",
        ),
        (
            "[score]\npopulation = { ▶\"banking\" = 1 }",
            "of the sector `banking`, more than a population of 1",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let marked = with(dir, more);
        let found = mistakes(dir);
        let told = told(dir, &found);
        assert!(told.contains(says), "{more}\n{told}");
        assert!(places(dir, &found).contains(&marked[0]), "{more}\n{told}");
    }
}

#[test]
fn every_mistake_of_outside_scores_has_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    let id = load(dir).unwrap().panel[0].id.clone();
    let other = load(dir).unwrap().panel[1].id.clone();
    let slip = format!("{}x", &id);
    for (rows, says) in [
        (format!("▶{slip},rating,1,"), "did you mean"),
        (format!("{id},▶the rating,1,"), "for example `the-rating`"),
        (format!("{id},rating,▶NaN,"), "no number"),
        (format!("{id},rating,▶-inf,"), "no number"),
        (format!("{id},rating,▶1e99,"), "too large"),
        (format!("{id},rating,▶n/a,"), "no number"),
        (format!("{id},rating,▶\"8,5\","), "with a point: 8.5"),
        (format!("{id},rating,▶,"), "`value` is empty"),
        (format!("{id},rating,1,▶yesterday"), "no day"),
        (format!("▶{id},rating,1"), "3 fields"),
        (
            format!("{id},rating,1,\n{other},rating,1,\n▶{id},rating,2,"),
            "there is already a score `rating`",
        ),
    ] {
        let marked = put(
            dir,
            "outside.csv",
            &format!("company,score_name,value,date\n{rows}\n"),
        );
        let found = mistakes(dir);
        let told = told(dir, &found);
        assert_eq!(places(dir, &found), marked, "{rows}\n{told}");
        assert!(told.contains(says), "{rows}\n{told}");
    }
    put(dir, "outside.csv", "company,score,value\n");
    let told = told(dir, &mistakes(dir));
    assert!(told.contains("unknown column `score`"), "{told}");
}
