//! What intake made of the messages, and what it needs to tie them.

use super::waves::moment;
use super::{Ledger, Store};
use crate::error::Result;
use crate::model::{Kind, Language, Response, TiedBy, TimeSource};
use futures_util::TryStreamExt;
use jiff::Timestamp;
use sqlx::{QueryBuilder, Row, Sqlite};

/// What an inbound can be tied to: an enquiry of any wave of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The enquiry's key.
    pub key: u32,
    /// The token in its address.
    pub token: String,
    /// The ids under which it travelled, one an attempt.
    pub own_id: Option<String>,
    /// The final reply of the server that took it.
    pub reply: Option<String>,
    /// The company's address.
    pub contact: Option<String>,
    /// The subject.
    pub subject: String,
    /// The question, its wording and the persona, as indices into the study of its wave.
    pub question: u32,
    /// See `question`.
    pub wording: u16,
    /// See `question`.
    pub persona: u16,
    /// When it was accepted.
    pub sent_at: Option<Timestamp>,
}

/// What a tied message taught: how its sender calls the enquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// The enquiry's key.
    pub enquiry: u32,
    /// From whom the message was.
    pub sender: String,
    /// See [`Response::marks`].
    pub marks: Vec<String>,
}

/// A message that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Review {
    /// The store's key of the message.
    pub inbound: i64,
    /// From whom.
    pub from: String,
    /// Its subject.
    pub subject: String,
    /// When it came.
    pub arrived: Option<Timestamp>,
    /// The enquiries that fit, by name.
    pub candidates: Vec<String>,
}

/// How many response rows one statement inserts: 23 columns each, below the limit of 32,766.
const ROWS: usize = 500;

