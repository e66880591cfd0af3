//! The tables of a report, row by row.

use crate::model::{Channel, Channels, Criterion, Disposition, Network, Scale};
use crate::report::codebook;
use crate::score::compare::Design;
use crate::score::consistency::Agreement;
use crate::score::statistics::Observation;
use crate::score::{Account, Codes, Effort, Unit, first_word};
use crate::sheet::{Notes, Row, Table, near, nearest, quote};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};

/// Names are proposed from lists shorter than this.
const MOST_NAMES: usize = 2_000;

/// Reads `companies.csv`, whose companies must be those of the design.
pub(super) fn companies(text: &str, notes: &Notes, design: &Design) {
    let columns = ["company_id"];
    let Some(mut table) = Table::with_others(text, notes, &columns, &columns) else {
        return;
    };
    let names = Names::of(design.panel.iter().map(|c| c.id.as_str()));
    let mut seen = HashSet::new();
    while let Some(row) = table.next_row() {
        seen.extend(names.get("company_id", "company", &row, notes));
    }
    if seen.len() < design.panel.len() && !notes.has_syntax() {
        notes.missing(
            None,
            format!(
                "{} of the {} companies in design.json are missing",
                design.panel.len() - seen.len(),
                design.panel.len()
            ),
            Some(super::AGAIN.to_owned()),
        );
    }
}

/// Reads `profiles.csv`: the accounts that are there.
pub(super) fn accounts(
    text: &str,
    notes: &Notes,
    design: &Design,
    mut take: impl FnMut(usize, Account),
) {
    const COLUMNS: [&str; 8] = [
        "company_id",
        "network",
        "found",
        "kind",
        "default_avatar",
        "posts_read",
        "replies",
        "signed_share",
    ];
    let Some(mut table) = Table::with_others(text, notes, &COLUMNS, &COLUMNS) else {
        return;
    };
    let names = Names::of(design.panel.iter().map(|c| c.id.as_str()));
    let parse = |word: &str| Network::ALL.into_iter().find(|n| n.as_str() == word);
    let words = || Network::ALL.map(Network::as_str).to_vec();
    while let Some(row) = table.next_row() {
        if !row.whole {
            continue;
        }
        let company = names.get("company_id", "company", &row, notes);
        let network = word(&row, "network", notes, parse, words);
        let found = row.need("found", notes).map(|(text, _)| text == "found");
        let kind = row.get("kind").map(|(text, _)| text == "service");
        let default_avatar = truth(&row, "default_avatar", notes);
        let posts = number(&row, "posts_read", notes).map(whole);
        let replies = number(&row, "replies", notes).map(whole);
        let signed = number(&row, "signed_share", notes);
        if let (Some(company), Some(network), Some(true)) = (company, network, found) {
            let account = Account {
                network,
                service: kind,
                default_avatar,
                posts: posts.unwrap_or(0).into(),
                replies: replies.unwrap_or(0).into(),
                signed,
            };
            take(company as usize, account);
        }
    }
}

const ENQUIRIES: [&str; 26] = [
    "wave",
    "company_id",
    "question_id",
    "channel",
    "persona",
    "wording",
    "disposition",
    "sent_at",
    "censored",
    "hours_to_first_reply",
    "hours_observed",
    "business_hours_to_first_reply",
    "business_hours_observed",
    "weekday",
    "same_day",
    "first_reply_same_day",
    "in_due_time",
    "satisfied",
    "promise_kept",
    "promised_hours",
    "first_contact",
    "clicks",
    "seconds",
    "staff_minutes",
    "noticed",
    "enquiry_id",
];

/// Reads `enquiries.csv`. The rows stand in the order of the plan.
pub(super) fn enquiries(text: &str, notes: &Notes, design: &Design, mut take: impl FnMut(Unit)) {
    let criteria: Vec<Criterion> = codebook::coded().collect();
    let mut columns = ENQUIRIES.to_vec();
    columns.extend(criteria.iter().map(|c| c.as_str()));
    let Some(mut table) = Table::with_others(text, notes, &columns, &columns) else {
        return;
    };
    let mut reader = Reader {
        notes,
        design,
        companies: Names::of(design.panel.iter().map(|c| c.id.as_str())),
        questions: Names::of(design.questions.iter().map(|q| q.id.as_str())),
        personas: Names::of(design.personas.iter().map(String::as_str)),
        criteria,
        seen: HashSet::new(),
    };
    for seq in 0.. {
        let Some(row) = table.next_row() else { break };
        if notes.is_full() {
            break;
        }
        if let Some(unit) = reader.unit(seq, &row) {
            take(unit);
        }
    }
}

struct Reader<'a> {
    notes: &'a Notes,
    design: &'a Design,
    companies: Names<'a>,
    questions: Names<'a>,
    personas: Names<'a>,
    criteria: Vec<Criterion>,
    seen: HashSet<(u32, u32, Channel)>,
}

