//! Transfer encodings and charsets. Lenient: what cannot be decoded is passed over, never refused.

use mail_parser::decoders::charsets::map::charset_decoder;
use std::borrow::Cow;

/// Undoes a Content-Transfer-Encoding; at most `limit` bytes come out.
pub(super) fn transfer<'a>(body: &'a [u8], encoding: &str, limit: usize) -> Cow<'a, [u8]> {
    match encoding {
        "base64" => Cow::Owned(base64(body, limit)),
        "quoted-printable" => Cow::Owned(quoted_printable(body, limit)),
        _ => Cow::Borrowed(&body[..body.len().min(limit)]),
    }
}

fn base64(body: &[u8], limit: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity((body.len() / 4 * 3 + 3).min(limit));
    let (mut bits, mut count) = (0u32, 0);
    for &byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                // Padding ends a group; some senders go on with another one.
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            if out.len() >= limit {
                break;
            }
            out.push(u8::try_from(bits >> count & 0xff).unwrap_or_default());
        }
    }
    out
}

fn quoted_printable(body: &[u8], limit: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len().min(limit));
    let mut at = 0;
    while at < body.len() && out.len() < limit {
        let byte = body[at];
        at += 1;
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        let pair = (
            body.get(at).copied().and_then(nibble),
            body.get(at + 1).copied().and_then(nibble),
        );
        if let (Some(high), Some(low)) = pair {
            out.push(high << 4 | low);
            at += 2;
            continue;
        }
        // A soft line break may have blanks before its newline; anything else is a stray `=`.
        let blanks = body[at..]
            .iter()
            .take(8)
            .take_while(|b| matches!(b, b' ' | b'\t'))
            .count();
        match body.get(at + blanks) {
            Some(b'\n') => at += blanks + 1,
            None => at = body.len(),
            Some(_) => out.push(b'='),
        }
    }
    out
}

const fn nibble(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

/// Bytes in a charset as text. An unknown or missing charset, or one that lies, is read as UTF-8
/// where that is valid and as Windows-1252 where it is not.
pub(super) fn charset(bytes: &[u8], name: Option<&str>) -> String {
    let name = name.unwrap_or_default();
    let plain = ["", "utf-8", "utf8", "us-ascii", "ascii", "ansi_x3.4-1968"];
    if plain.iter().any(|p| name.eq_ignore_ascii_case(p)) {
        return lossy(bytes);
    }
    // What calls itself Latin-1 is Windows-1252 in practice (WHATWG Encoding, section 4.2).
    let name = if name.eq_ignore_ascii_case("iso-8859-1") || name.eq_ignore_ascii_case("latin1") {
        "windows-1252"
    } else {
        name
    };
    match charset_decoder(name.as_bytes()) {
        Some(decode) => decode(bytes),
        None => lossy(bytes),
    }
}

/// UTF-8 where valid (but for a character cut off by a limit), else Windows-1252.
pub fn lossy(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) if error.error_len().is_none() => {
            String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned()
        }
        Err(_) => match charset_decoder(b"windows-1252") {
            Some(decode) => decode(bytes),
            None => String::from_utf8_lossy(bytes).into_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_survives_noise_and_a_missing_end() {
        assert_eq!(base64(b"SGVs\nbG8\n", 100), b"Hello");
        assert_eq!(base64(b"S*G V\0sbG8=", 100), b"Hello");
        assert_eq!(base64(b"SGVsbG8=", 2), b"He");
    }

    #[test]
    fn quoted_printable_joins_soft_breaks_and_keeps_stray_signs() {
        assert_eq!(
            quoted_printable(b"caf=C3=A9 is=\nopen = 9=", 100),
            b"caf\xc3\xa9 isopen = 9"
        );
        assert_eq!(quoted_printable(b"a=  \nb", 100), b"ab");
    }

    #[test]
    fn charsets_are_read_even_when_they_lie() {
        assert_eq!(charset(b"gr\xfc\xdfe", Some("iso-8859-1")), "grüße");
        assert_eq!(charset(b"gr\xfc\xdfe", Some("utf-8")), "grüße");
        assert_eq!(charset("grüße".as_bytes(), Some("x-unheard-of")), "grüße");
        assert_eq!(charset(b"5 \x80", None), "5 €");
        assert_eq!(charset("é".as_bytes().split_at(1).0, None), "");
    }
}
