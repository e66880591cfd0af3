//! What one enquiry came to.

use super::business::{Clocks, CompanyClock, Promised, satisfied_with_promise};
use super::statistics::Observation;
use super::{Codes, Effort, Efforts};
use crate::model::{
    AttemptResult, Audited, Case, Coding, Disposition, Enquiry, Kind, LastAttempt, Reply, Study,
    TiedBy, TimeSource,
};
use jiff::Timestamp;
use std::collections::HashSet;

/// What one enquiry came to: a row of `enquiries.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The enquiry.
    pub enquiry: Enquiry,
    /// How it ended.
    pub disposition: Disposition,
    /// Where every duration begins; `None` when it never left, or nobody knows.
    pub sent_at: Option<Timestamp>,
    /// Where `sent_at` was read.
    pub sent_at_source: Option<SentAtSource>,
    /// The first receipt or automatic reply within the wave.
    pub acknowledged_at: Option<Timestamp>,
    /// The first reply of whatever kind within the wave, answers included.
    pub first_reply_at: Option<Timestamp>,
    /// The first answer, too late ones included.
    pub answered_at: Option<Timestamp>,
    /// Where `answered_at` was read.
    pub answered_at_source: Option<TimeSource>,
    /// What tied the answer, or else the first reply.
    pub tied_by: Option<TiedBy>,
    /// How many attempts there were.
    pub attempts: u32,
    /// Hours from sending to `acknowledged_at`.
    pub hours_to_acknowledgement: Option<f64>,
    /// Hours from sending to `first_reply_at`.
    pub hours_to_first_reply: Option<f64>,
    /// Hours from sending to `answered_at`, too late ones included.
    pub hours_to_answer: Option<f64>,
    /// Hours for which an answer was awaited: to the answer in time, else to the cut-off, or to
    /// the moment of the report while the wave is open. `None` when not delivered, or when no
    /// server stamped the answer.
    pub hours_observed: Option<f64>,
    /// Whether it was delivered and not answered in time; `None` when not delivered.
    pub censored: Option<bool>,
    /// The day of the week, in the company's time zone, on which it was sent; Monday is 0.
    pub weekday: Option<u8>,
    /// Hours of business from sending to `answered_at`.
    pub business_hours_to_answer: Option<f64>,
    /// Hours of business from sending to `first_reply_at`.
    pub business_hours_to_first_reply: Option<f64>,
    /// Hours of business for which an answer was awaited, like `hours_observed`.
    pub business_hours_observed: Option<f64>,
    /// Whether it was answered on the day, in the company's time zone, on which it was sent; `None` when not
    /// delivered, or when no server stamped the answer.
    pub same_day: Option<bool>,
    /// Whether anything was said on the day on which it was sent; `None` when not delivered, or when no server stamped
    /// what was said.
    pub first_reply_same_day: Option<bool>,
    /// Whether it was answered when it was due: what is asked in the first half of a day of business on that day,
    /// what is asked later by the middle of the next. `None` as for `same_day`, and where no hours are known.
    pub in_due_time: Option<bool>,
    /// The share of customers who would still be satisfied with the time to the answer, 0 to 1; 0 where none came.
    pub satisfied: Option<f64>,
    /// Whether the company kept the response time that it promises; `None` where it promises none, or where the
    /// wave ended before the promise ran out.
    pub promise_kept: Option<bool>,
    /// Within how many hours of its service the company promises to answer, of what reached it; `None` where it promises
    /// none, or a day instead.
    pub promised_hours: Option<f64>,
    /// Whether the first that was said, receipts aside, answered the question wholly; `None` when not delivered.
    pub first_contact: Option<bool>,
    /// What it cost to look the answer up, where a site was searched.
    pub effort: Option<Effort>,
    /// What it cost the company's staff, minutes, as the design estimates it; nobody reads a search. `None` when it is
    /// not known to have reached the company.
    pub staff_minutes: Option<u32>,
    /// Whether somebody noted that the company noticed the study by it.
    pub noticed: bool,
    /// The codes of its answer that count.
    pub codes: Codes,
}

/// What is known beside the cases of a wave.
#[derive(Debug)]
pub struct Background<'s> {
    /// The design.
    pub study: &'s Study,
    /// The moment up to which the ledger was read.
    pub as_of: Timestamp,
    /// By which hours and days each company's times are measured.
    pub clocks: Clocks,
    /// What looking answers up cost.
    pub efforts: Efforts,
    /// The enquiries by which companies noticed the study.
    pub noticed: HashSet<u32>,
}

