//! The web in the ledger: what a transport brought, what is left to a person, and what that person says.

use super::assist::{Assist, TaskState};
use super::posts_tests::{at, study};
use super::put::{Put, put, skip};
use super::{Agenda, Lane, Reader, Sender, Stop, WebLane};
use crate::channel::{Dispatch, OnOutcome, Transport};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::model::{
    AttemptResult, Case, Channel, Exhibit, ExhibitKind, Kind, Outcome, Persona, Said, Selection,
    Speaker, Study, TiedBy, TransportKind,
};
use crate::plan;
use crate::store::{Ledger, Store};
use std::collections::HashMap;

/// Two companies with a form and a chat, and one question.
fn web_study() -> Study {
    let mut study = study();
    study.social.clear();
    study.personas = vec![Persona {
        id: "anna".to_owned(),
        name: "Anna Reed".to_owned(),
        email: "anna@shop.test".to_owned(),
        languages: Vec::new(),
        residence: crate::model::Residence::default(),
    }];
    for company in &mut study.panel {
        let site = format!("https://www.{}.test/", company.id);
        company.contact_points = [
            (Channel::WebForm, format!("{site}contact")),
            (Channel::Chat, site),
        ]
        .into();
    }
    let mut second = study.questions[0].wordings[0].clone();
    second.id = "b".to_owned();
    second.text = "Is furniture delivered to Ireland too?".to_owned();
    study.questions[0].wordings.push(second);
    study.design.questions = [
        (Channel::WebForm, Selection::All),
        (Channel::Chat, Selection::All),
    ]
    .into();
    study
}

/// A transport whose companies take everything but what the list says.
struct Scripted {
    clock: Clock,
    results: HashMap<String, AttemptResult>,
    seen: Vec<String>,
}

impl Transport for &mut Scripted {
    async fn ready(&mut self, _: &Dispatch) -> Result<()> {
        Ok(())
    }

    fn at_a_time(&self) -> usize {
        1
    }

    async fn send(&mut self, batch: &[Dispatch], on_outcome: OnOutcome<'_>) -> Result<()> {
        for dispatch in batch {
            let asked = dispatch.particulars.as_ref().unwrap();
            self.seen
                .push(format!("{} {}", dispatch.to, asked.question));
            let result = self
                .results
                .get(&dispatch.to)
                .copied()
                .unwrap_or(AttemptResult::Accepted);
            let now = self.clock.now();
            let mut outcome = Outcome::new(
                dispatch.enquiry,
                dispatch.number,
                now,
                result,
                "a CAPTCHA: reCAPTCHA".to_owned(),
            );
            if result == AttemptResult::Accepted {
                outcome.said.push(Said {
                    token: asked.token.clone(),
                    number: dispatch.number,
                    nth: 0,
                    channel: Channel::Chat,
                    speaker: Speaker::Agent,
                    name: "Sam".to_owned(),
                    text: "Yes, we deliver furniture to Ireland within ten days.".to_owned(),
                    address: dispatch.to.clone(),
                    at: now,
                    unasked: false,
                });
            } else {
                outcome.exhibits.push(Exhibit {
                    kind: ExhibitKind::Page,
                    media_type: "text/html".to_owned(),
                    address: dispatch.to.clone(),
                    at: now,
                    body: b"<p>robot?".to_vec(),
                });
            }
            on_outcome(outcome)?;
        }
        Ok(())
    }
}

struct Wave {
    _dir: tempfile::TempDir,
    study: Study,
    ledger: Ledger,
    clock: Clock,
}

async fn wave(study: Study) -> Wave {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("shopper.db")).await.unwrap();
    let clock = Clock::simulated(at(0));
    let plan = plan::make(&study).unwrap();
    let ledger = super::open_wave(&store, &study, &plan, Some([7; 32]), at(0))
        .await
        .unwrap();
    Wave {
        _dir: dir,
        study,
        ledger,
        clock,
    }
}

