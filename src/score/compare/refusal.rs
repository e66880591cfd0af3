//! What keeps two waves from being compared.

use super::design::{Asked, Design};
use crate::model::Channel;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// In what two designs differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// They are waves of different studies.
    Study,
    /// The formula of the overall score.
    Formula,
    /// Of how many companies the panel was drawn.
    Population,
    /// The channels.
    Channels,
    /// The questions, their words, what is right, or how many are asked.
    Questions,
    /// The companies.
    Panel,
    /// The shoppers.
    Personas,
    /// By what hours time is counted.
    Clock,
    /// How long answers were awaited.
    CutOff,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Study,
        Self::Formula,
        Self::Population,
        Self::Channels,
        Self::Questions,
        Self::Panel,
        Self::Personas,
        Self::Clock,
        Self::CutOff,
    ];

    /// The word used in flags.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Study => "study",
            Self::Formula => "formula",
            Self::Population => "population",
            Self::Channels => "channels",
            Self::Questions => "questions",
            Self::Panel => "panel",
            Self::Personas => "personas",
            Self::Clock => "clock",
            Self::CutOff => "cut-off",
        }
    }

    /// The topic that a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == word)
    }
}

/// One of the two waves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// The earlier one.
    Base,
    /// The later one.
    Head,
}

impl Which {
    /// The word used in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Head => "head",
        }
    }
}

/// Why two waves are not compared, unless a person allows it: in what they differ. Displayed as a sentence in English; a
/// report turns it into its own language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The studies' ids.
    Study {
        /// Of the base.
        base: String,
        /// Of the head.
        head: String,
    },
    /// The formulas of the overall score; empty is none.
    Formula {
        /// Of the base.
        base: String,
        /// Of the head.
        head: String,
    },
    /// Of how many companies the panels are drawn; empty is not said.
    Population {
        /// Of the base.
        base: String,
        /// Of the head.
        head: String,
    },
    /// The ids of the shoppers.
    Personas {
        /// Of the base.
        base: Vec<String>,
        /// Of the head.
        head: Vec<String>,
    },
    /// By which hours time is counted; empty is by the wall clock alone.
    Clock {
        /// Of the base.
        base: String,
        /// Of the head.
        head: String,
    },
    /// How long answers were awaited, seconds.
    CutOff {
        /// In the base.
        base: i64,
        /// In the head.
        head: i64,
    },
    /// Fieldwork of a wave was not over when it was reported: its name, and the moment of the report.
    Open(Which, String, Timestamp),
    /// Channels on which only one wave asked.
    ChannelsOf(Which, Vec<Channel>),
    /// How much was asked on a channel of both: `all`, a count, or ids.
    Asked {
        /// On which.
        channel: Channel,
        /// In the base.
        base: String,
        /// In the head.
        head: String,
    },
    /// The ids of questions that only the base asks.
    Dropped(Vec<String>),
    /// The ids of questions that only the head asks.
    Added(Vec<String>),
    /// The ids of questions that have other words.
    Reworded(Vec<String>),
    /// The ids of questions of which something else is right.
    Rekeyed(Vec<String>),
    /// The ids of companies that are in one wave only.
    CompaniesOf(Which, Vec<String>),
    /// Companies differ, and the reader may not know which.
    Companies,
    /// A company is said to be another that the wave does not have: which, the two ids, and the nearest that it has.
    NoCompany {
        /// Which wave.
        wave: Which,
        /// The id in the base.
        old: String,
        /// The id in the head.
        new: String,
        /// An id much like the unknown one.
        nearest: Option<String>,
    },
    /// A company of the base is said to be two of the head.
    Twice {
        /// The id in the base.
        old: String,
        /// The ids in the head.
        new: [String; 2],
    },
    /// No company is in both.
    Nobody,
}

