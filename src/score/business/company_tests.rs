use super::*;
use crate::model::{AccountFound, ClosedDay, HolidaysOf, Promises, Service};
use crate::score::business::{used_holidays, without_calendar};
use crate::score::sample;
use jiff::civil::date;

/// A moment in London, such as `2026-11-02 09:00`.
fn london(text: &str) -> Timestamp {
    let time: jiff::civil::DateTime = text.parse().unwrap();
    let zone = TimeZone::get("Europe/London").unwrap();
    zone.to_timestamp(time).unwrap()
}

fn hours(text: &str) -> BusinessHours {
    BusinessHours::parse(text).unwrap()
}

/// A study of companies with these hours, promise and country.
fn study(companies: &[(&str, &str, &str)]) -> Study {
    let count = u32::try_from(companies.len()).unwrap();
    let mut study = sample::study(count, 1, 1, &[Channel::Email]);
    for (company, (own, promise, country)) in study.panel.iter_mut().zip(companies) {
        company.service = Service {
            hours: (!own.is_empty()).then(|| hours(own)),
            holidays: None,
            promises: Promises {
                all: Term::parse(promise),
                ..Promises::default()
            },
        };
        (*country).clone_into(&mut company.country);
    }
    study
}

fn near(found: Option<f64>, wanted: f64) {
    let found = found.unwrap();
    assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
}

#[test]
fn business_hours_leave_out_nights_weekends_and_holidays() {
    let study = study(&[
        ("", "", "GB"),
        ("mon-sat 08:00-20:00", "", "GB"),
        ("always", "", "GB"),
    ]);
    let clocks = Clocks::new(&study, &[]);
    // Friday 16:30 to Monday 10:15.
    let (from, to) = (london("2026-11-06 16:30"), london("2026-11-09 10:15"));
    near(clocks.of(0).business_hours(from, to), 1.75);
    near(clocks.of(1).business_hours(from, to), 3.5 + 12.0 + 2.25);
    near(clocks.of(2).business_hours(from, to), 65.75);
    // Before the wave opens and long after what is prepared, over Christmas: 21 to 24 and 29 to 31 December, and
    // two days of October.
    near(
        clocks
            .of(0)
            .business_hours(london("2026-10-30 00:00"), london("2026-11-02 09:00")),
        8.0,
    );
    let (from, to) = (london("2026-12-19 00:00"), london("2027-01-01 00:00"));
    near(clocks.of(0).business_hours(from, to), 7.0 * 8.0);
    // To the second and its millionth of an hour.
    let from = london("2026-11-02 10:00");
    let to = from + SignedDuration::from_millis(1_001);
    near(clocks.of(0).business_hours(from, to), 0.000_278);
    near(clocks.of(0).business_hours(to, from), 0.0);
    assert_eq!(clocks.of(99).business_hours(from, to), None);
}

#[test]
fn a_night_in_which_clocks_change_is_as_long_as_it_was() {
    let mut night = study(&[("sat 22:00-06:00", "", "")]);
    night.wave.opens = london("2026-10-20 00:00");
    let clocks = Clocks::new(&night, &[]);
    let hours = |from: &str, to: &str| clocks.of(0).business_hours(london(from), london(to));
    near(hours("2026-10-24 12:00", "2026-10-25 12:00"), 9.0);
    near(hours("2026-10-17 12:00", "2026-10-18 12:00"), 8.0);
    near(hours("2026-03-28 12:00", "2026-03-29 12:00"), 7.0);
}

/// In London clocks go from 01:00 to 02:00 on 29 March 2026, and from 02:00 to 01:00 on 25 October.
#[test]
fn what_no_clock_shows_or_shows_twice_counts_from_the_first_that_is_as_late() {
    let open = |span: &str, day: &str| {
        let study = study(&[(&format!("sun {span}"), "", "")]);
        let (from, to) = (
            london(&format!("{day} 00:00")),
            london(&format!("{day} 23:00")),
        );
        Clocks::new(&study, &[]).of(0).business_hours(from, to)
    };
    near(open("01:30-05:00", "2026-03-29"), 3.0);
    near(open("00:00-01:30", "2026-03-29"), 1.0);
    near(open("01:10-01:50", "2026-03-29"), 0.0);
    near(open("01:30-05:00", "2026-10-25"), 4.5);
    near(open("00:00-01:30", "2026-10-25"), 1.5);
    near(open("00:00-02:00", "2026-10-25"), 3.0);
}

