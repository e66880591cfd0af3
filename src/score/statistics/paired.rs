//! A mean, a score or a share among the same companies twice.

use super::Z_95;
use super::distributions::{normal_above, normal_quantile};
use super::ratio::{Part, speaks};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// One company in two waves. A company that one of them does not know says nothing of a change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedParts {
    /// Then.
    pub base: Part,
    /// Now.
    pub head: Part,
}

/// How far a ratio (sum over companies by n over companies) has changed, in its own unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The ratio in the base, of the companies that are in both waves.
    pub base: f64,
    /// The ratio in the head, of the same.
    pub head: f64,
    /// Head less base.
    pub difference: f64,
    /// Its 95 % interval; `None` of one company, or when all changed alike, so that nothing shows how far
    /// it may be off. Unlike other intervals it need not hold the difference itself, but hardly ever does not.
    pub interval: Option<(f64, f64)>,
    /// The two-sided p-value of no change.
    pub p: f64,
    /// How many companies are in both waves.
    pub companies: u64,
}

/// Compares a ratio of the same companies in two waves by resampling companies; `None` when no company is in
/// both, or sums are beyond what numbers hold. The same seed gives the same numbers. 2,000 replicates will
/// do for the interval; O(companies x replicates).
///
/// - the interval: bias-corrected and accelerated bootstrap over companies, B. Efron, "Better bootstrap confidence
///   intervals", Journal of the American Statistical Association 82 (1987), 171-185; T. J. `DiCiccio` and B.
///   Efron, Statistical Science 11 (1996), 189-228; the acceleration by the jackknife
/// - p: if nothing changed, a company's two waves could as well have come in the other order. Its share of such
///   orders in which the ratios are at least as far apart; all orders when there are no more of them than
///   replicates, else so many random ones, with the one observed: R. A. Fisher, "The Design of Experiments"
///   (1935), section 21; B. Phipson and G. K. Smyth, Statistical Applications in Genetics and Molecular
///   Biology 9 (2010), 39. It holds its level for any number of companies, which the bootstrap does not for
///   ten: five companies or fewer never come below 5 %. So p decides, and the interval says how much
#[must_use]
pub fn paired_bootstrap(pairs: &[PairedParts], replicates: u32, seed: [u8; 32]) -> Option<Change> {
    let pairs: Vec<PairedParts> = pairs
        .iter()
        .filter(|pair| speaks(&pair.base) && speaks(&pair.head))
        .copied()
        .collect();
    let whole = Totals::of(&pairs);
    let difference = whole.difference();
    if pairs.is_empty() || !difference.is_finite() {
        return None;
    }
    let mut random = ChaCha8Rng::from_seed(seed);
    // Sums in another order differ by dust.
    let dust = 1e-10 * whole.base().abs().max(whole.head().abs());
    Some(Change {
        base: whole.base(),
        head: whole.head(),
        difference,
        interval: interval(&pairs, &whole, dust, replicates, &mut random),
        p: p_of_orders(&pairs, &whole, dust, replicates, &mut random),
        companies: pairs.len() as u64,
    })
}

/// The sums of both waves.
#[derive(Clone, Copy, Default)]
struct Totals {
    base: Part,
    head: Part,
}

impl Totals {
    fn of(pairs: &[PairedParts]) -> Self {
        let mut totals = Self::default();
        for pair in pairs {
            totals.add(pair, 1.0);
        }
        totals
    }

    fn add(&mut self, pair: &PairedParts, times: f64) {
        self.base.sum += times * pair.base.sum;
        self.base.n += times * pair.base.n;
        self.head.sum += times * pair.head.sum;
        self.head.n += times * pair.head.n;
    }

    fn base(&self) -> f64 {
        self.base.sum / self.base.n
    }

    fn head(&self) -> f64 {
        self.head.sum / self.head.n
    }

    fn difference(&self) -> f64 {
        self.head() - self.base()
    }
}

