//! What is said and seen in a session is kept with its outcome.

use super::*;
use crate::model::{Exhibit, ExhibitKind, Said, Speaker};

fn said(nth: u32, text: &str) -> Said {
    Said {
        token: "w-1".to_owned(),
        number: 1,
        nth,
        channel: Channel::Chat,
        speaker: Speaker::Bot,
        name: "Robbie".to_owned(),
        text: text.to_owned(),
        address: "https://acme.example/".to_owned(),
        at: at(12),
        unasked: false,
    }
}

#[tokio::test]
async fn what_was_said_and_seen_is_kept_with_the_outcome_and_once() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    let ledger = wave(&store, "w", 3).await.unwrap();
    ledger
        .intend(&[attempt(1, 1), attempt(2, 1)])
        .await
        .unwrap();
    let picture = Exhibit {
        kind: ExhibitKind::After,
        media_type: "image/png".to_owned(),
        address: "https://acme.example/".to_owned(),
        at: at(13),
        body: b"\x89PNG\0\xff".to_vec(),
    };
    let first = Outcome {
        said: vec![said(0, "Yes."), said(1, "Yes.")],
        exhibits: vec![picture.clone()],
        ..outcome(1, 1, AttemptResult::Accepted)
    };
    // The same words in another session would be another inbound; the same session told twice is not.
    let again = Outcome {
        said: vec![said(0, "Yes.")],
        ..outcome(2, 1, AttemptResult::HandedOver)
    };
    ledger.conclude(&[first, again]).await.unwrap();
    let unread = store.unread(0, 9).await.unwrap();
    let forms: Vec<_> = unread.iter().map(|m| m.form).collect();
    assert_eq!(forms, [Form::Said, Form::Said]);
    let back: Said = serde_json::from_slice(&unread[1].raw).unwrap();
    assert_eq!(back, said(1, "Yes."));
    assert_eq!(ledger.exhibits(1).await.unwrap(), [(1, picture)]);
    assert!(ledger.exhibits(2).await.unwrap().is_empty());
    let left = ledger.handed_over().await.unwrap();
    assert_eq!(left, [(2, "said so".to_owned())]);
    let standing = ledger.standing().await.unwrap();
    assert_eq!((standing.handed_over, standing.waiting), (1, 1));
    // A person did it: it is left to nobody any more.
    ledger.intend(&[attempt(2, 2)]).await.unwrap();
    ledger
        .conclude(&[outcome(2, 2, AttemptResult::Accepted)])
        .await
        .unwrap();
    assert!(ledger.handed_over().await.unwrap().is_empty());
}

#[tokio::test]
async fn sessions_that_were_read_count_among_what_silence_is_known_by() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    let span = jiff::SignedDuration::from_mins(15);
    for (seconds, known) in [(0, 0), (600, 0), (1000, 1000)] {
        store
            .sessions_read(Channel::WebSearch, at(seconds), span)
            .await
            .unwrap();
        assert_eq!(store.collected_until().await.unwrap(), Some(at(known)));
    }
}

#[tokio::test]
async fn a_ledger_with_posts_learns_of_sessions_and_keeps_what_it_has() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopper.db");
    let old = of_version(&path, 5).await;
    let run = async |sql: &'static str| {
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .execute(&old.pool)
            .await
            .unwrap();
    };
    run("CREATE TRIGGER inbound_no_UPDATE BEFORE UPDATE ON inbound BEGIN SELECT RAISE(ABORT, 'no'); END").await;
    run(
        "INSERT INTO inbound (sha256, account, mailbox, uid_validity, uid, collected_at, size, raw, form) VALUES \
         (x'00', 'a', 'INBOX', 1, 1, 0, 0, x'789c030000000001', 'mail'), \
         (x'01', 'x', 'mentions', 0, 1, 0, 0, x'789c030000000001', 'post')",
    )
    .await;
    old.close().await;
    let store = Store::open(&path).await.unwrap();
    let unread = store.unread(0, 9).await.unwrap();
    let forms: Vec<_> = unread.iter().map(|m| m.form).collect();
    assert_eq!(forms, [Form::Mail, Form::Post]);
    let changed = sqlx::query("UPDATE inbound SET uid = 7")
        .execute(&store.pool)
        .await;
    assert!(changed.unwrap_err().to_string().contains("append-only"));
}
