//! Studies for tests, built in memory.

use crate::model::{
    Channel, Company, Design, Language, Persona, Question, Selection, Study, StudyKind, Wave,
    Wording,
};
use jiff::SignedDuration;
use jiff::civil::Time;

/// A study of `companies` in sectors `s0`, `s1`, .., each with `questions` of its own, asked by email;
/// every third company offers Twitter and forms as well, every fifth no email.
pub(in crate::plan) fn study(companies: usize, sectors: usize, questions: usize) -> Study {
    let panel = (0..companies)
        .map(|i| {
            let mut contact_points = std::collections::BTreeMap::new();
            if i % 5 != 4 {
                contact_points.insert(Channel::Email, format!("info@c{i}.example"));
            }
            if i % 3 == 0 {
                contact_points.insert(Channel::Twitter, format!("@c{i}"));
                contact_points.insert(Channel::WebForm, format!("https://c{i}.example/contact"));
            }
            Company {
                id: format!("c{i}"),
                name: format!("Company {i}"),
                sector: format!("s{}", i % sectors),
                country: "GB".into(),
                language: Language::En,
                timezone: (i % 4 == 1).then(|| "America/New_York".into()),
                contact_points,
                site: None,
                form_pins: crate::model::FormPins::default(),
                service: crate::model::Service::default(),
            }
        })
        .collect();
    let questions = (0..sectors)
        .flat_map(|s| {
            (0..questions).map(move |q| Question {
                id: format!("s{s}-q{q}"),
                topic: format!("topic {q}"),
                sectors: vec![format!("s{s}")],
                reference: None,
                accepted: Vec::new(),
                rejected: Vec::new(),
                codebook: crate::model::Codebook::default(),
                wordings: (0..4)
                    .map(|w| Wording {
                        id: format!("w{w}"),
                        language: Language::En,
                        channel: (w == 3).then_some(Channel::Twitter),
                        subject: format!("Subject {w}"),
                        text: format!("Question {q} of {s} in words {w}?"),
                    })
                    .collect(),
            })
        })
        .collect();
    Study {
        id: "test".into(),
        title: "Test".into(),
        kind: StudyKind::Own,
        seed: 1,
        languages: vec![Language::En],
        timezone: "Europe/London".into(),
        wave: Wave {
            id: "2026-11".into(),
            opens: "2026-11-02T00:00:00Z".parse().unwrap(),
            cut_off: SignedDuration::from_hours(14 * 24),
        },
        design: Design {
            questions: [(Channel::Email, Selection::All)].into(),
            spacing: SignedDuration::from_hours(24),
            daily_cap_per_company: 1,
            contacts_per_company: 100,
            hours_from: Time::constant(9, 0, 0, 0),
            hours_to: Time::constant(17, 0, 0, 0),
            days: [true, true, true, true, true, false, false],
            patience: SignedDuration::from_hours(48),
            staff_minutes_per_enquiry: 5,
        },
        personas: ["anna", "ben", "cleo"]
            .map(|id| Persona {
                id: id.into(),
                name: id.to_uppercase(),
                email: format!("{id}@shop.example"),
                languages: Vec::new(),
                residence: crate::model::Residence::default(),
            })
            .into(),
        email: None,
        social: std::collections::BTreeMap::new(),
        consents: Vec::new(),
        web: crate::model::Web::default(),
        llm: None,
        gate: None,
        clock: crate::model::BusinessClock::default(),
        scoring: crate::model::Scoring::default(),
        reporting: crate::model::Reporting::default(),
        outside: Vec::new(),
        panel,
        questions,
        references: Vec::new(),
    }
}
