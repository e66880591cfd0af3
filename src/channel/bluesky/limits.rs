//! What the server's headers allow, so that no call is made that is bound to be refused.
//!
//! A server keeps several limits side by side: one for all calls of an address, others for logins and for
//! writes. Each answer shows the one that is nearest to its end, under a policy such as `3000;w=300`. So
//! limits are kept by policy, and each kind of call keeps to every policy it has been shown.

use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{SignedDuration, Timestamp};
use reqwest::header::HeaderMap;
use std::collections::{BTreeMap, BTreeSet};

/// What a call is to the server's limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Opens or renews a session.
    Login,
    /// Reads.
    Read,
    /// Writes a record.
    Write,
}

impl Kind {
    /// The points that a call takes off its limit; a record written takes three.
    const fn cost(self) -> u64 {
        match self {
            Self::Login | Self::Read => 1,
            Self::Write => 3,
        }
    }
}

/// No window is longer; what claims to be is not believed.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// The server cuts the end of its window to whole seconds.
const ROUNDING: SignedDuration = SignedDuration::from_secs(1);

/// Policies kept at once. Real servers have five.
const MOST: usize = 32;

struct Window {
    remaining: u64,
    reset: Timestamp,
}

/// The limits as the server last showed them.
#[derive(Default)]
pub struct Limits {
    windows: BTreeMap<String, Window>,
    shown: BTreeMap<Kind, BTreeSet<String>>,
}

impl Limits {
    /// Takes note of an answer's headers. `now` is the study's clock, `refused` that the answer is a 429.
    /// Says whether they tell when the next call may be made.
    pub fn note(&mut self, kind: Kind, headers: &HeaderMap, refused: bool, now: Timestamp) -> bool {
        self.windows.retain(|_, window| window.reset > now);
        for policies in self.shown.values_mut() {
            policies.retain(|policy| self.windows.contains_key(policy));
        }
        let Some((policy, remaining, wait)) = shown(headers, refused, now) else {
            return false;
        };
        let Ok(reset) = now.checked_add(wait) else {
            return false;
        };
        if self.windows.len() < MOST || self.windows.contains_key(&policy) {
            self.windows
                .insert(policy.clone(), Window { remaining, reset });
            self.shown.entry(kind).or_default().insert(policy);
        }
        true
    }

    /// When the next call of a kind may be made; `None` for now. What plain reads are shown holds for
    /// every call, since nothing narrower applies to them.
    pub fn due(&self, kind: Kind, now: Timestamp) -> Option<Timestamp> {
        let of = |kind| self.shown.get(&kind).into_iter().flatten();
        let own = of(kind).map(|policy| (policy, kind.cost()));
        let general = of(Kind::Read).map(|policy| (policy, Kind::Read.cost()));
        own.chain(general)
            .filter_map(|(policy, cost)| {
                let window = self.windows.get(policy)?;
                (window.remaining < cost && window.reset > now).then_some(window.reset)
            })
            .max()
    }
}

/// Policy, what remains of it, and how long until it begins anew.
fn shown(
    headers: &HeaderMap,
    refused: bool,
    now: Timestamp,
) -> Option<(String, u64, SignedDuration)> {
    let number = |name| text(headers, name)?.parse::<u64>().ok();
    let policy = text(headers, "ratelimit-policy").or_else(|| text(headers, "ratelimit-limit"));
    let policy = policy.unwrap_or("unnamed").to_owned();
    let wait = number("ratelimit-reset").and_then(|reset| wait(reset, headers, now));
    match (number("ratelimit-remaining"), wait) {
        (_, Some(wait)) if refused => Some((policy, 0, wait)),
        (Some(remaining), Some(wait)) => Some((policy, remaining, wait)),
        _ if refused => {
            let seconds = i64::try_from(number("retry-after")?).ok()?;
            let wait = SignedDuration::from_secs(seconds);
            (wait <= LONGEST).then(|| ("retry-after".to_owned(), 0, wait))
        }
        _ => None,
    }
}

