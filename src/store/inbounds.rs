//! Messages that came back, as raw bytes, and how far the mailboxes were read.

use super::Store;
use super::waves::moment;
use crate::error::{Error, Result};
use crate::model::{Cursor, Form, Inbound};
use flate2::read::ZlibDecoder;
use flate2::{Compress, CompressError, Compression, FlushCompress, Status};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use sqlx::Row;
use std::cell::RefCell;
use std::io::Read;

/// A stored message that intake is to read, for the first time or again.
#[derive(Debug, Clone)]
pub struct Unread {
    /// The store's key.
    pub id: i64,
    /// What its bytes are.
    pub form: Form,
    /// The server's INTERNALDATE; of a post the time that the network gave it.
    pub internal_date: Option<Timestamp>,
    /// The bytes as they came.
    pub raw: Vec<u8>,
}

impl Store {
    /// Stores messages and the cursor that says so, all or nothing. Gives back, in the same order,
    /// the key of each message that was new; a message that was stored before is `None`.
    pub async fn ingest(
        &self,
        inbounds: &[Inbound],
        cursor: &Cursor,
        at: Timestamp,
    ) -> Result<Vec<Option<i64>>> {
        let packed = self.pack(inbounds)?;
        let mut tx = self.begin().await?;
        let mut keys = Vec::with_capacity(inbounds.len());
        for (inbound, (hash, raw)) in inbounds.iter().zip(packed) {
            let key: Option<i64> = sqlx::query_scalar(
                "INSERT INTO inbound (sha256, account, mailbox, uid_validity, uid, internal_date, \
                 collected_at, size, raw) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                 ON CONFLICT (sha256) DO NOTHING RETURNING id",
            )
            .bind(hash)
            .bind(&inbound.place.account)
            .bind(&inbound.place.mailbox)
            .bind(inbound.place.uid_validity)
            .bind(inbound.place.uid)
            .bind(inbound.internal_date.map(Timestamp::as_second))
            .bind(inbound.collected_at.as_second())
            .bind(i64::try_from(inbound.raw.len()).unwrap_or(i64::MAX))
            .bind(raw)
            .fetch_optional(&mut *tx)
            .await
            .map_err(|e| self.error(&e))?;
            keys.push(key);
        }
        sqlx::query(
            "INSERT INTO cursor (account, mailbox, uid_validity, last_uid, at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(&cursor.account)
        .bind(&cursor.mailbox)
        .bind(cursor.uid_validity)
        .bind(cursor.last_uid)
        .bind(at.as_second())
        .execute(&mut *tx)
        .await
        .map_err(|e| self.error(&e))?;
        tx.commit().await.map_err(|e| self.error(&e))?;
        Ok(keys)
    }

    /// Notes that a mailbox was looked into and nothing more was found, unless that was noted less
    /// than `unless_within` ago.
    pub async fn looked(
        &self,
        account: &str,
        mailbox: &str,
        at: Timestamp,
        unless_within: SignedDuration,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO cursor (account, mailbox, uid_validity, last_uid, at) \
             SELECT account, mailbox, uid_validity, last_uid, $3 FROM cursor WHERE at <= $4 AND id = \
               (SELECT max(id) FROM cursor WHERE account = $1 AND mailbox = $2)",
        )
        .bind(account)
        .bind(mailbox)
        .bind(at.as_second())
        .bind(at.as_second() - unless_within.as_secs())
        .execute(&self.pool)
        .await
        .map_err(|e| self.error(&e))?;
        Ok(())
    }

    /// How far a mailbox was read.
    pub async fn cursor(&self, account: &str, mailbox: &str) -> Result<Option<Cursor>> {
        let row = sqlx::query(
            "SELECT uid_validity, last_uid FROM cursor WHERE account = $1 AND mailbox = $2 \
             ORDER BY id DESC LIMIT 1",
        )
        .bind(account)
        .bind(mailbox)
        .fetch_optional(&self.pool)
        .await
        .map_err(|e| self.error(&e))?;
        Ok(row.map(|row| Cursor {
            account: account.to_owned(),
            mailbox: mailbox.to_owned(),
            uid_validity: row.get(0),
            last_uid: row.get(1),
        }))
    }

    /// When a mailbox or feed was last looked into.
    pub async fn last_look(&self, account: &str, mailbox: &str) -> Result<Option<Timestamp>> {
        let at: Option<i64> = sqlx::query_scalar(
            "SELECT at FROM cursor WHERE account = $1 AND mailbox = $2 ORDER BY id DESC LIMIT 1",
        )
        .bind(account)
        .bind(mailbox)
        .fetch_optional(&self.pool)
        .await
        .map_err(|e| self.error(&e))?;
        Ok(at.map(moment))
    }

