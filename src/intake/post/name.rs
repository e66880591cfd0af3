//! Whether an account is a company's by its name.
//!
//! Anybody may call an account what he likes, so this is careful. What must be left of a handle, when the
//! company's name is taken out of it, is words of service and of countries: `AcmeHelp`, `acme_uk_support`. With
//! anything else beside the name (`acmedublin`), or with the name in the display name alone, it takes the
//! network's mark of an organisation; without one a person decides. Words such as `fan` and `parody` rule an
//! account out. What has the beginning of the name only is told apart from all this, see [`super::stem`].

use super::stem::{Beginning, Stem};
use crate::intake::register::company_key;
use crate::model::{Author, Network};
use std::sync::LazyLock;

/// No more of a name is looked at.
const LONGEST: usize = 100;

/// One word a line.
type Words = LazyLock<Vec<&'static str>>;

fn list(text: &'static str) -> Vec<&'static str> {
    text.lines().filter(|line| !line.is_empty()).collect()
}

/// What companies put beside their name in a handle.
static BESIDE: Words = Words::new(|| list(include_str!("names/beside.txt")));
/// What only others put there.
static AGAINST: Words = Words::new(|| list(include_str!("names/against.txt")));
/// Legal forms, which are no part of a name.
static LEGAL: Words = Words::new(|| list(include_str!("names/legal.txt")));
/// What many companies have in their names, so that none is told by it alone.
static COMMON: Words = Words::new(|| list(include_str!("names/common.txt")));
/// Where accounts of many parties have names of their own.
const HOSTS: &[&str] = &[
    "bsky.social",
    "bsky.team",
    "brid.gy",
    "eurosky.social",
    "blacksky.app",
];

/// What a company is called, in forms in which it may stand in the name of an account.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Names {
    /// Lower case, without blanks and signs; each distinctive.
    keys: Vec<String>,
    /// Its domains, each what is registered of it.
    domains: Vec<String>,
    /// What its name begins with, where that may tell it.
    stems: Vec<Stem>,
    /// Those that are less than its name: a handle or a domain may be no more.
    first: Vec<String>,
}

/// What the name of an account says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Resemblance {
    /// It is the company's; why.
    Same(String),
    /// It is made of this beginning of the company's name and words of service: it is the company's if no
    /// other's name begins so.
    Begins(String),
    /// It may be; why.
    Perhaps(String),
    /// It is not.
    None,
}

impl Names {
    /// Takes in a handle.
    pub fn add_handle(&mut self, network: Network, handle: &str) {
        match network {
            Network::Twitter => self.add_words(handle),
            Network::Bluesky => self.add_domain(handle),
        }
    }

    /// Takes in the company's name.
    pub fn add_name(&mut self, name: &str) {
        self.add_words(name);
        self.add_stem(name);
    }

    fn add_stem(&mut self, name: &str) {
        let words = words(name);
        let mut words = words
            .iter()
            .filter(|word| !BESIDE.contains(&word.as_str()) && !LEGAL.contains(&word.as_str()));
        let Some(stem) = words.next().and_then(|word| Stem::of(word)) else {
            return;
        };
        if words.next().is_some() && !self.first.iter().any(|first| first == stem.word()) {
            self.first.push(stem.word().to_owned());
        }
        // Where there was no room for the word in the handle: `SallowfielHifi` of Sallowfield.
        let cut = self.keys.iter().filter_map(|key| stem.cut(key));
        for stem in cut.chain([stem.clone()]).collect::<Vec<_>>() {
            if !self.stems.contains(&stem) {
                self.stems.push(stem);
            }
        }
    }

    /// Takes in the host of a site or a mail address, or a handle that is one.
    pub fn add_domain(&mut self, host: &str) {
        let domain = registered(host);
        if !domain.contains('.') {
            return self.add_words(host);
        }
        if let Some(label) = hosted(&domain, host) {
            return self.add_words(label);
        }
        self.add_words(domain.split('.').next().unwrap_or_default());
        if !self.domains.contains(&domain) {
            self.domains.push(domain);
        }
    }

    fn add_words(&mut self, name: &str) {
        let mut words = words(name);
        self.add_key(&words.concat());
        let besides =
            |word: &String| BESIDE.contains(&word.as_str()) || LEGAL.contains(&word.as_str());
        while words.len() > 1 && words.last().is_some_and(besides) {
            words.pop();
        }
        while words.len() > 1 && words.first().is_some_and(besides) {
            words.remove(0);
        }
        let mut key = words.concat();
        self.add_key(&key);
        // `acmehelp` has no boundary; only a long word is surely one.
        while let Some(rest) = BESIDE
            .iter()
            .filter(|word| word.len() >= 4)
            .find_map(|word| key.strip_suffix(word))
            .filter(|rest| rest.len() >= 3)
        {
            key = rest.to_owned();
        }
        self.add_key(&key);
    }

