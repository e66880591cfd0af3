//! The ledger's file: of another program, in other hands, of another kind.

use crate::study::Study;
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};

#[test]
fn a_ledger_of_a_newer_program_is_left_alone() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    study.shopper(&["send", "--yes"]).exits(0);
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let options = SqliteConnectOptions::new().filename(study.file("shopper.db"));
        let mut connection = options.connect().await.unwrap();
        sqlx::query("PRAGMA user_version = 99")
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
    });
    for command in [
        &["send", "--yes"][..],
        &["collect"],
        &["status"],
        &["report"],
    ] {
        let refused = study.shopper(command).exits(1);
        assert!(refused.err.contains("newer shopper"), "{}", refused.err);
    }
    insta::assert_snapshot!(study.shopper(&["status"]).err, @r#"
    error: ./shopper.db: written by a newer shopper (ledger version 99, this program knows 2)
    hint: use the newer program; nothing was touched
    "#);
}

#[test]
fn what_is_no_ledger_is_not_overwritten() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    let text = "a shopping list, kept for years\n".repeat(200);
    study.write("shopper.db", &text);
    let refused = study.shopper(&["send", "--yes"]).exits(1);
    assert!(
        refused.err.contains("not a shopper ledger"),
        "{}",
        refused.err
    );
    assert_eq!(study.read("shopper.db"), text);
}
