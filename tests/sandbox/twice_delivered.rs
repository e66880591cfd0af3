//! Each message lies in INBOX and in Junk.

use crate::wave::{Wave, nth};
use mystery_shopper::sandbox::Faults;

#[tokio::test]
async fn a_message_in_two_mailboxes_counts_once() {
    let plain = Wave::faulty(Faults::default()).await;
    plain.run().await;
    let expected = plain.ledger.standing().await.unwrap().messages;
    let wave = Wave::faulty(Faults {
        deliver_twice: nth(1..=500),
        ..Faults::default()
    })
    .await;
    wave.run().await;
    let rows = wave.assert_true().await;
    assert_eq!(rows, plain.rows().await);
    assert_eq!(wave.ledger.standing().await.unwrap().messages, expected);
}