    fn add_key(&mut self, key: &str) {
        if key.len() >= 2 && !stands_beside(key) && !self.keys.iter().any(|k| k == key) {
            self.keys.push(key.to_owned());
        }
    }

    /// Every key that stands for the company by itself.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// What its name begins with, where that may tell it.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        self.stems.iter().map(Stem::word)
    }

    /// What the name of an account says of whether it is the company's.
    pub fn resembles(&self, network: Network, author: &Author) -> Resemblance {
        let organisation = matches!(author.verified.as_deref(), Some("business" | "government"));
        let mut handle = author.handle.as_str();
        let host;
        if network == Network::Bluesky {
            let domain = registered(handle);
            if let Some(label) = hosted(&domain, handle) {
                handle = label;
            } else {
                if self.domains.contains(&domain) {
                    return Resemblance::Same(format!("stands under its domain {domain}"));
                }
                host = domain.split('.').next().unwrap_or_default().to_owned();
                handle = &host;
            }
        }
        let (of_handle, of_name) = (words(handle), words(&author.name));
        let joined = of_handle.concat();
        let against = |words: &[String]| words.iter().any(|w| AGAINST.contains(&w.as_str()));
        let spoiled = |key: &str| {
            let rest = joined
                .strip_prefix(key)
                .or_else(|| joined.strip_suffix(key));
            rest.is_some_and(|rest| {
                AGAINST
                    .iter()
                    .any(|w| rest.trim_end_matches(|c: char| c.is_ascii_digit()) == *w)
            })
        };
        let mut keys = self.keys.iter().map(String::as_str).chain(self.stems());
        if against(&of_handle) || against(&of_name) || keys.any(spoiled) {
            return Resemblance::None;
        }
        let mut perhaps = None;
        for key in &self.keys {
            // `INGnl`
            let capitals = || {
                let rest = handle.strip_prefix(key.to_uppercase().as_str());
                rest.is_some_and(|r| {
                    !r.starts_with(char::is_uppercase) && made_of(&r.to_lowercase(), 2)
                })
            };
            if is_of(key, &of_handle) || capitals() {
                if self.first.contains(key) {
                    return Resemblance::Begins(key.clone());
                }
                return Resemblance::Same(format!("its handle is the name {key}"));
            }
            let named = of_name.iter().any(|w| w == key) || is_of(key, &of_name);
            let begun =
                joined.starts_with(key.as_str()) && (named || of_handle.iter().any(|w| w == key));
            if named || begun {
                perhaps = Some(key);
            }
        }
        let mut begun = None;
        for stem in &self.stems {
            match stem.begins(&of_handle, &joined, &of_name, &self.keys) {
                Some(Beginning::Served(part)) => return Resemblance::Begins(part),
                Some(Beginning::Perhaps(word)) => begun = Some(word),
                None => {}
            }
        }
        match perhaps {
            Some(key) if organisation => {
                Resemblance::Same(format!("verified as an organisation and named {key}"))
            }
            Some(key) => Resemblance::Perhaps(format!("has the name {key}, as anybody may")),
            None => begun.map_or(Resemblance::None, |word| {
                Resemblance::Perhaps(format!("has the word {word} of its name, as anybody may"))
            }),
        }
    }
}