impl Refusal {
    /// In what they differ.
    #[must_use]
    pub const fn topic(&self) -> Topic {
        match self {
            Self::Study { .. } => Topic::Study,
            Self::Formula { .. } => Topic::Formula,
            Self::Population { .. } => Topic::Population,
            Self::Personas { .. } => Topic::Personas,
            Self::Clock { .. } => Topic::Clock,
            Self::CutOff { .. } | Self::Open(..) => Topic::CutOff,
            Self::ChannelsOf(..) => Topic::Channels,
            Self::Asked { .. }
            | Self::Dropped(_)
            | Self::Added(_)
            | Self::Reworded(_)
            | Self::Rekeyed(_) => Topic::Questions,
            Self::CompaniesOf(..)
            | Self::Companies
            | Self::NoCompany { .. }
            | Self::Twice { .. }
            | Self::Nobody => Topic::Panel,
        }
    }

    /// Which of the differences it is: the word used in tables.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Study { .. } => "study",
            Self::Formula { .. } => "formula",
            Self::Population { .. } => "population",
            Self::Personas { .. } => "personas",
            Self::Clock { .. } => "clock",
            Self::CutOff { .. } => "cut_off",
            Self::Open(Which::Base, ..) => "open_base",
            Self::Open(Which::Head, ..) => "open_head",
            Self::ChannelsOf(Which::Base, _) => "channels_base",
            Self::ChannelsOf(Which::Head, _) => "channels_head",
            Self::Asked { .. } => "asked",
            Self::Dropped(_) => "dropped",
            Self::Added(_) => "added",
            Self::Reworded(_) => "reworded",
            Self::Rekeyed(_) => "rekeyed",
            Self::CompaniesOf(Which::Base, _) => "companies_base",
            Self::CompaniesOf(Which::Head, _) => "companies_head",
            Self::Companies => "companies",
            Self::NoCompany { .. } => "no_company",
            Self::Twice { .. } => "twice",
            Self::Nobody => "nobody",
        }
    }

    /// The ids that it names, if it names some.
    #[must_use]
    pub fn ids(&self) -> Option<&[String]> {
        match self {
            Self::Dropped(ids)
            | Self::Added(ids)
            | Self::Reworded(ids)
            | Self::Rekeyed(ids)
            | Self::CompaniesOf(_, ids) => Some(ids),
            _ => None,
        }
    }

    /// What to do about it, in English.
    #[must_use]
    pub fn remedy(&self) -> String {
        let remedy = match self {
            Self::Study { .. } => {
                "give two waves of one study, or allow it where the same was asked: --allow study"
            }
            Self::Formula { .. } => {
                "score both waves by the same [score] (`shopper report` writes a wave again), or see the change of \
                 both together: --allow formula"
            }
            Self::Population { .. } => {
                "say the same in [score] of both waves (`shopper report` writes a wave again), or take the two \
                 together: --allow population"
            }
            Self::Personas { .. } => {
                "let the same personas ask in each wave, or take the two together: --allow personas"
            }
            Self::Clock { .. } => {
                "score both waves by the same [clock] and the same hours in companies.csv, or take the two together: \
                 --allow clock"
            }
            Self::CutOff { .. } => {
                "give each wave the same cut_off, or take the two together: --allow cut-off"
            }
            Self::Open(..) => {
                "collect to the cut-off and report again, or compare it as it stands: --allow cut-off"
            }
            Self::ChannelsOf(..) => {
                "ask on the same channels in each wave, or compare those that both have: --allow channels"
            }
            Self::Asked { .. } => {
                "keep `[design] questions` as it was, or take the two together: --allow questions"
            }
            Self::Dropped(_) | Self::Added(_) => {
                "ask the same questions in each wave, or compare those that both have: --allow questions"
            }
            Self::Reworded(_) => {
                "put the old words back, or give the new ones a new id; or take both for the same: --allow questions"
            }
            Self::Rekeyed(_) => {
                "this is right where the companies' terms have changed: then say so with --allow questions; else put \
                 the reference answers back"
            }
            Self::CompaniesOf(..) | Self::Companies => {
                "name those that have a new id or were merged: --same OLD=NEW; and compare the companies that are in \
                 both: --allow panel"
            }
            Self::NoCompany { nearest, .. } => {
                return nearest.as_ref().map_or_else(
                    || "the ids stand in its data/companies.csv".to_owned(),
                    |id| format!("did you mean {id}?"),
                );
            }
            Self::Twice { .. } => "a company of the base has become at most one of the head",
            Self::Nobody => "name those that have another id now: --same OLD=NEW",
        };
        remedy.to_owned()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let questions = |ids| named(ids, "question", "questions");
        match self {
            Self::Study { base, head } => {
                write!(f, "these are waves of two studies, {base} and {head}")
            }
            Self::Formula { base, head } => write!(
                f,
                "the overall score is worked out by another formula: {} in the base, {} in the head",
                or_none(base),
                or_none(head)
            ),
            Self::Population { base, head } => write!(
                f,
                "the panel is said to be drawn from another population: {} in the base, {} in the head",
                or_none(base),
                or_none(head)
            ),
            Self::Personas { base, head } => write!(
                f,
                "other shoppers asked: {} in the base, {} in the head",
                base.join(", "),
                head.join(", ")
            ),
            Self::Clock { base, head } => write!(
                f,
                "time is counted otherwise: {} in the base, {} in the head",
                or_none(base),
                or_none(head)
            ),
            Self::CutOff { base, head } => write!(
                f,
                "answers were awaited for {} in the base and {} in the head",
                days(*base),
                days(*head)
            ),
            Self::Open(wave, name, as_of) => write!(
                f,
                "fieldwork of the {}, {name}, was not over at {as_of}, when it was reported",
                wave.as_str()
            ),
            Self::ChannelsOf(wave, channels) => {
                let channels: Vec<&str> = channels.iter().map(|c| c.as_str()).collect();
                let channels = channels.join(", ");
                write!(f, "only the {} asked by {channels}", wave.as_str())
            }
            Self::Asked {
                channel,
                base,
                head,
            } => write!(
                f,
                "by {channel} the base asked {base} of the questions, the head {head}"
            ),
            Self::Dropped(ids) => write!(f, "dropped since the base: {}", questions(ids)),
            Self::Added(ids) => write!(f, "added since the base: {}", questions(ids)),
            Self::Reworded(ids) => write!(f, "reworded since the base: {}", questions(ids)),
            Self::Rekeyed(ids) => write!(
                f,
                "what is right has changed since the base for {}, which touches `correct`",
                questions(ids)
            ),
            Self::CompaniesOf(wave, ids) => write!(
                f,
                "only in the {}: {}",
                wave.as_str(),
                named(ids, "company", "companies")
            ),
            Self::Companies => {
                f.write_str("other companies are on the panel, or the base names them")
            }
            Self::NoCompany { wave, old, new, .. } => {
                let (side, id) = (wave.as_str(), if *wave == Which::Base { old } else { new });
                write!(f, "--same {old}={new}: the {side} has no company {id}")
            }
            Self::Twice {
                old,
                new: [one, other],
            } => write!(f, "--same says that {old} is both {one} and {other}"),
            Self::Nobody => f.write_str("no company is in both waves"),
        }
    }
}

