//! Chance that can be asked for by name: the same seed and the same words give the same draws, in
//! whatever order things happen. So two connections that race leave the same world behind.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sha2::{Digest, Sha256};

/// A stream of draws for one purpose.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream that belongs to a seed and the words that name its purpose.
    pub(super) fn of(seed: u64, words: &[&str]) -> Self {
        let mut hash = Sha256::new();
        hash.update(seed.to_le_bytes());
        for word in words {
            // With their lengths, so that ("ab", "c") and ("a", "bc") differ.
            hash.update((word.len() as u64).to_le_bytes());
            hash.update(word.as_bytes());
        }
        Self(ChaCha8Rng::from_seed(hash.finalize().into()))
    }

    /// Uniform in [0, 1).
    pub(super) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform in 0..n, by multiply and shift; 0 when `n` is 0. The bias is below n / 2^64.
    pub(super) fn below(&mut self, n: usize) -> usize {
        let wide = u128::from(self.0.next_u64()) * n as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// Uniform in `from..=to` seconds or whatever whole numbers mean.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = usize::try_from(to - from + 1).unwrap_or(1);
        from + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// About 0 with a spread of about 1.
    pub(super) fn spread(&mut self) -> f64 {
        (self.unit() + self.unit() + self.unit() - 1.5) * 2.0
    }

    /// True in a share `p` of the draws.
    pub(super) fn happens(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// One of the things; there must be at least one.
    pub(super) fn pick<T: Copy>(&mut self, things: &[T]) -> T {
        things[self.below(things.len())]
    }

    /// One of the things, by weight.
    pub(super) fn weighted<T: Copy>(&mut self, things: &[(T, u32)]) -> T {
        let total: u32 = things.iter().map(|t| t.1).sum();
        let mut left = self.below(total as usize);
        for (thing, weight) in things {
            if left < *weight as usize {
                return *thing;
            }
            left -= *weight as usize;
        }
        things[0].0
    }

    /// Puts things in an order in which every order is as likely (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = self.below(last + 1);
            things.swap(last, other);
        }
    }

    /// Lower-case hexadecimal digits.
    pub(super) fn hex(&mut self, digits: usize) -> String {
        self.word(b"0123456789abcdef", digits)
    }

    /// A word over an alphabet.
    pub(super) fn word(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length)
            .map(|_| char::from(self.pick(alphabet)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_draw_the_same_and_others_draw_others() {
        let draw = |seed, words: &[&str]| Chance::of(seed, words).hex(16);
        assert_eq!(draw(1, &["a", "b"]), draw(1, &["a", "b"]));
        assert_ne!(draw(1, &["a", "b"]), draw(2, &["a", "b"]));
        assert_ne!(draw(1, &["ab", "c"]), draw(1, &["a", "bc"]));
    }

    #[test]
    fn draws_stay_in_their_range() {
        let mut chance = Chance::of(7, &["range"]);
        for _ in 0..1000 {
            assert!((0.0..1.0).contains(&chance.unit()));
            assert!(chance.below(3) < 3);
            assert!((5..=9).contains(&chance.between(5, 9)));
        }
        assert_eq!(chance.below(0), 0);
        let mut order: Vec<u32> = (0..50).collect();
        chance.shuffle(&mut order);
        assert_ne!(order, (0..50).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..50).collect::<Vec<_>>());
        let heads = (0..1000)
            .filter(|_| chance.weighted(&[(true, 3), (false, 1)]))
            .count();
        assert!((700..800).contains(&heads), "{heads}");
    }
}
