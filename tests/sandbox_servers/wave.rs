//! A whole wave against the market, over its sockets and on simulated time.

use crate::study::study;
use crate::wire::Wire;
use jiff::{SignedDuration, Timestamp, ToSpan};
use mystery_shopper::clock::Clock;
use mystery_shopper::model::{Channel, Disposition, Enquiry, Study};
use mystery_shopper::sandbox::{
    Behaviour, Market, Ports, Reception, Scenario, Serving, Timing, Truth, truth_csv,
};
use std::sync::Arc;

/// Every company and question by email, two a day from the opening on, on workdays.
fn plan(study: &Study) -> Vec<Enquiry> {
    let mut plan = Vec::new();
    for (c, company) in (0_u32..).zip(&study.panel) {
        for q in 0..u32::try_from(study.questions.len()).unwrap() {
            let days = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11][(q / 2) as usize];
            let due = study.wave.opens
                + (days * 24).hours()
                + (i64::from(q % 2) * 3 * 60 + i64::from(c % 180)).minutes();
            plan.push(Enquiry {
                seq: u32::try_from(plan.len()).unwrap(),
                company: c,
                question: q,
                channel: Channel::Email,
                persona: 0,
                wording: u16::try_from((c + q) % 2).unwrap(),
                due_at: company.contact_point(Channel::Email).map(|_| due),
            });
        }
    }
    plan
}

pub struct Wave {
    pub study: Arc<Study>,
    pub plan: Vec<Enquiry>,
    pub clock: Clock,
    pub market: Arc<Market>,
    pub serving: Serving,
}

impl Wave {
    pub async fn new(study: Study, seed: u64, scenario: Scenario) -> Self {
        let study = Arc::new(study);
        let clock = Clock::simulated(study.wave.opens);
        let market = Market::with(study.clone(), seed, clock.clone(), 1.0, scenario);
        let serving = market.serve(Ports::default()).await.unwrap();
        Self {
            plan: plan(&study),
            study,
            clock,
            market,
            serving,
        }
    }

    /// The message of an enquiry; the token stands in the address alone.
    pub fn message(&self, enquiry: &Enquiry) -> (String, String) {
        let rendered = enquiry.render(&self.study);
        let persona = enquiry.persona(&self.study);
        let from = persona.address_for(&format!("t{}", enquiry.seq));
        let message = format!(
            "From: {} <{from}>\r\nTo: <x@y.example>\r\nSubject: {}\r\nMessage-ID: <q{}@shopper.example>\r\n\r\n{}",
            persona.name,
            rendered.subject,
            enquiry.seq,
            rendered.body.replace('\n', "\r\n"),
        );
        (from, message)
    }

    /// Sends every enquiry when it is due, those that are deferred five minutes later, and lets time
    /// run to a week past the cut-off.
    pub async fn run(&self) -> Vec<Truth> {
        let mut queue: Vec<(Timestamp, Enquiry)> = self
            .plan
            .iter()
            .filter_map(|e| Some((e.due_at?, *e)))
            .collect();
        queue.sort_by_key(|(at, e)| (*at, e.seq));
        let mut queue = std::collections::VecDeque::from(queue);
        let mut wire = Wire::smtp(self.serving.smtp).await;
        while let Some((at, enquiry)) = queue.pop_front() {
            self.clock.sleep_until(at).await;
            let (from, message) = self.message(&enquiry);
            let to = enquiry
                .company(&self.study)
                .contact_point(enquiry.channel)
                .unwrap();
            let reply = wire.submit(&from, to, &message).await;
            match &reply[..3] {
                "250" | "550" => {}
                "451" => {
                    let later = at + SignedDuration::from_mins(5);
                    let place = queue.partition_point(|(other, _)| *other <= later);
                    queue.insert(place, (later, enquiry));
                }
                _ => panic!("{reply}"),
            }
        }
        let end = self.study.wave.closes() + SignedDuration::from_hours(8 * 24);
        self.clock.sleep_until(end).await;
        self.market.truth(&self.plan)
    }

    /// The hours to the answer of each enquiry answered in time.
    pub fn hours(&self, truth: &[Truth]) -> Vec<f64> {
        truth
            .iter()
            .zip(&self.plan)
            .filter(|(t, _)| t.disposition == Disposition::Answered)
            .map(|(t, e)| {
                let span = t.answered_at.unwrap().duration_since(e.due_at.unwrap());
                span.as_secs_f64() / 3600.0
            })
            .collect()
    }
}

fn mean(hours: &[f64]) -> f64 {
    hours.iter().sum::<f64>() / hours.len() as f64
}

fn count(truth: &[Truth], disposition: Disposition) -> usize {
    truth
        .iter()
        .filter(|t| t.disposition == disposition)
        .count()
}

