//! The channels of a study as fieldwork drives them.

use crate::channel::Client;
use crate::channel::email::Smtp;
use crate::clock::Clock;
use crate::error::Result;
use crate::fieldwork::{
    Agenda, Collected, Collector, Hand, Lane, MailLane, PostLane, Reader, SendPass, Sender, Stop,
};
use crate::model::{Channel, EmailAccount, Network, SocialAccount, Study};
use crate::store::Ledger;
use jiff::Timestamp;

/// The channels that this program can put enquiries to.
pub(super) const SERVED: [Channel; 3] = [Channel::Email, Channel::Twitter, Channel::Bluesky];

/// The accounts through which a wave runs: the study's own, or those of the sandbox.
pub(super) struct Accounts<'a> {
    pub email: Option<&'a EmailAccount>,
    pub social: Vec<&'a SocialAccount>,
}

impl<'a> Accounts<'a> {
    /// The study's own accounts on the channels that it asks.
    pub(super) fn of(study: &'a Study) -> Self {
        let asked = |channel| study.design.questions.contains_key(&channel);
        Self {
            email: study.email.as_ref().filter(|_| asked(Channel::Email)),
            social: study
                .social
                .values()
                .filter(|account| asked(account.network.channel()))
                .collect(),
        }
    }
}

/// One channel of whichever kind.
pub(super) enum AnyLane<'a> {
    Mail(Box<MailLane<'a, Smtp>>),
    Posts(Box<PostLane<'a, Client>>),
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
    Ok(lanes)
}

impl Lane for AnyLane<'_> {
    fn next(&self) -> Option<Timestamp> {
        match self {
            Self::Mail(lane) => lane.next(),
            Self::Posts(lane) => lane.next(),
        }
    }

    async fn send(&mut self, stop: &Stop) -> Result<SendPass> {
        match self {
            Self::Mail(lane) => lane.send(stop).await,
            Self::Posts(lane) => lane.send(stop).await,
        }
    }

    async fn collect(&mut self) -> Result<Collected> {
        match self {
            Self::Mail(lane) => lane.collect().await,
            Self::Posts(lane) => lane.collect().await,
        }
    }

    async fn wait(&mut self) {
        match self {
            Self::Mail(lane) => lane.wait().await,
            Self::Posts(lane) => lane.wait().await,
        }
    }
}
