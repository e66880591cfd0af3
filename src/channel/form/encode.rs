//! Entries -> the bytes that travel (HTML, section 4.10.21.6 to 8).

use super::entries::EntryValue;
use encoding_rs::Encoding;
use std::borrow::Cow;

type Entries = [(String, EntryValue)];

/// Every end of a line as browsers send it.
fn crlf(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\n', "\r\n")
}

/// In an encoding; what it does not hold as `&#N;`.
fn encoded<'a>(text: &'a str, encoding: &'static Encoding) -> Cow<'a, [u8]> {
    encoding.encode(text).0
}

/// What an entry says where only text travels: of a file its name.
fn text(value: &EntryValue) -> &str {
    match value {
        EntryValue::Text(text) => text,
        EntryValue::File(file) => &file.name,
    }
}

/// `application/x-www-form-urlencoded`, ASCII.
pub fn urlencoded(entries: &Entries, encoding: &'static Encoding) -> String {
    let mut out = String::new();
    for (name, value) in entries {
        if !out.is_empty() {
            out.push('&');
        }
        percent(&mut out, &encoded(&crlf(name), encoding));
        out.push('=');
        percent(&mut out, &encoded(&crlf(text(value)), encoding));
    }
    out
}

fn percent(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        match byte {
            b' ' => out.push('+'),
            b'*' | b'-' | b'.' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                out.push(char::from(*byte));
            }
            _ => out.push_str(percent_encoding::percent_encode_byte(*byte)),
        }
    }
}

/// `multipart/form-data`, with a boundary that stands nowhere in it.
pub fn multipart(entries: &Entries, encoding: &'static Encoding, boundary: &str) -> Vec<u8> {
    let quoted = |text: &str| {
        let text = encoded(text, encoding);
        let mut out = Vec::with_capacity(text.len());
        for byte in text.iter() {
            match byte {
                b'\n' => out.extend(b"%0A"),
                b'\r' => out.extend(b"%0D"),
                b'"' => out.extend(b"%22"),
                _ => out.push(*byte),
            }
        }
        out
    };
    let mut out = Vec::new();
    for (name, value) in entries {
        out.extend(format!("--{boundary}\r\nContent-Disposition: form-data; name=\"").bytes());
        out.extend(quoted(&crlf(name)));
        out.push(b'"');
        match value {
            EntryValue::Text(text) => {
                out.extend(b"\r\n\r\n");
                out.extend(encoded(&crlf(text), encoding).iter());
            }
            EntryValue::File(file) => {
                out.extend(b"; filename=\"");
                out.extend(quoted(&file.name));
                let kind = match file.content_type.as_str() {
                    "" => "application/octet-stream",
                    kind => kind,
                };
                out.extend(format!("\"\r\nContent-Type: {kind}\r\n\r\n").bytes());
                out.extend(&file.bytes);
            }
        }
        out.extend(b"\r\n");
    }
    out.extend(format!("--{boundary}--\r\n").bytes());
    out
}

/// `text/plain`.
pub fn plain(entries: &Entries, encoding: &'static Encoding) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, value) in entries {
        let line = format!("{}={}\r\n", crlf(name), crlf(text(value)));
        out.extend(encoded(&line, encoding).iter());
    }
    out
}