#[test]
fn what_the_study_says_of_hours_and_closed_days_holds() {
    let mut study = study(&[("", "", "GB"), ("", "", "NL"), ("always", "", "NL")]);
    let day = |date, country: Option<&str>| ClosedDay {
        date,
        country: country.map(ToOwned::to_owned),
        name: String::new(),
    };
    study.clock.hours = Some(hours("mon-fri 10:00-12:00"));
    study.clock.closed = [
        day(date(2026, 11, 3), None),
        day(date(2026, 11, 4), Some("NL")),
    ]
    .into();
    let open = |study: &Study, company: u32| {
        let clocks = Clocks::new(study, &[]);
        let (from, to) = (london("2026-11-02 00:00"), london("2026-11-06 00:00"));
        clocks.of(company).business_hours(from, to)
    };
    near(open(&study, 0), 6.0);
    near(open(&study, 1), 4.0);
    near(open(&study, 2), 96.0);
    // A company that keeps another calendar is closed by the study with its own country all the same.
    study.panel[1].service.holidays = Some(HolidaysOf::Nobody);
    near(open(&study, 1), 4.0);
    study.clock.hours = None;
    assert_eq!(open(&study, 0), None);
}

#[test]
fn the_holidays_of_a_company_are_those_of_its_country_or_its_own() {
    let mut study = study(&[
        ("", "", "GB"),
        ("", "", "DE"),
        ("", "", "GB"),
        ("", "", "JP"),
    ]);
    study.panel[2].service.holidays = Some(HolidaysOf::Nobody);
    // Easter, in the zone of the study: Good Friday to Easter Monday.
    let open = |study: &Study, company: u32| {
        let (from, to) = (london("2027-03-26 00:00"), london("2027-03-30 00:00"));
        Clocks::new(study, &[]).of(company).business_hours(from, to)
    };
    near(open(&study, 0), 0.0);
    near(open(&study, 1), 0.0);
    near(open(&study, 2), 16.0);
    near(open(&study, 3), 16.0);
    assert_eq!(without_calendar(&study), ["JP"]);
    study.clock.closed = [ClosedDay {
        date: date(2027, 3, 25),
        country: None,
        name: "Stocktaking".to_owned(),
    }]
    .into();
    let used = used_holidays(&study, date(2027, 3, 25), date(2027, 3, 29));
    let used: Vec<String> = used
        .iter()
        .map(|u| format!("{} {} {}", u.date, u.country, u.name))
        .collect();
    assert_eq!(
        used,
        [
            "2027-03-25  Stocktaking",
            "2027-03-26 DE Good Friday",
            "2027-03-26 GB Good Friday",
            "2027-03-29 DE Easter Monday",
            "2027-03-29 GB Easter Monday",
        ]
    );
    study.clock.holidays = false;
    near(open(&study, 0), 16.0);
    assert_eq!(
        used_holidays(&study, date(2027, 3, 26), date(2027, 3, 29)),
        []
    );
    assert!(without_calendar(&study).is_empty());
}

#[test]
fn the_same_day_is_the_companys() {
    let mut study = study(&[("", "", "GB"), ("", "", "US")]);
    study.panel[1].timezone = Some("America/New_York".to_owned());
    let clocks = Clocks::new(&study, &[]);
    let (sent, answered) = (london("2026-11-02 20:00"), london("2026-11-03 02:00"));
    assert!(!clocks.of(0).same_day(sent, answered));
    assert!(clocks.of(1).same_day(sent, answered));
}

