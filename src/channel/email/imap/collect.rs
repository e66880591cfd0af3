//! Everything new in a mailbox, batch by batch.

use super::response::{Fetched, Said, Status};
use super::session::{Failure, Session};
use crate::clock::Clock;
use crate::error::Result;
use crate::model::{Cursor, Inbound, Place};
use std::collections::VecDeque;
use std::ops::Range;

/// Messages that one FETCH asks for, at most; and the length of its set. RFC 7162, section 4 asks
/// clients to keep commands under 8,192 bytes.
const FETCH_COUNT: usize = 500;
const FETCH_LENGTH: usize = 4000;

/// FETCH commands that are under way at a time: while one batch is stored the server gets on with
/// the next.
const UNDER_WAY: usize = 2;

/// What is handed over at a time: so many messages, or so many bytes and the message that went
/// over.
const BATCH_COUNT: usize = 500;
const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// What a collection brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collected {
    /// Messages handed over.
    pub messages: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Whether the mailbox was made anew since the cursor was written, so that everything in it
    /// was fetched again.
    pub uid_validity_changed: bool,
    /// What was out of order, a sentence each: messages that the server names but does not give,
    /// messages that were cut off, responses that are no IMAP.
    pub problems: Vec<String>,
}

/// Why a collection ended early.
pub enum Stopped {
    /// By the server.
    Server(Failure),
    /// By what takes the batches.
    Sink(crate::error::Error),
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Server(failure)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Awaited,
    /// Handed over, or about to be.
    Here,
    /// The server knows nothing of it any more.
    Gone,
    /// The server will not give it; it is asked for again next time.
    Withheld,
}

/// One collection under way.
pub struct Collection<'c, S> {
    /// The session, in which the mailbox is selected.
    pub session: &'c mut Session,
    /// The mailbox, as everything from it is labelled; `uid` does not matter.
    pub place: Place,
    /// Everything up to this UID has been collected before.
    pub after: u32,
    /// For `collected_at`.
    pub clock: &'c Clock,
    /// Takes the batches.
    pub sink: S,
    /// What there is to tell.
    pub collected: Collected,
}

struct Progress {
    uids: Vec<u32>,
    states: Vec<State>,
    /// All before this are settled.
    settled: usize,
    batch: Vec<Inbound>,
    batch_bytes: usize,
}

impl<S: AsyncFnMut(Vec<Inbound>, Cursor) -> Result<()>> Collection<'_, S> {
    /// Fetches everything after `after`. Returns the last UID up to which all is settled.
    pub async fn run(&mut self) -> Result<u32, Stopped> {
        let uids = self.search().await?;
        let mut progress = Progress {
            states: vec![State::Awaited; uids.len()],
            uids,
            settled: 0,
            batch: Vec::new(),
            batch_bytes: 0,
        };
        let fetched = match self.fetch(&mut progress).await {
            Ok(()) => self.fetch_missing(&mut progress).await,
            stopped => stopped,
        };
        // What did arrive is worth keeping, whatever happened then.
        if let Ok(()) | Err(Stopped::Server(_)) = fetched {
            self.hand_over(&mut progress).await?;
        }
        fetched.map(|()| self.settled(&progress))
    }

    /// The UIDs there are after `after`, in order. `n:*` means the last message also when n is
    /// past it (RFC 3501, section 6.4.8).
    async fn search(&mut self) -> Result<Vec<u32>, Failure> {
        let Some(first) = self.after.checked_add(1) else {
            return Ok(Vec::new());
        };
        let (after, mut uids, mut odd) = (self.after, Vec::new(), None);
        self.session
            .run(&format!("UID SEARCH UID {first}:*"), |said| match said {
                Said::Search(found) => uids.extend(found.into_iter().filter(|uid| *uid > after)),
                Said::Odd(text) => odd = Some(text),
                _ => {}
            })
            .await?;
        if let Some(text) = odd {
            // A list that cannot be read may have named messages; none may be passed over.
            return Err(Failure::Lost(format!("not IMAP: {text:?}")));
        }
        uids.sort_unstable();
        uids.dedup();
        Ok(uids)
    }

    async fn fetch(&mut self, progress: &mut Progress) -> Result<(), Stopped> {
        let mut waiting: VecDeque<_> = sets(&progress.uids).into();
        let mut under_way = VecDeque::new();
        loop {
            while under_way.len() < UNDER_WAY
                && let Some(set) = waiting.pop_front()
            {
                let command = format!("UID FETCH {set} (UID INTERNALDATE BODY.PEEK[])");
                under_way.push_back(self.session.begin(&command).await?);
            }
            if under_way.is_empty() {
                return Ok(());
            }
            match self.session.next().await? {
                Said::Fetch(fetched) => self.keep(progress, fetched, None),
                // Also when it ends with NO, as when a message was removed in between: whatever
                // is missing is asked for again by itself.
                Said::Done(tag, _, _) => under_way.retain(|other| *other != tag),
                Said::Odd(text) => self.problem(&format!("not IMAP: {text:?}")),
                _ => {}
            }
            if progress.batch.len() >= BATCH_COUNT || progress.batch_bytes >= BATCH_BYTES {
                self.hand_over(progress).await?;
            }
        }
    }

    /// Asks for each message that did not come once more, by itself and for as little as possible.
    async fn fetch_missing(&mut self, progress: &mut Progress) -> Result<(), Stopped> {
        for at in 0..progress.uids.len() {
            if progress.states[at] != State::Awaited {
                continue;
            }
            let uid = progress.uids[at];
            let tag = self
                .session
                .begin(&format!("UID FETCH {uid} (UID BODY.PEEK[])"))
                .await?;
            let (status, text) = loop {
                match self.session.next().await? {
                    Said::Fetch(fetched) => self.keep(progress, fetched, Some(uid)),
                    Said::Done(done, status, text) if done == tag => break (status, text),
                    Said::Odd(text) => self.problem(&format!("not IMAP: {text:?}")),
                    _ => {}
                }
            };
            if progress.states[at] == State::Awaited {
                progress.states[at] = if status == Status::Ok {
                    self.problem(&format!("message {uid} was listed but is gone"));
                    State::Gone
                } else {
                    self.problem(&format!(
                        "message {uid} is not given out: {text}; it is asked for again next time"
                    ));
                    State::Withheld
                };
            }
            if progress.batch_bytes >= BATCH_BYTES {
                self.hand_over(progress).await?;
            }
        }
        Ok(())
    }

    /// Puts a message into the batch. `asked` is the only message asked for, should the response
    /// not say which it is.
    fn keep(&mut self, progress: &mut Progress, fetched: Fetched, asked: Option<u32>) {
        let (Some(uid), Some(body)) = (fetched.uid.or(asked), fetched.body) else {
            // News of a message's flags.
            return;
        };
        let Ok(at) = progress.uids.binary_search(&uid) else {
            return;
        };
        if progress.states[at] == State::Here {
            return;
        }
        progress.states[at] = State::Here;
        if body.bytes.len() as u64 != body.length {
            let (kept, length) = (body.bytes.len(), body.length);
            self.problem(&format!(
                "message {uid} has {length} bytes; the first {kept} are kept"
            ));
        }
        progress.batch_bytes += body.bytes.len();
        progress.batch.push(Inbound {
            place: Place {
                uid,
                ..self.place.clone()
            },
            internal_date: fetched.internal_date,
            collected_at: self.clock.now(),
            raw: body.bytes,
        });
    }

    async fn hand_over(&mut self, progress: &mut Progress) -> Result<(), Stopped> {
        let unsettled = |state: &State| matches!(state, State::Awaited | State::Withheld);
        progress.settled += progress.states[progress.settled..]
            .iter()
            .take_while(|state| !unsettled(state))
            .count();
        if progress.batch.is_empty() && self.settled(progress) == self.after {
            return Ok(());
        }
        self.collected.messages += progress.batch.len() as u64;
        self.collected.bytes += progress.batch_bytes as u64;
        progress.batch_bytes = 0;
        let cursor = Cursor {
            account: self.place.account.clone(),
            mailbox: self.place.mailbox.clone(),
            uid_validity: self.place.uid_validity,
            last_uid: self.settled(progress),
        };
        (self.sink)(std::mem::take(&mut progress.batch), cursor)
            .await
            .map_err(Stopped::Sink)
    }

    fn settled(&self, progress: &Progress) -> u32 {
        match progress.settled {
            0 => self.after,
            count => progress.uids[count - 1],
        }
    }

    fn problem(&mut self, text: &str) {
        // A server that speaks nonsense throughout need not fill memory with it.
        if self.collected.problems.len() < 1000 {
            let mailbox = &self.place.mailbox;
            self.collected.problems.push(format!("{mailbox}: {text}"));
        }
    }
}

