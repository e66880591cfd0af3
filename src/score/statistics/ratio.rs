//! Shares and means of what was asked of companies: a company's enquiries resemble each other, so the
//! companies, not the enquiries, say how sure a number is.
//!
//! The ratio estimator and its linearised variance: W. G. Cochran, "Sampling Techniques", 3rd edition (1977),
//! sections 6.3 and 9A.2; companies are taken as drawn with replacement, as R's `survey::svyratio` does without
//! a finite population correction, or as [`Drawn`] says.

use super::Z_95;
use super::distributions::t_95;
use super::drawn::{Drawn, Spread};
use super::wilson::{score_interval, wilson};

/// What one company adds to a ratio: its numerator and its denominator, each times the company's weight.
/// A part without a denominator says nothing and is left out.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Part {
    /// The sum over its units of what is measured; of a share the count of units that have the property.
    pub sum: f64,
    /// How many units.
    pub n: f64,
}

impl Part {
    /// A company's part with a weight: 1 for companies that count as they are.
    #[must_use]
    pub fn weighted(sum: f64, n: f64, weight: f64) -> Self {
        Self {
            sum: sum * weight,
            n: n * weight,
        }
    }
}

/// A share with its 95 % interval, all between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// The share.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The size of a simple random sample of units that would be as sure of it. The design effect is the
    /// number of units by this.
    pub effective: f64,
}

/// A mean with its 95 % interval, in the unit of what is measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// The mean.
    pub value: f64,
    /// Its standard error; `None` of one company, or one unit, for nothing says how far it may be off.
    pub error: Option<f64>,
    /// Its interval, where there is a standard error.
    pub interval: Option<(f64, f64)>,
}

/// The share of units that have a property, over companies; `None` of no units. Unweighted parts, or such as
/// are weighted so that their denominators add up to the number of units; else see [`share_of_units`].
///
/// - companies of one unit each: Wilson's interval
/// - several companies: Wilson's interval with the effective sample size in place of n. That is
///   p (1 - p) / v, where v is the linearised variance between companies, at most n, and times (z / t)^2 with
///   t of as many degrees of freedom as there are companies less one. E. L. Korn and B. I. Graubard,
///   "Confidence intervals for proportions with small expected number of positive counts estimated from survey
///   data", Survey Methodology 24 (1998), 193-201; with Wilson's interval, the best of seven at small
///   numbers: N. Dean and M. Pagano, "Evaluating confidence interval methods for binomial proportions in
///   clustered surveys", Journal of Survey Statistics and Methodology 3 (2015), 484-503. The cap stands before
///   the factor, so that companies which happen to be equal do not look like more than they are
/// - a share of 0 or 1 shows no variance: the effective size is the number of companies
/// - one company: Wilson's interval over its units, which is about this company alone
#[must_use]
pub fn share(parts: &[Part]) -> Option<Ratio> {
    let units = parts.iter().filter(|p| speaks(p)).map(|p| p.n).sum();
    share_of_units(parts, units)
}

/// As [`share`], of parts weighted at any scale, which stand for so many units: no effective size is above it.
#[must_use]
pub fn share_of_units(parts: &[Part], units: f64) -> Option<Ratio> {
    share_drawn(parts, &[], units)
}

/// As [`share_of_units`], of companies that were drawn so, in the order of the parts; what `drawn` does not reach was
/// drawn from one stratum without end. A finite population divides the effective size by the share of the variance
/// that it leaves; of companies drawn whole, the interval is the share itself.
#[must_use]
pub fn share_drawn(parts: &[Part], drawn: &[Drawn], units: f64) -> Option<Ratio> {
    let sums = Sums::of(parts)?;
    let value = sums.ratio().clamp(0.0, 1.0);
    let spread = sums.spread(parts, drawn, value);
    let plain = drawn.iter().all(|how| *how == Drawn::default());
    if let Some((successes, n)) = one_each(parts).filter(|_| plain) {
        let (low, high) = wilson(successes, n)?;
        return Some(Ratio {
            value,
            low,
            high,
            effective: n as f64,
        });
    }
    let effective = if sums.companies < 2.0 {
        units
    } else if value <= 0.0 || value >= 1.0 {
        sums.companies.min(units) / spread.left
    } else if one_each(parts).is_some() && spread.df + 1.0 >= sums.companies {
        sums.companies / spread.left
    } else {
        let certain = value * (1.0 - value) / spread.endless;
        let to_t = Z_95 / t_95(spread.df);
        // A variance of 0 makes it infinite, and so does a population that was drawn whole.
        certain.min(units) * to_t * to_t / spread.left
    };
    let (low, high) = score_interval(value, effective);
    Some(Ratio {
        value,
        low,
        high,
        effective,
    })
}

