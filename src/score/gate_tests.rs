use super::*;
use crate::model::{Case, Channel, Denominator, Kind, Study};
use crate::score::Scorer;
use crate::score::compare::{Change, Side, Test};
use crate::score::sample::row;
use crate::score::sample::{self, accepted, enquiry, reply};

/// A wave by email, one question to each company: the first `answered` of `sent` were answered after two hours.
fn wave(sent: u32, answered: u32, sectors: u32) -> Scores {
    let study: Study = sample::study(sent, sectors, 1, &[Channel::Email]);
    let mut scorer = Scorer::new(&study);
    for company in 0..sent {
        let replies = if company < answered {
            vec![reply(Kind::Answer, Some(2.0))]
        } else {
            Vec::new()
        };
        let case = Case {
            enquiry: enquiry(company, company, 0, Channel::Email, true),
            ..accepted(replies)
        };
        scorer.add(&row(&study, &case, sample::at(2000.0)));
    }
    scorer.finish(&[])
}

fn assertion(metric: &str) -> Assertion {
    Assertion {
        metric: metric.to_owned(),
        denominator: metric::find(metric).unwrap().denominator,
        subject: Subject::All,
        channel: Some(Channel::Email),
        min: None,
        max: None,
        max_drop: None,
        only: Only::Clear,
        level: Level::Error,
        if_unknown: IfUnknown::Fail,
    }
}

fn one(assertion: Assertion, scores: &Scores, baseline: Option<Baseline<'_>>) -> Verdict {
    let gate = Gate {
        baseline: None,
        assertions: vec![assertion],
    };
    let mut verdicts = judge(&gate, scores, baseline);
    assert_eq!(verdicts.len(), 1);
    verdicts.remove(0)
}

#[test]
fn a_bound_is_broken_clearly_or_always() {
    // 40 of 100: Wilson's interval is 0.309 to 0.498.
    let scores = wave(100, 40, 10);
    let min = |min, only| {
        let asserted = Assertion {
            min: Some(min),
            only,
            ..assertion("answered")
        };
        one(asserted, &scores, None).finding
    };
    assert_eq!(min(0.40, Only::Always), Finding::Holds);
    assert_eq!(min(0.41, Only::Always), Finding::Broken);
    assert_eq!(min(0.41, Only::Clear), Finding::NotClear);
    assert_eq!(min(0.49, Only::Clear), Finding::NotClear);
    assert_eq!(min(0.51, Only::Clear), Finding::Broken);
    let max = |max, only| {
        let asserted = Assertion {
            max: Some(max),
            only,
            ..assertion("answered")
        };
        one(asserted, &scores, None).finding
    };
    assert_eq!(max(0.40, Only::Always), Finding::Holds);
    assert_eq!(max(0.39, Only::Always), Finding::Broken);
    assert_eq!(max(0.35, Only::Clear), Finding::NotClear);
    assert_eq!(max(0.30, Only::Clear), Finding::Broken);
}

#[test]
fn a_sector_of_ten_breaks_nothing_clearly_that_a_hundred_would() {
    // The companies that answer are the first forty: four of ten in each of ten sectors.
    let scores = wave(100, 40, 10);
    let asserted = |subject| Assertion {
        min: Some(0.51),
        subject,
        ..assertion("answered")
    };
    let all = one(asserted(Subject::All), &scores, None);
    assert_eq!(all.finding, Finding::Broken);
    let sector = one(
        asserted(Subject::Sector("Sector 1".to_owned())),
        &scores,
        None,
    );
    assert_eq!(sector.estimate.as_ref().unwrap().value, Some(0.4));
    assert_eq!(sector.finding, Finding::NotClear);
    let company = one(
        asserted(Subject::Company("c0099".to_owned())),
        &scores,
        None,
    );
    assert_eq!(company.estimate.as_ref().unwrap().value, Some(0.0));
    assert_eq!(company.finding, Finding::NotClear);
}

#[test]
fn what_was_not_measured_counts_as_not_held_unless_somebody_wants_it_so() {
    let scores = wave(4, 0, 1);
    let coded = Assertion {
        min: Some(0.5),
        ..assertion("correct")
    };
    let verdict = one(coded.clone(), &scores, None);
    assert_eq!(verdict.finding, Finding::Unknown(Unknown::NotMeasured));
    assert_eq!(
        (verdict.outcome(), verdict.counts_as()),
        (Outcome::Unknown, Some(Level::Error))
    );
    let lenient = Assertion {
        if_unknown: IfUnknown::Pass,
        ..coded
    };
    let verdict = one(lenient, &scores, None);
    assert_eq!(
        (verdict.outcome(), verdict.counts_as()),
        (Outcome::Unknown, None)
    );
    let nobody = Assertion {
        min: Some(0.5),
        subject: Subject::Company("nobody".to_owned()),
        ..assertion("answered")
    };
    assert_eq!(
        one(nobody, &scores, None).finding,
        Finding::Unknown(Unknown::NotMeasured)
    );
}

