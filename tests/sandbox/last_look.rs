//! The mailbox cannot be reached at the cut-off, when the last look is due.

use crate::wave::{Notes, Wave, nth};
use jiff::SignedDuration;
use mystery_shopper::error::Error;
use mystery_shopper::fieldwork::Stop;
use mystery_shopper::sandbox::Faults;

#[tokio::test]
async fn a_wave_is_not_over_before_its_mail_is_in() {
    let mut wave = Wave::faulty(Faults::default()).await;
    // A minute before the cut-off all is sent, and nothing was collected.
    let last = wave.ledger.closes - SignedDuration::from_mins(1);
    send_everything(&wave).await;
    wave.clock.sleep_until(last).await;
    wave.close_servers().await;
    let mut notes = Notes::default();
    let end = wave.run_until_stop(&Stop::new(), &mut notes).await;
    assert!(
        matches!(end, Err(Error::Server { .. })),
        "a report on half the mail is none: {end:?}"
    );
    wave.open_servers().await;
    let standing = wave.run_until_stop(&Stop::new(), &mut notes).await.unwrap();
    assert!(standing.answered > 0);
    wave.aftermath().await;
    wave.assert_true().await;
}

#[tokio::test]
async fn a_last_look_that_breaks_off_is_made_again() {
    // Nothing was collected up to the cut-off, so the last look is the first to fetch anything.
    let wave = Wave::faulty(Faults {
        break_fetch: nth([3, 9, 14]),
        ..Faults::default()
    })
    .await;
    send_everything(&wave).await;
    wave.clock.sleep_until(wave.ledger.closes).await;
    let mut notes = Notes::default();
    wave.run_until_stop(&Stop::new(), &mut notes).await.unwrap();
    assert_eq!(notes.troubles.len(), 3);
    wave.aftermath().await;
    wave.assert_true().await;
}

async fn send_everything(wave: &Wave) {
    let mut sender = wave.sender().await;
    while let Some(next) = sender.next() {
        wave.clock.sleep_until(next).await;
        sender.pass(&Stop::new(), |_| {}).await.unwrap();
    }
}
