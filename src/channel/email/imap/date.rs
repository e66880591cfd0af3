//! INTERNALDATE.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Reads RFC 3501's date-time, ` 2-Nov-2026 09:30:15 +0100`; `None` when it is not one.
pub fn internal_date(text: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(text).ok()?;
    let mut words = text.split_ascii_whitespace();
    let (date, time, zone) = (words.next()?, words.next()?, words.next()?);

    let mut date = date.splitn(3, '-');
    let day = date.next()?.parse().ok()?;
    let month = date.next()?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|name| *name == month)?;
    let year = date.next()?.parse().ok()?;

    let mut time = time.splitn(3, ':').map(str::parse::<i8>);
    let (hour, minute) = (time.next()?.ok()?, time.next()?.ok()?);
    // A leap second counts as the one before it.
    let second = time.next()?.ok()?.min(59);

    let (sign, zone) = match zone.as_bytes().first()? {
        b'+' => (1, &zone[1..]),
        b'-' => (-1, &zone[1..]),
        _ => return None,
    };
    if zone.len() != 4 || !zone.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let zone: i32 = zone.parse().ok()?;
    let offset = Offset::from_seconds(sign * (zone / 100 * 3600 + zone % 100 * 60)).ok()?;

    let month = i8::try_from(month).ok()? + 1;
    let civil = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    offset.to_timestamp(civil).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates() {
        for (text, expected) in [
            (" 2-Nov-2026 09:30:15 +0100", Some("2026-11-02T08:30:15Z")),
            ("02-nov-2026 09:30:15 -0930", Some("2026-11-02T19:00:15Z")),
            ("31-Dec-2016 23:59:60 +0000", Some("2016-12-31T23:59:59Z")),
            ("31-Feb-2026 00:00:00 +0000", None),
            ("2-Nov-2026 09:30:15 UTC", None),
            ("2-Nov-2026 09:30:15 +\u{e9}00", None),
            ("2-Nov-2026 25:30:15 +0000", None),
            ("2-Nov-99999 09:30:15 +0000", None),
            ("", None),
        ] {
            let expected = expected.map(|text| text.parse::<Timestamp>().unwrap());
            assert_eq!(internal_date(text.as_bytes()), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn anything_goes(text in "[ 0-9A-Za-z:+\\-é]{0,40}") {
            let _ = internal_date(text.as_bytes());
        }
    }
}
