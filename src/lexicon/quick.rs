//! Tables that are looked into for every word: a hash of a few multiplications, where the keys are our own lists and nobody
//! outside chooses them.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A table of our own words.
pub type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;
/// A set of our own words.
pub type QuickSet<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// Eight bytes at a time are turned and multiplied into the hash. The same on every machine.
#[derive(Debug, Default, Clone, Copy)]
pub struct Quick(u64);

/// Odd, its bits without pattern: the golden ratio's.
const BY: u64 = 0x9e37_79b9_7f4a_7c15;

impl Quick {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(BY);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, _end_of_text: u8) {}

    fn write_u32(&mut self, n: u32) {
        self.add(n.into());
    }

    fn write_u64(&mut self, n: u64) {
        self.add(n);
    }

    /// Tables look at the highest bits and the lowest.
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

/// A place for a word, of so many.
pub(super) fn place(word: &str, places: usize) -> usize {
    let mut quick = Quick::default();
    quick.write(word.as_bytes());
    let place = quick.finish() & 0xffff_ffff;
    usize::try_from(place).unwrap_or_default() % places.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::BuildHasher;

    #[test]
    fn words_differ_and_stay() {
        let of = |word: &str| BuildHasherDefault::<Quick>::default().hash_one(word);
        assert_eq!(of("voucher"), of("voucher"));
        let words = ["", "a", "b", "ab", "ba", "voucher", "vouchers", "a\0"];
        let all: QuickSet<u64> = words.iter().map(|w| of(w)).collect();
        assert_eq!(all.len(), words.len());
    }
}
