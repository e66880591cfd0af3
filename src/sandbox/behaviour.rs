//! What each company does about each enquiry, drawn beforehand from the seed.
//!
//! Drawn by quota, not by the toss of a coin: in each sector exactly the wanted share is answered,
//! and the times to the answer take one rank from each slice of the distribution. So a wave of 1000
//! enquiries gives the study's totals back for any seed, while which company answers what, and how,
//! differs from seed to seed. Companies differ too: one that answers one question is likelier to
//! answer the next, in this wave and in another.

use super::calibration::figures;
use super::chance::Chance;
use super::conduct::{
    Answer, Bounce, BounceCause, Charset, Conduct, Content, Form, Quoting, Receipt, ReceiptKind,
    Reception, Sender, SubjectForm, Timing, Transfer,
};
use super::policies::{self, Desk};
use super::posts::{self, Accounts, PostConduct, Posting};
use super::web::{self, ChatConduct, ChatEnding, SiteConduct, SiteProfile, Sites};
use crate::model::{Channel, Enquiry, Network, Study};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Share of all enquiries to companies offering email that are answered past the cut-off.
const LATE: f64 = 0.02;
/// ... that get an acknowledgement only.
const RECEIPT_ONLY: f64 = 0.15;
/// ... that meet an absence notice only.
const AWAY_ONLY: f64 = 0.02;
/// ... that meet a full mailbox.
const MAILBOX_FULL: f64 = 0.006;
/// Share of the answers that are wrong, where a wrong answer is known and no policies are: where they are, it
/// follows from how few companies say the same everywhere.
const WRONG: f64 = 0.18;
/// Companies of 71 whose published address is dead, and whose server greylists.
const DEAD_OF_71: usize = 2;
const GREYLISTING_OF_71: usize = 3;

/// The conduct of every company of a study about every question of a wave.
pub struct Behaviour {
    conducts: HashMap<(u32, u32), Conduct>,
    /// What is done about what comes by contact form.
    forms: HashMap<(u32, u32), Conduct>,
    receptions: HashMap<u32, Reception>,
    /// Companies whose mail is taken and then reported undeliverable.
    bouncing: HashSet<u32>,
    /// What is done on social networks.
    posting: BTreeMap<Channel, Posting>,
    /// What stands on their sites.
    sites: Sites,
    seed: u64,
}

static NO_CHAT: ChatConduct = ChatConduct {
    ending: ChatEnding::Queue,
};

static NO_PAGE: SiteConduct = SiteConduct::NOTHING;

static NOTHING: PostConduct = PostConduct {
    notice: None,
    answer: None,
    instead: None,
    bystander: None,
    second: false,
};

/// One company of a sector, as the draw sees it.
struct Member {
    company: u32,
    /// How willing it is to answer, about 0 with a spread of about 1.
    will: f64,
    /// Whether its helpdesk sends receipts by itself.
    acknowledges: bool,
}

impl Behaviour {
    /// Draws the conduct of a study's companies about its questions, by email, on social networks and on their sites.
    /// Pure: the same study and seed give the same behaviour.
    #[must_use]
    pub fn new(study: &Study, seed: u64) -> Self {
        Self::draw(study, seed, None)
    }

    /// The same, but the quotas of social networks and of sites are those of the enquiries of a plan: so they come out
    /// exactly also where a design puts only some of its questions to each company. By email nothing differs.
    #[must_use]
    pub fn of_plan(study: &Study, seed: u64, plan: &[Enquiry]) -> Self {
        Self::draw(study, seed, Some(plan))
    }

    fn draw(study: &Study, seed: u64, plan: Option<&[Enquiry]>) -> Self {
        let sectors = members(study, seed, Channel::Email);
        let asked = |channel: Channel| -> Option<HashSet<(u32, u32)>> {
            let on = plan?.iter().filter(|e| e.channel == channel);
            Some(on.map(|e| (e.company, e.question)).collect())
        };
        let mut behaviour = Self {
            sites: web::draw(
                study,
                seed,
                asked(Channel::WebSearch).as_ref(),
                asked(Channel::Chat).as_ref(),
            ),
            conducts: HashMap::new(),
            forms: HashMap::new(),
            receptions: HashMap::new(),
            bouncing: HashSet::new(),
            posting: BTreeMap::new(),
            seed,
        };
        for channel in Network::ALL.map(Network::channel) {
            let posting = posts::draw(study, seed, channel, asked(channel).as_ref());
            behaviour.posting.insert(channel, posting);
        }
        behaviour.draw_addresses(seed, &sectors);
        for (sector, members) in &sectors {
            behaviour.draw_sector(study, seed, sector, members);
        }
        behaviour.forms = Self::draw_forms(study, seed);
        behaviour.settle(study);
        behaviour
    }

