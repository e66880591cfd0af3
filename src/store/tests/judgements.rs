//! What language models replied.

use super::super::Judgement;
use super::{at, fresh};
use jiff::Timestamp;

fn judgement(number: u8, reply: &str) -> Judgement {
    Judgement {
        key: [7; 32],
        number,
        template: "ab12".to_owned(),
        model: "m".to_owned(),
        fingerprint: (number == 1).then(|| "fp".to_owned()),
        parameters: "{}".to_owned(),
        reply: reply.as_bytes().to_vec(),
        tokens: (number == 1).then_some((500, 20)),
        at: at(5),
    }
}

#[tokio::test]
async fn replies_are_kept_as_they_came_and_what_they_cost_is_noted() {
    let dir = tempfile::tempdir().unwrap();
    let store = fresh(dir.path()).await;
    assert!(store.judged().await.unwrap().is_empty());
    let (first, second) = (judgement(1, "\u{0}bad"), judgement(2, "good"));
    store.judge(&first, "llm w", (500, 20)).await.unwrap();
    store.judge(&second, "llm w", (600, 30)).await.unwrap();
    // Another process asked the same meanwhile: the first reply stays, and both are paid for.
    let late = judgement(2, "another");
    store.judge(&late, "llm w", (600, 30)).await.unwrap();
    assert_eq!(store.judgements(&[7; 32]).await.unwrap(), [first, second]);
    assert!(store.judgements(&[8; 32]).await.unwrap().is_empty());
    assert_eq!(store.judged().await.unwrap(), [[7; 32]].into());
    let spent = store.spent("llm w", Timestamp::UNIX_EPOCH).await.unwrap();
    assert_eq!((spent["token_in"], spent["token_out"]), (1_700, 80));
    for change in ["UPDATE judgement SET reply = ''", "DELETE FROM judgement"] {
        let refused = sqlx::query(change).execute(&store.pool).await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{refused}");
    }
}
