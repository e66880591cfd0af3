//! Codes that were given before a ledger kept those of one reply together: each a row of `coding`. They stay there, and
//! come before all that were given since.

use super::Ledger;
use super::entries::ranges;
use super::readers::Reader;
use super::waves::moment;
use crate::error::{Error, Result};
use crate::model::{Coder, Coding, Criterion, Grounds};
use std::ops::Range;

impl Ledger {
    /// Hands over the codings of a part of the plan, of each enquiry in the order in which they were given; `judged` leaves out what rules and models on this machine coded.
    pub(super) fn each_coding_before(
        &self,
        reader: &Reader<'_>,
        part: &Range<u32>,
        judged: bool,
        mut each: impl FnMut(Coding),
    ) -> Result<()> {
        let (low, high) = self.keys(part);
        let query = "SELECT enquiry, other, inbound, other_inbound, criterion, code, coder, confidence, rule, spans, \
                     other_spans, note, coded_at FROM coding WHERE enquiry BETWEEN ?1 AND ?2 \
                     AND NOT (?3 AND coder IN ('rules', 'model')) ORDER BY enquiry, id";
        reader.each(query, (low, high, judged), |row| {
            let strange = |column| {
                let cell = row.text(column).unwrap_or_default();
                self.store.strange(format!("a coding that says {cell:?}"))
            };
            let spans = |column| {
                let pairs: Vec<[usize; 2]> =
                    serde_json::from_str(row.text(column)?).map_err(|_| strange(column))?;
                Ok::<_, Error>(ranges(&pairs))
            };
            let other: Option<u32> = row.get(1)?;
            each(Coding {
                enquiry: self.known(row.get(0)?)?,
                other: other.map(|other| self.known(other)).transpose()?,
                inbounds: (row.get(2)?, row.get(3)?),
                criterion: Criterion::parse(row.text(4)?).ok_or_else(|| strange(4))?,
                code: row.get(5)?,
                coder: Coder::parse(row.text(6)?).ok_or_else(|| strange(6))?,
                confidence: row.get(7)?,
                grounds: Grounds {
                    rule: row.get(8)?,
                    spans: spans(9)?,
                    other_spans: spans(10)?,
                    note: row.get(11)?,
                }
                .kept(),
                at: moment(row.get(12)?),
            });
            Ok(())
        })
    }
}
