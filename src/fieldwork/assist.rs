//! What a person is to put to the companies, when the program may not or cannot: the texts that are due now,
//! and what became of those that were not put by their time.

use super::agenda::Agenda;
use super::queue::Queue;
use crate::model::{
    AttemptResult, Channel, Enquiry, Network, Particulars, SocialAccount, Study, TransportKind,
};
use crate::store::Pending;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::collections::HashMap;

/// What is later than this is called late.
const GRACE: SignedDuration = SignedDuration::from_hours(1);

/// Where something stands that a person is to put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Its time has come.
    Due,
    /// Its time came more than an hour ago, and it may still be put now.
    Late,
    /// Its time has passed, and spacing, caps or hours allow it only later.
    Moved,
    /// Its time is to come.
    Upcoming,
    /// It is not asked any more in this wave: a person said so, or there is no room left for it.
    Skipped,
}

/// One enquiry that a person is to put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// The ledger's key of the enquiry.
    #[serde(skip)]
    pub key: u32,
    /// The enquiry's name.
    pub enquiry_id: String,
    /// Where it is put.
    pub channel: Channel,
    /// The company's name.
    pub company: String,
    /// The handle that is asked, without the `@`, or the address of the page.
    pub contact: String,
    /// The exact text.
    pub text: String,
    /// An address that opens the network's own form with the text in it, or the page.
    pub link: String,
    /// What else a form asks for, by what it calls it, and what is to be given.
    pub fields: Vec<(&'static str, String)>,
    /// Why the program left it to a person; empty where a person does it in any case.
    pub why: String,
    /// Where it stands.
    pub state: TaskState,
    /// When it was planned for.
    pub due_at: Option<Timestamp>,
    /// From when on it may be posted, where that is not now.
    pub moved_to: Option<Timestamp>,
}

/// What a person puts, and how.
enum Work<'a> {
    /// Posts, from an account.
    Posts(&'a SocialAccount),
    /// Forms, searches or chats; with the reason for each that the program handed over.
    Web(HashMap<u32, String>),
}

/// What a person puts on one channel in a wave.
pub struct Assist<'a> {
    study: &'a Study,
    work: Work<'a>,
    queue: Queue<'a>,
    /// Those that a person decided not to put.
    skipped: Vec<Pending>,
    /// When posts were made on the account, in order of time.
    made: Vec<Timestamp>,
}

impl<'a> Assist<'a> {
    /// Takes the account's channel from the agenda.
    #[must_use]
    pub fn new(study: &'a Study, account: &'a SocialAccount, agenda: &mut Agenda<'a>) -> Self {
        let channel = account.network.channel();
        let mut made = agenda.made(channel);
        made.sort_unstable();
        let work = Work::Posts(account);
        Self::of(study, work, channel, agenda, made, untouched)
    }

    /// Takes a channel of the web from the agenda: every form that is still to be sent where a person sends
    /// them, else what the program handed over, with its reasons as [`crate::store::Ledger::handed_over`]
    /// has them.
    #[must_use]
    pub fn on_web(
        study: &'a Study,
        channel: Channel,
        reasons: HashMap<u32, String>,
        agenda: &mut Agenda<'a>,
    ) -> Self {
        let by_hand = is_by_hand(study, channel);
        let work = Work::Web(reasons);
        Self::of(
            study,
            work,
            channel,
            agenda,
            Vec::new(),
            |pending| match pending.last_attempt.as_ref().and_then(|l| l.outcome) {
                Some((at, AttemptResult::HandedOver)) => Some(at),
                _ if by_hand => untouched(pending),
                _ => None,
            },
        )
    }

    fn of(
        study: &'a Study,
        work: Work<'a>,
        channel: Channel,
        agenda: &mut Agenda<'a>,
        made: Vec<Timestamp>,
        when: impl Fn(&Pending) -> Option<Timestamp>,
    ) -> Self {
        let mut pending = agenda.take(channel);
        let skipped = pending
            .extract_if(.., |p| result(p) == Some(AttemptResult::Skipped))
            .collect();
        Self {
            study,
            work,
            queue: Queue::new(agenda.pace.clone(), pending, when),
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

    /// How many posts the account may make on the day of `now`; of forms a person may send as many as there
    /// are.
    fn room(&self, now: Timestamp) -> usize {
        let Work::Posts(account) = &self.work else {
            return usize::MAX;
        };
        let zone = self.zone();
        let day = now.to_zoned(zone.clone()).date();
        let today = self
            .made
            .iter()
            .rev()
            .take_while(|at| at.to_zoned(zone.clone()).date() == day)
            .count();
        (account.daily_cap as usize).saturating_sub(today)
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
        // What was handed over became a person's only then.
        let late = task.why.is_empty()
            && task
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
        let company = enquiry.company(self.study);
        let mut task = Task {
            key: pending.key,
            enquiry_id: enquiry.id(self.study),
            channel: enquiry.channel,
            company: company.name.clone(),
            contact: String::new(),
            link: String::new(),
            text: String::new(),
            fields: Vec::new(),
            why: String::new(),
            state: TaskState::Due,
            due_at: enquiry.due_at,
            moved_to: None,
        };
        match &self.work {
            Work::Posts(account) => {
                enquiry
                    .first_handle(self.study)
                    .clone_into(&mut task.contact);
                task.text = enquiry.post(self.study);
                task.link = intent(account, &task.text);
            }
            Work::Web(reasons) => {
                let asked = enquiry.particulars(self.study, &pending.token);
                let point = company.contact_point(enquiry.channel);
                point.unwrap_or_default().clone_into(&mut task.contact);
                task.link = task.contact.clone();
                task.why = reasons.get(&pending.key).cloned().unwrap_or_default();
                (task.text, task.fields) = if enquiry.channel == Channel::WebForm {
                    (asked.message.clone(), fields(asked))
                } else {
                    (asked.question.clone(), Vec::new())
                };
            }
        }
        task
    }
}

/// What a form may ask for beside the message; only what there is an answer to.
fn fields(asked: Particulars) -> Vec<(&'static str, String)> {
    [
        ("name", asked.full_name),
        ("email", asked.email),
        ("subject", asked.subject),
        ("phone", asked.phone),
        ("street", asked.street),
        ("postcode", asked.postcode),
        ("town", asked.city),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

/// Whether a person puts everything on a channel of the web.
#[must_use]
pub fn is_by_hand(study: &Study, channel: Channel) -> bool {
    channel == Channel::WebForm && study.web.forms.transport == TransportKind::Assisted
}

/// When an enquiry is to be put that nobody has put, and of which nothing is in doubt.
fn untouched(pending: &Pending) -> Option<Timestamp> {
    match result(pending) {
        None if pending.last_attempt.is_none() => pending.enquiry.due_at,
        Some(result) if result.may_retry() => pending.enquiry.due_at,
        _ => None,
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