/// A question at 16:00 of a service open until 18:00 may wait for the next morning; one asked in the morning may
/// not.
#[test]
fn a_question_in_the_morning_is_due_today_and_a_later_one_next_morning() {
    let study = study(&[
        ("mon-fri 09:00-18:00", "", "GB"),
        ("always", "", "GB"),
        ("fri 20:00-04:00", "", ""),
    ]);
    let clocks = Clocks::new(&study, &[]);
    let due = |company: u32, sent: &str| clocks.of(company).due(london(sent)).unwrap();
    for (sent, wanted) in [
        ("2026-11-04 10:00", "2026-11-04 18:00"),
        ("2026-11-04 07:00", "2026-11-04 18:00"),
        ("2026-11-04 13:29", "2026-11-04 18:00"),
        ("2026-11-04 13:30", "2026-11-05 13:30"),
        ("2026-11-04 16:00", "2026-11-05 13:30"),
        ("2026-11-04 18:00", "2026-11-05 18:00"),
        ("2026-11-04 23:00", "2026-11-05 18:00"),
        // Friday afternoon, and the weekend.
        ("2026-11-06 16:00", "2026-11-09 13:30"),
        ("2026-11-07 12:00", "2026-11-09 18:00"),
    ] {
        assert_eq!(due(0, sent), london(wanted), "{sent}");
    }
    assert_eq!(due(1, "2026-11-07 11:00"), london("2026-11-08 00:00"));
    assert_eq!(due(1, "2026-11-07 13:00"), london("2026-11-08 12:00"));
    // A night's opening is of the evening on which it begins.
    assert_eq!(due(2, "2026-11-06 21:00"), london("2026-11-07 04:00"));
    assert_eq!(due(2, "2026-11-07 01:00"), london("2026-11-14 00:00"));
    let in_time = |answered| {
        clocks
            .of(0)
            .in_due_time(london("2026-11-04 10:00"), london(answered))
    };
    assert_eq!(in_time("2026-11-04 18:00"), Some(true));
    assert_eq!(in_time("2026-11-05 09:01"), Some(false));
}

#[test]
fn a_promise_is_kept_in_the_hours_of_the_service() {
    let nine = "mon-fri 09:00-17:00";
    let study = study(&[
        (nine, "2h", "GB"),
        (nine, "24h", "GB"),
        (nine, "2 working days", "GB"),
        (nine, "12h", "GB"),
        (nine, "same day", "GB"),
        (nine, "next working day", "GB"),
        ("always", "2h", "GB"),
        (nine, "", "GB"),
    ]);
    let clocks = Clocks::new(&study, &[]);
    for (company, sent, wanted) in [
        (0, "2026-11-04 10:00", "2026-11-04 12:00"),
        (0, "2026-11-04 16:30", "2026-11-05 10:30"),
        (0, "2026-11-06 16:30", "2026-11-09 10:30"),
        (0, "2026-11-07 12:00", "2026-11-09 11:00"),
        (0, "2026-11-04 15:00", "2026-11-04 17:00"),
        (1, "2026-11-04 16:30", "2026-11-05 16:30"),
        (1, "2026-11-06 16:30", "2026-11-09 16:30"),
        (1, "2026-11-04 20:00", "2026-11-06 09:00"),
        (2, "2026-11-06 16:30", "2026-11-10 16:30"),
        // Twelve hours of service would end on the next day at 14:00, but a day is 24 hours.
        (3, "2026-11-04 10:00", "2026-11-05 10:00"),
        (6, "2026-11-07 23:30", "2026-11-08 01:30"),
    ] {
        let promise = clocks.of(company).promise(Channel::Email).unwrap();
        assert_eq!(
            promise.due(london(sent)),
            Some(london(wanted)),
            "{company} {sent}"
        );
    }
    let end = |text: &str| Some(london(text) - SignedDuration::from_nanos(1));
    for (company, sent, wanted) in [
        (4, "2026-11-04 16:59", "2026-11-05 00:00"),
        (4, "2026-11-04 17:00", "2026-11-06 00:00"),
        (4, "2026-11-06 18:00", "2026-11-10 00:00"),
        (5, "2026-11-04 10:00", "2026-11-06 00:00"),
        (5, "2026-11-06 10:00", "2026-11-10 00:00"),
        (5, "2026-11-07 10:00", "2026-11-10 00:00"),
    ] {
        let promise = clocks.of(company).promise(Channel::Email).unwrap();
        assert_eq!(promise.due(london(sent)), end(wanted), "{company} {sent}");
    }
    let promise = clocks.of(0).promise(Channel::Email).unwrap();
    assert!((promise.hours().unwrap() - 2.0).abs() < 1e-9);
    let kept = |answered: Option<&str>, until: &str| {
        promise.kept(
            london("2026-11-04 16:30"),
            answered.map(london),
            london(until),
        )
    };
    assert_eq!(
        kept(Some("2026-11-05 10:00"), "2026-11-16 09:00"),
        Some(true)
    );
    assert_eq!(
        kept(Some("2026-11-05 10:31"), "2026-11-16 09:00"),
        Some(false)
    );
    assert_eq!(kept(None, "2026-11-16 09:00"), Some(false));
    assert_eq!(kept(None, "2026-11-05 10:00"), None);
    assert!(clocks.of(7).promise(Channel::Email).is_none());
}

