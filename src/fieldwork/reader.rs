//! What reads the messages that come back, whichever channel brings them: one register for all lanes, so
//! that a mail which answers a contact form is known by what the form's lane sent.

use super::collect::{Collected, SLICE, reading, reading_mail, reading_post};
use super::known::{Known, Registers, is_mailed};
use crate::clock::Clock;
use crate::error::Result;
use crate::model::{Response, Study};
use crate::store::{Ledger, Sent};
use jiff::Timestamp;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Reads what comes back in a wave, and learns from it.
pub struct Reader<'a> {
    ledger: &'a Ledger,
    clock: Clock,
    own_mx: &'a [String],
    known: Known<'a>,
    registers: RefCell<Registers>,
    /// Up to this key every stored message has been read; keys only grow.
    read: Cell<i64>,
}

impl<'a> Reader<'a> {
    /// Reads from the ledger what messages can be tied to. `own_mx` are the host names of our own mail
    /// exchangers: those of the account that is read, which in a rehearsal is not the study's.
    pub async fn new(
        study: &'a Study,
        ledger: &'a Ledger,
        own_mx: &'a [String],
        clock: Clock,
    ) -> Result<Rc<Self>> {
        let known = Known::new(study, ledger);
        let registers = RefCell::new(known.registers().await?);
        Ok(Rc::new(Self {
            ledger,
            clock,
            own_mx,
            known,
            registers,
            read: Cell::new(0),
        }))
    }

    /// The wave that it reads for.
    pub(super) const fn ledger(&self) -> &'a Ledger {
        self.ledger
    }

    /// The clock by which it reads.
    pub(super) const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Hears that an enquiry was put, so that what comes back is known by what the server said then.
    pub(super) fn sent(&self, sent: Sent) {
        let mut registers = self.registers.borrow_mut();
        if let Some(asked) = self.known.asked(&sent) {
            registers.posts.insert(&asked);
        } else if is_mailed(sent.channel) {
            registers.mails.insert(&self.known.tie(sent));
        }
    }

    /// Reads a mail that was stored under `key`.
    pub(super) fn mail(&self, key: i64, raw: &[u8], internal_date: Option<Timestamp>) -> Response {
        let register = &mut self.registers.borrow_mut().mails;
        reading_mail(key, raw, internal_date, self.own_mx, register)
    }

    /// Reads a post that was stored under `key`.
    pub(super) fn post(&self, key: i64, raw: &[u8]) -> Response {
        reading_post(key, raw, &mut self.registers.borrow_mut().posts)
    }

    /// Reads what is stored and not read: what was said in a session, and what a crash between storing and
    /// reading left behind.
    pub(super) async fn read_unread(&self, collected: &mut Collected) -> Result<()> {
        let store = self.ledger.store();
        let newest = store.newest_message().await?;
        while self.read.get() < newest {
            let unread = store.unread(self.read.get(), SLICE).await?;
            if unread.is_empty() {
                self.read.set(newest);
                break;
            }
            let responses: Vec<_> = {
                let mut registers = self.registers.borrow_mut();
                unread
                    .iter()
                    .map(|message| reading(message, self.own_mx, &mut registers))
                    .collect()
            };
            collected.count(&responses);
            store.respond(&responses, self.clock.now()).await?;
        }
        Ok(())
    }
}
