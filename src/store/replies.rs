//! What came back to the enquiries, whole or as far as scoring needs it.

use super::cases::Told;
use super::readers::{Cells, Reader};
use super::readings::list;
use super::waves::moment;
use crate::error::Result;
use crate::model::{Features, Kind, Reply, TiedBy, TimeSource};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// A message as it was delivered once.
struct Delivered {
    /// The key of the enquiry.
    key: u32,
    /// In order of arrival; without a time it comes last.
    order: (bool, i64, i64),
    /// What the sender's clock said.
    date: Option<i64>,
    sender: String,
    /// Whether a person decided on it.
    decided: bool,
    reply: Reply,
}

/// Of each column that both ways of reading have.
const COLUMNS: &str =
    "r.enquiry, r.inbound, r.kind, r.tied_by, r.answered_at, r.time_source, r.date_header";

/// The replies of a range of enquiries by their keys, each list in order of arrival. A message that was
/// delivered more than once, to two mailboxes or folders, is there once, as it came first: raw
/// bytes differ by what each way added to the header, but sender, the sender's time and text do
/// not.
///
/// To score, text and features are left out: texts are read only where two messages to one enquiry were written at
/// the same time, so that one may be the other, delivered twice.
pub(super) fn replies(
    reader: &Reader<'_>,
    keys: (u32, u32),
    told: Told,
) -> Result<Vec<(u32, Vec<Reply>)>> {
    let mut delivered = match told {
        Told::Whole => whole(reader, keys)?,
        Told::Scored => scored(reader, keys)?,
    };
    let order = |d: &Delivered| (d.key, d.order);
    if !delivered.is_sorted_by_key(order) {
        delivered.sort_unstable_by_key(order);
    }
    let mut replies = Vec::new();
    let mut delivered = delivered.into_iter().peekable();
    while let Some(first) = delivered.next() {
        let key = first.key;
        if delivered.peek().is_none_or(|next| next.key != key) {
            replies.push((key, vec![first.reply]));
            continue;
        }
        let mut list = vec![first];
        while let Some(more) = delivered.next_if(|more| more.key == key) {
            list.push(more);
        }
        if told == Told::Scored && any_at_one_time(&list) {
            list = whole(reader, (key, key))?;
            list.sort_unstable_by_key(order);
            let mut once = once_each(list);
            for reply in &mut once {
                (reply.text, reply.features) = Default::default();
            }
            replies.push((key, once));
        } else {
            replies.push((key, once_each(list)));
        }
    }
    Ok(replies)
}

fn whole(reader: &Reader<'_>, keys: (u32, u32)) -> Result<Vec<Delivered>> {
    let mut delivered = Vec::new();
    let select = format!(
        "SELECT {COLUMNS}, r.text, r.sender, r.decision, p.greeting_by_name, p.agent_named, p.links, p.questions"
    );
    each(
        reader,
        &select,
        "JOIN response p ON p.id = r.response",
        keys,
        |row| {
            let mut one = Delivered::read(&row)?;
            one.sender = row.get(8)?;
            one.decided = row.get::<Option<i64>>(9)?.is_some();
            one.reply.text = row.get(7)?;
            one.reply.features = Features {
                greeting_by_name: row.get(10)?,
                agent_named: row.get(11)?,
                links: list(row.text(12)?),
                questions: list(row.text(13)?),
            };
            delivered.push(one);
            Ok(())
        },
    )?;
    Ok(delivered)
}

fn scored(reader: &Reader<'_>, keys: (u32, u32)) -> Result<Vec<Delivered>> {
    let mut delivered = Vec::new();
    each(reader, &format!("SELECT {COLUMNS}"), "", keys, |row| {
        delivered.push(Delivered::read(&row)?);
        Ok(())
    })?;
    Ok(delivered)
}

/// Hands over what is read of a range of enquiries, in no order.
fn each(
    reader: &Reader<'_>,
    select: &str,
    join: &str,
    keys: (u32, u32),
    mut take: impl FnMut(Cells<'_>) -> Result<()>,
) -> Result<()> {
    for from in ["reading_undecided", "reading_decided"] {
        let query = format!("{select} FROM {from} r {join} WHERE r.enquiry BETWEEN ?1 AND ?2");
        reader.each(&query, keys, &mut take)?;
    }
    Ok(())
}

/// Whether two were written at the same moment.
fn any_at_one_time(list: &[Delivered]) -> bool {
    if list.len() < 2 {
        return false;
    }
    let mut seen = HashSet::new();
    list.iter()
        .filter_map(|d| d.date)
        .any(|date| !seen.insert(date))
}

/// Of messages to one enquiry, in order of arrival, what was delivered twice once.
fn once_each(list: Vec<Delivered>) -> Vec<Reply> {
    // Where each stands that is kept.
    let mut first: HashMap<(&str, i64, &str), usize> = HashMap::new();
    let mut again: Vec<(usize, usize)> = Vec::new();
    if any_at_one_time(&list) {
        for (at, one) in list.iter().enumerate() {
            let Some(date) = one.date else { continue };
            match first.entry((&one.sender, date, &one.reply.text)) {
                Entry::Vacant(place) => _ = place.insert(at),
                Entry::Occupied(place) => again.push((*place.get(), at)),
            }
        }
    }
    let mut list: Vec<(Option<Reply>, bool)> = list
        .into_iter()
        .map(|one| (Some(one.reply), one.decided))
        .collect();
    for (first, later) in again {
        let (reply, decided) = (list[later].0.take(), list[later].1);
        // A person may have looked at the later of two deliveries.
        if decided && !list[first].1 {
            list[first].1 = true;
            if let (Some(kept), Some(reply)) = (&mut list[first].0, reply) {
                (kept.kind, kept.tied_by) = (reply.kind, reply.tied_by);
            }
        }
    }
    list.into_iter().filter_map(|(reply, _)| reply).collect()
}

impl Delivered {
    /// What stands in [`COLUMNS`].
    fn read(row: &Cells<'_>) -> Result<Self> {
        let (at, inbound): (Option<i64>, i64) = (row.get(4)?, row.get(1)?);
        Ok(Self {
            key: row.get(0)?,
            order: (at.is_none(), at.unwrap_or_default(), inbound),
            date: row.get(6)?,
            sender: String::new(),
            decided: false,
            reply: Reply {
                inbound,
                // Written by `respond` from the same types.
                kind: Kind::parse(row.text(2)?).unwrap_or(Kind::Unrelated),
                tied_by: row.maybe_text(3)?.and_then(TiedBy::parse),
                answered_at: at.map(moment),
                answered_at_source: row.maybe_text(5)?.and_then(TimeSource::parse),
                text: String::new(),
                features: Features::default(),
            },
        })
    }
}
