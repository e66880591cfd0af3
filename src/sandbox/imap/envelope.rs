//! ENVELOPE: the headers as IMAP cuts them up.

use mail_parser::{Address, HeaderValue, MessageParser};

/// The envelope of a header (RFC 3501, 7.4.2).
pub(super) fn envelope(header: &[u8]) -> String {
    // The parser's own empty message may not be asked anything.
    let Some(parsed) = MessageParser::default().parse_headers(header) else {
        return format!("({})", ["NIL"; 10].join(" "));
    };
    let from = addresses(parsed.from());
    let or_from = |list: String| if list == "NIL" { from.clone() } else { list };
    let raw = |name: &str| string(parsed.header_raw(name).map(str::trim));
    let id = |value: &HeaderValue<'_>| match value {
        HeaderValue::Text(id) => string(Some(&format!("<{id}>"))),
        HeaderValue::TextList(ids) => {
            let ids: Vec<String> = ids.iter().map(|id| format!("<{id}>")).collect();
            string(Some(&ids.join(" ")))
        }
        _ => "NIL".to_owned(),
    };
    format!(
        "({} {} {} {} {} {} {} {} {} {})",
        raw("Date"),
        raw("Subject"),
        from,
        or_from(addresses(parsed.sender())),
        or_from(addresses(parsed.reply_to())),
        addresses(parsed.to()),
        addresses(parsed.cc()),
        addresses(parsed.bcc()),
        id(parsed.in_reply_to()),
        string(parsed.message_id().map(|i| format!("<{i}>")).as_deref()),
    )
}

fn addresses(list: Option<&Address<'_>>) -> String {
    let Some(list) = list else {
        return "NIL".to_owned();
    };
    let all: String = list
        .iter()
        .filter_map(|a| {
            let (local, domain) = a.address()?.rsplit_once('@')?;
            let (name, local, domain) =
                (string(a.name()), string(Some(local)), string(Some(domain)));
            Some(format!("({name} NIL {local} {domain})"))
        })
        .collect();
    if all.is_empty() {
        "NIL".to_owned()
    } else {
        format!("({all})")
    }
}

/// A quoted string, or a literal where the text is not plain ASCII; line breaks of folded headers are
/// taken out.
fn string(text: Option<&str>) -> String {
    let Some(text) = text else {
        return "NIL".to_owned();
    };
    let text = text.replace(['\r', '\n', '\0'], "");
    if text.bytes().all(|b| (0x20..0x7F).contains(&b)) {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        format!("{{{}}}\r\n{text}", text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_envelope_holds_what_the_header_says() {
        let header = b"Date: Tue, 03 Nov 2026 10:15:00 +0000\r\nSubject: A \"quoted\" one\r\n\
                       From: \"Hart, A\" <a.hart@acme.example>\r\nTo: anna+t@shop.example\r\n\
                       Message-ID: <m@acme>\r\nIn-Reply-To: <o@shop>\r\n\r\n";
        assert_eq!(
            envelope(header),
            "(\"Tue, 03 Nov 2026 10:15:00 +0000\" \"A \\\"quoted\\\" one\" \
             ((\"Hart, A\" NIL \"a.hart\" \"acme.example\")) \
             ((\"Hart, A\" NIL \"a.hart\" \"acme.example\")) \
             ((\"Hart, A\" NIL \"a.hart\" \"acme.example\")) \
             ((NIL NIL \"anna+t\" \"shop.example\")) NIL NIL \"<o@shop>\" \"<m@acme>\")"
        );
        assert_eq!(
            envelope(b"\r\n"),
            "(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)"
        );
    }
}
