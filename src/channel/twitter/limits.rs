//! The limits that X tells with every answer, kept by endpoint, so that no call is made that would be
//! refused.

use crate::channel::http::Answer;
use crate::error::{Error, Result};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;

/// The beginnings of the headers of each window: the endpoint's quarter of an hour, and the day of the
/// app and of the user.
const WINDOWS: [&str; 3] = ["x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour"];

/// No window is longer; what says so is a slip, or a clock that is off.
const LONGEST: SignedDuration = SignedDuration::from_hours(25);

/// Nobody is kept waiting longer than this; who would have to is told so instead.
const PATIENCE: SignedDuration = SignedDuration::from_hours(1);

/// Waits after the first, second, .. 429 that says nothing of when to come back.
const STEPS: [SignedDuration; 5] = [
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(4),
    SignedDuration::from_mins(8),
    SignedDuration::from_mins(15),
];

/// So many 429 in a row and the call is given up, whatever they say.
const MOST: u32 = 6;

/// What is known of the limits of an account.
#[derive(Debug, Default)]
pub(super) struct Limits {
    /// Until when an endpoint is closed, by this machine's clock; one entry a window.
    closed: HashMap<(&'static str, usize), Timestamp>,
}

impl Limits {
    /// Takes in what an answer says.
    pub(super) fn note(&mut self, endpoint: &'static str, answer: &Answer, now: Timestamp) {
        for (window, prefix) in WINDOWS.iter().enumerate() {
            let remaining = answer.number(&format!("{prefix}-remaining"));
            let reset = answer
                .number(&format!("{prefix}-reset"))
                .and_then(|seconds| Timestamp::from_second(i64::try_from(seconds).ok()?).ok());
            match (remaining, reset) {
                (Some(0), Some(reset)) => {
                    if let Some(wait) = until(reset, answer.date(), now)
                        && let Ok(at) = now.checked_add(wait)
                    {
                        self.closed.insert((endpoint, window), at);
                    }
                }
                (Some(_), _) => {
                    self.closed.remove(&(endpoint, window));
                }
                _ => {}
            }
        }
    }

    /// When an endpoint may be called again; `None` when it may be now.
    pub(super) fn opens_at(&self, endpoint: &'static str, now: Timestamp) -> Option<Timestamp> {
        (0..WINDOWS.len())
            .filter_map(|window| self.closed.get(&(endpoint, window)).copied())
            .max()
            .filter(|at| *at > now)
    }

    /// The same, and an error when it is too far away to wait for.
    pub(super) fn wait_for(
        &self,
        endpoint: &'static str,
        server: &str,
        now: Timestamp,
    ) -> Result<Option<Timestamp>> {
        match self.opens_at(endpoint, now) {
            Some(at) if at.duration_since(now) > PATIENCE => Err(Error::Server {
                server: server.to_owned(),
                reason: format!("the limit of {endpoint} is used up until {at}"),
                hint: "run the same command again after that; nothing was called in vain"
                    .to_owned(),
            }),
            other => Ok(other),
        }
    }
}

/// How long after the `number`th 429 in a row (from 1) that did not say when to come back; `None` when
/// the call is to be given up.
pub(super) fn step(number: u32) -> Option<SignedDuration> {
    if number >= MOST {
        return None;
    }
    STEPS
        .get(usize::try_from(number).ok()?.saturating_sub(1))
        .copied()
}

/// How long until a moment of the server's clock. By the server's own clock if it shows it, so that a
/// wrong one of ours does no harm; a moment that cannot be right counts for nothing.
fn until(
    reset: Timestamp,
    server_now: Option<Timestamp>,
    now: Timestamp,
) -> Option<SignedDuration> {
    [server_now, Some(now)]
        .into_iter()
        .flatten()
        .map(|now| reset.duration_since(now))
        .find(|wait| *wait >= SignedDuration::ZERO && *wait <= LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{HeaderMap, HeaderValue};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + seconds).unwrap()
    }

    fn answer(pairs: &[(&'static str, String)]) -> Answer {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, HeaderValue::from_str(value).unwrap());
        }
        Answer {
            status: 200,
            headers,
            body: Vec::new(),
        }
    }

    fn limit(remaining: u32, reset: Timestamp) -> Vec<(&'static str, String)> {
        vec![
            ("x-rate-limit-remaining", remaining.to_string()),
            ("x-rate-limit-reset", reset.as_second().to_string()),
        ]
    }

    #[test]
    fn an_endpoint_is_closed_until_its_reset() {
        let mut limits = Limits::default();
        limits.note("a", &answer(&limit(1, at(900))), at(0));
        assert_eq!(limits.opens_at("a", at(0)), None);
        limits.note("a", &answer(&limit(0, at(900))), at(0));
        assert_eq!(limits.opens_at("a", at(899)), Some(at(900)));
        assert_eq!(limits.opens_at("a", at(900)), None);
        assert_eq!(limits.opens_at("b", at(0)), None);
    }

    #[test]
    fn a_reset_is_a_moment_of_the_servers_clock() {
        let mut limits = Limits::default();
        let mut pairs = limit(0, at(3600 + 900));
        pairs.push(("date", "Tue, 14 Nov 2023 23:13:20 GMT".to_owned()));
        // The server's clock is an hour ahead of ours.
        limits.note("a", &answer(&pairs), at(0));
        assert_eq!(limits.opens_at("a", at(0)), Some(at(900)));
        // A reset years away is nonsense, and nobody waits for it.
        limits.note("b", &answer(&limit(0, at(1_000_000_000))), at(0));
        assert_eq!(limits.opens_at("b", at(0)), None);
    }

    #[test]
    fn a_day_is_not_waited_for() {
        let mut limits = Limits::default();
        let pairs = vec![
            ("x-user-limit-24hour-remaining", "0".to_owned()),
            (
                "x-user-limit-24hour-reset",
                at(7200).as_second().to_string(),
            ),
        ];
        limits.note("a", &answer(&pairs), at(0));
        assert!(limits.wait_for("a", "s", at(0)).is_err());
        assert_eq!(limits.wait_for("a", "s", at(3600)).unwrap(), Some(at(7200)));
    }

    #[test]
    fn waits_grow_from_a_minute_to_a_quarter_of_an_hour() {
        let waits: Vec<_> = (1..=6).map(|n| step(n).map(|w| w.as_mins())).collect();
        assert_eq!(waits, [Some(1), Some(2), Some(4), Some(8), Some(15), None]);
    }
}