    /// When every mailbox that is read had last been looked into: up to then silence is known. A
    /// mailbox that nobody has looked into for a day, while others were, is taken to be no longer
    /// read: an account may change in the middle of a wave.
    pub async fn collected_until(&self) -> Result<Option<Timestamp>> {
        let until: Option<i64> = sqlx::query_scalar(
            "WITH last AS (SELECT max(at) AS at FROM cursor GROUP BY account, mailbox) \
             SELECT min(at) FROM last WHERE at >= (SELECT max(at) FROM last) - 86400",
        )
        .fetch_one(&self.pool)
        .await
        .map_err(|e| self.error(&e))?;
        Ok(until.map(moment))
    }

    /// Stored messages behind a key that intake has not read, oldest first: what a crash between
    /// storing and reading left behind.
    pub async fn unread(&self, after: i64, limit: u32) -> Result<Vec<Unread>> {
        self.messages(
            "SELECT id, internal_date, size, raw, form FROM inbound i WHERE id > $1 AND NOT EXISTS \
             (SELECT 1 FROM response r WHERE r.inbound = i.id) ORDER BY id LIMIT $2",
            after,
            limit,
        )
        .await
    }

    /// The key of the message that was stored last; 0 when there is none.
    pub async fn newest_message(&self) -> Result<i64> {
        sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM inbound")
            .fetch_one(&self.pool)
            .await
            .map_err(|e| self.error(&e))
    }

    /// How many messages are stored, every delivery counted.
    pub async fn messages_stored(&self) -> Result<u64> {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM inbound")
            .fetch_one(&self.pool)
            .await
            .map_err(|e| self.error(&e))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Stored messages behind a key, oldest first.
    pub async fn stored(&self, after: i64, limit: u32) -> Result<Vec<Unread>> {
        self.messages(
            "SELECT id, internal_date, size, raw, form FROM inbound WHERE id > $1 ORDER BY id LIMIT $2",
            after,
            limit,
        )
        .await
    }

    async fn messages(&self, sql: &'static str, after: i64, limit: u32) -> Result<Vec<Unread>> {
        sqlx::query(sql)
            .bind(after)
            .bind(limit)
            .fetch_all(&self.pool)
            .await
            .map_err(|e| self.error(&e))?
            .into_iter()
            .map(|row| {
                let internal_date: Option<i64> = row.get(1);
                Ok(Unread {
                    id: row.get(0),
                    form: Form::parse(row.get(4)).unwrap_or(Form::Mail),
                    internal_date: internal_date.map(moment),
                    raw: self.unpack(row.get(3), row.get(2))?,
                })
            })
            .collect()
    }

    pub(super) fn unpack(&self, packed: &[u8], size: i64) -> Result<Vec<u8>> {
        let size = u64::try_from(size).unwrap_or(0);
        let mut raw = Vec::new();
        ZlibDecoder::new(packed)
            .take(size)
            .read_to_end(&mut raw)
            .map_err(|e| Error::Ledger {
                path: self.path.clone(),
                reason: format!("a stored message cannot be unpacked: {e}"),
                hint: "the file is damaged; restore it from a copy".to_owned(),
            })?;
        Ok(raw)
    }

    /// The hash of each message and its bytes under zlib, outside the transaction: the database is
    /// locked no longer than it takes to write.
    fn pack(&self, inbounds: &[Inbound]) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
        inbounds
            .iter()
            .map(|inbound| {
                Ok((
                    Sha256::digest(&inbound.raw).to_vec(),
                    self.packed(&inbound.raw)?,
                ))
            })
            .collect()
    }

    /// Bytes under zlib.
    pub(super) fn packed(&self, raw: &[u8]) -> Result<Vec<u8>> {
        PACKER
            .with_borrow_mut(|packer| pack(packer, raw))
            .map_err(|e| Error::Ledger {
                path: self.path.clone(),
                reason: format!("a message cannot be packed: {e}"),
                hint: "it is still where it was found; run the same command again".to_owned(),
            })
    }
}

thread_local! {
    /// Making one takes longer than packing a message with it.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), true));
}

fn pack(packer: &mut Compress, raw: &[u8]) -> std::result::Result<Vec<u8>, CompressError> {
    packer.reset();
    let mut small = Vec::with_capacity(raw.len() / 2 + 64);
    loop {
        let done = usize::try_from(packer.total_in()).unwrap_or(raw.len());
        let rest = raw.get(done..).unwrap_or_default();
        if packer.compress_vec(rest, &mut small, FlushCompress::Finish)? == Status::StreamEnd {
            return Ok(small);
        }
        small.reserve(raw.len() / 4 + 64);
    }
}
