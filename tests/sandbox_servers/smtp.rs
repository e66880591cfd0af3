//! The submission server, byte by byte.

use crate::study::study;
use crate::wave::Wave;
use crate::wire::Wire;
use jiff::SignedDuration;
use mystery_shopper::model::{Channel, Disposition};
use mystery_shopper::sandbox::{Conduct, Faults, Reception, Scenario};
use std::collections::BTreeSet;

const FROM: &str = "anna.reed+t@shopper.example";

async fn wave(scenario: Scenario) -> Wave {
    Wave::new(study(10, 2, 1), 1, scenario).await
}

fn address(wave: &Wave) -> String {
    let mut all = wave.study.panel.iter();
    all.find_map(|c| c.contact_point(Channel::Email))
        .unwrap()
        .to_owned()
}

fn offering(wave: &Wave) -> u32 {
    wave.plan.iter().find(|e| e.offered()).unwrap().company
}

#[tokio::test]
async fn the_conversation_goes_as_the_rfc_says() {
    let wave = wave(Scenario::default()).await;
    let to = address(&wave);
    let mut wire = Wire::to(wave.serving.smtp).await;
    assert_eq!(
        wire.line().await,
        "220 sandbox.localhost ESMTP shopper sandbox"
    );
    for (command, reply) in [
        ("MAIL FROM:<a@b.example>", "503 5.5.1"),
        ("NONSENSE", "500 5.5.1"),
        ("HELO me", "250 sandbox.localhost"),
        ("MAIL FROM:<a@b.example>", "530 5.7.0"),
        ("VRFY somebody", "252 2.1.5"),
        ("NOOP", "250 2.0.0"),
    ] {
        wire.send(&format!("{command}\r\n")).await;
        wire.expect(reply).await;
    }
    wire.send("EHLO me.example\r\n").await;
    let mut offered = Vec::new();
    loop {
        let line = wire.line().await;
        offered.push(line[4..].to_owned());
        if line.starts_with("250 ") {
            break;
        }
    }
    assert_eq!(
        offered,
        [
            "sandbox.localhost",
            "PIPELINING",
            "8BITMIME",
            "SIZE 10485760",
            "AUTH PLAIN LOGIN XOAUTH2",
            "ENHANCEDSTATUSCODES"
        ]
    );
    wire.send("AUTH PLAIN AHNob3BwZXIAd3Jvbmc=\r\n").await;
    wire.expect("535 5.7.8").await;
    wire.send("AUTH LOGIN\r\n").await;
    wire.expect("334 VXNlcm5hbWU6").await;
    wire.send("c2hvcHBlcg==\r\n").await;
    wire.expect("334 UGFzc3dvcmQ6").await;
    wire.send("c2FuZGJveA==\r\n").await;
    wire.expect("235 2.7.0").await;
    for (command, reply) in [
        ("DATA", "503 5.5.1"),
        ("RCPT TO:<x@y.example>", "503 5.5.1"),
        ("MAIL FROM:<a@b.example> SIZE=99999999", "552 5.3.4"),
        (
            "MAIL FROM:<a@b.example> BODY=8BITMIME SIZE=2000",
            "250 2.1.0",
        ),
        ("RCPT TO:<x@nowhere.example>", "550 5.1.2"),
        (&format!("RCPT TO:<nobody-{to}>"), "550 5.1.1"),
        ("RSET", "250 2.0.0"),
        ("DATA", "503 5.5.1"),
        ("QUIT", "221 2.0.0"),
    ] {
        wire.send(&format!("{command}\r\n")).await;
        wire.expect(reply).await;
    }
    assert_eq!(wire.line().await, "");
}

#[tokio::test]
async fn a_bearer_token_is_taken_as_a_password() {
    let wave = wave(Scenario::default()).await;
    let mut wire = Wire::to(wave.serving.smtp).await;
    wire.expect("220 ").await;
    // "user=shopper\x01auth=Bearer wrong\x01\x01"
    wire.send("AUTH XOAUTH2 dXNlcj1zaG9wcGVyAWF1dGg9QmVhcmVyIHdyb25nAQE=\r\n")
        .await;
    wire.expect("334 eyJ").await;
    wire.send("\r\n").await;
    wire.expect("535 5.7.8").await;
    // "user=shopper\x01auth=Bearer sandbox\x01\x01"
    wire.send("AUTH XOAUTH2 dXNlcj1zaG9wcGVyAWF1dGg9QmVhcmVyIHNhbmRib3gBAQ==\r\n")
        .await;
    wire.expect("235 2.7.0").await;
}

