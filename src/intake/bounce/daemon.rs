//! Old and homely forms: a daemon writes, and its words say what happened.

use super::reason::smtp_code;
use crate::intake::folded::Folded;
use crate::intake::mime::Mail;
use crate::intake::phrases::{self, Family};

/// No more bytes than this of a text are looked at.
const HEAD: usize = 8_000;

/// Whether a mail system wrote this to say that it could not deliver; on what that rests.
pub(super) fn is_daemon(
    mail: &Mail<'_>,
    from: &str,
    subject: &str,
    text: &str,
) -> Option<Vec<String>> {
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
    let head = &text[..text.floor_char_boundary(HEAD)];
    let says = |folded: &Folded, family| {
        folded.sentences.iter().find_map(|s| {
            phrases::find(folded.words(s))
                .iter()
                .find(|h| h.family == family)
                .map(|h| h.words.to_owned())
        })
    };
    let subject_says = says(&subject_folded, Family::Undelivered);
    let strange = !(named || typed);
    // Ordinary mail goes no further: its body need not be read for this.
    if strange && (subject_says.is_none() || mail.headers.first("in-reply-to").is_some()) {
        return None;
    }
    let body = Folded::new(head);
    if strange {
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
        if !about || says(&body, Family::Undelivered).is_none() {
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
    Some(evidence)
}
