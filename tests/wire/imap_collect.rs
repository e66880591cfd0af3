//! What the IMAP client fetches, and that it loses nothing.

use crate::script::{Server, Step, hear, patient, say};
use jiff::Timestamp;
use mystery_shopper::channel::email::{Collected, Imap};
use mystery_shopper::clock::Clock;
use mystery_shopper::error::{Error, Result};
use mystery_shopper::model::{Cursor, Inbound};

fn clock() -> Clock {
    Clock::simulated("2026-11-05T12:00:00Z".parse().unwrap())
}

/// Greeting of a server that needs no login and says at once what it can.
pub fn greeting() -> Vec<Step> {
    vec![say("* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n")]
}

/// EXAMINE as command `tag` of a mailbox with `exists` messages.
pub fn examine(tag: u32, exists: u32, uid_validity: u32, uid_next: u32) -> Vec<Step> {
    vec![
        hear(&format!("s{tag} EXAMINE \"INBOX\"\r\n")),
        say(&format!(
            "* FLAGS (\\Seen)\r\n* {exists} EXISTS\r\n* OK [UIDVALIDITY {uid_validity}] ok\r\n\
             * OK [UIDNEXT {uid_next}] ok\r\ns{tag} OK [READ-ONLY] done\r\n"
        )),
    ]
}

fn search(tag: u32, from: u32, found: &str) -> Vec<Step> {
    vec![
        hear(&format!("s{tag} UID SEARCH UID {from}:*\r\n")),
        say(&format!("* SEARCH{found}\r\ns{tag} OK done\r\n")),
    ]
}

fn fetch(tag: u32, set: &str) -> Step {
    hear(&format!(
        "s{tag} UID FETCH {set} (UID INTERNALDATE BODY.PEEK[])\r\n"
    ))
}

