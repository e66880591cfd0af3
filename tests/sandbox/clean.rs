//! Nothing goes wrong.

use crate::wave::{Wave, count};
use mystery_shopper::model::Disposition;
use mystery_shopper::sandbox::Faults;

#[tokio::test]
async fn every_enquiry_comes_to_what_it_really_came_to() {
    let wave = Wave::faulty(Faults::default()).await;
    let notes = wave.run().await;
    let rows = wave.assert_true().await;
    wave.assert_pace(&rows);
    let offered = rows.iter().filter(|r| r.enquiry.offered()).count();
    assert_eq!((rows.len(), offered), (70, 50));
    assert_eq!(count(&rows, Disposition::NotOffered), 20);
    assert_eq!(count(&rows, Disposition::NotSent), 0);
    // A wave in which something happens.
    for disposition in [
        Disposition::Answered,
        Disposition::Acknowledged,
        Disposition::Silent,
    ] {
        assert!(count(&rows, disposition) > 2, "{disposition}");
    }
    assert!(notes.troubles.is_empty(), "{:?}", notes.troubles);
    assert!(wave.ledger.in_doubt().await.unwrap().is_empty());
}
