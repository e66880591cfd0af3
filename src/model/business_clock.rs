//! By which hours and days times are measured beside the clock on the wall: what a study and its companies say.

use super::{BusinessHours, Calendar, Expectation, HOLIDAY_RULES, OpenSpan, Promises};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// [clock] of a study. It changes nothing about what is asked, only how times are measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusinessClock {
    /// The hours of companies that tell none; `None` leaves those without business hours.
    pub hours: Option<BusinessHours>,
    /// Whether public holidays of a company's country close it.
    pub holidays: bool,
    /// Further days on which companies are closed.
    pub closed: BTreeSet<ClosedDay>,
    /// How long customers wait.
    pub expectation: Expectation,
}

/// A day on which companies are closed whatever their hours are, but for those that are always open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClosedDay {
    /// The day.
    pub date: Date,
    /// The country whose companies are closed; `None` for all.
    pub country: Option<String>,
    /// Why, for the report; may be empty.
    pub name: String,
}

/// When a company is there, and what it promises.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its own hours; the study's where it tells none.
    pub hours: Option<BusinessHours>,
    /// Its own calendar; that of its country where it tells none.
    pub holidays: Option<HolidaysOf>,
    /// What it promises.
    pub promises: Promises,
}

/// Whose public holidays close a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidaysOf {
    /// No one's.
    Nobody,
    /// Those of a country, by its code.
    Country(String),
}

impl Default for BusinessClock {
    /// Monday to Friday from 9 to 17, when enquiries go out by default, but on public holidays of the company's country.
    fn default() -> Self {
        let span = OpenSpan {
            from: 9 * 60,
            to: 17 * 60,
        };
        let days = [true, true, true, true, true, false, false];
        Self {
            hours: Some(BusinessHours::weekly(days, span)),
            holidays: true,
            closed: BTreeSet::new(),
            expectation: Expectation::default(),
        }
    }
}

impl BusinessClock {
    /// Everything that it says, in one line that is the same for the same clock: two waves whose lines differ were
    /// measured differently.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let hours = self
            .hours
            .as_ref()
            .map_or_else(|| "none".to_owned(), ToString::to_string);
        let holidays = if self.holidays {
            format!("of the country, rules {HOLIDAY_RULES}")
        } else {
            "none".to_owned()
        };
        let closed: Vec<String> = self
            .closed
            .iter()
            .map(|day| match &day.country {
                Some(country) => format!("{} {country}", day.date),
                None => day.date.to_string(),
            })
            .collect();
        format!(
            "hours: {hours} | holidays: {holidays} | closed: {} | expectation: {}",
            closed.join(", "),
            self.expectation
        )
    }
}

impl Service {
    /// Everything that it says, in one line; empty where it says nothing.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.hours.as_ref().map(|hours| format!("hours: {hours}")));
        parts.extend(self.holidays.as_ref().map(|of| match of {
            HolidaysOf::Nobody => "holidays: none".to_owned(),
            HolidaysOf::Country(country) => format!("holidays: {country}"),
        }));
        if !self.promises.is_empty() {
            parts.push(format!("promise: {}", self.promises));
        }
        parts.join(" | ")
    }

    /// The country by whose calendar a company of `country` is closed, whether or not there is one.
    #[must_use]
    pub fn holiday_country<'a>(
        &'a self,
        clock: &BusinessClock,
        country: &'a str,
    ) -> Option<&'a str> {
        match &self.holidays {
            Some(HolidaysOf::Nobody) => None,
            Some(HolidaysOf::Country(code)) => Some(code),
            None => (clock.holidays && !country.is_empty()).then_some(country),
        }
    }

    /// The calendar by which a company of `country` is closed.
    #[must_use]
    pub fn calendar(&self, clock: &BusinessClock, country: &str) -> Option<&'static Calendar> {
        self.holiday_country(clock, country).and_then(Calendar::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_fingerprint_tells_clocks_apart() {
        let plain = BusinessClock::default();
        assert_eq!(
            plain.fingerprint(),
            "hours: mon-fri 09:00-17:00 | holidays: of the country, rules 1 | closed:  | \
             expectation: 5m 1, 10m 0.88, 30m 0.76, 1h 0.66, 36h 0.5, 72h 0.33"
        );
        let day = |country: Option<&str>| ClosedDay {
            date: date(2026, 12, 24),
            country: country.map(ToOwned::to_owned),
            name: String::new(),
        };
        let others = [
            BusinessClock {
                hours: None,
                ..plain.clone()
            },
            BusinessClock {
                holidays: false,
                ..plain.clone()
            },
            BusinessClock {
                closed: [day(None)].into(),
                ..plain.clone()
            },
            BusinessClock {
                closed: [day(Some("NL"))].into(),
                ..plain.clone()
            },
        ];
        let mut lines: BTreeSet<String> = others.iter().map(BusinessClock::fingerprint).collect();
        lines.insert(plain.fingerprint());
        assert_eq!(lines.len(), 5, "{lines:?}");
    }

    #[test]
    fn a_company_says_whose_holidays_close_it() {
        let clock = BusinessClock::default();
        let of = |holidays| Service {
            holidays,
            ..Service::default()
        };
        let country = |service: &Service, country: &str| {
            service.calendar(&clock, country).map(Calendar::country)
        };
        assert_eq!(country(&of(None), "GB"), Some("GB"));
        assert_eq!(country(&of(None), ""), None);
        assert_eq!(country(&of(None), "JP"), None);
        assert_eq!(country(&of(Some(HolidaysOf::Nobody)), "GB"), None);
        let dutch = of(Some(HolidaysOf::Country("NL".to_owned())));
        assert_eq!(country(&dutch, "GB"), Some("NL"));
        let without = BusinessClock {
            holidays: false,
            ..clock
        };
        assert!(of(None).calendar(&without, "GB").is_none());
        assert_eq!(dutch.fingerprint(), "holidays: NL");
        assert_eq!(Service::default().fingerprint(), "");
    }
}
