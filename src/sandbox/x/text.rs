//! The text of a post as X makes it of what was written: addresses shortened, markup escaped, mentions
//! and addresses pointed out; and how much of a post it fills.

/// The most that a post holds, in weighted characters.
pub(super) const MOST: usize = 280;

/// What an address weighs, however long it is.
const LINK: usize = 23;

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
}

impl Text {
    /// What the `text` of the post is.
    pub(super) fn shown(&self) -> &Shown {
        self.short.as_ref().unwrap_or(&self.whole)
    }

    /// The accounts that are mentioned, each once, in order.
    pub(super) fn mentioned(&self) -> Vec<u64> {
        let mut found = Vec::new();
        for place in &self.whole.places {
            if let What::Mention(_, Some(account)) = &place.what
                && !found.contains(account)
            {
                found.push(*account);
            }
        }
        found
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

    /// Adds an address at the end, behind a blank.
    pub(super) fn append(&mut self, shown: &str, what: What) {
        if !self.text.is_empty() {
            self.push(" ");
        }
        self.point(shown, what);
    }
}

/// One piece of a text as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Plain(&'a str),
    /// With its `@`.
    Mention(&'a str),
    /// With its `#`.
    Tag(&'a str),
    Link(&'a str),
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

/// How much of a post a text fills: most alphabets count 1 a character, all else 2, an emoji 2 however
/// many characters it is made of, an address 23 (twitter-text, configuration 3).
pub(super) fn weight(plain: &str) -> usize {
    let mut scale = Scale::default();
    for piece in pieces(plain) {
        match piece {
            Piece::Link(_) => scale.sum += LINK,
            Piece::Plain(text) | Piece::Mention(text) | Piece::Tag(text) => scale.add(text),
        }
    }
    scale.sum
}

/// Weighs texts that follow each other.
#[derive(Default)]
struct Scale {
    sum: usize,
    /// Whether the last character joins the next one to itself.
    joined: bool,
    /// Whether the last character was the first half of a flag.
    flag: bool,
}

impl Scale {
    fn add(&mut self, text: &str) {
        for c in text.chars() {
            let n = c as u32;
            let half_flag = (0x1F1E6..=0x1F1FF).contains(&n);
            let modifier = n == 0xFE0F || (0x1F3FB..=0x1F3FF).contains(&n);
            let joins = n == 0x200D && self.sum > 0;
            if !(self.joined || modifier || joins || half_flag && self.flag) {
                let light = matches!(n, 0..=4351 | 8192..=8205 | 8208..=8223 | 8242..=8247);
                self.sum += if light { 1 } else { 2 };
            }
            self.joined = n == 0x200D;
            self.flag = half_flag && !self.flag;
        }
    }
}

/// The beginning of a text that fills no more than a post less its ellipsis and address, to the last
/// whole word if there is one.
pub(super) fn beginning(plain: &str) -> &str {
    let room = MOST - LINK - 3;
    let (mut end, mut word, mut used) = (0, 0, 0);
    for (at, c) in plain.char_indices() {
        used += if matches!(c as u32, 0..=4351) { 1 } else { 2 };
        if used > room {
            break;
        }
        if c.is_whitespace() {
            word = at;
        }
        end = at + c.len_utf8();
    }
    if end == plain.len() {
        return plain;
    }
    &plain[..if word > 0 { word } else { end }]
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

/// Cuts a text into pieces that together are the text. Each character is looked at a few times at most.
fn pieces(plain: &str) -> impl Iterator<Item = Piece<'_>> {
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

    #[test]
    fn a_post_is_weighed_as_x_weighs_it() {
        assert_eq!(weight("caf\u{e9} \u{20ac}"), 7);
        assert_eq!(weight("\u{6771}\u{4eac}"), 4);
        assert_eq!(weight("see https://a.example/b please"), 4 + 23 + 7);
        // A family of four, a flag, a thumb of a colour.
        assert_eq!(
            weight("\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}"),
            2
        );
        assert_eq!(weight("\u{1f1f3}\u{1f1f1}"), 2);
        assert_eq!(weight("\u{1f44d}\u{1f3fd}"), 2);
    }

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        let long = "word ".repeat(100);
        let cut = beginning(&long);
        assert!(cut.ends_with("word") && weight(cut) <= MOST - LINK - 3);
        assert_eq!(beginning("short one"), "short one");
        assert_eq!(beginning(&"\u{6771}".repeat(200)).chars().count(), 127);
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in "(\\PC|[@#.:/a-z0-9 -]|https?://){0,60}") {
            let again: String = pieces(&text).map(|p| match p {
                Piece::Plain(t) | Piece::Mention(t) | Piece::Tag(t) | Piece::Link(t) => t,
            }).collect();
            prop_assert_eq!(again, text);
        }

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
