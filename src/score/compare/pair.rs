//! The same companies and questions of two waves, side by side.

use super::design::{Design, Published};
use super::refusal::{Refusal, Which};
use crate::model::Channel;
use crate::score::consistency::Agreement;
use crate::score::{Builder, Frame, Unit};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

/// Two waves of the same companies: a place in one panel is the same company as in the other.
#[derive(Debug)]
pub(super) struct Aligned {
    pub base: Frame,
    pub head: Frame,
    /// The channels that both asked.
    pub channels: Vec<Channel>,
    /// Whether one of them asked on others too.
    pub other_channels: bool,
    /// What a reader should know.
    pub notes: Vec<Paired>,
    /// In what the panels differ.
    pub refusals: Vec<Refusal>,
}

/// Takes over what audits found of the accounts of the companies that are kept.
fn keep_accounts(published: &Published, companies: &HashMap<usize, u32>, builder: &mut Builder) {
    for (place, member) in published.frame.members().enumerate() {
        if let Some(company) = companies.get(&place) {
            let accounts = member.accounts.iter();
            accounts.for_each(|account| builder.account(*company as usize, *account));
        }
    }
}

/// Puts each company of the base beside the one of the head that has the same id, or that `same` (old id, new id) says
/// it is now. Several of the base may have become one. Questions and channels that only one of them has are left out.
pub(super) fn align(base: &Published, head: &Published, same: &[(String, String)]) -> Aligned {
    let mut refusals = Vec::new();
    let now = now_called(&base.design, &head.design, same, &mut refusals);
    let places = |design: &Design| -> HashMap<String, usize> {
        let ids = design.panel.iter().enumerate();
        ids.map(|(place, company)| (company.id.clone(), place))
            .collect()
    };
    let in_head = places(&head.design);
    // By the place in the head: the places in the base.
    let mut before: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut gone = Vec::new();
    for (place, company) in base.design.panel.iter().enumerate() {
        let id = now.get(company.id.as_str()).copied().unwrap_or(&company.id);
        match in_head.get(id) {
            Some(found) => before.entry(*found).or_default().push(place),
            None => gone.push(company.id.clone()),
        }
    }
    let panel = head.design.panel.iter().enumerate();
    let come: Vec<String> = panel
        .filter(|(place, _)| !before.contains_key(place))
        .map(|(_, company)| company.id.clone())
        .collect();
    for (wave, ids) in [(Which::Base, gone), (Which::Head, come)] {
        if !ids.is_empty() {
            refusals.push(Refusal::CompaniesOf(wave, ids));
        }
    }
    let notes = notes(&base.design, &head.design, &before);
    let (channels, other_channels) = common_channels(&base.design, &head.design);
    let questions = common_questions(&base.design, &head.design);
    let asked = head.design.questions.iter().map(|q| &q.id);
    let common: Vec<String> = asked
        .filter(|id| questions.contains_key(id.as_str()))
        .cloned()
        .collect();
    let mut from_base = HashMap::new();
    let mut from_head = HashMap::new();
    for (number, (now, then)) in (0_u32..).zip(&before) {
        from_head.insert(*now, number);
        from_base.extend(then.iter().map(|place| (*place, number)));
    }
    let side = |published: &Published, companies: &HashMap<usize, u32>| {
        let mut builder = Builder::default();
        for place in before.keys() {
            let company = &head.design.panel[*place];
            builder.company(&company.id, &company.name, &company.sector);
        }
        let asked: Vec<Option<u32>> = published
            .design
            .questions
            .iter()
            .map(|q| questions.get(q.id.as_str()).copied())
            .collect();
        let question = |number: u32| asked.get(number as usize).copied().flatten();
        for unit in published.frame.units() {
            let company = companies.get(&(unit.company as usize)).copied();
            if let (Some(company), Some(question), true) = (
                company,
                question(unit.question),
                channels.contains(&unit.channel),
            ) {
                builder.unit(Unit {
                    company,
                    question,
                    ..*unit
                });
            }
        }
        keep_accounts(published, companies, &mut builder);
        for agreement in &published.agreements {
            let company = companies.get(&(agreement.company as usize)).copied();
            if let (Some(company), Some(question)) = (company, question(agreement.question)) {
                builder.agreement(&Agreement {
                    company,
                    question,
                    ..*agreement
                });
            }
        }
        let mut frame = builder.finish();
        frame.scoring.clone_from(&published.frame.scoring);
        frame.questions.clone_from(&common);
        for (listed, place) in frame.companies.iter_mut().zip(before.keys()) {
            listed.weight = head.design.panel[*place].weight;
        }
        frame
    };
    Aligned {
        base: side(base, &from_base),
        head: side(head, &from_head),
        channels,
        other_channels,
        notes,
        refusals,
    }
}

