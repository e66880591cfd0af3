//! When a message came: law 2 of the design, time is the server's.

use super::mime::{Headers, lossy};
use crate::model::TimeSource;
use jiff::Timestamp;
use mail_parser::DateTime;

/// The times of one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct When {
    pub at: Option<Timestamp>,
    pub source: Option<TimeSource>,
    pub date_header: Option<Timestamp>,
    pub skew_seconds: Option<i64>,
}

/// The time at which our own mail exchanger took the message: the topmost Received field whose `by`
/// is one of `own_mx` (or the topmost of all when none is known), else INTERNALDATE; never Date.
pub(super) fn when(headers: &Headers<'_>, internal: Option<Timestamp>, own_mx: &[String]) -> When {
    let stamped = headers
        .all("received")
        .take(100)
        .map(lossy)
        .find(|field| own_mx.is_empty() || by_host(field).is_some_and(|host| is_ours(host, own_mx)))
        .and_then(|field| field.rsplit_once(';').and_then(|(_, date)| parse(date)));
    let (at, source) = match (stamped, internal) {
        (Some(at), _) => (Some(at), Some(TimeSource::Received)),
        (None, Some(at)) => (Some(at), Some(TimeSource::InternalDate)),
        (None, None) => (None, None),
    };
    let date_header = headers.first("date").and_then(|d| parse(&lossy(d)));
    let skew_seconds = match (date_header, at) {
        (Some(claimed), Some(at)) => Some(claimed.as_second() - at.as_second()),
        _ => None,
    };
    When {
        at,
        source,
        date_header,
        skew_seconds,
    }
}

fn is_ours(host: &str, own_mx: &[String]) -> bool {
    own_mx.iter().any(|own| own.eq_ignore_ascii_case(host))
}

/// The host in the `by` clause of a Received field, outside of comments.
fn by_host(field: &str) -> Option<&str> {
    clause(field, "by")
}

/// The word after a clause's keyword in a Received field, outside of comments and before the date.
pub(super) fn clause<'f>(field: &'f str, keyword: &str) -> Option<&'f str> {
    let (mut depth, mut found) = (0usize, false);
    for word in field.split_ascii_whitespace() {
        let opens = word.bytes().filter(|b| *b == b'(').count();
        let closes = word.bytes().filter(|b| *b == b')').count();
        if depth == 0 && opens == 0 {
            if found {
                return Some(
                    word.trim_matches(|c| matches!(c, ';' | '<' | '>' | '[' | ']'))
                        .trim_end_matches('.'),
                );
            }
            found = word.eq_ignore_ascii_case(keyword);
        }
        depth = (depth + opens).saturating_sub(closes);
    }
    None
}

/// A date of RFC 5322, leniently. A leap second is the second before it.
fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let mut date = DateTime::parse_rfc822(text)?;
    if date.second == 60 {
        date.second = 59;
    }
    if !date.is_valid() {
        return None;
    }
    Timestamp::from_second(date.to_timestamp()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn our_own_exchanger_is_believed_and_nobody_else() {
        let block = b"Received: from a (by (evil) mx.shop.test) by store.shop.test; Mon, 2 Nov 2026 09:00:09 +0000\nReceived: from x by MX.shop.test. with ESMTP\n id 1; Mon, 2 Nov 2026 10:00:05 +0100 (CET)\nReceived: by mx.shop.test; Mon, 2 Nov 2016 09:00:00 +0000\nDate: Fri, 2 Nov 2036 09:00:05 +0000\n\n";
        let (headers, _) = Headers::parse(block);
        let when = when(
            &headers,
            Some(at("2026-11-02T12:00:00Z")),
            &["mx.shop.test".into()],
        );
        assert_eq!(when.at, Some(at("2026-11-02T09:00:05Z")));
        assert_eq!(when.source, Some(TimeSource::Received));
        assert_eq!(when.skew_seconds, Some(315_619_200));
    }

    #[test]
    fn without_our_exchanger_the_mailbox_is_believed_never_the_sender() {
        let (headers, _) = Headers::parse(
            b"Received: by other.test; Mon, 2 Nov 2026 09:00:00 +0000\nDate: Mon, 2 Nov 2026 08:00:00 +0000\n\n",
        );
        let internal = Some(at("2026-11-02T12:00:00Z"));
        let found = when(&headers, internal, &["mx.shop.test".into()]);
        assert_eq!(
            (found.at, found.source),
            (internal, Some(TimeSource::InternalDate))
        );
        let found = when(&headers, None, &["mx.shop.test".into()]);
        assert_eq!((found.at, found.source), (None, None));
        let found = when(&headers, internal, &[]);
        assert_eq!(found.at, Some(at("2026-11-02T09:00:00Z")));
    }
}