impl Reader<'_> {
    fn unit(&mut self, seq: u32, row: &Row<'_, '_>) -> Option<Unit> {
        let notes = self.notes;
        if !row.whole {
            return None;
        }
        if let Some((wave, at)) = row.need("wave", notes)
            && wave != self.design.wave
        {
            let message = format!("the wave {} is not that of design.json", quote(wave));
            notes.at(at, message, Some(super::AGAIN.to_owned()));
        }
        let company = self.companies.get("company_id", "company", row, notes);
        let question = self.questions.get("question_id", "question", row, notes);
        let persona = self.personas.get("persona", "persona", row, notes);
        let channel = word(row, "channel", notes, Channel::parse, || {
            Channel::ALL.map(Channel::as_str).to_vec()
        });
        let disposition = word(row, "disposition", notes, Disposition::parse, || {
            Disposition::ALL.iter().map(|d| d.as_str()).collect()
        });
        let sent_at = row.get("sent_at").and_then(|(text, at)| {
            let moment = text.parse::<Timestamp>().ok();
            if moment.is_none() {
                let hint = "expected RFC 3339, such as 2026-11-02T09:00:00Z".to_owned();
                notes.at(at, format!("{} is no moment", quote(text)), Some(hint));
            }
            moment
        });
        let censored = truth(row, "censored", notes);
        let awaited = |hours: Option<f64>| {
            Some(Observation {
                hours: hours?,
                event: !censored?,
            })
        };
        let observed = number(row, "hours_observed", notes);
        let business = number(row, "business_hours_observed", notes);
        let first_reply = number(row, "hours_to_first_reply", notes);
        let first_business = number(row, "business_hours_to_first_reply", notes);
        let satisfied = number(row, "satisfied", notes);
        let (clicks, seconds) = (number(row, "clicks", notes), number(row, "seconds", notes));
        let codes = self.codes(row);
        let same_day = truth(row, "same_day", notes);
        let first_same_day = truth(row, "first_reply_same_day", notes);
        let in_due_time = truth(row, "in_due_time", notes);
        let staff_minutes = number(row, "staff_minutes", notes).map(whole);
        let promise_kept = truth(row, "promise_kept", notes);
        let promised_hours = number(row, "promised_hours", notes);
        let first_contact = truth(row, "first_contact", notes);
        let noticed = truth(row, "noticed", notes).unwrap_or(false);
        let (company, question, channel) = (company?, question?, channel?);
        let (disposition, persona) = (disposition?, persona?);
        let wording = self.wording(question, row)?;
        if !self.seen.insert((company, question, channel)) {
            let message = "this company was asked this question by this channel in a row above";
            notes.at(row.at, message, Some(super::AGAIN.to_owned()));
        }
        let weekday = row.get("weekday").and_then(|(text, at)| {
            let day = codebook::WEEKDAYS.iter().position(|day| *day == text);
            if day.is_none() {
                let hint = format!("expected {}", codebook::WEEKDAYS.join(", "));
                notes.at(at, format!("{} is no weekday", quote(text)), Some(hint));
            }
            u8::try_from(day?).ok()
        });
        Some(Unit {
            seq,
            company,
            question,
            channel,
            persona: u16::try_from(persona).unwrap_or(u16::MAX),
            wording,
            disposition,
            sent_second: sent_at.map(Timestamp::as_second).into(),
            weekday: weekday.into(),
            answer: awaited(observed).into(),
            first_reply: first_word(disposition, first_reply, observed).into(),
            business: awaited(business).into(),
            first_business: first_word(disposition, first_business, business).into(),
            same_day,
            first_same_day,
            in_due_time,
            satisfied: satisfied.into(),
            promise_kept,
            promised_hours: promised_hours.into(),
            first_contact,
            effort: clicks
                .zip(seconds)
                .map(|(clicks, seconds)| Effort {
                    clicks: whole(clicks),
                    seconds,
                })
                .into(),
            staff_minutes: staff_minutes.into(),
            noticed,
            codes,
        })
    }

    fn codes(&self, row: &Row<'_, '_>) -> Codes {
        let mut codes = Codes::default();
        for criterion in &self.criteria {
            let Some((code, at)) = row.get(criterion.as_str()) else {
                continue;
            };
            let known = match criterion.scale() {
                Scale::Nominal(words) => words.contains(&code),
                Scale::Interval(..) => code.parse::<u32>().is_ok(),
            };
            if known {
                codes.set(*criterion, code);
            } else {
                let hint = match criterion.scale() {
                    Scale::Nominal(words) => nearest(code, words.iter().copied()),
                    Scale::Interval(..) => Some("expected a whole number".to_owned()),
                };
                let message = format!("{} is no code of {criterion}", quote(code));
                self.notes.at(at, message, hint);
            }
        }
        codes
    }

    /// The place of the wording in its question.
    fn wording(&self, question: u32, row: &Row<'_, '_>) -> Option<u16> {
        let (id, at) = row.need("wording", self.notes)?;
        let asked = self.design.questions.get(question as usize)?;
        let place = asked.wordings.iter().position(|wording| wording == id);
        if place.is_none() {
            let message = format!(
                "the question {} has no wording {}",
                quote(&asked.id),
                quote(id)
            );
            self.notes.at(at, message, Some(super::AGAIN.to_owned()));
        }
        u16::try_from(place?).ok()
    }
}

