//! What the rules went by when they last coded: where that is as it was, so are the codes.

use super::Ledger;
use super::readers::Reader;
use crate::error::Result;
use sqlx::{QueryBuilder, Sqlite, Transaction};
use std::ops::Range;

/// What the rules went by when they coded the answers of a company to one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    /// The position in the plan of the first enquiry with that question to that company.
    enquiry: u32,
    /// Counts from 1 for each such group.
    number: u32,
    hash: i64,
}

/// The newest of each group of a wave, in plan order.
#[derive(Debug, Clone, Default)]
pub struct Bases(Vec<Basis>);

/// So many rows go in with one statement.
const ROWS: usize = 1_000;

impl Bases {
    /// What is to be kept once a group was coded by what has this hash, with the codes; `None` when it was coded by
    /// the same before. A group is named by the position in the plan of its first enquiry.
    #[must_use]
    pub fn changed(&self, enquiry: u32, hash: i64) -> Option<Basis> {
        let at = self.0.binary_search_by_key(&enquiry, |basis| basis.enquiry);
        let before = at.ok().map(|at| self.0[at]);
        let number = before.map_or(0, |basis| basis.number);
        (before.map(|basis| basis.hash) != Some(hash)).then_some(Basis {
            enquiry,
            number: number + 1,
            hash,
        })
    }
}

impl Ledger {
    /// What the rules went by so far.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`]
    pub async fn bases(&self) -> Result<Bases> {
        if self.enquiries == 0 {
            return Ok(Bases::default());
        }
        self.part(0..self.enquiries, Self::bases_of).await
    }

    fn bases_of(&self, reader: &Reader<'_>, part: Range<u32>) -> Result<Bases> {
        let mut newest: Vec<Basis> = Vec::new();
        let query = "SELECT enquiry, number, hash FROM basis WHERE enquiry BETWEEN ?1 AND ?2 ORDER BY enquiry, number";
        reader.each(query, self.keys(&part), |row| {
            let enquiry = self.known(row.get(0)?)?;
            newest.pop_if(|last| last.enquiry == enquiry);
            newest.push(Basis {
                enquiry,
                number: row.get(1)?,
                hash: row.get(2)?,
            });
            Ok(())
        })?;
        Ok(Bases(newest))
    }

    pub(super) async fn keep_bases(
        &self,
        tx: &mut Transaction<'static, Sqlite>,
        bases: &[Basis],
    ) -> Result<()> {
        for lot in bases.chunks(ROWS) {
            let mut insert = QueryBuilder::new("INSERT INTO basis (enquiry, number, hash) ");
            insert.push_values(lot, |mut row, basis| {
                row.push_bind(self.key(basis.enquiry))
                    .push_bind(basis.number)
                    .push_bind(basis.hash);
            });
            // Whoever coded by the same at the same time has kept it already; by something else, this is refused.
            insert.push(
                " ON CONFLICT (enquiry, number) DO UPDATE SET hash = excluded.hash WHERE hash <> excluded.hash",
            );
            let done = insert.build().execute(&mut **tx).await;
            done.map_err(|e| self.store.error(&e))?;
        }
        Ok(())
    }
}