impl<'s> Background<'s> {
    /// What the study and the audit of the companies' accounts say.
    #[must_use]
    pub fn new(study: &'s Study, audited: &[Audited], as_of: Timestamp) -> Self {
        Self {
            study,
            as_of,
            clocks: Clocks::new(study, audited),
            efforts: Efforts::default(),
            noticed: HashSet::new(),
        }
    }
}

/// Where the time of sending was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentAtSource {
    /// The server took the message on.
    Accepted,
    /// No outcome is known, but a reply proves that it arrived: the time of the intent, which is a
    /// little before the sending.
    Intended,
}

impl SentAtSource {
    /// The word used in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Intended => "intended",
        }
    }
}

/// What one enquiry came to, as known at `as_of`. Total: every case has exactly one disposition.
///
/// The ladder, first that fits:
/// 1. `not_offered`: the company does not offer the channel.
/// 2. Any message that the company itself wrote proves delivery, whatever the attempt's outcome and
///    whatever bounces came beside it; so go on at 6.
/// 3. A bounce that ends the delivery, hard or soft, or a last attempt that was refused for good:
///    `undeliverable`. A full mailbox may have room tomorrow, but this message never gets there.
/// 4. No attempt, or a last one that was deferred, did not reach the server or that a person skipped:
///    `not_sent`.
/// 5. An intent without an outcome, or with the outcome *in doubt*: `in_doubt`. An accepted attempt
///    is delivered. A notice of delay decides nothing: the server still tries.
/// 6. Delivered; the best of what came up to the cut-off (the moment itself included): an answer is
///    `answered`, a part of one `partial`. Else a later answer is `too_late`. Else the best in time:
///    `redirected`, then `refused`, then `off_point`, then `acknowledged`, then `silent`.
///
/// An answer in several parts counts from the first message that answers the question by itself. When
/// what came first is a part that promises the rest (`partial`), that is the message that completes it:
/// the disposition is `answered`, and `answered_at` its time; when the rest never comes, or past the
/// cut-off, it stays `partial`. What comes after an answer, a survey or an addition, changes nothing.
///
/// A question asked back is `off_point`: a person wrote, and it does not answer the question, but it
/// is no mere receipt. The shopper does not chase, so it stays so. Surveys and advertising prove
/// delivery and are otherwise silence. A reply that no server stamped counts as in time: it enters
/// the shares but no duration.
///
/// `counts` says which codings may count, such as [`crate::model::Trusted::counts`].
#[must_use]
pub fn row_with(background: &Background<'_>, case: &Case, counts: impl Fn(&Coding) -> bool) -> Row {
    let (study, as_of) = (background.study, background.as_of);
    let closes = study.wave.closes();
    let in_time = |reply: &Reply| reply.answered_at.is_none_or(|at| at <= closes);
    let heard = case.replies.iter().any(|r| proves_delivery(r.kind));
    let disposition = if !case.enquiry.offered() {
        Disposition::NotOffered
    } else if heard {
        reached(&case.replies, in_time)
    } else {
        unheard(case)
    };
    let delivered = disposition.is_delivered();
    let (sent_at, sent_at_source) = start(case, delivered);

    let earliest = |wanted: &dyn Fn(&Reply) -> bool| {
        let stamped = case.replies.iter().filter(|r| delivered && wanted(r));
        stamped
            .filter(|r| r.answered_at.is_some())
            .min_by_key(|r| r.answered_at)
    };
    let first_reply = earliest(&|r| is_reply(r.kind) && in_time(r));
    let answer = earliest(&|r| r.kind == Kind::Answer);
    // An answer without a time came in time: a stamped one that was too late is not its time.
    let answer = answer.filter(|r| disposition == Disposition::TooLate || in_time(r));
    let first_reply_at = first_reply.and_then(|r| r.answered_at);
    let answered_at = answer.and_then(|r| r.answered_at);
    // `You wrote to us` after the answer acknowledges nothing any more.
    let before_answer = |r: &Reply| answered_at.is_none_or(|at| r.answered_at <= Some(at));
    let acknowledged_at = earliest(&|r| is_receipt(r.kind) && in_time(r) && before_answer(r))
        .and_then(|r| r.answered_at);
    let since = |at: Option<Timestamp>| Some(hours(sent_at?, at?));
    let hours_to_answer = since(answered_at);
    let clock = background.clocks.of(case.enquiry.company);
    let in_hand = answered_at.filter(|_| disposition.is_answered());
    // From the sending to the answer in time, or else to the end of observation.
    let watched = match (delivered, disposition.is_answered()) {
        (false, _) => None,
        (true, true) => sent_at.zip(in_hand),
        (true, false) => sent_at.map(|sent| (sent, closes.min(as_of))),
    };
    let business_hours_to = |at: Option<Timestamp>| clock.business_hours(sent_at?, at?);
    let business_hours_to_answer = business_hours_to(answered_at);
    let business_hours_observed = match in_hand {
        Some(_) => business_hours_to_answer,
        None => watched.and_then(|(sent, until)| clock.business_hours(sent, until)),
    };
    // Who did not answer did not do it in time; of an answer without a stamp nobody knows.
    let timely = |of: &dyn Fn(Timestamp, Timestamp) -> Option<bool>| match in_hand {
        Some(answered) => of(sent_at?, answered),
        None => (delivered && !disposition.is_answered()).then_some(false),
    };
    let promise_kept = clock
        .promise(case.enquiry.channel)
        .filter(|_| watched.is_some())
        .and_then(|promise| promise.kept(sent_at?, in_hand, closes.min(as_of)));
    Row {
        enquiry: case.enquiry,
        disposition,
        sent_at,
        sent_at_source,
        acknowledged_at,
        first_reply_at,
        answered_at,
        answered_at_source: answer.and_then(|r| r.answered_at_source),
        tied_by: answer.or(first_reply).and_then(|r| r.tied_by),
        attempts: case.last_attempt.as_ref().map_or(0, |a| a.number),
        hours_to_acknowledgement: since(acknowledged_at),
        hours_to_first_reply: since(first_reply_at),
        hours_to_answer,
        hours_observed: watched.map(|(from, to)| hours(from, to)),
        censored: delivered.then_some(!disposition.is_answered()),
        weekday: sent_at.map(|at| weekday(at, clock)),
        business_hours_to_answer,
        business_hours_to_first_reply: business_hours_to(first_reply_at),
        business_hours_observed,
        same_day: timely(&|sent, answered| Some(clock.same_day(sent, answered))),
        first_reply_same_day: match first_reply_at {
            Some(at) => sent_at.map(|sent| clock.same_day(sent, at)),
            None => is_silence(disposition).then_some(false),
        },
        in_due_time: timely(&|sent, answered| clock.in_due_time(sent, answered)),
        satisfied: satisfied(background, case, disposition, hours_to_answer, promise_kept),
        promise_kept,
        promised_hours: clock
            .promise(case.enquiry.channel)
            .filter(|_| delivered)
            .and_then(Promised::hours),
        first_contact: delivered.then(|| is_first_contact(case, disposition)),
        effort: background.efforts.of(case.enquiry.seq),
        staff_minutes: delivered.then(|| {
            let read = case.enquiry.channel.is_read();
            u32::from(read) * study.design.staff_minutes_per_enquiry
        }),
        noticed: background.noticed.contains(&case.enquiry.seq),
        codes: Codes::of(case, counts),
    }
}

