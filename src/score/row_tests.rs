use super::*;
use crate::model::Channel;
use crate::score::Unit;
use crate::score::sample::{accepted, at, attempt, enquiry, opens, reply, row, study};
use proptest::prelude::*;
use std::sync::LazyLock;

fn closed() -> Timestamp {
    at(10_000.0)
}

static STUDY: LazyLock<Study> = LazyLock::new(|| study(1, 1, 1, &[Channel::Email]));
static BACKGROUND: LazyLock<Background<'static>> =
    LazyLock::new(|| Background::new(&STUDY, &[], closed()));

fn of(case: &Case) -> Row {
    row_with(&BACKGROUND, case, |_| true)
}

fn disposition(replies: &[(Kind, f64)]) -> Disposition {
    let replies = replies.iter().map(|(k, h)| reply(*k, Some(*h))).collect();
    of(&accepted(replies)).disposition
}

fn without_reply(result: Option<AttemptResult>) -> Case {
    Case {
        last_attempt: Some(attempt(result)),
        ..accepted(Vec::new())
    }
}

/// The wave closes 335 hours after the sample's sending.
const CUT_OFF: f64 = 335.0;

#[test]
fn what_was_never_put_to_the_company() {
    let mut case = accepted(Vec::new());
    case.last_attempt = None;
    assert_eq!(of(&case).disposition, Disposition::NotSent);
    case.enquiry = enquiry(0, 0, 0, Channel::Email, false);
    assert_eq!(of(&case).disposition, Disposition::NotOffered);
    let results = [
        (Some(AttemptResult::Deferred), Disposition::NotSent),
        (Some(AttemptResult::NotReached), Disposition::NotSent),
        (Some(AttemptResult::Skipped), Disposition::NotSent),
        (Some(AttemptResult::HandedOver), Disposition::NotSent),
        (Some(AttemptResult::InDoubt), Disposition::InDoubt),
        (None, Disposition::InDoubt),
        (Some(AttemptResult::Refused), Disposition::Undeliverable),
    ];
    for (result, expected) in results {
        let row = of(&without_reply(result));
        assert_eq!(row.disposition, expected);
        assert_eq!(
            (row.sent_at, row.hours_observed, row.censored),
            (None, None, None)
        );
    }
}

#[test]
fn a_bounce_is_undeliverable_but_no_delay_and_not_beside_a_word_from_the_company() {
    use Disposition::{Acknowledged, Answered, Silent, Undeliverable};
    assert_eq!(disposition(&[(Kind::BounceHard, 0.1)]), Undeliverable);
    assert_eq!(disposition(&[(Kind::BounceSoft, 0.1)]), Undeliverable);
    assert_eq!(disposition(&[(Kind::BounceDelayed, 4.0)]), Silent);
    assert_eq!(
        disposition(&[(Kind::BounceDelayed, 4.0), (Kind::BounceSoft, 99.0)]),
        Undeliverable
    );
    assert_eq!(
        disposition(&[(Kind::Answer, 2.0), (Kind::BounceHard, 3.0)]),
        Answered
    );
    assert_eq!(
        disposition(&[(Kind::BounceHard, 0.1), (Kind::Autoreply, 0.2)]),
        Acknowledged
    );
}

#[test]
fn the_best_that_came_in_time_counts() {
    use Disposition::{
        Acknowledged, Answered, OffPoint, Partial, Redirected, Refused, Silent, TooLate,
    };
    let late = CUT_OFF + 0.001;
    let ladder: [(&[(Kind, f64)], Disposition); 15] = [
        (&[], Silent),
        (&[(Kind::Survey, 1.0), (Kind::Marketing, 2.0)], Silent),
        (&[(Kind::Acknowledgement, 1.0)], Acknowledged),
        (&[(Kind::Autoreply, 1.0)], Acknowledged),
        (&[(Kind::OutOfOffice, 1.0)], Acknowledged),
        (&[(Kind::Acknowledgement, late)], Silent),
        (
            &[(Kind::Acknowledgement, 1.0), (Kind::Clarification, 2.0)],
            OffPoint,
        ),
        (&[(Kind::Clarification, 1.0), (Kind::Refusal, 2.0)], Refused),
        (&[(Kind::Refusal, 1.0), (Kind::Redirect, 2.0)], Redirected),
        (&[(Kind::Redirect, 1.0), (Kind::Answer, late)], TooLate),
        (&[(Kind::Partial, 1.0), (Kind::Answer, late)], Partial),
        (&[(Kind::Partial, late)], Silent),
        (&[(Kind::Partial, 1.0), (Kind::Answer, 2.0)], Answered),
        (&[(Kind::Answer, CUT_OFF)], Answered),
        (&[(Kind::Answer, late)], TooLate),
    ];
    for (replies, expected) in ladder {
        assert_eq!(disposition(replies), expected, "{replies:?}");
    }
}