impl Store {
    /// Stores readings.
    pub async fn respond(&self, responses: &[Response], at: Timestamp) -> Result<()> {
        if responses.is_empty() {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        for chunk in responses.chunks(ROWS) {
            let mut insert = QueryBuilder::<Sqlite>::new(
                "INSERT INTO response (inbound, enquiry, candidates, tied_by, kind, rule, evidence, \
                 answered_at, time_source, date_header, skew_seconds, sender, subject, token, text, \
                 language, bounce_status, greeting_by_name, agent_named, links, questions, marks, read_at) ",
            );
            insert.push_values(chunk, |mut row, response| {
                row.push_bind(response.inbound)
                    .push_bind(response.enquiry)
                    .push_bind(json(&response.candidates))
                    .push_bind(response.tied_by.map(TiedBy::as_str))
                    .push_bind(response.kind.as_str())
                    .push_bind(&response.rule)
                    .push_bind(json(&response.evidence))
                    .push_bind(response.answered_at.map(Timestamp::as_second))
                    .push_bind(response.answered_at_source.map(TimeSource::as_str))
                    .push_bind(response.date_header.map(Timestamp::as_second))
                    .push_bind(response.skew_seconds)
                    .push_bind(&response.from)
                    .push_bind(&response.subject)
                    .push_bind(response.token.as_deref())
                    .push_bind(&response.text)
                    .push_bind(response.language.map(Language::as_str))
                    .push_bind(response.bounce_status.as_deref())
                    .push_bind(response.features.greeting_by_name)
                    .push_bind(response.features.agent_named)
                    .push_bind(json(&response.features.links))
                    .push_bind(json(&response.features.questions))
                    .push_bind(json(&response.marks))
                    .push_bind(at.as_second());
            });
            insert
                .build()
                .execute(&mut *tx)
                .await
                .map_err(|e| self.error(&e))?;
        }
        tx.commit().await.map_err(|e| self.error(&e))
    }

    /// Everything a message can be tied to, over all waves.
    pub async fn sent(&self) -> Result<Vec<Sent>> {
        let mut rows = sqlx::query(
            "SELECT e.id, e.token, i.own_id, o.reply, e.contact, e.subject, o.at, \
             e.question, e.wording, e.persona \
             FROM enquiry e \
             LEFT JOIN attempt i ON i.enquiry = e.id AND i.phase = 'intent' \
             LEFT JOIN attempt o ON o.enquiry = e.id AND o.phase = 'outcome' AND o.number = i.number \
               AND o.result = 'accepted' \
             WHERE e.due_at IS NOT NULL ORDER BY e.id, i.number",
        )
        .fetch(&self.pool);
        let mut all = Vec::new();
        while let Some(row) = rows.try_next().await.map_err(|e| self.error(&e))? {
            let at: Option<i64> = row.get(6);
            all.push(Sent {
                key: row.get(0),
                token: row.get(1),
                own_id: row.get(2),
                reply: row.get(3),
                contact: row.get(4),
                subject: row.get(5),
                question: row.get(7),
                wording: row.get(8),
                persona: row.get(9),
                sent_at: at.map(moment),
            });
        }
        Ok(all)
    }

    /// What the tied messages taught, in the order of their arrival.
    pub async fn learned(&self, mut each: impl FnMut(Learned)) -> Result<()> {
        let mut rows = sqlx::query(
            "SELECT r.enquiry, r.sender, r.marks FROM response r \
             WHERE r.enquiry IS NOT NULL AND r.marks <> '[]' \
             AND NOT EXISTS (SELECT 1 FROM response n WHERE n.inbound = r.inbound AND n.id > r.id) \
             ORDER BY r.inbound",
        )
        .fetch(&self.pool);
        while let Some(row) = rows.try_next().await.map_err(|e| self.error(&e))? {
            each(Learned {
                enquiry: row.get(0),
                sender: row.get(1),
                marks: serde_json::from_str(row.get(2)).unwrap_or_default(),
            });
        }
        Ok(())
    }

    /// Messages that wait for a person: those that fit more than one enquiry.
    pub async fn review(&self) -> Result<Vec<Review>> {
        let rows = sqlx::query(
            "SELECT r.inbound, r.sender, r.subject, r.answered_at, \
             (SELECT json_group_array(e.name) FROM json_each(r.candidates) c JOIN enquiry e ON e.id = c.value) \
             FROM response r WHERE r.candidates <> '[]' \
             AND NOT EXISTS (SELECT 1 FROM response n WHERE n.inbound = r.inbound AND n.id > r.id) \
             ORDER BY r.inbound",
        )
        .fetch_all(&self.pool)
        .await
        .map_err(|e| self.error(&e))?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let at: Option<i64> = row.get(3);
                Review {
                    inbound: row.get(0),
                    from: row.get(1),
                    subject: row.get(2),
                    arrived: at.map(moment),
                    candidates: serde_json::from_str(row.get(4)).unwrap_or_default(),
                }
            })
            .collect())
    }
}

impl Ledger {
    /// How many messages of each kind are tied to this wave, and how many to none.
    pub async fn kinds(&self) -> Result<Vec<(Kind, u64)>> {
        let rows = sqlx::query(
            "SELECT r.kind, count(*) FROM response r JOIN enquiry e ON e.id = r.enquiry \
             WHERE e.wave = $1 \
             AND NOT EXISTS (SELECT 1 FROM response n WHERE n.inbound = r.inbound AND n.id > r.id) \
             GROUP BY r.kind",
        )
        .bind(self.wave)
        .fetch_all(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        let mut kinds: Vec<_> = rows
            .into_iter()
            .filter_map(|row| {
                let count: i64 = row.get(1);
                Some((Kind::parse(row.get(0))?, u64::try_from(count).unwrap_or(0)))
            })
            .collect();
        kinds.sort();
        Ok(kinds)
    }
}

/// A list as JSON text; neither numbers nor strings can fail to be written.
fn json<T: serde::Serialize>(list: &[T]) -> String {
    serde_json::to_string(list).unwrap_or_else(|_| "[]".to_owned())
}
