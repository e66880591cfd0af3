//! How long customers wait before they are no longer satisfied.

use super::Channel;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A point of a curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knot {
    /// Seconds that a customer waited.
    pub seconds: u32,
    /// The share of customers who are still satisfied then, in millionths.
    pub share: u32,
}

/// The share of customers who are still satisfied, by how long they waited. Between two knots it goes in a
/// straight line over the logarithm of time, before the first and behind the last it stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patience(Vec<Knot>);

/// What is wrong with a curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatienceTrouble {
    /// It has no knot.
    Empty,
    /// The knot at this index is no later than the one before it, or at 0.
    Time(usize),
    /// The knot at this index is above 1, or above the one before it.
    Share(usize),
}

impl Patience {
    /// A curve of at least one knot: times rise from above 0, shares fall or stay.
    ///
    /// # Errors
    /// What the first mistake is.
    pub fn new(knots: Vec<Knot>) -> Result<Self, PatienceTrouble> {
        let (mut time, mut share) = (0, 1_000_000);
        for (index, knot) in knots.iter().enumerate() {
            if knot.seconds <= time {
                return Err(PatienceTrouble::Time(index));
            }
            if knot.share > share {
                return Err(PatienceTrouble::Share(index));
            }
            (time, share) = (knot.seconds, knot.share);
        }
        if knots.is_empty() {
            return Err(PatienceTrouble::Empty);
        }
        Ok(Self(knots))
    }

    /// Its knots, earliest first; at least one.
    #[must_use]
    pub fn knots(&self) -> &[Knot] {
        &self.0
    }
}

/// What customers of social media told a survey in the Netherlands in the years of the study:
///
/// | knot | share | from |
/// | --- | --- | --- |
/// | 5 min | 1.00 | the soonest that anybody wants an answer: 12 % *within 5 to 10 minutes* |
/// | 10 min | 0.88 | those 12 % have given up: the later end of what they named |
/// | 30 min | 0.76 | as have another 12 %, *within 30 minutes* |
/// | 1 h | 0.66 | and 10 %, *within 1 hour* |
/// | 36 h | 0.50 | *a day and a half is still acceptable to most*: the least that *most* can mean |
/// | 72 h | 0.33 | *several days are not acceptable to 67 %*; several are three |
///
/// The survey also has 25 % who *want it the same day*. It is no knot: were they all lost when the day is over,
/// 41 % would be left, and a day and a half could not be acceptable to most. So what they want is taken for a
/// wish, and the curve falls evenly from 1 h to 36 h (to 0.52 at 24 h). Behind 72 h nothing is told; there the
/// curve stays, which favours who answers after a week. Nobody is satisfied with no answer.
impl Default for Patience {
    fn default() -> Self {
        const KNOTS: [(u32, u32); 6] = [
            (5 * 60, 1_000_000),
            (10 * 60, 880_000),
            (30 * 60, 760_000),
            (3_600, 660_000),
            (36 * 3_600, 500_000),
            (72 * 3_600, 330_000),
        ];
        Self(
            KNOTS
                .map(|(seconds, share)| Knot { seconds, share })
                .to_vec(),
        )
    }
}

/// One way of writing it: `5m 1, 1h 0.66`.
impl fmt::Display for Patience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, knot) in self.0.iter().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            let share = f64::from(knot.share) / 1e6;
            match knot.seconds {
                s if s % 3_600 == 0 => write!(f, "{comma}{}h {share}", s / 3_600)?,
                s if s % 60 == 0 => write!(f, "{comma}{}m {share}", s / 60)?,
                s => write!(f, "{comma}{s}s {share}")?,
            }
        }
        Ok(())
    }
}

/// The curves of a study.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expectation {
    /// On every channel that has none of its own.
    pub all: Patience,
    /// On single channels.
    pub by_channel: BTreeMap<Channel, Patience>,
}

impl Expectation {
    /// The curve of a channel.
    #[must_use]
    pub fn on(&self, channel: Channel) -> &Patience {
        self.by_channel.get(&channel).unwrap_or(&self.all)
    }
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.all)?;
        self.by_channel
            .iter()
            .try_for_each(|(channel, curve)| write!(f, "; {channel}: {curve}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knots(list: &[(u32, u32)]) -> Vec<Knot> {
        list.iter()
            .map(|&(seconds, share)| Knot { seconds, share })
            .collect()
    }

    #[test]
    fn a_curve_rises_in_time_and_never_in_share() {
        assert!(Patience::new(Patience::default().0).is_ok());
        assert!(Patience::new(knots(&[(60, 500_000), (120, 500_000)])).is_ok());
        for (bad, why) in [
            (&[][..], PatienceTrouble::Empty),
            (&[(0, 1)], PatienceTrouble::Time(0)),
            (&[(60, 1_000_001)], PatienceTrouble::Share(0)),
            (&[(60, 5), (60, 4)], PatienceTrouble::Time(1)),
            (&[(60, 5), (61, 6)], PatienceTrouble::Share(1)),
        ] {
            assert_eq!(Patience::new(knots(bad)), Err(why), "{bad:?}");
        }
    }

    #[test]
    fn a_channel_may_have_a_curve_of_its_own() {
        let mail = Patience::new(knots(&[(90, 1_000_000), (7_200, 250_000)])).unwrap();
        let all = Expectation {
            all: Patience::default(),
            by_channel: [(Channel::Email, mail.clone())].into(),
        };
        assert_eq!(all.on(Channel::Email), &mail);
        assert_eq!(all.on(Channel::Twitter), &Patience::default());
        assert_eq!(
            all.to_string(),
            "5m 1, 10m 0.88, 30m 0.76, 1h 0.66, 36h 0.5, 72h 0.33; email: 90s 1, 2h 0.25"
        );
    }
}
