//! Every enquiry that was sent, findable by whatever a reply may refer to.

use super::chain::Chain;
use super::company::{company_key, label};
use super::subject::plain_subject;
use super::wording::template;
use crate::intake::kind::Topic;
use crate::intake::token::{self, Token};
use jiff::Timestamp;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// One enquiry that was sent, as far as a reply can refer to it. An enquiry that was attempted twice
/// has two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tie {
    /// The enquiry.
    pub enquiry: u32,
    /// The token in its address: ten characters of `a-z2-7`.
    pub token: String,
    /// Our Message-ID, without angle brackets.
    pub own_id: Option<String>,
    /// The id that we put into References, without angle brackets.
    pub thread_id: Option<String>,
    /// The id that the provider gave the message, see [`super::super::provider_id`].
    pub provider_id: Option<String>,
    /// The company's address.
    pub contact: Option<String>,
    /// The persona's address without the token, where it is known.
    pub persona: Option<String>,
    /// The subject under which it went out.
    pub subject: String,
    /// The question as it was put; places such as `{company}` may stand unfilled. Empty when it is
    /// not known.
    pub text: String,
    /// When it was accepted.
    pub sent_at: Option<Timestamp>,
}

/// Everything that an inbound can be tied to. Keys are kept as 64-bit hashes in sorted lists: a
/// million enquiries take about 170 MB. What [`Register::learn`] adds is bounded for each of them.
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
    /// The company that alone has a name in its domain; 0 where two have it.
    labels: HashMap<u64, u64>,
    personas: HashMap<Box<str>, u32>,
    subjects: Vec<Box<str>>,
    /// Our texts as sorted shingles; the first is empty.
    texts: Vec<Box<[u32]>>,
    /// What each of them asks.
    topics: Vec<Topic>,
    /// Entries in order of their enquiries.
    order: Vec<u32>,
    chain: Chain,
    /// Who first wrote about an enquiry whose company is not known.
    claims: HashMap<u32, u64>,
}

/// What the register keeps of one tie.
#[derive(Debug, Clone, Copy)]
pub(in crate::intake) struct Entry {
    pub enquiry: u32,
    /// Hash of the company's key; 0 when its address is not known.
    pub company: u64,
    /// 0 when it is not known.
    pub persona: u32,
    /// Whether a server may have got it.
    pub attempted: bool,
    pub sent_at: Option<Timestamp>,
    subject: u32,
    text: u32,
}

/// By hash, every entry that has it: two that share an id must both be found.
type Late = HashMap<u64, Vec<u32>>;

/// Entries by the hash of a key, sorted; and for each of its leading bits, where they begin. Hashes
/// spread evenly, so that a look reads a handful of neighbours, however many there are.
#[derive(Debug, Default)]
struct Index {
    sorted: Vec<(u64, u32)>,
    starts: Vec<u32>,
    shift: u32,
}

impl Index {
    fn push(&mut self, key: &str, entry: u32) {
        if !key.is_empty() {
            self.sorted.push((hash(key), entry));
        }
    }

    fn close(&mut self) {
        self.sorted.sort_unstable();
        self.sorted.dedup();
        self.sorted.shrink_to_fit();
        let buckets = (self.sorted.len() / 4 + 2).next_power_of_two();
        self.shift = u64::BITS - buckets.trailing_zeros();
        self.starts = vec![0; buckets + 1];
        for (key, _) in &self.sorted {
            self.starts[bucket(*key, self.shift) + 1] += 1;
        }
        for at in 0..buckets {
            self.starts[at + 1] += self.starts[at];
        }
    }

    fn get(&self, key: u64) -> &[(u64, u32)] {
        let Some([start, end, ..]) = self.starts.get(bucket(key, self.shift)..) else {
            return &[];
        };
        let bucket = &self.sorted[*start as usize..*end as usize];
        let first = bucket.partition_point(|(k, _)| *k < key);
        let length = bucket[first..].partition_point(|(k, _)| *k == key);
        &bucket[first..first + length]
    }
}

/// The leading bits of a hash.
fn bucket(key: u64, shift: u32) -> usize {
    usize::try_from(key >> shift).unwrap_or(usize::MAX)
}

fn hash<T: Hash + ?Sized>(key: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish().max(1)
}

/// What many ties share, kept once: its number, in order of appearance.
#[derive(Default)]
struct Shared(HashMap<Box<str>, u32>);

impl Shared {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.0.get(text) {
            return *number;
        }
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.insert(text.into(), next);
        next
    }

    fn in_order(self) -> Vec<Box<str>> {
        let mut all = vec![Box::default(); self.0.len()];
        for (text, number) in self.0 {
            all[number as usize] = text;
        }
        all
    }
}

