//! The collect loop: raw bytes first, then what intake makes of them.

use super::known::Registers;
use super::reader::Reader;
use crate::channel::email::Imap;
use crate::error::Result;
use crate::intake::{self, Posts, Register, Sessions};
use crate::model::{Cursor, EmailAccount, Form, Inbound, Kind, Response};
use crate::store::{Sent, Unread};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::rc::Rc;
use std::time::Duration;

/// What a pass brought in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Collected {
    /// Messages that were new.
    pub messages: u64,
    /// Messages that had been stored before.
    pub known: u64,
    /// New messages that answer an enquiry.
    pub answers: u64,
    /// New messages tied to no enquiry.
    pub untied: u64,
    /// Mailboxes whose UIDVALIDITY had changed, so that they were read anew.
    pub renumbered: Vec<String>,
    /// Posts of ours that were found in the timeline.
    pub posted: u64,
    /// What was out of order, a sentence each; what could not be fetched is asked for
    /// again in the next pass.
    pub problems: Vec<String>,
}

/// The collect loop of a study's mailboxes.
pub struct Collector<'a> {
    reader: Rc<Reader<'a>>,
    account: &'a EmailAccount,
    imap: Imap,
}

/// A look into a mailbox that brought nothing is noted when the last note is at least so old: up to
/// it silence is known, and a note a minute for weeks would only swell the ledger.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_mins(15);

/// How long one IDLE lasts; RFC 2177 asks to renew it before half an hour is over.
const IDLE: Duration = Duration::from_mins(20);

/// How many stored messages are read at once when a crash left some unread.
pub(super) const SLICE: u32 = 200;

impl<'a> Collector<'a> {
    /// Collects from an account, which need not be the study's: a rehearsal has its own.
    #[must_use]
    pub fn new(reader: Rc<Reader<'a>>, account: &'a EmailAccount) -> Self {
        Self {
            reader,
            account,
            imap: Imap::new(account.imap.clone()),
        }
    }

    /// Hears that a server took an enquiry, so that replies to it are known by the server's id.
    pub fn sent(&mut self, sent: Sent) {
        self.reader.sent(sent);
    }

    /// One look into every mailbox.
    ///
    /// # Errors
    /// When a server cannot be reached or refuses the login, or the ledger fails. What was stored
    /// up to then stays, and the next pass goes on from there.
    pub async fn pass(&mut self) -> Result<Collected> {
        let mut collected = Collected::default();
        let reader = &self.reader;
        let (store, clock) = (reader.ledger().store(), reader.clock());
        reader.read_unread(&mut collected).await?;
        for mailbox in &self.account.mailboxes {
            let label = self.account.imap.label();
            let cursor = store.cursor(&label, mailbox).await?;
            let found = self
                .imap
                .collect(
                    mailbox,
                    cursor.as_ref(),
                    clock,
                    async |inbounds: Vec<Inbound>, cursor: Cursor| {
                        let now = clock.now();
                        let keys = store.ingest(&inbounds, &cursor, now).await?;
                        let mut responses = Vec::new();
                        for (inbound, key) in inbounds.iter().zip(keys) {
                            let Some(key) = key else {
                                collected.known += 1;
                                continue;
                            };
                            responses.push(reader.mail(key, &inbound.raw, inbound.internal_date));
                        }
                        collected.count(&responses);
                        store.respond(&responses, now).await
                    },
                )
                .await?;
            if found.uid_validity_changed {
                collected.renumbered.push(mailbox.clone());
            }
            collected.problems.extend(
                found
                    .problems
                    .into_iter()
                    .map(|problem| format!("{mailbox}: {problem}")),
            );
            store
                .looked(&label, mailbox, clock.now(), LOOK_AGAIN)
                .await?;
        }
        Ok(collected)
    }

    /// Waits until a message comes into the first mailbox, where the server can say so; otherwise
    /// for ever. May be dropped at any moment.
    pub async fn wait_for_mail(&mut self) {
        if let Some(mailbox) = self.account.mailboxes.first() {
            loop {
                match self.imap.wait_for_mail(mailbox, IDLE).await {
                    Ok(true) => return,
                    Ok(false) => {}
                    // A broken connection is the next pass's to report.
                    Err(_) => break,
                }
            }
        }
        std::future::pending::<()>().await;
    }
}

impl Collected {
    /// Adds what another look brought in.
    pub fn add(&mut self, other: Self) {
        self.messages += other.messages;
        self.known += other.known;
        self.answers += other.answers;
        self.untied += other.untied;
        self.posted += other.posted;
        self.renumbered.extend(other.renumbered);
        self.problems.extend(other.problems);
    }

    pub(super) fn count(&mut self, responses: &[Response]) {
        for response in responses {
            self.messages += 1;
            match (response.enquiry, response.kind) {
                (None, _) => self.untied += 1,
                (Some(_), Kind::Answer) => self.answers += 1,
                _ => {}
            }
        }
    }
}

/// Reads a stored message, whatever its form, and learns from it.
pub(super) fn reading(message: &Unread, own_mx: &[String], registers: &mut Registers) -> Response {
    let (key, raw) = (message.id, &message.raw);
    match message.form {
        Form::Mail => reading_mail(
            key,
            raw,
            message.internal_date,
            own_mx,
            &mut registers.mails,
        ),
        Form::Post => reading_post(key, raw, &mut registers.posts),
        Form::Said => reading_said(key, raw, &registers.sessions),
    }
}

/// Reads a post, and learns from it whose account its author's is and what may be answered.
pub(super) fn reading_post(key: i64, raw: &[u8], posts: &mut Posts) -> Response {
    let response = Response {
        inbound: key,
        ..intake::read_post(raw, posts)
    };
    posts.learn(response.enquiry, &response.marks);
    response
}

/// Reads what was said in a session.
fn reading_said(key: i64, raw: &[u8], sessions: &Sessions) -> Response {
    Response {
        inbound: key,
        ..intake::read_said(raw, sessions)
    }
}

/// Reads a mail, and learns from it how its sender calls the enquiry.
pub(super) fn reading_mail(
    key: i64,
    raw: &[u8],
    internal_date: Option<Timestamp>,
    own_mx: &[String],
    register: &mut Register,
) -> Response {
    let response = Response {
        inbound: key,
        ..intake::read(raw, internal_date, own_mx, register)
    };
    if let Some(enquiry) = response.enquiry {
        register.learn(enquiry, &response.from, &response.marks);
    }
    response
}