#[tokio::test]
async fn commands_may_come_in_one_heap_and_dots_are_taken_off() {
    let wave = wave(Scenario::default()).await;
    let mut wire = Wire::smtp(wave.serving.smtp).await;
    wire.send(&format!(
        "MAIL FROM:<{FROM}>\r\nRCPT TO:<{FROM}>\r\nDATA\r\n"
    ))
    .await;
    for reply in ["250 ", "250 ", "354 "] {
        wire.expect(reply).await;
    }
    wire.send("Subject: dots\r\n\r\n..one\r\n...two\r\n").await;
    wire.send(".\r").await;
    wire.send("\nMAIL FROM:<>\r\nRSET\r\nQUIT\r\n").await;
    for reply in ["250 2.0.0 Ok: queued as ", "250 ", "250 ", "221 "] {
        wire.expect(reply).await;
    }
    let mut imap = Wire::imap(wave.serving.imap).await;
    imap.ask("SELECT INBOX").await;
    let mail = imap.ask("FETCH 1 BODY[TEXT]").await;
    assert!(mail.contains("{13}\r\n.one\r\n..two\r\n"), "{mail}");
    let mail = imap.ask("FETCH 1 BODY[HEADER]").await;
    assert!(
        mail.contains(&format!("Delivered-To: {FROM}\r\n")),
        "{mail}"
    );
    assert!(
        mail.contains("\tby mx.shopper.example with ESMTP id ")
            && mail.contains("; Mon, 02 Nov 2026 09:00:00 +0000\r\n"),
        "{mail}"
    );
}

#[tokio::test]
async fn what_is_too_long_or_too_large_is_refused_and_the_rest_still_read() {
    let wave = wave(Scenario::default()).await;
    let mut wire = Wire::smtp(wave.serving.smtp).await;
    wire.send(&format!("NOOP {}\r\n", "x".repeat(20_000))).await;
    wire.expect("500 5.5.2").await;
    let long = wire
        .submit(
            FROM,
            FROM,
            &format!("Subject: x\r\n\r\n{}", "y".repeat(1200)),
        )
        .await;
    assert_eq!(long, "554 5.6.0 a line is too long");
    let line = format!("{}\r\n", "z".repeat(900));
    let large = wire.submit(FROM, FROM, &line.repeat(12_000)).await;
    assert_eq!(large, "552 5.3.4 message too large");
    let empty = wire.submit(FROM, FROM, "").await;
    assert!(empty.starts_with("250 "), "{empty}");
    wire.send(&format!(
        "MAIL FROM:<{FROM}>\r\nRCPT TO:<{FROM}>\r\nDATA\r\n"
    ))
    .await;
    wire.expect("250 ").await;
    wire.expect("250 ").await;
    wire.expect("354 ").await;
    wire.send(".\r\n").await;
    wire.expect("250 2.0.0").await;
}

