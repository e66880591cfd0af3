//! The channels on which a company can be asked.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A way to reach a company. The order is the order of columns and legends everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Electronic mail to a published address.
    Email,
    /// Twitter, now X.
    Twitter,
    /// A contact form on the company's site.
    WebForm,
    /// Self-service: the site's own search and help pages.
    WebSearch,
    /// Live chat on the company's site.
    Chat,
    /// Bluesky.
    Bluesky,
}

impl Channel {
    /// Every channel, in their order.
    pub const ALL: [Self; 6] = [
        Self::Email,
        Self::Twitter,
        Self::WebForm,
        Self::WebSearch,
        Self::Chat,
        Self::Bluesky,
    ];

    /// Those of a company's site, where something is said while we ask.
    pub const WEB: [Self; 3] = [Self::WebForm, Self::WebSearch, Self::Chat];

    /// Whether it is one of [`Channel::WEB`].
    #[must_use]
    pub const fn is_web(self) -> bool {
        matches!(self, Self::WebForm | Self::WebSearch | Self::Chat)
    }

    /// Whether somebody at the company reads what is asked there: nobody reads a search on the site, so it costs no
    /// staff time.
    #[must_use]
    pub const fn is_read(self) -> bool {
        !matches!(self, Self::WebSearch)
    }

    /// The word used in files, flags and tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Twitter => "twitter",
            Self::WebForm => "web-form",
            Self::WebSearch => "web-search",
            Self::Chat => "chat",
            Self::Bluesky => "bluesky",
        }
    }

    /// The column of `companies.csv` that holds the contact point.
    #[must_use]
    pub const fn column(self) -> &'static str {
        match self {
            Self::WebForm => "web_form",
            Self::WebSearch => "web_search",
            other => other.as_str(),
        }
    }

    /// The channel that a word names, if any.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == word)
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
