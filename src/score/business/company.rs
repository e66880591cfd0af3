//! The clock of each company of a study.

use super::days::ClosedDays;
use super::opening::Opening;
use super::promise::Promised;
use crate::model::{
    Audited, BusinessHours, Calendar, Channel, ClosedDay, Company, Network, OpenSpan, Promise,
    Study, Term,
};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// So long after the cut-off openings are prepared: promises end there, and answers come too late.
const BEHIND: SignedDuration = SignedDuration::from_hours(15 * 24);
/// Openings are prepared for no longer than this; what lies behind is computed when it is asked for.
const LONGEST: SignedDuration = SignedDuration::from_hours(400 * 24);

/// The clocks of all companies. Companies with the same hours, zone and holidays share one.
#[derive(Debug, Clone)]
pub struct Clocks {
    /// By the company's index in the panel.
    companies: Vec<CompanyClock>,
    nowhere: CompanyClock,
}

/// By which hours and days the times of one company are measured.
#[derive(Debug, Clone)]
pub struct CompanyClock {
    zone: TimeZone,
    opening: Option<Arc<Opening>>,
    promises: BTreeMap<Channel, Arc<Promised>>,
}

impl Clocks {
    /// The clocks of a study; `audited` is what the audit of the accounts found, if there was one.
    ///
    /// A promise of the panel goes before one of the audit. The audit's is that of the account that is asked
    /// on the channel, or else of the first of the company's accounts that promises anything; without hours of
    /// its own it is kept in the company's hours, and where these are not known around the clock (*the next
    /// working day* from Monday to Friday).
    #[must_use]
    pub fn new(study: &Study, audited: &[Audited]) -> Self {
        let mut workshop = Workshop::new(study);
        let mut accounts: HashMap<&str, Vec<&Audited>> = HashMap::new();
        for account in audited {
            accounts.entry(&account.company).or_default().push(account);
        }
        let companies = study
            .panel
            .iter()
            .map(|company| {
                let accounts = accounts.get(company.id.as_str());
                workshop.clock(company, accounts.map_or(&[], Vec::as_slice))
            })
            .collect();
        Self {
            companies,
            nowhere: CompanyClock {
                zone: TimeZone::UTC,
                opening: None,
                promises: BTreeMap::new(),
            },
        }
    }

    /// The clock of the company at an index of the panel; outside of the panel one without hours.
    #[must_use]
    pub fn of(&self, company: u32) -> &CompanyClock {
        let index = usize::try_from(company).unwrap_or(usize::MAX);
        self.companies.get(index).unwrap_or(&self.nowhere)
    }
}

impl CompanyClock {
    /// Its zone.
    #[must_use]
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// When it is open; `None` where no hours are known.
    #[must_use]
    pub fn opening(&self) -> Option<&Opening> {
        self.opening.as_deref()
    }

    /// The hours between two moments in which it is open, to the millionth; 0 when `to` is not after `from`.
    /// `None` where no hours are known, and over more than 400 days: a clock went wrong, and it would take long.
    #[must_use]
    pub fn business_hours(&self, from: Timestamp, to: Timestamp) -> Option<f64> {
        let opening = self.opening()?;
        (to.duration_since(from) <= LONGEST).then(|| opening.hours_between(from, to))
    }

    /// Whether an answer came on the day of the sending, by the company's calendar on the wall.
    #[must_use]
    pub fn same_day(&self, sent: Timestamp, answered: Timestamp) -> bool {
        let date = |at: Timestamp| self.zone.to_datetime(at).date();
        date(sent) == date(answered)
    }

    /// The moment until which a customer waits who minds the company's hours: what is asked in the first half of
    /// its day, or before it opens, is answered until it closes; what is asked later may wait for the middle of
    /// its next day, so a question at 16:00 of a service open until 18:00 for the next morning. `None` where no
    /// hours are known, or it is closed for more than a year.
    #[must_use]
    pub fn due(&self, sent: Timestamp) -> Option<Timestamp> {
        let opening = self.opening()?;
        let middle = |opens: Timestamp, closes: Timestamp| {
            let half = closes.duration_since(opens) / 2;
            opens.checked_add(half).ok()
        };
        let today = self.zone.to_datetime(sent).date();
        // A day that goes on over midnight may not be over.
        let mut date = today.yesterday().ok()?;
        let (mut opens, mut closes) = match opening.day(date) {
            Some((opens, closes)) if sent < closes => (opens, closes),
            _ => {
                let (next, opens, closes) = opening.next_day(date)?;
                date = next;
                (opens, closes)
            }
        };
        if closes <= sent {
            (date, opens, closes) = opening.next_day(date)?;
        }
        if sent < middle(opens, closes)? {
            return Some(closes);
        }
        let (_, opens, closes) = opening.next_day(date)?;
        middle(opens, closes)
    }

    /// Whether an answer came [when it was due](Self::due).
    #[must_use]
    pub fn in_due_time(&self, sent: Timestamp, answered: Timestamp) -> Option<bool> {
        Some(answered <= self.due(sent)?)
    }