#[test]
fn a_median_that_was_not_reached_is_beyond_when_its_interval_is() {
    let median = metric::all()
        .find(|m| m.name.starts_with("median_hours_to_answer"))
        .unwrap()
        .name;
    let asserted = |max| Assertion {
        max: Some(max),
        ..assertion(median)
    };
    // Nine in ten were silent to the cut-off: the median is not reached and has no interval either.
    let scores = wave(100, 10, 1);
    let verdict = one(asserted(24.0), &scores, None);
    assert_eq!(verdict.estimate.as_ref().unwrap().value, None);
    assert_eq!(verdict.finding, Finding::Unknown(Unknown::NotMeasured));
    // All answered after two hours.
    let scores = wave(100, 100, 1);
    assert_eq!(one(asserted(24.0), &scores, None).finding, Finding::Holds);
    assert_eq!(
        one(
            Assertion {
                only: Only::Always,
                ..asserted(1.0)
            },
            &scores,
            None
        )
        .finding,
        Finding::Broken
    );
}

/// A change of `answered` by email.
fn change(base: f64, head: f64, call: Call) -> Change {
    Change {
        metric: metric::all()
            .find(|m| m.name == "answered" && m.denominator == Denominator::AllCompanies)
            .unwrap(),
        subject: Subject::All,
        channel: Some(Channel::Email),
        base: Side {
            value: Some(base),
            n: 100,
        },
        head: Side {
            value: Some(head),
            n: 100,
        },
        pairs: 100,
        effect: Some(head - base),
        low: None,
        high: None,
        p: None,
        p_adjusted: None,
        test: Test::McNemar,
        only: None,
        reason: None,
        call,
    }
}

#[test]
fn a_drop_counts_when_it_is_called_clear_or_always() {
    let scores = wave(100, 40, 1);
    let drop = |call, only, most| {
        let comparison = Comparison {
            base: "2026-10".to_owned(),
            head: "2026-11".to_owned(),
            labels: Vec::new(),
            notes: Vec::new(),
            pairs: 100,
            changes: vec![change(0.5, 0.4, call)],
        };
        let baseline = Baseline {
            scores: None,
            comparison: Ok(&comparison),
        };
        let asserted = Assertion {
            max_drop: Some(most),
            only,
            ..assertion("answered")
        };
        let verdict = one(asserted, &scores, Some(baseline));
        assert_eq!(verdict.baseline, Some(0.5));
        verdict.finding
    };
    assert_eq!(drop(Call::Clear, Only::Clear, 0.05), Finding::Broken);
    assert_eq!(drop(Call::Noise, Only::Clear, 0.05), Finding::NotClear);
    assert_eq!(drop(Call::Noise, Only::Always, 0.05), Finding::Broken);
    assert_eq!(
        drop(Call::Unknown, Only::Clear, 0.05),
        Finding::Unknown(Unknown::NotCalled)
    );
    // Exactly as much as is allowed: 0.5 - 0.4 is not 0.1 in binary.
    assert_eq!(drop(Call::Clear, Only::Clear, 0.1), Finding::Holds);
}

#[test]
fn without_a_comparison_nothing_is_said_of_a_drop() {
    let scores = wave(100, 40, 1);
    let asserted = Assertion {
        max_drop: Some(0.05),
        ..assertion("answered")
    };
    let verdict = one(asserted.clone(), &scores, None);
    assert!(matches!(
        verdict.finding,
        Finding::Unknown(Unknown::NotComparable(_))
    ));
    let refused = Baseline {
        scores: None,
        comparison: Err("the questions were reworded"),
    };
    let verdict = one(asserted.clone(), &scores, Some(refused));
    assert_eq!(
        verdict.finding,
        Finding::Unknown(Unknown::NotComparable(
            "the questions were reworded".to_owned()
        ))
    );
    // One company, whose numbers are taken as they are.
    let before = wave(100, 100, 1);
    let comparison = Comparison {
        base: "2026-10".to_owned(),
        head: "2026-11".to_owned(),
        labels: Vec::new(),
        notes: Vec::new(),
        pairs: 100,
        changes: Vec::new(),
    };
    let baseline = Baseline {
        scores: Some(&before),
        comparison: Ok(&comparison),
    };
    let single = Assertion {
        subject: Subject::Company("c0099".to_owned()),
        only: Only::Always,
        ..asserted
    };
    let verdict = one(single, &scores, Some(baseline));
    assert_eq!(
        (verdict.drop, verdict.finding),
        (Some(1.0), Finding::Broken)
    );
}
