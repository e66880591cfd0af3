//! What a person put on the web in the program's stead, or found out about an attempt that was in doubt.

use super::assist::is_by_hand;
use super::trail::attempt;
use crate::error::{Error, Result};
use crate::model::{AttemptResult, Channel, Outcome, Said, Speaker, Study};
use crate::store::{Ledger, Pending};
use jiff::Timestamp;

/// What a person says of an enquiry.
#[derive(Debug, Clone, Default)]
pub struct Put {
    /// When it was put; `None` is now, or when the attempt in doubt was made.
    pub at: Option<Timestamp>,
    /// The words or the number by which the company confirmed it; empty for none.
    pub reference: String,
    /// What was answered then and there, in a chat or on the site; `None` for nothing.
    pub answer: Option<String>,
}

/// Notes that a person put an enquiry on the web: one that was handed over, one of a channel that people
/// put by hand, or one that was in doubt and turned out to have been taken.
///
/// # Errors
/// [`Error::Refused`] for an enquiry that is none of these, for a time that cannot be, and for an answer
/// that has no words.
pub async fn put(
    study: &Study,
    ledger: &Ledger,
    name: &str,
    put: &Put,
    now: Timestamp,
) -> Result<()> {
    let pending = find(study, ledger, name).await?;
    let channel = pending.enquiry.channel;
    let last = pending.last_attempt.as_ref();
    let (number, open) = match last.map(|l| (l, l.outcome)) {
        None if is_by_hand(study, channel) => (1, false),
        Some((last, None)) => (last.number, true),
        Some((last, Some((_, result)))) if may_be_put(study, channel, result) => {
            (last.number + 1, false)
        }
        _ => {
            return Err(refused(
                format!("{name} was not left to a person"),
                "`shopper assist` lists what is, by name",
            ));
        }
    };
    let doubtful = last.filter(|l| {
        l.outcome
            .is_none_or(|(_, result)| result == AttemptResult::InDoubt)
    });
    let at = put.at.or(doubtful.map(|l| l.intended_at)).unwrap_or(now);
    if at > now || at < study.wave.opens || at > ledger.closes {
        return Err(refused(
            format!("{name} cannot have been put at {at}"),
            "give the moment as --at 2026-11-02T10:15:00Z, within the wave and not in the future",
        ));
    }
    let mut outcome = Outcome::new(
        pending.key,
        number,
        at,
        AttemptResult::Accepted,
        put.reference.clone(),
    );
    if let Some(text) = &put.answer {
        if text.trim().is_empty() {
            return Err(refused(
                format!("the answer to {name} has no words"),
                "leave --answer out where nothing was answered then and there",
            ));
        }
        outcome.said.push(Said {
            token: pending.token.clone(),
            number,
            nth: 0,
            channel,
            speaker: if channel == Channel::Chat {
                Speaker::Agent
            } else {
                Speaker::Page
            },
            name: String::new(),
            text: text.trim().to_owned(),
            address: pending
                .enquiry
                .company(study)
                .contact_point(channel)
                .unwrap_or_default()
                .to_owned(),
            at,
            unasked: false,
        });
    }
    if !open {
        let attempt = attempt(&pending, number, at);
        ledger.intend(&[attempt]).await?;
    }
    ledger.conclude(&[outcome]).await
}

/// Notes that an enquiry on the web that was left to a person is not put.
///
/// # Errors
/// [`Error::Refused`] for an enquiry that was not left to a person.
pub async fn skip(
    study: &Study,
    ledger: &Ledger,
    name: &str,
    why: &str,
    now: Timestamp,
) -> Result<()> {
    let pending = find(study, ledger, name).await?;
    let channel = pending.enquiry.channel;
    let last = pending.last_attempt.as_ref();
    let left = match last {
        None => is_by_hand(study, channel),
        Some(last) => last.outcome.is_some_and(|(_, result)| {
            result == AttemptResult::HandedOver || is_by_hand(study, channel) && result.may_retry()
        }),
    };
    if !left {
        return Err(refused(
            format!("{name} was not left to a person"),
            "`shopper assist` lists what is, by name",
        ));
    }
    let number = last.map_or(0, |l| l.number) + 1;
    ledger.intend(&[attempt(&pending, number, now)]).await?;
    let outcome = Outcome::new(
        pending.key,
        number,
        now,
        AttemptResult::Skipped,
        why.to_owned(),
    );
    ledger.conclude(&[outcome]).await
}

/// Whether a name is that of an enquiry on the web.
#[must_use]
pub fn is_on_web(name: &str) -> bool {
    Channel::WEB
        .iter()
        .any(|channel| name.ends_with(&format!(".{channel}")))
}

fn may_be_put(study: &Study, channel: Channel, result: AttemptResult) -> bool {
    matches!(result, AttemptResult::HandedOver | AttemptResult::InDoubt)
        || is_by_hand(study, channel) && result.may_retry()
}

async fn find(study: &Study, ledger: &Ledger, name: &str) -> Result<Pending> {
    let all = ledger.progress().await?;
    let found = all
        .into_iter()
        .find(|p| p.enquiry.channel.is_web() && p.enquiry.id(study) == name);
    found.ok_or_else(|| {
        refused(
            format!("{name} is no enquiry by form, search or chat"),
            "`shopper assist` lists them by name",
        )
    })
}

fn refused(message: String, hint: &str) -> Error {
    Error::Refused {
        message,
        hint: hint.to_owned(),
    }
}
