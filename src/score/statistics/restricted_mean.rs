//! How long it takes on average, as far as a horizon.

use super::Z_95;
use super::kaplan_meier::KaplanMeier;
use super::robust::quantile;

/// The mean of the times, each cut at a horizon, with its 95 % interval; all in hours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RestrictedMean {
    /// The mean: the area under the curve up to the horizon.
    pub value: f64,
    /// Its standard error; 0 when nothing came before the horizon, or all at one time.
    pub error: f64,
    /// The interval, within 0 and the horizon; `None` when the standard error is 0, and says nothing.
    pub interval: Option<(f64, f64)>,
}

impl KaplanMeier {
    /// The mean waiting time when who waits past the horizon (hours, above 0) counts as waiting just so long.
    /// `None` when the curve does not reach so far: nobody was watched at the horizon, nor had everything
    /// come.
    ///
    /// Source: P. Meier, "Estimation of a distribution function from incomplete observations", in J. Gani
    /// (ed.), Perspectives in Probability and Statistics (1975), 67-87, as R's `print(survfit(), rmean =)`:
    /// with A(t) the area from t to the horizon the variance is the sum of A(t)^2 dN / (Y (Y - dN)). Of
    /// observations that belong to companies it is the infinitesimal jackknife, as of the curve's intervals:
    /// the derivative of log S by an observation's weight, times -S and integrated.
    #[must_use]
    pub fn restricted_mean(&self, horizon: f64) -> Option<RestrictedMean> {
        if !(horizon > 0.0 && horizon.is_finite()) {
            return None;
        }
        self.waiting_at(horizon)?;
        let steps = &self.steps[..self.steps.partition_point(|s| s.hours < horizon)];
        // From the last step back: the area from each to the horizon.
        let (mut area, mut end) = (0.0, horizon);
        let mut areas: Vec<f64> = steps
            .iter()
            .rev()
            .map(|step| {
                area += (end - step.hours) * step.waiting;
                end = step.hours;
                area
            })
            .collect();
        areas.reverse();
        let value = area + end;
        let mut q = Z_95;
        let left = self.left();
        let variance = if self.members.is_empty() {
            self.meier(&areas) * left
        } else {
            let robust = self.jackknife(&areas);
            // Companies that are the same to each other show no variance.
            if robust > 1e-9 * self.meier(&areas) {
                q = quantile(self.companies());
                robust
            } else {
                self.meier(&areas) * left
            }
        };
        let error = variance.max(0.0).sqrt();
        let half = q * error;
        let known = error > 0.0 || left <= 0.0;
        Some(RestrictedMean {
            value,
            error,
            interval: known.then(|| ((value - half).max(0.0), (value + half).min(horizon))),
        })
    }

    /// As if each observation were a unit.
    fn meier(&self, areas: &[f64]) -> f64 {
        let terms = self.steps.iter().zip(areas).map(|(step, area)| {
            if step.events < step.at_risk {
                area * area * step.hazard()
            } else {
                0.0
            }
        });
        terms.sum()
    }

    /// With companies as the units.
    fn jackknife(&self, areas: &[f64]) -> f64 {
        let mut sums = vec![0.0; self.companies()];
        // What all lose that are still watched, and what is gained by who came.
        let (mut lost, mut at) = (0.0, 0);
        for (step, area) in self.steps.iter().zip(areas) {
            while self.watched[at] < step.hours {
                sums[self.members[at] as usize] += lost;
                at += 1;
            }
            if step.events == step.at_risk {
                break;
            }
            lost += area * step.hazard();
            let still = (step.at_risk - step.events) as f64;
            let events = usize::try_from(step.events).unwrap_or_default();
            for member in &self.members[at..at + events] {
                sums[*member as usize] -= area / still;
            }
        }
        for member in &self.members[at..] {
            sums[*member as usize] += lost;
        }
        let squares = sums.iter().enumerate();
        squares
            .map(|(company, sum)| sum * sum * self.left.get(company).copied().unwrap_or(1.0))
            .sum()
    }

    /// How many companies they belong to, where that is known.
    fn companies(&self) -> usize {
        let last = self.members.iter().max();
        last.map_or(0, |last| *last as usize + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Observation;
    use super::*;

    fn fit(data: &[(f64, u8)]) -> KaplanMeier {
        let observations = data.iter().map(|&(hours, event)| Observation {
            hours,
            event: event == 1,
        });
        KaplanMeier::fit(observations.collect())
    }

    #[test]
    fn equals_survmean() {
        // R survival 3.5-3: survival:::survmean(survfit(Surv(t, e) ~ 1), rmean = 30), of Freireich's treated.
        let curve = fit(&[
            (6.0, 1),
            (6.0, 1),
            (6.0, 1),
            (6.0, 0),
            (7.0, 1),
            (9.0, 0),
            (10.0, 1),
            (10.0, 0),
            (11.0, 0),
            (13.0, 1),
            (16.0, 1),
            (17.0, 0),
            (19.0, 0),
            (20.0, 0),
            (22.0, 1),
            (23.0, 1),
            (25.0, 0),
            (32.0, 0),
            (32.0, 0),
            (34.0, 0),
            (35.0, 0),
        ]);
        let found = curve.restricted_mean(30.0).unwrap();
        assert!((found.value - 21.046_498_599_439_772).abs() < 1e-9);
        assert!((found.error - 2.243_801_951_559_456).abs() < 1e-9);
        let (low, high) = found.interval.unwrap();
        assert!((low - (found.value - Z_95 * found.error)).abs() < 1e-12);
        assert!((high - (found.value + Z_95 * found.error)).abs() < 1e-12);
        assert_eq!(curve.restricted_mean(35.1), None);
        for nonsense in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(curve.restricted_mean(nonsense), None);
        }
    }

    #[test]
    fn what_does_not_vary_has_no_interval() {
        let silent = fit(&[(5.0, 0), (5.0, 0)]).restricted_mean(4.0).unwrap();
        assert_eq!(
            (silent.value, silent.error, silent.interval),
            (4.0, 0.0, None)
        );
        let at_once = fit(&[(2.0, 1), (2.0, 1)]).restricted_mean(72.0).unwrap();
        assert_eq!((at_once.value, at_once.interval), (2.0, None));
        assert_eq!(fit(&[]).restricted_mean(1.0), None);
    }
}
