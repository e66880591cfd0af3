//! Public holidays, by rule: no list of dates that somebody must extend each year.
//!
//! A calendar holds the days that are holidays in the whole country (or, for the United Kingdom, in England and
//! Wales), from 2000 to 2100: for each its rule, the years in which it holds, and single days that were
//! proclaimed once. `tests/real/holidays.sh` holds every date from 2010 to 2040 against another program.

use Day::{Easter, Fixed, Nth, Once, StBrigid};
use Shift::{American, British, DayBefore, Stays};
use jiff::civil::{Date, Weekday};
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

/// The years in which the rules hold. Outside of them no day is a holiday.
pub const HOLIDAY_YEARS: RangeInclusive<i16> = 2000..=2100;

/// Counts the editions of the rules, so that figures of two editions can be told apart.
pub const HOLIDAY_RULES: u32 = 1;

/// One public holiday.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// Its name in English.
    pub name: &'static str,
    /// Whether it stands for a holiday that falls on a weekend.
    pub substitute: bool,
}

impl fmt::Display for Holiday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)?;
        f.write_str(if self.substitute { " (substitute)" } else { "" })
    }
}

/// The public holidays of a country.
#[derive(Debug)]
pub struct Calendar {
    country: &'static str,
    rules: &'static [Rule],
    /// All of them, once somebody asked.
    days: OnceLock<Vec<Holiday>>,
}

/// There is one of each country.
impl PartialEq for Calendar {
    fn eq(&self, other: &Self) -> bool {
        self.country == other.country
    }
}

impl Eq for Calendar {}

/// Which day of a year.
#[derive(Debug, PartialEq, Eq)]
enum Day {
    /// Month and day.
    Fixed(i8, i8),
    /// So many days after Easter Sunday.
    Easter(i64),
    /// The so-manieth such weekday of a month; -1 is the last.
    Nth(i8, Weekday, i8),
    /// The first Monday of February, but its first day where that is a Friday.
    StBrigid,
    /// Of one year only.
    Once(i16, i8, i8),
}

/// What happens to a holiday on a weekend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shift {
    /// Nothing.
    Stays,
    /// The next weekday that is no holiday is one too.
    British,
    /// Of a Saturday the Friday before, of a Sunday the Monday after is a holiday too.
    American,
    /// A Sunday gives way to the day before.
    DayBefore,
}

#[derive(Debug, PartialEq, Eq)]
struct Rule {
    name: &'static str,
    day: Day,
    shift: Shift,
    from: i16,
    until: i16,
    /// Years in which another day stood for it, or none.
    but: &'static [i16],
    /// It is one only in years that this divides.
    each: i16,
}

/// A holiday of every year that stays where it falls.
const fn on(name: &'static str, day: Day) -> Rule {
    Rule {
        name,
        day,
        shift: Stays,
        from: i16::MIN,
        until: i16::MAX,
        but: &[],
        each: 1,
    }
}

impl Rule {
    const fn since(self, from: i16) -> Self {
        Self { from, ..self }
    }

    const fn until(self, until: i16) -> Self {
        Self { until, ..self }
    }

    const fn but(self, but: &'static [i16]) -> Self {
        Self { but, ..self }
    }

    const fn each(self, each: i16) -> Self {
        Self { each, ..self }
    }

    const fn moved(self, shift: Shift) -> Self {
        Self { shift, ..self }
    }

    /// The day itself in a year, where there is one.
    fn date(&self, year: i16) -> Option<Date> {
        let holds = (self.from..=self.until).contains(&year)
            && !self.but.contains(&year)
            && year % self.each == 0;
        if !holds {
            return None;
        }
        let date = match self.day {
            Fixed(month, day) => Date::new(year, month, day).ok()?,
            Easter(offset) => days_after(easter(year)?, offset)?,
            Nth(month, weekday, nth) => Date::new(year, month, 1)
                .ok()?
                .nth_weekday_of_month(nth, weekday)
                .ok()?,
            StBrigid => {
                let first = Date::new(year, 2, 1).ok()?;
                match first.weekday() {
                    Weekday::Friday => first,
                    _ => first.nth_weekday_of_month(1, Weekday::Monday).ok()?,
                }
            }
            Once(of, month, day) if of == year => Date::new(year, month, day).ok()?,
            Once(..) => return None,
        };
        let gives_way = self.shift == DayBefore && date.weekday() == Weekday::Sunday;
        if gives_way {
            days_after(date, -1)
        } else {
            Some(date)
        }
    }
}

