//! What was asked of whom in a wave, as far as another wave must be like it to be compared.

use crate::model::{Channel, Language, Question, Scoring, Selection, Study};
use crate::score::Frame;
use crate::score::consistency::Agreement;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A wave with its design: from the ledger, or read back from a report.
#[derive(Debug, Clone)]
pub struct Published {
    /// What was asked of whom.
    pub design: Design,
    /// What it came to.
    pub frame: Frame,
    /// What the companies said to the same question on several channels.
    pub agreements: Vec<Agreement>,
}

/// What was asked of whom, and by which rules it is scored: the file `design.json` of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Design {
    /// The program that wrote it.
    pub version: String,
    /// The study's id.
    pub study: String,
    /// Its title.
    pub title: String,
    /// The wave's id.
    pub wave: String,
    /// When it opened.
    pub opens: Timestamp,
    /// How long it lasts, seconds.
    pub cut_off_seconds: i64,
    /// The moment up to which the ledger was read; at the latest that of the cut-off.
    pub as_of: Timestamp,
    /// Source of all chance.
    pub seed: u64,
    /// By which formula and weights the overall score is worked out. Empty: there is none.
    #[serde(default)]
    pub formula: String,
    /// The same as the program reads it.
    #[serde(default)]
    pub scoring: Scoring,
    /// By which hours, holidays and expectations time is counted. Empty: by the wall clock alone.
    #[serde(default)]
    pub clock: String,
    /// The channels, and what is asked on each.
    pub channels: Vec<AskedOn>,
    /// The questions, in their order.
    pub questions: Vec<Asked>,
    /// The ids of the shoppers, in their order.
    pub personas: Vec<String>,
    /// The companies, in the panel's order.
    pub panel: Vec<Listing>,
}

/// A channel, and what is asked there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedOn {
    /// The channel.
    pub channel: Channel,
    /// `all`, a count, or ids with commas between.
    pub questions: String,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Its id.
    pub id: String,
    /// What it is about.
    #[serde(default)]
    pub topic: String,
    /// The ids of its wordings, in their order.
    pub wordings: Vec<String>,
    /// SHA-256 over all its wordings: another hash, other words.
    pub words: String,
    /// SHA-256 over what is known to be right or wrong: another hash, another key.
    pub key: String,
}

/// A company.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its sector.
    pub sector: String,
    /// How much it weighs in the numbers about the whole panel.
    #[serde(default = "one")]
    pub weight: f64,
    /// The language in which it is asked.
    #[serde(default)]
    pub language: Language,
}

const fn one() -> f64 {
    1.0
}

impl Design {
    /// The design of a study's wave as it is scored; `frame` is what it came to, `as_of` the moment up to which the
    /// ledger was read.
    #[must_use]
    pub fn of(study: &Study, frame: &Frame, as_of: Timestamp) -> Self {
        let asked = |(channel, selection): (&Channel, &Selection)| AskedOn {
            channel: *channel,
            questions: match selection {
                Selection::All => "all".to_owned(),
                Selection::Count(count) => count.to_string(),
                Selection::Ids(ids) => ids.join(","),
            },
        };
        let question = |(number, question): (usize, &Question)| Asked {
            id: question.id.clone(),
            topic: question.topic.clone(),
            wordings: question.wordings.iter().map(|w| w.id.clone()).collect(),
            words: words(question),
            key: key(study, number, question),
        };
        let company = |company: &crate::score::Listed| Listing {
            id: company.id.clone(),
            name: company.name.clone(),
            sector: frame.sectors[company.sector as usize].clone(),
            weight: company.weight,
            language: company.language,
        };
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            study: study.id.clone(),
            title: study.title.clone(),
            wave: study.wave.id.clone(),
            opens: study.wave.opens,
            cut_off_seconds: study.wave.cut_off.as_secs(),
            as_of: as_of.min(study.wave.closes()),
            seed: study.seed,
            formula: study.scoring.fingerprint(),
            scoring: study.scoring.clone(),
            clock: clock(study),
            channels: study.design.questions.iter().map(asked).collect(),
            questions: study.questions.iter().enumerate().map(question).collect(),
            personas: study.personas.iter().map(|p| p.id.clone()).collect(),
            panel: frame.companies.iter().map(company).collect(),
        }
    }

    /// Whether fieldwork went on when it was written.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.as_of.duration_since(self.opens).as_secs() < self.cut_off_seconds
    }

    /// As the wave is named in sentences.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.study, self.wave)
    }
}

/// The clock of the study, and a hash of what companies say of their own hours and promises, where any does.
fn clock(study: &Study) -> String {
    let own: Vec<(&str, String)> = study
        .panel
        .iter()
        .map(|company| (company.id.as_str(), company.service.fingerprint()))
        .filter(|(_, service)| !service.is_empty())
        .collect();
    let mut text = study.clock.fingerprint();
    if !own.is_empty() {
        let hash = digest(own.iter().flat_map(|(id, service)| [*id, service.as_str()]));
        text.push_str(" | companies' own: ");
        text.push_str(&hash[..16]);
    }
    text
}

fn words(question: &Question) -> String {
    digest(question.wordings.iter().flat_map(|wording| {
        [
            wording.id.as_str(),
            wording.language.as_str(),
            wording.channel.map_or("", Channel::as_str),
            &wording.subject,
            &wording.text,
        ]
    }))
}

fn key(study: &Study, number: usize, question: &Question) -> String {
    let listed = |right: &'static str, list: &[String]| -> Vec<String> {
        let mut parts = vec![right.to_owned(), list.len().to_string()];
        parts.extend(list.iter().cloned());
        parts
    };
    let mut parts = vec![question.reference.clone().unwrap_or_default()];
    parts.extend(listed("accepted", &question.accepted));
    parts.extend(listed("rejected", &question.rejected));
    for reference in &study.references {
        if reference.question as usize == number
            && let Some(company) = study.panel.get(reference.company as usize)
        {
            parts.extend([company.id.clone(), reference.answer.clone()]);
            parts.extend(listed("accepted", &reference.accepted));
            parts.extend(listed("rejected", &reference.rejected));
        }
    }
    digest(parts.iter().map(String::as_str))
}

/// SHA-256 over texts, each with its length before it, so that no two lists look alike.
fn digest<'t>(parts: impl Iterator<Item = &'t str>) -> String {
    use std::fmt::Write as _;
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let mut text = String::new();
    for byte in hash.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
