//! What the SMTP client says, byte for byte.

use crate::script::{Server, Step, hear, patient, say};
use jiff::Timestamp;
use mystery_shopper::channel::email::{Smtp, compose};
use mystery_shopper::channel::{Dispatch, Transport};
use mystery_shopper::clock::Clock;
use mystery_shopper::error::{Error, Result};
use mystery_shopper::model::{AttemptResult, Outcome};

/// When the simulated clock of these tests stands.
pub fn noon() -> Timestamp {
    "2026-11-02T12:00:00Z".parse().unwrap()
}

/// A dispatch for enquiry `n`.
pub fn dispatch(n: u32) -> Dispatch {
    Dispatch {
        enquiry: n,
        number: 1,
        from_name: "Anna Reed".to_owned(),
        from: format!("anna+t{n}@shop.example"),
        to: format!("service@c{n}.example"),
        own_id: format!("t{n}.1@shop.example"),
        thread_id: format!("t{n}@shop.example"),
        subject: "A coat".to_owned(),
        body: "Hello,\n.\n..two\nBye\n".to_owned(),
        date: noon(),
        particulars: None,
    }
}

/// MAIL, RCPT and DATA of enquiry `n`.
pub fn opening(n: u32) -> String {
    format!("MAIL FROM:<anna+t{n}@shop.example>\r\nRCPT TO:<service@c{n}.example>\r\nDATA\r\n")
}

/// The message of enquiry `n` as it stands on the wire, with its end.
pub fn on_the_wire(n: u32) -> String {
    let message = String::from_utf8(compose(&dispatch(n))).unwrap();
    assert!(message.ends_with("\r\n\r\nHello,\r\n.\r\n..two\r\nBye\r\n"));
    message.replace("\r\n.\r\n..two", "\r\n..\r\n...two") + ".\r\n"
}

/// Greeting and EHLO of a server that offers pipelining.
pub fn greeting() -> Vec<Step> {
    vec![
        say("220 mx.example ESMTP\r\n"),
        hear("EHLO shop.example\r\n"),
        say("250-mx.example\r\n250-SIZE 10240000\r\n250 PIPELINING\r\n"),
    ]
}

/// A message that is accepted.
pub fn accepted(n: u32) -> Vec<Step> {
    vec![
        hear(&opening(n)),
        say("250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n354 go\r\n"),
        hear(&on_the_wire(n)),
        say(&format!("250 2.0.0 Ok: queued as 4AB{n}\r\n")),
    ]
}

/// A client of the server, at noon.
pub fn client(server: &Server) -> Smtp {
    Smtp::new(server.endpoint(), None, Clock::simulated(noon())).with_timeouts(patient())
}

/// Sends and gathers the outcomes.
pub async fn send(smtp: &mut Smtp, batch: &[Dispatch]) -> (Result<()>, Vec<Outcome>) {
    let mut outcomes = Vec::new();
    let sent = smtp
        .send(batch, &mut |outcome| {
            outcomes.push(outcome);
            Ok(())
        })
        .await;
    (sent, outcomes)
}

#[tokio::test]
async fn two_batches_over_one_connection() {
    let mut script = greeting();
    script.extend(accepted(1));
    script.extend(accepted(2));
    script.extend([hear("NOOP\r\n"), say("250 Ok\r\n")]);
    script.extend(accepted(3));
    script.extend([hear("QUIT\r\n"), say("221 Bye\r\n")]);
    let server = Server::start(vec![script]).await;
    let mut smtp = client(&server);
    let (sent, outcomes) = send(&mut smtp, &[dispatch(1), dispatch(2)]).await;
    sent.unwrap();
    assert_eq!(
        outcomes[1],
        Outcome::new(
            2,
            1,
            noon(),
            AttemptResult::Accepted,
            "2.0.0 Ok: queued as 4AB2".to_owned()
        )
    );
    let (sent, outcomes) = send(&mut smtp, &[dispatch(3)]).await;
    sent.unwrap();
    assert_eq!(outcomes[0].result, AttemptResult::Accepted);
    smtp.close().await;
    server.finish().await;
}

