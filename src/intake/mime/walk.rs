//! The parts of a message, in one pass over its lines and without recursion: a thousand nested
//! multiparts cost no more than their bytes.

use super::bytes::position;
use super::decode;
use super::header::{Headers, decoded, line_end};
use std::borrow::Cow;

/// Multiparts nested deeper than this are read as text.
const DEPTH: usize = 32;
/// Messages nested deeper than this are read as text.
const LEVELS: usize = 16;
/// No more parts than this are read.
const PARTS: usize = 500;

/// One leaf of a message, or the header block of a message within it.
#[derive(Debug)]
pub struct Part<'a> {
    /// Fields of the part; of the inner message when `ctype` is `message/rfc822`.
    pub headers: Headers<'a>,
    /// Media type in lower case.
    pub ctype: String,
    /// How many messages it is nested in; 0 is the message itself.
    pub level: usize,
    /// Whether it is named, or attached, and so not part of what is to be read.
    pub attached: bool,
    /// The bytes as they came.
    pub body: &'a [u8],
    charset: Option<String>,
    encoding: String,
}

impl Part<'_> {
    /// The decoded text of the part, at most `limit` bytes of it before the charset is undone.
    pub fn text(&self, limit: usize) -> String {
        let bytes = decode::transfer(self.body, &self.encoding, limit);
        let mut text = decode::charset(bytes, self.charset.as_deref());
        // The encoding may have hidden other line ends, and a BOM is no character of the text.
        if text.contains('\r') {
            text = text.replace("\r\n", "\n").replace('\r', "\n");
        }
        if text.contains('\0') || text.contains('\u{feff}') {
            text.retain(|c| c != '\0' && c != '\u{feff}');
        }
        text
    }
}

/// A message: its header fields and its leaves.
#[derive(Debug)]
pub struct Mail<'a> {
    /// Fields of the message.
    pub headers: Headers<'a>,
    /// Media type of the whole, lower case, with its parameters.
    pub ctype: String,
    /// Leaves in order.
    pub parts: Vec<Part<'a>>,
}