/// The parts of a handle with which a company's name may begin.
pub(super) fn beginnings(network: Network, handle: &str) -> Vec<String> {
    let mut handle = handle.to_owned();
    if network == Network::Bluesky {
        let domain = registered(&handle);
        let label = hosted(&domain, &handle).map(str::to_owned);
        handle = label.unwrap_or_else(|| domain.split('.').next().unwrap_or_default().to_owned());
    }
    let joined = words(&handle).concat();
    let first = std::iter::once(0).chain(
        BESIDE
            .iter()
            .filter(|word| joined.starts_with(**word))
            .map(|word| word.len()),
    );
    let mut all: Vec<String> = first
        .flat_map(|at| {
            let rest = joined.get(at..).unwrap_or_default();
            (4..=rest.len()).filter_map(|end| Some(rest.get(..end)?.to_owned()))
        })
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether a word stands beside the names of many, or of too many in them, to tell one.
pub(super) fn stands_beside(word: &str) -> bool {
    [&BESIDE, &COMMON, &LEGAL, &AGAINST]
        .iter()
        .any(|list| list.contains(&word))
}

/// Whether words are a key and, beside it, only what companies put there.
fn is_of(key: &str, words: &[String]) -> bool {
    let beside = |word: &String| BESIDE.contains(&word.as_str()) || LEGAL.contains(&word.as_str());
    // Whole words first: a short key stands in too many others.
    for (first, _) in words.iter().enumerate() {
        let mut length = 0;
        for (last, word) in words.iter().enumerate().skip(first) {
            length += word.len();
            if length > key.len() {
                break;
            }
            if length == key.len()
                && words[first..=last].concat() == key
                && words[..first].iter().chain(&words[last + 1..]).all(beside)
            {
                return true;
            }
        }
    }
    let joined = words.concat();
    let shortest = if key.len() < 4 { 4 } else { 2 };
    joined.match_indices(key).take(4).any(|(at, _)| {
        (key.len() >= 4 || at == 0)
            && made_of(&joined[..at], shortest)
            && made_of(&joined[at + key.len()..], shortest)
    })
}

/// Whether a text is made of nothing but words that stand beside names, each so long at least.
pub(super) fn made_of(text: &str, shortest: usize) -> bool {
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for at in 0..text.len() {
        if !reached[at] {
            continue;
        }
        for word in BESIDE.iter().filter(|w| w.len() >= shortest) {
            if text.get(at..).is_some_and(|rest| rest.starts_with(word)) {
                reached[at + word.len()] = true;
            }
        }
    }
    reached[text.len()]
}

/// The words of a name or handle, folded: parted by signs, and where a capital follows a small letter or
/// another word's capital (`AcmeUKHelp`).
fn words(name: &str) -> Vec<String> {
    let name = &name[..name.floor_char_boundary(LONGEST)];
    let chars: Vec<char> = name.chars().collect();
    let (mut found, mut word) = (Vec::new(), String::new());
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|n| chars.get(n));
        let next = chars.get(at + 1);
        let humps = c.is_uppercase()
            && before.is_some_and(|b| {
                b.is_lowercase() || b.is_uppercase() && next.is_some_and(|n| n.is_lowercase())
            });
        let number = c.is_ascii_digit() != before.is_some_and(char::is_ascii_digit);
        if (!c.is_alphanumeric() || humps || number) && !word.is_empty() {
            found.push(std::mem::take(&mut word));
        }
        // An apostrophe parts no words: `Sam's`.
        if c.is_alphanumeric() {
            plain(*c, &mut word);
        }
    }
    if !word.is_empty() {
        found.push(word);
    }
    found
}

/// A letter in lower case without its accent.
fn plain(c: char, out: &mut String) {
    for c in c.to_lowercase() {
        match c {
            'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => out.push('a'),
            'è' | 'é' | 'ê' | 'ë' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'ø' => out.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => out.push('u'),
            'ç' => out.push('c'),
            'ñ' => out.push('n'),
            'ß' => out.push_str("ss"),
            'œ' => out.push_str("oe"),
            '\u{300}'..='\u{36f}' => {}
            c => out.push(c),
        }
    }
}

