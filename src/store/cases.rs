//! What scoring reads: every enquiry of a wave with all that happened to it, as a stream in plan
//! order that holds one slice of the wave in memory.

use super::Ledger;
use super::codings::Wanted;
use super::packed::lines;
use super::waves::moment;
use crate::error::Result;
use crate::model::{AttemptResult, Case, Channel, Enquiry, LastAttempt};
use futures_util::future::{LocalBoxFuture, MaybeDone, maybe_done};
use futures_util::{FutureExt, poll};
use sqlx::Row;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;
use std::pin::Pin;

/// How many enquiries are held in memory at once, twice: those at hand, and those that are read meanwhile. Few enough to
/// stay near the processor, and that of a small wave some are read while others are at hand.
const SLICE: u32 = 1_000;

/// What is on its way from the ledger.
type Coming<'l> = MaybeDone<LocalBoxFuture<'l, Result<Vec<Case>>>>;

/// How much of each case is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// All.
    Whole,
    /// What scoring needs: no words of replies, and not what codes rest on, but of those that people and language
    /// models gave, of which it decides whether they count.
    Scored,
}

/// A wave in slices of the plan. While one is at hand the next is read already.
pub struct Slices<'l> {
    ledger: &'l Ledger,
    told: Told,
    /// Where the slice after the next begins.
    from: u32,
    next: Option<Coming<'l>>,
}

impl<'l> Slices<'l> {
    fn new(ledger: &'l Ledger, told: Told) -> Self {
        let mut slices = Self {
            ledger,
            told,
            from: 0,
            next: None,
        };
        slices.next = slices.begin();
        slices
    }

    /// The next cases, in plan order; `None` when there are no more.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`]
    pub async fn next(&mut self) -> Result<Option<Vec<Case>>> {
        self.ready().await;
        let Some(mut coming) = self.next.take() else {
            return Ok(None);
        };
        let cases = Pin::new(&mut coming).take_output().transpose()?;
        self.next = self.begin();
        if let Some(next) = &mut self.next {
            // Once it is asked for, the database's threads go on by themselves.
            let _ = poll!(next);
        }
        Ok(cases)
    }

    async fn each(mut self, mut each: impl FnMut(Case) -> Result<()>) -> Result<()> {
        while let Some(cases) = self.next().await? {
            cases.into_iter().try_for_each(&mut each)?;
        }
        Ok(())
    }

    /// Whether there are more.
    #[must_use]
    pub const fn is_last(&self) -> bool {
        self.next.is_none()
    }

    /// Waits until the next slice is there. Whoever asks the ledger for something else meanwhile does it together with
    /// this: it may hold all connections until then.
    pub async fn ready(&mut self) {
        if let Some(next) = &mut self.next {
            next.await;
        }
    }

    fn begin(&mut self) -> Option<Coming<'l>> {
        let slice = self.from..self.from.saturating_add(SLICE).min(self.ledger.enquiries);
        self.from = slice.end;
        let (ledger, told) = (self.ledger, self.told);
        (!slice.is_empty()).then(|| maybe_done(ledger.part(slice, told).boxed_local()))
    }
}

/// Something by its key.
#[derive(PartialEq, Eq)]
struct ByKey<T>(u32, T);

impl<T: Eq> PartialOrd for ByKey<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Eq> Ord for ByKey<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

const ENQUIRIES: &str = lines!(
    "enquiry WHERE id BETWEEN $1 AND $2",
    "id",
    "company",
    "question",
    "channel",
    "persona",
    "wording",
    "due_at"
);
const ATTEMPTS: &str = lines!(
    "attempt WHERE enquiry BETWEEN $1 AND $2",
    "enquiry",
    "number",
    "phase",
    "at",
    "result"
);
impl Ledger {
    /// Hands over every case of the wave, in plan order.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`], or what `each` returned.
    pub async fn cases(&self, each: impl FnMut(Case) -> Result<()>) -> Result<()> {
        self.slices().each(each).await
    }

    /// The same cases without what scoring does not need: text and features of the replies are empty, and so are rule,
    /// places and note of the codes that rules and models on this machine gave. Every estimate comes out the same.
    ///
    /// # Errors
    /// As [`Self::cases`].
    pub async fn cases_to_score(&self, each: impl FnMut(Case) -> Result<()>) -> Result<()> {
        Slices::new(self, Told::Scored).each(each).await
    }

    /// The wave in slices of the plan, of which a few fit in memory: for whoever writes to the ledger in between.
    #[must_use]
    pub fn slices(&self) -> Slices<'_> {
        Slices::new(self, Told::Whole)
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

    /// The cases of a slice, in plan order.
    ///
    /// # Errors
    /// As [`Self::cases`].
    pub async fn slice(&self, slice: Range<u32>) -> Result<Vec<Case>> {
        self.part(slice, Told::Whole).await
    }

    async fn part(&self, slice: Range<u32>, told: Told) -> Result<Vec<Case>> {
        let (low, high) = (self.key(slice.start), self.key(slice.end - 1));
        let wanted = match told {
            Told::Whole => Wanted::All,
            Told::Scored => Wanted::Codes,
        };
        let replies = async {
            match told {
                Told::Whole => self.replies(low, high).await,
                Told::Scored => self.replies_to_score(low, high).await,
            }
        };
        // On connections of their own, each with a thread.
        let (mut replies, mut codings, mut cases) = tokio::try_join!(
            replies,
            self.codings(low, high, wanted),
            self.asked(low, high)
        )?;
        for case in &mut cases {
            let key = self.key(case.enquiry.seq);
            case.replies = replies.remove(&key).unwrap_or_default();
            case.codings = codings.remove(&key).unwrap_or_default();
        }
        Ok(cases)
    }

    /// The enquiries of a range with their last attempts, and nothing else yet.
    async fn asked(&self, low: u32, high: u32) -> Result<Vec<Case>> {
        let enquiries = self.store.lines(ENQUIRIES, low, high).await?;
        let attempts = self.store.lines(ATTEMPTS, low, high).await?;
        let enquiries = self.store.read_lines(&enquiries, |line| {
            let key: u32 = line.number()?;
            let enquiry = Enquiry {
                seq: self.seq(key)?,
                company: line.number()?,
                question: line.number()?,
                channel: Channel::parse(line.word())?,
                persona: line.number()?,
                wording: line.number()?,
                due_at: line.maybe().ok()?.map(moment),
            };
            Some(ByKey(key, enquiry))
        })?;
        // The intent of an attempt comes before its outcome.
        let attempts = self.store.read_lines(&attempts, |line| {
            let key: u32 = line.number()?;
            let (number, phase): (u32, &str) = (line.number()?, line.word());
            let at: i64 = line.number()?;
            Some((key, number, phase, at, line.word()))
        })?;
        let mut attempts = attempts.into_iter().peekable();
        let mut cases = Vec::with_capacity(enquiries.len());
        for ByKey(key, enquiry) in enquiries {
            let mut last: Option<LastAttempt> = None;
            while let Some((of, number, phase, at, result)) = attempts.next_if(|a| a.0 <= key) {
                if of < key {
                    continue;
                }
                match &mut last {
                    _ if phase == "intent" => {
                        last = Some(LastAttempt {
                            number,
                            intended_at: moment(at),
                            outcome: None,
                        });
                    }
                    Some(last) if last.number == number => {
                        last.outcome = AttemptResult::parse(result).map(|r| (moment(at), r));
                    }
                    _ => {}
                }
            }
            cases.push(Case {
                enquiry,
                last_attempt: last,
                replies: Vec::new(),
                codings: Vec::new(),
            });
        }
        Ok(cases)
    }
}
