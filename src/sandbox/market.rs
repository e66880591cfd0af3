//! The market: takes what the shopper submits, lets the companies react at their time, and writes
//! down what really happened.

use super::behaviour::Behaviour;
use super::calibration::figures;
use super::chance::Chance;
use super::compose::{Asked, compose};
use super::conduct::{Conduct, Reception};
use super::faults::{Faults, Tally};
use super::letter::said;
use super::mailbox::{Flags, INBOX, JUNK, Mailboxes};
use super::mime::date_header;
use super::policies::Room;
use super::posts::{PostConduct, Record, Utterance};
use super::submission::{Read, Wordings, read};
use super::timeline::{Arrival, Step, timeline};
use super::web::{ChatConduct, Line, Matter, Opened, SiteConduct, SiteProfile};
use crate::clock::Clock;
use crate::model::{Channel, Enquiry, Study};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How a market differs from the usual one.
#[derive(Debug, Clone, Default)]
pub struct Scenario {
    /// What will be asked; then the quotas of social networks are those of these enquiries, see
    /// [`Behaviour::of_plan`]. `None` is everything that the design may put.
    pub plan: Option<Vec<Enquiry>>,
    /// Conducts that stand in place of the drawn ones: company, question (indices), conduct.
    pub conducts: Vec<(u32, u32, Conduct)>,
    /// Conducts about posts that stand in place of the drawn ones: channel, company, question, conduct.
    pub post_conducts: Vec<(Channel, u32, u32, PostConduct)>,
    /// Conducts about what comes by contact form that stand in place of the drawn ones.
    pub form_conducts: Vec<(u32, u32, Conduct)>,
    /// What comes of questions in chats in place of what was drawn: company, question, conduct.
    pub chat_conducts: Vec<(u32, u32, ChatConduct)>,
    /// Sites that stand in place of the drawn ones.
    pub sites: Vec<(u32, SiteProfile)>,
    /// What stands on a site about a question in place of what was drawn: company, question, conduct.
    pub site_conducts: Vec<(u32, u32, SiteConduct)>,
    /// Receptions that stand in place of the drawn ones.
    pub receptions: Vec<(u32, Reception)>,
    /// What goes wrong with the servers.
    pub faults: Faults,
    /// The password of the user `shopper`; `None` is `sandbox`.
    pub password: Option<String>,
}

/// The simulated market of a study.
pub struct Market {
    pub(super) study: Arc<Study>,
    pub(super) clock: Clock,
    pub(super) mailboxes: Mailboxes,
    pub(super) faults: Faults,
    pub(super) tally: Tally,
    pub(super) password: String,
    pub(super) seed: u64,
    pub(super) speedup: f64,
    pub(super) behaviour: Behaviour,
    pub(super) wordings: Wordings,
    /// Companies by their address, in lower case.
    addresses: HashMap<String, Vec<u32>>,
    company_domains: HashSet<String>,
    own_domains: HashSet<String>,
    zones: HashMap<String, TimeZone>,
    state: Mutex<State>,
}

/// The login name of the sandbox's one account.
pub const USER: &str = "shopper";
/// Its password, or its bearer token.
pub const PASSWORD: &str = "sandbox";

#[derive(Default)]
struct State {
    records: HashMap<(Channel, u32, u32), Record>,
    /// The enquiries that arrived, the last one of each question.
    asked: HashMap<(Channel, u32, u32), Arc<Asked>>,
    /// Senders that each company's server refused.
    refused: HashMap<u32, BTreeSet<String>>,
    /// When each company's server first heard of a sender.
    greylist: HashMap<(u32, String), Timestamp>,
    /// By moment, then in an order that does not depend on which connection was faster.
    agenda: BTreeMap<(Timestamp, Channel, u32, u32, u32, u8), Due>,
    /// The pages that were read on each company's site.
    opened: HashMap<u32, Vec<Opened>>,
    duplicates: usize,
    unmatched: usize,
    dropped: usize,
}

/// Of so many pages that were read on a site it is known when.
const MOST_OPENED: usize = 100_000;

struct Due {
    asked: Arc<Asked>,
    step: Step,
    junk: bool,
}

/// What the announcement of a recipient meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Welcome,
    NoSuchMailbox,
    NoSuchDomain,
    TryLater,
}

