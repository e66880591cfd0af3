//! When a company may be contacted next, whatever the plan says.
//!
//! The plan keeps spacing, caps and hours. But a machine that slept for three days wakes with three
//! days of enquiries due at once, and a company must not get them in one minute. So the rules are
//! kept a second time here, against what really happened.

use crate::error::{Error, Result};
use crate::model::Study;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};
use std::collections::HashMap;

/// The contacts that every company has had, and the rules for the next one.
pub struct Pace<'s> {
    study: &'s Study,
    /// The zone of each company.
    zones: Vec<TimeZone>,
    /// When each company was contacted, in order of time; at most `contacts_per_company` each.
    contacts: Vec<Vec<Timestamp>>,
}

impl<'s> Pace<'s> {
    /// No company has been contacted yet.
    ///
    /// # Errors
    /// [`Error::Refused`] for a time zone that this program does not know.
    pub fn new(study: &'s Study) -> Result<Self> {
        let mut known: HashMap<&str, TimeZone> = HashMap::new();
        let mut zones = Vec::with_capacity(study.panel.len());
        for company in &study.panel {
            let name = company.timezone.as_deref().unwrap_or(&study.timezone);
            if !known.contains_key(name) {
                let zone = TimeZone::get(name).map_err(|_| Error::Refused {
                    message: format!("{}: unknown time zone {name}", company.id),
                    hint: "`shopper check` names the place in the study files".to_owned(),
                })?;
                known.insert(name, zone);
            }
            zones.push(known[name].clone());
        }
        Ok(Self {
            study,
            contacts: vec![Vec::new(); zones.len()],
            zones,
        })
    }

    /// Notes a contact. Contacts of one company are noted in the order of time.
    pub fn record(&mut self, company: u32, at: Timestamp) {
        self.contacts[company as usize].push(at);
    }

    /// Takes back the last contact noted: it did not come about.
    pub fn retract(&mut self, company: u32) {
        self.contacts[company as usize].pop();
    }

    /// The first moment from `now` on at which a company may be contacted; `None` when it may not
    /// be any more in this wave.
    #[must_use]
    pub fn allowed_at(&self, company: u32, now: Timestamp) -> Option<Timestamp> {
        let design = &self.study.design;
        let contacts = &self.contacts[company as usize];
        if contacts.len() >= design.contacts_per_company as usize {
            return None;
        }
        let zone = &self.zones[company as usize];
        let mut moment = now.max(self.study.wave.opens);
        if let Some(last) = contacts.last() {
            moment = moment.max(last.checked_add(design.spacing).ok()?);
        }
        let mut local = moment.to_zoned(zone.clone());
        let that_day = contacts
            .iter()
            .rev()
            .take_while(|at| at.to_zoned(zone.clone()).date() == local.date())
            .count();
        if that_day >= design.daily_cap_per_company as usize {
            local = start(&local, local.date().tomorrow().ok()?)?;
        }
        // At most a week of closed days lies ahead.
        for _ in 0..=7 {
            let time = local.time();
            let open =
                design.days[usize::from(local.weekday().to_monday_zero_offset().unsigned_abs())];
            if !open || time >= design.hours_to {
                local = start(&local, local.date().tomorrow().ok()?)?;
            } else if time < design.hours_from {
                let day = local.date();
                local = day
                    .to_datetime(design.hours_from)
                    .to_zoned(local.time_zone().clone())
                    .ok()?;
            } else {
                let latest = self.study.wave.closes().checked_sub(design.patience).ok()?;
                let moment = local.timestamp();
                return (moment <= latest).then_some(moment);
            }
        }
        None
    }
}

/// The first moment of a day in the zone of `like`.
fn start(like: &Zoned, day: Date) -> Option<Zoned> {
    let start = day.to_zoned(like.time_zone().clone()).ok()?;
    // Where the clock leaps over midnight the day begins later; never before it.
    Some(if start.date() < day {
        start.checked_add(1.hour()).ok()?
    } else {
        start
    })
}
