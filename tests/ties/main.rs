//! Ten thousand replies of a market of real questions, mutilated at random: none is tied to an
//! enquiry that it does not answer, and nearly all that still can be are tied to theirs.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod abuse;
mod market;
mod reply;

use jiff::{SignedDuration, Timestamp};
use market::{Chance, Market};
use mystery_shopper::intake::{Register, read};
use mystery_shopper::model::Response;
use reply::{Address, Case, Cuts, Forward, From, Ids, Quote, Subject, evidence, letter};
use std::collections::BTreeMap;

/// Reads as the collector does: what is tied teaches what comes later.
fn collect(raw: &[u8], at: Timestamp, register: &mut Register) -> Response {
    let response = read(raw, Some(at), &[], register);
    if let Some(enquiry) = response.enquiry {
        register.learn(enquiry, &response.from, &response.marks);
    }
    response
}

/// The acknowledgement of an enquiry, which still holds the token: `at` is when it comes.
fn receipt(market: &Market, n: usize, case: &Case, chance: &mut Chance) -> Vec<u8> {
    let cuts = Cuts {
        address: if chance.percent(70) {
            Address::Kept
        } else {
            Address::Stripped
        },
        subject: Subject::TicketAndOurs,
        ids: Ids::Own,
        quote: Quote::Dropped,
        from: chance.draw(&[
            (60, From::Contact),
            (25, From::Tenant),
            (15, From::SharedDesk),
        ]),
        forward: Forward::No,
        footer: true,
    };
    let words = format!(
        "We have received your request ({}) and will be in touch.",
        case.ticket
    );
    let raw = letter(market, &market.enquiries[n], case, cuts, &words, chance);
    let raw = String::from_utf8(raw).unwrap();
    raw.replacen(
        "In-Reply-To:",
        &format!("X-Ticket-Id: {}\nIn-Reply-To:", case.ticket),
        1,
    )
    .replacen(
        "MIME-Version",
        &format!("References: <{}>\nMIME-Version", case.thread),
        1,
    )
    .into_bytes()
}

struct Event {
    at: Timestamp,
    enquiry: usize,
    /// `None` is the acknowledgement.
    reply: Option<u64>,
}

/// Who writes when: acknowledgements of some enquiries, and replies to any of them.
fn events(market: &mut Market, replies: usize, chance: &mut Chance) -> (Vec<Case>, Vec<Event>) {
    let (mut cases, mut events) = (Vec::new(), Vec::new());
    for (n, e) in market.enquiries.iter().enumerate() {
        let company = &mut market.companies[e.company];
        company.next_ticket += 1 + chance.below(3);
        let code = format!(
            "{}4{}7",
            chance.word("ABCDEFGHKLMNPQRS", 5),
            chance.word("TVWXYZ0123456789", 3)
        );
        cases.push(Case {
            ticket: company.next_ticket,
            thread: format!("{code}_{}@zendesk.com", chance.word("0123456789abcdef", 12)),
            code,
            ticket_told: false,
            thread_told: false,
            code_told: false,
        });
        if chance.percent(45) {
            events.push(Event {
                at: e.sent_at + SignedDuration::from_mins(3),
                enquiry: n,
                reply: None,
            });
        }
    }
    for n in 0..replies {
        let enquiry = chance.below(market.enquiries.len());
        let after = SignedDuration::from_hours(1) + chance.hours(18 * 24);
        events.push(Event {
            at: market.enquiries[enquiry].sent_at + after,
            enquiry,
            reply: Some(n as u64),
        });
    }
    events.sort_by_key(|event| event.at);
    (cases, events)
}

fn run(seed: u64, replies: usize) {
    let mut chance = Chance::new(seed);
    let mut market = Market::new(&mut chance);
    let mut register = market.register();
    let (mut cases, events) = events(&mut market, replies, &mut chance);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let (mut wrong, mut missed, mut silent) = (Vec::new(), Vec::new(), Vec::new());
    let (mut tieable, mut tied) = (0, 0);
    for event in &events {
        let e = &market.enquiries[event.enquiry];
        let case = &mut cases[event.enquiry];
        let Some(n) = event.reply else {
            let raw = receipt(&market, event.enquiry, case, &mut chance);
            (case.ticket_told, case.thread_told, case.code_told) = (true, true, true);
            let response = collect(&raw, event.at, &mut register);
            assert_eq!(
                response.enquiry,
                Some(e.key),
                "{:?}\n{}",
                response.evidence,
                String::from_utf8_lossy(&raw)
            );
            continue;
        };
        let mut chance = Chance::new(seed ^ (n << 20));
        let cuts = Cuts::draw(&mut chance);
        let words = if chance.percent(60) {
            e.answer.as_str()
        } else {
            "Yes, we do."
        };
        let raw = letter(&market, e, case, cuts, words, &mut chance);
        let left = evidence(&market, e, case, cuts, event.at);
        let response = collect(&raw, event.at, &mut register);
        let shown = || {
            format!(
                "{left:?} {cuts:?}\n{:?} {:?} {:?} {:?}\n{}",
                response.enquiry,
                response.candidates,
                response.rule,
                response.evidence,
                String::from_utf8_lossy(&raw)
            )
        };
        let by = response.tied_by.map_or("untied", |by| by.as_str());
        *counts
            .entry(format!("{:13} {by}", left.unwrap_or("(nothing)")))
            .or_default() += 1;
        tieable += usize::from(left.is_some());
        if left.is_some() {
            case.hear(cuts);
        }
        match response.enquiry {
            Some(found) if found == e.key => tied += usize::from(left.is_some()),
            Some(_) => wrong.push(shown()),
            None if left.is_some() => missed.push(shown()),
            None => {}
        }
        let explained = !response.candidates.is_empty() || response.rule.starts_with("no_tie");
        if response.enquiry.is_none() && (!explained || response.evidence.is_empty()) {
            silent.push(shown());
        }
    }
    println!(
        "{replies} replies, {tieable} of them tieable, {tied} of those tied, {} wrong",
        wrong.len()
    );
    for (what, count) in &counts {
        println!("{count:6}  {what}");
    }
    for text in missed.iter().take(3) {
        println!("\nMISSED {text}");
    }
    assert!(
        tieable * 10 > replies * 8,
        "mutilations that leave nothing prove nothing"
    );
    assert!(
        tieable < replies,
        "mutilations that leave everything prove nothing"
    );
    assert!(
        wrong.is_empty(),
        "{} wrong ties, as of\n{}",
        wrong.len(),
        wrong[0]
    );
    assert!(
        silent.is_empty(),
        "{} without a reason, as\n{}",
        silent.len(),
        silent[0]
    );
    assert!(
        tied * 100 >= tieable * 99,
        "{} of {tieable} missed",
        missed.len()
    );
}

#[test]
fn mutilated_replies_are_tied_and_none_of_them_wrongly() {
    run(1, 3_000);
}

#[test]
#[ignore = "ten seconds in a debug build"]
fn ten_thousand_mutilated_replies_are_tied_and_none_of_them_wrongly() {
    for seed in 2..5 {
        run(seed, 10_000);
    }
}
