//! What an inbound can be tied to.

use super::token::{self, Token};
use jiff::Timestamp;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// One enquiry that was sent, as far as a reply can refer to it. An enquiry that was attempted twice
/// has two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The enquiry.
    pub enquiry: u32,
    /// The token in its address: ten characters of `a-z2-7`.
    pub token: String,
    /// Our Message-ID, without angle brackets.
    pub own_id: Option<String>,
    /// The id that we put into References, without angle brackets.
    pub thread_id: Option<String>,
    /// The id that the provider gave the message, see [`super::provider_id`].
    pub provider_id: Option<String>,
    /// The company's address.
    pub contact: Option<String>,
    /// The subject under which it went out.
    pub subject: String,
    /// When it was accepted.
    pub sent_at: Option<Timestamp>,
}

/// Everything that an inbound can be tied to. Keys are kept as 64-bit hashes in sorted lists: a
/// million enquiries take about 150 MB.
#[derive(Debug, Default)]
pub struct Register {
    entries: Vec<Entry>,
    tokens: HashMap<Token, u32>,
    own: Index,
    provider: Index,
    /// Ids, own and the provider's, that became known after the lists were sorted.
    late_own: Late,
    late_provider: Late,
    /// By the company's address, and by the key of its domain.
    contacts: Index,
    companies: Index,
    subjects: Vec<Box<str>>,
}

/// What the register keeps of one tie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub enquiry: u32,
    /// Hash of the company's key; 0 when its address is not known.
    pub company: u64,
    pub sent_at: Option<Timestamp>,
    subject: u32,
}

/// By hash, every entry that has it: two that share an id must both be found.
type Late = HashMap<u64, Vec<u32>>;

#[derive(Debug, Default)]
struct Index(Vec<(u64, u32)>);

impl Index {
    fn push(&mut self, key: &str, entry: u32) {
        if !key.is_empty() {
            self.0.push((hash(key), entry));
        }
    }

    fn close(&mut self) {
        self.0.sort_unstable();
        self.0.dedup();
        self.0.shrink_to_fit();
    }

    fn get(&self, key: u64) -> &[(u64, u32)] {
        let start = self.0.partition_point(|(k, _)| *k < key);
        let length = self.0[start..].partition_point(|(k, _)| *k == key);
        &self.0[start..start + length]
    }
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish().max(1)
}

impl Register {
    /// Takes in every enquiry that was sent.
    pub fn new(ties: impl Iterator<Item = Tie>) -> Self {
        let mut register = Self::default();
        let mut subjects: HashMap<Box<str>, u32> = HashMap::new();
        for tie in ties {
            let Ok(at) = u32::try_from(register.entries.len()) else {
                break;
            };
            if let Some(token) = token::parse(&tie.token) {
                register.tokens.insert(token, at);
            }
            for id in [&tie.own_id, &tie.thread_id].into_iter().flatten() {
                register.own.push(id, at);
            }
            if let Some(id) = &tie.provider_id {
                register.provider.push(id, at);
                if let Some((local, _)) = id.split_once('@') {
                    register.provider.push(local, at);
                }
            }
            let contact = tie.contact.map(|c| c.trim().to_lowercase());
            let company = contact.as_deref().map_or(0, |contact| {
                let key = company_key(contact);
                register.contacts.push(contact, at);
                register.companies.push(key, at);
                hash(key)
            });
            let subject = plain_subject(&tie.subject).into_boxed_str();
            let next = u32::try_from(subjects.len()).unwrap_or(u32::MAX);
            register.entries.push(Entry {
                enquiry: tie.enquiry,
                company,
                sent_at: tie.sent_at,
                subject: *subjects.entry(subject).or_insert(next),
            });
        }
        register.subjects = vec![Box::default(); subjects.len()];
        for (subject, index) in subjects {
            register.subjects[index as usize] = subject;
        }
        for index in [
            &mut register.own,
            &mut register.provider,
            &mut register.contacts,
            &mut register.companies,
        ] {
            index.close();
        }
        register
    }

