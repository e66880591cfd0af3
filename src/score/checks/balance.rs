//! Whether a factor is spread evenly over sectors and channels.

use super::deals::{Dealt, test};
use super::factor::Factor;
use super::flips::Scored;
use super::{Check, Question, seed_of};
use crate::model::{Channel, Disposition};
use crate::score::packed::listed;
use crate::score::{Frame, Unit};
use std::collections::HashMap;

/// Whether a factor is spread evenly over the sectors on a channel.
pub(super) fn over_sectors(
    frame: &Frame,
    coded: &[Option<u8>],
    factor: Factor,
    channel: Channel,
    seed: u64,
) -> Check {
    let check = Question::BalanceOverSectors;
    let sector = |unit: &Unit| frame.companies[unit.company as usize].sector;
    let units = planned(frame, coded, factor, Some(channel), sector);
    let seed = seed_of(seed, check, factor, Some(channel));
    let found = test(units, Dealt::AcrossCompanies, seed);
    Check::of(check, factor, Some(channel), &found)
}

/// Whether a factor is spread evenly over the channels. Phrasings that are made for one channel are left out.
pub(super) fn over_channels(
    frame: &Frame,
    coded: &[Option<u8>],
    factor: Factor,
    seed: u64,
) -> Check {
    let check = Question::BalanceOverChannels;
    let mut units = planned(frame, coded, factor, None, |unit| unit.channel as u32);
    if factor == Factor::Wording {
        let mut on: HashMap<(u32, u32), u32> = HashMap::new();
        for unit in &units {
            *on.entry((unit.stratum, unit.level)).or_default() |= 1 << unit.value;
        }
        units.retain(|u| on[&(u.stratum, u.level)].count_ones() > 1);
    }
    let seed = seed_of(seed, check, factor, None);
    let found = test(units, Dealt::WithinCompanies, seed);
    Check::of(check, factor, None, &found)
}

/// The enquiries that were to be put, with their groups.
fn planned(
    frame: &Frame,
    coded: &[Option<u8>],
    factor: Factor,
    channel: Option<Channel>,
    group: impl Fn(&Unit) -> u32 + Copy,
) -> Vec<Scored<u32>> {
    let units = frame.units().iter().zip(coded);
    let planned = units.filter(|(unit, _)| is_planned(unit, channel));
    listed(planned.filter_map(|(unit, position)| {
        Some(Scored {
            company: unit.company,
            stratum: factor.stratum(unit),
            level: factor.level(unit, *position)?,
            value: group(unit),
        })
    }))
}

/// Whether an enquiry was to be put, on a channel or on any.
pub(super) fn is_planned(unit: &Unit, channel: Option<Channel>) -> bool {
    unit.disposition != Disposition::NotOffered && channel.is_none_or(|c| c == unit.channel)
}
