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

/// Some of the channels, each once, in a byte: a million enquiries are asked on as many sets of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Channels(u8);

impl Channels {
    /// How many they are.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Adds a channel; false when it was one of them before.
    pub fn insert(&mut self, channel: Channel) -> bool {
        let before = self.0;
        self.0 |= 1 << channel as u8;
        self.0 != before
    }

    /// Each of them, in their order.
    pub fn iter(self) -> impl Iterator<Item = Channel> {
        let has = move |channel: &Channel| self.0 & (1 << *channel as u8) != 0;
        Channel::ALL.into_iter().filter(has)
    }
}

impl FromIterator<Channel> for Channels {
    fn from_iter<I: IntoIterator<Item = Channel>>(channels: I) -> Self {
        let mut some = Self::default();
        for channel in channels {
            some.insert(channel);
        }
        some
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_channels_has_each_once_in_their_order() {
        let mut some: Channels = [Channel::Chat, Channel::Email, Channel::Chat]
            .into_iter()
            .collect();
        assert_eq!(some.len(), 2);
        assert!(some.insert(Channel::Bluesky) && !some.insert(Channel::Email));
        let listed: Vec<Channel> = some.iter().collect();
        assert_eq!(listed, [Channel::Email, Channel::Chat, Channel::Bluesky]);
        assert!(Channels::default().is_empty() && !some.is_empty());
        assert_eq!(
            Channel::ALL.into_iter().collect::<Channels>().len(),
            Channel::ALL.len()
        );
    }
}
