//! The accounts through which a study asks in public, and who agreed to be asked by a program.

use super::{Network, SecretSource, TransportKind};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// How the study's account proves who it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SocialAuth {
    /// OAuth 1.0a user context (RFC 5849): four secrets from the developer portal.
    OAuth1 {
        /// Also called API key.
        consumer_key: SecretSource,
        /// Also called API key secret.
        consumer_secret: SecretSource,
        /// Access token.
        token: SecretSource,
        /// Access token secret.
        token_secret: SecretSource,
    },
    /// OAuth 2 with PKCE (RFC 7636): tokens that `shopper login` fetched and that are refreshed as they
    /// expire.
    OAuth2 {
        /// The app's id.
        client_id: String,
        /// Confidential apps have a secret too.
        client_secret: Option<SecretSource>,
        /// The file that keeps the tokens; written by `shopper login` and at every refresh, for its
        /// owner only.
        tokens: PathBuf,
    },
    /// An app password of Bluesky.
    AppPassword {
        /// Handle or address to log in with.
        identifier: String,
        /// The app password.
        password: SecretSource,
    },
}

/// What a call of a paid interface costs, in millionths of [`Spending::currency`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prices {
    /// A post written.
    pub post: u64,
    /// A post written that holds a link.
    pub post_with_link: u64,
    /// A post read.
    pub read: u64,
    /// A profile read.
    pub profile: u64,
    /// A direct message read or written.
    pub message: u64,
}

/// What may be spent on an account in a wave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spending {
    /// Three letters, such as `USD`.
    pub currency: String,
    /// The most, in millionths of the currency.
    pub cap: u64,
    /// The price table.
    pub prices: Prices,
}

/// The account of a study on a social network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialAccount {
    /// The network.
    pub network: Network,
    /// Whether the program posts, or a person.
    pub transport: TransportKind,
    /// The account from which is asked, without the `@`.
    pub handle: String,
    /// Base address of the interface, without a slash at the end.
    pub api: String,
    /// The login.
    pub auth: SocialAuth,
    /// Most posts a day.
    pub daily_cap: u32,
    /// What may be spent; `None` where calls cost nothing.
    pub spending: Option<Spending>,
}

/// The record that a company agreed to be asked by a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The network.
    pub network: Network,
    /// The account that agreed, without the `@`.
    pub handle: String,
    /// Who agreed on its behalf.
    pub who: String,
    /// On what day.
    pub when: Date,
    /// On what ground: a contract, a letter, an invitation in the profile.
    pub ground: String,
}
