//! What scoring reads: every enquiry of a wave with all that happened to it, as a stream in plan
//! order that holds one slice of the wave in memory.

use super::Ledger;
use super::attempts::last_attempt;
use super::readings::{list, same_message};
use super::waves::moment;
use crate::error::Result;
use crate::model::{Case, Features, Kind, Reply, TiedBy, TimeSource};
use futures_util::future::{LocalBoxFuture, MaybeDone, maybe_done};
use futures_util::{FutureExt, TryStreamExt, poll};
use jiff::Timestamp;
use serde::Serialize;
use sqlx::Row;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::pin::Pin;

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

/// How many enquiries are held in memory at once, twice: those at hand, and those that are read meanwhile.
const SLICE: u32 = 4_000;

/// What is on its way from the ledger.
type Coming<'l> = MaybeDone<LocalBoxFuture<'l, Result<Vec<Case>>>>;

/// A wave in slices of the plan. While one is at hand the next is read already.
pub struct Slices<'l> {
    ledger: &'l Ledger,
    /// Where the slice after the next begins.
    from: u32,
    next: Option<Coming<'l>>,
}

impl<'l> Slices<'l> {
    fn new(ledger: &'l Ledger) -> Self {
        let mut slices = Self {
            ledger,
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
        let ledger = self.ledger;
        (!slice.is_empty()).then(|| maybe_done(ledger.slice(slice).boxed_local()))
    }
}

impl Ledger {
    /// Hands over every case of the wave, in plan order.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`], or what `each` returned.
    pub async fn cases(&self, mut each: impl FnMut(Case) -> Result<()>) -> Result<()> {
        let mut slices = self.slices();
        while let Some(cases) = slices.next().await? {
            cases.into_iter().try_for_each(&mut each)?;
        }
        Ok(())
    }

    /// The wave in slices of the plan, of which a few fit in memory: for whoever writes to the ledger in between.
    #[must_use]
    pub fn slices(&self) -> Slices<'_> {
        Slices::new(self)
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
        let (low, high) = (self.key(slice.start), self.key(slice.end - 1));
        // On connections of their own, each with a thread.
        let (mut replies, mut codings, mut cases) = tokio::try_join!(
            self.replies(low, high),
            self.codings(low, high),
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
        let mut rows = sqlx::query(
            "SELECT e.id, e.company, e.question, e.channel, e.persona, e.wording, e.due_at, \
             i.number, i.at AS intended_at, o.at AS concluded_at, o.result \
             FROM enquiry e \
             LEFT JOIN attempt i ON i.enquiry = e.id AND i.phase = 'intent' \
               AND NOT EXISTS (SELECT 1 FROM attempt n WHERE n.enquiry = e.id \
                               AND n.phase = 'intent' AND n.number > i.number) \
             LEFT JOIN attempt o ON o.enquiry = e.id AND o.phase = 'outcome' AND o.number = i.number \
             WHERE e.id BETWEEN $1 AND $2 ORDER BY e.id",
        )
        .bind(low)
        .bind(high)
        .fetch(&self.store.pool);
        let mut cases = Vec::new();
        while let Some(row) = rows.try_next().await.map_err(|e| self.store.error(&e))? {
            cases.push(Case {
                enquiry: self.enquiry_from(&row),
                last_attempt: last_attempt(&row),
                replies: Vec::new(),
                codings: Vec::new(),
            });
        }
        Ok(cases)
    }

    /// The replies of a range of enquiries, each list in order of arrival. A message that was
    /// delivered more than once, to two mailboxes or folders, is there once, as it came first: raw
    /// bytes differ by what each way added to the header, but sender, the sender's time and text do
    /// not.
    async fn replies(&self, low: u32, high: u32) -> Result<HashMap<u32, Vec<Reply>>> {
        let rows = sqlx::query(
            "SELECT r.enquiry, r.inbound, r.kind, r.tied_by, r.answered_at, r.time_source, r.text, \
             r.sender, r.date_header, r.decision, p.greeting_by_name, p.agent_named, p.links, p.questions \
             FROM reading r JOIN response p ON p.id = r.response WHERE r.enquiry BETWEEN $1 AND $2 \
             ORDER BY r.enquiry, r.answered_at NULLS LAST, r.inbound",
        )
        .bind(low)
        .bind(high)
        .fetch_all(&self.store.pool)
        .await
        .map_err(|e| self.store.error(&e))?;
        let mut replies: HashMap<u32, Vec<Reply>> = HashMap::new();
        // What was delivered before, with its place in its list and whether a person decided on it.
        let mut seen: HashMap<(u32, &str, i64, &str), (usize, bool)> = HashMap::new();
        for row in &rows {
            let (enquiry, at): (u32, Option<i64>) = (row.get(0), row.get(4));
            let decided = row.get::<Option<i64>, _>(9).is_some();
            let reply = Reply {
                inbound: row.get(1),
                // Written by `respond` from the same types.
                kind: Kind::parse(row.get(2)).unwrap_or(Kind::Unrelated),
                tied_by: row.get::<Option<&str>, _>(3).and_then(TiedBy::parse),
                answered_at: at.map(moment),
                answered_at_source: row.get::<Option<&str>, _>(5).and_then(TimeSource::parse),
                text: row.get(6),
                features: Features {
                    greeting_by_name: row.get(10),
                    agent_named: row.get(11),
                    links: list(row.get(12)),
                    questions: list(row.get(13)),
                },
            };
            let list = replies.entry(enquiry).or_default();
            let date: Option<i64> = row.get(8);
            let Some(date) = date else {
                list.push(reply);
                continue;
            };
            match seen.entry((enquiry, row.get(7), date, row.get(6))) {
                Entry::Vacant(first) => {
                    first.insert((list.len(), decided));
                    list.push(reply);
                }
                // A person may have looked at the later of two deliveries.
                Entry::Occupied(mut first) if decided && !first.get().1 => {
                    first.get_mut().1 = true;
                    let kept = &mut list[first.get().0];
                    (kept.kind, kept.tied_by) = (reply.kind, reply.tied_by);
                }
                Entry::Occupied(_) => {}
            }
        }
        Ok(replies)
    }

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