/// The mean over units, of companies' sums; `None` of no units. The interval is of Student's t with as many
/// degrees of freedom as there are companies less one.
#[must_use]
pub fn mean(parts: &[Part]) -> Option<Mean> {
    mean_drawn(parts, &[])
}

/// As [`mean`], of companies that were drawn so, in the order of the parts; what `drawn` does not reach was drawn from
/// one stratum without end. Each stratum takes a degree of freedom.
#[must_use]
pub fn mean_drawn(parts: &[Part], drawn: &[Drawn]) -> Option<Mean> {
    let sums = Sums::of(parts)?;
    let value = sums.ratio();
    let spread = sums.spread(parts, drawn, value);
    let variance = (sums.companies >= 2.0).then(|| spread.variance());
    Some(Mean::of(value, variance, spread.df))
}

/// The mean of a single company's units, which stand for themselves: from their number, the sum of their
/// values and the sum of the squares of these; `None` of no units. The textbook's interval of Student's t.
///
/// Sums of squares lose digits when the values are far from 0 and near each other: of values x the standard
/// error is good to about 1e-8 |x|.
#[must_use]
pub fn mean_of_units(n: u64, sum: f64, squares: f64) -> Option<Mean> {
    if n == 0 || !sum.is_finite() {
        return None;
    }
    let many = n as f64;
    let value = sum / many;
    let spread = (squares - sum * value).max(0.0) / (many - 1.0);
    let variance = (n >= 2).then_some(spread / many);
    Some(Mean::of(value, variance, many - 1.0))
}

impl Mean {
    fn of(value: f64, variance: Option<f64>, df: f64) -> Self {
        let error = variance.map(f64::sqrt).filter(|error| error.is_finite());
        Self {
            value,
            error,
            interval: error.map(|error| {
                let half = t_95(df) * error;
                (value - half, value + half)
            }),
        }
    }
}

/// Whether a part counts. What is not a number, or not finite, never does.
pub(super) fn speaks(part: &Part) -> bool {
    part.n > 0.0 && part.n.is_finite() && part.sum.is_finite()
}

/// Companies of one whole unit each, as Wilson's interval wants them: how many have the property, of how many.
fn one_each(parts: &[Part]) -> Option<(u64, u64)> {
    let (mut successes, mut n) = (0, 0);
    let is = |value: f64, whole: f64| value.total_cmp(&whole).is_eq();
    for part in parts.iter().filter(|p| speaks(p)) {
        if !is(part.n, 1.0) || !(is(part.sum, 0.0) || is(part.sum, 1.0)) {
            return None;
        }
        n += 1;
        successes += u64::from(is(part.sum, 1.0));
    }
    Some((successes, n))
}

/// The totals of the parts that count, by the largest denominator and the largest numerator, so that no finite
/// parts add up to infinity.
struct Sums {
    sum: f64,
    n: f64,
    companies: f64,
    largest_sum: f64,
    largest_n: f64,
}

impl Sums {
    fn of(parts: &[Part]) -> Option<Self> {
        let counted = || parts.iter().filter(|p| speaks(p));
        let largest_n = counted().map(|p| p.n).fold(0.0, f64::max);
        let largest_sum = counted().map(|p| p.sum.abs()).fold(0.0, f64::max);
        let largest_sum = if largest_sum > 0.0 { largest_sum } else { 1.0 };
        let sums = Self {
            sum: counted().map(|p| p.sum / largest_sum).sum(),
            n: counted().map(|p| p.n / largest_n).sum(),
            companies: counted().count() as f64,
            largest_sum,
            largest_n,
        };
        (sums.companies > 0.0 && sums.ratio().is_finite()).then_some(sums)
    }

    fn ratio(&self) -> f64 {
        self.sum / self.n * (self.largest_sum / self.largest_n)
    }

