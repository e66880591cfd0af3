//! The figures to which the companies' behaviour on social networks is set.
//!
//! Eptica Multichannel Experience Study, UK 2014, Twitter: offered by 76 of 100 companies, answered by
//! 39 of 100 (51 % of those offering), mean 8 h 37 min to the answer over those that answered; consumer
//! electronics answered 30 %. The study published no other sector's share for Twitter, so the other
//! sectors are set so that the totals come out; sector times likewise. Bluesky has no figures of its own
//! and takes these.
//!
//! What became of the posts that were not answered, and how answers were written, no study printed: the
//! shares below are ours, set to what is plausible.

/// What is known of a sector: out of its ten companies, one post to each.
pub(in crate::sandbox) struct PostFigures {
    pub name: &'static str,
    /// Companies of ten that have an account.
    pub offered: u32,
    /// Companies of ten that answer within the wave.
    pub answered: u32,
    /// Mean time to answer, relative to that of all sectors.
    pub pace: f64,
}

const fn sector(name: &'static str, offered: u32, answered: u32, pace: f64) -> PostFigures {
    PostFigures {
        name,
        offered,
        answered,
        pace,
    }
}

/// The ten sectors of the study, in the order of the email figures. `offered` adds up to 76, `answered` to
/// 39, and `pace`, weighted by `answered`, to 1: a test holds them to it.
pub(in crate::sandbox) const SECTORS: [PostFigures; 10] = [
    sector("fashion retail", 9, 5, 0.80),
    sector("food and wine retail", 8, 5, 0.70),
    sector("consumer electronics", 8, 3, 1.30),
    sector("entertainment retail", 8, 4, 0.90),
    sector("banking", 7, 3, 1.20),
    sector("insurance", 5, 2, 1.50),
    sector("telecoms", 9, 5, 0.60),
    sector("utilities", 8, 4, 1.25),
    sector("travel", 8, 5, 1.10),
    sector("electronics manufacture", 6, 3, 1.30),
];

/// Companies of a hundred that have an account.
pub(in crate::sandbox) const OFFERED: usize = 76;

/// Mean hours to the answer over those that answered: 8 h 37 min.
pub(super) const MEAN_HOURS: f64 = 8.0 + 37.0 / 60.0;

/// Share of posts to companies with an account that are answered in time, where the sector is not one of
/// the ten.
const ANSWERED: f64 = 39.0 / 76.0;

/// Share of posts to companies with an account that are answered in time, and the mean hours that takes.
pub(super) fn figures(sector: &str) -> (f64, f64) {
    SECTORS
        .iter()
        .find(|s| s.name == sector)
        .map_or((ANSWERED, MEAN_HOURS), |s| {
            (
                f64::from(s.answered) / f64::from(s.offered),
                MEAN_HOURS * s.pace,
            )
        })
}

/// Shares of all posts to companies with an account that are not answered in time, but meet something.
/// What is left over meets silence.
pub(super) mod otherwise {
    /// "Please send us a direct message", and nothing more.
    pub const REDIRECTED: f64 = 0.10;
    /// A question for details, and nothing more.
    pub const ASKED_BACK: f64 = 0.05;
    /// A person who asks for patience, and nothing more.
    pub const HELD: f64 = 0.05;
    /// An automatic reply, and nothing more.
    pub const RECEIPT: f64 = 0.02;
    /// A part with the promise of the rest, which never comes.
    pub const PART: f64 = 0.01;
    /// An answer past the cut-off.
    pub const LATE: f64 = 0.02;
}

/// Share of the answers that are wrong, where a wrong answer is known and no policies are: that of email.
pub(super) const WRONG: f64 = 0.18;
/// Share of the answers before which a person asks for patience.
pub(super) const HELD_BEFORE: f64 = 0.12;
/// Share of all posts at which a bystander chimes in.
pub(super) const BYSTANDER: f64 = 0.06;
/// Share of the companies with an account whose account answers at once by itself.
pub(super) const AUTOMATIC: f64 = 0.04;
/// Share of the companies with an account that have a service account beside it and tell so; as many again
/// have one that the panel does not know.
pub(in crate::sandbox) const SECOND: f64 = 0.10;

/// Share of its posts for which a company that has a service account uses it.
pub(super) const SPEAKS_SECOND: f64 = 0.85;

/// Gives each share of a whole its number of things, so that the numbers add up to the nearest whole
/// number of the sum (largest remainder). No number exceeds its share by one or more.
pub(in crate::sandbox) fn apportion(shares: &[f64]) -> Vec<usize> {
    let total = whole(shares.iter().sum());
    let mut quota: Vec<usize> = shares.iter().map(|s| whole(s.floor())).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|a, b| shares[*b].fract().total_cmp(&shares[*a].fract()));
    let missing = total.saturating_sub(quota.iter().sum());
    for s in order.into_iter().take(missing) {
        quota[s] += 1;
    }
    quota
}

/// The nearest whole number of a count that is not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a count of posts: small and not negative"
)]
pub(in crate::sandbox) fn whole(count: f64) -> usize {
    // A hair more, so that 1.5 made of tenths is not 1.4999.
    (count + 1e-9).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_sectors_add_up_to_the_study() {
        assert_eq!(
            SECTORS.iter().map(|s| s.offered as usize).sum::<usize>(),
            OFFERED
        );
        assert_eq!(SECTORS.iter().map(|s| s.answered).sum::<u32>(), 39);
        let weighted: f64 = SECTORS.iter().map(|s| f64::from(s.answered) * s.pace).sum();
        assert!((weighted / 39.0 - 1.0).abs() < 1e-9, "{weighted}");
        let electronics = SECTORS.iter().find(|s| s.name == "consumer electronics");
        assert_eq!(electronics.map(|s| s.answered), Some(3), "30 %");
        assert!(
            SECTORS
                .iter()
                .all(|s| s.answered < s.offered && s.offered <= 10)
        );
        let email = super::super::super::calibration::SECTORS;
        assert!(SECTORS.iter().zip(&email).all(|(a, b)| a.name == b.name));
    }

    #[test]
    fn there_is_room_for_what_is_not_answered() {
        use otherwise::{ASKED_BACK, HELD, LATE, PART, RECEIPT, REDIRECTED};
        let other = REDIRECTED + ASKED_BACK + HELD + RECEIPT + PART + LATE;
        assert!(SECTORS.iter().all(|s| figures(s.name).0 + other < 0.95));
        assert!((figures("circuses").0 - 39.0 / 76.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn shares_are_given_out_whole(shares in proptest::collection::vec(0.0..40.0_f64, 0..12)) {
            let quota = apportion(&shares);
            prop_assert_eq!(quota.iter().sum::<usize>(), whole(shares.iter().sum()));
            for (given, share) in quota.iter().zip(&shares) {
                prop_assert!((*given as f64 - share).abs() < 1.0 + 1e-6);
            }
        }
    }
}
