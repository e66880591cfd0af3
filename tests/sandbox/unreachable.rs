//! For a while nobody is there.

use crate::wave::{Wave, count, nth};
use jiff::SignedDuration;
use mystery_shopper::error::Error;
use mystery_shopper::fieldwork::Stop;
use mystery_shopper::model::Disposition;
use mystery_shopper::sandbox::Faults;

#[tokio::test]
async fn a_port_that_refuses_leaves_no_trace_and_is_tried_again() {
    let mut wave = Wave::faulty(Faults::default()).await;
    wave.close_servers().await;
    let start = wave.clock.now();
    for hour in 1..4 {
        wave.clock
            .sleep_until(start + SignedDuration::from_hours(hour))
            .await;
        let refused = wave.sender().await.pass(&Stop::new(), |_| {}).await;
        assert!(matches!(refused, Err(Error::Server { .. })), "{refused:?}");
        let refused = wave.collector().await.pass().await;
        assert!(matches!(refused, Err(Error::Server { .. })), "{refused:?}");
    }
    // Nothing had been intended, so nothing is in doubt and no attempt was used up.
    assert_eq!(wave.ledger.standing().await.unwrap().waiting, 50);
    wave.open_servers().await;
    wave.run().await;
    let rows = wave.assert_true().await;
    wave.assert_pace(&rows);
    let offered = rows.iter().filter(|r| r.enquiry.offered());
    assert!(offered.clone().all(|r| r.attempts == 1));
}

#[tokio::test]
async fn a_server_too_busy_to_greet_is_tried_in_the_next_round() {
    let wave = Wave::faulty(Faults {
        refuse_connection: nth(1..=9),
        ..Faults::default()
    })
    .await;
    let notes = wave.run().await;
    let rows = wave.assert_true().await;
    wave.assert_pace(&rows);
    assert_eq!(notes.troubles.len(), 9);
    assert!(notes.troubles[0].contains("421"), "{:?}", notes.troubles);
    assert_eq!(count(&rows, Disposition::NotSent), 0);
}