#[tokio::test]
async fn a_company_may_refuse_or_put_off() {
    let study = study(10, 2, 1);
    let offering = (0..10).filter(|c| study.panel[*c].contact_point(Channel::Email).is_some());
    let companies: Vec<u32> = offering.map(|c| u32::try_from(c).unwrap()).collect();
    let (refuses, greylists) = (companies[0], companies[1]);
    let scenario = Scenario {
        receptions: vec![
            (refuses, Reception::Refuses),
            (greylists, Reception::Greylists),
        ],
        conducts: vec![
            (greylists, 0, Conduct::SILENT),
            (greylists, 1, Conduct::SILENT),
        ],
        ..Scenario::default()
    };
    let wave = Wave::new(study, 1, scenario).await;
    let mut wire = Wire::smtp(wave.serving.smtp).await;
    let of = |company: u32| wave.plan.iter().filter(move |e| e.company == company);
    let send = async |wire: &mut Wire, company: u32, question: usize| {
        let enquiry = of(company).nth(question).unwrap();
        let (from, message) = wave.message(enquiry);
        let to = enquiry
            .company(&wave.study)
            .contact_point(Channel::Email)
            .unwrap();
        wire.submit(&from, to, &message).await
    };
    assert!(send(&mut wire, refuses, 0).await.starts_with("550 5.1.1"));
    assert!(send(&mut wire, greylists, 0).await.starts_with("451 4.7.1"));
    assert!(send(&mut wire, greylists, 0).await.starts_with("451 4.7.1"));
    wave.clock
        .sleep_until(wave.clock.now() + SignedDuration::from_secs(60))
        .await;
    assert!(send(&mut wire, greylists, 0).await.starts_with("250 "));
    assert!(
        send(&mut wire, greylists, 1).await.starts_with("451 4.7.1"),
        "another sender"
    );
    let truth = wave.market.truth(&wave.plan);
    let ended = |company: u32| -> Vec<Disposition> {
        let rows = truth
            .iter()
            .zip(&wave.plan)
            .filter(|(_, e)| e.company == company);
        rows.map(|(t, _)| t.disposition).collect()
    };
    assert_eq!(
        ended(refuses),
        [Disposition::Undeliverable, Disposition::NotSent]
    );
    assert_eq!(
        ended(greylists),
        [Disposition::Silent, Disposition::NotSent]
    );
}

#[tokio::test]
async fn a_question_that_is_put_twice_does_not_go_unseen() {
    let wave = wave(Scenario::default()).await;
    let enquiry = wave.plan.iter().find(|e| e.offered()).unwrap();
    let (from, message) = wave.message(enquiry);
    let to = address(&wave);
    let mut wire = Wire::smtp(wave.serving.smtp).await;
    wire.submit(&from, &to, &message).await;
    assert_eq!(wave.market.duplicates(), 0);
    wire.submit("other@shopper.example", &to, &message).await;
    assert_eq!(wave.market.duplicates(), 1);
    wire.submit(
        &from,
        &to,
        "Subject: hello\r\n\r\nNo question of the study.",
    )
    .await;
    assert_eq!((wave.market.duplicates(), wave.market.unmatched()), (1, 1));
}

#[tokio::test]
async fn the_servers_fail_on_demand() {
    let faults = Faults {
        refuse_connection: BTreeSet::from([2]),
        defer_recipient: BTreeSet::from([1]),
        defer_message: BTreeSet::from([1]),
        silence_after_data: BTreeSet::from([2]),
        break_before_data: BTreeSet::from([3]),
        ..Faults::default()
    };
    let wave = wave(Scenario {
        faults,
        ..Scenario::default()
    })
    .await;
    let enquiry = wave.plan.iter().find(|e| e.offered()).unwrap();
    let (from, message) = wave.message(enquiry);
    let to = address(&wave);
    let mut wire = Wire::smtp(wave.serving.smtp).await;
    let mut refused = Wire::to(wave.serving.smtp).await;
    refused.expect("421 4.3.2").await;
    assert!(
        wire.submit(&from, &to, &message).await.starts_with("451 "),
        "at RCPT"
    );
    assert!(
        wire.submit(&from, &to, &message).await.starts_with("451 "),
        "after DATA"
    );
    let sent = |wave: &Wave| {
        let truth = wave.market.truth(&wave.plan);
        let row = truth
            .iter()
            .zip(&wave.plan)
            .find(|(_, e)| e.company == offering(wave));
        row.unwrap().0.disposition != Disposition::NotSent
    };
    assert!(!sent(&wave));
    assert_eq!(wire.submit(&from, &to, &message).await, "", "silence");
    assert!(sent(&wave), "and yet it was taken");
    let mut wire = Wire::smtp(wave.serving.smtp).await;
    assert_eq!(wire.submit(&from, &to, &message).await, "", "broken off");
    assert_eq!(wave.market.duplicates(), 0, "and not taken");
}
