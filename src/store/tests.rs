use super::schema::MIGRATIONS;
use super::{EnquiryText, KeptProfile, Ledger, NewWave, PostIn, Reviewable, Scope, Store};
use crate::error::{Error, Result};
use crate::model::{
    Attempt, AttemptResult, Channel, Coder, Coding, Criterion, Cursor, Enquiry, Features, Form,
    Grounds, Inbound, Kind, Network, Outcome, Place, Response, TiedBy, TimeSource, TransportKind,
};
use jiff::Timestamp;
use std::path::Path;

mod bases;
mod coded;
mod notices;
mod review;
mod sessions;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + seconds).unwrap()
}

fn plan(count: u32) -> Vec<Enquiry> {
    (0..count)
        .map(|seq| Enquiry {
            seq,
            company: seq,
            question: 0,
            channel: Channel::Email,
            persona: 0,
            wording: 0,
            due_at: (seq % 4 != 3).then(|| at(i64::from(seq))),
        })
        .collect()
}

async fn wave(store: &Store, name: &str, count: u32) -> Result<Ledger> {
    let wave = NewWave {
        name,
        study: "s",
        design_hash: "d",
        plan_hash: "p",
        token_key: b"key",
        opens: at(0),
        closes: at(1000),
        at: at(0),
    };
    store
        .open_wave(&wave, &plan(count), |e| EnquiryText {
            name: format!("{name}.{}", e.seq),
            token: format!("{name}-{}", e.seq),
            contact: e.due_at.map(|_| format!("c{}@example.test", e.seq)),
            subject: "Question".to_owned(),
        })
        .await
}

fn attempt(enquiry: u32, number: u32) -> Attempt {
    Attempt {
        enquiry,
        number,
        intended_at: at(10),
        transport: TransportKind::Auto,
        own_id: format!("{enquiry}.{number}@x"),
    }
}

fn outcome(enquiry: u32, number: u32, result: AttemptResult) -> Outcome {
    Outcome::new(enquiry, number, at(11), result, "said so".to_owned())
}

fn inbound(uid: u32, mailbox: &str, raw: &[u8]) -> Inbound {
    Inbound {
        place: Place {
            account: "a".to_owned(),
            mailbox: mailbox.to_owned(),
            uid_validity: 1,
            uid,
        },
        internal_date: Some(at(20)),
        collected_at: at(21),
        raw: raw.to_vec(),
    }
}

fn cursor(mailbox: &str, last_uid: u32) -> Cursor {
    Cursor {
        account: "a".to_owned(),
        mailbox: mailbox.to_owned(),
        uid_validity: 1,
        last_uid,
    }
}

fn response(inbound: i64, enquiry: Option<u32>, kind: Kind, when: i64) -> Response {
    Response {
        inbound,
        enquiry,
        candidates: Vec::new(),
        tied_by: enquiry.map(|_| TiedBy::AddressToken),
        kind,
        rule: "r".to_owned(),
        evidence: vec!["a \"word\"".to_owned()],
        answered_at: Some(at(when)),
        answered_at_source: Some(TimeSource::Received),
        date_header: None,
        skew_seconds: None,
        from: "x@example.test".to_owned(),
        subject: "Re".to_owned(),
        marks: Vec::new(),
        token: None,
        text: "Yes.".to_owned(),
        language: None,
        bounce_status: None,
        features: Features::default(),
    }
}

async fn fresh(dir: &Path) -> Store {
    Store::open(&dir.join("shopper.db")).await.unwrap()
}

/// A ledger as an older program left it.
async fn of_version(path: &Path, version: usize) -> Store {
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    for migration in &MIGRATIONS[..version] {
        let sql = sqlx::AssertSqlSafe(*migration);
        sqlx::query(sql).execute(&pool).await.unwrap();
    }
    let version = sqlx::AssertSqlSafe(format!("PRAGMA user_version = {version}"));
    sqlx::query(version).execute(&pool).await.unwrap();
    Store {
        pool,
        readers: std::sync::Arc::default(),
        path: path.to_owned(),
    }
}

