//! The machine sleeps for three days, and wakes with three days of enquiries due at once.

use crate::wave::{Notes, Wave, count};
use jiff::SignedDuration;
use mystery_shopper::fieldwork::Stop;
use mystery_shopper::model::Disposition;
use mystery_shopper::sandbox::Faults;

#[tokio::test]
async fn spacing_cap_and_hours_are_kept_all_the_same() {
    let wave = Wave::faulty(Faults::default()).await;
    let stop = Stop::new();
    let mut notes = Notes {
        stop_after: Some((4, stop.clone())),
        ..Notes::default()
    };
    wave.run_until_stop(&stop, &mut notes).await.unwrap_err();
    let sent = wave.ledger.standing().await.unwrap().sent;
    assert!(sent < 25, "{sent}");
    let asleep = wave.clock.now() + SignedDuration::from_hours(72);
    wave.clock.sleep_until(asleep).await;
    let due = wave.plan.enquiries.iter();
    let due = due
        .filter(|e| e.due_at.is_some_and(|at| at <= asleep))
        .count();
    assert!(due as u64 > sent + 10, "{due} are due at once");
    wave.run().await;
    let rows = wave.assert_true().await;
    wave.assert_pace(&rows);
    assert_eq!(count(&rows, Disposition::NotSent), 0);
    assert!(
        rows.iter().all(|r| r.sent_at >= r.enquiry.due_at),
        "none leaves before its time"
    );
}
