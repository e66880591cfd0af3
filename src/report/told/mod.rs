//! What companies said, word for word: the answers that contradict each other, and a drawer of all of them with what was
//! made of each. Taken case by case, so that of a wave of any size little is held in memory.

mod drawer;
mod notes;
mod quote;

#[cfg(test)]
mod tests;

pub use drawer::{Drawn, Leaf, address, leaf_title};

use super::coded::Numbered;
use super::page::Quote;
use super::words::{Source, Text, Words, key};
use super::writer::Sealed;
use crate::error::Result;
use crate::model::{Audience, Case, Criterion, Enquiry, Language, Relation, Reply, Study};
use drawer::Drawer;
use jiff::Timestamp;
use std::ops::Range;
use std::path::Path;

/// So many pairs of answers that contradict each other are shown.
pub const MOST_SHOWN: usize = 200;

/// What companies said.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// The first pairs of answers that contradict each other, as in the plan; [`MOST_SHOWN`] at most.
    pub contradictions: Vec<Contradiction>,
    /// How many pairs are coded so, as `codings.csv` counts them.
    pub contradicting: u64,
    /// All answers.
    pub drawer: Drawn,
}

/// Two answers of a company to one question that contradict each other.
#[derive(Debug, Clone)]
pub struct Contradiction {
    /// Index into the panel.
    pub company: u32,
    /// Index into the questions.
    pub question: u32,
    /// What was said on the two channels, the places that differ marked.
    pub said: [Quote; 2],
    /// Who coded it, and why.
    pub coded: Text,
}

/// Takes what companies said, case by case.
#[derive(Debug)]
pub struct Telling<'s> {
    study: &'s Study,
    words: Words,
    audience: Audience,
    /// The cases of a company and question.
    group: Vec<Entry>,
    told: Told,
    drawer: Drawer<'s>,
}

/// An enquiry with what came back.
#[derive(Debug)]
struct Entry {
    enquiry: Enquiry,
    sent_at: Option<Timestamp>,
    replies: Vec<Reply>,
    codings: Vec<Numbered>,
}

impl<'s> Telling<'s> {
    /// Begins; what does not fit into one page is written into files of `folder`.
    pub fn new(study: &'s Study, folder: &Path, words: Words) -> Self {
        Self {
            study,
            words,
            audience: Audience::Team,
            group: Vec::new(),
            told: Told::default(),
            drawer: Drawer::new(study, folder),
        }
    }

    /// Says who reads, and in which words. To be said before the first case.
    pub fn read_by(&mut self, audience: Audience, words: Words) {
        (self.audience, self.words) = (audience, words);
    }

    /// Whether the audience reads word for word what a company said.
    fn quotes(&self, company: u32) -> bool {
        match &self.audience {
            Audience::Team => true,
            Audience::Public => false,
            Audience::Client(id) => {
                let company = self.study.panel.get(company as usize);
                company.is_some_and(|company| company.id == *id)
            }
        }
    }

    /// Takes a case in plan order, with its codings as they stand in `codings.csv`.
    pub fn add(&mut self, case: &Case, codings: &[Numbered]) -> Result<()> {
        let of = |e: &Enquiry| (e.company, e.question);
        let last = self.group.last().map(|entry| of(&entry.enquiry));
        if last.is_some_and(|last| last != of(&case.enquiry)) {
            self.flush()?;
        }
        self.group.push(Entry {
            enquiry: case.enquiry,
            sent_at: None,
            replies: case.replies.clone(),
            codings: codings.to_vec(),
        });
        Ok(())
    }

    /// Says when the enquiry of the last case was sent, as `enquiries.csv` has it.
    pub fn sent(&mut self, enquiry: &Enquiry, at: Option<Timestamp>) {
        if let Some(entry) = self.group.last_mut()
            && entry.enquiry.seq == enquiry.seq
        {
            entry.sent_at = at;
        }
    }

    /// Ends. Returns what was said, and the files that were written for it.
    pub fn finish(mut self) -> Result<(Told, Vec<Sealed>)> {
        self.flush()?;
        let (drawn, files) = self.drawer.finish(&self.words)?;
        self.told.drawer = drawn;
        Ok((self.told, files))
    }

    fn flush(&mut self) -> Result<()> {
        let group = std::mem::take(&mut self.group);
        self.contradictions(&group);
        let quotes = group
            .first()
            .is_some_and(|first| self.quotes(first.enquiry.company));
        if !quotes {
            return Ok(());
        }
        self.drawer.question(group, &self.words)
    }

