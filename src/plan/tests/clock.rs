//! By which hours times are measured: [clock], and the columns hours, holidays and promise of companies.csv.

use super::spoil::{mistakes, places, put, sound, told};
use crate::model::{
    BusinessClock, BusinessHours, Channel, ClosedDay, HolidaysOf, Knot, Patience, Study, Term,
};
use crate::plan::{design_hash, load};
use jiff::civil::date;
use std::path::Path;

const STUDY: &str = "study.toml";
const COMPANIES: &str = "companies.csv";

/// A sound study with more text at the end of its study file; returns the marked places.
fn with(dir: &Path, more: &str) -> Vec<(String, usize, usize)> {
    let text = std::fs::read_to_string(dir.join(STUDY)).unwrap();
    put(dir, STUDY, &format!("{text}\n{more}\n"))
}

/// A sound study, its first company with these columns; returns the marked places.
fn with_columns(dir: &Path, columns: &str, fields: &str) -> Vec<(String, usize, usize)> {
    let text = std::fs::read_to_string(dir.join(COMPANIES)).unwrap();
    let mut rows = text.lines();
    let (head, first) = (rows.next().unwrap(), rows.next().unwrap());
    let empty = ",".repeat(columns.matches(',').count() + 1);
    let rest: Vec<String> = rows.map(|row| format!("{row}{empty}")).collect();
    let rest = rest.join("\n");
    put(
        dir,
        COMPANIES,
        &format!("{head},{columns}\n{first},{fields}\n{rest}\n"),
    )
}

fn study(spoil: impl FnOnce(&Path)) -> Study {
    let folder = tempfile::tempdir().unwrap();
    sound(folder.path());
    spoil(folder.path());
    load(folder.path()).unwrap()
}

fn hours(text: &str) -> BusinessHours {
    BusinessHours::parse(text).unwrap()
}

#[test]
fn without_a_clock_the_default_holds_and_the_design_is_the_same_with_one() {
    let without = study(|_| ());
    assert_eq!(without.clock, BusinessClock::default());
    assert!(
        without
            .panel
            .iter()
            .all(|c| c.service.fingerprint().is_empty())
    );
    let with = study(|dir| {
        with(
            dir,
            "[clock]\nhours = \"always\"\nholidays = \"none\"\nclosed = [2026-11-05]",
        );
        with_columns(dir, "hours,holidays,promise", "always,none,2h");
    });
    assert_ne!(with.clock.fingerprint(), without.clock.fingerprint());
    // It may be said when the wave is over: nobody is asked anything else.
    assert_eq!(design_hash(&with), design_hash(&without));
}

#[test]
fn every_key_is_read() {
    let study = study(|dir| {
        with(
            dir,
            "[clock]\nhours = \"mon-fri 09:00-17:30; sat 10:00-16:00\"\nholidays = \"none\"\n\
             closed = [2026-12-24, \"2026-12-31\", { date = \"2026-12-05\", country = \"NL\", name = \"Sinterklaas\" }]\n\
             [clock.expectation]\nall = [[\"1h\", 1], [\"1d\", 0.5]]\nemail = [[\"90s\", 0.75], [\"3d\", 0]]",
        );
    });
    let clock = study.clock;
    assert_eq!(
        clock.hours,
        Some(hours("mon-fri 09:00-17:30; sat 10:00-16:00"))
    );
    assert!(!clock.holidays);
    let day = |date, country: Option<&str>, name: &str| ClosedDay {
        date,
        country: country.map(ToOwned::to_owned),
        name: name.to_owned(),
    };
    let closed: Vec<ClosedDay> = clock.closed.into_iter().collect();
    let wanted = [
        day(date(2026, 12, 5), Some("NL"), "Sinterklaas"),
        day(date(2026, 12, 24), None, ""),
        day(date(2026, 12, 31), None, ""),
    ];
    assert_eq!(closed, wanted);
    let curve = |knots: &[(u32, u32)]| {
        let knots = knots
            .iter()
            .map(|&(seconds, share)| Knot { seconds, share });
        Patience::new(knots.collect()).unwrap()
    };
    let all = curve(&[(3_600, 1_000_000), (86_400, 500_000)]);
    assert_eq!(clock.expectation.on(Channel::Twitter), &all);
    let email = curve(&[(90, 750_000), (259_200, 0)]);
    assert_eq!(clock.expectation.on(Channel::Email), &email);
}

#[test]
fn companies_without_hours_may_have_none() {
    let study = study(|dir| {
        with(dir, "[clock]\nhours = \"none\"");
    });
    assert_eq!(study.clock.hours, None);
}

