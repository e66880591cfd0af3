//! How far coders agree beyond chance, with intervals.
//!
//! A table has a row a unit and a column a coder; a coder may have left units out. Codes are numbers: names
//! of categories, or values.
//!
//! - raw agreement: the share of pairs of codes of the same unit that are equal
//! - Cohen's kappa of two coders: J. Cohen (1960), A coefficient of agreement for nominal scales, Educational
//!   and Psychological Measurement 20(1), 37-46
//! - Krippendorff's alpha of any number of coders: K. Krippendorff (2011), Computing Krippendorff's
//!   alpha-reliability, <https://repository.upenn.edu/handle/20.500.14332/2089>; the bars of .8 and .667: the
//!   same (2004), Content Analysis, 2nd edition, section 11.4
//! - intervals: percentile bootstrap over units, B. Efron and R. Tibshirani (1993), An Introduction to the
//!   Bootstrap, section 13.3

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// What the distances of codes mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Codes are equal or not.
    Nominal,
    /// The square of their difference counts.
    Interval,
}

/// What each coder said of a unit.
pub type Row = Vec<Option<u32>>;

/// A measure with its 95 % interval; empty where it is not defined, such as a kappa of coders who both know
/// but one category.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Measured {
    /// The measure.
    pub value: Option<f64>,
    /// Where the interval begins.
    pub low: Option<f64>,
    /// Where it ends.
    pub high: Option<f64>,
}

/// How far coders agree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Agreement {
    /// Units that more than one of them coded; the others say nothing.
    pub units: u64,
    /// The share of pairs of codes that are equal.
    pub raw: Measured,
    /// Cohen's kappa, unweighted; of more than two coders there is none.
    pub kappa: Measured,
    /// Krippendorff's alpha.
    pub alpha: Measured,
}

/// What may be done with a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fitness {
    /// Alpha is at least .8.
    Fit,
    /// Alpha is at least .667: for tentative conclusions only.
    Tentative,
    /// Alpha is below .667: not to be published.
    Unfit,
    /// There is no alpha: too little was coded twice, or all codes are the same.
    Unknown,
}

impl Fitness {
    /// By an alpha.
    #[must_use]
    pub fn of(alpha: Option<f64>) -> Self {
        match alpha {
            None => Self::Unknown,
            Some(alpha) if alpha >= 0.8 => Self::Fit,
            Some(alpha) if alpha >= 0.667 => Self::Tentative,
            Some(_) => Self::Unfit,
        }
    }
}

/// Times that the units are drawn anew.
const DRAWS: usize = 1_000;

/// Measures a table. The same seed gives the same intervals.
#[must_use]
pub fn agreement(table: &[Row], metric: Metric, seed: [u8; 32]) -> Agreement {
    let patterns = Patterns::of(table, metric);
    let once = patterns.measure(&patterns.counts);
    let mut drawn: [Vec<f64>; 3] = [const { Vec::new() }; 3];
    let mut random = ChaCha8Rng::from_seed(seed);
    for _ in 0..DRAWS {
        let counts = patterns.draw(&mut random);
        for (list, value) in drawn.iter_mut().zip(patterns.measure(&counts)) {
            list.extend(value);
        }
    }
    let [raw, kappa, alpha] = [0, 1, 2].map(|at| interval(once[at], &mut drawn[at]));
    Agreement {
        units: patterns.units.len() as u64,
        raw,
        kappa,
        alpha,
    }
}

fn interval(value: Option<f64>, drawn: &mut [f64]) -> Measured {
    let unknown = Measured {
        value,
        ..Measured::default()
    };
    // A measure that most draws do not know has no interval.
    if value.is_none() || drawn.len() < DRAWS / 2 {
        return unknown;
    }
    drawn.sort_unstable_by(f64::total_cmp);
    let (last, outside) = (drawn.len() - 1, drawn.len() * 25 / 1_000);
    Measured {
        value,
        low: drawn.get(outside).copied(),
        high: drawn.get(last - outside).copied(),
    }
}

/// The units of a table, alike ones together: a draw only counts them.
struct Patterns {
    metric: Metric,
    /// What was said of a unit: the values with how often each was given, their number, and the first
    /// two as they stand, of a table of two coders.
    said: Vec<Pattern>,
    /// Of each unit which it is.
    units: Vec<usize>,
    /// How many units each is.
    counts: Vec<u64>,
    coders: usize,
}

struct Pattern {
    values: Vec<(u32, u64)>,
    codes: u64,
    pair: (u32, u32),
    /// The sum over ordered pairs of its codes of their distance, by the number of codes less one.
    within: f64,
}

