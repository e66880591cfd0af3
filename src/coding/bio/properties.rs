//! What must hold for all inputs.

use super::{PromiseKind, read};
use proptest::prelude::*;

/// Pieces of bios, to be put together at random.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "We reply ",
        "within 2 hours",
        " binnen 1 werkdag",
        "Mon-Fri ",
        "9-5",
        " 8h-20h ",
        ", ",
        ". ",
        "\n",
        "? ",
        "24/7 ",
        "not ",
        "asap ",
        "Tweets by Anna & Tom ",
        "^AK ",
        "help@shop.test ",
        "0800 123 456 ",
        "www.shop.test/a ",
        "@shop ",
        "closed Sundays ",
        "delivery ",
        "same day ",
        "\u{1f4de} ",
        "\u{200b}",
        "\u{e9}",
        "(",
        ")",
        "+",
        "0",
        "/",
        "no ",
        "customer service ",
        "24 hours ",
        "longer than ",
    ])
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,300}", pieces in prop::collection::vec(piece(), 0..40)) {
        for text in [text.clone(), pieces.concat(), format!("{text}{}", pieces.concat())] {
            let bio = read(&text);
            prop_assert_eq!(bio.promise_minutes.is_some(), bio.promise_kind == PromiseKind::Duration);
            prop_assert!(!bio.always_open || bio.hours.is_empty());
            prop_assert!(bio.evidence.len() <= super::EVIDENCE.0);
            for words in &bio.evidence {
                prop_assert!(text.contains(words.as_str()) && words.len() <= super::EVIDENCE.1);
            }
            for detail in [&bio.contact.email, &bio.contact.phone, &bio.contact.url].into_iter().flatten() {
                prop_assert!(text.contains(detail.as_str()));
            }
            prop_assert!(bio.hours.len() <= 64 && bio.hours.iter().all(|h| !h.days.is_empty() && h.from.as_str() < "24:00" && h.to.as_str() <= "24:00"));
        }
    }

    #[test]
    fn other_dashes_and_line_ends_change_nothing(pieces in prop::collection::vec(piece(), 0..20)) {
        // With a blank between: a hyphen may belong to an address that follows, another dash does not.
        let text = pieces.join(" ");
        let (plain, other) = (read(&text), read(&text.replace('-', "\u{2013}").replace('\n', "\r\n")));
        prop_assert_eq!(&plain.hours, &other.hours);
        prop_assert_eq!(plain.promise_minutes, other.promise_minutes);
    }
}

#[test]
fn long_texts_of_one_kind_are_read_too() {
    for unit in [
        "reply within 2 hours, ",
        "Mon 9-5 ",
        "24/7 ",
        "(0",
        "Anna & ",
        "asap? ",
        "not 2h ",
        "questions? ",
        "a@b.c ",
        "0800 ",
        "delivery, ",
        "Mon, ",
        "help 24/7 ",
        "closed ",
    ] {
        let _ = read(&unit.repeat((8 << 10) / unit.len()));
    }
}
