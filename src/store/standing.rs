//! Where fieldwork stands.

use super::Ledger;
use super::readings::same_message;
use super::waves::moment;
use crate::error::Result;
use jiff::Timestamp;
use serde::Serialize;
use sqlx::Row;

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
        // The answered ones are not joined: SQLite 3.51 would go through all answers for each enquiry.
        let row = sqlx::query(
            concat!("WITH last AS ( \
               SELECT i.enquiry, o.result FROM attempt i \
               LEFT JOIN attempt o ON o.enquiry = i.enquiry AND o.phase = 'outcome' AND o.number = i.number \
               WHERE i.phase = 'intent' AND NOT EXISTS (SELECT 1 FROM attempt n \
                 WHERE n.enquiry = i.enquiry AND n.phase = 'intent' AND n.number > i.number)) \
             SELECT count(*), count(e.due_at), \
               count(*) FILTER (WHERE l.result = 'accepted'), \
               count(*) FILTER (WHERE l.result = 'refused'), \
               count(*) FILTER (WHERE l.enquiry IS NOT NULL AND coalesce(l.result, 'in_doubt') = 'in_doubt'), \
               count(*) FILTER (WHERE e.due_at IS NOT NULL AND \
                 (l.enquiry IS NULL OR l.result IN ('deferred', 'not_reached'))), \
               (SELECT count(DISTINCT r.enquiry) FROM reading r WHERE r.kind = 'answer' \
                 AND r.enquiry IN (SELECT a.id FROM enquiry a WHERE a.wave = $1)), \
               (SELECT count(*) FROM inbound) - (SELECT count(*) FROM reading) + \
                 (SELECT count(*) FROM (SELECT DISTINCT r.enquiry, ", same_message!(), " FROM reading r)), \
               (SELECT count(*) FROM reading r WHERE r.enquiry IS NULL), \
               count(*) FILTER (WHERE l.result = 'skipped'), \
               count(*) FILTER (WHERE l.result = 'handed_over') \
             FROM enquiry e LEFT JOIN last l ON l.enquiry = e.id WHERE e.wave = $1"),
        )
        .bind(self.wave)
        .fetch_one(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        let count = |index: usize| u64::try_from(row.get::<i64, _>(index)).unwrap_or(0);
        Ok(Standing {
            planned: count(0),
            offered: count(1),
            sent: count(2),
            refused: count(3),
            in_doubt: count(4),
            waiting: count(5),
            answered: count(6),
            messages: count(7),
            untied: count(8),
            skipped: count(9),
            handed_over: count(10),
        })
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
