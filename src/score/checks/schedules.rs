//! The test of phrasings: whether it would have come out otherwise had companies read each other's.
//!
//! A question is put in many phrasings, so that of most of them few companies read the same: too few for a score of
//! each. But a plan hands every company a whole schedule, a phrasing of each question, and another company that was
//! asked the same could as well have had it. So companies keep what came back from them and change schedules: R. A.
//! Fisher, "The Design of Experiments" (1935), section 21; whole schedules, because in a rotated plan the companies that
//! share one phrasing share many, and a company's answers resemble each other.
//!
//! The statistic is the sum over phrasings of the squared sum of residuals by their number, by the variance of the
//! residuals: about as large as its degrees of freedom when nothing matters. A residual is what came back less the
//! question's mean, and less so much of the company's own mean as its enquiries are many: (n - 1) / n of it.

use super::balance::is_planned;
use super::deals::{MOST_COMPANIES, MOST_UNITS, p_value, shuffle};
use super::flips::{self, Found, Scored, Tested};
use crate::model::{Channel, Language};
use crate::score::{Frame, Unit};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeMap, HashMap};

/// With fewer ways to change schedules none is rare enough to be clear among many tests: 2 to the 12th.
const WAYS: f64 = 12.0;

/// Whether the phrasing shows in the values of what came back on a channel. Of more than 1,000 companies or 50,000
/// enquiries signs are dealt, which is quicker, and then there are enough of most phrasings.
pub(super) fn test(
    frame: &Frame,
    channel: Channel,
    units: Vec<Scored<f64>>,
    seed: [u8; 32],
) -> Found {
    if frame.companies.len() > MOST_COMPANIES || units.len() > MOST_UNITS {
        return flips::test(units, false, seed);
    }
    let on_it = |unit: &&Unit| is_planned(unit, Some(channel));
    let planned: Vec<&Unit> = frame.units().iter().filter(on_it).collect();
    let cells = Cells::of(&planned);
    let groups = groups(frame, &planned, &cells, &residuals(&units));
    deal(&groups, &cells, seed)
}

/// The companies that could have had each other's schedules, and of whom two have different ones.
fn groups(
    frame: &Frame,
    planned: &[&Unit],
    cells: &Cells,
    values: &HashMap<(u32, u32), f64>,
) -> Vec<Vec<Company>> {
    // Phrasings in another language nobody could have read.
    let mut groups: BTreeMap<(Language, Vec<u32>), Vec<Company>> = BTreeMap::new();
    for own in planned.chunk_by(|a, b| a.company == b.company) {
        let mut own = own.to_vec();
        own.sort_unstable_by_key(|unit| unit.question);
        let asked = own.iter().map(|unit| unit.question).collect();
        let value = |unit: &&Unit| values.get(&(unit.company, unit.question)).copied();
        let company = Company {
            schedule: own.iter().map(|unit| cells.of_unit(unit)).collect(),
            values: own.iter().map(value).collect(),
        };
        let language = frame.companies[own[0].company as usize].language;
        groups.entry((language, asked)).or_default().push(company);
    }
    let mut groups: Vec<Vec<Company>> = groups.into_values().collect();
    groups.retain(|group| group.iter().any(|c| c.schedule != group[0].schedule));
    groups
}

/// A company of those that could have had each other's schedules.
struct Company {
    /// The phrasing of each question, as a cell.
    schedule: Vec<usize>,
    /// What came back, less what was to be expected; `None` where nothing can be said of it.
    values: Vec<Option<f64>>,
}

