//! Whether two numbers of the same companies go together.

use super::Z_95;
use super::distributions::t_above;

/// A rank correlation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spearman {
    /// From -1 to 1.
    pub rho: f64,
    /// Of how many pairs.
    pub n: u64,
    /// The two-sided p-value of none at all; `None` of two pairs.
    pub p: Option<f64>,
    /// The 95 % interval; `None` of three pairs or fewer, and when `rho` is -1 or 1, where its formula ends.
    pub interval: Option<(f64, f64)>,
}

/// A value that cannot be ranked: not a number, or infinite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("value {index} is not a finite number")]
pub struct NotFinite {
    /// The place of its pair, from 0.
    pub index: usize,
}

/// The rank correlation of pairs; `None` when there are fewer than two, or all of a side are equal. An
/// error when a value cannot be ranked.
///
/// C. Spearman, American Journal of Psychology 15 (1904), 72-101; ties have the mean of their ranks. Where one side
/// can stand in at most 362,880 different orders (nine pairs without ties, or more with), p is exact: the share of them
/// whose rho is as far from 0 (M. G. Kendall, "Rank Correlation Methods", 4th edition (1970), section 4.11). Else from
/// Student's t with n - 2 degrees of freedom, as `scipy.stats.spearmanr`, and never below that of the two orders that
/// are furthest, 2 / n!. The interval is R. A. Fisher's z with the standard error sqrt((1 + rho^2 / 2) / (n - 3)) of D.
/// G. Bonett and T. A. Wright, "Sample size requirements for estimating Pearson, Kendall and Spearman correlations",
/// Psychometrika 65 (2000), 23-28.
pub fn spearman(pairs: &[(f64, f64)]) -> Result<Option<Spearman>, NotFinite> {
    if let Some(index) = pairs
        .iter()
        .position(|(x, y)| !(x.is_finite() && y.is_finite()))
    {
        return Err(NotFinite { index });
    }
    let of_x = centred_ranks(&pairs.iter().map(|p| p.0).collect::<Vec<_>>());
    let of_y = centred_ranks(&pairs.iter().map(|p| p.1).collect::<Vec<_>>());
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let spread = product(&of_x, &of_x) * product(&of_y, &of_y);
    if pairs.len() < 2 || spread <= 0.0 {
        return Ok(None);
    }
    let rho = (product(&of_x, &of_y) / spread.sqrt()).clamp(-1.0, 1.0);
    let n = pairs.len() as f64;
    let p = (pairs.len() > 2).then(|| {
        exact(&of_x, &of_y).unwrap_or_else(|| {
            let t = rho.abs() * ((n - 2.0) / ((1.0 + rho) * (1.0 - rho))).sqrt();
            let furthest = (1..=pairs.len()).fold(2.0, |share, many| share / many as f64);
            (2.0 * t_above(t, n - 2.0)).clamp(furthest, 1.0)
        })
    });
    let interval = (pairs.len() > 3 && rho.abs() < 1.0).then(|| {
        let half = Z_95 * ((1.0 + rho * rho / 2.0) / (n - 3.0)).sqrt();
        ((rho.atanh() - half).tanh(), (rho.atanh() + half).tanh())
    });
    Ok(Some(Spearman {
        rho,
        n: pairs.len() as u64,
        p,
        interval,
    }))
}

/// Most orders of a side that are gone through one by one: those of nine different values.
const MOST_ORDERS: u64 = 362_880;

/// The share of the orders of the side that has fewer in which the sides go together at least as closely, either way;
/// `None` where there are too many. Ranks are whole numbers, so that sums of their products are exact.
fn exact(of_x: &[f64], of_y: &[f64]) -> Option<f64> {
    let of = |side: &[f64]| {
        let mut sorted = side.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        (orders(&sorted), sorted)
    };
    let ((many_x, sorted_x), (many_y, sorted_y)) = (of(of_x), of(of_y));
    let (mut moved, fixed) = match (many_x, many_y) {
        (None, None) => return None,
        (Some(x), Some(y)) if x <= y => (sorted_x, of_y),
        (Some(_), None) => (sorted_x, of_y),
        _ => (sorted_y, of_x),
    };
    let together = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>().abs();
    let observed = together(of_x, of_y);
    let (mut all, mut as_close) = (0_u64, 0_u64);
    loop {
        all += 1;
        as_close += u64::from(together(&moved, fixed) >= observed);
        if !next_order(&mut moved) {
            return Some(as_close as f64 / all as f64);
        }
    }
}

/// In how many different orders sorted values can stand; `None` above [`MOST_ORDERS`].
fn orders(sorted: &[f64]) -> Option<u64> {
    let (mut many, mut placed) = (1_u64, 0);
    for same in sorted.chunk_by(|a, b| a.total_cmp(b).is_eq()) {
        // Those that are the same, among all that are placed so far: a binomial coefficient, factor by factor.
        for nth in 1..=same.len() as u64 {
            placed += 1;
            many = many.checked_mul(placed)? / nth;
        }
        // It is no less with what follows.
        if many > MOST_ORDERS {
            return None;
        }
    }
    Some(many)
}

/// The next order of values after this one, by E. W. Dijkstra, "A Discipline of Programming" (1976), chapter 13; `false`
/// after the last.
fn next_order(values: &mut [f64]) -> bool {
    let Some(rises) = values.windows(2).rposition(|w| w[0] < w[1]) else {
        return false;
    };
    if let Some(larger) = values.iter().rposition(|v| *v > values[rises]) {
        values.swap(rises, larger);
    }
    values[rises + 1..].reverse();
    true
}

