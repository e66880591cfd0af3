//! How OAuth writes bytes into addresses.

use crate::channel::email::sasl::base64_bare;
use std::fmt::Write;

/// Everything but letters, digits and `-._~` as `%XX`. OAuth 1 signs this very form, so addresses are
/// built with it too.
pub(super) fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// `%XX` and `+` resolved; what is not UTF-8 then is replaced.
pub(super) fn unpercent(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = text
            .get(at + 1..at + 3)
            .filter(|_| byte == b'%')
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (byte, code) {
            (_, Some(code)) => {
                out.push(code);
                at += 2;
            }
            (b'+', None) => out.push(b' '),
            (other, None) => out.push(other),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// `a=b&c=d`, both sides percent-encoded.
pub(super) fn form(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
        .collect();
    pairs.join("&")
}

/// Base64 for addresses (RFC 4648, section 5), without padding.
pub(super) fn base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    base64_bare(bytes, DIGITS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn vectors_of_the_rfcs() {
        assert_eq!(base64url(&[0xfb, 0xff]), "-_8");
        // X's own examples of percent-encoding.
        assert_eq!(percent("Ladies + Gentlemen"), "Ladies%20%2B%20Gentlemen");
        assert_eq!(percent("\u{2603}"), "%E2%98%83");
        assert_eq!(unpercent("a%2Bb+c%zz%"), "a+b c%zz%");
    }

    proptest! {
        #[test]
        fn percent_comes_back(text in "\\PC{0,40}") {
            prop_assert_eq!(unpercent(&percent(&text)), text);
        }

        #[test]
        fn whatever_is_resolved_does_not_panic(text in ".{0,40}") {
            unpercent(&text);
        }
    }
}
