//! How an account answers others: how often, how fast, and whether somebody signs.

use crate::model::{Network, Post, Profile, plain_handle};
use jiff::Timestamp;
use std::collections::HashSet;

/// The alphabet of a TID, Bluesky's record key: 13 characters of five bits, the upper 53 of which are
/// microseconds.
const TID: &[u8] = b"234567abcdefghijklmnopqrstuvwxyz";

/// The moment that X's ids count from, milliseconds.
const TWEPOCH: i64 = 1_288_834_974_657;

/// When a post was made, as its id shows; `None` when it is no id of the network. On X the id is the
/// network's; on Bluesky the author's client made it, which is near enough for a median.
pub(super) fn made_at(network: Network, id: &str) -> Option<Timestamp> {
    match network {
        Network::Twitter => {
            let id: i64 = id.parse().ok()?;
            // Ids before November 2010 do not hold a time.
            let milliseconds = (id > 30_000_000_000).then_some(id >> 22)?;
            Timestamp::from_millisecond(milliseconds + TWEPOCH).ok()
        }
        Network::Bluesky => {
            let key = id.rsplit('/').next()?.as_bytes();
            if key.len() != 13 {
                return None;
            }
            let mut number: u64 = 0;
            for byte in key {
                let digit = TID.iter().position(|c| c == byte)?;
                number = number << 5 | digit as u64;
            }
            let microseconds = i64::try_from(number >> 10).ok()?;
            Timestamp::from_microsecond(microseconds).ok()
        }
    }
}

/// The posts by which an account answers somebody else; an answer to itself continues a thread.
pub(super) fn to_others<'p>(profile: &Profile, posts: &'p [Post]) -> Vec<&'p Post> {
    let own: HashSet<&str> = posts.iter().map(|p| p.id.as_str()).collect();
    let handle = plain_handle(&profile.handle);
    posts
        .iter()
        .filter(|post| {
            let Some(replied_to) = &post.replied_to else {
                return false;
            };
            if own.contains(replied_to.as_str()) {
                return false;
            }
            match profile.network {
                // at://DID/app.bsky.feed.post/KEY names whose post it is.
                Network::Bluesky => !replied_to.starts_with(&format!("at://{}/", profile.id)),
                Network::Twitter => post.mentions.iter().any(|m| plain_handle(m) != handle),
            }
        })
        .collect()
}

/// The hours from a customer's post to the answer, for each answer whose question shows its time.
pub(super) fn hours(network: Network, replies: &[&Post]) -> Vec<f64> {
    let mut hours: Vec<f64> = replies
        .iter()
        .filter_map(|reply| {
            let asked = made_at(network, reply.replied_to.as_deref()?)?;
            let seconds = reply.created_at.duration_since(asked).as_secs();
            // What took over a year, or no time at all, is a wrong clock rather than an answer.
            (0..=31_622_400)
                .contains(&seconds)
                .then_some(seconds as f64 / 3600.0)
        })
        .collect();
    hours.sort_by(f64::total_cmp);
    hours
}

/// The middle of a sorted list, the mean of the middle two when there are two.
pub(super) fn median(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    match sorted {
        [] => None,
        _ if sorted.len() % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

/// Whether initials or a first name stand below a post: `^KT`, `-Sam`, `/JB`, `*Anna`.
pub(super) fn is_signed(text: &str) -> bool {
    let text = text.trim_end();
    // A link or a picture may come behind the name.
    let mut words = text.split_whitespace().rev();
    let mut last = words.next().unwrap_or_default();
    while last.contains("://") || last.starts_with('#') {
        last = words.next().unwrap_or_default();
    }
    let before = words.next().unwrap_or_default();
    let mark = |c: char| matches!(c, '^' | '/' | '*' | '~' | '-' | '\u{2013}' | '\u{2014}');
    let name = match last.chars().next() {
        Some(first) if mark(first) => last.trim_start_matches(mark),
        _ if !before.is_empty() && before.chars().all(mark) => last,
        _ => return false,
    };
    let letters = name.chars().count();
    let initials = (1..=3).contains(&letters) && name.chars().all(char::is_alphabetic);
    let first_name = (2..=14).contains(&letters)
        && name.chars().next().is_some_and(char::is_uppercase)
        && name.chars().skip(1).all(|c| c.is_lowercase() || c == '-');
    (initials && name.chars().any(char::is_uppercase)) || first_name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_hold_the_time() {
        // The example of X's own documentation of snowflake ids.
        assert_eq!(
            made_at(Network::Twitter, "1541815603606036480"),
            "2022-06-28T16:07:40.105Z".parse().ok()
        );
        assert_eq!(made_at(Network::Twitter, "20"), None);
        assert_eq!(
            made_at(
                Network::Bluesky,
                "at://did:plc:x/app.bsky.feed.post/3jzfcijpj2z2a"
            )
            .map(|t| t.strftime("%Y-%m").to_string()),
            Some("2023-06".to_owned())
        );
        assert_eq!(
            made_at(Network::Bluesky, "at://did:plc:x/app.bsky.feed.post/self"),
            None
        );
    }

    #[test]
    fn signatures_of_service_desks() {
        for text in [
            "It opens at nine. ^KT",
            "Sure! -Sam",
            "Done /JB",
            "See you *Anna",
            "OK ^ KT",
            "Yes ~Jo https://a.example",
        ] {
            assert!(is_signed(text), "{text}");
        }
        for text in [
            "It opens at nine.",
            "well-known",
            "4 - 5",
            "and/or",
            "no",
            "- not this",
            "open 9-5",
        ] {
            assert!(!is_signed(text), "{text}");
        }
    }

    #[test]
    fn medians() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[1.0, 2.0, 4.0, 9.0]), Some(3.0));
    }
}
