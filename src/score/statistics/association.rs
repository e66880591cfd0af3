//! Whether two codes of the same units go together, such as a wording and an outcome.

use super::distributions::chi_square_above;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// How a p-value came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PValue {
    /// By the chi-square distribution: every count expected is large enough.
    ChiSquare,
    /// By random tables with the same margins.
    Tables,
    /// By giving companies each other's row.
    AcrossCompanies,
    /// By dealing the rows of a company to its own units anew.
    WithinCompanies,
}

/// A test of independence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Association {
    /// Pearson's statistic, without a correction.
    pub chi2: f64,
    /// Its degrees of freedom: rows and columns that hold anything, each less one, multiplied.
    pub df: u64,
    /// The p-value.
    pub p: f64,
    /// How it came about.
    pub by: PValue,
    /// The effect, 0 to 1: Cramér's V.
    pub v: f64,
    /// How many units.
    pub n: u64,
}

/// One unit with its two codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coded {
    /// Whose it is.
    pub company: u32,
    /// What was varied: wording, order, weekday, persona.
    pub row: u32,
    /// What came of it.
    pub column: u32,
}

/// Tests a table of counts of units that have nothing to do with each other; of enquiries, which have their
/// company in common, see [`association_of_units`]. `None` when fewer than two rows or columns hold anything.
///
/// K. Pearson, Philosophical Magazine 50 (1900), 157-175; V: H. Cramér, "Mathematical Methods of
/// Statistics" (1946), section 21.9. By W. G. Cochran's rule (Biometrics 10 (1954), 417-451) the chi-square
/// distribution is trusted when no count expected is below 1, and no more than a fifth are below 5; else p is the
/// share of random tables with the same margins that are at least as far from independence, with the one
/// observed (A. C. A. Hope, Journal of the Royal Statistical Society B 30 (1968), 582-598), as R's
/// `chisq.test(simulate.p.value = TRUE)`. O(units x replicates) then, and not done above a million units. The
/// same seed gives the same p.
#[must_use]
pub fn association(table: &[Vec<u64>], replicates: u32, seed: [u8; 32]) -> Option<Association> {
    let table = Table::of(table);
    let found = table.association()?;
    if table.cochran() || found.n > 1_000_000 {
        return Some(found);
    }
    let (mut rows, mut columns) = (Vec::new(), Vec::new());
    for (row, counts) in table.counts.iter().enumerate() {
        for (column, count) in counts.iter().enumerate() {
            rows.extend((0..*count).map(|_| row));
            columns.extend((0..*count).map(|_| column));
        }
    }
    let mut random = ChaCha8Rng::from_seed(seed);
    let p = table.p_of(replicates, |counts| {
        shuffle(&mut rows, &mut random);
        for (row, column) in rows.iter().zip(&columns) {
            counts[*row][*column] += 1;
        }
    });
    Some(Association {
        p,
        by: PValue::Tables,
        ..found
    })
}

/// Tests units that belong to companies, by a permutation that keeps each company's units together, so that p is right however
/// alike they are: R. A. Fisher, "The Design of Experiments" (1935), section 21; P. Good, "Permutation,
/// Parametric and Bootstrap Tests of Hypotheses", 3rd edition (2005), chapter 3. `None` when fewer than two rows or columns
/// hold anything.
///
/// - when what was varied differs within a company, its rows are dealt to its own units anew; companies
///   with one row say nothing
/// - when every company has but one row, such as a persona of its own, companies are given each other's
///
/// The statistic is Pearson's of all units. O(units x replicates). The same seed gives the same p.
#[must_use]
pub fn association_of_units(
    units: &[Coded],
    replicates: u32,
    seed: [u8; 32],
) -> Option<Association> {
    let (rows, columns) = (places(units, |u| u.row), places(units, |u| u.column));
    let mut sorted: Vec<(u32, usize, usize)> = units
        .iter()
        .map(|u| (u.company, rows[&u.row], columns[&u.column]))
        .collect();
    sorted.sort_unstable();
    let mut table = Table::empty(rows.len(), columns.len());
    for (_, row, column) in &sorted {
        table.counts[*row][*column] += 1;
    }
    table.sum_up();
    let found = table.association()?;
    let companies: Vec<&[(u32, usize, usize)]> = sorted.chunk_by(|a, b| a.0 == b.0).collect();
    let within = companies
        .iter()
        .any(|units| units.iter().any(|unit| unit.1 != units[0].1));
    let mut random = ChaCha8Rng::from_seed(seed);
    let p = if within {
        let mut dealt: Vec<usize> = sorted.iter().map(|unit| unit.1).collect();
        table.p_of(replicates, |counts| {
            let mut first = 0;
            for units in &companies {
                let rows = &mut dealt[first..first + units.len()];
                shuffle(rows, &mut random);
                for (row, (_, _, column)) in rows.iter().zip(*units) {
                    counts[*row][*column] += 1;
                }
                first += units.len();
            }
        })
    } else {
        let mut dealt: Vec<usize> = companies.iter().map(|units| units[0].1).collect();
        table.p_of(replicates, |counts| {
            shuffle(&mut dealt, &mut random);
            for (row, units) in dealt.iter().zip(&companies) {
                for (_, _, column) in *units {
                    counts[*row][*column] += 1;
                }
            }
        })
    };
    Some(Association {
        p,
        by: if within {
            PValue::WithinCompanies
        } else {
            PValue::AcrossCompanies
        },
        ..found
    })
}

