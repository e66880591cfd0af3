//! What an account's calls came to: the basis of the spending cap, over all runs and processes.

use super::Store;
use crate::error::Result;
use jiff::Timestamp;
use sqlx::Row;
use std::collections::BTreeMap;

impl Store {
    /// Notes how often items of the price table were called on, all of them or none; what was not called on
    /// is not noted.
    pub async fn spend(&self, account: &str, items: &[(&str, u64)], at: Timestamp) -> Result<()> {
        let mut tx = self.begin().await?;
        for (item, count) in items.iter().filter(|(_, count)| *count > 0) {
            sqlx::query("INSERT INTO usage (account, item, count, at) VALUES ($1, $2, $3, $4)")
                .bind(account)
                .bind(*item)
                .bind(i64::try_from(*count).unwrap_or(i64::MAX))
                .bind(at.as_second())
                .execute(&mut *tx)
                .await
                .map_err(|e| self.error(&e))?;
        }
        tx.commit().await.map_err(|e| self.error(&e))
    }

    /// How often each item was called on from a moment on, that moment included.
    pub async fn spent(&self, account: &str, since: Timestamp) -> Result<BTreeMap<String, u64>> {
        // Summed here: SQL's sum fails on what does not fit, and a cap must hold then too.
        let rows = sqlx::query("SELECT item, count FROM usage WHERE account = $1 AND at >= $2")
            .bind(account)
            .bind(since.as_second())
            .fetch_all(&self.pool)
            .await
            .map_err(|e| self.error(&e))?;
        let mut spent: BTreeMap<String, u64> = BTreeMap::new();
        for row in rows {
            let sum = spent.entry(row.get(0)).or_default();
            *sum = sum.saturating_add(u64::try_from(row.get::<i64, _>(1)).unwrap_or(0));
        }
        Ok(spent)
    }
}
