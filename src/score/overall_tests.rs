use super::*;
use crate::model::{Channel, Criterion, Disposition, Kind, Study, Weight};
use crate::score::consistency::Agreement;
use crate::score::sample::row;
use crate::score::sample::{accepted, at, attempt, enquiry, reply, study};
use crate::score::{Frame, Scorer, Scores};

/// A wave of the sample's cases, with what was said together.
fn scores(study: &Study, cases: &[crate::model::Case], said: &[Agreement]) -> Scores {
    let mut scorer = Scorer::new(study);
    for case in cases {
        scorer.add(&row(study, case, at(10_000.0)));
    }
    scorer.finish(said)
}

fn of(frame: &Frame, company: usize) -> Overall {
    Overall::of(&frame.member(company))
}

fn weights(list: &[(Component, Option<Channel>, u64)]) -> Vec<Weight> {
    let weights = list.iter().map(|(component, channel, weight)| Weight {
        component: *component,
        channel: *channel,
        weight: weight * WEIGHT_OF_ONE,
    });
    weights.collect()
}

/// Two enquiries by email to one company, the first answered with these codes, the second silent.
fn half_answered(
    codes: &[(Criterion, &str)],
    list: &[(Component, Option<Channel>, u64)],
) -> Overall {
    let mut study = study(1, 1, 2, &[Channel::Email]);
    study.scoring.weights = weights(list);
    let answer = accepted(vec![reply(Kind::Answer, Some(2.0))]);
    let mut silence = accepted(Vec::new());
    silence.enquiry.seq = 1;
    silence.enquiry.question = 1;
    let mut frame = scores(&study, &[answer, silence], &[]).frame;
    let mut units = frame.units().to_vec();
    for (criterion, code) in codes {
        units[0].codes.set(*criterion, code);
    }
    let mut builder = crate::score::Builder::new(&study);
    for unit in units {
        builder.unit(unit);
    }
    frame = builder.finish();
    of(&frame, 0)
}

#[test]
fn a_score_is_the_weighted_mean_of_what_is_known() {
    use Component::{Answered, Correct, Grammar, PromiseKept, Rating};
    let codes = [
        (Criterion::Correct, "correct"),
        (Criterion::GrammarSlips, "1"),
        (Criterion::Rating, "10"),
    ];
    let list = [
        (Answered, None, 2),
        (Correct, None, 1),
        (Grammar, None, 1),
        (Rating, None, 1),
        (PromiseKept, None, 100),
    ];
    // (2 x 0.5 + 1 x 1 + 1 x 2/3 + 1 x 1) / 5; nobody promised anything, so that weighs nothing.
    let found = half_answered(&codes, &list);
    let expected = 100.0 * (1.0 + 1.0 + 2.0 / 3.0 + 1.0) / 5.0;
    assert!((found.score.unwrap() - expected).abs() < 1e-9, "{found:?}");
    assert_eq!(found.known, Some(1.0));
    assert_eq!(found.values[4], Known::NotApplicable);
}

#[test]
fn what_is_missing_is_no_zero_and_too_much_of_it_leaves_no_score() {
    use Component::{Answered, Correct};
    let found = half_answered(&[], &[(Answered, None, 1), (Correct, None, 1)]);
    assert_eq!(found.values[1], Known::Missing);
    assert_eq!((found.score, found.known), (Ok(50.0), Some(0.5)));
    let found = half_answered(&[], &[(Answered, None, 2), (Correct, None, 3)]);
    assert_eq!(found.score, Err(NoScore::TooLittleKnown));
    let found = half_answered(&[], &[(Answered, Some(Channel::Chat), 1)]);
    assert_eq!(found.score, Err(NoScore::NothingAsked));
}

#[test]
fn silence_and_a_channel_that_is_not_offered_are_zero_and_our_failure_is_not() {
    let study = study(4, 1, 1, &[Channel::Email]);
    let mut cases = Vec::new();
    for company in 0..3 {
        let mut case = accepted(Vec::new());
        case.enquiry = enquiry(company, company, 0, Channel::Email, company != 1);
        if company > 0 {
            case.last_attempt = (company == 2).then(|| attempt(None));
        }
        cases.push(case);
    }
    let scores = scores(&study, &cases, &[]);
    let frame = &scores.frame;
    let ended: Vec<_> = frame.units().iter().map(|u| u.disposition).collect();
    assert_eq!(
        ended,
        [
            Disposition::Silent,
            Disposition::NotOffered,
            Disposition::InDoubt
        ]
    );
    assert_eq!(of(frame, 0).score, Ok(0.0));
    assert_eq!(of(frame, 1).score, Ok(0.0));
    assert_eq!(of(frame, 2).score, Err(NoScore::TooLittleKnown));
    assert_eq!(of(frame, 2).known, Some(0.0));
    assert_eq!(of(frame, 3).score, Err(NoScore::NothingAsked));
    let mean = scores
        .estimates
        .iter()
        .find(|e| e.metric == "overall_score");
    let mean = mean.unwrap();
    assert_eq!((mean.value, mean.n, mean.companies), (Some(0.0), 2, 2));
}