#[tokio::test]
async fn an_intent_without_outcome_is_in_doubt_and_survives_a_crash() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    let ledger = wave(&store, "w1", 4).await.unwrap();
    ledger
        .intend(&[attempt(0, 1), attempt(1, 1)])
        .await
        .unwrap();
    ledger
        .conclude(&[outcome(1, 1, AttemptResult::Accepted)])
        .await
        .unwrap();
    // No close: as after a crash.
    drop((store, ledger));
    let store = fresh(dir.path()).await;
    let ledger = store.wave("w1").await.unwrap().unwrap();
    let doubts = ledger.in_doubt().await.unwrap();
    assert_eq!(doubts.len(), 1);
    assert_eq!(doubts[0].enquiry_id, "w1.0");
    let standing = ledger.standing().await.unwrap();
    assert_eq!(
        (
            standing.planned,
            standing.offered,
            standing.sent,
            standing.in_doubt,
            standing.waiting
        ),
        (4, 3, 1, 1, 1)
    );
    let progress = ledger.progress().await.unwrap();
    assert_eq!(progress.len(), 3);
    assert_eq!(progress[0].last_attempt.as_ref().unwrap().outcome, None);
    assert_eq!(
        progress[1].last_attempt.as_ref().unwrap().outcome,
        Some((at(11), AttemptResult::Accepted))
    );
    assert_eq!(progress[2].last_attempt, None);
}

#[tokio::test]
async fn the_last_attempt_counts_and_none_can_be_stored_twice() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    let ledger = wave(&store, "w", 2).await.unwrap();
    ledger.intend(&[attempt(0, 1)]).await.unwrap();
    ledger
        .conclude(&[outcome(0, 1, AttemptResult::Deferred)])
        .await
        .unwrap();
    ledger.intend(&[attempt(0, 2)]).await.unwrap();
    assert_eq!(ledger.in_doubt().await.unwrap()[0].own_id, "0.2@x");
    ledger
        .conclude(&[outcome(0, 2, AttemptResult::Accepted)])
        .await
        .unwrap();
    assert_eq!(ledger.standing().await.unwrap().sent, 1);
    // The second process that would ask the company again fails before it touches a socket, and
    // takes the whole batch with it.
    assert!(
        ledger
            .intend(&[attempt(1, 1), attempt(0, 2)])
            .await
            .is_err()
    );
    assert_eq!(ledger.progress().await.unwrap()[1].last_attempt, None);
}

