//! The test of a plan: whether a factor is spread evenly over groups, with what was planned dealt anew.
//!
//! Over sectors, companies are given each other's sector; over channels, each company's levels (such as its weekdays)
//! are dealt to its own enquiries anew, within the stratum. So the p-value is right for few companies and thin tables
//! too, where signs dealt at random ([`super::flips`]) call an even plan uneven: scores of a company that is one of
//! three in its sector are lopsided. R. A. Fisher, "The Design of Experiments" (1935), section 21; P. Good, "Permutation,
//! Parametric and Bootstrap Tests of Hypotheses", 3rd edition (2005), chapter 3.
//!
//! The statistic over sectors is the sum over sectors and levels of the squared surplus by its variance between
//! companies, each times one less the level's share; over channels it is Pearson's, stratum by stratum. Both are about
//! as large as their degrees of freedom when nothing matters. Of more than 1,000 companies or 50,000 enquiries signs are
//! dealt, which then comes to the same and is quicker.

use super::flips;
use super::flips::{COMPANIES, Companies, ENOUGH, Found, Scored, Strata, Tested, deals_of};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// An enquiry with its group.
type Group = Scored<u32>;

/// Among what is dealt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dealt {
    /// Companies are wholly of one group and change it.
    AcrossCompanies,
    /// Levels change place within a company and stratum.
    WithinCompanies,
}

/// Of more, signs are dealt.
pub(super) const MOST_COMPANIES: usize = 1_000;
pub(super) const MOST_UNITS: usize = 50_000;

/// Tests whether levels are spread evenly over groups.
pub(super) fn test(mut units: Vec<Group>, dealt: Dealt, seed: [u8; 32]) -> Found {
    let strata = Strata::of(&units);
    units.retain(|u| strata.cell(u).is_some());
    let companies = Companies::of(&units);
    if companies.many > MOST_COMPANIES || units.len() > MOST_UNITS || strata.is_large() {
        return flips::test(units, true, seed);
    }
    let mut found = Found {
        tested: None,
        n: units.len() as u64,
        companies: companies.many as u64,
    };
    if units.is_empty() {
        return found;
    }
    let tested = match dealt {
        Dealt::AcrossCompanies => across(&units, &strata, &companies, seed),
        Dealt::WithinCompanies => within(units, &strata, &companies, seed),
    };
    found.tested = tested.map(|(statistic, p)| Tested {
        statistic,
        df: strata.df(),
        p,
    });
    found
}

/// The statistic and its p-value; `None` of too few companies. A statistic of 0 needs no deal.
pub(super) fn p_value(
    statistic: f64,
    active: usize,
    size: usize,
    mut deal: impl FnMut() -> f64,
) -> Option<(f64, f64)> {
    if active == 0 || statistic <= 1e-12 {
        return Some((0.0, 1.0));
    }
    if active < COMPANIES {
        return None;
    }
    // Sums in another order differ by dust.
    let reached = statistic * (1.0 - 1e-10);
    let deals = deals_of(size);
    let mut as_large = 0_u32;
    for nth in 1..=deals {
        as_large += u32::from(deal() >= reached);
        if as_large == ENOUGH {
            return Some((statistic, f64::from(as_large) / nth as f64));
        }
    }
    Some((statistic, f64::from(as_large + 1) / (deals + 1) as f64))
}

