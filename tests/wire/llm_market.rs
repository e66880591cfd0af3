//! A wave with answers to judge, and an endpoint that judges them as a test says.

use super::twitter_server::{Asked, Fake, Said, at};
use jiff::SignedDuration;
use mystery_shopper::channel::http::Options;
use mystery_shopper::channel::llm::{Endpoint, options};
use mystery_shopper::clock::Clock;
use mystery_shopper::error::Result;
use mystery_shopper::fieldwork::judge::{Choice, Judge, Judged};
use mystery_shopper::fieldwork::{Stop, open_wave};
use mystery_shopper::model::{
    Channel, Codebook, Coder, Coding, Company, Criterion, Cursor, Design, Features, FormPins,
    Grounds, Inbound, Kind, Language, LimitKey, LlmCoder, Persona, Place, Question, Residence,
    Response, Selection, Study, StudyKind, TiedBy, TimeSource, TokenSpending, Wave, Web, Wording,
};
use mystery_shopper::plan;
use mystery_shopper::store::{Ledger, Store};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tempfile::TempDir;

/// A company of the panel for each pair of answers, by mail and by post.
pub struct Market {
    pub study: Study,
    pub ledger: Ledger,
    pub clock: Clock,
    /// Where the ledger lies, as long as it does.
    _dir: TempDir,
}

/// A coder on this machine that costs nothing.
pub fn coder(server: &Fake) -> LlmCoder {
    LlmCoder {
        url: format!("{}/v1", server.api()),
        model: "m".to_owned(),
        key: None,
        criteria: vec![Criterion::Correct],
        temperature: Some(0),
        seed: 1,
        spending: None,
        repeats: 1,
        bar: 700,
        least_units: 2,
        most_answers: 1_000,
        reply_tokens: 400,
        limit_key: LimitKey::MaxTokens,
        json_mode: true,
    }
}

/// The same at a dollar a million tokens either way.
pub fn paid(server: &Fake, cap: u64) -> LlmCoder {
    LlmCoder {
        spending: Some(TokenSpending {
            price_in: 1_000_000,
            price_out: 1_000_000,
            cap,
            currency: "USD".to_owned(),
        }),
        ..coder(server)
    }
}

impl Market {
    /// What each company says by mail and by post.
    pub async fn with(answers: &[(&str, &str)]) -> Self {
        let study = study(answers.len());
        let dir = tempfile::tempdir().unwrap();
        let plan = plan::make(&study).unwrap();
        let store = Store::open(&dir.path().join("shopper.db")).await.unwrap();
        let clock = Clock::simulated(at("2026-11-20T09:00:00Z"));
        let ledger = open_wave(&store, &study, &plan, Some([7; 32]), clock.now())
            .await
            .unwrap();
        for enquiry in &plan.enquiries {
            let (mail, post) = answers[enquiry.company as usize];
            let text = if enquiry.channel == Channel::Email {
                mail
            } else {
                post
            };
            reply(&store, ledger.key(enquiry.seq), enquiry.seq, text).await;
        }
        Self {
            study,
            ledger,
            clock,
            _dir: dir,
        }
    }

    pub async fn judge(&self, coder: &LlmCoder) -> Result<Judged> {
        self.judge_with(coder, &options(), 1, false).await
    }

    pub async fn judge_with(
        &self,
        coder: &LlmCoder,
        options: &Options,
        rounds: u8,
        only_unsure: bool,
    ) -> Result<Judged> {
        let endpoint = Endpoint::new(coder, options).await?;
        let judge = self.judging(coder, rounds, only_unsure).await;
        judge.run(Some(&endpoint), &Stop::new(), |_, _| {}).await
    }

    pub async fn offline(&self, coder: &LlmCoder) -> Judged {
        let judge = self.judging(coder, 1, false).await;
        judge.run(None, &Stop::new(), |_, _| {}).await.unwrap()
    }

    pub async fn judging<'a>(
        &'a self,
        coder: &'a LlmCoder,
        rounds: u8,
        only_unsure: bool,
    ) -> Judge<'a> {
        let choice = Choice {
            criteria: coder.criteria.clone(),
            rounds,
            only_unsure,
        };
        Judge::new(&self.study, &self.ledger, coder, choice, self.clock.clone())
            .await
            .unwrap()
    }

    /// Every coding of the wave.
    pub async fn codings(&self) -> Vec<Coding> {
        let mut codings = Vec::new();
        self.ledger
            .cases(|case| {
                codings.extend(case.codings);
                Ok(())
            })
            .await
            .unwrap();
        codings
    }

    /// A code of a person's for the answer of an enquiry.
    pub async fn person(&self, seq: u32, code: &str) {
        let mut inbound = 0;
        self.ledger
            .cases(|case| {
                if case.enquiry.seq == seq {
                    inbound = case.coded_reply().unwrap().inbound;
                }
                Ok(())
            })
            .await
            .unwrap();
        let coding = Coding {
            enquiry: seq,
            other: None,
            inbounds: (inbound, None),
            criterion: Criterion::Correct,
            code: Criterion::Correct.code(code),
            coder: Coder::Human("AB".to_owned()),
            confidence: None,
            grounds: Grounds::rule("sheet"),
            at: self.clock.now(),
        };
        self.ledger.code(&[coding]).await.unwrap();
    }
}

