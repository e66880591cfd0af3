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

    /// Notes a contact.
    pub fn record(&mut self, company: u32, at: Timestamp) {
        let contacts = &mut self.contacts[company as usize];
        let place = contacts.partition_point(|earlier| *earlier <= at);
        contacts.insert(place, at);
    }

    /// Takes back a contact that was noted for a moment: it did not come about.
    pub fn retract(&mut self, company: u32, at: Timestamp) {
        let contacts = &mut self.contacts[company as usize];
        if let Some(place) = contacts.iter().rposition(|noted| *noted == at) {
            contacts.remove(place);
        }
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
                // The plan leaves the whole patience. What comes late, because a pass of cron
                // came after it or the machine slept, may use up half of it: an answer then still
                // has time, and dropping the enquiry would be worse.
                let closes = self.study.wave.closes();
                let latest = closes.checked_sub(design.patience / 2).ok()?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Company, Design, Language, Study, StudyKind, Wave};
    use jiff::SignedDuration;
    use jiff::civil::time;
    use std::collections::BTreeMap;

    fn study(zone: &str) -> Study {
        Study {
            id: "s".to_owned(),
            title: "S".to_owned(),
            kind: StudyKind::Own,
            seed: 1,
            languages: vec![Language::En],
            timezone: zone.to_owned(),
            wave: Wave {
                id: "w".to_owned(),
                opens: at("2026-03-26T00:00:00Z"),
                cut_off: SignedDuration::from_hours(14 * 24),
            },
            design: Design {
                questions: BTreeMap::new(),
                spacing: SignedDuration::from_hours(2),
                daily_cap_per_company: 2,
                contacts_per_company: 4,
                hours_from: time(9, 0, 0, 0),
                hours_to: time(17, 0, 0, 0),
                days: [true, true, true, true, true, false, false],
                patience: SignedDuration::from_hours(48),
                staff_minutes_per_enquiry: 5,
            },
            personas: Vec::new(),
            email: None,
            social: BTreeMap::new(),
            consents: Vec::new(),
            web: crate::model::Web::default(),
            llm: None,
            gate: None,
            clock: crate::model::BusinessClock::default(),
            scoring: crate::model::Scoring::default(),
            reporting: crate::model::Reporting::default(),
            outside: Vec::new(),
            panel: vec![Company {
                id: "c".to_owned(),
                name: "C".to_owned(),
                sector: "x".to_owned(),
                country: String::new(),
                language: Language::En,
                timezone: None,
                contact_points: BTreeMap::new(),
                site: None,
                form_pins: crate::model::FormPins::default(),
                service: crate::model::Service::default(),
            }],
            questions: Vec::new(),
            references: Vec::new(),
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn spacing_cap_hours_and_the_cap_of_the_wave_are_kept() {
        let study = study("Europe/London");
        let mut pace = Pace::new(&study).unwrap();
        let ask = |pace: &Pace<'_>, now| pace.allowed_at(0, at(now));
        // Before opening time, and on the dot of closing time.
        assert_eq!(
            ask(&pace, "2026-03-26T06:00:00Z"),
            Some(at("2026-03-26T09:00:00Z"))
        );
        assert_eq!(
            ask(&pace, "2026-03-26T17:00:00Z"),
            Some(at("2026-03-27T09:00:00Z"))
        );
        pace.record(0, at("2026-03-26T10:00:00Z"));
        assert_eq!(
            ask(&pace, "2026-03-26T10:01:00Z"),
            Some(at("2026-03-26T12:00:00Z"))
        );
        pace.record(0, at("2026-03-26T12:00:00Z"));
        // Two a day: the next is on Friday.
        assert_eq!(
            ask(&pace, "2026-03-26T14:30:00Z"),
            Some(at("2026-03-27T09:00:00Z"))
        );
        pace.record(0, at("2026-03-27T16:00:00Z"));
        // Over the weekend, in which summer time begins: nine o'clock is an hour earlier.
        assert_eq!(
            ask(&pace, "2026-03-27T16:30:00Z"),
            Some(at("2026-03-30T08:00:00Z"))
        );
        pace.record(0, at("2026-03-30T08:00:00Z"));
        assert_eq!(ask(&pace, "2026-03-31T10:00:00Z"), None, "four in a wave");
        pace.retract(0, at("2026-03-30T08:00:00Z"));
        assert!(ask(&pace, "2026-03-31T10:00:00Z").is_some());
    }

    #[test]
    fn what_comes_too_late_for_an_answer_is_not_sent() {
        let study = study("UTC");
        let pace = Pace::new(&study).unwrap();
        let latest = at("2026-04-08T00:00:00Z");
        assert!(pace.allowed_at(0, at("2026-04-07T16:59:00Z")).is_some());
        assert_eq!(pace.allowed_at(0, latest), None);
    }
}