/// The bytes with LF for CRLF and CR, and without what a mailbox file puts before a message.
pub fn normalised(raw: &[u8]) -> Cow<'_, [u8]> {
    let raw = raw.strip_prefix(b"\xef\xbb\xbf").unwrap_or(raw);
    if !raw.contains(&b'\r') {
        return Cow::Borrowed(after_envelope(raw));
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = position(rest, b'\r') {
        out.extend_from_slice(&rest[..at]);
        out.push(b'\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    out.extend_from_slice(rest);
    let skipped = out.len() - after_envelope(&out).len();
    out.drain(..skipped);
    Cow::Owned(out)
}

fn after_envelope(mut text: &[u8]) -> &[u8] {
    while let Some(rest) = text.strip_prefix(b"\n") {
        text = rest;
    }
    if text.starts_with(b"From ") || text.starts_with(b">From ") {
        let end = line_end(text, 0);
        // An mbox line holds a date; a text that begins with "From" need not.
        if text[..end].split(|b| *b == b':').count() > 2 {
            return &text[(end + 1).min(text.len())..];
        }
    }
    text
}

struct Frame {
    boundary: Vec<u8>,
    level: usize,
}

impl<'a> Mail<'a> {
    /// Reads a message whose lines end in LF.
    pub fn parse(text: &'a [u8]) -> Self {
        let (headers, body) = Headers::parse(text);
        let mut mail = Self {
            ctype: headers.keyword("content-type"),
            headers: headers.clone(),
            parts: Vec::new(),
        };
        let mut frames: Vec<Frame> = Vec::new();
        let whole = body;
        let mut next = Some((headers, body, 0));
        while let Some((headers, body, level)) = next.take() {
            next = mail.entity(text, headers, body, level, &mut frames);
        }
        if mail.parts.is_empty() {
            // A multipart without its boundary: better all of it than nothing.
            mail.parts.push(Part {
                headers: Headers::default(),
                ctype: "text/plain".to_owned(),
                level: 0,
                attached: false,
                body: &text[whole..],
                charset: None,
                encoding: String::new(),
            });
        }
        mail
    }

    /// Reads the entity whose fields are known and whose body begins at `body`; returns the fields,
    /// the start and the level of the entity after it.
    fn entity(
        &mut self,
        text: &'a [u8],
        headers: Headers<'a>,
        body: usize,
        level: usize,
        frames: &mut Vec<Frame>,
    ) -> Option<(Headers<'a>, usize, usize)> {
        let content = headers
            .first("content-type")
            .map(decoded)
            .unwrap_or_default();
        let ctype = media_type(&content);
        let encoding = headers
            .keyword("content-transfer-encoding")
            .trim()
            .to_owned();
        let plain = !matches!(encoding.as_str(), "base64" | "quoted-printable");
        let boundary = parameter(&content, "boundary").filter(|b| !b.is_empty());
        let mut start = body;
        if ctype.starts_with("multipart/")
            && frames.len() < DEPTH
            && let Some(boundary) = boundary
        {
            frames.push(Frame {
                boundary: boundary.into_bytes(),
                level,
            });
        } else if matches!(ctype.as_str(), "message/rfc822" | "message/global")
            && plain
            && level < LEVELS
            && self.parts.len() < PARTS
        {
            while text.get(start) == Some(&b'\n') {
                start += 1;
            }
            let (inner, length) = Headers::parse(&text[start..]);
            // The inner block may not run past the part it is in.
            if !inner.is_empty() {
                self.parts.push(Part {
                    headers: inner.clone(),
                    ctype,
                    level: level + 1,
                    attached: true,
                    body: &[],
                    charset: None,
                    encoding: String::new(),
                });
                return Some((inner, start + length, level + 1));
            }
        } else if self.parts.len() < PARTS {
            let end = match seek(text, body, frames) {
                Some(mark) => mark.before,
                None => text.len(),
            };
            self.parts.push(Part {
                attached: is_attached(&headers, &content),
                charset: parameter(&content, "charset"),
                headers,
                ctype,
                level,
                body: &text[body.min(end)..end],
                encoding,
            });
            start = end;
        }
        self.after(text, start, frames)
    }

    /// From somewhere within the body of an entity to the entity after it.
    fn after(
        &mut self,
        text: &'a [u8],
        mut at: usize,
        frames: &mut Vec<Frame>,
    ) -> Option<(Headers<'a>, usize, usize)> {
        loop {
            let mark = seek(text, at, frames)?;
            frames.truncate(mark.frame + 1);
            let level = frames.last().map_or(0, |f| f.level);
            at = mark.after;
            if mark.closing {
                frames.pop();
                continue;
            }
            if self.parts.len() >= PARTS {
                return None;
            }
            let (headers, length) = Headers::parse(&text[at..]);
            return Some((headers, at + length, level));
        }
    }
}

struct Mark {
    frame: usize,
    before: usize,
    after: usize,
    closing: bool,
}

/// The next boundary line of any open multipart.
fn seek(text: &[u8], from: usize, frames: &[Frame]) -> Option<Mark> {
    if frames.is_empty() {
        return None;
    }
    // The newline before the body belongs to the boundary when a part is empty.
    let mut at = from.min(text.len());
    if at > 0 && text[at - 1] != b'\n' {
        at = line_end(text, at) + 1;
    }
    while at < text.len() {
        let end = line_end(text, at);
        if text[at..end].starts_with(b"--") {
            let line = text[at + 2..end].trim_ascii_end();
            for (index, frame) in frames.iter().enumerate().rev() {
                let Some(rest) = line.strip_prefix(frame.boundary.as_slice()) else {
                    continue;
                };
                if rest.is_empty() || rest == b"--" {
                    return Some(Mark {
                        frame: index,
                        before: at.saturating_sub(1).max(from.min(at)),
                        after: (end + 1).min(text.len()),
                        closing: !rest.is_empty(),
                    });
                }
            }
        }
        at = end + 1;
    }
    None
}

fn media_type(content: &str) -> String {
    let name = content.split(';').next().unwrap_or_default().trim();
    if name.contains('/') {
        name.to_ascii_lowercase()
    } else {
        // Absent, or the bare `text` of old mailers (RFC 2045, section 5.2).
        "text/plain".to_owned()
    }
}

/// A parameter of a Content-Type or Content-Disposition value.
fn parameter(content: &str, name: &str) -> Option<String> {
    let mut rest = content.split_once(';')?.1;
    loop {
        let (key, value) = rest.split_once('=')?;
        let value = value.trim_start();
        let (value, after) = if let Some(quoted) = value.strip_prefix('"') {
            quoted.split_once('"').unwrap_or((quoted, ""))
        } else {
            let end = value.find(';').unwrap_or(value.len());
            (value[..end].trim(), &value[end..])
        };
        let key = key.trim_matches(|c: char| c == ';' || c.is_whitespace());
        if key.eq_ignore_ascii_case(name) {
            return Some(value.to_owned());
        }
        if let Some(extended) = key.strip_suffix('*')
            && extended.eq_ignore_ascii_case(name)
        {
            // RFC 2231: charset'language'value
            return value.rsplit('\'').next().map(ToOwned::to_owned);
        }
        rest = after;
    }
}

fn is_attached(headers: &Headers<'_>, content: &str) -> bool {
    headers
        .keyword("content-disposition")
        .starts_with("attachment")
        || parameter(content, "name").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<(String, usize, String)> {
        Mail::parse(text.as_bytes())
            .parts
            .iter()
            .map(|p| (p.ctype.clone(), p.level, p.text(1000)))
            .collect()
    }

    #[test]
    fn parts_are_found_with_their_levels() {
        let text = "Content-Type: multipart/mixed; boundary=\"a b\"\n\npreamble\n--a b\nContent-Type: multipart/alternative;\n boundary=c\n\n--c\n\nplain\n--c\nContent-Type: text/html\n\n<p>html\n--c--\n--a b\nContent-Type: message/rfc822\n\nSubject: inner\n\ninside\n--a b--\nepilogue";
        assert_eq!(
            shape(text),
            [
                ("text/plain".into(), 0, "plain".into()),
                ("text/html".into(), 0, "<p>html".into()),
                ("message/rfc822".into(), 1, String::new()),
                ("text/plain".into(), 1, "inside".into()),
            ]
        );
    }

    #[test]
    fn a_missing_boundary_loses_nothing_before_it() {
        let text = "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nfirst\n--x\n\nsecond";
        assert_eq!(shape(text).len(), 2);
        let never = "Content-Type: multipart/mixed; boundary=x\n\nno boundary here";
        assert_eq!(shape(never)[0].2, "no boundary here");
    }

    #[test]
    fn a_hundred_thousand_nested_parts_are_no_trouble() {
        let mut messages = String::new();
        let mut multiparts = String::new();
        for n in 0..100_000 {
            messages.push_str("Content-Type: message/rfc822\n\n");
            let part = format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n");
            multiparts.push_str(&part);
        }
        assert!(Mail::parse(messages.as_bytes()).parts.len() <= PARTS);
        assert!(Mail::parse(multiparts.as_bytes()).parts.len() <= PARTS);
    }

    #[test]
    fn an_mbox_line_is_no_header() {
        let raw = normalised(b"From a@b Mon Nov  2 09:00:00 2026\r\nSubject: x\r\n\r\ny");
        assert_eq!(&raw[..], b"Subject: x\n\ny");
    }
}
