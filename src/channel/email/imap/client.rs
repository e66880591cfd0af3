//! The mailbox account as the rest of the program sees it.

use super::collect::{Collected, Collection, Stopped};
use super::idle::{self, idle};
use super::login;
use super::session::{Failure, Selected, Session};
use crate::channel::email::Timeouts;
use crate::channel::secret;
use crate::channel::socket::NoSocket;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::model::{Cursor, Endpoint, Inbound, Place};
use std::collections::BTreeMap;
use std::time::Duration;

/// An IMAP account, spoken to over one connection at a time, which is kept from call to call.
/// Dropping a call half-way is safe: the connection goes with it.
pub struct Imap {
    endpoint: Endpoint,
    timeouts: Timeouts,
    session: Option<Session>,
    /// What each mailbox was like when it was last collected.
    seen: BTreeMap<String, Selected>,
}

impl Imap {
    /// A client for one account; connects when it is needed.
    #[must_use]
    pub fn new(endpoint: Endpoint) -> Self {
        Self {
            endpoint,
            timeouts: Timeouts::default(),
            session: None,
            seen: BTreeMap::new(),
        }
    }

    /// The same with other timeouts.
    #[must_use]
    pub const fn with_timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Fetches what came into `mailbox` after `cursor`, or everything without one. `sink` is given
    /// one batch after the other with the cursor that holds once it is stored; the next batch
    /// waits for it. Nothing is marked as seen, and no message is passed over in silence: what
    /// cannot be had is named in [`Collected::problems`]. A message may be handed over again, after
    /// a change of UIDVALIDITY or where the server withheld one before it.
    ///
    /// Memory holds one batch: 8 MB and one message, of which at most 64 MB are kept.
    ///
    /// # Errors
    ///
    /// [`Error::Server`] when the server cannot be reached, breaks off, or has no such mailbox
    /// (naming those it has); [`Error::Authentication`], [`Error::Secret`], [`Error::Refused`] when
    /// there is no way in; and the error of `sink`. What `sink` has taken by then is good.
    pub async fn collect(
        &mut self,
        mailbox: &str,
        cursor: Option<&Cursor>,
        clock: &Clock,
        mut sink: impl AsyncFnMut(Vec<Inbound>, Cursor) -> Result<()>,
    ) -> Result<Collected> {
        let (mut session, mut selected) = self.examine(mailbox).await?;
        let uid_validity = selected.uid_validity.ok_or_else(|| {
            self.error("the server gives no UIDVALIDITY, without which messages have no names")
        })?;
        let place = Place {
            account: self.endpoint.label(),
            mailbox: mailbox.to_owned(),
            uid_validity,
            uid: 0,
        };
        let valid = cursor.filter(|cursor| cursor.uid_validity == uid_validity);
        let after = valid.map_or(0, |cursor| cursor.last_uid);
        let changed = cursor.is_some() && valid.is_none();
        if valid.is_none() {
            // Even if the mailbox is empty, the first look counts, and an old cursor must not
            // come back.
            let cursor = Cursor {
                account: place.account.clone(),
                mailbox: place.mailbox.clone(),
                uid_validity,
                last_uid: 0,
            };
            sink(Vec::new(), cursor).await?;
        }
        let nothing = selected.exists == 0
            || selected
                .uid_next
                .is_some_and(|next| next <= after.saturating_add(1));
        let mut collection = Collection {
            session: &mut session,
            place,
            after,
            clock,
            sink,
            collected: Collected {
                uid_validity_changed: changed,
                ..Collected::default()
            },
        };
        let last = if nothing {
            after
        } else {
            match collection.run().await {
                Ok(last) => last,
                Err(Stopped::Sink(error)) => return Err(error),
                Err(Stopped::Server(failure)) => return Err(self.failed(&failure)),
            }
        };
        let collected = collection.collected;
        selected.uid_next = selected.uid_next.max(last.checked_add(1));
        self.seen.insert(mailbox.to_owned(), selected);
        self.session = Some(session);
        Ok(collected)
    }

    /// Waits until something came into `mailbox` since it was last collected here, for `timeout`
    /// (25 minutes at most). Returns whether there is news. Where the server does not offer IDLE
    /// it just waits; then the next collection must be made at some time of the caller's choice.
    ///
    /// # Errors
    ///
    /// As [`Self::collect`].
    pub async fn wait_for_mail(&mut self, mailbox: &str, timeout: Duration) -> Result<bool> {
        let (mut session, selected) = self.examine(mailbox).await?;
        let news = match self.seen.get(mailbox) {
            Some(seen) if seen.uid_validity != selected.uid_validity => true,
            Some(seen) => match (seen.uid_next, selected.uid_next) {
                (Some(seen), Some(now)) => now > seen,
                _ => selected.exists > seen.exists,
            },
            None => false,
        };
        if !news && session.can("IDLE") {
            let news = idle(&mut session, selected.exists, timeout).await;
            let news = news.map_err(|failure| self.failed(&failure))?;
            self.session = Some(session);
            return Ok(news);
        }
        self.session = Some(session);
        if !news {
            let forever = std::future::pending::<()>();
            let _elapsed = tokio::time::timeout(timeout.min(idle::LONGEST), forever).await;
        }
        Ok(news)
    }

    /// Takes leave of the server. Without it the connection just closes.
    pub async fn close(&mut self) {
        if let Some(session) = self.session.take() {
            session.log_out().await;
        }
    }

    /// Selects a mailbox, over the connection there is or a new one: one that idled may be gone
    /// without our knowing.
    async fn examine(&mut self, mailbox: &str) -> Result<(Session, Selected)> {
        if let Some(mut session) = self.session.take() {
            match session.examine(mailbox).await {
                Ok(selected) => return Ok((session, selected)),
                Err(Failure::Denied(reply)) => {
                    return Err(self.no_mailbox(session, mailbox, &reply).await);
                }
                Err(Failure::Lost(_)) => {}
            }
        }
        let mut session = self.open().await?;
        match session.examine(mailbox).await {
            Ok(selected) => Ok((session, selected)),
            Err(Failure::Denied(reply)) => Err(self.no_mailbox(session, mailbox, &reply).await),
            Err(failure) => Err(self.failed(&failure)),
        }
    }

    async fn open(&self) -> Result<Session> {
        let secret = secret::of(&self.endpoint).await?;
        login::open(&self.endpoint, secret.as_ref(), self.timeouts)
            .await
            .map_err(|error| match error {
                NoSocket::Unreached(reason) => self.error(&reason),
                NoSocket::Fatal(error) => error,
            })
    }

    async fn no_mailbox(&mut self, mut session: Session, mailbox: &str, reply: &str) -> Error {
        let names = session.mailboxes().await.unwrap_or_default();
        self.session = Some(session);
        Error::Server {
            server: self.endpoint.label(),
            reason: format!("the mailbox {mailbox:?} cannot be read: {reply}"),
            hint: format!("these mailboxes exist: {}", names.join(", ")),
        }
    }

    fn failed(&self, failure: &Failure) -> Error {
        match failure {
            Failure::Lost(reason) | Failure::Denied(reason) => self.error(reason),
        }
    }

    fn error(&self, reason: &str) -> Error {
        Error::Server {
            server: self.endpoint.label(),
            reason: reason.to_owned(),
            hint: "check host, port and security of this account; what was collected is stored, \
                   the same command goes on from here"
                .to_owned(),
        }
    }
}
