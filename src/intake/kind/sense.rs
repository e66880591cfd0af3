//! What a sentence is about, by the example sentences in `examples/`: adding one to its list is all
//! that teaching takes. `teach.rs` makes the table while the program is built.

use super::class::Class;
use super::features::features;

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

/// What the words of a sentence, as [`Folded::words`] has them, are likely about. All classes are
/// alike for words that no example has. `scratch` saves an allocation a sentence.
///
/// [`Folded::words`]: super::super::folded::Folded::words
pub(super) fn odds(words: &str, question: bool, scratch: &mut Vec<u64>) -> Odds {
    features(words, question, scratch);
    let mut sums = [0i32; Class::COUNT];
    let mut known = 0u32;
    for weights in scratch.iter().filter_map(|f| weights(*f)) {
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

/// Whether a feature is rather known from the matter than from receipts and service, or from nowhere.
pub(super) fn speaks_of_matter(feature: u64) -> bool {
    let Some(weights) = weights(feature) else {
        return true;
    };
    let weights = weights.as_chunks::<2>().0;
    let of = |class: Class| {
        weights
            .get(class as usize)
            .map_or(0, |w| i16::from_le_bytes(*w))
    };
    of(Class::Matter) > of(Class::Receipt).max(of(Class::Service))
}

/// The weights of a feature, a little-endian `i16` for each class.
fn weights(feature: u64) -> Option<&'static [u8]> {
    let (slots, rest) = TABLE.split_first_chunk::<4>()?;
    let slots = u32::from_le_bytes(*slots) as usize;
    let (keys, rest) = rest.split_at_checked(slots * 4)?;
    let (numbers, all) = rest.split_at_checked(slots * 2)?;
    let (keys, numbers) = (keys.as_chunks::<4>().0, numbers.as_chunks::<2>().0);
    let [a, b, c, d, rest @ ..] = feature.to_le_bytes();
    let mut at = u32::from_le_bytes(rest) as usize & (slots - 1);
    loop {
        let number = usize::from(u16::from_le_bytes(*numbers.get(at)?));
        if number == 0 {
            return None;
        }
        if *keys.get(at)? == [a, b, c, d] {
            let width = 2 * Class::COUNT;
            return all.get((number - 1) * width..number * width);
        }
        at = (at + 1) & (slots - 1);
    }
}