/// Reads `consistency.csv`.
pub(super) fn consistency(text: &str, notes: &Notes, design: &Design) -> Vec<Agreement> {
    const COLUMNS: [&str; 8] = [
        "company_id",
        "question_id",
        "channels_asked",
        "channels_answered",
        "pairs_agree",
        "pairs_contradict",
        "pairs_undecided",
        "different_answers",
    ];
    let mut agreements = Vec::new();
    let Some(mut table) = Table::with_others(text, notes, &COLUMNS, &COLUMNS) else {
        return agreements;
    };
    let companies = Names::of(design.panel.iter().map(|c| c.id.as_str()));
    let questions = Names::of(design.questions.iter().map(|q| q.id.as_str()));
    let mut seen = HashSet::new();
    while let Some(row) = table.next_row() {
        if !row.whole {
            continue;
        }
        let company = companies.get("company_id", "company", &row, notes);
        let question = questions.get("question_id", "question", &row, notes);
        let count = |column| {
            let number = number(&row, column, notes)?;
            Some(whole(number))
        };
        let needed = |column| row.need(column, notes).and_then(|_| count(column));
        let pairs = ["pairs_agree", "pairs_contradict", "pairs_undecided"].map(needed);
        let different = count("different_answers");
        let asked = channels(&row, "channels_asked", notes);
        let answered = channels(&row, "channels_answered", notes);
        let (Some(company), Some(question)) = (company, question) else {
            continue;
        };
        if !seen.insert((company, question)) {
            let message = "this company and question stand in a row above";
            notes.at(row.at, message, Some(super::AGAIN.to_owned()));
        }
        if let [Some(agree), Some(contradict), Some(unsure)] = pairs {
            agreements.push(Agreement {
                company,
                question,
                asked,
                answered,
                agree,
                contradict,
                unsure,
                different,
            });
        }
    }
    agreements
}

fn channels(row: &Row<'_, '_>, column: &str, notes: &Notes) -> Channels {
    let Some((text, at)) = row.get(column) else {
        return Channels::default();
    };
    let mut found = Channels::default();
    for word in text.split('|') {
        let Some(channel) = Channel::parse(word) else {
            let hint = nearest(word, Channel::ALL.map(Channel::as_str));
            notes.at(at, format!("{} is no channel", quote(word)), hint);
            break;
        };
        if !found.insert(channel) {
            notes.at(at, format!("{channel} is there twice"), None);
            break;
        }
    }
    found
}

/// Ids with their places.
struct Names<'a> {
    places: HashMap<&'a str, u32>,
}

impl<'a> Names<'a> {
    fn of(ids: impl Iterator<Item = &'a str>) -> Self {
        Self {
            places: ids.zip(0..).collect(),
        }
    }

    /// The place of the id in a column; what is not known is written down.
    fn get(&self, column: &str, what: &str, row: &Row<'_, '_>, notes: &Notes) -> Option<u32> {
        let (id, at) = row.need(column, notes)?;
        let place = self.places.get(id).copied();
        if place.is_none() {
            let close = (self.places.len() < MOST_NAMES)
                .then(|| near(id, self.places.keys().copied()))
                .flatten();
            let hint = close.map_or_else(
                || super::AGAIN.to_owned(),
                |c| format!("did you mean `{c}`?"),
            );
            let message = format!("design.json knows no {what} {}", quote(id));
            notes.at(at, message, Some(hint));
        }
        place
    }
}

fn word<T>(
    row: &Row<'_, '_>,
    column: &str,
    notes: &Notes,
    parse: impl Fn(&str) -> Option<T>,
    known: impl FnOnce() -> Vec<&'static str>,
) -> Option<T> {
    let (text, at) = row.need(column, notes)?;
    let found = parse(text);
    if found.is_none() {
        let known = known();
        let hint = nearest(text, known.iter().copied())
            .unwrap_or_else(|| format!("expected {}", known.join(", ")));
        notes.at(at, format!("{} is no {column}", quote(text)), Some(hint));
    }
    found
}

fn truth(row: &Row<'_, '_>, column: &str, notes: &Notes) -> Option<bool> {
    let (text, at) = row.get(column)?;
    let found = text.parse().ok();
    if found.is_none() {
        let hint = "expected true, false or nothing".to_owned();
        notes.at(at, format!("`{column}` is {}", quote(text)), Some(hint));
    }
    found
}

/// A number of 0 or more.
fn number(row: &Row<'_, '_>, column: &str, notes: &Notes) -> Option<f64> {
    let (text, at) = row.get(column)?;
    let found: Option<f64> = text.parse().ok();
    let found = found.filter(|number| number.is_finite() && *number >= 0.0);
    if found.is_none() {
        let hint = "expected a decimal number of 0 or more, or nothing".to_owned();
        notes.at(at, format!("`{column}` is {}", quote(text)), Some(hint));
    }
    found
}

/// A count; greater ones than there can be are the greatest.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a number of 0 or more saturates"
)]
const fn whole(number: f64) -> u32 {
    number as u32
}
