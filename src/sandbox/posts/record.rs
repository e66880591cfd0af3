//! What really happened to one enquiry, on whatever channel.

use super::utterance::{PostStep, Utterance};
use jiff::Timestamp;

/// What really happened to one question at one company on one channel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// How often the question arrived there.
    pub arrivals: u32,
    /// When the first receipt or holding reply came.
    pub receipt: Option<Timestamp>,
    /// When the first answer came.
    pub answer: Option<Timestamp>,
    /// Whether that answer is right, where that is known.
    pub correct: Option<bool>,
    /// Equal for answers to the same question that agree.
    pub stance: String,
    /// When the first bounce came.
    pub bounce: Option<Timestamp>,
    /// When the first part of an answer came.
    pub part: Option<Timestamp>,
    /// When the company first sent the question to another channel.
    pub redirect: Option<Timestamp>,
    /// When the company first asked back.
    pub asked_back: Option<Timestamp>,
}

impl Record {
    /// Notes a post of the company, or of a bystander, that has just been made. Each kind counts from the
    /// first one.
    pub fn note(&mut self, utterance: &Utterance) {
        let at = Some(utterance.at);
        let first = |slot: &mut Option<Timestamp>| *slot = slot.or(at);
        match &utterance.step {
            PostStep::Receipt | PostStep::Holding => first(&mut self.receipt),
            PostStep::Redirect => first(&mut self.redirect),
            PostStep::Details => first(&mut self.asked_back),
            PostStep::Part => first(&mut self.part),
            PostStep::Answer { correct, stance } if self.answer.is_none() => {
                self.answer = at;
                self.correct = *correct;
                self.stance.clone_from(stance);
            }
            PostStep::Answer { .. } | PostStep::More | PostStep::Addition | PostStep::Bystander => {
            }
        }
    }
}
