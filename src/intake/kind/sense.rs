//! What a sentence is about, by the example sentences in `examples/`: adding one to its list is all
//! that teaching takes. `teach.rs` makes the table while the program is built.

use super::class::Class;
use super::features::features;
use std::sync::LazyLock;

/// How much is believed of what the features say together: neighbouring words are no independent
/// witnesses, so that a sum counts by its root.
const TRUST: f64 = 1.2;
/// And where no more than so many features are known, half of that or less.
const DOUBT: f64 = 4.0;
/// Odds beyond this are not believed (natural logarithm).
const LIMIT: f64 = 5.0;

/// How likely the words of a sentence are in each class, against the likeliest one, which has 1; in
/// the order of [`Class::ALL`].
pub(super) type Odds = [f64; Class::COUNT];

static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sense.bin"));

/// The parts of the table that `teach.rs` describes.
struct Table {
    slots: &'static [[u8; SLOT]],
    weights: &'static [[u8; 2 * Class::COUNT]],
}

/// The half of a feature's hash and the number of its weights.
const SLOT: usize = 6;

static PARTS: LazyLock<Table> = LazyLock::new(|| {
    let (count, rest) = TABLE.split_first_chunk::<4>().unwrap_or((&[0; 4], &[]));
    let count = u32::from_le_bytes(*count) as usize;
    let (slots, weights) = rest.split_at_checked(count * SLOT).unwrap_or_default();
    Table {
        slots: slots.as_chunks().0,
        weights: weights.as_chunks().0,
    }
});

/// What the words of a sentence, as [`Folded::words`] has them, are likely about. All classes are
/// alike for words that no example has. `scratch` saves an allocation a sentence.
///
/// [`Folded::words`]: super::super::folded::Folded::words
pub(super) fn odds(words: &str, question: bool, scratch: &mut Vec<u64>) -> Odds {
    features(words, question, scratch);
    let table = &*PARTS;
    let mut sums = [0i32; Class::COUNT];
    let mut known = 0u32;
    for weights in scratch.iter().filter_map(|f| table.weights(*f)) {
        known += 1;
        for (sum, weight) in sums.iter_mut().zip(weights.as_chunks::<2>().0) {
            *sum += i32::from(i16::from_le_bytes(*weight));
        }
    }
    let known = f64::from(known);
    let scale = TRUST / 1000.0 * known.sqrt() / (known + DOUBT);
    let best = sums.iter().copied().max().unwrap_or(0);
    sums.map(|sum| (f64::from(sum - best) * scale).max(-LIMIT).exp())
}

impl Table {
    /// The weights of a feature, a little-endian `i16` for each class.
    fn weights(&self, feature: u64) -> Option<&'static [u8; 2 * Class::COUNT]> {
        let [a, b, c, d, rest @ ..] = feature.to_le_bytes();
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = u32::from_le_bytes(rest) as usize & mask;
        loop {
            let [key @ .., low, high] = *self.slots.get(at)?;
            let number = usize::from(u16::from_le_bytes([low, high]));
            if number == 0 {
                return None;
            }
            if key == [a, b, c, d] {
                return self.weights.get(number - 1);
            }
            at = (at + 1) & mask;
        }
    }
}
