use super::*;
use crate::model::{Channel, Language, Study};
use crate::report::before::{Before, followed};
use crate::report::checks::Checks;
use crate::report::coded::Coders;
use crate::report::method::{Deviations, Fieldwork, Method};
use crate::report::page::sections;
use crate::report::{Audit, Package, Published, history};
use crate::score::compare::{Design, Options, Topic, compare};
use crate::score::league::League;
use crate::score::sample::{at, cases, row, study};
use crate::score::{Row, Scorer, Scores};
use jiff::SignedDuration;
use std::path::Path;

/// The rows of a wave; `silent` says which companies answered nothing.
fn rows(study: &Study, silent: impl Fn(u32) -> bool) -> Vec<Row> {
    let of = |case: &crate::model::Case| {
        let mut row = row(study, case, at(10_000.0));
        if silent(row.enquiry.company) && row.disposition.is_answered() {
            row.disposition = crate::model::Disposition::Silent;
            row.answered_at = None;
            row.hours_to_answer = None;
            row.censored = Some(true);
        }
        row
    };
    cases(study).iter().map(of).collect()
}

fn publish(folder: &Path, study: &Study, rows: &[Row]) -> Scores {
    let mut wave = Scorer::new(study);
    let mut package = Package::create(folder, study).unwrap();
    for row in rows {
        wave.add(row);
        package.enquiry(row).unwrap();
    }
    let scores = wave.finish(&[]);
    let audit = Audit::default();
    package
        .finish(
            &scores,
            &League::of(&scores.frame, 1),
            &[],
            &audit,
            study.wave.closes(),
        )
        .unwrap();
    scores
}

/// The study's last wave, what is known of those before, and where it all lies.
fn waves(
    earlier: usize,
    change: impl Fn(&mut Study),
) -> (tempfile::TempDir, Study, Scores, Before) {
    let dir = tempfile::tempdir().unwrap();
    let this = study(40, 4, 2, &[Channel::Email, Channel::Twitter]);
    for turn in 1..=earlier {
        let mut study = this.clone();
        study.wave.id = format!("wave-{turn}");
        let days = i64::try_from(30 * (earlier + 1 - turn)).unwrap();
        study.wave.opens = this.wave.opens - SignedDuration::from_hours(24 * days);
        change(&mut study);
        let silent = u32::try_from(earlier + 1 - turn).unwrap() * 8;
        let mut rows = rows(&study, |company| company < silent);
        for row in &mut rows {
            row.sent_at = row
                .sent_at
                .map(|at| at - SignedDuration::from_hours(24 * days));
        }
        publish(&dir.path().join(&study.wave.id), &study, &rows);
    }
    let rows = rows(&this, |_| false);
    let scores = publish(&dir.path().join("this"), &this, &rows);
    let design = Design::of(&this, &scores.frame, this.wave.closes());
    let (waves, unread) = history(dir.path(), "", &design, &followed());
    let head = Published {
        design,
        frame: scores.frame.clone(),
        agreements: Vec::new(),
    };
    let last = waves.last().map_or(Last::Nothing, |past| {
        let base = Published::read(&past.folder).unwrap();
        match compare(&base, &head, &Options::default()) {
            Ok(comparison) => Last::Compared(Box::new(comparison)),
            Err(refused) => Last::Apart(base.design.name(), refused),
        }
    });
    let before = Before {
        last,
        waves,
        unread,
    };
    (dir, this, scores, before)
}

