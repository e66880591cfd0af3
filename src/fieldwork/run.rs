//! Sending and collecting in turn until the wave closes.

use super::{Collected, SendPass, Stop};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::store::{Ledger, Standing};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use jiff::{SignedDuration, Timestamp};
use std::future::Future;

/// Who is told how a run goes.
pub trait Observer {
    /// After each round: what it did, and when the next is.
    fn round(&mut self, now: Timestamp, sent: SendPass, collected: &Collected, next: Timestamp);
    /// A round failed in a way that the next may not; the run goes on.
    fn trouble(&mut self, now: Timestamp, error: &Error);
}

/// How often the mailboxes are looked into.
#[derive(Debug, Clone, Copy)]
pub struct Rhythm {
    /// At least so often, also when the server says that nothing is new.
    pub collect_every: SignedDuration,
    /// Rounds are at least so far apart, so that enquiries due close together share one.
    pub round_every: SignedDuration,
}

/// How often the last look is made again when it fails.
const LAST_LOOKS: u32 = 5;

/// One channel in fieldwork: what it puts to the companies, and what it fetches of their replies.
pub trait Lane {
    /// When there is something to put next; `None` when everything was, or cannot be.
    fn next(&self) -> Option<Timestamp>;

    /// Puts what is due now.
    fn send(&mut self, stop: &Stop) -> impl Future<Output = Result<SendPass>>;

    /// One look for what came back.
    fn collect(&mut self) -> impl Future<Output = Result<Collected>>;

    /// Waits until something comes back, where that can be known; otherwise for ever. May be dropped at
    /// any moment.
    fn wait(&mut self) -> impl Future<Output = ()>;
}

/// Sends and collects until the wave closes, with a last look at that moment.
///
/// # Errors
/// What no retry mends: a refused login, an unreadable secret, a failing ledger;
/// [`Error::Interrupted`] after a stop. A server that cannot be reached is told to `observer` and
/// tried again in the next round; but when it fails in the last look as well, that is an error
/// too: a wave is not over before its replies are in.
pub async fn run(
    ledger: &Ledger,
    lanes: &mut [impl Lane],
    clock: &Clock,
    rhythm: Rhythm,
    stop: &Stop,
    observer: &mut impl Observer,
) -> Result<Standing> {
    let mut last_looks = 0;
    loop {
        let begun = clock.now();
        let mut sent = SendPass::default();
        let mut collected = Collected::default();
        let mut complete = true;
        for lane in &mut *lanes {
            if begun < ledger.closes {
                match lane.send(stop).await {
                    Ok(pass) => sent.add(pass),
                    Err(error) => transient(error, begun, observer)?,
                }
            }
            match lane.collect().await {
                Ok(pass) => collected.add(pass),
                Err(error) if last_looks == LAST_LOOKS => return Err(error),
                Err(error) => {
                    transient(error, begun, observer)?;
                    complete = false;
                }
            }
            if stop.requested() {
                return Err(Error::Interrupted);
            }
        }
        if begun >= ledger.closes && complete {
            observer.round(begun, sent, &collected, begun);
            return ledger.standing().await;
        }
        let next = if begun >= ledger.closes {
            last_looks += 1;
            begun
                .checked_add(rhythm.round_every)
                .unwrap_or(Timestamp::MAX)
        } else {
            let due = lanes.iter().filter_map(Lane::next).min();
            next_round(begun, due, rhythm, ledger.closes)
        };
        observer.round(begun, sent, &collected, next);
        let mut waiting: FuturesUnordered<_> = lanes.iter_mut().map(Lane::wait).collect();
        tokio::select! {
            // Simulated time moves in the first branch, so it must be asked first.
            biased;
            () = stop.wait() => {}
            () = clock.sleep_until(next) => {}
            Some(()) = waiting.next() => {}
        }
    }
}

/// Passes on what no retry mends and reports the rest.
fn transient(error: Error, now: Timestamp, observer: &mut impl Observer) -> Result<()> {
    match error {
        Error::Server { .. } => {
            observer.trouble(now, &error);
            Ok(())
        }
        other => Err(other),
    }
}

fn next_round(
    now: Timestamp,
    due: Option<Timestamp>,
    rhythm: Rhythm,
    closes: Timestamp,
) -> Timestamp {
    let after = |span| now.checked_add(span).unwrap_or(closes);
    due.map_or(after(rhythm.collect_every), |due| {
        due.max(after(rhythm.round_every))
            .min(after(rhythm.collect_every))
    })
    .min(closes)
}
