//! The mailbox server, byte by byte.

use crate::study::study;
use crate::wave::Wave;
use crate::wire::Wire;
use jiff::SignedDuration;
use mystery_shopper::sandbox::{Faults, Scenario};
use std::collections::BTreeSet;

const ME: &str = "anna.reed@shopper.example";

/// A market whose INBOX holds so many messages, each sent at another hour.
async fn with_mail(messages: usize, faults: Faults) -> Wave {
    let scenario = Scenario {
        faults,
        ..Scenario::default()
    };
    let wave = Wave::new(study(10, 1, 1), 1, scenario).await;
    let mut wire = Wire::smtp(wave.serving.smtp).await;
    for n in 1..=messages {
        let message =
            format!("From: Me <{ME}>\r\nSubject: Number {n}\r\nX-Long: a\r\n b\r\n\r\nBody {n}");
        assert!(wire.submit(ME, ME, &message).await.starts_with("250 "));
        wave.clock
            .sleep_until(wave.clock.now() + SignedDuration::from_hours(20))
            .await;
    }
    wave
}

#[tokio::test]
async fn logins_are_checked_in_every_way() {
    let wave = with_mail(0, Faults::default()).await;
    let mut wire = Wire::to(wave.serving.imap).await;
    let greeting = wire.expect("* OK [CAPABILITY IMAP4rev1 ").await;
    assert!(greeting.contains(" LITERAL+ ") && greeting.contains(" IDLE "));
    assert!(wire.ask("SELECT INBOX").await.starts_with("a BAD "));
    assert!(
        wire.ask("LOGIN shopper wrong")
            .await
            .contains("a NO [AUTHENTICATIONFAILED]")
    );
    wire.send("a LOGIN {7}\r\n").await;
    wire.expect("+ ").await;
    wire.send("shopper {7+}\r\nsandbox\r\n").await;
    wire.expect("a OK ").await;
    assert!(
        wire.ask("LOGIN shopper sandbox")
            .await
            .starts_with("a BAD ")
    );
    assert!(
        wire.ask("NAMESPACE")
            .await
            .starts_with("* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n")
    );
    assert!(wire.ask("LOGOUT").await.starts_with("* BYE "));

    let mut wire = Wire::to(wave.serving.imap).await;
    wire.line().await;
    wire.send("a AUTHENTICATE XOAUTH2 dXNlcj1zaG9wcGVyAWF1dGg9QmVhcmVyIHdyb25nAQE=\r\n")
        .await;
    wire.expect("+ eyJ").await;
    wire.send("\r\n").await;
    wire.expect("a NO [AUTHENTICATIONFAILED]").await;
    wire.send("b AUTHENTICATE PLAIN\r\n").await;
    wire.expect("+ ").await;
    wire.send("AHNob3BwZXIAc2FuZGJveA==\r\n").await;
    wire.expect("b OK ").await;
}

#[tokio::test]
async fn messages_are_fetched_whole_and_in_part() {
    let wave = with_mail(3, Faults::default()).await;
    let mut wire = Wire::imap(wave.serving.imap).await;
    let opened = wire.ask("EXAMINE INBOX").await;
    for line in [
        "* 3 EXISTS",
        "* 0 RECENT",
        "[UNSEEN 1]",
        "[UIDVALIDITY ",
        "[UIDNEXT 4]",
        "a OK [READ-ONLY]",
    ] {
        assert!(opened.contains(line), "{line} in {opened}");
    }
    assert_eq!(
        wire.ask("FETCH 2 (UID FLAGS INTERNALDATE)").await,
        "* 2 FETCH (UID 2 FLAGS () INTERNALDATE \"03-Nov-2026 05:00:00 +0000\")\r\na OK fetched\r\n"
    );
    assert_eq!(
        wire.ask("UID FETCH 3:* BODY[HEADER.FIELDS (subject x-long)]")
            .await,
        "* 3 FETCH (UID 3 BODY[HEADER.FIELDS (subject x-long)] {36}\r\nSubject: Number 3\r\nX-Long: a\r\n b\r\n\r\n)\r\n\
         a OK fetched\r\n"
    );
    assert_eq!(
        wire.ask("FETCH 1 BODY.PEEK[TEXT]<2.3>").await,
        "* 1 FETCH (BODY[TEXT]<2> {3}\r\ndy )\r\na OK fetched\r\n"
    );
    assert_eq!(
        wire.ask("FETCH 1 BODY[TEXT]<900.3>").await,
        "* 1 FETCH (BODY[TEXT]<900> {0}\r\n)\r\na OK fetched\r\n"
    );
    let envelope = wire.ask("FETCH 1 ENVELOPE").await;
    assert!(
        envelope.contains(
            "ENVELOPE (NIL \"Number 1\" ((\"Me\" NIL \"anna.reed\" \"shopper.example\"))"
        )
    );
    assert!(wire.ask("FETCH 1 BODYSTRUCTURE").await.starts_with("a NO "));
    assert_eq!(wire.ask("UID FETCH 77 FLAGS").await, "a OK fetched\r\n");
    // What is sent as a whole is what was delivered, with its size.
    let all = wire.ask("FETCH 1 (RFC822.SIZE BODY.PEEK[])").await;
    let size: usize = all.split(' ').nth(4).unwrap().parse().unwrap();
    assert!(
        all.contains(&format!("BODY[] {{{size}}}\r\nReturn-Path: <{ME}>\r\n")),
        "{all}"
    );
}