impl Register {
    /// Takes in every enquiry that was sent.
    pub fn new(ties: impl Iterator<Item = Tie>) -> Self {
        let mut register = Self::default();
        let (mut subjects, mut texts, mut personas) =
            (Shared::default(), Shared::default(), Shared::default());
        texts.number("");
        personas.number("");
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
            let company = tie.contact.map_or(0, |c| register.company(&c, at));
            let persona = tie.persona.unwrap_or_default().trim().to_lowercase();
            register.entries.push(Entry {
                enquiry: tie.enquiry,
                company,
                persona: personas.number(&persona),
                attempted: tie.own_id.is_some() || tie.sent_at.is_some(),
                sent_at: tie.sent_at,
                subject: subjects.number(&plain_subject(&tie.subject)),
                text: texts.number(tie.text.trim()),
            });
            register.order.push(at);
        }
        let entries = &register.entries;
        register
            .order
            .sort_by_key(|at| entries[*at as usize].enquiry);
        register.subjects = subjects.in_order();
        let texts = texts.in_order();
        register.topics = texts.iter().map(|t| Topic::of(t)).collect();
        register.texts = texts.iter().map(|t| template(t)).collect();
        register.personas = personas.0;
        register.personas.remove("");
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

    fn company(&mut self, contact: &str, at: u32) -> u64 {
        let contact = contact.trim().to_lowercase();
        let key = company_key(&contact);
        let company = hash(key);
        self.contacts.push(&contact, at);
        self.companies.push(key, at);
        if let Some(label) = label(&contact) {
            let known = self.labels.entry(hash(label)).or_insert(company);
            if *known != company {
                *known = 0;
            }
        }
        company
    }

    /// Takes in what became known of an enquiry since: that a server took it, when, and under which
    /// id of its own. An enquiry that is not in the register yet is left out.
    pub fn insert(&mut self, tie: &Tie) {
        let Some(at) = token::parse(&tie.token).and_then(|token| self.by_token(token)) else {
            return;
        };
        let entry = &mut self.entries[at as usize];
        entry.sent_at = tie.sent_at;
        entry.attempted = true;
        if let Some(id) = &tie.own_id {
            self.late_own.entry(hash(id.as_str())).or_default().push(at);
        }
        if let Some(id) = &tie.provider_id {
            self.late_provider
                .entry(hash(id.as_str()))
                .or_default()
                .push(at);
            if let Some((local, _)) = id.split_once('@') {
                self.late_provider.entry(hash(local)).or_default().push(at);
            }
        }
    }

    /// Learns from a message that is tied to an enquiry: what its sender calls it, as
    /// [`crate::model::Response::marks`] has it. A later message that carries nothing but one of
    /// these is tied by it. To be called in the order of arrival; learning twice changes nothing.
    pub fn learn(&mut self, enquiry: u32, sender: &str, marks: &[String]) {
        let Some(at) = self.by_enquiry(enquiry) else {
            return;
        };
        let mut company = self.entry(at).company;
        if company == 0 && sender.contains('@') {
            company = party(sender);
            self.claims.entry(enquiry).or_insert(company);
        }
        for mark in marks {
            // What stands in our own subject is no number of theirs.
            let ours = mark
                .strip_prefix("ticket:")
                .is_some_and(|number| self.subject(self.entry(at)).contains(number));
            if !ours {
                self.chain.learn(chain_key(mark, company), enquiry);
            }
        }
    }

    /// The entries of the enquiries that a mark was learned from; a ticket number is one of a
    /// company.
    pub(in crate::intake) fn by_mark(&self, mark: &str, company: u64) -> Vec<u32> {
        self.chain
            .get(chain_key(mark, company))
            .filter_map(|enquiry| self.by_enquiry(enquiry))
            .collect()
    }

    /// Who first wrote about an enquiry whose company is not known.
    pub(in crate::intake) fn claimed_by(&self, enquiry: u32) -> Option<u64> {
        self.claims.get(&enquiry).copied()
    }

    fn by_enquiry(&self, enquiry: u32) -> Option<u32> {
        let found = self
            .order
            .partition_point(|at| self.entry(*at).enquiry < enquiry);
        let at = *self.order.get(found)?;
        (self.entry(at).enquiry == enquiry).then_some(at)
    }

    pub(in crate::intake) fn entry(&self, at: u32) -> &Entry {
        &self.entries[at as usize]
    }

    pub(in crate::intake) fn subject(&self, entry: &Entry) -> &str {
        &self.subjects[entry.subject as usize]
    }

    /// The shingles of what was asked; none when it is not known.
    /// What an enquiry asks, as far as its text is known.
    pub(in crate::intake) fn topic(&self, enquiry: u32) -> Option<&Topic> {
        let of = |at: &u32| self.entries[*at as usize].enquiry;
        let first = self.order.partition_point(|at| of(at) < enquiry);
        let at = self.order.get(first).filter(|at| of(at) == enquiry)?;
        self.topics.get(self.entries[*at as usize].text as usize)
    }

