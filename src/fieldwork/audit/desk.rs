//! One network of an audit: its client, its till, and whether it is still asked.

use super::{AccountLook, Watch};
use crate::channel::social::{Social, Usage};
use crate::clock::Clock;
use crate::coding::profile::{Declared, Read, audit};
use crate::error::{Error, Result};
use crate::fieldwork::Till;
use crate::model::{Audited, Company, Lookup, Network, Post};

/// A network that failed so often in a row is not asked any more.
const PATIENCE: u32 = 3;

/// What one account may cost: itself, its pinned post, and its posts with those that they answer.
pub(super) fn per_account(last: usize) -> Usage {
    Usage {
        profiles: 1,
        reads: 1 + 2 * last as u64,
        ..Usage::default()
    }
}

/// One network.
pub(super) struct Desk<'a, S> {
    pub network: Network,
    pub till: Till<'a>,
    social: S,
    /// Why it is not asked any more.
    shut: Option<String>,
    failures: u32,
}

impl<'a, S: Social> Desk<'a, S> {
    pub(super) fn new(social: S, till: Till<'a>) -> Self {
        Self {
            network: social.network(),
            till,
            social,
            shut: None,
            failures: 0,
        }
    }

    /// Tells what looking at so many accounts will cost.
    pub(super) async fn tell(
        &self,
        accounts: usize,
        last: usize,
        watch: &mut impl Watch,
    ) -> Result<()> {
        let one = per_account(last);
        let count = accounts as u64;
        let all = Usage {
            profiles: one.profiles * count,
            reads: one.reads * count,
            ..one
        };
        let cost = match (self.till.estimate(&all).await?, self.network) {
            (Some(cost), _) => format!("about {cost}"),
            (None, Network::Bluesky) => "which costs nothing".to_owned(),
            (None, Network::Twitter) => {
                "at a price that is not known: [channels.twitter.spending] names prices and a cap"
                    .to_owned()
            }
        };
        let s = if accounts == 1 { "" } else { "s" };
        watch.remark(&format!(
            "{}: {accounts} account{s} to look at, the newest {last} posts of each: {cost}",
            self.network
        ));
        Ok(())
    }

    /// Looks at an account. What was called is noted whatever it brought. With what the user must mend, when
    /// that is why the network is not asked any more.
    pub(super) async fn look(
        &mut self,
        company: &Company,
        handle: &str,
        view: View<'_>,
        watch: &mut impl Watch,
    ) -> Result<(AccountLook, Option<Error>)> {
        let mut look = AccountLook {
            company: company.id.clone(),
            network: self.network,
            handle: handle.to_owned(),
            problem: None,
            seen: None,
        };
        if self.shut.is_none()
            && let Some(short) = self.till.short_of(&per_account(view.last)).await?
        {
            watch.remark(&short);
            self.shut = Some("the spending cap leaves too little".to_owned());
        }
        if let Some(why) = &self.shut {
            look.problem = Some(format!("not looked at: {why}"));
            return Ok((look, None));
        }
        let read = self.read(handle, view.last).await;
        let now = view.clock.now();
        self.till.note(self.social.usage(), now).await?;
        let error = match read {
            Ok((lookup, posts)) => {
                self.failures = 0;
                let declared = Declared {
                    company: &company.id,
                    network: self.network,
                    handle,
                };
                let read = Read {
                    lookup: &lookup,
                    all: posts.len() < view.last,
                    posts: &posts,
                    passages: view.passages,
                };
                look.seen = Some(audit(&declared, read, now));
                return Ok((look, None));
            }
            Err(error) => error,
        };
        look.problem = Some(error.to_string());
        if matches!(error, Error::Server { .. }) {
            self.failures += 1;
            if self.failures < PATIENCE {
                return Ok((look, None));
            }
        }
        let network = self.network;
        watch.remark(&format!("{network} is not asked any more: {error}"));
        self.shut = Some(format!("{network} is not asked any more, see above"));
        Ok((look, Some(error)))
    }

    /// The account and its newest posts. Of one that is not open to all nothing more is asked.
    async fn read(&mut self, handle: &str, last: usize) -> Result<(Lookup, Vec<Post>)> {
        let lookup = self.social.profile(handle).await?;
        let posts = match &lookup {
            Lookup::Found(profile) if !profile.protected && last > 0 => {
                self.social.posts_of(profile, last).await?
            }
            _ => Vec::new(),
        };
        Ok((lookup, posts))
    }
}

/// What a look takes into account.
#[derive(Clone, Copy)]
pub(super) struct View<'v> {
    pub clock: &'v Clock,
    pub last: usize,
    pub passages: &'v [String],
}

/// A look that was kept.
pub(super) fn kept(
    company: &Company,
    network: Network,
    handle: &str,
    seen: Audited,
) -> AccountLook {
    AccountLook {
        company: company.id.clone(),
        network,
        handle: handle.to_owned(),
        problem: None,
        seen: Some(seen),
    }
}
