//! The few distributions that the statistics need: normal, t, chi-square, beta and binomial.
//!
//! Written here rather than taken from a crate because ten functions are asked for, of which two are
//! inverses that have to hold 1e-9 for one and for a million degrees of freedom. `tests/real/statistics.py`
//! compares each with scipy.
//!
//! Sources: the incomplete beta and gamma functions by continued fraction and by series, M. Abramowitz and
//! I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.5.8, 6.5.29 and 6.5.31, evaluated as by W. J.
//! Lentz, Applied Optics 15 (1976), 668-671; the factors in front of them by C. Loader, "Fast and accurate
//! computation of binomial probabilities" (2000), which loses no digits when the arguments are large.

use super::Z_95;
use std::f64::consts::TAU;
use std::sync::OnceLock;

/// A factor below which a further term changes nothing.
const ENOUGH: f64 = 1e-16;

/// More terms than any argument below 10^10 asks for.
const TERMS: u32 = 200_000;

/// Stirling's error: ln Gamma(z + 1) less its leading terms (z + 1/2) ln z - z + ln(2 pi) / 2. For z > 0.
fn stirling_error(z: f64) -> f64 {
    let (mut z, mut below) = (z, 0.0);
    // The recurrence Gamma(z + 2) = (z + 1) Gamma(z + 1), until the series is exact.
    while z < 10.0 {
        below += (z + 0.5) * z.recip().ln_1p() - 1.0;
        z += 1.0;
    }
    let square = (z * z).recip();
    let series = [
        1.0 / 156.0,
        -691.0 / 360_360.0,
        1.0 / 1188.0,
        -1.0 / 1680.0,
        1.0 / 1260.0,
        -1.0 / 360.0,
        1.0 / 12.0,
    ];
    below + series.iter().fold(0.0, |sum, term| sum * square + term) / z
}

/// x ln(x / mean) + mean - x, without cancellation where the two are near.
fn deviance(x: f64, mean: f64) -> f64 {
    let (apart, sum) = (x - mean, x + mean);
    if apart.abs() >= 0.1 * sum {
        return x * (x / mean).ln() - apart;
    }
    let ratio = apart / sum;
    let (mut term, mut total) = (2.0 * x * ratio, apart * ratio);
    for odd in 1..100 {
        term *= ratio * ratio;
        let next = total + term / f64::from(2 * odd + 1);
        if next.to_bits() == total.to_bits() {
            break;
        }
        total = next;
    }
    total
}

/// One step of Lentz's continued fraction; neither part may be 0.
fn lentz(part: f64) -> f64 {
    if part.abs() < f64::MIN_POSITIVE {
        f64::MIN_POSITIVE
    } else {
        part
    }
}

/// The regularised incomplete beta function `I_x(a, b)`, for positive a and b; `y` is 1 - x, given beside it
/// so that an x near 1 loses nothing.
fn incomplete_beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(b, a, y, x);
    }
    let both = a + b;
    let exponent = stirling_error(both)
        - stirling_error(a)
        - stirling_error(b)
        - deviance(a, both * x)
        - deviance(b, both * y);
    let front = exponent.exp() * (b / (a * both * TAU)).sqrt() * a;
    let mut above = 1.0;
    let mut below = lentz(1.0 - both * x / (a + 1.0)).recip();
    let mut fraction = below;
    for pair in 1..TERMS {
        let pair = f64::from(pair);
        let twice = a + 2.0 * pair;
        let even = pair * (b - pair) * x / ((twice - 1.0) * twice);
        let odd = -(a + pair) * (both + pair) * x / (twice * (twice + 1.0));
        let mut change = 1.0;
        for coefficient in [even, odd] {
            below = lentz(1.0 + coefficient * below).recip();
            above = lentz(1.0 + coefficient / above);
            change = above * below;
            fraction *= change;
        }
        if (change - 1.0).abs() < ENOUGH {
            break;
        }
    }
    (front * fraction / a).clamp(0.0, 1.0)
}

