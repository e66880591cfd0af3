//! Places in a league table, with how far chance may have moved them.
//!
//! Every replicate gives each company a score drawn anew and ranks them all. H. Goldstein and D. J.
//! Spiegelhalter, "League tables and their limitations", Journal of the Royal Statistical Society A 159 (1996),
//! 385-443; P. Hall and H. Miller, "Using the bootstrap to quantify the authority of an empirical ranking",
//! Annals of Statistics 37 (2009), 3929-3959. A company whose units are all alike, or which has but one, does not
//! vary, and its place is shown as surer than it is.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// A company's place: 1 for the highest score, and one more than the number of higher scores for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The place by the scores observed.
    pub rank: u32,
    /// Whether another company has the same.
    pub joint: bool,
    /// The best place of the 95 % interval: no more than 2.5 % of the replicates are better.
    pub low: u32,
    /// The worst one. The interval is widened as far as the place observed.
    pub high: u32,
}

/// Replicates that one draw of the seed makes; the numbers would be others by another.
const CHUNK: usize = 64;

/// Counts that a thread keeps at most; of more companies, some are counted at a time.
const COUNTS: usize = 16_000_000;

/// The places of companies by their scores, the highest first, with intervals; `None` of a company without a
/// score, which takes nobody's place. `draw` gives a company's score in a replicate, all companies of one
/// kind of chance, for instance a [`Resample`](super::Resample); `None` or NaN leaves it out of that replicate.
///
/// The same seed gives the same places on any number of processors. Scores that differ by less than 10^-12
/// of themselves are equal. O(replicates x companies x log companies), on all processors.
pub fn places<F>(
    observed: &[Option<f64>],
    replicates: u32,
    seed: [u8; 32],
    draw: F,
) -> Vec<Option<Place>>
where
    F: Fn(&mut ChaCha8Rng, usize) -> Option<f64> + Sync,
{
    let keyring = Keys::of(observed.len());
    let mut keys: Vec<u64> = observed
        .iter()
        .enumerate()
        .map(|(at, score)| keyring.key(*score, at))
        .collect();
    let mut found = vec![None; observed.len()];
    keyring.ranked(&mut keys, |at, rank, joint| {
        found[at] = Some(Place {
            rank,
            joint,
            low: rank,
            high: rank,
        });
    });
    let at_once = (COUNTS / observed.len().max(1)).max(1);
    for first in (0..observed.len()).step_by(at_once) {
        let last = (first + at_once).min(observed.len());
        let league = League {
            observed,
            counted: first..last,
            replicates: u64::from(replicates),
            seed,
            keyring,
        };
        let counts = league.count(&draw);
        for (place, counts) in found[first..last]
            .iter_mut()
            .zip(counts.chunks(observed.len()))
        {
            if let (Some(place), Some((low, high))) = (place.as_mut(), interval(counts)) {
                place.low = place.low.min(low);
                place.high = place.high.max(high);
            }
        }
    }
    found
}

/// Scores as whole numbers in the same order, each with its company's number in the last bits: fast to sort.
#[derive(Clone, Copy)]
struct Keys {
    /// The bits that hold the number.
    number: u64,
}

impl Keys {
    fn of(companies: usize) -> Self {
        let bits = (usize::BITS - companies.leading_zeros()).max(10);
        Self {
            number: (1 << bits) - 1,
        }
    }

    /// 0 of no score.
    fn key(self, score: Option<f64>, at: usize) -> u64 {
        let Some(score) = score.filter(|score| !score.is_nan()) else {
            return 0;
        };
        // 0 and -0 are the same.
        let bits = (score + 0.0).to_bits();
        let ordered = if bits >> 63 == 1 {
            !bits
        } else {
            bits | 1 << 63
        };
        // Rounded, not cut: what is a whole number but for dust would fall to either side of the cut.
        let rounded = ordered.saturating_add(self.number / 2 + 1) & !self.number;
        rounded | at as u64
    }

    /// Calls with each company that has a score, its rank and whether that is joint, the highest first. Sorts the
    /// keys.
    fn ranked(self, keys: &mut [u64], mut tell: impl FnMut(usize, u32, bool)) {
        keys.sort_unstable();
        let mut rank = 1;
        let alike = |a: &u64, b: &u64| (a | self.number) == (b | self.number);
        for same in keys.chunk_by(alike).rev() {
            if same[0] == 0 {
                break;
            }
            for key in same {
                let at = usize::try_from(key & self.number).unwrap_or_default();
                tell(at, rank, same.len() > 1);
            }
            rank += u32::try_from(same.len()).unwrap_or_default();
        }
    }
}

