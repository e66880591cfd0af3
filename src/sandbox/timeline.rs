//! When what a company does happens, once the enquiry has arrived.

use super::calibration::Figures;
use super::calibration::hours_at;
use super::chance::Chance;
use super::conduct::{Answer, BounceCause, Conduct, ReceiptKind, Timing};
use jiff::civil::{Weekday, time};
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};

/// One thing that a company sends.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    Bounce(BounceCause),
    Receipt(ReceiptKind),
    Answer(Answer),
    /// A part of the answer with a promise of the rest.
    Part(Answer),
    Survey,
    /// The second part of an answer.
    Addition(Answer),
}

/// The circumstances in which an enquiry arrives.
pub(super) struct Arrival {
    pub at: Timestamp,
    /// The cut-off of the wave.
    pub closes: Timestamp,
    /// Divides every delay.
    pub speedup: f64,
    pub figures: Figures,
    /// The company's own time.
    pub zone: TimeZone,
}

/// No clerk answers sooner, seconds.
const QUICKEST: i64 = 7 * 60;

/// What a company sends, and when, in the order of time.
pub(super) fn timeline(
    conduct: &Conduct,
    arrival: &Arrival,
    chance: &mut Chance,
) -> Vec<(Timestamp, Step)> {
    if let Some(bounce) = conduct.bounce {
        return vec![(arrival.after(bounce.after), Step::Bounce(bounce.cause))];
    }
    let mut steps = Vec::new();
    if let Some(receipt) = conduct.receipt {
        let mut at = arrival.after(receipt.after);
        if receipt.kind == ReceiptKind::Holding {
            at = arrival.in_office_hours(at, chance);
        }
        steps.push((at, Step::Receipt(receipt.kind)));
    }
    if let Some(answer) = &conduct.answer {
        let at = arrival.answer(answer.timing, chance);
        steps.push((at, Step::Answer(answer.clone())));
        if answer.two_parts {
            let later = at
                .checked_add(arrival.scaled(chance.between(900, 20 * 3600)))
                .unwrap_or(at);
            let later = arrival.in_office_hours(later, chance).max(at);
            steps.push((later, Step::Addition(answer.clone())));
        }
    }
    if let Some(part) = &conduct.part {
        let at = arrival.answer(part.timing, chance);
        steps.push((at, Step::Part(part.clone())));
    }
    if let Some(after) = conduct.survey {
        steps.push((arrival.after(after), Step::Survey));
    }
    steps.sort_by_key(|s| s.0);
    steps
}

impl Arrival {
    fn scaled(&self, seconds: i64) -> SignedDuration {
        SignedDuration::try_from_secs_f64((seconds as f64 / self.speedup).round())
            .unwrap_or(SignedDuration::ZERO)
    }

    fn after(&self, seconds: i64) -> Timestamp {
        self.at
            .checked_add(self.scaled(seconds))
            .unwrap_or(Timestamp::MAX)
    }

    /// Seconds of the company's time from now to the cut-off; a fortnight when that has passed.
    fn window(&self) -> f64 {
        let left = self.closes.duration_since(self.at).as_secs_f64() * self.speedup;
        if left > 0.0 { left } else { 14.0 * 86400.0 }
    }

    fn answer(&self, timing: Timing, chance: &mut Chance) -> Timestamp {
        match timing {
            Timing::After(seconds) => self.after(seconds),
            Timing::Late(seconds) => {
                let at = self.after(seconds.saturating_add(seconds_of(self.window())));
                self.in_office_hours(at, chance)
                    .max(self.closes + 1.second())
            }
            Timing::Within(rank) => {
                // A quarter of an hour short of the cut-off, and never less than a day in all.
                let window = (self.window() / 3600.0 - 0.25).max(24.0);
                let hours = hours_at(rank, self.figures.mean_hours, window);
                let at = self.after(seconds_of(hours * 3600.0).max(QUICKEST));
                self.in_office_hours(at, chance)
            }
        }
    }

    /// The nearest moment at which somebody is at work, after the arrival and, if it was so before,
    /// not past the cut-off. Nearest, not next: so the mean stays what it was. When time runs faster
    /// than it should, nights mean nothing, and it is the moment itself.
    fn in_office_hours(&self, at: Timestamp, chance: &mut Chance) -> Timestamp {
        let (early, late) = (chance.between(0, 100), chance.between(0, 100));
        #[expect(clippy::float_cmp, reason = "exactly real time, as it was set")]
        if self.speedup != 1.0 {
            return at;
        }
        let local = at.to_zoned(self.zone.clone());
        let works = |day: Weekday| {
            self.figures.weekends || !matches!(day, Weekday::Saturday | Weekday::Sunday)
        };
        if works(local.weekday()) && (8..19).contains(&local.hour()) {
            return at;
        }
        let mut before = None;
        let mut after = None;
        for days in 0..4_i64 {
            for (slot, sign) in [(&mut before, -1), (&mut after, 1)] {
                let Ok(day) = local.date().checked_add((days * sign).days()) else {
                    continue;
                };
                if slot.is_some() || !works(day.weekday()) {
                    continue;
                }
                let (hour, shift) = if sign < 0 {
                    (time(19, 0, 0, 0), (-late).minutes())
                } else {
                    (time(8, 0, 0, 0), early.minutes())
                };
                let moment = day
                    .to_datetime(hour)
                    .to_zoned(self.zone.clone())
                    .and_then(|z| z.checked_add(shift))
                    .map(|z| z.timestamp() + (at.as_second() % 60).seconds());
                *slot = moment
                    .ok()
                    .filter(|m| if sign < 0 { *m <= at } else { *m >= at });
            }
        }
        let earliest = self.after(QUICKEST);
        let before = before.filter(|b| *b >= earliest);
        let after = after.filter(|a| (*a < self.closes) == (at < self.closes));
        match (before, after) {
            (Some(b), Some(a)) if at.duration_since(b) <= a.duration_since(at) => b,
            (_, Some(a)) => a,
            (Some(b), None) => b,
            (None, None) => at,
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` clamps, and a span of seconds fits many times over"
)]
fn seconds_of(seconds: f64) -> i64 {
    seconds.round() as i64
}
