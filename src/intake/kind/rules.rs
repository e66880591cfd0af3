//! The kind that the phrases propose, by rules in their order.

use super::super::phrases::Family;
use super::{Analysis, Signals};
use crate::model::Kind;

/// So many words that no phrase knows, beside a bare receipt, are an answer.
const BESIDE_RECEIPT: usize = 3;
/// So many beside a receipt whose subject says that it is one, or beside a few other words.
const BESIDE_SUBJECT: usize = 12;
/// So many in a message whose fields say that no person wrote it.
const BESIDE_AUTO: usize = 18;
/// So many beside a word on where to ask are an answer by themselves.
const BESIDE_REDIRECT: usize = 6;
/// So many beside a receipt that promises an answer: who has answered promises none, so what else
/// stands there is boilerplate.
const BESIDE_PROMISE: usize = 24;
/// And beside a promise without a receipt.
const BESIDE_HOLDING: usize = 16;

/// A kind, the rule that proposes it, and the families of the phrases on which it rests.
pub(super) type Judged = (Kind, &'static str, &'static [Family]);

/// What the phrases make of a message; nothing where they know too little of it. `own` are the sender's
/// words, `newest` the same with footers.
pub(super) fn proposed(signals: &Signals, own: &Analysis, newest: &Analysis) -> Option<Judged> {
    away(signals, own)
        .or_else(|| unasked(signals, own, newest))
        .or_else(|| receipt(signals, own))
        .or_else(|| automatic(signals, own))
        .or_else(|| instead_of_answer(own))
        .or_else(|| nothing_said(signals, own))
}

fn away(signals: &Signals, own: &Analysis) -> Option<Judged> {
    const FAMILIES: &[Family] = &[Family::Away, Family::AwayFrame];
    let automatic = signals.hard.is_some() || signals.subject_auto;
    let said = own.content;
    if signals.subject_away
        && (automatic || own.has(Family::Away) || own.has(Family::AwayFrame))
        && said < 40
    {
        return Some((Kind::OutOfOffice, "away_subject", FAMILIES));
    }
    if own.has(Family::Away) && automatic && said < 40 {
        return Some((Kind::OutOfOffice, "away_automatic", FAMILIES));
    }
    // No field says so: the text has to be about absence and nothing else.
    if own.has(Family::Away) && own.has(Family::AwayFrame) && own.away_words >= 2 * said {
        return Some((Kind::OutOfOffice, "away_words", FAMILIES));
    }
    None
}

/// Mail that nobody asked for: surveys and advertising.
fn unasked(signals: &Signals, own: &Analysis, newest: &Analysis) -> Option<Judged> {
    let asks = newest.count(Family::Survey);
    let said = own.content + own.framed;
    let other = own.has(Family::Receipt) || own.has(Family::Promise);
    if asks > 0
        && !other
        && (signals.subject_survey && said < 60
            || asks >= 2 && said < 25
            || said < 8
                && !own.has(Family::Redirect)
                && !own.has(Family::Refusal)
                && !own.has(Family::Clarify))
    {
        return Some((Kind::Survey, "survey_words", &[Family::Survey]));
    }
    let sells = newest.count(Family::Marketing);
    if !signals.threaded && !other && (signals.list && sells >= 1 || sells >= 3) {
        return Some((Kind::Marketing, "marketing_words", &[Family::Marketing]));
    }
    None
}

