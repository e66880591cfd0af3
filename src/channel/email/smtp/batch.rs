//! Batches over one connection after the other.

use super::envelope::Envelope;
use super::session::Session;
use super::transaction::{self, After, Ended};
use crate::channel::email::{Timeouts, compose};
use crate::channel::limiter::Limiter;
use crate::channel::socket::NoSocket;
use crate::channel::{Dispatch, OnOutcome, Transport, secret};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::model::{AttemptResult, Endpoint, Outcome};

/// So many connections lost in a row, each with a message on it, and the server counts as out of
/// order: to go on would hammer it, and leave one attempt after the other in doubt.
const LOST_IN_A_ROW: u32 = 2;

/// An SMTP submission server, spoken to over one connection at a time, which is kept from batch to
/// batch. Dropping [`Transport::send`] half-way is safe: the connection goes with it.
pub struct Smtp {
    endpoint: Endpoint,
    limiter: Limiter,
    clock: Clock,
    timeouts: Timeouts,
    session: Option<Session>,
    stuffed: Vec<u8>,
}

/// Why the batch goes no further.
enum Stop {
    Unreachable(String),
    Fatal(Error),
}

impl Smtp {
    /// A client for one account; connects when there is something to send. `per_minute` is the most
    /// messages it begins in a minute of the clock.
    #[must_use]
    pub fn new(endpoint: Endpoint, per_minute: Option<u32>, clock: Clock) -> Self {
        Self {
            endpoint,
            limiter: Limiter::new(per_minute, clock.clone()),
            clock,
            timeouts: Timeouts::default(),
            session: None,
            stuffed: Vec::new(),
        }
    }

    /// The same with other timeouts.
    #[must_use]
    pub const fn with_timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Takes leave of the server. Without it the connection just closes.
    pub async fn close(&mut self) {
        if let Some(session) = self.session.take() {
            session.quit().await;
        }
    }

    /// One message: over the connection there is, else over a new one. A server may end a
    /// connection that has served before, without a word or with 421, and then this message has
    /// not been begun: it goes over a new one, once.
    async fn put(&mut self, dispatch: &Dispatch, envelope: &Envelope<'_>) -> Result<Ended, Stop> {
        transaction::stuff(&compose(dispatch), &mut self.stuffed);
        if let Some(mut session) = self.session.take() {
            let ended = transaction::send(&mut session, envelope, &self.stuffed).await;
            if ended.connection != After::Stale {
                return Ok(self.settle(session, ended));
            }
        }
        let mut session = self.open(envelope).await?;
        let ended = transaction::send(&mut session, envelope, &self.stuffed).await;
        Ok(self.settle(session, ended))
    }

    fn settle(&mut self, session: Session, ended: Ended) -> Ended {
        if ended.connection == After::Usable {
            self.session = Some(session);
        }
        ended
    }

    async fn open(&self, envelope: &Envelope<'_>) -> Result<Session, Stop> {
        let secret = secret::of(&self.endpoint).await.map_err(Stop::Fatal)?;
        Session::open(
            &self.endpoint,
            secret.as_ref(),
            envelope.greeting_name(),
            self.timeouts,
        )
        .await
        .map_err(|error| match error {
            NoSocket::Unreached(reason) => {
                Stop::Unreachable(format!("{}: {reason}", self.endpoint.label()))
            }
            NoSocket::Fatal(error) => Stop::Fatal(error),
        })
    }

    fn outcome(&self, dispatch: &Dispatch, result: AttemptResult, reply: String) -> Outcome {
        Outcome::new(
            dispatch.enquiry,
            dispatch.number,
            self.clock.now(),
            result,
            reply,
        )
    }

    /// Sends until something stops the batch; returns what, and how many dispatches have their
    /// outcome.
    async fn send_until(
        &mut self,
        batch: &[Dispatch],
        on_outcome: &mut OnOutcome<'_>,
    ) -> Result<(usize, Option<Stop>)> {
        let mut lost = 0;
        for (done, dispatch) in batch.iter().enumerate() {
            let envelope = match Envelope::of(dispatch) {
                Ok(envelope) => envelope,
                Err(reason) => {
                    let reason = format!("not sent: {reason}");
                    on_outcome(self.outcome(dispatch, AttemptResult::Refused, reason))?;
                    continue;
                }
            };
            self.limiter.begin().await;
            let ended = match self.put(dispatch, &envelope).await {
                Ok(ended) => ended,
                Err(stop) => return Ok((done, Some(stop))),
            };
            let words = ended.reply.clone();
            on_outcome(self.outcome(dispatch, ended.result, ended.reply))?;
            match ended.connection {
                After::Usable => lost = 0,
                After::Stale | After::Broken => lost += 1,
                After::Unauthorized => {
                    let stop = Stop::Fatal(Error::Authentication {
                        account: self.endpoint.label(),
                        reply: words,
                    });
                    return Ok((done + 1, Some(stop)));
                }
            }
            if lost == LOST_IN_A_ROW {
                let reason = format!(
                    "{}: not tried, for the connection was lost {lost} times in a row: {words}",
                    self.endpoint.label()
                );
                return Ok((done + 1, Some(Stop::Unreachable(reason))));
            }
        }
        Ok((batch.len(), None))
    }
}

impl Transport for Smtp {
    async fn ready(&mut self, next: &Dispatch) -> Result<()> {
        self.limiter.turn().await;
        if let Some(mut session) = self.session.take()
            && session.is_ready().await
        {
            self.session = Some(session);
            return Ok(());
        }
        // A message that cannot be sent at all is told so by `send`, and needs no connection.
        let Ok(envelope) = Envelope::of(next) else {
            return Ok(());
        };
        match self.open(&envelope).await {
            Ok(session) => {
                self.session = Some(session);
                Ok(())
            }
            Err(Stop::Fatal(error)) => Err(error),
            Err(Stop::Unreachable(reason)) => Err(Error::Server {
                server: self.endpoint.label(),
                reason,
                hint: "nothing was sent; check host, port and security in study.toml and whether \
                       the server is up"
                    .to_owned(),
            }),
        }
    }

    fn at_a_time(&self) -> usize {
        self.limiter.per_second().unwrap_or(usize::MAX)
    }

    async fn send(&mut self, batch: &[Dispatch], mut on_outcome: OnOutcome<'_>) -> Result<()> {
        if batch.is_empty() {
            return Ok(());
        }
        // A connection that idled since the last batch may be gone without our knowing.
        if let Some(mut session) = self.session.take()
            && session.is_ready().await
        {
            self.session = Some(session);
        }
        let (done, stop) = self.send_until(batch, &mut on_outcome).await?;
        let (reason, error) = match stop {
            None => return Ok(()),
            Some(Stop::Unreachable(reason)) => (reason, None),
            Some(Stop::Fatal(error)) => (error.to_string(), Some(error)),
        };
        for dispatch in &batch[done..] {
            on_outcome(self.outcome(dispatch, AttemptResult::NotReached, reason.clone()))?;
        }
        error.map_or(Ok(()), Err)
    }
}