#[test]
fn times_run_from_the_sending() {
    let row = of(&accepted(vec![
        reply(Kind::BounceDelayed, Some(0.01)),
        reply(Kind::Autoreply, Some(0.02)),
        reply(Kind::Acknowledgement, Some(1.0)),
        reply(Kind::Partial, Some(3.0)),
        reply(Kind::Answer, Some(50.25)),
        reply(Kind::Answer, Some(60.0)),
    ]));
    assert_eq!(
        (row.sent_at, row.sent_at_source),
        (Some(at(1.0)), Some(SentAtSource::Accepted))
    );
    assert_eq!(row.hours_to_acknowledgement, Some(0.02));
    assert_eq!(row.hours_to_first_reply, Some(0.02));
    assert_eq!(row.hours_to_answer, Some(50.25));
    assert_eq!(
        (row.hours_observed, row.censored),
        (Some(50.25), Some(false))
    );
}

#[test]
fn a_receipt_acknowledges_up_to_the_second_of_the_answer() {
    let with_receipt_at = |hours| {
        let replies = vec![
            reply(Kind::Answer, Some(5.0)),
            reply(Kind::Acknowledgement, Some(hours)),
        ];
        of(&accepted(replies)).acknowledged_at
    };
    assert!(with_receipt_at(1.0).is_some());
    assert!(with_receipt_at(5.0).is_some());
    assert_eq!(with_receipt_at(6.0), None);
}

#[test]
fn an_answer_without_a_receipt_acknowledges_too() {
    let row = of(&accepted(vec![reply(Kind::Answer, Some(5.0))]));
    assert_eq!(row.acknowledged_at, None);
    assert_eq!(
        row.awaited_first_reply(),
        Some(Observation {
            hours: 5.0,
            event: true
        })
    );
}

#[test]
fn who_does_not_answer_in_time_is_censored_at_the_cut_off() {
    let silent = of(&accepted(Vec::new()));
    assert_eq!(
        (silent.hours_observed, silent.censored),
        (Some(CUT_OFF), Some(true))
    );
    let late = of(&accepted(vec![reply(Kind::Answer, Some(400.0))]));
    assert_eq!(late.hours_to_answer, Some(400.0));
    assert_eq!(
        (late.hours_observed, late.censored),
        (Some(CUT_OFF), Some(true))
    );
    assert_eq!(
        late.awaited_first_reply(),
        Some(Observation {
            hours: CUT_OFF,
            event: false
        })
    );
}

#[test]
fn while_the_wave_is_open_observation_ends_now() {
    let study = study(1, 1, 1, &[Channel::Email]);
    let open = |hours| row(&study, &accepted(Vec::new()), at(hours)).hours_observed;
    assert_eq!(open(49.0), Some(48.0));
    assert_eq!(
        open(0.5),
        Some(0.0),
        "a clock that stood before the sending"
    );
    assert_eq!(open(336.0), Some(CUT_OFF));
}

#[test]
fn a_reply_proves_delivery_and_then_the_intent_is_the_start() {
    for result in [
        None,
        Some(AttemptResult::InDoubt),
        Some(AttemptResult::Deferred),
    ] {
        let row = of(&Case {
            replies: vec![reply(Kind::Answer, Some(1.0))],
            ..without_reply(result)
        });
        assert_eq!(row.disposition, Disposition::Answered);
        assert_eq!(row.sent_at_source, Some(SentAtSource::Intended));
        assert_eq!(
            row.hours_to_answer,
            Some(1.001_667),
            "six seconds before the outcome"
        );
    }
}

