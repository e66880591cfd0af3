//! The part of a list that a request asks for, and the token for the part after it.

use super::fields::Dialect;
use super::http::Ask;
use super::problem::Problem;
use super::render::moment;
use super::state::first_id;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

/// How far back search reaches.
pub(super) const REACH: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What a list allows.
pub(super) struct Rules {
    /// Marks the tokens of the list.
    pub mark: char,
    /// Entries a page: least, usual, most.
    pub sizes: (usize, usize, usize),
    /// Whether it is search, which reaches back seven days and not into the last seconds.
    pub recent: bool,
}

/// The part of a list that is asked for: ids between two that do not belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub above: u64,
    pub below: u64,
    pub most: usize,
}

impl Part {
    pub(super) fn read(
        ask: &Ask,
        dialect: Dialect,
        rules: &Rules,
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let wrong = |name: &str, message: &str| {
            let value = ask.get(name).unwrap_or_default();
            Err(Problem::invalid(dialect, name, value, message))
        };
        for (one, other) in [
            ("start_time", "since_id"),
            ("end_time", "until_id"),
            ("next_token", "pagination_token"),
        ] {
            if rules.recent && ask.get(one).is_some() && ask.get(other).is_some() {
                return wrong(
                    one,
                    &format!("'{one}' and '{other}' cannot be used together"),
                );
            }
        }
        let (least, usual, greatest) = rules.sizes;
        let most = match ask.get("max_results") {
            None => usual,
            Some(text) => match text.parse() {
                Ok(most) if (least..=greatest).contains(&most) => most,
                _ => {
                    let message = format!(
                        "The `max_results` query parameter value [{text}] is not between {least} \
                         and {greatest}"
                    );
                    return wrong("max_results", &message);
                }
            },
        };
        let mut part = Self {
            above: 0,
            below: u64::MAX,
            most,
        };
        let oldest = now.checked_sub(REACH).unwrap_or(now);
        for name in ["since_id", "until_id"] {
            let Some(text) = ask.get(name) else { continue };
            let Some(id) = id(text) else {
                let message = format!("The `{name}` query parameter value [{text}] is not valid");
                return wrong(name, &message);
            };
            if rules.recent && id < first_id(oldest) {
                let message = format!(
                    "'{name}' must be a tweet id created after [{}]. Please use a '{name}' that is \
                     larger than {}",
                    moment(oldest),
                    first_id(oldest)
                );
                return wrong(name, &message);
            }
            if name == "since_id" {
                part.above = id;
            } else {
                part.below = id;
            }
        }
        for name in ["start_time", "end_time"] {
            let Some(text) = ask.get(name) else { continue };
            let time = text.parse::<Timestamp>().ok();
            let Some(time) = time.filter(|_| text.ends_with('Z') && text.contains('T')) else {
                let message = format!(
                    "Invalid '{name}':'{text}'. '{name}' must be in the format YYYY-MM-DDTHH:mm:ssZ"
                );
                return wrong(name, &message);
            };
            if rules.recent && time < oldest {
                let message = format!(
                    "Invalid '{name}':'{text}'. '{name}' must be on or after {}",
                    moment(oldest)
                );
                return wrong(name, &message);
            }
            if name == "start_time" {
                part.above = part.above.max(first_id(time));
            } else if rules.recent && now.duration_since(time) < SignedDuration::from_secs(10) {
                let message = format!(
                    "Invalid 'end_time':'{text}'. 'end_time' must be a minimum of 10 seconds prior \
                     to the request time."
                );
                return wrong(name, &message);
            } else {
                part.below = part.below.min(first_id(time) + 1);
            }
        }
        for name in ["next_token", "pagination_token"] {
            let Some(text) = ask.get(name) else { continue };
            let Some(id) = from_token(rules.mark, text) else {
                let message = format!("The `{name}` query parameter value [{text}] is not valid");
                return wrong(name, &message);
            };
            part.below = part.below.min(id);
        }
        Ok(part)
    }

    /// Whether an id belongs to the part.
    pub(super) const fn holds(self, id: u64) -> bool {
        self.above < id && id < self.below
    }
}

/// An id as it stands in a request.
pub(super) fn id(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.len() <= 19 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";

/// The token for what comes after an id.
fn token(mark: char, id: u64) -> String {
    let digits = (0..13).rev().map(|n| {
        let five = usize::try_from(id >> (5 * n) & 31).unwrap_or(0);
        char::from(DIGITS[five])
    });
    std::iter::once(mark).chain(digits).collect()
}

fn from_token(mark: char, text: &str) -> Option<u64> {
    let digits = text.strip_prefix(mark)?;
    if digits.len() != 13 {
        return None;
    }
    digits.bytes().try_fold(0_u64, |id, byte| {
        let digit = DIGITS.iter().position(|d| *d == byte)?;
        id.checked_mul(32)?.checked_add(digit as u64)
    })
}

/// What stands under `meta` for a page of ids, newest first; `more` when others follow.
pub(super) fn meta(mark: char, ids: &[u64], more: bool) -> Value {
    let mut meta = Map::new();
    meta.insert("result_count".to_owned(), json!(ids.len()));
    if let (Some(newest), Some(oldest)) = (ids.iter().max(), ids.iter().min()) {
        meta.insert("newest_id".to_owned(), json!(newest.to_string()));
        meta.insert("oldest_id".to_owned(), json!(oldest.to_string()));
        if more {
            meta.insert("next_token".to_owned(), json!(token(mark, *oldest)));
        }
    }
    meta.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(query: &str) -> Result<Part, u16> {
        let ask = Ask {
            query: super::super::http::pairs(query),
            ..Ask::default()
        };
        let now = "2026-11-12T09:00:00Z".parse().unwrap();
        let rules = Rules {
            mark: 's',
            sizes: (10, 10, 100),
            recent: true,
        };
        Part::read(&ask, Dialect::Older, &rules, now).map_err(|p| p.status)
    }

    #[test]
    fn search_reaches_back_seven_days_and_not_into_the_last_seconds() {
        assert!(part("start_time=2026-11-05T09:00:00Z").is_ok());
        assert_eq!(part("start_time=2026-11-05T08:59:59Z"), Err(400));
        assert_eq!(part("start_time=yesterday"), Err(400));
        assert!(part("end_time=2026-11-12T08:59:50Z").is_ok());
        assert_eq!(part("end_time=2026-11-12T08:59:51Z"), Err(400));
        assert_eq!(part("since_id=1"), Err(400));
        assert_eq!(part("since_id=-1"), Err(400));
        assert_eq!(part("max_results=9"), Err(400));
        assert_eq!(part("next_token=x"), Err(400));
    }

    proptest! {
        #[test]
        fn a_token_comes_back(id in any::<u64>()) {
            prop_assert_eq!(from_token('s', &token('s', id)), Some(id));
            prop_assert_eq!(from_token('m', &token('s', id)), None);
        }

        #[test]
        fn no_parameter_hurts(name in "(since_id|until_id|start_time|end_time|next_token|max_results)", value in any::<String>()) {
            let ask = Ask { query: vec![(name, value)], ..Ask::default() };
            let rules = Rules { mark: 't', sizes: (5, 10, 100), recent: false };
            let _ = Part::read(&ask, Dialect::Newer, &rules, Timestamp::UNIX_EPOCH);
        }
    }
}
