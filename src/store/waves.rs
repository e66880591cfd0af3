//! A wave and its enquiries.

use super::Store;
use crate::error::{Error, Result};
use crate::model::{Channel, Enquiry};
use jiff::Timestamp;
use sqlx::{QueryBuilder, Row, Sqlite};

/// What opens a wave.
#[derive(Debug, Clone)]
pub struct NewWave<'a> {
    /// The wave's name.
    pub name: &'a str,
    /// The study's id.
    pub study: &'a str,
    /// Hash of the design.
    pub design_hash: &'a str,
    /// Hash of the plan.
    pub plan_hash: &'a str,
    /// The secret from which the tokens were made.
    pub token_key: &'a [u8],
    /// When the wave opens.
    pub opens: Timestamp,
    /// When it closes.
    pub closes: Timestamp,
    /// Now.
    pub at: Timestamp,
}

/// What the ledger keeps of an enquiry beside its numbers.
#[derive(Debug, Clone)]
pub struct EnquiryText {
    /// `WAVE.COMPANY.QUESTION.CHANNEL`.
    pub name: String,
    /// The token in its address.
    pub token: String,
    /// Where the company is reached; `None` is not offered.
    pub contact: Option<String>,
    /// The subject it is asked under.
    pub subject: String,
}

/// One wave of a store. Enquiries are named by the store's own key, which counts over all waves:
/// [`Ledger::key`] makes it from a position in the plan.
#[derive(Debug, Clone)]
pub struct Ledger {
    pub(super) store: Store,
    pub(super) wave: i64,
    /// The key of the wave's first enquiry.
    first: u32,
    /// How many enquiries the wave has.
    pub enquiries: u32,
    /// The secret from which the tokens are made.
    pub token_key: Vec<u8>,
    /// Hash of the plan under which the wave was opened.
    pub plan_hash: String,
    /// When the wave closes.
    pub closes: Timestamp,
}

impl Ledger {
    /// By what this wave in this ledger is known elsewhere, without giving anything of it away.
    #[must_use]
    pub fn mark(&self) -> String {
        use sha2::{Digest, Sha256};
        let digest = Sha256::new()
            .chain_update(b"shopper ledger")
            .chain_update(&self.token_key)
            .finalize();
        digest[..8].iter().fold(String::new(), |mut text, byte| {
            use std::fmt::Write;
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// The store's key of the enquiry at a position in the plan.
    #[must_use]
    pub const fn key(&self, seq: u32) -> u32 {
        self.first + seq
    }

    /// The position in this wave's plan of a key; `None` when it belongs to another wave.
    #[must_use]
    pub fn seq(&self, key: u32) -> Option<u32> {
        key.checked_sub(self.first).filter(|s| *s < self.enquiries)
    }

    /// The same of a key that the ledger gave.
    pub(super) fn known(&self, key: u32) -> Result<u32> {
        let strange = || format!("enquiry {key} in a wave that ends before it");
        self.seq(key).ok_or_else(|| self.store.strange(strange()))
    }

    /// The store that the wave is in.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }
}

impl Store {
    /// A wave that was opened before, if it was.
    pub async fn wave(&self, name: &str) -> Result<Option<Ledger>> {
        let row = sqlx::query(
            "SELECT id, first, enquiries, token_key, plan_hash, closes FROM wave WHERE name = $1",
        )
        .bind(name)
        .fetch_optional(&self.pool)
        .await
        .map_err(|e| self.error(&e))?;
        Ok(row.map(|row| Ledger {
            store: self.clone(),
            wave: row.get(0),
            first: row.get(1),
            enquiries: row.get(2),
            token_key: row.get(3),
            plan_hash: row.get(4),
            closes: moment(row.get(5)),
        }))
    }

    /// The names of the waves, in the order they were opened.
    pub async fn waves(&self) -> Result<Vec<String>> {
        sqlx::query_scalar("SELECT name FROM wave ORDER BY id")
            .fetch_all(&self.pool)
            .await
            .map_err(|e| self.error(&e))
    }

    /// Opens a wave: all its enquiries, or none, are stored. `text` gives what is kept beside the
    /// numbers of each of them.
    ///
    /// # Errors
    /// [`Error::Ledger`] when the wave is there already, or the disk fails.
    pub async fn open_wave(
        &self,
        wave: &NewWave<'_>,
        plan: &[Enquiry],
        text: impl Fn(&Enquiry) -> EnquiryText,
    ) -> Result<Ledger> {
        let count = u32::try_from(plan.len()).map_err(|_| Error::Refused {
            message: format!("a plan of {} enquiries is too large", plan.len()),
            hint: "split the panel into several studies".to_owned(),
        })?;
        let mut tx = self.begin().await?;
        let first: u32 = sqlx::query_scalar("SELECT coalesce(max(first + enquiries), 0) FROM wave")
            .fetch_one(&mut *tx)
            .await
            .map_err(|e| self.error(&e))?;
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO wave (name, study, design_hash, plan_hash, token_key, first, enquiries, opens, \
             closes, opened_at, program) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        )
        .bind(wave.name)
        .bind(wave.study)
        .bind(wave.design_hash)
        .bind(wave.plan_hash)
        .bind(wave.token_key)
        .bind(first)
        .bind(count)
        .bind(wave.opens.as_second())
        .bind(wave.closes.as_second())
        .bind(wave.at.as_second())
        .bind(env!("CARGO_PKG_VERSION"))
        .fetch_one(&mut *tx)
        .await
        .map_err(|e| self.error(&e))?;
        for chunk in plan.chunks(1000) {
            let mut insert = QueryBuilder::<Sqlite>::new(
                "INSERT INTO enquiry (id, wave, name, company, question, channel, persona, wording, \
                 due_at, token, contact, subject) ",
            );
            insert.push_values(chunk, |mut row, enquiry| {
                let text = text(enquiry);
                row.push_bind(first + enquiry.seq)
                    .push_bind(id)
                    .push_bind(text.name)
                    .push_bind(enquiry.company)
                    .push_bind(enquiry.question)
                    .push_bind(enquiry.channel.as_str())
                    .push_bind(enquiry.persona)
                    .push_bind(enquiry.wording)
                    .push_bind(enquiry.due_at.map(Timestamp::as_second))
                    .push_bind(text.token)
                    .push_bind(text.contact)
                    .push_bind(text.subject);
            });
            insert
                .build()
                .execute(&mut *tx)
                .await
                .map_err(|e| self.error(&e))?;
        }
        tx.commit().await.map_err(|e| self.error(&e))?;
        Ok(Ledger {
            store: self.clone(),
            wave: id,
            first,
            enquiries: count,
            token_key: wave.token_key.to_vec(),
            plan_hash: wave.plan_hash.to_owned(),
            closes: wave.closes,
        })
    }
}

impl Ledger {
    pub(super) fn enquiry_from(&self, row: &sqlx::sqlite::SqliteRow) -> Enquiry {
        let key: u32 = row.get("id");
        let channel: &str = row.get("channel");
        let due_at: Option<i64> = row.get("due_at");
        Enquiry {
            seq: key - self.first,
            company: row.get("company"),
            question: row.get("question"),
            // Written by `open_wave` from the same type.
            channel: Channel::parse(channel).unwrap_or(Channel::Email),
            persona: row.get("persona"),
            wording: row.get("wording"),
            due_at: due_at.map(moment),
        }
    }
}

/// A stored moment. Every stored one was a `Timestamp` before, so it is in range.
pub(super) fn moment(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}
