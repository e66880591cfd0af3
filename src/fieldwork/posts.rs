//! A social network in fieldwork: posts out, by the program or by a person, and what comes back.

use super::assist::{Assist, Task};
use super::public::Public;
use super::reader::Reader;
use super::{Agenda, Collected, Lane, SendPass, Sender, Stop};
use crate::channel::Poster;
use crate::channel::social::Social;
use crate::clock::Clock;
use crate::error::Result;
use crate::model::{SocialAccount, Study, TransportKind};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::rc::Rc;

/// Makes the posts of a rehearsal in a person's stead.
pub type Hand<'a> = Box<dyn FnMut(&Task) + 'a>;

/// How posts are made.
enum Way<'a, S> {
    /// By the program, to those who agreed.
    Auto(Sender<'a, Poster<S>>),
    /// By a person.
    Assisted(S, Assist<'a>, Option<Hand<'a>>),
}

/// The channel of a social network in a wave.
pub struct PostLane<'a, S> {
    way: Way<'a, S>,
    public: Public<'a>,
    clock: Clock,
}

impl<'a, S: Social> PostLane<'a, S> {
    /// The channel of an account. Where a person posts, `hand` does so in a rehearsal; `None` leaves it to
    /// the person.
    pub async fn new(
        study: &'a Study,
        reader: Rc<Reader<'a>>,
        account: &'a SocialAccount,
        social: S,
        agenda: &mut Agenda<'a>,
        hand: Option<Hand<'a>>,
    ) -> Result<Self> {
        let (ledger, clock) = (reader.ledger(), reader.clock().clone());
        let public = Public::new(study, reader, account, social.label(), agenda).await?;
        let way = match account.transport {
            TransportKind::Auto => {
                let channel = account.network.channel();
                let poster = Poster::new(
                    social,
                    study.consents.clone(),
                    account.daily_cap,
                    agenda.made(channel),
                    TimeZone::get(&study.timezone).unwrap_or(TimeZone::UTC),
                    clock.clone(),
                );
                Way::Auto(Sender::new(
                    study,
                    ledger,
                    clock.clone(),
                    agenda,
                    channel,
                    poster,
                ))
            }
            TransportKind::Assisted => {
                Way::Assisted(social, Assist::new(study, account, agenda), hand)
            }
        };
        Ok(Self { way, public, clock })
    }
}

impl<S: Social> Lane for PostLane<'_, S> {
    fn next(&self) -> Option<Timestamp> {
        match &self.way {
            Way::Auto(sender) => sender.next(),
            Way::Assisted(_, assist, Some(_)) => assist.next(),
            Way::Assisted(_, _, None) => None,
        }
    }

    async fn send(&mut self, stop: &Stop) -> Result<SendPass> {
        match &mut self.way {
            Way::Auto(sender) => {
                // That it is empty is told when collecting.
                let left = self.public.till.posts_left().await?;
                let sent = |sent| self.public.sent(sent);
                let passed = sender.pass_at_most(stop, left, sent).await;
                let usage = sender.transport().social().usage();
                self.public.till.note(usage, self.clock.now()).await?;
                passed
            }
            Way::Assisted(_, assist, Some(hand)) => {
                for task in assist.hand_out(self.clock.now()) {
                    hand(&task);
                }
                Ok(SendPass::default())
            }
            Way::Assisted(_, _, None) => Ok(SendPass::default()),
        }
    }

    async fn collect(&mut self) -> Result<Collected> {
        let social = match &mut self.way {
            Way::Auto(sender) => sender.transport().social(),
            Way::Assisted(social, _, _) => social,
        };
        self.public.pass(social).await
    }

    /// No network tells of itself that something came.
    async fn wait(&mut self) {
        std::future::pending::<()>().await;
    }
}
