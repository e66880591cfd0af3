//! HTML -> its tags and texts, one after the other, in time in proportion to its length.
//!
//! No tree is built: a browser's tree of a hostile page takes time in proportion to the square of its depth.
//! What a tree would mend (a missing end tag, a table's stray text) does not matter to who reads for words.

use std::borrow::Cow;

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'p> {
    /// What stands between tags, as it is written.
    Text(&'p str),
    /// A start tag.
    Open(Tag<'p>),
    /// An end tag, by its name in small letters.
    Close(String),
    /// The inside of `script`, `style`, `textarea` and `title`; behind their start tag.
    Raw(&'p str),
}

/// A start tag.
#[derive(Debug, PartialEq, Eq, Default)]
pub(super) struct Tag<'p> {
    /// Its name in small letters.
    pub name: String,
    /// Its attributes, names in small letters, values as they are written.
    attributes: Vec<(String, &'p str)>,
}

/// No more attributes of a tag are kept.
const MOST_ATTRIBUTES: usize = 40;

impl<'p> Tag<'p> {
    /// An attribute's value with its references resolved.
    pub fn get(&self, name: &str) -> Option<Cow<'p, str>> {
        let found = self.attributes.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| resolved(value))
    }

    /// Whether there is such an attribute.
    pub fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(n, _)| n == name)
    }
}

/// Cuts a page into its pieces.
pub(super) struct Pieces<'p> {
    rest: &'p str,
    /// The element whose inside comes next as it is.
    raw: Option<&'static str>,
    /// Ends that are known to stand nowhere in what is left.
    missing: Vec<&'static str>,
}

impl<'p> Pieces<'p> {
    pub fn new(html: &'p str) -> Self {
        Self {
            rest: html,
            raw: None,
            missing: Vec::new(),
        }
    }

    fn skip_to(&mut self, end: &'static str) {
        if self.missing.contains(&end) {
            self.rest = "";
            return;
        }
        if let Some(at) = self.rest.find(end) {
            self.rest = &self.rest[at + end.len()..];
        } else {
            self.missing.push(end);
            self.rest = "";
        }
    }
}

impl<'p> Iterator for Pieces<'p> {
    type Item = Piece<'p>;

    fn next(&mut self) -> Option<Piece<'p>> {
        if let Some(name) = self.raw.take() {
            let end = end_of_raw(self.rest, name);
            let (inside, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Some(Piece::Raw(inside));
        }
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if let Some(after) = self.rest.strip_prefix("<!--") {
                self.rest = after;
                self.skip_to("-->");
                continue;
            }
            if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
                self.skip_to(">");
                continue;
            }
            if let Some(after) = self.rest.strip_prefix("</")
                && after.starts_with(|c: char| c.is_ascii_alphabetic())
            {
                let name = name_of(after);
                self.rest = after;
                self.skip_to(">");
                return Some(Piece::Close(name.to_ascii_lowercase()));
            }
            if let Some(after) = self.rest.strip_prefix('<')
                && after.starts_with(|c: char| c.is_ascii_alphabetic())
            {
                let (tag, rest) = open(after);
                self.rest = rest;
                self.raw = RAW.iter().find(|raw| **raw == tag.name).copied();
                return Some(Piece::Open(tag));
            }
            // A `<` that begins no tag is text.
            let first = self.rest.chars().next().map_or(1, char::len_utf8);
            let end = self.rest[first..].find('<');
            let end = end.map_or(self.rest.len(), |at| at + first);
            let (text, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Some(Piece::Text(text));
        }
    }
}

const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Where the end tag of a raw element begins, or all of it ends.
fn end_of_raw(text: &str, name: &str) -> usize {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let at = from + at;
        let behind = bytes.get(at + 2..at + 2 + name.len());
        if behind.is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
        from = at + 2;
    }
    text.len()
}

fn name_of(text: &str) -> &str {
    let ends = |c: char| c.is_ascii_whitespace() || c == '/' || c == '>';
    &text[..text.find(ends).unwrap_or(text.len())]
}

