//! The send loop: what is due goes out, an intent before and an outcome after.

use super::Stop;
use super::agenda::Agenda;
use super::queue::Queue;
use crate::channel::{self, Dispatch, Transport};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::model::{Attempt, AttemptResult, Channel, LastAttempt, Network, Study, TransportKind};
use crate::store::{Ledger, Pending, Sent};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::HashMap;
use tokio::sync::mpsc;

/// Attempts whose intents are stored together. Large enough that the disk's sync does not count,
/// small enough that a crash leaves few in doubt.
const BATCH: usize = 50;

/// What a pass did, in attempts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct SendPass {
    /// Taken by the server.
    pub accepted: u64,
    /// Refused for good.
    pub refused: u64,
    /// To be tried again later.
    pub deferred: u64,
    /// Nobody knows.
    pub in_doubt: u64,
    /// Left to a person.
    pub handed_over: u64,
}

impl SendPass {
    /// Adds what another pass did.
    pub fn add(&mut self, other: Self) {
        self.accepted += other.accepted;
        self.refused += other.refused;
        self.deferred += other.deferred;
        self.in_doubt += other.in_doubt;
        self.handed_over += other.handed_over;
    }
}

/// The send loop of one channel of a wave.
pub struct Sender<'a, T> {
    study: &'a Study,
    ledger: &'a Ledger,
    clock: Clock,
    transport: T,
    queue: Queue<'a>,
}

impl<'a, T: Transport> Sender<'a, T> {
    /// Takes what the agenda leaves to do on a channel. Whatever is in doubt stays so: it does not come
    /// into the queue.
    pub fn new(
        study: &'a Study,
        ledger: &'a Ledger,
        clock: Clock,
        agenda: &mut Agenda<'a>,
        channel: Channel,
        transport: T,
    ) -> Self {
        Self {
            study,
            ledger,
            clock,
            transport,
            queue: Queue::new(agenda.pace.clone(), agenda.take(channel), next_try),
        }
    }

    /// What it sends through.
    pub fn transport(&mut self) -> &mut T {
        &mut self.transport
    }

    /// When there is something to send next; `None` when everything was sent or cannot be.
    #[must_use]
    pub fn next(&self) -> Option<Timestamp> {
        self.queue.first().map(|(at, _)| at)
    }

    /// Sends what is due now. `on_sent` hears of each enquiry that a server took.
    ///
    /// # Errors
    /// What no retry mends: a refused login, an unreadable secret, a failing ledger.
    pub async fn pass(&mut self, stop: &Stop, on_sent: impl FnMut(Sent)) -> Result<SendPass> {
        self.pass_at_most(stop, usize::MAX, on_sent).await
    }

    /// The same, with at most so many attempts.
    pub(super) async fn pass_at_most(
        &mut self,
        stop: &Stop,
        mut left: usize,
        mut on_sent: impl FnMut(Sent),
    ) -> Result<SendPass> {
        let mut pass = SendPass::default();
        while left > 0 && !stop.requested() && self.next().is_some_and(|at| at <= self.clock.now())
        {
            tokio::select! {
                // A slow account may keep us waiting for minutes, a dead one for half of one.
                biased;
                () = stop.wait() => break,
                connected = self.connect() => connected?,
            }
            let most = self.transport.at_a_time().clamp(1, BATCH).min(left);
            let slots = self.queue.take_due(self.clock.now(), most);
            left = left.saturating_sub(slots.len());
            if !slots.is_empty() {
                self.send_batch(&slots, &mut pass, &mut on_sent).await?;
            }
        }
        Ok(pass)
    }

    /// Connection and login come before any intent: what fails here leaves nothing in doubt.
    async fn connect(&mut self) -> Result<()> {
        let Some((_, slot)) = self.queue.first() else {
            return Ok(());
        };
        let first = dispatch(self.study, &self.queue.pending[slot], self.clock.now());
        self.transport.ready(&first).await
    }