/// Each code's place among those that occur.
fn places(units: &[Coded], code: impl Fn(&Coded) -> u32) -> BTreeMap<u32, usize> {
    let mut places: BTreeMap<u32, usize> = units.iter().map(|u| (code(u), 0)).collect();
    for (at, place) in places.values_mut().enumerate() {
        *place = at;
    }
    places
}

/// Every order as likely as any (R. Durstenfeld, Communications of the ACM 7 (1964), 420).
fn shuffle(list: &mut [usize], random: &mut ChaCha8Rng) {
    for last in (1..list.len()).rev() {
        let at = (u64::from(random.next_u32()) * (last as u64 + 1)) >> 32;
        list.swap(last, usize::try_from(at).unwrap_or(0));
    }
}

/// Counts with their margins.
struct Table {
    counts: Vec<Vec<u64>>,
    rows: Vec<f64>,
    columns: Vec<f64>,
    n: f64,
}

impl Table {
    fn empty(rows: usize, columns: usize) -> Self {
        Self {
            counts: vec![vec![0; columns]; rows],
            rows: Vec::new(),
            columns: Vec::new(),
            n: 0.0,
        }
    }

    /// A table that may be ragged: what is missing is 0.
    fn of(counts: &[Vec<u64>]) -> Self {
        let columns = counts.iter().map(Vec::len).max().unwrap_or(0);
        let mut table = Self::empty(counts.len(), columns);
        for (row, counts) in table.counts.iter_mut().zip(counts) {
            row[..counts.len()].copy_from_slice(counts);
        }
        table.sum_up();
        table
    }

    fn sum_up(&mut self) {
        let row = |row: &Vec<u64>| row.iter().map(|n| *n as f64).sum();
        self.rows = self.counts.iter().map(row).collect();
        let many = self.counts.first().map_or(0, Vec::len);
        self.columns = (0..many)
            .map(|at| self.counts.iter().map(|row| row[at] as f64).sum())
            .collect();
        self.n = self.rows.iter().sum();
    }

    /// What would be expected of each cell in a row and a column that hold anything, and whose it is.
    fn expected(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        self.rows.iter().enumerate().flat_map(move |(row, of_row)| {
            self.columns
                .iter()
                .enumerate()
                .map(move |(column, of_column)| (row, column, of_row / self.n * of_column))
                .filter(|cell| cell.2 > 0.0)
        })
    }

    fn chi2(&self) -> f64 {
        self.expected()
            .map(|(row, column, expected)| {
                (self.counts[row][column] as f64 - expected).powi(2) / expected
            })
            .sum()
    }

    fn cochran(&self) -> bool {
        let (mut all, mut below_5, mut below_1) = (0_u64, 0_u64, 0_u64);
        for (_, _, expected) in self.expected() {
            all += 1;
            below_5 += u64::from(expected < 5.0);
            below_1 += u64::from(expected < 1.0);
        }
        below_1 == 0 && below_5 * 5 <= all
    }

