//! Messages as bytes: charsets, transfer encodings, headers and parts. Written by hand and not by the
//! library with which the program writes its own mail, so that no mistake stands at both ends.

use super::conduct::{Charset, Form, Transfer};
use super::encoding::{base64, in_charset, quoted_printable};
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
    encoded.join("\r\n ") + rest.as_str()
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
        fn no_header_value_breaks_out_of_its_header(value in any::<String>()) {
            let mut out = Vec::new();
            header(&mut out, "Subject", &value);
            let text = String::from_utf8(out).unwrap();
            let mut lines = text.trim_end_matches("\r\n").split("\r\n");
            prop_assert!(lines.next().unwrap().starts_with("Subject: "));
            prop_assert!(lines.all(|l| l.starts_with([' ', '\t'])), "{text:?}");
        }
    }
}
