//! What looks like figures and is none of the answer: addresses, telephone numbers, tickets and orders.

use std::ops::Range;

/// Places in a text that were taken for something else than facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Masked {
    /// All of them, in order and apart.
    pub places: Vec<Range<usize>>,
    /// Those that are telephone numbers: their digits.
    pub phones: Vec<(String, Range<usize>)>,
    /// Those that are addresses of pages and mailboxes.
    pub links: Vec<Range<usize>>,
}

/// A telephone number has so many digits.
const PHONE: std::ops::RangeInclusive<usize> = 7..=15;
/// A figure of so many digits counts nothing that companies answer with.
const LONG: usize = 5;

/// Finds them. Linear in the length of the text.
pub(super) fn masked(text: &str) -> Masked {
    let mut out = Masked::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let starts_word = at == 0 || !is_wordy(bytes[at - 1]);
        if !starts_word || bytes[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let end = word_end(bytes, at);
        if let Some(length) = link(&text[at..end]) {
            out.places.push(at..at + length);
            out.links.push(at..at + length);
            at += length;
        } else if let Some((digits, length)) = phone(&bytes[at..], before(bytes, at)) {
            out.places.push(at..at + length);
            out.phones.push((digits, at..at + length));
            at += length;
        } else if let Some(length) = reference(&bytes[at..end], before(bytes, at)) {
            out.places.push(at..at + length);
            at += length;
        } else {
            at += 1;
        }
    }
    out
}

const fn is_wordy(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

fn word_end(bytes: &[u8], at: usize) -> usize {
    let length = bytes[at..].iter().take_while(|b| !b.is_ascii_whitespace());
    at + length.count()
}

/// The last visible byte before a place.
fn before(bytes: &[u8], at: usize) -> u8 {
    let visible = bytes[..at].iter().rev().take(3).find(|b| **b != b' ');
    visible.copied().unwrap_or(b' ')
}

/// The length of an address that begins a word.
fn link(word: &str) -> Option<usize> {
    let trimmed = word.trim_end_matches(['.', ',', ')', ';', ':', '!', '?', '>', '"', '\'']);
    let lower = trimmed.get(..8.min(trimmed.len())).unwrap_or_default();
    let lower = lower.to_ascii_lowercase();
    if lower.starts_with("http") && trimmed.contains("://") || lower.starts_with("www.") {
        return Some(trimmed.len());
    }
    if let Some((name, domain)) = trimmed.split_once('@')
        && !name.is_empty()
        && domain.contains('.')
        && trimmed.is_ascii()
    {
        return Some(trimmed.len());
    }
    // `example.com/help`
    let host = trimmed.split('/').next().unwrap_or_default();
    let (_, last) = host.rsplit_once('.')?;
    let known = [
        "com", "co", "org", "net", "uk", "nl", "be", "fr", "de", "ch", "at", "eu", "ie", "io",
        "example", "test", "info", "shop", "bank",
    ];
    let plain = host.len() > 4
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
    let named = host.starts_with(|c: char| c.is_ascii_alphabetic()) || trimmed.contains('/');
    (plain && named && known.contains(&last)).then_some(trimmed.len())
}

/// The digits of a telephone number that begins here, and its length.
fn phone(bytes: &[u8], before: u8) -> Option<(String, usize)> {
    let first = *bytes.first()?;
    if !(first.is_ascii_digit() || first == b'+' || first == b'(') || before == b'#' {
        return None;
    }
    // Money is told by the sign before it; the pound's last byte is A3, the euro's AC.
    if matches!(before, b'$' | 0xa3 | 0xac) {
        return None;
    }
    let (mut digits, mut end, mut groups, mut at) = (String::new(), 0, 1, 0);
    while at < bytes.len() {
        match bytes[at] {
            digit if digit.is_ascii_digit() => {
                digits.push(char::from(digit));
                end = at + 1;
            }
            b'+' if at == 0 => {}
            b' ' | b'-' | b'/' | b'.' | b'(' | b')' => {
                let behind = bytes.get(at + 1).copied().unwrap_or(b' ');
                if !(behind.is_ascii_digit() || matches!(behind, b'(' | b')' | b'-' | b'/' | b' '))
                    || at > end + 2
                {
                    break;
                }
                if behind.is_ascii_digit() {
                    groups += 1;
                }
            }
            _ => break,
        }
        at += 1;
    }
    let leads =
        matches!(first, b'+' | b'(') || digits.starts_with('0') || digits.starts_with("800");
    let wordy = bytes.get(end).is_some_and(u8::is_ascii_alphabetic);
    // `01-05-2026`, `09.00 - 17.30` and `2026-10-01` are none.
    let text = std::str::from_utf8(&bytes[..end]).ok()?;
    let clock = text.contains('-') && text.matches(['.', ':']).count() >= 2 && digits.len() <= 8;
    let date = groups == 3
        && digits.len() <= 8
        && (text.matches(['-', '.', '/']).count() == 2)
        && !text.contains(' ');
    (leads && !wordy && !clock && !date && PHONE.contains(&digits.len())).then_some((digits, end))
}

/// The length of a number of a ticket, an order or a document.
fn reference(word: &[u8], before: u8) -> Option<usize> {
    let end = word
        .iter()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'/')))
        .unwrap_or(word.len());
    let body = &word[..end];
    let digits = body.iter().filter(|b| b.is_ascii_digit()).count();
    let letters = body.iter().filter(|b| b.is_ascii_alphabetic()).count();
    if digits == 0 {
        return None;
    }
    let marked = before == b'#';
    let mixed = letters >= 1 && digits >= 3 && body.first().is_some_and(u8::is_ascii_uppercase);
    let long = digits >= LONG
        && !body.contains(&b'/')
        && letters == 0
        && body.len() == digits
        && !matches!(before, b'$' | 0xa3 | 0xac)
        // `12500 euro` is money: left to its reader.
        && word.len() == end + usize::from(word.len() > end && matches!(word[end], b'.' | b',' | b')' | b'!' | b'?' | b';' | b':'));
    (marked || mixed || long).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        masked(text).places.into_iter().map(|p| &text[p]).collect()
    }

    #[test]
    fn numbers_that_are_no_facts_are_found() {
        for (text, expected) in [
            (
                "call 0800 123 456 or +44 (0)20 7946 0018.",
                vec!["0800 123 456", "+44 (0)20 7946 0018"],
            ),
            ("order #4711 and ticket 300412", vec!["4711", "300412"]),
            ("Ref: AB-20394 dated 2026-10-01", vec!["AB-20394"]),
            (
                "see https://x.example/a?b=1.",
                vec!["https://x.example/a?b=1"],
            ),
            (
                "mail help@x.example, or shop.example.com/returns",
                vec!["help@x.example", "shop.example.com/returns"],
            ),
            ("within 30 days, 09.00 - 17.30, 01-05-2026", vec![]),
            ("\u{a3}1,250 or \u{20ac} 12500", vec![]),
        ] {
            assert_eq!(cut(text), expected, "{text}");
        }
        assert_eq!(masked("Tel. 0800 / 300 40 50").phones[0].0, "08003004050");
    }

    proptest! {
        #[test]
        fn places_are_in_order_and_apart(text in ".{0,120}") {
            let places = masked(&text).places;
            for pair in places.windows(2) {
                prop_assert!(pair[0].end <= pair[1].start);
            }
            for place in places {
                prop_assert!(text.get(place).is_some());
            }
        }
    }
}