impl Patterns {
    fn of(table: &[Row], metric: Metric) -> Self {
        let mut patterns = Self {
            metric,
            said: Vec::new(),
            units: Vec::new(),
            counts: Vec::new(),
            coders: table.iter().map(Vec::len).max().unwrap_or(0),
        };
        let mut places: HashMap<Vec<u32>, usize> = HashMap::new();
        for row in table {
            let codes: Vec<u32> = row.iter().flatten().copied().collect();
            if codes.len() < 2 {
                continue;
            }
            let place = *places.entry(codes).or_insert_with_key(|codes| {
                patterns.said.push(Pattern::of(codes, metric));
                patterns.counts.push(0);
                patterns.said.len() - 1
            });
            patterns.units.push(place);
            patterns.counts[place] += 1;
        }
        patterns
    }

    /// As many units, drawn with replacement.
    fn draw(&self, random: &mut ChaCha8Rng) -> Vec<u64> {
        let mut counts = vec![0; self.counts.len()];
        let many = self.units.len() as u64;
        for _ in 0..many {
            // The bias of this is below one in a thousand draws of a million units.
            let at = u64::from(random.next_u32()) * many >> 32;
            counts[self.units[usize::try_from(at).unwrap_or(0)]] += 1;
        }
        counts
    }

    /// Raw agreement, kappa and alpha of so many units of each pattern.
    fn measure(&self, counts: &[u64]) -> [Option<f64>; 3] {
        let weighted = || {
            self.said
                .iter()
                .zip(counts.iter().copied())
                .filter(|(_, n)| *n > 0)
        };
        let (mut equal, mut pairs) = (0_u128, 0_u128);
        for (pattern, n) in weighted() {
            let of = |m: u64| u128::from(m) * u128::from(m.saturating_sub(1));
            equal += pattern.values.iter().map(|(_, m)| of(*m)).sum::<u128>() * u128::from(n);
            pairs += of(pattern.codes) * u128::from(n);
        }
        let raw = ratio(equal, pairs);
        let kappa = (self.coders == 2).then(|| kappa(weighted())).flatten();
        [raw, kappa, alpha(weighted(), self.metric)]
    }
}

impl Pattern {
    fn of(codes: &[u32], metric: Metric) -> Self {
        let mut values: BTreeMap<u32, u64> = BTreeMap::new();
        for code in codes {
            *values.entry(*code).or_default() += 1;
        }
        let values: Vec<(u32, u64)> = values.into_iter().collect();
        let sums = values
            .iter()
            .fold(Sums::default(), |sums, (v, m)| sums.with(*v, *m));
        Self {
            codes: codes.len() as u64,
            pair: (codes[0], codes[1]),
            within: distance(&sums, values.iter().map(|(_, m)| *m), metric) as f64
                / (codes.len() - 1) as f64,
            values,
        }
    }
}

/// How many codes, their sum and the sum of their squares; exact.
#[derive(Default, Clone, Copy)]
struct Sums {
    many: u128,
    sum: u128,
    squares: u128,
}

impl Sums {
    fn with(self, value: u32, times: u64) -> Self {
        let (value, times) = (u128::from(value), u128::from(times));
        Self {
            many: self.many + times,
            sum: self.sum + value * times,
            squares: self.squares + value * value * times,
        }
    }
}

/// The sum of the distances of all ordered pairs of codes. Of squares it is 2 (n sum x^2 - (sum x)^2).
fn distance(sums: &Sums, times: impl Iterator<Item = u64>, metric: Metric) -> u128 {
    match metric {
        Metric::Nominal => {
            let equal: u128 = times.map(|m| u128::from(m) * u128::from(m)).sum();
            sums.many * sums.many - equal
        }
        Metric::Interval => 2 * (sums.many * sums.squares - sums.sum * sums.sum),
    }
}

/// 1 - observed by expected disagreement of two coders.
fn kappa<'p>(patterns: impl Iterator<Item = (&'p Pattern, u64)>) -> Option<f64> {
    let (mut many, mut differ) = (0_u128, 0_u128);
    let mut margins: HashMap<u32, (u128, u128)> = HashMap::new();
    for (pattern, n) in patterns {
        let (n, (one, two)) = (u128::from(n), pattern.pair);
        many += n;
        differ += if one == two { 0 } else { n };
        margins.entry(one).or_default().0 += n;
        margins.entry(two).or_default().1 += n;
    }
    let by_chance: u128 = margins.values().map(|(one, two)| one * two).sum();
    Some(1.0 - ratio(differ * many, many * many - by_chance)?)
}

/// 1 - observed by expected disagreement of all codes, whoever gave them.
fn alpha<'p>(patterns: impl Iterator<Item = (&'p Pattern, u64)>, metric: Metric) -> Option<f64> {
    let (mut within, mut sums) = (0.0, Sums::default());
    let mut times: HashMap<u32, u64> = HashMap::new();
    for (pattern, n) in patterns {
        within += pattern.within * n as f64;
        for (value, m) in &pattern.values {
            sums = sums.with(*value, m * n);
            *times.entry(*value).or_default() += m * n;
        }
    }
    let between = distance(&sums, times.into_values(), metric);
    if between == 0 {
        return None;
    }
    Some(1.0 - within * (sums.many as f64 - 1.0) / between as f64)
}

