//! The small languages inside the files: ids, addresses, time spans, hours, days, moments.

use crate::sheet::{near, quote};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, civil};

/// Longest id: ids stand in file names, addresses and table cells.
const LONGEST_ID: usize = 64;

/// What is wrong with an id, if anything: it takes letters, digits, `-` and `_`.
pub(super) fn id_trouble(id: &str) -> Option<String> {
    if id.is_empty() {
        return Some("an id may not be empty".to_owned());
    }
    if id.len() > LONGEST_ID {
        return Some(format!(
            "the id {} is longer than {LONGEST_ID} characters",
            quote(id)
        ));
    }
    let bad = id
        .chars()
        .find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))?;
    Some(format!(
        "the id {} holds {}; an id takes letters without accents, digits, - and _",
        quote(id),
        if bad == ' ' {
            "a space".to_owned()
        } else {
            quote(&bad.to_string())
        }
    ))
}

/// A way to write a name as an id, as a proposal.
pub(super) fn id_proposal(id: &str) -> Option<String> {
    let proposal: String = id
        .chars()
        .take(LONGEST_ID)
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        })
        .collect();
    let proposal = proposal.trim_matches('-');
    (!proposal.is_empty()).then(|| format!("for example `{proposal}`"))
}

/// What is wrong with a bare email address, if anything (the dot-string form of RFC 5321).
pub(super) fn address_trouble(address: &str) -> Option<&'static str> {
    let Some((local, domain)) = address.rsplit_once('@') else {
        return Some("it has no @");
    };
    if local.contains('@') {
        return Some("it has more than one @");
    }
    if !address.is_ascii() {
        return Some("it holds a letter outside ASCII; write such a domain in its xn-- form");
    }
    if local.is_empty() || local.len() > 64 {
        return Some("the part before the @ must have 1 to 64 characters");
    }
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    if local
        .split('.')
        .any(|part| part.is_empty() || !part.chars().all(atom))
    {
        return Some("the part before the @ holds a character or a dot that may not stand there");
    }
    domain_trouble(domain)
}

/// Whether a text is a host name, with or without dots.
pub(super) fn is_host(text: &str) -> bool {
    domain_trouble(text).is_none()
        || (!text.contains('.') && domain_trouble(&format!("{text}.x")).is_none())
}

/// What is wrong with a domain name, if anything.
fn domain_trouble(domain: &str) -> Option<&'static str> {
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    if domain.is_empty() || domain.len() > 253 || !domain.split('.').all(label) {
        Some("the part after the @ is not a domain name")
    } else if !domain.contains('.') && domain != "localhost" {
        Some("the domain has no dot")
    } else {
        None
    }
}

/// What is wrong with a web address, if anything.
pub(super) fn url_trouble(url: &str) -> Option<&'static str> {
    let Some(rest) = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
    else {
        return Some("it must begin with https:// or http://");
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() {
        Some("it names no host")
    } else if url.len() > 2_000 || url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        Some("it holds a space or is longer than 2000 characters")
    } else {
        None
    }
}

/// What is wrong with a Twitter handle, if anything; the `@` may stand or not.
pub(super) fn handle_trouble(handle: &str) -> Option<&'static str> {
    let name = handle.strip_prefix('@').unwrap_or(handle);
    let good = (1..=15).contains(&name.len())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (!good).then_some("a handle has 1 to 15 letters, digits and _")
}

/// What is wrong with a Bluesky handle, which is a domain name, if anything.
pub(super) fn bluesky_trouble(handle: &str) -> Option<&'static str> {
    let name = handle.strip_prefix('@').unwrap_or(handle);
    (domain_trouble(name).is_some() || !name.contains('.'))
        .then_some("a handle is a domain name such as acme.bsky.social")
}

