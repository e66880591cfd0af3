//! How soon a company says that it answers.

use super::{Audited, BusinessHours, Channel};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The longest time that is a promise, in minutes: a year.
const LONGEST: u32 = 366 * 24 * 60;

/// A time within which an answer is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// Minutes; a day is 1440, a working day too.
    Minutes(u32),
    /// On the day on which it was asked.
    SameDay,
    /// On the next working day.
    NextWorkingDay,
}

/// A promise, with the hours in which it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Promise {
    /// How soon.
    pub term: Term,
    /// The hours of the service that were told with it; where none were, the company's hours hold.
    pub hours: Option<BusinessHours>,
}

/// What a company promises, as the panel says it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Promises {
    /// On every channel that is not named.
    pub all: Option<Term>,
    /// On single channels.
    pub by_channel: BTreeMap<Channel, Term>,
}

impl Term {
    /// Reads `2h`, `90 minutes`, `1 day`, `2 working days`, `same day` or `next working day`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let words: Vec<&str> = text.split_whitespace().take(4).collect();
        match words.join(" ").replace(['_', '-'], " ").as_str() {
            "same day" => return Some(Self::SameDay),
            "next working day" | "next business day" | "next day" => {
                return Some(Self::NextWorkingDay);
            }
            _ => {}
        }
        let (mut minutes, mut rest) = (0u32, text.as_str());
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit())?;
            let number: u32 = rest[..digits].parse().ok()?;
            let behind = rest[digits..].trim_start();
            let end = behind
                .find(|c: char| c.is_ascii_digit())
                .unwrap_or(behind.len());
            let unit = match behind[..end].trim_end() {
                "m" | "min" | "mins" | "minute" | "minutes" => 1,
                "h" | "hour" | "hours" => 60,
                "d" | "day" | "days" | "working day" | "working days" | "business day"
                | "business days" => 24 * 60,
                "w" | "week" | "weeks" => 7 * 24 * 60,
                _ => return None,
            };
            minutes = minutes.checked_add(number.checked_mul(unit)?)?;
            rest = &behind[end..];
        }
        (1..=LONGEST)
            .contains(&minutes)
            .then_some(Self::Minutes(minutes))
    }

    /// The hours that are promised, where it is a length of time.
    #[must_use]
    pub fn hours(self) -> Option<f64> {
        match self {
            Self::Minutes(minutes) => Some(f64::from(minutes) / 60.0),
            Self::SameDay | Self::NextWorkingDay => None,
        }
    }
}

/// One way of writing it, which [`Term::parse`] reads back.
impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minutes(minutes) if minutes % 1440 == 0 => write!(f, "{}d", minutes / 1440),
            Self::Minutes(minutes) if minutes % 60 == 0 => write!(f, "{}h", minutes / 60),
            Self::Minutes(minutes) => write!(f, "{minutes}m"),
            Self::SameDay => f.write_str("same day"),
            Self::NextWorkingDay => f.write_str("next working day"),
        }
    }
}

impl Promises {
    /// What is promised on a channel.
    #[must_use]
    pub fn on(&self, channel: Channel) -> Option<Term> {
        self.by_channel.get(&channel).copied().or(self.all)
    }

    /// Whether nothing is promised.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_none() && self.by_channel.is_empty()
    }
}

/// One way of writing them: `24h; twitter=2h`.
impl fmt::Display for Promises {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = self.all.iter().map(ToString::to_string).collect();
        parts.extend(
            self.by_channel
                .iter()
                .map(|(channel, term)| format!("{channel}={term}")),
        );
        f.write_str(&parts.join("; "))
    }
}

impl Audited {
    /// What the account promises, with the hours that it shows; `None` for no promise.
    #[must_use]
    pub fn promise(&self) -> Option<Promise> {
        let term = match (self.promise_kind.as_str(), self.promise_minutes) {
            ("duration", Some(minutes)) if minutes > 0 => Term::Minutes(minutes.min(LONGEST)),
            ("same_day", _) => Term::SameDay,
            ("next_working_day", _) => Term::NextWorkingDay,
            _ => return None,
        };
        Some(Promise {
            term,
            hours: BusinessHours::parse(&self.hours).ok(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn promises_are_read_as_people_write_them() {
        for (text, want) in [
            ("2h", Some(Term::Minutes(120))),
            ("90 minutes", Some(Term::Minutes(90))),
            ("1h30m", Some(Term::Minutes(90))),
            ("1 hour 30 min", Some(Term::Minutes(90))),
            ("24 hours", Some(Term::Minutes(1440))),
            ("2 working days", Some(Term::Minutes(2880))),
            ("1w", Some(Term::Minutes(10_080))),
            ("Same day", Some(Term::SameDay)),
            ("same_day", Some(Term::SameDay)),
            ("next working day", Some(Term::NextWorkingDay)),
            ("next-business-day", Some(Term::NextWorkingDay)),
            ("", None),
            ("soon", None),
            ("0h", None),
            ("2", None),
            ("h", None),
            ("2 fortnights", None),
            ("-2h", None),
            ("2.5h", None),
            ("99999999999h", None),
            ("4000000000d", None),
            ("367d", None),
        ] {
            assert_eq!(Term::parse(text), want, "{text}");
        }
    }

    #[test]
    fn a_channel_of_its_own_goes_before_all() {
        let promises = Promises {
            all: Some(Term::SameDay),
            by_channel: [(Channel::Twitter, Term::Minutes(60))].into(),
        };
        assert_eq!(promises.on(Channel::Twitter), Some(Term::Minutes(60)));
        assert_eq!(promises.on(Channel::Email), Some(Term::SameDay));
        assert_eq!(promises.to_string(), "same day; twitter=1h");
        assert!(Promises::default().is_empty() && Promises::default().on(Channel::Email).is_none());
    }

    proptest! {
        #[test]
        fn a_term_is_read_back_as_it_was_written(minutes in 1..=LONGEST) {
            let term = Term::Minutes(minutes);
            prop_assert_eq!(Term::parse(&term.to_string()), Some(term));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}|[0-9dhmw ]{0,20}") {
            let _ = Term::parse(&text);
        }
    }
}