#[tokio::test]
async fn a_message_is_stored_once_wherever_it_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    let odd = b"\0\xff no mail at all \r\n".repeat(50);
    let batch = [inbound(1, "INBOX", &odd), inbound(2, "INBOX", b"two")];
    let keys = store
        .ingest(&batch, &cursor("INBOX", 2), at(21))
        .await
        .unwrap();
    assert!(keys.iter().all(Option::is_some));
    let again = store
        .ingest(
            &[inbound(7, "Junk", &odd), inbound(8, "Junk", b"")],
            &cursor("Junk", 8),
            at(22),
        )
        .await
        .unwrap();
    assert_eq!((again[0], again[1].is_some()), (None, true));
    assert_eq!(
        store.cursor("a", "INBOX").await.unwrap(),
        Some(cursor("INBOX", 2))
    );
    assert_eq!(store.collected_until().await.unwrap(), Some(at(21)));
    let unread = store.unread(0, 10).await.unwrap();
    assert_eq!(unread.len(), 3);
    assert_eq!(unread[0].raw, odd);
    assert_eq!(unread[2].raw, b"");
    store
        .respond(&[response(unread[0].id, None, Kind::Unrelated, 20)], at(23))
        .await
        .unwrap();
    assert_eq!(store.unread(0, 10).await.unwrap().len(), 2);
    let (first, last) = (unread[0].id, unread[2].id);
    assert_eq!(store.unread(first, 10).await.unwrap().len(), 2);
    assert_eq!(store.newest_message().await.unwrap(), last);
    assert!(store.unread(last, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_scratch_store_keeps_the_same_laws() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::scratch(&dir.path().join("scratch.db"))
        .await
        .unwrap();
    assert_eq!(store.newest_message().await.unwrap(), 0);
    let ledger = wave(&store, "w", 4).await.unwrap();
    ledger.intend(&[attempt(0, 1)]).await.unwrap();
    // All or none, and nothing twice.
    let again = ledger.intend(&[attempt(1, 1), attempt(0, 1)]).await;
    assert!(matches!(again, Err(Error::Ledger { .. })), "{again:?}");
    assert_eq!(ledger.last_attempt(1).await.unwrap(), None);
    assert_eq!(ledger.standing().await.unwrap().in_doubt, 1);
    let removed = sqlx::query("DELETE FROM attempt")
        .execute(&store.pool)
        .await;
    assert!(removed.is_err(), "append-only");
}

#[tokio::test]
async fn silence_is_known_up_to_the_mailbox_that_was_read_least_lately() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    assert_eq!(store.collected_until().await.unwrap(), None);
    let day = 86_400;
    for (mailbox, seconds) in [
        ("retired", 0),
        ("INBOX", 2 * day),
        ("Junk", 2 * day - 60),
        ("INBOX", 2 * day + 60),
    ] {
        store
            .ingest(&[], &cursor(mailbox, 1), at(seconds))
            .await
            .unwrap();
    }
    assert_eq!(
        store.collected_until().await.unwrap(),
        Some(at(2 * day - 60))
    );
    // Looking again is noted, but not every time.
    let span = jiff::SignedDuration::from_mins(15);
    store.looked("a", "Junk", at(2 * day), span).await.unwrap();
    assert_eq!(
        store.collected_until().await.unwrap(),
        Some(at(2 * day - 60))
    );
    store
        .looked("a", "Junk", at(2 * day + 1000), span)
        .await
        .unwrap();
    assert_eq!(
        store.collected_until().await.unwrap(),
        Some(at(2 * day + 60))
    );
    assert_eq!(
        store.cursor("a", "Junk").await.unwrap(),
        Some(cursor("Junk", 1))
    );
}

#[tokio::test]
async fn reading_again_replaces_what_counts_and_cases_come_in_plan_order() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    wave(&store, "before", 3).await.unwrap();
    let ledger = wave(&store, "w", 4).await.unwrap();
    let key = ledger.key(1);
    assert_eq!((key, ledger.seq(key), ledger.seq(0)), (4, Some(1), None));
    ledger.intend(&[attempt(key, 1)]).await.unwrap();
    ledger
        .conclude(&[outcome(key, 1, AttemptResult::Accepted)])
        .await
        .unwrap();
    let ids = store
        .ingest(
            &[inbound(1, "INBOX", b"1"), inbound(2, "INBOX", b"2")],
            &cursor("INBOX", 2),
            at(30),
        )
        .await
        .unwrap();
    let (first, second) = (ids[0].unwrap(), ids[1].unwrap());
    store
        .respond(
            &[
                response(first, Some(key), Kind::Answer, 50),
                response(second, Some(key), Kind::Acknowledgement, 40),
            ],
            at(51),
        )
        .await
        .unwrap();
    store
        .respond(&[response(first, Some(key), Kind::Refusal, 50)], at(52))
        .await
        .unwrap();
    let mut cases = Vec::new();
    ledger
        .cases(|case| {
            cases.push(case);
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(
        cases.iter().map(|c| c.enquiry).collect::<Vec<_>>(),
        plan(4),
        "the ledger gives the plan back"
    );
    let kinds: Vec<_> = cases[1].replies.iter().map(|r| r.kind).collect();
    assert_eq!(kinds, [Kind::Acknowledgement, Kind::Refusal]);
    assert_eq!(cases[1].sent_at(), Some(at(11)));
    assert!(cases[0].replies.is_empty() && cases[0].last_attempt.is_none());
    assert_eq!(
        ledger.standing().await.unwrap().kinds,
        [(Kind::Acknowledgement, 1), (Kind::Refusal, 1)].into()
    );
    let mut two = response(second, None, Kind::Answer, 40);
    two.candidates = vec![key, 0];
    store.respond(&[two], at(53)).await.unwrap();
    let review = reviewed(&store, Scope::Waiting).await;
    assert_eq!(review.len(), 1);
    assert_eq!(review[0].candidates, ["w.1", "before.0"]);
}

async fn reviewed(store: &Store, scope: Scope) -> Vec<Reviewable> {
    let mut all = Vec::new();
    store
        .review(scope, |message| {
            all.push(message);
            Ok(())
        })
        .await
        .unwrap();
    all
}

#[tokio::test]
async fn nothing_in_the_ledger_can_be_changed_or_removed() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    wave(&store, "w", 2).await.unwrap();
    for sql in [
        "UPDATE enquiry SET token = 'other'",
        "DELETE FROM enquiry",
        "DELETE FROM wave",
    ] {
        let error = sqlx::query(sql).execute(&store.pool).await.unwrap_err();
        assert!(error.to_string().contains("append-only"), "{sql}: {error}");
    }
}

