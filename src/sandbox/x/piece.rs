//! Cuts a text where X sees a mention, a tag or an address in it.

/// One piece of a text as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Plain(&'a str),
    /// With its `@`.
    Mention(&'a str),
    /// With its `#`.
    Tag(&'a str),
    Link(&'a str),
}

/// Cuts a text into pieces that together are the text. Each character is looked at a few times at most.
pub(super) fn pieces(plain: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = plain;
    let mut before = ' ';
    std::iter::from_fn(move || {
        let (piece, length) = next_piece(rest, before)?;
        before = rest[..length].chars().next_back().unwrap_or(' ');
        rest = &rest[length..];
        Some(piece)
    })
}

fn next_piece<'a>(rest: &'a str, before: char) -> Option<(Piece<'a>, usize)> {
    let first = rest.chars().next()?;
    let free = !(before.is_alphanumeric() || matches!(before, '_' | '@' | '\u{ff20}' | '/' | '&'));
    let take =
        |length: usize, kind: fn(&'a str) -> Piece<'a>| Some((kind(&rest[..length]), length));
    match first {
        '@' | '\u{ff20}' if free => {
            let sign = first.len_utf8();
            let name = run(&rest[sign..], |c| c.is_ascii_alphanumeric() || c == '_');
            if (1..=15).contains(&name) && !rest[sign + name..].starts_with('@') {
                return take(sign + name, Piece::Mention);
            }
            take(sign, Piece::Plain)
        }
        '#' | '\u{ff03}' if free => {
            let sign = first.len_utf8();
            let name = run(&rest[sign..], |c| c.is_alphanumeric() || c == '_');
            let real = rest[sign..sign + name].chars().any(char::is_alphabetic);
            if real {
                return take(sign + name, Piece::Tag);
            }
            take(sign, Piece::Plain)
        }
        _ if free && scheme(rest).is_some() => {
            let length = address(rest);
            if length > scheme(rest).unwrap_or(0) {
                return take(length, Piece::Link);
            }
            take(length, Piece::Plain)
        }
        _ if first.is_alphanumeric() => {
            let word = run(rest, |c| {
                c.is_alphanumeric() || matches!(c, '.' | '-' | '_')
            });
            let name = rest[..word].trim_end_matches(['.', '-', '_']);
            // An email address is no link.
            if free && is_domain(name) && !rest[name.len()..].starts_with('@') {
                let length = if rest[name.len()..].starts_with('/') {
                    address(rest)
                } else {
                    name.len()
                };
                return take(length.max(name.len()), Piece::Link);
            }
            take(word, Piece::Plain)
        }
        _ => take(first.len_utf8(), Piece::Plain),
    }
}

/// How many bytes at the beginning are made of such characters.
fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}

/// The length of the scheme at the beginning.
fn scheme(text: &str) -> Option<usize> {
    ["https://", "http://"]
        .iter()
        .find(|s| {
            text.get(..s.len())
                .is_some_and(|t| t.eq_ignore_ascii_case(s))
        })
        .map(|s| s.len())
}

/// The length of the address at the beginning: up to a blank or a quotation mark, without the
/// punctuation of the sentence around it.
fn address(text: &str) -> usize {
    let end = run(text, |c| {
        !(c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\'' | '(' | ')'))
    });
    text[..end]
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\u{2026}'])
        .len()
}

/// Whether X would make a link of it though it has no scheme.
fn is_domain(name: &str) -> bool {
    const ENDS: &[&str] = &[
        "com", "org", "net", "info", "io", "eu", "uk", "de", "fr", "nl", "be", "ie", "ch", "at",
        "shop", "store", "example",
    ];
    name.rsplit_once('.').is_some_and(|(host, end)| {
        ENDS.iter().any(|e| end.eq_ignore_ascii_case(e))
            && host.split('.').all(|label| {
                !label.is_empty()
                    && label
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in "(\\PC|[@#.:/a-z0-9 -]|https?://){0,60}") {
            let again: String = pieces(&text).map(|p| match p {
                Piece::Plain(t) | Piece::Mention(t) | Piece::Tag(t) | Piece::Link(t) => t,
            }).collect();
            prop_assert_eq!(again, text);
        }
    }
}
