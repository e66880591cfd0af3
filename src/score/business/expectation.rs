//! How many customers would still be satisfied.

use crate::model::Patience;

/// The share of customers, from 0 to 1, who would still be satisfied with an answer after so many hours of the
/// clock on the wall, to the millionth. No answer satisfies nobody, which the caller says.
#[must_use]
pub fn satisfied(patience: &Patience, hours: f64) -> f64 {
    let knots = patience.knots();
    let time = |index: usize| f64::from(knots[index].seconds);
    let share = |index: usize| f64::from(knots[index].share);
    let seconds = hours * 3_600.0;
    // NaN is before no knot, so behind all of them: the strict way to read it.
    let ahead = knots
        .iter()
        .rev()
        .take_while(|k| seconds < f64::from(k.seconds));
    let behind = knots.len() - ahead.count();
    let millionths = match behind {
        0 => share(0),
        n if n == knots.len() => share(n - 1),
        n => {
            let part = (seconds / time(n - 1)).ln() / (time(n) / time(n - 1)).ln();
            share(n - 1) + part * (share(n) - share(n - 1))
        }
    };
    millionths.round() / 1e6
}

/// The same, but where a promise was kept everybody is satisfied: a longer wait is accepted when the company
/// said so beforehand. A broken promise takes nothing away from an answer that came soon.
#[must_use]
pub fn satisfied_with_promise(patience: &Patience, hours: f64, kept: Option<bool>) -> f64 {
    if kept == Some(true) {
        1.0
    } else {
        satisfied(patience, hours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Knot;
    use proptest::prelude::*;

    #[test]
    fn the_figures_of_the_survey_come_back() {
        let curve = Patience::default();
        for (hours, share) in [
            (0.0, 1.0),
            (5.0 / 60.0, 1.0),
            (10.0 / 60.0, 0.88),
            (0.5, 0.76),
            (1.0, 0.66),
            (36.0, 0.50),
            (72.0, 0.33),
            (1_000.0, 0.33),
            (f64::INFINITY, 0.33),
            (f64::NAN, 0.33),
            // The middle of 1 h and 36 h over the logarithm is 6 h, and of 5 and 10 min 7.07 min.
            (6.0, 0.58),
            (50f64.sqrt() / 60.0, 0.94),
        ] {
            assert!((satisfied(&curve, hours) - share).abs() < 1e-9, "{hours}");
        }
        assert!((satisfied(&curve, 24.0) - 0.518).abs() < 0.0005);
    }

    #[test]
    fn what_was_promised_is_accepted() {
        let curve = Patience::default();
        assert!((satisfied_with_promise(&curve, 60.0, Some(true)) - 1.0).abs() < 1e-9);
        for kept in [None, Some(false)] {
            let share = satisfied_with_promise(&curve, 36.0, kept);
            assert!((share - 0.5).abs() < 1e-9);
        }
    }

    proptest! {
        #[test]
        fn who_waits_longer_is_never_more_satisfied(
            mut times in prop::collection::btree_set(1u32..10_000_000, 1..12),
            mut shares in prop::collection::vec(0u32..=1_000_000, 12),
            waits in prop::collection::vec(0.0f64..3_000.0, 2..20),
        ) {
            shares.sort_unstable_by(|a, b| b.cmp(a));
            let mut knots = Vec::new();
            for share in shares {
                if let Some(seconds) = times.pop_first() {
                    knots.push(Knot { seconds, share });
                }
            }
            let curve = Patience::new(knots.clone()).unwrap();
            let mut waits = waits;
            waits.sort_by(f64::total_cmp);
            let mut last = 1.0;
            for wait in waits {
                let share = satisfied(&curve, wait);
                prop_assert!((0.0..=last).contains(&share), "{wait}: {share}");
                last = share;
            }
            for knot in knots {
                let at = satisfied(&curve, f64::from(knot.seconds) / 3_600.0);
                prop_assert!((at - f64::from(knot.share) / 1e6).abs() < 2e-6);
            }
        }
    }
}
