//! Where the companies can be reached at all.

use super::frame::Member;
use super::metric::{Better, How, Metric, Scale};
use super::statistics::Part;
use crate::model::{Channel, Denominator, Disposition};

/// The channels offered, company by company.
pub const METRICS: &[Metric] = &[
    Metric {
        name: "channels_offered",
        scale: Scale::Points,
        better: Better::Higher,
        denominator: Denominator::Companies,
        about: "Mean number of the study's channels that a company offers.",
        how: How::CompanyMean(|member, channel| {
            let offered = of_all(member, channel)?;
            Some(Part {
                sum: offered as f64,
                n: 1.0,
            })
        }),
    },
    Metric {
        name: "no_online_contact",
        scale: Scale::Share,
        better: Better::Lower,
        denominator: Denominator::Companies,
        about: "Share of the companies that offer none of the study's channels.",
        how: How::CompanyShare(|member, channel| {
            let offered = of_all(member, channel)?;
            Some(Part {
                sum: f64::from(u8::from(offered == 0)),
                n: 1.0,
            })
        }),
    },
];

/// How many channels the company offers, of those on which anything was planned; only over all channels together.
fn of_all(member: &Member<'_>, channel: Option<Channel>) -> Option<usize> {
    if channel.is_some() || member.units.is_empty() {
        return None;
    }
    let offers = |channel: &Channel| {
        let at =
            |u: &&super::Unit| u.channel == *channel && u.disposition != Disposition::NotOffered;
        member.units.iter().any(|u| at(&u))
    };
    Some(Channel::ALL.iter().filter(|c| offers(c)).count())
}