#[tokio::test]
async fn without_pipelining_each_command_waits_for_its_reply() {
    let server = Server::start(vec![vec![
        say("220-mx.example\r\n220 ready\r\n"),
        hear("EHLO shop.example\r\n"),
        say("250 mx.example\r\n"),
        hear("MAIL FROM:<anna+t1@shop.example>\r\n"),
        say("250 Ok\r\n"),
        hear("RCPT TO:<service@c1.example>\r\n"),
        say("250 Ok\r\n"),
        hear("DATA\r\n"),
        say("354 go\r\n"),
        hear(&on_the_wire(1)),
        say("250-2.0.0 Ok\r\n250 2.0.0 queued\r\n"),
    ]])
    .await;
    let (sent, outcomes) = send(&mut client(&server), &[dispatch(1)]).await;
    sent.unwrap();
    assert_eq!(outcomes[0].reply, "2.0.0 Ok\n2.0.0 queued");
    server.finish().await;
}

/// A refusal leaves a transaction open, which RSET closes before the next message; and a server
/// that wants the message although it refused the recipient gets an empty one.
#[tokio::test]
async fn after_a_refusal_the_connection_goes_on() {
    let mut script = greeting();
    script.extend([
        hear(&opening(1)),
        say("250 Ok\r\n550 5.1.1 no such user\r\n554 no valid recipients\r\n"),
        hear("RSET\r\n"),
        say("250 Ok\r\n"),
        hear(&opening(2)),
        say("250 Ok\r\n450 4.2.0 greylisted\r\n354 go\r\n"),
        hear(".\r\n"),
        say("250 2.0.0 queued as NOTHING\r\n"),
    ]);
    script.extend(accepted(3));
    let server = Server::start(vec![script]).await;
    let batch = [dispatch(1), dispatch(2), dispatch(3)];
    let (sent, outcomes) = send(&mut client(&server), &batch).await;
    sent.unwrap();
    let told: Vec<_> = outcomes
        .iter()
        .map(|o| (o.result, o.reply.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (AttemptResult::Refused, "550 5.1.1 no such user"),
            (AttemptResult::Deferred, "450 4.2.0 greylisted"),
            (AttemptResult::Accepted, "2.0.0 Ok: queued as 4AB3"),
        ]
    );
    server.finish().await;
}

/// A server that granted the recipient would send it the empty message.
#[tokio::test]
async fn no_empty_message_to_a_granted_recipient() {
    let mut first = greeting();
    first.extend([
        hear(&opening(1)),
        say("451 4.3.0 later\r\n250 Ok\r\n354 go\r\n"),
        Step::Silence,
    ]);
    let mut second = greeting();
    second.extend(accepted(2));
    let server = Server::start(vec![first, second]).await;
    let (sent, outcomes) = send(&mut client(&server), &[dispatch(1), dispatch(2)]).await;
    sent.unwrap();
    assert_eq!(outcomes[0].result, AttemptResult::Deferred);
    assert_eq!(outcomes[1].result, AttemptResult::Accepted);
    server.finish().await;
}

/// Servers end connections after some messages, or after some idling, with 421 or without a word.
/// The next message was not begun, so it goes over a new connection.
#[tokio::test]
async fn a_connection_that_the_server_ended_is_made_again() {
    for farewell in [None, Some("421 4.7.0 too many messages\r\n")] {
        let mut first = greeting();
        first.extend(accepted(1));
        if let Some(words) = farewell {
            first.extend([hear(&opening(2)), say(words)]);
        }
        let mut second = greeting();
        second.extend(accepted(2));
        let server = Server::start(vec![first, second]).await;
        let (sent, outcomes) = send(&mut client(&server), &[dispatch(1), dispatch(2)]).await;
        sent.unwrap();
        let results: Vec<_> = outcomes.iter().map(|o| o.result).collect();
        assert_eq!(results, [AttemptResult::Accepted; 2], "{farewell:?}");
        server.finish().await;
    }
}

#[tokio::test]
async fn an_idle_connection_is_checked_before_the_next_batch() {
    let mut first = greeting();
    first.extend(accepted(1));
    first.extend([hear("NOOP\r\n"), say("421 4.4.2 timeout\r\n")]);
    let mut second = greeting();
    second.extend(accepted(2));
    let server = Server::start(vec![first, second]).await;
    let mut smtp = client(&server);
    let (_, outcomes) = send(&mut smtp, &[dispatch(1)]).await;
    assert_eq!(outcomes[0].result, AttemptResult::Accepted);
    let (_, outcomes) = send(&mut smtp, &[dispatch(2)]).await;
    assert_eq!(outcomes[0].result, AttemptResult::Accepted);
    server.finish().await;
}

