//! Where the companies can be reached at all.

use super::frame::Member;
use super::metric::{Better, ENDLESS, How, Metric, Scale};
use super::statistics::Part;
use crate::model::{Channel, Denominator, Disposition};

/// The channels offered, company by company.
pub const METRICS: &[Metric] = &[
    Metric {
        name: "channels_offered",
        scale: Scale::Points(0, ENDLESS),
        better: Better::Higher,
        denominator: Denominator::Companies,
        about: "Mean number of the study's channels that a company offers.",
        source: "Eptica Multichannel Customer Experience Study, UK 2014",
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
        source: "Eptica Multichannel Customer Experience Study, UK 2014",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Unit;
    use crate::score::sample::{builder, counted_by_hand, unit};

    #[test]
    fn where_companies_can_be_reached_as_counted_by_hand() {
        let asked = |company, seq, channel, offered: bool| Unit {
            channel,
            disposition: if offered {
                Disposition::Silent
            } else {
                Disposition::NotOffered
            },
            ..unit(company, seq)
        };
        // The first offers one of two channels, the second both, the third none; the fourth was not asked.
        let units = vec![
            asked(0, 0, Channel::Email, true),
            asked(0, 1, Channel::Email, true),
            asked(0, 2, Channel::Twitter, false),
            asked(1, 3, Channel::Email, true),
            asked(1, 4, Channel::Twitter, true),
            asked(2, 5, Channel::Email, false),
            asked(2, 6, Channel::Twitter, false),
        ];
        let frame = builder(4, units).finish();
        let all = [
            ("channels_offered", 3.0, 3.0),
            ("no_online_contact", 1.0, 3.0),
        ];
        counted_by_hand(&frame, METRICS, None, &all);
        let none = [
            ("channels_offered", 0.0, 0.0),
            ("no_online_contact", 0.0, 0.0),
        ];
        counted_by_hand(&frame, METRICS, Some(Channel::Email), &none);
    }
}