fn interval(
    pairs: &[PairedParts],
    whole: &Totals,
    dust: f64,
    replicates: u32,
    random: &mut ChaCha8Rng,
) -> Option<(f64, f64)> {
    let acceleration = acceleration(pairs, whole, dust)?;
    let many = pairs.len() as u64;
    let mut drawn = Vec::with_capacity(replicates as usize);
    for _ in 0..replicates {
        let mut totals = Totals::default();
        for _ in 0..many {
            // The bias of this is below one in a million of a thousand companies.
            let at = (u64::from(random.next_u32()) * many) >> 32;
            totals.add(&pairs[usize::try_from(at).unwrap_or(0)], 1.0);
        }
        drawn.push(totals.difference());
    }
    drawn.retain(|d| d.is_finite());
    drawn.sort_unstable_by(f64::total_cmp);
    if drawn.len() < 2 {
        return None;
    }
    let all = drawn.len() as f64;
    // Draws that are the same as what was observed stand half on either side of it.
    let below = drawn.partition_point(|d| *d < whole.difference() - dust) as f64;
    let not_above = drawn.partition_point(|d| *d <= whole.difference() + dust) as f64;
    let side = (f64::midpoint(below, not_above) / all).clamp(0.5 / all, 1.0 - 0.5 / all);
    let bias = normal_quantile(side);
    let limit = |z: f64| {
        let from = bias + z;
        let stretch = 1.0 - acceleration * from;
        let share = if stretch > 0.0 {
            1.0 - normal_above(bias + from / stretch)
        } else {
            f64::from(u8::from(from > 0.0))
        };
        ordered(&drawn, share)
    };
    Some((limit(-Z_95), limit(Z_95)))
}

/// The value below which a share of sorted values lies: number (B + 1) x share of B, between its neighbours.
fn ordered(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len() - 1;
    let place = ((last + 2) as f64 * share - 1.0).clamp(0.0, last as f64);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last"
    )]
    let at = place as usize;
    let (low, high) = (sorted[at.min(last)], sorted[(at + 1).min(last)]);
    low + (high - low) * (place - at as f64)
}

/// A sixth of the skewness of the jackknife's values; `None` when they do not differ.
fn acceleration(pairs: &[PairedParts], whole: &Totals, dust: f64) -> Option<f64> {
    let without: Vec<f64> = pairs
        .iter()
        .map(|pair| {
            let mut rest = *whole;
            rest.add(pair, -1.0);
            rest.difference()
        })
        .collect();
    let mean = without.iter().sum::<f64>() / without.len() as f64;
    let differ = without.iter().any(|value| (value - mean).abs() > dust);
    if pairs.len() < 2 || !mean.is_finite() || !differ {
        return None;
    }
    // By the largest, so that cubes of small numbers do not vanish.
    let largest = without
        .iter()
        .map(|value| (mean - value).abs())
        .fold(0.0, f64::max);
    let power = |exponent| -> f64 {
        without
            .iter()
            .map(|value| ((mean - value) / largest).powi(exponent))
            .sum()
    };
    Some(power(3) / (6.0 * power(2).powf(1.5)))
}

