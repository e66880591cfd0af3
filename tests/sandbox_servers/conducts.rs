//! Each way in which a company may react, as it lies in the mailbox and as it stands in the truth.

use crate::study::study;
use crate::wave::Wave;
use crate::wire::Wire;
use jiff::SignedDuration;
use mail_parser::{Message, MessageParser, MimeHeaders};
use mystery_shopper::model::{Channel, Disposition, Enquiry};
use mystery_shopper::sandbox::{
    Answer, Bounce, BounceCause, Charset, Conduct, Content, Form, Quoting, Receipt, ReceiptKind,
    Reception, Scenario, Sender, SubjectForm, Timing, Transfer, Truth,
};

const HOUR: i64 = 3600;

fn plain_answer() -> Answer {
    Answer {
        timing: Timing::After(2 * HOUR),
        content: Content::Right(0),
        sender: Sender::Published,
        form: Form::Plain(Charset::Utf8, Transfer::QuotedPrintable),
        subject: SubjectForm::Re,
        threaded: true,
        quoting: Quoting::None,
        two_parts: false,
    }
}

fn answering(answer: Answer) -> Conduct {
    Conduct {
        answer: Some(answer),
        ..Conduct::SILENT
    }
}

fn receipt(kind: ReceiptKind) -> Conduct {
    Conduct {
        receipt: Some(Receipt { kind, after: 30 }),
        ..Conduct::SILENT
    }
}

/// What one conduct leaves behind.
struct Seen {
    truth: Truth,
    enquiry: Enquiry,
    wave: Wave,
    /// The raw messages of INBOX and Junk.
    inbox: Vec<Vec<u8>>,
    junk: Vec<Vec<u8>>,
}

impl Seen {
    fn mail(&self, n: usize) -> Message<'_> {
        MessageParser::default().parse(&self.inbox[n]).unwrap()
    }

    fn text(&self, n: usize) -> String {
        self.mail(n).body_text(0).unwrap().into_owned()
    }

    fn from(&self, n: usize) -> String {
        let mail = self.mail(n);
        mail.from()
            .unwrap()
            .first()
            .unwrap()
            .address()
            .unwrap()
            .to_owned()
    }

    fn company_address(&self) -> &str {
        let company = self.enquiry.company(&self.wave.study);
        company.contact_point(Channel::Email).unwrap()
    }
}

fn messages(fetched: &str) -> Vec<Vec<u8>> {
    let mut rest = fetched;
    let mut list = Vec::new();
    while let Some((_, after)) = rest.split_once("BODY[] {") {
        let (length, body) = after.split_once("}\r\n").unwrap();
        let length: usize = length.parse().unwrap();
        list.push(body.as_bytes()[..length].to_vec());
        rest = &body[length..];
    }
    list
}

async fn see(conduct: Conduct) -> Seen {
    let study = study(10, 1, 1);
    let asked = study
        .panel
        .iter()
        .position(|c| c.contact_point(Channel::Email).is_some());
    let company = u32::try_from(asked.unwrap()).unwrap();
    let scenario = Scenario {
        conducts: vec![(company, 0, conduct)],
        receptions: vec![(company, Reception::Accepts)],
        ..Scenario::default()
    };
    let wave = Wave::new(study, 1, scenario).await;
    let enquiry = *wave.plan.iter().find(|e| e.company == company).unwrap();
    let (from, message) = wave.message(&enquiry);
    let mut smtp = Wire::smtp(wave.serving.smtp).await;
    let to = enquiry
        .company(&wave.study)
        .contact_point(Channel::Email)
        .unwrap();
    assert!(smtp.submit(&from, to, &message).await.starts_with("250 "));
    wave.clock
        .sleep_until(wave.study.wave.closes() + SignedDuration::from_hours(240))
        .await;
    let mut imap = Wire::imap(wave.serving.imap).await;
    let mut boxes = Vec::new();
    for mailbox in ["INBOX", "Junk"] {
        imap.ask(&format!("SELECT {mailbox}")).await;
        // Lossless: what is not UTF-8 is only looked at through other forms.
        boxes.push(messages(&imap.ask("FETCH 1:* BODY.PEEK[]").await));
    }
    let junk = boxes.pop().unwrap();
    let truth = wave.market.truth(&[enquiry]).pop().unwrap();
    Seen {
        truth,
        enquiry,
        inbox: boxes.pop().unwrap(),
        junk,
        wave,
    }
}

