//! Messages that look like an answer to an enquiry and must not be tied to it, and pairs that fit
//! two.

use crate::collect;
use crate::market::{Chance, Enquiry, Market};
use crate::reply::mangled;
use jiff::{SignedDuration, Timestamp};
use mystery_shopper::intake::{Register, Tie, read};
use mystery_shopper::model::{Response, TiedBy};

const LATER: SignedDuration = SignedDuration::from_hours(30);

/// A place where a token may stand.
fn placed(token: &str, address: &str, own_id: &str, place: usize) -> String {
    let (mut to, mut subject) = ("anna.reed@shop.test".to_owned(), "Re: Hello".to_owned());
    let (mut head, mut body) = (String::new(), "Yes, we do.".to_owned());
    match place {
        0 => address.clone_into(&mut to),
        1 => head = format!("Delivered-To: {address}\n"),
        2 => head = format!("In-Reply-To: <{own_id}>\n"),
        3 => subject = format!("Re: Hello [{token}]"),
        4 => body = format!("Yes, we do.\n\n> From: <{address}>\n"),
        _ => head = format!("Return-Path: <prvs=12345678ab={address}>\n"),
    }
    format!("{head}To: {to}\nSubject: {subject}\n\n{body}\n")
}

fn at(e: &Enquiry) -> Timestamp {
    e.sent_at + LATER
}

#[test]
fn a_forged_token_is_tied_to_nothing() {
    let mut chance = Chance::new(7);
    let market = Market::new(&mut chance);
    let register = market.register();
    for n in 0..2_000 {
        let e = chance.pick(&market.enquiries);
        let token = chance.word("abcdefghijklmnopqrstuvwxyz234567", 10);
        let (address, id) = (
            format!("anna.reed+{token}@shop.test"),
            format!("{token}.1@shop.test"),
        );
        let domain = match n % 3 {
            0 => "stranger.test",
            1 => market.companies[e.company].domain.as_str(),
            // One of those that were asked one question only.
            _ => market.companies[100 + n % 20].domain.as_str(),
        };
        let place = [0, 1, 2, 5][n % 4];
        let raw = format!("From: x@{domain}\n{}", placed(&token, &address, &id, place));
        let response = read(raw.as_bytes(), Some(at(e)), &[], &register);
        assert_eq!(response.enquiry, None, "{raw}{:?}", response.evidence);
    }
}

#[test]
fn a_token_in_the_hands_of_another_company_goes_to_a_person() {
    let mut chance = Chance::new(8);
    let market = Market::new(&mut chance);
    let mut register = market.register();
    for n in 0..2_000 {
        let e = chance.pick(&market.enquiries);
        let thief = &market.companies[(e.company + 1 + chance.below(118)) % 120];
        let from = match n % 4 {
            0 => format!("help@{}", thief.domain),
            1 => format!("bob@mail.{}", thief.domain),
            2 => format!("support@{}.zendesk.com", thief.name.to_lowercase()),
            _ => format!("x@stranger.test\nReply-To: help@{}", thief.domain),
        };
        let address = if n % 7 == 0 && n % 6 != 4 {
            mangled(e, &mut chance)
        } else {
            e.address()
        };
        let raw = format!(
            "From: {from}\n{}",
            placed(&e.token, &address, &e.own_id, n % 6)
        );
        let response = collect(raw.as_bytes(), at(e), &mut register);
        assert_ne!(
            response.enquiry,
            Some(e.key),
            "{raw}{:?}",
            response.evidence
        );
        let named = response.candidates.contains(&e.key);
        assert!(
            named || response.evidence[0].contains("another company"),
            "{raw}{response:?}"
        );
    }
}

#[test]
fn what_is_addressed_to_two_names_both_and_each_of_two_deliveries_ties_to_its_own() {
    let mut chance = Chance::new(9);
    let market = Market::new(&mut chance);
    let register = market.register();
    for company in 0..100 {
        let all = &market.of[&company];
        let a = &market.enquiries[all[chance.below(5)]];
        let b = &market.enquiries[all[5 + chance.below(5)]];
        let domain = &market.companies[company].domain;
        let rest = format!(
            "From: help@{domain}\nTo: {}, {}\nSubject: Re: both\n\nYes to both.\n",
            a.address(),
            b.address()
        );
        let now = at(a).max(at(b));
        let response = read(rest.as_bytes(), Some(now), &[], &register);
        let mut both = [a.key, b.key];
        both.sort_unstable();
        assert_eq!(
            (response.enquiry, response.candidates.as_slice()),
            (None, &both[..])
        );
        for e in [a, b] {
            let raw = format!("Delivered-To: {}\n{rest}", e.address());
            let response = read(raw.as_bytes(), Some(now), &[], &register);
            assert_eq!(response.enquiry, Some(e.key));
            assert_eq!(response.tied_by, Some(TiedBy::AddressToken));
        }
    }
}

/// Two enquiries of each of two companies, and one whose company is not known.
fn small() -> Register {
    let ties = ["acme", "acme", "other", "other", ""];
    Register::new(ties.iter().zip(0..).map(|(company, n)| Tie {
        enquiry: n,
        token: format!("k3abcdefg{}", ["a", "b", "c", "d", "e"][n as usize]),
        own_id: Some(format!("own{n}@shop.test")),
        contact: (!company.is_empty()).then(|| format!("help@{company}.test")),
        persona: Some("anna@shop.test".to_owned()),
        subject: format!("Subject number {n}"),
        sent_at: "2026-11-04T09:00:00Z".parse().ok(),
        ..Tie::default()
    }))
}

