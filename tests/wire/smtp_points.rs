//! The table of law 1: for each point of the dialogue at which a server may refuse, hang up, fall
//! silent or speak nonsense, what became of the attempt.

use crate::script::{Server, Step, hear, patient, say};
use crate::smtp_dialogue::{dispatch, noon, on_the_wire, opening, send};
use mystery_shopper::channel::email::{Smtp, Timeouts};
use mystery_shopper::clock::Clock;
use mystery_shopper::model::AttemptResult::{
    self, Accepted, Deferred, InDoubt, NotReached, Refused,
};
use std::time::Duration;

const CLOSED: &str = "";
const SILENT: &str = "(silence)";

/// The result of one attempt on a server that follows the script; `end` is what it does next.
async fn attempt(mut script: Vec<Step>, end: &str) -> (AttemptResult, String) {
    let mut timeouts = patient();
    match end {
        CLOSED => {}
        SILENT => {
            script.push(Step::Silence);
            let short = Duration::from_millis(60);
            timeouts = Timeouts {
                command: short,
                data_end: short,
                ..timeouts
            };
        }
        words => script.push(say(words)),
    }
    let server = Server::start(vec![script]).await;
    let mut smtp =
        Smtp::new(server.endpoint(), None, Clock::simulated(noon())).with_timeouts(timeouts);
    let (sent, outcomes) = send(&mut smtp, &[dispatch(1)]).await;
    sent.unwrap();
    assert_eq!(outcomes.len(), 1);
    drop(smtp);
    server.finish().await;
    (outcomes[0].result, outcomes[0].reply.clone())
}

/// Checks one point of the dialogue against `(what the server does there, the result)`.
async fn at_point(name: &str, script: &[Step], table: &[(&str, AttemptResult)]) {
    for (end, expected) in table {
        let (result, reply) = attempt(script.to_vec(), end).await;
        assert_eq!(result, *expected, "{name}: {end:?}: {reply:?}");
        assert!(!reply.is_empty(), "{name}: {end:?}");
    }
}

const BEFORE_EHLO: &[(&str, AttemptResult)] = &[
    (CLOSED, NotReached),
    (SILENT, NotReached),
    ("421 4.3.2 busy\r\n", NotReached),
    ("554 5.7.1 not you\r\n", NotReached),
    ("SSH-2.0-OpenSSH\r\n", NotReached),
    ("\0\u{ff}\r\n", NotReached),
];

/// At each command before the message: nothing was accepted, so only a refusal counts.
const BEFORE_MESSAGE: &[(&str, AttemptResult)] = &[
    (CLOSED, NotReached),
    (SILENT, NotReached),
    ("451 4.3.0 later\r\n", Deferred),
    ("421 4.3.2 closing\r\n", Deferred),
    ("550 5.7.1 no\r\n", Refused),
    ("gibberish\r\n", NotReached),
    ("250", NotReached),
];

#[tokio::test]
async fn greeting_and_ehlo() {
    at_point("connect", &[], BEFORE_EHLO).await;
    let greeted = [say("220 mx\r\n"), hear("EHLO shop.example\r\n")];
    at_point("EHLO", &greeted, BEFORE_EHLO).await;
}

#[tokio::test]
async fn commands_in_turn() {
    let mut script = vec![
        say("220 mx\r\n"),
        hear("EHLO shop.example\r\n"),
        say("250 mx\r\n"),
    ];
    for (command, grant) in [
        ("MAIL FROM:<anna+t1@shop.example>\r\n", "250 Ok\r\n"),
        ("RCPT TO:<service@c1.example>\r\n", "250 Ok\r\n"),
        ("DATA\r\n", "354 go\r\n"),
    ] {
        script.push(hear(command));
        at_point(command, &script, BEFORE_MESSAGE).await;
        script.push(say(grant));
    }
}

fn pipelined() -> Vec<Step> {
    vec![
        say("220 mx\r\n"),
        hear("EHLO shop.example\r\n"),
        say("250-mx\r\n250 PIPELINING\r\n"),
        hear(&opening(1)),
    ]
}

#[tokio::test]
async fn commands_pipelined() {
    let mut script = pipelined();
    for (stage, grant) in [("MAIL", "250 Ok\r\n"), ("RCPT", "250 Ok\r\n"), ("DATA", "")] {
        at_point(stage, &script, BEFORE_MESSAGE).await;
        script.push(say(grant));
    }
}

