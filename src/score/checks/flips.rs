//! The test behind every check: a sum of scores by level, with companies as the draws.
//!
//! Of each enquiry is known its stratum, its level (such as the shopper) and one or several values of mean 0 in
//! the stratum. The score of a company for a level is the sum of its values at that level, less the part of all its values that the
//! level has of all enquiries; over the companies these scores add up to the level's surplus. When the level does
//! not matter, a company's scores are as likely with the opposite sign: so the p-value is the share of deals of
//! signs, one a company and for all its scores together, whose statistic is at least as large (P. Kline and A.
//! Santos, "A score based approach to wild bootstrap inference", Journal of Econometric Methods 1 (2012), 23-41).
//! The statistic is the sum over levels (and values) of the squared surplus by its variance between companies, each
//! times one less its share: with one enquiry a company it is about Pearson's chi-square (of answers), or the log-rank statistic (of
//! times), and about as large as its degrees of freedom when nothing matters.
//!
//! At most 9,999 deals, and at least 1,999: fewer the larger the table. They end as soon as 50 were as large (J. Besag and P. Clifford,
//! "Sequential Monte Carlo p-values", Biometrika 78 (1991), 301-304). Of more than 1,000 companies, or of fewer
//! where there are very many levels, several are dealt one sign together.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// One enquiry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored<V> {
    /// Whose it is.
    pub company: u32,
    /// Within what levels are compared.
    pub stratum: u32,
    /// How it was asked.
    pub level: u32,
    /// What came of it.
    pub value: V,
}

/// What came of an enquiry: one of the two, and of all enquiries the same one.
pub(super) trait Value: Copy {
    /// A number; its mean in the stratum is taken off.
    fn number(self) -> Option<f64> {
        None
    }

    /// The number of a group of which it is one: as many numbers as there are groups, 1 for its own and 0 for the others.
    fn group(self) -> Option<u32> {
        None
    }
}

impl Value for f64 {
    fn number(self) -> Option<f64> {
        Some(self)
    }
}

impl Value for u32 {
    fn group(self) -> Option<u32> {
        Some(self)
    }
}

/// A test that could be done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tested {
    pub statistic: f64,
    pub df: u64,
    pub p: f64,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Found {
    /// `None` when there is nothing to compare, or too little.
    pub tested: Option<Tested>,
    /// How many enquiries it rests on.
    pub n: u64,
    /// How many companies they are of.
    pub companies: u64,
}

/// A level with fewer enquiries is left out.
const FEWEST: u64 = 5;
/// With fewer companies no deal of signs is rare enough to be clear among many tests.
pub(super) const COMPANIES: usize = 12;
/// Most companies that have a sign each.
const BLOCKS: usize = 1_000;
/// Most scores that are added up in a deal.
const SCORES: usize = 400_000;
const MOST_DEALS: usize = 9_999;
const FEWEST_DEALS: usize = 1_999;
/// Additions that a test may take, unless it has the fewest deals.
const WORK: usize = 400_000_000;
/// So many deals as large as what was found say enough.
pub(super) const ENOUGH: u32 = 50;

/// How many deals are made where each adds up so many numbers.
pub(super) fn deals_of(size: usize) -> usize {
    (WORK / size.max(1)).clamp(FEWEST_DEALS, MOST_DEALS)
}

/// Tests whether the level shows in the values. `balanced` is what to say when all scores are 0: that nothing speaks
/// against it (of a plan), or nothing at all (of what came back).
pub(super) fn test<V: Value>(mut units: Vec<Scored<V>>, balanced: bool, seed: [u8; 32]) -> Found {
    let strata = Strata::of(&units);
    units.retain(|u| strata.cell(u).is_some());
    let companies = Companies::of(&units);
    let mut found = Found {
        tested: None,
        n: units.len() as u64,
        companies: companies.many as u64,
    };
    if strata.cells == 0 || strata.cells > SCORES / COMPANIES {
        return found;
    }
    let blocks = companies.many.min(BLOCKS).min(SCORES / strata.cells);
    let mut scores = Scores::new(blocks, strata.cells);
    for unit in &units {
        if let Some(cell) = strata.cell(unit) {
            let block = companies.place(unit) % blocks;
            let mean = strata.list[unit.stratum as usize].mean;
            let number = unit.value.number().map_or(1.0, |number| number - mean);
            scores.rows[block * strata.cells + cell] += number;
        }
    }
    for stratum in strata.list.iter().filter(|s| s.speaks) {
        scores.centre(stratum);
    }
    let df = strata.df();
    let active = scores.scale();
    if active == 0 {
        found.tested = balanced.then_some(Tested {
            statistic: 0.0,
            df,
            p: 1.0,
        });
    } else if active >= COMPANIES {
        let (statistic, p) = scores.deal(seed);
        found.tested = Some(Tested { statistic, df, p });
    }
    found
}

/// The companies of some enquiries, numbered.
pub(super) struct Companies {
    places: Vec<u32>,
    pub(super) many: usize,
}

impl Companies {
    /// The number of the company of one of the enquiries.
    pub(super) fn place<V>(&self, unit: &Scored<V>) -> usize {
        self.places[unit.company as usize] as usize
    }

