//! What change a design can detect.

use super::design::Published;
use super::family;
use crate::model::{Channel, Denominator};
use crate::score::statistics::Part;
use crate::score::statistics::distributions::{normal_quantile, t_95};

/// What is taken for granted of the companies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assumed {
    /// The share answered in the base.
    pub share: f64,
    /// How alike the enquiries of one company fare: the intracluster correlation, 0 to 1.
    pub correlation: f64,
    /// How much of what sets companies apart stays from one wave to the next, 0 to 1.
    pub stays: f64,
    /// Whether share and correlation were estimated from a wave.
    pub estimated: bool,
}

impl Default for Assumed {
    fn default() -> Self {
        Self {
            share: 0.41,
            correlation: 0.2,
            stays: 0.8,
            estimated: false,
        }
    }
}

/// What change a design can detect on a channel, or on all together.
#[derive(Debug, Clone, PartialEq)]
pub struct Detectable {
    /// The channel; `None` is all together.
    pub channel: Option<Channel>,
    /// Companies that are asked there.
    pub companies: u64,
    /// Enquiries to them.
    pub enquiries: u64,
    /// What was taken for granted.
    pub assumed: Assumed,
    /// The smallest change of the share answered that is called clear in four waves of five when it is the only number
    /// compared; `None` when no change can be.
    pub alone: Option<f64>,
    /// The same when it is one of so many that are compared, and none of the others changes.
    pub among: Option<f64>,
    /// How many those are.
    pub family: u64,
}

/// What change of the share answered a design can detect with 80 % power at the 5 % level, of so many enquiries a
/// company.
///
/// The same companies are asked in both waves, so what sets them apart cancels as far as it stays. With the share p, the
/// intracluster correlation r, the part s of it that stays, and m enquiries at each of C companies, the change has the
/// variance 2 p (1 - p) (r (1 - s) + (1 - r) / m) / C: H. A. Feldman and S. M. `McKinlay`, Statistics in Medicine 13
/// (1994), 61-78, of cohorts of clusters; m is the harmonic mean where companies differ. The change is that times the
/// quantiles of 97.5 % and 80 % (J. Cohen, "Statistical Power Analysis", 1988), stretched by t over z for few
/// companies. Among many, 5 % is divided by their number, which is what Holm's correction comes to for the first. It
/// is an approximation: the simulation in benches/power.rs has the whole comparison.
#[must_use]
pub fn detectable(
    channel: Option<Channel>,
    enquiries: &[u64],
    family: u64,
    assumed: Assumed,
) -> Detectable {
    let asked: Vec<f64> = enquiries
        .iter()
        .filter(|n| **n > 0)
        .map(|n| *n as f64)
        .collect();
    let companies = asked.len() as f64;
    let among = |compared: f64| {
        // Fewer never make a p-value below 5 %, nor below a smaller level: 2 / 2^C.
        let level = 0.05 / compared;
        if 2.0 * 0.5_f64.powf(companies) >= level {
            return None;
        }
        let Assumed {
            share,
            correlation,
            stays,
            ..
        } = assumed;
        let one_by_m = asked.iter().map(|m| 1.0 / m).sum::<f64>() / companies;
        let variance = 2.0
            * share
            * (1.0 - share)
            * (correlation * (1.0 - stays) + (1.0 - correlation) * one_by_m)
            / companies;
        let stretch = t_95(companies - 1.0) / normal_quantile(0.975);
        let reach = normal_quantile(1.0 - level / 2.0) + normal_quantile(0.8);
        let change = reach * stretch * variance.sqrt();
        (change <= 1.0).then_some(change)
    };
    Detectable {
        channel,
        companies: asked.len() as u64,
        enquiries: enquiries.iter().sum(),
        assumed,
        alone: among(1.0),
        among: among(family.max(1) as f64),
        family,
    }
}

/// Share answered and intracluster correlation of a wave on a channel, for a design like it; what it cannot tell is
/// left as it is taken for granted. The correlation is that of the analysis of variance (A. Donner, International
/// Statistical Review 54 (1986), 67-82), at least 0.
#[must_use]
pub fn assumed_from(wave: &Published, channel: Option<Channel>) -> Assumed {
    let usual = Assumed::default();
    let Some(metric) = family::find("answered", Some(Denominator::Delivered)) else {
        return usual;
    };
    let parts: Vec<Part> = wave
        .frame
        .members()
        .map(|member| member.part(metric, channel))
        .filter(|part| part.n > 0.0)
        .collect();
    let (companies, n) = (parts.len() as f64, parts.iter().map(|p| p.n).sum::<f64>());
    if n <= 0.0 {
        return usual;
    }
    let share = parts.iter().map(|p| p.sum).sum::<f64>() / n;
    // At 0 and 1 nothing would seem to vary.
    let bounded = share.clamp(0.5 / n, 1.0 - 0.5 / n);
    let mut assumed = Assumed {
        share: bounded,
        estimated: true,
        ..usual
    };
    if n > companies && companies > 1.0 {
        let between: f64 = parts
            .iter()
            .map(|p| p.n * (p.sum / p.n - share).powi(2))
            .sum();
        let within: f64 = parts.iter().map(|p| p.sum * (1.0 - p.sum / p.n)).sum();
        let (between, within) = (between / (companies - 1.0), within / (n - companies));
        let squares: f64 = parts.iter().map(|p| p.n * p.n).sum();
        let size = (n - squares / n) / (companies - 1.0);
        let all = between + (size - 1.0) * within;
        if all > 0.0 {
            assumed.correlation = ((between - within) / all).clamp(0.0, 1.0);
        }
    }
    assumed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_detected_by_hand() {
        // One enquiry at each of 100 companies: 2 x 0.41 x 0.59 x 0.84 / 100 is 0.0041; its root, 0.0637, times 2.80
        // and t over z, 1.0124.
        let found = detectable(None, &[1; 100], 10, Assumed::default());
        assert_eq!((found.companies, found.enquiries), (100, 100));
        assert!((found.alone.unwrap() - 0.1808).abs() < 5e-4, "{found:?}");
        assert!(found.among.unwrap() > found.alone.unwrap());
        // Ten at each help, but companies still differ from wave to wave.
        let ten = detectable(None, &[10; 100], 10, Assumed::default());
        assert!((ten.alone.unwrap() - 0.0684).abs() < 5e-4, "{ten:?}");
        let fewer = detectable(None, &[10; 50], 10, Assumed::default());
        assert!(fewer.alone.unwrap() > ten.alone.unwrap());
    }

    #[test]
    fn few_companies_detect_nothing() {
        for companies in 0..6 {
            let found = detectable(None, &vec![10; companies], 1, Assumed::default());
            assert_eq!((found.alone, found.among), (None, None));
        }
        let ten = detectable(
            None,
            &[0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
            12,
            Assumed::default(),
        );
        assert_eq!(ten.companies, 10);
        assert!(ten.alone.is_some());
    }
}
