//! Intake over the whole store again, when its rules have improved.

use super::collect::{SLICE, reading};
use super::known::Known;
use crate::error::Result;
use crate::model::{Decision, Response, Study};
use crate::store::Ledger;
use jiff::Timestamp;

/// How a run over the store went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reread {
    /// Messages that were read.
    pub messages: u64,
    /// Those that are read otherwise now.
    pub changed: u64,
}

/// What a run over the store tells on its way.
#[derive(Debug)]
pub enum News<'a> {
    /// So many messages have been read, of so many.
    Read(u64, u64),
    /// One of them is read otherwise.
    Changed(Change<'a>),
}

/// A message that is read otherwise than before.
#[derive(Debug)]
pub struct Change<'a> {
    /// What intake made of it before; `None` when it had not been read at all.
    pub before: Option<&'a Response>,
    /// What it makes of it now.
    pub now: &'a Response,
    /// What a person decided about it, which holds.
    pub decision: Option<&'a Decision>,
}

/// Reads every stored message again, in the order in which they came, and stores each reading that
/// differs from the newest one; with `dry_run` none. Tells every one of them to `each`. What people
/// decided stays in force. A second run changes nothing: a reading depends on the messages, on what
/// was sent, and on the rules alone.
///
/// # Errors
/// When the ledger fails, or what `each` returned; what was stored up to then stays.
pub async fn reread(
    study: &Study,
    ledger: &Ledger,
    own_mx: &[String],
    now: Timestamp,
    dry_run: bool,
    mut each: impl FnMut(News<'_>) -> Result<()>,
) -> Result<Reread> {
    let store = ledger.store();
    // What messages teach is learned anew, in the order in which they came: else what is read would
    // depend on what had been read before.
    let known = Known::new(study, ledger);
    let mut registers = known.untaught().await?;
    let decisions = store.decisions().await?;
    let all = store.messages_stored().await?;
    let mut reread = Reread::default();
    let mut after = 0;
    loop {
        let slice = store.stored(after, SLICE).await?;
        let Some(last) = slice.last() else {
            return Ok(reread);
        };
        after = last.id;
        reread.messages += slice.len() as u64;
        let keys: Vec<i64> = slice.iter().map(|m| m.id).collect();
        let before = store.responses(&keys).await?;
        let mut changed = Vec::new();
        for message in &slice {
            let fresh = reading(message, own_mx, &mut registers);
            if before.get(&message.id) != Some(&fresh) {
                changed.push(fresh);
            }
        }
        if !dry_run {
            store.respond(&changed, now).await?;
        }
        reread.changed += changed.len() as u64;
        for now in &changed {
            each(News::Changed(Change {
                before: before.get(&now.inbound),
                now,
                decision: decisions.get(&now.inbound),
            }))?;
        }
        each(News::Read(reread.messages, all))?;
    }
}
