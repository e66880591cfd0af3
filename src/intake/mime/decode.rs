//! Transfer encodings and charsets. Lenient: what cannot be decoded is passed over, never refused.

use super::bytes::position;
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
    let mut at = 0;
    while at < body.len() {
        // Whole groups, of which nearly all consists, in one step each.
        while count == 0
            && out.len() + 3 <= limit
            && let Some(group) = body[at..].first_chunk::<4>()
        {
            let values = group.map(|byte| VALUES[usize::from(byte)]);
            if values.iter().any(|value| *value >= 64) {
                break;
            }
            let all = values.iter().fold(0, |all, v| all << 6 | u32::from(*v));
            out.extend_from_slice(&all.to_be_bytes()[1..]);
            at += 4;
        }
        let Some(byte) = body.get(at) else { break };
        at += 1;
        let value = VALUES[usize::from(*byte)];
        if value == PADDING {
            // Padding ends a group; some senders go on with another one.
            (bits, count) = (0, 0);
            continue;
        } else if value >= 64 {
            continue;
        }
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

/// What each byte stands for in base64: 64 for padding, more for what has no meaning.
const VALUES: [u8; 256] = {
    let mut values = [PADDING + 1; 256];
    let mut at = 0u8;
    while at < 26 {
        values[(b'A' + at) as usize] = at;
        values[(b'a' + at) as usize] = at + 26;
        at += 1;
    }
    at = 0;
    while at < 10 {
        values[(b'0' + at) as usize] = at + 52;
        at += 1;
    }
    values[b'+' as usize] = 62;
    values[b'-' as usize] = 62;
    values[b'/' as usize] = 63;
    values[b'_' as usize] = 63;
    values[b'=' as usize] = PADDING;
    values
};
const PADDING: u8 = 64;

fn quoted_printable(body: &[u8], limit: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len().min(limit));
    let mut at = 0;
    while at < body.len() && out.len() < limit {
        let plain = &body[at..body.len().min(at + limit - out.len())];
        let plain = &plain[..position(plain, b'=').unwrap_or(plain.len())];
        if !plain.is_empty() {
            out.extend_from_slice(plain);
            at += plain.len();
            continue;
        }
        at += 1;
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
pub(super) fn charset(bytes: Cow<'_, [u8]>, name: Option<&str>) -> String {
    let name = name.unwrap_or_default();
    let plain = ["", "utf-8", "utf8", "us-ascii", "ascii", "ansi_x3.4-1968"];
    if plain.iter().any(|p| name.eq_ignore_ascii_case(p)) {
        return owned(bytes);
    }
    // What calls itself Latin-1 is Windows-1252 in practice (WHATWG Encoding, section 4.2).
    let name = if name.eq_ignore_ascii_case("iso-8859-1") || name.eq_ignore_ascii_case("latin1") {
        "windows-1252"
    } else {
        name
    };
    match charset_decoder(name.as_bytes()) {
        Some(decode) => decode(&bytes),
        None => owned(bytes),
    }
}

/// UTF-8 where valid (but for a character cut off by a limit), else Windows-1252.
pub fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) if error.error_len().is_none() => {
            String::from_utf8_lossy(&bytes[..error.valid_up_to()])
        }
        Err(_) => match charset_decoder(b"windows-1252") {
            Some(decode) => Cow::Owned(decode(bytes)),
            None => String::from_utf8_lossy(bytes),
        },
    }
}

/// The same, without a copy of what is valid.
fn owned(bytes: Cow<'_, [u8]>) -> String {
    match bytes {
        Cow::Borrowed(bytes) => lossy(bytes).into_owned(),
        Cow::Owned(bytes) => {
            String::from_utf8(bytes).unwrap_or_else(|e| lossy(e.as_bytes()).into_owned())
        }
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
        assert_eq!(
            charset(Cow::Borrowed(b"gr\xfc\xdfe"), Some("iso-8859-1")),
            "grüße"
        );
        assert_eq!(
            charset(Cow::Borrowed(b"gr\xfc\xdfe"), Some("utf-8")),
            "grüße"
        );
        assert_eq!(
            charset(Cow::Borrowed("grüße".as_bytes()), Some("x-unheard-of")),
            "grüße"
        );
        assert_eq!(charset(Cow::Borrowed(b"5 \x80"), None), "5 €");
        assert_eq!(
            charset(Cow::Borrowed("é".as_bytes().split_at(1).0), None),
            ""
        );
    }
}
