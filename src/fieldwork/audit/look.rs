//! What a look brought.

use crate::coding::site::SiteLinks;
use crate::error::Error;
use crate::model::{Audited, Company, Network, Offered};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A look at a company's home page. The store keeps it as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteLook {
    /// The company's id.
    pub company: String,
    /// The home page as the panel has it; empty when it names none.
    pub site: String,
    /// When.
    pub at: Timestamp,
    /// Where the page stood, after redirects; empty when there was none.
    pub address: String,
    /// The addresses that led to it, its own last.
    pub hops: Vec<String>,
    /// Whether only the beginning of a very long page was read.
    pub cut: bool,
    /// Why there is no page, a sentence; `None` when it was read.
    pub problem: Option<String>,
    /// Where it leads.
    pub links: SiteLinks,
    /// Its passages that promise an answer in some time.
    pub passages: Vec<String>,
}

impl SiteLook {
    /// A look that brought nothing.
    #[must_use]
    pub fn failed(company: &Company, at: Timestamp, problem: String) -> Self {
        Self {
            company: company.id.clone(),
            site: company.site.clone().unwrap_or_default(),
            at,
            address: String::new(),
            hops: Vec::new(),
            cut: false,
            problem: Some(problem),
            links: SiteLinks::default(),
            passages: Vec::new(),
        }
    }

    /// How what the panel says of each channel compares with the page; nothing when it was not read.
    #[must_use]
    pub fn compare(&self, company: &Company) -> Vec<Offered> {
        match self.problem {
            None => self.links.compare(company),
            Some(_) => Vec::new(),
        }
    }
}

/// A look at an account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountLook {
    /// The company's id.
    pub company: String,
    /// The network.
    pub network: Network,
    /// Without the `@`.
    pub handle: String,
    /// Why it was not looked at, a sentence.
    pub problem: Option<String>,
    /// What was seen.
    pub seen: Option<Audited>,
}

/// What an audit brought.
#[derive(Debug, Default)]
pub struct Audits {
    /// The home pages, in the order of the panel; none when they were not to be looked at.
    pub sites: Vec<SiteLook>,
    /// The accounts, in the order of the panel.
    pub accounts: Vec<AccountLook>,
    /// Why a network could not be asked any more, when that is for the user to mend.
    pub failure: Option<Error>,
}

/// Hears how an audit goes on.
pub trait Watch {
    /// A company is looked at; so many of so many are done.
    fn company(&mut self, done: usize, of: usize, company: &Company);

    /// Something that the user should know.
    fn remark(&mut self, text: &str);
}
