//! What looking answers up cost: two numbers of each visit, kept beside its record, which is long and packed.

use super::readers::Reader;
use super::{Ledger, Store};
use crate::error::Result;
use crate::model::Visit;
use sqlx::{Row, Sqlite, Transaction};
use std::ops::Range;

/// So many records of an older ledger are unpacked at once.
const LOT: u32 = 500;
/// The efforts of so many enquiries are read at once.
const SLICE: u32 = 50_000;

impl Store {
    /// Keeps what a visit cost, with the record of it: of an enquiry by its key and an exhibit. A record of something
    /// else cost nothing that is measured.
    pub(super) async fn keep_effort(
        &self,
        tx: &mut Transaction<'static, Sqlite>,
        (enquiry, exhibit): (u32, i64),
        record: &[u8],
    ) -> Result<()> {
        let visit: Option<Visit> = serde_json::from_slice(record).ok();
        // As the record writes them: not every number of seconds survives a way through decimal digits of another length.
        let seconds = visit
            .as_ref()
            .and_then(|v| serde_json::to_string(&v.seconds).ok());
        sqlx::query(
            "INSERT INTO effort (enquiry, exhibit, clicks, seconds) VALUES ($1, $2, $3, $4)",
        )
        .bind(enquiry)
        .bind(exhibit)
        .bind(visit.map(|v| v.clicks))
        .bind(seconds)
        .execute(&mut **tx)
        .await
        .map_err(|e| self.error(&e))?;
        Ok(())
    }

    /// Keeps what the visits cost that an older program recorded.
    pub(super) async fn add_efforts(&self, tx: &mut Transaction<'static, Sqlite>) -> Result<()> {
        let mut after = 0_i64;
        loop {
            let rows = sqlx::query(
                "SELECT id, enquiry, size, body FROM exhibit WHERE kind = 'record' AND id > $1 ORDER BY id LIMIT $2",
            )
            .bind(after)
            .bind(LOT)
            .fetch_all(&mut **tx)
            .await
            .map_err(|e| self.error(&e))?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            after = last.get(0);
            for row in &rows {
                // What cannot be unpacked is said when somebody reads the record, not when the ledger is opened.
                let record = self.unpack(row.get(3), row.get(2)).unwrap_or_default();
                self.keep_effort(tx, (row.get(1), row.get(0)), &record)
                    .await?;
            }
        }
    }
}

impl Ledger {
    /// Hands over what each enquiry's last visit cost, in plan order: its number, how often a visitor would have
    /// clicked or submitted, and how long the pages took, seconds.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`]
    pub async fn efforts(&self, mut each: impl FnMut(u32, u32, f64)) -> Result<()> {
        let mut slices = self.in_slices(SLICE, Self::efforts_of);
        while let Some(efforts) = slices.next().await? {
            for (seq, clicks, seconds) in efforts {
                each(seq, clicks, seconds);
            }
        }
        Ok(())
    }

    fn efforts_of(&self, reader: &Reader<'_>, part: Range<u32>) -> Result<Vec<(u32, u32, f64)>> {
        let mut efforts: Vec<(u32, u32, f64)> = Vec::new();
        let query = "SELECT enquiry, clicks, seconds FROM effort WHERE enquiry BETWEEN ?1 AND ?2 ORDER BY enquiry, exhibit";
        reader.each(query, self.keys(&part), |row| {
            let seq = self.known(row.get(0)?)?;
            let clicks: Option<u32> = row.get(1)?;
            efforts.pop_if(|last| last.0 == seq);
            let seconds = serde_json::from_str(row.text(2)?).ok();
            efforts.extend(clicks.zip(seconds).map(|(c, s)| (seq, c, s)));
            Ok(())
        })?;
        Ok(efforts)
    }
}