    pub(super) fn of<V>(units: &[Scored<V>]) -> Self {
        let most = units.iter().map(|u| u.company as usize + 1).max();
        let mut places = vec![u32::MAX; most.unwrap_or(0)];
        let mut many = 0;
        for unit in units {
            let place = &mut places[unit.company as usize];
            if *place == u32::MAX {
                *place = many;
                many += 1;
            }
        }
        Self {
            places,
            many: many as usize,
        }
    }
}

/// Within what levels are compared.
#[derive(Default)]
struct Stratum {
    /// Its first cell among the scores.
    first: usize,
    /// By level, how many enquiries; 0 where there are too few.
    levels: Vec<u64>,
    /// By group likewise; empty where the value is a number.
    groups: Vec<u64>,
    /// The mean of the values of the levels that count.
    mean: f64,
    /// Whether there is something to compare.
    speaks: bool,
}

impl Stratum {
    fn n(&self) -> f64 {
        self.levels.iter().sum::<u64>() as f64
    }

    fn filled(counts: &[u64]) -> usize {
        counts.iter().filter(|n| **n > 0).count()
    }

    fn df(&self) -> u64 {
        if !self.speaks {
            return 0;
        }
        let groups = Self::filled(&self.groups).max(2) - 1;
        ((Self::filled(&self.levels) - 1) * groups) as u64
    }

    fn cells(&self) -> usize {
        self.levels.len() * self.groups.len().max(1)
    }
}

pub(super) struct Strata {
    list: Vec<Stratum>,
    cells: usize,
}

impl Strata {
    pub(super) fn of<V: Value>(units: &[Scored<V>]) -> Self {
        let mut list: Vec<Stratum> = Vec::new();
        let at = |counts: &mut Vec<u64>, place: u32| {
            let place = place as usize;
            if counts.len() <= place {
                counts.resize(place + 1, 0);
            }
            counts[place] += 1;
        };
        for unit in units {
            let stratum = unit.stratum as usize;
            if list.len() <= stratum {
                list.resize_with(stratum + 1, Stratum::default);
            }
            at(&mut list[stratum].levels, unit.level);
        }
        for stratum in &mut list {
            stratum
                .levels
                .iter_mut()
                .filter(|n| **n < FEWEST)
                .for_each(|n| *n = 0);
        }
        for unit in units {
            let stratum = &mut list[unit.stratum as usize];
            if stratum.levels[unit.level as usize] > 0 {
                stratum.mean += unit.value.number().unwrap_or(0.0);
                if let Some(group) = unit.value.group() {
                    at(&mut stratum.groups, group);
                }
            }
        }
        for stratum in &mut list {
            stratum.mean /= stratum.n().max(1.0);
            stratum.speaks = Stratum::filled(&stratum.levels) >= 2
                && (stratum.groups.is_empty() || Stratum::filled(&stratum.groups) >= 2);
        }
        let mut cells = 0;
        for stratum in list.iter_mut().filter(|s| s.speaks) {
            stratum.first = cells;
            cells += stratum.cells();
        }
        Self { list, cells }
    }

    /// Degrees of freedom.
    pub(super) fn df(&self) -> u64 {
        self.list.iter().map(Stratum::df).sum()
    }

    /// Whether there are too many cells to say anything.
    pub(super) const fn is_large(&self) -> bool {
        self.cells > SCORES / COMPANIES
    }

    /// How many levels there are in all strata.
    pub(super) fn columns(&self) -> usize {
        self.list.iter().map(|s| s.levels.len()).sum()
    }

    /// The level of an enquiry among those of all strata.
    pub(super) fn column<V>(&self, unit: &Scored<V>) -> usize {
        let before = &self.list[..unit.stratum as usize];
        before.iter().map(|s| s.levels.len()).sum::<usize>() + unit.level as usize
    }

    /// The levels of a stratum that count, with the share of its enquiries that each has.
    pub(super) fn shares(&self, stratum: u32) -> impl Iterator<Item = (usize, f64)> + '_ {
        let place = stratum as usize;
        let first: usize = self.list[..place].iter().map(|s| s.levels.len()).sum();
        let stratum = &self.list[place];
        let shares = stratum.levels.iter().map(move |n| *n as f64 / stratum.n());
        (first..).zip(shares)
    }

    /// Those of all strata, in the order of the columns.
    pub(super) fn all_shares(&self) -> Vec<f64> {
        let strata = self.list.iter();
        strata
            .flat_map(|s| s.levels.iter().map(|n| *n as f64 / s.n().max(1.0)))
            .collect()
    }

    /// By cell, how many enquiries were to be expected were levels and groups strangers.
    pub(super) fn expected(&self) -> Vec<f64> {
        let mut cells = vec![0.0; self.cells];
        for stratum in self.list.iter().filter(|s| s.speaks) {
            let cells = &mut cells[stratum.first..][..stratum.cells()];
            for (cells, group) in cells.chunks_mut(stratum.levels.len()).zip(&stratum.groups) {
                for (cell, level) in cells.iter_mut().zip(&stratum.levels) {
                    *cell = *group as f64 * *level as f64 / stratum.n();
                }
            }
        }
        cells
    }

    /// Where an enquiry counts, if it does.
    pub(super) fn cell<V: Value>(&self, unit: &Scored<V>) -> Option<usize> {
        let stratum = self.list.get(unit.stratum as usize)?;
        let level = unit.level as usize;
        if !stratum.speaks || stratum.levels[level] == 0 {
            return None;
        }
        let group = unit.value.group().unwrap_or(0) as usize;
        Some(stratum.first + group * stratum.levels.len() + level)
    }
}

