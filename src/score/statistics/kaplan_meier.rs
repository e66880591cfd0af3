//! How long it takes, when some never answered while they were watched.

use super::Z_95;
use std::cmp::Ordering;

/// How long one enquiry was watched, and whether what was waited for came at the end of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Hours from sending to the event, or to the end of observation. Never negative, never NaN.
    pub hours: f64,
    /// Whether it came; else the enquiry is right-censored at `hours`.
    pub event: bool,
}

/// One step of the curve, at a time at which something came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Hours since sending.
    pub hours: f64,
    /// How many were still watched and waiting just before.
    pub at_risk: u64,
    /// How many events fell on this very time.
    pub events: u64,
    /// The estimated share still waiting just after: S(t).
    pub waiting: f64,
    /// The 95 % interval of `waiting`; `None` where S(t) is 0, where it is not defined.
    pub interval: Option<(f64, f64)>,
}

impl Step {
    /// What it adds to Greenwood's variance of log S; endless where nobody waits after it.
    pub(super) fn hazard(&self) -> f64 {
        let (d, n) = (self.events as f64, self.at_risk as f64);
        d / (n * (n - d))
    }
}

/// An estimated point in time with its 95 % interval, each `None` when it was not reached.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Quantile {
    /// The estimate, hours.
    pub value: Option<f64>,
    /// Lower end, hours.
    pub low: Option<f64>,
    /// Upper end, hours.
    pub high: Option<f64>,
}

/// A Kaplan-Meier curve.
///
/// Sources: E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations",
/// Journal of the American Statistical Association 53 (1958), 457-481; the variance by M. Greenwood,
/// "The natural duration of cancer", Reports on Public Health and Medical Subjects 33 (1926), 1-26;
/// the interval on the log(-log) scale, as R's `survival::survfit(conf.type = "log-log")`
/// (J. D. Kalbfleisch and R. L. Prentice, "The Statistical Analysis of Failure Time Data", 1980).
/// A curve of observations that belong to companies has the robust variance of [`robust`](super::robust)
/// in place of Greenwood's.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KaplanMeier {
    /// Every time watched, ascending; at equal times events first.
    pub(super) watched: Vec<f64>,
    /// Whose each of them is, numbered from 0; empty when the variance does not ask for it.
    pub(super) members: Vec<u32>,
    /// By company, the share of companies like it that was not drawn; empty when all are drawn from endlessly many.
    pub(super) left: Vec<f64>,
    /// The steps, ascending in time.
    pub steps: Vec<Step>,
}

/// Sums of many quotients reach a half only up to rounding.
const TOLERANCE: f64 = 1e-12;

impl KaplanMeier {
    /// The curve of some observations, in any order. O(n log n), of those that stand [`in_order`] O(n).
    #[must_use]
    pub fn fit(mut observations: Vec<Observation>) -> Self {
        observations.sort_unstable_by(in_order);
        let mut curve = Self::of(observations.into_iter());
        curve.as_units();
        curve
    }

    /// The curve of observations that belong to companies, by any number of each, in any order: the same steps,
    /// with intervals that take companies as the units, as R's `survfit(Surv(t, e) ~ 1, cluster = id)` does. A
    /// company is its place in some list of companies. With one observation a company, or a single company, it is the curve of [`KaplanMeier::fit`].
    /// O(n log n), of those that stand [`in_order`] O(n).
    #[must_use]
    pub fn fit_clustered(observations: Vec<(u32, Observation)>) -> Self {
        Self::fit_drawn(observations, |_| 1.0)
    }

    /// As [`KaplanMeier::fit_clustered`], of companies that were drawn from so many that this share of them was `left`:
    /// the finite population correction (see [`Drawn`](super::Drawn)), company by company. A single company stands
    /// for itself.
    #[must_use]
    pub fn fit_drawn(mut observations: Vec<(u32, Observation)>, left: impl Fn(u32) -> f64) -> Self {
        observations.sort_unstable_by(|a, b| in_order(&a.1, &b.1));
        let most = observations.iter().map(|o| o.0 as usize + 1).max();
        // By company, and then the number of those that are there, in their order.
        let mut numbers: Vec<Option<u32>> = vec![None; most.unwrap_or_default()];
        for (company, _) in &observations {
            numbers[*company as usize] = Some(0);
        }
        let mut companies = 0;
        let mut shares = Vec::new();
        for (company, number) in (0..).zip(&mut numbers) {
            if number.is_some() {
                *number = Some(companies);
                companies += 1;
                shares.push(left(company).clamp(0.0, 1.0));
            }
        }
        if companies < 2 || shares.iter().all(|left| *left >= 1.0) {
            shares.clear();
        }
        let mut curve = Self::of(observations.iter().map(|o| o.1));
        curve.left = shares;
        if companies < 2 || companies as usize == observations.len() {
            curve.as_units();
            return curve;
        }
        let members = observations
            .iter()
            .filter_map(|o| numbers[o.0 as usize])
            .collect();
        curve.members = members;
        drop(observations);
        super::robust::as_companies(&mut curve, companies as usize);
        curve
    }

