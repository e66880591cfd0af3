//! What scoring reads: every enquiry of a wave with all that happened to it, as a stream in plan
//! order that holds one slice of the wave in memory.

use super::Ledger;
use super::codings::Wanted;
use super::readers::{Reader, Slices};
use super::replies::replies;
use super::waves::moment;
use crate::error::{Error, Result};
use crate::model::{AttemptResult, Case, Channel, Enquiry, LastAttempt};
use jiff::Timestamp;
use sqlx::Row;
use std::collections::HashMap;
use std::ops::Range;

/// How many enquiries are read at once: few enough to stay near the processor, and that of a small wave some are read
/// while others are at hand.
const SLICE: u32 = 1_000;

/// How much of each case is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// All.
    Whole,
    /// What scoring needs: no words of replies, and not what codes rest on, but of those that people and language
    /// models gave, of which it decides whether they count.
    Scored,
}

impl Ledger {
    /// Hands over every case of the wave, in plan order.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`], or what `each` returned.
    pub async fn cases(&self, each: impl FnMut(Case) -> Result<()>) -> Result<()> {
        each_of(self.slices(), each).await
    }

    /// The same cases without what scoring does not need: text and features of the replies are empty, and so are rule,
    /// places and note of the codes that rules and models on this machine gave. Every estimate comes out the same.
    ///
    /// # Errors
    /// As [`Self::cases`].
    pub async fn cases_to_score(&self, each: impl FnMut(Case) -> Result<()>) -> Result<()> {
        each_of(self.in_slices(SLICE, Self::cases_scored), each).await
    }

    /// The wave in slices of the plan, of which a few fit in memory: for whoever writes to the ledger in between.
    #[must_use]
    pub fn slices(&self) -> Slices<Vec<Case>> {
        self.in_slices(SLICE, Self::cases_whole)
    }

    /// The parts of the plan in which each company's enquiries stand, for whoever wants the companies in another
    /// order: the plan has them one after the other.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`].
    pub async fn companies(&self) -> Result<HashMap<u32, Range<u32>>> {
        if self.enquiries == 0 {
            return Ok(HashMap::new());
        }
        let rows = sqlx::query(
            "SELECT company, MIN(id) AS first, MAX(id) AS last FROM enquiry WHERE id BETWEEN $1 AND $2 GROUP BY company",
        )
        .bind(self.key(0))
        .bind(self.key(self.enquiries - 1))
        .fetch_all(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        let part = |row: &sqlx::sqlite::SqliteRow| {
            let (first, last): (u32, u32) = (row.get("first"), row.get("last"));
            let low = first - self.key(0);
            (row.get("company"), low..low + (last - first) + 1)
        };
        Ok(rows.iter().map(part).collect())
    }

    /// The cases of a part of the plan, in plan order.
    ///
    /// # Errors
    /// As [`Self::cases`].
    pub async fn slice(&self, part: Range<u32>) -> Result<Vec<Case>> {
        if part.is_empty() {
            return Ok(Vec::new());
        }
        self.part(part, Self::cases_whole).await
    }

    fn cases_whole(&self, reader: &Reader<'_>, part: Range<u32>) -> Result<Vec<Case>> {
        self.cases_of(reader, &part, Told::Whole)
    }

    fn cases_scored(&self, reader: &Reader<'_>, part: Range<u32>) -> Result<Vec<Case>> {
        self.cases_of(reader, &part, Told::Scored)
    }

    fn cases_of(&self, reader: &Reader<'_>, part: &Range<u32>, told: Told) -> Result<Vec<Case>> {
        let mut cases = self.asked(reader, part)?;
        let of = |key: u32| Ok::<_, Error>((self.known(key)? - part.start) as usize);
        self.each_attempt(reader, part, |key, number, stage, at| {
            let last = &mut cases[of(key)?].last_attempt;
            match (stage, last) {
                // Of an attempt the intent comes before the outcome.
                (None, last) => {
                    *last = Some(LastAttempt {
                        number,
                        intended_at: at,
                        outcome: None,
                    });
                }
                (Some(result), Some(last)) if last.number == number => {
                    last.outcome = Some((at, result));
                }
                _ => {}
            }
            Ok(())
        })?;
        for (key, replies) in replies(reader, self.keys(part), told)? {
            cases[of(key)?].replies = replies;
        }
        let wanted = match told {
            Told::Whole => Wanted::All,
            Told::Scored => Wanted::Codes,
        };
        let codings = self.codings(reader, part, wanted)?;
        for (case, codings) in cases.iter_mut().zip(codings) {
            case.codings = codings;
        }
        Ok(cases)
    }

    /// The enquiries of a part, and nothing else yet.
    fn asked(&self, reader: &Reader<'_>, part: &Range<u32>) -> Result<Vec<Case>> {
        let mut cases = Vec::with_capacity(part.len());
        let query = "SELECT id, company, question, channel, persona, wording, due_at FROM enquiry \
                     WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
        reader.each(query, self.keys(part), |row| {
            let due_at: Option<i64> = row.get(6)?;
            let channel = row.text(3)?;
            cases.push(Case {
                enquiry: Enquiry {
                    seq: self.known(row.get(0)?)?,
                    company: row.get(1)?,
                    question: row.get(2)?,
                    channel: Channel::parse(channel)
                        .ok_or_else(|| self.store.strange(format!("a channel {channel:?}")))?,
                    persona: row.get(4)?,
                    wording: row.get(5)?,
                    due_at: due_at.map(moment),
                },
                last_attempt: None,
                replies: Vec::new(),
                codings: Vec::new(),
            });
            Ok(())
        })?;
        if cases.len() == part.len() {
            return Ok(cases);
        }
        let all = format!("{} enquiries where {} are planned", cases.len(), part.len());
        Err(self.store.strange(all))
    }

    /// Hands over every stage of every attempt, in their order: the enquiry's key, the attempt's number, its result
    /// (none of an intent), and when.
    fn each_attempt(
        &self,
        reader: &Reader<'_>,
        part: &Range<u32>,
        mut each: impl FnMut(u32, u32, Option<AttemptResult>, Timestamp) -> Result<()>,
    ) -> Result<()> {
        let query = "SELECT enquiry, number, result, at FROM attempt WHERE enquiry BETWEEN ?1 AND ?2 \
                     ORDER BY enquiry, number, phase";
        reader.each(query, self.keys(part), |row| {
            let result = row.maybe_text(2)?.map(|word| {
                let strange = || {
                    self.store
                        .strange(format!("an attempt that ended {word:?}"))
                };
                AttemptResult::parse(word).ok_or_else(strange)
            });
            each(
                row.get(0)?,
                row.get(1)?,
                result.transpose()?,
                moment(row.get(3)?),
            )
        })
    }
}

async fn each_of(
    mut slices: Slices<Vec<Case>>,
    mut each: impl FnMut(Case) -> Result<()>,
) -> Result<()> {
    while let Some(cases) = slices.next().await? {
        cases.into_iter().try_for_each(&mut each)?;
    }
    Ok(())
}