/// Every mix of replies to the three commands: accepted is only what was granted throughout.
#[tokio::test]
async fn replies_mixed() {
    let replies = [
        ("250 ok\r\n", None),
        ("450 a\r\n", Some(Deferred)),
        ("550 b\r\n", Some(Refused)),
    ];
    for (mail, mail_result) in replies {
        for (rcpt, rcpt_result) in replies {
            for (data, data_result) in [
                ("354 go\r\n", None),
                ("454 c\r\n", Some(Deferred)),
                ("554 d\r\n", Some(Refused)),
            ] {
                let expected = mail_result
                    .or(rcpt_result)
                    .or(data_result)
                    .unwrap_or(Accepted);
                let mut script = pipelined();
                script.push(say(&format!("{mail}{rcpt}{data}")));
                if data_result.is_none() {
                    if expected == Accepted {
                        script.push(hear(&on_the_wire(1)));
                    } else if rcpt_result.is_some() {
                        script.push(hear(".\r\n"));
                    }
                }
                let name = format!("{mail:?} {rcpt:?} {data:?}");
                at_point(&name, &script, &[("250 queued\r\n", expected)]).await;
            }
        }
    }
}

/// From the end of the message on, only the server's word tells.
#[tokio::test]
async fn after_the_end_of_the_message() {
    let mut script = pipelined();
    script.extend([say("250 Ok\r\n250 Ok\r\n354 go\r\n"), hear(&on_the_wire(1))]);
    at_point(
        "the end of DATA",
        &script,
        &[
            ("250 2.0.0 Ok: queued as 4ABC\r\n", Accepted),
            ("251 will forward\r\n", Accepted),
            ("451 4.3.0 queue full\r\n", Deferred),
            ("421 4.3.2 closing\r\n", Deferred),
            ("552 5.3.4 too big\r\n", Refused),
            ("354 more?\r\n", InDoubt),
            ("gibberish\r\n", InDoubt),
            ("250 2.0.0 Ok: que", InDoubt),
            ("250-2.0.0 Ok\r\n", InDoubt),
            ("250-2.0.0 Ok\r\n550 no\r\n", InDoubt),
            (CLOSED, InDoubt),
            (SILENT, InDoubt),
        ],
    )
    .await;
}

/// A connection that broke while the message was still on its way: the end was never sent. The
/// message is larger than any socket buffer.
#[tokio::test]
async fn in_the_middle_of_a_large_message() {
    for (end, expected) in [(CLOSED, NotReached), (SILENT, NotReached)] {
        let mut script = pipelined();
        script.extend([say("250 Ok\r\n250 Ok\r\n354 go\r\n"), Step::Skip(1000)]);
        let mut timeouts = patient();
        if end == SILENT {
            script.push(Step::Stall);
            timeouts.transfer = Duration::from_millis(200);
            timeouts.command = Duration::from_millis(200);
        }
        let server = Server::start(vec![script]).await;
        let mut smtp =
            Smtp::new(server.endpoint(), None, Clock::simulated(noon())).with_timeouts(timeouts);
        let mut large = dispatch(1);
        large.body = "a line of an enquiry\n".repeat(1_000_000);
        let (sent, outcomes) = send(&mut smtp, &[large]).await;
        sent.unwrap();
        assert_eq!(outcomes[0].result, expected, "{end}: {}", outcomes[0].reply);
        drop(smtp);
        server.abandon();
    }
}

/// Replies that nobody asked for would be taken for later ones: the message is not begun.
#[tokio::test]
async fn a_server_that_says_too_much() {
    let script = pipelined();
    at_point(
        "DATA",
        &script,
        &[("250 Ok\r\n250 Ok\r\n354 go\r\n250 Ok\r\n", NotReached)],
    )
    .await;
}

/// Endless replies are cut off.
#[tokio::test]
async fn a_reply_without_end() {
    let endless = "250-still going\r\n".repeat(2000);
    let mut script = pipelined();
    script.extend([say("250 Ok\r\n250 Ok\r\n354 go\r\n"), hear(&on_the_wire(1))]);
    let (result, reply) = attempt(script, &endless).await;
    assert_eq!(result, InDoubt);
    assert!(reply.contains("longer than"), "{reply}");
}
