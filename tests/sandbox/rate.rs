//! An account that takes one message a minute.

use crate::wave::{Notes, Wave, count};
use jiff::SignedDuration;
use mystery_shopper::error::Error;
use mystery_shopper::fieldwork::Stop;
use mystery_shopper::model::Disposition;
use mystery_shopper::sandbox::Faults;

/// Enquiries that queue behind one another are bound by pace when they leave, not when they join
/// the queue.
#[tokio::test]
async fn a_queue_does_not_carry_enquiries_past_the_closing_hour() {
    let mut wave = Wave::faulty(Faults::default()).await;
    wave.account.per_minute = Some(1);
    // Three minutes to five on a day when more than three companies wait.
    let late = wave.study.wave.opens + SignedDuration::from_mins(3 * 24 * 60 + 7 * 60 + 57);
    wave.clock.sleep_until(late).await;
    wave.run().await;
    let rows = wave.assert_true().await;
    wave.assert_pace(&rows);
    assert_eq!(count(&rows, Disposition::NotSent), 0);
}

/// Who waits for a slow account must not wait long for a stop.
#[tokio::test]
async fn a_stop_is_heard_between_two_messages() {
    let mut wave = Wave::faulty(Faults::default()).await;
    wave.account.per_minute = Some(1);
    let noon = wave.study.wave.opens + SignedDuration::from_hours(4);
    wave.clock.sleep_until(noon).await;
    let stop = Stop::new();
    // Somebody presses Ctrl-C a minute later.
    let wish = stop.clone();
    let soon = noon + SignedDuration::from_secs(61);
    wave.clock.at(soon, Box::new(move |_| wish.request()));
    let end = wave.run_until_stop(&stop, &mut Notes::default()).await;
    assert!(matches!(end, Err(Error::Interrupted)), "{end:?}");
    assert!(wave.clock.now() <= noon + SignedDuration::from_mins(2));
    let standing = wave.ledger.standing().await.unwrap();
    assert!((1..=3).contains(&standing.sent), "{standing:?}");
    assert_eq!(standing.in_doubt, 0);
}
