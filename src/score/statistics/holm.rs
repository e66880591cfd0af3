//! Several tests at once.

/// The p-values of a family of tests, in their order, each adjusted so that calling those below 5 % changes is
/// wrong of any of them in at most 5 % of families without change, however the tests hang together. What is no
/// p-value (NaN) counts as 1.
///
/// Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
/// Statistics 6 (1979), 65-70; as R's `p.adjust(p, "holm")`.
#[must_use]
pub fn holm(p: &[f64]) -> Vec<f64> {
    let sound = |p: f64| if p.is_nan() { 1.0 } else { p.clamp(0.0, 1.0) };
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| sound(p[*a]).total_cmp(&sound(p[*b])));
    let mut adjusted = vec![1.0; p.len()];
    let mut floor = 0.0_f64;
    for (before, at) in order.into_iter().enumerate() {
        floor = floor.max((p.len() - before) as f64 * sound(p[at])).min(1.0);
        adjusted[at] = floor;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equals_r() {
        // R 4.2.2: p.adjust(c(.01, .04, .03, .005, .5), "holm")
        let found = holm(&[0.01, 0.04, 0.03, 0.005, 0.5]);
        for (found, wanted) in found.iter().zip([0.04, 0.09, 0.09, 0.025, 0.5]) {
            assert!((found - wanted).abs() < 1e-15);
        }
        assert!(holm(&[]).is_empty());
        assert_eq!(holm(&[f64::NAN, 0.02]), [1.0, 0.04]);
    }

    proptest! {
        #[test]
        fn never_smaller_and_in_the_same_order(p in proptest::collection::vec(0.0f64..=1.0, 0..30)) {
            let adjusted = holm(&p);
            for (a, one) in p.iter().zip(&adjusted) {
                prop_assert!(a <= one && *one <= 1.0);
                for (b, other) in p.iter().zip(&adjusted) {
                    prop_assert!(a > b || one <= other);
                }
            }
        }
    }
}
