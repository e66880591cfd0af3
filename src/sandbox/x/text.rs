//! The text of a post as X makes it of what was written: addresses shortened, markup escaped, mentions
//! and addresses pointed out.

use super::piece::{Piece, pieces};

/// A part of a text that X points out; places are counted in code points of the text as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub start: usize,
    pub end: usize,
    pub what: What,
}

/// What stands in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A handle as written, without `@`, and whose it is, if anybody's.
    Mention(String, Option<u64>),
    /// An address: as it is shown, and where it leads.
    Link(String, String),
    /// The address of a picture: as it is shown, the page it leads to, and the picture's key.
    Picture(String, String, String),
    /// A tag, without `#`.
    Tag(String),
}

/// A text with its places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// With `&`, `<` and `>` escaped.
    pub text: String,
    pub places: Vec<Place>,
    length: usize,
}

/// The text of a post.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    /// As it was written.
    pub plain: String,
    /// The whole.
    pub whole: Shown,
    /// What stands in its place where only a short post is shown.
    pub short: Option<Shown>,
    /// The words in lower case, each between blanks, for search.
    pub words: String,
    /// The accounts that are mentioned, each once, in order.
    pub mentioned: Vec<u64>,
}

impl Text {
    /// What the `text` of the post is.
    pub(super) fn shown(&self) -> &Shown {
        self.short.as_ref().unwrap_or(&self.whole)
    }

    /// Where its addresses lead, those of pictures too.
    pub(super) fn links(&self) -> impl Iterator<Item = &str> {
        self.whole.places.iter().filter_map(|p| match &p.what {
            What::Link(_, to) | What::Picture(_, to, _) => Some(to.as_str()),
            _ => None,
        })
    }
}

impl Shown {
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            let escaped = match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                _ => {
                    self.text.push(c);
                    self.length += 1;
                    continue;
                }
            };
            self.text.push_str(escaped);
            self.length += escaped.len();
        }
    }

    /// Adds something at the end and points it out.
    fn point(&mut self, text: &str, what: What) {
        let start = self.length;
        self.push(text);
        self.places.push(Place {
            start,
            end: self.length,
            what,
        });
    }

    /// The accounts that are mentioned, each once, in order.
    pub(super) fn mentioned(&self) -> Vec<u64> {
        let mut found = Vec::new();
        for place in &self.places {
            if let What::Mention(_, Some(account)) = &place.what
                && !found.contains(account)
            {
                found.push(*account);
            }
        }
        found
    }

    /// Adds an address at the end, behind a blank.
    pub(super) fn append(&mut self, shown: &str, what: What) {
        if !self.text.is_empty() {
            self.push(" ");
        }
        self.point(shown, what);
    }
}

/// Shows a text: `who` knows whose a handle is, `short` makes the short form of an address.
pub(super) fn show(
    plain: &str,
    who: impl Fn(&str) -> Option<u64>,
    mut short: impl FnMut(&str) -> String,
) -> Shown {
    let mut shown = Shown::default();
    for piece in pieces(plain) {
        match piece {
            Piece::Plain(text) => shown.push(text),
            Piece::Mention(text) => {
                let handle = text.chars().skip(1).collect::<String>();
                let account = who(&handle);
                shown.point(text, What::Mention(handle, account));
            }
            Piece::Tag(text) => {
                let tag = text.chars().skip(1).collect();
                shown.point(text, What::Tag(tag));
            }
            Piece::Link(text) => {
                let whole = if text.contains("://") {
                    text.to_owned()
                } else {
                    format!("http://{text}")
                };
                let address = short(&whole);
                shown.point(&address, What::Link(address.clone(), whole));
            }
        }
    }
    shown
}

/// The words of a text in lower case, each between two single blanks.
pub(super) fn words(plain: &str) -> String {
    let mut words = String::from(" ");
    for c in plain.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' {
            words.push(c);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(plain: &str) -> Shown {
        show(
            plain,
            |handle| handle.eq_ignore_ascii_case("acme").then_some(7),
            |_| "https://t.co/abc".to_owned(),
        )
    }

    #[test]
    fn what_x_points_out_is_pointed_out() {
        let text = shown("\u{1f600} @Acme & @nobody, see acme.com/a?b=c. #R2 a@b.com");
        assert_eq!(
            text.text,
            "\u{1f600} @Acme &amp; @nobody, see https://t.co/abc. #R2 a@b.com"
        );
        let found: Vec<_> = text
            .places
            .iter()
            .map(|p| (p.start, p.end, p.what.clone()))
            .collect();
        assert_eq!(
            found,
            [
                (2, 7, What::Mention("Acme".to_owned(), Some(7))),
                (14, 21, What::Mention("nobody".to_owned(), None)),
                (
                    27,
                    43,
                    What::Link(
                        "https://t.co/abc".to_owned(),
                        "http://acme.com/a?b=c".to_owned()
                    )
                ),
                (45, 48, What::Tag("R2".to_owned())),
            ]
        );
    }

    proptest! {
        #[test]
        fn places_lie_within_the_text(text in "(\\PC|[@#&<>.:/a-z ]|https://a){0,60}") {
            let shown = shown(&text);
            let length = shown.text.chars().count();
            let mut last = 0;
            for place in &shown.places {
                prop_assert!(last <= place.start && place.start < place.end && place.end <= length);
                last = place.end;
                let part: String = shown.text.chars().skip(place.start).take(place.end - place.start).collect();
                match &place.what {
                    What::Mention(handle, _) => prop_assert_eq!(&part[part.len() - handle.len()..], handle),
                    What::Link(address, _) => prop_assert_eq!(&part, address),
                    _ => {}
                }
            }
        }
    }
}