/// What is registered of a host, an address or the host of a site, in lower case.
fn registered(host: &str) -> String {
    let host = host.trim().trim_start_matches('@');
    let host = host.split_once("://").map_or(host, |(_, rest)| rest);
    let host = host.split(['/', ':', '?']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = host[..host.floor_char_boundary(LONGEST)].to_lowercase();
    company_key(&format!("@{host}"))
        .trim_start_matches('@')
        .to_owned()
}

/// The name that a party has under a domain of many.
fn hosted<'h>(domain: &str, handle: &'h str) -> Option<&'h str> {
    HOSTS.contains(&domain).then(|| {
        handle
            .trim_start_matches('@')
            .split('.')
            .next()
            .unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(handle: &str, name: &str, domain: &str) -> Names {
        let mut names = Names::default();
        names.add_handle(Network::Twitter, handle);
        names.add_name(name);
        names.add_domain(domain);
        names
    }

    fn of(names: &Names, handle: &str, name: &str, verified: Option<&str>) -> &'static str {
        let author = Author {
            handle: handle.to_owned(),
            name: name.to_owned(),
            verified: verified.map(str::to_owned),
            ..Author::default()
        };
        match names.resembles(Network::Twitter, &author) {
            Resemblance::Same(_) => "same",
            Resemblance::Begins(_) => "begins",
            Resemblance::Perhaps(_) => "perhaps",
            Resemblance::None => "none",
        }
    }

    #[test]
    fn service_accounts_are_told_from_those_that_only_sound_alike() {
        let acme = names("AcmeHelp", "Acme Ltd", "www.acme.co.uk");
        for (handle, name, verified, expected) in [
            ("acme", "", None, "same"),
            ("ACME_UK", "", None, "same"),
            ("acmeukhelp", "", None, "same"),
            ("AskAcme", "", None, "same"),
            ("Acme_Klantenservice", "", None, "same"),
            ("AcmeHelp2", "", None, "perhaps"),
            ("AcmeHelp2", "Acme Help", None, "perhaps"),
            ("acmedublin", "", None, "none"),
            ("Acme_Dublin", "", None, "perhaps"),
            ("Acme_Dublin", "Acme Dublin", Some("business"), "same"),
            ("xyz", "Acme Support", None, "perhaps"),
            ("xyz", "Acme Support", Some("blue"), "perhaps"),
            ("xyz", "Acme Support", Some("business"), "same"),
            ("xyz", "Other Support", Some("business"), "none"),
            ("macmeh", "", None, "none"),
            ("acmefans", "Acme", None, "none"),
            ("NotAcme", "Acme Help", Some("business"), "none"),
            ("help", "Help", None, "none"),
        ] {
            assert_eq!(
                of(&acme, handle, name, verified),
                expected,
                "{handle} {name}"
            );
        }
    }

    #[test]
    fn short_and_common_words_need_to_stand_alone() {
        let ing = names("ING", "ING Bank", "ing.test");
        for (handle, expected) in [
            ("INGnl", "same"),
            ("ING_nl", "same"),
            ("inghelp", "same"),
            ("AskING", "same"),
            ("helping", "none"),
            ("ingrid", "none"),
            ("ing_rid", "perhaps"),
        ] {
            assert_eq!(of(&ing, handle, "", None), expected, "{handle}");
        }
        let bank = names("TheFirstBank", "First Bank", "first.test");
        assert_eq!(of(&bank, "bank_help", "Bank", None), "none");
        assert_eq!(of(&bank, "firsthelp", "First", None), "none");
        assert_eq!(of(&bank, "FirstBankCares", "", None), "same");
        assert!(Names::default().keys().is_empty());
    }

    #[test]
    fn the_beginning_of_a_name_with_words_of_service_is_told_apart() {
        let linderby = names(
            "LinderbyRecords",
            "Linderby Records",
            "linderbyrecords.test",
        );
        for (handle, name, expected) in [
            ("LinderbyHelp", "", "begins"),
            ("linderby_uk", "", "begins"),
            ("AskLinderby", "", "begins"),
            ("LinderbyRecUK", "", "begins"),
            ("LinderbyRecords", "", "same"),
            ("Linderby", "", "perhaps"),
            ("TheLinderby", "", "perhaps"),
            ("LinderbyDublin", "", "perhaps"),
            ("linderbydublin", "", "perhaps"),
            ("vinyl_4_you", "Linderby Help", "perhaps"),
            ("LinderbyFans", "", "none"),
            ("linderbysucks", "", "none"),
            ("NotLinderby", "Linderby", "none"),
            ("linda_help", "", "none"),
        ] {
            assert_eq!(of(&linderby, handle, name, None), expected, "{handle}");
        }
        let sallow = names("SallowfielHifi2", "Sallowfield Audio 2", "sallowfield.test");
        assert_eq!(of(&sallow, "SallowfielHelp", "", None), "begins");
        assert_eq!(of(&sallow, "SallowfieldHelp", "", None), "begins");
        assert_eq!(of(&sallow, "SallowHelp", "", None), "none");
        let paper = names("PaperMoon", "Paper Moon", "papermoon.test");
        for (handle, expected) in [
            ("PaperHelp", "perhaps"),
            ("PaperMooHelp", "begins"),
            ("PaperMoonHelp", "same"),
            ("PaperLover7", "none"),
            ("paperboy", "none"),
        ] {
            assert_eq!(of(&paper, handle, "", None), expected, "{handle}");
        }
        assert!(beginnings(Network::Twitter, "AskLinderbyUK").contains(&"linderby".to_owned()));
        assert!(
            beginnings(Network::Bluesky, "linderby-uk.bsky.social")
                .contains(&"linderby".to_owned())
        );
    }

    #[test]
    fn names_keep_their_letters() {
        let globe = names("Globe", "Globe", "globe.test");
        assert_eq!(of(&globe, "glo_nl", "", None), "none");
        assert_eq!(of(&globe, "globebe", "", None), "same");
        assert_eq!(words("AcmeUKHelp_24x"), ["acme", "uk", "help", "24", "x"]);
        assert_eq!(words("Crédit Lune"), ["credit", "lune"]);
    }
}
