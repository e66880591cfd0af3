#![expect(
    clippy::float_cmp,
    reason = "counts, kept as numbers like every estimate"
)]
use super::*;
use crate::model::{Channel, Denominator};
use crate::score::Awaited;
use crate::score::metric::Scale;
use crate::score::sample::row;
use crate::score::sample::{at, cases, study};
use crate::score::sample::{builder, unit};

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
fn the_nearer_a_panel_is_to_all_companies_the_narrower_its_intervals() {
    use crate::model::Population;
    let drawn_of = |population: Population| {
        let mut study = study(40, 4, 3, &[Channel::Email]);
        study.scoring.population = population;
        scores(&study)
    };
    let sector = Subject::Sector("Sector 1".to_owned());
    let width = |scores: &Scores, metric: &str, subject: &Subject| {
        let found = value(scores, metric, Denominator::Delivered, subject);
        found.high.unwrap() - found.low.unwrap()
    };
    let endless = drawn_of(Population::Endless);
    let of = |n| drawn_of(Population::Companies(n));
    let names: Vec<String> = (1..=4).map(|n| format!("Sector {n}")).collect();
    let by_sector = |n: u64| {
        drawn_of(Population::Sectors(
            names.iter().map(|name| (name.clone(), n)).collect(),
        ))
    };
    for metric in [
        "answered",
        "answered_within_24_h",
        "restricted_mean_hours_to_answer",
    ] {
        let about = |scores: &Scores| width(scores, metric, &Subject::All);
        let plain = about(&endless);
        assert!((about(&of(1_000_000_000)) - plain).abs() < 1e-6, "{metric}");
        assert!(about(&of(80)) < 0.8 * plain, "{metric}");
        assert!(about(&of(41)) < about(&of(80)), "{metric}");
        assert!(about(&of(40)) < 1e-9, "{metric}");
        // Of the sectors nothing is said, unless it is said by sector.
        let in_sector = |scores: &Scores| width(scores, metric, &sector);
        assert_eq!(in_sector(&of(40)), in_sector(&endless), "{metric}");
        assert!(
            in_sector(&by_sector(12)) < 0.8 * in_sector(&endless),
            "{metric}"
        );
        assert!(about(&by_sector(12)) < 0.8 * plain, "{metric}");
    }
    // A company's own interval is about its questions.
    let own = |scores: &Scores| scores.companies().collect::<Vec<_>>();
    assert_eq!(own(&of(40)), own(&endless));
}

