//! Codes that were given before a ledger kept those of one reply together: each a row of `coding`. They stay there, and
//! come before all that were given since.

use super::Ledger;
use super::entries::ranges;
use super::waves::moment;
use crate::error::Result;
use crate::model::{Coder, Coding, Criterion};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;

impl Ledger {
    /// The codings of a range of keys, by the key of the enquiry, in the order in which they were given; `judged`
    /// leaves out what rules and models on this machine coded.
    pub(super) async fn codings_before(
        &self,
        low: u32,
        high: u32,
        judged: bool,
    ) -> Result<HashMap<u32, Vec<Coding>>> {
        // One row an enquiry: a row on its way here costs more than its codes.
        let rows: Vec<(u32, String)> = sqlx::query_as(
            "SELECT enquiry, '[' || group_concat(json_array(id, other, inbound, other_inbound, criterion, code, coder, \
             confidence, rule, spans, other_spans, note, coded_at)) || ']' \
             FROM (SELECT * FROM coding WHERE enquiry BETWEEN $1 AND $2 \
               AND NOT ($3 AND coder IN ('rules', 'model')) ORDER BY enquiry, id) GROUP BY enquiry ORDER BY enquiry",
        )
        .bind(low)
        .bind(high)
        .bind(judged)
        .fetch_all(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        let read = rows
            .iter()
            .map(|(key, list)| Ok((*key, self.listed(*key, list)?)));
        read.collect()
    }

    /// The codings of one enquiry, from the list that the query makes of them.
    fn listed(&self, key: u32, list: &str) -> Result<Vec<Coding>> {
        let mut rows: Vec<Listed<'_>> =
            serde_json::from_str(list).map_err(|e| self.store.strange(format!("a coding: {e}")))?;
        // The database promises no order within a list.
        rows.sort_by_key(|row| row.id);
        let codings = rows.iter().map(|row| {
            self.coding(key, row).ok_or_else(|| {
                let criterion = &row.criterion;
                self.store
                    .strange(format!("a coding of the criterion {criterion:?}"))
            })
        });
        codings.collect()
    }

    fn coding(&self, key: u32, row: &Listed<'_>) -> Option<Coding> {
        Some(Coding {
            enquiry: self.seq(key)?,
            other: match row.other {
                Some(other) => Some(self.seq(other)?),
                None => None,
            },
            inbounds: (row.inbound, row.other_inbound),
            criterion: Criterion::parse(&row.criterion)?,
            code: row.code.clone().into_owned(),
            coder: Coder::parse(&row.coder)?,
            confidence: row.confidence,
            rule: row.rule.clone().into_owned(),
            spans: ranges(&serde_json::from_str::<Vec<[usize; 2]>>(&row.spans).ok()?),
            other_spans: ranges(&serde_json::from_str::<Vec<[usize; 2]>>(&row.other_spans).ok()?),
            note: row.note.clone().into_owned(),
            at: moment(row.coded_at),
        })
    }
}

/// A coding as the query lists it.
#[derive(Deserialize)]
struct Listed<'r> {
    id: i64,
    other: Option<u32>,
    inbound: i64,
    other_inbound: Option<i64>,
    #[serde(borrow)]
    criterion: Cow<'r, str>,
    #[serde(borrow)]
    code: Cow<'r, str>,
    #[serde(borrow)]
    coder: Cow<'r, str>,
    confidence: Option<u16>,
    #[serde(borrow)]
    rule: Cow<'r, str>,
    #[serde(borrow)]
    spans: Cow<'r, str>,
    #[serde(borrow)]
    other_spans: Cow<'r, str>,
    #[serde(borrow)]
    note: Cow<'r, str>,
    coded_at: i64,
}