impl Wave {
    /// Sends everything on a channel that is due within a week, and reads what was said.
    async fn send(&self, channel: Channel, scripted: &mut Scripted) {
        let mut agenda = Agenda::read(&self.study, &self.ledger).await.unwrap();
        let reader = Reader::new(&self.study, &self.ledger, &[], self.clock.clone());
        let reader = reader.await.unwrap();
        let sender = Sender::new(
            &self.study,
            &self.ledger,
            self.clock.clone(),
            &mut agenda,
            channel,
            scripted,
        );
        let mut lane = WebLane::new(channel, sender, reader);
        while let Some(due) = lane.next() {
            self.clock.sleep_until(due).await;
            lane.send(&Stop::new()).await.unwrap();
        }
        lane.collect().await.unwrap();
    }

    async fn case(&self, channel: Channel, company: u32) -> Case {
        let mut found = None;
        self.ledger
            .cases(|case| {
                if case.enquiry.channel == channel && case.enquiry.company == company {
                    found = Some(case);
                }
                Ok(())
            })
            .await
            .unwrap();
        found.unwrap()
    }

    fn name(&self, channel: Channel, company: u32) -> String {
        format!("w.{}.q.{channel}", self.study.panel[company as usize].id)
    }

    fn scripted(&self, results: &[(&str, AttemptResult)]) -> Scripted {
        Scripted {
            clock: self.clock.clone(),
            results: results
                .iter()
                .map(|(to, r)| ((*to).to_owned(), *r))
                .collect(),
            seen: Vec::new(),
        }
    }

    async fn tasks(&self, channel: Channel) -> Vec<super::assist::Task> {
        let mut agenda = Agenda::read(&self.study, &self.ledger).await.unwrap();
        let reasons = self.ledger.handed_over().await.unwrap();
        let reasons = reasons.into_iter().collect();
        Assist::on_web(&self.study, channel, reasons, &mut agenda).tasks(self.clock.now())
    }
}

#[tokio::test]
async fn what_a_chat_says_is_an_answer_tied_by_its_session() {
    let wave = wave(web_study()).await;
    let mut scripted = wave.scripted(&[]);
    wave.send(Channel::Chat, &mut scripted).await;
    assert_eq!(scripted.seen.len(), 2, "{:?}", scripted.seen);
    for company in 0..2 {
        let case = wave.case(Channel::Chat, company).await;
        assert_eq!(case.replies.len(), 1);
        let reply = &case.replies[0];
        assert_eq!(
            (reply.kind, reply.tied_by),
            (Kind::Answer, Some(TiedBy::Session))
        );
        assert_eq!(case.sent_at(), reply.answered_at);
    }
}