/// A start tag behind its `<`, and what follows it.
fn open(text: &str) -> (Tag<'_>, &str) {
    let name = name_of(text);
    let mut tag = Tag {
        name: name.to_ascii_lowercase(),
        attributes: Vec::new(),
    };
    let mut rest = &text[name.len()..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return (tag, rest);
        }
        if let Some(rest) = rest.strip_prefix('>') {
            return (tag, rest);
        }
        let ends = |c: char| c.is_ascii_whitespace() || "/>=".contains(c);
        // A name may begin with `=`.
        let skip = rest.chars().next().map_or(1, char::len_utf8);
        let end = rest[skip..].find(ends).map_or(rest.len(), |at| at + skip);
        let key = &rest[..end];
        rest = rest[end..].trim_start_matches(|c: char| c.is_ascii_whitespace());
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
            let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'');
            if let Some(quote) = quote {
                let inside = &after[1..];
                let end = inside.find(quote).unwrap_or(inside.len());
                value = &inside[..end];
                rest = inside.get(end + 1..).unwrap_or_default();
            } else {
                let ends = |c: char| c.is_ascii_whitespace() || c == '>';
                let end = after.find(ends).unwrap_or(after.len());
                value = &after[..end];
                rest = &after[end..];
            }
        }
        if tag.attributes.len() < MOST_ATTRIBUTES {
            tag.attributes.push((key.to_ascii_lowercase(), value));
        }
    }
}

/// The references that pages use; of the others the plain sign stays.
const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("euro", "€"),
    ("pound", "£"),
    ("cent", "¢"),
    ("yen", "¥"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("bull", "•"),
    ("middot", "·"),
    ("times", "×"),
    ("deg", "°"),
    ("sect", "§"),
    ("shy", ""),
    ("agrave", "à"),
    ("aacute", "á"),
    ("acirc", "â"),
    ("auml", "ä"),
    ("aring", "å"),
    ("aelig", "æ"),
    ("ccedil", "ç"),
    ("egrave", "è"),
    ("eacute", "é"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("iacute", "í"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ntilde", "ñ"),
    ("oacute", "ó"),
    ("ocirc", "ô"),
    ("ouml", "ö"),
    ("oslash", "ø"),
    ("oelig", "œ"),
    ("ugrave", "ù"),
    ("uacute", "ú"),
    ("ucirc", "û"),
    ("uuml", "ü"),
    ("szlig", "ß"),
    ("Agrave", "À"),
    ("Auml", "Ä"),
    ("Ccedil", "Ç"),
    ("Egrave", "È"),
    ("Eacute", "É"),
    ("Ecirc", "Ê"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("frac12", "½"),
    ("thinsp", " "),
    ("ensp", " "),
    ("emsp", " "),
    ("zwnj", ""),
    ("minus", "−"),
    ("rarr", "→"),
    ("larr", "←"),
];

/// A text with its character references resolved.
pub(super) fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let name: &str = {
            let inside = &rest[1..];
            let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '#');
            let end = inside.find(ends).unwrap_or(inside.len());
            &inside[..end]
        };
        let behind = 1 + name.len();
        if let Some(meant) = meant(name) {
            plain.push_str(&meant);
            let is_closed = rest[behind..].starts_with(';');
            rest = &rest[behind + usize::from(is_closed)..];
        } else {
            plain.push('&');
            rest = &rest[1..];
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

fn meant(name: &str) -> Option<Cow<'static, str>> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = match hex {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let c = char::from_u32(code).filter(|c| *c != '\0')?;
        return Some(Cow::Owned(c.to_string()));
    }
    if name.len() > 8 {
        return None;
    }
    let found = NAMED.iter().find(|(known, _)| *known == name);
    found.map(|(_, meant)| Cow::Borrowed(*meant))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_page_is_cut_into_tags_and_texts() {
        let page = "<!DOCTYPE html><P Class='a b' hidden data-x=1/>a &lt; b <!-- <i> --><br/>1 < 2</p ><script>if (a</b) '</p>'</SCRIPT>x";
        let pieces: Vec<String> = Pieces::new(page)
            .map(|piece| match piece {
                Piece::Text(text) => format!("text {}", resolved(text)),
                Piece::Open(tag) => format!("open {} {:?}", tag.name, tag.get("class")),
                Piece::Close(name) => format!("close {name}"),
                Piece::Raw(raw) => format!("raw {raw}"),
            })
            .collect();
        assert_eq!(
            pieces,
            [
                "open p Some(\"a b\")",
                "text a < b ",
                "open br None",
                "text 1 ",
                "text < 2",
                "close p",
                "open script None",
                "raw if (a</b) '</p>'",
                "close script",
                "text x",
            ]
        );
        assert_eq!(resolved("&#8364;&#x20ac;&nope;&amp"), "€€&nope;&");
    }

    proptest! {
        #[test]
        fn any_text_is_cut(html in "(</?[a-z!]{0,6}[ =\"'a]{0,6}>?|<!--|-->|[&#x0-9a;é<]{0,8}){0,40}") {
            for piece in Pieces::new(&html) {
                if let Piece::Open(tag) = piece {
                    let _ = (tag.get("a"), tag.has("a"));
                }
            }
            let _ = resolved(&html);
        }
    }
}