const MONDAY: Weekday = Weekday::Monday;
const GOOD_FRIDAY: Day = Easter(-2);
const EASTER_MONDAY: Day = Easter(1);
const ASCENSION: Day = Easter(39);
const WHIT_MONDAY: Day = Easter(50);

/// England and Wales: Banking and Financial Dealings Act 1971, with the days of Royal Proclamations.
const GB: &[Rule] = &[
    on("New Year's Day", Fixed(1, 1)).moved(British),
    on("Good Friday", GOOD_FRIDAY),
    on("Easter Monday", EASTER_MONDAY),
    on("Early May bank holiday", Nth(5, MONDAY, 1)).but(&[2020]),
    on("Early May bank holiday (VE Day)", Once(2020, 5, 8)),
    on("Spring bank holiday", Nth(5, MONDAY, -1)).but(&[2002, 2012, 2022]),
    on("Golden Jubilee of Elizabeth II", Once(2002, 6, 3)),
    on("Spring bank holiday", Once(2002, 6, 4)),
    on("Wedding of William and Catherine", Once(2011, 4, 29)),
    on("Spring bank holiday", Once(2012, 6, 4)),
    on("Diamond Jubilee of Elizabeth II", Once(2012, 6, 5)),
    on("Spring bank holiday", Once(2022, 6, 2)),
    on("Platinum Jubilee of Elizabeth II", Once(2022, 6, 3)),
    on("State Funeral of Queen Elizabeth II", Once(2022, 9, 19)),
    on("Coronation of Charles III", Once(2023, 5, 8)),
    on("Summer bank holiday", Nth(8, MONDAY, -1)),
    on("Christmas Day", Fixed(12, 25)).moved(British),
    on("Boxing Day", Fixed(12, 26)).moved(British),
];

/// Organisation of Working Time Act 1997, second schedule. A holiday on a weekend gives staff a day off of their
/// own, but closes no other day.
const IE: &[Rule] = &[
    on("New Year's Day", Fixed(1, 1)),
    on("Saint Brigid's Day", StBrigid).since(2023),
    on("Saint Patrick's Day", Fixed(3, 17)),
    on("National Day of Mourning", Once(2001, 9, 14)),
    on("Day of Remembrance and Recognition", Once(2022, 3, 18)),
    on("Easter Monday", EASTER_MONDAY),
    on("May holiday", Nth(5, MONDAY, 1)),
    on("June holiday", Nth(6, MONDAY, 1)),
    on("August holiday", Nth(8, MONDAY, 1)),
    on("October holiday", Nth(10, MONDAY, -1)),
    on("Christmas Day", Fixed(12, 25)),
    on("Saint Stephen's Day", Fixed(12, 26)),
];

/// Algemene termijnenwet, article 3; of Liberation Day the years in which it is a day off, each fifth.
const NL: &[Rule] = &[
    on("New Year's Day", Fixed(1, 1)),
    on("Good Friday", GOOD_FRIDAY),
    on("Easter Sunday", Easter(0)),
    on("Easter Monday", EASTER_MONDAY),
    on("Queen's Day", Fixed(4, 30)).until(2013).moved(DayBefore),
    on("King's Day", Fixed(4, 27)).since(2014).moved(DayBefore),
    on("Liberation Day", Fixed(5, 5)).each(5),
    on("Ascension Day", ASCENSION),
    on("Whit Sunday", Easter(49)),
    on("Whit Monday", WHIT_MONDAY),
    on("Christmas Day", Fixed(12, 25)),
    on("Second Day of Christmas", Fixed(12, 26)),
];