#[tokio::test]
async fn a_newer_store_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    sqlx::query("PRAGMA user_version = 99")
        .execute(&store.pool)
        .await
        .unwrap();
    store.close().await;
    let error = Store::open(&dir.path().join("shopper.db"))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("newer shopper"), "{error}");
}

#[tokio::test]
async fn a_file_that_is_no_ledger_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopper.db");
    std::fs::write(
        &path,
        "not a database, and long enough to be read as one".repeat(40),
    )
    .unwrap();
    let error = Store::open(&path).await.unwrap_err();
    assert!(
        error.hint().unwrap().contains("not a shopper ledger"),
        "{error}"
    );
    assert!(std::fs::read(&path).unwrap().starts_with(b"not a database"));
}

#[tokio::test]
async fn a_second_process_is_refused_until_the_first_is_done() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    let guard = store.guard().unwrap();
    assert!(matches!(store.guard(), Err(Error::Refused { .. })));
    drop(guard);
    assert!(store.guard().is_ok());
}

#[tokio::test]
async fn a_full_disk_loses_nothing_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    store
        .ingest(&[inbound(1, "INBOX", b"small")], &cursor("INBOX", 1), at(0))
        .await
        .unwrap();
    // One connection only, because the limit is the connection's.
    let mut held = Vec::new();
    for _ in 0..2 {
        held.push(store.pool.acquire().await.unwrap());
    }
    sqlx::query("PRAGMA max_page_count = 40")
        .execute(&store.pool)
        .await
        .unwrap();
    let noise: Vec<u8> = (0..2_000_000_u32)
        .map(|i| i.wrapping_mul(2_654_435_761).to_be_bytes()[1])
        .collect();
    let error = store
        .ingest(&[inbound(2, "INBOX", &noise)], &cursor("INBOX", 2), at(1))
        .await
        .unwrap_err();
    assert!(error.hint().unwrap().contains("disk is full"), "{error}");
    // Neither the message nor the cursor that would have skipped it was stored.
    assert_eq!(
        store.cursor("a", "INBOX").await.unwrap(),
        Some(cursor("INBOX", 1))
    );
    assert_eq!(store.unread(0, 9).await.unwrap().len(), 1);
}

fn post(id: &str, position: u64) -> PostIn {
    PostIn {
        identity: format!("twitter {id}"),
        position,
        created_at: at(40),
        collected_at: at(50),
        raw: format!("{{\"id\":\"{id}\"}}").into_bytes(),
    }
}