/// Receipts and holding replies.
fn receipt(signals: &Signals, own: &Analysis) -> Option<Judged> {
    const FAMILIES: &[Family] = &[Family::Receipt, Family::Promise, Family::Pending];
    let receipt = own.has(Family::Receipt);
    let promise = own.has(Family::Promise);
    if !(receipt || promise) {
        let bare = own.content == 0 && own.framed == 0;
        let thanks_only = own.has(Family::Thanks) && bare && !asks_or_sends(own);
        return if thanks_only {
            Some((Kind::Acknowledgement, "thanks_only", &[Family::Thanks]))
        } else if signals.subject_receipt
            && own.content < BESIDE_SUBJECT
            && !own.fact
            && !asks_or_sends(own)
        {
            Some((
                Kind::Acknowledgement,
                "receipt_subject",
                &[Family::Thanks, Family::Frame],
            ))
        } else {
            None
        };
    }
    if own.has(Family::Unmonitored) && own.has(Family::Redirect) && own.content < BESIDE_SUBJECT {
        return None;
    }
    // A refusal or a question to the customer says more than a polite receipt around it.
    if own.has(Family::Refusal) && !promise && own.content < BESIDE_SUBJECT {
        return None;
    }
    if own.has(Family::Clarify)
        && own.content < BESIDE_SUBJECT
        && (own.questions > 0 || !receipt)
        && signals.hard.is_none()
    {
        return None;
    }
    let enough = match (receipt, promise) {
        // `As to your second question, I shall ask`: the first may have its answer already.
        (_, true) if own.has(Family::Pending) => BESIDE_SUBJECT,
        (true, true) if signals.hard.is_some() => BESIDE_PROMISE + BESIDE_AUTO,
        (true, true) => BESIDE_PROMISE,
        _ if signals.hard.is_some() => BESIDE_AUTO,
        _ if promise => BESIDE_HOLDING,
        _ if signals.subject_receipt || signals.subject_auto => BESIDE_SUBJECT,
        _ => BESIDE_RECEIPT,
    };
    let weight = own.content + if own.fact { 4 } else { 0 };
    if weight < enough {
        let rule = if receipt {
            "receipt_words"
        } else {
            "holding_words"
        };
        return Some((Kind::Acknowledgement, rule, FAMILIES));
    }
    if promise && own.has(Family::Pending) {
        return Some((Kind::Partial, "part_pending", FAMILIES));
    }
    None
}

fn asks_or_sends(own: &Analysis) -> bool {
    [
        Family::Redirect,
        Family::Refusal,
        Family::Clarify,
        Family::Unmonitored,
    ]
    .into_iter()
    .any(|f| own.has(f))
}

/// What fields call automatic and words do not contradict.
fn automatic(signals: &Signals, own: &Analysis) -> Option<Judged> {
    let said = own.content + own.framed;
    if own.has(Family::Unmonitored) && own.content < BESIDE_SUBJECT {
        return Some(if own.has(Family::Redirect) {
            (
                Kind::Redirect,
                "unmonitored_elsewhere",
                &[Family::Unmonitored, Family::Redirect],
            )
        } else {
            (Kind::Autoreply, "unmonitored", &[Family::Unmonitored])
        });
    }
    let automatic = signals.hard.is_some() || signals.subject_auto;
    if automatic && said < BESIDE_AUTO && !own.fact && !asks_or_sends(own) {
        return Some((Kind::Autoreply, "automatic_fields", &[Family::Frame]));
    }
    None
}

/// Replies that do not answer: elsewhere, no, or a question back.
fn instead_of_answer(own: &Analysis) -> Option<Judged> {
    let said = own.content + own.framed;
    if own.has(Family::Refusal) && own.content < 30 && !own.fact {
        return Some((Kind::Refusal, "refusal_words", &[Family::Refusal]));
    }
    if own.has(Family::Clarify)
        && (said < 15 && !own.fact || own.questions > 0 && said < 22 && !own.fact)
    {
        return Some((Kind::Clarification, "asks_back", &[Family::Clarify]));
    }
    if own.has(Family::Redirect)
        && !own.yes_or_no
        && own.content < BESIDE_REDIRECT
        && (said < 10 || said < 16 && !own.fact)
    {
        return Some((Kind::Redirect, "elsewhere", &[Family::Redirect]));
    }
    if own.questions > 0
        && own.stated_after < 2
        && own.content < 20
        && !own.fact
        && usize::from(own.questions) * 12 > own.content
    {
        return Some((Kind::Clarification, "questions_only", &[Family::Clarify]));
    }
    None
}

/// What says nothing at all.
fn nothing_said(signals: &Signals, own: &Analysis) -> Option<Judged> {
    if own.content + own.framed > 0 {
        return (own.has(Family::Pending) && own.has(Family::Promise)).then_some((
            Kind::Partial,
            "part_pending",
            &[Family::Pending, Family::Promise],
        ));
    }
    Some(if signals.hard.is_some() || signals.subject_auto {
        (Kind::Autoreply, "automatic_and_empty", &[])
    } else if own.has(Family::Redirect) {
        (Kind::Redirect, "elsewhere", &[Family::Redirect])
    } else {
        (
            Kind::Acknowledgement,
            "says_nothing",
            &[Family::Thanks, Family::Courtesy],
        )
    })
}
