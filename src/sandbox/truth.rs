//! What each company really did, one row an enquiry, in the words of `enquiries.csv`.

use super::letter::said;
use super::market::Market;
use super::panel::quoted;
use super::policies::Room;
use super::posts::Record;
use super::web::{Looked, looked_up};
use crate::model::{Channel, Disposition, Enquiry, Study};
use jiff::Timestamp;
use std::collections::HashMap;
use std::fmt::Write as _;

/// What really became of one enquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truth {
    /// [`Enquiry::id`].
    pub enquiry_id: String,
    /// Whether the company offers the channel.
    pub offered: bool,
    /// How it ended; whether an answer is right stands in `correct` alone.
    pub disposition: Disposition,
    /// When the first receipt, other automatic reply or holding post came, up to the cut-off. An answer is
    /// none.
    pub acknowledged_at: Option<Timestamp>,
    /// When the first answer came, even past the cut-off.
    pub answered_at: Option<Timestamp>,
    /// Whether that answer is right, where that is known.
    pub correct: Option<bool>,
    /// Answers of one company to one question that agree have the same; empty without an answer.
    pub stance: String,
}

impl Market {
    /// What became of each enquiry of a plan, on whatever channel, in the plan's order, up to now: what has
    /// not been delivered has not happened. The ladder of dispositions is the one by which rows are scored.
    ///
    /// A company whose server refuses every message never sees which question it was asked: of its
    /// enquiries, as many as there were refused senders count as undeliverable, in the order in
    /// which they were due.
    ///
    /// Of what is looked up on a site, the truth is what stands there: an enquiry whose visit came is answered
    /// if the site holds the answer, wherever. A visit is told by the words that were searched for, else by its
    /// place among those to the company.
    #[must_use]
    pub fn truth(&self, plan: &[Enquiry]) -> Vec<Truth> {
        let mut due: HashMap<u32, Vec<&Enquiry>> = HashMap::new();
        for enquiry in plan {
            if enquiry.offered() && enquiry.channel == Channel::Email {
                due.entry(enquiry.company).or_default().push(enquiry);
            }
        }
        let mut refused = std::collections::HashSet::new();
        for (company, mut enquiries) in due {
            enquiries.sort_by_key(|e| (e.due_at, e.seq));
            refused.extend(enquiries.iter().take(self.refusals(company)).map(|e| e.seq));
        }
        let looked = self.looked_up(plan);
        plan.iter()
            .map(|enquiry| {
                let record = if enquiry.channel == Channel::WebSearch {
                    self.found(enquiry, looked.get(&enquiry.seq).copied())
                } else {
                    self.record(enquiry.channel, enquiry.company, enquiry.question)
                        .unwrap_or_default()
                };
                self.row(enquiry, record, refused.contains(&enquiry.seq))
            })
            .collect()
    }

    /// Which enquiries were looked up on the companies' sites.
    fn looked_up(&self, plan: &[Enquiry]) -> HashMap<u32, Looked> {
        let mut due: HashMap<u32, Vec<&Enquiry>> = HashMap::new();
        for enquiry in plan {
            if enquiry.offered() && enquiry.channel == Channel::WebSearch {
                due.entry(enquiry.company).or_default().push(enquiry);
            }
        }
        let found = due
            .iter()
            .flat_map(|(company, due)| looked_up(&self.opened(*company), due));
        found.collect()
    }

    /// What a visit to a site comes to: the answer is there or it is not, whether it was found or not. It was
    /// there when the page that holds it was sent, or else when the visit ended. A visitor who still knew the
    /// pages opened none that could be told as his: his visit was when it was due, if the site was visited at
    /// all.
    fn found(&self, enquiry: &Enquiry, looked: Option<Looked>) -> Record {
        let known = || {
            let at = enquiry.due_at?;
            let visited = !self.opened(enquiry.company).is_empty();
            visited.then_some(Looked {
                until: at,
                seen: None,
            })
        };
        let Some(looked) = looked.or_else(known) else {
            return Record::default();
        };
        let mut record = Record {
            arrivals: 1,
            ..Record::default()
        };
        let (company, question) = (enquiry.company, enquiry.question);
        if let Some(answer) = self.behaviour().site_conduct(company, question).answer {
            let said = said(&self.study, company, question, answer.content, Room::Long);
            record.answer = Some(looked.seen.unwrap_or(looked.until));
            record.correct = said.correct;
            record.stance = said.stance;
        }
        record
    }

    fn row(&self, enquiry: &Enquiry, record: Record, refused: bool) -> Truth {
        let closes = self.study.wave.closes();
        let in_time = |at: &Timestamp| *at <= closes;
        let acknowledged_at = record.receipt.filter(in_time);
        let disposition = if !enquiry.offered() {
            Disposition::NotOffered
        } else if record.arrivals == 0 {
            if refused {
                Disposition::Undeliverable
            } else {
                Disposition::NotSent
            }
        } else if record.answer.as_ref().is_some_and(in_time) {
            Disposition::Answered
        } else if record.part.as_ref().is_some_and(in_time) {
            Disposition::Partial
        } else if record.answer.is_some() {
            Disposition::TooLate
        } else if record.bounce.as_ref().is_some_and(in_time) {
            Disposition::Undeliverable
        } else if record.redirect.as_ref().is_some_and(in_time) {
            Disposition::Redirected
        } else if record.asked_back.as_ref().is_some_and(in_time) {
            Disposition::OffPoint
        } else if acknowledged_at.is_some() {
            Disposition::Acknowledged
        } else {
            Disposition::Silent
        };
        Truth {
            enquiry_id: enquiry.id(&self.study),
            offered: enquiry.offered(),
            disposition,
            acknowledged_at,
            // A part in time is what the enquiry came to; an answer past the cut-off is not.
            answered_at: record
                .answer
                .filter(|_| disposition != Disposition::Partial),
            correct: record.correct,
            stance: record.stance,
        }
    }
}

/// `truth.csv`: UTF-8, LF, moments as RFC 3339 in UTC with whole seconds, empty where there is
/// nothing. The study gives the ids their names and is not read further.
#[must_use]
pub fn truth_csv(_study: &Study, rows: &[Truth]) -> Vec<u8> {
    let mut csv =
        "enquiry_id,offered,disposition,acknowledged_at,answered_at,correct,stance\n".to_owned();
    for row in rows {
        let moment = |at: Option<Timestamp>| {
            at.map_or(String::new(), |t| {
                t.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
            })
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            csv,
            "{},{},{},{},{},{},{}",
            quoted(&row.enquiry_id),
            row.offered,
            row.disposition,
            moment(row.acknowledged_at),
            moment(row.answered_at),
            row.correct.map_or("", |c| if c { "true" } else { "false" }),
            quoted(&row.stance),
        );
    }
    csv.into_bytes()
}