/// The share of orders of each company's waves in which the ratios are at least so far apart.
fn p_of_orders(
    pairs: &[PairedParts],
    whole: &Totals,
    dust: f64,
    replicates: u32,
    random: &mut ChaCha8Rng,
) -> f64 {
    // Companies whose waves are the same stay where they are.
    let movable: Vec<&PairedParts> = pairs.iter().filter(|p| p.base != p.head).collect();
    let observed = whole.difference().abs() - dust;
    let far = |swapped: &dyn Fn(usize) -> bool| {
        let mut totals = *whole;
        for (_, pair) in movable.iter().enumerate().filter(|(at, _)| swapped(*at)) {
            let (sum, n) = (pair.head.sum - pair.base.sum, pair.head.n - pair.base.n);
            totals.base.sum += sum;
            totals.base.n += n;
            totals.head.sum -= sum;
            totals.head.n -= n;
        }
        let apart = totals.difference();
        !apart.is_finite() || apart.abs() >= observed
    };
    let orders = 1_u64.checked_shl(u32::try_from(movable.len()).unwrap_or(u32::MAX));
    if let Some(orders) = orders.filter(|orders| *orders <= u64::from(replicates)) {
        let reached = (0..orders).filter(|order| far(&|at| order >> at & 1 == 1));
        return reached.count() as f64 / orders as f64;
    }
    let mut bits = vec![0_u64; movable.len().div_ceil(64)];
    let mut reached = 1_u64;
    for _ in 0..replicates {
        bits.fill_with(|| random.next_u64());
        reached += u64::from(far(&|at| bits[at / 64] >> (at % 64) & 1 == 1));
    }
    reached as f64 / (f64::from(replicates) + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(data: &[[f64; 4]]) -> Vec<PairedParts> {
        data.iter()
            .map(|&[base, base_n, head, head_n]| PairedParts {
                base: Part {
                    sum: base,
                    n: base_n,
                },
                head: Part {
                    sum: head,
                    n: head_n,
                },
            })
            .collect()
    }

    #[test]
    fn equals_scipy() {
        let data = [
            [3.0, 10.0, 5.0, 10.0],
            [5.0, 8.0, 6.0, 8.0],
            [9.0, 10.0, 9.0, 10.0],
            [2.0, 7.0, 5.0, 7.0],
            [6.0, 12.0, 6.0, 11.0],
            [0.0, 5.0, 2.0, 6.0],
            [4.0, 4.0, 4.0, 4.0],
            [7.0, 10.0, 9.0, 10.0],
            [1.0, 9.0, 0.0, 9.0],
            [8.0, 11.0, 10.0, 11.0],
        ];
        let found = paired_bootstrap(&pairs(&data), 40_000, [1; 32]).unwrap();
        assert!((found.difference - 0.127_906_976_744_186_05).abs() < 1e-12);
        // scipy 1.17.1: bootstrap(.., paired=True, n_resamples=400000, method="BCa").
        let (low, high) = found.interval.unwrap();
        assert!(
            (low - 0.041_095_890_410_958_92).abs() < 2e-3
                && (high - 0.211_890_242_439_024_4).abs() < 2e-3,
            "{low} {high}"
        );
        // numpy, all 1,024 orders.
        assert!((found.p - 0.031_25).abs() < 1e-12);
        // Random orders come near.
        let few = paired_bootstrap(&pairs(&data), 1_000, [1; 32]).unwrap();
        assert!((few.p - 0.031_25).abs() < 0.02);
        assert_eq!(Some(few), paired_bootstrap(&pairs(&data), 1_000, [1; 32]));
        assert_ne!(Some(few), paired_bootstrap(&pairs(&data), 1_000, [2; 32]));
    }

    #[test]
    fn what_shows_no_spread_has_no_interval() {
        assert_eq!(paired_bootstrap(&[], 100, [0; 32]), None);
        let gone = pairs(&[[1.0, 2.0, 0.0, 0.0]]);
        assert_eq!(paired_bootstrap(&gone, 100, [0; 32]), None);
        let one = paired_bootstrap(&pairs(&[[1.0, 2.0, 2.0, 2.0]]), 100, [0; 32]).unwrap();
        assert_eq!((one.difference, one.interval, one.p), (0.5, None, 1.0));
        let alike = paired_bootstrap(&pairs(&[[1.0, 2.0, 2.0, 2.0]; 5]), 100, [0; 32]).unwrap();
        assert_eq!(
            (alike.difference, alike.interval, alike.p),
            (0.5, None, 0.0625)
        );
        let same = paired_bootstrap(&pairs(&[[1.0, 2.0, 1.0, 2.0]; 50]), 100, [0; 32]).unwrap();
        assert_eq!((same.difference, same.interval, same.p), (0.0, None, 1.0));
    }

    #[test]
    fn ten_companies_without_change_are_seldom_said_to_have_changed() {
        let mut random = ChaCha8Rng::from_seed([9; 32]);
        let mut score = |level: u32| {
            let hits = (0..8).filter(|_| random.next_u32() % 100 < level).count();
            Part {
                sum: hits as f64,
                n: 8.0,
            }
        };
        let false_alarms = (0..1_000)
            .filter(|_| {
                let waves: Vec<PairedParts> = (0..10)
                    .map(|at| PairedParts {
                        base: score(at * 10),
                        head: score(at * 10),
                    })
                    .collect();
                paired_bootstrap(&waves, 1_024, [0; 32]).is_some_and(|change| change.p <= 0.05)
            })
            .count();
        // 50 of 1,000, and three standard errors; a test that never says so would be no good either.
        assert!((10..=71).contains(&false_alarms), "{false_alarms}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_parts_will_do(
            data in proptest::collection::vec(proptest::array::uniform4(proptest::num::f64::ANY), 0..20),
            replicates in 0u32..50,
        ) {
            if let Some(found) = paired_bootstrap(&pairs(&data), replicates, [3; 32]) {
                prop_assert!((0.0..=1.0).contains(&found.p), "{found:?}");
                prop_assert!(found.difference.is_finite());
                prop_assert!(found.interval.is_none_or(|(low, high)| low <= high), "{found:?}");
            }
        }

        #[test]
        fn small_counts_will_do(data in proptest::collection::vec((0u8..4, 0u8..4, 0u8..4, 0u8..4), 0..30)) {
            let data: Vec<[f64; 4]> =
                data.into_iter().map(|(a, b, c, d)| [a, b, c, d].map(f64::from)).collect();
            if let Some(found) = paired_bootstrap(&pairs(&data), 99, [3; 32]) {
                prop_assert!((0.0..=1.0).contains(&found.p), "{found:?}");
                prop_assert!(found.interval.is_none_or(|(low, high)| low <= high), "{found:?}");
            }
        }
    }
}
