//! Codes stand together, whoever gave them and whenever; what visits cost stands beside their records.

use super::*;
use crate::model::{Case, Exhibit, ExhibitKind, Opened, Visit};

fn coding(inbound: i64, criterion: Criterion, code: &str, coder: &str, when: i64) -> Coding {
    Coding {
        enquiry: 0,
        other: None,
        inbounds: (inbound, None),
        criterion,
        code: criterion.code(code),
        coder: Coder::parse(coder).unwrap(),
        confidence: Some(900),
        grounds: Grounds {
            rule: "rule".to_owned(),
            spans: vec![3..7, 9..12],
            other_spans: Vec::new(),
            note: "a \"note\"".to_owned(),
        }
        .kept(),
        at: at(when),
    }
}

async fn cases(ledger: &Ledger) -> Vec<Case> {
    let mut cases = Vec::new();
    ledger
        .cases(|case| {
            cases.push(case);
            Ok(())
        })
        .await
        .unwrap();
    cases
}

/// A message to an enquiry; what is given is its key.
async fn replied(store: &Store, mut reply: Response, uid: u32) -> i64 {
    let raw = format!("{uid}");
    let place = cursor("INBOX", uid);
    store
        .ingest(&[inbound(uid, "INBOX", raw.as_bytes())], &place, at(21))
        .await
        .unwrap();
    reply.inbound = store.unread(0, 100).await.unwrap().last().unwrap().id;
    let key = reply.inbound;
    store.respond(&[reply], at(22)).await.unwrap();
    key
}

fn visit(seconds: f64) -> Vec<u8> {
    serde_json::to_vec(&Visit {
        site: "https://acme.example/".to_owned(),
        query: "opening hours".to_owned(),
        found: false,
        found_by: None,
        address: String::new(),
        passage: String::new(),
        offered_first: None,
        clicks: 3,
        pages: Vec::<Opened>::new(),
        bytes: 100,
        seconds,
        software: String::new(),
        ended: "budget".to_owned(),
    })
    .unwrap()
}

fn record(body: Vec<u8>) -> Exhibit {
    Exhibit {
        kind: ExhibitKind::Record,
        media_type: "application/json".to_owned(),
        address: String::new(),
        at: at(13),
        body,
    }
}

async fn efforts(ledger: &Ledger) -> Vec<(u32, u32, f64)> {
    let mut efforts = Vec::new();
    let each = |seq, clicks, seconds| efforts.push((seq, clicks, seconds));
    ledger.efforts(each).await.unwrap();
    efforts
}

#[tokio::test]
async fn the_last_visit_is_what_the_looking_cost_and_other_records_cost_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    wave(&store, "w0", 3).await.unwrap();
    let ledger = wave(&store, "w", 3).await.unwrap();
    let third = 1.0 / 3.0;
    for (seq, number, body) in [
        (1, 1, visit(7.5)),
        (2, 1, visit(2.0)),
        (2, 2, b"{\"chat\": []}".to_vec()),
        (1, 2, visit(third)),
    ] {
        let key = ledger.key(seq);
        ledger.intend(&[attempt(key, number)]).await.unwrap();
        let done = Outcome {
            exhibits: vec![record(body)],
            ..outcome(key, number, AttemptResult::Deferred)
        };
        ledger.conclude(&[done]).await.unwrap();
    }
    assert_eq!(efforts(&ledger).await, [(1, 3, third)]);
}