/// A time span such as `14d`, `36h`, `90m` or `1d12h`; a day is 24 hours. At most ten years.
pub(super) fn span(text: &str) -> Option<SignedDuration> {
    const MOST: i64 = 10 * 366 * 86_400;
    let mut seconds: i64 = 0;
    let mut number: Option<i64> = None;
    for c in text.trim().chars() {
        if let Some(digit) = c.to_digit(10) {
            let sum = number.unwrap_or(0) * 10 + i64::from(digit);
            number = (sum <= MOST).then_some(sum);
            number?;
            continue;
        }
        let unit = match c {
            'w' => 7 * 86_400,
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        seconds += number.take()?.checked_mul(unit)?;
        if seconds > MOST {
            return None;
        }
    }
    (number.is_none() && !text.trim().is_empty()).then(|| SignedDuration::from_secs(seconds))
}

/// A decimal number such as `25.00` in millionths, exactly; `Err` says why not. Its sign, its exponent
/// and a seventh decimal have no place in an amount.
pub(super) fn millionths(text: &str) -> Result<u64, &'static str> {
    const SHAPE: &str = "it is no decimal number such as 25.00";
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(decimals) {
        return Err(SHAPE);
    }
    if decimals.len() > 6 {
        return Err("it has more than six decimals");
    }
    whole
        .parse::<u64>()
        .ok()
        .filter(|units| *units <= 1_000_000_000)
        .zip(format!("{decimals:0<6}").parse::<u64>().ok())
        .map(|(units, rest)| units * 1_000_000 + rest)
        .ok_or("it is more than 1000000000")
}

/// A day such as `2026-10-01`, if it may be one on which something was agreed.
pub(super) fn day(text: &str) -> Option<civil::Date> {
    let day: civil::Date = text.trim().parse().ok()?;
    (1990..=2200).contains(&day.year()).then_some(day)
}

/// What is wrong with the base address of an interface, if anything: what is secret goes there, so it
/// is https, or http on this machine alone.
pub(super) fn api_trouble(url: &str) -> Option<&'static str> {
    if let Some(trouble) = url_trouble(url) {
        return Some(trouble);
    }
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Some("it holds a login, which never stands in a study file");
    }
    if rest.contains(['?', '#']) {
        return Some("it is a base address, without ? and #");
    }
    // The colons of an IPv6 address stand inside its brackets.
    let end = authority.rfind(']').map_or(0, |i| i + 1);
    let (host, port) = match authority[end..].split_once(':') {
        Some((name, port)) => (&authority[..end + name.len()], Some(port)),
        None => (authority, None),
    };
    let number =
        |p: &str| p.bytes().all(|b| b.is_ascii_digit()) && p.parse::<u16>().is_ok_and(|p| p > 0);
    if port.is_some_and(|p| !number(p)) {
        return Some("its port is none");
    }
    let ip = host
        .strip_prefix('[')
        .and_then(|h| h.strip_suffix(']'))
        .unwrap_or(host)
        .parse::<std::net::IpAddr>();
    match ip {
        Err(_) if !is_host(host) => Some("it names no host"),
        _ if scheme == "https" => None,
        Ok(ip) if ip.is_loopback() => None,
        Err(_) if host == "localhost" => None,
        _ => Some("http is for this machine alone"),
    }
}

/// Hours such as `09:00-17:00`: from, and to (exclusive). `24:00` is the end of the day, kept as
/// the last moment of the day.
pub(super) fn hours(text: &str) -> Option<(Time, Time)> {
    let (from, to) = text.split_once(['-', '–'])?;
    let (from, to) = (clock_time(from)?, clock_time(to)?);
    (from < to).then_some((from, to))
}