/// In what two designs differ, the panel left aside, which the pairing knows.
pub(super) fn differences(base: &Design, head: &Design) -> Vec<Refusal> {
    let mut found = Vec::new();
    let both = |of: fn(&Design) -> String| (of(base), of(head));
    if base.study != head.study {
        let (base, head) = both(|d| d.study.clone());
        found.push(Refusal::Study { base, head });
    }
    if base.formula != head.formula {
        let (base, head) = both(|d| d.formula.clone());
        found.push(Refusal::Formula { base, head });
    }
    if base.scoring.population != head.scoring.population {
        let (base, head) = both(|d| d.scoring.population.fingerprint());
        found.push(Refusal::Population { base, head });
    }
    channels(base, head, &mut found);
    questions(base, head, &mut found);
    if sorted(&base.personas) != sorted(&head.personas) {
        found.push(Refusal::Personas {
            base: base.personas.clone(),
            head: head.personas.clone(),
        });
    }
    if base.clock != head.clock {
        let (base, head) = both(|d| d.clock.clone());
        found.push(Refusal::Clock { base, head });
    }
    if base.cut_off_seconds != head.cut_off_seconds {
        found.push(Refusal::CutOff {
            base: base.cut_off_seconds,
            head: head.cut_off_seconds,
        });
    }
    for (wave, design) in [(Which::Base, base), (Which::Head, head)] {
        if design.is_open() {
            found.push(Refusal::Open(wave, design.name(), design.as_of));
        }
    }
    found
}

