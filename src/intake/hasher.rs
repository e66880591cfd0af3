//! The hash of words.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What is known of words, by them. The words of all such tables are fixed, so nobody can fill them
/// with what collides, and a hasher need not be proof against that.
pub(super) type Words<K, T> = HashMap<K, T, BuildHasherDefault<WordHasher>>;

/// What is known of things by their hash alone, which has all its bits mixed.
pub(super) type Hashed<T> = HashMap<u64, T, BuildHasherDefault<Same>>;

/// Takes a hash as it is.
#[derive(Default)]
pub(super) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(self.0, bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Hashes as [`hash`] does.
#[derive(Default)]
pub(super) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(self.0, bytes);
    }

    fn write_u8(&mut self, _: u8) {
        // What sets the parts of a key apart; a word is all of its key.
    }
}

/// The hash of a word, eight bytes at a time: words are short, and a byte at a time is what hashing them
/// costs. All bits of it are of use.
pub(super) fn hash(seed: u64, bytes: &[u8]) -> u64 {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut hash = seed ^ bytes.len() as u64;
    for chunk in chunks {
        hash = mixed(hash ^ u64::from_le_bytes(*chunk));
    }
    // What is left, in two pieces that may overlap.
    let last = match (rest, rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        (_, Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
        }
        ([first, .., last], ..) => {
            u64::from(*first) << 16 | u64::from(rest[rest.len() / 2]) << 8 | u64::from(*last)
        }
        ([only], ..) => u64::from(*only),
        _ => return hash,
    };
    mixed(hash ^ last)
}

/// Mixes the bits of a hash, as `MurmurHash` 3 does at its end.
fn mixed(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}
