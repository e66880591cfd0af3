//! The mailboxes are restored from a backup: new UIDVALIDITY, new UIDs.

use crate::wave::Wave;
use mystery_shopper::sandbox::Faults;

#[tokio::test]
async fn everything_is_read_again_and_stored_once() {
    let wave = Wave::faulty(Faults {
        new_uid_validity_after: Some(20),
        ..Faults::default()
    })
    .await;
    let notes = wave.run().await;
    wave.assert_true().await;
    assert_eq!(notes.collected.renumbered, ["INBOX", "Junk"]);
    assert!(notes.collected.known >= 10, "{}", notes.collected.known);
    assert_eq!(wave.ledger.standing().await.unwrap().untied, 0);
}
