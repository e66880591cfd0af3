//! Where a quote stands in a text.

use std::ops::Range;

/// Longer quotes are none.
const MOST: usize = 2_000;

/// The place of a quote in a text, in bytes: letter by letter, but any run of white space is like any other.
/// `None` when it does not stand there, holds no letter and no digit, or is too long.
pub(super) fn place(text: &str, quote: &str) -> Option<Range<usize>> {
    if quote.len() > MOST || !quote.chars().any(char::is_alphanumeric) {
        return None;
    }
    let (wanted, _) = folded(quote.trim());
    let (within, places) = folded(text);
    let start = within.find(&wanted)?;
    let last = start + wanted.len() - 1;
    // Where the next letter begins: a letter of several bytes ends there too.
    Some(*places.get(start)?..text_end(text, *places.get(last)?))
}

fn text_end(text: &str, at: usize) -> usize {
    (at + 1..=text.len())
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(text.len())
}

/// A text with each run of white space as one blank, and for each of its bytes the place it came from.
fn folded(text: &str) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    let mut blank = false;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            if !blank {
                out.push(' ');
                places.push(at);
            }
            blank = true;
        } else {
            blank = false;
            out.push(c);
            places.extend(at..at + c.len_utf8());
        }
    }
    (out, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_found_whatever_the_line_ends() {
        let text = "Dear Anna,\r\n\r\nyou have  28\ndays, naïve é.";
        let found = |quote: &str| place(text, quote).map(|r| &text[r]);
        assert_eq!(found("you have 28 days"), Some("you have  28\ndays"));
        assert_eq!(found(" naïve é "), Some("naïve é"));
        assert_eq!(found("naïve é"), Some("naïve é"));
        assert_eq!(found("You have 28 days"), None);
        assert_eq!(found("29 days"), None);
        assert_eq!(found(", "), None);
        assert_eq!(found(""), None);
    }
}