    /// The curve of observations in order, without intervals. There may be a million, so that room is made once, and
    /// for no more.
    fn of(observations: impl ExactSizeIterator<Item = Observation> + Clone) -> Self {
        let mut waits = observations.len() as u64;
        let mut watched: Vec<f64> = Vec::with_capacity(observations.len());
        let apart = |a: f64, b: f64| a.total_cmp(&b).is_ne();
        let mut last = None;
        let when = observations.clone().filter(|o| o.event).map(|o| o.hours);
        let times =
            when.filter(|hours| last.replace(*hours).is_none_or(|last| apart(last, *hours)));
        let mut steps: Vec<Step> = Vec::with_capacity(times.count());
        for Observation { hours, event } in observations {
            let new = watched.last().is_none_or(|last| apart(*last, hours));
            match steps.last_mut() {
                Some(step) if event && !new => step.events += 1,
                _ if event => steps.push(Step {
                    hours,
                    at_risk: waits,
                    events: 1,
                    waiting: 1.0,
                    interval: None,
                }),
                _ => {}
            }
            watched.push(hours);
            waits -= 1;
        }
        let mut waiting = 1.0;
        for step in &mut steps {
            let (d, n) = (step.events as f64, step.at_risk as f64);
            waiting = if step.events == step.at_risk {
                0.0
            } else {
                waiting * ((n - d) / n)
            };
            step.waiting = waiting;
        }
        Self {
            steps,
            watched,
            members: Vec::new(),
            left: Vec::new(),
        }
    }

    /// Gives each step the interval by Greenwood's variance, in which each observation is a unit.
    fn as_units(&mut self) {
        let left = self.left();
        let mut greenwood = 0.0;
        for step in &mut self.steps {
            greenwood += step.hazard();
            step.interval = log_log(step.waiting, greenwood * left, Z_95);
        }
    }

    /// The same without knowing whose each observation is, for whoever keeps it and does not ask it for a mean.
    #[must_use]
    pub fn without_members(mut self) -> Self {
        self.members = Vec::new();
        self
    }

    /// The share of companies that was not drawn, on average over those that were.
    pub(super) fn left(&self) -> f64 {
        if self.left.is_empty() {
            return 1.0;
        }
        self.left.iter().sum::<f64>() / self.left.len() as f64
    }

    /// How many enquiries it rests on.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.watched.len() as u64
    }

    /// How many events it saw.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.steps.iter().map(|s| s.events).sum()
    }

    /// The longest time watched, hours.
    #[must_use]
    pub fn last(&self) -> Option<f64> {
        self.watched.last().copied()
    }

    /// How many were still watched and waiting at a time, hours.
    #[must_use]
    pub fn at_risk(&self, hours: f64) -> u64 {
        (self.watched.len() - self.watched.partition_point(|w| *w < hours)) as u64
    }

    /// S(t), the share still waiting after so many hours, with its interval where that is defined
    /// (not while nothing has come, nor when nobody waits any more). `None` past the last time
    /// watched, unless by then everything had come: nobody looked.
    #[must_use]
    pub fn waiting_at(&self, hours: f64) -> Option<(f64, Option<(f64, f64)>)> {
        let before = self.steps.partition_point(|s| s.hours <= hours);
        let (waiting, interval) = match before.checked_sub(1) {
            Some(last) => (self.steps[last].waiting, self.steps[last].interval),
            None => (1.0, None),
        };
        let watched = self.last()? >= hours || waiting <= 0.0;
        watched.then_some((waiting, interval))
    }

    /// The median, see [`KaplanMeier::quantile`].
    #[must_use]
    pub fn median(&self) -> Quantile {
        self.quantile(0.5)
    }

    /// The time by which a share (0 to 1, both excluded) had come: the first at which no more than the rest still
    /// wait, `None` when that was not reached. Its interval holds the times at which the interval of S(t)
    /// holds the rest (R. Brookmeyer and J. Crowley, Biometrics 38 (1982), 29-41).
    ///
    /// As R's `quantile(survfit())`, except where the curve stands on the very rest for a while: R gives
    /// the middle of that while, we say when it got there, as lifelines and statsmodels do.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Quantile {
        if !(share > 0.0 && share < 1.0) {
            return Quantile::default();
        }
        let rest = 1.0 - share + TOLERANCE;
        let first = |limit: fn(&Step) -> Option<f64>| {
            self.steps
                .iter()
                .find(|s| limit(s).is_some_and(|l| l <= rest))
                .map(|s| s.hours)
        };
        Quantile {
            value: first(|s| Some(s.waiting)),
            low: first(|s| s.interval.map(|(low, _)| low)),
            high: first(|s| s.interval.map(|(_, high)| high)),
        }
    }
}

