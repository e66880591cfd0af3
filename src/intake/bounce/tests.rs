use super::reason::{reason, said, smtp_code, status_in, status_in_words};
use super::*;

#[test]
fn statuses_are_found_and_addresses_are_not() {
    assert_eq!(
        status_in("smtp; 550 5.1.1 <a@b>: no").as_deref(),
        Some("5.1.1")
    );
    assert_eq!(status_in("(#5.7.26).").as_deref(), Some("5.7.26"));
    assert_eq!(status_in("from 5.9.10.11 at 10.4.1.2"), None);
    assert_eq!(status_in("5.8.1 and 5.1.1000"), None);
    assert_eq!(smtp_code("said: 452 too many"), Some(452));
}

#[test]
fn the_version_of_a_program_is_no_status() {
    for (words, expected) in [
        ("This is MailServer 5.2.1, which failed.", None),
        ("MailServer 5.2.1 said: 550-5.1.1 é no", Some("5.1.1")),
        ("Sorry, no mailbox here. (#5.1.1)", Some("5.1.1")),
        ("Error 4.4.7: expired", Some("4.4.7")),
        ("-- 4.4.4 Temporary server error", Some("4.4.4")),
    ] {
        assert_eq!(status_in_words(words).as_deref(), expected, "{words}");
    }
}

#[test]
fn the_copy_of_our_message_gives_no_reason() {
    let text = "Not delivered:\n<a@b.test>: unknown user\n\n--- Below this line is a copy of the message.\n\nSubject: quota 552 5.2.2\n";
    assert_eq!(
        reason(said(text)).as_deref(),
        Some("<a@b.test>: unknown user")
    );
    let found = by_words("daemon", "", text, Vec::new());
    assert_eq!((found.kind, found.status), (Kind::BounceHard, None));
}

#[test]
fn the_other_servers_reply_is_the_reason() {
    let text = "I'm sorry.\nThis mailbox is unknown to nobody.\n\n<a@b.test>: host mx.b.test said: 550 5.1.1\n    <a@b.test>... User unknown\n\nBye.\n";
    assert_eq!(
        reason(said(text)).as_deref(),
        Some("<a@b.test>: host mx.b.test said: 550 5.1.1 <a@b.test>... User unknown")
    );
}

/// Kind and status of a report with these groups.
fn reported(groups: &str) -> Option<(Kind, Option<String>)> {
    let text = format!(
        "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n{groups}\n--b--\n"
    );
    bounce(&Mail::parse(text.as_bytes()), "mailer-daemon@x", "", "").map(|b| (b.kind, b.status))
}

#[test]
fn the_worst_recipient_counts_and_success_is_no_bounce() {
    for (groups, kind, status) in [
        (
            "Action: delayed\nStatus: 4.4.1\n\nAction: failed\nStatus: 5.1.1\n",
            Kind::BounceHard,
            Some("5.1.1"),
        ),
        (
            "Action: failed\nStatus: 5.2.2\n",
            Kind::BounceSoft,
            Some("5.2.2"),
        ),
        (
            "Action: failed\nStatus: 5.0.0 (over quota)\n",
            Kind::BounceSoft,
            Some("5.0.0"),
        ),
        (
            "Action: error\nStatus: 5.0.0\n",
            Kind::BounceHard,
            Some("5.0.0"),
        ),
        (
            "Action: failure\nStatus: 553 too large\n",
            Kind::BounceHard,
            None,
        ),
        ("Action: delivered\nStatus: 2.0.0\n", Kind::Autoreply, None),
    ] {
        let expected = Some((kind, status.map(ToOwned::to_owned)));
        assert_eq!(reported(groups), expected, "{groups}");
    }
}

#[test]
fn what_is_still_tried_is_delayed() {
    let words = "Your message could not be delivered yet. Delivery attempts will continue to be made for 5 day(s).";
    let found = by_words("daemon", "Delivery failure", words, Vec::new());
    assert_eq!(found.kind, Kind::BounceDelayed);
}
