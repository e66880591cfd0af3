//! Small studies and cases for the tests of this room and of the report's.

use super::metric::Metric;
use super::statistics::Observation;
use super::{Builder, Codes, Frame, Packed, Unit};
use crate::model::{
    AttemptResult, Case, Channel, Coder, Company, Design, Disposition, Enquiry, Kind, Language,
    LastAttempt, Persona, Question, Reply, Selection, Study, StudyKind, TiedBy, TimeSource, Wave,
    Wording,
};
use crate::score::{Background, Row, row_with};
use jiff::{SignedDuration, Timestamp, civil::time};
use std::collections::BTreeMap;

/// When the sample's wave opens.
pub(crate) fn opens() -> Timestamp {
    "2026-11-02T09:00:00Z".parse().unwrap()
}

/// A moment so many hours after the wave's opening.
pub(crate) fn at(hours: f64) -> Timestamp {
    opens() + SignedDuration::from_secs_f64(hours * 3600.0)
}

/// A wave of 14 days: so many companies in so many sectors, so many questions, on these channels.
pub(crate) fn study(companies: u32, sectors: u32, questions: u32, channels: &[Channel]) -> Study {
    let company = |n: u32| Company {
        id: format!("c{n:04}"),
        name: format!("Company {n}"),
        sector: format!("Sector {}", n % sectors.max(1) + 1),
        country: "GB".to_owned(),
        language: Language::En,
        timezone: None,
        contact_points: BTreeMap::from([(Channel::Email, format!("help@c{n}.example"))]),
        site: None,
        form_pins: crate::model::FormPins::default(),
        service: crate::model::Service::default(),
    };
    let question = |n: u32| Question {
        id: format!("q{n:02}"),
        topic: "returns".to_owned(),
        sectors: Vec::new(),
        reference: None,
        accepted: Vec::new(),
        rejected: Vec::new(),
        codebook: crate::model::Codebook::default(),
        wordings: vec![Wording {
            id: "a".to_owned(),
            language: Language::En,
            channel: None,
            subject: "Returns".to_owned(),
            text: "How long may I return things?".to_owned(),
        }],
    };
    Study {
        id: "sample".to_owned(),
        title: "A sample".to_owned(),
        kind: StudyKind::Competitor,
        seed: 1,
        languages: vec![Language::En],
        timezone: "Europe/London".to_owned(),
        wave: Wave {
            id: "2026-11".to_owned(),
            opens: opens(),
            cut_off: SignedDuration::from_hours(14 * 24),
        },
        design: Design {
            questions: channels.iter().map(|c| (*c, Selection::All)).collect(),
            spacing: SignedDuration::ZERO,
            daily_cap_per_company: 10,
            contacts_per_company: 100,
            hours_from: time(9, 0, 0, 0),
            hours_to: time(17, 0, 0, 0),
            days: [true; 7],
            patience: SignedDuration::ZERO,
            staff_minutes_per_enquiry: 5,
        },
        personas: vec![Persona {
            id: "anna".to_owned(),
            name: "Anna Reed".to_owned(),
            email: "anna.reed@shop.example".to_owned(),
            languages: Vec::new(),
            residence: crate::model::Residence::default(),
        }],
        email: None,
        social: BTreeMap::new(),
        consents: Vec::new(),
        web: crate::model::Web::default(),
        llm: None,
        gate: None,
        clock: crate::model::BusinessClock::default(),
        scoring: crate::model::Scoring::default(),
        reporting: crate::model::Reporting::default(),
        outside: Vec::new(),
        panel: (0..companies).map(company).collect(),
        questions: (0..questions).map(question).collect(),
        references: Vec::new(),
    }
}

/// An enquiry that is due, or whose channel is not offered.
pub(crate) fn enquiry(
    seq: u32,
    company: u32,
    question: u32,
    channel: Channel,
    offered: bool,
) -> Enquiry {
    Enquiry {
        seq,
        company,
        question,
        channel,
        persona: 0,
        wording: 0,
        due_at: offered.then(opens),
    }
}

/// An attempt that ended so, an hour after the opening; `None` has no outcome.
pub(crate) fn attempt(result: Option<AttemptResult>) -> LastAttempt {
    LastAttempt {
        number: 1,
        intended_at: at(1.0) - SignedDuration::from_secs(6),
        outcome: result.map(|r| (at(1.0), r)),
    }
}

/// A reply that came so many hours after the sending; `None` was stamped by no server.
pub(crate) fn reply(kind: Kind, hours: Option<f64>) -> Reply {
    Reply {
        inbound: 1,
        kind,
        tied_by: Some(TiedBy::AddressToken),
        answered_at: hours.map(|h| at(1.0 + h)),
        answered_at_source: hours.map(|_| TimeSource::Received),
        text: format!("A {kind}."),
        features: crate::model::Features::default(),
    }
}

