//! Email in fieldwork: submission out, mailboxes in.

use super::{Collected, Collector, Lane, SendPass, Sender, Stop};
use crate::channel::Transport;
use crate::error::Result;
use jiff::Timestamp;

/// The email channel of a wave.
pub struct MailLane<'a, T> {
    sender: Sender<'a, T>,
    collector: Collector<'a>,
}

impl<'a, T: Transport> MailLane<'a, T> {
    /// What sends and what collects, together: replies are known by what the server said when it took
    /// the enquiry.
    #[must_use]
    pub const fn new(sender: Sender<'a, T>, collector: Collector<'a>) -> Self {
        Self { sender, collector }
    }
}

impl<T: Transport> Lane for MailLane<'_, T> {
    fn next(&self) -> Option<Timestamp> {
        self.sender.next()
    }

    async fn send(&mut self, stop: &Stop) -> Result<SendPass> {
        self.sender.pass(stop, |s| self.collector.sent(s)).await
    }

    async fn collect(&mut self) -> Result<Collected> {
        self.collector.pass().await
    }

    async fn wait(&mut self) {
        self.collector.wait_for_mail().await;
    }
}
