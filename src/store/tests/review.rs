//! What people decide, what counts of each message, and what older ledgers hold.

use super::super::Why;
use super::super::schema::MIGRATIONS;
use super::*;
use crate::model::{Decision, Reply, standpoints};

async fn replies(ledger: &Ledger) -> Vec<Vec<Reply>> {
    let mut all = Vec::new();
    ledger
        .cases(|case| {
            all.push(case.replies);
            Ok(())
        })
        .await
        .unwrap();
    all
}

fn decision(inbound: i64, enquiries: Option<&[u32]>, kind: Option<Kind>) -> Decision {
    Decision {
        inbound,
        enquiries: enquiries.map(<[u32]>::to_vec),
        kind,
        coder: "AB".to_owned(),
        note: "=why".to_owned(),
    }
}

/// A store with one wave of eight and as many messages as there are bodies.
async fn stored(store: &Store, bodies: &[&[u8]]) -> (Ledger, Vec<i64>) {
    let ledger = wave(store, "w", 8).await.unwrap();
    let mut keys = Vec::new();
    for (uid, raw) in (1..).zip(bodies) {
        let ids = store
            .ingest(&[inbound(uid, "INBOX", raw)], &cursor("INBOX", uid), at(30))
            .await
            .unwrap();
        keys.push(ids[0].unwrap());
    }
    (ledger, keys)
}

#[tokio::test]
async fn a_person_outranks_the_machine_and_the_newest_decision_holds() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    let (ledger, keys) = stored(&store, &[b"1", b"2", b"3"]).await;
    let mut unsure = response(keys[0], None, Kind::Answer, 40);
    unsure.candidates = vec![0, 1];
    let mut alone = response(keys[1], None, Kind::Unrelated, 41);
    alone.rule = "no_tie (partial: part_pending)".to_owned();
    alone.from = "agent@mail.example.test".to_owned();
    let mut weak = response(keys[2], Some(2), Kind::Acknowledgement, 42);
    weak.rule = "says_nothing".to_owned();
    store.respond(&[unsure, alone, weak], at(50)).await.unwrap();
    let waiting = reviewed(&store, Scope::Waiting).await;
    let why: Vec<_> = waiting.iter().map(|m| m.why.unwrap()).collect();
    assert_eq!(why, [Why::Candidates, Why::Company, Why::NothingSaid]);
    assert_eq!(waiting[1].kind, Kind::Partial, "what it would have been");
    assert_eq!(waiting[2].tied_to.as_deref(), Some("w.2"));
    assert_eq!(store.waiting().await.unwrap(), 3);

    let decisions = [
        decision(keys[0], Some(&[0, 1]), None),
        decision(keys[1], Some(&[1]), None),
        decision(keys[2], None, Some(Kind::Answer)),
    ];
    store.decide(&decisions, at(60)).await.unwrap();
    assert_eq!(store.waiting().await.unwrap(), 0);
    let found = replies(&ledger).await;
    let of = |seq: usize| -> Vec<_> { found[seq].iter().map(|r| (r.kind, r.tied_by)).collect() };
    let review = Some(TiedBy::Review);
    assert_eq!(of(0), [(Kind::Answer, review)], "one answer closes two");
    assert_eq!(of(1), [(Kind::Answer, review), (Kind::Partial, review)]);
    assert_eq!(of(2), [(Kind::Answer, Some(TiedBy::AddressToken))]);
    assert_eq!(ledger.standing().await.unwrap().answered, 3);
    assert_eq!(ledger.standing().await.unwrap().untied, 0);

    // Better rules come, and the decisions hold; where they differ is told.
    store
        .respond(&[response(keys[0], Some(4), Kind::Answer, 40)], at(70))
        .await
        .unwrap();
    assert_eq!(replies(&ledger).await[..4], found[..4]);
    assert!(replies(&ledger).await[4].is_empty());
    let decided = reviewed(&store, Scope::Decided).await;
    let since: Vec<_> = decided
        .iter()
        .map(|m| m.decision.as_ref().unwrap().read_otherwise_since)
        .collect();
    assert_eq!(since, [true, false, false]);

    store
        .decide(&[decision(keys[0], Some(&[]), None)], at(80))
        .await
        .unwrap();
    assert!(replies(&ledger).await[0].is_empty());
    assert_eq!(ledger.standing().await.unwrap().untied, 1);
    assert_eq!(reviewed(&store, Scope::All).await.len(), 3);
    assert_eq!(reviewed(&store, Scope::One(keys[1])).await.len(), 1);
    let held = store.decisions().await.unwrap();
    assert_eq!(held[&keys[0]], decision(keys[0], Some(&[]), None));
    assert_eq!(held.len(), 3);
}

