//! Two waves in, changes out.

use super::change::{Call, Change, Comparison, Untold};
use super::design::Published;
use super::family::{self, Member};
use super::measure::{Sample, measure};
use super::pair::{Aligned, align};
use super::refusal::{Refusal, Topic, differences};
use crate::model::Subject;
use crate::score::statistics::holm;
use std::collections::BTreeSet;

/// How two waves are compared.
#[derive(Debug, Clone)]
pub struct Options {
    /// Companies that have another id now, or were merged into another: (id in the base, id in the head).
    pub same: Vec<(String, String)>,
    /// In what the designs may differ; the result says so.
    pub allow: BTreeSet<Topic>,
    /// Whether each sector is compared too, not only the whole panel.
    pub by_sector: bool,
    /// The numbers that are compared.
    pub family: Vec<Member>,
    /// Whether somebody asked for these by name: then each is told of, even where neither wave has anything of it.
    pub named: bool,
    /// How many resamples and orders are drawn at least.
    pub replicates: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            same: Vec::new(),
            allow: BTreeSet::new(),
            by_sector: false,
            family: family::usual(),
            named: false,
            replicates: 10_000,
        }
    }
}

/// Fewer pairs than these never make a p-value below 5 %, whatever they say.
const FEWEST: u64 = 6;
/// At most this p-value, adjusted, is called clear.
const LEVEL: f64 = 0.05;

/// Compares two waves company by company. The same waves give the same result: all chance is drawn from the head's seed.
///
/// # Errors
/// Every difference between the designs that is not allowed, each with what to do.
pub fn compare(
    base: &Published,
    head: &Published,
    options: &Options,
) -> Result<Comparison, Vec<Refusal>> {
    let aligned = align(base, head, &options.same);
    let mut found = differences(&base.design, &head.design);
    found.extend(aligned.refusals.iter().cloned());
    let (allowed, refused): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|refusal| options.allow.contains(&refusal.topic()));
    if !refused.is_empty() {
        return Err(refused);
    }
    if aligned.head.companies.is_empty() {
        return Err(vec![Refusal::Nobody]);
    }
    let mut changes = Vec::new();
    for (subject, companies) in subjects(&aligned, options.by_sector) {
        let sample = Sample {
            base: &aligned.base,
            head: &aligned.head,
            companies: &companies,
            weighted: subject == Subject::All,
            other_channels: aligned.other_channels,
            replicates: replicates(options, &aligned),
            seed: seed(head.design.seed),
        };
        let only = match aligned.channels[..] {
            [only] => Some(only),
            _ => None,
        };
        for member in &options.family {
            let apart = aligned.channels.iter().copied().map(Some);
            let apart = apart.take(if member.by_channel && only.is_none() {
                usize::MAX
            } else {
                0
            });
            for channel in std::iter::once(None).chain(apart) {
                let mut change = measure(&sample, member.metric, &subject, channel);
                change.only = only;
                let asked_for = options.named && channel.is_none() && subject == Subject::All;
                if asked_for || change.base.n + change.head.n > 0 {
                    changes.push(change);
                }
            }
        }
    }
    judge(&mut changes);
    Ok(Comparison {
        base: base.design.name(),
        head: head.design.name(),
        labels: allowed,
        notes: aligned.notes,
        pairs: aligned.head.companies.len() as u64,
        changes,
    })
}

/// Who is compared: all, and each sector.
fn subjects(aligned: &Aligned, by_sector: bool) -> Vec<(Subject, Vec<usize>)> {
    let frame = &aligned.head;
    let mut subjects = vec![(Subject::All, (0..frame.companies.len()).collect())];
    if by_sector {
        let sectors = frame.sectors.iter();
        subjects.extend(sectors.map(|name| (Subject::Sector(name.clone()), Vec::new())));
        for (place, company) in frame.companies.iter().enumerate() {
            subjects[company.sector as usize + 1].1.push(place);
        }
    }
    subjects
}

/// So many that the smallest p-value that can be drawn is clear after the correction for all of them.
fn replicates(options: &Options, aligned: &Aligned) -> u32 {
    let subjects = if options.by_sector {
        aligned.head.sectors.len() + 1
    } else {
        1
    };
    let tests = subjects * family::numbers(&options.family, aligned.channels.len());
    let needed = u32::try_from(tests.saturating_mul(40)).unwrap_or(u32::MAX);
    options.replicates.max(needed.min(1_000_000))
}

fn seed(seed: u64) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..15].copy_from_slice(b"compare");
    bytes
}

/// Corrects the p-values for how many there are, and says what can be said.
fn judge(changes: &mut [Change]) {
    for change in &mut *changes {
        if change.p.is_some() && change.pairs < FEWEST {
            change.reason = Some(Untold::TooFew);
        }
    }
    let mut tested: Vec<&mut Change> = changes
        .iter_mut()
        .filter(|c| c.p.is_some() && c.reason.is_none())
        .collect();
    let p: Vec<f64> = tested.iter().filter_map(|c| c.p).collect();
    for (change, adjusted) in tested.iter_mut().zip(holm(&p)) {
        change.p_adjusted = Some(adjusted);
        change.call = if adjusted < LEVEL {
            Call::Clear
        } else {
            Call::Noise
        };
    }
}
