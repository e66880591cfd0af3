//! The accounts through which a study sends and collects.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Where a secret is read from; never the secret itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SecretSource {
    /// The first line that a shell command prints.
    Command(String),
    /// The first line of a file.
    File(PathBuf),
    /// An environment variable.
    Env(String),
}

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte (ports 465 and 993).
    Tls,
    /// A plain greeting, then STARTTLS (ports 587 and 143).
    Starttls,
    /// No protection; accepted on loopback only.
    Plain,
}

/// How a user proves who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AuthMechanism {
    /// SASL PLAIN (RFC 4616).
    Plain,
    /// SASL LOGIN, or IMAP's LOGIN command.
    Login,
    /// OAuth 2 bearer token as Google and Microsoft take it.
    Xoauth2,
}

/// One server with the user's login to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Endpoint {
    /// Host name or address.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// Protection of the connection.
    pub security: Security,
    /// The mechanism to use; `None` takes the best that the server offers.
    pub auth: Option<AuthMechanism>,
    /// Login name; `None` connects without a login.
    pub user: Option<String>,
    /// Where the password, or the bearer token for XOAUTH2, is read from.
    pub secret: Option<SecretSource>,
    /// PEM file of additional certificate authorities to trust.
    pub tls_ca: Option<PathBuf>,
}

impl Endpoint {
    /// `user@host:port`, as it is named in messages.
    #[must_use]
    pub fn label(&self) -> String {
        match &self.user {
            Some(user) => format!("{user} at {}:{}", self.host, self.port),
            None => format!("{}:{}", self.host, self.port),
        }
    }

    /// Whether the host is this machine: only then may a connection be plain.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.host == "localhost"
            || self
                .host
                .trim_matches(['[', ']'])
                .parse::<std::net::IpAddr>()
                .is_ok_and(|ip| ip.is_loopback())
    }
}

/// The email account of a study.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailAccount {
    /// Where enquiries are submitted.
    pub smtp: Endpoint,
    /// Where replies are read.
    pub imap: Endpoint,
    /// Mailboxes to read, `INBOX` and usually the junk folder.
    pub mailboxes: Vec<String>,
    /// Host names of our own mail exchangers: their Received header is the time of arrival. When
    /// empty, the topmost Received header counts.
    pub own_mx: Vec<String>,
    /// Most messages to submit in a minute; `None` is as fast as the server takes them.
    pub per_minute: Option<u32>,
}
