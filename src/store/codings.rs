//! The codes that were given to answers: added, never changed.

use super::Ledger;
use super::bases::Basis;
use super::entries::{self, Reason};
use super::readers::Reader;
use super::waves::moment;
use crate::error::Result;
use crate::model::{Coder, Coding, Criterion, Relation};
use serde::Serialize;
use sqlx::{QueryBuilder, Sqlite, Transaction};
use std::collections::{BTreeMap, BTreeSet, HashMap};
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

/// Of which coders codings are read, and whether with what they rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Everybody's, whole.
    All,
    /// Everybody's; of those that the rules and models on this machine gave only the codes.
    Codes,
    /// Those of people and language models, whole.
    Judged,
}

/// So many rows go in with one statement: `SQLite` takes some 32,000 values, a row has 6.
const ROWS: usize = 1_000;
/// The codings of so many enquiries are read at once.
const SLICE: u32 = 10_000;

/// What one coder gave to one reply at one moment, on its way into the ledger.
struct Given<'c> {
    enquiry: u32,
    number: u32,
    first: &'c Coding,
    codes: String,
    reasons: Vec<Reason<'c>>,
}

/// The same as it stands there.
struct Kept<'r> {
    /// The position in the plan.
    enquiry: u32,
    inbound: i64,
    coder: &'r str,
    coded_at: i64,
    codes: &'r str,
    /// `None` where they were not asked for.
    reasons: Option<&'r str>,
}

impl Ledger {
    /// How much of the wave is coded, and by whom. What was coded of a message that another one has since
    /// taken the place of counts too.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`]
    pub async fn coded(&self) -> Result<Coded> {
        let mut coded = Coded::default();
        let mut slices = self.in_slices(SLICE, Self::coded_of);
        while let Some(more) = slices.next().await? {
            coded.join(more);
        }
        Ok(coded)
    }

    fn coded_of(&self, reader: &Reader<'_>, part: Range<u32>) -> Result<Coded> {
        let mut coded = Coded::default();
        for codings in self.codings(reader, &part, Wanted::Codes)? {
            coded.add(&codings);
        }
        Ok(coded)
    }

    /// Keeps codings of this wave, all of them or none.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`]
    pub async fn code(&self, codings: &[Coding]) -> Result<()> {
        self.code_by(codings, &[]).await
    }

    /// The same, with what the rules went by in giving them.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`], also when somebody else coded by something else meanwhile.
    pub async fn code_by(&self, codings: &[Coding], bases: &[Basis]) -> Result<()> {
        if codings.is_empty() && bases.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.begin().await?;
        self.keep_bases(&mut tx, bases).await?;
        self.keep_codings(&mut tx, codings).await?;
        tx.commit().await.map_err(|e| self.store.error(&e))
    }

    async fn keep_codings(
        &self,
        tx: &mut Transaction<'static, Sqlite>,
        codings: &[Coding],
    ) -> Result<()> {
        let mut given = self.given(codings);
        let (Some(first), Some(last)) = (given.first(), given.last()) else {
            return Ok(());
        };
        let numbers: Vec<(u32, u32)> = sqlx::query_as(
            "SELECT enquiry, max(number) FROM codes WHERE enquiry BETWEEN $1 AND $2 GROUP BY enquiry",
        )
        .bind(first.enquiry)
        .bind(last.enquiry)
        .fetch_all(&mut **tx)
        .await
        .map_err(|e| self.store.error(&e))?;
        let mut numbers: HashMap<u32, u32> = numbers.into_iter().collect();
        for row in &mut given {
            let number = numbers.entry(row.enquiry).or_default();
            *number += 1;
            row.number = *number;
        }
        for lot in given.chunks(ROWS) {
            let mut codes = QueryBuilder::new(
                "INSERT INTO codes (enquiry, number, inbound, coder, coded_at, codes) ",
            );
            codes.push_values(lot, |mut row, given| {
                row.push_bind(given.enquiry)
                    .push_bind(given.number)
                    .push_bind(given.first.inbounds.0)
                    .push_bind(given.first.coder.to_string())
                    .push_bind(given.first.at.as_second())
                    .push_bind(&given.codes);
            });
            let mut reasons = QueryBuilder::new("INSERT INTO reasons (enquiry, number, reasons) ");
            reasons.push_values(lot, |mut row, given| {
                row.push_bind(given.enquiry)
                    .push_bind(given.number)
                    // Words and numbers, which can always be written.
                    .push_bind(serde_json::to_string(&given.reasons).unwrap_or_default());
            });
            for mut insert in [codes, reasons] {
                let done = insert.build().execute(&mut **tx).await;
                done.map_err(|e| self.store.error(&e))?;
            }
        }
        Ok(())
    }