fn across(
    units: &[Group],
    strata: &Strata,
    companies: &Companies,
    seed: [u8; 32],
) -> Option<(f64, f64)> {
    // A row a company, a column a level of a stratum: how many of its enquiries more than the level's share.
    let columns = strata.columns();
    let mut rows = vec![0.0; companies.many * columns];
    let mut group_of = vec![0_usize; companies.many];
    let mut groups = 0;
    for unit in units {
        let company = companies.place(unit);
        group_of[company] = unit.value as usize;
        groups = groups.max(unit.value as usize + 1);
        let row = &mut rows[company * columns..][..columns];
        row[strata.column(unit)] += 1.0;
        for (column, share) in strata.shares(unit.stratum) {
            row[column] -= share;
        }
    }
    let mut sizes = vec![0.0; groups];
    for group in &group_of {
        sizes[*group] += 1.0;
    }
    // By column: one less the level's share, by the variance.
    let mut scales = vec![0.0; columns];
    for row in rows.chunks(columns) {
        scales
            .iter_mut()
            .zip(row)
            .for_each(|(sum, d)| *sum += d * d);
    }
    let many = companies.many as f64;
    for (scale, share) in scales.iter_mut().zip(strata.all_shares()) {
        *scale = if *scale > 1e-12 {
            (1.0 - share) * (many - 1.0) / *scale
        } else {
            0.0
        };
    }
    let of = |group_of: &[usize], sums: &mut [f64]| {
        sums.fill(0.0);
        for (row, group) in rows.chunks(columns).zip(group_of) {
            let sums = &mut sums[group * columns..][..columns];
            sums.iter_mut().zip(row).for_each(|(sum, d)| *sum += d);
        }
        // About the mean of all companies, which is 0 save for strata that not every group has.
        let parts = sums.chunks(columns).zip(&sizes).filter(|(_, n)| **n > 0.0);
        parts
            .map(|(sums, n)| {
                let squares = sums.iter().zip(&scales).map(|(sum, s)| sum * sum * s);
                squares.sum::<f64>() / n
            })
            .sum::<f64>()
    };
    let active = rows
        .chunks(columns)
        .filter(|row| row.iter().any(|d| d.abs() > 1e-9))
        .count();
    let mut sums = vec![0.0; groups * columns];
    let observed = of(&group_of, &mut sums);
    let mut random = ChaCha8Rng::from_seed(seed);
    p_value(observed, active, rows.len(), || {
        shuffle(&mut group_of, &mut random);
        of(&group_of, &mut sums)
    })
}

fn within(
    mut units: Vec<Group>,
    strata: &Strata,
    companies: &Companies,
    seed: [u8; 32],
) -> Option<(f64, f64)> {
    units.sort_by_key(|unit| (unit.company, unit.stratum));
    let mut cells = vec![0_usize; units.len()];
    let mut levels: Vec<usize> = Vec::with_capacity(units.len());
    for (cell, unit) in cells.iter_mut().zip(&units) {
        // Where the cells of its group begin, and its level in them.
        *cell = strata.cell(unit)? - unit.level as usize;
        levels.push(unit.level as usize);
    }
    let expected = strata.expected();
    let of = |levels: &[usize], counts: &mut [f64]| {
        counts.fill(0.0);
        for (cell, level) in cells.iter().zip(levels) {
            counts[cell + level] += 1.0;
        }
        let parts = counts.iter().zip(&expected).filter(|(_, e)| **e > 0.0);
        parts.map(|(n, e)| (n - e) * (n - e) / e).sum::<f64>()
    };
    // Who is asked but once, or always alike, says nothing.
    let mut lots: Vec<std::ops::Range<usize>> = Vec::new();
    let mut speak = vec![false; companies.many];
    let mut first = 0;
    for lot in units.chunk_by(|a, b| (a.company, a.stratum) == (b.company, b.stratum)) {
        let range = first..first + lot.len();
        first = range.end;
        let differ = |of: fn(&Group) -> u32| lot.iter().any(|u| of(u) != of(&lot[0]));
        if differ(|u| u.level) && differ(|u| u.value) {
            speak[companies.place(&lot[0])] = true;
            lots.push(range);
        }
    }
    let active = speak.iter().filter(|speaks| **speaks).count();
    let mut counts = vec![0.0; expected.len()];
    let observed = of(&levels, &mut counts);
    if active == 0 {
        return None;
    }
    let mut random = ChaCha8Rng::from_seed(seed);
    p_value(observed, active, units.len() + counts.len(), || {
        for lot in &lots {
            shuffle(&mut levels[lot.clone()], &mut random);
        }
        of(&levels, &mut counts)
    })
}

/// Every order as likely as any (R. Durstenfeld, Communications of the ACM 7 (1964), 420).
pub(super) fn shuffle(list: &mut [usize], random: &mut ChaCha8Rng) {
    for last in (1..list.len()).rev() {
        let at = (u64::from(random.next_u32()) * (last as u64 + 1)) >> 32;
        list.swap(last, usize::try_from(at).unwrap_or(0));
    }
}
