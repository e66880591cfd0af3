use crate::model::Language;
use crate::model::{Channel, Study};
use crate::report::chart::canvas::tests::assert_legible;
use crate::report::chart::{Chart, answer_rate, ladder, still_waiting};
use crate::report::curves::standings;
use crate::report::endings::endings;
use crate::report::words::Words;
use crate::score::Scorer;
use crate::score::sample::row;
use crate::score::sample::{at, cases, study};

fn charts(study: &Study, language: Language) -> [Chart; 3] {
    let mut scorer = Scorer::new(study);
    for case in cases(study) {
        scorer.add(&row(study, &case, at(10_000.0)));
    }
    let done = scorer.finish(&[]);
    let words = Words::new(language);
    [
        answer_rate(study, &done, &words),
        still_waiting(study, &done, &standings(study, &done), &words),
        ladder(study, &endings(&done), &words),
    ]
}

#[test]
fn charts_are_legible_whatever_the_size_of_the_panel() {
    let one = [Channel::Email];
    for (companies, sectors, questions, channels) in [
        (0, 1, 0, &[][..]),
        (1, 1, 1, &one[..]),
        (3, 3, 1, &one[..]),
        (10, 10, 1, &one[..]),
        (100, 10, 1, &one[..]),
        (300, 30, 1, &Channel::ALL[..2]),
        (200, 100, 1, &one[..]),
    ] {
        let mut study = study(companies, sectors, questions, channels);
        for company in &mut study.panel {
            if company.sector == "Sector 1" {
                company.sector = "A sector with an unreasonably long name, ".repeat(30);
                company.sector.push_str("<b>&\0\n");
            }
        }
        study.title = "A title that goes on and on ".repeat(20);
        let language = Language::ALL[companies as usize % 4];
        for chart in charts(&study, language) {
            assert_legible(&chart);
            let svg = chart.svg();
            assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
            assert!(!svg.contains("NaN") && !svg.contains("<b>") && !svg.contains('\0'));
            assert!(!svg.contains("<text"), "text would need a font");
        }
    }
}

#[test]
fn charts_say_what_they_show() {
    let study = study(40, 4, 2, &[Channel::Email]);
    let [rates, waiting, ended] = charts(&study, Language::En);
    insta::assert_snapshot!("answer_rate", rates.description);
    insta::assert_snapshot!("still_waiting", waiting.description);
    insta::assert_snapshot!("ladder", ended.description);
}

#[test]
fn the_same_numbers_give_the_same_bytes() {
    let study = study(60, 6, 3, &[Channel::Email, Channel::Twitter]);
    let bytes = || charts(&study, Language::Fr).map(|c| (c.svg(), c.png().unwrap()));
    assert_eq!(bytes(), bytes());
}
