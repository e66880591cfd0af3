//! Messages that a mail system wrote about mail of ours that it could not deliver.

use super::folded::Folded;
use super::mime::{Headers, Mail};
use super::phrases::{self, Family};
use crate::model::Kind;

/// A bounce: what it says and on what that rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bounce {
    pub kind: Kind,
    pub rule: &'static str,
    /// RFC 3463, such as `5.1.1`.
    pub status: Option<String>,
    pub evidence: Vec<String>,
}

/// No more bytes than this are read of a report.
const REPORT: usize = 64 * 1024;

/// Reads a message as a bounce, if it is one. `text` is its human part.
pub(super) fn bounce(mail: &Mail<'_>, from: &str, subject: &str, text: &str) -> Option<Bounce> {
    if let Some(found) = report(mail) {
        return Some(found);
    }
    if let Some(failed) = mail.headers.first("x-failed-recipients") {
        let failed = super::mime::lossy(failed);
        return Some(by_words(
            "failed_recipients",
            subject,
            text,
            vec![format!("X-Failed-Recipients: {failed}")],
        ));
    }
    daemon(mail, from, subject, text)
}

/// A delivery status notification (RFC 3464), or a receipt that somebody read our message (RFC 8098).
fn report(mail: &Mail<'_>) -> Option<Bounce> {
    let read = mail
        .parts
        .iter()
        .find(|p| p.ctype == "message/disposition-notification");
    if read.is_some_and(|p| p.text(REPORT).to_lowercase().contains("displayed")) {
        return Some(receipt("read_receipt"));
    }
    let part = mail.parts.iter().find(|p| {
        matches!(
            p.ctype.as_str(),
            "message/delivery-status" | "message/global-delivery-status"
        )
    })?;
    let text = part.text(REPORT);
    let mut delivered = false;
    // One group of fields for the message, then one for each recipient; the worst one counts.
    let mut worst: Option<(u8, Bounce)> = None;
    for group in text.split("\n\n").take(200) {
        let (fields, _) = Headers::parse(group.trim_start().as_bytes());
        let action = fields.keyword("action");
        let status = status_in(&fields.text("status"))
            .or_else(|| status_in(&fields.text("diagnostic-code")));
        let diagnostic = fields.text("diagnostic-code");
        let failed = action.starts_with("failed")
            || action.is_empty() && status.as_deref().is_some_and(|s| s.starts_with('5'));
        let (rank, kind) = if failed {
            if is_soft(status.as_deref(), &diagnostic) {
                (2, Kind::BounceSoft)
            } else {
                (3, Kind::BounceHard)
            }
        } else if action.starts_with("delayed") {
            (1, Kind::BounceDelayed)
        } else {
            delivered |= ["delivered", "relayed", "expanded"]
                .iter()
                .any(|a| action.starts_with(a));
            continue;
        };
        let mut evidence = vec![format!("Action: {}", action.trim())];
        for name in ["Final-Recipient", "Status", "Diagnostic-Code"] {
            let value = fields.text(name);
            if !value.is_empty() {
                evidence.push(format!("{name}: {value}"));
            }
        }
        if worst.as_ref().is_none_or(|(r, _)| rank > *r) {
            let found = Bounce {
                kind,
                rule: "delivery_status",
                status,
                evidence,
            };
            worst = Some((rank, found));
        }
    }
    // A report without a readable group is judged by its words.
    worst
        .map(|(_, bounce)| bounce)
        .or_else(|| delivered.then(|| receipt("delivery_receipt")))
}

/// A report of success: a machine wrote it, and nothing bounced.
fn receipt(rule: &'static str) -> Bounce {
    Bounce {
        kind: Kind::Autoreply,
        rule,
        status: None,
        evidence: Vec::new(),
    }
}

/// Full mailboxes and expired retries may be over tomorrow.
fn is_soft(status: Option<&str>, diagnostic: &str) -> bool {
    let diagnostic = diagnostic.to_lowercase();
    status.is_some_and(|s| s.starts_with('4') || s == "5.2.2")
        || [
            "quota",
            "mailbox full",
            "mailbox is full",
            "insufficient storage",
        ]
        .iter()
        .any(|w| diagnostic.contains(w))
}