/// The day of the week on the company's wall; Monday is 0.
fn weekday(at: Timestamp, clock: &CompanyClock) -> u8 {
    let day = at.to_zoned(clock.zone().clone()).weekday();
    day.to_monday_zero_offset().unsigned_abs()
}

/// The share of customers who would still be satisfied. Who is told beforehand how long it takes, and then has it
/// by then, is.
fn satisfied(
    background: &Background<'_>,
    case: &Case,
    disposition: Disposition,
    hours_to_answer: Option<f64>,
    promise_kept: Option<bool>,
) -> Option<f64> {
    if !disposition.is_answered() {
        return disposition.is_delivered().then_some(0.0);
    }
    let curve = background.study.clock.expectation.on(case.enquiry.channel);
    Some(satisfied_with_promise(
        curve,
        hours_to_answer?,
        promise_kept,
    ))
}

/// Whether the question was answered in time by the first thing that was said, receipts aside.
fn is_first_contact(case: &Case, disposition: Disposition) -> bool {
    let said = |r: &&Reply| is_reply(r.kind) && !is_receipt(r.kind);
    let first = case.replies.iter().find(said);
    disposition.is_answered() && first.is_some_and(|r| r.kind == Kind::Answer)
}

impl Row {
    /// How long an answer was awaited, for Kaplan-Meier.
    #[must_use]
    pub fn awaited_answer(&self) -> Option<Observation> {
        Some(Observation {
            hours: self.hours_observed?,
            event: !self.censored?,
        })
    }

    /// How long an answer was awaited while the company was open.
    #[must_use]
    pub fn awaited_in_business_hours(&self) -> Option<Observation> {
        Some(Observation {
            hours: self.business_hours_observed?,
            event: !self.censored?,
        })
    }

    /// How long any word was awaited: an answer without a receipt acknowledges too, and so does
    /// every other reply. `None` as well when replies came, but none that a server stamped.
    #[must_use]
    pub fn awaited_first_reply(&self) -> Option<Observation> {
        first_word(
            self.disposition,
            self.hours_to_first_reply,
            self.hours_observed,
        )
    }

