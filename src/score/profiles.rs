//! What the audit found of the companies' accounts on social networks.

use super::frame::Member;
use super::metric::{Better, How, Metric, Scale};
use super::statistics::Part;
use crate::model::{AccountFound, AccountKind, Audited, Channel, Denominator, Network};

/// What scoring keeps of an account that an audit found: a row of `profiles.csv`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Account {
    /// The network.
    pub network: Network,
    /// Whether it says that it is there for customers; `None` when that is not known.
    pub service: Option<bool>,
    /// Whether it has no picture of its own; `None` when the network does not say.
    pub default_avatar: Option<bool>,
    /// How many of its newest posts were read.
    pub posts: u64,
    /// How many of them answer somebody else.
    pub replies: u64,
    /// The share of those below which initials or a first name stand, to the sixth decimal that the table prints.
    pub signed: Option<f64>,
}

impl Account {
    /// What counts of a look at an account; `None` when there is no such account.
    #[must_use]
    pub fn of(look: &Audited) -> Option<Self> {
        (look.found == AccountFound::Found).then(|| Self {
            network: look.network,
            service: look.kind.map(|kind| kind == AccountKind::Service),
            default_avatar: look.default_avatar,
            posts: look.posts_read,
            replies: look.replies,
            signed: look.signed_share.map(|share| (share * 1e6).round() / 1e6),
        })
    }
}

const AUDIT: &str =
    "audit of the Dutch nominees for most customer-friendly company on social networks, 2011";

/// Each account counts as one, however much it posts; on a channel those of its network.
pub const METRICS: &[Metric] = &[
    Metric {
        name: "dialogue_share",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Accounts,
        about: "Dialogue or broadcast: the mean over the accounts that an audit found of the share of their posts read \
                that answer somebody else; an account that posts nothing is left out.",
        source: AUDIT,
        how: How::CompanyMean(|member, channel| {
            of_each(member, channel, |account| {
                (account.posts > 0).then(|| account.replies as f64 / account.posts as f64)
            })
        }),
    },
    Metric {
        name: "signed_share",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Accounts,
        about: "The mean over the accounts that answer somebody of the share of those replies below which initials or \
                a first name stand.",
        source: AUDIT,
        how: How::CompanyMean(|member, channel| of_each(member, channel, |account| account.signed)),
    },
    Metric {
        name: "default_avatar",
        scale: Scale::Share,
        better: Better::Lower,
        denominator: Denominator::Accounts,
        about: "Share of the accounts that have no picture of their own, of those of which the network says so or \
                not.",
        source: AUDIT,
        how: How::CompanyShare(|member, channel| {
            of_each(member, channel, |account| truth(account.default_avatar))
        }),
    },
    Metric {
        name: "service_account",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Accounts,
        about: "Share of the accounts whose bio, handle or name say that they are there for customers; the others \
                are corporate.",
        source: AUDIT,
        how: How::CompanyShare(|member, channel| {
            of_each(member, channel, |account| truth(account.service))
        }),
    },
];

fn truth(holds: Option<bool>) -> Option<f64> {
    holds.map(|holds| f64::from(u8::from(holds)))
}

/// What a company's accounts add up to, on a channel or on all networks together.
fn of_each(
    member: &Member<'_>,
    channel: Option<Channel>,
    of: impl Fn(&Account) -> Option<f64>,
) -> Option<Part> {
    let on = |account: &&Account| channel.is_none_or(|c| c == account.network.channel());
    let mut part = Part::default();
    for value in member.accounts.iter().filter(on).filter_map(of) {
        part.sum += value;
        part.n += 1.0;
    }
    (part.n > 0.0).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::sample::{at, builder, counted_by_hand};

    fn look(company: u32, network: Network, found: AccountFound) -> Audited {
        Audited {
            company: format!("c{company:04}"),
            network,
            handle: "acme".to_owned(),
            found,
            kind: None,
            verified: None,
            protected: None,
            default_avatar: None,
            last_post_at: None,
            active: None,
            posts_per_week: None,
            hours: String::new(),
            promise_minutes: None,
            promise_kind: "none".to_owned(),
            vague: None,
            email: String::new(),
            phone: String::new(),
            url: String::new(),
            agents_named: None,
            evidence: Vec::new(),
            posts_read: 0,
            replies: 0,
            reply_share: None,
            signed_share: None,
            median_reply_hours: None,
            replies_timed: 0,
            audited_at: at(0.0),
        }
    }

    #[test]
    fn accounts_as_counted_by_hand() {
        use AccountFound::{Found, Missing};
        let looks = [
            Audited {
                kind: Some(AccountKind::Service),
                default_avatar: Some(false),
                posts_read: 10,
                replies: 5,
                signed_share: Some(0.4),
                ..look(0, Network::Twitter, Found)
            },
            Audited {
                kind: Some(AccountKind::Corporate),
                default_avatar: Some(true),
                ..look(0, Network::Bluesky, Found)
            },
            Audited {
                posts_read: 4,
                replies: 4,
                signed_share: Some(1.0),
                ..look(1, Network::Twitter, Found)
            },
            Audited {
                kind: Some(AccountKind::Service),
                posts_read: 9,
                ..look(1, Network::Bluesky, Missing)
            },
            Audited {
                kind: Some(AccountKind::Service),
                ..look(77, Network::Twitter, Found)
            },
        ];
        let mut builder = builder(3, Vec::new());
        builder.audited(&looks);
        let frame = builder.finish();
        let names = [
            "dialogue_share",
            "signed_share",
            "default_avatar",
            "service_account",
        ];
        let counted = |channel, of: [(f64, f64); 4]| {
            let rows: Vec<_> = names
                .into_iter()
                .zip(of)
                .map(|(m, (s, n))| (m, s, n))
                .collect();
            counted_by_hand(&frame, METRICS, channel, &rows);
        };
        counted(None, [(1.5, 2.0), (1.4, 2.0), (1.0, 2.0), (1.0, 2.0)]);
        counted(
            Some(Channel::Twitter),
            [(1.5, 2.0), (1.4, 2.0), (0.0, 1.0), (1.0, 1.0)],
        );
        counted(
            Some(Channel::Bluesky),
            [(0.0, 0.0), (0.0, 0.0), (1.0, 1.0), (0.0, 1.0)],
        );
        counted(Some(Channel::Email), [(0.0, 0.0); 4]);
        assert_eq!(
            frame
                .without(|m| m.company.id == "c0001")
                .member(0)
                .accounts
                .len(),
            2
        );
    }
}