/// What `same` says, its mistakes written down.
fn now_called<'s>(
    base: &Design,
    head: &Design,
    same: &'s [(String, String)],
    refusals: &mut Vec<Refusal>,
) -> HashMap<&'s str, &'s str> {
    let mut now: HashMap<&str, &str> = HashMap::new();
    for (old, new) in same {
        for (wave, design, id) in [(Which::Base, base, old), (Which::Head, head, new)] {
            if !design.panel.iter().any(|company| company.id == *id) {
                let ids = design.panel.iter().map(|c| c.id.as_str());
                refusals.push(Refusal::NoCompany {
                    wave,
                    old: old.clone(),
                    new: new.clone(),
                    nearest: nearest(id, ids).map(str::to_owned),
                });
            }
        }
        if let Some(other) = now.insert(old, new)
            && other != new
        {
            refusals.push(Refusal::Twice {
                old: old.clone(),
                new: [other.to_owned(), new.clone()],
            });
        }
    }
    now
}

fn nearest<'i>(id: &str, ids: impl Iterator<Item = &'i str>) -> Option<&'i str> {
    let length = id.chars().count();
    if length > 80 {
        return None;
    }
    ids.map(|other| (strsim::osa_distance(id, other), other))
        .filter(|(distance, _)| *distance <= (length / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// What a reader should know of a company and the one, or those, that it is compared with. Displayed as a sentence in
/// English; a report turns it into its own language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paired {
    /// Several of the base, by their ids, have become one.
    Merged(Vec<String>, String),
    /// It has another id: before, now.
    Renumbered(String, String),
    /// Its id, and its name before and now.
    Renamed(String, String, String),
    /// Its id, and its sector before and now.
    Moved(String, String, String),
}

impl Paired {
    /// Which of these it is: the word used in tables.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Merged(..) => "merged",
            Self::Renumbered(..) => "renumbered",
            Self::Renamed(..) => "renamed",
            Self::Moved(..) => "moved",
        }
    }
}

impl fmt::Display for Paired {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Merged(ids, now) => write!(
                f,
                "{} have become {now}: in the base they count as one company.",
                ids.join(" and ")
            ),
            Self::Renumbered(old, new) => write!(f, "{old} of the base is {new} now."),
            Self::Renamed(id, old, new) => {
                write!(f, "{id} was called {old} and is called {new} now.")
            }
            Self::Moved(id, old, new) => write!(
                f,
                "{id} was in the sector {old} and counts in {new} now, in both waves."
            ),
        }
    }
}

/// Who was renamed, merged or moved.
fn notes(base: &Design, head: &Design, before: &BTreeMap<usize, Vec<usize>>) -> Vec<Paired> {
    let mut notes = Vec::new();
    for (now, then) in before {
        let company = &head.panel[*now];
        let former: Vec<_> = then.iter().map(|place| &base.panel[*place]).collect();
        let id = || company.id.clone();
        let [one] = former[..] else {
            let ids = former.iter().map(|c| c.id.clone());
            notes.push(Paired::Merged(ids.collect(), id()));
            continue;
        };
        if one.id != company.id {
            notes.push(Paired::Renumbered(one.id.clone(), id()));
        }
        if one.name != company.name {
            let (old, new) = (one.name.clone(), company.name.clone());
            notes.push(Paired::Renamed(id(), old, new));
        }
        if one.sector != company.sector {
            let (old, new) = (one.sector.clone(), company.sector.clone());
            notes.push(Paired::Moved(id(), old, new));
        }
    }
    notes
}

fn common_channels(base: &Design, head: &Design) -> (Vec<Channel>, bool) {
    let of = |design: &Design| -> BTreeSet<Channel> {
        design.channels.iter().map(|asked| asked.channel).collect()
    };
    let (then, now) = (of(base), of(head));
    (then.intersection(&now).copied().collect(), then != now)
}

fn common_questions<'d>(base: &Design, head: &'d Design) -> HashMap<&'d str, u32> {
    let then: BTreeSet<&str> = base.questions.iter().map(|q| q.id.as_str()).collect();
    let both = head
        .questions
        .iter()
        .filter(|q| then.contains(q.id.as_str()));
    both.zip(0..)
        .map(|(q, number)| (q.id.as_str(), number))
        .collect()
}