    /// Takes in what became known of an enquiry since: that a server took it, when, and under which
    /// id of its own. An enquiry that is not in the register yet is left out.
    pub fn insert(&mut self, tie: &Tie) {
        let Some(at) = token::parse(&tie.token).and_then(|token| self.by_token(token)) else {
            return;
        };
        self.entries[at as usize].sent_at = tie.sent_at;
        if let Some(id) = &tie.own_id {
            self.late_own.entry(hash(id)).or_default().push(at);
        }
        if let Some(id) = &tie.provider_id {
            self.late_provider.entry(hash(id)).or_default().push(at);
            if let Some((local, _)) = id.split_once('@') {
                self.late_provider.entry(hash(local)).or_default().push(at);
            }
        }
    }

    pub(super) fn entry(&self, at: u32) -> &Entry {
        &self.entries[at as usize]
    }

    pub(super) fn subject(&self, entry: &Entry) -> &str {
        &self.subjects[entry.subject as usize]
    }

    pub(super) fn by_token(&self, token: Token) -> Option<u32> {
        self.tokens.get(&token).copied()
    }

    pub(super) fn by_own_id(&self, id: &str) -> impl Iterator<Item = u32> {
        let key = hash(id);
        let late = self.late_own.get(&key).into_iter().flatten().copied();
        self.own.get(key).iter().map(|(_, at)| *at).chain(late)
    }

    pub(super) fn by_provider_id(&self, id: &str) -> impl Iterator<Item = u32> {
        let key = hash(id);
        let late = self.late_provider.get(&key).into_iter().flatten().copied();
        self.provider.get(key).iter().map(|(_, at)| *at).chain(late)
    }

    /// The entries of the company that an address belongs to: those asked at this very address
    /// where there are any, else those of its domain. With the key of the company.
    pub(super) fn by_sender(&self, address: &str) -> Vec<u32> {
        let exact = self.contacts.get(hash(address));
        let found = if exact.is_empty() {
            self.companies.get(hash(company_key(address)))
        } else {
            exact
        };
        // A company has tens of enquiries; more is a register in which the sender tells nothing.
        found.iter().take(2_000).map(|(_, at)| *at).collect()
    }

    /// The company key of an address when it is the key of a company of the panel.
    pub(super) fn panel_company(&self, address: &str) -> Option<u64> {
        let key = hash(company_key(address));
        (!self.companies.get(key).is_empty()).then_some(key)
    }
}

/// Domains under which unrelated parties have names of their own: country second levels, helpdesks
/// and shops.
const SHARED: &[&str] = &[
    "ac.uk",
    "co.at",
    "co.jp",
    "co.nz",
    "co.uk",
    "co.za",
    "com.au",
    "com.be",
    "com.br",
    "com.fr",
    "gov.uk",
    "ltd.uk",
    "me.uk",
    "net.au",
    "org.au",
    "org.uk",
    "plc.uk",
    "freshdesk.com",
    "freshservice.com",
    "gorgias.com",
    "happyfox.com",
    "helpscoutapp.com",
    "intercom-mail.com",
    "myshopify.com",
    "onmicrosoft.com",
    "salesforce.com",
    "teamwork.com",
    "zendesk.com",
    "zohodesk.com",
    "zohodesk.eu",
];
/// Mail providers: there, the address is the party.
const FREEMAIL: &[&str] = &[
    "aol.com",
    "free.fr",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "kpnmail.nl",
    "laposte.net",
    "live.com",
    "live.nl",
    "mail.com",
    "me.com",
    "orange.fr",
    "outlook.com",
    "outlook.de",
    "outlook.fr",
    "proton.me",
    "protonmail.com",
    "sfr.fr",
    "skynet.be",
    "t-online.de",
    "telenet.be",
    "wanadoo.fr",
    "web.de",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.de",
    "yahoo.fr",
    "ziggo.nl",
    "btinternet.com",
];

/// The part of an address that tells the party: its registrable domain, or all of it at a mail
/// provider.
pub(super) fn company_key(address: &str) -> &str {
    let Some((_, domain)) = address.rsplit_once('@') else {
        return address;
    };
    let mut labels = domain.rmatch_indices('.');
    let second = labels.nth(1).map(|(at, _)| at + 1);
    let (base, third) = match second {
        Some(at) => (&domain[at..], labels.next().map(|(at, _)| at + 1)),
        None => (domain, None),
    };
    if FREEMAIL.contains(&domain) {
        address
    } else if SHARED.contains(&base) {
        third.map_or(domain, |at| &domain[at..])
    } else {
        base
    }
}