fn with<T>(
    study: &Study,
    scores: &Scores,
    before: &Before,
    language: Language,
    look: impl FnOnce(&Material<'_>) -> T,
) -> T {
    let (league, coders) = (League::of(&scores.frame, 1), Coders::default());
    let (checks, audit) = (Checks::of(study, scores), Audit::default());
    let method = Method::of(
        study,
        &Fieldwork::default(),
        &Deviations::default(),
        &coders,
        &audit,
    );
    look(&Material {
        study,
        scores,
        league: &league,
        held: &[],
        coders: &coders,
        checks: &checks,
        audit: &audit,
        agreements: &[],
        told: &crate::report::told::Told::default(),
        audience: &crate::model::Audience::Team,
        verdicts: None,
        comparison: before.comparison(),
        before,
        method: &method,
        as_of: study.wave.closes(),
        words: &Words::new(language),
    })
}

fn charts(section: &Section) -> Vec<String> {
    let name = |block: &Block| match block {
        Block::Chart(chart, _) => Some(chart.name.clone()),
        _ => None,
    };
    section.blocks.iter().filter_map(name).collect()
}

#[test]
fn two_waves_are_dumbbells_and_more_are_slopes() {
    for (earlier, drawn) in [
        (1, &["wave-against-wave"][..]),
        (3, &["wave-against-wave", "over-the-waves"]),
    ] {
        let (_dir, study, scores, before) = waves(earlier, |_| ());
        let section = with(&study, &scores, &before, Language::En, section).unwrap();
        assert_eq!(charts(&section), drawn);
        let title = section.title.to_plain();
        assert!(title.contains(" numbers changed clearly since "), "{title}");
        assert!(title.ends_with(&format!("/wave-{earlier}")), "{title}");
    }
}

#[test]
fn nothing_before_says_nothing() {
    let (_dir, study, scores, before) = waves(0, |_| ());
    assert_eq!(with(&study, &scores, &before, Language::En, section), None);
}

#[test]
fn another_design_is_said_and_not_compared() {
    let (_dir, study, scores, before) = waves(1, |study| study.personas[0].id = "other".to_owned());
    let section = with(&study, &scores, &before, Language::Nl, section).unwrap();
    let title = section.title.to_plain();
    assert!(
        title.starts_with("Deze ronde is niet te vergelijken met "),
        "{title}"
    );
    assert_eq!(charts(&section), Vec::<String>::new());
    let Block::List(why) = &section.blocks[1] else {
        panic!("{section:?}");
    };
    let why = why[0].to_plain();
    assert!(
        why.starts_with("Andere mystery shoppers stelden de vragen: eerder other"),
        "{why}"
    );
    let notes = notes(&before);
    assert_eq!(notes[1].topic, Topic::Personas.as_str());
}

#[test]
fn every_message_of_the_page_is_there_in_every_language() {
    let (_dir, study, scores, before) = waves(3, |_| ());
    for language in Language::ALL {
        let html = with(&study, &scores, &before, language, |of| {
            let sections = sections(of);
            assert!(sections.iter().any(|s| s.id == "method"), "{language}");
            crate::report::page::page(of, &sections).unwrap()
        });
        // What is not in the catalogue is shown in brackets.
        let (_, body) = html.split_once("</style>").unwrap();
        let unknown = body.split('[').skip(1).find(|rest| {
            let word = rest.split(']').next().unwrap_or_default();
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        });
        assert_eq!(
            unknown.map(|rest| &rest[..rest.len().min(40)]),
            None,
            "{language}"
        );
        assert!(!html.contains("{$"), "{language}");
    }
}

/// What stands between the tags of a page, but for what is marked as of another language.
fn texts(html: &str) -> Vec<String> {
    let (_, body) = html.split_once("</style>").unwrap();
    let pieces = body.split('<').filter_map(|piece| piece.split_once('>'));
    // A figure is written alike in several of them.
    let own = pieces.filter(|(tag, _)| !tag.contains(" lang=") && !tag.starts_with("data "));
    own.map(|(_, text)| text.trim().to_owned()).collect()
}

/// Whether a text can be taken for a sentence: two words of three letters or more, which no code of a table has.
fn is_sentence(text: &str) -> bool {
    let letters = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 2;
    text.split_whitespace().filter(letters).count() > 1
}

#[test]
fn nothing_of_an_english_page_stands_in_another() {
    let others: [fn(&mut Study); 2] = [
        |_| (),
        |study| {
            study.personas[0].id = "other".to_owned();
            study.clock = crate::model::BusinessClock {
                holidays: !study.clock.holidays,
                ..study.clock.clone()
            };
            study.wave.cut_off += SignedDuration::from_hours(24);
            study.questions.truncate(1);
            study.panel[0].id = "former".to_owned();
        },
    ];
    for other in others {
        let (_dir, study, scores, mut before) = waves(3, other);
        before
            .unread
            .push(("old".to_owned(), "no design of a wave".to_owned()));
        let page = |language| {
            with(&study, &scores, &before, language, |of| {
                let sections = sections(of);
                crate::report::page::page(of, &sections).unwrap()
            })
        };
        let names = |text: &str| {
            let names = study.panel.iter().flat_map(|c| [&c.name, &c.sector]);
            let mut names = names.chain([&study.title]);
            names.any(|name| name == text)
        };
        let english: std::collections::BTreeSet<String> = texts(&page(Language::En))
            .into_iter()
            .filter(|text| is_sentence(text) && !names(text))
            .collect();
        assert!(english.len() > 200, "{}", english.len());
        for language in [Language::Nl, Language::Fr, Language::De] {
            let own = texts(&page(language));
            let same: Vec<&String> = own.iter().filter(|t| english.contains(*t)).collect();
            assert_eq!(same, Vec::<&String>::new(), "{language}");
        }
    }
}

#[test]
fn the_comparison_has_a_page_of_its_own() {
    let (_dir, _, _, before) = waves(1, |_| ());
    let html = comparison(before.comparison().unwrap(), &Words::new(Language::En)).unwrap();
    assert!(
        html.contains("id=\"waves\"") && !html.contains("href=\"data/"),
        "{html}"
    );
}
