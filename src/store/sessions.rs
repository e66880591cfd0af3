//! What was said and seen in the sessions in which enquiries were put.

use super::posts::digest;
use super::waves::moment;
use super::{Ledger, Store};
use crate::error::{Error, Result};
use crate::model::{Channel, Enquiry, Exhibit, ExhibitKind, Form, Outcome, Said};
use futures_util::TryStreamExt;
use jiff::{SignedDuration, Timestamp};
use sqlx::{Row, Sqlite, Transaction};

/// Where what was said in sessions stands among the mailboxes and feeds.
const PLACE: &str = "sessions";

impl Store {
    /// Stores, with an outcome, what was said and seen in its attempt. What was said is an inbound like any
    /// other, not read yet.
    pub(super) async fn keep(
        &self,
        tx: &mut Transaction<'static, Sqlite>,
        outcome: &Outcome,
    ) -> Result<()> {
        for said in &outcome.said {
            let raw = json(said);
            sqlx::query(
                "INSERT INTO inbound (sha256, account, mailbox, uid_validity, uid, internal_date, \
                 collected_at, size, raw, form) VALUES ($1, $2, $3, 0, $4, $5, $5, $6, $7, $8) \
                 ON CONFLICT (sha256) DO NOTHING",
            )
            .bind(digest(Form::Said, &said.identity()))
            .bind(said.channel.as_str())
            .bind(PLACE)
            .bind(said.nth)
            .bind(said.at.as_second())
            .bind(i64::try_from(raw.len()).unwrap_or(i64::MAX))
            .bind(self.packed(&raw)?)
            .bind(Form::Said.as_str())
            .execute(&mut **tx)
            .await
            .map_err(|e| self.error(&e))?;
        }
        for exhibit in &outcome.exhibits {
            let kept = sqlx::query(
                "INSERT INTO exhibit (enquiry, number, kind, media_type, address, at, size, body) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(outcome.enquiry)
            .bind(outcome.number)
            .bind(exhibit.kind.as_str())
            .bind(&exhibit.media_type)
            .bind(&exhibit.address)
            .bind(exhibit.at.as_second())
            .bind(i64::try_from(exhibit.body.len()).unwrap_or(i64::MAX))
            .bind(self.packed(&exhibit.body)?)
            .execute(&mut **tx)
            .await
            .map_err(|e| self.error(&e))?;
            if exhibit.kind == ExhibitKind::Record {
                let record = (outcome.enquiry, kept.last_insert_rowid());
                self.keep_effort(tx, record, &exhibit.body).await?;
            }
        }
        Ok(())
    }

    /// Notes that everything was read that was said on a channel, unless that was noted less than
    /// `unless_within` ago.
    pub async fn sessions_read(
        &self,
        channel: Channel,
        at: Timestamp,
        unless_within: SignedDuration,
    ) -> Result<()> {
        sqlx::query(
            // The newest note alone: all of them would be more to go through at each look.
            "INSERT INTO cursor (account, mailbox, uid_validity, last_uid, at) SELECT $1, $2, 0, 0, $3 \
             WHERE NOT EXISTS (SELECT 1 FROM cursor WHERE at > $4 AND id = \
               (SELECT max(id) FROM cursor WHERE account = $1 AND mailbox = $2))",
        )
        .bind(channel.as_str())
        .bind(PLACE)
        .bind(at.as_second())
        .bind(at.as_second() - unless_within.as_secs())
        .execute(&self.pool)
        .await
        .map_err(|e| self.error(&e))?;
        Ok(())
    }
}

impl Ledger {
    /// What was seen in the attempts of an enquiry, oldest first, each with the attempt's number.
    pub async fn exhibits(&self, key: u32) -> Result<Vec<(u32, Exhibit)>> {
        let rows = sqlx::query(
            "SELECT number, kind, media_type, address, at, size, body FROM exhibit \
             WHERE enquiry = $1 ORDER BY id",
        )
        .bind(key)
        .fetch_all(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        rows.into_iter()
            .map(|row| {
                let kind = ExhibitKind::parse(row.get(1)).ok_or_else(|| Error::Ledger {
                    path: self.store.path.clone(),
                    reason: format!("an exhibit of the kind {:?}", row.get::<&str, _>(1)),
                    hint: "the file was changed by another program; restore it from a copy"
                        .to_owned(),
                })?;
                let exhibit = Exhibit {
                    kind,
                    media_type: row.get(2),
                    address: row.get(3),
                    at: moment(row.get(4)),
                    body: self.store.unpack(row.get(6), row.get(5))?,
                };
                Ok((row.get(0), exhibit))
            })
            .collect()
    }

    /// Hands over the record of the last attempt of each enquiry on a channel that has one, in plan order, with
    /// the moment of the attempt.
    ///
    /// # Errors
    /// [`Error::Ledger`], or what `each` returned.
    pub async fn records(
        &self,
        channel: Channel,
        mut each: impl FnMut(Enquiry, Timestamp, &[u8]) -> Result<()>,
    ) -> Result<()> {
        let mut rows = sqlx::query(
            // CROSS: SQLite goes through the enquiries in their order, and has nothing to sort.
            "SELECT e.id, e.company, e.question, e.channel, e.persona, e.wording, e.due_at, \
             i.at AS intended_at, x.size, x.body \
             FROM enquiry e CROSS JOIN exhibit x \
             JOIN attempt i ON i.enquiry = e.id AND i.number = x.number AND i.phase = 'intent' \
             WHERE e.wave = $1 AND e.channel = $2 AND x.enquiry = e.id AND x.kind = 'record' AND NOT EXISTS (SELECT 1 FROM exhibit n \
               WHERE n.enquiry = e.id AND n.kind = 'record' AND n.id > x.id) \
             ORDER BY e.id",
        )
        .bind(self.wave)
        .bind(channel.as_str())
        .fetch(&self.store.pool);
        while let Some(row) = rows.try_next().await.map_err(|e| self.store.error(&e))? {
            let body = self.store.unpack(row.get("body"), row.get("size"))?;
            each(
                self.enquiry_from(&row),
                moment(row.get("intended_at")),
                &body,
            )?;
        }
        Ok(())
    }

    /// The words with which the last attempt of each enquiry ended that is left to a person.
    pub async fn handed_over(&self) -> Result<Vec<(u32, String)>> {
        let rows = sqlx::query(
            "SELECT o.enquiry, o.reply FROM attempt o JOIN enquiry e ON e.id = o.enquiry \
             WHERE e.wave = $1 AND o.phase = 'outcome' AND o.result = 'handed_over' AND NOT EXISTS \
               (SELECT 1 FROM attempt n WHERE n.enquiry = o.enquiry AND n.number > o.number) \
             ORDER BY o.enquiry",
        )
        .bind(self.wave)
        .fetch_all(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        Ok(rows
            .into_iter()
            .map(|row| (row.get(0), row.get(1)))
            .collect())
    }
}

/// A thing said as it is kept. It holds nothing that could not be written as JSON.
fn json(said: &Said) -> Vec<u8> {
    serde_json::to_vec(said).unwrap_or_default()
}
