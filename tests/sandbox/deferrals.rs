//! The server is not ready for a message, or breaks off before it has all of it.

use crate::wave::{Wave, count, nth};
use mystery_shopper::model::Disposition;
use mystery_shopper::sandbox::{Faults, Reception, Scenario};

#[tokio::test]
async fn what_is_deferred_goes_out_later_and_once() {
    let wave = Wave::faulty(Faults {
        defer_recipient: nth([1, 2, 3, 12, 13, 30]),
        defer_message: nth([4, 7, 8, 21, 33, 34, 35]),
        ..Faults::default()
    })
    .await;
    let notes = wave.run().await;
    let rows = wave.assert_true().await;
    wave.assert_pace(&rows);
    assert_eq!(notes.sent.deferred, 13);
    assert_eq!(rows.iter().map(|r| r.attempts).sum::<u32>(), 50 + 13);
    assert_eq!(count(&rows, Disposition::NotSent), 0);
    assert_eq!(count(&rows, Disposition::InDoubt), 0);
}

#[tokio::test]
async fn greylisting_is_waited_out() {
    let study = crate::wave::study();
    let companies = 0..u32::try_from(study.panel.len()).unwrap();
    let wave = Wave::with(
        study,
        Scenario {
            receptions: companies.map(|c| (c, Reception::Greylists)).collect(),
            ..Scenario::default()
        },
    )
    .await;
    let notes = wave.run().await;
    let rows = wave.assert_true().await;
    wave.assert_pace(&rows);
    assert_eq!(notes.sent.deferred, 50, "each has a sender of its own");
    let offered = rows.iter().filter(|r| r.enquiry.offered());
    assert!(offered.clone().all(|r| r.attempts == 2));
    assert_eq!(count(&rows, Disposition::NotSent), 0);
}

#[tokio::test]
async fn a_break_before_the_end_of_data_never_makes_two_of_one() {
    let broken = nth([2, 6, 17, 40]);
    let wave = Wave::faulty(Faults {
        break_before_data: broken.clone(),
        ..Faults::default()
    })
    .await;
    wave.run().await;
    let rows = wave.assert_true().await;
    // A message is smaller than a socket's buffer: whether its end was still taken when the server
    // hung up is the operating system's luck. Taken, it is in doubt; not taken, it goes out again.
    let doubted = wave.ledger.in_doubt().await.unwrap().len();
    let again = rows.iter().filter(|r| r.attempts > 1).count();
    assert_eq!(doubted + again, broken.len());
    assert_eq!(count(&rows, Disposition::InDoubt), doubted);
}
