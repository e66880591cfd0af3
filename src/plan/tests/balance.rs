//! Order, questions, wordings and personas are balanced.

use super::fixture::study;
use super::plans::{assert_rules, contacts};
use crate::model::{Channel, Selection};
use crate::plan::make;
use jiff::SignedDuration;
use proptest::prelude::*;
use std::collections::HashMap;

#[test]
fn each_question_stands_in_each_position_equally_often() {
    let mut study = study(200, 2, 10);
    for company in &mut study.panel {
        company
            .contact_points
            .insert(Channel::Email, "a@b.example".into());
    }
    let plan = make(&study).unwrap();
    let mut seen: HashMap<(u32, usize), u32> = HashMap::new();
    for list in contacts(&plan.enquiries).values() {
        for (position, (_, enquiry)) in list.iter().enumerate() {
            *seen.entry((enquiry.question, position)).or_default() += 1;
        }
    }
    // 100 companies a sector, ten rows: each question ten times in each of ten positions.
    assert_eq!(seen.len(), 2 * 10 * 10);
    assert!(seen.values().all(|n| *n == 10), "{seen:?}");
}

#[test]
fn wordings_and_personas_are_used_equally() {
    let mut study = study(240, 2, 6);
    study
        .design
        .questions
        .insert(Channel::Twitter, Selection::All);
    study.wave.cut_off = SignedDuration::from_hours(40 * 24);
    let plan = make(&study).unwrap();
    assert_rules(&study, &plan.enquiries);
    let mut wordings: HashMap<_, u32> = HashMap::new();
    let mut personas = [0i32; 3];
    for enquiry in plan.enquiries.iter().filter(|e| e.offered()) {
        *wordings
            .entry((enquiry.question, enquiry.channel, enquiry.wording))
            .or_default() += 1;
        personas[usize::from(enquiry.persona)] += 1;
    }
    for question in 0..12 {
        for (channel, fitting) in [(Channel::Email, 3), (Channel::Twitter, 4)] {
            let counts: Vec<u32> = (0..4)
                .filter_map(|w| wordings.get(&(question, channel, w)).copied())
                .collect();
            assert_eq!(counts.len(), fitting);
            let (least, most) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
            assert!(most - least <= 2, "{question} {channel}: {counts:?}");
        }
    }
    let total: i32 = personas.iter().sum();
    assert!(
        personas.iter().all(|n| (n * 3 - total).abs() * 10 < total),
        "{personas:?}"
    );
}

#[test]
fn counts_deal_each_question_equally_often_and_share_it_between_channels() {
    // The design of the Eptica study: ten questions to the site, the same one to each other channel.
    let mut study = study(100, 10, 10);
    for (i, company) in study.panel.iter_mut().enumerate() {
        company
            .contact_points
            .insert(Channel::WebSearch, format!("https://c{i}.example/"));
    }
    study.design.questions = [
        (Channel::WebSearch, Selection::Count(10)),
        (Channel::Email, Selection::Count(1)),
        (Channel::Twitter, Selection::Count(1)),
    ]
    .into();
    study.design.daily_cap_per_company = 2;
    study.design.spacing = SignedDuration::from_hours(2);
    let plan = make(&study).unwrap();
    assert_rules(&study, &plan.enquiries);
    assert_eq!(plan.enquiries.len(), 100 * 12);
    let mut asked: HashMap<(Channel, u32), u32> = HashMap::new();
    for enquiry in &plan.enquiries {
        *asked
            .entry((enquiry.channel, enquiry.question))
            .or_default() += 1;
    }
    // Ten companies and ten questions a sector: each question once by email, ten times on sites.
    for question in 0..100 {
        assert_eq!(asked[&(Channel::Email, question)], 1);
        assert_eq!(asked[&(Channel::WebSearch, question)], 10);
    }
    for list in plan.enquiries.chunk_by(|a, b| a.company == b.company) {
        let on = |channel| list.iter().find(|e| e.channel == channel).unwrap().question;
        assert_eq!(on(Channel::Email), on(Channel::Twitter));
    }
}

proptest! {
    #[test]
    fn each_question_is_dealt_about_equally_often(
        seed: u64, companies in 1u32..60, questions in 2u32..9, small in 1u32..5, large in 1u32..9,
    ) {
        let mut study = study(companies as usize, 1, questions as usize);
        study.seed = seed;
        study.wave.cut_off = SignedDuration::from_hours(60 * 24);
        study.design.questions =
            [(Channel::Email, Selection::Count(small)), (Channel::WebForm, Selection::Count(large))].into();
        let plan = make(&study).unwrap();
        for (channel, count) in [(Channel::Email, small), (Channel::WebForm, large)] {
            let mut times = vec![0u32; questions as usize];
            for enquiry in plan.enquiries.iter().filter(|e| e.channel == channel) {
                times[enquiry.question as usize] += 1;
            }
            let (least, most) = (times.iter().min().unwrap(), times.iter().max().unwrap());
            prop_assert!(most - least <= if count == small.min(large) { 1 } else { 2 }, "{:?}", times);
            prop_assert_eq!(times.iter().sum::<u32>(), companies * count.min(questions));
        }
    }
}