/// Old and homely forms: a daemon writes, and its words say what happened.
fn daemon(mail: &Mail<'_>, from: &str, subject: &str, text: &str) -> Option<Bounce> {
    let local = from.split('@').next().unwrap_or_default();
    let from_header = mail.headers.text("from").to_lowercase();
    let named = [
        "mailer-daemon",
        "postmaster",
        "mail-daemon",
        "mailerdaemon",
        "microsoftexchange",
        "mdaemon",
        "bounce",
    ]
    .iter()
    .any(|d| local.contains(d))
        || [
            "mail delivery",
            "mailer-daemon",
            "mailer daemon",
            "delivery subsystem",
            "mail administrator",
            "postmaster",
        ]
        .iter()
        .any(|d| from_header.contains(d));
    let return_path = mail.headers.keyword("return-path");
    let null_path = return_path.trim() == "<>" || return_path.contains("mailer-daemon");
    let typed = mail.ctype.contains("report-type") && mail.ctype.contains("delivery-status");
    let subject_folded = Folded::new(subject);
    let head = &text[..text.floor_char_boundary(8_000)];
    let says = |folded: &Folded, family| {
        folded.sentences.iter().find_map(|s| {
            phrases::find(folded.words(s))
                .iter()
                .find(|h| h.family == family)
                .map(|h| h.words.to_owned())
        })
    };
    let body = Folded::new(head);
    let subject_says = says(&subject_folded, Family::Undelivered);
    if !(named || typed) {
        // Virus scanners and gateways write under names of their own: then subject and text must both
        // say so, and the text must be about an address. A parcel has none.
        let lower = head.to_lowercase();
        let about = [
            "recipient",
            "mailbox",
            "rcpt",
            "user",
            "destinataire",
            "address",
        ]
        .iter()
        .any(|w| lower.contains(w));
        let reply = mail.headers.first("in-reply-to").is_some();
        if subject_says.is_none() || says(&body, Family::Undelivered).is_none() || !about || reply {
            return None;
        }
    }
    let words = subject_says
        .or_else(|| says(&subject_folded, Family::Delayed))
        .or_else(|| says(&body, Family::Undelivered))
        .or_else(|| says(&body, Family::Delayed));
    // Words of a language unknown here: a null path and an SMTP code in the text still make a bounce,
    // and so does a daemon that lists addresses.
    let coded = null_path && smtp_code(head).is_some();
    let lists = local == "mailer-daemon"
        && head
            .lines()
            .any(|l| l.starts_with('<') && l.ends_with(">:"));
    if words.is_none() && !coded && !lists && !typed {
        return None;
    }
    let mut evidence = vec![format!("From: {from}")];
    evidence.extend(words.map(|w| format!("words: {w}")));
    Some(by_words("daemon", subject, text, evidence))
}

/// Hard, soft or delayed by the words of the human part.
fn by_words(rule: &'static str, subject: &str, text: &str, mut evidence: Vec<String>) -> Bounce {
    let head = &text[..text.floor_char_boundary(8_000)];
    let status = status_in(head);
    let lower = format!("{}\n{}", subject.to_lowercase(), head.to_lowercase());
    let delayed = {
        let folded = Folded::new(&lower);
        let late = folded.sentences.iter().any(|s| {
            phrases::find(folded.words(s))
                .iter()
                .any(|h| h.family == Family::Delayed)
        });
        let final_words = [
            "permanent",
            "giving up",
            "gave up",
            "given up",
            "will not be retried",
            "has failed",
        ];
        late && !status.as_deref().is_some_and(|s| s.starts_with('5'))
            && !final_words.iter().any(|w| lower.contains(w))
    };
    let code = smtp_code(head);
    let kind = if delayed {
        Kind::BounceDelayed
    } else if is_soft(status.as_deref(), &lower)
        || status.is_none() && code.is_some_and(|c| c < 500)
    {
        Kind::BounceSoft
    } else {
        Kind::BounceHard
    };
    if let Some(status) = &status {
        evidence.push(format!("status: {status}"));
    } else if let Some(code) = code {
        evidence.push(format!("code: {code}"));
    }
    Bounce {
        kind,
        rule,
        status,
        evidence,
    }
}

/// The first status of RFC 3463 in a text: `5.1.1`, standing by itself.
fn status_in(text: &str) -> Option<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|word| word.trim_matches('.'))
        .find(|word| {
            let parts: Vec<&str> = word.split('.').take(4).collect();
            matches!(parts.as_slice(), [class, subject, detail]
                if matches!(*class, "4" | "5") && (1..=3).contains(&subject.len()) && (1..=3).contains(&detail.len()))
        })
        .map(ToOwned::to_owned)
}

/// The first SMTP reply code of a failure in a text.
fn smtp_code(text: &str) -> Option<u16> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| w.len() == 3)
        .filter_map(|w| w.parse::<u16>().ok())
        .find(|n| matches!(n, 421 | 450..=455 | 500..=505 | 550..=556))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_found_and_addresses_are_not() {
        assert_eq!(
            status_in("smtp; 550 5.1.1 <a@b>: no").as_deref(),
            Some("5.1.1")
        );
        assert_eq!(status_in("(#5.7.26).").as_deref(), Some("5.7.26"));
        assert_eq!(status_in("from 5.9.10.11 at 10.4.1.2"), None);
        assert_eq!(smtp_code("said: 452 too many"), Some(452));
    }

    #[test]
    fn the_worst_recipient_counts_and_success_is_no_bounce() {
        let mail = |groups: &str| {
            let text = format!(
                "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n{groups}\n--b--\n"
            );
            bounce(&Mail::parse(text.as_bytes()), "mailer-daemon@x", "", "")
                .map(|b| (b.kind, b.status))
        };
        assert_eq!(
            mail("Action: delayed\nStatus: 4.4.1\n\nAction: failed\nStatus: 5.1.1\n"),
            Some((Kind::BounceHard, Some("5.1.1".to_owned())))
        );
        assert_eq!(
            mail("Action: failed\nStatus: 5.2.2\n").map(|b| b.0),
            Some(Kind::BounceSoft)
        );
        assert_eq!(
            mail("Action: delivered\nStatus: 2.0.0\n"),
            Some((Kind::Autoreply, None))
        );
    }
}
