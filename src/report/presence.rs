//! The tables of the audit: `profiles.csv`, one row an account, and `presence.csv`, one row a company and
//! channel. They are written when there was an audit.

use super::codebook::{Column, Show, Type, hours, moment, text};
use super::table::Table;
use super::writer::Sealed;
use crate::error::Result;
use crate::model::{
    AccountFound, AccountKind, Audited, Channel, Network, Offered, Presence, Study,
};
use jiff::Timestamp;
use std::collections::HashMap;
use std::path::Path;

/// What audits found, in the order in which it is printed.
#[derive(Debug, Default)]
pub struct Audit {
    /// The accounts, by company, network and handle.
    pub profiles: Vec<Audited>,
    /// What the companies' home pages show.
    pub presence: Vec<Home>,
}

/// A company's home page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The company's id.
    pub company: String,
    /// When it was looked at; `None` when it was not.
    pub at: Option<Timestamp>,
    /// Where it was read; empty when it was not.
    pub page: String,
    /// Why it was not read; empty when it was.
    pub problem: String,
    /// Channel by channel; empty when it was not read.
    pub offered: Vec<Offered>,
}

impl Audit {
    /// Whether nothing was looked at.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.profiles.is_empty() && self.presence.is_empty()
    }
}

fn share(name: &str, about: &str) -> Column {
    Column::new(name, Type::Number, about).shown(Show::Percent)
}

fn truth(name: &str, about: &str) -> Column {
    Column::new(name, Type::Boolean, about)
}

fn whole(name: &str, about: &str) -> Column {
    Column::new(name, Type::Integer, about)
}

/// The columns of `profiles.csv`.
pub fn profiles_columns() -> Vec<Column> {
    vec![
        text("company_id", "The company, as in companies.csv.").required(),
        text("network", "The network.")
            .required()
            .words(Network::ALL.map(Network::as_str)),
        text("handle", "The account, without the @.").required(),
        text(
            "found",
            "found: it is there. missing: there is none of that name, be it deleted or renamed. suspended: the \
             network took it down.",
        )
        .required()
        .words([AccountFound::Found, AccountFound::Missing, AccountFound::Suspended].map(AccountFound::as_str)),
        text(
            "kind",
            "service: bio, handle or name say that it is there for customers. corporate: any other.",
        )
        .words([AccountKind::Service, AccountKind::Corporate].map(AccountKind::as_str)),
        text("verified", "What the network vouches for, in its own word; none for nothing."),
        truth("protected", "Whether only chosen accounts may read it."),
        truth("default_avatar", "Whether it has no picture of its own. Empty when the network does not say."),
        moment("last_post_at", "When it last posted, among the posts that were read."),
        truth("active", "Whether that was within 30 days before the audit."),
        hours(
            "posts_per_week",
            "Posts a week, replies included: over the last 28 days, or since the oldest post read when more were \
             made than were read.",
        ),
        text("hours", "Service hours shown in the bio or the pinned post; always for day and night."),
        whole(
            "promise_minutes",
            "The response time promised in the bio, else in the pinned post, else on the home page. Days count 24 hours.",
        ),
        text(
            "promise_kind",
            "What is promised; none also where it says no more than as soon as possible.",
        )
        .words(["duration", "same_day", "next_working_day", "none"]),
        truth("vague", "Whether it says something like as soon as possible."),
        text("email", "An email address in the bio."),
        text("phone", "A telephone number in the bio."),
        text("url", "A web address in the bio."),
        truth("agents_named", "Whether the bio names those who write. Their names are not kept."),
        whole("posts_read", "How many of its newest posts were read.").required(),
        whole("replies", "How many of them answer somebody else.").required(),
        share("reply_share", "Those as a share of the posts read: dialogue near 1, broadcast near 0."),
        share("signed_share", "The share of those replies below which initials or a first name stand."),
        hours(
            "median_reply_hours",
            "The median time of those replies to other customers. Only what was answered counts, so it is no \
             measure of how long a customer waits.",
        ),
        whole("replies_timed", "How many replies showed their time.").required(),
        text("evidence", "The words on which hours and promise rest, separated by |."),
        moment("audited_at", "When it was looked at.").required(),
    ]
}