/// An enquiry by email that the server accepted, with what came back.
pub(crate) fn accepted(replies: Vec<Reply>) -> Case {
    Case {
        enquiry: enquiry(0, 0, 0, Channel::Email, true),
        last_attempt: Some(attempt(Some(AttemptResult::Accepted))),
        replies,
        codings: Vec::new(),
    }
}

/// A case for each enquiry of a study, of every sort, by a fixed rule.
pub(crate) fn cases(study: &Study) -> Vec<Case> {
    let mut cases = Vec::new();
    let channels: Vec<_> = study.design.questions.keys().copied().collect();
    let mut seq = 0;
    for company in 0..u32::try_from(study.panel.len()).unwrap() {
        for question in 0..u32::try_from(study.questions.len()).unwrap() {
            for channel in &channels {
                let turn = (company * 7 + question * 3 + *channel as u32) % 16;
                let hours = f64::from(company * 13 % 97 + 1) * f64::from(question + 1) / 7.0;
                let (result, replies) = match turn {
                    0..=5 => (
                        Some(AttemptResult::Accepted),
                        vec![
                            reply(Kind::Acknowledgement, Some(0.01)),
                            reply(Kind::Answer, Some(hours)),
                        ],
                    ),
                    6 => (
                        Some(AttemptResult::Accepted),
                        vec![reply(Kind::Autoreply, Some(0.05))],
                    ),
                    7 => (
                        Some(AttemptResult::Accepted),
                        vec![reply(Kind::BounceHard, Some(0.1))],
                    ),
                    8 => (
                        Some(AttemptResult::Accepted),
                        vec![reply(Kind::Answer, Some(400.0))],
                    ),
                    9 => (
                        Some(AttemptResult::Accepted),
                        vec![reply(Kind::Redirect, Some(3.0))],
                    ),
                    10 => (None, Vec::new()),
                    11 => (Some(AttemptResult::NotReached), Vec::new()),
                    _ => (Some(AttemptResult::Accepted), Vec::new()),
                };
                cases.push(Case {
                    enquiry: enquiry(seq, company, question, *channel, company % 10 != 9),
                    last_attempt: (company % 10 != 9).then(|| attempt(result)),
                    codings: Vec::new(),
                    replies: if company % 10 == 9 {
                        Vec::new()
                    } else {
                        replies
                    },
                });
                seq += 1;
            }
        }
    }
    cases
}

/// An enquiry by email that a company answered after two hours, as scoring keeps it.
pub(crate) fn unit(company: u32, seq: u32) -> Unit {
    let two_hours = Observation {
        hours: 2.0,
        event: true,
    };
    Unit {
        seq,
        company,
        question: 0,
        channel: Channel::Email,
        persona: 0,
        wording: 0,
        disposition: Disposition::Answered,
        sent_second: Some(at(1.0).as_second()).into(),
        weekday: Some(0).into(),
        answer: Some(two_hours).into(),
        first_reply: Some(two_hours).into(),
        business: Packed::NONE,
        in_due_time: None,
        first_business: Packed::NONE,
        same_day: None,
        first_same_day: None,
        satisfied: Packed::NONE,
        promise_kept: None,
        promised_hours: Packed::NONE,
        first_contact: None,
        effort: Packed::NONE,
        staff_minutes: Some(5).into(),
        noticed: false,
        codes: Codes::default(),
    }
}

/// Companies of one sector with these enquiries.
pub(crate) fn builder(companies: u32, units: Vec<Unit>) -> Builder {
    let mut builder = Builder::default();
    for n in 0..companies {
        builder.company(&format!("c{n:04}"), &format!("Company {n}"), "Sector 1");
    }
    for unit in units {
        builder.unit(unit);
    }
    builder
}

/// Numerator and denominator of a metric over all companies.
pub(crate) fn whole(frame: &Frame, metric: &Metric, channel: Option<Channel>) -> (f64, f64) {
    frame
        .members()
        .map(|m| m.part(metric, channel))
        .fold((0.0, 0.0), |(sum, n), part| (sum + part.sum, n + part.n))
}

/// Fails unless every metric of a family, in their order, has the numerator and denominator that somebody counted by
/// hand.
pub(crate) fn counted_by_hand(
    frame: &Frame,
    family: &[Metric],
    channel: Option<Channel>,
    expected: &[(&str, f64, f64)],
) {
    let names: Vec<&str> = family.iter().map(|m| m.name).collect();
    let tested: Vec<&str> = expected.iter().map(|e| e.0).collect();
    assert_eq!(names, tested);
    for (metric, (name, sum, n)) in family.iter().zip(expected) {
        let (got, of) = whole(frame, metric, channel);
        assert!(
            (got - sum).abs() < 1e-9 && (of - n).abs() < 1e-9,
            "{name}, {:?}: {got} of {of} is not {sum} of {n}",
            metric.denominator
        );
    }
}

/// What one case came to, when nothing is known beside it.
pub(crate) fn row(study: &Study, case: &Case, as_of: Timestamp) -> Row {
    row_with(&Background::new(study, &[], as_of), case, |coding| {
        coding.coder != Coder::Llm
    })
}
