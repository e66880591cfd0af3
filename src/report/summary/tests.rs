use super::summary;
use crate::model::{Case, Channel, Kind, Study};
use crate::report::checks::Checks;
use crate::report::coded::Coders;
use crate::score::Scorer;
use crate::score::league::League;
use crate::score::outside::held;
use crate::score::sample::row;
use crate::score::sample::{accepted, at, attempt, cases, enquiry, reply, study};

fn of(study: &Study, cases: &[Case], hours: f64) -> String {
    let mut scorer = Scorer::new(study);
    for case in cases {
        scorer.add(&row(study, case, at(hours)));
    }
    let done = scorer.finish(&[]);
    summary(
        study,
        &done,
        (
            &League::of(&done.frame, study.seed),
            &held(&done.frame, &study.outside),
        ),
        &Coders::default(),
        &Checks::of(study, &done),
        at(hours),
        &[],
    )
}

#[test]
fn a_wave() {
    let study = study(40, 4, 2, &[Channel::Email]);
    insta::assert_snapshot!(of(&study, &cases(&study), 10_000.0));
}

#[test]
fn one_company_and_one_enquiry() {
    let study = study(1, 1, 1, &[Channel::Email]);
    insta::assert_snapshot!(of(
        &study,
        &[accepted(vec![reply(Kind::Answer, Some(2.0))])],
        10_000.0
    ));
}

#[test]
fn nothing_was_asked() {
    insta::assert_snapshot!(of(&study(0, 1, 0, &[]), &[], 10_000.0));
}

#[test]
fn nothing_left_yet_on_two_channels() {
    let study = study(2, 2, 1, &[Channel::Email, Channel::Twitter]);
    let case = |company, channel, offered, tried: bool| Case {
        enquiry: enquiry(company, company, 0, channel, offered),
        last_attempt: tried.then(|| attempt(None)),
        replies: Vec::new(),
        codings: Vec::new(),
    };
    let cases = [
        case(0, Channel::Email, true, true),
        case(1, Channel::Email, true, false),
        case(0, Channel::Twitter, false, false),
        case(1, Channel::Twitter, false, false),
    ];
    insta::assert_snapshot!(of(&study, &cases, 5.0));
}

#[test]
fn hostile_names_have_no_meaning_in_markdown() {
    let mut study = study(2, 2, 1, &[Channel::Email]);
    study.panel[0].sector = "<script>|`[x](javascript:1)\n# *".to_owned();
    let text = of(&study, &cases(&study), 10_000.0);
    assert!(
        text.contains("&lt;script&gt;\\|\\`\\[x\\](javascript:1) \\# \\*"),
        "{text}"
    );
    assert!(!text.contains("<script") && !text.contains("\n# *"));
}

/// A wave of companies that answer more the later they stand in the panel, with an outside score.
fn league(companies: u32, outside: impl Fn(u32) -> Option<f64>) -> String {
    let mut study = study(companies, 2, 6, &[Channel::Email]);
    study.scoring.weights.truncate(1);
    study.scoring.replicates = 400;
    study.outside = vec![crate::model::OutsideScore {
        name: "customers".to_owned(),
        source: "a survey *of* theirs, 2026-10-01".to_owned(),
        values: (0..companies)
            .filter_map(|c| Some((c, outside(c)?)))
            .collect(),
    }];
    let mut cases = Vec::new();
    for company in 0..companies {
        for question in 0..6 {
            let answered = question < company / 2 % 6;
            let mut case = accepted(if answered {
                vec![reply(Kind::Answer, Some(2.0))]
            } else {
                Vec::new()
            });
            case.enquiry = enquiry(
                company * 6 + question,
                company,
                question,
                Channel::Email,
                true,
            );
            cases.push(case);
        }
    }
    let text = of(&study, &cases, 10_000.0);
    let begin = text.find("## Overall score").unwrap();
    let end = text.find("## By channel").unwrap();
    text[begin..end].to_owned()
}

#[test]
fn a_league_and_an_outside_score() {
    insta::assert_snapshot!(league(13, |c| Some(f64::from(c * 5 % 13))));
}

#[test]
fn outside_scores_are_told_honestly() {
    for (companies, outside, says) in [
        (
            2,
            (|c| Some(f64::from(c))) as fn(u32) -> Option<f64>,
            "Only 2 companies have both it and an overall score, too few to say anything (n = 2).",
        ),
        (
            12,
            |c| (c == 3).then_some(1.0),
            "Only 1 company has both it and an overall score, too few to say anything (n = 1).",
        ),
        (
            12,
            |_| None,
            "No company has both it and an overall score, too few to say anything.",
        ),
        (
            12,
            |_| Some(4.0),
            "one of the two is all the same, so nothing can be said about a relation (n = 12).",
        ),
        (
            12,
            |c| Some(f64::from(c)),
            "companies with more of it tend to have a higher overall score.",
        ),
        (
            12,
            |c| Some(-f64::from(c)),
            "companies with more of it tend to have a lower overall score.",
        ),
        (12, |c| Some(f64::from(c * 7 % 5)), "that may be chance."),
    ] {
        let text = league(companies, outside);
        assert!(text.contains(says), "{says}\n{text}");
        assert!(text.contains("a survey \\*of\\* theirs"), "{text}");
    }
    let alike = league(2, |_| None);
    assert!(
        alike.contains("All of them have the same score, so there is no order."),
        "{alike}"
    );
    let one = league(1, |_| None);
    assert!(one.contains("One company has a score: 0.0."), "{one}");
}
