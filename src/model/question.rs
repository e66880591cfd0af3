//! What is asked.

use super::{Channel, Codebook, Company, Language, Persona};
use serde::{Deserialize, Serialize};

/// A routine question with its reference answer and its wordings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Unique within the study: letters, digits, `-` and `_`.
    pub id: String,
    /// What it is about, in a few words, for tables.
    pub topic: String,
    /// The sectors whose companies are asked it; empty means all.
    pub sectors: Vec<String>,
    /// The right answer as one or two sentences, where it is known for every company asked.
    pub reference: Option<String>,
    /// Other phrasings of the right answer.
    pub accepted: Vec<String>,
    /// Wrong answers, each of them contradicting the reference and the other ones.
    pub rejected: Vec<String>,
    /// What is looked for in the answers.
    pub codebook: Codebook,
    /// The phrasings, at least one.
    pub wordings: Vec<Wording>,
}

/// One phrasing of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// Unique within the question.
    pub id: String,
    /// The language it is written in.
    pub language: Language,
    /// The only channel it fits; `None` fits every channel.
    pub channel: Option<Channel>,
    /// The subject line of an email or form.
    pub subject: String,
    /// The question itself, without greeting and closing; may hold `{company}` and `{persona}`.
    pub text: String,
}

/// What a company gets to read on a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The subject line.
    pub subject: String,
    /// The question as it stands in the body: [`Wording::text`] with its places filled.
    pub question: String,
    /// The whole body: greeting, question, closing and the persona's name; LF line ends.
    pub body: String,
}

impl Question {
    /// Whether companies of a sector are asked this question.
    #[must_use]
    pub fn is_for(&self, sector: &str) -> bool {
        self.sectors.is_empty() || self.sectors.iter().any(|s| s == sector)
    }
}

impl Wording {
    /// The message in which a persona puts this wording to a company. Pure: the same input gives
    /// the same bytes, so a text can be made again from the ledger at any time.
    #[must_use]
    pub fn render(&self, company: &Company, persona: &Persona) -> Rendered {
        let fill = |text: &str| {
            text.replace("{company}", &company.name)
                .replace("{persona}", &persona.name)
        };
        let (greeting, closing) = match self.language {
            Language::En => ("Hello,", "Kind regards,"),
            Language::Nl => ("Goedendag,", "Met vriendelijke groet,"),
            Language::Fr => ("Bonjour,", "Cordialement,"),
            Language::De => ("Guten Tag,", "Mit freundlichen Grüßen"),
        };
        let question = fill(self.text.trim());
        Rendered {
            subject: fill(self.subject.trim()),
            body: format!("{greeting}\n\n{question}\n\n{closing}\n{}\n", persona.name),
            question,
        }
    }

    /// The post in which this wording is put to a company in public: its first handle and the question.
    #[must_use]
    pub fn post(&self, channel: Channel, company: &Company, persona: &Persona) -> String {
        let handle = company
            .contact_point(channel)
            .and_then(|handles| handles.split_whitespace().next())
            .unwrap_or_default();
        format!(
            "@{} {}",
            handle.trim_start_matches('@'),
            self.render(company, persona).question
        )
    }
}
