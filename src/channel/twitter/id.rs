//! Ids of posts, and the time that stands in them.

use jiff::{SignedDuration, Timestamp};

/// When ids began to hold a time (4 November 2010), in milliseconds: what each is counted from.
const EPOCH: i64 = 1_288_834_974_657;

/// Ids below this were counted up one by one.
const FIRST: u64 = 30_000_000_000;

/// A post's id as a number: digits only, within 64 bits.
pub(super) fn number(id: &str) -> Option<u64> {
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    id.parse().ok()
}

/// When an id was given, to the millisecond; `None` when it holds no time.
pub(super) fn time_of(id: u64) -> Option<Timestamp> {
    if id < FIRST {
        return None;
    }
    let since = i64::try_from(id >> 22).ok()?;
    Timestamp::from_millisecond(since.checked_add(EPOCH)?).ok()
}

/// The first id of a moment; `None` for moments before ids held a time.
pub(super) fn first_of(moment: Timestamp) -> Option<u64> {
    let since = u64::try_from(moment.as_millisecond().checked_sub(EPOCH)?).ok()?;
    since.checked_mul(1 << 22).filter(|id| *id >= FIRST)
}

/// The time that X gave a post that was just taken: what its id says, in whole seconds as `created_at`
/// has it, if that is anywhere near `server_now`; else `server_now`.
pub(super) fn taken_at(id: u64, server_now: Timestamp) -> Timestamp {
    let day = SignedDuration::from_hours(24);
    time_of(id)
        .filter(|at| at.duration_since(server_now).abs() <= day)
        .and_then(|at| Timestamp::from_second(at.as_second()).ok())
        .unwrap_or(server_now)
}

/// The id in what a person pastes: an id, or the address of a post on x.com or twitter.com, with `www.`,
/// `m.` or `mobile.` before it and whatever behind it.
pub(super) fn of_address(text: &str) -> Option<String> {
    let text = text.trim();
    if number(text).is_some() {
        return Some(text.to_owned());
    }
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .unwrap_or(text);
    let (host, path) = rest.split_once('/')?;
    let host = host.to_ascii_lowercase();
    let bare = ["www.", "mobile.", "m."]
        .iter()
        .find_map(|prefix| host.strip_prefix(prefix))
        .unwrap_or(&host);
    if bare != "x.com" && bare != "twitter.com" {
        return None;
    }
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    // x.com/HANDLE/status/ID, and x.com/i/web/status/ID.
    let at = parts
        .iter()
        .position(|part| *part == "status" || *part == "statuses")?;
    let id = *parts.get(at + 1)?;
    (at > 0 && number(id).is_some()).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_id_tells_its_time() {
        // The first post of X's own documentation: 2013-01-22T14:18:01Z.
        let at = time_of(293_723_829_123_456_768).map(jiff::Timestamp::as_second);
        assert!(at.is_some());
        let moment: Timestamp = "2026-11-02T10:00:00.123Z".parse().unwrap();
        let id = first_of(moment).unwrap();
        assert_eq!(time_of(id), Some(moment));
        assert_eq!(
            time_of(id - 1),
            moment.checked_sub(SignedDuration::from_millis(1)).ok()
        );
        assert_eq!(time_of(20), None);
        assert_eq!(taken_at(20, moment), moment);
        assert_eq!(
            taken_at(id, moment),
            "2026-11-02T10:00:00Z".parse().unwrap()
        );
        // What Twitter, Inc. said of the id of a well-known post: 2020-06-24T16:28:14Z.
        let known = time_of(1_275_828_087_666_679_809).unwrap();
        assert_eq!(known.to_string().get(..19), Some("2020-06-24T16:28:14"));
    }

    #[test]
    fn addresses_of_posts() {
        for good in [
            "1275828087666679809",
            " https://x.com/acme/status/1275828087666679809 ",
            "https://twitter.com/acme/status/1275828087666679809?s=20&t=x",
            "https://mobile.twitter.com/acme/statuses/1275828087666679809#m",
            "http://m.x.com/acme/status/1275828087666679809/photo/1",
            "https://www.x.com/i/web/status/1275828087666679809",
            "x.com/acme/status/1275828087666679809",
        ] {
            assert_eq!(
                of_address(good).as_deref(),
                Some("1275828087666679809"),
                "{good}"
            );
        }
        for bad in [
            "",
            "acme",
            "https://x.com/acme",
            "https://x.com/status/12",
            "https://x.com/acme/status/",
            "https://x.com/acme/status/12a",
            "https://x.com.example/acme/status/12",
            "https://notx.com/acme/status/12",
            "99999999999999999999999",
            "-5",
        ] {
            assert_eq!(of_address(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_pasted_gives_an_id_or_nothing(text in ".{0,60}") {
            prop_assert!(of_address(&text).is_none_or(|id| number(&id).is_some()));
        }

        #[test]
        fn ids_grow_with_time(a in 1_300_000_000_000_i64..4_000_000_000_000, more in 1_i64..1_000_000) {
            let id = |ms| first_of(Timestamp::from_millisecond(ms).unwrap()).unwrap();
            prop_assert!(id(a) < id(a + more));
            prop_assert_eq!(time_of(id(a)).map(jiff::Timestamp::as_millisecond), Some(a));
        }
    }
}
