//! Charsets and transfer encodings, written out by hand like the rest of the companies' mail.

use super::conduct::Charset;

/// Text in a charset; what the charset lacks becomes the nearest ASCII or `?`.
pub(super) fn in_charset(text: &str, charset: Charset) -> Vec<u8> {
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
pub(super) fn quoted_printable(bytes: &[u8]) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn base64_comes_back(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(from_base64(&base64(&bytes)), Some(bytes));
        }

        #[test]
        fn quoted_printable_lines_stay_short(text in any::<String>()) {
            let encoded = quoted_printable(text.replace('\r', "").replace('\n', "\r\n").as_bytes());
            prop_assert!(encoded.split("\r\n").all(|l| l.len() <= 76));
        }
    }
}