/// How long until a window begins anew. The moment is by the server's clock, so it is measured from the
/// answer's `Date`; our own clock stands in where that makes no sense.
fn wait(reset: u64, headers: &HeaderMap, now: Timestamp) -> Option<SignedDuration> {
    let reset = Timestamp::from_second(i64::try_from(reset).ok()?).ok()?;
    let window = text(headers, "ratelimit-policy")
        .and_then(|policy| policy.split_once(";w="))
        .and_then(|(_, seconds)| seconds.parse::<i64>().ok())
        .map_or(LONGEST, |s| SignedDuration::from_secs(s).min(LONGEST));
    let served =
        text(headers, "date").and_then(|date| DateTimeParser::new().parse_timestamp(date).ok());
    [served, Some(now)]
        .into_iter()
        .flatten()
        .map(|from| reset.duration_since(from))
        .find(|wait| !wait.is_negative() && *wait <= window.saturating_add(ROUNDING))
        .map(|wait| wait.saturating_add(ROUNDING))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let text = headers.get(name)?.to_str().ok()?.trim();
    (!text.is_empty() && text.len() <= 100).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use reqwest::header::{HeaderName, HeaderValue};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                let name = HeaderName::from_static(name);
                (name, HeaderValue::from_str(value).unwrap())
            })
            .collect()
    }

    fn limit(policy: &str, remaining: &str, reset: &str) -> HeaderMap {
        headers(&[
            ("ratelimit-policy", policy),
            ("ratelimit-remaining", remaining),
            ("ratelimit-reset", reset),
        ])
    }

    #[test]
    fn an_exhausted_window_is_waited_for() {
        let mut limits = Limits::default();
        assert!(limits.note(
            Kind::Read,
            &limit("3000;w=300", "1", "1200"),
            false,
            at(1000)
        ));
        assert_eq!(limits.due(Kind::Read, at(1000)), None);
        limits.note(
            Kind::Read,
            &limit("3000;w=300", "0", "1200"),
            false,
            at(1000),
        );
        assert_eq!(limits.due(Kind::Read, at(1000)), Some(at(1201)));
        assert_eq!(
            limits.due(Kind::Write, at(1000)),
            Some(at(1201)),
            "it holds for every call"
        );
        assert_eq!(limits.due(Kind::Read, at(1201)), None);
        limits.note(
            Kind::Read,
            &limit("3000;w=300", "2999", "1500"),
            false,
            at(1201),
        );
        assert_eq!(limits.due(Kind::Read, at(1201)), None);
    }

    #[test]
    fn a_write_takes_three_points_and_does_not_keep_reads_waiting() {
        let mut limits = Limits::default();
        limits.note(
            Kind::Read,
            &limit("3000;w=300", "2", "1200"),
            false,
            at(1000),
        );
        limits.note(
            Kind::Write,
            &limit("5000;w=3600", "3", "2000"),
            false,
            at(1000),
        );
        assert_eq!(limits.due(Kind::Write, at(1000)), None);
        limits.note(
            Kind::Write,
            &limit("5000;w=3600", "2", "2000"),
            false,
            at(1000),
        );
        assert_eq!(limits.due(Kind::Write, at(1000)), Some(at(2001)));
        assert_eq!(limits.due(Kind::Read, at(1000)), None);
    }

    #[test]
    fn a_clock_that_is_wrong_does_not_matter_where_the_server_tells_its_own() {
        // 1970-01-01 00:16:40 by the server; ours is an hour ahead.
        let mut headers = limit("3000;w=300", "0", "1200");
        headers.insert(
            "date",
            HeaderValue::from_static("Thu, 01 Jan 1970 00:16:40 GMT"),
        );
        let mut limits = Limits::default();
        limits.note(Kind::Read, &headers, false, at(4600));
        assert_eq!(limits.due(Kind::Read, at(4600)), Some(at(4801)));
    }

    #[test]
    fn a_refusal_says_when_to_come_back_or_not() {
        let mut limits = Limits::default();
        assert!(!limits.note(Kind::Read, &HeaderMap::new(), true, at(0)));
        assert_eq!(limits.due(Kind::Read, at(0)), None);
        assert!(limits.note(Kind::Read, &headers(&[("retry-after", "30")]), true, at(0)));
        assert_eq!(limits.due(Kind::Read, at(0)), Some(at(30)));
        for nonsense in ["99999999999999999999", "-1", "253402300800", "soon", ""] {
            let mut limits = Limits::default();
            let headers = limit("3000;w=300", "0", nonsense);
            assert!(
                !limits.note(Kind::Read, &headers, true, at(0)),
                "{nonsense}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_a_day(
            policy in "[ -~]{0,20}", remaining in "[ -~]{0,8}", reset in "[0-9]{0,20}",
            after in "[0-9]{0,20}", refused: bool, now in 0_i64..2_000_000_000,
        ) {
            let mut headers = limit(&policy, &remaining, &reset);
            headers.insert("retry-after", HeaderValue::from_str(&after).unwrap());
            let mut limits = Limits::default();
            limits.note(Kind::Write, &headers, refused, at(now));
            if let Some(due) = limits.due(Kind::Write, at(now)) {
                prop_assert!(due > at(now) && due <= at(now + 86_402));
            }
        }
    }
}
