//! The mailbox's own clock is years out.

use crate::wave::{Wave, count};
use jiff::SignedDuration;
use mystery_shopper::model::{Disposition, TimeSource};
use mystery_shopper::sandbox::Faults;

#[tokio::test]
async fn the_time_of_an_answer_is_the_mail_exchanger_s() {
    for years in [-9, 7] {
        let wave = Wave::faulty(Faults {
            internal_date_shift: SignedDuration::from_hours(years * 365 * 24),
            ..Faults::default()
        })
        .await;
        wave.run().await;
        let rows = wave.assert_true().await;
        assert!(count(&rows, Disposition::Answered) > 10);
        for row in rows.iter().filter(|r| r.answered_at.is_some()) {
            assert_eq!(row.answered_at_source, Some(TimeSource::Received));
        }
    }
}
