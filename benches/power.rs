//! How often a comparison of two waves calls a change clear: when nothing changed, and when the share of enquiries
//! answered rose by so many points. Prints Markdown, the tables that stand in `score::compare` and the README.
//!
//! `cargo bench --bench power` simulates all of it, some minutes; `cargo bench --bench power -- 20` a twentieth.
//!
//! A wave is drawn thus. A company answers with a probability of its own: logits around the panel's with a standard
//! deviation of 1, that is an intracluster correlation of 0.23 on that scale, and of 0.3 more from wave to wave. Hours
//! to the answer are lognormal around a median of the company's own. Of the answers 70 % are right and 80 % whole; a
//! company in three promises an answer within a day; two answers of a company to a question agree with 85 %. Where the
//! share answered is to rise by d points, each company's probability p rises by d (1 - p) / (1 - mean of p).

use jiff::{SignedDuration, Timestamp};
use mystery_shopper::model::{
    Channel, Channels, Criterion, Disposition, Language, Scoring, Subject,
};
use mystery_shopper::score::compare::{
    Asked, AskedOn, Call, Comparison, Design, Listing, Options, Published, compare,
};
use mystery_shopper::score::consistency::Agreement;
use mystery_shopper::score::statistics::Observation;
use mystery_shopper::score::{Builder, Codes, Packed, Unit};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fmt::Write;
use std::thread;

/// The share answered in the base, as by email in the study of 2014.
const ANSWERED: f64 = 0.41;
const CHANNELS: [Channel; 3] = [Channel::Email, Channel::Twitter, Channel::WebForm];

/// So many companies, asked so many questions on so many channels.
#[derive(Clone, Copy)]
struct Shape {
    companies: u32,
    questions: u32,
    channels: usize,
}

const ONE: [Shape; 3] = [shape(10, 1, 1), shape(100, 1, 1), shape(1_000, 1, 1)];
const TEN: [Shape; 3] = [shape(10, 10, 3), shape(100, 10, 3), shape(1_000, 10, 3)];

const fn shape(companies: u32, questions: u32, channels: usize) -> Shape {
    Shape {
        companies,
        questions,
        channels,
    }
}

fn main() {
    let part: u32 = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(1)
        .max(1);
    let so_many = |all: u32| (all / part).max(1);
    println!(
        "| companies | questions x channels | pairs of waves without change | with any false *clear* |"
    );
    println!("| ---: | ---: | ---: | ---: |");
    for shape in [TEN[0], TEN[1], ONE[1]] {
        let pairs = so_many(1_000);
        let wrong = count(pairs, |nth| {
            let found = comparison(shape, 0.0, nth);
            found.changes.iter().any(|c| c.call == Call::Clear)
        });
        println!(
            "| {} | {} x {} | {pairs} | {:.1} % |",
            shape.companies,
            shape.questions,
            shape.channels,
            100.0 * f64::from(wrong) / f64::from(pairs)
        );
    }
    println!(
        "\n| companies | questions x channels | pairs | 5 points | 10 points | 15 points | 20 points |"
    );
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for shape in ONE.into_iter().chain(TEN) {
        let pairs = so_many(if shape.companies * shape.questions > 5_000 {
            60
        } else {
            400
        });
        let mut line = format!(
            "| {} | {} x {} | {pairs} |",
            shape.companies, shape.questions, shape.channels
        );
        for points in [0.05, 0.10, 0.15, 0.20] {
            let seen = count(pairs, |nth| {
                let found = comparison(shape, points, nth);
                let change = found.find("answered", None, &Subject::All, None);
                change.is_some_and(|c| c.call == Call::Clear && c.is_better() == Some(true))
            });
            let _ = write!(
                line,
                " {:.0} % |",
                100.0 * f64::from(seen) / f64::from(pairs)
            );
        }
        println!("{line}");
    }
}

/// Of so many pairs, how many hold; on two threads, the result does not depend on them.
fn count(pairs: u32, holds: impl Fn(u32) -> bool + Sync) -> u32 {
    let half = |first: u32| (first..pairs).step_by(2).filter(|nth| holds(*nth)).count();
    let both = thread::scope(|scope| {
        let other = scope.spawn(|| half(1));
        half(0) + other.join().unwrap_or(0)
    });
    u32::try_from(both).unwrap_or(0)
}

fn comparison(shape: Shape, points: f64, nth: u32) -> Comparison {
    let mut seed = [0; 32];
    seed[..4].copy_from_slice(&nth.to_le_bytes());
    let mut chance = Chance(ChaCha8Rng::from_seed(seed));
    // The mean of probabilities whose logits spread so is ANSWERED.
    let levels: Vec<(f64, f64)> = (0..shape.companies)
        .map(|_| (-0.44 + chance.normal(), chance.normal()))
        .collect();
    let base = wave(shape, 0.0, &levels, &mut chance);
    let mut head = wave(shape, points, &levels, &mut chance);
    head.design.seed = u64::from(nth);
    let options = Options {
        replicates: 1_000,
        ..Options::default()
    };
    match compare(&base, &head, &options) {
        Ok(found) => found,
        Err(refused) => panic!("{refused:?}"),
    }
}

