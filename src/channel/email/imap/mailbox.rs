//! Mailbox names in modified UTF-7 (RFC 3501, section 5.1.3).

use crate::channel::email::sasl;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

/// A name as it goes on the wire.
pub fn encode(name: &str) -> String {
    let mut wire = String::with_capacity(name.len());
    let mut beyond = Vec::new();
    let flush = |beyond: &mut Vec<u8>, wire: &mut String| {
        if !beyond.is_empty() {
            wire.push('&');
            wire.push_str(&sasl::base64_bare(beyond, ALPHABET));
            wire.push('-');
            beyond.clear();
        }
    };
    for c in name.chars() {
        if matches!(c, ' '..='~') {
            flush(&mut beyond, &mut wire);
            wire.push(c);
            if c == '&' {
                wire.push('-');
            }
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                beyond.extend_from_slice(&unit.to_be_bytes());
            }
        }
    }
    flush(&mut beyond, &mut wire);
    wire
}

/// A name as a person reads it; what is not encoded rightly stays as it is.
pub fn decode(wire: &str) -> String {
    let mut name = String::with_capacity(wire.len());
    let mut rest = wire;
    while let Some((before, after)) = rest.split_once('&') {
        name.push_str(before);
        match after.split_once('-') {
            Some(("", after)) => {
                name.push('&');
                rest = after;
            }
            Some((run, after)) => {
                if let Some(text) = decode_run(run) {
                    name.push_str(&text);
                } else {
                    name.push('&');
                    name.push_str(run);
                    name.push('-');
                }
                rest = after;
            }
            None => {
                name.push('&');
                rest = after;
            }
        }
    }
    name + rest
}

fn decode_run(run: &str) -> Option<String> {
    let (mut word, mut bits) = (0_u32, 0);
    let mut units = Vec::new();
    for byte in run.bytes() {
        let six = ALPHABET.iter().position(|letter| *letter == byte)?;
        word = word << 6 | u32::try_from(six).ok()?;
        bits += 6;
        if bits >= 16 {
            bits -= 16;
            units.push(u16::try_from(word >> bits & 0xffff).ok()?);
            word &= (1 << bits) - 1;
        }
    }
    String::from_utf16(&units).ok()
}

/// A name as a quoted string.
pub fn quote(name: &str) -> String {
    let wire = encode(name);
    format!("\"{}\"", wire.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names() {
        for (name, wire) in [
            ("INBOX", "INBOX"),
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
            ("Entwürfe & Co", "Entw&APw-rfe &- Co"),
            ("😀", "&2D3eAA-"),
        ] {
            assert_eq!(encode(name), wire);
            assert_eq!(decode(wire), name);
        }
        assert_eq!(quote("a\"b\\\r\nx"), "\"a\\\"b\\\\&AA0ACg-x\"");
        assert_eq!(decode("&broken"), "&broken");
        assert_eq!(decode("&!!-x&"), "&!!-x&");
    }

    proptest! {
        #[test]
        fn there_and_back(name in "\\PC{0,40}|[a-z&\\-\r\n\"]{0,40}") {
            let wire = encode(&name);
            prop_assert!(wire.bytes().all(|byte| (0x20..0x7f).contains(&byte)));
            prop_assert_eq!(decode(&wire), name);
        }

        #[test]
        fn anything_is_read(wire in "[ -~]{0,60}") {
            let _ = decode(&wire);
        }
    }
}
