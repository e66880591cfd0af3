//! The audit of a panel's presence: each company's home page first, then its accounts. Each look is kept at
//! once, so an audit that was stopped goes on where it was.

mod desk;
mod kept;
mod look;

#[cfg(test)]
mod tests;

use super::{Stop, Till};
use crate::channel::site::Visitor;
use crate::channel::social::Social;
use crate::clock::Clock;
use crate::coding::{bio, site};
use crate::error::{Error, Result};
use crate::model::{Company, Language, SocialAccount, Study};
use crate::store::Store;
use desk::{Desk, View};
use jiff::SignedDuration;
use kept::{Kept, keep};

pub use look::{AccountLook, Audits, SiteLook, Watch};

/// What was spent before the wave opens counts so long.
const BEFORE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// So many passages with a promise are kept of a page.
const MOST_PASSAGES: usize = 5;

/// An audit that is about to begin.
pub struct Auditor<'a, S> {
    study: &'a Study,
    store: &'a Store,
    clock: Clock,
    /// How many of the newest posts of an account are read.
    last: usize,
    visitor: Option<Visitor>,
    desks: Vec<Desk<'a, S>>,
    kept: Kept,
}

impl<'a, S: Social> Auditor<'a, S> {
    /// An audit that reads the newest `last` posts of each account, and looks at what was looked at in the
    /// last 24 hours only when told to do so `again`. It looks at nothing but what is added to it.
    pub async fn new(
        study: &'a Study,
        store: &'a Store,
        clock: Clock,
        last: usize,
        again: bool,
    ) -> Result<Self> {
        Ok(Self {
            study,
            store,
            kept: Kept::read(store, again).await?,
            clock,
            last,
            visitor: None,
            desks: Vec::new(),
        })
    }

    /// Lets it look at the home pages too.
    #[must_use]
    pub fn with_sites(mut self, visitor: Visitor) -> Self {
        self.visitor = Some(visitor);
        self
    }

    /// Lets it look at the accounts on a network too, through this account of the study.
    #[must_use]
    pub fn with_network(mut self, account: &'a SocialAccount, social: S) -> Self {
        let now = self.clock.now();
        let since = now
            .checked_sub(BEFORE)
            .unwrap_or(now)
            .min(self.study.wave.opens);
        let till = Till::new(self.store, account, social.label(), since);
        self.desks.push(Desk::new(social, till));
        self
    }

    /// Looks at every company of the panel.
    ///
    /// # Errors
    /// A failing ledger, and [`Error::Interrupted`]; what cannot be looked at is no error but a sentence in
    /// its place.
    pub async fn run(mut self, stop: &Stop, watch: &mut impl Watch) -> Result<Audits> {
        let mut audits = Audits::default();
        let panel = &self.study.panel;
        for desk in &self.desks {
            let now = self.clock.now();
            let handles = panel
                .iter()
                .flat_map(|c| c.handles(desk.network).map(move |h| (c, h)));
            let open =
                handles.filter(|(c, h)| self.kept.account(c, desk.network, h, now).is_none());
            let count = open.count();
            if count > 0 {
                desk.tell(count, self.last, watch).await?;
            }
        }
        for (done, company) in panel.iter().enumerate() {
            if stop.requested() {
                return Err(Error::Interrupted);
            }
            watch.company(done, panel.len(), company);
            let site = self.site(company).await?;
            let passages = site
                .as_ref()
                .map_or_else(Vec::new, |look| look.passages.clone());
            if self.visitor.is_some() {
                audits.sites.extend(site);
            }
            self.accounts(company, &passages, &mut audits, stop, watch)
                .await?;
        }
        Ok(audits)
    }

    /// The home page of a company; without a visitor, what was kept of it.
    async fn site(&mut self, company: &Company) -> Result<Option<SiteLook>> {
        let now = self.clock.now();
        if let Some(look) = self.kept.site(company, now) {
            return Ok(Some(look));
        }
        let Some(visitor) = &mut self.visitor else {
            return Ok(None);
        };
        let Some(address) = &company.site else {
            let problem = "companies.csv names no site".to_owned();
            return Ok(Some(SiteLook::failed(company, now, problem)));
        };
        let page = visitor.page(address, &languages(company.language)).await;
        let now = self.clock.now();
        let look = match page {
            Err(problem) => SiteLook::failed(company, now, problem),
            Ok(page) => SiteLook {
                links: site::links(&page.html, &page.address),
                passages: promises(&page.html),
                address: page.address,
                hops: page.hops,
                cut: page.cut,
                problem: None,
                ..SiteLook::failed(company, now, String::new())
            },
        };
        // What was once read is worth more than that it cannot be read now, which may be our own failure.
        if look.problem.is_none() || !self.kept.was_read(company, address) {
            let kept = keep(company, None, address, now, &look)?;
            self.store.keep_profile(&kept).await?;
        }
        Ok(Some(look))
    }

    /// The accounts of a company.
    async fn accounts(
        &mut self,
        company: &Company,
        passages: &[String],
        audits: &mut Audits,
        stop: &Stop,
        watch: &mut impl Watch,
    ) -> Result<()> {
        let view = View {
            clock: &self.clock,
            last: self.last,
            passages,
        };
        for desk in &mut self.desks {
            for handle in company.handles(desk.network) {
                if stop.requested() {
                    return Err(Error::Interrupted);
                }
                if let Some(seen) =
                    self.kept
                        .account(company, desk.network, handle, self.clock.now())
                {
                    audits
                        .accounts
                        .push(desk::kept(company, desk.network, handle, seen));
                    continue;
                }
                let (look, failure) = desk.look(company, handle, view, watch).await?;
                audits.failure = audits.failure.take().or(failure);
                if let Some(seen) = &look.seen {
                    let kept = keep(company, Some(desk.network), handle, seen.audited_at, seen)?;
                    self.store.keep_profile(&kept).await?;
                }
                audits.accounts.push(look);
            }
        }
        Ok(())
    }
}

/// The passages of a page that promise an answer in some time.
fn promises(html: &str) -> Vec<String> {
    let promise = |passage: &String| bio::read(passage).promise_kind != bio::PromiseKind::None;
    let passages = site::passages(html).into_iter();
    passages.filter(promise).take(MOST_PASSAGES).collect()
}

/// What a company's customers would have their browser say.
fn languages(language: Language) -> String {
    match language {
        Language::En => "en".to_owned(),
        other => format!("{}, en;q=0.5", other.as_str()),
    }
}
