//! Links in a reply: addresses of pages, with or without their scheme. Mail addresses are none, nor is a page that
//! is only named ("under Returns on our website").

use std::ops::Range;

/// What ends addresses that are written without a scheme.
const ENDINGS: &[&str] = &[
    "com", "org", "net", "co.uk", "uk", "nl", "fr", "de", "be", "eu", "at", "ch", "ie", "io",
    "shop", "example", "info", "lu", "app", "store", "test", "biz", "me", "ly", "co", "us", "it",
    "es", "gov", "edu", "help", "page", "link", "online", "site", "travel", "bank",
];

/// Where the links of a text stand, in order and apart.
#[must_use]
pub fn links(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    let parts = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '<' | '>' | '"' | '(' | ')' | '[' | ']' | '|' | '“' | '”' | '«' | '»' | '„'
            )
    };
    for piece in text.split(parts) {
        let start = at;
        at += piece.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        // Cheap: most words have no dot inside them.
        if piece.len() < 4 || piece.len() > 2000 || !piece.contains('.') {
            continue;
        }
        let bare = piece.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '…', '’']);
        let bare = bare.trim_start_matches(['*', '\'', '‘', ':', '-', '👉', '➡', '→']);
        let offset = piece.find(bare).unwrap_or(0);
        if let Some(inside) = address(bare) {
            let from = start + offset + inside;
            found.push(from..start + offset + bare.len());
        }
    }
    found
}

/// Where in a word an address begins.
fn address(word: &str) -> Option<usize> {
    let small = word.to_ascii_lowercase();
    for scheme in ["https://", "http://", "www."] {
        if let Some(at) = small.find(scheme) {
            return (small.len() > at + scheme.len() + 2).then_some(at);
        }
    }
    if small.contains('@') || small.contains("..") {
        return None;
    }
    let host = small.split(['/', '?', '#', ':']).next()?;
    let has_path = host.len() < small.len() && small[host.len()..].starts_with('/');
    let shaped = host.contains('.')
        && host.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
        && host.chars().any(char::is_alphabetic);
    if !shaped {
        return None;
    }
    let last = host.rsplit('.').next()?;
    let name = host.split('.').next()?;
    let known = ENDINGS.contains(&last)
        && name.chars().count() > 1
        && word
            .split('.')
            .nth(1)
            .is_some_and(|w| w.starts_with(char::is_lowercase));
    // `me`, `it` and their like end sentences, too, where a blank was left out.
    let word_like = matches!(
        last,
        "me" | "it"
            | "us"
            | "es"
            | "be"
            | "at"
            | "de"
            | "help"
            | "info"
            | "online"
            | "bank"
            | "app"
            | "store"
            | "page"
            | "link"
            | "site"
            | "shop"
            | "travel"
            | "test"
            | "co"
            | "net"
    );
    (known
        && (!word_like
            || has_path
            || last == "de" && name.len() > 3
            || last == "be" && name.len() > 3
            || last == "shop"
            || last == "app"
            || last == "at" && name.len() > 4))
        .then_some(0)
}
