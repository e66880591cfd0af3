//! The accounts of a company on a network: which there are, and how those who write for them sign.

use super::hours::Desk;
use crate::model::plain_handle;
use crate::sandbox::chance::Chance;
use std::collections::HashSet;

/// The accounts of a company on a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accounts {
    /// The one that is asked, without `@`.
    pub main: String,
    /// A service account beside it, which mostly answers in its place.
    pub second: Option<SecondAccount>,
    /// How replies are signed.
    pub sign: Sign,
    /// When somebody is there.
    pub desk: Desk,
    /// The account answers every post at once by itself.
    pub automatic: bool,
}

/// A service account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondAccount {
    /// Without `@`.
    pub handle: String,
    /// Whether the panel names it.
    pub known: bool,
}

/// How replies are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// Not at all.
    Nothing,
    /// `^KT`
    Initials,
    /// `-Kirsty`
    Name,
}

impl Accounts {
    /// The accounts of a company by its contact point, without an unknown one.
    pub(super) fn of(contact_point: &str, chance: &mut Chance) -> Option<Self> {
        let mut handles = contact_point
            .split_whitespace()
            .map(|h| h.trim_start_matches('@').to_owned())
            .filter(|h| !h.is_empty());
        Some(Self {
            main: handles.next()?,
            second: handles.next().map(|handle| SecondAccount {
                handle,
                known: true,
            }),
            sign: chance.weighted(&[(Sign::Nothing, 7), (Sign::Initials, 9), (Sign::Name, 4)]),
            desk: Desk::draw(chance),
            automatic: false,
        })
    }
}

/// Longest handle on Twitter.
const LONGEST: usize = 15;

/// Before or behind the name of a company, in the name of its service account.
const SERVICE: [(&str, &str); 9] = [
    ("", "Help"),
    ("", "Care"),
    ("Ask", ""),
    ("", "UK"),
    ("", "CS"),
    ("", "_Help"),
    ("", "Cares"),
    ("Hello", ""),
    ("", "Support"),
];

/// A handle for the service account beside `main`, which resembles it and which nobody in `taken` (plain
/// handles) has. `main` is a handle of Twitter or, with dots in it, a domain name of Bluesky.
pub(in crate::sandbox) fn service_handle(
    main: &str,
    taken: &HashSet<String>,
    chance: &mut Chance,
) -> Option<String> {
    let main = main.trim_start_matches('@');
    let (name, rest, longest) = match main.split_once('.') {
        Some((label, _)) => (label, &main[label.len()..], 40),
        None => (main, "", LONGEST),
    };
    let mut forms = SERVICE;
    chance.shuffle(&mut forms);
    // The whole name where there is room for it, else without its last word, else cut.
    let cut = |most: usize| name.get(..name.len().min(most)).unwrap_or(name);
    let shorter = name
        .rfind(|c: char| c.is_ascii_uppercase())
        .filter(|at| *at >= 5)
        .map_or(name, |at| &name[..at]);
    for stem in [name, shorter, cut(9)] {
        for (before, behind) in forms {
            let mut handle = format!("{before}{stem}{behind}");
            if !rest.is_empty() {
                handle = handle.to_lowercase().replace('_', "-");
            }
            if handle.len() <= longest {
                handle.push_str(rest);
                if !taken.contains(&plain_handle(&handle)) {
                    return Some(handle);
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_service_account_is_named_after_the_company() {
        let named = |main: &str, seed| {
            service_handle(main, &HashSet::new(), &mut Chance::of(seed, &["x"])).unwrap()
        };
        for seed in 0..20 {
            let short = named("CorvaneBank", seed);
            assert!(
                short.contains("CorvaneBank") && short.len() <= 15,
                "{short}"
            );
            let long = named("BrackendaleWear", seed);
            assert!(long.contains("Brackendale") && long.len() <= 15, "{long}");
            let bluesky = named("corvane.bsky.social", seed);
            assert!(bluesky.ends_with(".bsky.social") && bluesky.contains("corvane"));
        }
        let taken = HashSet::from(["corvanebankuk".to_owned()]);
        for seed in 0..20 {
            let other = service_handle("@CorvaneBank", &taken, &mut Chance::of(seed, &["x"]));
            assert_ne!(other.unwrap(), "CorvaneBankUK");
        }
    }

    proptest! {
        #[test]
        fn a_service_handle_is_a_handle(main in "[A-Za-z0-9_]{1,15}", seed in 0..50_u64) {
            let found = service_handle(&main, &HashSet::new(), &mut Chance::of(seed, &["x"]));
            if let Some(handle) = found {
                prop_assert!(handle.len() <= 15 && !handle.is_empty());
                prop_assert!(handle.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
                prop_assert_ne!(plain_handle(&handle), plain_handle(&main));
            }
        }
    }
}