/// Law of 4 January 1974 and royal decree of 18 April 1974.
const BE: &[Rule] = &[
    on("New Year's Day", Fixed(1, 1)),
    on("Easter Sunday", Easter(0)),
    on("Easter Monday", EASTER_MONDAY),
    on("Labour Day", Fixed(5, 1)),
    on("Ascension Day", ASCENSION),
    on("Whit Sunday", Easter(49)),
    on("Whit Monday", WHIT_MONDAY),
    on("National Day", Fixed(7, 21)),
    on("Assumption Day", Fixed(8, 15)),
    on("All Saints' Day", Fixed(11, 1)),
    on("Armistice Day", Fixed(11, 11)),
    on("Christmas Day", Fixed(12, 25)),
];

/// Code du travail, article L3133-1. From 2005 to 2007 people worked on Whit Monday (the day of solidarity).
const FR: &[Rule] = &[
    on("New Year's Day", Fixed(1, 1)),
    on("Easter Monday", EASTER_MONDAY),
    on("Labour Day", Fixed(5, 1)),
    on("Victory Day", Fixed(5, 8)),
    on("Ascension Day", ASCENSION),
    on("Whit Monday", WHIT_MONDAY).but(&[2005, 2006, 2007]),
    on("National Day", Fixed(7, 14)),
    on("Assumption Day", Fixed(8, 15)),
    on("All Saints' Day", Fixed(11, 1)),
    on("Armistice Day", Fixed(11, 11)),
    on("Christmas Day", Fixed(12, 25)),
];

/// The nine that all states have, and the one day on which Reformation Day was one in all.
const DE: &[Rule] = &[
    on("New Year's Day", Fixed(1, 1)),
    on("Good Friday", GOOD_FRIDAY),
    on("Easter Monday", EASTER_MONDAY),
    on("Labour Day", Fixed(5, 1)),
    on("Ascension Day", ASCENSION),
    on("Whit Monday", WHIT_MONDAY),
    on("German Unity Day", Fixed(10, 3)),
    on("Reformation Day", Once(2017, 10, 31)),
    on("Christmas Day", Fixed(12, 25)),
    on("Second Day of Christmas", Fixed(12, 26)),
];

/// Arbeitsruhegesetz, section 7.
const AT: &[Rule] = &[
    on("New Year's Day", Fixed(1, 1)),
    on("Epiphany", Fixed(1, 6)),
    on("Easter Monday", EASTER_MONDAY),
    on("Labour Day", Fixed(5, 1)),
    on("Ascension Day", ASCENSION),
    on("Whit Monday", WHIT_MONDAY),
    on("Corpus Christi", Easter(60)),
    on("Assumption Day", Fixed(8, 15)),
    on("National Day", Fixed(10, 26)),
    on("All Saints' Day", Fixed(11, 1)),
    on("Immaculate Conception", Fixed(12, 8)),
    on("Christmas Day", Fixed(12, 25)),
    on("Saint Stephen's Day", Fixed(12, 26)),
];

/// The four that all cantons have.
const CH: &[Rule] = &[
    on("New Year's Day", Fixed(1, 1)),
    on("Ascension Day", ASCENSION),
    on("National Day", Fixed(8, 1)),
    on("Christmas Day", Fixed(12, 25)),
];

/// Federal holidays, 5 U.S.C. 6103; observed by Executive Order 11582.
const US: &[Rule] = &[
    on("New Year's Day", Fixed(1, 1)).moved(American),
    on("Martin Luther King Jr. Day", Nth(1, MONDAY, 3)),
    on("Washington's Birthday", Nth(2, MONDAY, 3)),
    on("Memorial Day", Nth(5, MONDAY, -1)),
    on("Juneteenth", Fixed(6, 19)).since(2021).moved(American),
    on("Independence Day", Fixed(7, 4)).moved(American),
    on("Labor Day", Nth(9, MONDAY, 1)),
    on("Columbus Day", Nth(10, MONDAY, 2)),
    on("Veterans Day", Fixed(11, 11)).moved(American),
    on("Thanksgiving Day", Nth(11, Weekday::Thursday, 4)),
    on("Christmas Day", Fixed(12, 25)).moved(American),
];

