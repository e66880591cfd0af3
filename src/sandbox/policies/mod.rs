//! What companies of each sector have as their policies, and how they word them.
//!
//! A policy file holds for each question of a sector's bank several *stances*: the first says what the
//! bank's reference says, each other one contradicts it and the rest on what is asked. Each stance is worded
//! several times in each language, short for posts and chats, long for mails and pages. Beside them stand
//! *asides*: other things that such companies have rules about, with figures of the same kinds, which are
//! said along with an answer and answer nothing. Only the market reads these files: nothing that reads or
//! judges answers knows them.

mod stances;

use crate::model::{Language, Question, Study};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

pub(super) use stances::{Desk, content, own};

/// The policies of one sector.
struct Policies {
    sector: &'static str,
    read: LazyLock<Book>,
}

macro_rules! policies {
    ($sector:literal, $file:literal) => {
        Policies {
            sector: $sector,
            // A test reads them all; what does not parse is as if it were not there.
            read: LazyLock::new(|| read(include_str!($file)).unwrap_or_default()),
        }
    };
}

static SECTORS: [Policies; 10] = [
    policies!("fashion retail", "fashion-retail.toml"),
    policies!("food and wine retail", "food-and-wine-retail.toml"),
    policies!("consumer electronics", "consumer-electronics.toml"),
    policies!("entertainment retail", "entertainment-retail.toml"),
    policies!("banking", "banking.toml"),
    policies!("insurance", "insurance.toml"),
    policies!("telecoms", "telecoms.toml"),
    policies!("utilities", "utilities.toml"),
    policies!("travel", "travel.toml"),
    policies!("electronics manufacture", "electronics-manufacture.toml"),
];

/// A file of policies as it is read.
#[derive(Default)]
struct Book {
    questions: HashMap<String, Policy>,
    asides: Vec<Aside>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    question: Vec<Policy>,
    aside: Vec<Aside>,
}

fn read(text: &str) -> Result<Book, toml::de::Error> {
    let file: File = toml::from_str(text)?;
    let by_id = file.question.into_iter().map(|p| (p.id.clone(), p));
    Ok(Book {
        questions: by_id.collect(),
        asides: file.aside,
    })
}

/// What companies have as their policy about one question.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Policy {
    /// The question in the bank.
    id: String,
    /// The bank's reference: a study that knows another right answer has nothing to do with these policies.
    reference: String,
    /// What the question is about: asides about any of it do not stand beside the answer.
    topics: Vec<String>,
    stance: Vec<Tongues<Wordings>>,
}

/// Something by language; what a language lacks is `None`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tongues<T> {
    en: Option<T>,
    nl: Option<T>,
    fr: Option<T>,
    de: Option<T>,
}

impl<T> Tongues<T> {
    const fn of(&self, language: Language) -> Option<&T> {
        match language {
            Language::En => self.en.as_ref(),
            Language::Nl => self.nl.as_ref(),
            Language::Fr => self.fr.as_ref(),
            Language::De => self.de.as_ref(),
        }
    }
}

/// One stance in one language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wordings {
    /// For posts and chats.
    short: Vec<String>,
    /// For mails and pages.
    long: Vec<String>,
}

/// Another rule of such a company.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Aside {
    topics: Vec<String>,
    text: Tongues<String>,
}

/// How much room an answer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// A post or a line in a chat.
    Short,
    /// A mail or a page.
    Long,
}

fn book(sector: &str) -> Option<&'static Book> {
    let of = SECTORS.iter().find(|p| p.sector == sector)?;
    Some(&of.read)
}

/// What a company's policy about a question may be: `None` where the study is none of the kind that the
/// policies were written for, knows another right answer, or where the company's language has no wording.
pub(super) fn policy(study: &Study, company: u32, question: u32) -> Option<&'static Policy> {
    let (about, asked) = (
        study.panel.get(company as usize)?,
        study.questions.get(question as usize)?,
    );
    let policy = book(&about.sector)?.questions.get(&asked.id)?;
    let own = |r: &crate::model::Reference| r.company == company && r.question == question;
    let known = asked.reference.as_ref() == Some(&policy.reference)
        && !study.references.iter().any(own)
        && policy.stances(about.language) > 1;
    known.then_some(policy)
}

impl Policy {
    /// How many stances are worded in a language; 0 unless the first is.
    fn stances(&self, language: Language) -> usize {
        let worded = |t: &&Tongues<Wordings>| t.of(language).is_some();
        self.stance.iter().take_while(worded).count()
    }

    /// The wordings of a stance that fit the room.
    pub(super) fn wordings(&self, language: Language, stance: u8, room: Room) -> &[String] {
        let of = self.stance.get(usize::from(stance));
        of.and_then(|t| t.of(language)).map_or(&[], |w| match room {
            Room::Short => &w.short,
            Room::Long => &w.long,
        })
    }
}

/// The asides in the company's language that may stand beside its answer to a question.
pub(super) fn asides(study: &Study, company: u32, question: u32) -> Vec<&'static str> {
    let Some(policy) = policy(study, company, question) else {
        return Vec::new();
    };
    let about = &study.panel[company as usize];
    let all = book(&about.sector).map_or(&[][..], |b| &b.asides);
    all.iter()
        .filter(|a| !a.topics.iter().any(|t| policy.topics.contains(t)))
        .filter_map(|a| a.text.of(about.language).map(String::as_str))
        .collect()
}

/// Every text in which a company may answer a question by mail or on a page by its policies, in every
/// language; empty where none are known for the question. What the bank says itself is not among them.
#[must_use]
pub fn wordings_at_length(question: &Question) -> Vec<&'static str> {
    let known = SECTORS
        .iter()
        .filter(|p| question.is_for(p.sector))
        .filter_map(|p| p.read.questions.get(&question.id))
        .filter(|p| question.reference.as_ref() == Some(&p.reference));
    let stances = known.flat_map(|p| &p.stance);
    stances
        .flat_map(|s| Language::ALL.map(|l| s.of(l)))
        .flatten()
        .flat_map(|w| w.long.iter().map(String::as_str))
        .collect()
}

#[cfg(test)]
mod tests;
