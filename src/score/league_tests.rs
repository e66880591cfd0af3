use super::*;
use crate::model::{Channel, Component, Kind, Study, WEIGHT_OF_ONE, Weight};
use crate::score::Scorer;
use crate::score::sample::row;
use crate::score::sample::{accepted, at, cases, enquiry, reply, study};

fn frame(study: &Study, cases: &[crate::model::Case]) -> Frame {
    let mut scorer = Scorer::new(study);
    for case in cases {
        scorer.add(&row(study, case, at(10_000.0)));
    }
    scorer.finish(&[]).frame
}

/// Companies of which each answers so many of ten questions by email.
fn answering(answered: &[u32]) -> Frame {
    let companies = u32::try_from(answered.len()).unwrap();
    let mut study = study(companies, 2, 10, &[Channel::Email]);
    study.scoring.weights = vec![Weight {
        component: Component::Answered,
        channel: None,
        weight: WEIGHT_OF_ONE,
    }];
    study.scoring.replicates = 1_000;
    let mut cases = Vec::new();
    for (company, answered) in (0..).zip(answered) {
        for question in 0..10 {
            let replies = (question < *answered).then(|| reply(Kind::Answer, Some(1.0)));
            let mut case = accepted(replies.into_iter().collect());
            case.enquiry = enquiry(
                company * 10 + question,
                company,
                question,
                Channel::Email,
                true,
            );
            cases.push(case);
        }
    }
    frame(&study, &cases)
}

#[test]
fn places_are_joint_and_reach_as_far_as_chance_goes() {
    let league = League::of(&answering(&[5, 10, 4, 5, 0]), 7);
    let told: Vec<_> = league
        .entries
        .iter()
        .map(|e| (e.company, e.rank.map(|r| (r.place, r.joint))))
        .collect();
    assert_eq!(
        told,
        [
            (1, Some((1, false))),
            (0, Some((2, true))),
            (3, Some((2, true))),
            (2, Some((4, false))),
            (4, Some((5, false))),
        ]
    );
    let middle = &league.entries[1];
    // Whoever answers five of ten may be second to fourth by chance.
    assert_eq!(middle.rank.unwrap().interval, Some((2, 4)));
    // All that it was asked went alike, which shows nothing of chance.
    assert_eq!(league.entries[0].rank.unwrap().interval, None);
    assert_eq!(league.entries[0].interval, None);
    let (low, high) = middle.interval.unwrap();
    assert!(
        (20.0..=30.0).contains(&low) && (70.0..=80.0).contains(&high),
        "{low} {high}"
    );
    // Sectors take turns: companies 0, 2 and 4 are of one.
    let sector: Vec<_> = league
        .entries
        .iter()
        .map(|e| e.sector_rank.unwrap().place)
        .collect();
    assert_eq!(sector, [1, 1, 2, 2, 3]);
    assert_eq!((league.scored, league.replicates), (5, 1_000));
}

#[test]
fn the_seed_decides() {
    let frame = answering(&[3, 4, 5, 6, 7]);
    assert_eq!(League::of(&frame, 1), League::of(&frame, 1));
    assert_ne!(League::of(&frame, 1), League::of(&frame, 2));
}

#[test]
fn one_question_to_a_company_says_nothing_about_chance() {
    let study = study(3, 1, 1, &[Channel::Email]);
    let mut all = Vec::new();
    for company in 0..3 {
        let mut case = accepted(Vec::new());
        case.enquiry = enquiry(company, company, 0, Channel::Email, true);
        all.push(case);
    }
    let league = League::of(&frame(&study, &all), 1);
    for entry in &league.entries {
        assert_eq!(entry.interval, None);
        let rank = entry.rank.unwrap();
        assert_eq!((rank.place, rank.joint, rank.interval), (1, true, None));
    }
    assert_eq!(League::of(&Frame::default(), 1).entries, []);
}

#[test]
fn a_company_without_a_score_takes_nobodys_place() {
    let study = study(30, 3, 2, &[Channel::Email, Channel::Twitter]);
    let league = League::of(&frame(&study, &cases(&study)), 1);
    let (with, without): (Vec<_>, Vec<_>) =
        league.entries.iter().partition(|e| e.overall.score.is_ok());
    assert_eq!(with.len() as u64, league.scored);
    assert!(
        with.iter()
            .all(|e| e.rank.is_some() && e.sector_rank.is_some())
    );
    assert!(
        without
            .iter()
            .all(|e| e.rank.is_none() && e.sector_rank.is_none())
    );
    for entry in with {
        let score = entry.overall.score.unwrap();
        let rank = entry.rank.unwrap();
        assert_eq!(entry.interval.is_some(), rank.interval.is_some());
        if let (Some((low, high)), Some((best, worst))) = (entry.interval, rank.interval) {
            assert!(low <= score && score <= high);
            assert!(best <= rank.place && rank.place <= worst);
        }
    }
}