fn message(uid: u32, body: &[u8]) -> Step {
    let mut bytes = format!(
        "* {uid} FETCH (UID {uid} INTERNALDATE \" 3-Nov-2026 10:00:00 +0100\" BODY[] {{{}}}\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend_from_slice(body);
    bytes.extend_from_slice(b")\r\n");
    Step::Say(bytes)
}

fn cursor(uid_validity: u32, last_uid: u32) -> Cursor {
    Cursor {
        account: "127.0.0.1".to_owned(),
        mailbox: "INBOX".to_owned(),
        uid_validity,
        last_uid,
    }
}

type Batches = Vec<(Vec<Inbound>, Cursor)>;

async fn collect(imap: &mut Imap, from: Option<&Cursor>) -> (Result<Collected>, Batches) {
    let mut batches = Batches::new();
    let collected = imap
        .collect("INBOX", from, &clock(), async |batch, cursor| {
            batches.push((batch, cursor));
            Ok(())
        })
        .await;
    (collected, batches)
}

async fn run(script: Vec<Step>, from: Option<&Cursor>) -> (Result<Collected>, Batches) {
    let server = Server::start(vec![script]).await;
    let mut imap = Imap::new(server.endpoint()).with_timeouts(patient());
    let result = collect(&mut imap, from).await;
    drop(imap);
    server.finish().await;
    result
}

fn uids(batches: &Batches) -> Vec<u32> {
    let all = batches.iter().flat_map(|(batch, _)| batch);
    all.map(|inbound| inbound.place.uid).collect()
}

#[tokio::test]
async fn raw_bytes_as_they_came() {
    let odd: &[u8] = b"Subject: odd\r\n\r\n\0\xff\xfe (nested {9}\r\n) \"\r\ns3 OK done\r\n\n\r";
    let mut script = greeting();
    script.extend(examine(1, 2, 7, 5));
    script.extend(search(2, 1, " 4 2"));
    script.extend([
        fetch(3, "2,4"),
        message(4, odd),
        say("* 9 EXISTS\r\n* 2 FETCH (FLAGS (\\Recent))\r\n"),
        message(2, b""),
        say("s3 OK done\r\n"),
        hear("s4 LOGOUT\r\n"),
        say("* BYE bye\r\n"),
    ]);
    let server = Server::start(vec![script]).await;
    let mut imap = Imap::new(server.endpoint()).with_timeouts(patient());
    let (collected, batches) = collect(&mut imap, None).await;
    imap.close().await;
    server.finish().await;
    let collected = collected.unwrap();
    assert_eq!(
        collected,
        Collected {
            messages: 2,
            bytes: odd.len() as u64,
            ..Collected::default()
        }
    );
    // The first look counts also when it finds nothing.
    assert_eq!((batches[0].0.len(), batches[0].1.last_uid), (0, 0));
    let (batch, cursor) = &batches[1];
    assert_eq!(
        (batches.len(), cursor.last_uid, cursor.uid_validity),
        (2, 4, 7)
    );
    assert_eq!(batch[0].raw, odd);
    assert_eq!(batch[1].raw, b"");
    let came: Timestamp = "2026-11-03T09:00:00Z".parse().unwrap();
    assert_eq!(batch[0].internal_date, Some(came));
    assert_eq!(batch[0].collected_at, clock().now());
    assert_eq!(batch[0].place.mailbox, "INBOX");
    assert_eq!(batch[0].place.uid, 4);
}

/// `n:*` names the last message also when there is nothing from n on.
#[tokio::test]
async fn nothing_new() {
    let mut script = greeting();
    script.extend([
        hear("s1 EXAMINE \"INBOX\"\r\n"),
        say("* 3 EXISTS\r\n* OK [UIDVALIDITY 7]\r\ns1 OK\r\n"),
    ]);
    script.extend(search(2, 10, " 9"));
    // A server that gives UIDNEXT spares us the question.
    script.extend(examine(3, 3, 7, 10));
    let server = Server::start(vec![script]).await;
    let mut imap = Imap::new(server.endpoint()).with_timeouts(patient());
    for _ in 0..2 {
        let (collected, batches) = collect(&mut imap, Some(&cursor(7, 9))).await;
        assert_eq!(collected.unwrap(), Collected::default());
        assert!(batches.is_empty());
    }
    drop(imap);
    server.finish().await;
}

#[tokio::test]
async fn a_mailbox_made_anew_is_fetched_again() {
    let mut script = greeting();
    script.extend(examine(1, 1, 8, 2));
    script.extend(search(2, 1, " 1"));
    script.extend([fetch(3, "1"), message(1, b"again"), say("s3 OK\r\n")]);
    let (collected, batches) = run(script, Some(&cursor(7, 500))).await;
    assert!(collected.unwrap().uid_validity_changed);
    // The old cursor is replaced before anything else, or a crash would bring it back.
    assert_eq!(
        (
            batches[0].0.len(),
            batches[0].1.last_uid,
            batches[0].1.uid_validity
        ),
        (0, 0, 8)
    );
    assert_eq!(
        (
            batches[1].0.len(),
            batches[1].1.last_uid,
            batches[1].1.uid_validity
        ),
        (1, 1, 8)
    );
}

/// The second FETCH is under way before the first is read; batches are handed over in between.
#[tokio::test]
async fn many_messages_come_in_batches() {
    let all: Vec<_> = (1..=1200).map(|uid| uid.to_string()).collect();
    let all = format!(" {}", all.join(" "));
    let mut script = greeting();
    script.extend(examine(1, 1200, 7, 1201));
    script.extend(search(2, 1, &all));
    script.extend([fetch(3, "1:500"), fetch(4, "501:1000")]);
    script.extend((1..=500).map(|uid| message(uid, b"x")));
    script.extend([say("s3 OK\r\n"), fetch(5, "1001:1200")]);
    script.extend((501..=1000).map(|uid| message(uid, b"x")));
    script.push(say("s4 OK\r\n"));
    script.extend((1001..=1200).map(|uid| message(uid, b"x")));
    script.push(say("s5 OK\r\n"));
    let (collected, batches) = run(script, None).await;
    assert_eq!(collected.unwrap().messages, 1200);
    let sizes: Vec<_> = batches
        .iter()
        .map(|(batch, cursor)| (batch.len(), cursor.last_uid))
        .collect();
    assert_eq!(sizes, [(0, 0), (500, 500), (500, 1000), (200, 1200)]);
}

#[tokio::test]
async fn large_messages_are_handed_over_soon() {
    let large = vec![b'x'; 9 * 1024 * 1024];
    let mut script = greeting();
    script.extend(examine(1, 3, 7, 4));
    script.extend(search(2, 1, " 1 2 3"));
    script.extend([
        fetch(3, "1:3"),
        message(1, b"small"),
        message(2, &large),
        message(3, b"small"),
        say("s3 OK\r\n"),
    ]);
    let (collected, batches) = run(script, None).await;
    assert_eq!(collected.unwrap().bytes, large.len() as u64 + 10);
    let sizes: Vec<_> = batches
        .iter()
        .map(|(batch, cursor)| (batch.len(), cursor.last_uid))
        .collect();
    assert_eq!(sizes, [(0, 0), (2, 2), (1, 3)]);
}

/// A response that is no IMAP, a message that does not come, one that is gone, one that the server
/// will not give: each is named, and the cursor does not pass what may still come.
#[tokio::test]
async fn what_does_not_come_is_asked_for_again_and_named() {
    let mut script = greeting();
    script.extend(examine(1, 5, 7, 6));
    script.extend(search(2, 1, " 1 2 3 4 5"));
    script.extend([
        fetch(3, "1:5"),
        message(1, b"one"),
        say("* 2 FETCH UID 2 rubbish {3}\r\nxyz\r\n"),
        say("* 3 FETCH (UID 3 BODY[] NIL)\r\n"),
        message(5, b"five"),
        say("s3 NO [EXPUNGEISSUED] some are gone\r\n"),
        hear("s4 UID FETCH 2 (UID BODY.PEEK[])\r\n"),
        say("* 2 FETCH (BODY[] \"two\")\r\ns4 OK\r\n"),
        hear("s5 UID FETCH 3 (UID BODY.PEEK[])\r\n"),
        say("s5 OK\r\n"),
        hear("s6 UID FETCH 4 (UID BODY.PEEK[])\r\n"),
        say("s6 NO [SERVERBUG] internal error\r\n"),
    ]);
    let (collected, batches) = run(script, None).await;
    let collected = collected.unwrap();
    assert_eq!(uids(&batches), [1, 5, 2]);
    assert_eq!(batches.last().unwrap().1.last_uid, 3, "4 may come yet");
    let problems = collected.problems.join("\n");
    assert_eq!(collected.problems.len(), 3, "{problems}");
    assert!(
        problems.contains("INBOX: not IMAP: \"* 2 FETCH UID 2"),
        "{problems}"
    );
    assert!(
        problems.contains("message 3 was listed but is gone"),
        "{problems}"
    );
    assert!(
        problems.contains("message 4 is not given out: [SERVERBUG]"),
        "{problems}"
    );
}

/// What came before the server broke off is kept, and the next collection goes on from there over
/// a new connection.
#[tokio::test]
async fn a_server_that_breaks_off_in_the_middle() {
    let mut first = greeting();
    first.extend(examine(1, 2, 7, 3));
    first.extend(search(2, 1, " 1 2"));
    first.extend([
        fetch(3, "1:2"),
        message(1, b"one"),
        say("* 2 FETCH (UID 2 BODY[] {100}\r\nonly the begin"),
    ]);
    let mut second = greeting();
    second.extend(examine(1, 2, 7, 3));
    second.extend(search(2, 2, " 2"));
    second.extend([fetch(3, "2"), message(2, b"two"), say("s3 OK\r\n")]);
    let server = Server::start(vec![first, second]).await;
    let mut imap = Imap::new(server.endpoint()).with_timeouts(patient());
    let (collected, batches) = collect(&mut imap, None).await;
    assert!(
        matches!(collected, Err(Error::Server { .. })),
        "{collected:?}"
    );
    assert_eq!(uids(&batches), [1]);
    let (collected, batches) = collect(&mut imap, batches.last().map(|batch| &batch.1)).await;
    assert_eq!(collected.unwrap().messages, 1);
    assert_eq!(uids(&batches), [2]);
    drop(imap);
    server.finish().await;
}

/// When a batch cannot be stored, the cursor of the next one must never be written.
#[tokio::test]
async fn a_batch_that_cannot_be_stored_ends_it() {
    let mut script = greeting();
    script.extend(examine(1, 1, 7, 2));
    script.extend(search(2, 1, " 1"));
    script.extend([
        fetch(3, "1"),
        message(1, b"x"),
        say("s3 OK\r\n"),
        Step::Silence,
    ]);
    let server = Server::start(vec![script]).await;
    let mut imap = Imap::new(server.endpoint()).with_timeouts(patient());
    let collected = imap
        .collect("INBOX", None, &clock(), async |batch, _| {
            if batch.is_empty() {
                return Ok(());
            }
            Err(Error::Interrupted)
        })
        .await;
    assert!(matches!(collected, Err(Error::Interrupted)));
    server.finish().await;
}

#[tokio::test]
async fn a_mailbox_that_does_not_exist() {
    let mut script = greeting();
    script.extend([
        hear("s1 EXAMINE \"Entw&APw-rfe\"\r\n"),
        say("s1 NO [NONEXISTENT] Mailbox doesn't exist\r\n"),
        hear("s2 LIST \"\" \"*\"\r\n"),
        say("* LIST (\\Junk) \"/\" Junk\r\n* LIST () \"/\" {14}\r\nS&AOk-rie &- x\r\n* LIST () \"/\" INBOX\r\ns2 OK\r\n"),
    ]);
    script.extend(examine(3, 0, 7, 1));
    let server = Server::start(vec![script]).await;
    let mut imap = Imap::new(server.endpoint()).with_timeouts(patient());
    let collected = imap
        .collect("Entwürfe", None, &clock(), async |_, _| Ok(()))
        .await;
    let error = collected.unwrap_err();
    assert!(error.to_string().contains("Entwürfe"), "{error}");
    assert_eq!(
        error.hint().unwrap(),
        "these mailboxes exist: Junk, Série & x, INBOX"
    );
    let (collected, _) = collect(&mut imap, None).await;
    assert_eq!(
        collected.unwrap(),
        Collected::default(),
        "the connection goes on"
    );
    drop(imap);
    server.finish().await;
}

/// A connection that idled too long is gone; the next call makes a new one.
#[tokio::test]
async fn a_connection_that_is_gone_is_made_again() {
    let mut first = greeting();
    first.extend(examine(1, 0, 7, 1));
    first.push(say("* BYE idle for too long\r\n"));
    let mut second = greeting();
    second.extend(examine(1, 0, 7, 1));
    let server = Server::start(vec![first, second]).await;
    let mut imap = Imap::new(server.endpoint()).with_timeouts(patient());
    for _ in 0..2 {
        let (collected, _) = collect(&mut imap, None).await;
        assert_eq!(collected.unwrap(), Collected::default());
    }
    drop(imap);
    server.finish().await;
}

#[tokio::test]
async fn servers_that_make_no_sense() {
    for (script, words) in [
        (vec![say("HTTP/1.1 400 Bad Request\r\n")], "HTTP/1.1"),
        (
            vec![say("* BYE too many connections\r\n")],
            "too many connections",
        ),
        (vec![say("220 mx ESMTP\r\n")], "220 mx"),
        (vec![], "closed"),
    ] {
        let (collected, batches) = run(script, None).await;
        let error = collected.unwrap_err();
        assert!(matches!(error, Error::Server { .. }));
        assert!(error.to_string().contains(words), "{error}");
        assert!(batches.is_empty());
    }
}

#[tokio::test]
async fn a_server_that_falls_silent() {
    let mut script = greeting();
    script.extend([hear("s1 EXAMINE \"INBOX\"\r\n"), Step::Silence]);
    let server = Server::start(vec![script]).await;
    let timeouts = mystery_shopper::channel::email::Timeouts {
        command: std::time::Duration::from_millis(60),
        ..patient()
    };
    let mut imap = Imap::new(server.endpoint()).with_timeouts(timeouts);
    let (collected, _) = collect(&mut imap, None).await;
    let error = collected.unwrap_err().to_string();
    assert!(error.contains("silent"), "{error}");
    server.finish().await;
}