#[tokio::test]
async fn what_is_handed_over_waits_for_a_person_and_is_put_once() {
    let wave = wave(web_study()).await;
    let to = "https://www.acme.test/contact";
    let mut scripted = wave.scripted(&[(to, AttemptResult::HandedOver)]);
    wave.send(Channel::WebForm, &mut scripted).await;
    assert_eq!(
        scripted.seen.len(),
        2,
        "what is left to a person is not tried again"
    );
    let tasks = wave.tasks(Channel::WebForm).await;
    assert_eq!(tasks.len(), 1);
    let (task, name) = (&tasks[0], wave.name(Channel::WebForm, 0));
    assert_eq!(task.enquiry_id, name);
    // It has had no contact, so nothing spaces it out.
    assert_eq!(
        (task.state, task.why.as_str()),
        (TaskState::Due, "a CAPTCHA: reCAPTCHA")
    );
    assert!(task.text.contains("to Ireland"));
    let [(field, email)] = &task.fields[1..2] else {
        panic!("{:?}", task.fields)
    };
    assert!(*field == "email" && email.starts_with("anna+") && email.ends_with("@shop.test"));
    assert_eq!(wave.ledger.exhibits(task.key).await.unwrap().len(), 1);

    let said = Put {
        at: None,
        reference: "ABC-1".to_owned(),
        answer: None,
    };
    let now = wave.clock.now();
    put(&wave.study, &wave.ledger, &name, &said, now)
        .await
        .unwrap();
    let case = wave.case(Channel::WebForm, 0).await;
    assert_eq!(case.sent_at(), Some(now));
    assert!(wave.tasks(Channel::WebForm).await.is_empty());
    let again = put(&wave.study, &wave.ledger, &name, &said, now).await;
    assert!(matches!(again, Err(Error::Refused { .. })), "{again:?}");
    // What the program itself sent is nobody's to put.
    let sent = wave.name(Channel::WebForm, 1);
    assert!(
        put(&wave.study, &wave.ledger, &sent, &said, now)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_person_says_what_was_answered_or_that_it_is_not_asked() {
    let wave = wave(web_study()).await;
    let mut scripted = wave.scripted(&[
        ("https://www.acme.test/", AttemptResult::HandedOver),
        ("https://www.other.test/", AttemptResult::HandedOver),
    ]);
    wave.send(Channel::Chat, &mut scripted).await;
    let answered = Put {
        at: Some(at(60)),
        answer: Some("Sorry, we do not deliver furniture to Ireland.\n".to_owned()),
        ..Put::default()
    };
    let now = wave.clock.now();
    let name = wave.name(Channel::Chat, 0);
    let late = Put {
        at: Some(now + jiff::SignedDuration::from_hours(1)),
        ..Put::default()
    };
    assert!(
        put(&wave.study, &wave.ledger, &name, &late, now)
            .await
            .is_err()
    );
    let empty = Put {
        answer: Some(" \n".to_owned()),
        ..Put::default()
    };
    assert!(
        put(&wave.study, &wave.ledger, &name, &empty, now)
            .await
            .is_err()
    );
    put(&wave.study, &wave.ledger, &name, &answered, now)
        .await
        .unwrap();
    let reader = Reader::new(&wave.study, &wave.ledger, &[], wave.clock.clone());
    let mut collected = super::Collected::default();
    reader
        .await
        .unwrap()
        .read_unread(&mut collected)
        .await
        .unwrap();
    assert_eq!(collected.answers, 1);
    let case = wave.case(Channel::Chat, 0).await;
    assert_eq!(case.replies[0].answered_at, Some(at(60)));
    let other = wave.name(Channel::Chat, 1);
    skip(&wave.study, &wave.ledger, &other, "account closed", now)
        .await
        .unwrap();
    assert_eq!(wave.tasks(Channel::Chat).await[0].state, TaskState::Skipped);
    assert!(
        skip(&wave.study, &wave.ledger, &other, "", now)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn what_was_in_doubt_counts_from_the_attempt_when_it_did_arrive() {
    let wave = wave(web_study()).await;
    let to = "https://www.acme.test/contact";
    let mut scripted = wave.scripted(&[(to, AttemptResult::InDoubt)]);
    wave.send(Channel::WebForm, &mut scripted).await;
    let before = wave.case(Channel::WebForm, 0).await.last_attempt.unwrap();
    let name = wave.name(Channel::WebForm, 0);
    assert!(
        wave.tasks(Channel::WebForm).await.is_empty(),
        "it is nobody's to send again"
    );
    put(
        &wave.study,
        &wave.ledger,
        &name,
        &Put::default(),
        wave.clock.now(),
    )
    .await
    .unwrap();
    let case = wave.case(Channel::WebForm, 0).await;
    assert_eq!(case.sent_at(), Some(before.intended_at));
}

#[tokio::test]
async fn forms_that_a_person_sends_are_all_listed() {
    let mut study = web_study();
    study.web.forms.transport = TransportKind::Assisted;
    let wave = wave(study).await;
    let tasks = wave.tasks(Channel::WebForm).await;
    assert_eq!(tasks.len(), 2);
    assert!(tasks.iter().all(|t| t.why.is_empty()));
    let name = wave.name(Channel::WebForm, 1);
    put(
        &wave.study,
        &wave.ledger,
        &name,
        &Put::default(),
        wave.clock.now(),
    )
    .await
    .unwrap();
    assert_eq!(wave.tasks(Channel::WebForm).await.len(), 1);
}