    /// Lets every answer say what the company's policy is, or what the desk that gives it takes for that: whether and
    /// when it is answered was drawn without regard to what is said.
    fn settle(&mut self, study: &Study) {
        let seed = self.seed;
        let settled = |desk, cell: &(u32, u32), content: &mut Content| {
            *content = policies::content(study, seed, desk, *cell, *content);
        };
        for (cell, conduct) in self.conducts.iter_mut().chain(&mut self.forms) {
            for answer in conduct.answer.iter_mut().chain(&mut conduct.part) {
                settled(Desk::Mail, cell, &mut answer.content);
            }
        }
        for posting in self.posting.values_mut() {
            for (cell, conduct) in &mut posting.conducts {
                if let Some(answer) = &mut conduct.answer {
                    settled(Desk::Social, cell, &mut answer.content);
                }
            }
        }
        for (cell, conduct) in &mut self.sites.conducts {
            if let Some(answer) = &mut conduct.answer {
                settled(Desk::Site, cell, &mut answer.content);
            }
        }
        for (cell, conduct) in &mut self.sites.chats {
            if let ChatEnding::BotAnswers(content) | ChatEnding::AgentAnswers { content, .. } =
                &mut conduct.ending
            {
                settled(Desk::Site, cell, content);
            }
        }
    }

    /// What companies do about what comes by their contact forms: as by email, but drawn on its own, and
    /// nothing is undeliverable. No study printed figures for forms.
    fn draw_forms(study: &Study, seed: u64) -> HashMap<(u32, u32), Conduct> {
        let seed = Chance::of(seed, &["web-form"]).below(usize::MAX) as u64;
        let mut behaviour = Self {
            conducts: HashMap::new(),
            forms: HashMap::new(),
            receptions: HashMap::new(),
            bouncing: HashSet::new(),
            posting: BTreeMap::new(),
            sites: Sites::default(),
            seed,
        };
        for (sector, members) in &members(study, seed, Channel::WebForm) {
            behaviour.draw_sector(study, seed, sector, members);
        }
        let mut conducts = behaviour.conducts;
        for conduct in conducts.values_mut() {
            conduct.bounce = None;
        }
        conducts
    }

    /// What a company does about a question, by their indices in the study. Silent where it was
    /// never to be asked.
    #[must_use]
    pub fn conduct(&self, company: u32, question: u32) -> &Conduct {
        self.conducts
            .get(&(company, question))
            .unwrap_or(&Conduct::SILENT)
    }

    /// What a company does about a question that came by its contact form; answers come by email.
    #[must_use]
    pub fn form_conduct(&self, company: u32, question: u32) -> &Conduct {
        self.forms
            .get(&(company, question))
            .unwrap_or(&Conduct::SILENT)
    }

    /// What a company's mail server does when a message is announced to it.
    #[must_use]
    pub fn reception(&self, company: u32) -> Reception {
        self.receptions
            .get(&company)
            .copied()
            .unwrap_or(Reception::Accepts)
    }

    /// What a company does about a question that is put to it in a post, by their indices in the study.
    /// Silent where it was never to be asked.
    #[must_use]
    pub fn post_conduct(&self, channel: Channel, company: u32, question: u32) -> &PostConduct {
        self.posting
            .get(&channel)
            .and_then(|p| p.conducts.get(&(company, question)))
            .unwrap_or(&NOTHING)
    }

    /// The accounts of a company on a network; `None` where it has none.
    #[must_use]
    pub fn accounts(&self, channel: Channel, company: u32) -> Option<&Accounts> {
        self.posting.get(&channel)?.accounts.get(&company)
    }

    /// The site of a company; `None` where it has no contact point on the web.
    #[must_use]
    pub fn site(&self, company: u32) -> Option<&SiteProfile> {
        self.sites.profiles.get(&company)
    }

