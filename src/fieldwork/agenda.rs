//! What is left to do in a wave, by channel, and the pace that all channels share.

use super::Pace;
use crate::error::Result;
use crate::model::{AttemptResult, Channel, LastAttempt, Study};
use crate::store::{Ledger, Pending};
use jiff::Timestamp;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The contacts that companies have had, whatever the channel: a company that got a mail this morning is
/// not to get a post this noon.
pub(super) type SharedPace<'s> = Rc<RefCell<Pace<'s>>>;

/// What a wave's ledger leaves to be done, read once for all channels.
pub struct Agenda<'s> {
    pub(super) pace: SharedPace<'s>,
    pending: BTreeMap<Channel, Vec<Pending>>,
}

impl<'s> Agenda<'s> {
    /// Reads from the ledger every enquiry on an offered channel, and notes the contacts that were made.
    pub async fn read(study: &'s Study, ledger: &Ledger) -> Result<Self> {
        let mut pace = Pace::new(study)?;
        let mut pending: BTreeMap<Channel, Vec<Pending>> = BTreeMap::new();
        for enquiry in ledger.progress().await? {
            if let Some(last) = &enquiry.last_attempt
                && is_contact(last)
            {
                pace.record(enquiry.enquiry.company, last.intended_at);
            }
            pending
                .entry(enquiry.enquiry.channel)
                .or_default()
                .push(enquiry);
        }
        Ok(Self {
            pace: Rc::new(RefCell::new(pace)),
            pending,
        })
    }

    /// The enquiries of a channel that was not taken yet.
    pub(super) fn of(&self, channel: Channel) -> &[Pending] {
        self.pending.get(&channel).map_or(&[], Vec::as_slice)
    }

    /// When the companies of a channel were contacted, as far as anybody knows.
    pub(super) fn made(&self, channel: Channel) -> Vec<Timestamp> {
        let last = self
            .of(channel)
            .iter()
            .filter_map(|p| p.last_attempt.as_ref());
        last.filter(|last| is_contact(last))
            .map(|last| last.intended_at)
            .collect()
    }

    /// The enquiries of a channel, in plan order. Each channel can be taken once.
    pub(super) fn take(&mut self, channel: Channel) -> Vec<Pending> {
        self.pending.remove(&channel).unwrap_or_default()
    }
}

/// Whether an attempt was not made, and is left to a person.
const fn is_left(result: AttemptResult) -> bool {
    matches!(result, AttemptResult::Skipped | AttemptResult::HandedOver)
}

/// Whether the company may have seen an attempt, so that it counts as a contact.
fn is_contact(last: &LastAttempt) -> bool {
    !last
        .outcome
        .is_some_and(|(_, result)| result.may_retry() || is_left(result))
}
