//! The connection breaks in the midst of messages.

use crate::wave::{Wave, nth};
use mystery_shopper::sandbox::Faults;

#[tokio::test]
async fn nothing_is_lost_and_nothing_comes_twice() {
    let wave = Wave::faulty(Faults {
        break_fetch: nth([1, 2, 5, 9, 10, 11, 17, 23, 30, 31, 38]),
        ..Faults::default()
    })
    .await;
    let notes = wave.run().await;
    wave.assert_true().await;
    assert!(notes.troubles.len() >= 8, "{:?}", notes.troubles);
    let standing = wave.ledger.standing().await.unwrap();
    assert_eq!(standing.untied, 0);
}