/// The columns of `presence.csv`.
pub fn presence_columns() -> Vec<Column> {
    vec![
        text("company_id", "The company, as in companies.csv.").required(),
        text("channel", "The channel.")
            .required()
            .words(Channel::ALL.map(Channel::as_str)),
        text(
            "presence",
            "How the panel compares with the links of the home page. agrees: both name it. differs: they name \
             different ones. not_linked: the panel alone. not_declared: the home page alone. neither: none does. \
             Empty when the home page was not read.",
        )
        .words(
            [
                Presence::Agrees,
                Presence::Differs,
                Presence::NotLinked,
                Presence::NotDeclared,
                Presence::Neither,
            ]
            .map(Presence::as_str),
        ),
        text("declared", "What the panel says."),
        text("linked", "What the home page links to, separated by spaces."),
        moment("looked_at", "When the home page was looked at."),
        text("page", "Where the home page was read, after redirects."),
        text("problem", "Why it was not read."),
    ]
}

/// Writes `profiles.csv`. Only companies of the panel are written: others may have left it.
pub fn profiles(path: &Path, study: &Study, audit: &Audit) -> Result<Sealed> {
    let mut table = Table::create(path, &profiles_columns())?;
    let mut by_company: HashMap<&str, Vec<&Audited>> = HashMap::new();
    for seen in &audit.profiles {
        by_company.entry(&seen.company).or_default().push(seen);
    }
    for company in &study.panel {
        for seen in by_company.remove(company.id.as_str()).unwrap_or_default() {
            row(&mut table, seen)?;
        }
    }
    table.seal()
}

fn row(table: &mut Table, seen: &Audited) -> Result<()> {
    table.text(&seen.company);
    table.word(seen.network.as_str());
    table.text(&seen.handle);
    table.word(seen.found.as_str());
    table.maybe(seen.kind.map(AccountKind::as_str));
    table.text(seen.verified.as_deref().unwrap_or_default());
    table.truth(seen.protected);
    table.truth(seen.default_avatar);
    table.moment(seen.last_post_at);
    table.truth(seen.active);
    table.number(seen.posts_per_week);
    table.text(&seen.hours);
    match seen.promise_minutes {
        Some(minutes) => table.whole(minutes.into()),
        None => table.word(""),
    }
    table.word(&seen.promise_kind);
    table.truth(seen.vague);
    table.text(&seen.email);
    table.text(&seen.phone);
    table.text(&seen.url);
    table.truth(seen.agents_named);
    table.whole(seen.posts_read);
    table.whole(seen.replies);
    table.number(seen.reply_share);
    table.number(seen.signed_share);
    table.number(seen.median_reply_hours);
    table.whole(seen.replies_timed);
    table.text(&seen.evidence.join(" | "));
    table.moment(Some(seen.audited_at));
    table.end_row()
}

/// Writes `presence.csv`.
pub fn presence(path: &Path, study: &Study, audit: &Audit) -> Result<Sealed> {
    let mut table = Table::create(path, &presence_columns())?;
    let homes = audit
        .presence
        .iter()
        .map(|home| (home.company.as_str(), home));
    let homes: HashMap<&str, &Home> = homes.collect();
    for company in &study.panel {
        let Some(home) = homes.get(company.id.as_str()) else {
            continue;
        };
        for channel in Channel::ALL {
            let offered = home.offered.iter().find(|o| o.channel == channel);
            table.text(&company.id);
            table.word(channel.as_str());
            table.maybe(offered.map(|o| o.presence.as_str()));
            table.text(company.contact_point(channel).unwrap_or_default());
            table.text(offered.map_or("", |o| &o.linked));
            table.moment(home.at);
            table.text(&home.page);
            table.text(&home.problem);
            table.end_row()?;
        }
    }
    table.seal()
}

#[cfg(test)]
#[path = "presence_tests.rs"]
mod tests;
