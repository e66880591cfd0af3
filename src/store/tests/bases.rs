//! What the rules went by is kept with the codes.

use super::*;

#[tokio::test]
async fn the_newest_basis_counts_and_another_one_at_the_same_time_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    wave(&store, "w0", 3).await.unwrap();
    let ledger = wave(&store, "w", 3).await.unwrap();
    let none = ledger.bases().await.unwrap();
    let first = [
        none.changed(0, -7).unwrap(),
        none.changed(2, i64::MAX).unwrap(),
    ];
    ledger.code_by(&[], &first).await.unwrap();
    let bases = ledger.bases().await.unwrap();
    assert_eq!(bases.changed(0, -7), None);
    assert_eq!(bases.changed(2, i64::MAX), None);
    assert!(bases.changed(1, 5).is_some());
    let second = bases.changed(0, 8).unwrap();
    ledger.code_by(&[], &[second]).await.unwrap();
    let bases = ledger.bases().await.unwrap();
    assert_eq!(bases.changed(0, 8), None);
    // Back again is a change too.
    assert!(bases.changed(0, -7).is_some());
    // Somebody else did the same at the same time, or something else.
    ledger.code_by(&[], &first).await.unwrap();
    let other = none.changed(0, 9).unwrap();
    assert!(ledger.code_by(&[], &[other]).await.is_err());
    assert_eq!(ledger.bases().await.unwrap().changed(0, 8), None);
}
