//! Whether what is waited for comes sooner in one wave than in another.

use super::distributions::chi_square_above;
use super::{Observation, Z_95};

/// One enquiry of one of two waves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Watched {
    /// What it is compared within, such as its company.
    pub stratum: u32,
    /// Whether it is of the head, else of the base.
    pub head: bool,
    /// How long it was watched.
    pub observation: Observation,
}

/// How two waves' times compare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogRank {
    /// The test's statistic, one degree of freedom.
    pub chi2: f64,
    /// Its p-value, two-sided.
    pub p: f64,
    /// How many times as fast it comes in the head: above 1 is sooner than in the base. Between e^-700 and
    /// e^700.
    pub hazard_ratio: f64,
    /// Its 95 % interval.
    pub interval: (f64, f64),
}

/// Compares the times of two waves within strata; `None` when no time tells: nothing came, or never
/// while both waves were watched in a stratum. With companies as strata each is compared with itself, so that what they
/// differ in from each other does not matter. In any order; O(n log n).
///
/// Sources: N. Mantel, Cancer Chemotherapy Reports 50 (1966), 163-170; as R's `survival::survdiff(.. + strata())`. The
/// hazard ratio is Peto's one-step estimate exp((O - E) / V) with its interval: S. Yusuf, R. Peto, J. Lewis, R.
/// Collins and P. Sleight, Progress in Cardiovascular Diseases 27 (1985), 335-371. It is nearer to 1 than Cox's
/// when the true one is beyond 1/3 or 3.
#[must_use]
pub fn log_rank(mut watched: Vec<Watched>) -> Option<LogRank> {
    watched.sort_unstable_by(|a, b| {
        (a.stratum.cmp(&b.stratum))
            .then_with(|| a.observation.hours.total_cmp(&b.observation.hours))
    });
    let (mut more, mut variance) = (0.0, 0.0);
    for stratum in watched.chunk_by(|a, b| a.stratum == b.stratum) {
        let mut head_left = stratum.iter().filter(|w| w.head).count();
        let mut left = stratum.len();
        let same_time =
            |a: &Watched, b: &Watched| a.observation.hours.total_cmp(&b.observation.hours).is_eq();
        for same in stratum.chunk_by(same_time) {
            let came = same.iter().filter(|w| w.observation.event);
            let (d, head_d) = (
                came.clone().count() as f64,
                came.filter(|w| w.head).count() as f64,
            );
            let (n, head_n) = (left as f64, head_left as f64);
            more += head_d - d * head_n / n;
            if left > 1 {
                variance += d * (head_n / n) * (1.0 - head_n / n) * (n - d) / (n - 1.0);
            }
            left -= same.len();
            head_left -= same.iter().filter(|w| w.head).count();
        }
    }
    if variance <= 0.0 {
        return None;
    }
    let chi2 = more * more / variance;
    let ratio = |log: f64| log.clamp(-700.0, 700.0).exp();
    let (log, half) = (more / variance, Z_95 / variance.sqrt());
    Some(LogRank {
        chi2,
        p: chi_square_above(chi2, 1.0),
        hazard_ratio: ratio(log),
        interval: (ratio(log - half), ratio(log + half)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Freireich's two arms, the control as the head.
    fn freireich(strata: u32) -> Vec<Watched> {
        let treated = [
            (35, 0),
            (6, 1),
            (6, 1),
            (6, 1),
            (6, 0),
            (7, 1),
            (9, 0),
            (10, 1),
            (10, 0),
            (11, 0),
            (13, 1),
            (16, 1),
            (17, 0),
            (19, 0),
            (20, 0),
            (22, 1),
            (23, 1),
            (25, 0),
            (32, 0),
            (32, 0),
            (34, 0),
        ];
        let control = [
            1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23,
        ]
        .map(|hours| (hours, 1));
        (0..)
            .zip(treated.into_iter().chain(control))
            .map(|(at, (hours, event))| Watched {
                stratum: at % strata,
                head: at >= 21,
                observation: Observation {
                    hours: f64::from(hours),
                    event: event == 1,
                },
            })
            .collect()
    }

    #[test]
    fn equals_survdiff() {
        // R survival 3.5-3: survdiff(Surv(t, e) ~ g) and survdiff(Surv(t, e) ~ g + strata(s)).
        let plain = log_rank(freireich(1)).unwrap();
        assert!((plain.chi2 - 16.792_940_989_216_54).abs() < 1e-9);
        let strata = log_rank(freireich(3)).unwrap();
        assert!((strata.chi2 - 16.227_518_258_783_906).abs() < 1e-9);
        assert!((strata.p - 5.617_221_433_246_73e-5).abs() < 1e-14);
        assert!((strata.hazard_ratio - 4.918_473_727_503_293).abs() < 1e-9);
        assert!((strata.interval.0 - 2.265_815_335_776_078).abs() < 1e-9);
        assert!((strata.interval.1 - 10.676_679_350_770_746).abs() < 1e-9);
    }

    #[test]
    fn where_nothing_is_compared_nothing_is_said() {
        assert_eq!(log_rank(Vec::new()), None);
        let mut apart = freireich(1);
        for watched in &mut apart {
            watched.stratum = u32::from(watched.head);
        }
        assert_eq!(log_rank(apart), None);
        let mut silent = freireich(1);
        for watched in &mut silent {
            watched.observation.event = false;
        }
        assert_eq!(log_rank(silent), None);
    }

    proptest! {
        #[test]
        fn the_waves_may_change_places(
            data in proptest::collection::vec((0u32..4, 0u32..30, proptest::bool::ANY, proptest::bool::ANY), 0..80),
        ) {
            let of = |turned: bool| {
                log_rank(data.iter().map(|&(stratum, hours, head, event)| Watched {
                    stratum,
                    head: head != turned,
                    observation: Observation { hours: f64::from(hours), event },
                }).collect())
            };
            let (one, other) = (of(false), of(true));
            prop_assert_eq!(one.is_some(), other.is_some());
            if let (Some(one), Some(other)) = (one, other) {
                prop_assert!((0.0..=1.0).contains(&one.p));
                prop_assert!((one.chi2 - other.chi2).abs() < 1e-9 * (1.0 + one.chi2));
                prop_assert!((one.hazard_ratio * other.hazard_ratio - 1.0).abs() < 1e-9);
                let (low, high) = one.interval;
                prop_assert!(low <= one.hazard_ratio && one.hazard_ratio <= high && high.is_finite());
            }
        }
    }
}
