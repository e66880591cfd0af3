//! The days on which companies were closed, for the report.

use crate::model::{Calendar, Holiday, Study};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A day on which companies of a country count as closed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UsedHoliday {
    /// The day.
    pub date: Date,
    /// The country of the calendar, or of the companies; empty for all companies.
    pub country: String,
    /// The name of the holiday, or why the study says that it is closed.
    pub name: String,
}

/// The holidays and closed days of a study from one day to another, both included, by day and country: of every
/// calendar that a company of the panel keeps, and those that the study file adds.
#[must_use]
pub fn used_holidays(study: &Study, first: Date, last: Date) -> Vec<UsedHoliday> {
    let mut found = BTreeSet::new();
    for calendar in countries(study).into_values().flatten() {
        found.extend(
            calendar
                .between(first, last)
                .iter()
                .map(|holiday: &Holiday| UsedHoliday {
                    date: holiday.date,
                    country: calendar.country().to_owned(),
                    name: holiday.to_string(),
                }),
        );
    }
    let within = study
        .clock
        .closed
        .iter()
        .filter(|day| (first..=last).contains(&day.date));
    found.extend(within.map(|day| UsedHoliday {
        date: day.date,
        country: day.country.clone().unwrap_or_default(),
        name: if day.name.is_empty() {
            "closed by the study file".to_owned()
        } else {
            day.name.clone()
        },
    }));
    found.into_iter().collect()
}

/// The countries of companies whose holidays should close them, but of which no calendar is known, in order.
#[must_use]
pub fn without_calendar(study: &Study) -> Vec<String> {
    let unknown = countries(study)
        .into_iter()
        .filter(|(_, calendar)| calendar.is_none());
    unknown.map(|(country, _)| country.to_owned()).collect()
}

/// The countries whose holidays close companies of the panel.
fn countries(study: &Study) -> BTreeMap<&str, Option<&'static Calendar>> {
    let wanted = study
        .panel
        .iter()
        .filter_map(|c| c.service.holiday_country(&study.clock, &c.country));
    wanted
        .map(|country| (country, Calendar::of(country)))
        .collect()
}
