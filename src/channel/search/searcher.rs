//! The transport that looks answers up.

use super::shelf::Shelf;
use super::walk::{Ending, Walked, walk};
use crate::channel::site::{Manners, Visitor};
use crate::channel::{Dispatch, OnOutcome, Transport};
use crate::clock::Clock;
use crate::error::Result;
use crate::model::{
    AttemptResult, Channel, Exhibit, ExhibitKind, Outcome, Particulars, Said, Speaker, Web,
    WebSearches,
};
use url::Url;

/// No more bytes of a page are read, and no more than this share of what a question may cost.
const MOST_OF_PAGE: u64 = 2_000_000;
const SHARE: u64 = 4;
/// Under simulated time nobody waits for a batch.
const SIMULATED_BATCH: usize = 16;

/// Looks answers up on companies' sites: [`Dispatch::to`] is where a visit begins, [`Dispatch::particulars`] what is
/// asked.
///
/// Sites are visited politely: what robots.txt forbids is not asked for, one question at a time, a pause between two
/// to the same host, so many pages and bytes and no more, and the User-Agent says on whose behalf. A page that was
/// opened is not asked for again within the hour, whatever the next question is; it is listed, and its bytes counted,
/// in the visit that opened it.
///
/// | what happened | result |
/// | --- | --- |
/// | the visit was made, whether or not an answer was found | accepted |
/// | the start page is not there (404, no page) | refused |
/// | robots.txt forbids the start page, it asks for a login or lets no program in | handed over |
/// | 429 or 5xx at the start, or 429 or 503 later and nothing found | deferred |
/// | the host is not reached, or part of the site was not and nothing was found | not reached |
pub struct Searcher {
    shelf: Shelf,
    limits: WebSearches,
    page_bytes: u64,
    clock: Clock,
}

impl Searcher {
    /// A searcher by the study's settings.
    ///
    /// # Errors
    /// None that a user can cause: those of the HTTP client.
    pub fn new(web: &Web, clock: Clock) -> Result<Self> {
        let page_bytes = MOST_OF_PAGE.min(web.searches.most_bytes / SHARE).max(1);
        let manners = Manners {
            pause: web.searches.pause,
            operator: web.operator.clone(),
            most: usize::try_from(page_bytes).unwrap_or(usize::MAX),
        };
        Ok(Self {
            shelf: Shelf::new(Visitor::with(clock.clone(), &manners)?, clock.clone()),
            limits: web.searches.clone(),
            page_bytes,
            clock,
        })
    }

    async fn visit(&mut self, dispatch: &Dispatch) -> Outcome {
        let outcome = |clock: &Clock, result, reply: String| {
            Outcome::new(
                dispatch.enquiry,
                dispatch.number,
                clock.now(),
                result,
                reply,
            )
        };
        let Some(particulars) = &dispatch.particulars else {
            let reply = "not looked up: there is no question".to_owned();
            return outcome(&self.clock, AttemptResult::Skipped, reply);
        };
        let to = match Url::parse(dispatch.to.trim()) {
            Ok(to) => to,
            Err(error) => {
                let reply = format!("{} is no address: {error}", dispatch.to);
                return outcome(&self.clock, AttemptResult::HandedOver, reply);
            }
        };
        let walked = walk(
            &mut self.shelf,
            particulars,
            &to,
            &self.limits,
            self.page_bytes,
        )
        .await;
        let (result, reply) = told(&walked);
        let mut outcome = outcome(&self.clock, result, reply);
        if walked.visit.found {
            outcome
                .said
                .push(said(dispatch, particulars, &walked, outcome.at));
        }
        if let Ok(body) = serde_json::to_vec_pretty(&walked.visit) {
            outcome.exhibits.push(Exhibit {
                kind: ExhibitKind::Record,
                media_type: "application/json".to_owned(),
                address: walked.visit.site,
                at: outcome.at,
                body,
            });
        }
        outcome
    }
}

fn told(walked: &Walked) -> (AttemptResult, String) {
    let visit = &walked.visit;
    match &walked.ending {
        Ending::Made if visit.found => (
            AttemptResult::Accepted,
            format!("an answer was found at {}", visit.address),
        ),
        Ending::Made => {
            let pages = visit.pages.len();
            (
                AttemptResult::Accepted,
                format!(
                    "no answer was found ({}, pages opened: {pages})",
                    visit.ended
                ),
            )
        }
        Ending::Shut(why) => (AttemptResult::HandedOver, why.clone()),
        Ending::Gone(why) => (AttemptResult::Refused, why.clone()),
        Ending::Later(why) => (AttemptResult::Deferred, why.clone()),
        Ending::Unreached(why) => (AttemptResult::NotReached, why.clone()),
    }
}

fn said(
    dispatch: &Dispatch,
    particulars: &Particulars,
    walked: &Walked,
    at: jiff::Timestamp,
) -> Said {
    let visit = &walked.visit;
    let text = if walked.heading.is_empty() {
        visit.passage.clone()
    } else {
        format!("{}\n{}", walked.heading, visit.passage)
    };
    Said {
        token: particulars.token.clone(),
        number: dispatch.number,
        nth: 0,
        channel: Channel::WebSearch,
        speaker: Speaker::Page,
        name: String::new(),
        text,
        address: visit.address.clone(),
        at,
        unasked: false,
    }
}

impl Transport for Searcher {
    /// There is nothing to be connected or logged in to beforehand.
    async fn ready(&mut self, _next: &Dispatch) -> Result<()> {
        Ok(())
    }

    /// A visit lasts as long as its pauses: one at a time, but under simulated time.
    fn at_a_time(&self) -> usize {
        match self.clock {
            Clock::Wall => 1,
            Clock::Simulated(_) => SIMULATED_BATCH,
        }
    }

    async fn send(&mut self, batch: &[Dispatch], on_outcome: OnOutcome<'_>) -> Result<()> {
        for dispatch in batch {
            let outcome = self.visit(dispatch).await;
            on_outcome(outcome)?;
        }
        Ok(())
    }
}
