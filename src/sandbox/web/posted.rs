//! What a browser sends when a form is submitted, read back. All of it comes from outside: bounded, and
//! whatever is not understood is left out.

/// No more fields are read.
const MOST_FIELDS: usize = 200;

/// The fields of a body in `application/x-www-form-urlencoded`, in the page's own encoding.
pub(super) fn urlencoded(body: &[u8], latin1: bool) -> Vec<(String, String)> {
    let text = |part: &[u8]| {
        let spaces: Vec<u8> = part
            .iter()
            .map(|b| if *b == b'+' { b' ' } else { *b })
            .collect();
        let bytes: Vec<u8> = percent_encoding::percent_decode(&spaces).collect();
        if latin1 {
            let (text, ..) = encoding_rs::WINDOWS_1252.decode(&bytes);
            references(&text)
        } else {
            String::from_utf8_lossy(&bytes).into_owned()
        }
    };
    body.split(|b| *b == b'&')
        .filter(|pair| !pair.is_empty())
        .take(MOST_FIELDS)
        .map(|pair| {
            let at = pair.iter().position(|b| *b == b'=').unwrap_or(pair.len());
            (
                text(&pair[..at]),
                text(pair.get(at + 1..).unwrap_or_default()),
            )
        })
        .collect()
}

/// Characters that the page's encoding lacks come as `&#8217;`.
fn references(text: &str) -> String {
    let mut parts = text.split("&#");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = part.split_once(';').and_then(|(number, rest)| {
            let number: u32 = number.parse().ok()?;
            Some((char::from_u32(number)?, rest))
        });
        if let Some((c, rest)) = number {
            plain.push(c);
            plain.push_str(rest);
        } else {
            plain.push_str("&#");
            plain.push_str(part);
        }
    }
    plain
}

/// The fields of a body in `multipart/form-data` (RFC 7578); `None` where it is none. A file's field has its
/// file name as its value.
pub(super) fn multipart(body: &[u8], content_type: &str) -> Option<Vec<(String, String)>> {
    let boundary = parameter(content_type, "boundary")?;
    if boundary.is_empty() || boundary.len() > 70 {
        return None;
    }
    let text = String::from_utf8_lossy(body);
    let mut fields = Vec::new();
    let separator = format!("\r\n--{boundary}");
    // The first boundary has no line before it.
    let text = format!("\r\n{text}");
    let mut parts = text.split(separator.as_str()).skip(1);
    let mut closed = false;
    for part in parts.by_ref().take(MOST_FIELDS) {
        if part.starts_with("--") {
            closed = true;
            break;
        }
        let (head, value) = part.strip_prefix("\r\n")?.split_once("\r\n\r\n")?;
        let disposition = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim()
                .eq_ignore_ascii_case("content-disposition")
                .then_some(value)
        })?;
        let name = parameter(disposition, "name")?;
        let value = parameter(disposition, "filename").unwrap_or_else(|| value.to_owned());
        fields.push((name, value));
    }
    closed.then_some(fields)
}

/// A parameter of a header, quoted or not.
fn parameter(header: &str, name: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|part| {
        let (found, value) = part.split_once('=')?;
        let value = value.trim();
        let value = value
            .strip_prefix('"')
            .and_then(|v| v.strip_suffix('"'))
            .unwrap_or(value);
        let value = value.replace("%22", "\"").replace("%0D%0A", "\r\n");
        found.trim().eq_ignore_ascii_case(name).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn a_form_is_read_in_the_encoding_of_its_page() {
        assert_eq!(
            urlencoded(b"a=caf%C3%A9+au+lait&b=&c", false),
            [pair("a", "café au lait"), pair("b", ""), pair("c", "")]
        );
        assert_eq!(
            urlencoded(b"a=caf%E9&b=%26%238212%3B+%26%23x", true),
            [pair("a", "café"), pair("b", "— &#x")]
        );
    }

    #[test]
    fn a_multipart_body_ends_with_its_last_boundary() {
        let body = b"--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\ntwo\r\n--xx\r\n\
            Content-Disposition: form-data; name=\"f\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--xx--\r\n";
        let read = multipart(body, "multipart/form-data; boundary=xx");
        assert_eq!(read, Some(vec![pair("a", "one\r\ntwo"), pair("f", "")]));
        assert_eq!(
            multipart(&body[..60], "multipart/form-data; boundary=xx"),
            None
        );
        assert_eq!(multipart(body, "multipart/form-data"), None);
    }

    proptest! {
        #[test]
        fn any_body_is_read(body in proptest::collection::vec(any::<u8>(), 0..300), kind in "\\PC{0,40}") {
            prop_assert!(urlencoded(&body, true).len() <= MOST_FIELDS);
            prop_assert!(urlencoded(&body, false).len() <= MOST_FIELDS);
            let _ = multipart(&body, &format!("multipart/form-data; boundary={kind}"));
        }

        #[test]
        fn what_is_encoded_is_read_back(fields in proptest::collection::vec(("[a-z\\[\\]]{1,9}", "\\PC{0,40}"), 0..6)) {
            let mut body = url::form_urlencoded::Serializer::new(String::new());
            body.extend_pairs(&fields);
            prop_assert_eq!(urlencoded(body.finish().as_bytes(), false), fields);
        }
    }
}