#[tokio::test]
async fn a_post_is_stored_once_in_whichever_feed_it_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    assert_eq!(store.feed_position("x", "mentions").await.unwrap(), None);
    // Ids of today have 61 bits.
    let high = 1_990_000_000_000_000_000;
    let keys = store
        .ingest_posts(
            "x",
            "mentions",
            &[post("7", high), post("8", high + 1)],
            high + 1,
            at(50),
        )
        .await
        .unwrap();
    assert!(keys.iter().all(Option::is_some));
    // Counts of likes have changed since, so the bytes have.
    let mut again = post("7", high);
    again.raw.push(b' ');
    let keys = store
        .ingest_posts(
            "x",
            "conversations",
            &[again, post("9", high + 2)],
            high + 2,
            at(60),
        )
        .await
        .unwrap();
    assert_eq!((keys[0], keys[1].is_some()), (None, true));
    let of = |feed| store.feed_position("x", feed);
    assert_eq!(of("mentions").await.unwrap(), Some(high + 1));
    assert_eq!(of("conversations").await.unwrap(), Some(high + 2));
    let mail = inbound(1, "INBOX", b"{\"id\":\"7\"}");
    store
        .ingest(&[mail], &cursor("INBOX", 1), at(61))
        .await
        .unwrap();
    let unread = store.unread(0, 10).await.unwrap();
    let forms: Vec<_> = unread.iter().map(|m| m.form).collect();
    assert_eq!(forms, [Form::Post, Form::Post, Form::Post, Form::Mail]);
    assert_eq!(unread[0].raw, b"{\"id\":\"7\"}");
    assert_eq!(unread[0].internal_date, Some(at(40)));
    // A feed counts among what silence is known by.
    assert_eq!(store.collected_until().await.unwrap(), Some(at(50)));
    let span = jiff::SignedDuration::from_mins(15);
    store.looked("x", "mentions", at(5000), span).await.unwrap();
    assert_eq!(store.collected_until().await.unwrap(), Some(at(60)));
    assert_eq!(of("mentions").await.unwrap(), Some(high + 1));
}

#[tokio::test]
async fn what_was_spent_is_summed_and_what_was_seen_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    store
        .spend("x", &[("read", 3), ("post", 1), ("profile", 0)], at(0))
        .await
        .unwrap();
    store.spend("x", &[("read", 4)], at(10)).await.unwrap();
    store.spend("y", &[("read", 9)], at(10)).await.unwrap();
    let all = store.spent("x", at(0)).await.unwrap();
    assert_eq!(all, [("post".to_owned(), 1), ("read".to_owned(), 7)].into());
    assert_eq!(
        store.spent("x", at(10)).await.unwrap(),
        [("read".to_owned(), 4)].into()
    );
    store
        .spend("z", &[("read", u64::MAX), ("read", u64::MAX)], at(0))
        .await
        .unwrap();
    assert_eq!(store.spent("z", at(0)).await.unwrap()["read"], u64::MAX - 1);

    let kept = |company: &str, handle: &str, when, json: &str| KeptProfile {
        company: company.to_owned(),
        network: Some(Network::Bluesky),
        handle: handle.to_owned(),
        at: at(when),
        json: json.to_owned(),
    };
    store
        .keep_profiles(&[kept("b", "h", 0, "1"), kept("a", "h", 0, "2")])
        .await
        .unwrap();
    store.keep_profile(&kept("b", "h", 5, "3")).await.unwrap();
    assert_eq!(
        store.profiles().await.unwrap(),
        [kept("a", "h", 0, "2"), kept("b", "h", 5, "3")]
    );
    for sql in ["UPDATE usage SET count = 0", "DELETE FROM profile"] {
        let error = sqlx::query(sql).execute(&store.pool).await.unwrap_err();
        assert!(error.to_string().contains("append-only"), "{sql}: {error}");
    }
}