#[tokio::test]
async fn a_server_that_cannot_be_reached_is_not_hammered() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let server = Server::start(vec![]).await;
    let endpoint = mystery_shopper::model::Endpoint {
        port,
        ..server.endpoint()
    };
    let mut smtp = Smtp::new(endpoint, None, Clock::simulated(noon()));
    let batch: Vec<_> = (0..50).map(dispatch).collect();
    let (sent, outcomes) = send(&mut smtp, &batch).await;
    sent.unwrap();
    assert_eq!(outcomes.len(), 50);
    assert!(
        outcomes
            .iter()
            .all(|o| o.result == AttemptResult::NotReached)
    );
    assert!(
        outcomes[49].reply.contains("refused"),
        "{}",
        outcomes[49].reply
    );
}

/// Two messages in doubt one after the other are enough.
#[tokio::test]
async fn a_server_that_keeps_breaking_off_is_left_alone() {
    let breaks = |n| {
        let mut script = greeting();
        script.extend(accepted(n));
        script.pop();
        script
    };
    let server = Server::start(vec![breaks(1), breaks(2)]).await;
    let batch: Vec<_> = (1..=5).map(dispatch).collect();
    let (sent, outcomes) = send(&mut client(&server), &batch).await;
    sent.unwrap();
    let results: Vec<_> = outcomes.iter().map(|o| o.result).collect();
    let (doubt, not) = (AttemptResult::InDoubt, AttemptResult::NotReached);
    assert_eq!(results, [doubt, doubt, not, not, not]);
    server.finish().await;
}

#[tokio::test]
async fn when_outcomes_cannot_be_kept_nothing_more_is_sent() {
    let mut script = greeting();
    script.extend(accepted(1));
    script.push(Step::Silence);
    let server = Server::start(vec![script]).await;
    let mut smtp = client(&server);
    let mut told = 0;
    let sent = smtp
        .send(&[dispatch(1), dispatch(2)], &mut |_| {
            told += 1;
            Err(Error::Interrupted)
        })
        .await;
    assert!(matches!(sent, Err(Error::Interrupted)));
    assert_eq!(told, 1);
    drop(smtp);
    server.finish().await;
}

#[tokio::test]
async fn addresses_that_cannot_be_sent_are_refused_unsent() {
    let script = greeting();
    let server = Server::start(vec![script]).await;
    let mut smuggler = dispatch(1);
    smuggler.to = "a@b.example>\r\nRCPT TO:<c@d.example".to_owned();
    let mut international = dispatch(2);
    international.to = "jörg@bücher.example".to_owned();
    let (sent, outcomes) = send(&mut client(&server), &[smuggler, international]).await;
    sent.unwrap();
    assert!(outcomes.iter().all(|o| o.result == AttemptResult::Refused));
    assert!(outcomes[0].reply.starts_with("not sent: "));
    assert!(outcomes[1].reply.contains("SMTPUTF8"));
    server.finish().await;
}

#[tokio::test]
async fn smtputf8_where_it_is_needed_and_offered() {
    let mut international = dispatch(1);
    international.to = "jörg@bücher.example".to_owned();
    let server = Server::start(vec![vec![
        say("220 mx\r\n"),
        hear("EHLO shop.example\r\n"),
        say("250-mx\r\n250 SMTPUTF8\r\n"),
        hear("MAIL FROM:<anna+t1@shop.example> SMTPUTF8\r\n"),
        say("250 Ok\r\n"),
        hear("RCPT TO:<jörg@bücher.example>\r\n"),
        say("550 no\r\n"),
    ]])
    .await;
    let (sent, outcomes) = send(&mut client(&server), &[international]).await;
    sent.unwrap();
    assert_eq!(outcomes[0].reply, "550 no");
    server.finish().await;
}

/// The pace is kept in the clock's time, so a simulated one does not hold us up.
#[tokio::test]
async fn the_pace_is_kept() {
    let mut script = greeting();
    for n in 0..20 {
        script.extend(accepted(n));
    }
    let server = Server::start(vec![script]).await;
    let clock = Clock::simulated(noon());
    let mut smtp = Smtp::new(server.endpoint(), Some(2), clock).with_timeouts(patient());
    let batch: Vec<_> = (0..20).map(dispatch).collect();
    let (sent, outcomes) = send(&mut smtp, &batch).await;
    sent.unwrap();
    for (n, outcome) in outcomes.iter().enumerate() {
        let seconds = i64::try_from(n).unwrap() * 30;
        assert_eq!(outcome.at.as_second(), noon().as_second() + seconds);
    }
    server.finish().await;
}