/// The replicates to be made, and the companies whose ranks are counted.
struct League<'o> {
    observed: &'o [Option<f64>],
    counted: Range<usize>,
    replicates: u64,
    seed: [u8; 32],
    keyring: Keys,
}

impl League<'_> {
    /// How often each counted company had each rank, a row a company.
    fn count<F>(&self, draw: &F) -> Vec<u32>
    where
        F: Fn(&mut ChaCha8Rng, usize) -> Option<f64> + Sync,
    {
        let next = AtomicU64::new(0);
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        thread::scope(|scope| {
            let others: Vec<_> = (1..processors.min(16))
                .map(|_| scope.spawn(|| self.work(&next, draw)))
                .collect();
            let mut counts = self.work(&next, draw);
            for other in others {
                match other.join() {
                    Ok(more) => counts.iter_mut().zip(more).for_each(|(sum, n)| *sum += n),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            counts
        })
    }

    /// Makes chunks of replicates until there are none left.
    fn work<F>(&self, next: &AtomicU64, draw: &F) -> Vec<u32>
    where
        F: Fn(&mut ChaCha8Rng, usize) -> Option<f64>,
    {
        let companies = self.observed.len();
        let mut counts = vec![0_u32; self.counted.len() * companies];
        let mut keys = vec![0_u64; companies * CHUNK];
        loop {
            let chunk = next.fetch_add(1, Ordering::Relaxed);
            let left = self.replicates.saturating_sub(chunk * CHUNK as u64);
            let replicates = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
            if replicates == 0 {
                return counts;
            }
            let mut random = ChaCha8Rng::from_seed(self.seed);
            random.set_stream(chunk);
            // Company by company, so that what a draw reads stays at hand.
            for (at, score) in self.observed.iter().enumerate() {
                for replicate in 0..replicates {
                    let drawn = score.and_then(|_| draw(&mut random, at));
                    keys[replicate * companies + at] = self.keyring.key(drawn, at);
                }
            }
            for keys in keys.chunks_mut(companies).take(replicates) {
                self.keyring.ranked(keys, |at, rank, _| {
                    if self.counted.contains(&at) {
                        counts[(at - self.counted.start) * companies + rank as usize - 1] += 1;
                    }
                });
            }
        }
    }
}

/// The ranks that 2.5 % of the replicates are better and worse than, at most.
fn interval(counts: &[u32]) -> Option<(u32, u32)> {
    let ranks = || (1..).zip(counts.iter().map(|n| u64::from(*n)));
    let all: u64 = ranks().map(|(_, n)| n).sum();
    let outside = all * 25 / 1_000;
    let (mut low, mut high, mut before) = (None, None, 0);
    for (rank, n) in ranks() {
        before += n;
        if before > outside && low.is_none() {
            low = Some(rank);
        }
        if before >= all - outside && high.is_none() {
            high = Some(rank);
        }
    }
    (all > 0).then_some((low?, high?))
}

#[cfg(test)]
mod tests {
    use super::super::{Component, Part, Resample, Share, Units};
    use super::*;
    use proptest::prelude::*;
    use rand::Rng;

    fn shares(data: &[(u64, u64)]) -> Vec<Resample> {
        data.iter()
            .map(|&(hits, n)| Resample::Apart(vec![(1.0, Component::Share(Share::new(hits, n)))]))
            .collect()
    }

    fn league(companies: &[Resample], replicates: u32, seed: u8) -> Vec<Option<Place>> {
        let observed: Vec<Option<f64>> = companies.iter().map(Resample::observed).collect();
        places(&observed, replicates, [seed; 32], |random, at| {
            companies[at].draw(random)
        })
    }

    #[test]
    fn joint_places_leave_the_next_ones_free() {
        let ranks = |scores: &[Option<f64>]| -> Vec<Option<(u32, bool)>> {
            places(scores, 0, [0; 32], |_, _| None)
                .into_iter()
                .map(|place| place.map(|p| (p.rank, p.joint)))
                .collect()
        };
        let dust = 0.1 + 0.2;
        assert_eq!(
            ranks(&[
                Some(0.3),
                None,
                Some(7.0),
                Some(dust),
                Some(-1.0),
                Some(f64::NAN),
                Some(0.3)
            ]),
            [
                Some((2, true)),
                None,
                Some((1, false)),
                Some((2, true)),
                Some((5, false)),
                None,
                Some((2, true))
            ]
        );
        assert_eq!(ranks(&[Some(0.0), Some(-0.0)]), [Some((1, true)); 2]);
        assert!(ranks(&[]).is_empty());
    }

    #[test]
    fn who_is_far_ahead_stays_there_and_the_rest_may_be_anywhere() {
        let found = league(
            &shares(&[(100, 100), (50, 100), (51, 100), (49, 100), (0, 0)]),
            2_000,
            5,
        );
        let place = |at: usize| found[at].map(|p| (p.rank, p.low, p.high));
        assert_eq!(place(0), Some((1, 1, 1)));
        assert_eq!(
            (place(2), place(1), place(3)),
            (Some((2, 2, 4)), Some((3, 2, 4)), Some((4, 2, 4)))
        );
        assert_eq!(place(4), None);
    }

    #[test]
    fn the_seed_decides_and_not_the_processors() {
        let companies = shares(&[
            (3, 10),
            (4, 10),
            (5, 10),
            (9, 20),
            (11, 20),
            (6, 10),
            (2, 9),
            (7, 12),
        ]);
        let observed: Vec<Option<f64>> = companies.iter().map(Resample::observed).collect();
        let league = |seed: u8| League {
            observed: &observed,
            counted: 0..8,
            replicates: 999,
            seed: [seed; 32],
            keyring: Keys::of(8),
        };
        let draw = |random: &mut ChaCha8Rng, at: usize| companies[at].draw(random);
        let alone = league(1).work(&AtomicU64::new(0), &draw);
        assert_eq!(league(1).count(&draw), alone);
        assert_ne!(league(2).count(&draw), alone);
        assert!(
            alone
                .chunks(8)
                .all(|ranks| ranks.iter().sum::<u32>() == 999)
        );
        // Some companies at a time come to the same.
        let part = League {
            counted: 3..6,
            ..league(1)
        };
        assert_eq!(part.count(&draw), alone[24..48]);
    }

    #[test]
    fn units_drawn_together_keep_what_goes_together() {
        // One component is the other's opposite: their sum never changes, and nor does the place.
        let part = |sum: f64| Part { sum, n: 1.0 };
        let units: Vec<Vec<Part>> = (0..10)
            .map(|at| f64::from(at % 2))
            .map(|hit| vec![part(hit), part(1.0 - hit)])
            .collect();
        let together = Resample::Together(Units::new(&[1.0, 1.0], &units));
        let mut random = ChaCha8Rng::from_seed([0; 32]);
        for _ in 0..100 {
            assert!((together.draw(&mut random).unwrap() - 0.5).abs() < 1e-12);
        }
        assert_eq!(Resample::Together(Units::new(&[], &units)).observed(), None);
        let missing = Units::new(
            &[1.0, 3.0],
            &[
                vec![part(1.0)],
                vec![
                    part(0.0),
                    Part {
                        sum: f64::NAN,
                        n: 1.0,
                    },
                ],
            ],
        );
        assert_eq!(Resample::Together(missing).observed(), Some(0.5));
    }

    #[test]
    fn draws_have_the_moments_of_what_they_stand_for() {
        let mut random = ChaCha8Rng::from_seed([4; 32]);
        let mean = |sampler: &Resample, random: &mut ChaCha8Rng| {
            let draws: Vec<f64> = (0..20_000).map(|_| sampler.draw(random).unwrap()).collect();
            let mean = draws.iter().sum::<f64>() / 20_000.0;
            let variance = draws.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / 20_000.0;
            (mean, variance)
        };
        for (hits, n) in [(1, 3), (7, 40), (900, 1_000), (500_000, 1_000_000)] {
            let p = hits as f64 / n as f64;
            let (found, variance) = mean(&shares(&[(hits, n)])[0], &mut random);
            let wanted = p * (1.0 - p) / n as f64;
            assert!(
                (found - p).abs() < 5.0 * (wanted / 20_000.0).sqrt(),
                "{hits} of {n}: {found}"
            );
            assert!(
                (variance / wanted - 1.0).abs() < 0.06,
                "{hits} of {n}: {variance}"
            );
        }
        let values = Resample::Apart(vec![(2.0, Component::Mean(vec![1.0, 2.0, 6.0]))]);
        let (found, variance) = mean(&values, &mut random);
        assert!((found - 3.0).abs() < 0.05 && (variance / (14.0 / 9.0) - 1.0).abs() < 0.06);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn intervals_hold_the_places(
            scores in proptest::collection::vec(proptest::option::of(proptest::num::f64::ANY), 0..30),
            replicates in 0u32..200,
        ) {
            let found = places(&scores, replicates, [0; 32], |random, at| {
                scores[at].filter(|_| random.next_u32() % 4 > 0)
            });
            for (place, score) in found.iter().zip(&scores) {
                prop_assert_eq!(place.is_some(), score.is_some_and(|s| !s.is_nan()));
                if let Some(place) = place {
                    prop_assert!(1 <= place.low && place.low <= place.rank);
                    prop_assert!(place.rank <= place.high && place.high as usize <= scores.len());
                }
            }
        }
    }
}
