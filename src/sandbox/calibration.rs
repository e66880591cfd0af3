//! The figures to which the simulated market is set.
//!
//! Eptica Multichannel Experience Study, UK 2014, email: offered by 71 of 100 companies, answered by
//! 41 of 100 (58 % of those offering), mean 61 h 39 min to the answer over those that answered;
//! consumer electronics answered 30 %. The study published no other sector's share for email, so the
//! other sectors are set so that the totals come out; sector times likewise.

/// What is known of a sector: out of its ten companies, and of a hundred enquiries to them.
pub(super) struct SectorFigures {
    pub name: &'static str,
    /// Companies of ten that publish an email address.
    pub offered: u32,
    /// Enquiries of a hundred (ten companies, ten questions) that are answered in time.
    pub answered: u32,
    /// Mean time to answer, relative to that of all sectors.
    pub pace: f64,
    /// Whether somebody answers at weekends.
    pub weekends: bool,
}

const fn sector(
    name: &'static str,
    offered: u32,
    answered: u32,
    pace: f64,
    weekends: bool,
) -> SectorFigures {
    SectorFigures {
        name,
        offered,
        answered,
        pace,
        weekends,
    }
}

/// The ten sectors of the study. `offered` adds up to 71, `answered` to 410, and `pace`, weighted by
/// `answered`, to 1: a test holds them to it.
pub(super) const SECTORS: [SectorFigures; 10] = [
    sector("fashion retail", 8, 60, 0.70, false),
    sector("food and wine retail", 7, 45, 0.90, true),
    sector("consumer electronics", 6, 30, 1.20, false),
    sector("entertainment retail", 7, 44, 0.85, false),
    sector("banking", 6, 27, 1.10, false),
    sector("insurance", 7, 38, 1.00, false),
    sector("telecoms", 7, 36, 1.05, true),
    sector("utilities", 8, 46, 1.35, false),
    sector("travel", 8, 44, 1.25, true),
    sector("electronics manufacture", 7, 40, 0.7875, false),
];

/// Mean hours to the answer over those that answered: 61 h 39 min.
pub(super) const MEAN_HOURS: f64 = 61.65;

/// Share of enquiries answered in time where the sector is not one of the ten.
const ANSWERED_SHARE: f64 = 0.58;

/// What holds for a company: the figures of its sector, or those of the whole study.
#[derive(Clone, Copy)]
pub(super) struct Figures {
    /// Share of enquiries to companies offering email that are answered in time.
    pub answered: f64,
    /// Mean hours to the answer.
    pub mean_hours: f64,
    /// Whether somebody answers at weekends.
    pub weekends: bool,
}

/// The figures of a sector by its name.
pub(super) fn figures(sector: &str) -> Figures {
    SECTORS.iter().find(|s| s.name == sector).map_or(
        Figures {
            answered: ANSWERED_SHARE,
            mean_hours: MEAN_HOURS,
            weekends: false,
        },
        |s| Figures {
            answered: f64::from(s.answered) / f64::from(s.offered * 10),
            mean_hours: MEAN_HOURS * s.pace,
            weekends: s.weekends,
        },
    )
}

/// Of the questions that a company answers by email, on Twitter and on its site, the share to which it gives
/// the same answer on all three. The study found 12 of 100 companies consistent over email, Twitter and chat.
/// As a share of all companies that cannot be had here: by the figures above hardly more than ten of a
/// hundred answer on all three.
pub(super) const ALL_THE_SAME: f64 = 0.12;
/// The share to which it gives three different answers: the study knew one such company, and there must be
/// some. In what is left one of the three desks strays from the policy.
pub(super) const ALL_DIFFER: f64 = 0.05;
/// Share of the questions on which a company's policy is what the reference says. No study printed it. With
/// the shares above, nearly two thirds of the answers are right: more than 69 % cannot be, if so few companies are
/// consistent.
pub(super) const POLICY_RIGHT: f64 = 0.9;

/// Shape of the distribution of times: the smaller, the heavier the tail. At 1.6 the median is about
/// two thirds of the mean.
const SHAPE: f64 = 1.6;

/// Hours to the answer at a rank in 0..1, for a company whose answers take `mean` hours on average
/// when all of them come within `window` hours.
///
/// A log-logistic distribution, F(x) = 1 / (1 + (a/x)^b) (Fisk 1961), cut off at the window: that
/// study, too, saw only what came before it ended, so its mean is one of what came within. The scale
/// `a` is found by bisection so that the mean is the wanted one whatever the window is; a mean of
/// more than six tenths of the window cannot be had from this shape and is lowered to that.
pub(super) fn hours_at(rank: f64, mean: f64, window: f64) -> f64 {
    let mean = mean.min(window * 0.6);
    let (mut low, mut high) = (1e-3_f64, window * 64.0);
    for _ in 0..32 {
        let scale = (low * high).sqrt();
        let total: f64 = (0..STEPS)
            .map(|i| quantile((f64::from(i) + 0.5) / f64::from(STEPS), scale, window))
            .sum();
        if total / f64::from(STEPS) < mean {
            low = scale;
        } else {
            high = scale;
        }
    }
    quantile(rank, (low * high).sqrt(), window)
}

/// Points at which the mean is taken: within 1 % of the integral.
const STEPS: u32 = 24;

fn quantile(rank: f64, scale: f64, window: f64) -> f64 {
    let share_within = 1.0 / (1.0 + (scale / window).powf(SHAPE));
    let p = (rank * share_within).clamp(1e-9, 1.0 - 1e-9);
    (scale * (p / (1.0 - p)).powf(SHAPE.recip())).min(window)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sectors_add_up_to_the_study() {
        assert_eq!(SECTORS.iter().map(|s| s.offered).sum::<u32>(), 71);
        assert_eq!(SECTORS.iter().map(|s| s.answered).sum::<u32>(), 410);
        let weighted: f64 = SECTORS.iter().map(|s| f64::from(s.answered) * s.pace).sum();
        assert!((weighted / 410.0 - 1.0).abs() < 1e-3, "{weighted}");
        let electronics = SECTORS.iter().find(|s| s.name == "consumer electronics");
        assert_eq!(electronics.map(|s| s.answered), Some(30));
        assert!(SECTORS.iter().all(|s| s.answered < s.offered * 10));
    }

    #[test]
    fn an_unknown_sector_behaves_as_all_do_together() {
        assert!((figures("circuses").answered - 0.58).abs() < 1e-9);
        assert!((figures("banking").answered - 0.45).abs() < 1e-9);
    }

    #[test]
    fn times_have_the_wanted_mean_and_a_long_tail_in_every_window() {
        for window in [110.0, 200.0, 336.0] {
            let hours: Vec<f64> = (0..400)
                .map(|i| hours_at((f64::from(i) + 0.5) / 400.0, MEAN_HOURS, window))
                .collect();
            let mean = hours.iter().sum::<f64>() / 400.0;
            assert!((mean - MEAN_HOURS).abs() < 1.0, "{mean} in {window}");
            assert!(hours.windows(2).all(|w| w[0] <= w[1]));
            assert!(hours.iter().all(|h| *h > 0.0 && *h <= window));
        }
        // In the full fortnight the median is well below the mean.
        assert!(hours_at(0.5, MEAN_HOURS, 336.0) < 48.0);
        assert!(hours_at(0.99, MEAN_HOURS, 336.0) > 250.0);
    }
}