#[tokio::test]
async fn flags_searches_and_expunging_agree() {
    let wave = with_mail(4, Faults::default()).await;
    let mut wire = Wire::imap(wave.serving.imap).await;
    wire.ask("SELECT INBOX").await;
    wire.ask("FETCH 1 BODY[]").await;
    assert!(
        wire.ask("STORE 2:3 +FLAGS (\\Deleted \\Flagged)")
            .await
            .contains("* 3 FETCH (FLAGS (\\Flagged \\Deleted))")
    );
    for (criteria, found) in [
        ("ALL", "* SEARCH 1 2 3 4"),
        ("UNSEEN", "* SEARCH 2 3 4"),
        ("NOT DELETED", "* SEARCH 1 4"),
        ("SINCE 4-Nov-2026", "* SEARCH 3 4"),
        ("BEFORE 3-Nov-2026", "* SEARCH 1"),
        ("ON 3-Nov-2026", "* SEARCH 2"),
        ("OR SUBJECT \"number 2\" BODY \"body 4\"", "* SEARCH 2 4"),
        ("UID 3:* SEEN", "* SEARCH"),
        ("HEADER X-Long \"\" 2:3", "* SEARCH 2 3"),
        ("FROM anna LARGER 10 SMALLER 100000", "* SEARCH 1 2 3 4"),
    ] {
        let answer = wire.ask(&format!("SEARCH {criteria}")).await;
        assert_eq!(answer.lines().next(), Some(found), "{criteria}");
    }
    let mut other = Wire::imap(wave.serving.imap).await;
    other.ask("SELECT INBOX").await;
    assert!(
        wire.ask("EXPUNGE")
            .await
            .starts_with("* 3 EXPUNGE\r\n* 2 EXPUNGE\r\na OK")
    );
    assert!(
        other
            .ask("NOOP")
            .await
            .starts_with("* 3 EXPUNGE\r\n* 2 EXPUNGE\r\n")
    );
    assert_eq!(
        wire.ask("UID SEARCH ALL").await.lines().next(),
        Some("* SEARCH 1 4")
    );
    assert!(
        wire.ask("STATUS INBOX (MESSAGES UIDNEXT UNSEEN)")
            .await
            .starts_with("* STATUS \"INBOX\" (MESSAGES 2 UIDNEXT 5 UNSEEN 1)")
    );
}

