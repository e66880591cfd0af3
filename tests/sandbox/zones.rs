//! Companies in other time zones are asked in their own office hours.

use crate::wave::{Wave, count, study};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use mystery_shopper::fieldwork::Stop;
use mystery_shopper::model::Disposition;
use mystery_shopper::sandbox::Scenario;
use std::collections::BTreeSet;

const ZONES: [&str; 3] = ["America/New_York", "Asia/Tokyo", "Australia/Adelaide"];

#[tokio::test]
async fn each_by_its_own_clock_also_after_a_sleep() {
    let mut study = study();
    for (company, zone) in study.panel.iter_mut().zip(ZONES.iter().cycle()) {
        company.timezone = Some((*zone).to_owned());
    }
    let wave = Wave::with(study, Scenario::default()).await;
    // Asleep from the opening until the middle of a European working day.
    let late = wave.study.wave.opens + SignedDuration::from_hours(3 * 24 + 2);
    wave.clock.sleep_until(late).await;
    wave.sender()
        .await
        .pass(&Stop::new(), |_| {})
        .await
        .unwrap();
    wave.run().await;
    let rows = wave.assert_true().await;
    wave.assert_pace(&rows);
    assert_eq!(count(&rows, Disposition::NotSent), 0);
    let hours: BTreeSet<i8> = rows
        .iter()
        .filter_map(|r| Some(r.sent_at?.to_zoned(TimeZone::UTC).hour()))
        .collect();
    assert!(hours.range(..8).next().is_some() && hours.range(18..).next().is_some());
}
