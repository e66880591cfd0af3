//! The enquiry's token in an address, an id or a text, whatever has been wrapped around it.

/// Length of a token; its characters are `a-z` and `2-7` (RFC 4648, section 6).
pub(super) const LENGTH: usize = 10;

/// A token in a form that fits a word.
pub(super) type Token = [u8; LENGTH];

/// Reads a token from exactly its characters, in either case. `0`, `1` and `8`, which no token has,
/// are read as the letters they stand for in a mangled copy.
pub(super) fn parse(word: &str) -> Option<Token> {
    let bytes: &[u8; LENGTH] = word.as_bytes().try_into().ok()?;
    let mut token = *bytes;
    for byte in &mut token {
        *byte = match byte.to_ascii_lowercase() {
            b'0' => b'o',
            b'1' => b'l',
            b'8' => b'b',
            other @ (b'a'..=b'z' | b'2'..=b'7') => other,
            _ => return None,
        };
    }
    Some(token)
}

/// Every word of a text that could be a token. What wraps an address (BATV's `prvs=TAG=`, SRS, VERP)
/// separates by signs that no token has, so the pieces between them are looked at.
pub(super) fn in_text(text: &str) -> impl Iterator<Item = (Token, &str)> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() == LENGTH)
        .filter_map(|word| parse(word).map(|token| (token, word)))
}

/// The token in the plus-part of an address, as it stands there: `anna+TOKEN@shop.test`, also
/// wrapped. It need not be one of ours.
pub(super) fn of_address(address: &str) -> Option<&str> {
    let local = address.rsplit_once('@').map_or(address, |(local, _)| local);
    local
        .split('+')
        .skip(1)
        .filter_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric()).next())
        .find(|word| parse(word).is_some())
}

/// Whether an address is `base` with a plus-part, also wrapped: `prvs=1=anna+TOKEN@shop.test` is one
/// of `anna@shop.test`.
pub(super) fn is_tagged(address: &str, base: &str) -> bool {
    let (Some((local, domain)), Some((name, home))) =
        (address.rsplit_once('@'), base.rsplit_once('@'))
    else {
        return false;
    };
    let name = name.to_lowercase();
    domain.eq_ignore_ascii_case(home)
        && local
            .to_lowercase()
            .split_once('+')
            .is_some_and(|(own, _)| {
                own.strip_suffix(name.as_str())
                    .is_some_and(|wrapping| wrapping.is_empty() || wrapping.ends_with('='))
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_found_behind_all_wrappings() {
        for address in [
            "anna+k3abcdefg7@shop.test",
            "Anna+K3ABCDEFG7@shop.test",
            "prvs=1234ab12cd=anna+k3abcdefg7@shop.test",
            "srs0=hhhh=tt=shop.test=anna+k3abcdefg7@fwd.test",
            "bounce+anna+k3abcdefg7=shop.test@list.test",
        ] {
            assert_eq!(
                of_address(address).and_then(parse),
                parse("k3abcdefg7"),
                "{address}"
            );
            assert!(in_text(address).any(|(t, _)| &t == b"k3abcdefg7"));
        }
        assert_eq!(of_address("anna.reed@shop.test"), None);
        assert_eq!(of_address("anna+short@shop.test"), None);
    }

    #[test]
    fn a_plus_part_belongs_to_its_address() {
        for (address, tagged) in [
            ("anna+k3abcdefg7@shop.test", true),
            ("Anna+K3ABCDEFG7@Shop.test", true),
            ("prvs=1234ab12cd=anna+k3abcdefg7@shop.test", true),
            ("joanna+k3abcdefg7@shop.test", false),
            ("anna+k3abcdefg7@other.test", false),
            ("anna@shop.test", false),
            ("anna", false),
        ] {
            assert_eq!(is_tagged(address, "anna@shop.test"), tagged, "{address}");
        }
    }

    #[test]
    fn mangled_letters_are_mended() {
        assert_eq!(parse("k3abcdef0l"), parse("k3abcdefo1"));
        assert_eq!(parse("k3abcdefé"), None);
    }
}