/// The view of the ledger and `standpoints` are one rule in two languages.
#[tokio::test]
async fn the_view_and_the_model_agree_on_what_counts() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    let rules = ["r", "no_tie (partial: part_pending)"];
    let ties = [None, Some(&[][..]), Some(&[3][..]), Some(&[1, 2][..])];
    let mut cases = Vec::new();
    for (enquiry, rule) in [(Some(5), rules[0]), (None, rules[0]), (None, rules[1])] {
        cases.push((enquiry, rule, None));
        for tie in ties {
            for kind in [None, Some(Kind::Refusal)] {
                cases.push((enquiry, rule, Some((tie, kind))));
            }
        }
    }
    let bodies: Vec<_> = (0..cases.len()).map(|n| n.to_string()).collect();
    let bodies: Vec<_> = bodies.iter().map(String::as_bytes).collect();
    let (_, keys) = stored(&store, &bodies).await;
    for (key, (enquiry, rule, decided)) in keys.into_iter().zip(cases) {
        let mut response = response(key, enquiry, Kind::Unrelated, 40);
        response.rule = rule.to_owned();
        let decision = decided.map(|(tie, kind)| decision(key, tie, kind));
        store
            .respond(std::slice::from_ref(&response), at(50))
            .await
            .unwrap();
        if let Some(decision) = &decision {
            store
                .decide(std::slice::from_ref(decision), at(51))
                .await
                .unwrap();
        }
        let rows: Vec<(Option<u32>, Option<String>, String)> = sqlx::query_as(
            "SELECT enquiry, tied_by, kind FROM reading WHERE inbound = $1 ORDER BY enquiry",
        )
        .bind(key)
        .fetch_all(&store.pool)
        .await
        .unwrap();
        let model: Vec<_> = standpoints(&response, decision.as_ref())
            .into_iter()
            .map(|s| {
                let by = s.tied_by.map(|t| t.as_str().to_owned());
                (s.enquiry, by, s.kind.as_str().to_owned())
            })
            .collect();
        assert_eq!(rows, model, "{response:?} {decision:?}");
    }
}

#[tokio::test]
async fn a_message_delivered_twice_counts_once_as_it_came_first() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    let (ledger, keys) = stored(&store, &[b"1", b"2", b"3", b"4", b"5"]).await;
    let sent = |key: usize, enquiry: u32, when: i64, date: Option<i64>| Response {
        date_header: date.map(at),
        ..response(keys[key], Some(enquiry), Kind::Answer, when)
    };
    let again = [
        sent(0, 0, 45, Some(39)),
        sent(1, 0, 40, Some(39)),
        // To the other address it is another enquiry's answer.
        sent(2, 1, 41, Some(39)),
        // Without the sender's time nothing tells that it is the same.
        sent(3, 1, 42, None),
        sent(4, 1, 43, None),
    ];
    store.respond(&again, at(50)).await.unwrap();
    let found = replies(&ledger).await;
    let times: Vec<_> = found[0].iter().map(|r| r.answered_at.unwrap()).collect();
    assert_eq!(times, [at(40)]);
    assert_eq!(found[1].len(), 3);
    let standing = ledger.standing().await.unwrap();
    assert_eq!(standing.kinds, [(Kind::Answer, 4)].into());
    assert_eq!(standing.messages, 4);
    // A person who looked at the later of the two is heard.
    store
        .decide(&[decision(keys[0], None, Some(Kind::Refusal))], at(60))
        .await
        .unwrap();
    let reply = &replies(&ledger).await[0];
    assert_eq!(
        (reply[0].kind, reply[0].answered_at),
        (Kind::Refusal, Some(at(40)))
    );
    assert_eq!(reply.len(), 1);
}

