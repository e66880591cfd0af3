//! Where fieldwork stands.

use super::Ledger;
use super::readings::same_message;
use super::waves::moment;
use crate::error::Result;
use crate::model::Kind;
use jiff::Timestamp;
use serde::Serialize;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use std::collections::BTreeMap;

/// Where fieldwork stands, in enquiries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Planned, whether offered or not.
    pub planned: u64,
    /// The company offers the channel.
    pub offered: u64,
    /// Taken by a server.
    pub sent: u64,
    /// Refused for good.
    pub refused: u64,
    /// May have left; nobody knows.
    pub in_doubt: u64,
    /// A person decided not to ask.
    pub skipped: u64,
    /// Left to a person, who has not done it yet.
    pub handed_over: u64,
    /// Not yet sent.
    pub waiting: u64,
    /// With an answer.
    pub answered: u64,
    /// Messages stored, of all waves; what was delivered twice counts once.
    pub messages: u64,
    /// Messages tied to no enquiry.
    pub untied: u64,
    /// Replies of each kind that this wave has had. A message that was delivered twice counts once, one that a person
    /// tied to two enquiries counts for each.
    #[serde(skip)]
    pub kinds: BTreeMap<Kind, u64>,
}

/// An attempt of which nobody knows whether it left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InDoubt {
    /// The enquiry's name.
    pub enquiry_id: String,
    /// The company's address.
    pub contact: Option<String>,
    /// When it was tried.
    pub intended_at: Timestamp,
    /// The Message-ID to look for in the provider's log or sent folder.
    pub own_id: String,
    /// What was heard last.
    pub reply: Option<String>,
}

impl Ledger {
    /// Where fieldwork stands.
    pub async fn standing(&self) -> Result<Standing> {
        let mut standing = Standing::default();
        // On connections of their own, each with a thread.
        let (asked, answered, messages, read) = tokio::try_join!(
            self.asked_so_far(),
            self.answered(),
            self.store.messages_stored(),
            self.read_so_far()
        )?;
        let count = |index: usize| u64::try_from(asked.get::<i64, _>(index)).unwrap_or(0);
        standing.planned = count(0);
        standing.offered = count(1);
        standing.sent = count(2);
        standing.refused = count(3);
        standing.in_doubt = count(4);
        standing.waiting = count(5);
        standing.skipped = count(6);
        standing.handed_over = count(7);
        standing.answered = answered;
        standing.messages = messages;
        for row in read {
            let (tied, ours): (bool, bool) = (row.get(0), row.get(1));
            let kinds: (&str, &str) = (row.get(2), row.get(3));
            let [groups, rows]: [i64; 2] = [row.get(4), row.get(5)];
            let groups = u64::try_from(groups).unwrap_or(0);
            let rows = u64::try_from(rows).unwrap_or(0);
            standing.messages = standing.messages.saturating_sub(rows - groups);
            if !tied {
                standing.untied += rows;
            }
            // What was read as two kinds counts for both.
            let second = (kinds.1 != kinds.0).then_some(kinds.1);
            for kind in [Some(kinds.0), second].into_iter().flatten() {
                if let Some(kind) = Kind::parse(kind).filter(|_| ours) {
                    *standing.kinds.entry(kind).or_default() += groups;
                }
            }
        }
        Ok(standing)
    }

    /// How many of the wave's enquiries are planned, offered, and how their last attempts ended.
    async fn asked_so_far(&self) -> Result<SqliteRow> {
        sqlx::query(
            "SELECT count(*), count(e.due_at), \
               count(*) FILTER (WHERE o.result = 'accepted'), \
               count(*) FILTER (WHERE o.result = 'refused'), \
               count(*) FILTER (WHERE i.enquiry IS NOT NULL AND coalesce(o.result, 'in_doubt') = 'in_doubt'), \
               count(*) FILTER (WHERE e.due_at IS NOT NULL AND \
                 (i.enquiry IS NULL OR o.result IN ('deferred', 'not_reached'))), \
               count(*) FILTER (WHERE o.result = 'skipped'), \
               count(*) FILTER (WHERE o.result = 'handed_over') \
             FROM enquiry e \
             LEFT JOIN attempt i ON i.enquiry = e.id AND i.phase = 'intent' AND NOT EXISTS (SELECT 1 FROM attempt n \
               WHERE n.enquiry = e.id AND n.phase = 'intent' AND n.number > i.number) \
             LEFT JOIN attempt o ON o.enquiry = e.id AND o.phase = 'outcome' AND o.number = i.number \
             WHERE e.wave = $1",
        )
        .bind(self.wave)
        .fetch_one(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))
    }

    /// How many of the wave's enquiries have an answer.
    async fn answered(&self) -> Result<u64> {
        let count: i64 = sqlx::query_scalar(
            "SELECT count(DISTINCT r.enquiry) FROM reading r \
             WHERE r.kind = 'answer' AND r.enquiry >= $1 AND r.enquiry < $2",
        )
        .bind(self.key(0))
        .bind(self.key(self.enquiries))
        .fetch_one(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// What was read of all waves: whether it is tied, whether to this wave, the first and last of the kinds as which one
    /// message was read, how many messages, and how many deliveries of them.
    async fn read_so_far(&self) -> Result<Vec<SqliteRow>> {
        sqlx::query(concat!(
            "SELECT enquiry IS NOT NULL, coalesce(enquiry >= $1 AND enquiry < $2, 0), low, high, count(*), sum(n) FROM \
             (SELECT r.enquiry, min(r.kind) AS low, max(r.kind) AS high, count(*) AS n FROM reading r \
              GROUP BY r.enquiry, ",
            same_message!(),
            ") GROUP BY 1, 2, 3, 4"
        ))
        .bind(self.key(0))
        .bind(self.key(self.enquiries))
        .fetch_all(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))
    }

    /// When the next enquiry is due that was never tried.
    pub async fn next_due(&self) -> Result<Option<Timestamp>> {
        let at: Option<i64> = sqlx::query_scalar(
            "SELECT min(e.due_at) FROM enquiry e WHERE e.wave = $1 \
             AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.enquiry = e.id)",
        )
        .bind(self.wave)
        .fetch_one(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        Ok(at.map(moment))
    }

    /// The attempts of which nobody knows whether they left, oldest first.
    pub async fn in_doubt(&self) -> Result<Vec<InDoubt>> {
        let rows = sqlx::query(
            "SELECT e.name, e.contact, i.at, i.own_id, o.reply FROM attempt i \
             JOIN enquiry e ON e.id = i.enquiry \
             LEFT JOIN attempt o ON o.enquiry = i.enquiry AND o.phase = 'outcome' AND o.number = i.number \
             WHERE i.phase = 'intent' AND e.wave = $1 AND coalesce(o.result, 'in_doubt') = 'in_doubt' \
             ORDER BY i.at, e.id",
        )
        .bind(self.wave)
        .fetch_all(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        Ok(rows
            .into_iter()
            .map(|row| InDoubt {
                enquiry_id: row.get(0),
                contact: row.get(1),
                intended_at: moment(row.get(2)),
                own_id: row.get(3),
                reply: row.get(4),
            })
            .collect())
    }
}