/// The regularised upper incomplete gamma function Q(a, x), for positive a.
fn upper_gamma(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    // x^a e^-x / Gamma(a + 1)
    let front = (-stirling_error(a) - deviance(a, x)).exp() / (TAU * a).sqrt();
    if x < a + 1.0 {
        let (mut term, mut sum) = (1.0, 1.0);
        for n in 1..TERMS {
            term *= x / (a + f64::from(n));
            sum += term;
            if term < sum * ENOUGH {
                break;
            }
        }
        return (1.0 - front * sum).clamp(0.0, 1.0);
    }
    let mut whole = x + 1.0 - a;
    let (mut above, mut below) = (f64::MIN_POSITIVE.recip(), whole.recip());
    let mut fraction = below;
    for n in 1..TERMS {
        let n = f64::from(n);
        let coefficient = -n * (n - a);
        whole += 2.0;
        below = lentz(coefficient * below + whole).recip();
        above = lentz(whole + coefficient / above);
        fraction *= above * below;
        if (above * below - 1.0).abs() < ENOUGH {
            break;
        }
    }
    (front * a * fraction).clamp(0.0, 1.0)
}

/// The share of the standard normal distribution above `z`.
#[must_use]
pub fn normal_above(z: f64) -> f64 {
    let tail = upper_gamma(0.5, z * z / 2.0) / 2.0;
    if z < 0.0 { 1.0 - tail } else { tail }
}

/// The point of the standard normal distribution below which the share `p` lies; infinite at 0 and 1.
///
/// Newton's method from Abramowitz and Stegun's 26.2.23.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    let tail = p.min(1.0 - p);
    if tail <= 0.0 {
        return if p < 0.5 {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        };
    }
    let t = (-2.0 * tail.ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut z = t - above / below;
    for _ in 0..3 {
        let density = (-z * z / 2.0).exp() / TAU.sqrt();
        z += (normal_above(z) - tail) / density;
    }
    if p < 0.5 { -z } else { z }
}

/// The share of Student's t distribution with `df` degrees of freedom above `t`.
#[must_use]
pub fn t_above(t: f64, df: f64) -> f64 {
    let square = t * t;
    if !square.is_finite() {
        return if t > 0.0 { 0.0 } else { 1.0 };
    }
    let whole = df + square;
    let tail = incomplete_beta(df / 2.0, 0.5, df / whole, square / whole) / 2.0;
    if t < 0.0 { 1.0 - tail } else { tail }
}

/// The point of Student's t distribution above which 2.5 % lie: the half-width of a two-sided 95 % interval
/// in standard errors. `df` is at least 1; below that it is taken as 1.
#[must_use]
pub fn t_95(df: f64) -> f64 {
    /// Of whole degrees of freedom, which all numbers about one company have, each is computed once.
    static OF_WHOLE: [OnceLock<f64>; 1_024] = [const { OnceLock::new() }; 1_024];
    let df = df.max(1.0);
    if !df.is_finite() {
        return Z_95;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at least 1; what is too large for any list is not in this one"
    )]
    let whole = OF_WHOLE.get(df as usize).filter(|_| df.fract() == 0.0);
    whole.map_or_else(
        || upper_quantile(df),
        |known| *known.get_or_init(|| upper_quantile(df)),
    )
}

fn upper_quantile(df: f64) -> f64 {
    let height = (stirling_error(f64::midpoint(df, 1.0))
        - stirling_error(df / 2.0)
        - deviance(df / 2.0, f64::midpoint(df, 1.0)))
    .exp()
        / TAU.sqrt();
    // The upper tail is convex and lies above the normal one: from the normal point Newton's method climbs
    // to the root and never past it.
    let mut t = Z_95;
    for _ in 0..100 {
        let density = height * (-f64::midpoint(df, 1.0) * (t * t / df).ln_1p()).exp();
        let step = (t_above(t, df) - 0.025) / density;
        t += step;
        if step.abs() < t * 1e-15 {
            break;
        }
    }
    t
}