#[tokio::test]
async fn a_thousand_enquiries_give_the_study_s_table_back_for_any_seed() {
    for seed in [1, 2, 3, 20_141_031] {
        let wave = Wave::new(study(100, 10, seed), seed, Scenario::default()).await;
        let truth = wave.run().await;
        let offered = truth.iter().filter(|t| t.offered).count();
        assert_eq!((truth.len(), offered), (1000, 710));
        let answered = count(&truth, Disposition::Answered);
        let share = answered as f64 / 710.0;
        let hours = wave.hours(&truth);
        let mean = mean(&hours);
        assert!((0.56..=0.60).contains(&share), "seed {seed}: {share}");
        assert!((58.0..=66.0).contains(&mean), "seed {seed}: {mean}");
        assert_eq!(count(&truth, Disposition::NotOffered), 290);
        assert_eq!(count(&truth, Disposition::NotSent), 0);
        for (disposition, least, most) in [
            (Disposition::Undeliverable, 15, 35),
            (Disposition::Acknowledged, 80, 150),
            (Disposition::TooLate, 8, 25),
            (Disposition::Silent, 80, 180),
        ] {
            let n = count(&truth, disposition);
            assert!(
                (least..=most).contains(&n),
                "seed {seed}: {n} {disposition}"
            );
        }
        let electronics = truth.iter().zip(&wave.plan).filter(|(t, e)| {
            t.disposition == Disposition::Answered
                && e.company(&wave.study).sector == "consumer electronics"
        });
        assert_eq!(electronics.count(), 30, "of a hundred, as published");
        let wrong = truth.iter().filter(|t| t.correct == Some(false)).count();
        assert!((50..110).contains(&wrong), "{wrong}");
        assert!(
            truth
                .iter()
                .all(|t| t.answered_at.is_some() != t.stance.is_empty())
        );
        assert_eq!((wave.market.duplicates(), wave.market.unmatched()), (0, 0));
    }
}

#[tokio::test]
async fn the_same_seed_and_the_same_sends_leave_the_same_bytes() {
    let mut worlds = Vec::new();
    for seed in [5, 5, 6] {
        let wave = Wave::new(study(20, 5, 5), seed, Scenario::default()).await;
        let truth = truth_csv(&wave.study, &wave.run().await);
        let mut imap = Wire::imap(wave.serving.imap).await;
        let mut mail = String::new();
        for mailbox in ["INBOX", "Junk"] {
            imap.ask(&format!("SELECT {mailbox}")).await;
            mail += &imap
                .ask("UID FETCH 1:* (UID INTERNALDATE BODY.PEEK[])")
                .await;
        }
        assert!(mail.len() > 20_000);
        worlds.push((truth, mail));
    }
    assert!(worlds[0] == worlds[1]);
    assert!(worlds[0].0 != worlds[2].0 && worlds[0].1 != worlds[2].1);
}

#[tokio::test]
async fn the_truth_is_a_row_an_enquiry_in_the_words_of_the_tables() {
    let wave = Wave::new(study(10, 2, 3), 3, Scenario::default()).await;
    let truth = wave.run().await;
    let csv = String::from_utf8(truth_csv(&wave.study, &truth)).unwrap();
    let mut lines = csv.lines();
    assert_eq!(
        lines.next(),
        Some("enquiry_id,offered,disposition,acknowledged_at,answered_at,correct,stance")
    );
    for (line, enquiry) in lines.zip(&wave.plan) {
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!(fields.len(), 7);
        assert_eq!(fields[0], enquiry.id(&wave.study));
        assert!(Disposition::parse(fields[2]).is_some());
        for moment in &fields[3..5] {
            assert!(
                moment.is_empty() || (moment.len() == 20 && moment.ends_with('Z')),
                "{moment}"
            );
        }
    }
    assert_eq!(csv.lines().count(), 21);
}

#[tokio::test]
async fn the_table_does_not_hang_on_the_schedule() {
    // Everything on the first morning, a fortnight before the cut-off; and everything on one day a
    // week before it.
    for day in [0, 7] {
        let mut wave = Wave::new(study(100, 10, 9), 9, Scenario::default()).await;
        let opens = wave.study.wave.opens;
        for enquiry in &mut wave.plan {
            let at = opens + (day * 24).hours() + i64::from(enquiry.seq % 400).minutes();
            enquiry.due_at = enquiry.due_at.map(|_| at);
        }
        let truth = wave.run().await;
        let mean = mean(&wave.hours(&truth));
        assert_eq!(count(&truth, Disposition::Answered), 410, "day {day}");
        assert!((58.0..=66.0).contains(&mean), "day {day}: {mean}");
    }
}

#[test]
fn the_quota_holds_for_every_seed() {
    for seed in 0..60 {
        let study = study(100, 10, seed);
        let behaviour = Behaviour::new(&study, seed);
        let within = |c: &u32, q: u32| {
            let answer = behaviour.conduct(*c, q).answer.as_ref();
            answer.is_some_and(|a| matches!(a.timing, Timing::Within(_)))
        };
        let answered = (0..100_u32)
            .flat_map(|c| (0..10).map(move |q| (c, q)))
            .filter(|(c, q)| within(c, *q) && behaviour.reception(*c) != Reception::Refuses)
            .count();
        assert_eq!(answered, 410, "seed {seed}");
        // Some companies answer nearly everything, others nearly nothing.
        let each: Vec<usize> = (0..100_u32)
            .map(|c| (0..10).filter(|q| within(&c, *q)).count())
            .collect();
        assert!(each.iter().any(|n| *n >= 9), "seed {seed}");
    }
}
