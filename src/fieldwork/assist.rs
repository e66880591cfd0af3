//! What a person is to post, when the program may not: the texts that are due now, and what became of
//! those that were not posted by their time.

use super::agenda::Agenda;
use super::queue::Queue;
use crate::model::{AttemptResult, Enquiry, Network, SocialAccount, Study};
use crate::store::Pending;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

/// What is later than this is called late.
const GRACE: SignedDuration = SignedDuration::from_hours(1);

/// Where a post stands that a person is to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Its time has come.
    Due,
    /// Its time came more than an hour ago, and it may still be posted now.
    Late,
    /// Its time has passed, and spacing, caps or hours allow it only later.
    Moved,
    /// Its time is to come.
    Upcoming,
    /// It is not asked any more in this wave: a person said so, or there is no room left for it.
    Skipped,
}

/// One post that a person is to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// The ledger's key of the enquiry.
    #[serde(skip)]
    pub key: u32,
    /// The enquiry's name.
    pub enquiry_id: String,
    /// Where it is posted.
    pub network: Network,
    /// The company's name.
    pub company: String,
    /// The handle that is asked, without the `@`.
    pub handle: String,
    /// The exact text.
    pub text: String,
    /// An address that opens the network's own form with the text in it.
    pub link: String,
    /// Where it stands.
    pub state: TaskState,
    /// When it was planned for.
    pub due_at: Option<Timestamp>,
    /// From when on it may be posted, where that is not now.
    pub moved_to: Option<Timestamp>,
}

/// The posts of one network that a person makes in a wave.
pub struct Assist<'a> {
    study: &'a Study,
    account: &'a SocialAccount,
    queue: Queue<'a>,
    /// Those that a person decided not to make.
    skipped: Vec<Pending>,
    /// When posts were made on this account, in order of time.
    made: Vec<Timestamp>,
}

impl<'a> Assist<'a> {
    /// Takes the account's channel from the agenda.
    #[must_use]
    pub fn new(study: &'a Study, account: &'a SocialAccount, agenda: &mut Agenda<'a>) -> Self {
        let channel = account.network.channel();
        let mut made = agenda.made(channel);
        let mut pending = agenda.take(channel);
        made.sort_unstable();
        let skipped = pending
            .extract_if(.., |p| result(p) == Some(AttemptResult::Skipped))
            .collect();
        let untouched = |p: &Pending| match result(p) {
            None if p.last_attempt.is_none() => p.enquiry.due_at,
            Some(result) if result.may_retry() => p.enquiry.due_at,
            _ => None,
        };
        Self {
            study,
            account,
            queue: Queue::new(agenda.pace.clone(), pending, untouched),
            skipped,
            made,
        }
    }

    /// When there is something to post next.
    #[must_use]
    pub fn next(&self) -> Option<Timestamp> {
        self.queue.first().map(|(at, _)| at)
    }

    /// Hands out what is to be posted now, each once: those who take it are taken to post it, so it counts
    /// as a contact from now on.
    pub fn hand_out(&mut self, now: Timestamp) -> Vec<Task> {
        let room = self.room(now);
        let slots = self.queue.take_due(now, room);
        self.made.extend(slots.iter().map(|_| now));
        slots.iter().map(|slot| self.task(*slot, now)).collect()
    }

    /// Every post that is not made yet: what is due now, then what is not, in the order of time. Nothing
    /// is handed out by looking.
    #[must_use]
    pub fn tasks(mut self, now: Timestamp) -> Vec<Task> {
        let room = self.room(now);
        let due = self.queue.take_due(now, room);
        let mut tasks: Vec<Task> = due.iter().map(|slot| self.task(*slot, now)).collect();
        for (at, slot) in self.queue.waiting() {
            let mut task = self.task(slot, now);
            task.state = if task.due_at.is_some_and(|due| due <= now) {
                TaskState::Moved
            } else {
                TaskState::Upcoming
            };
            // What only the account's own cap keeps back waits for tomorrow.
            let tomorrow = || self.tomorrow(now);
            let moved_to = if at > now { Some(at) } else { tomorrow() };
            task.moved_to = moved_to.filter(|_| task.state == TaskState::Moved);
            tasks.push(task);
        }
        for pending in self
            .queue
            .missed
            .iter()
            .map(|slot| &self.queue.pending[*slot])
            .chain(&self.skipped)
        {
            let mut task = self.described(pending);
            task.state = TaskState::Skipped;
            tasks.push(task);
        }
        tasks.sort_by(|a, b| {
            (a.state, a.moved_to, a.due_at, a.key).cmp(&(b.state, b.moved_to, b.due_at, b.key))
        });
        tasks
    }