    async fn send_batch(
        &mut self,
        slots: &[usize],
        pass: &mut SendPass,
        on_sent: &mut impl FnMut(Sent),
    ) -> Result<()> {
        let now = self.clock.now();
        let dispatches: Vec<Dispatch> = slots
            .iter()
            .map(|slot| dispatch(self.study, &self.queue.pending[*slot], now))
            .collect();
        let attempts: Vec<Attempt> = dispatches
            .iter()
            .map(|dispatch| Attempt {
                enquiry: dispatch.enquiry,
                number: dispatch.number,
                intended_at: now,
                transport: TransportKind::Auto,
                own_id: dispatch.own_id.clone(),
            })
            .collect();
        // Law 1: durable before the socket is touched.
        self.ledger.intend(&attempts).await?;
        let (told, mut heard) = mpsc::unbounded_channel();
        let sending = async {
            // Moved in, so that the channel closes when sending ends.
            let told = told;
            self.transport
                .send(&dispatches, &mut |outcome| {
                    // Nobody listens any more only when the ledger failed: then nothing more may
                    // be sent either.
                    told.send(outcome).map_err(|_| Error::Interrupted)
                })
                .await
        };
        let storing = async {
            let mut outcomes = HashMap::with_capacity(slots.len());
            let mut some = Vec::new();
            while heard.recv_many(&mut some, BATCH).await > 0 {
                if let Err(error) = self.ledger.conclude(&some).await {
                    heard.close();
                    return Err(error);
                }
                outcomes.extend(some.drain(..).map(|o| (o.enquiry, o)));
            }
            Ok(outcomes)
        };
        // Both run to their end: an outcome that is known is stored even when the other failed.
        let (sent, stored) = tokio::join!(sending, storing);
        let mut outcomes = stored?;
        for (slot, dispatch) in slots.iter().zip(dispatches) {
            let outcome = outcomes.remove(&dispatch.enquiry);
            let result = outcome
                .as_ref()
                .map_or(AttemptResult::InDoubt, |o| o.result);
            match result {
                AttemptResult::Accepted => pass.accepted += 1,
                AttemptResult::Refused => pass.refused += 1,
                AttemptResult::Deferred | AttemptResult::NotReached => pass.deferred += 1,
                AttemptResult::InDoubt => pass.in_doubt += 1,
                // No transport decides that.
                AttemptResult::Skipped => {}
                AttemptResult::HandedOver => pass.handed_over += 1,
            }
            let pending = &mut self.queue.pending[*slot];
            if result.may_retry() {
                // Nobody at the company saw anything.
                let mut pace = self.queue.pace.borrow_mut();
                pace.retract(pending.enquiry.company, now);
            }
            pending.last_attempt = Some(LastAttempt {
                number: dispatch.number,
                intended_at: now,
                outcome: outcome.as_ref().map(|o| (o.at, o.result)),
            });
            let again = next_try(pending);
            if let Some(outcome) = outcome.filter(|o| o.result == AttemptResult::Accepted) {
                on_sent(Sent {
                    key: dispatch.enquiry,
                    token: pending.token.clone(),
                    own_id: Some(dispatch.own_id),
                    reply: Some(outcome.reply),
                    company: pending.enquiry.company,
                    channel: pending.enquiry.channel,
                    contact: Some(dispatch.to),
                    subject: dispatch.subject,
                    question: pending.enquiry.question,
                    wording: pending.enquiry.wording,
                    persona: pending.enquiry.persona,
                    sent_at: Some(outcome.at),
                    in_doubt_since: None,
                });
            }
            if let Some(at) = again {
                self.queue.push(at, *slot);
            }
        }
        sent
    }
}

/// When an enquiry may be tried next as far as law 1 and the back-off go; `None` is never.
fn next_try(pending: &Pending) -> Option<Timestamp> {
    match &pending.last_attempt {
        None => pending.enquiry.due_at,
        Some(LastAttempt {
            number,
            outcome: Some((at, result)),
            ..
        }) if result.may_retry() => at.checked_add(channel::backoff(*number, *result)?).ok(),
        Some(_) => None,
    }
}

fn dispatch(study: &Study, pending: &Pending, now: Timestamp) -> Dispatch {
    let enquiry = &pending.enquiry;
    let persona = enquiry.persona(study);
    let text = enquiry.render(study);
    let number = pending.last_attempt.as_ref().map_or(0, |l| l.number) + 1;
    let (token, domain) = (&pending.token, persona.domain());
    if Network::of(enquiry.channel).is_some() {
        return Dispatch {
            enquiry: pending.key,
            number,
            from_name: String::new(),
            from: String::new(),
            to: enquiry.first_handle(study).to_owned(),
            // Nothing of ours stands in a post: this names the attempt in the ledger alone.
            own_id: format!("{token}.{number}"),
            thread_id: String::new(),
            subject: String::new(),
            body: enquiry.post(study),
            date: now,
            particulars: None,
        };
    }
    Dispatch {
        enquiry: pending.key,
        number,
        from_name: persona.name.clone(),
        from: persona.address_for(token),
        to: enquiry
            .company(study)
            .contact_point(enquiry.channel)
            .unwrap_or_default()
            .to_owned(),
        own_id: format!("{token}.{number}@{domain}"),
        thread_id: format!("{token}@{domain}"),
        subject: text.subject,
        body: text.body,
        date: now,
        particulars: enquiry
            .channel
            .is_web()
            .then(|| Box::new(enquiry.particulars(study, token))),
    }
}