/// A row a block of companies, a column a level (of a stratum and group).
struct Scores {
    rows: Vec<f64>,
    cells: usize,
    /// One less the share of the level, and of the group.
    weights: Vec<f64>,
}

impl Scores {
    fn new(blocks: usize, cells: usize) -> Self {
        Self {
            rows: vec![0.0; blocks * cells],
            cells,
            weights: vec![0.0; cells],
        }
    }

    /// Takes off what each level, and group, has a share in.
    fn centre(&mut self, stratum: &Stratum) {
        let n = stratum.n();
        let shares =
            |counts: &[u64]| -> Vec<f64> { counts.iter().map(|c| *c as f64 / n).collect() };
        let levels = shares(&stratum.levels);
        let groups = shares(&stratum.groups);
        let range = stratum.first..stratum.first + stratum.cells();
        let weights = self.weights[range.clone()].chunks_mut(levels.len());
        for (group, weights) in weights.enumerate() {
            let rest = groups.get(group).map_or(1.0, |share| 1.0 - share);
            for (weight, level) in weights.iter_mut().zip(&levels) {
                *weight = rest * (1.0 - level);
            }
        }
        let mut by_level = vec![0.0; levels.len()];
        for row in self.rows.chunks_mut(self.cells) {
            let row = &mut row[range.clone()];
            for part in row.chunks_mut(levels.len()) {
                let sum: f64 = part.iter().sum();
                for (score, level) in part.iter_mut().zip(&levels) {
                    *score -= level * sum;
                }
            }
            by_level.fill(0.0);
            if groups.is_empty() {
                continue;
            }
            for part in row.chunks(levels.len()) {
                by_level
                    .iter_mut()
                    .zip(part)
                    .for_each(|(sum, score)| *sum += score);
            }
            for (part, group) in row.chunks_mut(levels.len()).zip(&groups) {
                for (score, sum) in part.iter_mut().zip(&by_level) {
                    *score -= group * sum;
                }
            }
        }
    }

    /// Brings every column to its weight: the squared sums of the columns then add up to the statistic. Gives back how
    /// many rows hold anything.
    fn scale(&mut self) -> usize {
        let mut variances = vec![0.0; self.cells];
        for row in self.rows.chunks(self.cells) {
            variances
                .iter_mut()
                .zip(row)
                .for_each(|(sum, score)| *sum += score * score);
        }
        // What is not 0 only by rounding is.
        let largest = variances.iter().copied().fold(0.0, f64::max);
        let scales: Vec<f64> = variances
            .iter()
            .zip(&self.weights)
            .map(|(variance, weight)| {
                if *variance > largest * 1e-18 && *variance > 1e-18 {
                    (weight / variance).sqrt()
                } else {
                    0.0
                }
            })
            .collect();
        let mut active = 0;
        for row in self.rows.chunks_mut(self.cells) {
            row.iter_mut()
                .zip(&scales)
                .for_each(|(score, scale)| *score *= scale);
            active += usize::from(row.iter().any(|score| score.abs() > 1e-9));
        }
        active
    }

    /// The statistic, and the share of deals of signs in which it is as large.
    fn deal(&self, seed: [u8; 32]) -> (f64, f64) {
        let mut sums = vec![0.0; self.cells];
        let squares = |sums: &[f64]| sums.iter().map(|sum| sum * sum).sum::<f64>();
        for row in self.rows.chunks(self.cells) {
            sums.iter_mut()
                .zip(row)
                .for_each(|(sum, score)| *sum += score);
        }
        let statistic = squares(&sums);
        // Sums in another order differ by dust.
        let reached = statistic * (1.0 - 1e-10);
        let deals = deals_of(self.rows.len());
        let mut random = ChaCha8Rng::from_seed(seed);
        let (mut as_large, mut bits) = (0_u32, 0_u64);
        for deal in 1..=deals {
            sums.fill(0.0);
            for (place, row) in self.rows.chunks(self.cells).enumerate() {
                if place % 64 == 0 {
                    bits = random.next_u64();
                }
                let sign = if bits & 1 == 0 { 1.0 } else { -1.0 };
                bits >>= 1;
                sums.iter_mut()
                    .zip(row)
                    .for_each(|(sum, score)| *sum += sign * score);
            }
            as_large += u32::from(squares(&sums) >= reached);
            if as_large == ENOUGH {
                return (statistic, f64::from(as_large) / deal as f64);
            }
        }
        (statistic, f64::from(as_large + 1) / (deals + 1) as f64)
    }
}
