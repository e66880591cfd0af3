//! What an account's calls came to: the basis of the spending cap, over all runs and processes.

use super::Store;
use crate::error::Result;
use jiff::Timestamp;
use sqlx::{QueryBuilder, Row};
use std::collections::BTreeMap;

impl Store {
    /// Notes how often items of the price table were called on, all of them or none; what was not called on
    /// is not noted.
    pub async fn spend(&self, account: &str, items: &[(&str, u64)], at: Timestamp) -> Result<()> {
        let items: Vec<_> = items.iter().filter(|(_, count)| *count > 0).collect();
        if items.is_empty() {
            return Ok(());
        }
        let mut insert = QueryBuilder::new("INSERT INTO usage (account, item, count, at) ");
        insert.push_values(items, |mut row, (item, count)| {
            row.push_bind(account)
                .push_bind(*item)
                .push_bind(i64::try_from(*count).unwrap_or(i64::MAX))
                .push_bind(at.as_second());
        });
        self.insert(vec![insert]).await
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