#[tokio::test]
async fn mailboxes_are_made_listed_and_filled() {
    let wave = with_mail(1, Faults::default()).await;
    let mut wire = Wire::imap(wave.serving.imap).await;
    assert_eq!(
        wire.ask("LIST \"\" \"*\"").await,
        "* LIST () \"/\" \"INBOX\"\r\n* LIST () \"/\" \"Junk\"\r\na OK done\r\n"
    );
    assert!(
        wire.ask("LSUB \"\" %")
            .await
            .contains("* LSUB () \"/\" \"Junk\"")
    );
    assert!(wire.ask("CREATE Kept").await.starts_with("a OK"));
    assert!(wire.ask("CREATE Kept").await.starts_with("a NO"));
    assert!(wire.ask("SUBSCRIBE Kept").await.starts_with("a OK"));
    wire.send(
        "a APPEND Kept (\\Seen) \"05-Nov-2026 12:00:00 +0100\" {14+}\r\nSubject: x\r\n\r\n\r\n",
    )
    .await;
    wire.expect("a OK").await;
    wire.ask("SELECT INBOX").await;
    assert!(wire.ask("UID COPY 1 Kept").await.starts_with("a OK"));
    wire.ask("SELECT Kept").await;
    assert!(
        wire.ask("FETCH 1:* (FLAGS INTERNALDATE)")
            .await
            .starts_with(
                "* 1 FETCH (FLAGS (\\Seen) INTERNALDATE \"05-Nov-2026 11:00:00 +0000\")\r\n\
         * 2 FETCH (FLAGS () INTERNALDATE \"02-Nov-2026 09:00:00 +0000\")\r\n"
            )
    );
    assert!(
        wire.ask("SELECT Nowhere")
            .await
            .starts_with("a NO [NONEXISTENT]")
    );
    assert!(
        wire.ask("FETCH 1 FLAGS").await.starts_with("a BAD"),
        "nothing is selected now"
    );
}

#[tokio::test]
async fn whoever_idles_is_told_at_once() {
    let wave = with_mail(1, Faults::default()).await;
    let mut wire = Wire::imap(wave.serving.imap).await;
    wire.ask("SELECT INBOX").await;
    wire.send("a IDLE\r\n").await;
    wire.expect("+ idling").await;
    let mut smtp = Wire::smtp(wave.serving.smtp).await;
    smtp.submit(ME, ME, "Subject: new\r\n\r\nnew").await;
    wire.expect("* 2 EXISTS").await;
    wire.send("DONE\r\n").await;
    wire.expect("a OK").await;
}

#[tokio::test]
async fn a_restored_mailbox_hangs_up_and_counts_anew() {
    let faults = Faults {
        new_uid_validity_after: Some(2),
        deliver_twice: BTreeSet::from([1]),
        internal_date_shift: SignedDuration::from_hours(-1),
        ..Faults::default()
    };
    let wave = with_mail(1, faults).await;
    let mut wire = Wire::imap(wave.serving.imap).await;
    let validity = |opened: &str| -> u32 {
        let (_, rest) = opened.split_once("[UIDVALIDITY ").unwrap();
        rest.split(']').next().unwrap().parse().unwrap()
    };
    let junk = wire.ask("SELECT Junk").await;
    assert!(
        junk.contains("* 1 EXISTS"),
        "the same message in two mailboxes"
    );
    let before = validity(&wire.ask("SELECT INBOX").await);
    assert!(
        wire.ask("FETCH 1 INTERNALDATE")
            .await
            .contains("02-Nov-2026 08:00:00")
    );
    let mut smtp = Wire::smtp(wave.serving.smtp).await;
    smtp.submit(ME, ME, "Subject: second\r\n\r\n.").await;
    assert!(
        wire.ask("NOOP")
            .await
            .contains("* BYE the mailbox was restored")
    );
    let mut wire = Wire::imap(wave.serving.imap).await;
    assert_eq!(validity(&wire.ask("SELECT INBOX").await), before + 1);
}

#[tokio::test]
async fn a_connection_may_break_in_the_midst_of_a_message() {
    let faults = Faults {
        break_fetch: BTreeSet::from([2]),
        ..Faults::default()
    };
    let wave = with_mail(3, faults).await;
    let mut wire = Wire::imap(wave.serving.imap).await;
    wire.ask("SELECT INBOX").await;
    let got = wire.ask("UID FETCH 1:* BODY.PEEK[]").await;
    assert!(
        got.contains("* 2 FETCH (UID 2 BODY[]") && !got.contains("a OK"),
        "{got}"
    );
    let mut wire = Wire::imap(wave.serving.imap).await;
    wire.ask("SELECT INBOX").await;
    assert!(
        wire.ask("UID FETCH 2:* BODY.PEEK[]")
            .await
            .ends_with("a OK fetched\r\n")
    );
}
