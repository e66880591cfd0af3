//! Whatever comes back: no panic, spans inside the text, codes that are allowed, time in proportion.

use super::{Asked, Known, style};
use crate::model::{Channel, Language, Substance};
use proptest::prelude::*;

fn check(asked: &Asked<'_>, text: &str, known: &Known<'_>) {
    let codes = style(asked, text, known);
    for code in &codes {
        assert!(code.criterion.allows(&code.code), "{code:?}");
        assert!(!code.rule.is_empty());
        for span in &code.spans {
            assert!(
                text.get(span.clone()).is_some_and(|s| !s.is_empty()),
                "{code:?}"
            );
        }
    }
    let mut criteria: Vec<_> = codes.iter().map(|c| c.criterion).collect();
    let count = criteria.len();
    criteria.sort_unstable();
    criteria.dedup();
    assert_eq!(criteria.len(), count);
    assert!((11..=12).contains(&count));
}

/// Pieces that replies are made of, and what an enemy would put between them.
const PIECES: &[&str] = &[
    "Dear ",
    "Anna",
    ",",
    "\n",
    "\r\n",
    "\n\n",
    "Ms ",
    "Hoi ",
    "Bonjour Madame,",
    "Sehr geehrte Frau ",
    "Kind regards,\n",
    "^JK",
    "/mk",
    "- Tom",
    "^",
    "sorry ",
    "for the ",
    "désolés ",
    "tut uns leid",
    "your welcome",
    "could of ",
    "a apple",
    "an hour",
    "the the ",
    "le argent ",
    "hun hebben ",
    "seid gestern ",
    ", das Sie ",
    "its a ",
    "it's own ",
    "www.a.example/b",
    "https://",
    "a@b.example",
    ".",
    "!",
    "?",
    "\u{200b}",
    "\u{202e}",
    "\u{ad}",
    "e\u{301}",
    "ß",
    "ﬁ",
    "𝗛𝗶 ",
    "👍 Dai",
    "مرحبا ",
    "שלום ",
    "你好",
    "5",
    "€",
    "3.50",
    "9:30",
    "you can ",
    "please ",
    "reply ",
    "..",
    "…",
    "'",
    "’",
    "-",
    "–",
    "/",
    ":",
    "(",
    ")",
    "İ",
    "ŉ",
    "\u{feff}",
    "\t",
    "\u{a0}",
    "\u{2028}",
];

proptest! {
    #[test]
    fn any_text_has_its_codes(text in any::<String>(), question in any::<String>(), persona in ".{0,20}") {
        for language in Language::ALL {
            let asked = Asked { question: &question, language, persona: &persona, channel: Channel::Email };
            check(&asked, &text, &Known::default());
        }
    }

    #[test]
    fn any_mixture_has_its_codes(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60),
        question in prop::collection::vec(prop::sample::select(PIECES), 0..12),
        channel in prop::sample::select(&Channel::ALL),
        substance in prop::option::of(prop::sample::select(Substance::ALL)),
        language in prop::sample::select(&Language::ALL),
    ) {
        let (text, question) = (pieces.concat(), question.concat());
        let asked = Asked { question: &question, language, persona: "Anna Reed", channel };
        let known = Known { substance, language: Some(language), ..Known::default() };
        check(&asked, &text, &known);
    }
}

#[test]
fn long_texts_are_read_once() {
    // Were any of it more than in proportion to the length, this would not end.
    let units = [
        "a",
        "the the ",
        "^a",
        "sorry ",
        "you can ",
        "http://",
        "a.",
        "?",
        "\n",
        "Dear ",
        "word ",
        "please call us. ",
        "le argent ",
        "\u{200b}",
        "שלום ",
        "a/",
        "'",
        "i'",
        "Kind regards\nAnna\n",
        "wir prüfen das und melden uns ",
        "und wie lange ",
        ",",
        "can you ",
        "^ ",
    ];
    for (at, unit) in units.iter().enumerate() {
        let length = if at == 0 { 1 << 20 } else { 1 << 14 };
        let text = unit.repeat(length / unit.len());
        let asked = Asked {
            question: &text,
            language: Language::ALL[at % 4],
            persona: "Anna Reed",
            channel: Channel::Email,
        };
        check(&asked, &text, &Known::default());
    }
}