    fn association(&self) -> Option<Association> {
        let held = |margin: &[f64]| margin.iter().filter(|n| **n > 0.0).count() as u64;
        let (rows, columns) = (held(&self.rows), held(&self.columns));
        if rows < 2 || columns < 2 {
            return None;
        }
        let chi2 = self.chi2();
        let df = (rows - 1) * (columns - 1);
        let largest = self.n * (rows.min(columns) - 1) as f64;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a sum of counts"
        )]
        let n = self.n as u64;
        Some(Association {
            chi2,
            df,
            p: chi_square_above(chi2, df as f64),
            by: PValue::ChiSquare,
            v: (chi2 / largest).sqrt().min(1.0),
            n,
        })
    }

    /// The share of tables, which `fill` makes, that are at least as far from independence.
    fn p_of(&self, replicates: u32, mut fill: impl FnMut(&mut [Vec<u64>])) -> f64 {
        // Sums in another order differ by dust.
        let observed = self.chi2() * (1.0 - 1e-10);
        let mut drawn = Self::empty(self.rows.len(), self.columns.len());
        let mut reached = 1_u64;
        for _ in 0..replicates {
            for row in &mut drawn.counts {
                row.fill(0);
            }
            fill(&mut drawn.counts);
            drawn.sum_up();
            reached += u64::from(drawn.chi2() >= observed);
        }
        reached as f64 / (f64::from(replicates) + 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equals_scipy() {
        // scipy 1.17.1: chi2_contingency(table, correction=False), contingency.association(table).
        let found = association(&[vec![20, 15, 30], vec![25, 10, 8]], 0, [0; 32]).unwrap();
        assert!((found.chi2 - 10.235_646_360_982_955).abs() < 1e-9);
        assert!((found.p - 0.005_989_045_787_327_743).abs() < 1e-12);
        assert!((found.v - 0.307_854_678_935_426_9).abs() < 1e-12);
        assert_eq!((found.df, found.n, found.by), (2, 108, PValue::ChiSquare));
        // Empty rows and columns, and such as are missing, change nothing.
        let padded = [vec![20, 0, 15, 30], vec![], vec![25, 0, 10, 8]];
        assert_eq!(association(&padded, 0, [0; 32]), Some(found));
    }

    #[test]
    fn small_counts_are_permuted() {
        let table = [vec![3, 1, 0], vec![0, 2, 5], vec![1, 1, 1]];
        let found = association(&table, 50_000, [2; 32]).unwrap();
        assert!((found.chi2 - 8.194_444_444_444_445).abs() < 1e-9);
        // R 4.2.2: chisq.test(table, simulate.p.value = TRUE, B = 1e6).
        assert!((found.p - 0.082_15).abs() < 0.005, "{}", found.p);
        assert_eq!(found.by, PValue::Tables);
        assert_eq!(association(&table, 50_000, [2; 32]), Some(found));
    }

    #[test]
    fn one_row_or_column_says_nothing() {
        for table in [
            &[][..],
            &[vec![]],
            &[vec![1, 2]],
            &[vec![4], vec![5]],
            &[vec![0, 0], vec![1, 9]],
        ] {
            assert_eq!(association(table, 10, [0; 32]), None);
        }
        assert_eq!(association_of_units(&[], 10, [0; 32]), None);
    }

    fn units(data: &[(u32, u32, u32)]) -> Vec<Coded> {
        data.iter()
            .map(|&(company, row, column)| Coded {
                company,
                row,
                column,
            })
            .collect()
    }

    #[test]
    fn a_company_counts_once_when_its_units_are_alike() {
        // Two companies with fifty units each: by the units p is nil, by the companies nothing can be said.
        let alike: Vec<_> = (0..100).map(|at| (at / 50, at / 50, at / 50)).collect();
        let found = association_of_units(&units(&alike), 500, [0; 32]).unwrap();
        assert!((found.v - 1.0).abs() < 1e-12 && found.p > 0.99);
        assert_eq!(found.by, PValue::AcrossCompanies);
        // Twelve companies, six of each: one order in 462 is as far apart.
        let many: Vec<_> = (0..60).map(|at| (at / 5, at / 30, at / 30)).collect();
        let found = association_of_units(&units(&many), 20_000, [0; 32]).unwrap();
        assert!((found.p - 1.0 / 462.0).abs() < 0.0015, "{}", found.p);
    }

    #[test]
    fn companies_that_differ_do_not_make_wordings_differ() {
        // One company answers everything and is mostly asked by wording 1, the other the other way round: the
        // wording has no effect within either.
        let unfair: Vec<_> = (0..40)
            .map(|at| {
                (
                    at / 20,
                    u32::from((at % 20 < 16) == (at < 20)),
                    u32::from(at < 20),
                )
            })
            .collect();
        let found = association_of_units(&units(&unfair), 500, [0; 32]).unwrap();
        assert_eq!(found.by, PValue::WithinCompanies);
        assert!(found.p > 0.99 && found.chi2 > 10.0);
        // An effect within companies is seen.
        let effect: Vec<_> = (0..40).map(|at| (at / 8, at % 2, at % 2)).collect();
        assert!(
            association_of_units(&units(&effect), 500, [0; 32])
                .unwrap()
                .p
                < 0.01
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        #[test]
        fn p_is_a_share(
            table in proptest::collection::vec(proptest::collection::vec(0u64..9, 0..5), 0..5),
            data in proptest::collection::vec((0u32..6, 0u32..3, 0u32..3), 0..60),
        ) {
            let coded = units(&data);
            let both = [association(&table, 20, [0; 32]), association_of_units(&coded, 20, [0; 32])];
            for found in both.into_iter().flatten() {
                prop_assert!(found.p > 0.0 && found.p <= 1.0 && (0.0..=1.0).contains(&found.v), "{found:?}");
                prop_assert!(found.chi2.is_finite() && found.df > 0);
            }
        }
    }
}
