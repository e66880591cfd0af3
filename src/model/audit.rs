//! What the audit of a company's presence found: its accounts, and how they compare with its home page.

use super::{Channel, Network};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What became of looking for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountFound {
    /// It is there.
    Found,
    /// There is none of that name: never was, deleted or renamed.
    Missing,
    /// The network has suspended it.
    Suspended,
}

/// Whom an account speaks as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// It says that it is there for customers.
    Service,
    /// Any other account of the company.
    Corporate,
}

/// What an account shows. Empty fields are not known, or there is nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Audited {
    /// The company's id.
    pub company: String,
    /// The network.
    pub network: Network,
    /// Without the `@`.
    pub handle: String,
    /// What became of looking for it.
    pub found: AccountFound,
    /// Whom it speaks as.
    pub kind: Option<AccountKind>,
    /// What the network vouches for, in its word; `none` for nothing.
    pub verified: Option<String>,
    /// Whether only chosen accounts may read it.
    pub protected: Option<bool>,
    /// Whether it has no picture of its own.
    pub default_avatar: Option<bool>,
    /// When it last posted.
    pub last_post_at: Option<Timestamp>,
    /// Whether that was within 30 days before the audit.
    pub active: Option<bool>,
    /// Posts a week, replies included, over the last 28 days or over what was read.
    pub posts_per_week: Option<f64>,
    /// Service hours that it shows, in the bio or else the pinned post: `mon-fri 08:00-20:00; sat 09:00-17:00`,
    /// or `always`; empty for none.
    pub hours: String,
    /// The response time that it promises in minutes, in the bio, else the pinned post, else on the site.
    pub promise_minutes: Option<u32>,
    /// The promise's kind: `duration`, `same_day`, `next_working_day` or `none`.
    pub promise_kind: String,
    /// Whether it says something like *as soon as possible*, which is no promise.
    pub vague: Option<bool>,
    /// An email address in the bio.
    pub email: String,
    /// A telephone number in the bio.
    pub phone: String,
    /// A web address in the bio.
    pub url: String,
    /// Whether people are named in the bio as those who write.
    pub agents_named: Option<bool>,
    /// The words on which hours, promise and kind rest.
    pub evidence: Vec<String>,
    /// How many posts were read.
    pub posts_read: u64,
    /// How many of them answer somebody else.
    pub replies: u64,
    /// Those as a share of the posts: dialogue (near 1) or broadcast (near 0).
    pub reply_share: Option<f64>,
    /// The share of those replies below which initials or a first name stand.
    pub signed_share: Option<f64>,
    /// The median time of those replies to other customers, hours.
    pub median_reply_hours: Option<f64>,
    /// How many replies showed their time.
    pub replies_timed: u64,
    /// When it was looked at.
    pub audited_at: Timestamp,
}

/// How what the panel says of a channel compares with what the home page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Both, and they agree.
    Agrees,
    /// Both, and they name different ones.
    Differs,
    /// The panel names one that the home page does not link to.
    NotLinked,
    /// The home page links to one that the panel does not name.
    NotDeclared,
    /// Neither.
    Neither,
}

impl Presence {
    /// The word used in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Differs => "differs",
            Self::NotLinked => "not_linked",
            Self::NotDeclared => "not_declared",
            Self::Neither => "neither",
        }
    }
}

/// One channel of one company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// The channel.
    pub channel: Channel,
    /// How both compare.
    pub presence: Presence,
    /// What the panel says; empty for nothing.
    pub declared: String,
    /// What the home page shows, separated by spaces; empty for nothing.
    pub linked: String,
}

impl AccountFound {
    /// The word used in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Missing => "missing",
            Self::Suspended => "suspended",
        }
    }
}

impl AccountKind {
    /// The word used in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Corporate => "corporate",
        }
    }
}