    /// C / (C - 1) times the sum of the squares of (sum - ratio n) / N, by stratum; says something of two companies.
    fn spread(&self, parts: &[Part], drawn: &[Drawn], ratio: f64) -> Spread {
        Spread::of(parts, drawn, |part| {
            (part.sum - ratio * part.n) / self.largest_n / self.n
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(data: &[(f64, f64)]) -> Vec<Part> {
        data.iter().map(|&(sum, n)| Part { sum, n }).collect()
    }

    #[test]
    fn companies_of_one_unit_are_wilsons() {
        let ones = parts(&[(1.0, 1.0), (0.0, 1.0), (0.0, 0.0), (1.0, 1.0), (1.0, 1.0)]);
        let found = share(&ones).unwrap();
        assert_eq!((found.low, found.high), wilson(3, 4).unwrap());
        assert_eq!((found.value, found.effective), (0.75, 4.0));
    }

    #[test]
    fn one_company_is_wilsons_over_its_units() {
        let found = share(&parts(&[(4.0, 10.0)])).unwrap();
        let (low, high) = wilson(4, 10).unwrap();
        assert!((found.low - low).abs() < 1e-15 && (found.high - high).abs() < 1e-15);
    }

    #[test]
    fn nothing_shown_is_as_sure_as_the_companies_are_many() {
        let none = share(&parts(&[(0.0, 30.0); 10])).unwrap();
        assert_eq!((none.low, none.effective), (0.0, 10.0));
        assert!((none.high - wilson(0, 10).unwrap().1).abs() < 1e-15);
        let all = share(&parts(&[(30.0, 30.0); 10])).unwrap();
        assert_eq!((all.high, all.effective), (1.0, 10.0));
        assert!((all.low - wilson(10, 10).unwrap().0).abs() < 1e-15);
    }

    #[test]
    fn companies_that_answer_all_or_nothing_count_once() {
        let torn: Vec<Part> = (0..20)
            .map(|at| Part {
                sum: if at % 2 == 0 { 50.0 } else { 0.0 },
                n: 50.0,
            })
            .collect();
        let found = share(&torn).unwrap();
        // 20 companies, not 1,000 enquiries: n_eff is 19 before Student's factor.
        let to_t = Z_95 / t_95(19.0);
        assert!((found.effective - 19.0 * to_t * to_t).abs() < 1e-9);
        let even = share(&parts(&[(25.0, 50.0); 20])).unwrap();
        assert!((even.effective - 1_000.0 * to_t * to_t).abs() < 1e-9);
    }

    #[test]
    fn nineteen_of_twenty_intervals_hold_the_truth_when_companies_differ() {
        use rand::{Rng, SeedableRng};
        let mut random = rand_chacha::ChaCha8Rng::from_seed([7; 32]);
        let mut one_in = |chance: u32| random.next_u32() % 100 < chance;
        let (mut held, mut held_by_units) = (0, 0);
        for _ in 0..2_000 {
            // Twelve companies of eight enquiries; half of them answer a fifth, the others four fifths.
            let parts: Vec<Part> = (0..12)
                .map(|_| {
                    let chance = if one_in(50) { 20 } else { 80 };
                    (0..8).filter(|_| one_in(chance)).count() as f64
                })
                .map(|sum| Part { sum, n: 8.0 })
                .collect();
            let found = share(&parts).unwrap();
            held += u32::from(found.low <= 0.5 && 0.5 <= found.high);
            let (low, high) = score_interval(found.value, 96.0);
            held_by_units += u32::from(low <= 0.5 && 0.5 <= high);
        }
        assert!((1_880..=1_960).contains(&held), "{held} of 2,000");
        assert!(held_by_units < 1_600, "{held_by_units} of 2,000");
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        for nothing in [
            &[][..],
            &[(0.0, 0.0); 3][..],
            &[(f64::NAN, 1.0), (1.0, f64::INFINITY)],
        ] {
            assert_eq!(share(&parts(nothing)), None);
            assert_eq!(mean(&parts(nothing)), None);
        }
        assert_eq!(mean_of_units(0, 0.0, 0.0), None);
        let one = mean(&parts(&[(6.0, 4.0)])).unwrap();
        assert_eq!((one.value, one.error, one.interval), (1.5, None, None));
        let one = mean_of_units(1, 3.0, 9.0).unwrap();
        assert_eq!((one.value, one.interval), (3.0, None));
    }

    #[test]
    fn the_scale_of_weights_does_not_matter() {
        let units = [(3.0, 7.0), (5.0, 5.0), (0.0, 9.0), (2.0, 4.0)];
        let weights = [0.5, 2.0, 1.0, 1.5];
        let at = |scale: f64| {
            let parts: Vec<Part> = units
                .iter()
                .zip(weights)
                .map(|(&(sum, n), weight)| Part::weighted(sum, n, weight * scale))
                .collect();
            share_of_units(&parts, 25.0).unwrap()
        };
        let (one, other) = (at(1.0), at(1e-6));
        assert!((one.low - other.low).abs() < 1e-12 && (one.high - other.high).abs() < 1e-12);
    }

    #[test]
    fn equals_survey() {
        // R survey 4.1.1: SE(svyratio(~s, ~n, svydesign(~id, weights = ~w, data = d))).
        let units = [
            (3.0, 7.0),
            (5.0, 5.0),
            (0.0, 9.0),
            (2.0, 4.0),
            (8.0, 12.0),
            (1.0, 1.0),
        ];
        let plain = mean(&parts(&units)).unwrap();
        assert!((plain.value - 0.5).abs() < 1e-15);
        assert!((plain.error.unwrap() - 0.160_504_744_020_809_53).abs() < 1e-12);
        let weights = [0.5, 2.0, 1.0, 1.5, 1.0, 1.0];
        let weighted: Vec<Part> = units
            .iter()
            .zip(weights)
            .map(|(&(sum, n), weight)| Part::weighted(sum, n, weight))
            .collect();
        let weighted = mean(&weighted).unwrap();
        assert!((weighted.value - 0.566_265_060_240_963_9).abs() < 1e-12);
        assert!((weighted.error.unwrap() - 0.180_608_722_093_863_7).abs() < 1e-12);
        // scipy: t.ppf(.975, 5) = 2.570581835636314
        let (low, high) = plain.interval.unwrap();
        assert!(
            (high - low - 2.0 * 2.570_581_835_636_314 * 0.160_504_744_020_809_53).abs() < 1e-12
        );
    }

    #[test]
    fn a_mean_of_units_is_the_textbooks() {
        // scipy: t.interval(.95, 4, loc=5, scale=sem([2, 4, 4, 6, 9]))
        let found = mean_of_units(5, 25.0, 153.0).unwrap();
        let (low, high) = found.interval.unwrap();
        assert!((found.error.unwrap() - 1.183_215_956_619_923_2).abs() < 1e-12);
        assert!(
            (low - 1.714_865_848_850_689_8).abs() < 1e-9
                && (high - 8.285_134_151_149_311).abs() < 1e-9
        );
    }

    proptest! {
        #[test]
        fn intervals_hold_their_values(
            data in proptest::collection::vec((0.0f64..=1.0, 0u32..60, 0.01f64..10.0), 0..40),
            units in 0.0f64..1e9,
        ) {
            let parts: Vec<Part> = data
                .iter()
                .map(|&(p, n, weight)| Part::weighted((p * f64::from(n)).round(), f64::from(n), weight))
                .collect();
            for found in [share(&parts), share_of_units(&parts, units)].into_iter().flatten() {
                prop_assert!(0.0 <= found.low && found.low <= found.value, "{found:?}");
                prop_assert!(found.value <= found.high && found.high <= 1.0, "{found:?}");
                prop_assert!(found.effective.is_finite());
            }
            if let Some(found) = mean(&parts) {
                prop_assert!(found.value.is_finite());
                if let Some((low, high)) = found.interval {
                    prop_assert!(low <= found.value && found.value <= high);
                }
            }
        }

        #[test]
        fn any_finite_part_will_do(
            data in proptest::collection::vec((proptest::num::f64::ANY, proptest::num::f64::ANY), 0..8),
            units in proptest::num::f64::ANY,
        ) {
            let parts: Vec<Part> = data.iter().map(|&(sum, n)| Part { sum, n }).collect();
            for found in [share(&parts), share_of_units(&parts, units)].into_iter().flatten() {
                prop_assert!(0.0 <= found.low && found.low <= found.value, "{found:?}");
                prop_assert!(found.value <= found.high && found.high <= 1.0, "{found:?}");
            }
            if let Some(found) = mean(&parts) {
                prop_assert!(!found.value.is_nan());
                prop_assert!(found.interval.is_none_or(|(low, high)| low <= high));
            }
            if let Some((sum, squares)) = data.first() {
                let found = mean_of_units(3, *sum, *squares);
                prop_assert!(found.is_none_or(|f| f.interval.is_none_or(|(low, high)| low <= high)));
            }
        }
    }
}
