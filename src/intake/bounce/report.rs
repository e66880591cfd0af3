//! Reports in the form that was made for them: delivery status (RFC 3464), and receipts that somebody
//! read our message (RFC 8098).

use super::Bounce;
use super::reason::{is_soft, reason, said, smtp_code, status_in};
use crate::intake::mime::{Headers, Mail};
use crate::model::Kind;

/// No more bytes than this are read of a report.
const REPORT: usize = 64 * 1024;
/// No more recipients than this are read of one.
const GROUPS: usize = 200;

/// The report in a message, if there is one that can be read. `text` is the human part.
pub(super) fn report(mail: &Mail<'_>, text: &str) -> Option<Bounce> {
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
    let fields = part.text(REPORT);
    let mut delivered = false;
    // One group of fields for the message, then one for each recipient; the worst one counts.
    let mut worst: Option<(u8, Bounce)> = None;
    for group in fields.split("\n\n").take(GROUPS) {
        let (fields, _) = Headers::parse(group.trim_start().as_bytes());
        match recipient(&fields, text) {
            Fate::Bounced(rank, found) => {
                if worst.as_ref().is_none_or(|(r, _)| rank > *r) {
                    worst = Some((rank, found));
                }
            }
            Fate::Delivered => delivered = true,
            Fate::Unsaid => {}
        }
    }
    // A report without a readable group is judged by its words.
    worst
        .map(|(_, bounce)| bounce)
        .or_else(|| delivered.then(|| receipt("delivery_receipt")))
}

/// What became of the mail to one recipient.
enum Fate {
    /// With how bad it is.
    Bounced(u8, Bounce),
    Delivered,
    Unsaid,
}

/// Reads the group of one recipient.
fn recipient(fields: &Headers<'_>, text: &str) -> Fate {
    let action = fields.keyword("action");
    let action = action.trim();
    if ["delivered", "relayed", "expanded"]
        .iter()
        .any(|a| action.starts_with(a))
    {
        return Fate::Delivered;
    }
    let diagnostic = fields.text("diagnostic-code");
    let given = fields.text("status");
    let status = status_in(&given).or_else(|| status_in(&diagnostic));
    let code = smtp_code(&given).or_else(|| smtp_code(&diagnostic));
    // Some write `failure` or `error`, or no action at all.
    let failed = action.starts_with("fail")
        || !action.starts_with("delayed") && status.as_deref().is_some_and(|s| s.starts_with('5'));
    // Where the machine's part says nothing of it, the human part may.
    let why = diagnostic.trim().is_empty().then(|| reason(said(text)));
    let why = why.flatten();
    let (rank, kind) = if failed {
        let why = why.as_deref().unwrap_or(&diagnostic);
        let words = format!("{given}\n{why}").to_lowercase();
        if is_soft(status.as_deref(), code, &words) {
            (2, Kind::BounceSoft)
        } else {
            (3, Kind::BounceHard)
        }
    } else if action.starts_with("delayed") {
        (1, Kind::BounceDelayed)
    } else {
        return Fate::Unsaid;
    };
    let mut evidence = vec![format!("Action: {action}")];
    for name in ["Final-Recipient", "Status", "Diagnostic-Code"] {
        let value = fields.text(name);
        if !value.is_empty() {
            evidence.push(format!("{name}: {value}"));
        }
    }
    evidence.extend(why.map(|why| format!("reason: {why}")));
    Fate::Bounced(
        rank,
        Bounce {
            kind,
            rule: "delivery_status",
            status,
            evidence,
        },
    )
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
