//! Messages as bytes: charsets, transfer encodings, headers and parts. Written by hand and not by the
//! library with which the program writes its own mail, so that no mistake stands at both ends.

use super::conduct::{Charset, Form, Transfer};
use jiff::{Timestamp, tz::TimeZone};

/// A message before it is bytes.
pub(super) struct Mail {
    /// Name and value, in order; values may hold any text, they are encoded here.
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}

/// The body of a message.
pub(super) enum Body {
    /// The sender's text and, for the HTML forms, the same in HTML.
    Text {
        form: Form,
        plain: String,
        html: String,
        /// Divides the parts of an alternative; unique to the message.
        boundary: String,
    },
    /// A report of a mail server (RFC 3462): explanation, status, and our headers.
    Report {
        explanation: String,
        status: String,
        headers: String,
        boundary: String,
    },
}

impl Mail {
    /// The message with CRLF line ends.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(4096);
        for (name, value) in &self.headers {
            header(&mut out, name, value);
        }
        header(&mut out, "MIME-Version", "1.0");
        match &self.body {
            Body::Text {
                form: Form::Plain(charset, transfer),
                plain,
                ..
            } => part(&mut out, "plain", *charset, *transfer, plain),
            Body::Text {
                form: Form::Html,
                html,
                ..
            } => part(
                &mut out,
                "html",
                Charset::Utf8,
                Transfer::QuotedPrintable,
                html,
            ),
            Body::Text {
                form: Form::Alternative,
                plain,
                html,
                boundary,
            } => {
                header(
                    &mut out,
                    "Content-Type",
                    &format!("multipart/alternative; boundary=\"{boundary}\""),
                );
                let quoted = Transfer::QuotedPrintable;
                for (kind, text) in [("plain", plain), ("html", html)] {
                    line(&mut out, &format!("\n--{boundary}"));
                    part(&mut out, kind, Charset::Utf8, quoted, text);
                }
                line(&mut out, &format!("\n--{boundary}--"));
            }
            Body::Report {
                explanation,
                status,
                headers,
                boundary,
            } => {
                let kind = format!(
                    "multipart/report; report-type=delivery-status; boundary=\"{boundary}\""
                );
                header(&mut out, "Content-Type", &kind);
                line(&mut out, "\nThis is a MIME-encapsulated message.");
                for (kind, text) in [
                    ("text/plain; charset=us-ascii", explanation),
                    ("message/delivery-status", status),
                    ("text/rfc822-headers", headers),
                ] {
                    line(&mut out, &format!("\n--{boundary}\nContent-Type: {kind}\n"));
                    line(&mut out, text);
                }
                line(&mut out, &format!("\n--{boundary}--"));
            }
        }
        out
    }
}

/// Appends text as lines with CRLF, and a last line end.
fn line(out: &mut Vec<u8>, text: &str) {
    for line in text.split('\n') {
        out.extend_from_slice(line.trim_end_matches('\r').as_bytes());
        out.extend_from_slice(b"\r\n");
    }
}

/// A display name with its address, quoted where the name holds what has a meaning in headers.
pub(super) fn mailbox(name: &str, address: &str) -> String {
    if name.is_empty() {
        address.to_owned()
    } else if name.is_ascii()
        && name.contains([
            '"', '\\', ',', ';', ':', '<', '>', '@', '(', ')', '.', '[', ']',
        ])
    {
        let escaped = name.replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{escaped}\" <{address}>")
    } else {
        format!("{name} <{address}>")
    }
}

/// Appends a header: encoded where it is not ASCII (RFC 2047), and never with a line break from
/// outside.
fn header(out: &mut Vec<u8>, name: &str, value: &str) {
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b": ");
    out.extend_from_slice(encode_header(value).as_bytes());
    out.extend_from_slice(b"\r\n");
}

fn encode_header(value: &str) -> String {
    let clean: String = value
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if clean.is_ascii() {
        return clean;
    }
    // An address stays outside the encoded words: `Jörg Albers <j@x>`.
    let (words, rest) = match clean.rsplit_once(" <") {
        Some((words, address)) if address.is_ascii() => (words, format!(" <{address}")),
        _ => (clean.as_str(), String::new()),
    };
    let mut encoded = Vec::new();
    let mut chunk = String::new();
    for c in words.chars() {
        // 45 bytes are 60 base64 digits: an encoded word holds at most 75 characters.
        if chunk.len() + c.len_utf8() > 45 {
            encoded.push(format!("=?UTF-8?B?{}?=", base64(chunk.as_bytes())));
            chunk.clear();
        }
        chunk.push(c);
    }
    encoded.push(format!("=?UTF-8?B?{}?=", base64(chunk.as_bytes())));
    encoded.join("\r\n ") + &rest
}

