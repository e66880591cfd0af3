//! All chance in a plan: one stream of numbers for each purpose and key, so that a company that joins
//! the panel does not change what the others drew.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

/// A stream of chance. The drawing is done here rather than by `rand`, whose algorithms may change
/// with a release: a locked plan must come out the same in years.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream of a seed for a purpose (`order`, `due`, ..) and a key (a company's id, ..).
    pub(super) fn new(seed: u64, purpose: &str, key: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"shopper plan 1\0");
        hash.update(seed.to_le_bytes());
        hash.update(purpose.as_bytes());
        hash.update(b"\0");
        hash.update(key.as_bytes());
        Self(ChaCha8Rng::from_seed(hash.finalize().into()))
    }

    /// A whole number below `n`, each equally likely (Lemire 2019, "Fast random integer generation in
    /// an interval"); 0 when `n` is 0.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        let n = u64::from(n);
        loop {
            let product = u64::from(self.0.next_u32()) * n;
            let low = product & u64::from(u32::MAX);
            if n == 0 || low >= n || low >= (1 << 32) % n {
                return u32::try_from(product >> 32).unwrap_or_default();
            }
        }
    }

    /// The numbers below `n` in random order (Fisher and Yates).
    pub(super) fn permutation(&mut self, n: u32) -> Vec<u32> {
        let mut list: Vec<u32> = (0..n).collect();
        for i in (1..n).rev() {
            list.swap(i as usize, self.below(i + 1) as usize);
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_their_keys_and_stay_the_same() {
        let draw = |seed, key| {
            let mut chance = Chance::new(seed, "due", key);
            [
                chance.below(1_000),
                chance.below(1_000),
                chance.below(1_000),
            ]
        };
        assert_eq!(draw(1, "acme"), draw(1, "acme"));
        assert_ne!(draw(1, "acme"), draw(1, "acne"));
        assert_ne!(draw(1, "acme"), draw(2, "acme"));
        // A locked plan must not change with a release of any dependency.
        insta::assert_compact_debug_snapshot!(draw(1, "acme"), @"[530, 928, 391]");
    }

    #[test]
    fn draws_are_even_and_permutations_whole() {
        let mut chance = Chance::new(7, "test", "");
        let mut seen = [0u32; 10];
        for _ in 0..10_000 {
            seen[chance.below(10) as usize] += 1;
        }
        // Chi-squared with 9 degrees of freedom: 27.9 is its 99.9 % point.
        let chi: f64 = seen
            .iter()
            .map(|n| (f64::from(*n) - 1_000.0).powi(2) / 1_000.0)
            .sum();
        assert!(chi < 27.9, "{seen:?}");
        assert_eq!(chance.below(0), 0);
        let mut list = chance.permutation(50);
        assert_ne!(list, (0..50).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..50).collect::<Vec<_>>());
    }
}
