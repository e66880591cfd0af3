//! The league, the companies by channel, the sectors and the companies one by one, with few and with many companies.

use super::*;
use crate::model::{Audience, Channel, Language, Study};
use crate::report::before::Before;
use crate::report::chart::canvas::tests::assert_legible;
use crate::report::checks::Checks;
use crate::report::coded::Coders;
use crate::report::method::Method;
use crate::report::page::{charts, heatmap, league, page, sectors};
use crate::report::presence::Audit;
use crate::report::words::Words;
use crate::score::league::League;
use crate::score::sample::{at, cases, row, study};
use crate::score::{Scorer, Scores};

fn scores(study: &Study) -> Scores {
    let mut scorer = Scorer::new(study);
    for case in cases(study) {
        scorer.add(&row(study, &case, at(10_000.0)));
    }
    scorer.finish(&[])
}

/// Does something with the material of a study, in each language.
fn each_language(study: &Study, look: impl Fn(&Material<'_>)) {
    let scores = scores(study);
    for language in Language::ALL {
        look(&Material {
            study,
            scores: &scores,
            league: &League::of(&scores.frame, study.seed),
            held: &[],
            coders: &Coders::default(),
            checks: &Checks::of(study, &scores),
            audit: &Audit::default(),
            agreements: &[],
            told: &crate::report::told::Told::default(),
            method: &Method::default(),
            audience: &Audience::Team,
            verdicts: None,
            comparison: None,
            before: &Before::default(),
            as_of: at(10_000.0),
            words: &Words::new(language),
        });
    }
}

fn found(of: &Material<'_>) -> Vec<Section> {
    let all: [fn(&Material<'_>) -> Option<Section>; 4] =
        [league::section, heatmap::section, sectors::section, section];
    all.iter().filter_map(|section| section(of)).collect()
}

#[test]
fn each_section_is_right_whatever_the_number_of_companies() {
    for (companies, sectors, questions, channels) in [
        (0, 1, 1, 1),
        (1, 1, 1, 1),
        (2, 1, 0, 1),
        (3, 2, 3, 2),
        (100, 5, 2, 2),
        (320, 70, 1, 1),
    ] {
        let mut study = study(companies, sectors, questions, &Channel::ALL[..channels]);
        for company in study.panel.iter_mut().take(1) {
            company.name = "<b>A \u{202e}name</b> that goes on ".repeat(20);
        }
        each_language(&study, |of| {
            let sections = found(of);
            assert_eq!(sections.is_empty(), companies == 0, "{companies}");
            charts(&sections).into_iter().for_each(assert_legible);
            let html = page(of, &sections).unwrap();
            // A message that is not known stands in brackets.
            let unknown = [
                "[league", "[heatmap", "[sectors", "[compan", "[measure", "[ended",
            ];
            assert!(unknown.iter().all(|u| !html.contains(u)), "{companies}");
            for wrong in ["<b>", "\u{202e}", "NaN"] {
                let found = html.find(wrong).map(|at| {
                    let from = html.floor_char_boundary(at.saturating_sub(200));
                    &html[from..html.ceil_char_boundary(at + 50)]
                });
                assert_eq!(found, None, "{wrong:?}");
            }
            let ids: Vec<&str> = html.split(" id=\"").skip(1).collect();
            let ids: Vec<&str> = ids.iter().filter_map(|i| i.split('"').next()).collect();
            let unique: std::collections::BTreeSet<_> = ids.iter().collect();
            assert_eq!(unique.len(), ids.len(), "an id stands twice");
        });
    }
}

#[test]
fn a_company_says_who_it_is_and_nothing_of_who_the_others_are() {
    let study = study(160, 4, 10, &[Channel::Email, Channel::Twitter]);
    each_language(&study, |of| {
        let mut pages: Vec<(String, String)> = pages(of).map(Result::unwrap).collect();
        assert_eq!(pages.len(), 160);
        // They come by name; their numbers are those of the panel.
        pages.sort();
        assert_eq!(pages[7].0, "companies/0008.html");
        for (place, (_, html)) in pages.iter().enumerate().take(9) {
            assert!(html.contains(">Company ") && html.contains("Content-Security-Policy"));
            for other in (0..160).filter(|o| *o != place) {
                assert!(
                    !html.contains(&format!("c{other:04}")),
                    "{other} in {place}"
                );
                assert!(
                    !html.contains(&format!(">Company {other}<")),
                    "{other} in {place}"
                );
            }
        }
        let Some(section) = section(of) else {
            panic!("no section")
        };
        assert!(matches!(&section.blocks[1], Block::Links(links) if links.len() == 160));
    });
}

#[test]
fn a_company_in_the_page_is_short() {
    let study = study(150, 3, 10, &Channel::ALL[..3]);
    each_language(&study, |of| {
        assert_eq!(pages(of).count(), 0);
        let companies = section(of).unwrap();
        let long = page(of, std::slice::from_ref(&companies)).unwrap().len();
        let mut without = companies;
        without.blocks.truncate(1);
        let short = page(of, &[without]).unwrap().len();
        assert!((long - short) / 150 < 12_000, "{}", (long - short) / 150);
    });
}

#[test]
fn the_league_says_who_leads_and_who_can_be_told_apart() {
    let title = |companies, sectors, questions| {
        let study = study(companies, sectors, questions, &[Channel::Email]);
        let scores = scores(&study);
        let league = League::of(&scores.frame, study.seed);
        let words = Words::new(Language::En);
        let title = league::section(&Material {
            study: &study,
            scores: &scores,
            league: &league,
            held: &[],
            coders: &Coders::default(),
            checks: &Checks::of(&study, &scores),
            audit: &Audit::default(),
            agreements: &[],
            told: &crate::report::told::Told::default(),
            method: &Method::default(),
            audience: &Audience::Team,
            verdicts: None,
            comparison: None,
            before: &Before::default(),
            as_of: at(10_000.0),
            words: &words,
        });
        title.map(|s| s.title.to_plain()).unwrap_or_default()
    };
    assert_eq!(title(0, 1, 1), "");
    assert_eq!(title(2, 1, 0), "No company has an overall score");
    assert!(title(1, 1, 1).starts_with("Company 0 has an overall score of "));
    let many = title(40, 4, 8);
    assert!(
        many.contains(" of 40 companies") || many.contains("the 40 companies"),
        "{many}"
    );
}
