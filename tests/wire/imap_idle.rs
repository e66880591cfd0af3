//! Waiting for mail.

use crate::imap_collect::{examine, greeting};
use crate::script::{Server, Step, hear, patient, say};
use mystery_shopper::channel::email::Imap;
use mystery_shopper::clock::Clock;
use std::time::Duration;

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(60);

#[tokio::test]
async fn news_and_no_news() {
    let mut script = greeting();
    script.extend(examine(1, 3, 7, 4));
    script.extend([
        hear("s2 IDLE\r\n"),
        say("+ idling\r\n* OK still here\r\n* 2 EXPUNGE\r\n* 2 EXISTS\r\n* 3 EXISTS\r\n"),
        hear("DONE\r\n"),
        say("s2 OK\r\n"),
    ]);
    script.extend(examine(3, 3, 7, 5));
    script.extend([
        hear("s4 IDLE\r\n"),
        say("+ idling\r\n"),
        hear("DONE\r\n"),
        say("s4 OK\r\n"),
    ]);
    let server = Server::start(vec![script]).await;
    let mut imap = Imap::new(server.endpoint()).with_timeouts(patient());
    assert!(imap.wait_for_mail("INBOX", LONG).await.unwrap());
    assert!(!imap.wait_for_mail("INBOX", SHORT).await.unwrap());
    drop(imap);
    server.finish().await;
}

/// Mail that came between the collection and the waiting is news at once.
#[tokio::test]
async fn what_came_in_between() {
    let mut script = greeting();
    script.extend(examine(1, 0, 7, 4));
    script.extend(examine(2, 1, 7, 5));
    let server = Server::start(vec![script]).await;
    let mut imap = Imap::new(server.endpoint()).with_timeouts(patient());
    let clock = Clock::simulated(jiff::Timestamp::UNIX_EPOCH);
    imap.collect("INBOX", None, &clock, async |_, _| Ok(()))
        .await
        .unwrap();
    assert!(imap.wait_for_mail("INBOX", LONG).await.unwrap());
    drop(imap);
    server.finish().await;
}

#[tokio::test]
async fn without_idle_it_just_waits() {
    let mut script = vec![say("* OK [CAPABILITY IMAP4rev1] ready\r\n")];
    script.extend(examine(1, 3, 7, 4));
    let server = Server::start(vec![script]).await;
    let mut imap = Imap::new(server.endpoint()).with_timeouts(patient());
    assert!(!imap.wait_for_mail("INBOX", SHORT).await.unwrap());
    drop(imap);
    server.finish().await;
}

/// The loop that waits for mail or for the next enquiry drops whichever comes last.
#[tokio::test]
async fn dropping_it_is_safe() {
    let mut first = greeting();
    first.extend(examine(1, 3, 7, 4));
    first.extend([
        hear("s2 IDLE\r\n"),
        say("+ idling\r\n* 4 EXI"),
        Step::Silence,
    ]);
    let mut second = greeting();
    second.extend(examine(1, 0, 7, 4));
    let server = Server::start(vec![first, second]).await;
    let mut imap = Imap::new(server.endpoint()).with_timeouts(patient());
    let dropped = tokio::time::timeout(SHORT, imap.wait_for_mail("INBOX", LONG)).await;
    assert!(dropped.is_err());
    let clock = Clock::simulated(jiff::Timestamp::UNIX_EPOCH);
    let collected = imap
        .collect("INBOX", None, &clock, async |_, _| Ok(()))
        .await;
    assert_eq!(collected.unwrap().messages, 0);
    drop(imap);
    server.finish().await;
}

/// A timeout in the middle of a line does not lose its beginning.
#[tokio::test]
async fn a_timeout_in_the_middle_of_a_line() {
    let mut script = greeting();
    script.extend(examine(1, 3, 7, 4));
    script.extend([
        hear("s2 IDLE\r\n"),
        say("+ idling\r\n* 4 EXI"),
        hear("DONE\r\n"),
        say("STS\r\ns2 OK\r\n"),
    ]);
    let server = Server::start(vec![script]).await;
    let mut imap = Imap::new(server.endpoint()).with_timeouts(patient());
    assert!(imap.wait_for_mail("INBOX", SHORT).await.unwrap());
    drop(imap);
    server.finish().await;
}