    /// The same while the company was open.
    #[must_use]
    pub fn awaited_first_reply_in_business_hours(&self) -> Option<Observation> {
        first_word(
            self.disposition,
            self.business_hours_to_first_reply,
            self.business_hours_observed,
        )
    }
}

/// Whether nothing was said in time.
const fn is_silence(disposition: Disposition) -> bool {
    matches!(disposition, Disposition::Silent | Disposition::TooLate)
}

/// How long any word was awaited: to the first, or while none came. `None` when replies came, but none that a server
/// stamped.
#[must_use]
pub fn first_word(
    disposition: Disposition,
    to_first_reply: Option<f64>,
    observed: Option<f64>,
) -> Option<Observation> {
    if let Some(hours) = to_first_reply {
        return Some(Observation { hours, event: true });
    }
    is_silence(disposition).then_some(Observation {
        hours: observed?,
        event: false,
    })
}

/// Hours between two moments, to the sixth decimal that the tables print, so that what is computed
/// here can be computed from the tables. A reply stamped before the sending (two servers' clocks)
/// took no time at all.
fn hours(from: Timestamp, to: Timestamp) -> f64 {
    let nanoseconds = to.duration_since(from).as_nanos();
    if nanoseconds <= 0 {
        return 0.0;
    }
    // 3.6e12 ns an hour, so 3.6e6 ns a millionth of it; rounded half up in whole numbers.
    let millionths = (nanoseconds + 1_800_000) / 3_600_000;
    millionths as f64 / 1e6
}

fn start(case: &Case, delivered: bool) -> (Option<Timestamp>, Option<SentAtSource>) {
    match (case.sent_at(), &case.last_attempt) {
        _ if !case.enquiry.offered() => (None, None),
        (Some(at), _) => (Some(at), Some(SentAtSource::Accepted)),
        (None, Some(attempt)) if delivered => {
            (Some(attempt.intended_at), Some(SentAtSource::Intended))
        }
        (None, _) => (None, None),
    }
}

/// The disposition when the company wrote nothing.
fn unheard(case: &Case) -> Disposition {
    let bounced = case.replies.iter().any(|r| returned(r.kind));
    let Some(LastAttempt { outcome, .. }) = &case.last_attempt else {
        return if bounced {
            Disposition::Undeliverable
        } else {
            Disposition::NotSent
        };
    };
    match outcome.map(|(_, result)| result) {
        _ if bounced => Disposition::Undeliverable,
        Some(AttemptResult::Refused) => Disposition::Undeliverable,
        Some(
            AttemptResult::Deferred
            | AttemptResult::NotReached
            | AttemptResult::Skipped
            | AttemptResult::HandedOver,
        ) => Disposition::NotSent,
        None | Some(AttemptResult::InDoubt) => Disposition::InDoubt,
        Some(AttemptResult::Accepted) => Disposition::Silent,
    }
}

/// The disposition when the company wrote something.
fn reached(replies: &[Reply], in_time: impl Fn(&Reply) -> bool) -> Disposition {
    let came = |kind: Kind| replies.iter().any(|r| r.kind == kind && in_time(r));
    if came(Kind::Answer) {
        Disposition::Answered
    } else if came(Kind::Partial) {
        Disposition::Partial
    } else if replies.iter().any(|r| r.kind == Kind::Answer) {
        Disposition::TooLate
    } else if came(Kind::Redirect) {
        Disposition::Redirected
    } else if came(Kind::Refusal) {
        Disposition::Refused
    } else if came(Kind::Clarification) {
        Disposition::OffPoint
    } else if replies.iter().any(|r| is_receipt(r.kind) && in_time(r)) {
        Disposition::Acknowledged
    } else {
        Disposition::Silent
    }
}

/// A receipt or automatic reply.
const fn is_receipt(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Acknowledgement | Kind::Autoreply | Kind::OutOfOffice
    )
}

/// A reply to the enquiry, receipts included.
const fn is_reply(kind: Kind) -> bool {
    is_receipt(kind)
        || matches!(
            kind,
            Kind::Answer | Kind::Partial | Kind::Redirect | Kind::Refusal | Kind::Clarification
        )
}

/// Given back by a server that tries no longer.
const fn returned(kind: Kind) -> bool {
    matches!(kind, Kind::BounceHard | Kind::BounceSoft)
}

/// Written by the company to the enquiry's own address.
const fn proves_delivery(kind: Kind) -> bool {
    is_reply(kind) || matches!(kind, Kind::Survey | Kind::Marketing)
}

#[cfg(test)]
#[path = "row_tests.rs"]
mod tests;
