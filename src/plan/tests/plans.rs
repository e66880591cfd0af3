//! Every plan keeps to its rules.

use super::fixture::study;
use crate::error::Error;
use crate::model::{Channel, Company, Enquiry, Selection, Study};
use crate::plan::make;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The contacts of each company in order of time.
pub(super) fn contacts(enquiries: &[Enquiry]) -> BTreeMap<u32, Vec<(Timestamp, Enquiry)>> {
    let mut by_company: BTreeMap<u32, Vec<(Timestamp, Enquiry)>> = BTreeMap::new();
    for enquiry in enquiries {
        if let Some(due) = enquiry.due_at {
            by_company
                .entry(enquiry.company)
                .or_default()
                .push((due, *enquiry));
        }
    }
    for list in by_company.values_mut() {
        list.sort_by_key(|(due, e)| (*due, e.seq));
    }
    by_company
}

fn zone(study: &Study, company: &Company) -> TimeZone {
    TimeZone::get(company.timezone.as_deref().unwrap_or(&study.timezone)).unwrap()
}

/// Holds a plan against every rule of its design.
pub(super) fn assert_rules(study: &Study, enquiries: &[Enquiry]) {
    let design = &study.design;
    let last = study.wave.closes() - design.patience;
    let mut order = Vec::new();
    let mut phrasings = HashSet::new();
    for (i, enquiry) in enquiries.iter().enumerate() {
        assert_eq!(enquiry.seq as usize, i);
        order.push((enquiry.company, enquiry.question, enquiry.channel));
        let company = enquiry.company(study);
        assert!(enquiry.question(study).is_for(&company.sector));
        assert_eq!(
            enquiry.offered(),
            company.contact_point(enquiry.channel).is_some()
        );
        let Some(due) = enquiry.due_at else { continue };
        assert!(due >= study.wave.opens && due <= last, "{due}");
        assert_eq!(due.as_second() % 60, 0);
        let local = zone(study, company).to_datetime(due);
        assert!(
            local.time() >= design.hours_from && local.time() < design.hours_to,
            "{local}"
        );
        assert!(
            design.days[usize::try_from(local.weekday().to_monday_zero_offset()).unwrap()],
            "{local}"
        );
        let wording = enquiry.wording(study);
        assert_eq!(wording.language, company.language);
        assert!(wording.channel.is_none_or(|c| c == enquiry.channel));
        let persona = enquiry.persona(study);
        assert!(persona.languages.is_empty() || persona.languages.contains(&company.language));
        if enquiry.channel != Channel::WebSearch {
            assert!(phrasings.insert((enquiry.company, enquiry.question, enquiry.wording)));
        }
    }
    assert!(order.is_sorted_by(|a, b| a < b));
    for (company, list) in contacts(enquiries) {
        let zone = zone(study, &study.panel[company as usize]);
        assert!(list.len() <= design.contacts_per_company as usize);
        for pair in list.windows(2) {
            assert!(
                pair[1].0.duration_since(pair[0].0) >= design.spacing,
                "{pair:?}"
            );
        }
        let mut days = HashMap::new();
        for (due, _) in list {
            *days.entry(zone.to_datetime(due).date()).or_insert(0) += 1;
        }
        assert!(
            days.values().all(|n| *n <= design.daily_cap_per_company),
            "{days:?}"
        );
    }
}

#[test]
fn a_tight_wave_uses_every_day() {
    // Ten questions on ten working days, a day apart.
    let study = study(200, 2, 10);
    let plan = make(&study).unwrap();
    assert_rules(&study, &plan.enquiries);
    assert_eq!(plan.enquiries.len(), 2_000);
    assert_eq!(plan.enquiries.iter().filter(|e| e.offered()).count(), 1_600);
    // Spread over the day although the chain leaves no slack but the hours of one day.
    let london = TimeZone::get("Europe/London").unwrap();
    let mut by_hour = [0; 24];
    for enquiry in &plan.enquiries {
        if let Some(due) = enquiry.due_at
            && enquiry.company(&study).timezone.is_none()
        {
            by_hour[usize::try_from(london.to_datetime(due).hour()).unwrap()] += 1;
        }
    }
    let used = &by_hour[9..17];
    let (least, most) = (used.iter().min().unwrap(), used.iter().max().unwrap());
    assert!(*least * 2 > *most, "{by_hour:?}");
}

#[test]
fn a_company_that_joins_leaves_the_others_alone() {
    let mut study = study(40, 2, 5);
    let before = make(&study).unwrap();
    let mut newcomer = study.panel[3].clone();
    newcomer.id = "newcomer".into();
    study.panel.push(newcomer);
    let after = make(&study).unwrap();
    assert_eq!(
        after.enquiries[..before.enquiries.len()],
        before.enquiries[..]
    );
    assert_ne!(after.hash, before.hash);
}