/// Code du travail, article L. 232-2.
const LU: &[Rule] = &[
    on("New Year's Day", Fixed(1, 1)),
    on("Easter Monday", EASTER_MONDAY),
    on("Labour Day", Fixed(5, 1)),
    on("Europe Day", Fixed(5, 9)).since(2019),
    on("Ascension Day", ASCENSION),
    on("Whit Monday", WHIT_MONDAY),
    on("National Day", Fixed(6, 23)),
    on("Assumption Day", Fixed(8, 15)),
    on("All Saints' Day", Fixed(11, 1)),
    on("Christmas Day", Fixed(12, 25)),
    on("Saint Stephen's Day", Fixed(12, 26)),
];

const fn calendar(country: &'static str, rules: &'static [Rule]) -> Calendar {
    Calendar {
        country,
        rules,
        days: OnceLock::new(),
    }
}

/// Every calendar, by country.
static ALL: [Calendar; 10] = [
    calendar("AT", AT),
    calendar("BE", BE),
    calendar("CH", CH),
    calendar("DE", DE),
    calendar("FR", FR),
    calendar("GB", GB),
    calendar("IE", IE),
    calendar("LU", LU),
    calendar("NL", NL),
    calendar("US", US),
];

impl Calendar {
    /// The calendar of a country by its ISO 3166-1 alpha-2 code, upper case; `None` where there is none.
    #[must_use]
    pub fn of(country: &str) -> Option<&'static Self> {
        ALL.iter().find(|calendar| calendar.country == country)
    }

    /// Every calendar, by country.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// The country's code.
    #[must_use]
    pub const fn country(&self) -> &'static str {
        self.country
    }

    /// Every holiday of [`HOLIDAY_YEARS`], in their order.
    #[must_use]
    pub fn holidays(&self) -> &[Holiday] {
        self.days
            .get_or_init(|| HOLIDAY_YEARS.flat_map(|year| self.year(year)).collect())
    }

    /// The holidays from one day to another, both included, in their order.
    #[must_use]
    pub fn between(&self, first: Date, last: Date) -> &[Holiday] {
        let all = self.holidays();
        let start = all.partition_point(|holiday| holiday.date < first);
        let end = all.partition_point(|holiday| holiday.date <= last);
        all.get(start..end).unwrap_or_default()
    }

    /// The holidays of a year in their order, those that stand for one on a weekend included. None outside of
    /// [`HOLIDAY_YEARS`].
    #[must_use]
    pub fn year(&self, year: i16) -> Vec<Holiday> {
        if !HOLIDAY_YEARS.contains(&year) {
            return Vec::new();
        }
        // The first of January may be observed on the last day of the year before.
        let own = |year: i16| {
            let of = move |rule: &'static Rule| Some((rule, rule.date(year)?));
            self.rules.iter().filter_map(of)
        };
        let mut found: Vec<Holiday> = Vec::new();
        for (rule, date) in own(year) {
            found.push(Holiday {
                date,
                name: rule.name,
                substitute: false,
            });
        }
        for (rule, date) in own(year).chain(own(year.saturating_add(1))) {
            let Some(other) = rule.shift.substitute(date, &found) else {
                continue;
            };
            if other.year() == year {
                found.push(Holiday {
                    date: other,
                    name: rule.name,
                    substitute: true,
                });
            }
        }
        found.sort_unstable();
        found
    }
}

impl Shift {
    /// The day that stands for a holiday on a weekend; `taken` are the holidays that there are already.
    fn substitute(self, date: Date, taken: &[Holiday]) -> Option<Date> {
        let weekend = |date: Date| matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        match (self, date.weekday()) {
            (American, Weekday::Saturday) => days_after(date, -1),
            (American, Weekday::Sunday) => days_after(date, 1),
            (British, Weekday::Saturday | Weekday::Sunday) => (1..7)
                .filter_map(|days| days_after(date, days))
                .find(|day| !weekend(*day) && taken.iter().all(|holiday| holiday.date != *day)),
            _ => None,
        }
    }
}

/// The day so many days later, or earlier.
fn days_after(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::SignedDuration::from_hours(24 * days))
        .ok()
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm of Nature, 20 April 1876).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let (month, day) = ((h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
#[path = "holidays_tests.rs"]
mod tests;