/// The share of the chi-square distribution with `df` degrees of freedom above `x`.
#[must_use]
pub fn chi_square_above(x: f64, df: f64) -> f64 {
    upper_gamma(df / 2.0, x / 2.0)
}

/// The chance of at most `k` heads in `n` throws of a fair coin.
#[must_use]
pub fn coin_at_most(k: u64, n: u64) -> f64 {
    if k >= n {
        return 1.0;
    }
    incomplete_beta((n - k) as f64, (k + 1) as f64, 0.5, 0.5)
}

/// The point of the beta distribution with the positive parameters `a` and `b` below which the share `p` lies.
#[must_use]
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return middle;
        }
        if incomplete_beta(a, b, middle, 1.0 - middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(found: f64, wanted: f64) {
        assert!(
            (found - wanted).abs() <= 1e-10 * wanted.abs(),
            "{found:e} is not {wanted:e}"
        );
    }

    #[test]
    fn equal_scipy() {
        // scipy 1.x: norm.sf, norm.ppf, t.sf, t.ppf(.975), chi2.sf, binom.cdf(k, n, .5), beta.ppf.
        near(normal_above(0.5), 0.308_537_538_725_986_9);
        near(normal_above(-1.25), 0.894_350_226_333_144_6);
        near(normal_above(3.0), 0.001_349_898_031_630_093_3);
        near(normal_above(8.2), 1.201_935_154_273_573_5e-16);
        near(normal_quantile(0.3), -0.524_400_512_708_040_9);
        near(normal_quantile(0.975), 1.959_963_984_540_054);
        near(normal_quantile(1e-09), -5.997_807_015_007_686_5);
        near(t_above(1.5, 3.0), 0.115_291_932_622_411_47);
        near(t_above(-2.0, 7.0), 0.957_190_335_718_512);
        near(t_above(12.0, 99.0), 2.565_314_843_948_740_5e-21);
        near(t_above(2.0, 1e6), 0.022_750_266_925_659_62);
        near(t_95(1.0), 12.706_204_736_174_705);
        near(t_95(2.0), 4.302_652_729_749_464);
        near(t_95(9.0), 2.262_157_162_798_205_3);
        near(t_95(99.0), 1.984_216_951_586_417_6);
        near(t_95(1e6), 1.959_966_356_814_107_2);
        near(chi_square_above(3.84, 1.0), 0.050_043_521_248_705_19);
        near(chi_square_above(40.0, 20.0), 0.004_995_412_308_307_578_5);
        near(chi_square_above(1100.0, 1000.0), 0.014_614_408_126_295_192);
        near(chi_square_above(0.01, 1.0), 0.920_344_325_445_942);
        near(coin_at_most(2, 10), 0.054_687_5);
        near(coin_at_most(40, 100), 0.028_443_966_820_490_444);
        near(coin_at_most(0, 60), 8.673_617_379_884_035e-19);
        near(beta_quantile(0.025, 3.0, 8.0), 0.066_739_511_177_734_47);
        near(beta_quantile(0.975, 1.0, 100.0), 0.036_216_692_645_176_41);
        near(beta_quantile(0.025, 500.5, 0.5), 0.994_991_212_199_890_3);
        near(coin_at_most(7, 7), 1.0);
        assert!(normal_quantile(0.0) < f64::MIN && normal_quantile(1.0) > f64::MAX);
    }

    proptest! {
        #[test]
        fn shares_are_shares(x in -1e6f64..1e6, df in 1.0f64..1e6) {
            for share in [normal_above(x), t_above(x, df), chi_square_above(x, df)] {
                prop_assert!((0.0..=1.0).contains(&share), "{share}");
            }
            prop_assert!(t_above(x.abs(), df) >= normal_above(x.abs()) * (1.0 - 1e-9));
            prop_assert!(t_95(df) > Z_95);
        }
    }
}
