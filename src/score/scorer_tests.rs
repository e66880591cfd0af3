#![expect(
    clippy::float_cmp,
    reason = "counts, kept as numbers like every estimate"
)]
use super::*;
use crate::model::{Channel, Denominator};
use crate::score::sample::row;
use crate::score::sample::{at, cases, study};

fn scores(study: &Study) -> Scores {
    let mut scorer = Scorer::new(study);
    for case in cases(study) {
        scorer.add(&row(study, &case, at(10_000.0)));
    }
    scorer.finish(&[])
}

fn value(scores: &Scores, metric: &str, denominator: Denominator, subject: &Subject) -> Estimate {
    scores
        .find(metric, denominator, subject, Some(Channel::Email))
        .unwrap()
        .clone()
}

#[test]
fn our_failures_leave_the_denominators_and_are_counted() {
    let study = study(40, 4, 2, &[Channel::Email]);
    let scores = scores(&study);
    let all = |metric: &str, denominator| value(&scores, metric, denominator, &Subject::All);
    let count = |what: &str| all(&format!("count_{what}"), Denominator::AllCompanies);
    let ours = count("not_sent").value.unwrap() + count("in_doubt").value.unwrap();
    assert!(ours > 0.0);
    assert_eq!(count("silent").n, 80);
    assert_eq!(all("offered", Denominator::AllCompanies).n, 80);
    assert_eq!(all("offered", Denominator::AllCompanies).value, Some(0.9));
    assert_eq!(
        all("answered", Denominator::AllCompanies).n as f64,
        80.0 - ours
    );
    assert_eq!(
        all("answered", Denominator::OfferingChannel).n as f64,
        72.0 - ours
    );
    assert_eq!(
        all("answered", Denominator::Delivered).n as f64,
        72.0 - ours - count("undeliverable").value.unwrap()
    );
    let answered = count("answered").value.unwrap();
    let share = all("answered", Denominator::Delivered);
    assert_eq!(share.value, Some(answered / share.n as f64));
}

#[test]
fn sectors_and_companies_add_up_to_the_panel() {
    let study = study(30, 3, 4, &[Channel::Email, Channel::Twitter]);
    let scores = scores(&study);
    for metric in super::metric::all().filter(|m| m.scale == Scale::Count) {
        for channel in [None, Some(Channel::Email), Some(Channel::Twitter)] {
            let sum = |estimates: Vec<&Estimate>| -> f64 {
                estimates
                    .iter()
                    .filter(|e| e.metric == metric.name && e.channel == channel)
                    .filter_map(|e| e.value)
                    .sum()
            };
            let companies: Vec<_> = scores.companies().collect();
            let of = |kind| {
                scores
                    .estimates
                    .iter()
                    .filter(|e| e.subject.kind() == kind)
                    .collect()
            };
            let all = sum(of("all"));
            assert_eq!(sum(of("sector")), all, "{}", metric.name);
            assert_eq!(sum(companies.iter().collect()), all, "{}", metric.name);
        }
    }
    let of_all = scores
        .estimates
        .iter()
        .filter(|e| e.subject == Subject::All);
    let every = metric::all().count();
    let of_enquiries = metric::all().filter(|m| m.is_of_enquiries()).count();
    assert_eq!(
        of_all.count(),
        every + 2 * of_enquiries,
        "the panel over all channels and on each, what is of companies only over all"
    );
}

#[test]
fn the_order_of_the_cases_does_not_show() {
    let study = study(25, 5, 3, &[Channel::Email, Channel::Chat]);
    let forwards = scores(&study);
    let mut other = Scorer::new(&study);
    for case in cases(&study).iter().rev() {
        other.add(&row(&study, case, at(10_000.0)));
    }
    let backwards = other.finish(&[]);
    assert_eq!(forwards.estimates, backwards.estimates);
    assert_eq!(forwards.curves, backwards.curves);
    assert!(forwards.companies().eq(backwards.companies()));
}

#[test]
fn medians_and_shares_are_the_curve_s() {
    let study = study(40, 2, 5, &[Channel::Email]);
    let scores = scores(&study);
    let curve = |awaited| {
        &scores
            .curves
            .iter()
            .find(|c| c.awaited == awaited)
            .unwrap()
            .estimate
    };
    let answer = curve(Awaited::Answer);
    let estimate = |metric| value(&scores, metric, Denominator::Delivered, &Subject::All);
    assert_eq!(
        estimate("median_hours_to_acknowledgement").value,
        curve(Awaited::FirstReply).median().value
    );
    let day = estimate("answered_within_24_h");
    let (waiting, interval) = answer.waiting_at(24.0).unwrap();
    assert_eq!(day.value, Some(1.0 - waiting));
    assert_eq!(day.high, interval.map(|i| 1.0 - i.0));
    assert_eq!(day.n, answer.n());
    assert!(day.low < day.value && day.value < day.high);
    let mean = value(
        &scores,
        "mean_hours_to_answer_repliers_only",
        Denominator::Answered,
        &Subject::All,
    );
    assert_eq!(mean.n, answer.events());
}

#[test]
fn a_study_of_nothing_has_numbers_about_nothing() {
    let scores = scores(&study(0, 1, 0, &[]));
    assert!(scores.curves.is_empty() && scores.companies().next().is_none());
    assert!(
        scores
            .estimates
            .iter()
            .all(|e| e.subject == Subject::All && e.n == 0)
    );
}