    /// Keeps the pairs of a group that contradict each other.
    fn contradictions(&mut self, group: &[Entry]) {
        for entry in group {
            let contradicts = |n: &&Numbered| {
                n.counts
                    && n.coding.criterion == Criterion::Relation
                    && n.coding.code == Relation::Contradict.as_str()
            };
            for numbered in entry.codings.iter().filter(contradicts) {
                self.told.contradicting += 1;
                if self.told.contradictions.len() >= MOST_SHOWN
                    || !self.quotes(entry.enquiry.company)
                {
                    continue;
                }
                let coding = &numbered.coding;
                let (Some(seq), (mine, Some(theirs))) = (coding.other, coding.inbounds) else {
                    continue;
                };
                let Some(other) = group.iter().find(|e| e.enquiry.seq == seq) else {
                    continue;
                };
                let (study, words) = (self.study, &self.words);
                let sides = (
                    side(entry, mine, &coding.grounds().spans, study, words),
                    side(other, theirs, &coding.grounds().other_spans, study, words),
                );
                if let (Some(one), Some(two)) = sides {
                    self.told.contradictions.push(Contradiction {
                        company: entry.enquiry.company,
                        question: entry.enquiry.question,
                        said: [one, two],
                        coded: notes::by(words, numbered),
                    });
                }
            }
        }
    }
}

/// One answer of a pair.
fn side(
    entry: &Entry,
    inbound: i64,
    spans: &[Range<usize>],
    study: &Study,
    words: &Words,
) -> Option<Quote> {
    let nth = entry.replies.iter().position(|r| r.inbound == inbound)?;
    Some(entry.quote(nth, spans, study, words))
}

impl Entry {
    /// A reply as it is quoted.
    fn quote(&self, nth: usize, spans: &[Range<usize>], study: &Study, words: &Words) -> Quote {
        let reply = &self.replies[nth];
        let (id, number) = (self.enquiry.id(study), (nth + 1).to_string());
        let cell = |column| {
            Source::cell(
                "answers",
                &[("enquiry_id", &id), ("reply", &number)],
                column,
            )
        };
        let (said, cut) = quote::quoted(&reply.text, spans);
        let head = [
            ("channel", words.channel(Some(self.enquiry.channel)).into()),
            (
                "kind",
                words.say(&key("kind", reply.kind.as_str()), []).into(),
            ),
        ];
        let mut notes = vec![self.when(reply, cell("arrived"), &id, words)];
        if cut {
            notes.push(words.say("reply-cut", []));
        }
        Quote {
            head: words.say("reply-head", head),
            said,
            language: self
                .language(reply.inbound, study)
                .filter(|own| *own != words.language()),
            from: Some(cell("text")),
            notes,
        }
    }

    /// The language of a reply: that of the question, where a coder found that it was kept.
    fn language(&self, inbound: i64, study: &Study) -> Option<Language> {
        let kept = self.codings.iter().any(|n| {
            n.counts
                && n.coding.criterion == Criterion::LanguageKept
                && n.coding.inbounds.0 == inbound
                && n.coding.code == "yes"
        });
        let question = study.questions.get(self.enquiry.question as usize)?;
        let wording = question.wordings.get(self.enquiry.wording as usize)?;
        kept.then_some(wording.language)
    }

    /// When it was asked, and when the reply came.
    fn when(&self, reply: &Reply, arrived: Source, id: &str, words: &Words) -> Text {
        let asked = self.sent_at.map(|at| {
            let source = Source::cell("enquiries", &[("enquiry_id", id)], "sent_at");
            words.moment(at, source)
        });
        let came = reply.answered_at.map(|at| words.moment(at, arrived));
        match (asked, came) {
            (Some(asked), Some(came)) => words.say(
                "reply-when",
                [("asked", asked.into()), ("came", came.into())],
            ),
            (Some(asked), None) => words.say("reply-asked", [("asked", asked.into())]),
            (None, Some(came)) => words.say("reply-came", [("came", came.into())]),
            (None, None) => words.say("reply-no-time", []),
        }
    }
}

/// A question's topic, in the language of the study where it has but one.
#[must_use]
pub fn topic(study: &Study, question: u32, words: &Words) -> Text {
    let topic = study
        .questions
        .get(question as usize)
        .map_or("", |q| q.topic.as_str());
    let column = format!("questions.{question}.topic");
    let from = Source::cell("design", &[], &column);
    match study.languages[..] {
        [only] => words.foreign(only, topic, Some(from)),
        _ => Text::cell(topic, from),
    }
}

/// A company's name.
#[must_use]
pub fn company(study: &Study, place: u32) -> Text {
    let Some(company) = study.panel.get(place as usize) else {
        return Text::default();
    };
    let source = Source::cell("companies", &[("company_id", &company.id)], "company");
    Text::cell(&company.name, source)
}
