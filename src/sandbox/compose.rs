//! What a company sends, as bytes: a pure function of the study, the seed, the enquiry and the
//! moment.

use super::chance::Chance;
use super::conduct::{Answer, Content, Form, Quoting, ReceiptKind, Sender, SubjectForm, Transfer};
use super::desk::{Desk, Note, ServiceDesk};
use super::letter::{Letter, Original, Places, letter, note, said, with_asides};
use super::mime::{Body, Mail, date_header, mailbox};
use super::phrases::{CLERKS, phrases};
use super::policies::{self, Room};
use super::timeline::Step;
use crate::model::{Channel, Company, Study};
use jiff::{SignedDuration, Timestamp};

/// An enquiry as it arrived at a company.
pub(super) struct Asked {
    /// By email, or by contact form.
    pub channel: Channel,
    pub company: u32,
    pub question: u32,
    /// From 1: how often this company got this question.
    pub nth: u32,
    pub at: Timestamp,
    /// Whom an answer goes to: name and address.
    pub reply_name: String,
    pub reply_to: String,
    /// The envelope's sender, whom a bounce goes to; empty for none.
    pub return_path: String,
    /// The company's address as we wrote it.
    pub sent_to: String,
    pub subject: String,
    /// Without angle brackets; empty when there was none.
    pub message_id: String,
    pub body: String,
}

impl Asked {
    /// What tells the chances of this arrival from those of others about the same question.
    pub(super) fn chance_word(&self) -> String {
        match self.channel {
            Channel::Email => self.nth.to_string(),
            other => format!("{other} {}", self.nth),
        }
    }
}

/// A message on its way to the shopper.
pub(super) struct Posted {
    /// The envelope's sender; empty for the null path.
    pub return_path: String,
    /// For whom it is delivered: with more than one, nothing in the message says so.
    pub delivered_to: Vec<String>,
    /// The server that hands it over.
    pub host: String,
    pub ip: String,
    /// Under which our own exchanger files it.
    pub queue_id: String,
    pub bytes: Vec<u8>,
}

impl Posted {
    /// The message as it lies in the mailbox: with the trace of its delivery on top.
    pub(super) fn delivered(&self, at: Timestamp) -> Vec<u8> {
        let Self {
            return_path,
            delivered_to,
            host,
            ip,
            queue_id,
            bytes,
        } = self;
        let domain = delivered_to
            .first()
            .and_then(|to| to.rsplit_once('@'))
            .map_or("localhost", |(_, d)| d);
        let (known, receiver) = match &delivered_to[..] {
            [one] => (
                format!("Delivered-To: {one}\r\n"),
                format!("\r\n\tfor <{one}>"),
            ),
            _ => (String::new(), String::new()),
        };
        let mut raw = format!(
            "Return-Path: <{return_path}>\r\n{known}\
             Received: from {host} ({host} [{ip}])\r\n\tby mx.{domain} with ESMTP id {queue_id}{receiver}; {}\r\n",
            date_header(at, 0)
        )
        .into_bytes();
        raw.extend_from_slice(bytes);
        raw
    }
}

/// Composes one message of a company. `also` is another enquiry that an answer closes; `forged` is by
/// how much what the company claims about the time is wrong, beside its own clock.
pub(super) fn compose(
    study: &Study,
    seed: u64,
    (asked, also): (&Asked, Option<&Asked>),
    step: &Step,
    at: Timestamp,
    forged: SignedDuration,
) -> Posted {
    let company = &study.panel[asked.company as usize];
    let domain = asked
        .sent_to
        .rsplit_once('@')
        .map_or("localhost", |(_, d)| d);
    let mut desk = ServiceDesk::of(seed, &company.id, domain);
    desk.skew += forged.as_secs();
    let question = &study.questions[asked.question as usize];
    let nth = asked.chance_word();
    let mut ticket = Chance::of(
        seed,
        &["ticket", &study.wave.id, &company.id, &question.id, &nth],
    );
    let name = match step {
        Step::Bounce(_) => "bounce",
        Step::Receipt(_) => "receipt",
        Step::Answer(_) => "answer",
        Step::Addition(_) => "addition",
        Step::Part(_) => "part",
        Step::Survey => "survey",
    };
    let mut clerk = Chance::of(seed, &["clerk", &company.id, &question.id]);
    let scene = Scene {
        study,
        seed,
        company,
        domain,
        desk,
        asked,
        also,
        at,
        reference: ticket.between(100_000, 9_999_999).to_string(),
        clerk: clerk.pick(&CLERKS),
    };
    let mut chance = Chance::of(
        seed,
        &[
            "message",
            name,
            &study.wave.id,
            &company.id,
            &question.id,
            &nth,
        ],
    );
    match step {
        Step::Bounce(cause) => scene.bounce(*cause, &mut chance),
        Step::Receipt(kind) => scene.receipt(*kind, &mut chance),
        Step::Answer(answer) => scene.answer(answer, Share::Whole, &mut chance),
        Step::Addition(answer) => scene.answer(answer, Share::Addition, &mut chance),
        Step::Part(answer) => scene.answer(answer, Share::Part, &mut chance),
        Step::Survey => scene.survey(&mut chance),
    }
}

