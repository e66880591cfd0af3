//! The detection log.

use super::{at, fresh, of_version, wave};
use crate::model::Notice;
use crate::store::Store;

fn notice(enquiry: u32, noticed: bool, seconds: i64) -> Notice {
    Notice {
        enquiry,
        noticed,
        note: format!("said at {seconds}"),
        at: at(seconds),
    }
}

#[tokio::test]
async fn the_newest_note_about_an_enquiry_holds_and_waves_do_not_mix() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    let first = wave(&store, "one", 3).await.unwrap();
    let second = wave(&store, "two", 3).await.unwrap();
    assert!(first.notices().await.unwrap().is_empty());
    for note in [
        notice(2, true, 5),
        notice(0, true, 6),
        notice(0, false, 7),
        notice(1, false, 7),
        notice(2, true, 8),
    ] {
        second.notice(&note).await.unwrap();
    }
    assert!(first.notices().await.unwrap().is_empty());
    assert_eq!(second.notices().await.unwrap(), [notice(2, true, 8)]);
    for change in ["UPDATE notice SET noticed = 0", "DELETE FROM notice"] {
        let refused = sqlx::query(change).execute(&store.pool).await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{refused}");
    }
}

#[tokio::test]
async fn a_store_of_the_version_before_gets_its_log() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopper.db");
    of_version(&path, 8).await.close().await;
    let store = Store::open(&path).await.unwrap();
    let ledger = wave(&store, "one", 1).await.unwrap();
    ledger.notice(&notice(0, true, 1)).await.unwrap();
    assert_eq!(ledger.notices().await.unwrap(), [notice(0, true, 1)]);
}
