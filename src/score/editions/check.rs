//! Whether a published total follows from the published channels.

/// The channels over which the totals of 2016 and 2017 were taken: chat was printed beside them and did not count.
pub const OF_THE_TOTAL: [&str; 4] = ["web-search", "email", "twitter", "facebook"];

/// More channels than this are not put together in every way.
const MOST: usize = 12;

/// A published total against the unweighted mean of the channels' percentages answered, all companies counted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Check {
    /// The total printed, 0 to 100.
    pub printed: Option<f64>,
    /// The mean of those of [`OF_THE_TOTAL`] that were printed, 0 to 100; `None` where fewer than two were.
    pub recomputed: Option<f64>,
    /// The channels of that mean.
    pub channels: Vec<String>,
    /// Whether the total follows, in whole points; `None` where either is not known.
    pub follows: Option<bool>,
    /// Every choice of channels whose unweighted mean is the total printed, in whole points.
    pub choices: Vec<Vec<String>>,
}

/// Holds a total, 0 to 100, against shares answered of 0 to 1 with their channels. What is not finite is left out.
#[must_use]
pub fn check<'c>(
    printed: Option<f64>,
    answered: impl IntoIterator<Item = (&'c str, f64)>,
) -> Check {
    let shares: Vec<(&str, f64)> = answered
        .into_iter()
        .filter(|(_, share)| share.is_finite())
        .collect();
    let counted: Vec<(&str, f64)> = shares
        .iter()
        .copied()
        .filter(|(channel, _)| OF_THE_TOTAL.contains(channel))
        .collect();
    let recomputed = (counted.len() > 1).then(|| mean(&counted));
    let mut choices = Vec::new();
    if let Some(printed) = printed
        && shares.len() <= MOST
    {
        for choice in 1_u32..1 << shares.len() {
            let chosen: Vec<(&str, f64)> = (0..shares.len())
                .filter(|at| choice >> at & 1 == 1)
                .map(|at| shares[at])
                .collect();
            if same(mean(&chosen), printed) {
                choices.push(names(&chosen));
            }
        }
    }
    Check {
        printed,
        recomputed,
        channels: names(&counted),
        follows: printed
            .zip(recomputed)
            .map(|(printed, mean)| same(mean, printed)),
        choices,
    }
}

fn names(shares: &[(&str, f64)]) -> Vec<String> {
    shares.iter().map(|s| s.0.to_owned()).collect()
}

/// In points. Shares are printed as whole percents, whose sum is exact.
fn mean(shares: &[(&str, f64)]) -> f64 {
    let percents: f64 = shares.iter().map(|s| (s.1 * 1e6).round() / 1e4).sum();
    percents / shares.len() as f64
}

/// Whether a mean may be printed as this total: to whole points, a half either way.
fn same(mean: f64, printed: f64) -> bool {
    (mean - printed).abs() <= 0.5 + 1e-9
}

#[cfg(test)]
mod tests {
    use super::super::{Edition, editions};
    use super::*;

    fn of(id: &str) -> Check {
        let edition: &Edition = editions().iter().find(|e| e.id == id).unwrap();
        check(edition.total(), edition.answered())
    }

    #[test]
    fn the_totals_of_2016_and_2017_come_back_by_one_rule() {
        let of_2016 = of("uk-2016");
        assert_eq!(
            (of_2016.printed, of_2016.recomputed, of_2016.follows),
            (Some(49.0), Some(49.25), Some(true))
        );
        let of_2017 = of("uk-2017");
        assert_eq!(
            (of_2017.printed, of_2017.recomputed, of_2017.follows),
            (Some(44.0), Some(44.0), Some(true))
        );
        assert_eq!(of_2017.channels.len(), 4);
        assert!(of_2017.choices.contains(&of_2017.channels));
    }

    #[test]
    fn that_of_2019_is_not_of_the_rule_nor_of_any_choice_of_channels() {
        let of_2019 = of("uk-2019");
        assert_eq!(
            (of_2019.printed, of_2019.recomputed, of_2019.follows),
            (Some(69.0), Some(53.5), Some(false))
        );
        assert_eq!(of_2019.choices, Vec::<Vec<String>>::new());
    }

    #[test]
    fn where_nothing_was_printed_nothing_is_said() {
        let of_2014 = of("uk-2014");
        assert_eq!((of_2014.printed, of_2014.follows), (None, None));
        assert!(of_2014.recomputed.is_some());
        assert_eq!(check(None, []), Check::default());
        let odd = check(Some(50.0), [("email", f64::NAN), ("chat", 0.5)]);
        assert_eq!((odd.recomputed, odd.follows), (None, None));
        assert_eq!(odd.choices, [["chat".to_owned()]]);
    }
}
