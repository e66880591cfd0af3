//! What may go wrong on demand, as plain data: the servers look up what they are to do to the nth
//! thing that happens. All counts are from 1.

use super::chance::Chance;
use jiff::SignedDuration;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

/// Faults of the servers. The default is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    /// Messages that are taken, but whose sender sees the connection break instead of the reply.
    pub silence_after_data: BTreeSet<u64>,
    /// Messages that are thrown away as the connection breaks, before the end of DATA is read.
    pub break_before_data: BTreeSet<u64>,
    /// Announced recipients (RCPT) that are deferred with 451.
    pub defer_recipient: BTreeSet<u64>,
    /// Messages that are deferred with 451 after the end of DATA, and not taken.
    pub defer_message: BTreeSet<u64>,
    /// Connections that are greeted with 421.
    pub refuse_connection: BTreeSet<u64>,
    /// Bodies fetched over IMAP (or headers) in whose midst the connection breaks.
    pub break_fetch: BTreeSet<u64>,
    /// Delivered messages that lie in INBOX and in Junk.
    pub deliver_twice: BTreeSet<u64>,
    /// Delivered messages of which INBOX has a copy that came by way of another mailbox, a minute and a
    /// half later and with a trace of its own; the first one lies in Junk.
    pub forward_copy: BTreeSet<u64>,
    /// What companies write into Date, and into what they stamp themselves, is wrong by so much.
    pub forged_date: SignedDuration,
    /// A message that is copied to another mailbox gets the moment of copying as its INTERNALDATE, as
    /// some servers have it.
    pub copy_takes_new_date: bool,
    /// After so many deliveries all mailboxes get a new UIDVALIDITY and new UIDs.
    pub new_uid_validity_after: Option<u64>,
    /// INTERNALDATE is wrong by so much.
    pub internal_date_shift: SignedDuration,
}

impl Faults {
    /// Some of each of the faults that a wave must survive, spread by the seed over the first `n`
    /// things that happen.
    #[must_use]
    pub fn seeded(seed: u64, n: u64) -> Self {
        let mut chance = Chance::of(seed, &["faults"]);
        let mut some = |count: u64| -> BTreeSet<u64> {
            let most = i64::try_from(n.max(1)).unwrap_or(i64::MAX);
            (0..count)
                .filter_map(|_| u64::try_from(chance.between(1, most)).ok())
                .collect()
        };
        Self {
            silence_after_data: some(n / 50 + 1),
            break_before_data: some(n / 50 + 1),
            defer_recipient: some(n / 20 + 1),
            defer_message: some(n / 50 + 1),
            refuse_connection: BTreeSet::from([2]),
            break_fetch: some(n / 50 + 1),
            deliver_twice: some(n / 30 + 1),
            new_uid_validity_after: Some(n / 2),
            ..Self::default()
        }
    }
}

/// How often each thing has happened.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub connections: Counter,
    pub recipients: Counter,
    pub messages: Counter,
    pub fetches: Counter,
    pub deliveries: Counter,
}

/// Counts from 1.
#[derive(Debug, Default)]
pub(super) struct Counter(AtomicU64);

impl Counter {
    /// The number of the thing that happens now.
    pub(super) fn next(&self) -> u64 {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeded_faults_are_the_same_for_the_same_seed_and_within_range() {
        let faults = Faults::seeded(4, 200);
        assert_eq!(faults, Faults::seeded(4, 200));
        assert_ne!(faults, Faults::seeded(5, 200));
        for set in [
            &faults.silence_after_data,
            &faults.break_before_data,
            &faults.defer_recipient,
            &faults.defer_message,
            &faults.break_fetch,
            &faults.deliver_twice,
        ] {
            assert!(!set.is_empty() && set.iter().all(|n| (1..=200).contains(n)));
        }
        let counter = Counter::default();
        assert_eq!((counter.next(), counter.next()), (1, 2));
    }
}