#[test]
fn every_column_is_read() {
    let study = study(|dir| {
        with_columns(
            dir,
            "hours,holidays,promise",
            "\"mon-fri 08:00-20:00, 21:00-22:00; holidays 10:00-14:00\",NL,1 working day; twitter=2h; email = same day",
        );
    });
    let service = &study.panel[0].service;
    assert_eq!(
        service.hours,
        Some(hours(
            "mon-fri 08:00-20:00,21:00-22:00; holidays 10:00-14:00"
        ))
    );
    assert_eq!(service.holidays, Some(HolidaysOf::Country("NL".to_owned())));
    assert_eq!(
        service.promises.on(Channel::Twitter),
        Some(Term::Minutes(120))
    );
    assert_eq!(service.promises.on(Channel::Email), Some(Term::SameDay));
    assert_eq!(
        service.promises.on(Channel::Chat),
        Some(Term::Minutes(1440))
    );
    assert_eq!(
        service.fingerprint(),
        "hours: mon-fri 08:00-20:00, 21:00-22:00; holidays 10:00-14:00 | holidays: NL | \
         promise: 1d; email=same day; twitter=2h"
    );
    assert!(study.panel[1].service.fingerprint().is_empty());
}

#[test]
fn every_mistake_of_the_table_has_its_place() {
    for (more, says) in [
        ("hours = ▶\"mon-fry 09:00-17:00\"", "did you mean `fri`?"),
        ("hours = ▶\"mon-fri 9-17\"", "`9-17` are no hours"),
        ("hours = ▶\"\"", "there are no hours"),
        ("hours = ▶[\"mon-fri\"]", "must be hours such as"),
        ("holidays = ▶\"countries\"", "did you mean `country`?"),
        ("▶hour = \"always\"", "did you mean `hours`?"),
        ("closed = ▶\"2026-12-24\"", "must be a list of days"),
        ("closed = [▶\"24.12.2026\"]", "must be a day such as"),
        (
            "closed = [2026-12-24, ▶2026-12-24]",
            "2026-12-24 is listed twice",
        ),
        (
            "closed = [{ date = 2026-12-24, country = ▶\"UK\" }]",
            "unknown country `UK`",
        ),
        (
            "closed = [{ date = 2026-12-24, ▶land = \"NL\" }]",
            "unknown key `land`",
        ),
        ("closed = [▶{ country = \"NL\" }]", "`date` is missing"),
        ("closed = [▶true]", "must be a day such as"),
        ("expectation.all = ▶[]", "is empty"),
        (
            "expectation.all = ▶\"1h\"",
            "must be a list of times and shares",
        ),
        ("expectation.all = [▶[\"1h\"]]", "a time and a share"),
        (
            "expectation.all = [[▶\"1 hour\", 0.5]]",
            "must be a time span",
        ),
        ("expectation.all = [[\"1h\", ▶1.5]]", "within 0 and 1"),
        (
            "expectation.all = [[\"1h\", ▶\"half\"]]",
            "must be a decimal number",
        ),
        ("expectation.all = [[\"1h\", ▶-0.5]]", "no amount"),
        (
            "expectation.all = [[\"2h\", 0.5], ▶[\"1h\", 0.4]]",
            "no later than the one before it",
        ),
        ("expectation.all = [▶[\"0h\", 0.5]]", "begin above 0"),
        (
            "expectation.all = [[\"1h\", 0.5], ▶[\"2h\", 0.6]]",
            "above the one before it",
        ),
        (
            "expectation.▶mail = [[\"1h\", 0.5]]",
            "did you mean `email`?",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        sound(dir);
        let marked = with(dir, &format!("[clock]\n{more}"));
        let found = mistakes(dir);
        assert_eq!(places(dir, &found), marked, "{more}\n{}", told(dir, &found));
        let told = told(dir, &found);
        assert!(told.contains(says), "{more}\n{told}");
    }
}

#[test]
fn every_mistake_of_the_columns_has_its_place() {
    for (columns, fields, says) in [
        ("hours", "▶mon-fry 09:00-17:00", "did you mean `fri`?"),
        ("hours", "▶nine to five", "no hours stand behind"),
        ("holidays", "▶gb", "did you mean `GB`?"),
        ("holidays", "▶JP", "AT, BE, CH, DE, FR, GB, IE, LU, NL, US"),
        ("promise", "▶as soon as possible", "is no promise"),
        ("promise", "▶2h; 3h", "two promises for every channel"),
        ("promise", "▶email=2h; email=3h", "two promises for email"),
        ("promise", "▶mail=2h", "did you mean `email`?"),
        ("promise", "▶;", "there is no promise"),
        (
            "hours,promise",
            "▶always open,▶soon",
            "`soon` is no promise",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        sound(dir);
        let marked = with_columns(dir, columns, fields);
        let found = mistakes(dir);
        assert_eq!(
            places(dir, &found),
            marked,
            "{fields}\n{}",
            told(dir, &found)
        );
        let told = told(dir, &found);
        assert!(told.contains(says), "{fields}\n{told}");
    }
}