/// A wave of a million enquiries is read slice by slice: none may cost a look at every response.
#[tokio::test]
async fn what_counts_for_a_slice_is_found_by_index() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(
        "EXPLAIN QUERY PLAN SELECT r.kind FROM reading r WHERE r.enquiry BETWEEN 10 AND 20 \
         ORDER BY r.enquiry, r.answered_at NULLS LAST, r.inbound",
    )
    .fetch_all(&store.pool)
    .await
    .unwrap();
    let steps: Vec<_> = plan.into_iter().map(|step| step.3).collect();
    let has = |words: &str| steps.iter().any(|step| step.starts_with(words));
    assert!(
        has("SEARCH r USING INDEX response_by_enquiry"),
        "{steps:#?}"
    );
    assert!(
        has("SEARCH n USING COVERING INDEX response_by_inbound"),
        "{steps:#?}"
    );
    assert!(!has("SCAN n") && !has("MATERIALIZE"), "{steps:#?}");
}

/// What every version before wrote is kept.
#[tokio::test]
async fn a_ledger_of_an_older_version_is_brought_up_to_date_with_all_it_holds() {
    for version in 1..MIGRATIONS.len() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("shopper.db");
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true);
        let mut old = sqlx::ConnectOptions::connect(&options).await.unwrap();
        for migration in &MIGRATIONS[..version] {
            sqlx::Executor::execute(&mut old, *migration).await.unwrap();
        }
        let rows = format!(
            "INSERT INTO wave VALUES (1, 'w', 's', 'd', 'p', x'00', 0, 2, {0}, {1}, {0}, '0.1.0'); \
             INSERT INTO enquiry VALUES (0, 1, 'w.0', 0, 0, 'email', 0, 0, {0}, 't0', 'c@x.test', 'Q'); \
             INSERT INTO enquiry VALUES (1, 1, 'w.1', 1, 0, 'email', 0, 0, NULL, 't1', NULL, 'Q'); \
             INSERT INTO attempt VALUES (0, 1, 'intent', {0}, 'auto', 'a@b', NULL, NULL); \
             INSERT INTO attempt VALUES (0, 1, 'outcome', {0}, NULL, NULL, 'accepted', 'ok'); \
             INSERT INTO inbound (id, sha256, account, mailbox, uid_validity, uid, internal_date, collected_at, \
               size, raw) VALUES (1, x'0102030405', 'a', 'INBOX', 1, 1, {0}, {0}, 0, x'789c030000000001'); \
             INSERT INTO response (inbound, enquiry, candidates, tied_by, kind, rule, evidence, answered_at, \
               time_source, sender, subject, text, read_at) VALUES (1, 0, '[]', 'address_token', 'answer', 'r', \
               '[]', {0}, 'received', 'c@x.test', 'Re', 'Yes.', {0}); \
             INSERT INTO cursor VALUES (1, 'a', 'INBOX', 1, 1, {0}); PRAGMA user_version = {version}",
            at(0).as_second(),
            at(1000).as_second()
        );
        sqlx::Executor::execute(&mut old, sqlx::AssertSqlSafe(rows))
            .await
            .unwrap();
        sqlx::Connection::close(old).await.unwrap();

        let store = Store::open(&path).await.unwrap();
        let ledger = store.wave("w").await.unwrap().unwrap();
        let found = replies(&ledger).await;
        assert_eq!(
            (found[0].len(), found[1].len()),
            (1, 0),
            "version {version}"
        );
        assert_eq!(found[0][0].text, "Yes.");
        let standing = ledger.standing().await.unwrap();
        assert_eq!(
            (standing.sent, standing.answered, standing.messages),
            (1, 1, 1)
        );
        assert_eq!(
            store.cursor("a", "INBOX").await.unwrap(),
            Some(cursor("INBOX", 1))
        );
        store
            .decide(&[decision(1, None, Some(Kind::Refusal))], at(1))
            .await
            .unwrap();
        assert_eq!(replies(&ledger).await[0][0].kind, Kind::Refusal);
        for table in ["decision", "response"] {
            let sql = sqlx::AssertSqlSafe(format!("DELETE FROM {table}"));
            let refused = sqlx::query(sql).execute(&store.pool).await.unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{refused}");
        }
    }
}
