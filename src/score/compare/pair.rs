//! The same companies and questions of two waves, side by side.

use super::design::{Design, Published};
use super::refusal::{Refusal, Topic, named};
use crate::model::Channel;
use crate::score::consistency::Agreement;
use crate::score::{Builder, Frame, Unit};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Two waves of the same companies: a place in one panel is the same company as in the other.
#[derive(Debug)]
pub(super) struct Aligned {
    pub base: Frame,
    pub head: Frame,
    /// The channels that both asked.
    pub channels: Vec<Channel>,
    /// Whether one of them asked on others too.
    pub other_channels: bool,
    /// What a reader should know, in sentences.
    pub notes: Vec<String>,
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
            None => gone.push(company.id.as_str()),
        }
    }
    let panel = head.design.panel.iter().enumerate();
    let come: Vec<&str> = panel
        .filter(|(place, _)| !before.contains_key(place))
        .map(|(_, company)| company.id.as_str())
        .collect();
    for (side, ids) in [("base", &gone), ("head", &come)] {
        if !ids.is_empty() {
            refusals.push(Refusal::new(
                Topic::Panel,
                format!("only in the {side}: {}", named(ids, "company", "companies")),
                "name those that have a new id or were merged: --same OLD=NEW; and compare the companies that are in \
                 both: --allow panel",
            ));
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
                    ..agreement.clone()
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
        for (side, design, id) in [("base", base, old), ("head", head, new)] {
            if !design.panel.iter().any(|company| company.id == *id) {
                let ids = design.panel.iter().map(|c| c.id.as_str());
                let nearest = nearest(id, ids).map_or_else(
                    || "the ids stand in its data/companies.csv".to_owned(),
                    |id| format!("did you mean {id}?"),
                );
                refusals.push(Refusal::new(
                    Topic::Panel,
                    format!("--same {old}={new}: the {side} has no company {id}"),
                    &nearest,
                ));
            }
        }
        if let Some(other) = now.insert(old, new)
            && other != new
        {
            refusals.push(Refusal::new(
                Topic::Panel,
                format!("--same says that {old} is both {other} and {new}"),
                "a company of the base has become at most one of the head",
            ));
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

/// Who was renamed, merged or moved.
fn notes(base: &Design, head: &Design, before: &BTreeMap<usize, Vec<usize>>) -> Vec<String> {
    let mut notes = Vec::new();
    for (now, then) in before {
        let company = &head.panel[*now];
        let former: Vec<_> = then.iter().map(|place| &base.panel[*place]).collect();
        let [one] = former[..] else {
            let ids: Vec<&str> = former.iter().map(|c| c.id.as_str()).collect();
            notes.push(format!(
                "{} have become {}: in the base they count as one company.",
                ids.join(" and "),
                company.id
            ));
            continue;
        };
        if one.id != company.id {
            notes.push(format!("{} of the base is {} now.", one.id, company.id));
        }
        if one.name != company.name {
            notes.push(format!(
                "{} was called {} and is called {} now.",
                company.id, one.name, company.name
            ));
        }
        if one.sector != company.sector {
            notes.push(format!(
                "{} was in the sector {} and counts in {} now, in both waves.",
                company.id, one.sector, company.sector
            ));
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
