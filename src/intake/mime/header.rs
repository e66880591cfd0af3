//! Header fields.

use super::bytes::position;
use super::decode::lossy;
use mail_parser::parsers::MessageStream;
use std::borrow::Cow;

/// No more fields than this are kept of one block.
const FIELDS: usize = 1_000;
/// No more bytes than this are read of one field.
const FIELD_BYTES: usize = 16 * 1024;

/// The fields of one header block, in their order; values as they came, folded.
#[derive(Debug, Default, Clone)]
pub struct Headers<'a> {
    fields: Vec<(&'a [u8], &'a [u8])>,
}

impl<'a> Headers<'a> {
    /// Reads a block and says where the body begins. A text that does not begin with a field has no
    /// header block: all of it is body.
    pub fn parse(text: &'a [u8]) -> (Self, usize) {
        let mut fields: Vec<(&[u8], &[u8])> = Vec::with_capacity(24);
        let mut at = 0;
        // Start of the value of the field that is being read, and its name.
        let mut open: Option<(&[u8], usize)> = None;
        let mut close = |open: &mut Option<(&'a [u8], usize)>, end: usize| {
            if let Some((name, start)) = open.take()
                && fields.len() < FIELDS
            {
                let end = end.min(start + FIELD_BYTES);
                fields.push((name, text[start..end].trim_ascii()));
            }
        };
        while at < text.len() {
            let line_end = line_end(text, at);
            let line = &text[at..line_end];
            if line.is_empty() {
                close(&mut open, at);
                return (Self { fields }, (line_end + 1).min(text.len()));
            }
            if matches!(line[0], b' ' | b'\t') && at > 0 {
                // A continuation, also of a line that was no field.
            } else if let Some(name) = field_name(line) {
                close(&mut open, at);
                open = Some((name, at + name.len() + 1));
            } else if at == 0 {
                return (Self::default(), 0);
            } else if line.starts_with(b"--") {
                // A part that ends before its body begins.
                close(&mut open, at);
                return (Self { fields }, at);
            } else {
                // A broken line amid the fields: passed over.
                close(&mut open, at);
            }
            at = line_end + 1;
        }
        close(&mut open, text.len());
        (Self { fields }, text.len())
    }

    /// The value of the first field of that name.
    pub fn first(&self, name: &str) -> Option<&'a [u8]> {
        self.all(name).next()
    }

    /// The values of all fields of that name, topmost first.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'a [u8]> + 's {
        self.fields
            .iter()
            .filter(move |(n, _)| n.eq_ignore_ascii_case(name.as_bytes()))
            .map(|(_, value)| *value)
    }

    /// Every field.
    pub fn iter(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + '_ {
        self.fields.iter().copied()
    }

    /// The first field of that name, unfolded and decoded; empty when missing.
    pub fn text(&self, name: &str) -> String {
        self.first(name).map(decoded).unwrap_or_default()
    }

    /// The first field of that name in lower case, without decoding of words: for keywords.
    pub fn keyword(&self, name: &str) -> String {
        self.first(name)
            .map(|v| lossy(v).to_lowercase())
            .unwrap_or_default()
    }

    /// Whether there are no fields.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

pub(super) fn line_end(text: &[u8], from: usize) -> usize {
    position(&text[from..], b'\n').map_or(text.len(), |n| from + n)
}

fn field_name(line: &[u8]) -> Option<&[u8]> {
    let colon = line.iter().take(80).position(|&b| b == b':')?;
    let name = line[..colon].trim_ascii_end();
    (!name.is_empty() && name.iter().all(u8::is_ascii_graphic)).then(|| &line[..colon])
}

/// A field's value unfolded, its encoded words (RFC 2047) decoded.
pub fn decoded(value: &[u8]) -> String {
    let text = lossy(value);
    let text = if text.contains('\n') {
        Cow::Owned(text.replace('\n', "").replace('\t', " "))
    } else {
        text
    };
    if !text.contains("=?") {
        return text.into_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    let mut after_word = false;
    while let Some(start) = rest.find("=?") {
        let (before, word) = rest.split_at(start);
        let mut stream = MessageStream::new(&word.as_bytes()[1..]);
        let found = stream.decode_rfc2047();
        let end = stream.offset() + 1;
        if let Some(plain) = found.filter(|_| word.is_char_boundary(end)) {
            // Blanks between two encoded words are not part of the text.
            if !(after_word && before.trim().is_empty()) {
                out.push_str(before);
            }
            out.push_str(&plain);
            rest = &word[end..];
            after_word = true;
        } else {
            out.push_str(before);
            out.push_str("=?");
            rest = &word[2..];
            after_word = false;
        }
    }
    out.push_str(rest);
    out.retain(|c| c != '\0' && c != '\n' && c != '\r');
    out
}

/// Every address in a field, lower case, in order. Works on any text, as it looks for `@` alone.
pub fn addresses(value: &[u8]) -> Vec<String> {
    const STOPS: &[u8] = b"<>,;:\"()[]@ \t\n";
    let mut found = Vec::new();
    let mut floor = 0;
    for at in 0..value.len() {
        if value[at] != b'@' || found.len() >= 200 {
            continue;
        }
        let start = value[floor..at]
            .iter()
            .rposition(|b| STOPS.contains(b))
            .map_or(floor, |n| floor + n + 1);
        let domain = value[at + 1..]
            .iter()
            .take_while(|b| {
                b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_') || **b > 127
            })
            .count();
        if start < at && domain > 0 {
            let address = lossy(&value[start..=at + domain]).to_lowercase();
            found.push(address.trim_matches(['.', '\'']).to_owned());
        }
        floor = at + 1;
    }
    found
}

/// The ids in a field, without their angle brackets; bare words when there are no brackets.
pub fn ids(value: &[u8]) -> Vec<String> {
    let text = lossy(value);
    let mut found: Vec<String> = text
        .split('<')
        .skip(1)
        .filter_map(|part| part.split_once('>'))
        .map(|(id, _)| id.split_whitespace().collect::<String>())
        .filter(|id| !id.is_empty())
        .take(200)
        .collect();
    if found.is_empty() {
        found = text
            .split_whitespace()
            .filter(|word| word.contains('@'))
            .map(|word| word.trim_matches(['<', '>', ',', ';']).to_owned())
            .take(200)
            .collect();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_read_whatever_its_lines_are() {
        let (headers, body) = Headers::parse(b"Subject: a\n b\nbroken line\n x\nTo : c@d\n\nbody");
        assert_eq!(headers.text("subject"), "a b");
        assert_eq!(headers.iter().count(), 2);
        assert_eq!(body, 39);
        let (none, start) = Headers::parse(b"Hello there: this is no field\n\nbody");
        assert!(none.is_empty());
        assert_eq!(start, 0);
    }

    #[test]
    fn encoded_words_are_decoded_and_joined() {
        assert_eq!(
            decoded(b"=?utf-8?q?caf=C3=A9?= =?iso-8859-1?b?6Q==?= x =?broken"),
            "caféé x =?broken"
        );
    }

    #[test]
    fn addresses_are_found_in_any_text() {
        assert_eq!(
            addresses(b"\"Reed, Anna\" <Anna.Reed+K3@Shop.test>, prvs=12ab=x@y.test (z), @, a@"),
            ["anna.reed+k3@shop.test", "prvs=12ab=x@y.test"]
        );
    }

    #[test]
    fn ids_lose_their_brackets_and_folding() {
        assert_eq!(ids(b"<a@b>\n <c.\n d@e> junk"), ["a@b", "c.d@e"]);
        assert_eq!(ids(b"a@b, c@d"), ["a@b", "c@d"]);
    }
}