#[tokio::test]
async fn a_ledger_of_the_version_before_keeps_its_codes_and_visits() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopper.db");
    let store = of_version(&path, 9).await;
    let ledger = wave(&store, "w", 3).await.unwrap();
    ledger
        .intend(&[attempt(0, 1), attempt(1, 1)])
        .await
        .unwrap();
    let key = replied(&store, response(0, Some(0), Kind::Answer, 20), 1).await;
    sqlx::query(
        "INSERT INTO coding (enquiry, other, inbound, other_inbound, criterion, code, coder, confidence, rule, spans, \
         other_spans, note, coded_at) VALUES \
         (0, NULL, 1, NULL, 'apology', 'no', 'rules', 900, 'rule', '[[3,7],[9,12]]', '[]', 'a \"note\"', 1790000030), \
         (0, 1, 1, 1, 'relation', 'unsure', 'rules', NULL, 'pair', '[[1,2]]', '[[3,4]]', '', 1790000030), \
         (0, NULL, 1, NULL, 'apology', 'yes', 'human:AB', 900, 'rule', '[[3,7],[9,12]]', '[]', 'a \"note\"', 1790000031)",
    )
    .execute(&store.pool)
    .await
    .unwrap();
    // More than are filled in at once.
    for number in 1..=1_200_i64 {
        sqlx::query(
            "INSERT INTO exhibit (enquiry, number, kind, media_type, address, at, size, body) \
             VALUES (1, 1, CASE WHEN $1 % 2 = 0 THEN 'record' ELSE 'page' END, '', '', 0, 10000, $2)",
        )
        .bind(number)
        .bind(store.packed(&visit(number as f64 / 10.0)).unwrap())
        .execute(&store.pool)
        .await
        .unwrap();
    }
    store.close().await;

    let store = Store::open(&path).await.unwrap();
    let ledger = store.wave("w").await.unwrap().unwrap();
    assert_eq!(efforts(&ledger).await, [(1, 3, 120.0)]);
    let before = [
        coding(key, Criterion::Apology, "no", "rules", 30),
        Coding {
            other: Some(1),
            inbounds: (key, Some(key)),
            confidence: None,
            grounds: Grounds {
                rule: "pair".to_owned(),
                spans: vec![std::ops::Range { start: 1, end: 2 }],
                other_spans: vec![std::ops::Range { start: 3, end: 4 }],
                note: String::new(),
            }
            .kept(),
            ..coding(key, Criterion::Relation, "unsure", "rules", 30)
        },
        coding(key, Criterion::Apology, "yes", "human:AB", 31),
    ];
    assert_eq!(cases(&ledger).await[0].codings, before);
    assert_eq!(ledger.judged().await.unwrap(), before[2..]);
    let coded = ledger.coded().await.unwrap();
    assert_eq!((coded.codes, coded.unsure_pairs), (3, 1));
    // What is given now comes after, and counts from now on.
    let now = [
        coding(key, Criterion::Apology, "no", "human:AB", 31),
        coding(key, Criterion::Empathy, "no", "rules", 32),
    ];
    ledger.code(&now[..1]).await.unwrap();
    ledger.code(&now[1..]).await.unwrap();
    let case = cases(&ledger).await.swap_remove(0);
    assert_eq!(case.codings, [&before[..], &now].concat());
    assert_eq!(case.code(Criterion::Apology), Some(&now[0]));
    assert_eq!(
        ledger.judged().await.unwrap(),
        [&before[2..], &now[..1]].concat()
    );
    for table in ["coding", "codes", "reasons", "effort"] {
        let sql = format!("DELETE FROM {table}");
        let done = sqlx::query(sqlx::AssertSqlSafe(sql))
            .execute(&store.pool)
            .await;
        let error = done.unwrap_err().to_string();
        assert!(error.contains("append-only"), "{table}: {error}");
    }
}

#[tokio::test]
async fn codes_are_counted_by_who_gave_them() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    let ledger = wave(&store, "w", 3).await.unwrap();
    let one = replied(&store, response(0, Some(0), Kind::Answer, 20), 1).await;
    let two = replied(&store, response(0, Some(1), Kind::Answer, 20), 2).await;
    let pair = |code: &str, coder: &str, when| Coding {
        other: Some(1),
        inbounds: (one, Some(two)),
        ..coding(one, Criterion::Relation, code, coder, when)
    };
    let given = [
        coding(one, Criterion::Correct, "wrong", "rules", 30),
        coding(one, Criterion::Apology, "no", "rules", 30),
        pair("unsure", "rules", 30),
        Coding {
            enquiry: 1,
            ..coding(two, Criterion::Correct, "wrong", "rules", 30)
        },
        coding(one, Criterion::Correct, "correct", "human:AB", 31),
    ];
    ledger.code(&given).await.unwrap();
    let coded = ledger.coded().await.unwrap();
    let of = |kind: &str, n| (kind.to_owned(), n);
    assert_eq!(coded.codes, 5);
    assert_eq!(coded.answers, [of("human", 1), of("rules", 2)].into());
    assert_eq!(coded.pairs, [of("rules", 1)].into());
    assert_eq!(coded.unsure_pairs, 1);
    // A person decides, and then a machine changes its mind, which counts for nothing.
    ledger.code(&[pair("agree", "human:AB", 31)]).await.unwrap();
    ledger.code(&[pair("unsure", "rules", 32)]).await.unwrap();
    let coded = ledger.coded().await.unwrap();
    assert_eq!((coded.codes, coded.unsure_pairs), (7, 0));
    assert_eq!(coded.pairs, [of("human", 1), of("rules", 1)].into());
}