/// At equal times events come before censorings: who is censored at t was at risk at t.
pub(in crate::score) fn in_order(a: &Observation, b: &Observation) -> Ordering {
    a.hours
        .total_cmp(&b.hours)
        .then_with(|| b.event.cmp(&a.event))
}

/// exp(-exp(log(-log S) +- q se)), with se = sqrt(variance) / |log S|, of the variance of log S; q is the 97.5 % point
/// of the normal distribution or of Student's t.
pub(super) fn log_log(waiting: f64, variance: f64, q: f64) -> Option<(f64, f64)> {
    if waiting <= 0.0 || waiting >= 1.0 {
        return None;
    }
    let log = waiting.ln();
    let spread = (q * variance.sqrt() / log.abs()).exp();
    Some((
        (log * spread).exp().clamp(0.0, 1.0),
        (log / spread).exp().clamp(0.0, 1.0),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fit(data: &[(f64, u8)]) -> KaplanMeier {
        KaplanMeier::fit(
            data.iter()
                .map(|&(hours, event)| Observation {
                    hours,
                    event: event == 1,
                })
                .collect(),
        )
    }

    /// The two arms of Freireich et al., Blood 21 (1963), 699-716, the textbook's example.
    const TREATED: [(f64, u8); 21] = [
        (35.0, 0),
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
    ];
    const CONTROL: [f64; 21] = [
        1.0, 1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 5.0, 5.0, 8.0, 8.0, 8.0, 8.0, 11.0, 11.0, 12.0, 12.0,
        15.0, 17.0, 22.0, 23.0,
    ];

    fn check(curve: &KaplanMeier, expected: &[(f64, f64, f64, f64)]) {
        assert_eq!(curve.steps.len(), expected.len());
        for (step, &(hours, waiting, low, high)) in curve.steps.iter().zip(expected) {
            assert!((step.hours - hours).abs() < 1e-12);
            assert!((step.waiting - waiting).abs() < 1e-9, "{step:?}");
            let (l, h) = step.interval.unwrap();
            assert!((l - low).abs() < 1e-9, "{step:?}: {low}");
            assert!((h - high).abs() < 1e-9, "{step:?}: {high}");
        }
    }

    #[test]
    fn equals_lifelines_with_censoring() {
        // lifelines 0.30.3: KaplanMeierFitter().fit(t, e): survival_function_ and
        // confidence_interval_ (log-log, Greenwood).
        let curve = fit(&TREATED);
        check(
            &curve,
            &[
                (
                    6.0,
                    0.857_142_857_142_857,
                    0.619_717_955_265_983_8,
                    0.951_551_747_646_996_9,
                ),
                (
                    7.0,
                    0.806_722_689_075_629_9,
                    0.563_146_564_622_233_3,
                    0.922_809_019_202_880_2,
                ),
                (
                    10.0,
                    0.752_941_176_470_587_8,
                    0.503_199_510_799_956_4,
                    0.889_361_835_169_265_1,
                ),
                (
                    13.0,
                    0.690_196_078_431_372_2,
                    0.431_610_222_486_183_9,
                    0.849_065_963_346_450_9,
                ),
                (
                    16.0,
                    0.627_450_980_392_156_6,
                    0.367_510_855_987_501_94,
                    0.804_912_189_471_841_1,
                ),
                (
                    22.0,
                    0.537_815_126_050_419_9,
                    0.267_778_936_767_134_93,
                    0.746_790_717_635_394_3,
                ),
                (
                    23.0,
                    0.448_179_271_708_683_27,
                    0.188_052_005_959_232_33,
                    0.680_142_628_495_241_2,
                ),
            ],
        );
        // statsmodels 0.15.0: SurvfuncRight(t, e).quantile(.5), quantile_ci(.5, method="cloglog").
        assert_eq!(
            curve.median(),
            Quantile {
                value: Some(23.0),
                low: Some(13.0),
                high: None
            }
        );
        assert_eq!((curve.n(), curve.events()), (21, 9));
        // The numbers at risk that R's summary(survfit()) prints at these times.
        assert_eq!(
            [0.0, 6.0, 7.0, 10.0, 22.0, 23.0, 35.0, 36.0].map(|t| curve.at_risk(t)),
            [21, 21, 17, 15, 7, 6, 1, 0]
        );
    }

    #[test]
    fn equals_lifelines_without_censoring() {
        let curve = fit(&CONTROL.map(|t| (t, 1)));
        check(
            &KaplanMeier {
                steps: curve.steps[..11].to_vec(),
                ..curve.clone()
            },
            &[
                (
                    1.0,
                    0.904_761_904_761_904_5,
                    0.670_045_882_235_033_7,
                    0.975_294_149_038_112_3,
                ),
                (
                    2.0,
                    0.809_523_809_523_809_5,
                    0.568_905_059_924_172_5,
                    0.923_888_828_559_294_9,
                ),
                (
                    3.0,
                    0.761_904_761_904_761_9,
                    0.519_391_415_328_428_7,
                    0.893_257_109_782_487_2,
                ),
                (
                    4.0,
                    0.666_666_666_666_666_5,
                    0.425_350_435_565_247_15,
                    0.825_044_008_797_34,
                ),
                (
                    5.0,
                    0.571_428_571_428_571_4,
                    0.337_976_953_859_493_06,
                    0.749_240_709_943_216_5,
                ),
                (
                    8.0,
                    0.380_952_380_952_380_9,
                    0.183_066_548_820_394_3,
                    0.577_788_677_745_830_9,
                ),
                (
                    11.0,
                    0.285_714_285_714_285_7,
                    0.116_561_326_436_764_66,
                    0.481_819_648_009_025_5,
                ),
                (
                    12.0,
                    0.190_476_190_476_190_47,
                    0.059_481_701_361_175_233,
                    0.377_434_890_585_15,
                ),
                (
                    15.0,
                    0.142_857_142_857_142_88,
                    0.035_657_355_190_666_7,
                    0.321_161_574_680_869_3,
                ),
                (
                    17.0,
                    0.095_238_095_238_095_25,
                    0.016_259_260_212_247_02,
                    0.261_249_981_968_686_9,
                ),
                (
                    22.0,
                    0.047_619_047_619_047_616,
                    0.003_324_463_042_531_178,
                    0.197_044_905_698_946_1,
                ),
            ],
        );
        let last = curve.steps[11];
        assert!(last.waiting.abs() < f64::EPSILON && last.interval.is_none());
        assert_eq!(
            curve.median(),
            Quantile {
                value: Some(8.0),
                low: Some(4.0),
                high: Some(11.0)
            }
        );
    }

    #[test]
    fn a_curve_that_stands_on_a_half_has_its_median_where_it_got_there() {
        let curve = fit(&[(1.0, 1), (2.0, 1), (3.0, 1), (4.0, 0), (4.0, 0), (4.0, 0)]);
        assert_eq!(curve.median().value, Some(3.0));
    }

    #[test]
    fn quartiles_are_rs() {
        // R survival 3.5-3: quantile(survfit(Surv(t, e) ~ 1, conf.type = "log-log"), c(.1, .25)).
        let curve = fit(&TREATED);
        let of = |share| {
            let q = curve.quantile(share);
            (q.value, q.low, q.high)
        };
        assert_eq!(of(0.1), (Some(6.0), Some(6.0), Some(10.0)));
        assert_eq!(of(0.25), (Some(13.0), Some(6.0), Some(22.0)));
        assert_eq!(of(0.75), (None, Some(23.0), None));
        for nonsense in [0.0, 1.0, -0.5, f64::NAN] {
            assert_eq!(curve.quantile(nonsense), Quantile::default());
        }
    }

    #[test]
    fn beyond_what_was_watched_nothing_is_said() {
        let open = fit(&[(1.0, 1), (5.0, 0)]);
        assert_eq!(open.waiting_at(0.5), Some((1.0, None)));
        assert_eq!(open.waiting_at(5.0).map(|w| w.0), Some(0.5));
        assert_eq!(open.waiting_at(5.1), None);
        let done = fit(&[(1.0, 1), (5.0, 1)]);
        assert_eq!(done.waiting_at(50.0), Some((0.0, None)));
        let nobody = fit(&[]);
        assert_eq!(nobody.waiting_at(0.0), None);
        assert_eq!(nobody.median(), Quantile::default());
    }

    proptest! {
        #[test]
        fn the_curve_falls_within_its_interval(
            data in proptest::collection::vec((0u32..500, 0u8..2), 0..200),
        ) {
            let data: Vec<_> = data.into_iter().map(|(t, e)| (f64::from(t) / 10.0, e)).collect();
            let curve = fit(&data);
            let mut before = 1.0;
            for step in &curve.steps {
                prop_assert!(step.waiting < before && step.waiting >= 0.0);
                prop_assert_eq!(step.at_risk, curve.at_risk(step.hours));
                if let Some((low, high)) = step.interval {
                    prop_assert!(low <= step.waiting + 1e-12 && step.waiting <= high + 1e-12);
                }
                before = step.waiting;
            }
            prop_assert_eq!(curve.n(), data.len() as u64);
            prop_assert_eq!(curve.events(), data.iter().filter(|d| d.1 == 1).count() as u64);
        }
    }
}
