//! The language of a text, by a vote of its most common words.

use super::folded::Folded;
use super::hasher::Words;
use crate::model::Language;
use std::sync::LazyLock;

/// The language that a folded text is in; `None` when its words do not tell.
pub(super) fn language(folded: &Folded) -> Option<Language> {
    let mut votes = [0u32; 4];
    for word in folded.text().split_ascii_whitespace().take(400) {
        if let Some(languages) = INDEX.get(word) {
            for (at, vote) in votes.iter_mut().enumerate() {
                // A word of one language alone tells more than one that several share.
                let weight = if languages.is_power_of_two() { 3 } else { 2 };
                *vote += weight * u32::from(languages >> at & 1);
            }
        }
    }
    let best = votes.iter().copied().max()?;
    let unique = votes.iter().filter(|v| **v == best).count() == 1;
    let at = votes.iter().position(|v| *v == best)?;
    (best > 0 && unique).then(|| Language::ALL[at])
}

/// Each word with a bit for each language that it is common in.
static INDEX: LazyLock<Words<&'static str, u8>> = LazyLock::new(|| {
    let mut index = Words::default();
    for (at, words) in WORDS.iter().enumerate() {
        for word in *words {
            *index.entry(*word).or_default() |= 1u8 << at;
        }
    }
    index
});

/// In the order of [`Language::ALL`]; words that two languages share stand in both or in none.
const WORDS: [&[&str]; 4] = [
    &[
        "the", "and", "you", "your", "our", "is", "are", "for", "with", "this", "that", "have",
        "to", "of", "yes", "please", "thank", "thanks", "from", "can", "it", "on", "regards",
        "dear", "not", "will", "be", "hello", "hi", "we", "am", "in", "at", "or", "an", "so", "do",
        "does", "if", "but", "they", "there", "here", "no", "by", "which",
    ],
    &[
        "de", "het", "een", "en", "u", "uw", "wij", "we", "van", "voor", "met", "is", "niet",
        "dat", "op", "naar", "zijn", "ons", "onze", "ja", "nee", "bedankt", "groet", "groeten",
        "beste", "kunt", "je", "ook", "bij", "wordt", "graag", "helaas", "geachte", "hoi", "hallo",
        "goed", "of", "die", "in", "om", "te", "er", "als", "aan", "maar", "wel", "hebben",
        "heeft", "kan", "dank", "deze", "dit", "uit", "tot", "geen", "vraag", "winkel", "so",
        "pas", "hier",
    ],
    &[
        "le",
        "la",
        "les",
        "de",
        "des",
        "et",
        "vous",
        "votre",
        "nous",
        "notre",
        "est",
        "une",
        "un",
        "pour",
        "avec",
        "dans",
        "sur",
        "que",
        "pas",
        "du",
        "oui",
        "merci",
        "bonjour",
        "cordialement",
        "au",
        "sont",
        "en",
        "je",
        "madame",
        "monsieur",
        "on",
        "met",
        "il",
        "ce",
        "cette",
        "non",
        "ne",
        "plus",
        "ou",
        "aux",
        "par",
        "vos",
        "nos",
        "avons",
        "etes",
        "c",
        "s",
        "qui",
        "si",
    ],
    &[
        "der", "das", "und", "sie", "ihre", "ihr", "wir", "ist", "nicht", "ein", "eine", "mit",
        "fur", "von", "zu", "auf", "den", "dem", "ja", "nein", "vielen", "dank", "bitte", "unser",
        "unsere", "konnen", "grussen", "es", "am", "gerne", "leider", "hallo", "guten", "sehr",
        "frau", "grusse", "in", "an", "so", "die", "des", "du", "will", "als", "im", "auch",
        "haben", "hat", "kann", "wird", "werden", "sind", "uber", "aus", "bei", "oder", "wenn",
        "nach", "keine", "hier", "um",
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_languages_are_told_apart() {
        for (text, expected) in [
            (
                "Yes, we are open on Sundays from 10 to 4.",
                Some(Language::En),
            ),
            (
                "Ja, wij zijn op zondag open van 10 tot 16 uur.",
                Some(Language::Nl),
            ),
            ("Oui, nous sommes ouverts le dimanche.", Some(Language::Fr)),
            ("Ja, wir haben am Sonntag geöffnet.", Some(Language::De)),
            ("We open at ten.", Some(Language::En)),
            ("Je vous remercie.", Some(Language::Fr)),
            ("Die kan in de winkel.", Some(Language::Nl)),
            ("Des Rätsels Lösung: am Montag.", Some(Language::De)),
            ("Ok.", None),
            ("", None),
        ] {
            assert_eq!(language(&Folded::new(text)), expected, "{text}");
        }
    }
}
