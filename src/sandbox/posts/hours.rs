//! When somebody sits at a company's service desk, and how long its answers take.

use crate::sandbox::chance::Chance;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// The hours of a service desk, in the company's own time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Desk {
    /// From this minute of the day...
    pub from: u16,
    /// ... to this one; at most 1440.
    pub to: u16,
    /// The days.
    pub days: DeskDays,
}

/// The days on which a service desk works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeskDays {
    /// Monday to Friday.
    MonFri,
    /// Monday to Saturday.
    MonSat,
    /// Every day.
    MonSun,
}

impl DeskDays {
    /// The word by which a bio's days are told: `mon-fri`, `mon-sat`, `mon-sun`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MonFri => "mon-fri",
            Self::MonSat => "mon-sat",
            Self::MonSun => "mon-sun",
        }
    }

    const fn holds(self, day: Weekday) -> bool {
        match self {
            Self::MonFri => !matches!(day, Weekday::Saturday | Weekday::Sunday),
            Self::MonSat => !matches!(day, Weekday::Sunday),
            Self::MonSun => true,
        }
    }
}

impl Desk {
    /// Open all day, every day.
    pub const ALWAYS: Self = Self {
        from: 0,
        to: 1440,
        days: DeskDays::MonSun,
    };

    /// Whether it is open all day, every day.
    #[must_use]
    pub const fn is_always_open(self) -> bool {
        self.from == 0 && self.to == 1440 && matches!(self.days, DeskDays::MonSun)
    }

    pub(super) fn draw(chance: &mut Chance) -> Self {
        if chance.happens(0.06) {
            return Self::ALWAYS;
        }
        Self {
            from: chance.weighted(&[(480, 5), (540, 5), (510, 1), (450, 1), (420, 1)]),
            to: chance.weighted(&[
                (1200, 4),
                (1080, 3),
                (1320, 2),
                (1050, 2),
                (1260, 1),
                (1020, 1),
            ]),
            days: chance.weighted(&[
                (DeskDays::MonFri, 4),
                (DeskDays::MonSat, 2),
                (DeskDays::MonSun, 4),
            ]),
        }
    }

    /// When it is open between two moments, in the order of time.
    pub(super) fn open(
        self,
        from: Timestamp,
        to: Timestamp,
        zone: &TimeZone,
    ) -> Vec<(Timestamp, Timestamp)> {
        let mut spans = Vec::new();
        let mut date = from.to_zoned(zone.clone()).date();
        // A wave lasts ninety days at most; more is never needed.
        for _ in 0..200 {
            if let (true, Some(start), Some(end)) = (
                self.days.holds(date.weekday()),
                moment(date, self.from, zone),
                moment(date, self.to, zone),
            ) {
                if start >= to {
                    break;
                }
                let (start, end) = (start.max(from), end.min(to));
                if start < end {
                    spans.push((start, end));
                }
            }
            match date.tomorrow() {
                Ok(next) => date = next,
                Err(_) => break,
            }
        }
        spans
    }

    /// The time between two moments in stretches, each with how likely an answer is in it: hours after
    /// `from`.
    pub(super) fn stretches(self, from: Timestamp, to: Timestamp, zone: &TimeZone) -> Vec<Stretch> {
        let hours = |t: Timestamp| t.duration_since(from).as_secs_f64() / 3600.0;
        let mut stretches = Vec::new();
        let mut done = from;
        let mut add = |a: Timestamp, b: Timestamp, density| {
            if a < b {
                stretches.push(Stretch {
                    from: hours(a),
                    to: hours(b),
                    density,
                });
            }
        };
        for (start, end) in self.open(from, to, zone) {
            add(done, start, CLOSED);
            add(start, end, 1.0);
            done = end;
        }
        add(done, to, CLOSED);
        stretches
    }
}

/// How likely an answer is when the desk is closed, beside one when it is open: somebody looks in now and
/// then. Without it two or three answers could not have the mean of a sector, only one before a night or one
/// behind it.
const CLOSED: f64 = 0.05;

/// A stretch of time in which an answer is equally likely, but for the time that has passed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    /// Hours.
    pub from: f64,
    /// Hours.
    pub to: f64,
    /// Beside that of the other stretches.
    pub density: f64,
}

fn moment(date: Date, minute: u16, zone: &TimeZone) -> Option<Timestamp> {
    let date = if minute >= 1440 {
        date.tomorrow().ok()?
    } else {
        date
    };
    let minute = i64::from(minute % 1440);
    let zoned = date.to_zoned(zone.clone()).ok()?;
    // By the clock on the wall, also on the day on which it is put forward.
    let time = zoned.datetime().checked_add(minute.minutes()).ok()?;
    Some(time.to_zoned(zone.clone()).ok()?.timestamp())
}

/// Shape of the distribution of times: the smaller, the heavier the tail. On Twitter some desks answer in
/// minutes and some the next day, so it is heavier than that of email: the median is about half the mean.
const SHAPE: f64 = 1.3;

/// Up to so many answers of a sector their ranks are taken one by one.
const FEW: u32 = 64;

/// The times to an answer of a company that works only at some hours.
///
/// A log-logistic distribution, F(x) = 1 / (1 + (a/x)^b) (Fisk 1961), its density weighted by whether the desk
/// is open. The scale `a` is found by bisection so that the mean over the ranks is the wanted one, whatever
/// the hour at which is asked: it grows with the scale, as the family has monotone likelihood ratios.
pub(super) struct Times {
    stretches: Vec<Stretch>,
    scale: f64,
}

