//! The posts that a design can come to: whether every one fits its network.

use super::crossing::may_ask;
use super::voices::fits;
use crate::model::{
    Company, Design, Language, Network, Persona, Question, Wording, holds_link, holds_mention,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What posts are made of.
pub(super) struct Asked<'a> {
    pub(super) design: &'a Design,
    pub(super) questions: &'a [Question],
    pub(super) panel: &'a [Company],
    pub(super) personas: &'a [Persona],
}

/// A wording that makes no good post.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub(super) network: Network,
    /// Index of the question.
    pub(super) question: usize,
    /// Index of the wording within it.
    pub(super) wording: usize,
    /// Index of the company that would read it.
    pub(super) company: usize,
    pub(super) what: What,
}

/// What is the matter with a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// It takes up so much, which is more than the network takes.
    TooLong(usize),
    /// It holds a link.
    Link,
    /// It mentions somebody beside the company.
    Mention,
}

impl What {
    /// Whether it matters also where a person posts: what is too long no one can post.
    pub(super) const fn always(self) -> bool {
        matches!(self, Self::TooLong(_))
    }
}

impl Trouble {
    /// What to say about it, and what to do.
    pub(super) fn told(&self, asked: &Asked<'_>) -> (String, String) {
        let question = &asked.questions[self.question];
        let (network, company) = (self.network, &asked.panel[self.company].id);
        let wording = format!(
            "the wording `{}` of `{}`",
            question.wordings[self.wording].id, question.id
        );
        match self.what {
            What::TooLong(length) => (
                format!(
                    "{wording} makes a post of {length} characters for `{company}`, as {network} counts them, and it takes at most {}",
                    network.most()
                ),
                format!(
                    "shorten it, or give it `channel = \"email\"` and add a short one with `channel = \"{network}\"`"
                ),
            ),
            What::Link => (
                format!("{wording} holds a link as `{company}` reads it on {network}"),
                "take the address out of it, or a company's name that looks like one: no program posts links, and a person pays more for them"
                    .to_owned(),
            ),
            What::Mention => (
                format!("{wording} holds an @ as `{company}` reads it on {network}"),
                "take it out: no program mentions anybody beside the company that agreed".to_owned(),
            ),
        }
    }
}

/// The companies that share a sector and a language on a network. Only a few of them have to be looked
/// at: a post grows by the handle once and by the name as often as the wording has it.
struct Crowd {
    /// Indices into the panel, ascending.
    companies: Vec<usize>,
    /// By how often the name stands in a wording: the company with the longest post.
    longest: HashMap<usize, usize>,
    /// The first company whose name looks like a link or a mention.
    odd: Option<usize>,
}

impl Crowd {
    /// The company whose post is the longest where the name stands in the wording so often.
    fn longest(&mut self, times: usize, network: Network, panel: &[Company]) -> Option<usize> {
        if let Some(found) = self.longest.get(&times) {
            return Some(*found);
        }
        let size = |i: usize| {
            let company = &panel[i];
            let handle = company.handles(network).next().unwrap_or_default();
            network.length(handle) + times.saturating_mul(network.length(&company.name))
        };
        // The first of equals, so that the same company is named every time.
        let found = self
            .companies
            .iter()
            .copied()
            .max_by_key(|i| (size(*i), std::cmp::Reverse(*i)))?;
        self.longest.insert(times, found);
        Some(found)
    }
}

/// Every wording that makes a post which its network does not take, or no program may post: by network,
/// question and wording, the longest post of each. Takes time linear in the panel, and for each wording in
/// the number of sectors and languages.
pub(super) fn troubles(asked: &Asked<'_>) -> Vec<Trouble> {
    let mut found = Vec::new();
    for network in Network::ALL {
        let Some(selection) = asked.design.questions.get(&network.channel()) else {
            continue;
        };
        let mut crowds = crowds(asked, network);
        let personas = Language::ALL.map(|l| (l, longest_persona(asked.personas, l, network)));
        for (index, question) in asked.questions.iter().enumerate() {
            if !may_ask(selection, question) {
                continue;
            }
            let mut reading: Vec<&mut (Key<'_>, Crowd)> = crowds
                .iter_mut()
                .filter(|((sector, _), _)| question.is_for(sector))
                .collect();
            for (position, wording) in question.wordings.iter().enumerate() {
                let speaker = personas.iter().find(|(l, _)| *l == wording.language);
                let Some(persona) = speaker.and_then(|(_, p)| *p) else {
                    continue;
                };
                let trouble = |(company, what)| Trouble {
                    network,
                    question: index,
                    wording: position,
                    company,
                    what,
                };
                let crowds = reading
                    .iter_mut()
                    .filter(|c| fits(wording, c.0.1, network.channel()))
                    .map(|c| &mut c.1);
                found.extend(
                    of_wording(wording, crowds, asked.panel, persona, network)
                        .into_iter()
                        .map(trouble),
                );
            }
        }
    }
    found
}

/// Sector and language of a crowd.
type Key<'a> = (&'a str, Language);

/// The companies that are asked on a network, by sector and language.
fn crowds<'a>(asked: &Asked<'a>, network: Network) -> Vec<(Key<'a>, Crowd)> {
    // Sectors that no question names are one crowd: they are asked what every sector is asked.
    let named: HashSet<&str> = asked
        .questions
        .iter()
        .flat_map(|q| q.sectors.iter().map(String::as_str))
        .collect();
    let mut crowds: BTreeMap<Key<'a>, Crowd> = BTreeMap::new();
    for (index, company) in asked.panel.iter().enumerate() {
        if company.sector.is_empty() || company.handles(network).next().is_none() {
            continue;
        }
        let sector = named.get(company.sector.as_str()).copied().unwrap_or("");
        let crowd = crowds
            .entry((sector, company.language))
            .or_insert_with(|| Crowd {
                companies: Vec::new(),
                longest: HashMap::new(),
                odd: None,
            });
        crowd.companies.push(index);
        let alone = format!("- {}", company.name);
        if crowd.odd.is_none() && (holds_link(&alone) || holds_mention(&alone)) {
            crowd.odd = Some(index);
        }
    }
    crowds.into_iter().collect()
}

/// The persona whose name is the longest of those that speak a language.
fn longest_persona(personas: &[Persona], language: Language, network: Network) -> Option<&Persona> {
    personas
        .iter()
        .filter(|p| p.languages.is_empty() || p.languages.contains(&language))
        .max_by_key(|p| network.length(&p.name))
}

/// What is the matter with the posts of one wording, with the company that reads it.
fn of_wording<'c>(
    wording: &Wording,
    crowds: impl Iterator<Item = &'c mut Crowd>,
    panel: &[Company],
    persona: &Persona,
    network: Network,
) -> Vec<(usize, What)> {
    let times = wording.text.matches("{company}").count();
    let (mut longest, mut link, mut mention) = (None, None, None);
    for crowd in crowds {
        let first = crowd.longest(times, network, panel);
        for company in first.into_iter().chain(crowd.odd.filter(|_| times > 0)) {
            let text = wording.post(network.channel(), &panel[company], persona);
            let length = network.length(&text);
            if length > network.most() && longest.is_none_or(|(_, most)| length > most) {
                longest = Some((company, length));
            }
            if holds_link(&text) {
                link.get_or_insert(company);
            }
            if holds_mention(&text) {
                mention.get_or_insert(company);
            }
        }
    }
    let too_long = longest.map(|(company, length)| (company, What::TooLong(length)));
    [
        too_long,
        link.map(|c| (c, What::Link)),
        mention.map(|c| (c, What::Mention)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
