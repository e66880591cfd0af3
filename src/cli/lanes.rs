//! The channels of a study as fieldwork drives them.

use crate::channel::Client;
use crate::channel::browser::{BrowserForms, BrowserOptions, find};
use crate::channel::chat::Chatter;
use crate::channel::email::Smtp;
use crate::channel::search::Searcher;
use crate::channel::web::FormSender;
use crate::clock::Clock;
use crate::error::Result;
use crate::fieldwork::assist::is_by_hand;
use crate::fieldwork::{
    Agenda, Collected, Collector, Hand, Lane, MailLane, PostLane, Reader, SendPass, Sender, Stop,
    WebLane,
};
use crate::model::{Channel, EmailAccount, Network, SocialAccount, Study};
use crate::store::Ledger;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// The accounts through which a wave runs: the study's own, or those of the sandbox.
pub(super) struct Accounts<'a> {
    pub email: Option<&'a EmailAccount>,
    pub social: Vec<&'a SocialAccount>,
    /// The channels of the web on which the program itself asks.
    pub web: Vec<Channel>,
    /// Where browsers keep their profiles.
    pub browsers: Browsers,
}

/// The folders in which browsers keep the profiles of the personas; without one there is no browser. Two
/// browsers that run at the same time cannot share one.
#[derive(Default)]
pub(super) struct Browsers {
    pub forms: Option<PathBuf>,
    pub chats: Option<PathBuf>,
}

impl Browsers {
    /// Those of a study, beside its other files.
    fn of(dir: &Path) -> Self {
        let folder = |name| Some(dir.join("browser").join(name));
        Self {
            forms: folder("forms"),
            chats: folder("chats"),
        }
    }
}

/// Whether replies come to the study's mailboxes: a contact form is answered by mail.
pub(super) fn is_mailed(study: &Study) -> bool {
    let asked = |channel| study.design.questions.contains_key(&channel);
    asked(Channel::Email) || asked(Channel::WebForm)
}

/// The channels of the web on which the program itself asks.
pub(super) fn on_web(study: &Study) -> Vec<Channel> {
    let asked = |c: &Channel| study.design.questions.contains_key(c) && !is_by_hand(study, *c);
    Channel::WEB.into_iter().filter(asked).collect()
}

impl<'a> Accounts<'a> {
    /// The study's own accounts on the channels that it asks; `dir` is its folder.
    pub(super) fn of(study: &'a Study, dir: &Path) -> Self {
        let asked = |channel| study.design.questions.contains_key(&channel);
        Self {
            email: study.email.as_ref().filter(|_| is_mailed(study)),
            social: study
                .social
                .values()
                .filter(|account| asked(account.network.channel()))
                .collect(),
            web: on_web(study),
            browsers: Browsers::of(dir),
        }
    }
}

/// One channel of whichever kind.
pub(super) enum AnyLane<'a> {
    Mail(Box<MailLane<'a, Smtp>>),
    Posts(Box<PostLane<'a, Client>>),
    Forms(Box<WebLane<'a, FormSender<Option<BrowserForms>>>>),
    Searches(Box<WebLane<'a, Searcher>>),
    Chats(Box<WebLane<'a, Chatter>>),
}

/// Hands a call on to the lane that is there.
macro_rules! hand_on {
    ($self:ident, $lane:ident => $call:expr) => {
        match $self {
            Self::Mail($lane) => $call,
            Self::Posts($lane) => $call,
            Self::Forms($lane) => $call,
            Self::Searches($lane) => $call,
            Self::Chats($lane) => $call,
        }
    };
}

/// The lanes of a wave, one an account. `hand` posts in a person's stead in a rehearsal.
pub(super) async fn lanes<'a>(
    study: &'a Study,
    ledger: &'a Ledger,
    accounts: &Accounts<'a>,
    clock: &Clock,
    hand: impl Fn(Network) -> Option<Hand<'a>>,
) -> Result<Vec<AnyLane<'a>>> {
    let mut agenda = Agenda::read(study, ledger).await?;
    let mailboxes = accounts.email.or(study.email.as_ref());
    let own_mx = mailboxes.map_or(&[][..], |account| &account.own_mx);
    let reader = Reader::new(study, ledger, own_mx, clock.clone()).await?;
    let mut lanes = Vec::new();
    if let Some(account) = accounts.email {
        let smtp = Smtp::new(account.smtp.clone(), account.per_minute, clock.clone());
        let sender = Sender::new(
            study,
            ledger,
            clock.clone(),
            &mut agenda,
            Channel::Email,
            smtp,
        );
        let collector = Collector::new(reader.clone(), account);
        lanes.push(AnyLane::Mail(Box::new(MailLane::new(sender, collector))));
    }
    for account in &accounts.social {
        let client = Client::of(account, clock.clone())?;
        let hand = hand(account.network);
        let lane = PostLane::new(study, reader.clone(), account, client, &mut agenda, hand).await?;
        lanes.push(AnyLane::Posts(Box::new(lane)));
    }
    for channel in &accounts.web {
        let (clock, agenda) = (clock.clone(), &mut agenda);
        let web = &study.web;
        lanes.push(match channel {
            Channel::WebForm => {
                let forms = FormSender::new(web, clock.clone())?;
                let profiles = accounts.browsers.forms.clone();
                let browser =
                    profiles.map(|p| BrowserForms::new(web, clock.clone(), BrowserOptions::new(p)));
                let forms = forms.with_fallback(browser);
                let sender = Sender::new(study, ledger, clock, agenda, *channel, forms);
                AnyLane::Forms(Box::new(WebLane::new(*channel, sender, reader.clone())))
            }
            Channel::WebSearch => {
                let searcher = Searcher::new(web, clock.clone())?;
                let sender = Sender::new(study, ledger, clock, agenda, *channel, searcher);
                AnyLane::Searches(Box::new(WebLane::new(*channel, sender, reader.clone())))
            }
            Channel::Chat => {
                let Some(profiles) = accounts.browsers.chats.clone() else {
                    continue;
                };
                let options = BrowserOptions::new(profiles);
                // Before anything is sent: nothing can be asked there without one.
                find(&options)?;
                let chatter = Chatter::new(web, clock.clone(), options);
                let sender = Sender::new(study, ledger, clock, agenda, *channel, chatter);
                AnyLane::Chats(Box::new(WebLane::new(*channel, sender, reader.clone())))
            }
            _ => continue,
        });
    }
    Ok(lanes)
}

impl AnyLane<'_> {
    /// Whether what is said comes back while it sends.
    pub(super) const fn is_web(&self) -> bool {
        matches!(self, Self::Forms(_) | Self::Searches(_) | Self::Chats(_))
    }
}

impl Lane for AnyLane<'_> {
    fn next(&self) -> Option<Timestamp> {
        hand_on!(self, lane => lane.next())
    }

    async fn send(&mut self, stop: &Stop) -> Result<SendPass> {
        hand_on!(self, lane => lane.send(stop).await)
    }

    async fn collect(&mut self) -> Result<Collected> {
        hand_on!(self, lane => lane.collect().await)
    }

    async fn wait(&mut self) {
        hand_on!(self, lane => lane.wait().await);
    }
}