#[test]
fn a_reply_that_no_server_stamped_is_counted_but_not_timed() {
    let row = of(&accepted(vec![
        reply(Kind::Answer, None),
        reply(Kind::Answer, Some(400.0)),
    ]));
    assert_eq!(row.disposition, Disposition::Answered);
    assert_eq!((row.answered_at, row.hours_observed), (None, None));
    assert_eq!(
        (row.awaited_answer(), row.awaited_first_reply()),
        (None, None)
    );
    let row = of(&accepted(vec![reply(Kind::Autoreply, None)]));
    assert_eq!(row.disposition, Disposition::Acknowledged);
    assert_eq!(row.awaited_first_reply(), None);
    assert_eq!(
        row.awaited_answer(),
        Some(Observation {
            hours: CUT_OFF,
            event: false
        })
    );
}

#[test]
fn two_servers_clocks_never_make_a_time_negative() {
    let row = of(&accepted(vec![reply(Kind::Answer, Some(-0.01))]));
    let hours = row.hours_to_answer.unwrap();
    assert!(hours == 0.0 && hours.is_sign_positive());
}

fn any_case() -> impl Strategy<Value = Case> {
    let moment = || {
        prop_oneof![
            4 => (-2i64..500).prop_map(|h| Some(opens() + jiff::SignedDuration::from_hours(h))),
            1 => Just(None),
            1 => Just(Some(Timestamp::MAX)),
            1 => Just(Some(Timestamp::MIN)),
        ]
    };
    let result = proptest::option::of(proptest::sample::select(vec![
        AttemptResult::Accepted,
        AttemptResult::Refused,
        AttemptResult::Deferred,
        AttemptResult::NotReached,
        AttemptResult::InDoubt,
    ]));
    let replies = proptest::collection::vec(
        (proptest::sample::select(Kind::ALL.to_vec()), moment()),
        0..6,
    );
    (
        any::<bool>(),
        proptest::option::of((result, moment())),
        replies,
    )
        .prop_map(|(offered, attempted, replies)| Case {
            enquiry: enquiry(0, 0, 0, Channel::Email, offered),
            codings: Vec::new(),
            last_attempt: attempted.map(|(result, when)| LastAttempt {
                number: 1,
                intended_at: when.unwrap_or(opens()),
                outcome: result.map(|r| (when.unwrap_or(opens()), r)),
            }),
            replies: replies
                .into_iter()
                .map(|(kind, answered_at)| Reply {
                    answered_at,
                    ..reply(kind, None)
                })
                .collect(),
        })
}

proptest! {
    #[test]
    fn every_case_has_one_disposition_that_agrees_with_its_times(
        cases in proptest::collection::vec(any_case(), 0..20),
    ) {
        let mut units: Vec<Unit> = Vec::new();
        for case in &cases {
            let row = of(case);
            let delivered = row.disposition.is_delivered();
            prop_assert_eq!(row.disposition == Disposition::NotOffered, !case.enquiry.offered());
            prop_assert_eq!(row.censored.is_some(), delivered);
            prop_assert_eq!(row.censored == Some(false), row.disposition.is_answered());
            prop_assert_eq!(row.sent_at.is_some(), row.sent_at_source.is_some());
            if !delivered {
                prop_assert_eq!((row.first_reply_at, row.answered_at, row.acknowledged_at), (None, None, None));
            }
            for hours in [row.hours_to_acknowledgement, row.hours_to_first_reply, row.hours_to_answer, row.hours_observed].into_iter().flatten() {
                prop_assert!(hours.is_finite() && hours.is_sign_positive());
            }
            if row.disposition == Disposition::TooLate {
                prop_assert!(row.answered_at.is_some());
            }
            units.push((&row).into());
        }
        for unit in &units {
            prop_assert!(unit.answer.get().is_none() || unit.disposition.is_delivered());
            prop_assert_eq!(unit.first_contact.is_some(), unit.disposition.is_delivered());
            prop_assert!(unit.first_contact != Some(true) || unit.disposition.is_answered());
        }
    }
}
