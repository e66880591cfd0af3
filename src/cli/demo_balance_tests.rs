//! What the plans of the demo's study look like to the checks of the design: a plan spreads weekdays, shoppers and places
//! in the order over sectors and channels at least as evenly as chance would.

use super::{Args, write_study};
use crate::model::{Channel, Disposition, Selection, Study};
use crate::plan;
use crate::sandbox;
use crate::score::checks::{Factor, Question, checks};
use crate::score::{Builder, Codes, Packed, Unit};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

fn study() -> Study {
    let dir = tempfile::tempdir().unwrap();
    let args = Args {
        out: dir.path().to_owned(),
        seed: 1,
        companies: 100,
        days: 14,
        chat: false,
    };
    write_study(&args, dir.path()).unwrap();
    plan::load(dir.path()).unwrap()
}

/// What a plan is to the checks before anything came back.
fn planned(study: &Study) -> crate::score::Frame {
    let mut builder = Builder::new(study);
    for enquiry in plan::make(study).unwrap().enquiries {
        let company = enquiry.company(study);
        let name = company.timezone.as_ref().unwrap_or(&study.timezone);
        let zone = TimeZone::get(name).unwrap();
        let day = |due: jiff::Timestamp| due.to_zoned(zone.clone()).weekday();
        builder.unit(Unit {
            seq: enquiry.seq,
            company: enquiry.company,
            question: enquiry.question,
            channel: enquiry.channel,
            persona: enquiry.persona,
            wording: enquiry.wording,
            disposition: if enquiry.offered() {
                Disposition::Silent
            } else {
                Disposition::NotOffered
            },
            sent_second: enquiry.due_at.map(jiff::Timestamp::as_second).into(),
            weekday: enquiry
                .due_at
                .map(|due| u8::try_from(day(due).to_monday_zero_offset()).unwrap())
                .into(),
            answer: Packed::NONE,
            first_reply: Packed::NONE,
            business: Packed::NONE,
            first_business: Packed::NONE,
            same_day: None,
            first_same_day: None,
            in_due_time: None,
            satisfied: Packed::NONE,
            promise_kept: None,
            promised_hours: Packed::NONE,
            first_contact: None,
            effort: Packed::NONE,
            staff_minutes: Packed::NONE,
            noticed: false,
            codes: Codes::default(),
        });
    }
    builder.finish()
}

/// Over so many seeds, how often each check of balance has p below 0.05, and how many plans are called uneven.
fn uneven(study: &Study, companies: usize, seeds: u64) -> (Below, usize) {
    let (mut below, mut called) = (Below::new(), 0);
    for seed in 0..seeds {
        let study = Study {
            seed,
            panel: sandbox::panel(companies, seed),
            ..study.clone()
        };
        let found = checks(&planned(&study), seed);
        for check in found.iter().filter(|c| c.check.is_balance()) {
            if let Some(p) = check.p {
                let (few, all) = below
                    .entry((check.check.as_str(), check.factor, check.channel))
                    .or_default();
                *few += usize::from(p < 0.05);
                *all += 1;
            }
        }
        called += usize::from(
            found
                .iter()
                .any(|c| c.check.is_balance() && c.p_adjusted.is_some_and(|p| p < 0.05)),
        );
    }
    (below, called)
}

type Below = BTreeMap<(&'static str, Factor, Option<Channel>), (usize, usize)>;

/// The most of `n` that a test at 5 % gives, but for one time in ten thousand: mean and 3.7 standard deviations.
fn most(n: usize) -> f64 {
    let n = n as f64;
    0.05 * n + 3.7 * (0.05 * 0.95 * n).sqrt()
}

fn assert_even(study: &Study, companies: usize, seeds: u64) {
    let (below, called) = uneven(study, companies, seeds);
    for (what, (few, all)) in &below {
        println!("{companies} companies, {what:?}: {few} of {all} below 0.05");
    }
    println!("{companies} companies: {called} of {seeds} plans called uneven");
    for (what, (few, all)) in &below {
        assert!((*few as f64) <= most(*all), "{what:?}: {few} of {all}");
    }
    assert!((called as f64) <= most(seeds.try_into().unwrap()));
    let sectors = Question::BalanceOverSectors.as_str();
    let on = |factor| below.keys().any(|k| k.0 == sectors && k.1 == factor);
    assert!(on(Factor::Persona) && on(Factor::Weekday) && on(Factor::Position));
}

/// Ten questions on the site, one on each other channel: the design of the study of 2014.
fn as_in_2014(study: &Study) -> Study {
    let mut study = study.clone();
    study
        .design
        .questions
        .insert(Channel::Email, Selection::Count(1));
    study
        .design
        .questions
        .insert(Channel::Twitter, Selection::Count(1));
    study
}

#[test]
fn plans_are_as_even_as_chance_would_have_them() {
    assert_even(&study(), 100, 24);
}

#[test]
#[ignore = "minutes in a debug build: the same over 200 seeds and for panels of other sizes"]
fn plans_of_any_size_are_as_even_as_chance_would_have_them() {
    let study = study();
    for companies in [30, 100, 250] {
        assert_even(&study, companies, 200);
        assert_even(&as_in_2014(&study), companies, 200);
    }
}
