//! Asking by a post: a transport over whatever network.

use super::social::{Permit, Social};
use super::{Dispatch, OnOutcome, Transport};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::model::{AttemptResult, Consent, Outcome};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Puts dispatches to companies by posting from the study's account. [`Dispatch::to`] is the company's
/// handle and [`Dispatch::body`] the whole text; what else a dispatch holds is for mail.
///
/// Whether an account may be asked is decided here, before anything touches the network: without a
/// [`Permit`] there is nothing that could be posted.
pub struct Poster<S> {
    social: S,
    consents: Vec<Consent>,
    daily_cap: u32,
    zone: TimeZone,
    clock: Clock,
    day: Date,
    made: u32,
}

impl<S: Social> Poster<S> {
    /// A transport for one account. `daily_cap` is the most posts on a day of `zone`, of which `made`
    /// are those that this account already made (or may have made), on whatever day.
    pub fn new(
        social: S,
        consents: Vec<Consent>,
        daily_cap: u32,
        made: impl IntoIterator<Item = Timestamp>,
        zone: TimeZone,
        clock: Clock,
    ) -> Self {
        let day = clock.now().to_zoned(zone.clone()).date();
        let today = made
            .into_iter()
            .filter(|at| at.to_zoned(zone.clone()).date() == day)
            .count();
        Self {
            social,
            consents,
            daily_cap,
            zone,
            clock,
            day,
            made: u32::try_from(today).unwrap_or(u32::MAX),
        }
    }

    /// The client, to collect with, or to ask what was used.
    pub const fn social(&mut self) -> &mut S {
        &mut self.social
    }

    fn permit(&self, dispatch: &Dispatch) -> Result<Permit, &'static str> {
        Permit::of(
            &self.consents,
            self.social.network(),
            &dispatch.to,
            &dispatch.body,
        )
    }

    /// Why nothing more may be posted today, if so.
    fn used_up(&mut self) -> Option<String> {
        let day = self.clock.now().to_zoned(self.zone.clone()).date();
        if day != self.day {
            (self.day, self.made) = (day, 0);
        }
        (self.made >= self.daily_cap).then(|| {
            format!(
                "the daily cap of {} posts is used up for {day}",
                self.daily_cap
            )
        })
    }

    async fn put(&mut self, dispatch: &Dispatch) -> Result<(AttemptResult, String, Timestamp)> {
        let now = self.clock.now();
        let permit = match self.permit(dispatch) {
            Ok(permit) => permit,
            // The company refused nothing: the lack is ours.
            Err(reason) => return Ok((AttemptResult::Skipped, format!("not sent: {reason}"), now)),
        };
        if let Some(reason) = self.used_up() {
            return Ok((AttemptResult::NotReached, reason, now));
        }
        let (result, reply, at) = self.social.publish(&permit).await?;
        if matches!(result, AttemptResult::Accepted | AttemptResult::InDoubt) {
            self.made += 1;
        }
        Ok((result, reply, at.unwrap_or_else(|| self.clock.now())))
    }
}

impl<S: Social> Transport for Poster<S> {
    async fn ready(&mut self, next: &Dispatch) -> Result<()> {
        // What may not be posted is told so by `send`, and needs no network.
        if self.permit(next).is_err() {
            return Ok(());
        }
        if let Some(reason) = self.used_up() {
            return Err(Error::Server {
                server: self.social.label(),
                reason,
                hint:
                    "it goes on tomorrow; daily_cap in study.toml says how many posts a day may be \
                       made"
                        .to_owned(),
            });
        }
        self.social.ready().await
    }

    fn at_a_time(&self) -> usize {
        1
    }

    async fn send(&mut self, batch: &[Dispatch], on_outcome: OnOutcome<'_>) -> Result<()> {
        let outcome = |dispatch: &Dispatch, result, reply: String, at| {
            Outcome::new(dispatch.enquiry, dispatch.number, at, result, reply)
        };
        for (done, dispatch) in batch.iter().enumerate() {
            let error = match self.put(dispatch).await {
                Ok((result, reply, at)) => {
                    on_outcome(outcome(dispatch, result, reply, at))?;
                    // A network that loses answers would leave one attempt after the other in doubt.
                    if result != AttemptResult::InDoubt {
                        continue;
                    }
                    None
                }
                Err(error) => Some(error),
            };
            let begun = usize::from(error.is_none());
            let reason = error.as_ref().map_or_else(
                || "not tried, for the answer to the one before it was lost".to_owned(),
                ToString::to_string,
            );
            for left in &batch[done + begun..] {
                let now = self.clock.now();
                on_outcome(outcome(
                    left,
                    AttemptResult::NotReached,
                    reason.clone(),
                    now,
                ))?;
            }
            return error.map_or(Ok(()), Err);
        }
        Ok(())
    }
}
