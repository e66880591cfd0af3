//! Intents and outcomes: law 1.

use super::Ledger;
use super::waves::moment;
use crate::error::Result;
use crate::model::{Attempt, AttemptResult, Enquiry, LastAttempt, Outcome, TransportKind};
use futures_util::TryStreamExt;
use jiff::Timestamp;
use sqlx::{QueryBuilder, Row, Sqlite};

/// An enquiry of the wave with how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The store's key.
    pub key: u32,
    /// The enquiry.
    pub enquiry: Enquiry,
    /// The token in its address.
    pub token: String,
    /// The last attempt, when there was one.
    pub last_attempt: Option<LastAttempt>,
}

/// How many rows one statement inserts: 6 columns each, below the limit of 32,766.
const ROWS: usize = 1000;

impl Ledger {
    /// Stores intents, all of them or none, and returns when they are on the disk.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`]; also when one of them was stored before: then another process is at work.
    pub async fn intend(&self, attempts: &[Attempt]) -> Result<()> {
        let rows = attempts.chunks(ROWS).map(|chunk| {
            let mut insert = QueryBuilder::new(
                "INSERT INTO attempt (enquiry, number, phase, at, transport, own_id) ",
            );
            insert.push_values(chunk, |mut row, attempt| {
                row.push_bind(attempt.enquiry)
                    .push_bind(attempt.number)
                    .push("'intent'")
                    .push_bind(attempt.intended_at.as_second())
                    .push_bind(match attempt.transport {
                        TransportKind::Auto => "auto",
                        TransportKind::Assisted => "assisted",
                    })
                    .push_bind(&attempt.own_id);
            });
            insert
        });
        self.store.insert(rows.collect()).await
    }

    /// Stores outcomes, each with what was said and seen in its attempt; all of them or none.
    pub async fn conclude(&self, outcomes: &[Outcome]) -> Result<()> {
        if outcomes.is_empty() {
            return Ok(());
        }
        let rows = outcomes.chunks(ROWS).map(|chunk| {
            let mut insert = QueryBuilder::<Sqlite>::new(
                "INSERT INTO attempt (enquiry, number, phase, at, result, reply) ",
            );
            insert.push_values(chunk, |mut row, outcome| {
                row.push_bind(outcome.enquiry)
                    .push_bind(outcome.number)
                    .push("'outcome'")
                    .push_bind(outcome.at.as_second())
                    .push_bind(outcome.result.as_str())
                    .push_bind(&outcome.reply);
            });
            insert
        });
        let is_bare = |o: &Outcome| o.said.is_empty() && o.exhibits.is_empty();
        if outcomes.iter().all(is_bare) {
            return self.store.insert(rows.collect()).await;
        }
        let mut tx = self.store.begin().await?;
        for mut insert in rows {
            insert
                .build()
                .execute(&mut *tx)
                .await
                .map_err(|e| self.store.error(&e))?;
        }
        for outcome in outcomes {
            self.store.keep(&mut tx, outcome).await?;
        }
        tx.commit().await.map_err(|e| self.store.error(&e))
    }

    /// The last attempt of an enquiry, when there was one.
    pub async fn last_attempt(&self, key: u32) -> Result<Option<LastAttempt>> {
        let row = sqlx::query(
            "SELECT i.number, i.at AS intended_at, o.at AS concluded_at, o.result FROM attempt i \
             LEFT JOIN attempt o ON o.enquiry = i.enquiry AND o.phase = 'outcome' AND o.number = i.number \
             WHERE i.enquiry = $1 AND i.phase = 'intent' ORDER BY i.number DESC LIMIT 1",
        )
        .bind(key)
        .fetch_optional(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        Ok(row.as_ref().and_then(last_attempt))
    }

    /// Every enquiry of the wave on an offered channel, in plan order, with its last attempt.
    pub async fn progress(&self) -> Result<Vec<Pending>> {
        let mut rows = sqlx::query(
            "SELECT e.id, e.company, e.question, e.channel, e.persona, e.wording, e.due_at, e.token, \
             i.number, i.at AS intended_at, o.at AS concluded_at, o.result \
             FROM enquiry e \
             LEFT JOIN attempt i ON i.enquiry = e.id AND i.phase = 'intent' \
               AND NOT EXISTS (SELECT 1 FROM attempt n WHERE n.enquiry = e.id AND n.phase = 'intent' \
                               AND n.number > i.number) \
             LEFT JOIN attempt o ON o.enquiry = e.id AND o.phase = 'outcome' AND o.number = i.number \
             WHERE e.wave = $1 AND e.due_at IS NOT NULL ORDER BY e.id",
        )
        .bind(self.wave)
        .fetch(&self.store.pool);
        let mut all = Vec::new();
        while let Some(row) = rows.try_next().await.map_err(|e| self.store.error(&e))? {
            all.push(Pending {
                key: row.get("id"),
                enquiry: self.enquiry_from(&row),
                token: row.get("token"),
                last_attempt: last_attempt(&row),
            });
        }
        Ok(all)
    }
}

/// The last attempt from a row with `number`, `intended_at`, `concluded_at` and `result`.
pub(super) fn last_attempt(row: &sqlx::sqlite::SqliteRow) -> Option<LastAttempt> {
    let number: Option<u32> = row.get("number");
    let concluded: Option<i64> = row.get("concluded_at");
    let result: Option<&str> = row.get("result");
    let intended: Option<i64> = row.get("intended_at");
    Some(LastAttempt {
        number: number?,
        intended_at: intended.map_or(Timestamp::UNIX_EPOCH, moment),
        outcome: concluded
            .map(moment)
            .zip(result.and_then(AttemptResult::parse)),
    })
}
