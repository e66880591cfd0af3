//! Everywhere a reply names who wrote it, so that the names can be taken out.

use super::names;
use std::ops::Range;

/// So many names are looked for in one reply.
const MOST: usize = 12;
/// So many words a name goes on for.
const LONGEST: usize = 4;
/// What takes the place of a name while the next one is looked for, a byte by a byte: a number is a word, and no name.
const BLANK: &str = "0";

/// The places of the names and initials of who wrote a reply, in order and apart; the reader, whose name is `reader`,
/// is none of them. It is what codes [`crate::model::Criterion::AgentNamed`], asked again until nothing is found.
#[must_use]
pub fn writers(text: &str, reader: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut rest = text.to_owned();
    for _ in 0..MOST {
        let Some((span, _)) = names::agent(&rest, reader) else {
            break;
        };
        let span = whole(&rest, span, reader);
        if span.is_empty() {
            break;
        }
        // The same name anywhere else in the text is the same person's.
        let name = text[span.clone()].to_owned();
        let words: Vec<&str> = name
            .split(|c: char| !c.is_alphabetic())
            .filter(|w| w.chars().count() >= 3 && w.starts_with(char::is_uppercase))
            .filter(|w| !reader.split(' ').any(|r| r == *w))
            .collect();
        blank(&mut rest, &span);
        found.push(span);
        for word in words {
            let places: Vec<usize> = rest.match_indices(word).map(|(at, _)| at).collect();
            for at in places {
                let end = at + word.len();
                let alone = !rest[..at].ends_with(char::is_alphanumeric)
                    && !rest[end..].starts_with(char::is_alphanumeric);
                if alone && rest.is_char_boundary(at) && rest[at..].starts_with(word) {
                    let span = whole(&rest, at..end, reader);
                    blank(&mut rest, &span);
                    found.push(span);
                }
            }
        }
    }
    found.sort_by_key(|span| span.start);
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for span in found {
        match apart.last_mut() {
            // One name: `Amelia Hart` of which both words were found.
            Some(last) if text.get(last.end..span.start).is_none_or(|gap| gap == " ") => {
                last.end = last.end.max(span.end);
            }
            _ => apart.push(span),
        }
    }
    apart
}

/// Puts blanks of the same number of bytes in the place of a name.
fn blank(text: &mut String, span: &Range<usize>) {
    let blanks = BLANK.repeat(span.len());
    text.replace_range(span.clone(), &blanks);
}

/// A name with the words that go on with it: of `Axelle Moreau, gestionnaire` the finder may give the first one alone.
fn whole(text: &str, span: Range<usize>, reader: &str) -> Range<usize> {
    let mut end = span.end;
    for _ in 0..LONGEST {
        let Some(rest) = text[end..].strip_prefix(' ') else {
            break;
        };
        let word = rest
            .split(|c: char| !(c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.')))
            .next()
            .unwrap_or_default();
        let bare = word.trim_end_matches(['.', '\'', '’', '-']);
        let is_particle = matches!(bare, "van" | "von" | "de" | "der" | "den" | "du" | "le" | "la" | "ter" | "ten" | "zu")
            // `Tom de Vries`, and not `Tom van Acme` nor `chatting with Tom, de ..`.
            && rest[word.len()..].strip_prefix(' ').is_some_and(|r| r.starts_with(char::is_uppercase));
        let is_name = bare.starts_with(char::is_uppercase)
            && bare.chars().count() > 1
            && !reader.split(' ').any(|r| r == bare);
        if !(is_particle || is_name) {
            break;
        }
        end += 1 + bare.len();
        if bare.len() < word.len() {
            break;
        }
    }
    span.start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> String {
        let mut shown = text.to_owned();
        for span in writers(text, "Anna Reed").into_iter().rev() {
            shown.replace_range(span, "[agent]");
        }
        shown
    }

    #[test]
    fn names_and_initials_are_found_wherever_they_stand() {
        for (text, shown) in [
            (
                "Hi Anna,\nUp to 30 days.\n\nKind regards,\nAmelia Hart",
                "Hi Anna,\nUp to 30 days.\n\nKind regards,\n[agent]",
            ),
            ("You have 30 days. ^JK", "You have 30 days. [agent]"),
            (
                "My name is Sue Miller. Ask for Sue.\nBest,\nSue",
                "My name is [agent]. Ask for [agent].\nBest,\n[agent]",
            ),
            (
                "Bonjour,\nOui.\nCordialement\nAxelle Moreau, gestionnaire",
                "Bonjour,\nOui.\nCordialement\n[agent], gestionnaire",
            ),
            (
                "Dear Anna, you have 30 days.",
                "Dear Anna, you have 30 days.",
            ),
            ("", ""),
        ] {
            assert_eq!(cut(text), shown, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn places_are_in_order_and_fit_the_text(text in "[ a-zA-Zéü.,^/@\n-]{0,200}|\\PC{0,60}") {
            let mut at = 0;
            for span in writers(&text, "Anna Reed") {
                prop_assert!(at <= span.start && span.start < span.end);
                prop_assert!(text.get(span.clone()).is_some());
                at = span.end;
            }
        }
    }
}