#[test]
fn no_end_of_an_interval_lies_where_the_number_cannot_be() {
    // Of two companies one answers all and one nothing: Student's t would reach far below 0 and above 100.
    let mut units: Vec<_> = (0..8).map(|seq| unit(seq % 2, seq)).collect();
    for unit in &mut units {
        let answers = unit.company == 0;
        unit.satisfied = Some(f64::from(u8::from(answers))).into();
        let [recommend, correct] = if answers {
            ["10", "correct"]
        } else {
            ["0", "wrong"]
        };
        unit.codes
            .set(crate::model::Criterion::Recommend, recommend);
        unit.codes.set(crate::model::Criterion::Correct, correct);
        if !answers {
            unit.disposition = crate::model::Disposition::Silent;
        }
    }
    let scores = Scores::of(builder(2, units).finish());
    let all = |metric: &str| {
        let mut found = scores.estimates.iter().filter(|e| e.metric == metric);
        let found = found.find(|e| e.subject == Subject::All && e.channel.is_none());
        found.map(|e| (e.low, e.high)).unwrap()
    };
    assert_eq!(all("overall_score"), (Some(0.0), Some(100.0)));
    for estimate in &scores.estimates {
        let scale = metric::find(&estimate.metric).unwrap().scale;
        for end in [estimate.low, estimate.high].into_iter().flatten() {
            assert_eq!(scale.within(end), end, "{}", estimate.metric);
        }
    }
    assert_eq!(Scale::Points(-100, 100).within(-130.0), -100.0);
    assert_eq!(Scale::Points(0, metric::ENDLESS).within(40_000.0), 40_000.0);
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
fn what_companies_add_may_be_kept_or_not() {
    // More companies than stand in one lot, and not all asked on the same channels.
    let study = study(150, 2, 3, &[Channel::Email, Channel::Chat]);
    let mut wave = Scorer::new(&study);
    for case in cases(&study) {
        let row = row(&study, &case, at(10_000.0));
        if !row.enquiry.company.is_multiple_of(3) || row.enquiry.channel == Channel::Chat {
            wave.add(&row);
        }
    }
    let mut scores = wave.finish(&[]);
    let own = |scores: &Scores| scores.companies().collect::<Vec<_>>();
    let kept = own(&scores);
    assert!(scores.parts.take().is_some());
    assert!(own(&scores) == kept);
    for estimate in kept.iter().filter(|e| e.n > 0) {
        let metric = metric::find_of(&estimate.metric, estimate.denominator).unwrap();
        let id = estimate.subject.name();
        let one = scores.of_company(id, metric, estimate.channel).unwrap();
        assert_eq!(&one, estimate);
    }
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

#[test]
fn what_does_not_vary_has_no_interval_and_what_is_counted_has_one() {
    let mean = |ratings: &[u8]| {
        let units = (0..).zip(ratings).map(|(seq, hours)| {
            let mut unit = unit(seq, seq);
            unit.promised_hours = Some(f64::from(*hours)).into();
            unit
        });
        let scores = Scores::of(builder(4, units.collect()).finish());
        value(
            &scores,
            "promised_hours",
            Denominator::Promised,
            &Subject::All,
        )
    };
    let alike = mean(&[8, 8, 8, 8]);
    assert_eq!(
        (alike.value, alike.low, alike.high),
        (Some(8.0), None, None)
    );
    let varied = mean(&[8, 8, 8, 9]);
    assert!(varied.low < varied.value && varied.value < varied.high);

    let study = study(40, 4, 1, &[Channel::Email]);
    let scores = scores(&study);
    for estimate in scores
        .estimates
        .iter()
        .filter(|e| e.metric.starts_with("count_"))
    {
        let (value, low, high) = (
            estimate.value.unwrap(),
            estimate.low.unwrap(),
            estimate.high.unwrap(),
        );
        assert!(
            low <= value && value <= high && high <= estimate.n as f64,
            "{estimate:?}"
        );
        assert!(high > low, "{estimate:?}");
    }
    // Wilson's of 4 in 40, times 40.
    let not_offered = value(
        &scores,
        "count_not_offered",
        Denominator::AllCompanies,
        &Subject::All,
    );
    assert_eq!(not_offered.value, Some(4.0));
    let (low, high) = wilson(4, 40).unwrap();
    assert!((not_offered.low.unwrap() - 40.0 * low).abs() < 1e-9);
    assert!((not_offered.high.unwrap() - 40.0 * high).abs() < 1e-9);
}

#[test]
fn a_companys_consistency_takes_its_questions_as_units() {
    use crate::score::consistency::Agreement;
    let study = study(1, 1, 6, &[Channel::Email, Channel::Twitter]);
    let both = || [Channel::Email, Channel::Twitter].into_iter().collect();
    let said = |question, agree: bool| Agreement {
        company: 0,
        question,
        asked: both(),
        answered: both(),
        agree: agree.into(),
        contradict: (!agree).into(),
        unsure: 0,
        different: None,
    };
    let of = |rows: &[Agreement]| {
        let scores = Scorer::new(&study).finish(rows);
        let id = scores.frame.companies[0].id.clone();
        let metric = metric::find("consistency_agreement").unwrap();
        scores.of_company(&id, metric, None).unwrap()
    };
    let six: Vec<Agreement> = (0..6).map(|q| said(q, q < 4)).collect();
    let found = of(&six);
    let (low, high) = wilson(4, 6).unwrap();
    assert_eq!((found.value, found.n), (Some(4.0 / 6.0), 6));
    assert!((found.low.unwrap() - low).abs() < 1e-12 && (found.high.unwrap() - high).abs() < 1e-12);
    // One question says nothing about others.
    let one = of(&six[..1]);
    assert_eq!((one.value, one.low, one.high), (Some(1.0), None, None));
}

#[test]
fn a_companys_overall_score_has_the_interval_of_the_league() {
    let study = study(12, 2, 6, &[Channel::Email]);
    let mut scores = scores(&study);
    let league = League::of(&scores.frame, study.seed);
    scores.place(&league);
    let metric = metric::find(OVERALL).unwrap();
    let mut known = 0;
    for entry in &league.entries {
        let found = scores.about(entry.company, metric, None).unwrap();
        assert_eq!(found.low.zip(found.high), entry.interval);
        let id = &scores.frame.companies[entry.company].id;
        assert_eq!(scores.of_company(id, metric, None).unwrap(), found);
        let listed = scores.companies().find(|e| {
            e.metric == OVERALL && e.subject == Subject::Company(id.clone()) && e.channel.is_none()
        });
        assert_eq!(listed.unwrap(), found);
        known += usize::from(entry.interval.is_some());
    }
    assert!(known > 3, "{known}");
}