fn come(register: &mut Register, raw: &str) -> Response {
    collect(
        raw.as_bytes(),
        "2026-11-05T09:00:00Z".parse().unwrap(),
        register,
    )
}

#[test]
fn a_ticket_ties_within_its_company_and_nowhere_else() {
    let mut register = small();
    let receipt = "From: help@acme.test\nTo: anna+k3abcdefga@shop.test\nSubject: [#48213] Received\n\nThank you.\n";
    assert_eq!(come(&mut register, receipt).enquiry, Some(0));
    let later = |from: &str| {
        format!(
            "From: {from}\nTo: anna@shop.test\nSubject: [Ticket 48213] Your enquiry\n\nYes, it is.\n"
        )
    };
    for from in [
        "bob@acme.test",
        "x@acme.zendesk.com",
        "Acme Care <no-reply@desk.test>",
    ] {
        let response = come(&mut register, &later(from));
        assert_eq!(
            (response.enquiry, response.tied_by),
            (Some(0), Some(TiedBy::SubjectToken)),
            "{from}"
        );
    }
    for from in [
        "help@other.test",
        "x@other.zendesk.com",
        "Other <no-reply@desk.test>",
        "Support <no-reply@desk.test>",
    ] {
        assert_eq!(come(&mut register, &later(from)).enquiry, None, "{from}");
    }
    let ben = later("bob@acme.test").replace("anna@", "ben@");
    assert_eq!(
        come(&mut register, &ben).enquiry,
        Some(0),
        "no persona of ours: it says nothing"
    );
}

#[test]
fn a_thread_that_was_merged_names_both_and_what_all_mail_shares_says_nothing() {
    let mut register = small();
    let mail = |token: &str, thread: &str| {
        format!(
            "From: help@acme.test\nTo: anna{token}@shop.test\nReferences: <{thread}@desk.test>\nSubject: Re: Hello\n\nYes.\n"
        )
    };
    assert_eq!(
        come(&mut register, &mail("+k3abcdefga", "thread-4711")).enquiry,
        Some(0)
    );
    let alone = come(&mut register, &mail("", "thread-4711"));
    assert_eq!(
        (alone.enquiry, alone.tied_by),
        (Some(0), Some(TiedBy::HelpdeskChain))
    );
    assert_eq!(
        come(&mut register, &mail("+k3abcdefgb", "thread-4711")).enquiry,
        Some(1)
    );
    let both = come(&mut register, &mail("", "thread-4711"));
    assert_eq!((both.enquiry, both.candidates), (None, vec![0, 1]));
    let by_subject = mail("", "thread-4711").replace("Hello", "Subject number 1");
    assert_eq!(
        come(&mut register, &by_subject).enquiry,
        None,
        "merged is merged"
    );
    assert_eq!(
        come(&mut register, &mail("+k3abcdefgb", "thread-4712")).enquiry,
        Some(1)
    );
    let says_other = mail("", "thread-4712").replace("Hello", "Subject number 0");
    let response = come(&mut register, &says_other);
    assert_eq!(
        (response.enquiry, response.candidates),
        (None, vec![0, 1]),
        "chain and subject differ"
    );
}

#[test]
fn what_one_run_learned_the_next_one_relearns() {
    let receipt = "From: help@acme.test\nTo: anna+k3abcdefga@shop.test\nMessage-ID: <K3QW1Z0RT5_65b8@zendesk.com>\nSubject: Re\n\nThank you.\n\n[K3QW1Z-0RT5]\n";
    let first = come(&mut small(), receipt);
    let mut register = small();
    let later = "From: x@desk.test\nTo: anna@shop.test\nSubject: Your enquiry\n\nYes, it is.\n\n[K3QW1Z-0RT5]\n";
    assert_eq!(come(&mut register, later).enquiry, None);
    register.learn(0, &first.from, &first.marks);
    let response = come(&mut register, later);
    assert_eq!(
        (response.enquiry, response.tied_by),
        (Some(0), Some(TiedBy::HelpdeskChain))
    );
}

#[test]
fn an_enquiry_of_an_unknown_company_belongs_to_its_first_sender() {
    let mut register = small();
    let mail = |from: &str, subject: &str| {
        format!("From: {from}\nTo: anna+k3abcdefge@shop.test\nSubject: {subject}\n\nYes, we do.\n")
    };
    assert_eq!(
        come(&mut register, &mail("a@museum.test", "Re: Hello")).enquiry,
        Some(4)
    );
    assert_eq!(
        come(&mut register, &mail("b@mail.museum.test", "Re: Hello")).enquiry,
        Some(4)
    );
    let copied = come(&mut register, &mail("c@stranger.test", "Re: Hello"));
    assert_eq!((copied.enquiry, copied.candidates), (None, vec![4]));
    let helpdesk = come(&mut register, &mail("c@desk.test", "Re: Subject number 4"));
    assert_eq!(helpdesk.enquiry, Some(4), "it knows what we wrote");
}
