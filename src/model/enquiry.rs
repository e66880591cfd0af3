//! The case of the study: one company x question x channel of a wave.

use super::{Channel, Company, Network, Particulars, Persona, Question, Rendered, Study, Wording};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One company x question x channel of a wave. Small, because a plan may hold a million: what it
/// names, it names by index into the study it was planned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Enquiry {
    /// Position in the plan, from 0; the ledger's key. Ordered by company, question and channel,
    /// not by time.
    pub seq: u32,
    /// Index into [`Study::panel`].
    pub company: u32,
    /// Index into [`Study::questions`].
    pub question: u32,
    /// The channel.
    pub channel: Channel,
    /// Index into [`Study::personas`].
    pub persona: u16,
    /// Index into [`Question::wordings`].
    pub wording: u16,
    /// When it is to be sent; `None` when the company does not offer the channel.
    pub due_at: Option<Timestamp>,
}

impl Enquiry {
    /// Whether the company offers the channel.
    #[must_use]
    pub const fn offered(&self) -> bool {
        self.due_at.is_some()
    }

    /// The company asked.
    #[must_use]
    pub fn company<'s>(&self, study: &'s Study) -> &'s Company {
        &study.panel[self.company as usize]
    }

    /// The question asked.
    #[must_use]
    pub fn question<'s>(&self, study: &'s Study) -> &'s Question {
        &study.questions[self.question as usize]
    }

    /// The wording used.
    #[must_use]
    pub fn wording<'s>(&self, study: &'s Study) -> &'s Wording {
        &self.question(study).wordings[usize::from(self.wording)]
    }

    /// The shopper that asks.
    #[must_use]
    pub fn persona<'s>(&self, study: &'s Study) -> &'s Persona {
        &study.personas[usize::from(self.persona)]
    }

    /// The name of the enquiry in every table: `WAVE.COMPANY.QUESTION.CHANNEL`.
    #[must_use]
    pub fn id(&self, study: &Study) -> String {
        format!(
            "{}.{}.{}.{}",
            study.wave.id,
            self.company(study).id,
            self.question(study).id,
            self.channel
        )
    }

    /// What the company gets to read.
    #[must_use]
    pub fn render(&self, study: &Study) -> Rendered {
        self.wording(study)
            .render(self.company(study), self.persona(study))
    }

    /// The post by which the company is asked in public: its handle and the question.
    #[must_use]
    pub fn post(&self, study: &Study) -> String {
        self.wording(study)
            .post(self.channel, self.company(study), self.persona(study))
    }

    /// What a form, a search or a chat needs to know to put it; `token` is the enquiry's.
    #[must_use]
    pub fn particulars(&self, study: &Study, token: &str) -> Particulars {
        let (persona, company) = (self.persona(study), self.company(study));
        let text = self.render(study);
        let residence = &persona.residence;
        Particulars {
            language: self.wording(study).language,
            full_name: persona.name.clone(),
            email: persona.address_for(token),
            phone: residence.phone.clone(),
            street: residence.street.clone(),
            postcode: residence.postcode.clone(),
            city: residence.city.clone(),
            country: company.country.clone(),
            subject: text.subject,
            message: text.body,
            question: text.question,
            topic: self.question(study).topic.clone(),
            token: token.to_owned(),
            company: company.name.clone(),
            pins: company.form_pins.clone(),
        }
    }

    /// The handle that is asked on a social network, without the `@`: the first of those that the panel
    /// names.
    #[must_use]
    pub fn first_handle<'s>(&self, study: &'s Study) -> &'s str {
        Network::of(self.channel)
            .and_then(|network| self.company(study).handles(network).next())
            .unwrap_or_default()
    }
}
