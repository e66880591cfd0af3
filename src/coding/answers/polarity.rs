//! Yes or no, however worded: told by example sentences, `examples/{yes,no,only}.txt`. Adding one to its list
//! is all that teaching takes.

use crate::coding::facts::{Phrases, Text};
use crate::lexicon::QuickMap;
use std::ops::Range;
use std::sync::LazyLock;

/// How much is believed of what words say together: neighbours are no independent witnesses.
const TRUST: f32 = 0.6;
/// Odds beyond this are not believed (natural logarithm).
const LIMIT: f32 = 4.0;
/// What is added to every count, so that what was never seen is not impossible.
const SMOOTHING: f32 = 0.3;

/// Yes, no, and yes under a condition that decides.
const LISTS: [&str; 3] = [
    include_str!("examples/yes.txt"),
    include_str!("examples/no.txt"),
    include_str!("examples/only.txt"),
];

/// Yes and no at the beginning of a sentence.
static OPENERS: LazyLock<Phrases<i8>> = LazyLock::new(|| {
    Phrases::of([
        (include_str!("cues/yes.txt"), 1),
        (include_str!("cues/no.txt"), -1),
    ])
});

/// The logarithms of how likely a feature is in each list.
static TABLE: LazyLock<QuickMap<u64, [f32; 3]>> = LazyLock::new(|| {
    let mut counts: QuickMap<u64, [f32; 3]> = QuickMap::default();
    let mut totals = [0.0f32; 3];
    let mut features = Vec::new();
    for (list, (lines, total)) in LISTS.iter().zip(&mut totals).enumerate() {
        for line in lines.lines().filter(|l| !l.trim().is_empty()) {
            let text = Text::new(line);
            features.clear();
            collect(&text, 0..text.len(), &mut features);
            features.sort_unstable();
            features.dedup();
            for feature in &features {
                counts.entry(*feature).or_default()[list] += 1.0;
            }
            *total += 1.0;
        }
    }
    for row in counts.values_mut() {
        for (count, total) in row.iter_mut().zip(totals) {
            *count = ((*count + SMOOTHING) / (total + 2.0 * SMOOTHING)).ln();
        }
    }
    counts
});

/// What a stretch of a reply says: how much rather yes than no, and how much rather under a condition than
/// either; natural logarithms of odds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Leaning {
    pub yes: f32,
    pub only: f32,
}

/// Words and pairs of neighbours.
fn collect(text: &Text, tokens: Range<usize>, features: &mut Vec<u64>) {
    let mut last = "^";
    for at in tokens {
        let word = match text.word(at) {
            "" if text.number(at).is_some() => "#",
            "" => match text.sign(at) {
                Some('?') => "?",
                Some(',') => ",",
                _ => continue,
            },
            word => word,
        };
        features.push(hash(word, ""));
        features.push(hash(last, word));
        last = word;
    }
}

/// Of two words, the first of which has another hash than alone.
fn hash(a: &str, b: &str) -> u64 {
    let of = |word: &str, seed: u64| {
        word.bytes().fold(seed, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    of(b, of(a, 0xcbf2_9ce4_8422_2325) ^ 0xff).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// How some tokens lean.
pub(super) fn leaning(text: &Text, tokens: Range<usize>) -> Leaning {
    let mut features = Vec::new();
    collect(text, tokens, &mut features);
    features.sort_unstable();
    features.dedup();
    let mut sums = [0.0f32; 3];
    let mut known = 0.0f32;
    for row in features.iter().filter_map(|f| TABLE.get(f)) {
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum += value;
        }
        known += 1.0;
    }
    let scale = TRUST / known.max(1.0).sqrt() * 1.6;
    let [yes, no, only] = sums;
    Leaning {
        yes: ((yes - no) * scale).clamp(-LIMIT, LIMIT),
        only: ((only - yes.max(no)) * scale).clamp(-LIMIT, LIMIT),
    }
}

/// `Yes` and `no` themselves at the beginning of a sentence: 1, -1, or 0 where neither stands there.
pub(super) fn opener(text: &Text, tokens: Range<usize>) -> i8 {
    // A name or a filler may stand before: `Hi Sam, yes`.
    for at in tokens.take(4) {
        let says = |which| {
            OPENERS
                .all_at(text, at)
                .filter(|(says, _)| *says == which)
                .map(|(_, next)| next)
                .max()
        };
        if let Some(next) = says(-1) {
            // `No problem` is a yes, `sorry for` an apology, `no charge` a price.
            if says(1).is_some_and(|yes| yes > next) {
                return 1;
            }
            let word = text.word(at);
            let more = text.word(next);
            let apology = matches!(word, "sorry" | "desole" | "desolee" | "nous" | "tut")
                && matches!(
                    more,
                    "for" | "to" | "about" | "you" | "that" | "pour" | "voor" | "dat"
                );
            let noun = word == "no"
                && text.sign(next).is_none()
                && !matches!(
                    more,
                    "we" | "you"
                        | "it"
                        | "that"
                        | "i"
                        | "sorry"
                        | "they"
                        | "there"
                        | "not"
                        | "the"
                        | "this"
                        | ""
                )
                || matches!(word, "niet" | "nicht" | "pas" | "not" | "never") && more.is_empty();
            if apology {
                return 0;
            }
            return if noun { 0 } else { -1 };
        }
        if says(1).is_some() {
            return 1;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yes(text: &str) -> f32 {
        let text = Text::new(text);
        leaning(&text, 0..text.len()).yes
    }

    /// None of these stands in the lists.
    #[test]
    fn yes_and_no_are_told_however_worded() {
        for (text, is) in [
            ("You are most welcome to bring your own wine.", true),
            ("We're afraid that isn't something we offer.", false),
            ("Leider k\u{f6}nnen wir das nicht anbieten.", false),
            ("Das ist bei uns problemlos m\u{f6}glich.", true),
            ("Dat is bij ons helaas niet mogelijk.", false),
            ("Dat kan gewoon, hoor.", true),
            ("Ce n'est malheureusement pas possible.", false),
            ("Vous pouvez tout \u{e0} fait venir avec votre chien.", true),
        ] {
            assert_eq!(yes(text) > 0.0, is, "{text} {}", yes(text));
        }
    }

    #[test]
    fn the_first_word_may_say_it() {
        let of = |text: &str| {
            let text = Text::new(text);
            opener(&text, 0..text.len())
        };
        assert_eq!(of("Yes, we do."), 1);
        assert_eq!(of("Hi Sam, no sorry!"), -1);
        assert_eq!(of("No problem at all"), 1);
        assert_eq!(of("Sorry for the wait"), 0);
        assert_eq!(of("Nein, leider nicht."), -1);
    }
}
