//! Where a text says how somebody can be reached: mail addresses and telephone numbers.

use std::ops::Range;

/// Words before a number that say that it can be called, small.
const CALLS: &[&str] = &[
    "tel",
    "tel.",
    "tel:",
    "phone",
    "phone:",
    "call",
    "telephone",
    "telefoon",
    "telefoonnummer",
    "bel",
    "telefon",
    "anrufen",
    "hotline",
    "téléphone",
    "appelez",
    "freephone",
    "helpline",
    "whatsapp",
    "sms",
    "fax",
    "mobile",
    "t:",
    "(tel.",
];
/// So many digits a telephone number has.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// Where mail addresses stand.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let least = found.last().map_or(0, |last| last.end);
        if at < least {
            continue;
        }
        let before = &text[least..at];
        let start = least + before.trim_end_matches(name).len();
        let behind = &text[at + 1..];
        let host = behind
            .find(|c| !name(c))
            .map_or(behind, |end| &behind[..end]);
        let host = host.trim_end_matches(['.', '-', '_']);
        // Without a dot behind it, it is a handle.
        if start < at && host.contains('.') {
            found.push(start..at + 1 + host.len());
        }
    }
    found
}

/// Where telephone numbers stand.
pub(super) fn phones(text: &str) -> Vec<Range<usize>> {
    let part = |c: char| {
        c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '-' | '.' | '/' | ' ' | '\u{a0}' | '–')
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = text[at..].find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')) {
        let start = at + step;
        let run = text[start..]
            .find(|c| !part(c))
            .map_or(&text[start..], |end| &text[start..start + end]);
        let number = run.trim_end_matches(|c: char| !c.is_ascii_digit());
        at = start + run.len().max(1);
        let glued = text[..start].ends_with(char::is_alphanumeric)
            || text[start + number.len()..].starts_with(char::is_alphanumeric);
        if !glued && is_phone(number, &text[..start]) {
            found.push(start..start + number.len());
        }
    }
    found
}

fn is_phone(number: &str, before: &str) -> bool {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    if !DIGITS.contains(&digits) || is_date(number) {
        return false;
    }
    let said = before
        .split_whitespace()
        .rev()
        .take(4)
        .any(|word| CALLS.contains(&word.to_lowercase().as_str()));
    let begins = number.starts_with(['+', '0', '(']);
    // `1-800-555-0199`
    let toll_free = number.starts_with("1-") || number.starts_with("1 8");
    said || begins || toll_free
}

/// `02/11/2026`, `2026-11-02`
fn is_date(number: &str) -> bool {
    let parts: Vec<&str> = number.split(['/', '-', '.', ' ']).collect();
    let lengths: Vec<usize> = parts.iter().map(|p| p.len()).collect();
    matches!(
        lengths.as_slice(),
        [1..=2, 1..=2, 4 | 2] | [4, 1..=2, 1..=2]
    ) && parts.iter().all(|p| p.chars().all(|c| c.is_ascii_digit()))
}