#[tokio::test]
async fn an_answer_holds_the_reference_and_goes_to_the_token_s_address() {
    let seen = see(answering(plain_answer())).await;
    assert_eq!(seen.inbox.len(), 1);
    let mail = seen.mail(0);
    assert!(
        seen.text(0)
            .contains("As to returns: it is 28 days, and costs nothing.")
    );
    assert_eq!(
        mail.header_raw("Delivered-To").unwrap().trim(),
        format!("anna.reed+t{}@shopper.example", seen.enquiry.seq)
    );
    assert_eq!(mail.subject(), Some("Re: A question about returns"));
    assert_eq!(seen.from(0), seen.company_address());
    let id = format!("q{}@shopper.example", seen.enquiry.seq);
    assert_eq!(mail.in_reply_to().as_text(), Some(id.as_str()));
    assert_eq!(seen.truth.disposition, Disposition::Answered);
    assert_eq!(
        (seen.truth.correct, seen.truth.stance.as_str()),
        (Some(true), "right")
    );
    assert_eq!(
        seen.truth.acknowledged_at, None,
        "an answer is no acknowledgement"
    );
    let at = seen.wave.study.wave.opens + SignedDuration::from_hours(2);
    assert_eq!(seen.truth.answered_at, Some(at));
    let received = mail.received().unwrap().date().unwrap();
    assert_eq!(received.to_timestamp(), at.as_second());
}

#[tokio::test]
async fn answers_differ_in_sender_subject_threading_and_quotes() {
    let answer = Answer {
        sender: Sender::OtherDomain,
        subject: SubjectForm::Rewritten,
        threaded: false,
        quoting: Quoting::Outlook,
        content: Content::Wrong(1),
        ..plain_answer()
    };
    let seen = see(answering(answer)).await;
    let domain = seen.company_address().split('@').nth(1).unwrap().to_owned();
    assert!(!seen.from(0).ends_with(&domain), "{}", seen.from(0));
    assert!(!seen.mail(0).subject().unwrap().contains("A question about"));
    assert!(
        seen.mail(0).header_raw("In-Reply-To").is_none()
            && seen.mail(0).header_raw("References").is_none()
    );
    let text = seen.text(0);
    let (own, quote) = text
        .split_once("Subject: A question about returns")
        .unwrap();
    assert!(
        own.contains("we do not offer returns – “never” – at all"),
        "{own}"
    );
    assert!(
        quote.contains("How long do I have to return something"),
        "{quote}"
    );
    assert_eq!(
        (seen.truth.correct, seen.truth.stance.as_str()),
        (Some(false), "wrong-2")
    );

    let answer = Answer {
        sender: Sender::Agent,
        subject: SubjectForm::Ticket,
        quoting: Quoting::Above,
        ..plain_answer()
    };
    let seen = see(answering(answer)).await;
    assert!(seen.from(0).ends_with(&domain) && seen.from(0) != seen.company_address());
    assert!(seen.mail(0).subject().unwrap().starts_with("[#"));
    let text = seen.text(0);
    let quote = text
        .find("> How long do I have")
        .or(text.find("> I could not find"))
        .unwrap();
    assert!(
        quote < text.find("28 days").unwrap(),
        "the answer stands below"
    );
}

