//! One enquiry's way through every stage, each stage's product as it stands.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "the scenarios use more of it")]
#[path = "../sandbox/wave.rs"]
mod wave;

use mystery_shopper::channel::email::{Imap, Smtp, compose};
use mystery_shopper::channel::{Dispatch, OnOutcome, Transport};
use mystery_shopper::error::Result;
use mystery_shopper::fieldwork::Stop;
use mystery_shopper::intake::{Register, Tie, provider_id, read};
use mystery_shopper::model::{Channel, Cursor, Inbound, Selection};
use mystery_shopper::plan::{Format, write_plan};
use mystery_shopper::sandbox::{
    Answer, Charset, Conduct, Content, Form, Quoting, Reception, Scenario, Sender, SubjectForm,
    Timing, Transfer,
};
use mystery_shopper::score::Scorer;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use wave::{Wave, study};

/// Keeps the bytes of what it sends.
struct Witnessed {
    smtp: Smtp,
    mail: Arc<Mutex<Vec<u8>>>,
}

impl Transport for Witnessed {
    async fn ready(&mut self, next: &Dispatch) -> Result<()> {
        self.smtp.ready(next).await
    }

    fn at_a_time(&self) -> usize {
        self.smtp.at_a_time()
    }

    async fn send(&mut self, batch: &[Dispatch], on_outcome: OnOutcome<'_>) -> Result<()> {
        for dispatch in batch {
            self.mail.lock().unwrap().extend(compose(dispatch));
        }
        self.smtp.send(batch, on_outcome).await
    }
}

/// One company, one question, answered the next day with our words below.
async fn one_enquiry() -> Wave {
    let mut study = study();
    study
        .panel
        .retain(|c| c.contact_point(Channel::Email).is_some());
    study.panel.truncate(1);
    study
        .design
        .questions
        .insert(Channel::Email, Selection::Count(1));
    let answered = Conduct {
        answer: Some(Answer {
            timing: Timing::After(26 * 3600),
            content: Content::Right(0),
            sender: Sender::Agent,
            form: Form::Plain(Charset::Latin1, Transfer::QuotedPrintable),
            subject: SubjectForm::Re,
            threaded: true,
            quoting: Quoting::Below,
            two_parts: false,
        }),
        ..Conduct::SILENT
    };
    let questions = 0..u32::try_from(study.questions.len()).unwrap();
    Wave::with(
        study,
        Scenario {
            conducts: questions.map(|q| (0, q, answered.clone())).collect(),
            receptions: vec![(0, Reception::Accepts)],
            ..Scenario::default()
        },
    )
    .await
}

#[tokio::test]
async fn an_enquiry_s_way_through_every_stage() {
    let wave = one_enquiry().await;
    let mut story = String::new();
    let mut stage = |name: &str, product: &str| {
        let product = product.replace("\r\n", "\n");
        writeln!(story, "=== {name}\n{}\n", product.trim_end()).unwrap();
    };

    let mut row = Vec::new();
    write_plan(&wave.study, &wave.plan, Format::Json, &mut row).unwrap();
    stage("plan", &String::from_utf8(row).unwrap());

    let mail = Arc::new(Mutex::new(Vec::new()));
    let mut sender = wave
        .sender_through(Witnessed {
            smtp: wave.smtp(),
            mail: mail.clone(),
        })
        .await;
    wave.clock.sleep_until(sender.next().unwrap()).await;
    let mut sent = Vec::new();
    sender.pass(&Stop::new(), |s| sent.push(s)).await.unwrap();
    stage("mail", std::str::from_utf8(&mail.lock().unwrap()).unwrap());
    let [sent] = &sent[..] else {
        panic!("{sent:?}");
    };
    stage("sent", &format!("{sent:#?}"));

    wave.clock.sleep_until(wave.ledger.closes).await;
    let mut found: Vec<Inbound> = Vec::new();
    Imap::new(wave.account.imap.clone())
        .collect("INBOX", None, &wave.clock, async |batch, _: Cursor| {
            found.extend(batch);
            Ok(())
        })
        .await
        .unwrap();
    let [inbound] = &found[..] else {
        panic!("{found:?}");
    };
    stage("inbound", &String::from_utf8_lossy(&inbound.raw));

    let register = Register::new(std::iter::once(Tie {
        enquiry: sent.key,
        token: sent.token.clone(),
        own_id: sent.own_id.clone(),
        provider_id: sent.reply.as_deref().and_then(provider_id),
        contact: sent.contact.clone(),
        subject: sent.subject.clone(),
        sent_at: sent.sent_at,
        ..Tie::default()
    }));
    let response = read(
        &inbound.raw,
        inbound.internal_date,
        &wave.account.own_mx,
        &register,
    );
    stage("response", &format!("{response:#?}"));

    // The collector makes the same of it.
    wave.collector().await.pass().await.unwrap();
    let mut cases = Vec::new();
    let each = |case| {
        cases.push(case);
        Ok(())
    };
    wave.ledger.cases(each).await.unwrap();
    assert_eq!(cases[0].replies[0].text, response.text);
    let rows = wave.assert_true().await;
    stage("row", &format!("{:#?}", rows[0]));

    let mut scorer = Scorer::new(&wave.study);
    scorer.add(&rows[0]);
    let mut estimates = String::new();
    for e in scorer
        .finish(&[])
        .companies()
        .filter(|e| e.channel.is_none())
    {
        writeln!(
            estimates,
            "{} {:.4?} {:.4?}..{:.4?} n={} {}",
            e.metric, e.value, e.low, e.high, e.n, e.denominator
        )
        .unwrap();
    }
    stage("estimates", &estimates);
    insta::assert_snapshot!("enquiry", story);
}
