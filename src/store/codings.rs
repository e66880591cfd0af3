//! The codes that were given to answers: added, never changed.

use super::Ledger;
use super::waves::moment;
use crate::error::{Error, Result};
use crate::model::{Coder, Coding, Criterion};
use crate::parallel;
use serde::{Deserialize, Serialize};
use sqlx::{QueryBuilder, Row};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// What is coded of a wave.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coded {
    /// Codes in the ledger, those that others have replaced among them.
    pub codes: u64,
    /// Answers with a code, by the kind of coder: `rules`, `model`, `llm`, `human`, `adjudicated`. An answer
    /// that several kinds coded counts for each.
    pub answers: BTreeMap<String, u64>,
    /// Pairs of answers with a code, the same way.
    pub pairs: BTreeMap<String, u64>,
    /// Pairs of which the code that counts is `unsure`.
    pub unsure_pairs: u64,
}

/// So many rows go in with one statement: `SQLite` takes some 32,000 values, a row has 13.
const ROWS: usize = 500;
/// The codings of so many enquiries are given to a processor at once.
const LOT: usize = 256;

impl Ledger {
    /// How much of the wave is coded, and by whom. What was coded of a message that another one has since
    /// taken the place of counts too.
    ///
    /// # Errors
    /// [`Error::Ledger`]
    pub async fn coded(&self) -> Result<Coded> {
        let rows = sqlx::query(
            "WITH kinds AS (SELECT c.other IS NOT NULL AS pair, \
               substr(c.coder, 1, instr(c.coder || ':', ':') - 1) AS kind, \
               c.enquiry, c.other, c.inbound, c.other_inbound \
               FROM coding c JOIN enquiry e ON e.id = c.enquiry WHERE e.wave = $1) \
             SELECT pair, kind, count(*), sum(codes) FROM (SELECT pair, kind, count(*) AS codes FROM kinds \
               GROUP BY pair, kind, enquiry, other, inbound, other_inbound) GROUP BY pair, kind",
        )
        .bind(self.wave)
        .fetch_all(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        let mut coded = Coded::default();
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        for row in &rows {
            let list = if row.get(0) {
                &mut coded.pairs
            } else {
                &mut coded.answers
            };
            list.insert(row.get(1), count(row.get(2)));
            coded.codes += count(row.get(3));
        }
        // The same order as `model::Coding::counting`.
        let unsure: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM (SELECT c.code, row_number() OVER ( \
               PARTITION BY c.enquiry, c.other, c.inbound, c.other_inbound ORDER BY \
               CASE substr(c.coder, 1, 3) WHEN 'adj' THEN 4 WHEN 'hum' THEN 3 WHEN 'llm' THEN 2 \
                 WHEN 'mod' THEN 1 ELSE 0 END DESC, c.coded_at DESC, c.id DESC) AS place \
               FROM coding c JOIN enquiry e ON e.id = c.enquiry \
               WHERE e.wave = $1 AND c.criterion = 'relation') WHERE place = 1 AND code = 'unsure'",
        )
        .bind(self.wave)
        .fetch_one(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        coded.unsure_pairs = count(unsure);
        Ok(coded)
    }

    /// Keeps codings of this wave, all of them or none.
    ///
    /// # Errors
    /// [`Error::Ledger`]
    pub async fn code(&self, codings: &[Coding]) -> Result<()> {
        let mut tx = self.store.begin().await?;
        for lot in codings.chunks(ROWS) {
            let mut insert = QueryBuilder::new(
                "INSERT INTO coding (enquiry, other, inbound, other_inbound, criterion, code, coder, \
                 confidence, rule, spans, other_spans, note, coded_at) ",
            );
            insert.push_values(lot, |mut row, coding| {
                row.push_bind(self.key(coding.enquiry))
                    .push_bind(coding.other.map(|other| self.key(other)))
                    .push_bind(coding.inbounds.0)
                    .push_bind(coding.inbounds.1)
                    .push_bind(coding.criterion.as_str())
                    .push_bind(&coding.code)
                    .push_bind(coding.coder.to_string())
                    .push_bind(coding.confidence)
                    .push_bind(&coding.rule)
                    .push_bind(written(&coding.spans))
                    .push_bind(written(&coding.other_spans))
                    .push_bind(&coding.note)
                    .push_bind(coding.at.as_second());
            });
            let insert = insert.build();
            insert
                .execute(&mut *tx)
                .await
                .map_err(|e| self.store.error(&e))?;
        }
        tx.commit().await.map_err(|e| self.store.error(&e))
    }

    /// What people and language models coded of the wave, in plan order, of each enquiry in the order in which it was given.
    ///
    /// # Errors
    /// [`Error::Ledger`]
    pub async fn judged(&self) -> Result<Vec<Coding>> {
        let Some(last) = self.enquiries.checked_sub(1) else {
            return Ok(Vec::new());
        };
        let lists = self.lists(self.key(0), self.key(last), true).await?;
        Ok(lists.into_iter().flat_map(|(_, list)| list).collect())
    }

    /// The codings of a range of keys, by the key of the enquiry, in the order in which they were given.
    pub(super) async fn codings(&self, low: u32, high: u32) -> Result<HashMap<u32, Vec<Coding>>> {
        Ok(self.lists(low, high, false).await?.into_iter().collect())
    }

    /// The same as a list by key; `judged` leaves out what rules and models on this machine coded.
    async fn lists(&self, low: u32, high: u32, judged: bool) -> Result<Vec<(u32, Vec<Coding>)>> {
        // One row an enquiry: a wave has ten times as many codes, and a row on its way here costs more than its codes.
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
        let lots: Vec<&[(u32, String)]> = rows.chunks(LOT).collect();
        let read = parallel::map(&lots, |lot| {
            let read = lot
                .iter()
                .map(|(key, list)| Ok((*key, self.listed(*key, list)?)));
            read.collect::<Result<Vec<_>>>()
        });
        let mut codings = Vec::with_capacity(rows.len());
        for lot in read {
            codings.extend(lot?);
        }
        Ok(codings)
    }

    /// The codings of one enquiry, from the list that the query makes of them.
    fn listed(&self, key: u32, list: &str) -> Result<Vec<Coding>> {
        let strange = |reason: String| Error::Ledger {
            path: self.store.path.clone(),
            reason,
            hint: "the file was changed by another program; restore it from a copy".to_owned(),
        };
        let mut rows: Vec<Listed<'_>> =
            serde_json::from_str(list).map_err(|e| strange(format!("a coding: {e}")))?;
        // The database promises no order within a list.
        rows.sort_by_key(|row| row.id);
        let codings = rows.iter().map(|row| {
            self.coding(key, row)
                .ok_or_else(|| strange(format!("a coding of the criterion {:?}", row.criterion)))
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
            spans: read(&row.spans)?,
            other_spans: read(&row.other_spans)?,
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

/// `[[3,17],[40,52]]`
fn written(spans: &[Range<usize>]) -> String {
    let pairs: Vec<[usize; 2]> = spans.iter().map(|s| [s.start, s.end]).collect();
    serde_json::to_string(&pairs).unwrap_or_default()
}

fn read(spans: &str) -> Option<Vec<Range<usize>>> {
    if spans == "[]" {
        return Some(Vec::new());
    }
    let pairs: Vec<[usize; 2]> = serde_json::from_str(spans).ok()?;
    Some(pairs.into_iter().map(|[from, to]| from..to).collect())
}