#[tokio::test]
async fn answers_come_in_html_only_and_in_other_charsets() {
    let wrong = Content::Wrong(0);
    for form in [
        Form::Html,
        Form::Alternative,
        Form::Plain(Charset::Utf16, Transfer::Base64),
        Form::Plain(Charset::Latin1, Transfer::QuotedPrintable),
        Form::Plain(Charset::Windows1252, Transfer::QuotedPrintable),
        Form::Plain(Charset::Utf8, Transfer::Base64),
    ] {
        let answer = Answer {
            form,
            content: wrong,
            ..plain_answer()
        };
        let seen = see(answering(answer)).await;
        let mail = seen.mail(0);
        let kind = mail.content_type().unwrap().subtype().unwrap();
        let wanted = match form {
            Form::Html => "html",
            Form::Alternative => "alternative",
            Form::Plain(..) => "plain",
        };
        assert_eq!(kind, wanted);
        assert!(
            seen.text(0).contains("14 days, and costs £4.50"),
            "{form:?}: {}",
            seen.text(0)
        );
    }
}

#[tokio::test]
async fn a_late_answer_a_second_part_and_junk_are_what_they_are() {
    let late = Answer {
        timing: Timing::Late(HOUR),
        ..plain_answer()
    };
    let seen = see(Conduct {
        answer: Some(late),
        ..receipt(ReceiptKind::Automatic)
    })
    .await;
    assert_eq!(
        (seen.inbox.len(), seen.truth.disposition),
        (2, Disposition::TooLate)
    );
    assert!(seen.truth.answered_at.unwrap() > seen.wave.study.wave.closes());
    assert!(seen.truth.acknowledged_at.is_some());

    let two = Answer {
        two_parts: true,
        ..plain_answer()
    };
    let seen = see(Conduct {
        junk: true,
        ..answering(two)
    })
    .await;
    assert_eq!((seen.inbox.len(), seen.junk.len()), (0, 2));
    let opens = seen.wave.study.wave.opens;
    assert_eq!(
        seen.truth.answered_at,
        Some(opens + SignedDuration::from_hours(2))
    );
}

#[tokio::test]
async fn receipts_are_no_answers() {
    for kind in [
        ReceiptKind::Automatic,
        ReceiptKind::Bare,
        ReceiptKind::Holding,
        ReceiptKind::OutOfOffice,
    ] {
        let seen = see(receipt(kind)).await;
        assert_eq!(
            seen.truth.disposition,
            Disposition::Acknowledged,
            "{kind:?}"
        );
        let at = seen.wave.study.wave.opens + SignedDuration::from_secs(30);
        assert_eq!(seen.truth.acknowledged_at, Some(at));
        assert_eq!((seen.truth.answered_at, seen.truth.correct), (None, None));
        assert!(!seen.text(0).contains("28 days"));
        let mail = seen.mail(0);
        let marked = mail.header_raw("Auto-Submitted").is_some();
        match kind {
            ReceiptKind::Bare => assert!(!marked),
            ReceiptKind::OutOfOffice => {
                assert!(marked);
                assert_eq!(mail.header_raw("Return-Path").unwrap().trim(), "<>");
            }
            ReceiptKind::Automatic => assert!(marked),
            ReceiptKind::Holding => {}
        }
    }
}

#[tokio::test]
async fn a_bounce_is_a_delivery_report_from_nobody() {
    for (cause, status) in [
        (BounceCause::NoSuchMailbox, "Status: 5.1.1"),
        (BounceCause::MailboxFull, "Status: 5.2.2"),
    ] {
        let bounce = Bounce { cause, after: 60 };
        let seen = see(Conduct {
            bounce: Some(bounce),
            ..Conduct::SILENT
        })
        .await;
        assert_eq!(seen.truth.disposition, Disposition::Undeliverable);
        assert_eq!(
            (seen.truth.acknowledged_at, seen.truth.answered_at),
            (None, None)
        );
        let mail = seen.mail(0);
        assert_eq!(mail.header_raw("Return-Path").unwrap().trim(), "<>");
        let kind = mail.content_type().unwrap();
        assert_eq!(kind.attribute("report-type"), Some("delivery-status"));
        assert_eq!(mail.parts.len(), 4);
        let report = String::from_utf8_lossy(&seen.inbox[0]).into_owned();
        assert!(report.contains(status));
        assert!(report.contains(&format!(
            "Final-Recipient: rfc822; {}",
            seen.company_address()
        )));
        assert!(report.contains(&format!(
            "Message-ID: <q{}@shopper.example>",
            seen.enquiry.seq
        )));
    }
}