    /// What stands on a company's site about a question, by their indices in the study.
    #[must_use]
    pub fn site_conduct(&self, company: u32, question: u32) -> &SiteConduct {
        self.sites
            .conducts
            .get(&(company, question))
            .unwrap_or(&NO_PAGE)
    }

    /// What comes of a question in a company's chat, by their indices in the study.
    #[must_use]
    pub fn chat_conduct(&self, company: u32, question: u32) -> &ChatConduct {
        self.sites
            .chats
            .get(&(company, question))
            .unwrap_or(&NO_CHAT)
    }

    /// Replaces what comes of a question in a company's chat: for scenarios.
    pub fn set_chat_conduct(&mut self, company: u32, question: u32, conduct: ChatConduct) {
        self.sites.chats.insert((company, question), conduct);
    }

    /// Replaces what is done about one question that came by contact form: for scenarios.
    pub fn set_form_conduct(&mut self, company: u32, question: u32, conduct: Conduct) {
        self.forms.insert((company, question), conduct);
    }

    /// Replaces a company's site: for scenarios.
    pub fn set_site(&mut self, company: u32, site: SiteProfile) {
        self.sites.profiles.insert(company, site);
    }

    /// Replaces what stands on a company's site about one question: for scenarios.
    pub fn set_site_conduct(&mut self, company: u32, question: u32, conduct: SiteConduct) {
        self.sites.conducts.insert((company, question), conduct);
    }

    /// The seed that it was drawn from.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// Replaces what is done about one question on a network: for scenarios.
    pub fn set_post_conduct(
        &mut self,
        channel: Channel,
        company: u32,
        question: u32,
        conduct: PostConduct,
    ) {
        if let Some(posting) = self.posting.get_mut(&channel) {
            posting.conducts.insert((company, question), conduct);
        }
    }

    /// Replaces the accounts of a company on a network: for scenarios.
    pub fn set_accounts(&mut self, channel: Channel, company: u32, accounts: Accounts) {
        if let Some(posting) = self.posting.get_mut(&channel) {
            posting.accounts.insert(company, accounts);
        }
    }

    /// Replaces the conduct about one question: for scenarios.
    pub fn set_conduct(&mut self, company: u32, question: u32, conduct: Conduct) {
        self.conducts.insert((company, question), conduct);
    }

    /// Replaces the reception of one company: for scenarios.
    pub fn set_reception(&mut self, company: u32, reception: Reception) {
        self.receptions.insert(company, reception);
    }

    fn draw_sector(&mut self, study: &Study, seed: u64, sector: &str, members: &[Member]) {
        let wave = study.wave.id.as_str();
        let mut cells: Vec<(&Member, u32, f64)> = Vec::new();
        let mut dead = Vec::new();
        for member in members {
            let company = &study.panel[member.company as usize];
            for (index, question) in (0..).zip(&study.questions) {
                if !question.is_for(sector) {
                    continue;
                }
                let mut chance = Chance::of(seed, &["will", wave, &company.id, &question.id]);
                let will = member.will + (chance.unit() - 0.5) * 4.0;
                if self.is_dead(member.company) {
                    dead.push((member.company, index));
                } else {
                    cells.push((member, index, will));
                }
            }
        }
        for (company, question) in &dead {
            if !self.bouncing.contains(company) {
                continue;
            }
            let mut chance = chance_for(study, seed, "bounce", *company, *question);
            let bounce = Bounce {
                cause: BounceCause::NoSuchMailbox,
                after: chance.between(1, 90),
            };
            self.set_conduct(
                *company,
                *question,
                Conduct {
                    bounce: Some(bounce),
                    ..Conduct::SILENT
                },
            );
        }
        let all = cells.len() + dead.len();
        let quota = |share: f64| whole(share * all as f64);
        cells.sort_by(|a, b| b.2.total_cmp(&a.2));
        let answered = quota(figures(sector).answered).min(cells.len());
        let rest = cells.split_off(answered);
        self.draw_answers(study, seed, sector, &cells);
        self.draw_rest(study, seed, rest, &quota);
    }

