//! What a sentence is about, by the example sentences in `examples/`: adding one to its list is all
//! that teaching takes. `teach.rs` makes the table while the program is built.

use super::class::Class;
use super::features::features as find_features;
use std::sync::LazyLock;

/// How much is believed of what the features say together: neighbouring words are no independent
/// witnesses, so that a sum counts by its root.
const TRUST: f64 = 1.4;
/// And where no more than so many features are known, half of that or less.
const DOUBT: f64 = 4.0;
/// Odds beyond this are not believed (natural logarithm).
const LIMIT: f64 = 12.0;

/// How likely the words of a sentence are in each class, against the likeliest one, which has 1; in
/// the order of [`Class::ALL`].
pub(super) type Odds = [f64; Class::COUNT];

static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sense.bin"));

/// The parts of the table that `teach.rs` describes.
struct Table {
    slots: &'static [Slot],
    weights: &'static [[u8; 2 * Class::COUNT]],
}

/// The half of a feature's hash and the number of its weights.
type Slot = [u8; 6];

/// What saves allocations from sentence to sentence.
#[derive(Default)]
pub(super) struct Scratch {
    features: Vec<u64>,
    slots: Vec<Slot>,
}

static PARTS: LazyLock<Table> = LazyLock::new(|| {
    let (count, rest) = TABLE.split_first_chunk::<4>().unwrap_or((&[0; 4], &[]));
    let count = u32::from_le_bytes(*count) as usize;
    let (slots, weights) = rest
        .split_at_checked(count * size_of::<Slot>())
        .unwrap_or_default();
    Table {
        slots: slots.as_chunks().0,
        weights: weights.as_chunks().0,
    }
});

/// What the words of a sentence, as [`Folded::words`] has them, are likely about. All classes are
/// alike for words that no example has.
///
/// [`Folded::words`]: super::super::folded::Folded::words
pub(super) fn odds(words: &str, question: bool, scratch: &mut Scratch) -> Odds {
    let Scratch { features, slots } = scratch;
    find_features(words, question, features);
    let table = &*PARTS;
    // The table is larger than the processor's cache. All first slots are read before any is looked at, so
    // that it waits for them together and not for each in turn.
    slots.clear();
    slots.extend(features.iter().map(|f| table.first(*f)));
    let mut sums = [0i32; Class::COUNT];
    let mut known = 0u32;
    let weights = |(feature, slot): (&u64, &Slot)| table.weights(*feature, *slot);
    for weights in features.iter().zip(slots.iter()).filter_map(weights) {
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
    let table = &*PARTS;
    let Some(weights) = table.weights(feature, table.first(feature)) else {
        return true;
    };
    let weights = weights.as_chunks::<2>().0;
    let of = |class: Class| {
        let weight = weights.get(class as usize);
        weight.map_or(0, |w| i16::from_le_bytes(*w))
    };
    of(Class::Matter) > of(Class::Receipt).max(of(Class::Service))
}

impl Table {
    /// The slot where a feature stands unless another one took it.
    fn first(&self, feature: u64) -> Slot {
        let slot = self.slots.get(self.place(feature));
        slot.copied().unwrap_or_default()
    }

    fn place(&self, feature: u64) -> usize {
        let [.., a, b, c, d] = feature.to_le_bytes();
        u32::from_le_bytes([a, b, c, d]) as usize & self.slots.len().saturating_sub(1)
    }

    /// The weights of a feature, a little-endian `i16` for each class; `slot` is its first.
    fn weights(&self, feature: u64, mut slot: Slot) -> Option<&'static [u8; 2 * Class::COUNT]> {
        let [a, b, c, d, ..] = feature.to_le_bytes();
        let mut at = self.place(feature);
        loop {
            let [key @ .., low, high] = slot;
            let number = usize::from(u16::from_le_bytes([low, high]));
            if number == 0 {
                return None;
            }
            if key == [a, b, c, d] {
                return self.weights.get(number - 1);
            }
            at = (at + 1) & (self.slots.len() - 1);
            slot = *self.slots.get(at)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::folded::Folded;
    use super::*;
    use proptest::prelude::*;

    fn likeliest(text: &str) -> Class {
        let folded = Folded::new(text);
        let sentence = &folded.sentences[0];
        let odds = odds(
            folded.words(sentence),
            sentence.question,
            &mut Scratch::default(),
        );
        let best = odds.iter().position(|o| *o >= 1.0).unwrap();
        Class::ALL[best]
    }

    /// None of these is in the lists.
    #[test]
    fn sentences_are_told_by_what_others_taught() {
        for (text, class) in [
            (
                "Gift cards from our shops are valid for five years.",
                Class::Matter,
            ),
            ("De cadeaubon blijft vijf jaar geldig.", Class::Matter),
            ("Le chèque-cadeau reste valable cinq ans.", Class::Matter),
            ("Der Gutschein gilt fünf Jahre lang.", Class::Matter),
            (
                "Your email is with our team and an answer follows within two days.",
                Class::Promise,
            ),
            (
                "Je vraag staat in de wachtrij, we antwoorden binnen twee dagen.",
                Class::Promise,
            ),
            (
                "Votre demande est entre les mains de notre équipe, réponse sous deux jours.",
                Class::Promise,
            ),
            (
                "Ihre Anfrage liegt beim Team, eine Antwort folgt in zwei Tagen.",
                Class::Promise,
            ),
            (
                "We confirm that your letter was received by our office.",
                Class::Receipt,
            ),
            (
                "I have asked our cook about this, and here is her answer.",
                Class::Handled,
            ),
            ("Many thanks for your kind interest.", Class::Courtesy),
            (
                "Nobody reads mail that is sent to this address.",
                Class::Unmonitored,
            ),
            ("I am away on leave until Monday.", Class::Away),
            (
                "Could you tell us your order number and the shop?",
                Class::Clarify,
            ),
        ] {
            assert_eq!(likeliest(text), class, "{text}");
        }
    }

    #[test]
    fn every_list_is_in_the_table() {
        assert!(PARTS.slots.len().is_power_of_two());
        assert!(PARTS.weights.len() > 100);
    }

    proptest! {
        #[test]
        fn any_words_have_odds(text in ".{0,200}") {
            let folded = Folded::new(&text);
            for sentence in &folded.sentences {
                let odds = odds(folded.words(sentence), sentence.question, &mut Scratch::default());
                prop_assert!(odds.iter().all(|o| *o > 0.0 && *o <= 1.0));
                prop_assert!(odds.iter().any(|o| *o >= 1.0));
            }
        }
    }
}
