//! What scoring keeps of one enquiry.

use super::{Codes, Packed, Row, statistics::Observation};
use crate::model::{Channel, Disposition, words};
use serde::{Deserialize, Serialize};

words! {
    /// What a shopper waits for.
    Awaited {
        /// The first reply of any kind.
        FirstReply = "first_reply",
        /// The same, where only hours count in which the company is open.
        FirstReplyInBusinessHours = "first_reply_in_business_hours",
        /// The answer.
        Answer = "answer",
        /// The answer, where only hours count in which the company is open.
        AnswerInBusinessHours = "answer_in_business_hours",
    }
}

/// What scoring keeps of one enquiry: all that a metric may read, and nothing that does not stand in `enquiries.csv`.
/// Small, because a wave may have a million.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// Position in the plan.
    pub seq: u32,
    /// Index into [`super::Frame::companies`].
    pub company: u32,
    /// Index into [`super::Frame::questions`].
    pub question: u32,
    /// The channel.
    pub channel: Channel,
    /// Index of the shopper.
    pub persona: u16,
    /// Index of the phrasing within the question.
    pub wording: u16,
    /// How it ended.
    pub disposition: Disposition,
    /// When it was sent, seconds since 1970; `None` when it was not.
    pub sent_second: Packed<i64>,
    /// The day of the week, in the company's time zone, on which it was sent; Monday is 0.
    pub weekday: Packed<u8>,
    /// How long an answer was awaited.
    pub answer: Packed<Observation>,
    /// How long any word was awaited.
    pub first_reply: Packed<Observation>,
    /// How long an answer was awaited while the company was open.
    pub business: Packed<Observation>,
    /// How long any word was awaited while the company was open.
    pub first_business: Packed<Observation>,
    /// Whether it was answered on the day on which it was asked.
    pub same_day: Option<bool>,
    /// Whether anything was said on that day.
    pub first_same_day: Option<bool>,
    /// Whether it was answered when it was due, by the company's hours of business.
    pub in_due_time: Option<bool>,
    /// The share of customers who would still be satisfied with the time to the answer.
    pub satisfied: Packed<f64>,
    /// Whether the company kept the response time that it promises.
    pub promise_kept: Option<bool>,
    /// Within how many hours it promises to answer.
    pub promised_hours: Packed<f64>,
    /// Whether the first that was said, receipts aside, answered the question wholly.
    pub first_contact: Option<bool>,
    /// What it cost to look the answer up.
    pub effort: Packed<Effort>,
    /// What it cost the company's staff, minutes; `None` when it did not reach the company.
    pub staff_minutes: Packed<u32>,
    /// Whether somebody noted that the company noticed the study by it.
    pub noticed: bool,
    /// The codes of its answer.
    pub codes: Codes,
}

/// What it cost a visitor to look an answer up on a site.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// How often a visitor would have clicked or submitted.
    pub clicks: u32,
    /// How long the pages took, seconds.
    pub seconds: f64,
}

/// What it cost to look answers up, by the enquiry's number. Side by side: whoever scores a million enquiries asks for
/// each in turn, and in a table by hash each would be somewhere else.
#[derive(Debug, Default)]
pub struct Efforts(Vec<Packed<Effort>>);

impl Efforts {
    /// Notes what an enquiry cost.
    pub fn note(&mut self, seq: u32, effort: Effort) {
        let place = seq as usize;
        if self.0.len() <= place {
            self.0.resize(place + 1, Packed::NONE);
        }
        self.0[place] = Some(effort).into();
    }

    /// What an enquiry cost, where that was noted.
    #[must_use]
    pub fn of(&self, seq: u32) -> Option<Effort> {
        self.0.get(seq as usize)?.get()
    }
}

impl Unit {
    /// How long it was awaited, and whether it came; `None` where nobody knows, or nothing reached the company.
    #[must_use]
    pub fn awaited(&self, what: Awaited) -> Option<Observation> {
        let packed = match what {
            Awaited::FirstReply => self.first_reply,
            Awaited::FirstReplyInBusinessHours => self.first_business,
            Awaited::Answer => self.answer,
            Awaited::AnswerInBusinessHours => self.business,
        };
        packed.get()
    }
}

impl From<&Row> for Unit {
    fn from(row: &Row) -> Self {
        Self {
            seq: row.enquiry.seq,
            company: row.enquiry.company,
            question: row.enquiry.question,
            channel: row.enquiry.channel,
            persona: row.enquiry.persona,
            wording: row.enquiry.wording,
            disposition: row.disposition,
            sent_second: row.sent_at.map(jiff::Timestamp::as_second).into(),
            weekday: row.weekday.into(),
            answer: row.awaited_answer().into(),
            first_reply: row.awaited_first_reply().into(),
            business: row.awaited_in_business_hours().into(),
            first_business: row.awaited_first_reply_in_business_hours().into(),
            same_day: row.same_day,
            first_same_day: row.first_reply_same_day,
            in_due_time: row.in_due_time,
            satisfied: row.satisfied.into(),
            promise_kept: row.promise_kept,
            promised_hours: row.promised_hours.into(),
            first_contact: row.first_contact,
            effort: row.effort.into(),
            staff_minutes: row.staff_minutes.into(),
            noticed: row.noticed,
            codes: row.codes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_enquiry_cost_is_known_where_it_was_noted() {
        let mut efforts = Efforts::default();
        let effort = |clicks| Effort {
            clicks,
            seconds: 0.5,
        };
        efforts.note(7, effort(3));
        efforts.note(2, effort(1));
        let known: Vec<Option<Effort>> = (0..9).map(|seq| efforts.of(seq)).collect();
        let mut expected = vec![None; 9];
        (expected[2], expected[7]) = (Some(effort(1)), Some(effort(3)));
        assert_eq!(known, expected);
    }

    #[test]
    fn a_million_of_them_are_small() {
        assert!(size_of::<Unit>() <= 128, "{}", size_of::<Unit>());
    }
}