fn account(handle: &str, minutes: Option<u32>, kind: &str, hours: &str) -> Audited {
    Audited {
        company: "c0000".to_owned(),
        network: Network::Twitter,
        handle: handle.to_owned(),
        found: AccountFound::Found,
        kind: None,
        verified: None,
        protected: None,
        default_avatar: None,
        last_post_at: None,
        active: None,
        posts_per_week: None,
        hours: hours.to_owned(),
        promise_minutes: minutes,
        promise_kind: kind.to_owned(),
        vague: None,
        email: String::new(),
        phone: String::new(),
        url: String::new(),
        agents_named: None,
        evidence: Vec::new(),
        posts_read: 0,
        replies: 0,
        reply_share: None,
        signed_share: None,
        median_reply_hours: None,
        replies_timed: 0,
        audited_at: london("2026-11-01 00:00"),
    }
}

#[test]
fn a_profile_promises_for_its_network_and_the_panel_goes_before_it() {
    let mut study = study(&[("", "", "GB")]);
    study.panel[0]
        .contact_points
        .insert(Channel::Twitter, "@Acme @acmehelp".to_owned());
    let audited = [
        account("acmehelp", Some(60), "duration", "mon-sun 08:00-22:00"),
        account("acme", None, "none", ""),
    ];
    let due = |study: &Study, audited: &[Audited], channel, sent: &str| {
        Clocks::new(study, audited)
            .of(0)
            .promise(channel)?
            .due(london(sent))
    };
    // On a Saturday evening, in the hours that the profile shows; by mail nothing is promised.
    let saturday = "2026-11-07 21:30";
    let sunday = Some(london("2026-11-08 08:30"));
    assert_eq!(due(&study, &audited, Channel::Twitter, saturday), sunday);
    assert_eq!(due(&study, &audited, Channel::Email, saturday), None);
    // The account that is asked goes before others; it shows no hours, so the company's hold.
    let asked = [
        audited[0].clone(),
        account("acme", Some(120), "duration", ""),
    ];
    let monday = Some(london("2026-11-09 11:00"));
    assert_eq!(due(&study, &asked, Channel::Twitter, saturday), monday);
    // Hours without days are of the company's days.
    let loose = [account(
        "acme",
        Some(120),
        "duration",
        "unspecified 10:00-16:00",
    )];
    let monday = Some(london("2026-11-09 12:00"));
    assert_eq!(due(&study, &loose, Channel::Twitter, saturday), monday);
    // Without any hours it runs around the clock.
    study.clock.hours = None;
    let night = Some(london("2026-11-07 23:30"));
    assert_eq!(due(&study, &asked, Channel::Twitter, saturday), night);
    let next = [account("acme", None, "next_working_day", "")];
    let end = london("2026-11-10 00:00") - SignedDuration::from_nanos(1);
    assert_eq!(due(&study, &next, Channel::Twitter, saturday), Some(end));
    // What the panel says.
    study.panel[0]
        .service
        .promises
        .by_channel
        .insert(Channel::Twitter, Term::Minutes(180));
    let panel = Some(london("2026-11-08 00:30"));
    assert_eq!(due(&study, &audited, Channel::Twitter, saturday), panel);
}

#[test]
fn companies_of_the_same_clock_share_one() {
    let many: Vec<(&str, &str, &str)> = (0..500)
        .map(|n| {
            if n % 2 == 0 {
                ("", "2h", "GB")
            } else {
                ("", "2h", "IE")
            }
        })
        .collect();
    let study = study(&many);
    let clocks = Clocks::new(&study, &[]);
    let opening = |n: u32| std::ptr::from_ref(clocks.of(n).opening().unwrap());
    assert!(std::ptr::eq(opening(0), opening(498)) && std::ptr::eq(opening(1), opening(3)));
    assert!(!std::ptr::eq(opening(0), opening(1)));
    let promise = |n: u32| std::ptr::from_ref(clocks.of(n).promise(Channel::Chat).unwrap());
    assert!(std::ptr::eq(promise(0), promise(2)));
}