async fn reply(store: &Store, enquiry: u32, seq: u32, text: &str) {
    let moment = at("2026-11-03T10:00:00Z");
    let place = Place {
        account: "a".to_owned(),
        mailbox: "INBOX".to_owned(),
        uid_validity: 1,
        uid: seq + 1,
    };
    let inbound = Inbound {
        place,
        internal_date: Some(moment),
        collected_at: moment,
        raw: format!("{seq}: {text}").into_bytes(),
    };
    let cursor = Cursor {
        account: "a".to_owned(),
        mailbox: "INBOX".to_owned(),
        uid_validity: 1,
        last_uid: seq + 1,
    };
    store.ingest(&[inbound], &cursor, moment).await.unwrap();
    let inbound = store.newest_message().await.unwrap();
    let response = Response {
        inbound,
        enquiry: Some(enquiry),
        candidates: Vec::new(),
        tied_by: Some(TiedBy::AddressToken),
        kind: Kind::Answer,
        rule: "test".to_owned(),
        evidence: Vec::new(),
        answered_at: Some(moment),
        answered_at_source: Some(TimeSource::InternalDate),
        date_header: None,
        skew_seconds: None,
        from: format!("a{seq}@c.example"),
        subject: String::new(),
        token: None,
        marks: Vec::new(),
        text: text.to_owned(),
        language: Some(Language::En),
        features: Features::default(),
        bounce_status: None,
    };
    store.respond(&[response], moment).await.unwrap();
}

fn study(companies: usize) -> Study {
    let panel = (0..companies).map(|n| Company {
        id: format!("c{n}"),
        name: format!("Company {n}"),
        sector: "s".to_owned(),
        country: "GB".to_owned(),
        language: Language::En,
        timezone: None,
        contact_points: BTreeMap::from([
            (Channel::Email, format!("info@c{n}.example")),
            (Channel::Twitter, format!("@c{n}")),
        ]),
        site: None,
        form_pins: FormPins::default(),
        service: mystery_shopper::model::Service::default(),
    });
    let wording = |id: &str, text: &str| Wording {
        id: id.to_owned(),
        language: Language::En,
        channel: None,
        subject: "Returns".to_owned(),
        text: text.to_owned(),
    };
    Study {
        id: "s".to_owned(),
        title: "S".to_owned(),
        kind: StudyKind::Own,
        seed: 1,
        languages: vec![Language::En],
        timezone: "Europe/London".to_owned(),
        wave: Wave {
            id: "2026-11".to_owned(),
            opens: at("2026-11-02T09:00:00Z"),
            cut_off: SignedDuration::from_hours(14 * 24),
        },
        design: Design {
            questions: BTreeMap::from([
                (Channel::Email, Selection::All),
                (Channel::Twitter, Selection::All),
            ]),
            spacing: SignedDuration::from_hours(3),
            daily_cap_per_company: 2,
            contacts_per_company: 20,
            hours_from: jiff::civil::time(9, 0, 0, 0),
            hours_to: jiff::civil::time(17, 0, 0, 0),
            days: [true; 7],
            patience: SignedDuration::from_hours(24),
            staff_minutes_per_enquiry: 5,
        },
        personas: vec![Persona {
            id: "anna".to_owned(),
            name: "Anna Reed".to_owned(),
            email: "anna@shop.example".to_owned(),
            languages: Vec::new(),
            residence: Residence::default(),
        }],
        email: None,
        social: BTreeMap::new(),
        consents: Vec::new(),
        web: Web::default(),
        llm: None,
        gate: None,
        clock: mystery_shopper::model::BusinessClock::default(),
        scoring: mystery_shopper::model::Scoring::default(),
        reporting: mystery_shopper::model::Reporting::default(),
        outside: Vec::new(),
        panel: panel.collect(),
        questions: vec![Question {
            id: "returns".to_owned(),
            topic: "returns".to_owned(),
            sectors: Vec::new(),
            reference: Some("28 days".to_owned()),
            accepted: Vec::new(),
            rejected: Vec::new(),
            codebook: Codebook::default(),
            wordings: vec![
                wording("w1", "How long may I return something?"),
                wording("w2", "Until when can I return something?"),
            ],
        }],
        references: Vec::new(),
    }
}

/// What the model is asked.
pub fn user(asked: &Asked) -> String {
    let body: Value = serde_json::from_str(&asked.body).unwrap();
    let messages = body["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 2);
    messages[1]["content"].as_str().unwrap().to_owned()
}

/// The message, or of a pair message A or B, as it stands in its fence.
pub fn fenced(user: &str, label: &str) -> String {
    let begin = format!("BEGIN MESSAGE{label} ");
    let start = user.find(&begin).unwrap() + begin.len();
    let (mark, rest) = user[start..].split_once('\n').unwrap();
    let end = format!("\nEND MESSAGE{label} {mark}\n");
    rest[..rest.find(&end).unwrap()].to_owned()
}

/// Whether the codes are listed from the last to the first.
pub fn backwards(user: &str) -> bool {
    let codes = user.find("The codes:\n- ").unwrap() + "The codes:\n- ".len();
    user[codes..].starts_with("unsure")
}

/// A reply with these words of the model.
pub fn says(content: &str) -> Said {
    Said::json(200, &chat(content))
}

pub fn chat(content: &str) -> Value {
    json!({"id": "x", "object": "chat.completion", "model": "m", "system_fingerprint": "fp_1",
           "choices": [{"index": 0, "message": {"role": "assistant", "content": content},
                        "finish_reason": "stop"}],
           "usage": {"prompt_tokens": 500, "completion_tokens": 20, "total_tokens": 520}})
}

/// The verdict of an honest model on whether a message is right: it says 28 days, or it does not.
pub fn honest(asked: &Asked) -> String {
    let user = user(asked);
    let text = fenced(&user, "");
    let code = if text.contains("28 days") || text.contains("four weeks") {
        "correct"
    } else {
        "wrong"
    };
    let quote: String = text.chars().take(12).collect();
    json!({"code": code, "confidence": 0.9, "quote": quote}).to_string()
}
