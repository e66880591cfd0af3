//! The transport for contact forms.

use super::fallback::{Ended, Fallback, NoBrowser};
use super::manner::Manner;
use super::send;
use super::session::{MOST, Session};
use crate::channel::http::{Http, Options, user_agent};
use crate::channel::near::{Reach, is_near};
use crate::channel::{Dispatch, OnOutcome, Transport};
use crate::clock::Clock;
use crate::error::Result;
use crate::model::{AttemptResult, BrowserUse, Outcome, Web};
use url::Url;

/// Puts dispatches to companies by the forms on their sites. [`Dispatch::to`] is the page on which the form
/// stands, or one that leads to it, and [`Dispatch::particulars`] what goes into it.
///
/// Each attempt is a session of its own: no cookie passes from one to another.
pub struct FormSender<F = NoBrowser> {
    /// Keeps to the public network; for contact points in it.
    public: Http,
    /// Goes anywhere; for contact points on this machine or beside it.
    near: Http,
    web: Web,
    manner: Manner,
    clock: Clock,
    fallback: F,
}

impl FormSender {
    /// A sender without a browser.
    ///
    /// # Errors
    /// None that a user can cause: those of the HTTP client.
    pub fn new(web: &Web, clock: Clock) -> Result<Self> {
        Self::with_manner(web, Manner::default(), clock)
    }

    /// The same, in another manner.
    ///
    /// # Errors
    /// Those of the manner's `tls_ca` file.
    pub fn with_manner(web: &Web, manner: Manner, clock: Clock) -> Result<Self> {
        let client = |reach| {
            Http::new(&Options {
                user_agent: user_agent(&web.operator),
                tls_ca: manner.tls_ca.clone(),
                connect: manner.connect,
                exchange: manner.submit,
                most: MOST,
                plain: true,
                cut: true,
                reach,
                ..Options::default()
            })
        };
        Ok(Self {
            public: client(Reach::Public(manner.ground.clone()))?,
            near: client(Reach::Anywhere)?,
            web: web.clone(),
            manner,
            clock,
            fallback: NoBrowser,
        })
    }
}

impl<F: Fallback> FormSender<F> {
    /// The same with something that does what plain HTTP cannot.
    pub fn with_fallback<G: Fallback>(self, fallback: G) -> FormSender<G> {
        FormSender {
            public: self.public,
            near: self.near,
            web: self.web,
            manner: self.manner,
            clock: self.clock,
            fallback,
        }
    }

    /// What does that, to end it.
    pub const fn fallback(&mut self) -> &mut F {
        &mut self.fallback
    }

    async fn put(&mut self, dispatch: &Dispatch) -> Ended {
        let handed = |reason: String| Ended::new(AttemptResult::HandedOver, reason);
        let Some(particulars) = dispatch.particulars.as_deref() else {
            return handed("nothing is known that could go into a form".to_owned());
        };
        let contact = match Url::parse(dispatch.to.trim()) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => url,
            _ => {
                let reason = format!("not sent: {} is no address of a page", dispatch.to);
                return Ended::new(AttemptResult::Refused, reason);
            }
        };
        let browser = particulars.pins.browser.unwrap_or(self.web.forms.browser);
        if browser == BrowserUse::Always {
            let reason = "the form is to be sent from a browser";
            return self.fallback.put(dispatch, reason).await;
        }
        let near = is_near(&contact) && !self.manner.ground.holds(&contact);
        let mut session = Session::new(
            if near { &self.near } else { &self.public },
            &self.manner,
            &self.clock,
            near,
            particulars.language,
        );
        let ended = send::put(&mut session, &self.clock, &contact, dispatch, particulars).await;
        match ended {
            Ok(ended) => ended,
            Err(need) if browser == BrowserUse::Never => handed(need.reason).with(need.exhibits),
            Err(need) => {
                let ended = self.fallback.put(dispatch, &need.reason).await;
                ended.with(need.exhibits)
            }
        }
    }
}

impl<F: Fallback> Transport for FormSender<F> {
    /// Every company has a server of its own: there is none that could be made ready.
    async fn ready(&mut self, _: &Dispatch) -> Result<()> {
        Ok(())
    }

    fn at_a_time(&self) -> usize {
        1
    }

    async fn send(&mut self, batch: &[Dispatch], on_outcome: OnOutcome<'_>) -> Result<()> {
        for dispatch in batch {
            let ended = self.put(dispatch).await;
            on_outcome(Outcome {
                enquiry: dispatch.enquiry,
                number: dispatch.number,
                at: self.clock.now(),
                result: ended.result,
                reply: ended.reply,
                said: ended.said,
                exhibits: ended.exhibits,
            })?;
        }
        Ok(())
    }
}
