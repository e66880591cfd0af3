//! The transport of chats.

use super::hold::Hold;
use crate::channel::browser::{Browser, BrowserOptions};
use crate::channel::{Dispatch, OnOutcome, Transport};
use crate::clock::Clock;
use crate::error::Result;
use crate::model::{AttemptResult, Outcome, Particulars, Web};
use jiff::SignedDuration;

/// Puts questions in chats, one after the other, each in a chat of its own.
pub struct Chatter {
    patience: SignedDuration,
    clock: Clock,
    options: BrowserOptions,
    browser: Option<Browser>,
}

impl Chatter {
    /// Nothing is started yet. The browser says who asks as the study does; its profiles are for this
    /// transport alone.
    #[must_use]
    pub fn new(web: &Web, clock: Clock, options: BrowserOptions) -> Self {
        Self {
            patience: web.chats.patience,
            clock,
            options: options.said_by(&web.operator),
            browser: None,
        }
    }

    /// Ends the browser in good order, so that its profile keeps its cookies.
    pub async fn close(&mut self) {
        if let Some(browser) = self.browser.take() {
            browser.close().await;
        }
    }

    /// The browser of a dispatch's persona.
    async fn browser(&mut self, dispatch: &Dispatch) -> Result<&Browser> {
        let language = dispatch
            .particulars
            .as_ref()
            .map(|p| p.language)
            .unwrap_or_default();
        Browser::fitting(&mut self.browser, &self.options, &dispatch.from, language).await
    }
}

impl Transport for Chatter {
    async fn ready(&mut self, next: &Dispatch) -> Result<()> {
        self.browser(next).await.map(|_| ())
    }

    fn at_a_time(&self) -> usize {
        1
    }

    async fn send(&mut self, batch: &[Dispatch], on_outcome: OnOutcome<'_>) -> Result<()> {
        let mut failed = None;
        for dispatch in batch {
            if let Some(why) = &failed {
                on_outcome(not_begun(dispatch, &self.clock, why))?;
                continue;
            }
            let (clock, patience) = (self.clock.clone(), self.patience);
            let browser = match self.browser(dispatch).await {
                Ok(browser) => browser,
                Err(error) => {
                    on_outcome(not_begun(dispatch, &clock, &error))?;
                    failed = Some(error);
                    continue;
                }
            };
            let none = Particulars::default();
            let who = dispatch.particulars.as_deref().unwrap_or(&none);
            let (outcome, whole) = Hold::new(browser, &clock, patience, dispatch, who)
                .hold()
                .await;
            if !whole {
                self.browser = None;
            }
            on_outcome(outcome)?;
        }
        failed.map_or(Ok(()), Err)
    }
}

fn not_begun(dispatch: &Dispatch, clock: &Clock, why: &crate::error::Error) -> Outcome {
    Outcome::new(
        dispatch.enquiry,
        dispatch.number,
        clock.now(),
        AttemptResult::NotReached,
        why.to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn without_a_browser_nothing_is_begun_and_everything_is_told() {
        let options = BrowserOptions {
            chromium: Some("/nonexistent/chromium".into()),
            ..BrowserOptions::new("profiles")
        };
        let clock = Clock::simulated("2026-11-02T09:00:00Z".parse().unwrap());
        let mut chatter = Chatter::new(&Web::default(), clock, options);
        let dispatch = |enquiry| Dispatch {
            enquiry,
            number: 1,
            from_name: String::new(),
            from: "anna+q1@shop.example".to_owned(),
            to: "https://shop.example/".to_owned(),
            own_id: String::new(),
            thread_id: String::new(),
            subject: String::new(),
            body: "Q?".to_owned(),
            date: "2026-11-02T09:00:00Z".parse().unwrap(),
            particulars: None,
        };
        let error = chatter.ready(&dispatch(1)).await.unwrap_err();
        assert!(error.hint().unwrap().contains("chromium-driver"));
        let mut told = Vec::new();
        let sent = chatter
            .send(&[dispatch(1), dispatch(2)], &mut |outcome| {
                told.push((outcome.enquiry, outcome.result));
                Ok(())
            })
            .await;
        assert!(sent.is_err());
        let not = AttemptResult::NotReached;
        assert_eq!(told, [(1, not), (2, not)]);
    }
}
