//! A connection that is logged in, and its dialogue of tagged commands.

use super::mailbox;
use super::response::{Literal, Response, Said, Status, code, may_hold_literals};
use super::token::announced;
use crate::channel::email::Timeouts;
use crate::channel::socket::NoSocket;
use crate::channel::wire::Wire;
use std::collections::BTreeSet;
use std::io;
use std::time::Duration;

/// All lines of one response; an answer to SEARCH that names a million messages fits.
const TEXT_LIMIT: usize = 16 * 1024 * 1024;

/// The most that is kept of one message.
pub const MESSAGE_LIMIT: usize = 64 * 1024 * 1024;

/// Literals in one response.
const LITERALS: usize = 64;

/// Why a command was not done.
#[derive(Debug)]
pub enum Failure {
    /// The connection is lost, or can no longer be trusted.
    Lost(String),
    /// The server said NO or BAD; the connection is whole.
    Denied(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Lost(error.to_string())
    }
}

impl From<Failure> for NoSocket {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Lost(reason) | Failure::Denied(reason) => Self::Unreached(reason),
        }
    }
}

/// What EXAMINE says of a mailbox.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Selected {
    /// Messages in it.
    pub exists: u32,
    /// The UIDs' validity.
    pub uid_validity: Option<u32>,
    /// The next message's UID, at least.
    pub uid_next: Option<u32>,
}

/// A connection with its dialogue.
pub struct Session {
    wire: Wire,
    /// How long the server may be silent.
    pub timeouts: Timeouts,
    tags: u32,
    /// What the server can do, upper case.
    pub capabilities: BTreeSet<String>,
    /// The lines of a response that is not complete: reading goes on here when it was dropped.
    partial: Vec<u8>,
    in_literal: bool,
}

impl Session {
    /// A dialogue over a connection on which nothing was said yet.
    pub const fn new(wire: Wire, timeouts: Timeouts) -> Self {
        Self {
            wire,
            timeouts,
            tags: 0,
            capabilities: BTreeSet::new(),
            partial: Vec::new(),
            in_literal: false,
        }
    }

    /// The connection, to put TLS on it.
    pub fn into_wire(self) -> Wire {
        self.wire
    }

    /// Whether the server offers a capability.
    pub fn can(&self, capability: &str) -> bool {
        self.capabilities.contains(capability)
    }

    /// Whether the dialogue can go on although reading was dropped.
    pub const fn is_whole(&self) -> bool {
        !self.in_literal
    }

    /// Sends bytes as they are.
    pub async fn say(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let mut sent = 0;
        let timeout = self.timeouts.transfer;
        tokio::time::timeout(timeout, self.wire.send(bytes, &mut sent))
            .await
            .map_err(|_| Failure::Lost(format!("the server took nothing for {timeout:?}")))??;
        Ok(())
    }

    /// Begins a command and returns its tag.
    pub async fn begin(&mut self, command: &str) -> Result<String, Failure> {
        self.tags += 1;
        let tag = format!("s{}", self.tags);
        self.say(format!("{tag} {command}\r\n").as_bytes()).await?;
        Ok(tag)
    }

    /// The next thing that the server says, within the time for a command.
    pub async fn next(&mut self) -> Result<Said, Failure> {
        self.next_within(self.timeouts.command).await
    }

    /// The next thing that the server says; it may be silent for `timeout`. May be dropped, after
    /// which [`Self::is_whole`] tells whether the dialogue can go on.
    pub async fn next_within(&mut self, timeout: Duration) -> Result<Said, Failure> {
        let mut literals = Vec::new();
        let mut room = MESSAGE_LIMIT;
        let mut start = 0;
        loop {
            self.wire
                .line(&mut self.partial, TEXT_LIMIT, timeout)
                .await?;
            let announced = announced(&self.partial[start..]);
            let Some((length, _)) = announced.filter(|_| may_hold_literals(&self.partial)) else {
                break;
            };
            if literals.len() == LITERALS {
                return Err(Failure::Lost("a response of too many literals".to_owned()));
            }
            self.in_literal = true;
            let bytes = self.wire.counted(length, room, timeout).await?;
            room -= bytes.len();
            literals.push(Literal { bytes, length });
            start = self.partial.len();
        }
        self.in_literal = false;
        let text = std::mem::take(&mut self.partial);
        match (Response { text, literals }).understand() {
            Said::Status(Status::Bye, text) => {
                Err(Failure::Lost(format!("the server took leave: {text}")))
            }
            said => Ok(said),
        }
    }

    /// Waits for the end of a command; what is said until then goes to `on`.
    pub async fn end(&mut self, tag: &str, mut on: impl FnMut(Said)) -> Result<String, Failure> {
        loop {
            match self.next().await? {
                Said::Done(done, Status::Ok, text) if done == tag => return Ok(text),
                Said::Done(done, _, text) if done == tag => return Err(Failure::Denied(text)),
                said => on(said),
            }
        }
    }

    /// Does a command.
    pub async fn run(&mut self, command: &str, on: impl FnMut(Said)) -> Result<String, Failure> {
        let tag = self.begin(command).await?;
        self.end(&tag, on).await
    }

    /// Selects a mailbox for reading only: nothing is ever marked as seen.
    pub async fn examine(&mut self, name: &str) -> Result<Selected, Failure> {
        let mut selected = Selected::default();
        let command = format!("EXAMINE {}", mailbox::quote(name));
        self.run(&command, |said| match said {
            Said::Exists(count) => selected.exists = count,
            Said::Status(Status::Ok, text) => {
                let number = |name| code(&text, name).and_then(|word| word.trim().parse().ok());
                selected.uid_validity = number("UIDVALIDITY").or(selected.uid_validity);
                selected.uid_next = number("UIDNEXT").or(selected.uid_next);
            }
            _ => {}
        })
        .await?;
        Ok(selected)
    }

    /// The names of all mailboxes.
    pub async fn mailboxes(&mut self) -> Result<Vec<String>, Failure> {
        let mut names = Vec::new();
        self.run("LIST \"\" \"*\"", |said| {
            if let Said::List(name) = said {
                names.push(mailbox::decode(&name));
            }
        })
        .await?;
        Ok(names)
    }

    /// Takes leave; what the server says to it does not matter.
    pub async fn log_out(mut self) {
        let _said = self.run("LOGOUT", |_| {}).await;
    }
}