    /// The rows that codings make, by enquiry, of each in the order in which they were given.
    fn given<'c>(&self, codings: &'c [Coding]) -> Vec<Given<'c>> {
        let mut order: Vec<&Coding> = codings.iter().collect();
        order.sort_by_key(|coding| coding.enquiry);
        let of = |c: &Coding| (c.enquiry, c.inbounds.0, c.at.as_second());
        let rows = order.chunk_by(|a, b| of(a) == of(b) && a.coder == b.coder);
        rows.map(|row| {
            let mut codes = String::new();
            for coding in row {
                entries::write(&mut codes, coding, coding.other.map(|o| self.key(o)));
            }
            Given {
                enquiry: self.key(row[0].enquiry),
                number: 0,
                first: row[0],
                codes,
                reasons: row.iter().map(|coding| Reason::of(coding)).collect(),
            }
        })
        .collect()
    }

    /// What people and language models coded of the wave, in plan order, of each enquiry in the order in which it was given.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`]
    pub async fn judged(&self) -> Result<Vec<Coding>> {
        let mut judged = Vec::new();
        let mut slices = self.in_slices(SLICE, Self::judged_of);
        while let Some(more) = slices.next().await? {
            judged.extend(more);
        }
        Ok(judged)
    }

    fn judged_of(&self, reader: &Reader<'_>, part: Range<u32>) -> Result<Vec<Coding>> {
        let lists = self.codings(reader, &part, Wanted::Judged)?;
        Ok(lists.into_iter().flatten().collect())
    }

    /// The codings of each enquiry of a part of the plan, in the order in which they were given.
    pub(super) fn codings(
        &self,
        reader: &Reader<'_>,
        part: &Range<u32>,
        wanted: Wanted,
    ) -> Result<Vec<Vec<Coding>>> {
        let mut lists = vec![Vec::new(); part.len()];
        self.each_coding_before(reader, part, wanted == Wanted::Judged, |coding| {
            lists[(coding.enquiry - part.start) as usize].push(coding);
        })?;
        let (low, high) = self.keys(part);
        let all = wanted == Wanted::All;
        let machines = wanted != Wanted::Judged;
        let query = "SELECT c.enquiry, c.inbound, c.coder, c.coded_at, c.codes, \
               CASE WHEN ?3 OR c.coder NOT IN ('rules', 'model') THEN \
                 (SELECT r.reasons FROM reasons r WHERE r.enquiry = c.enquiry AND r.number = c.number) END \
             FROM codes c WHERE c.enquiry BETWEEN ?1 AND ?2 AND (?4 OR c.coder NOT IN ('rules', 'model')) \
             ORDER BY c.enquiry, c.number";
        reader.each(query, (low, high, all, machines), |row| {
            let kept = Kept {
                enquiry: self.known(row.get(0)?)?,
                inbound: row.get(1)?,
                coder: row.text(2)?,
                coded_at: row.get(3)?,
                codes: row.text(4)?,
                reasons: row.maybe_text(5)?,
            };
            self.read(&kept, &mut lists[(kept.enquiry - part.start) as usize])
        })?;
        Ok(lists)
    }

    /// The codings of one row, behind those that are there.
    fn read(&self, row: &Kept<'_>, codings: &mut Vec<Coding>) -> Result<()> {
        let strange = || {
            self.store
                .strange(format!("codes that read {:?}", row.codes))
        };
        let reasons: Option<Vec<Reason<'_>>> = match row.reasons {
            Some(list) => Some(serde_json::from_str(list).map_err(|_| strange())?),
            None => None,
        };
        let coder = Coder::parse(row.coder).ok_or_else(strange)?;
        let mut reasons = reasons.map(Vec::into_iter);
        codings.reserve_exact(entries::most(row.codes));
        for entry in entries::read(row.codes) {
            let entry = entry.ok_or_else(strange)?;
            let other = match entry.other {
                Some(key) => Some(self.known(key)?),
                None => None,
            };
            let grounds = match &mut reasons {
                Some(list) => list.next().ok_or_else(strange)?.grounds().kept(),
                None => None,
            };
            codings.push(Coding {
                enquiry: row.enquiry,
                other,
                inbounds: (row.inbound, entry.other_inbound),
                criterion: entry.criterion,
                code: entry.code,
                coder: coder.clone(),
                confidence: entry.confidence,
                grounds,
                at: moment(row.coded_at),
            });
        }
        Ok(())
    }
}

impl Coded {
    /// Adds what is coded of another part of the wave.
    fn join(&mut self, other: Self) {
        self.codes += other.codes;
        self.unsure_pairs += other.unsure_pairs;
        for (all, more) in [
            (&mut self.answers, other.answers),
            (&mut self.pairs, other.pairs),
        ] {
            for (coder, count) in more {
                *all.entry(coder).or_default() += count;
            }
        }
    }

    /// Counts the codings of one enquiry.
    fn add(&mut self, codings: &[Coding]) {
        self.codes += codings.len() as u64;
        let (mut seen, mut pairs) = (BTreeSet::new(), BTreeSet::new());
        for coding in codings {
            let what = (coding.other, coding.inbounds);
            if seen.insert((coding.coder.kind(), what)) {
                let list = if coding.other.is_some() {
                    &mut self.pairs
                } else {
                    &mut self.answers
                };
                *list.entry(coding.coder.kind().to_owned()).or_default() += 1;
            }
            if coding.criterion == Criterion::Relation && pairs.insert(what) {
                let same = codings.iter().filter(|c| {
                    c.criterion == Criterion::Relation && (c.other, c.inbounds) == what
                });
                let counts = Coding::counting(same);
                let unsure = counts.is_some_and(|c| c.code == Relation::Unsure.as_str());
                self.unsure_pairs += u64::from(unsure);
            }
        }
    }
}
