//! How a site is visited.

use crate::channel::near::Ground;
use jiff::SignedDuration;
use std::path::PathBuf;
use std::time::Duration;

/// How long a site may keep us waiting, and how little we hurry it. The bounds are spans of real time, also
/// when the study's clock is simulated: they guard against a socket that says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manner {
    /// How long a connection may take.
    pub connect: Duration,
    /// How long a page may take.
    pub page: Duration,
    /// How long the answer to a form may take. Who gives up sooner leaves doubt.
    pub submit: Duration,
    /// What passes, by the study's clock, between two pages of a site, and before a form is sent: nobody
    /// fills one in at once.
    pub pause: SignedDuration,
    /// A PEM file of further certificate authorities.
    pub tls_ca: Option<PathBuf>,
    /// What the public network is: a contact point in it leads nowhere else.
    pub ground: Ground,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            page: Duration::from_secs(30),
            submit: Duration::from_mins(2),
            pause: SignedDuration::from_secs(2),
            tls_ca: None,
            ground: Ground::default(),
        }
    }
}