/// How much of an answer a letter is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Share {
    Whole,
    /// The rest is promised.
    Part,
    /// What comes after the whole.
    Addition,
}

/// All that a message of a company depends on but the chance of its making.
pub(super) struct Scene<'s> {
    pub study: &'s Study,
    pub seed: u64,
    pub company: &'s Company,
    pub domain: &'s str,
    pub desk: ServiceDesk,
    pub asked: &'s Asked,
    pub also: Option<&'s Asked>,
    pub at: Timestamp,
    /// The number of the case.
    pub reference: String,
    pub clerk: &'s str,
}

impl Scene<'_> {
    fn places(&self) -> Places<'_> {
        Places {
            first: self
                .asked
                .reply_name
                .split_whitespace()
                .next()
                .unwrap_or(""),
            company: self.company,
            reference: &self.reference,
            subject: &self.asked.subject,
        }
    }

    /// What the sender's clock shows, in the sender's zone.
    pub(super) fn date(&self) -> String {
        let shown = self
            .at
            .checked_add(SignedDuration::from_secs(self.desk.skew))
            .unwrap_or(self.at);
        date_header(shown, self.desk.minutes_east)
    }

    /// Hands a message over to its server.
    pub(super) fn post(
        &self,
        return_path: &str,
        to: &str,
        mut mail: Mail,
        chance: &mut Chance,
    ) -> Posted {
        let id = chance.word(b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 10);
        let inner = format!(
            "from app-{}.{domain} (localhost [127.0.0.1]) by {} with ESMTP id {id}; {}",
            chance.between(1, 9),
            self.desk.host,
            self.date(),
            domain = self.domain,
        );
        mail.headers.insert(0, ("Received", inner));
        Posted {
            return_path: return_path.to_owned(),
            delivered_to: vec![to.to_owned()],
            host: self.desk.host.clone(),
            ip: self.desk.ip.clone(),
            queue_id: chance.word(b"BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789", 12),
            bytes: mail.bytes(),
        }
    }

    fn reply(
        &self,
        from: (&str, &str),
        subject: String,
        threaded: bool,
        marks: Vec<(&'static str, String)>,
        body: Body,
        chance: &mut Chance,
    ) -> Posted {
        let asked: Vec<&Asked> = std::iter::once(self.asked).chain(self.also).collect();
        let to: Vec<String> = asked
            .iter()
            .map(|a| mailbox(&a.reply_name, &a.reply_to))
            .collect();
        let mut headers = vec![
            ("From", mailbox(from.0, from.1)),
            ("To", to.join(", ")),
            ("Subject", subject),
            ("Date", self.date()),
            (
                "Message-ID",
                format!("<{}>", self.desk.message_id(chance, self.domain)),
            ),
        ];
        if threaded && !self.asked.message_id.is_empty() {
            let id = format!("<{}>", self.asked.message_id);
            headers.push(("In-Reply-To", id.clone()));
            headers.push(("References", id));
        }
        headers.extend(marks);
        let mail = Mail { headers, body };
        Posted {
            delivered_to: asked.into_iter().map(|a| a.reply_to.clone()).collect(),
            ..self.post(from.1, &self.asked.reply_to, mail, chance)
        }
    }

    fn survey(&self, chance: &mut Chance) -> Posted {
        let (words, places) = (phrases(self.company.language), self.places());
        let team = format!("{} {}", self.company.name, chance.pick(words.teams));
        let greeting = places.fill(chance.pick(words.greetings));
        let text = chance.pick(words.surveys);
        let closing = chance.pick(words.closings);
        let letter = note(&format!("{greeting}\n\n{text}\n\n{closing}\n{team}\n"));
        let subject = chance.pick(words.survey_subjects).to_owned();
        let form = Form::Plain(super::conduct::Charset::Utf8, Transfer::QuotedPrintable);
        let body = text_body(form, letter, chance);
        let from = (team.as_str(), self.asked.sent_to.as_str());
        self.reply(from, subject, false, Vec::new(), body, chance)
    }

    fn receipt(&self, kind: ReceiptKind, chance: &mut Chance) -> Posted {
        let (words, places) = (phrases(self.company.language), self.places());
        let team = format!("{} {}", self.company.name, chance.pick(words.teams));
        let re = || format!("Re: {}", self.asked.subject);
        let (subject, text, from) = match kind {
            ReceiptKind::Automatic | ReceiptKind::Bare => {
                let subject = if chance.happens(0.6) {
                    places.fill(chance.pick(words.receipt_subjects))
                } else {
                    format!("[#{}] {}", self.reference, re())
                };
                (subject, places.fill(chance.pick(words.receipts)), team)
            }
            ReceiptKind::Holding => (
                re(),
                places.fill(chance.pick(words.holdings)),
                self.clerk.to_owned(),
            ),
            ReceiptKind::OutOfOffice => (
                places.fill(chance.pick(words.away_subjects)),
                places.fill(chance.pick(words.aways)),
                self.clerk.to_owned(),
            ),
        };
        let greeting = places.fill(chance.pick(words.greetings));
        let closing = chance.pick(words.closings);
        let note_of = match kind {
            ReceiptKind::Holding => Note::ByHand,
            other => Note::Receipt(other),
        };
        let text = format!("{greeting}\n\n{text}\n\n{closing}\n{from}\n");
        let letter = note(&self.above_line(note_of, text));
        let form = chance.weighted(&[
            (Form::Alternative, 3),
            (Form::Html, 1),
            (
                Form::Plain(super::conduct::Charset::Utf8, Transfer::QuotedPrintable),
                2,
            ),
        ]);
        let marks = self.desk.headers(note_of, chance);
        let threaded = chance.happens(0.3);
        let body = text_body(form, letter, chance);
        // What answers by itself answers from the null path (RFC 3834), or should.
        let posted = self.reply(
            (&from, &self.asked.sent_to),
            subject,
            threaded,
            marks,
            body,
            chance,
        );
        if kind == ReceiptKind::OutOfOffice {
            Posted {
                return_path: String::new(),
                ..posted
            }
        } else {
            posted
        }
    }

    fn answer(&self, answer: &Answer, share: Share, chance: &mut Chance) -> Posted {
        let words = phrases(self.company.language);
        let places = self.places();
        let said = said(
            self.study,
            self.asked.company,
            self.asked.question,
            answer.content,
            Room::Long,
        );
        let substance = match (share, self.also) {
            (Share::Addition, _) => places.fill(chance.pick(words.additions)),
            (Share::Part, _) => format!("{} {}", said.text, chance.pick(words.parts)),
            (Share::Whole, None) => self.with_asides(&said.text, answer.content),
            (Share::Whole, Some(also)) => {
                let (company, question) = (also.company, also.question);
                let other =
                    super::letter::said(self.study, company, question, answer.content, Room::Long);
                format!("{}\n\n{}", said.text, other.text)
            }
        };
        let asked = self.asked;
        let sender = mailbox(&asked.reply_name, &asked.reply_to);
        let original = Original {
            date: &date_header(asked.at, self.desk.minutes_east),
            from: &sender,
            to: &asked.sent_to,
            subject: &asked.subject,
            body: &asked.body,
        };
        let mut letter = letter(
            chance,
            &places,
            &substance,
            self.clerk,
            answer.quoting,
            &original,
        );
        if answer.quoting == Quoting::None {
            letter.plain = self.above_line(Note::ByHand, letter.plain);
        }
        let subject = match answer.subject {
            SubjectForm::Re => format!("Re: {}", asked.subject),
            SubjectForm::Ticket => format!("[#{}] Re: {}", self.reference, asked.subject),
            SubjectForm::Rewritten => places.fill(chance.pick(words.rewritten_subjects)),
        };
        let team = chance.pick(words.teams);
        let by_name = chance.happens(0.5);
        let name = if by_name {
            format!("{} ({})", self.clerk, self.company.name)
        } else {
            format!("{} {team}", self.company.name)
        };
        let address = match answer.sender {
            Sender::Published => asked.sent_to.clone(),
            Sender::Agent => format!("{}@{}", mailbox_name(self.clerk), self.domain),
            Sender::OtherDomain => {
                let label = self.domain.split('.').next().unwrap_or("company");
                format!("{label}@care-desk.example")
            }
        };
        let marks = self.desk.headers(Note::ByHand, chance);
        let body = text_body(answer.form, letter, chance);
        self.reply(
            (&name, &address),
            subject,
            answer.threaded,
            marks,
            body,
            chance,
        )
    }

    /// Who answers by policy likes to say a little more than was asked.
    fn with_asides(&self, text: &str, content: Content) -> String {
        if !matches!(content, Content::Stance { .. }) {
            return text.to_owned();
        }
        let (company, question) = (self.asked.company, self.asked.question);
        let asides = policies::asides(self.study, company, question);
        let words = [
            "asides",
            &self.study.wave.id,
            &self.company.id,
            &self.study.questions[question as usize].id,
            &self.asked.chance_word(),
        ];
        with_asides(text, &asides, &mut Chance::of(self.seed, &words))
    }

    /// Zendesk asks to write above a line, and says so above everything.
    fn above_line(&self, note: Note, text: String) -> String {
        let by_software = matches!(note, Note::ByHand | Note::Receipt(ReceiptKind::Automatic));
        if self.desk.desk == Desk::Zendesk && by_software {
            format!("##- Please type your reply above this line -##\n\n{text}")
        } else {
            text
        }
    }
}

fn text_body(form: Form, letter: Letter, chance: &mut Chance) -> Body {
    Body::Text {
        form,
        plain: letter.plain,
        html: letter.html,
        boundary: format!("=_{}", chance.hex(24)),
    }
}

/// `Chloé Marsden` as `chloe.marsden`.
fn mailbox_name(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .map(|c| match c {
            ' ' => '.',
            'é' | 'è' => 'e',
            'ö' => 'o',
            other => other,
        })
        .filter(char::is_ascii)
        .collect()
}
