//! The names of things: `at://` addresses, handles, the keys of records.

use jiff::Timestamp;

/// The collection in which posts lie.
pub const POST: &str = "app.bsky.feed.post";

/// No address is longer (the AT protocol allows 8 kB; nobody comes near that).
const LONGEST: usize = 2048;

/// The alphabet of record keys made from the time: sorts as its numbers do.
const SORTABLE: &[u8; 32] = b"234567abcdefghijklmnopqrstuvwxyz";

/// An `at://` address of a record, in its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtUri<'a> {
    /// A DID or a handle.
    pub authority: &'a str,
    /// The collection.
    pub collection: &'a str,
    /// The key.
    pub rkey: &'a str,
}

impl<'a> AtUri<'a> {
    /// Takes an address apart; `None` when it names no record.
    pub fn parse(text: &'a str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let mut parts = text.strip_prefix("at://")?.split('/');
        let (authority, collection, rkey) = (parts.next()?, parts.next()?, parts.next()?);
        let plain = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"._:~-%".contains(&b))
        };
        let whole = parts.next().is_none();
        (whole && plain(authority) && plain(collection) && plain(rkey)).then_some(Self {
            authority,
            collection,
            rkey,
        })
    }

    /// The same, if it is the address of a post that names its author by DID.
    pub fn of_post(text: &'a str) -> Option<Self> {
        Self::parse(text).filter(|uri| uri.collection == POST && is_did(uri.authority))
    }

    /// The author and key in a post's public address, `https://bsky.app/profile/AUTHOR/post/KEY`.
    pub fn of_page(text: &'a str) -> Option<Self> {
        let rest = text.trim().strip_prefix("https://")?;
        let rest = rest.strip_prefix("bsky.app/profile/")?;
        let rest = rest.split(['?', '#']).next()?;
        let (authority, rest) = rest.split_once('/')?;
        let rkey = rest.strip_prefix("post/")?.trim_end_matches('/');
        let named = is_did(authority) || is_handle(authority);
        let key = !rkey.is_empty()
            && rkey
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"._:~-".contains(&b));
        (text.len() <= LONGEST && named && key).then_some(Self {
            authority,
            collection: POST,
            rkey,
        })
    }
}

/// Whether this is the form of a DID.
pub fn is_did(text: &str) -> bool {
    let mut parts = text.splitn(3, ':');
    let (did, method, rest) = (parts.next(), parts.next(), parts.next());
    did == Some("did")
        && text.len() <= LONGEST
        && method.is_some_and(|m| !m.is_empty() && m.bytes().all(|b| b.is_ascii_lowercase()))
        && rest.is_some_and(|r| {
            !r.is_empty()
                && r.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"._:%-".contains(&b))
        })
}

/// Whether this is the form of a handle: a domain name of at least two parts, the last not a number.
pub fn is_handle(text: &str) -> bool {
    let part = |part: &str| {
        (1..=63).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    text.len() <= 253
        && text.contains('.')
        && text.split('.').all(part)
        && text
            .rsplit('.')
            .next()
            .is_some_and(|last| last.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// A record key made from a moment and, in the last ten bits, from a number.
pub fn tid(moment: Timestamp, number: u64) -> String {
    let micros = u64::try_from(moment.as_microsecond()).unwrap_or(0);
    let bits = ((micros << 10) & !(1 << 63)) | (number & 0x3ff);
    (0..13)
        .map(|place| {
            let digit = usize::try_from((bits >> (60 - 5 * place)) & 31).unwrap_or(0);
            char::from(SORTABLE[digit])
        })
        .collect()
}

/// The moment in a record key or revision that was made from one.
pub fn moment(tid: &str) -> Option<Timestamp> {
    if tid.len() != 13 {
        return None;
    }
    let mut bits: u64 = 0;
    for (place, byte) in tid.bytes().enumerate() {
        let digit = SORTABLE.iter().position(|known| *known == byte)? as u64;
        if place == 0 && digit > 7 {
            return None;
        }
        bits = (bits << 5) | digit;
    }
    Timestamp::from_microsecond(i64::try_from(bits >> 10).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_taken_apart() {
        let uri = AtUri::of_post("at://did:plc:abc/app.bsky.feed.post/3kabc").unwrap();
        assert_eq!((uri.authority, uri.rkey), ("did:plc:abc", "3kabc"));
        for page in [
            "https://bsky.app/profile/acme.example/post/3kabc",
            " https://bsky.app/profile/acme.example/post/3kabc/?ref=x#y",
        ] {
            let uri = AtUri::of_page(page).unwrap();
            assert_eq!((uri.authority, uri.rkey), ("acme.example", "3kabc"));
        }
        for bad in [
            "at://did:plc:abc/app.bsky.feed.post",
            "at://did:plc:abc/app.bsky.feed.post/3k/4",
            "at://did:plc:abc/app.bsky.feed.like/3kabc",
            "at://acme.example/app.bsky.feed.post/3kabc",
            "at://did:plc:abc/app.bsky.feed.post/a b",
            "https://bsky.app/profile/acme.example/post/3k",
        ] {
            assert!(AtUri::of_post(bad).is_none(), "{bad}");
        }
        for bad in [
            "http://bsky.app/profile/acme.example/post/3k",
            "https://bsky.app.evil.example/profile/acme.example/post/3k",
            "https://bsky.app/profile/acme.example/post/../x",
            "https://bsky.app/profile/acme/post/3k",
        ] {
            assert!(AtUri::of_page(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn handles_are_domains() {
        for good in ["acme.example", "a.b-c.co.uk", "8.cn", "Acme.Example"] {
            assert!(is_handle(good), "{good}");
        }
        for bad in [
            "",
            "acme",
            "acme.",
            "-a.example",
            "127.0.0.1",
            "a b.example",
            "ac\u{e9}.fr",
        ] {
            assert!(!is_handle(bad), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn keys_hold_their_moment_and_sort_by_it(
            one in 0_i64..4_000_000_000_000_000, two in 0_i64..4_000_000_000_000_000, number: u64,
        ) {
            let at = |micros| Timestamp::from_microsecond(micros).unwrap();
            let (first, second) = (tid(at(one), number), tid(at(two), number));
            prop_assert_eq!(moment(&first), Some(at(one)));
            prop_assert_eq!(one.cmp(&two), first.cmp(&second));
        }

        #[test]
        fn anything_can_be_looked_at(text in "\\PC{0,60}", key in "[2-7a-z]{13}") {
            let _ = (AtUri::parse(&text), AtUri::of_page(&text), is_did(&text), moment(&text), moment(&key));
        }
    }
}
