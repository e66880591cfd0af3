//! The server takes messages, and the connection breaks before it says so.

use crate::wave::{Wave, count, nth};
use mystery_shopper::model::Disposition;
use mystery_shopper::sandbox::Faults;
use mystery_shopper::score::SentAtSource;

#[tokio::test]
async fn silence_after_data_is_in_doubt_and_a_reply_lifts_the_doubt() {
    let silent = nth([1, 5, 9, 14, 20, 26, 31, 37, 44]);
    let wave = Wave::faulty(Faults {
        silence_after_data: silent.clone(),
        ..Faults::default()
    })
    .await;
    wave.run().await;
    let rows = wave.assert_true().await;
    wave.assert_pace(&rows);
    let doubts = wave.ledger.in_doubt().await.unwrap();
    assert_eq!(doubts.len(), silent.len());
    let proven = rows
        .iter()
        .filter(|r| r.sent_at_source == Some(SentAtSource::Intended))
        .count();
    let left = count(&rows, Disposition::InDoubt);
    assert!(proven > 0 && left > 0, "{proven} proven, {left} left");
    // A bounce proves that it was on its way, and makes it undeliverable; there may be none.
    assert!(proven + left <= silent.len());
    assert!(
        rows.iter().all(|r| r.attempts <= 1),
        "none is tried a second time"
    );
}
