//! The detection log: by which enquiries companies noticed that they were being studied.

use super::Ledger;
use super::waves::moment;
use crate::error::Result;
use crate::model::Notice;
use sqlx::Row;

impl Ledger {
    /// Notes that a company noticed, or did not after all.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`]
    pub async fn notice(&self, notice: &Notice) -> Result<()> {
        sqlx::query("INSERT INTO notice (enquiry, noticed, note, at) VALUES ($1, $2, $3, $4)")
            .bind(self.key(notice.enquiry))
            .bind(notice.noticed)
            .bind(&notice.note)
            .bind(notice.at.as_second())
            .execute(&self.store.pool)
            .await
            .map(|_| ())
            .map_err(|e| self.store.error(&e))
    }

    /// The enquiries of this wave by which companies noticed, in plan order, as was noted last; what was taken back is
    /// not among them.
    ///
    /// # Errors
    /// As [`Self::notice`].
    pub async fn notices(&self) -> Result<Vec<Notice>> {
        let rows = sqlx::query(
            "SELECT n.enquiry, n.noticed, n.note, n.at FROM notice n JOIN enquiry e ON e.id = n.enquiry \
             WHERE e.wave = $1 AND n.noticed AND NOT EXISTS \
             (SELECT 1 FROM notice l WHERE l.enquiry = n.enquiry AND l.id > n.id) ORDER BY n.enquiry",
        )
        .bind(self.wave)
        .fetch_all(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        Ok(rows
            .iter()
            .filter_map(|row| {
                Some(Notice {
                    enquiry: self.seq(row.get(0))?,
                    noticed: row.get(1),
                    note: row.get(2),
                    at: moment(row.get(3)),
                })
            })
            .collect())
    }
}
