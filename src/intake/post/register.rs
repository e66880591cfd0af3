//! Every enquiry that was posted, findable by whatever a post may refer to.

use super::name::{Names, beginnings};
use crate::intake::kind::Topic;
use crate::intake::register::template;
use crate::model::{Author, Network, plain_handle};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, HashMap, HashSet};

/// One enquiry that was posted, or may have been, as far as a post can refer to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The enquiry.
    pub enquiry: u32,
    /// Where it was posted.
    pub network: Network,
    /// The id of our post; `None` where nobody knows whether it was posted.
    pub post: Option<String>,
    /// The company's handles, the one that was asked first, with blanks between them.
    pub handles: String,
    /// The company's name; empty when it is not known.
    pub company: String,
    /// The company's site and addresses, as far as they are known: its names and domains stand in them.
    pub domains: Vec<String>,
    /// The question as it was put; places such as `{company}` may stand unfilled. Empty when it is not known.
    pub text: String,
    /// When the network took it, or when it was attempted where nobody knows.
    pub asked_at: Timestamp,
}

/// Everything that a post can be tied to, of all networks: each key holds the network's name, so that
/// no id or handle of one is taken for one of another.
#[derive(Debug, Default)]
pub struct Posts {
    /// The study's accounts.
    own: HashSet<(Network, String)>,
    entries: Vec<Entry>,
    parties: Vec<Party>,
    /// Parties by the handle that was asked.
    asked: HashMap<(Network, String), u32>,
    by_enquiry: HashMap<u32, u32>,
    /// Entries by our posts.
    ours: HashMap<(Network, String), Vec<u32>>,
    /// Parties by their handles, told or learnt, and by the network's ids of their accounts.
    handles: HashMap<(Network, String), Vec<u32>>,
    accounts: HashMap<(Network, String), Vec<u32>>,
    /// The account that a handle was seen to be of.
    owners: HashMap<(Network, String), String>,
    /// Parties by what may stand for them in a handle.
    names: BTreeMap<(Network, String), Vec<u32>>,
    /// Parties by what their names begin with.
    stems: HashMap<(Network, String), Vec<u32>>,
    /// Posts of companies by the entry they were tied to, and posts of bystanders.
    theirs: HashMap<(Network, String), u32>,
    passing: HashSet<(Network, String)>,
}

/// One enquiry.
#[derive(Debug)]
pub(super) struct Entry {
    pub enquiry: u32,
    pub party: u32,
    /// Our post; `None` where nobody knows whether there is one.
    pub post: Option<String>,
    pub asked_at: Timestamp,
    /// What was asked.
    pub topic: Topic,
    pub shingles: Box<[u32]>,
}

/// A company on a network.
#[derive(Debug)]
pub(super) struct Party {
    /// The handle that was asked, without `@`, as written.
    pub handle: String,
    pub names: Names,
    entries: Vec<u32>,
}

/// An enquiry is open for so long: what comes later needs to answer, quote or continue our post.
const OPEN: SignedDuration = SignedDuration::from_hours(45 * 24);
/// So many posts of bystanders are remembered, and of companies: more is a flood, in which only what answers
/// our own posts tells anything.
const REMEMBERED: usize = 200_000;
/// An id or handle is no longer.
const LONGEST: usize = 300;