    /// Which addresses are dead and which servers greylist. A dead address belongs to the least
    /// willing company of a sector that can do without it.
    fn draw_addresses(&mut self, seed: u64, sectors: &BTreeMap<&str, Vec<Member>>) {
        let offering: usize = sectors.values().map(Vec::len).sum();
        let of_71 = |n: usize| whole(offering as f64 * n as f64 / 71.0);
        let mut expendable: Vec<(f64, u32)> = sectors
            .iter()
            .filter_map(|(sector, members)| {
                let needed = figures(sector).answered * members.len() as f64;
                let least = members.iter().min_by(|a, b| a.will.total_cmp(&b.will))?;
                (needed < (members.len() - 1) as f64 * 0.9).then_some((least.will, least.company))
            })
            .collect();
        expendable.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (nth, (_, company)) in expendable.into_iter().take(of_71(DEAD_OF_71)).enumerate() {
            if nth % 2 == 0 {
                self.set_reception(company, Reception::Refuses);
            } else {
                self.bouncing.insert(company);
            }
        }
        let mut alive: Vec<u32> = sectors.values().flatten().map(|m| m.company).collect();
        alive.retain(|c| !self.is_dead(*c));
        alive.sort_unstable();
        Chance::of(seed, &["greylisting"]).shuffle(&mut alive);
        for company in alive.into_iter().take(of_71(GREYLISTING_OF_71)) {
            self.set_reception(company, Reception::Greylists);
        }
    }

    fn is_dead(&self, company: u32) -> bool {
        self.bouncing.contains(&company) || self.reception(company) == Reception::Refuses
    }

    fn draw_answers(
        &mut self,
        study: &Study,
        seed: u64,
        sector: &str,
        cells: &[(&Member, u32, f64)],
    ) {
        let mut chance = Chance::of(seed, &["ranks", &study.wave.id, sector]);
        let mut slices: Vec<usize> = (0..cells.len()).collect();
        chance.shuffle(&mut slices);
        let mut verdicts: Vec<usize> = (0..cells.len()).collect();
        chance.shuffle(&mut verdicts);
        let wrong = whole(WRONG * cells.len() as f64);
        for ((member, question, _), (slice, verdict)) in
            cells.iter().zip(slices.into_iter().zip(verdicts))
        {
            let rank = (slice as f64 + chance.unit()) / cells.len() as f64;
            let mut own = chance_for(study, seed, "answer", member.company, *question);
            let answer = answer(&mut own, Timing::Within(rank), verdict < wrong);
            let receipt = receipt_before(&mut own, member.acknowledges);
            let junk = own.happens(0.02);
            self.set_conduct(
                member.company,
                *question,
                Conduct {
                    receipt,
                    answer: Some(answer),
                    junk,
                    ..Conduct::SILENT
                },
            );
        }
    }

    fn draw_rest(
        &mut self,
        study: &Study,
        seed: u64,
        mut rest: Vec<(&Member, u32, f64)>,
        quota: &dyn Fn(f64) -> usize,
    ) {
        // Those whose helpdesk sends receipts are likelier to have sent one here too.
        rest.sort_by(|a, b| {
            let key =
                |cell: &(&Member, u32, f64)| cell.2 + f64::from(u8::from(cell.0.acknowledges));
            key(b).total_cmp(&key(a))
        });
        let mut fates = Vec::new();
        for (share, fate) in [
            (RECEIPT_ONLY, 'r'),
            (LATE, 'l'),
            (AWAY_ONLY, 'a'),
            (MAILBOX_FULL, 'f'),
        ] {
            fates.extend(std::iter::repeat_n(fate, quota(share)));
        }
        for ((member, question, _), fate) in rest.into_iter().zip(fates) {
            let mut own = chance_for(study, seed, "rest", member.company, question);
            let mut conduct = Conduct::SILENT;
            match fate {
                'r' => conduct.receipt = Some(receipt_only(&mut own, member.acknowledges)),
                'a' => {
                    conduct.receipt = Some(Receipt {
                        kind: ReceiptKind::OutOfOffice,
                        after: own.between(2, 60),
                    });
                }
                'f' => {
                    conduct.bounce = Some(Bounce {
                        cause: BounceCause::MailboxFull,
                        after: own.between(600, 4 * 3600),
                    });
                }
                _ => {
                    let late = Timing::Late(own.between(3 * 3600, 6 * 86400));
                    let wrong = own.happens(WRONG);
                    conduct.answer = Some(answer(&mut own, late, wrong));
                    conduct.receipt = receipt_before(&mut own, member.acknowledges);
                }
            }
            self.set_conduct(member.company, question, conduct);
        }
    }
}