fn part(out: &mut Vec<u8>, kind: &str, charset: Charset, transfer: Transfer, text: &str) {
    let name = match charset {
        Charset::Utf8 => "utf-8",
        Charset::Latin1 => "iso-8859-1",
        Charset::Windows1252 => "windows-1252",
        Charset::Utf16 => "utf-16",
    };
    header(out, "Content-Type", &format!("text/{kind}; charset={name}"));
    let encoding = match transfer {
        Transfer::EightBit => "8bit",
        Transfer::QuotedPrintable => "quoted-printable",
        Transfer::Base64 => "base64",
    };
    header(out, "Content-Transfer-Encoding", encoding);
    out.extend_from_slice(b"\r\n");
    let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    let bytes = in_charset(&text, charset);
    match transfer {
        Transfer::EightBit => out.extend_from_slice(&bytes),
        Transfer::QuotedPrintable => out.extend_from_slice(quoted_printable(&bytes).as_bytes()),
        Transfer::Base64 => {
            for chunk in base64(&bytes).as_bytes().chunks(76) {
                out.extend_from_slice(chunk);
                out.extend_from_slice(b"\r\n");
            }
        }
    }
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
}

/// Text in a charset; what the charset lacks becomes the nearest ASCII or `?`.
fn in_charset(text: &str, charset: Charset) -> Vec<u8> {
    match charset {
        Charset::Utf8 => text.as_bytes().to_vec(),
        Charset::Utf16 => std::iter::once(0xFEFF)
            .chain(text.encode_utf16())
            .flat_map(u16::to_be_bytes)
            .collect(),
        Charset::Latin1 => text
            .chars()
            .map(|c| latin1(c).unwrap_or_else(|| plain(c)))
            .collect(),
        Charset::Windows1252 => text
            .chars()
            .map(|c| windows(c).or_else(|| latin1(c)).unwrap_or_else(|| plain(c)))
            .collect(),
    }
}

fn latin1(c: char) -> Option<u8> {
    u8::try_from(u32::from(c))
        .ok()
        .filter(|b| !(0x80..0xA0).contains(b))
}

/// The part of code page 1252 that differs from ISO 8859-1, as far as these companies use it.
const fn windows(c: char) -> Option<u8> {
    Some(match c {
        '€' => 0x80,
        '…' => 0x85,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        _ => return None,
    })
}

const fn plain(c: char) -> u8 {
    match c {
        '‘' | '’' => b'\'',
        '“' | '”' | '„' => b'"',
        '–' | '—' => b'-',
        _ => b'?',
    }
}