/// A subject without prefixes such as `Re:`, in lower case, blanks collapsed.
pub(super) fn plain_subject(subject: &str) -> String {
    let lower = subject.to_lowercase();
    let mut rest = lower.trim();
    // Each round takes one prefix off; a subject is short.
    for _ in 0..20 {
        let before = rest;
        if let Some((prefix, after)) = rest.split_once(':')
            && PREFIXES.contains(
                &prefix
                    .trim()
                    .trim_end_matches(|c: char| c == ']' || c == '[' || c.is_ascii_digit()),
            )
        {
            rest = after.trim_start();
        }
        // `[Ticket #123]`, `[Acme]`, `[EXTERNAL]`
        if let Some(tag) = rest.strip_prefix('[')
            && let Some((_, after)) = tag.split_once(']')
        {
            rest = after.trim_start();
        }
        if rest == before {
            break;
        }
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

const PREFIXES: &[&str] = &[
    "re",
    "aw",
    "antw",
    "antwoord",
    "betr",
    "fw",
    "fwd",
    "tr",
    "wg",
    "doorst",
    "rép",
    "rep",
    "ref",
    "r",
    "sv",
    "vs",
    "rv",
    "res",
    "i",
    "automatic reply",
    "automatische antwort",
    "automatisch antwoord",
    "réponse automatique",
    "auto",
    "autoreply",
    "out of office",
    "abwesend",
    "ext",
    "external",
    "spam",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_are_told_by_their_registrable_domain() {
        for (address, key) in [
            ("help@acme.test", "acme.test"),
            ("help@mail.acme.test", "acme.test"),
            ("help@mail.acme.co.uk", "acme.co.uk"),
            ("support@acme.zendesk.com", "acme.zendesk.com"),
            ("acme.shop@gmail.com", "acme.shop@gmail.com"),
            ("x@localhost", "localhost"),
            ("nonsense", "nonsense"),
        ] {
            assert_eq!(company_key(address), key);
        }
    }

    #[test]
    fn what_becomes_known_later_is_found_and_no_id_hides_another() {
        let tie = |enquiry: u32, token: &str, ids: Option<(&str, &str)>| Tie {
            enquiry,
            token: token.to_owned(),
            own_id: ids.map(|(own, _)| own.to_owned()),
            thread_id: None,
            provider_id: ids.map(|(_, provider)| provider.to_owned()),
            contact: None,
            subject: String::new(),
            sent_at: None,
        };
        let known = [tie(7, "aaaaaaaaaa", None), tie(8, "bbbbbbbbbb", None)];
        let mut register = Register::new(known.into_iter());
        register.insert(&tie(7, "aaaaaaaaaa", Some(("one@x", "4ABC@queue"))));
        register.insert(&tie(8, "bbbbbbbbbb", Some(("two@x", "4ABC@queue"))));
        register.insert(&tie(9, "cccccccccc", Some(("three@x", "4DEF"))));
        let enquiries = |found: Vec<u32>| -> Vec<u32> {
            found.iter().map(|at| register.entry(*at).enquiry).collect()
        };
        assert_eq!(enquiries(register.by_own_id("two@x").collect()), [8]);
        assert_eq!(enquiries(register.by_provider_id("4ABC").collect()), [7, 8]);
        assert_eq!(register.by_own_id("three@x").count(), 0, "not in the plan");
    }

    #[test]
    fn subjects_lose_their_prefixes() {
        for subject in [
            "Re: Opening  hours",
            "AW: WG: [Ticket #123] Opening hours",
            "[Acme] Re[2]: opening hours",
            "Réponse automatique : Opening hours",
        ] {
            assert_eq!(plain_subject(subject), "opening hours", "{subject}");
        }
    }

    #[test]
    fn a_million_ties_can_be_asked_for() {
        let ties = (0..20_000u32).map(|n| Tie {
            enquiry: n,
            token: "a".repeat(10),
            own_id: Some(format!("{n}@shop.test")),
            thread_id: None,
            provider_id: None,
            contact: Some(format!("help@c{}.test", n / 10)),
            subject: "Opening hours".to_owned(),
            sent_at: None,
        });
        let register = Register::new(ties);
        assert_eq!(
            register.by_own_id("777@shop.test").collect::<Vec<_>>(),
            [777]
        );
        assert_eq!(
            register.by_sender("anyone@c5.test"),
            (50..60).collect::<Vec<_>>()
        );
        assert_eq!(register.by_sender("anyone@unknown.test"), Vec::<u32>::new());
        assert_eq!(register.subjects.len(), 1);
    }
}
