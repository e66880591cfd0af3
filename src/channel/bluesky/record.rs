//! What is written: a post's record, with its mention.

use super::uri::{self, POST};
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The bytes at which `@handle` stands in a text; facets count bytes of UTF-8, not characters. `None`
/// when it does not stand there as a word of its own.
pub fn mention(text: &str, handle: &str) -> Option<(usize, usize)> {
    let named = |c: char| c.is_alphanumeric() || c == '-';
    text.match_indices('@').find_map(|(start, _)| {
        let end = start + 1 + handle.len();
        let found = text.get(start + 1..end)?.eq_ignore_ascii_case(handle);
        let alone = !text[..start].ends_with(named)
            && !text[end..].starts_with(named)
            // `@acme.example.org` is no mention of `acme.example`.
            && !text[end..]
                .strip_prefix('.')
                .is_some_and(|rest| rest.starts_with(named));
        (found && alone && !handle.is_empty()).then_some((start, end))
    })
}

/// The key under which a text is posted at a moment: the milliseconds of the moment, the rest from the
/// text, so that two texts of one moment do not share a key.
pub fn key(text: &str, now: Timestamp) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let number = u64::from(u16::from_be_bytes([hash[0], hash[1]]));
    let micros = i64::from(u16::from_be_bytes([hash[2], hash[3]]) % 1000);
    let moment = Timestamp::from_microsecond(now.as_millisecond() * 1000 + micros).unwrap_or(now);
    uri::tid(moment, number)
}

/// The record of a post in which `@handle` mentions the account `did`.
pub fn post(text: &str, handle: &str, did: &str, now: Timestamp) -> Value {
    // No `langs`: a wrong one would hide the post from those who filter by language, and the text alone
    // does not say its own.
    let mut record = json!({
        "$type": POST,
        "text": text,
        "createdAt": stamp(now),
    });
    if let Some((start, end)) = mention(text, handle) {
        record["facets"] = json!([{
            "$type": "app.bsky.richtext.facet",
            "index": { "byteStart": start, "byteEnd": end },
            "features": [{ "$type": "app.bsky.richtext.facet#mention", "did": did }],
        }]);
    }
    record
}

/// With milliseconds, as every other program of this network writes it.
fn stamp(now: Timestamp) -> String {
    format!("{now:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_mention_is_counted_in_bytes() {
        assert_eq!(mention("@acme.example Hi", "acme.example"), Some((0, 13)));
        let text = "Caf\u{e9} \u{1f44b}\u{1f3fd} @Acme.Example, ouvert ?";
        let (start, end) = mention(text, "acme.example").unwrap();
        assert_eq!((start, end), (15, 28));
        assert_eq!(&text[start..end], "@Acme.Example");
        for other in [
            "@acme.example.org Hi",
            "@acme.examples Hi",
            "x@acme.example Hi",
            "acme.example Hi",
            "@acm\u{e9}.example Hi",
            "",
        ] {
            assert_eq!(mention(other, "acme.example"), None, "{other}");
        }
        assert_eq!(mention("@acme.example.", "acme.example"), Some((0, 13)));
    }

    #[test]
    fn the_record_as_it_is_written() {
        let now: Timestamp = "2026-11-02T09:00:00.123456Z".parse().unwrap();
        let record = post("@acme.example Open?", "acme.example", "did:plc:acme", now);
        assert_eq!(
            record,
            json!({
                "$type": "app.bsky.feed.post",
                "text": "@acme.example Open?",
                "createdAt": "2026-11-02T09:00:00.123Z",
                "facets": [{
                    "$type": "app.bsky.richtext.facet",
                    "index": { "byteStart": 0, "byteEnd": 13 },
                    "features": [{ "$type": "app.bsky.richtext.facet#mention", "did": "did:plc:acme" }],
                }],
            })
        );
    }

    #[test]
    fn a_key_belongs_to_its_text_and_moment() {
        let now: Timestamp = "2026-11-02T09:00:00.123456Z".parse().unwrap();
        let one = key("@acme.example Open?", now);
        assert_eq!(one, key("@acme.example Open?", now));
        assert_ne!(one, key("@acme.example Closed?", now));
        let held = uri::moment(&one).unwrap();
        assert_eq!(held.as_millisecond(), now.as_millisecond());
    }

    proptest! {
        #[test]
        fn what_is_found_is_the_mention(before in "\\PC{0,20}", after in "\\PC{0,20}") {
            let text = format!("{before} @acme.example {after}");
            let (start, end) = mention(&text, "acme.example").unwrap();
            prop_assert!(text[start..end].eq_ignore_ascii_case("@acme.example"));
            let anything = format!("{before}{after}");
            let _ = mention(&anything, &before);
        }
    }
}
