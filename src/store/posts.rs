//! Posts that came back, and how far the feeds of a network were read.

use super::Store;
use crate::error::Result;
use crate::model::Form;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use sqlx::Row;

/// A post that is to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostIn {
    /// What it is known by: [`crate::model::Post::identity`].
    pub identity: String,
    /// Where it stands in the feed in which it was found.
    pub position: u64,
    /// When the network took it.
    pub created_at: Timestamp,
    /// When it was fetched; never used as the time of an answer.
    pub collected_at: Timestamp,
    /// The post as JSON.
    pub raw: Vec<u8>,
}

impl Store {
    /// Stores posts of a feed of an account, and up to where the feed was read, all or nothing. Gives
    /// back, in the same order, the key of each post that was new; one that was stored before, found in
    /// whatever feed, is `None`, and its bytes stay what they were.
    pub async fn ingest_posts(
        &self,
        account: &str,
        feed: &str,
        posts: &[PostIn],
        position: u64,
        at: Timestamp,
    ) -> Result<Vec<Option<i64>>> {
        const READ_TO: &str = "INSERT INTO cursor (account, mailbox, uid_validity, last_uid, at) VALUES ($1, $2, 0, $3, $4)";
        let read_to = sqlx::query(READ_TO)
            .bind(account)
            .bind(feed)
            .bind(number(position))
            .bind(at.as_second());
        if posts.is_empty() {
            // One statement is all or nothing by itself.
            let noted = read_to.execute(&self.pool).await;
            return noted.map(|_| Vec::new()).map_err(|e| self.error(&e));
        }
        let packed: Vec<Vec<u8>> = posts
            .iter()
            .map(|post| self.packed(&post.raw))
            .collect::<Result<_>>()?;
        let mut tx = self.begin().await?;
        let mut keys = Vec::with_capacity(posts.len());
        for (post, raw) in posts.iter().zip(packed) {
            let key: Option<i64> = sqlx::query_scalar(
                "INSERT INTO inbound (sha256, account, mailbox, uid_validity, uid, internal_date, \
                 collected_at, size, raw, form) VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9) \
                 ON CONFLICT (sha256) DO NOTHING RETURNING id",
            )
            .bind(digest(Form::Post, &post.identity))
            .bind(account)
            .bind(feed)
            .bind(number(post.position))
            .bind(post.created_at.as_second())
            .bind(post.collected_at.as_second())
            .bind(i64::try_from(post.raw.len()).unwrap_or(i64::MAX))
            .bind(raw)
            .bind(Form::Post.as_str())
            .fetch_optional(&mut *tx)
            .await
            .map_err(|e| self.error(&e))?;
            keys.push(key);
        }
        read_to
            .execute(&mut *tx)
            .await
            .map_err(|e| self.error(&e))?;
        tx.commit().await.map_err(|e| self.error(&e))?;
        Ok(keys)
    }

    /// Up to where a feed was read; `None` when it never was.
    pub async fn feed_position(&self, account: &str, feed: &str) -> Result<Option<u64>> {
        let row = sqlx::query(
            "SELECT last_uid FROM cursor WHERE account = $1 AND mailbox = $2 ORDER BY id DESC LIMIT 1",
        )
        .bind(account)
        .bind(feed)
        .fetch_optional(&self.pool)
        .await
        .map_err(|e| self.error(&e))?;
        Ok(row.map(|row| u64::try_from(row.get::<i64, _>(0)).unwrap_or(0)))
    }
}

/// What stands in the place of a mail's hash: no mail begins with a NUL.
pub(super) fn digest(form: Form, identity: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(format!("\0{form}\0"));
    hash.update(identity);
    hash.finalize().to_vec()
}

/// Positions are ids or microseconds, of which SQL's integers have room enough.
fn number(position: u64) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}
