//! What language models replied: kept as it came, so that it is paid for once and can be read again offline.

use super::Store;
use super::waves::moment;
use crate::error::Result;
use jiff::Timestamp;
use sqlx::Row;
use std::collections::HashSet;

/// One reply of a language model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// SHA-256 of template, model, parameters and input.
    pub key: [u8; 32],
    /// Which reply to the same request: 1, and 2 when the first was no verdict.
    pub number: u8,
    /// Hash of the template, in hexadecimal digits.
    pub template: String,
    /// The model that was asked.
    pub model: String,
    /// What the endpoint says of its own setup (`system_fingerprint`).
    pub fingerprint: Option<String>,
    /// The parameters of the request, as JSON.
    pub parameters: String,
    /// The body that came back, as it came; what is too long is cut off.
    pub reply: Vec<u8>,
    /// Tokens of the request and of the reply, as the endpoint counts them.
    pub tokens: Option<(u64, u64)>,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// Keeps a reply, and what it came to: tokens of the request and of the reply, on an account of
    /// [`Store::spent`]. A reply under a key and number that is there already is not kept; its tokens are noted.
    pub async fn judge(
        &self,
        judgement: &Judgement,
        account: &str,
        tokens: (u64, u64),
    ) -> Result<()> {
        let mut tx = self.begin().await?;
        let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        sqlx::query(
            "INSERT INTO judgement (key, number, template, model, fingerprint, parameters, reply, tokens_in, \
             tokens_out, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
        )
        .bind(&judgement.key[..])
        .bind(judgement.number)
        .bind(&judgement.template)
        .bind(&judgement.model)
        .bind(&judgement.fingerprint)
        .bind(&judgement.parameters)
        .bind(&judgement.reply)
        .bind(judgement.tokens.map(|(n, _)| signed(n)))
        .bind(judgement.tokens.map(|(_, n)| signed(n)))
        .bind(judgement.at.as_second())
        .execute(&mut *tx)
        .await
        .map_err(|e| self.error(&e))?;
        for (item, count) in [("token_in", tokens.0), ("token_out", tokens.1)] {
            sqlx::query("INSERT INTO usage (account, item, count, at) VALUES ($1, $2, $3, $4)")
                .bind(account)
                .bind(item)
                .bind(signed(count))
                .bind(judgement.at.as_second())
                .execute(&mut *tx)
                .await
                .map_err(|e| self.error(&e))?;
        }
        tx.commit().await.map_err(|e| self.error(&e))
    }

    /// The keys under which there is a reply.
    pub async fn judged(&self) -> Result<HashSet<[u8; 32]>> {
        let keys: Vec<Vec<u8>> = sqlx::query_scalar("SELECT key FROM judgement WHERE number = 1")
            .fetch_all(&self.pool)
            .await
            .map_err(|e| self.error(&e))?;
        Ok(keys.into_iter().filter_map(|k| k.try_into().ok()).collect())
    }

    /// The replies under a key, in the order in which they came.
    pub async fn judgements(&self, key: &[u8; 32]) -> Result<Vec<Judgement>> {
        let rows = sqlx::query(
            "SELECT number, template, model, fingerprint, parameters, reply, tokens_in, tokens_out, at \
             FROM judgement WHERE key = $1 ORDER BY number",
        )
        .bind(&key[..])
        .fetch_all(&self.pool)
        .await
        .map_err(|e| self.error(&e))?;
        let count = |n: Option<i64>| n.and_then(|n| u64::try_from(n).ok());
        Ok(rows
            .into_iter()
            .map(|row| Judgement {
                key: *key,
                number: row.get(0),
                template: row.get(1),
                model: row.get(2),
                fingerprint: row.get(3),
                parameters: row.get(4),
                reply: row.get(5),
                tokens: count(row.get(6)).zip(count(row.get(7))),
                at: moment(row.get(8)),
            })
            .collect())
    }
}
