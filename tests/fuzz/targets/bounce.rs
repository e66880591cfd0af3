//! A bounce. The input is what a mail system says of itself: as the human part of a daemon's mail,
//! and as the machine's part of a report.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mystery_shopper::intake::examine;

const DAEMON: &[u8] =
    b"From: MAILER-DAEMON@mx.test\nSubject: Undelivered Mail Returned to Sender\n\n";
const REPORT: &[u8] = b"From: MAILER-DAEMON@mx.test\nContent-Type: multipart/report; boundary=b; \
    report-type=delivery-status\n\n--b\n\nYour message was returned.\n--b\n\
    Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.test\n\n";

fuzz_target!(|said: &[u8]| {
    for around in [DAEMON, REPORT] {
        let found = examine(&[around, said].concat(), None, &[], None);
        if let Some(status) = &found.bounce_status {
            assert!(found.kind.as_str().starts_with("bounce"), "{found:?}");
            assert!(status.len() <= 11, "{status}");
        }
    }
});
