use super::summary;
use crate::model::{Case, Channel, Kind, Study};
use crate::report::coded::Coders;
use crate::score::Scorer;
use crate::score::sample::row;
use crate::score::sample::{accepted, at, attempt, cases, enquiry, reply, study};

fn of(study: &Study, cases: &[Case], hours: f64) -> String {
    let mut scorer = Scorer::new(study);
    for case in cases {
        scorer.add(&row(study, case, at(hours)));
    }
    summary(
        study,
        &scorer.finish(&[]),
        &Coders::default(),
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