#[test]
fn the_rule_of_the_editions_is_the_unweighted_mean_of_the_channels() {
    let channels = [
        Channel::Email,
        Channel::Twitter,
        Channel::Chat,
        Channel::WebSearch,
    ];
    let mut study = study(2, 1, 4, &channels);
    study.scoring.formula = Formula::Eptica2017;
    let mut cases = Vec::new();
    for company in 0..2 {
        for question in 0..4 {
            for channel in channels {
                let seq = u32::try_from(cases.len()).unwrap();
                let answered = match channel {
                    Channel::Email => question < 1 + company,
                    Channel::Twitter => question < 3,
                    Channel::Chat => true,
                    _ => false,
                };
                let mut case = accepted(Vec::new());
                if answered {
                    case = accepted(vec![reply(Kind::Answer, Some(1.0))]);
                }
                case.enquiry = enquiry(
                    seq,
                    company,
                    question,
                    channel,
                    channel != Channel::WebSearch,
                );
                cases.push(case);
            }
        }
    }
    let scores = scores(&study, &cases, &[]);
    // Email 1/4 and 2/4, Twitter 3/4, web not offered; chat does not count.
    assert!((of(&scores.frame, 0).score.unwrap() - 100.0 / 3.0).abs() < 1e-9);
    assert!((of(&scores.frame, 1).score.unwrap() - 125.0 / 3.0).abs() < 1e-9);
    let total = scores
        .estimates
        .iter()
        .find(|e| e.metric == "overall_score");
    let by_channel = |channel| {
        let all = scores.estimates.iter();
        let found = all.filter(|e| e.metric == "answered" && e.channel == Some(channel));
        found.map(|e| e.value.unwrap()).next().unwrap()
    };
    let mean = (by_channel(Channel::Email)
        + by_channel(Channel::Twitter)
        + by_channel(Channel::WebSearch))
        / 3.0;
    assert!((total.unwrap().value.unwrap() - 100.0 * mean).abs() < 1e-9);
}

#[test]
fn consistency_is_had_from_pairs_and_waits_for_what_is_undecided() {
    let mut study = study(3, 1, 1, &[Channel::Email]);
    study.scoring.weights = weights(&[
        (Component::Answered, None, 1),
        (Component::Consistency, None, 1),
    ]);
    let mut cases = Vec::new();
    let mut said = Vec::new();
    for company in 0..3 {
        let mut case = accepted(vec![reply(Kind::Answer, Some(1.0))]);
        case.enquiry = enquiry(company, company, 0, Channel::Email, true);
        cases.push(case);
        said.push(Agreement {
            company,
            question: 0,
            asked: [Channel::Email, Channel::Twitter].into_iter().collect(),
            answered: [Channel::Email, Channel::Twitter].into_iter().collect(),
            agree: u32::from(company == 0),
            contradict: u32::from(company == 0) * 3,
            unsure: u32::from(company == 1),
            different: None,
        });
    }
    let frame = scores(&study, &cases, &said).frame;
    assert_eq!(of(&frame, 0).score, Ok(62.5));
    assert_eq!(of(&frame, 1).values[1], Known::Missing);
    assert_eq!(of(&frame, 2).values[1], Known::NotApplicable);
    assert_eq!(frame.member(0).compared[0].pairs(), 4);
    assert_eq!(frame.member(1).compared[0].unsure, 1);
    assert_eq!(frame.member(2).compared[0].pairs(), 0);
    let rest = frame.without(|m| m.company.id == "c0001");
    assert_eq!((rest.companies.len(), of(&rest, 0).score), (2, Ok(62.5)));
}

#[test]
fn every_component_has_a_metric_and_says_what_it_is() {
    for component in Component::ALL {
        let measure = component.measure();
        let found = crate::score::metric::find(measure.metric).unwrap();
        assert!(
            matches!(found.how, How::Share(_) | How::Mean(_))
                || *component == Component::Consistency,
            "{component}"
        );
        assert_eq!(
            found.better == Better::Lower,
            measure.best < measure.worst,
            "{component}"
        );
        assert_ne!(found.better, Better::Neither, "{component}");
        assert!(component.about().starts_with(measure.metric), "{component}");
    }
}
