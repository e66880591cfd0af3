//! What was looked at before.

use super::SiteLook;
use crate::error::{Error, Result};
use crate::model::{Audited, Company, Network, plain_handle};
use crate::store::{KeptProfile, Store};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;

/// What was looked at less than so long ago is not looked at again.
const FRESH: SignedDuration = SignedDuration::from_hours(24);

/// The newest looks, by company, network and handle or address.
pub(super) struct Kept {
    newest: HashMap<(String, Option<Network>, String), KeptProfile>,
    /// Whether none of them is good enough.
    again: bool,
}

impl Kept {
    pub(super) async fn read(store: &Store, again: bool) -> Result<Self> {
        let newest = store
            .profiles()
            .await?
            .into_iter()
            .map(|kept| {
                let key = (kept.company.clone(), kept.network, kept.handle.clone());
                (key, kept)
            })
            .collect();
        Ok(Self { newest, again })
    }

    fn fresh(
        &self,
        company: &Company,
        network: Option<Network>,
        handle: &str,
        now: Timestamp,
    ) -> Option<&str> {
        let key = (company.id.clone(), network, handle.to_owned());
        let kept = self.newest.get(&key).filter(|_| !self.again)?;
        (now.duration_since(kept.at) < FRESH).then_some(&kept.json)
    }

    /// A fresh look at a company's home page that brought one.
    pub(super) fn site(&self, company: &Company, now: Timestamp) -> Option<SiteLook> {
        let json = self.fresh(company, None, company.site.as_deref()?, now)?;
        // What an older program wrote otherwise is looked at again.
        let look: SiteLook = serde_json::from_str(json).ok()?;
        look.problem.is_none().then_some(look)
    }

    /// Whether a company's home page was ever read at this address.
    pub(super) fn was_read(&self, company: &Company, address: &str) -> bool {
        let key = (company.id.clone(), None, address.to_owned());
        let look = self
            .newest
            .get(&key)
            .map(|kept| serde_json::from_str::<SiteLook>(&kept.json));
        look.is_some_and(|look| look.is_ok_and(|look| look.problem.is_none()))
    }

    /// A fresh look at an account.
    pub(super) fn account(
        &self,
        company: &Company,
        network: Network,
        handle: &str,
        now: Timestamp,
    ) -> Option<Audited> {
        let json = self.fresh(company, Some(network), &plain_handle(handle), now)?;
        serde_json::from_str(json).ok()
    }
}

/// A look as it is kept; on a network by the handle as it is compared.
pub(super) fn keep(
    company: &Company,
    network: Option<Network>,
    handle: &str,
    at: Timestamp,
    look: &impl serde::Serialize,
) -> Result<KeptProfile> {
    Ok(KeptProfile {
        company: company.id.clone(),
        network,
        handle: network.map_or_else(|| handle.to_owned(), |_| plain_handle(handle)),
        at,
        json: serde_json::to_string(look).map_err(|e| Error::file("profile", e.into()))?,
    })
}