/// In what two designs differ, each once.
#[must_use]
pub fn topics(base: &Design, head: &Design) -> Vec<Topic> {
    let mut found: Vec<Topic> = differences(base, head).iter().map(Refusal::topic).collect();
    let panel = |design: &Design| -> BTreeSet<(String, String)> {
        let listed = design.panel.iter();
        listed.map(|c| (c.id.clone(), c.sector.clone())).collect()
    };
    if panel(base) != panel(head) {
        found.push(Topic::Panel);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn channels(base: &Design, head: &Design, found: &mut Vec<Refusal>) {
    let by_channel = |design: &Design| -> BTreeMap<_, _> {
        let asked = design.channels.iter();
        asked.map(|a| (a.channel, a.questions.clone())).collect()
    };
    let (then, now) = (by_channel(base), by_channel(head));
    for (wave, one, other) in [(Which::Base, &then, &now), (Which::Head, &now, &then)] {
        let only = one.keys().filter(|c| !other.contains_key(c));
        let only: Vec<Channel> = only.copied().collect();
        if !only.is_empty() {
            found.push(Refusal::ChannelsOf(wave, only));
        }
    }
    for (channel, before) in &then {
        if let Some(after) = now.get(channel).filter(|after| *after != before) {
            found.push(Refusal::Asked {
                channel: *channel,
                base: before.clone(),
                head: after.clone(),
            });
        }
    }
}

fn questions(base: &Design, head: &Design, found: &mut Vec<Refusal>) {
    let by_id = |design| -> BTreeMap<String, Asked> {
        let Design { questions, .. } = design;
        questions.into_iter().map(|q| (q.id.clone(), q)).collect()
    };
    let (then, now) = (by_id(base.clone()), by_id(head.clone()));
    let only = |one: &BTreeMap<String, Asked>, other: &BTreeMap<String, Asked>| -> Vec<String> {
        let only = one.keys().filter(|id| !other.contains_key(*id));
        only.cloned().collect()
    };
    let changed = |same: fn(&Asked, &Asked) -> bool| -> Vec<String> {
        let both = then
            .iter()
            .filter_map(|(id, a)| Some((id, a, now.get(id)?)));
        let other = both.filter(|(_, a, b)| !same(a, b));
        other.map(|(id, _, _)| id.clone()).collect()
    };
    let all = [
        Refusal::Dropped(only(&then, &now)),
        Refusal::Added(only(&now, &then)),
        Refusal::Reworded(changed(|a, b| a.words == b.words)),
        Refusal::Rekeyed(changed(|a, b| a.key == b.key)),
    ];
    found.extend(
        all.into_iter()
            .filter(|r| r.ids().is_some_and(|ids| !ids.is_empty())),
    );
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "none" } else { text }
}

fn sorted(list: &[String]) -> BTreeSet<&str> {
    list.iter().map(String::as_str).collect()
}

fn days(seconds: i64) -> String {
    let hours = seconds as f64 / 3600.0;
    if seconds % 86_400 == 0 {
        let days = seconds / 86_400;
        format!("{days} day{}", if days == 1 { "" } else { "s" })
    } else {
        format!("{hours:.1} h")
    }
}

/// `2 companies (a, b)`, of whom at most ten are named.
fn named(ids: &[String], one: &str, many: &str) -> String {
    let what = if ids.len() == 1 { one } else { many };
    format!("{} {what} ({})", ids.len(), at_most_ten(ids))
}

/// `a, b`; of more than ten the first ten.
#[must_use]
pub fn at_most_ten(ids: &[String]) -> String {
    const MOST: usize = 10;
    let mut text = ids[..ids.len().min(MOST)].join(", ");
    if ids.len() > MOST {
        text.push_str(", ...");
    }
    text
}
