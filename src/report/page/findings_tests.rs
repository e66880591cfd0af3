//! What the first page says where little is known, or something is amiss: in English, and in Dutch, whose words for one
//! and for many differ elsewhere.

use super::*;
use crate::model::{
    Assertion, AttemptResult, Audience, Case, Gate, IfUnknown, Kind, Language, Level, Only, Study,
};
use crate::report::before::Before;
use crate::report::checks::Checks;
use crate::report::coded::Coders;
use crate::report::method::Method;
use crate::report::presence::Audit;
use crate::report::words::Words;
use crate::score::gate::{Verdict, judge};
use crate::score::league::League;
use crate::score::sample::{accepted, at, attempt, cases, enquiry, reply, row, study};
use crate::score::{Scorer, Scores};
use jiff::Timestamp;

/// After the cut-off of the sample's wave.
const OVER: f64 = 10_000.0;

fn scores(study: &Study, cases: &[Case], as_of: Timestamp) -> Scores {
    let mut scorer = Scorer::new(study);
    for case in cases {
        scorer.add(&row(study, case, as_of));
    }
    scorer.finish(&[])
}

/// The title and the findings, in English and then in Dutch; no-break spaces are shown as spaces.
fn said(study: &Study, cases: &[Case], hours: f64, bounds: &[Assertion]) -> String {
    let as_of = at(hours);
    let scores = scores(study, cases, as_of);
    let gate = Gate {
        baseline: None,
        assertions: bounds.to_vec(),
    };
    let verdicts: Vec<Verdict> = judge(&gate, &scores, None);
    let mut all = String::new();
    for language in [Language::En, Language::Nl] {
        let section = section(&Material {
            study,
            scores: &scores,
            league: &League::of(&scores.frame, study.seed),
            held: &[],
            coders: &Coders::default(),
            checks: &Checks::of(study, &scores),
            audit: &Audit::default(),
            agreements: &[],
            told: &crate::report::told::Told::default(),
            method: &Method::default(),
            audience: &Audience::Team,
            verdicts: (!bounds.is_empty()).then_some(&verdicts[..]),
            comparison: None,
            before: &Before::default(),
            as_of,
            words: &Words::new(language),
        });
        let section = section.unwrap();
        let mut lines = vec![format!("# {}", section.title.to_plain())];
        for block in &section.blocks {
            match block {
                Block::List(findings) => {
                    lines.extend(findings.iter().map(|f| format!("- {}", f.to_plain())));
                }
                Block::Paragraph(text) => lines.push(text.to_plain()),
                other => panic!("{other:?}"),
            }
        }
        all.push_str(&lines.join("\n").replace('\u{a0}', " "));
        all.push_str("\n\n");
    }
    all
}

/// An email to a company about a question, with what came back.
fn email(seq: u32, company: u32, question: u32, replies: Vec<crate::model::Reply>) -> Case {
    Case {
        enquiry: enquiry(seq, company, question, Channel::Email, true),
        ..accepted(replies)
    }
}

/// At least so large a share must be answered by email, clearly or not.
fn at_least(share: f64) -> Assertion {
    Assertion {
        metric: "answered".to_owned(),
        denominator: Denominator::AllCompanies,
        subject: Subject::All,
        channel: Some(Channel::Email),
        min: Some(share),
        max: None,
        max_drop: None,
        only: Only::Always,
        level: Level::Error,
        if_unknown: IfUnknown::Fail,
    }
}

#[test]
fn nothing_asked_says_nothing() {
    let study = study(3, 1, 0, &[Channel::Email]);
    insta::assert_snapshot!(said(&study, &[], OVER, &[]));
}

#[test]
fn one_enquiry_is_one() {
    let study = study(1, 1, 1, &[Channel::Email]);
    let answered = [email(0, 0, 0, vec![reply(Kind::Answer, Some(2.0))])];
    insta::assert_snapshot!("one_enquiry_answered", said(&study, &answered, OVER, &[]));
    let silent = [email(0, 0, 0, Vec::new())];
    insta::assert_snapshot!("one_enquiry_silent", said(&study, &silent, OVER, &[]));
}

#[test]
fn an_enquiry_of_which_nobody_knows_whether_it_left_says_so() {
    let study = study(1, 1, 1, &[Channel::Email]);
    let case = Case {
        last_attempt: Some(attempt(None)),
        ..email(0, 0, 0, Vec::new())
    };
    insta::assert_snapshot!("one_enquiry_in_doubt", said(&study, &[case], OVER, &[]));
    let case = Case {
        last_attempt: Some(attempt(Some(AttemptResult::NotReached))),
        ..email(0, 0, 0, Vec::new())
    };
    insta::assert_snapshot!("one_enquiry_not_sent", said(&study, &[case], OVER, &[]));
}

#[test]
fn one_company_is_one() {
    let study = study(1, 1, 4, &[Channel::Email, Channel::Twitter]);
    insta::assert_snapshot!(said(&study, &cases(&study), OVER, &[]));
}

#[test]
fn an_open_wave_says_so_far() {
    let study = study(20, 2, 2, &[Channel::Email, Channel::Twitter]);
    // A day after the sending: what comes later is not there yet.
    let mut early = cases(&study);
    for case in &mut early {
        case.replies
            .retain(|reply| reply.answered_at.is_some_and(|came| came <= at(25.0)));
    }
    let text = said(&study, &early, 25.0, &[]);
    assert!(text.starts_with("# So far "), "{text}");
    insta::assert_snapshot!(text);
    // One enquiry of one company.
    let study = crate::score::sample::study(1, 1, 1, &[Channel::Email]);
    let answered = [email(0, 0, 0, vec![reply(Kind::Answer, Some(2.0))])];
    insta::assert_snapshot!("an_open_wave_of_one", said(&study, &answered, 25.0, &[]));
}

#[test]
fn a_gate_says_how_many_of_its_bounds_hold() {
    let study = study(10, 1, 1, &[Channel::Email]);
    let cases: Vec<Case> = (0..10)
        .map(|n| {
            let answer = (n < 4).then(|| reply(Kind::Answer, Some(2.0)));
            email(n, n, 0, answer.into_iter().collect())
        })
        .collect();
    let (holds, broken) = (at_least(0.3), at_least(0.5));
    let of_gate = |bounds: &[Assertion]| -> Vec<String> {
        let text = said(&study, &cases, OVER, bounds);
        let about = |line: &&str| line.contains(" gate ") || line.contains(" toets ");
        text.lines()
            .filter(about)
            .map(|line| line.trim_start_matches("- ").to_owned())
            .collect()
    };
    let gates = [
        of_gate(std::slice::from_ref(&holds)),
        of_gate(&[holds.clone(), holds.clone()]),
        of_gate(std::slice::from_ref(&broken)),
        of_gate(&[holds.clone(), broken.clone()]),
        of_gate(&[broken.clone(), holds, broken]),
    ];
    assert!(gates.iter().all(|said| said.len() == 2), "{gates:?}");
    insta::assert_snapshot!(gates.concat().join("\n"));
}