impl Posts {
    /// An empty register; `own` are the study's accounts, each with its handle.
    pub fn new<'h>(own: impl IntoIterator<Item = (Network, &'h str)>) -> Self {
        let own = own.into_iter().map(|(n, handle)| (n, plain_handle(handle)));
        Self {
            own: own.collect(),
            ..Self::default()
        }
    }

    /// Takes in an enquiry that was posted, or what became known of it since.
    pub fn insert(&mut self, asked: &Asked) {
        let network = asked.network;
        // In whole seconds, as the times of what comes back.
        let asked_at = Timestamp::from_second(asked.asked_at.as_second()).unwrap_or(asked.asked_at);
        let Some(party) = self.introduce(network, &asked.handles, &asked.company, &asked.domains)
        else {
            return;
        };
        let at = if let Some(at) = self.by_enquiry.get(&asked.enquiry) {
            let entry = &mut self.entries[*at as usize];
            // What is known goes before what was intended.
            if asked.post.is_some() || entry.post.is_none() {
                entry.asked_at = asked_at;
            }
            entry.post = asked.post.clone().or(entry.post.take());
            *at
        } else {
            let Ok(at) = u32::try_from(self.entries.len()) else {
                return;
            };
            self.entries.push(Entry {
                enquiry: asked.enquiry,
                party,
                post: asked.post.clone(),
                asked_at,
                topic: Topic::of(&asked.text),
                shingles: template(&asked.text),
            });
            self.by_enquiry.insert(asked.enquiry, at);
            self.parties[party as usize].entries.push(at);
            at
        };
        if let Some(post) = &asked.post {
            add(&mut self.ours, (network, post.clone()), at);
        }
    }

    /// Takes in a company of the panel, asked or not yet: what its handles and names are is no other's.
    /// Arguments as in [`Asked`].
    pub fn known(&mut self, network: Network, handles: &str, company: &str, domains: &[String]) {
        self.introduce(network, handles, company, domains);
    }

    fn introduce(
        &mut self,
        network: Network,
        handles: &str,
        company: &str,
        domains: &[String],
    ) -> Option<u32> {
        let mut all = handles
            .split_whitespace()
            .map(plain_handle)
            .filter(|h| !h.is_empty());
        let first = all.next()?;
        let shown = handles
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .trim_start_matches('@');
        let party = self.party(network, &first, shown);
        for handle in std::iter::once(first).chain(all) {
            self.add_handle(party, network, &handle, true);
        }
        let names = &mut self.parties[party as usize].names;
        names.add_name(company);
        for domain in domains {
            names.add_domain(domain);
        }
        for key in names.keys() {
            if key.len() <= LONGEST {
                let list = self.names.entry((network, key.clone())).or_default();
                if !list.contains(&party) {
                    list.push(party);
                }
            }
        }
        for stem in names.stems() {
            add(&mut self.stems, (network, stem.to_owned()), party);
        }
        Some(party)
    }

    fn party(&mut self, network: Network, first: &str, shown: &str) -> u32 {
        let parties = &mut self.parties;
        *self
            .asked
            .entry((network, first.to_owned()))
            .or_insert_with(|| {
                parties.push(Party {
                    handle: shown.to_owned(),
                    names: Names::default(),
                    entries: Vec::new(),
                });
                u32::try_from(parties.len() - 1).unwrap_or(u32::MAX)
            })
    }

    /// `told` by the study: then the name of the handle is the company's. What was learnt is not learnt from.
    fn add_handle(&mut self, party: u32, network: Network, handle: &str, told: bool) {
        add(&mut self.handles, (network, handle.to_owned()), party);
        if told {
            self.parties[party as usize]
                .names
                .add_handle(network, handle);
        }
    }

    /// Learns from a post what it was read to teach, as [`crate::model::Response::marks`] has it: the
    /// account of a company, and whose its posts are. `enquiry` is what it is tied to. To be called in the order of
    /// arrival; learning twice changes nothing.
    pub fn learn(&mut self, enquiry: Option<u32>, marks: &[String]) {
        let at = enquiry.and_then(|enquiry| self.by_enquiry.get(&enquiry).copied());
        for mark in marks {
            let Some((what, rest)) = mark.split_once(':') else {
                continue;
            };
            let mut words = rest.split(' ');
            let network = words.next().unwrap_or_default();
            let Some(network) = Network::ALL.into_iter().find(|n| n.as_str() == network) else {
                continue;
            };
            let Some(id) = words.next().filter(|w| !w.is_empty()) else {
                continue;
            };
            let key = (network, id.to_owned());
            match (what, at) {
                ("passing", None) if self.passing.len() < REMEMBERED => {
                    self.passing.insert(key);
                }
                ("post", Some(at)) if self.theirs.len() < REMEMBERED => {
                    self.theirs.entry(key).or_insert(at);
                }
                ("account", Some(at)) => {
                    let party = self.entries[at as usize].party;
                    self.add_handle(party, network, id, false);
                    if let Some(account) = words.next().filter(|w| !w.is_empty()) {
                        add(&mut self.accounts, (network, account.to_owned()), party);
                        self.owners.entry(key).or_insert_with(|| account.to_owned());
                    }
                }
                _ => {}
            }
        }
    }

    pub(super) fn is_own(&self, network: Network, handle: &str) -> bool {
        self.own.contains(&(network, plain_handle(handle)))
    }

    pub(super) fn entry(&self, at: u32) -> &Entry {
        &self.entries[at as usize]
    }

    pub(super) fn party_of(&self, at: u32) -> &Party {
        &self.parties[self.entry(at).party as usize]
    }

    /// The entries of a post of ours.
    pub(super) fn by_post(&self, network: Network, id: Option<&str>) -> &[u32] {
        id.and_then(|id| self.ours.get(&(network, id.to_owned())))
            .map_or(&[], Vec::as_slice)
    }

    /// The entry that a company's post was tied to.
    pub(super) fn continued(&self, network: Network, id: Option<&str>) -> Option<u32> {
        self.theirs.get(&(network, id?.to_owned())).copied()
    }

    /// Whether it is the post of a bystander.
    pub(super) fn is_passing(&self, network: Network, id: Option<&str>) -> bool {
        id.is_some_and(|id| self.passing.contains(&(network, id.to_owned())))
    }

    /// The companies that have this handle, told or learnt.
    pub(super) fn by_handle(&self, network: Network, handle: &str) -> &[u32] {
        self.handles
            .get(&(network, plain_handle(handle)))
            .map_or(&[], Vec::as_slice)
    }

    /// The companies that were seen to have this account.
    pub(super) fn by_account(&self, network: Network, id: &str) -> &[u32] {
        self.accounts
            .get(&(network, id.to_owned()))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether a handle was seen to be of another account before.
    pub(super) fn changed_hands(&self, network: Network, author: &Author) -> bool {
        let owner = self.owners.get(&(network, plain_handle(&author.handle)));
        !author.id.is_empty()
            && owner.is_some_and(|id| *id != author.id)
            && self.by_account(network, &author.id).is_empty()
    }

    /// The companies whose name may stand in a handle; each is still to be looked at.
    pub(super) fn by_name(&self, network: Network, handle: &str) -> Vec<u32> {
        let mut probe = Names::default();
        probe.add_handle(network, handle);
        let keys = probe.keys().iter();
        let mut found: Vec<u32> = keys
            .filter_map(|key| self.names.get(&(network, key.clone())))
            .flatten()
            .copied()
            .collect();
        for stem in beginnings(network, handle) {
            found.extend(self.stems.get(&(network, stem)).into_iter().flatten());
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether the name of another company than this begins so.
    pub(super) fn is_shared(&self, network: Network, beginning: &str, party: u32) -> bool {
        let own = self.company(party).names.keys();
        // One company may have been asked under two handles.
        let other = |at: &u32| {
            *at != party
                && !self
                    .company(*at)
                    .names
                    .keys()
                    .iter()
                    .any(|k| own.contains(k))
        };
        self.names
            .range((network, beginning.to_owned())..)
            .take_while(|((on, key), _)| *on == network && key.starts_with(beginning))
            .any(|(_, parties)| parties.iter().any(other))
    }

    pub(super) fn company(&self, party: u32) -> &Party {
        &self.parties[party as usize]
    }

    /// The entries of companies that were open at a moment: posted before it, and not too long.
    pub(super) fn open(&self, parties: &[u32], at: Timestamp) -> Vec<u32> {
        let is_open = |entry: &u32| {
            let asked = self.entry(*entry).asked_at;
            asked <= at && at.duration_since(asked) <= OPEN
        };
        parties
            .iter()
            .flat_map(|party| &self.parties[*party as usize].entries)
            .copied()
            .filter(is_open)
            .collect()
    }

    pub(super) fn topic(&self, enquiry: u32) -> Option<&Topic> {
        self.by_enquiry
            .get(&enquiry)
            .map(|at| &self.entry(*at).topic)
    }
}

fn add(map: &mut HashMap<(Network, String), Vec<u32>>, key: (Network, String), value: u32) {
    if key.1.is_empty() || key.1.len() > LONGEST {
        return;
    }
    let list = map.entry(key).or_default();
    if !list.contains(&value) {
        list.push(value);
    }
}