impl Times {
    /// `stretches` come one behind the other, at least one; `mean` is in hours; `of` is how many answers take
    /// one rank each, 0 for any number.
    pub(super) fn new(stretches: Vec<Stretch>, mean: f64, of: u32) -> Self {
        let end = stretches.last().map_or(1.0, |s| s.to);
        let mean = mean.min(end * 0.45);
        let points = points(of);
        let mut times = Self {
            stretches,
            scale: 1.0,
        };
        let (mut low, mut high) = (1e-3_f64, end * 64.0);
        for _ in 0..32 {
            times.scale = (low * high).sqrt();
            let masses = times.masses();
            let found: f64 = points
                .iter()
                .map(|(p, w)| times.quantile(*p, &masses) * w)
                .sum();
            if found < mean {
                low = times.scale;
            } else {
                high = times.scale;
            }
        }
        times
    }

    /// Hours from the post to an answer of this rank (0..1).
    pub(super) fn at(&self, rank: f64) -> f64 {
        self.quantile(rank, &self.masses())
    }

    /// How likely an answer is in each stretch, not yet as a share.
    fn masses(&self) -> Vec<f64> {
        let mass = |s: &Stretch| s.density * (self.left(s.from) - self.left(s.to));
        self.stretches.iter().map(mass).collect()
    }

    fn quantile(&self, rank: f64, masses: &[f64]) -> f64 {
        let mut target = rank.clamp(0.0, 1.0) * masses.iter().sum::<f64>();
        for (stretch, &here) in self.stretches.iter().zip(masses) {
            if target <= here {
                let left = self.left(stretch.from) - target / stretch.density;
                let left = left.clamp(f64::MIN_POSITIVE, 1.0);
                let hours = self.scale * ((1.0 - left) / left).powf(SHAPE.recip());
                return hours.clamp(stretch.from, stretch.to);
            }
            target -= here;
        }
        self.stretches.last().map_or(0.0, |s| s.to)
    }

    /// Share that takes longer, were it always open.
    fn left(&self, hours: f64) -> f64 {
        1.0 / (1.0 + (hours / self.scale).powf(SHAPE))
    }
}

/// Points at which the mean over any number is taken.
const STEPS: u32 = 48;

/// Ranks and weights at which the mean is taken.
fn points(of: u32) -> Vec<(f64, f64)> {
    if (1..=FEW).contains(&of) {
        let n = f64::from(of);
        return (0..of)
            .map(|i| ((f64::from(i) + 0.5) / n, n.recip()))
            .collect();
    }
    // Denser towards the tail, in which most of the mean lies: p = 1 - (1 - v)^3.
    (0..STEPS)
        .map(|i| {
            let left = 1.0 - (f64::from(i) + 0.5) / f64::from(STEPS);
            (1.0 - left.powi(3), 3.0 * left.powi(2) / f64::from(STEPS))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::figures::MEAN_HOURS;
    use super::*;

    fn spans(desk: Desk, at: &str, days: i64) -> Vec<(f64, f64)> {
        let at: Timestamp = at.parse().unwrap();
        let zone = TimeZone::get("Europe/London").unwrap();
        let hours = |t: Timestamp| t.duration_since(at).as_secs_f64() / 3600.0;
        desk.open(at, at + (days * 24).hours(), &zone)
            .into_iter()
            .map(|(a, b)| (hours(a), hours(b)))
            .collect()
    }

    fn stretches(desk: Desk, at: &str, days: i64) -> Vec<Stretch> {
        let at: Timestamp = at.parse().unwrap();
        let zone = TimeZone::get("Europe/London").unwrap();
        desk.stretches(at, at + (days * 24).hours(), &zone)
    }

    const OFFICE: Desk = Desk {
        from: 540,
        to: 1050,
        days: DeskDays::MonFri,
    };

    #[test]
    fn a_desk_is_open_when_it_says() {
        // A Friday afternoon in November: half an hour is left, then comes Monday.
        assert_eq!(
            spans(OFFICE, "2026-11-06T17:00:00Z", 4),
            [(0.0, 0.5), (64.0, 72.5), (88.0, 96.0)]
        );
        assert_eq!(
            spans(Desk::ALWAYS, "2026-11-06T17:00:00Z", 1),
            [(0.0, 7.0), (7.0, 24.0)]
        );
        // The clocks go back on the 25th of October 2026.
        assert_eq!(spans(OFFICE, "2026-10-24T11:00:00Z", 3)[0], (46.0, 54.5));
    }

    #[test]
    fn the_mean_is_the_wanted_one_at_every_hour_and_for_any_number() {
        for at in [
            "2026-11-02T09:00:00Z",
            "2026-11-03T16:50:00Z",
            "2026-11-06T15:00:00Z",
        ] {
            for of in [1, 3, 5, 50, 64, 400] {
                let few = if of > 64 { 0 } else { of };
                let times = Times::new(stretches(OFFICE, at, 10), MEAN_HOURS, few);
                let hours: Vec<f64> = (0..of)
                    .map(|i| times.at((f64::from(i) + 0.5) / f64::from(of)))
                    .collect();
                let mean = hours.iter().sum::<f64>() / f64::from(of);
                // A single answer cannot lie between two days.
                let most = if of < 5 { 6.0 } else { 0.6 };
                assert!((mean - MEAN_HOURS).abs() < most, "{mean} of {of} at {at}");
                assert!(hours.windows(2).all(|w| w[0] <= w[1]));
            }
        }
        let always = Times::new(
            stretches(Desk::ALWAYS, "2026-11-02T09:00:00Z", 14),
            MEAN_HOURS,
            0,
        );
        assert!((2.0..5.0).contains(&always.at(0.5)), "{}", always.at(0.5));
    }
}