    pub(in crate::intake) fn text(&self, entry: &Entry) -> &[u32] {
        &self.texts[entry.text as usize]
    }

    pub(in crate::intake) fn by_token(&self, token: Token) -> Option<u32> {
        self.tokens.get(&token).copied()
    }

    pub(in crate::intake) fn by_own_id(&self, id: &str) -> impl Iterator<Item = u32> {
        let key = hash(id);
        let late = self.late_own.get(&key).into_iter().flatten().copied();
        self.own.get(key).iter().map(|(_, at)| *at).chain(late)
    }

    pub(in crate::intake) fn by_provider_id(&self, id: &str) -> impl Iterator<Item = u32> {
        let key = hash(id);
        let late = self.late_provider.get(&key).into_iter().flatten().copied();
        self.provider.get(key).iter().map(|(_, at)| *at).chain(late)
    }

    /// The entries of the company that an address belongs to: those asked at this very address
    /// where there are any, else those of its domain.
    pub(in crate::intake) fn by_sender(&self, address: &str) -> Vec<u32> {
        let exact = self.contacts.get(hash(address));
        let found = if exact.is_empty() {
            self.companies.get(hash(company_key(address)))
        } else {
            exact
        };
        first(found)
    }

    /// The entries of a company.
    pub(in crate::intake) fn by_company(&self, company: u64) -> Vec<u32> {
        first(self.companies.get(company))
    }

    /// The company of an address when it is one of the panel.
    pub(in crate::intake) fn panel_company(&self, address: &str) -> Option<u64> {
        let company = party(address);
        (!self.companies.get(company).is_empty()).then_some(company)
    }

    /// The company of the panel that alone has this name in its domain.
    pub(in crate::intake) fn labelled(&self, name: &str) -> Option<u64> {
        self.labels.get(&hash(name)).copied().filter(|c| *c != 0)
    }

    /// The number of the persona that an address without token is.
    pub(in crate::intake) fn persona(&self, address: &str) -> Option<u32> {
        self.personas.get(address).copied()
    }

    /// Whether a persona lives there: there are a handful of them.
    pub(in crate::intake) fn is_persona_domain(&self, domain: &str) -> bool {
        self.personas
            .keys()
            .any(|address| address.rsplit('@').next() == Some(domain))
    }
}

/// The party that an address belongs to, as [`Entry::company`] has it.
pub(in crate::intake) fn party(address: &str) -> u64 {
    hash(company_key(address))
}

/// Ids and codes are unique in the world, ticket numbers in a company.
fn chain_key(mark: &str, company: u64) -> u64 {
    if mark.starts_with("ticket:") {
        hash(&(mark, company))
    } else {
        hash(mark)
    }
}

/// A company has tens of enquiries; more is a register in which the sender tells nothing.
fn first(found: &[(u64, u32)]) -> Vec<u32> {
    found.iter().take(2_000).map(|(_, at)| *at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_becomes_known_later_is_found_and_no_id_hides_another() {
        let tie = |enquiry: u32, token: &str, ids: Option<(&str, &str)>| Tie {
            enquiry,
            token: token.to_owned(),
            own_id: ids.map(|(own, _)| own.to_owned()),
            provider_id: ids.map(|(_, provider)| provider.to_owned()),
            ..Tie::default()
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
    fn a_ticket_is_learned_for_its_company_alone() {
        let tie = |enquiry: u32, company: &str| Tie {
            enquiry,
            contact: Some(format!("help@{company}.test")),
            subject: "Order 4711".to_owned(),
            ..Tie::default()
        };
        let mut register = Register::new([tie(5, "acme"), tie(3, "other")].into_iter());
        let marks = ["ticket:991", "ticket:4711", "id:abc@x"].map(ToOwned::to_owned);
        register.learn(5, "x@acme.zendesk.com", &marks);
        let (acme, other) = (party("a@acme.test"), party("a@other.test"));
        assert_eq!(register.by_mark("ticket:991", acme), [0]);
        assert_eq!(register.by_mark("ticket:991", other), [0u32; 0]);
        assert_eq!(
            register.by_mark("ticket:4711", acme),
            [0u32; 0],
            "our subject"
        );
        assert_eq!(register.by_mark("id:abc@x", other), [0]);
        assert_eq!(register.labelled("acme"), Some(acme));
        register.learn(3, "x@other.test", &marks);
        assert_eq!(register.by_mark("id:abc@x", other), [0, 1]);
        register.learn(99, "x@acme.test", &marks);
        assert_eq!(register.by_mark("ticket:991", acme), [0], "not in the plan");
    }

    #[test]
    fn a_million_ties_can_be_asked_for() {
        let ties = (0..20_000u32).map(|n| Tie {
            enquiry: n,
            token: "a".repeat(10),
            own_id: Some(format!("{n}@shop.test")),
            contact: Some(format!("help@c{}.test", n / 10)),
            subject: "Opening hours".to_owned(),
            ..Tie::default()
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
