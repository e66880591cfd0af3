//! Stopped in the middle, and taken up again.

use crate::wave::{Notes, Wave};
use mystery_shopper::error::Error;
use mystery_shopper::fieldwork::Stop;
use mystery_shopper::sandbox::Faults;

#[tokio::test]
async fn a_wave_in_pieces_is_the_same_wave() {
    let whole = Wave::faulty(Faults::default()).await;
    whole.run().await;
    let mut wave = Wave::faulty(Faults::default()).await;
    for rounds in [1, 3, 1, 10] {
        let stop = Stop::new();
        let mut notes = Notes {
            stop_after: Some((rounds, stop.clone())),
            ..Notes::default()
        };
        let end = wave.run_until_stop(&stop, &mut notes).await;
        assert!(matches!(end, Err(Error::Interrupted)), "{end:?}");
        assert_eq!(notes.rounds, rounds);
        wave.reopen().await;
    }
    wave.run().await;
    assert_eq!(wave.assert_true().await, whole.rows().await);
    assert!(wave.ledger.in_doubt().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_wish_uttered_before_the_start_sends_nothing() {
    let wave = Wave::faulty(Faults::default()).await;
    let stop = Stop::new();
    stop.request();
    let end = wave.run_until_stop(&stop, &mut Notes::default()).await;
    assert!(matches!(end, Err(Error::Interrupted)), "{end:?}");
    let standing = wave.ledger.standing().await.unwrap();
    assert_eq!((standing.sent, standing.waiting), (0, 50));
}
