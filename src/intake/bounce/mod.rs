//! Messages that a mail system wrote about mail of ours that it could not deliver.
//!
//! A report in the form that was made for it (RFC 3464) says so itself: [`report`]. Else a daemon writes
//! to people, and its words say it: [`daemon`]. What either gives for a reason is read by [`reason`].

mod daemon;
mod reason;
mod report;

use super::folded::Folded;
use super::mime::{Mail, lossy};
use super::phrases::{self, Family};
use crate::model::Kind;
use daemon::is_daemon;
use reason::{is_soft, said, smtp_code, status_in_words};
use report::report;

/// A bounce: what it says and on what that rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bounce {
    pub kind: Kind,
    pub rule: &'static str,
    /// RFC 3463, such as `5.1.1`.
    pub status: Option<String>,
    pub evidence: Vec<String>,
}

/// Reads a message as a bounce, if it is one. `text` is its human part.
pub(super) fn bounce(mail: &Mail<'_>, from: &str, subject: &str, text: &str) -> Option<Bounce> {
    if let Some(found) = report(mail, text) {
        return Some(found);
    }
    if let Some(failed) = mail.headers.first("x-failed-recipients") {
        let evidence = vec![format!("X-Failed-Recipients: {}", lossy(failed))];
        return Some(by_words("failed_recipients", subject, text, evidence));
    }
    let evidence = is_daemon(mail, from, subject, text)?;
    Some(by_words("daemon", subject, text, evidence))
}

/// Hard, soft or delayed by the words of the human part.
fn by_words(rule: &'static str, subject: &str, text: &str, mut evidence: Vec<String>) -> Bounce {
    let said = said(text);
    let status = status_in_words(said);
    let code = smtp_code(said);
    let lower = format!("{}\n{}", subject.to_lowercase(), said.to_lowercase());
    let kind = if is_late(&lower, status.as_deref()) {
        Kind::BounceDelayed
    } else if is_soft(status.as_deref(), code, &lower) {
        Kind::BounceSoft
    } else {
        Kind::BounceHard
    };
    if let Some(status) = &status {
        evidence.push(format!("status: {status}"));
    } else if let Some(code) = code {
        evidence.push(format!("code: {code}"));
    }
    evidence.extend(reason::reason(said).map(|r| format!("reason: {r}")));
    Bounce {
        kind,
        rule,
        status,
        evidence,
    }
}

/// Whether it is still being tried.
fn is_late(lower: &str, status: Option<&str>) -> bool {
    let final_words = [
        "permanent",
        "giving up",
        "gave up",
        "given up",
        "will not be retried",
        "has failed",
    ];
    let folded = Folded::new(lower);
    let late = folded.sentences.iter().any(|s| {
        phrases::find(folded.words(s))
            .iter()
            .any(|h| h.family == Family::Delayed)
    });
    late && !status.is_some_and(|s| s.starts_with('5'))
        && !final_words.iter().any(|w| lower.contains(w))
}

#[cfg(test)]
mod tests;