#[test]
fn hours_hold_across_a_change_of_clocks() {
    let mut study = study(60, 1, 8);
    study.wave.opens = "2026-10-19T00:00:00Z".parse().unwrap();
    let plan = make(&study).unwrap();
    assert_rules(&study, &plan.enquiries);
    // British clocks go back on 25 October: nine o'clock is 8:00 UTC before and 9:00 UTC after.
    let change: Timestamp = "2026-10-25T01:00:00Z".parse().unwrap();
    let london = |e: &&Enquiry| e.company(&study).timezone.is_none();
    let utc = |e: &Enquiry| e.due_at.map(|t| TimeZone::UTC.to_datetime(t).time());
    let before = plan
        .enquiries
        .iter()
        .filter(london)
        .filter(|e| e.due_at.is_some_and(|t| t < change));
    let after = plan
        .enquiries
        .iter()
        .filter(london)
        .filter(|e| e.due_at.is_some_and(|t| t > change));
    assert!(before.filter_map(utc).min().unwrap() < Time::constant(9, 0, 0, 0));
    assert!(after.filter_map(utc).min().unwrap() >= Time::constant(9, 0, 0, 0));
}

#[test]
fn what_does_not_fit_is_refused_with_the_number_the_first_and_the_remedy() {
    let refusal = |study: &Study| match make(study) {
        Err(Error::Refused { message, hint }) => (message, hint),
        other => panic!("{other:?}"),
    };
    let mut study = study(10, 1, 11);
    let (message, hint) = refusal(&study);
    assert_eq!(
        message,
        "8 companies have more contacts than fit into the wave: the first is `c0` with 11, and 10 fit"
    );
    assert!(hint.contains("daily_cap_per_company"), "{hint}");
    study.design.contacts_per_company = 10;
    let (message, _) = refusal(&study);
    assert!(
        message.starts_with("8 companies have more contacts than `contacts_per_company` allows"),
        "{message}"
    );
    study.design.questions = [
        (Channel::Email, Selection::Count(1)),
        (Channel::WebForm, Selection::Count(1)),
    ]
    .into();
    for question in &mut study.questions {
        question.wordings.truncate(1);
    }
    let (message, _) = refusal(&study);
    assert!(message.contains("too few wordings"), "{message}");
}

#[test]
fn the_hash_is_the_design_and_not_the_account() {
    let mut study = study(30, 3, 4);
    let plan = make(&study).unwrap();
    let design = crate::plan::design_hash(&study);
    insta::assert_snapshot!(plan.hash, @"4f517dcda511918c074d58b378702532102c5a95b705d3de231f79d77457b6dd");
    assert_eq!(make(&study).unwrap(), plan);
    let endpoint = |host: &str| crate::model::Endpoint {
        host: host.into(),
        port: 25,
        security: crate::model::Security::Plain,
        auth: None,
        user: None,
        secret: None,
        tls_ca: None,
    };
    study.email = Some(crate::model::EmailAccount {
        smtp: endpoint("a"),
        imap: endpoint("b"),
        mailboxes: Vec::new(),
        own_mx: Vec::new(),
        per_minute: None,
    });
    assert_eq!(make(&study).unwrap(), plan);
    study.seed += 1;
    assert_ne!(make(&study).unwrap().hash, plan.hash);
    study.seed -= 1;
    study.questions[0].wordings[0].text.push('?');
    assert_ne!(crate::plan::design_hash(&study), design);
    assert_ne!(make(&study).unwrap().hash, plan.hash);
}

#[test]
fn time_grows_with_the_number_of_enquiries() {
    // A count, not a stopwatch: twice the companies, twice the enquiries, and the same first half.
    let half = make(&study(500, 5, 6)).unwrap();
    let whole = make(&study(1_000, 5, 6)).unwrap();
    assert_eq!(whole.enquiries.len(), 2 * half.enquiries.len());
    assert_eq!(whole.enquiries[..half.enquiries.len()], half.enquiries[..]);
}

fn selection() -> impl Strategy<Value = Option<Selection>> {
    prop_oneof![
        Just(None),
        Just(Some(Selection::All)),
        (1u32..8).prop_map(|n| Some(Selection::Count(n))),
        Just(Some(Selection::Ids(vec!["s0-q0".into(), "s1-q1".into()]))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_plan_keeps_to_its_design(
        seed: u64,
        (companies, sectors, questions) in (1usize..40, 1usize..4, 1usize..8),
        (email, twitter, form) in (selection(), selection(), selection()),
        (spacing_minutes, cap) in (0i64..4_000, 1u32..4),
        (from, length) in (0i8..23, 1i8..24),
        days in prop::array::uniform7(any::<bool>()),
        (opens, cut_off_hours, patience_hours) in (1_760_000_000i64..1_800_000_000, 24i64..1_000, 0i64..60),
    ) {
        let mut study = study(companies, sectors, questions);
        study.seed = seed;
        study.design.questions = [(Channel::Email, email), (Channel::Twitter, twitter), (Channel::WebForm, form)]
            .into_iter()
            .filter_map(|(c, s)| Some((c, s?)))
            .collect();
        study.design.spacing = SignedDuration::from_mins(spacing_minutes);
        study.design.daily_cap_per_company = cap;
        study.design.hours_from = Time::new(from, 0, 0, 0).unwrap();
        study.design.hours_to = Time::new(from + length, 0, 0, 0).unwrap_or(Time::MAX);
        study.design.days = days;
        study.design.patience = SignedDuration::from_hours(patience_hours);
        study.wave.opens = Timestamp::from_second(opens).unwrap();
        study.wave.cut_off = SignedDuration::from_hours(cut_off_hours);
        match make(&study) {
            Ok(plan) => assert_rules(&study, &plan.enquiries),
            Err(Error::Refused { message, .. }) => prop_assert!(message.contains("fit into the wave"), "{}", message),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}