impl Market {
    /// The market of a study, with behaviour drawn from the seed. `speedup` divides every delay of the
    /// companies: 1 under simulated time, more to watch a wave go by.
    #[must_use]
    pub fn new(study: Arc<Study>, seed: u64, clock: Clock, speedup: f64) -> Arc<Self> {
        Self::with(study, seed, clock, speedup, Scenario::default())
    }

    /// The same, but different in what the scenario says.
    #[must_use]
    pub fn with(
        study: Arc<Study>,
        seed: u64,
        clock: Clock,
        speedup: f64,
        scenario: Scenario,
    ) -> Arc<Self> {
        let mut behaviour = match &scenario.plan {
            Some(plan) => Behaviour::of_plan(&study, seed, plan),
            None => Behaviour::new(&study, seed),
        };
        for (company, question, conduct) in scenario.conducts {
            behaviour.set_conduct(company, question, conduct);
        }
        for (channel, company, question, conduct) in scenario.post_conducts {
            behaviour.set_post_conduct(channel, company, question, conduct);
        }
        for (company, question, conduct) in scenario.form_conducts {
            behaviour.set_form_conduct(company, question, conduct);
        }
        for (company, question, conduct) in scenario.chat_conducts {
            behaviour.set_chat_conduct(company, question, conduct);
        }
        for (company, site) in scenario.sites {
            behaviour.set_site(company, site);
        }
        for (company, question, conduct) in scenario.site_conducts {
            behaviour.set_site_conduct(company, question, conduct);
        }
        for (company, reception) in scenario.receptions {
            behaviour.set_reception(company, reception);
        }
        let mut addresses: HashMap<String, Vec<u32>> = HashMap::new();
        let mut zones = HashMap::new();
        for (index, company) in (0..).zip(&study.panel) {
            if let Some(address) = company.contact_point(Channel::Email) {
                addresses
                    .entry(address.trim().to_lowercase())
                    .or_default()
                    .push(index);
            }
            let zone = company.timezone.as_ref().unwrap_or(&study.timezone);
            if !zones.contains_key(zone) {
                let found = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
                zones.insert(zone.clone(), found);
            }
        }
        let company_domains = addresses
            .keys()
            .filter_map(|a| Some(a.rsplit_once('@')?.1.to_owned()))
            .collect();
        let own_domains = study
            .personas
            .iter()
            .map(|p| p.domain().to_lowercase())
            .collect();
        // Some number that is not 1, so that nobody takes it for granted.
        let validity = Chance::of(seed, &["uidvalidity"]).between(1_000_000, 2_000_000_000);
        Arc::new(Self {
            wordings: Wordings::new(study.clone()),
            mailboxes: Mailboxes::new(u32::try_from(validity).unwrap_or(1)),
            password: scenario.password.unwrap_or_else(|| PASSWORD.to_owned()),
            faults: scenario.faults,
            tally: Tally::default(),
            state: Mutex::new(State::default()),
            // A speed of nothing would never let anything happen.
            speedup: if speedup > 0.0 { speedup } else { 1.0 },
            study,
            clock,
            seed,
            behaviour,
            addresses,
            company_domains,
            own_domains,
            zones,
        })
    }

    /// How many questions arrived at a company that had got the same one before: each is a breach of
    /// law 1.
    #[must_use]
    pub fn duplicates(&self) -> usize {
        self.lock().duplicates
    }

    /// How many messages arrived at a company in which none of its questions was found.
    #[must_use]
    pub fn unmatched(&self) -> usize {
        self.lock().unmatched
    }