#[tokio::test]
async fn what_is_scored_is_the_same_without_the_words() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    wave(&store, "w0", 2).await.unwrap();
    let ledger = wave(&store, "w", 5).await.unwrap();
    let keys = [ledger.key(0), ledger.key(1), ledger.key(2)];
    ledger
        .intend(&[
            attempt(keys[0], 1),
            attempt(keys[1], 1),
            attempt(keys[2], 1),
        ])
        .await
        .unwrap();
    ledger
        .conclude(&[
            outcome(keys[0], 1, AttemptResult::Accepted),
            outcome(keys[1], 1, AttemptResult::Deferred),
        ])
        .await
        .unwrap();
    ledger.intend(&[attempt(keys[1], 2)]).await.unwrap();
    let reply = |text: &str, date: Option<i64>, when| Response {
        text: text.to_owned(),
        date_header: date.map(at),
        ..response(0, Some(keys[0]), Kind::Answer, when)
    };
    // Delivered twice, and written at the same time but something else, and without a time of its own.
    let replies = [
        reply("Yes.", Some(5), 22),
        reply("Yes.", Some(5), 21),
        reply("No.", Some(5), 23),
        reply("No.", None, 25),
        Response {
            answered_at: None,
            answered_at_source: None,
            ..reply("At last.", Some(9), 0)
        },
        Response {
            enquiry: Some(keys[2]),
            kind: Kind::Survey,
            ..reply("Rate us.", Some(9), 30)
        },
    ];
    for (uid, reply) in (1..).zip(replies) {
        replied(&store, reply, uid).await;
    }
    let given = [
        coding(2, Criterion::Correct, "wrong", "rules", 30),
        coding(2, Criterion::Correct, "correct", "llm", 30),
        coding(2, Criterion::Correct, "partly", "human:A B", 30),
    ];
    ledger.code(&given).await.unwrap();
    let mut scored = Vec::new();
    ledger
        .cases_to_score(|case| {
            scored.push(case);
            Ok(())
        })
        .await
        .unwrap();
    let mut whole = cases(&ledger).await;
    assert_eq!(whole[0].replies.len(), 4);
    assert_eq!(whole[0].codings, given);
    let last = |nth: usize| {
        whole[nth]
            .last_attempt
            .as_ref()
            .map(|a| (a.number, a.outcome))
    };
    assert_eq!(last(0), Some((1, Some((at(11), AttemptResult::Accepted)))));
    assert_eq!(last(1), Some((2, None)));
    assert_eq!((last(2), last(3)), (Some((1, None)), None));
    for case in &mut whole {
        for reply in &mut case.replies {
            reply.text.clear();
        }
        for coding in &mut case.codings {
            if coding.coder == Coder::Rules {
                coding.grounds = None;
            }
        }
    }
    assert_eq!(scored, whole);
}

#[tokio::test]
async fn of_what_was_read_again_the_newest_counts_whichever_program_read_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopper.db");
    let old = of_version(&path, 11).await;
    let ledger = wave(&old, "w", 2).await.unwrap();
    let mut keys = Vec::new();
    for uid in 1..=2 {
        let first = response(0, Some(uid - 1), Kind::Refusal, 20);
        keys.push(replied(&old, first, uid).await);
    }
    let again = |key, enquiry, kind| [response(key, Some(enquiry), kind, 20)];
    let then = again(keys[0], 0, Kind::Partial);
    old.respond(&then, at(30)).await.unwrap();
    drop(ledger);
    old.close().await;
    let store = Store::open(&path).await.unwrap();
    let ledger = store.wave("w").await.unwrap().unwrap();
    let kinds = async || -> Vec<Vec<Kind>> {
        let kinds = |case: &Case| case.replies.iter().map(|r| r.kind).collect();
        cases(&ledger).await.iter().map(kinds).collect()
    };
    assert_eq!(kinds().await, [[Kind::Partial], [Kind::Refusal]]);
    // Read again, now and once more, and tied to the other enquiry at last.
    for (key, enquiry, kind) in [
        (keys[1], 1, Kind::Redirect),
        (keys[1], 1, Kind::Answer),
        (keys[0], 1, Kind::Survey),
    ] {
        let more = again(key, enquiry, kind);
        store.respond(&more, at(31)).await.unwrap();
    }
    assert_eq!(kinds().await, [vec![], vec![Kind::Survey, Kind::Answer]]);
}

#[tokio::test]
async fn what_this_program_never_writes_is_an_error_that_names_the_ledger() {
    let codes = "codes (enquiry, number, inbound, coder, coded_at, codes)";
    for (row, named) in [
        (
            format!("{codes} VALUES (0, 1, $1, 'rules', 5, 'no code')"),
            "no code",
        ),
        (
            format!("{codes} VALUES (0, 1, $1, x'ff', 5, 'a=yes')"),
            "\"coder\" holds Blob",
        ),
        (
            format!("{codes} VALUES (0, 1, $1, 'rules', 5, '9/9:r=agree')"),
            "enquiry 9",
        ),
        (
            "attempt (enquiry, number, phase, at, result) VALUES (1, $1, 'outcome', 5, 'perhaps')"
                .to_owned(),
            "perhaps",
        ),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let store = fresh(dir.path()).await;
        let ledger = wave(&store, "w", 3).await.unwrap();
        let key = replied(&store, response(0, Some(0), Kind::Answer, 20), 1).await;
        assert_eq!(cases(&ledger).await.len(), 3);
        let sql = sqlx::AssertSqlSafe(format!("INSERT INTO {row}"));
        let done = sqlx::query(sql).bind(key).execute(&store.pool).await;
        done.unwrap();
        let said = ledger.cases(|_| Ok(())).await.unwrap_err().to_string();
        assert!(
            said.contains("shopper.db") && said.contains(named),
            "{said}"
        );
    }
}