/// The companies that can be reached on a channel, by sector.
fn members(study: &Study, seed: u64, channel: Channel) -> BTreeMap<&str, Vec<Member>> {
    let mut sectors: BTreeMap<&str, Vec<Member>> = BTreeMap::new();
    for (index, company) in (0..).zip(&study.panel) {
        if company.contact_point(channel).is_none() {
            continue;
        }
        let mut chance = Chance::of(seed, &["company", &company.id]);
        sectors.entry(&company.sector).or_default().push(Member {
            company: index,
            will: chance.spread(),
            acknowledges: chance.happens(0.45),
        });
    }
    sectors
}

fn chance_for(study: &Study, seed: u64, what: &str, company: u32, question: u32) -> Chance {
    Chance::of(
        seed,
        &[
            what,
            &study.wave.id,
            &study.panel[company as usize].id,
            &study.questions[question as usize].id,
        ],
    )
}

/// The nearest whole number of a count that is not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a count of cells: small and not negative"
)]
fn whole(count: f64) -> usize {
    count.round() as usize
}

/// A receipt that goes before an answer: of itself, or now and then because the clerk is away.
fn receipt_before(chance: &mut Chance, acknowledges: bool) -> Option<Receipt> {
    if chance.happens(0.02) {
        return Some(Receipt {
            kind: ReceiptKind::OutOfOffice,
            after: chance.between(2, 60),
        });
    }
    let p = if acknowledges { 0.9 } else { 0.05 };
    chance.happens(p).then(|| automatic(chance))
}

fn automatic(chance: &mut Chance) -> Receipt {
    Receipt {
        kind: chance.weighted(&[(ReceiptKind::Automatic, 4), (ReceiptKind::Bare, 1)]),
        after: chance.between(4, 150),
    }
}

fn receipt_only(chance: &mut Chance, acknowledges: bool) -> Receipt {
    if acknowledges || chance.happens(0.5) {
        automatic(chance)
    } else {
        Receipt {
            kind: ReceiptKind::Holding,
            after: chance.between(1200, 30 * 3600),
        }
    }
}

/// How an answer is written. `In-Reply-To` in two of five: of 58 human replies in public fixtures, 19
/// had it.
fn answer(chance: &mut Chance, timing: Timing, wrong: bool) -> Answer {
    let phrasing = u16::try_from(chance.below(1000)).unwrap_or(0);
    let plain = [
        (Form::Plain(Charset::Utf8, Transfer::EightBit), 18),
        (Form::Plain(Charset::Utf8, Transfer::QuotedPrintable), 14),
        (Form::Plain(Charset::Utf8, Transfer::Base64), 8),
        (Form::Plain(Charset::Latin1, Transfer::QuotedPrintable), 6),
        (Form::Plain(Charset::Latin1, Transfer::EightBit), 2),
        (
            Form::Plain(Charset::Windows1252, Transfer::QuotedPrintable),
            4,
        ),
        (Form::Plain(Charset::Windows1252, Transfer::EightBit), 3),
        (Form::Plain(Charset::Utf16, Transfer::Base64), 1),
        (Form::Html, 12),
        (Form::Alternative, 32),
    ];
    Answer {
        timing,
        content: if wrong {
            Content::Wrong(phrasing)
        } else {
            Content::Right(phrasing)
        },
        sender: chance.weighted(&[
            (Sender::Published, 55),
            (Sender::Agent, 35),
            (Sender::OtherDomain, 10),
        ]),
        form: chance.weighted(&plain),
        subject: chance.weighted(&[
            (SubjectForm::Re, 60),
            (SubjectForm::Ticket, 25),
            (SubjectForm::Rewritten, 15),
        ]),
        threaded: chance.happens(0.4),
        quoting: chance.weighted(&[
            (Quoting::None, 25),
            (Quoting::Below, 35),
            (Quoting::Outlook, 30),
            (Quoting::Above, 10),
        ]),
        two_parts: chance.happens(0.05),
    }
}
