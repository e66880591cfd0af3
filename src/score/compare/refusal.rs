//! What keeps two waves from being compared.

use super::design::{Asked, Design};
use std::collections::{BTreeMap, BTreeSet};

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

/// Why two waves are not compared, unless a person allows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// In what they differ.
    pub topic: Topic,
    /// How, in a sentence.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl Refusal {
    pub(super) fn new(topic: Topic, message: String, remedy: &str) -> Self {
        Self {
            topic,
            message,
            remedy: remedy.to_owned(),
        }
    }
}

/// In what two designs differ, the panel left aside, which the pairing knows.
pub(super) fn differences(base: &Design, head: &Design) -> Vec<Refusal> {
    let mut found = Vec::new();
    if base.study != head.study {
        found.push(Refusal::new(
            Topic::Study,
            format!(
                "these are waves of two studies, {} and {}",
                base.study, head.study
            ),
            "give two waves of one study, or allow it where the same was asked: --allow study",
        ));
    }
    if base.formula != head.formula {
        found.push(Refusal::new(
            Topic::Formula,
            format!(
                "the overall score is worked out by another formula: {} in the base, {} in the head",
                or_none(&base.formula),
                or_none(&head.formula)
            ),
            "score both waves by the same [score] (`shopper report` writes a wave again), or see the change of both \
             together: --allow formula",
        ));
    }
    if base.scoring.population != head.scoring.population {
        found.push(Refusal::new(
            Topic::Population,
            format!(
                "the panel is said to be drawn from another population: {} in the base, {} in the head",
                or_none(&base.scoring.population.fingerprint()),
                or_none(&head.scoring.population.fingerprint())
            ),
            "say the same in [score] of both waves (`shopper report` writes a wave again), or take the two together: \
             --allow population",
        ));
    }
    channels(base, head, &mut found);
    questions(base, head, &mut found);
    if sorted(&base.personas) != sorted(&head.personas) {
        found.push(Refusal::new(
            Topic::Personas,
            format!(
                "other shoppers asked: {} in the base, {} in the head",
                base.personas.join(", "),
                head.personas.join(", ")
            ),
            "let the same personas ask in each wave, or take the two together: --allow personas",
        ));
    }
    if base.clock != head.clock {
        found.push(Refusal::new(
            Topic::Clock,
            format!(
                "time is counted otherwise: {} in the base, {} in the head",
                or_none(&base.clock),
                or_none(&head.clock)
            ),
            "score both waves by the same [clock] and the same hours in companies.csv, or take the two together: \
             --allow clock",
        ));
    }
    if base.cut_off_seconds != head.cut_off_seconds {
        found.push(Refusal::new(
            Topic::CutOff,
            format!(
                "answers were awaited for {} in the base and {} in the head",
                days(base.cut_off_seconds),
                days(head.cut_off_seconds)
            ),
            "give each wave the same cut_off, or take the two together: --allow cut-off",
        ));
    }
    for (side, design) in [("base", base), ("head", head)] {
        if design.is_open() {
            found.push(Refusal::new(
                Topic::CutOff,
                format!(
                    "fieldwork of the {side}, {}, was not over at {}, when it was reported",
                    design.name(),
                    design.as_of
                ),
                "collect to the cut-off and report again, or compare it as it stands: --allow cut-off",
            ));
        }
    }
    found
}

/// In what two designs differ, each once.
#[must_use]
pub fn topics(base: &Design, head: &Design) -> Vec<Topic> {
    let mut found: Vec<Topic> = differences(base, head).iter().map(|r| r.topic).collect();
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
    for (side, one, other) in [("base", &then, &now), ("head", &now, &then)] {
        let only: Vec<&str> = one
            .keys()
            .filter(|c| !other.contains_key(c))
            .map(|c| c.as_str())
            .collect();
        if !only.is_empty() {
            found.push(Refusal::new(
                Topic::Channels,
                format!("only the {side} asked by {}", only.join(", ")),
                "ask on the same channels in each wave, or compare those that both have: --allow channels",
            ));
        }
    }
    for (channel, before) in &then {
        if let Some(after) = now.get(channel).filter(|after| *after != before) {
            found.push(Refusal::new(
                Topic::Questions,
                format!("by {channel} the base asked {before} of the questions, the head {after}"),
                "keep `[design] questions` as it was, or take the two together: --allow questions",
            ));
        }
    }
}

fn questions(base: &Design, head: &Design, found: &mut Vec<Refusal>) {
    let by_id = |design| -> BTreeMap<String, Asked> {
        let Design { questions, .. } = design;
        questions.into_iter().map(|q| (q.id.clone(), q)).collect()
    };
    let (then, now) = (by_id(base.clone()), by_id(head.clone()));
    for (what, one, other) in [("dropped", &then, &now), ("added", &now, &then)] {
        let only: Vec<&str> = one
            .keys()
            .filter(|id| !other.contains_key(*id))
            .map(String::as_str)
            .collect();
        if !only.is_empty() {
            found.push(Refusal::new(
                Topic::Questions,
                format!("{what} since the base: {}", named(&only, "question", "questions")),
                "ask the same questions in each wave, or compare those that both have: --allow questions",
            ));
        }
    }
    let changed = |same: fn(&Asked, &Asked) -> bool| -> Vec<&str> {
        let both = then
            .iter()
            .filter_map(|(id, a)| Some((id, a, now.get(id)?)));
        let other = both.filter(|(_, a, b)| !same(a, b));
        other.map(|(id, _, _)| id.as_str()).collect()
    };
    let reworded = changed(|a, b| a.words == b.words);
    if !reworded.is_empty() {
        found.push(Refusal::new(
            Topic::Questions,
            format!("reworded since the base: {}", named(&reworded, "question", "questions")),
            "put the old words back, or give the new ones a new id; or take both for the same: --allow questions",
        ));
    }
    let rekeyed = changed(|a, b| a.key == b.key);
    if !rekeyed.is_empty() {
        found.push(Refusal::new(
            Topic::Questions,
            format!(
                "what is right has changed since the base for {}, which touches `correct`",
                named(&rekeyed, "question", "questions")
            ),
            "this is right where the companies' terms have changed: then say so with --allow questions; else put the \
             reference answers back",
        ));
    }
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
pub(super) fn named(ids: &[&str], one: &str, many: &str) -> String {
    const MOST: usize = 10;
    let mut text = format!(
        "{} {} ({}",
        ids.len(),
        if ids.len() == 1 { one } else { many },
        ids[..ids.len().min(MOST)].join(", ")
    );
    if ids.len() > MOST {
        text.push_str(", ...");
    }
    text.push(')');
    text
}