/// Twice each rank less the mean rank: whole numbers, so that sums of them are exact.
fn centred_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    // 0 and -0 are the same.
    order.sort_by(|a, b| (values[*a] + 0.0).total_cmp(&(values[*b] + 0.0)));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for same in order.chunk_by(|a, b| (values[*a] + 0.0).total_cmp(&(values[*b] + 0.0)).is_eq()) {
        // The ranks before + 1 ..= before + same, twice their mean, less n + 1.
        let rank = (2 * before + same.len()) as f64 - values.len() as f64;
        for at in same {
            ranks[*at] = rank;
        }
        before += same.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equals_scipy() {
        let x = [1.0, 2.0, 2.0, 3.0, 5.0, 8.0, 8.0, 9.0, 4.0, 0.0];
        let y = [2.0, 1.0, 3.0, 3.0, 4.0, 9.0, 7.0, 7.0, 7.0, -1.0];
        let pairs: Vec<(f64, f64)> = x.into_iter().zip(y).collect();
        let found = spearman(&pairs).unwrap().unwrap();
        // scipy 1.17.1: spearmanr(x, y), though p of all 10! orders; numpy: tanh(arctanh(rho) +- 1.96 se).
        assert!((found.rho - 0.900_967_654_649_114_7).abs() < 1e-12);
        assert!((found.p.unwrap() - 255.0 / 302_400.0).abs() < 1e-15);
        let (low, high) = found.interval.unwrap();
        assert!((low - 0.536_321_433_626_097_2).abs() < 1e-9);
        assert!((high - 0.982_175_724_108_343_4).abs() < 1e-9);
    }

    #[test]
    fn few_or_equal_or_endless_values() {
        assert_eq!(spearman(&[]), Ok(None));
        assert_eq!(spearman(&[(1.0, 2.0)]), Ok(None));
        assert_eq!(spearman(&[(1.0, 2.0), (1.0, 3.0), (1.0, 4.0)]), Ok(None));
        assert_eq!(spearman(&[(0.0, 2.0), (-0.0, 3.0)]), Ok(None));
        let two = spearman(&[(1.0, 2.0), (2.0, 1.0)]).unwrap().unwrap();
        assert!((two.rho + 1.0).abs() < 1e-15 && two.p.is_none() && two.interval.is_none());
        let straight: Vec<(f64, f64)> = (0..5).map(|at| (f64::from(at), f64::from(at))).collect();
        let straight = spearman(&straight).unwrap().unwrap();
        // Two of the 120 orders, and not never.
        assert!((straight.p.unwrap() - 2.0 / 120.0).abs() < 1e-15 && straight.interval.is_none());
        let straight: Vec<(f64, f64)> = (0..20).map(|at| (f64::from(at), f64::from(at))).collect();
        let p = spearman(&straight).unwrap().unwrap().p.unwrap();
        assert!(p > 0.0 && p < 1e-17, "{p}");
        for bad in [f64::NAN, f64::INFINITY] {
            assert_eq!(
                spearman(&[(1.0, 2.0), (3.0, bad)]),
                Err(NotFinite { index: 1 })
            );
        }
    }

    #[test]
    fn p_of_few_companies_is_exact() {
        let p = |pairs: &[(f64, f64)]| spearman(pairs).unwrap().unwrap().p.unwrap();
        let of = |y: &[f64]| -> Vec<(f64, f64)> {
            (1..).map(f64::from).zip(y.iter().copied()).collect()
        };
        // Kendall's table of the sum of squared differences: n = 4, 2 or less in 4 of 24 orders, so both ways in 8.
        assert!((p(&of(&[1.0, 2.0, 4.0, 3.0])) - 8.0 / 24.0).abs() < 1e-15);
        assert!((p(&of(&[4.0, 3.0, 2.0, 1.0])) - 2.0 / 24.0).abs() < 1e-15);
        assert!((p(&of(&[5.0, 6.0, 7.0])) - 2.0 / 6.0).abs() < 1e-15);
        // One of 20 is different, and it is the last: as far out as the first.
        let last: Vec<f64> = (0..20).map(|at| f64::from(u8::from(at == 19))).collect();
        assert!((p(&of(&last)) - 0.1).abs() < 1e-15);
    }

    #[test]
    fn orders_are_gone_through_once_each() {
        let mut values = [1.0, 1.0, 2.0, 2.0, 3.0];
        let (mut seen, mut before) = (1, values);
        while next_order(&mut values) {
            assert!(before < values);
            (seen, before) = (seen + 1, values);
        }
        assert_eq!((Some(seen), seen), (orders(&[1.0, 1.0, 2.0, 2.0, 3.0]), 30));
        let many: Vec<f64> = (0..10).map(f64::from).collect();
        assert_eq!(
            (orders(&many[..9]), orders(&many)),
            (Some(MOST_ORDERS), None)
        );
        assert_eq!(orders(&[7.0; 400]), Some(1));
    }

    proptest! {
        #[test]
        fn the_interval_holds_rho(data in proptest::collection::vec((-5i8..5, proptest::num::f64::NORMAL), 0..40)) {
            let pairs: Vec<(f64, f64)> = data.into_iter().map(|(x, y)| (f64::from(x), y)).collect();
            if let Some(found) = spearman(&pairs).unwrap() {
                prop_assert!((-1.0..=1.0).contains(&found.rho));
                prop_assert!(found.p.is_none_or(|p| (0.0..=1.0).contains(&p)));
                prop_assert!(found.interval.is_none_or(|(l, h)| l <= found.rho && found.rho <= h));
            }
        }
    }
}
