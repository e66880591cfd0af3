//! The process is killed between intents and outcomes.

use crate::wave::{Wave, count};
use jiff::SignedDuration;
use mystery_shopper::channel::email::Smtp;
use mystery_shopper::channel::{Dispatch, OnOutcome, Transport};
use mystery_shopper::error::Result;
use mystery_shopper::fieldwork::Stop;
use mystery_shopper::model::{Attempt, AttemptResult, Disposition, Outcome, TransportKind};
use mystery_shopper::sandbox::Faults;
use std::sync::Arc;
use tokio::sync::Notify;

/// Sends so many of a batch, tells nobody, and hangs: what is left of a process that is killed.
struct Killed {
    smtp: Smtp,
    after: usize,
    dead: Arc<Notify>,
}

impl Transport for Killed {
    async fn ready(&mut self, next: &Dispatch) -> Result<()> {
        self.smtp.ready(next).await
    }

    fn at_a_time(&self) -> usize {
        self.smtp.at_a_time()
    }

    async fn send(&mut self, batch: &[Dispatch], _: OnOutcome<'_>) -> Result<()> {
        let sent = &batch[..self.after.min(batch.len())];
        self.smtp.send(sent, &mut |_| Ok(())).await?;
        self.dead.notify_one();
        std::future::pending().await
    }
}

#[tokio::test]
async fn what_was_intended_is_in_doubt_whether_it_left_or_not() {
    let mut wave = Wave::faulty(Faults::default()).await;
    // Some five are due by then.
    let noon = wave.study.wave.opens + SignedDuration::from_hours(4);
    wave.clock.sleep_until(noon).await;
    let dead = Arc::new(Notify::new());
    {
        let mut sender = wave
            .sender_through(Killed {
                smtp: wave.smtp(),
                after: 3,
                dead: dead.clone(),
            })
            .await;
        let stop = Stop::new();
        tokio::select! {
            _ = sender.pass(&stop, |_| {}) => panic!("it hangs"),
            () = dead.notified() => {}
        }
    }
    wave.reopen().await;
    let intended = wave.ledger.in_doubt().await.unwrap().len();
    assert!(intended > 3, "{intended}");
    wave.run().await;
    let rows = wave.assert_true().await;
    wave.assert_pace(&rows);
    assert_eq!(wave.ledger.in_doubt().await.unwrap().len(), intended);
    let truth = wave.truth();
    let never_left = truth
        .iter()
        .filter(|t| t.disposition == Disposition::NotSent)
        .count();
    assert_eq!(never_left, intended - 3, "nobody sent them again");
    assert!(count(&rows, Disposition::InDoubt) >= never_left);
}

#[tokio::test]
async fn a_second_attempt_without_outcome_is_in_doubt_as_well() {
    let mut wave = Wave::faulty(Faults::default()).await;
    let mut pending = wave.ledger.progress().await.unwrap();
    pending.sort_by_key(|p| p.enquiry.due_at);
    let at = pending[1].enquiry.due_at.unwrap();
    wave.clock.sleep_until(at).await;
    let attempt = |which: usize, number| Attempt {
        enquiry: pending[which].key,
        number,
        intended_at: at,
        transport: TransportKind::Auto,
        own_id: format!("{}.{number}@shopper.example", pending[which].token),
    };
    let deferred = |which: usize| {
        Outcome::new(
            pending[which].key,
            1,
            at,
            AttemptResult::Deferred,
            "451 later".to_owned(),
        )
    };
    // Both were deferred; of the first the second attempt had begun when the process died.
    let ledger = &wave.ledger;
    ledger
        .intend(&[attempt(0, 1), attempt(1, 1)])
        .await
        .unwrap();
    ledger.conclude(&[deferred(0), deferred(1)]).await.unwrap();
    ledger.intend(&[attempt(0, 2)]).await.unwrap();
    wave.reopen().await;
    wave.run().await;
    let rows = wave.assert_true().await;
    let row = |which: usize| &rows[pending[which].enquiry.seq as usize];
    assert_eq!(row(0).disposition, Disposition::InDoubt);
    assert_eq!(row(0).attempts, 2);
    assert_eq!(row(1).attempts, 2);
    assert!(row(1).sent_at.unwrap() >= at + SignedDuration::from_mins(5));
    assert_eq!(wave.ledger.in_doubt().await.unwrap().len(), 1);
}
