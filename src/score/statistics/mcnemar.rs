//! A share among the same companies twice.

use super::Z_95;
use super::distributions::{beta_quantile, coin_at_most};

/// How many companies have a property in which of two waves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PairedCounts {
    /// In both.
    pub both: u64,
    /// In the base, no longer in the head.
    pub only_base: u64,
    /// Not in the base, but in the head.
    pub only_head: u64,
    /// In neither.
    pub neither: u64,
}

/// Whether a share has changed among the same companies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct McNemar {
    /// The two-sided exact p-value.
    pub p: f64,
    /// The share in the head less that in the base, -1 to 1.
    pub difference: f64,
    /// Its 95 % interval.
    pub interval: (f64, f64),
    /// How many gained the property for each that lost it; `None` when none lost it.
    pub odds_ratio: Option<f64>,
    /// Where the 95 % interval of the odds ratio begins.
    pub odds_low: f64,
    /// Where it ends; `None` when it has no end.
    pub odds_high: Option<f64>,
}

/// Compares two shares of the same companies; `None` when there are none.
///
/// - p: under no change a company that changed did so either way with equal chance; the smaller tail of the
///   binomial distribution, doubled. Q. `McNemar`, Psychometrika 12 (1947), 153-157, in its exact form, as
///   `statsmodels.stats.contingency_tables.mcnemar(exact=True)`
/// - the interval of the difference: T. Tango, "Equivalence test and confidence interval for the difference
///   in proportions for the paired-sample design", Statistics in Medicine 17 (1998), 891-908, by the score.
///   It is of use when nothing or everything changed
/// - the odds ratio given how many changed, with the interval of C. J. Clopper and E. S. Pearson, Biometrika 26
///   (1934), 404-413, as odds: it excludes 1 when p is below 5 %
#[must_use]
pub fn mcnemar(counts: PairedCounts) -> Option<McNemar> {
    let (gained, lost) = (counts.only_head, counts.only_base);
    let changed = gained.saturating_add(lost);
    let n = counts.both as f64 + counts.neither as f64 + gained as f64 + lost as f64;
    if n <= 0.0 {
        return None;
    }
    let (up, down) = (gained as f64, lost as f64);
    let odds = |share: f64| share / (1.0 - share);
    Some(McNemar {
        p: (2.0 * coin_at_most(gained.min(lost), changed)).min(1.0),
        difference: (up - down) / n,
        interval: tango(up, down, n),
        odds_ratio: (lost > 0).then(|| up / down),
        odds_low: if gained == 0 {
            0.0
        } else {
            odds(beta_quantile(0.025, up, down + 1.0))
        },
        odds_high: (lost > 0).then(|| odds(beta_quantile(0.975, up + 1.0, down))),
    })
}

/// The differences that a score test does not refuse at 5 %.
fn tango(up: f64, down: f64, n: f64) -> (f64, f64) {
    let holds = |difference: f64| {
        // The likeliest chance of a loss, if this were the difference.
        let b = (2.0 * n - up + down) * difference - up - down;
        let c = -down * difference * (1.0 - difference);
        let loss = ((b * b - 8.0 * n * c).max(0.0).sqrt() - b) / (4.0 * n);
        let variance = n * (2.0 * loss + difference * (1.0 - difference)).max(0.0);
        (up - down - n * difference).powi(2) <= Z_95 * Z_95 * variance
    };
    let found = (up - down) / n;
    let limit = |end: f64| {
        if holds(end) {
            return end;
        }
        let (mut inside, mut outside) = (found, end);
        loop {
            let middle = f64::midpoint(inside, outside);
            if middle.total_cmp(&inside).is_eq() || middle.total_cmp(&outside).is_eq() {
                return inside;
            }
            if holds(middle) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
    };
    (limit(-1.0), limit(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(both: u64, only_head: u64, only_base: u64, neither: u64) -> PairedCounts {
        PairedCounts {
            both,
            only_base,
            only_head,
            neither,
        }
    }

    #[test]
    fn equals_others() {
        // p: statsmodels 0.15.0. Tango's limits: the score set to 1.96 by scipy.optimize.brentq. Odds: scipy's
        // beta.ppf.
        let expected = [
            (
                counts(20, 12, 3, 15),
                [
                    0.035_156_25,
                    0.031_386_257_825_415_785,
                    0.329_887_767_062_276_6,
                ],
                (1.079_472_732_391_118_8, Some(22.088_286_897_741_465)),
            ),
            (
                counts(5, 8, 0, 2),
                [
                    0.007_812_5,
                    0.220_712_271_745_032_1,
                    0.751_904_646_342_626_1,
                ],
                (1.706_970_588_966_269_2, None),
            ),
            (
                counts(43, 0, 1, 0),
                [1.0, -0.118_077_096_982_132_85, 0.059_393_231_116_628_17],
                (0.0, Some(38.999_999_999_999_96)),
            ),
            (
                counts(0, 0, 0, 10),
                [1.0, -0.277_532_799_862_889_3, 0.277_532_799_862_889_26],
                (0.0, None),
            ),
        ];
        for (counts, [p, low, high], odds) in expected {
            let found = mcnemar(counts).unwrap();
            assert!((found.p - p).abs() < 1e-12, "{found:?}");
            assert!((found.interval.0 - low).abs() < 1e-9, "{found:?}");
            assert!((found.interval.1 - high).abs() < 1e-9, "{found:?}");
            assert!((found.odds_low - odds.0).abs() < 1e-9, "{found:?}");
            assert_eq!(found.odds_high.is_some(), odds.1.is_some());
            assert!((found.odds_high.unwrap_or(0.0) - odds.1.unwrap_or(0.0)).abs() < 1e-9);
        }
    }

    #[test]
    fn all_that_changed_reaches_the_end() {
        let all = mcnemar(counts(0, 7, 0, 0)).unwrap();
        assert!((all.difference - 1.0).abs() < 1e-15 && (all.interval.1 - 1.0).abs() < 1e-15);
        assert!(all.interval.0 < 1.0 && all.odds_ratio.is_none());
        assert_eq!(mcnemar(PairedCounts::default()), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_difference(a in 0u64..100, b in 0u64..100, c in 0u64..100, d in 0u64..100) {
            if let Some(found) = mcnemar(counts(a, b, c, d)) {
                let (low, high) = found.interval;
                prop_assert!((-1.0..=1.0).contains(&low) && (-1.0..=1.0).contains(&high));
                prop_assert!(low <= found.difference && found.difference <= high, "{found:?}");
                prop_assert!((0.0..=1.0).contains(&found.p));
                let excludes_one = found.odds_low > 1.0 || found.odds_high.is_some_and(|high| high < 1.0);
                prop_assert_eq!(excludes_one, found.p < 0.05);
                let other = mcnemar(counts(a, c, b, d)).unwrap();
                prop_assert!((other.interval.0 + high).abs() < 1e-12);
            }
        }
    }
}