fn clock_time(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    let two = |s: &str| (1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    if !two(hour) || minute.len() != 2 || !two(minute) {
        return None;
    }
    match (hour.parse().ok()?, minute.parse().ok()?) {
        (24, 0) => Some(Time::MAX),
        (hour, minute) => Time::new(hour, minute, 0, 0).ok(),
    }
}

/// The days of the week, Monday first.
pub(super) const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Adds `mon`, or a range such as `mon-fri`, to a week.
pub(super) fn add_days(word: &str, week: &mut [bool; 7]) -> Option<()> {
    let index = |w: &str| DAYS.iter().position(|d| *d == w.trim());
    let (first, last) = match word.split_once('-') {
        Some((first, last)) => (index(first)?, index(last)?),
        None => (index(word)?, index(word)?),
    };
    let mut day = first;
    loop {
        week[day] = true;
        if day == last {
            return Some(());
        }
        day = (day + 1) % 7;
    }
}

/// A moment: RFC 3339; without an offset it is read in `zone`; a mere date is the start of that
/// day there.
pub(super) fn moment(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    let moment = text.parse::<Timestamp>().ok().or_else(|| {
        let local: civil::DateTime = text.parse().ok()?;
        zone.to_ambiguous_timestamp(local).compatible().ok()
    })?;
    // Beyond these years it is a slip of the pen, and sums with time spans could overflow.
    let year = moment.to_zoned(TimeZone::UTC).year();
    (1990..=2200).contains(&year).then_some(moment)
}

/// The zone that a name stands for, with the name as IANA writes it; `Err` is a proposal.
pub(super) fn zone(name: &str) -> Result<(TimeZone, String), Option<String>> {
    if let Ok(zone) = TimeZone::get(name)
        && let Some(iana) = zone.iana_name().map(ToOwned::to_owned)
    {
        return Ok((zone, iana));
    }
    let names: Vec<String> = jiff::tz::db()
        .available()
        .map(|n| n.as_str().to_owned())
        .collect();
    let last = |n: &str| n.rsplit('/').next().unwrap_or_default().to_owned();
    // People write the city alone, or misspell one half.
    let by_city = names
        .iter()
        .find(|n| last(n).eq_ignore_ascii_case(&last(name)));
    let found = by_city
        .map(String::as_str)
        .or_else(|| near(name, names.iter().map(String::as_str)));
    Err(Some(found.map_or_else(
        || "use an IANA name such as `Europe/London`".to_owned(),
        |n| format!("did you mean `{n}`?"),
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spans() {
        let hours = |h| Some(SignedDuration::from_hours(h));
        assert_eq!(span("14d"), hours(14 * 24));
        assert_eq!(span("36h"), hours(36));
        assert_eq!(span("90m"), Some(SignedDuration::from_mins(90)));
        assert_eq!(span("1d12h"), hours(36));
        assert_eq!(span("0m"), hours(0));
        for bad in [
            "",
            "14",
            "d",
            "14 days",
            "-1d",
            "1.5d",
            "9999999999999999999d",
            "99999d",
        ] {
            assert_eq!(span(bad), None, "{bad}");
        }
    }

    #[test]
    fn hours_and_days() {
        let t = |h, m| Time::constant(h, m, 0, 0);
        assert_eq!(hours("09:00-17:30"), Some((t(9, 0), t(17, 30))));
        assert_eq!(hours("0:00 - 24:00"), Some((t(0, 0), Time::MAX)));
        for bad in [
            "9-17",
            "17:00-09:00",
            "09:00-09:00",
            "25:00-26:00",
            "09:60-10:00",
            "",
        ] {
            assert_eq!(hours(bad), None, "{bad}");
        }
        let mut week = [false; 7];
        add_days("sat-mon", &mut week).unwrap();
        assert_eq!(week, [true, false, false, false, false, true, true]);
        assert_eq!(add_days("mon-fry", &mut week), None);
    }

    #[test]
    fn a_local_moment_is_read_in_the_zone() {
        let london = TimeZone::get("Europe/London").unwrap();
        let utc = |s: &str| Some(s.parse::<Timestamp>().unwrap());
        assert_eq!(moment("2026-07-06", &london), utc("2026-07-05T23:00:00Z"));
        assert_eq!(
            moment("2026-11-02T09:30", &london),
            utc("2026-11-02T09:30:00Z")
        );
        assert_eq!(
            moment("2026-11-02T09:30:00+02:00", &london),
            utc("2026-11-02T07:30:00Z")
        );
        for bad in ["", "soon", "2026-13-01", "9999-01-01", "09:00"] {
            assert_eq!(moment(bad, &london), None, "{bad}");
        }
    }

    #[test]
    fn addresses() {
        for good in ["info@acme.example", "a.b+c@x-y.example", "o'hara@localhost"] {
            assert_eq!(address_trouble(good), None, "{good}");
        }
        for bad in [
            "acme.example",
            "@acme.example",
            "a@",
            "a@b@c.example",
            "a b@c.example",
            ".a@c.example",
            "a..b@c.example",
            "a@c",
            "a@-c.example",
            "a@c..example",
            "ä@c.example",
            "a@c.example\n",
            "A <a@c.example>",
        ] {
            assert!(address_trouble(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn zones_are_proposed_by_city_or_spelling() {
        assert_eq!(zone("europe/london").unwrap().1, "Europe/London");
        for wrong in ["London", "Europe/Lodnon", "UK/London"] {
            let hint = zone(wrong).unwrap_err().unwrap();
            assert!(hint.contains("`Europe/London`"), "{wrong}: {hint}");
        }
        assert!(zone("").is_err());
    }

    #[test]
    fn amounts_are_exact() {
        for (text, want) in [
            ("25.00", Some(25_000_000)),
            ("25", Some(25_000_000)),
            ("0.015", Some(15_000)),
            ("0.000001", Some(1)),
            ("0.1", Some(100_000)),
            ("1000000000.999999", Some(1_000_000_000_999_999)),
            ("0.0000001", None),
            ("25.0000000", None),
            ("1000000001", None),
            ("99999999999999999999", None),
            ("-1", None),
            ("+1.0", None),
            ("1e3", None),
            ("1.5e3", None),
            ("nan", None),
            ("inf", None),
            ("1.", None),
            (".5", None),
            ("1.2.3", None),
            ("", None),
        ] {
            assert_eq!(millionths(text).ok(), want, "{text}");
        }
    }

    #[test]
    fn interfaces_are_reached_over_tls_but_on_this_machine() {
        for good in [
            "https://api.x.com",
            "https://bsky.social/xrpc/",
            "https://[2001:db8::1]:8443",
            "http://127.0.0.1:8080",
            "http://[::1]:8080/x",
            "http://localhost",
        ] {
            assert_eq!(api_trouble(good), None, "{good}");
        }
        for bad in [
            "api.x.com",
            "http://api.x.com",
            "http://10.0.0.1",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "http://127.0.0.1@api.x.com",
            "https://user:secret@api.x.com",
            "https://api.x.com?x=1",
            "https://api.x.com#x",
            "https://api.x.com:0",
            "https://api.x.com:99999",
            "https://api.x.com:",
            "https://api x.com",
            "https://[::1",
            "http://[::1]x",
            "ftp://127.0.0.1",
            "https://",
        ] {
            assert!(api_trouble(bad).is_some(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn an_amount_is_read_back_as_it_was_written(units in 0u64..=1_000_000_000, rest in 0u64..1_000_000) {
            prop_assert_eq!(millionths(&format!("{units}.{rest:06}")), Ok(units * 1_000_000 + rest));
        }

        #[test]
        fn no_text_makes_them_panic(text in "\\PC{0,40}|[0-9a-z:@.+-]{0,40}") {
            let mut week = [false; 7];
            let _ = (id_trouble(&text), id_proposal(&text), address_trouble(&text));
            let _ = (url_trouble(&text), handle_trouble(&text), bluesky_trouble(&text));
            let _ = (span(&text), hours(&text), add_days(&text, &mut week));
            let _ = (day(&text), api_trouble(&text), api_trouble(&format!("http://{text}")));
            let _ = moment(&text, &TimeZone::UTC);
        }
    }
}