#[tokio::test]
async fn a_store_of_the_version_before_keeps_its_mails() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopper.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(&path)
        .create_if_missing(true);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    for migration in &MIGRATIONS[..4] {
        sqlx::query(sqlx::AssertSqlSafe(*migration))
            .execute(&pool)
            .await
            .unwrap();
    }
    sqlx::query("PRAGMA user_version = 4")
        .execute(&pool)
        .await
        .unwrap();
    sqlx::query(
        "INSERT INTO inbound (sha256, account, mailbox, uid_validity, uid, collected_at, size, raw) \
         VALUES (x'00', 'a', 'INBOX', 1, 1, 0, 0, x'789c030000000001')",
    )
    .execute(&pool)
    .await
    .unwrap();
    pool.close().await;
    let store = Store::open(&path).await.unwrap();
    let unread = store.unread(0, 9).await.unwrap();
    assert_eq!((unread.len(), unread[0].form), (1, Form::Mail));
    assert!(store.profiles().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_a_person_skipped_is_neither_sent_nor_waiting() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    let ledger = wave(&store, "w", 3).await.unwrap();
    ledger
        .intend(&[attempt(1, 1), attempt(2, 1)])
        .await
        .unwrap();
    ledger
        .conclude(&[outcome(1, 1, AttemptResult::Skipped)])
        .await
        .unwrap();
    let sent = store.sent().await.unwrap();
    let doubts: Vec<_> = sent.iter().map(|s| s.in_doubt_since).collect();
    assert_eq!(doubts, [None, None, Some(at(10))]);
    let standing = ledger.standing().await.unwrap();
    assert_eq!(
        (standing.skipped, standing.waiting, standing.sent),
        (1, 1, 0)
    );
    assert_eq!((standing.in_doubt, standing.refused), (1, 0));
    let last = ledger.progress().await.unwrap()[1]
        .last_attempt
        .clone()
        .unwrap();
    assert_eq!(last.outcome, Some((at(11), AttemptResult::Skipped)));
}

#[tokio::test]
async fn codings_come_back_with_their_case_and_none_is_ever_changed() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    let ledger = wave(&store, "w1", 4).await.unwrap();
    let place = cursor("INBOX", 9);
    let mut keys = Vec::new();
    for (uid, enquiry) in [(1, 0), (2, 1)] {
        let raw = format!("reply {uid}");
        store
            .ingest(&[inbound(uid, "INBOX", raw.as_bytes())], &place, at(21))
            .await
            .unwrap();
        let key = store.unread(0, 10).await.unwrap().last().unwrap().id;
        let mut read = response(key, Some(ledger.key(enquiry)), Kind::Answer, 20);
        read.text = raw;
        store.respond(&[read], at(22)).await.unwrap();
        keys.push(key);
    }
    let coding = |criterion, code: &str, coder: &str| Coding {
        enquiry: 0,
        other: None,
        inbounds: (keys[0], None),
        criterion,
        code: Criterion::code(criterion, code),
        coder: Coder::parse(coder).unwrap(),
        confidence: Some(812),
        grounds: Grounds {
            rule: "duration".to_owned(),
            spans: vec![3..7, 9..12],
            other_spans: Vec::new(),
            note: "a \"note\"".to_owned(),
        }
        .kept(),
        at: at(30),
    };
    let pair = Coding {
        other: Some(1),
        inbounds: (keys[0], Some(keys[1])),
        grounds: Grounds {
            other_spans: vec![std::ops::Range { start: 0, end: 5 }],
            ..Grounds::default()
        }
        .kept(),
        ..coding(Criterion::Relation, "contradict", "rules")
    };
    // Of a text that is not the answer any more: it stays, and does not count.
    let stale = Coding {
        inbounds: (keys[1], None),
        ..coding(Criterion::Correct, "correct", "human:ZZ")
    };
    let given = vec![
        coding(Criterion::Correct, "wrong", "human:AB"),
        coding(Criterion::Correct, "correct", "rules"),
        pair.clone(),
        stale,
    ];
    ledger.code(&given).await.unwrap();
    let mut cases = Vec::new();
    ledger
        .cases(|case| {
            cases.push(case);
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(cases[0].codings, given);
    assert_eq!(cases[0].code(Criterion::Correct), Some(&given[0]));
    assert_eq!(cases[0].code(Criterion::Apology), None);
    assert_eq!(cases[0].relation(&cases[1]), Some(&pair));
    assert_eq!(cases[0].relation(&cases[2]), None);
    assert!(cases[1].codings.is_empty());
}
