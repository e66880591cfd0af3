use super::*;
use proptest::prelude::*;

fn parse(text: &str) -> BusinessHours {
    BusinessHours::parse(text).unwrap()
}

fn spans(list: &[(u16, u16)]) -> Vec<OpenSpan> {
    list.iter()
        .map(|&(from, to)| OpenSpan { from, to })
        .collect()
}

#[test]
fn hours_are_read_as_audits_and_people_write_them() {
    let hours = parse("mon-fri 09:00-17:30; sat 10:00-16:00");
    assert_eq!(hours.on(Weekday::Monday), spans(&[(540, 1050)]));
    assert_eq!(hours.on(Weekday::Saturday), spans(&[(600, 960)]));
    assert!(hours.on(Weekday::Sunday).is_empty() && hours.on_holidays().is_empty());

    let hours = parse("Mon,Wed,Fri 9:00-12:00, 13:00 - 17:00; holidays 10:00-14:00");
    assert_eq!(
        hours.on(Weekday::Wednesday),
        spans(&[(540, 720), (780, 1020)])
    );
    assert!(hours.on(Weekday::Tuesday).is_empty());
    assert_eq!(hours.on_holidays(), spans(&[(600, 840)]));

    // Over the end of the week, over midnight, to its end, and spans that touch or overlap.
    let hours = parse(
        "sat-mon: 18:00-02:00; tue 00:00-24:00; wed 09:00-12:00; wed 11:00-13:00,13:00-14:00",
    );
    assert_eq!(hours.on(Weekday::Sunday), spans(&[(1080, 1560)]));
    assert_eq!(hours.on(Weekday::Monday), spans(&[(1080, 1560)]));
    assert_eq!(hours.on(Weekday::Tuesday), spans(&[(0, 1440)]));
    assert_eq!(hours.on(Weekday::Wednesday), spans(&[(540, 840)]));

    assert!(parse(" Always ").is_always());
    assert!(!parse("mon-sun 00:00-24:00").is_always());
}

#[test]
fn what_are_no_hours_is_said() {
    for (text, why) in [
        ("", "there are no hours"),
        (" ; ", "there are no hours"),
        ("09:00-17:00", "no days stand before `09:00-17:00`"),
        ("mon-fri", "no hours stand behind `mon-fri`"),
        ("mon-fri closed", "no hours stand behind `mon-fri closed`"),
        ("mon-fry 09:00-17:00", "`fry` is no day"),
        ("mon- 09:00-17:00", "`` is no day"),
        ("mon-fri 9-17", "`9-17` are no hours"),
        ("mon-fri 09:00-25:00", "`09:00-25:00` are no hours"),
        ("mon-fri 09:00-24:01", "`09:00-24:01` are no hours"),
        ("mon-fri 24:00-09:00", "`24:00-09:00` are no hours"),
        ("mon-fri 09:60-17:00", "`09:60-17:00` are no hours"),
        (
            "mon-fri 09:00-17:00, sat 10:00-16:00",
            "`sat 10:00-16:00` are no hours",
        ),
        (
            "mon-fri 09:00-17:00; always",
            "no hours stand behind `always`",
        ),
    ] {
        let trouble = BusinessHours::parse(text).unwrap_err();
        assert_eq!(trouble.to_string(), why, "{text}");
    }
}

#[test]
fn hours_without_days_are_of_the_days_on_which_it_is_open() {
    let loose = parse("unspecified 10:00-16:00");
    assert!(loose.on(Weekday::Monday).is_empty());
    let open = |hours: &BusinessHours| -> String { hours.to_string() };
    assert_eq!(open(&loose.clone().settled(None)), "mon-fri 10:00-16:00");
    let shop = parse("tue-sat 09:00-18:00");
    assert_eq!(
        open(&loose.clone().settled(Some(&shop))),
        "tue-sat 10:00-16:00"
    );
    let always = BusinessHours::always();
    assert_eq!(
        open(&loose.clone().settled(Some(&always))),
        "mon-sun 10:00-16:00"
    );
    // Days that have hours of their own keep them, and where nothing is loose nothing changes.
    let some = parse("sat 12:00-13:00; unspecified 10:00-16:00").settled(Some(&shop));
    assert_eq!(open(&some), "tue-fri 10:00-16:00; sat 12:00-13:00");
    assert_eq!(open(&shop.clone().settled(Some(&always))), open(&shop));
}

#[test]
fn whole_days_are_those_on_which_anything_is_open() {
    let hours = parse("fri 18:00-02:00; sat 09:00-12:00, 13:00-15:00; holidays 10:00-11:00");
    let whole = "fri-sat 00:00-24:00; holidays 00:00-24:00";
    assert_eq!(hours.whole_days().to_string(), whole);
    assert!(BusinessHours::always().whole_days().is_always());
}

/// Hours as a text that is none too simple.
pub(crate) fn written() -> impl Strategy<Value = String> {
    let days = prop_oneof![
        Just("mon-fri".to_owned()),
        Just("holidays".to_owned()),
        Just("unspecified".to_owned()),
        (0usize..7, 0usize..7).prop_map(|(a, b)| format!("{}-{}", DAYS[a], DAYS[b])),
        prop::sample::subsequence(DAYS.to_vec(), 1..=7).prop_map(|list| list.join(",")),
    ];
    let time = (0u16..24, 0u16..60).prop_map(|(h, m)| format!("{h:02}:{m:02}"));
    let span = (time.clone(), time).prop_map(|(from, to)| format!("{from}-{to}"));
    let part = (days, prop::collection::vec(span, 1..4))
        .prop_map(|(days, spans)| format!("{days} {}", spans.join(", ")));
    prop_oneof![
        1 => Just("always".to_owned()),
        9 => prop::collection::vec(part, 1..5).prop_map(|parts| parts.join("; ")),
    ]
}

proptest! {
    #[test]
    fn hours_are_read_back_as_they_were_written(text in written()) {
        let hours = parse(&text);
        prop_assert_eq!(&parse(&hours.to_string()), &hours, "{}", hours);
        for spans in hours.week.iter().chain([&hours.holidays, &hours.unspecified]) {
            for span in spans {
                prop_assert!(span.from < span.to && span.from < DAY && span.to <= 2 * DAY);
            }
            for pair in spans.windows(2) {
                prop_assert!(pair[0].to < pair[1].from);
            }
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}|[a-z0-9:;, -]{0,60}") {
        if let Ok(hours) = BusinessHours::parse(&text) {
            prop_assert_eq!(parse(&hours.to_string()), hours);
        }
    }
}