fn deal(groups: &[Vec<Company>], cells: &Cells, seed: [u8; 32]) -> Found {
    let speaking = |company: &&Company| company.values.iter().any(Option::is_some);
    let companies = groups.iter().flatten().filter(speaking).count();
    let known = || {
        groups
            .iter()
            .flatten()
            .flat_map(|c| c.values.iter().flatten())
    };
    let n = known().count();
    let mut found = Found {
        tested: None,
        n: n as u64,
        companies: companies as u64,
    };
    let variance = known().map(|value| value * value).sum::<f64>() / n.max(1) as f64;
    // Of a group of n companies n! ways, as a power of 2.
    let ways: f64 = groups
        .iter()
        .map(|group| {
            (1..=group.len())
                .map(|many| (many as f64).log2())
                .sum::<f64>()
        })
        .sum();
    if ways < WAYS || variance <= 1e-18 {
        return found;
    }
    let mut orders: Vec<Vec<usize>> = groups.iter().map(|g| (0..g.len()).collect()).collect();
    let mut sums = vec![(0.0, 0.0); cells.many()];
    let observed = spread(groups, &orders, &mut sums) / variance;
    let df = cells.df(&sums);
    let mut random = ChaCha8Rng::from_seed(seed);
    let p = p_value(observed, companies, n + cells.many(), || {
        for order in &mut orders {
            shuffle(order, &mut random);
        }
        spread(groups, &orders, &mut sums) / variance
    });
    found.tested = p
        .filter(|_| df > 0)
        .map(|(statistic, p)| Tested { statistic, df, p });
    found
}

/// The sum over phrasings of the squared sum by the number, when each company of a group has the schedule of another.
fn spread(groups: &[Vec<Company>], orders: &[Vec<usize>], sums: &mut [(f64, f64)]) -> f64 {
    sums.fill((0.0, 0.0));
    for (group, order) in groups.iter().zip(orders) {
        for (company, other) in group.iter().zip(order) {
            for (cell, value) in group[*other].schedule.iter().zip(&company.values) {
                if let Some(value) = value {
                    let (sum, n) = &mut sums[*cell];
                    (*sum, *n) = (*sum + value, *n + 1.0);
                }
            }
        }
    }
    let spoken = sums.iter().filter(|(_, n)| *n > 0.0);
    spoken.map(|(sum, n)| sum * sum / n).sum()
}

/// What came back less the question's mean and the company's, by company and question.
fn residuals(units: &[Scored<f64>]) -> HashMap<(u32, u32), f64> {
    let mut questions: HashMap<u32, (f64, f64)> = HashMap::new();
    for unit in units {
        let (sum, n) = questions.entry(unit.stratum).or_default();
        (*sum, *n) = (*sum + unit.value, *n + 1.0);
    }
    let of_question = |unit: &Scored<f64>| {
        let (sum, n) = questions[&unit.stratum];
        unit.value - sum / n
    };
    let mut companies: HashMap<u32, (f64, f64)> = HashMap::new();
    for unit in units {
        let (sum, n) = companies.entry(unit.company).or_default();
        (*sum, *n) = (*sum + of_question(unit), *n + 1.0);
    }
    let residual = |unit: &Scored<f64>| {
        let (sum, n) = companies[&unit.company];
        of_question(unit) - sum / n * ((n - 1.0) / n)
    };
    units
        .iter()
        .map(|unit| ((unit.company, unit.stratum), residual(unit)))
        .collect()
}

/// The phrasings that were used, numbered.
struct Cells(BTreeMap<(u32, u16), usize>);

impl Cells {
    fn of(planned: &[&Unit]) -> Self {
        let mut used: Vec<(u32, u16)> = planned.iter().map(|u| (u.question, u.wording)).collect();
        used.sort_unstable();
        used.dedup();
        Self(used.into_iter().zip(0..).collect())
    }

    fn of_unit(&self, unit: &Unit) -> usize {
        self.0[&(unit.question, unit.wording)]
    }

    fn many(&self) -> usize {
        self.0.len()
    }

    /// Phrasings of which anything is known, less one for each question.
    fn df(&self, sums: &[(f64, f64)]) -> u64 {
        let mut by_question: BTreeMap<u32, u64> = BTreeMap::new();
        for ((question, _), cell) in &self.0 {
            if sums[*cell].1 > 0.0 {
                *by_question.entry(*question).or_default() += 1;
            }
        }
        by_question.values().map(|filled| filled - 1).sum()
    }
}