    /// What the company promised on a channel.
    #[must_use]
    pub fn promise(&self, channel: Channel) -> Option<&Promised> {
        self.promises.get(&channel).map(Arc::as_ref)
    }
}

/// Hours, zone, and by whose days a company is closed: its calendar's, and its country's where the study closes
/// some.
type Key = (BusinessHours, String, Option<&'static str>, String);

struct Workshop<'a> {
    study: &'a Study,
    from: Timestamp,
    to: Timestamp,
    zones: HashMap<&'a str, TimeZone>,
    openings: HashMap<Key, Arc<Opening>>,
    promises: HashMap<(Key, Term), Arc<Promised>>,
}

impl<'a> Workshop<'a> {
    fn new(study: &'a Study) -> Self {
        let from = study.wave.opens;
        let longest = from.checked_add(LONGEST).unwrap_or(Timestamp::MAX);
        let to = study.wave.closes().checked_add(BEHIND);
        Self {
            study,
            from,
            to: to.unwrap_or(Timestamp::MAX).min(longest),
            zones: HashMap::new(),
            openings: HashMap::new(),
            promises: HashMap::new(),
        }
    }

    fn clock(&mut self, company: &'a Company, accounts: &[&Audited]) -> CompanyClock {
        let study = self.study;
        let zone = self.zone(company);
        let fallback = study.clock.hours.as_ref();
        let hours = match &company.service.hours {
            Some(own) => Some(own.clone().settled(fallback)),
            None => fallback.map(|hours| hours.clone().settled(None)),
        };
        let opening = hours.clone().map(|hours| self.opening(company, hours));
        let mut promises = BTreeMap::new();
        for channel in Channel::ALL {
            let (term, told) = match company.service.promises.on(channel) {
                Some(term) => (term, None),
                None => match audited(company, channel, accounts) {
                    Some(promise) => (promise.term, promise.hours),
                    None => continue,
                },
            };
            let hours = match (told, &hours) {
                (Some(told), known) => told.settled(known.as_ref()),
                (None, Some(known)) => known.clone(),
                (None, None) => around(term),
            };
            let service = self.opening(company, hours.clone());
            let promised = self
                .promises
                .entry((self.key(company, hours), term))
                .or_insert_with(|| Arc::new(Promised::new(term, service)));
            promises.insert(channel, Arc::clone(promised));
        }
        CompanyClock {
            zone,
            opening,
            promises,
        }
    }

    fn zone(&mut self, company: &'a Company) -> TimeZone {
        let name = company.timezone.as_deref().unwrap_or(&self.study.timezone);
        let zone = self.zones.entry(name);
        zone.or_insert_with(|| TimeZone::get(name).unwrap_or(TimeZone::UTC))
            .clone()
    }

    fn key(&self, company: &Company, hours: BusinessHours) -> Key {
        let clock = &self.study.clock;
        let named = |day: &ClosedDay| day.country.as_deref() == Some(&company.country);
        let country = if clock.closed.iter().any(named) {
            company.country.clone()
        } else {
            String::new()
        };
        let calendar = company.service.calendar(clock, &company.country);
        let zone = company.timezone.as_deref().unwrap_or(&self.study.timezone);
        (
            hours,
            zone.to_owned(),
            calendar.map(Calendar::country),
            country,
        )
    }

    fn opening(&mut self, company: &'a Company, hours: BusinessHours) -> Arc<Opening> {
        let key = self.key(company, hours.clone());
        if let Some(known) = self.openings.get(&key) {
            return Arc::clone(known);
        }
        let clock = &self.study.clock;
        let calendar = company.service.calendar(clock, &company.country);
        let closed = ClosedDays::of(clock, calendar, &company.country);
        let zone = self.zone(company);
        let opening = Arc::new(Opening::new(hours, zone, closed, self.from, self.to));
        self.openings.insert(key, Arc::clone(&opening));
        opening
    }
}

/// The hours of a promise where none are known.
fn around(term: Term) -> BusinessHours {
    match term {
        Term::Minutes(_) | Term::SameDay => BusinessHours::always(),
        Term::NextWorkingDay => {
            let days = [true, true, true, true, true, false, false];
            BusinessHours::weekly(days, OpenSpan { from: 0, to: 1440 })
        }
    }
}

/// What an account on the network of a channel promises.
fn audited(company: &Company, channel: Channel, accounts: &[&Audited]) -> Option<Promise> {
    let network = Network::of(channel)?;
    let asked = company.handles(network).next().unwrap_or_default();
    let on_it = || accounts.iter().filter(|account| account.network == network);
    let is_asked = |account: &&&Audited| account.handle.eq_ignore_ascii_case(asked);
    on_it()
        .find(is_asked)
        .and_then(|account| account.promise())
        .or_else(|| on_it().find_map(|account| account.promise()))
}

#[cfg(test)]
#[path = "company_tests.rs"]
mod tests;
