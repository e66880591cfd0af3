//! A dispatch as an Internet message.

use crate::channel::Dispatch;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::date::Date;
use std::borrow::Cow;

/// The message of a dispatch: From, To, Subject, Date, Message-ID, References and one text/plain
/// part in UTF-8, CRLF line ends. The same dispatch gives the same bytes. No field can begin a
/// header of its own: control characters in headers become spaces.
#[must_use]
pub fn compose(dispatch: &Dispatch) -> Vec<u8> {
    let (own_id, thread_id) = (id(&dispatch.own_id), id(&dispatch.thread_id));
    let mut message = MessageBuilder::new()
        .from(Address::new_address(
            Some(inline(&dispatch.from_name)),
            inline(&dispatch.from),
        ))
        .to(Address::new_address(None::<&str>, inline(&dispatch.to)))
        .subject(inline(&dispatch.subject))
        .date(Date::new(dispatch.date.as_second()))
        .message_id(own_id.as_ref());
    if !thread_id.is_empty() {
        message = message.references(thread_id.as_ref());
    }
    let mut bytes = Vec::with_capacity(1024 + dispatch.body.len() * 2);
    message
        .text_body(lines(&dispatch.body))
        .serialize(&mut bytes);
    bytes
}

/// Text for one header.
fn inline(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        Cow::Owned(text.replace(char::is_control, " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// A message id that cannot end early.
fn id(text: &str) -> Cow<'_, str> {
    let odd = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>');
    if text.contains(odd) {
        Cow::Owned(text.replace(odd, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// A body whose only line end is LF; NUL may not travel by mail at all.
fn lines(body: &str) -> Cow<'_, str> {
    if body.contains(['\r', '\0']) {
        Cow::Owned(
            body.replace("\r\n", "\n")
                .replace('\r', "\n")
                .replace('\0', "\u{fffd}"),
        )
    } else {
        Cow::Borrowed(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_parser::MessageParser;
    use proptest::prelude::*;

    fn dispatch() -> Dispatch {
        Dispatch {
            enquiry: 7,
            number: 1,
            from_name: "Anna Reed".to_owned(),
            from: "anna.reed+k7q2zz@shop.example".to_owned(),
            to: "service@acme.example".to_owned(),
            own_id: "k7q2zz.1@shop.example".to_owned(),
            thread_id: "k7q2zz@shop.example".to_owned(),
            subject: "Returning a coat".to_owned(),
            body: "Hello,\n\nHow long may I return a coat?\n.\n\nKind regards,\nAnna Reed\n"
                .to_owned(),
            date: "2026-11-02T09:30:15.5Z".parse().unwrap(),
            particulars: None,
        }
    }

    #[test]
    fn the_bytes() {
        assert_eq!(
            String::from_utf8(compose(&dispatch())).unwrap(),
            "From: \"Anna Reed\" <anna.reed+k7q2zz@shop.example>\r\n\
             To: <service@acme.example>\r\n\
             Subject: Returning a coat\r\n\
             Date: Mon, 2 Nov 2026 09:30:15 +0000\r\n\
             Message-ID: <k7q2zz.1@shop.example>\r\n\
             References: <k7q2zz@shop.example>\r\n\
             MIME-Version: 1.0\r\n\
             Content-Type: text/plain; charset=\"utf-8\"\r\n\
             Content-Transfer-Encoding: 7bit\r\n\
             \r\n\
             Hello,\r\n\r\nHow long may I return a coat?\r\n.\r\n\r\nKind regards,\r\nAnna Reed\r\n"
        );
    }

    proptest! {
        /// Whatever the fields hold, the message has exactly our headers, its lines end in CRLF,
        /// it is the same twice, and what it says can be read back.
        #[test]
        fn nothing_is_injected(
            from_name in "\\PC{0,20}|[a-z\r\n\0:<>\"\\\\ ,]{0,40}",
            subject in "\\PC{0,200}|[a-zA-Z\r\n\t :=?_]{0,300}",
            thread in "[a-z\r\n<> @]{0,20}",
            body in "(\\PC|[\r\n.\t =]){0,400}",
        ) {
            let given = Dispatch { from_name, subject, thread_id: thread, body, ..dispatch() };
            let bytes = compose(&given);
            prop_assert_eq!(&bytes, &compose(&given));
            prop_assert!(bytes.is_ascii());
            for (at, byte) in bytes.iter().enumerate() {
                match byte {
                    b'\n' => prop_assert_eq!(bytes[at - 1], b'\r'),
                    b'\r' => prop_assert_eq!(bytes[at + 1], b'\n'),
                    byte => prop_assert!(*byte != 0),
                }
            }
            prop_assert!(bytes.split(|b| *b == b'\n').all(|line| line.len() <= 999));
            let message = MessageParser::default().parse(&bytes).unwrap();
            let allowed = ["From", "To", "Subject", "Date", "Message-ID", "References", "MIME-Version",
                "Content-Type", "Content-Transfer-Encoding"];
            let mut names: Vec<_> = message.headers().iter().map(|h| h.name().to_owned()).collect();
            prop_assert!(names.iter().all(|n| allowed.contains(&n.as_str())), "{names:?}");
            names.sort();
            let count = names.len();
            names.dedup();
            prop_assert_eq!(names.len(), count);
            let to = message.to().unwrap().first().unwrap().address().unwrap();
            prop_assert_eq!(to, "service@acme.example");
            let text = message.body_text(0).unwrap().replace("\r\n", "\n");
            let said = lines(&given.body);
            prop_assert_eq!(text.trim_end(), said.trim_end());
        }
    }
}
