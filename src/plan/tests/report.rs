//! For whom the report is and how it looks: [report].

use super::spoil::{mistakes, places, put, sound, told};
use crate::model::{Colour, Language, Reporting, SecretSource};
use crate::plan::{design_hash, load};
use std::fs;
use std::path::Path;

const STUDY: &str = "study.toml";

/// A sound study with a theme's files, and more text at the end of its study file; returns the marked places.
fn with(dir: &Path, more: &str) -> Vec<(String, usize, usize)> {
    sound(dir);
    fs::write(dir.join("logo.svg"), "<?xml version='1.0'?><svg/>").unwrap();
    fs::write(
        dir.join("big.png"),
        [b"\x89PNG\r\n\x1a\n".as_slice(), &vec![0; 500_000]].concat(),
    )
    .unwrap();
    fs::write(dir.join("house.ttf"), [0, 1, 0, 0, 9]).unwrap();
    fs::create_dir_all(dir.join("own")).unwrap();
    fs::write(dir.join("own/page.html"), "").unwrap();
    fs::write(dir.join("own/.page.html.swp"), "").unwrap();
    fs::create_dir_all(dir.join("other")).unwrap();
    fs::write(dir.join("other/pages.html"), "").unwrap();
    let text = fs::read_to_string(dir.join(STUDY)).unwrap();
    put(dir, STUDY, &format!("{text}\n{more}\n"))
}

#[test]
fn what_is_said_of_the_report_changes_no_plan() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    let without = load(dir).unwrap();
    assert_eq!(without.reporting, Reporting::default());
    assert_eq!(without.report_language(), Language::En);
    assert!(without.names_companies());
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    with(
        dir,
        "[report]\nlanguage = \"nl\"\nname_companies = false\npseudonym_key.env = \"KEY\"\ntemplates = \"own\"\n\
         outside_metrics = [\"median_hours_to_answer\"]\n\
         [report.theme]\nlogo = \"logo.svg\"\nlogo_alt = \"Fox\"\naccent = \"#703\"\nink = \"#101010\"\nfont = \"house.ttf\"",
    );
    let study = load(dir).unwrap();
    assert_eq!(design_hash(&study), design_hash(&without));
    assert_eq!(study.report_language(), Language::Nl);
    assert!(!study.names_companies());
    let reporting = &study.reporting;
    assert_eq!(reporting.templates, Some(dir.join("own")));
    assert_eq!(reporting.outside_metrics, ["median_hours_to_answer"]);
    assert!(matches!(&reporting.pseudonym_key, Some(SecretSource::Env(name)) if name == "KEY"));
    let theme = &reporting.theme;
    assert_eq!(theme.accent, Some(Colour([0x77, 0, 0x33])));
    assert_eq!(theme.font, Some(dir.join("house.ttf")));
    let logo = theme.logo.as_ref().unwrap();
    assert_eq!(
        (logo.path.clone(), logo.alt.as_str()),
        (dir.join("logo.svg"), "Fox")
    );
}

#[test]
fn every_mistake_of_the_report_has_its_place() {
    for (more, says) in [
        ("[report]\n▶langauge = \"nl\"", "did you mean `language`"),
        (
            "[report]\nlanguage = ▶\"es\"",
            "must be one of en, nl, fr, de",
        ),
        (
            "[report]\nname_companies = ▶\"yes\"",
            "must be true or false",
        ),
        (
            "[report]\npseudonym_key = ▶\"swordfish\"",
            "never stands in a study file",
        ),
        (
            "[report]\noutside_metrics = [▶\"answerd\"]",
            "did you mean `answered`",
        ),
        (
            "[report]\noutside_metrics = [\"correct\", ▶\"correct\"]",
            "stands here twice",
        ),
        ("[report]\ntemplates = ▶\"nowhere\"", "--show-templates"),
        (
            "[report]\ntemplates = ▶\"other\"",
            "did you mean `page.html`",
        ),
        ("[report.theme]\naccent = ▶\"blue\"", "a colour such as"),
        (
            "[report.theme]\nink = ▶\"#777\"",
            "its contrast is 4.47 to 1, and 4.5 is the least",
        ),
        (
            "[report.theme]\nlogo = ▶\"logo.svg\"",
            "no words for who does not see it",
        ),
        ("[report.theme]\nlogo_alt = ▶\"Fox\"", "belongs to a `logo`"),
        (
            "[report.theme]\nlogo_alt = \"Fox\"\nlogo = ▶\"none.svg\"",
            "cannot be read",
        ),
        (
            "[report.theme]\nlogo_alt = \"Fox\"\nlogo = ▶\"big.png\"",
            "has 500008 bytes",
        ),
        (
            "[report.theme]\nlogo_alt = \"Fox\"\nlogo = ▶\"house.ttf\"",
            "PNG, SVG or JPEG",
        ),
        ("[report.theme]\nfont = ▶\"logo.svg\"", "TTF, OTF or WOFF2"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let marked = with(dir, more);
        let found = mistakes(dir);
        let told = told(dir, &found);
        assert!(told.contains(says), "{more}\n{told}");
        assert_eq!(places(dir, &found), marked, "{more}\n{told}");
    }
}