struct Chance(ChaCha8Rng);

impl Chance {
    fn share(&mut self) -> f64 {
        (f64::from(self.0.next_u32()) + 0.5) / f64::from(u32::MAX)
    }

    fn happens(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// Box and Muller.
    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.share().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.share()).cos()
    }
}

fn wave(shape: Shape, points: f64, levels: &[(f64, f64)], chance: &mut Chance) -> Published {
    let channels = &CHANNELS[..shape.channels];
    let mut builder = Builder::default();
    let mut agreements = Vec::new();
    let mut panel = Vec::new();
    let mut seq = 0;
    for (company, (level, speed)) in (0..).zip(levels) {
        let id = format!("c{company}");
        builder.company(&id, &id, "all");
        panel.push(Listing {
            id: id.clone(),
            name: id,
            sector: "all".to_owned(),
            weight: 1.0,
            language: Language::default(),
        });
        let logit = level + 0.3 * chance.normal();
        let before = 1.0 / (1.0 + (-logit).exp());
        let answers = before + points * (1.0 - before) / (1.0 - ANSWERED);
        for question in 0..shape.questions {
            let mut answered = Channels::default();
            for channel in channels {
                let unit = unit((seq, company, question), *channel, answers, *speed, chance);
                if unit.disposition.is_answered() {
                    answered.insert(*channel);
                }
                builder.unit(unit);
                seq += 1;
            }
            let pairs = answered.len() * answered.len().saturating_sub(1) / 2;
            let agree = (0..pairs).filter(|_| chance.happens(0.85)).count();
            agreements.push(Agreement {
                company,
                question,
                asked: channels.iter().copied().collect(),
                answered,
                agree: u32::try_from(agree).unwrap_or(0),
                contradict: u32::try_from(pairs - agree).unwrap_or(0),
                unsure: 0,
                different: None,
            });
        }
    }
    for agreement in &agreements {
        builder.agreement(agreement);
    }
    let opens = Timestamp::UNIX_EPOCH;
    let cut_off = SignedDuration::from_hours(14 * 24);
    Published {
        design: Design {
            version: String::new(),
            study: "simulated".to_owned(),
            title: String::new(),
            wave: "wave".to_owned(),
            opens,
            cut_off_seconds: cut_off.as_secs(),
            as_of: opens + cut_off,
            seed: 0,
            formula: String::new(),
            scoring: Scoring::default(),
            clock: String::new(),
            channels: channels.iter().copied().map(asked_on).collect(),
            questions: (0..shape.questions).map(asked).collect(),
            personas: Vec::new(),
            panel,
        },
        frame: builder.finish(),
        agreements,
    }
}

fn asked_on(channel: Channel) -> AskedOn {
    AskedOn {
        channel,
        questions: "all".to_owned(),
    }
}

fn asked(question: u32) -> Asked {
    Asked {
        id: format!("q{question}"),
        topic: String::new(),
        wordings: Vec::new(),
        words: String::new(),
        key: String::new(),
    }
}

fn unit(
    (seq, company, question): (u32, u32, u32),
    channel: Channel,
    answers: f64,
    speed: f64,
    chance: &mut Chance,
) -> Unit {
    let hours = (2.0 + 0.7 * speed + chance.normal()).exp().min(336.0);
    let answered = chance.happens(answers);
    let mut codes = Codes::default();
    if answered {
        let right = if chance.happens(0.7) {
            "correct"
        } else {
            "wrong"
        };
        codes.set(Criterion::Correct, right);
        codes.set(
            Criterion::AllParts,
            if chance.happens(0.8) { "yes" } else { "no" },
        );
    }
    let answer = Some(Observation {
        hours: if answered { hours } else { 336.0 },
        event: answered,
    });
    Unit {
        seq,
        company,
        question,
        channel,
        persona: 0,
        wording: 0,
        disposition: if answered {
            Disposition::Answered
        } else {
            Disposition::Silent
        },
        sent_second: Packed::NONE,
        weekday: Packed::NONE,
        answer: answer.into(),
        first_reply: answer.into(),
        business: Packed::NONE,
        first_business: Packed::NONE,
        same_day: None,
        first_same_day: None,
        in_due_time: None,
        satisfied: Some(if answered {
            1.0 / (1.0 + hours / 24.0)
        } else {
            0.0
        })
        .into(),
        promise_kept: company
            .is_multiple_of(3)
            .then_some(answered && hours < 24.0),
        promised_hours: company.is_multiple_of(3).then_some(24.0).into(),
        first_contact: Some(answered && chance.happens(0.9)),
        effort: Packed::NONE,
        staff_minutes: Packed::NONE,
        noticed: false,
        codes,
    }
}
