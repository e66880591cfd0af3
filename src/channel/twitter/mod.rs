//! X, formerly Twitter: the client of its API v2.
//!
//! | file | what it knows |
//! | --- | --- |
//! | `social` | which question is which call |
//! | `feed` | pages |
//! | `caller` | one call: login, limits, second tries |
//! | `publish` | the one call that is never made twice |
//! | `login`, `oauth1`, `oauth2`, `tokens`, `authorize` | who calls |
//! | `limits`, `bill` | how often one may, and what it costs |
//! | `dialect`, `query`, `id` | how X names things |
//! | `post`, `profile`, `prose`, `complaint` | what X says |

mod authorize;
mod bill;
mod caller;
mod complaint;
mod dialect;
mod encode;
mod feed;
mod id;
mod json;
mod limits;
mod login;
mod oauth1;
mod oauth2;
mod post;
mod profile;
mod prose;
mod publish;
mod query;
mod social;
mod tokens;

pub use authorize::Authorization;

use super::http::{self, Http, Options};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::model::{Profile, SocialAccount, plain_handle};
use caller::Caller;
use login::Login;

/// The study's account on X. One call after the other; waits for the network's limits by its clock.
pub struct Twitter {
    caller: Caller,
    handle: String,
    me: Option<Profile>,
    /// Whether this access level lacks the search for quotes.
    no_quotes: bool,
    /// Whether it was told already that direct messages cannot be read.
    told_of_messages: bool,
}

impl Twitter {
    /// A client; nothing is called yet.
    ///
    /// # Errors
    /// [`Error::Refused`] for a login that X does not know, or an interface that is neither protected by
    /// TLS nor on this machine.
    pub fn new(account: &SocialAccount, clock: Clock) -> Result<Self> {
        Self::with_http(account, clock, Http::new(&Options::default())?)
    }

    /// The same over an HTTP client of the caller's.
    ///
    /// # Errors
    /// As [`Twitter::new`].
    pub fn with_http(account: &SocialAccount, clock: Clock, http: Http) -> Result<Self> {
        http::allow(&account.api)?;
        let label = label(account);
        let login = Login::of(account, &label)?;
        let api = account.api.trim_end_matches('/').to_owned();
        Ok(Self {
            caller: Caller::new(http, api, label, login, clock),
            handle: plain_handle(&account.handle),
            me: None,
            no_quotes: false,
            told_of_messages: false,
        })
    }
}

/// An account as it is named in messages: `@shopper at api.x.com`.
fn label(account: &SocialAccount) -> String {
    let server = account.api.split("://").last().unwrap_or_default();
    format!(
        "@{} at {}",
        account.handle.trim().trim_start_matches('@'),
        server.trim_end_matches('/')
    )
}

/// Refuses a login that is somebody else's: whatever it posted would come from the wrong account.
fn expect_own(profile: &Profile, handle: &str, label: &str) -> Result<()> {
    if plain_handle(&profile.handle) == plain_handle(handle) {
        return Ok(());
    }
    Err(Error::Authentication {
        account: label.to_owned(),
        reply: format!(
            "this is the login of @{}, not of the study's account; log in as @{} with `shopper login \
             twitter STUDY`, or correct the handle in study.toml",
            profile.handle,
            plain_handle(handle)
        ),
    })
}
