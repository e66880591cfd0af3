//! The codes that were given to answers: added, never changed.

use super::Ledger;
use super::waves::moment;
use crate::error::{Error, Result};
use crate::model::{Coder, Coding, Criterion};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use std::collections::HashMap;
use std::ops::Range;

impl Ledger {
    /// Keeps codings of this wave, all of them or none.
    ///
    /// # Errors
    /// [`Error::Ledger`]
    pub async fn code(&self, codings: &[Coding]) -> Result<()> {
        let mut tx = self.store.begin().await?;
        for coding in codings {
            sqlx::query(
                "INSERT INTO coding (enquiry, other, inbound, other_inbound, criterion, code, coder, \
                 confidence, rule, spans, other_spans, note, coded_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            )
            .bind(self.key(coding.enquiry))
            .bind(coding.other.map(|other| self.key(other)))
            .bind(coding.inbounds.0)
            .bind(coding.inbounds.1)
            .bind(coding.criterion.as_str())
            .bind(&coding.code)
            .bind(coding.coder.to_string())
            .bind(coding.confidence)
            .bind(&coding.rule)
            .bind(written(&coding.spans))
            .bind(written(&coding.other_spans))
            .bind(&coding.note)
            .bind(coding.at.as_second())
            .execute(&mut *tx)
            .await
            .map_err(|e| self.store.error(&e))?;
        }
        tx.commit().await.map_err(|e| self.store.error(&e))
    }

    /// The codings of a range of keys, by the key of the enquiry, in the order in which they were given.
    pub(super) async fn codings(&self, low: u32, high: u32) -> Result<HashMap<u32, Vec<Coding>>> {
        let rows = sqlx::query(
            "SELECT enquiry, other, inbound, other_inbound, criterion, code, coder, confidence, rule, \
             spans, other_spans, note, coded_at FROM coding WHERE enquiry BETWEEN $1 AND $2 ORDER BY id",
        )
        .bind(low)
        .bind(high)
        .fetch_all(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        let mut codings: HashMap<u32, Vec<Coding>> = HashMap::new();
        for row in &rows {
            let key: u32 = row.get(0);
            let coding = self.coding(key, row).ok_or_else(|| Error::Ledger {
                path: self.store.path.clone(),
                reason: format!("a coding of the criterion {:?}", row.get::<&str, _>(4)),
                hint: "the file was changed by another program; restore it from a copy".to_owned(),
            })?;
            codings.entry(key).or_default().push(coding);
        }
        Ok(codings)
    }

    fn coding(&self, key: u32, row: &SqliteRow) -> Option<Coding> {
        let other: Option<u32> = row.get(1);
        Some(Coding {
            enquiry: self.seq(key)?,
            other: match other {
                Some(other) => Some(self.seq(other)?),
                None => None,
            },
            inbounds: (row.get(2), row.get(3)),
            criterion: Criterion::parse(row.get(4))?,
            code: row.get(5),
            coder: Coder::parse(row.get(6))?,
            confidence: row.get(7),
            rule: row.get(8),
            spans: read(row.get(9))?,
            other_spans: read(row.get(10))?,
            note: row.get(11),
            at: moment(row.get(12)),
        })
    }
}

/// `[[3,17],[40,52]]`
fn written(spans: &[Range<usize>]) -> String {
    let pairs: Vec<[usize; 2]> = spans.iter().map(|s| [s.start, s.end]).collect();
    serde_json::to_string(&pairs).unwrap_or_default()
}

fn read(spans: &str) -> Option<Vec<Range<usize>>> {
    let pairs: Vec<[usize; 2]> = serde_json::from_str(spans).ok()?;
    Some(pairs.into_iter().map(|[from, to]| from..to).collect())
}
