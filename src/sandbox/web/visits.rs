//! Who looked what up: from the pages that were opened on a site, which enquiry each visit was for.
//!
//! A site is not told the question. It knows the words that were searched for, the pages that were read and
//! when. Visits to one company follow each other in the order in which its questions are due.

use super::engine::telling;
use crate::model::{Enquiry, Study};
use jiff::{SignedDuration, Timestamp};
use std::collections::{HashMap, HashSet};

/// One page that was opened to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::sandbox) struct Opened {
    pub at: Timestamp,
    /// Which question was searched for, where the words of a search say so.
    pub about: Option<u32>,
    /// The questions whose answers stand on the page.
    pub answers: Vec<u32>,
}

/// So long nothing is opened between one visit and the next.
const APART: SignedDuration = SignedDuration::from_mins(5);

/// What became of one enquiry: when its visit ended, and when a page with the answer was sent in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sandbox) struct Looked {
    pub until: Timestamp,
    pub seen: Option<Timestamp>,
}

/// What the questions to a company are worded in, by question: to tell by the words of a search which one is
/// looked up.
pub(super) struct Matters {
    stop: &'static [&'static str],
    wordings: Vec<(u32, HashSet<String>)>,
}

impl Matters {
    pub(super) fn of(study: &Study, company: u32, stop: &'static [&'static str]) -> Self {
        let mut wordings = Vec::new();
        let about = &study.panel[company as usize];
        for (index, question) in (0..).zip(&study.questions) {
            if !question.is_for(&about.sector) {
                continue;
            }
            for wording in &question.wordings {
                let text = format!("{} {} {}", question.topic, wording.subject, wording.text);
                let text = text.replace("{company}", &about.name);
                let words = telling(&text, stop, usize::MAX).into_iter().collect();
                wordings.push((index, words));
            }
        }
        Self { stop, wordings }
    }

    /// The question that the words of a search are about: the one in whose wordings most of them stand, of
    /// equals the one with the shortest such wording; `None` where fewer than half of them do, or two fit
    /// alike.
    pub(super) fn guess(&self, words: &str) -> Option<u32> {
        let searched = telling(words, self.stop, 40);
        // By shared words, then by those of the wording that are not.
        let mut best: Option<(usize, usize, u32)> = None;
        let mut alike = false;
        for (index, wording) in &self.wordings {
            let shared = searched.iter().filter(|w| wording.contains(*w)).count();
            let spare = wording.len() - shared;
            let (most, least, of) = best.unwrap_or((0, usize::MAX, *index));
            if shared > most || (shared == most && spare < least) {
                best = Some((shared, spare, *index));
                alike = false;
            } else if (shared, spare) == (most, least) {
                alike |= of != *index;
            }
        }
        best.filter(|(shared, ..)| !alike && *shared > 0 && shared * 2 >= searched.len())
            .map(|(_, _, question)| question)
    }
}

/// One visit: what was opened without a break.
struct Visit<'o> {
    opened: &'o [Opened],
    about: Option<u32>,
}

/// Which of a company's enquiries were looked up on its site, by their place in the plan. `enquiries` are
/// those of the channel that the company offers.
pub(in crate::sandbox) fn looked_up(
    opened: &[Opened],
    enquiries: &[&Enquiry],
) -> HashMap<u32, Looked> {
    let mut visits = visits(opened);
    let mut due: Vec<&Enquiry> = enquiries.to_vec();
    due.sort_by_key(|e| (e.due_at, e.seq));
    let mut looked = HashMap::new();
    // First those whose words say what they are about, then the others in the order of their questions.
    for by_words in [true, false] {
        for enquiry in &due {
            if looked.contains_key(&enquiry.seq) {
                continue;
            }
            let fits = |visit: &Visit<'_>| {
                let late = visit
                    .opened
                    .last()
                    .is_some_and(|o| Some(o.at) >= enquiry.due_at);
                late && (!by_words || visit.about == Some(enquiry.question))
            };
            if let Some(at) = visits.iter().position(fits) {
                looked.insert(enquiry.seq, visits.remove(at).of(enquiry.question));
            }
        }
    }
    looked
}

fn visits(opened: &[Opened]) -> Vec<Visit<'_>> {
    let mut visits: Vec<Visit<'_>> = Vec::new();
    let mut rest = opened;
    while let Some(first) = rest.first() {
        let (mut about, mut last, mut end) = (first.about, first.at, 1);
        for next in &rest[1..] {
            // Another question, or a pause, is another visit.
            let other = next.about.is_some() && about.is_some() && next.about != about;
            if other || next.at.duration_since(last) > APART {
                break;
            }
            about = about.or(next.about);
            last = next.at;
            end += 1;
        }
        visits.push(Visit {
            opened: &rest[..end],
            about,
        });
        rest = &rest[end..];
    }
    visits
}

impl Visit<'_> {
    fn of(&self, question: u32) -> Looked {
        let seen = self.opened.iter().find(|o| o.answers.contains(&question));
        Looked {
            until: self.opened.last().map_or(Timestamp::UNIX_EPOCH, |o| o.at),
            seen: seen.map(|o| o.at),
        }
    }
}
