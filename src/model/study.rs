//! The design of a study: panel, questions, channels, personas, rules and seed.

use super::{
    BusinessClock, Channel, Company, Consent, EmailAccount, Gate, Language, LlmCoder, Network,
    OutsideScore, Persona, Question, Reporting, Scoring, SocialAccount, Web,
};
use jiff::{SignedDuration, Timestamp, civil::Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// On whose behalf a study asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StudyKind {
    /// The companies are the operator's own, or its clients.
    Own,
    /// The companies compete with the operator or its client.
    Competitor,
    /// The operator supervises the companies.
    Regulator,
}

/// Which questions are put to a company on a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Selection {
    /// Every question of the company's sector.
    All,
    /// So many of them, drawn so that each question is asked equally often over the panel.
    Count(u32),
    /// The questions with these ids.
    Ids(Vec<String>),
}

/// One dated round of fieldwork.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wave {
    /// For example `2026-11`.
    pub id: String,
    /// No enquiry is sent before this moment.
    pub opens: Timestamp,
    /// Fieldwork lasts so long; what comes after `opens + cut_off` is too late.
    pub cut_off: SignedDuration,
}

impl Wave {
    /// The moment after which an answer is too late.
    #[must_use]
    pub fn closes(&self) -> Timestamp {
        self.opens
            .checked_add(self.cut_off)
            .unwrap_or(Timestamp::MAX)
    }
}

/// Rules of the crossing and of its pace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Design {
    /// What is asked on each channel; a channel that is not named here is not asked.
    pub questions: BTreeMap<Channel, Selection>,
    /// At least so long between two contacts with the same company, on whatever channel.
    pub spacing: SignedDuration,
    /// At most so many contacts with a company on one (local) day.
    pub daily_cap_per_company: u32,
    /// At most so many contacts with a company in the wave; a hard cap whatever the flags say.
    pub contacts_per_company: u32,
    /// Enquiries go out from this local time of the company...
    pub hours_from: Time,
    /// ... to this one (exclusive).
    pub hours_to: Time,
    /// The days on which enquiries go out, Monday first.
    pub days: [bool; 7],
    /// An answer gets at least so long before the cut-off: the last enquiry is planned to leave
    /// at the latest so long before the wave closes.
    pub patience: SignedDuration,
    /// What one enquiry costs a company's staff, in minutes: an estimate for the burden table.
    pub staff_minutes_per_enquiry: u32,
}

/// The whole design, read and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Study {
    /// Letters, digits and `-`; names the report folder.
    pub id: String,
    /// As it stands over reports.
    pub title: String,
    /// On whose behalf.
    pub kind: StudyKind,
    /// Source of all chance in the plan.
    pub seed: u64,
    /// Languages used.
    pub languages: Vec<Language>,
    /// IANA time zone of companies that name none.
    pub timezone: String,
    /// The round of fieldwork.
    pub wave: Wave,
    /// Crossing and pace.
    pub design: Design,
    /// The shoppers.
    pub personas: Vec<Persona>,
    /// The email account, when email is asked.
    pub email: Option<EmailAccount>,
    /// The accounts on social networks that are asked.
    pub social: BTreeMap<Network, SocialAccount>,
    /// Who agreed to be asked by a program.
    pub consents: Vec<Consent>,
    /// How the web is asked.
    pub web: Web,
    /// The language model that codes answers too, if any.
    pub llm: Option<LlmCoder>,
    /// What must hold of a wave, if anything.
    pub gate: Option<Gate>,
    /// By which hours and days times are measured.
    pub clock: BusinessClock,
    /// How companies are scored.
    pub scoring: Scoring,
    /// For whom the report is and how it looks.
    pub reporting: Reporting,
    /// The panel, in the order of `companies.csv`.
    pub panel: Vec<Company>,
    /// The questions, in the order of the banks.
    pub questions: Vec<Question>,
    /// Right answers known for single companies.
    pub references: Vec<Reference>,
    /// What others say of the companies, in the order of `outside.csv`.
    pub outside: Vec<OutsideScore>,
}

/// What is known to be the right answer of one company to one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Index into [`Study::panel`].
    pub company: u32,
    /// Index into [`Study::questions`].
    pub question: u32,
    /// The right answer.
    pub answer: String,
    /// Other phrasings of it; those of the question do not hold where a company's own answer is known.
    pub accepted: Vec<String>,
    /// Wrong answers.
    pub rejected: Vec<String>,
}
