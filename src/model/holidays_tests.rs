use super::*;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn days(country: &str, year: i16) -> Vec<(i8, i8)> {
    let days = Calendar::of(country).unwrap().year(year);
    days.iter()
        .map(|h| (h.date.month(), h.date.day()))
        .collect()
}

fn name(country: &str, day: Date) -> String {
    let found = Calendar::of(country).unwrap().between(day, day);
    let names: Vec<String> = found.iter().map(ToString::to_string).collect();
    names.join(" and ")
}

#[test]
fn easter_is_where_the_churches_put_it() {
    for (year, month, day) in [
        (2000, 4, 23),
        (2008, 3, 23),
        (2011, 4, 24),
        (2019, 4, 21),
        (2024, 3, 31),
        (2026, 4, 5),
        (2038, 4, 25),
        (2100, 3, 28),
    ] {
        assert_eq!(easter(year), Some(date(year, month, day)));
    }
}

/// As gov.uk lists them.
#[test]
fn england_has_its_substitutes_and_its_proclaimed_days() {
    let bank = [
        (1, 1),
        (4, 3),
        (4, 6),
        (5, 4),
        (5, 25),
        (8, 31),
        (12, 25),
        (12, 26),
        (12, 28),
    ];
    assert_eq!(days("GB", 2026), bank);
    let jubilee = [
        (1, 1),
        (1, 3),
        (4, 15),
        (4, 18),
        (5, 2),
        (6, 2),
        (6, 3),
        (8, 29),
        (9, 19),
        (12, 25),
        (12, 26),
        (12, 27),
    ];
    assert_eq!(days("GB", 2022), jubilee);
    let gb = |month, day, year| name("GB", date(year, month, day));
    assert_eq!(gb(5, 8, 2023), "Coronation of Charles III");
    assert_eq!(gb(5, 8, 2020), "Early May bank holiday (VE Day)");
    assert_eq!(gb(5, 4, 2020), "");
    // Christmas on a Saturday: both days are made up for.
    assert_eq!(gb(12, 27, 2021), "Christmas Day (substitute)");
    assert_eq!(gb(12, 28, 2021), "Boxing Day (substitute)");
    // On a Sunday: Boxing Day has the Monday.
    assert_eq!(gb(12, 26, 2022), "Boxing Day");
    assert_eq!(gb(12, 27, 2022), "Christmas Day (substitute)");
    assert_eq!(gb(1, 3, 2022), "New Year's Day (substitute)");
    assert_eq!(gb(4, 29, 2011), "Wedding of William and Catherine");
    assert_eq!(gb(5, 28, 2012), "");
}

#[test]
fn what_began_or_ended_in_a_year_holds_from_then() {
    let has = |country: &str, year, month, day| !name(country, date(year, month, day)).is_empty();
    assert!(has("IE", 2023, 2, 6) && !has("IE", 2022, 2, 7));
    // The first of February 2030 is a Friday.
    assert!(has("IE", 2030, 2, 1) && !has("IE", 2030, 2, 4));
    assert!(has("NL", 2013, 4, 30) && !has("NL", 2014, 4, 30));
    // Sunday: the day before.
    assert!(has("NL", 2014, 4, 26) && !has("NL", 2014, 4, 27));
    assert!(has("NL", 2006, 4, 29) && !has("NL", 2006, 4, 30));
    assert!(has("NL", 2025, 5, 5) && !has("NL", 2026, 5, 5));
    assert!(has("DE", 2017, 10, 31) && !has("DE", 2018, 10, 31));
    assert!(has("FR", 2008, 5, 12) && !has("FR", 2007, 5, 28));
    assert!(has("LU", 2019, 5, 9) && !has("LU", 2018, 5, 9));
    assert!(has("US", 2021, 6, 18) && !has("US", 2020, 6, 19));
    // New Year's Day of 2022 is a Saturday, observed on the Friday, which is in the year before.
    assert_eq!(
        name("US", date(2021, 12, 31)),
        "New Year's Day (substitute)"
    );
    assert_eq!(
        name("US", date(2100, 12, 31)),
        "New Year's Day (substitute)"
    );
    assert_eq!(name("FR", date(2008, 5, 1)), "Ascension Day and Labour Day");
}

#[test]
fn the_countries_have_as_many_as_their_laws_name() {
    for (country, year, count) in [
        ("AT", 2026, 13),
        ("BE", 2026, 12),
        ("CH", 2026, 4),
        ("DE", 2026, 9),
        ("FR", 2026, 11),
        ("IE", 2026, 10),
        ("LU", 2026, 11),
        ("NL", 2025, 11),
        ("NL", 2026, 10),
        // Independence Day is a Saturday.
        ("US", 2026, 12),
    ] {
        assert_eq!(days(country, year).len(), count, "{country}");
    }
    let codes: Vec<&str> = Calendar::all().iter().map(Calendar::country).collect();
    let sorted: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(codes, sorted.into_iter().collect::<Vec<_>>());
    assert!(Calendar::of("gb").is_none() && Calendar::of("").is_none());
}

#[test]
fn outside_of_its_years_no_calendar_knows_a_day() {
    for calendar in Calendar::all() {
        assert!(calendar.year(1999).is_empty() && calendar.year(2101).is_empty());
        assert!(calendar.year(i16::MIN).is_empty() && calendar.year(i16::MAX).is_empty());
        let first = calendar.holidays().first().unwrap().date;
        assert_eq!(first.year(), 2000);
        assert_eq!(
            calendar.between(Date::MIN, Date::MAX).len(),
            calendar.holidays().len()
        );
        assert!(
            calendar
                .between(date(2026, 12, 31), date(2026, 1, 1))
                .is_empty()
        );
    }
}

proptest! {
    #[test]
    fn a_stretch_of_days_holds_what_its_years_hold(
        which in 0usize..10, start in 0i64..36_800, length in 0i64..800,
    ) {
        let calendar = &Calendar::all()[which];
        let first = days_after(date(2000, 1, 1), start).unwrap();
        let last = days_after(first, length).unwrap();
        let within = |h: &Holiday| (first..=last).contains(&h.date);
        let wanted: Vec<Holiday> = (first.year()..=last.year())
            .flat_map(|year| calendar.year(year))
            .filter(within)
            .collect();
        prop_assert_eq!(calendar.between(first, last), wanted);
    }
}