/// Sets of UIDs, runs written as ranges, none with more messages or longer than allowed.
fn sets(uids: &[u32]) -> Vec<String> {
    let mut sets = Vec::new();
    let mut set = String::new();
    let mut count = 0;
    for run in runs(uids) {
        let mut from = run.start;
        while from < run.end {
            let to = run.end.min(from + FETCH_COUNT - count);
            if !set.is_empty() {
                set.push(',');
            }
            set.push_str(&uids[from].to_string());
            if to - from > 1 {
                set.push(':');
                set.push_str(&uids[to - 1].to_string());
            }
            count += to - from;
            from = to;
            if count == FETCH_COUNT || set.len() >= FETCH_LENGTH {
                sets.push(std::mem::take(&mut set));
                count = 0;
            }
        }
    }
    if !set.is_empty() {
        sets.push(set);
    }
    sets
}

/// The runs of UIDs without a gap, as ranges of positions.
fn runs(uids: &[u32]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in 0..uids.len() {
        match runs.last_mut() {
            Some(run) if uids[run.end - 1].checked_add(1) == Some(uids[at]) => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn runs_are_ranges() {
        assert_eq!(sets(&[]), Vec::<String>::new());
        assert_eq!(sets(&[1, 2, 3, 7, 9, 10]), ["1:3,7,9:10"]);
        let many: Vec<u32> = (1..=1200).collect();
        assert_eq!(sets(&many), ["1:500", "501:1000", "1001:1200"]);
        assert_eq!(sets(&[u32::MAX - 1, u32::MAX]), ["4294967294:4294967295"]);
    }

    proptest! {
        #[test]
        fn every_message_is_asked_for_once(uids in proptest::collection::btree_set(1_u32..9000, 0..2500)) {
            let uids: Vec<u32> = uids.into_iter().collect();
            let mut asked = BTreeSet::new();
            for set in sets(&uids) {
                prop_assert!(set.len() < FETCH_LENGTH + 30);
                let before = asked.len();
                for part in set.split(',') {
                    let (from, to) = part.split_once(':').unwrap_or((part, part));
                    for uid in from.parse::<u32>().unwrap()..=to.parse().unwrap() {
                        prop_assert!(asked.insert(uid));
                    }
                }
                prop_assert!(asked.len() - before <= FETCH_COUNT);
            }
            prop_assert_eq!(asked.into_iter().collect::<Vec<_>>(), uids);
        }
    }
}
