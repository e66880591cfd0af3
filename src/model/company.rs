//! Who is asked.

use super::{Channel, FormPins, Language, Network, Service};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One company of the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// Unique within the panel: letters, digits, `-` and `_`.
    pub id: String,
    /// As it is written in reports.
    pub name: String,
    /// The stratum it belongs to.
    pub sector: String,
    /// ISO 3166-1 alpha-2, upper case; empty when not given.
    pub country: String,
    /// The language in which it is asked.
    pub language: Language,
    /// IANA time zone of its business hours; the study's own where none is given.
    pub timezone: Option<String>,
    /// Where it can be reached. A channel that is missing here is *not offered*, which is a result.
    /// On a social network there may be several handles with spaces between them, see
    /// [`Company::handles`].
    pub contact_points: BTreeMap<Channel, String>,
    /// The home page, when known.
    pub site: Option<String>,
    /// What is pinned of its contact form.
    pub form_pins: FormPins,
    /// When it is there, and what it promises. It decides how times are measured, not what is asked.
    pub service: Service,
}

impl Company {
    /// Where the company can be reached on a channel; `None` means that the channel is not offered.
    #[must_use]
    pub fn contact_point(&self, channel: Channel) -> Option<&str> {
        self.contact_points.get(&channel).map(String::as_str)
    }

    /// Its accounts on a social network, without `@`: the first is asked, from the others it is known to
    /// answer. None when it does not offer the channel.
    pub fn handles(&self, network: Network) -> impl Iterator<Item = &str> {
        self.contact_point(network.channel())
            .unwrap_or_default()
            .split_whitespace()
            .map(|handle| handle.trim_start_matches('@'))
    }
}