    /// What the companies do: the drawn behaviour with the scenario's changes.
    #[must_use]
    pub fn behaviour(&self) -> &Behaviour {
        &self.behaviour
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn record(&self, channel: Channel, company: u32, question: u32) -> Option<Record> {
        self.lock()
            .records
            .get(&(channel, company, question))
            .cloned()
    }

    /// Notes for the truth that a question arrived at a company by a post. Returns how often it has now,
    /// from 1: each time but the first is a breach of law 1.
    pub fn post_arrived(&self, channel: Channel, company: u32, question: u32) -> u32 {
        let mut state = self.lock();
        let record = state
            .records
            .entry((channel, company, question))
            .or_default();
        record.arrivals += 1;
        let nth = record.arrivals;
        state.duplicates += usize::from(nth > 1);
        nth
    }

    /// Notes for the truth that a post arrived at a company in which none of its questions was found.
    pub fn post_unmatched(&self) {
        self.lock().unmatched += 1;
    }

    /// Notes for the truth what was just posted about a question; a bystander's post changes nothing.
    pub fn post_said(&self, channel: Channel, company: u32, question: u32, said: &Utterance) {
        let mut state = self.lock();
        state
            .records
            .entry((channel, company, question))
            .or_default()
            .note(said);
    }

    /// Notes for the truth what a page showed of a chat about a question.
    pub(super) fn chat_said(&self, company: u32, question: u32, line: &Line) {
        let at = whole_second(line.at);
        let mut state = self.lock();
        let record = state
            .records
            .entry((Channel::Chat, company, question))
            .or_default();
        match &line.matter {
            Matter::Talk => {}
            Matter::Holding => record.receipt = record.receipt.or(Some(at)),
            Matter::Redirect => record.redirect = record.redirect.or(Some(at)),
            Matter::Answer { correct, stance } => {
                if record.answer.is_none() {
                    record.answer = Some(at);
                    record.correct = *correct;
                    record.stance.clone_from(stance);
                }
            }
        }
    }

    /// Notes for the truth that a page was read on a company's site: which question was searched for, if any,
    /// and whose answers stand on the page.
    pub(super) fn visited(&self, company: u32, about: Option<u32>, answers: &[u32]) {
        let at = self.clock.now();
        let mut state = self.lock();
        let opened = state.opened.entry(company).or_default();
        if opened.len() < MOST_OPENED {
            opened.push(Opened {
                at,
                about,
                answers: answers.to_vec(),
            });
        }
    }

    /// The pages that were read on a company's site.
    pub(super) fn opened(&self, company: u32) -> Vec<Opened> {
        self.lock()
            .opened
            .get(&company)
            .cloned()
            .unwrap_or_default()
    }

    /// How many senders a company's server refused.
    pub(super) fn refusals(&self, company: u32) -> usize {
        self.lock().refused.get(&company).map_or(0, BTreeSet::len)
    }

    /// What the announcement of a recipient by a sender meets.
    pub(super) fn announce(&self, sender: &str, recipient: &str) -> Verdict {
        let recipient = recipient.to_lowercase();
        let domain = recipient.rsplit_once('@').map_or("", |(_, d)| d);
        if self.own_domains.contains(domain) {
            return Verdict::Welcome;
        }
        let Some(company) = self.addresses.get(&recipient).and_then(|c| c.first()) else {
            return if self.company_domains.contains(domain) {
                Verdict::NoSuchMailbox
            } else {
                Verdict::NoSuchDomain
            };
        };
        match self.behaviour.reception(*company) {
            Reception::Accepts => Verdict::Welcome,
            Reception::Refuses => {
                let mut state = self.lock();
                state
                    .refused
                    .entry(*company)
                    .or_default()
                    .insert(sender.to_lowercase());
                Verdict::NoSuchMailbox
            }
            Reception::Greylists => {
                let now = self.clock.now();
                let wait =
                    SignedDuration::try_from_secs_f64(60.0 / self.speedup).unwrap_or_default();
                let first = *self
                    .lock()
                    .greylist
                    .entry((*company, sender.to_lowercase()))
                    .or_insert(now);
                if now.duration_since(first) >= wait {
                    Verdict::Welcome
                } else {
                    Verdict::TryLater
                }
            }
        }
    }

    /// Takes a message for its recipients, all of whom were welcome. Returns the id under which it
    /// is queued.
    pub(super) fn submit(
        self: &Arc<Self>,
        sender: &str,
        recipients: &[String],
        raw: &[u8],
    ) -> String {
        let now = self.clock.now();
        let message = read(sender, raw);
        for recipient in recipients {
            match self.addresses.get(&recipient.to_lowercase()) {
                Some(companies) => {
                    self.arrive(Channel::Email, companies, recipient, &message, now);
                }
                None => self.deliver_to_self(sender, recipient, raw, now),
            }
        }
        let what = format!("{sender} {}", recipients.join(" "));
        Chance::of(self.seed, &["queue", &what, &message.message_id])
            .hex(10)
            .to_uppercase()
    }

    /// Mail from the shopper to the shopper: a test of the way.
    fn deliver_to_self(&self, sender: &str, recipient: &str, raw: &[u8], now: Timestamp) {
        let posted = super::compose::Posted {
            return_path: sender.to_owned(),
            delivered_to: vec![recipient.to_owned()],
            host: "localhost".to_owned(),
            ip: "127.0.0.1".to_owned(),
            queue_id: Chance::of(self.seed, &["self", sender, recipient]).hex(12),
            bytes: raw.to_vec(),
        };
        self.file(INBOX, posted.delivered(now), now);
    }

    /// A company took what was written into its contact form: it reacts by email to the address given there,
    /// if it finds one of its questions in it.
    pub(super) fn submit_form(self: &Arc<Self>, company: u32, message: &Read) {
        let Some(about) = self.study.panel.get(company as usize) else {
            return;
        };
        // Answers come from the address that the company publishes, else from one at its site's domain.
        let published = about.contact_point(Channel::Email).map(str::to_owned);
        let address = published.unwrap_or_else(|| {
            let site = about.site.as_deref().unwrap_or_default();
            let host = site.split("://").nth(1).unwrap_or_default();
            let host = host.split('/').next().unwrap_or_default();
            let domain = host.strip_prefix("www.").unwrap_or(host);
            format!(
                "customerservice@{}",
                if domain.is_empty() {
                    "company.example"
                } else {
                    domain
                }
            )
        });
        let now = self.clock.now();
        self.arrive(Channel::WebForm, &[company], &address, message, now);
    }

    /// Notes that a contact form thanked for what was thrown away.
    pub(super) fn dropped_form(&self) {
        self.lock().dropped += 1;
    }

    /// How many messages the companies' contact forms thanked for and threw away, since a field was filled in
    /// that no person sees: none of them arrived.
    #[must_use]
    pub fn dropped(&self) -> usize {
        self.lock().dropped
    }

    fn arrive(
        self: &Arc<Self>,
        channel: Channel,
        companies: &[u32],
        recipient: &str,
        message: &Read,
        now: Timestamp,
    ) {
        let Some((company, question)) = self.wordings.find(channel, companies, &message.body)
        else {
            self.lock().unmatched += 1;
            return;
        };
        let nth = {
            let mut state = self.lock();
            let record = state
                .records
                .entry((channel, company, question))
                .or_default();
            record.arrivals += 1;
            let nth = record.arrivals;
            state.duplicates += usize::from(nth > 1);
            nth
        };
        let asked = Arc::new(Asked {
            channel,
            company,
            question,
            nth,
            at: now,
            reply_name: message.reply_name.clone(),
            reply_to: message.reply_to.clone(),
            return_path: message.return_path.clone(),
            sent_to: recipient.to_owned(),
            subject: message.subject.clone(),
            message_id: message.message_id.clone(),
            body: message.body.clone(),
        });
        self.lock()
            .asked
            .insert((channel, company, question), asked.clone());
        let conduct = self.conduct_about(&asked);
        let study = &self.study;
        let who = &study.panel[company as usize];
        let mut chance = Chance::of(
            self.seed,
            &[
                "timeline",
                &study.wave.id,
                &who.id,
                &study.questions[question as usize].id,
                &asked.chance_word(),
            ],
        );
        let arrival = Arrival {
            at: now,
            closes: study.wave.closes(),
            speedup: self.speedup,
            figures: figures(&who.sector),
            zone: self
                .zones
                .get(who.timezone.as_ref().unwrap_or(&study.timezone))
                .cloned()
                .unwrap_or(TimeZone::UTC),
        };
        for (place, (at, step)) in (0_u8..).zip(timeline(conduct, &arrival, &mut chance)) {
            let due = Due {
                asked: asked.clone(),
                step,
                junk: conduct.junk,
            };
            self.lock()
                .agenda
                .insert((at, channel, company, question, nth, place), due);
            let market = self.clone();
            self.clock.at(at, Box::new(move |at| market.catch_up(at)));
        }
    }

    fn conduct_about(&self, asked: &Asked) -> &Conduct {
        if asked.channel == Channel::WebForm {
            self.behaviour.form_conduct(asked.company, asked.question)
        } else {
            self.behaviour.conduct(asked.company, asked.question)
        }
    }

    /// Lets everything happen that is due. At the first event of a moment everything of that moment
    /// happens, in the agenda's order: so it does not matter in which order it was put down.
    fn catch_up(&self, at: Timestamp) {
        loop {
            let due = {
                let mut state = self.lock();
                match state.agenda.first_entry() {
                    Some(entry) if entry.key().0 <= at => entry.remove(),
                    _ => return,
                }
            };
            self.happen(&due, at);
        }
    }

    fn happen(&self, due: &Due, at: Timestamp) {
        let asked = &due.asked;
        if matches!(due.step, Step::Bounce(_)) && asked.return_path.is_empty() {
            return;
        }
        let together = self
            .conduct_about(asked)
            .closes_too
            .filter(|_| matches!(due.step, Step::Answer(_)));
        let also = together.and_then(|other| {
            self.lock()
                .asked
                .get(&(asked.channel, asked.company, other.question))
                .cloned()
        });
        let forged = self.faults.forged_date;
        let both = (&**asked, also.as_deref());
        let mut posted = compose(&self.study, self.seed, both, &due.step, at, forged);
        let folder = if due.junk { JUNK } else { INBOX };
        if together.is_some_and(|other| other.delivered_for_each) {
            for one in std::mem::take(&mut posted.delivered_to) {
                posted.delivered_to = vec![one];
                self.file(folder, posted.delivered(at), at);
            }
        } else {
            self.file(folder, posted.delivered(at), at);
        }
        for asked in std::iter::once(asked).chain(&also) {
            self.write_down(asked, &due.step, at);
        }
    }

    /// Notes for the truth what an enquiry got.
    fn write_down(&self, asked: &Asked, step: &Step, at: Timestamp) {
        let at = whole_second(at);
        let mut state = self.lock();
        let record = state
            .records
            .entry((asked.channel, asked.company, asked.question))
            .or_default();
        match step {
            Step::Bounce(_) => {
                record.bounce.get_or_insert(at);
            }
            Step::Receipt(_) => {
                record.receipt.get_or_insert(at);
            }
            Step::Answer(answer) if record.answer.is_none() => {
                let said = said(
                    &self.study,
                    asked.company,
                    asked.question,
                    answer.content,
                    Room::Long,
                );
                record.answer = Some(at);
                record.correct = said.correct;
                record.stance = said.stance;
            }
            Step::Part(_) => {
                record.part.get_or_insert(at);
            }
            Step::Answer(_) | Step::Addition(_) | Step::Survey => {}
        }
    }

    /// Puts a message into a mailbox at a moment.
    fn file(&self, folder: &str, raw: Vec<u8>, at: Timestamp) {
        let date = whole_second(at)
            .checked_add(self.faults.internal_date_shift)
            .unwrap_or(at);
        let raw: Arc<[u8]> = raw.into();
        let nth = self.tally.deliveries.next();
        if self.faults.forward_copy.contains(&nth) {
            let copy = forwarded(&raw, whole_second(at) + SignedDuration::from_secs(90));
            self.mailboxes
                .deliver(INBOX, copy.into(), date, Flags::default());
            self.mailboxes.deliver(JUNK, raw, date, Flags::default());
            return;
        }
        self.mailboxes
            .deliver(folder, raw.clone(), date, Flags::default());
        if self.faults.deliver_twice.contains(&nth) {
            let other = if folder == INBOX { JUNK } else { INBOX };
            self.mailboxes.deliver(other, raw, date, Flags::default());
        }
        if self.faults.new_uid_validity_after == Some(nth) {
            self.mailboxes.renumber();
        }
    }
}

/// A message as it comes by way of another mailbox that passes it on to this one: the exchanger takes
/// it a second time.
fn forwarded(raw: &[u8], at: Timestamp) -> Vec<u8> {
    let text = String::from_utf8_lossy(raw);
    let exchanger = text
        .split_once("by mx.")
        .and_then(|(_, rest)| rest.split_whitespace().next())
        .unwrap_or("localhost");
    let mut copy = format!(
        "Return-Path: <archive@{exchanger}>\r\nDelivered-To: archive@{exchanger}\r\n\
         Received: from mx.{exchanger} (localhost [127.0.0.1])\r\n\tby mx.{exchanger} with LMTP id F0RWARD; {}\r\n",
        date_header(at, 0)
    )
    .into_bytes();
    copy.extend_from_slice(raw);
    copy
}

/// The second in which a moment lies: mail knows no finer time.
fn whole_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}