/// Quoted-printable (RFC 2045, 6.7) of text whose line ends are CRLF.
fn quoted_printable(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + bytes.len() / 4);
    let mut column = 0;
    for (i, &byte) in bytes.iter().enumerate() {
        if byte == b'\n' {
            out.push('\n');
            column = 0;
            continue;
        }
        if byte == b'\r' && bytes.get(i + 1) == Some(&b'\n') {
            out.push('\r');
            continue;
        }
        let at_line_end = matches!(bytes.get(i + 1), Some(b'\r' | b'\n') | None);
        let literal = matches!(byte, b'!'..=b'<' | b'>'..=b'~')
            || (matches!(byte, b' ' | b'\t') && !at_line_end);
        let width = if literal { 1 } else { 3 };
        if column + width > 75 {
            out.push_str("=\r\n");
            column = 0;
        }
        if literal {
            out.push(char::from(byte));
        } else {
            out.push('=');
            for nibble in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(nibble)]));
            }
        }
        column += width;
    }
    out
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 (RFC 4648) without line breaks.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let b = |i: usize| u32::from(group.get(i).copied().unwrap_or(0));
        let word = b(0) << 16 | b(1) << 8 | b(2);
        for digit in 0..4 {
            if digit <= group.len() {
                out.push(char::from(DIGITS[(word >> (18 - 6 * digit) & 63) as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

/// The bytes of base64; `None` when it is none.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim().trim_end_matches('=');
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut word, mut bits) = (0_u32, 0);
    for byte in text.bytes() {
        let digit = DIGITS.iter().position(|d| *d == byte)?;
        word = (word << 6 | u32::try_from(digit).ok()?) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(word >> bits & 0xFF).ok()?);
        }
    }
    Some(out)
}

/// A moment as RFC 5322 writes it, in a zone so many minutes east of Greenwich.
pub(super) fn date_header(at: Timestamp, minutes_east: i32) -> String {
    let offset = jiff::tz::Offset::from_seconds(minutes_east * 60).unwrap_or(jiff::tz::Offset::UTC);
    at.to_zoned(TimeZone::fixed(offset))
        .strftime("%a, %d %b %Y %H:%M:%S %z")
        .to_string()
}

/// Text as HTML: escaped, a paragraph for each block of lines.
pub(super) fn as_html(text: &str) -> String {
    let escaped = escape(text);
    escaped
        .trim_end()
        .split("\n\n")
        .map(|block| format!("<p>{}</p>", block.replace('\n', "<br>\n")))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Escapes what HTML would read as markup.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_parser::MessageParser;
    use proptest::prelude::*;

    fn mail(form: Form, text: &str) -> Vec<u8> {
        Mail {
            headers: vec![
                ("From", "Jörg Albers <care@acme.example>".to_owned()),
                (
                    "Subject",
                    "Re: Café opening – hours & a long tail of words to fold over".to_owned(),
                ),
            ],
            body: Body::Text {
                form,
                plain: text.to_owned(),
                html: as_html(text),
                boundary: "=_b".to_owned(),
            },
        }
        .bytes()
    }

    #[test]
    fn every_form_is_read_back_by_another_s_parser() {
        let text = "Hello,\n\nIt’s £4.50 – “free” over €50. \nCafé=open\n.\nFrom here";
        for (charset, transfer) in [
            (Charset::Utf8, Transfer::EightBit),
            (Charset::Utf8, Transfer::QuotedPrintable),
            (Charset::Utf8, Transfer::Base64),
            (Charset::Windows1252, Transfer::QuotedPrintable),
            (Charset::Windows1252, Transfer::EightBit),
            (Charset::Utf16, Transfer::Base64),
        ] {
            let raw = mail(Form::Plain(charset, transfer), text);
            let parsed = MessageParser::default().parse(&raw).unwrap();
            let body = parsed.body_text(0).unwrap().replace("\r\n", "\n");
            assert_eq!(body.trim_end(), text, "{charset:?} {transfer:?}");
            assert_eq!(
                parsed.subject(),
                Some("Re: Café opening – hours & a long tail of words to fold over")
            );
            let from = parsed.from().and_then(|f| f.first()).unwrap();
            assert_eq!(from.name(), Some("Jörg Albers"));
            assert_eq!(from.address(), Some("care@acme.example"));
        }
        let raw = mail(
            Form::Plain(Charset::Latin1, Transfer::EightBit),
            "Café – “ok”",
        );
        let parsed = MessageParser::default().parse(&raw).unwrap();
        assert_eq!(parsed.body_text(0).unwrap().trim_end(), "Café - \"ok\"");
        let raw = mail(Form::Alternative, text);
        let parsed = MessageParser::default().parse(&raw).unwrap();
        assert_eq!((parsed.text_body_count(), parsed.html_body_count()), (1, 1));
        let raw = mail(Form::Html, "a < b\n\nc");
        let parsed = MessageParser::default().parse(&raw).unwrap();
        assert!(parsed.body_html(0).unwrap().contains("<p>a &lt; b</p>"));
    }

    #[test]
    fn a_date_is_written_as_mail_wants_it() {
        let at = "2026-11-03T10:15:00Z".parse().unwrap();
        assert_eq!(date_header(at, 0), "Tue, 03 Nov 2026 10:15:00 +0000");
        assert_eq!(date_header(at, 330), "Tue, 03 Nov 2026 15:45:00 +0530");
    }

    proptest! {
        #[test]
        fn base64_comes_back(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(from_base64(&base64(&bytes)), Some(bytes));
        }

        #[test]
        fn no_header_value_breaks_out_of_its_header(value in any::<String>()) {
            let mut out = Vec::new();
            header(&mut out, "Subject", &value);
            let text = String::from_utf8(out).unwrap();
            let mut lines = text.trim_end_matches("\r\n").split("\r\n");
            prop_assert!(lines.next().unwrap().starts_with("Subject: "));
            prop_assert!(lines.all(|l| l.starts_with([' ', '\t'])), "{text:?}");
        }

        #[test]
        fn quoted_printable_lines_stay_short(text in any::<String>()) {
            let encoded = quoted_printable(text.replace('\r', "").replace('\n', "\r\n").as_bytes());
            prop_assert!(encoded.split("\r\n").all(|l| l.len() <= 76));
        }
    }
}
