//! The accounts of a company on a network: which there are, and how those who write for them sign.

use super::hours::Desk;
use crate::model::{Channel, Company, plain_handle};
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

/// What the companies of a panel are called on a network: their handles and names, lower case without
/// blanks, each with the company's index; in order.
pub(in crate::sandbox) struct Called(Vec<(String, u32)>);

impl Called {
    /// Of all that have a contact point on the channel.
    pub(in crate::sandbox) fn of(panel: &[Company], channel: Channel) -> Self {
        let mut all = Vec::new();
        for (index, company) in (0..).zip(panel) {
            if let Some(point) = company.contact_point(channel) {
                all.push((company.name.to_lowercase().replace(' ', ""), index));
                all.extend(point.split_whitespace().map(|h| (plain_handle(h), index)));
            }
        }
        all.sort_unstable();
        Self(all)
    }

    /// How many letters of a company's handle it takes until nobody else is called so; all of them where the
    /// whole handle is what another's begins with.
    pub(in crate::sandbox) fn least(&self, company: u32, main: &str) -> usize {
        let main = plain_handle(main);
        let at = self.0.partition_point(|(name, _)| *name < main);
        let alike = |name: &str| {
            let same = name.bytes().zip(main.bytes()).take_while(|(a, b)| a == b);
            same.count()
        };
        // In order, the most alike stand next to it.
        let other = |(name, of): &&(String, u32)| *of != company && !name.is_empty();
        let before = self.0[..at].iter().rev().find(other);
        let behind = self.0[at..].iter().find(other);
        let most = before
            .into_iter()
            .chain(behind)
            .map(|(n, _)| alike(n))
            .max();
        (most.unwrap_or(0) + 1).min(main.len())
    }
}

/// A handle for the service account beside `main`, which resembles it and which nobody in `taken` (plain
/// handles) has. `main` is a handle of Twitter or, with dots in it, a domain name of Bluesky. So many of its
/// letters as [`Called::least`] says stand in it, so that it fits no other company.
pub(in crate::sandbox) fn service_handle(
    main: &str,
    least: usize,
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
    // The whole name where there is room for it, else without its last word, else cut: where others are called
    // alike, as late as there is room.
    let cut = |most: usize| name.get(..name.len().min(most)).unwrap_or(name);
    let shorter = name
        .rfind(|c: char| c.is_ascii_uppercase())
        .filter(|at| *at >= 5)
        .map_or(name, |at| &name[..at]);
    let mut stems = vec![name, shorter, cut(9)];
    if shorter.len() < least {
        stems.extend((least..name.len()).rev().map(cut));
    }
    stems.retain(|stem| stem.len() >= least.min(name.len()));
    for stem in stems {
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
            service_handle(main, 0, &HashSet::new(), &mut Chance::of(seed, &["x"])).unwrap()
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
            let other = service_handle("@CorvaneBank", 0, &taken, &mut Chance::of(seed, &["x"]));
            assert_ne!(other.unwrap(), "CorvaneBankUK");
        }
    }

    #[test]
    fn a_service_account_fits_no_other_company() {
        let panel = crate::sandbox::panel(100, 4);
        let called = Called::of(&panel, Channel::Twitter);
        let mut alike = 0;
        for (index, company) in (0..).zip(&panel) {
            let Some(point) = company.contact_point(Channel::Twitter) else {
                continue;
            };
            let main = point.split(' ').next().unwrap().trim_start_matches('@');
            let least = called.least(index, main);
            let mut chance = Chance::of(4, &["x", main]);
            let Some(found) = service_handle(main, least, &HashSet::new(), &mut chance) else {
                continue;
            };
            let (found, begun) = (found.to_lowercase(), main[..least].to_lowercase());
            assert!(found.contains(&begun), "{found} of {main}");
            let others = panel
                .iter()
                .enumerate()
                .filter(|(n, _)| *n != index as usize);
            let with_handle = others.filter_map(|(_, c)| {
                let point = c.contact_point(Channel::Twitter)?;
                Some((c.name.to_lowercase().replace(' ', ""), point.to_lowercase()))
            });
            let whole = begun.len() == main.len();
            for (name, handles) in with_handle {
                assert!(whole || !name.starts_with(&begun), "{found} fits {name}");
                let fits = handles.split(' ').any(|h| h[1..].starts_with(&begun));
                assert!(whole || !fits, "{found} fits {handles}");
            }
            let first = company.name.split(' ').next().unwrap().len();
            alike += usize::from(least > first);
        }
        assert!(alike > 10, "only {alike} are called as another is");
    }

    proptest! {
        #[test]
        fn a_service_handle_is_a_handle(main in "[A-Za-z0-9_]{1,15}", seed in 0..50_u64) {
            let found = service_handle(&main, 0, &HashSet::new(), &mut Chance::of(seed, &["x"]));
            if let Some(handle) = found {
                prop_assert!(handle.len() <= 15 && !handle.is_empty());
                prop_assert!(handle.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
                prop_assert_ne!(plain_handle(&handle), plain_handle(&main));
            }
        }
    }
}
