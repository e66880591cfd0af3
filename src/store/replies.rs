//! What came back to the enquiries, whole or as far as scoring needs it.

use super::Ledger;
use super::packed::lines;
use super::readings::list;
use super::waves::moment;
use crate::error::Result;
use crate::model::{Features, Kind, Reply, TiedBy, TimeSource};
use sqlx::Row;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

const REPLIES: &str = lines!(
    "reading WHERE enquiry BETWEEN $1 AND $2",
    "enquiry",
    "answered_at",
    "inbound",
    "date_header",
    "kind",
    "tied_by",
    "time_source"
);

impl Ledger {
    /// The replies of a range of enquiries, each list in order of arrival. A message that was
    /// delivered more than once, to two mailboxes or folders, is there once, as it came first: raw
    /// bytes differ by what each way added to the header, but sender, the sender's time and text do
    /// not.
    pub(super) async fn replies(&self, low: u32, high: u32) -> Result<HashMap<u32, Vec<Reply>>> {
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

    /// The same replies as [`Self::replies`] without text and features. Texts are read only where two messages to one
    /// enquiry were written at the same time, so that one may be the other, delivered twice.
    pub(super) async fn replies_to_score(
        &self,
        low: u32,
        high: u32,
    ) -> Result<HashMap<u32, Vec<Reply>>> {
        let text = self.store.lines(REPLIES, low, high).await?;
        let rows = self.store.read_lines(&text, |line| {
            let key: u32 = line.number()?;
            let at: Option<i64> = line.maybe().ok()?;
            let inbound: i64 = line.number()?;
            let date: Option<i64> = line.maybe().ok()?;
            // Without a time it comes last.
            let order = (key, at.is_none(), at, inbound);
            Some((order, date, line.word(), line.word(), line.word()))
        })?;
        let mut replies: HashMap<u32, Vec<Reply>> = HashMap::new();
        for list in rows.chunk_by(|a, b| a.0.0 == b.0.0) {
            let key = list[0].0.0;
            let dates = || list.iter().filter_map(|row| row.1);
            if dates()
                .enumerate()
                .any(|(nth, date)| dates().skip(nth + 1).any(|d| d == date))
            {
                for reply in self
                    .replies(key, key)
                    .await?
                    .remove(&key)
                    .unwrap_or_default()
                {
                    replies.entry(key).or_default().push(Reply {
                        text: String::new(),
                        features: Features::default(),
                        ..reply
                    });
                }
                continue;
            }
            let of = |row: &(_, _, &str, &str, &str)| {
                let (_, _, at, inbound): (u32, bool, Option<i64>, i64) = row.0;
                Reply {
                    inbound,
                    kind: Kind::parse(row.2).unwrap_or(Kind::Unrelated),
                    tied_by: TiedBy::parse(row.3),
                    answered_at: at.map(moment),
                    answered_at_source: TimeSource::parse(row.4),
                    text: String::new(),
                    features: Features::default(),
                }
            };
            replies.insert(key, list.iter().map(of).collect());
        }
        Ok(replies)
    }
}
