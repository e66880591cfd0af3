//! The web in fieldwork: forms, searches and chats go out, and what is said then and there is read. What
//! answers a form by mail is the mail lane's to fetch.

use super::reader::Reader;
use super::{Collected, Lane, SendPass, Sender, Stop};
use crate::channel::Transport;
use crate::error::Result;
use crate::model::Channel;
use jiff::{SignedDuration, Timestamp};
use std::rc::Rc;

/// That sessions were read is noted when the last note is at least so old.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_mins(15);

/// A channel of the web in a wave.
pub struct WebLane<'a, T> {
    channel: Channel,
    sender: Sender<'a, T>,
    reader: Rc<Reader<'a>>,
}

impl<'a, T: Transport> WebLane<'a, T> {
    /// What asks on a channel, and what reads what is said in answer.
    #[must_use]
    pub const fn new(channel: Channel, sender: Sender<'a, T>, reader: Rc<Reader<'a>>) -> Self {
        Self {
            channel,
            sender,
            reader,
        }
    }
}

impl<T: Transport> Lane for WebLane<'_, T> {
    fn next(&self) -> Option<Timestamp> {
        self.sender.next()
    }

    async fn send(&mut self, stop: &Stop) -> Result<SendPass> {
        self.sender.pass(stop, |sent| self.reader.sent(sent)).await
    }

    async fn collect(&mut self) -> Result<Collected> {
        let mut collected = Collected::default();
        self.reader.read_unread(&mut collected).await?;
        let store = self.reader.ledger().store();
        let now = self.reader.clock().now();
        store.sessions_read(self.channel, now, LOOK_AGAIN).await?;
        Ok(collected)
    }

    /// Nothing comes of itself: what is said is said while we ask.
    async fn wait(&mut self) {
        std::future::pending::<()>().await;
    }
}
