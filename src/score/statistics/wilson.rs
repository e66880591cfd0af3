//! The score interval for a share.

use super::Z_95;

/// The 95 % interval of a share, given how many of `n` have the property; `None` when `n` is 0,
/// because then nothing can be said.
///
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
/// Journal of the American Statistical Association 22 (1927), 209-212; without continuity
/// correction. Unlike the textbook interval it stays within 0 and 1 and is of use at 0 of 10.
#[must_use]
pub fn wilson(successes: u64, n: u64) -> Option<(f64, f64)> {
    if n == 0 {
        return None;
    }
    let total = n as f64;
    let share = successes.min(n) as f64 / total;
    let z2 = Z_95 * Z_95;
    let centre = share + z2 / (2.0 * total);
    let half = Z_95 * ((share * (1.0 - share) + z2 / (4.0 * total)) / total).sqrt();
    let scale = 1.0 + z2 / total;
    // At the ends the limit is the share itself; the subtraction would leave dust of either sign.
    let low = if successes == 0 {
        0.0
    } else {
        (centre - half) / scale
    };
    let high = if successes >= n {
        1.0
    } else {
        (centre + half) / scale
    };
    Some((low, high))
}

/// Wilson's interval about a share of a sample whose size need not be whole, such as an effective one.
pub(super) fn score_interval(share: f64, size: f64) -> (f64, f64) {
    let z2 = Z_95 * Z_95;
    if share.is_nan() || size.is_nan() {
        return (0.0, 1.0);
    }
    let (share, size) = (share.clamp(0.0, 1.0), size.clamp(0.0, f64::MAX / 4.0));
    let half = Z_95 * (size * share * (1.0 - share) + z2 / 4.0).sqrt();
    let (centre, scale) = (size * share + z2 / 2.0, size + z2);
    // As above: the limit at the end is the end, and rounding may not push the share out of its interval.
    let low = if share <= 0.0 {
        0.0
    } else {
        ((centre - half) / scale).clamp(0.0, share)
    };
    let high = if share >= 1.0 {
        1.0
    } else {
        ((centre + half) / scale).clamp(share, 1.0)
    };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equals_statsmodels() {
        // statsmodels 0.15.0: proportion_confint(k, n, 0.05, "wilson").
        let expected = [
            (4, 10, 0.168_180_329_706_236_1, 0.687_326_230_266_341_7),
            (0, 10, 0.0, 0.277_532_799_862_889_26),
            (10, 10, 0.722_467_200_137_110_7, 1.0),
            (41, 100, 0.318_673_130_211_365_1, 0.507_985_699_465_892_1),
            (58, 71, 0.711_518_277_256_087_5, 0.889_752_738_957_151_1),
            (1, 1, 0.206_549_314_377_237_4, 1.0),
            (0, 1, 0.0, 0.793_450_685_622_762_7),
            (
                123_456,
                1_000_000,
                0.122_812_696_531_422_85,
                0.124_102_196_414_004_38,
            ),
        ];
        for (k, n, low, high) in expected {
            let (l, h) = wilson(k, n).unwrap();
            assert!((l - low).abs() < 1e-9, "{k} of {n}: {l} is not {low}");
            assert!((h - high).abs() < 1e-9, "{k} of {n}: {h} is not {high}");
        }
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        assert_eq!(wilson(0, 0), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share(n in 1u64..5_000_000, part in 0.0f64..=1.0) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count below n")]
            let k = (part * n as f64) as u64;
            let (low, high) = wilson(k, n).unwrap();
            let share = k as f64 / n as f64;
            prop_assert!(0.0 <= low && low <= share + 1e-12 && share <= high + 1e-12 && high <= 1.0);
        }
    }
}
