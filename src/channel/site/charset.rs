//! Bytes of a page -> text.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A page says how it is written in its first kilobyte (HTML, section 13.2.3.2); some are late.
const HEAD: usize = 4 * 1024;

/// The text of a page: by its byte order mark, else as `Content-Type` says, else as the page itself does,
/// else UTF-8 where it is that, else what old pages mean by nothing. What fits none is replaced.
#[must_use]
pub fn decode(body: &[u8], content_type: Option<&str>) -> String {
    decode_named(body, content_type).0
}

/// The same, and the name of the encoding that it was read in, as WHATWG writes it.
#[must_use]
pub fn decode_named(body: &[u8], content_type: Option<&str>) -> (String, &'static str) {
    let head = &body[..body.len().min(HEAD)];
    let encoding = content_type
        .and_then(|value| named(value.as_bytes()))
        .or_else(|| in_meta(head))
        .unwrap_or_else(|| guess(body));
    let (text, read_in, _) = encoding.decode(body);
    (text.into_owned(), read_in.name())
}

/// What a `meta` of the page says. Who can read that it is in UTF-16 sees that it is not.
fn in_meta(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    let found = head
        .windows(5)
        .enumerate()
        .filter(|(_, w)| *w == b"<meta")
        .find_map(|(at, _)| {
            let tag = &head[at..];
            let end = tag.iter().position(|b| *b == b'>').unwrap_or(tag.len());
            named(&tag[..end])
        })?;
    Some(if found.is_ascii_compatible() {
        found
    } else {
        UTF_8
    })
}

/// What stands behind `charset=`, if it is known.
fn named(text: &[u8]) -> Option<&'static Encoding> {
    const KEY: &[u8] = b"charset";
    let at = text
        .windows(KEY.len())
        .position(|w| w.eq_ignore_ascii_case(KEY))?;
    let rest = text[at + KEY.len()..]
        .trim_ascii_start()
        .strip_prefix(b"=")?;
    let rest = rest.trim_ascii_start();
    let rest = rest
        .strip_prefix(b"\"")
        .or(rest.strip_prefix(b"'"))
        .unwrap_or(rest);
    let end = rest
        .iter()
        .position(|b| b.is_ascii_whitespace() || b"\"';/>,".contains(b));
    Encoding::for_label(&rest[..end.unwrap_or(rest.len())])
}

fn guess(body: &[u8]) -> &'static Encoding {
    match std::str::from_utf8(body) {
        Ok(_) => UTF_8,
        // Cut off in the middle of a character, behind others of its kind.
        Err(error) if error.error_len().is_none() && !body[..error.valid_up_to()].is_ascii() => {
            UTF_8
        }
        Err(_) => WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn header_then_page_then_bytes() {
        let latin = b"caf\xe9";
        let read = |body: &[u8], header| decode(body, header);
        assert_eq!(
            read(latin, Some("text/html; Charset=\"ISO-8859-1\"")),
            "caf\u{e9}"
        );
        assert_eq!(
            read(b"<META CHARSET='iso-8859-15'>\xa4", None),
            "<META CHARSET='iso-8859-15'>\u{20ac}"
        );
        assert_eq!(
            read(
                b"<meta http-equiv=x content=\"text/html; charset=koi8-r\">\xc1",
                Some("text/html")
            ),
            "<meta http-equiv=x content=\"text/html; charset=koi8-r\">\u{430}"
        );
        assert_eq!(
            read("<meta charset=utf-16>\u{e9}".as_bytes(), None),
            "<meta charset=utf-16>\u{e9}"
        );
        assert_eq!(
            read("caf\u{e9}".as_bytes(), Some("text/html; charset=nonsense")),
            "caf\u{e9}"
        );
        assert_eq!(read(latin, None), "caf\u{e9}");
        assert_eq!(read(latin, Some("text/html; charset=utf-8")), "caf\u{fffd}");
        assert_eq!(
            read(b"\xef\xbb\xbfok \xc3", Some("text/html; charset=latin1")),
            "ok \u{fffd}"
        );
        assert_eq!(read(b"caf\xc3\xa9 \xe2\x82", None), "caf\u{e9} \u{fffd}");
        assert_eq!(read(b"\xff\xfeo\0k\0", None), "ok");
    }

    proptest! {
        #[test]
        fn any_bytes_become_text(body in proptest::collection::vec(any::<u8>(), 0..200), header in "(charset=)?.{0,12}") {
            let _ = decode(&body, Some(&header));
            let mut page = b"<meta charset=".to_vec();
            page.extend(&body);
            let _ = decode(&page, None);
        }
    }
}
