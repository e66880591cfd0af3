//! When things are posted.

use super::accounts::Accounts;
use super::conduct::PostTiming;
use super::figures::figures;
use super::hours::{Stretch, Times};
use super::utterance::Posed;
use crate::model::Study;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// No clerk answers sooner, seconds.
const QUICKEST: f64 = 120.0;

/// When a company posts what it has to say about a post.
pub(super) struct PostClock<'a> {
    at: Timestamp,
    closes: Timestamp,
    speedup: f64,
    mean: f64,
    accounts: &'a Accounts,
    zone: TimeZone,
}

impl<'a> PostClock<'a> {
    pub(super) fn new(
        study: &Study,
        posed: &Posed<'_>,
        accounts: &'a Accounts,
        speedup: f64,
    ) -> Self {
        let company = &study.panel[posed.company as usize];
        let zone = company.timezone.as_ref().unwrap_or(&study.timezone);
        Self {
            at: Timestamp::from_second(posed.at.as_second()).unwrap_or(posed.at),
            closes: study.wave.closes(),
            speedup: if speedup > 0.0 { speedup } else { 1.0 },
            mean: figures(&company.sector).1,
            accounts,
            zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC),
        }
    }

    /// So many seconds of the company's time after a moment.
    pub(super) fn later(&self, from: Timestamp, seconds: f64) -> Timestamp {
        let span = SignedDuration::try_from_secs_f64((seconds / self.speedup).round());
        from.checked_add(span.unwrap_or_default())
            .unwrap_or(Timestamp::MAX)
    }

    pub(super) fn after(&self, seconds: i64) -> Timestamp {
        self.later(self.at, seconds as f64)
    }

    #[expect(clippy::float_cmp, reason = "exactly real time, as it was set")]
    fn keeps_hours(&self) -> bool {
        self.speedup == 1.0
    }

    pub(super) fn when(&self, timing: PostTiming) -> Timestamp {
        match timing {
            PostTiming::After(seconds) => self.after(seconds),
            PostTiming::Late(seconds) => {
                let at = self.later(self.closes.max(self.at), seconds.max(1) as f64);
                if !self.keeps_hours() {
                    return at;
                }
                let until = self.later(at, 10.0 * 86400.0);
                let open = self.accounts.desk.open(at, until, &self.zone);
                open.first().map_or(at, |span| span.0)
            }
            PostTiming::Within { rank, of } => {
                let hours = Times::new(self.stretches(), self.mean, of).at(rank);
                self.later(self.at, (hours * 3600.0).max(QUICKEST))
            }
        }
    }

    /// The time from the post to a quarter of an hour short of the cut-off; when that has passed, a fortnight.
    fn stretches(&self) -> Vec<Stretch> {
        let left = self.closes.duration_since(self.at).as_secs_f64() * self.speedup / 3600.0 - 0.25;
        let window = if left > 1.0 { left } else { 14.0 * 24.0 };
        if self.keeps_hours() {
            let until = self.later(self.at, window * 3600.0);
            self.accounts.desk.stretches(self.at, until, &self.zone)
        } else {
            vec![Stretch {
                from: 0.0,
                to: window,
                density: 1.0,
            }]
        }
    }
}