fn ratio(of: u128, all: u128) -> Option<f64> {
    (all > 0).then(|| of as f64 / all as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(coders: &[&str]) -> Vec<Row> {
        let lines: Vec<Vec<Option<u32>>> = coders
            .iter()
            .map(|line| line.chars().map(|c| c.to_digit(10)).collect())
            .collect();
        (0..lines[0].len())
            .map(|unit| lines.iter().map(|line| line[unit]).collect())
            .collect()
    }

    fn near(value: Option<f64>, wanted: f64) -> bool {
        value.is_some_and(|value| (value - wanted).abs() < 5e-4)
    }

    #[test]
    fn krippendorffs_own_examples() {
        // Computing Krippendorff's Alpha-Reliability (2011), B: binary, no missing data.
        let b = table(&["0100000010", "1110010000"]);
        assert!(near(
            agreement(&b, Metric::Nominal, [0; 32]).alpha.value,
            0.095
        ));
        // C and E: nominal and interval data of four observers with missing values.
        let c = table(&[
            "123321412...",
            "1233224125.3",
            ".3332342251.",
            "12332441251.",
        ]);
        assert!(near(
            agreement(&c, Metric::Nominal, [0; 32]).alpha.value,
            0.743
        ));
        assert!(near(
            agreement(&c, Metric::Interval, [0; 32]).alpha.value,
            0.849
        ));
    }

    #[test]
    fn cohens_kappa_of_a_known_table() {
        // 20 both yes, 15 both no, 5 and 10 apart: .4 (the usual textbook table).
        let rows = [(1, 1, 20), (1, 0, 5), (0, 1, 10), (0, 0, 15)];
        let table: Vec<Row> = rows
            .iter()
            .flat_map(|(a, b, n)| vec![vec![Some(*a), Some(*b)]; *n])
            .collect();
        let found = agreement(&table, Metric::Nominal, [1; 32]);
        assert!((found.kappa.value.unwrap() - 0.4).abs() < 1e-12);
        assert!((found.raw.value.unwrap() - 0.7).abs() < 1e-12);
        let (low, high) = (found.kappa.low.unwrap(), found.kappa.high.unwrap());
        // The usual standard error is .13.
        assert!(
            (low - 0.15).abs() < 0.05 && (high - 0.65).abs() < 0.05,
            "{low} {high}"
        );
        assert_eq!(found, agreement(&table, Metric::Nominal, [1; 32]));
        assert_ne!(found, agreement(&table, Metric::Nominal, [2; 32]));
    }

    #[test]
    fn what_is_not_defined_is_empty() {
        let same = table(&["1111", "1111"]);
        let found = agreement(&same, Metric::Interval, [0; 32]);
        assert_eq!(
            (found.kappa.value, found.alpha.value, found.raw.value),
            (None, None, Some(1.0))
        );
        assert_eq!(found.raw.low, Some(1.0));
        assert_eq!(
            agreement(&[], Metric::Nominal, [0; 32]),
            Agreement::default()
        );
        assert_eq!(
            agreement(&table(&["12", ".."]), Metric::Nominal, [0; 32]).units,
            0
        );
        // Three coders have no kappa.
        assert_eq!(
            agreement(&table(&["12", "12", "1."]), Metric::Nominal, [0; 32])
                .kappa
                .value,
            None
        );
        let words = [
            None,
            Some(0.9),
            Some(0.8),
            Some(0.667),
            Some(0.66),
            Some(-1.0),
        ]
        .map(Fitness::of);
        use Fitness::{Fit, Tentative, Unfit, Unknown};
        assert_eq!(words, [Unknown, Fit, Fit, Tentative, Unfit, Unfit]);
    }

    proptest! {
        // A case is two thousand draws.
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn names_of_categories_and_order_of_coders_do_not_matter(
            rows in prop::collection::vec(prop::collection::vec(prop::option::of(0..4_u32), 3), 0..30),
        ) {
            let renamed: Vec<Row> = rows.iter().map(|row| row.iter().rev().map(|c| c.map(|c| (c * 7 + 3) % 11)).collect()).collect();
            let (one, two) = (agreement(&rows, Metric::Nominal, [0; 32]), agreement(&renamed, Metric::Nominal, [0; 32]));
            let same = |a: Option<f64>, b: Option<f64>| match (a, b) { (Some(a), Some(b)) => (a - b).abs() < 1e-12, (a, b) => a == b };
            prop_assert!(same(one.alpha.value, two.alpha.value) && same(one.raw.value, two.raw.value));
            for m in [one.alpha, one.raw] {
                if let (Some(low), Some(high)) = (m.low, m.high) { prop_assert!(low <= high && high <= 1.0); }
            }
        }

        #[test]
        fn large_numbers_do_not_overflow(rows in prop::collection::vec(prop::collection::vec(prop::option::of(any::<u32>()), 2), 0..30)) {
            let found = agreement(&rows, Metric::Interval, [0; 32]);
            prop_assert!(found.alpha.value.is_none_or(|a| a <= 1.0 && a.is_finite()));
        }
    }
}