    /// How many posts the account may make on the day of `now`.
    fn room(&self, now: Timestamp) -> usize {
        let zone = self.zone();
        let day = now.to_zoned(zone.clone()).date();
        let today = self
            .made
            .iter()
            .rev()
            .take_while(|at| at.to_zoned(zone.clone()).date() == day)
            .count();
        (self.account.daily_cap as usize).saturating_sub(today)
    }

    fn tomorrow(&self, now: Timestamp) -> Option<Timestamp> {
        let local = now.to_zoned(self.zone());
        let start = local.tomorrow().ok()?.start_of_day().ok()?;
        Some(start.timestamp())
    }

    fn zone(&self) -> TimeZone {
        TimeZone::get(&self.study.timezone).unwrap_or(TimeZone::UTC)
    }

    fn task(&self, slot: usize, now: Timestamp) -> Task {
        let mut task = self.described(&self.queue.pending[slot]);
        let late = task
            .due_at
            .is_some_and(|due| now.duration_since(due) > GRACE);
        task.state = if late {
            TaskState::Late
        } else {
            TaskState::Due
        };
        task
    }

    fn described(&self, pending: &Pending) -> Task {
        let enquiry: &Enquiry = &pending.enquiry;
        let text = enquiry.post(self.study);
        Task {
            key: pending.key,
            enquiry_id: enquiry.id(self.study),
            network: self.account.network,
            company: enquiry.company(self.study).name.clone(),
            handle: enquiry.first_handle(self.study).to_owned(),
            link: intent(self.account, &text),
            text,
            state: TaskState::Due,
            due_at: enquiry.due_at,
            moved_to: None,
        }
    }
}

fn result(pending: &Pending) -> Option<AttemptResult> {
    let (_, result) = pending.last_attempt.as_ref()?.outcome?;
    Some(result)
}

/// The address that opens a network's own form with a text in it. A network on this machine, such as the
/// sandbox's, has its form at its interface.
fn intent(account: &SocialAccount, text: &str) -> String {
    let text = utf8_percent_encode(text, NON_ALPHANUMERIC);
    let api = account.api.trim_end_matches('/');
    if api.starts_with("http://") {
        return format!("{api}/intent/post?text={text}");
    }
    match account.network {
        Network::Twitter => format!("https://x.com/intent/post?text={text}"),
        Network::Bluesky => format!("https://bsky.app/intent/compose?text={text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SecretSource, SocialAuth, TransportKind};

    #[test]
    fn a_link_holds_the_text_byte_for_byte_and_leads_to_the_network() {
        let secret = || SecretSource::Env("X".to_owned());
        let mut account = SocialAccount {
            network: Network::Twitter,
            transport: TransportKind::Assisted,
            handle: "study".to_owned(),
            api: "https://api.x.com".to_owned(),
            auth: SocialAuth::OAuth1 {
                consumer_key: secret(),
                consumer_secret: secret(),
                token: secret(),
                token_secret: secret(),
            },
            daily_cap: 50,
            spending: None,
        };
        let link = |account: &SocialAccount| intent(account, "@acme caf\u{e9} & \"more\"?");
        let query = "text=%40acme%20caf%C3%A9%20%26%20%22more%22%3F";
        assert_eq!(link(&account), format!("https://x.com/intent/post?{query}"));
        account.api = "http://127.0.0.1:2180".to_owned();
        assert_eq!(
            link(&account),
            format!("http://127.0.0.1:2180/intent/post?{query}")
        );
        account.network = Network::Bluesky;
        account.api = "https://bsky.social".to_owned();
        assert_eq!(
            link(&account),
            format!("https://bsky.app/intent/compose?{query}")
        );
    }
}
