//! One post of a social network, as intake and the audit read it.

use super::Channel;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A social network on which companies are asked in public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Network {
    /// Twitter, now X.
    Twitter,
    /// Bluesky.
    Bluesky,
}

impl Network {
    /// Every network, in the order of the channels.
    pub const ALL: [Self; 2] = [Self::Twitter, Self::Bluesky];

    /// The channel on which its companies are asked.
    #[must_use]
    pub const fn channel(self) -> Channel {
        match self {
            Self::Twitter => Channel::Twitter,
            Self::Bluesky => Channel::Bluesky,
        }
    }

    /// The network of a channel, if it is one of a network.
    #[must_use]
    pub fn of(channel: Channel) -> Option<Self> {
        Self::ALL.into_iter().find(|n| n.channel() == channel)
    }

    /// The word used in files, flags and tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.channel().as_str()
    }

    /// The most that a post may hold: weighted characters on X, characters on Bluesky (which counts
    /// graphemes, of which there are never more).
    #[must_use]
    pub const fn most(self) -> usize {
        match self {
            Self::Twitter => 280,
            Self::Bluesky => 300,
        }
    }

    /// The position in a feed that lies so much earlier: on X positions are ids, which hold the
    /// milliseconds above 22 bits; on Bluesky they are microseconds.
    #[must_use]
    pub fn before(self, position: u64, span: SignedDuration) -> u64 {
        let units = match self {
            Self::Twitter => u64::try_from(span.as_millis()).unwrap_or(0) << 22,
            Self::Bluesky => u64::try_from(span.as_micros()).unwrap_or(0),
        };
        position.saturating_sub(units)
    }

    /// How much of [`Network::most`] a text takes up; never too little.
    ///
    /// On X every character counts 2, but those of most alphabetic scripts and of general punctuation
    /// count 1, and an address counts 23 (twitter-text, configuration 3). An emoji made of several
    /// characters counts 2 there and more here.
    #[must_use]
    pub fn length(self, text: &str) -> usize {
        match self {
            Self::Bluesky => text.chars().count(),
            Self::Twitter => text
                .split_inclusive(char::is_whitespace)
                .map(|word| {
                    let weight = word.chars().map(weight).sum();
                    let link = word.contains("://") || word.starts_with("www.");
                    if link { usize::max(weight, 24) } else { weight }
                })
                .sum(),
        }
    }
}

impl std::fmt::Display for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// Ranges of characters that count 1; all others count 2.
fn weight(c: char) -> usize {
    match c as u32 {
        0..=4351 | 8192..=8205 | 8208..=8223 | 8242..=8247 => 1,
        _ => 2,
    }
}

/// A handle as it is compared: without the `@` before it, in lower case.
#[must_use]
pub fn plain_handle(handle: &str) -> String {
    handle.trim().trim_start_matches('@').to_lowercase()
}

/// Whether a network would make a link of something behind the first word of a text: an address, or a
/// bare domain. Rather too often than too seldom.
#[must_use]
pub fn holds_link(text: &str) -> bool {
    text.split_whitespace().skip(1).any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.contains("://")
            || word.split('.').collect::<Vec<_>>().windows(2).any(|pair| {
                pair[0]
                    .chars()
                    .next_back()
                    .is_some_and(char::is_alphanumeric)
                    && pair[1].chars().take_while(|c| c.is_alphabetic()).count() >= 2
            })
    })
}

/// Whether a text may mention somebody behind its first word, which is the handle that it is put to:
/// whether an `@` stands there, be it a wide one.
#[must_use]
pub fn holds_mention(text: &str) -> bool {
    text.split_whitespace()
        .skip(1)
        .any(|word| word.contains(['@', '\u{ff20}']))
}

/// Who wrote a post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The network's id, which survives a change of the handle: digits on X, a DID on Bluesky.
    pub id: String,
    /// Without the `@`, as it is written; empty when the network does not say.
    pub handle: String,
    /// As it is shown.
    pub name: String,
    /// What the network vouches for, in its word (`business`, `government`, `blue`); `None` for nothing.
    pub verified: Option<String>,
}

/// A picture or film in a post. Never fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// Its address; empty when the network gives none.
    pub url: String,
    /// What its author says is to be seen.
    pub alt: String,
}

/// One post, in the words of both networks. It is kept as the raw bytes of an inbound: this object as
/// JSON, with what the network sent under the further key `source`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Where it stands.
    pub network: Network,
    /// Its id: digits on X, an `at://` URI on Bluesky.
    pub id: String,
    /// The id of the post with which the conversation began.
    pub conversation: Option<String>,
    /// The id of the post that it answers.
    pub replied_to: Option<String>,
    /// The id of the post that it quotes.
    pub quoted: Option<String>,
    /// The ids that it had before it was edited.
    pub earlier: Vec<String>,
    /// Who wrote it.
    pub author: Author,
    /// What it says: the whole of a long post, entities such as `&amp;` resolved, links as they are shown.
    pub text: String,
    /// When the network took it.
    pub created_at: Timestamp,
    /// The handles that it mentions, without `@`.
    pub mentions: Vec<String>,
    /// The addresses that it links to, as far as the network says where they lead.
    pub links: Vec<String>,
    /// Its pictures.
    pub media: Vec<Media>,
    /// Whether it is a direct message.
    pub private: bool,
}

impl Post {
    /// What it is known by among all posts of all networks, wherever it is found.
    #[must_use]
    pub fn identity(&self) -> String {
        format!("{} {}", self.network, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_those_of_the_networks() {
        let x = |text| Network::Twitter.length(text);
        assert_eq!(x("@acme Do you deliver on Sundays?"), 32);
        assert_eq!(x("caf\u{e9} \u{20ac}"), 7, "the euro sign counts 2");
        assert_eq!(x("\u{6771}\u{4eac}"), 4);
        assert_eq!(x("see https://a.example/b please"), 4 + 24 + 6);
        assert_eq!(Network::Bluesky.length("\u{6771}\u{4eac} caf\u{e9}"), 7);
    }

    #[test]
    fn an_hour_before_is_an_hour_before() {
        let hour = SignedDuration::from_hours(1);
        let id = |milliseconds: u64| (milliseconds << 22) | 0x77;
        assert_eq!(Network::Twitter.before(id(9_000_000), hour), id(5_400_000));
        assert_eq!(Network::Bluesky.before(7_200_000_000, hour), 3_600_000_000);
        assert_eq!(Network::Bluesky.before(5, hour), 0);
    }

    #[test]
    fn links_and_mentions_are_found_behind_the_first_word() {
        for (text, link, mention) in [
            ("@acme Do you open on Sundays?", false, false),
            (
                "@acme.bsky.social I paid 4.50. Do you refund?",
                false,
                false,
            ),
            ("@acme see https://x.example", true, false),
            ("@acme see (acme.com)", true, false),
            ("@acme or @other?", false, true),
            ("@acme or \u{ff20}other?", false, true),
            ("", false, false),
        ] {
            assert_eq!(
                (holds_link(text), holds_mention(text)),
                (link, mention),
                "{text}"
            );
        }
    }

    #[test]
    fn networks_and_channels_name_each_other() {
        for channel in Channel::ALL {
            assert!(Network::of(channel).is_none_or(|n| n.channel() == channel));
        }
        assert_eq!(Network::of(Channel::Email), None);
        assert_eq!(plain_handle(" @AcmeHelp "), "acmehelp");
    }
}
