//! A study to serve: the sandbox's own panel, invented questions.

use jiff::{SignedDuration, civil::time};
use mystery_shopper::model::{
    Channel, Design, Language, Persona, Question, Selection, Study, StudyKind, Wave, Wording,
};
use mystery_shopper::sandbox::panel;
use std::collections::BTreeMap;

/// What is asked; the first wording of the first question is what the foreign clients send.
const TOPICS: [(&str, &str); 10] = [
    (
        "returns",
        "How long do I have to return something that I bought from {company}?",
    ),
    (
        "opening-hours",
        "On which days can I reach somebody at {company} by phone?",
    ),
    (
        "delivery",
        "How much does delivery to an address in Leeds cost?",
    ),
    ("payment", "Can I pay by bank transfer instead of by card?"),
    (
        "receipt",
        "How do I get a copy of a receipt that I have lost?",
    ),
    (
        "account",
        "How can I change the email address of my account?",
    ),
    (
        "gift",
        "Do your gift cards run out, and if so after how long?",
    ),
    (
        "repair",
        "Whom do I ask when something needs a repair after a year?",
    ),
    (
        "complaint",
        "Where can I read how {company} deals with complaints?",
    ),
    (
        "privacy",
        "How do I ask {company} to delete what it knows about me?",
    ),
];

/// A study of so many companies and (up to ten) questions, open from Monday 2026-11-02 for 14 days.
pub fn study(companies: usize, questions: usize, seed: u64) -> Study {
    Study {
        id: "sandbox".to_owned(),
        title: "Sandbox".to_owned(),
        kind: StudyKind::Own,
        seed,
        languages: vec![Language::En],
        timezone: "Europe/London".to_owned(),
        wave: Wave {
            id: "2026-11".to_owned(),
            opens: "2026-11-02T09:00:00Z".parse().unwrap(),
            cut_off: SignedDuration::from_hours(14 * 24),
        },
        design: Design {
            questions: BTreeMap::from([(Channel::Email, Selection::All)]),
            spacing: SignedDuration::from_hours(3),
            daily_cap_per_company: 2,
            contacts_per_company: 20,
            hours_from: time(9, 0, 0, 0),
            hours_to: time(17, 0, 0, 0),
            days: [true, true, true, true, true, false, false],
            patience: SignedDuration::from_hours(7 * 24),
            staff_minutes_per_enquiry: 5,
        },
        personas: vec![Persona {
            id: "anna".to_owned(),
            name: "Anna Reed".to_owned(),
            email: "anna.reed@shopper.example".to_owned(),
            languages: Vec::new(),
            residence: mystery_shopper::model::Residence::default(),
        }],
        email: None,
        social: BTreeMap::new(),
        consents: Vec::new(),
        web: mystery_shopper::model::Web::default(),
        llm: None,
        gate: None,
        clock: mystery_shopper::model::BusinessClock::default(),
        scoring: mystery_shopper::model::Scoring::default(),
        reporting: mystery_shopper::model::Reporting::default(),
        outside: Vec::new(),
        panel: panel(companies, seed),
        questions: TOPICS
            .iter()
            .take(questions)
            .map(|(id, text)| question(id, text))
            .collect(),
        references: Vec::new(),
    }
}

fn question(id: &str, text: &str) -> Question {
    let wording = |n: usize, text: String| Wording {
        id: format!("w{n}"),
        language: Language::En,
        channel: None,
        subject: format!("A question about {id}"),
        text,
    };
    Question {
        id: id.to_owned(),
        topic: id.replace('-', " "),
        sectors: Vec::new(),
        reference: Some(format!("As to {id}: it is 28 days, and costs nothing.")),
        accepted: vec![format!("For {id} you have four weeks, free of charge.")],
        rejected: vec![
            format!("As to {id}: it is 14 days, and costs £4.50."),
            format!("Unfortunately we do not offer {id} – “never” – at all."),
        ],
        codebook: mystery_shopper::model::Codebook::default(),
        wordings: vec![
            wording(1, text.to_owned()),
            wording(2, format!("I could not find this on your site.\n{text}")),
        ],
    }
}
