//! Two senders on one ledger, in spite of the guard.

use crate::wave::Wave;
use jiff::SignedDuration;
use mystery_shopper::error::Error;
use mystery_shopper::fieldwork::Stop;
use mystery_shopper::sandbox::Faults;

#[tokio::test]
async fn the_late_one_cannot_send_what_the_other_has_sent() {
    let wave = Wave::faulty(Faults::default()).await;
    let mut first = wave.sender().await;
    let mut late = wave.sender().await;
    let noon = wave.study.wave.opens + SignedDuration::from_hours(4);
    wave.clock.sleep_until(noon).await;
    let pass = first.pass(&Stop::new(), |_| {}).await.unwrap();
    assert!(pass.accepted > 3);
    let refused = late.pass(&Stop::new(), |_| {}).await.unwrap_err();
    assert!(matches!(refused, Error::Ledger { .. }), "{refused}");
    assert!(
        refused.hint().unwrap().contains("another shopper"),
        "{refused:?}"
    );
    let standing = wave.ledger.standing().await.unwrap();
    assert_eq!((standing.sent, standing.in_doubt), (pass.accepted, 0));
    drop((first, late));
    wave.run().await;
    wave.assert_true().await;
}
