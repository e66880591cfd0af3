//! [score]: by which rule the companies are scored.

use super::tree::{Located, Section, Value};
use super::values::amount;
use crate::model::{Channel, Company, Component, Formula, Population, Scoring, Weight};
use crate::sheet::{Notes, near, quote};
use std::collections::BTreeMap;
use toml::de::DeValue;

/// No weight is greater: what outweighs all else a million times is all else left out.
const HEAVIEST: u64 = 1_000_000_000_000;
/// Fewer replicates say nothing about the outer fortieths, more take long and say no more.
const REPLICATES: std::ops::RangeInclusive<u64> = 200..=100_000;
/// There are no more companies in the world.
const POPULATION: std::ops::RangeInclusive<u64> = 1..=1_000_000_000;

/// [score] as it was read.
#[derive(Default)]
pub(super) struct Score {
    pub(super) scoring: Scoring,
    /// The sectors that [`score.sector_weights`] names, with their places, and its own place.
    sectors: Option<(Vec<Located<String>>, usize)>,
    /// The sectors that [`score.population`] names with their numbers, and its own place.
    population: Option<(Vec<Located<String>>, usize)>,
}

/// Reads [score]; `asked` are the channels of [design].
pub(super) fn read(root: &Section<'_>, asked: &[Channel]) -> Score {
    let mut score = Score::default();
    let Some(table) = root.section("score") else {
        return score;
    };
    if let Some(found) = table.get("formula").and_then(|v| formula(&v)) {
        score.scoring.formula = found;
    }
    if let Some(n) = table.get("replicates").and_then(|v| v.integer(REPLICATES))
        && let Ok(n) = u32::try_from(n)
    {
        score.scoring.replicates = n;
    }
    if let Some(value) = table.get("weights") {
        if score.scoring.formula != Formula::Weighted {
            value.wrong(
                format!(
                    "{} say nothing where the formula is `{}`, which has none",
                    value.name(),
                    score.scoring.formula
                ),
                Some("take them away, or the formula".to_owned()),
            );
        }
        if let Some(read) = weights(&value, asked) {
            score.scoring.weights = read;
        }
    }
    if let Some(value) = table.get("sector_weights")
        && let Some((weights, places)) = sector_weights(&value)
    {
        score.scoring.sector_weights = weights;
        score.sectors = Some((places, value.at));
    }
    if let Some(value) = table.get("population") {
        let (read, places) = population(&value);
        score.scoring.population = read;
        score.population = Some((places, value.at));
    }
    table.close(&[]);
    score
}

/// `population = 120`, or one number a sector. The places are those of the sectors.
fn population(value: &Value<'_>) -> (Population, Vec<Located<String>>) {
    if !matches!(value.raw(), DeValue::Table(_)) {
        let companies = value.integer(POPULATION);
        return (
            companies.map_or(Population::Endless, Population::Companies),
            Vec::new(),
        );
    }
    let Some(table) = value.table("[score.population]") else {
        return (Population::Endless, Vec::new());
    };
    let (mut sectors, mut places) = (BTreeMap::new(), Vec::new());
    for (sector, at, value) in table.entries() {
        places.push(Located {
            value: sector.clone(),
            at,
        });
        if let Some(companies) = value.integer(POPULATION) {
            sectors.insert(sector, companies);
        }
    }
    if places.is_empty() {
        value.wrong(
            format!("{} names no sector", value.name()),
            Some("for example `population = 120`, or one number for each sector".to_owned()),
        );
    }
    (Population::Sectors(sectors), places)
}

/// The rule. Editions whose rule nobody knows are told from words that are wrong.
fn formula(value: &Value<'_>) -> Option<Formula> {
    if let DeValue::String(word) = value.raw()
        && word.starts_with("eptica-")
        && Formula::parse(word).is_none()
    {
        value.wrong(
            format!("no rule is known by which {} made a total", quote(word)),
            Some(
                "the totals of eptica-2016 and eptica-2017 follow from what those editions printed; see `shopper \
                 editions`"
                    .to_owned(),
            ),
        );
        return None;
    }
    let words: Vec<(&str, Formula)> = Formula::ALL.iter().map(|f| (f.as_str(), *f)).collect();
    value.choice(&words)
}

fn weights(value: &Value<'_>, asked: &[Channel]) -> Option<Vec<Weight>> {
    let table = value.table("[score.weights]")?;
    let mut weights = Vec::new();
    for component in Component::ALL {
        let Some(value) = table.get(component.as_str()) else {
            continue;
        };
        if matches!(value.raw(), DeValue::Table(_)) {
            by_channel(&value, *component, asked, &mut weights);
        } else {
            weights.extend(weight(&value).map(|weight| Weight {
                component: *component,
                channel: None,
                weight,
            }));
        }
    }
    table.close(&[]);
    // Weights with a mistake are not known to be nothing.
    let named = table.entries().len();
    if named == 0 || !weights.is_empty() && weights.iter().all(|w| w.weight == 0) {
        value.wrong(
            format!("{} weigh nothing at all", value.name()),
            Some("for example `answered = 1`".to_owned()),
        );
        return None;
    }
    weights.retain(|w| w.weight > 0);
    Some(weights)
}

/// `answered = { email = 2, twitter = 1 }`
fn by_channel(
    value: &Value<'_>,
    component: Component,
    asked: &[Channel],
    weights: &mut Vec<Weight>,
) {
    if !component.is_by_channel() {
        value.wrong(
            format!(
                "{} is one number of a company, not one of each channel",
                value.name()
            ),
            Some(format!("give it one weight: `{component} = 1`")),
        );
        return;
    }
    let Some(table) = value.table(&format!("[score.weights.{component}]")) else {
        return;
    };
    for channel in Channel::ALL {
        let Some(value) = table.get(channel.as_str()) else {
            continue;
        };
        if !asked.contains(&channel) {
            value.wrong(
                format!("[design] does not ask by {channel}, so nothing of it can weigh"),
                None,
            );
        }
        weights.extend(weight(&value).map(|weight| Weight {
            component,
            channel: Some(channel),
            weight,
        }));
    }
    table.close(&[]);
}

/// A weight in millionths.
fn weight(value: &Value<'_>) -> Option<u64> {
    let weight = amount(value)?;
    if weight > HEAVIEST {
        value.wrong(
            format!("{} is more than {}", value.name(), HEAVIEST / 1_000_000),
            Some("what counts is how the weights stand to each other".to_owned()),
        );
        return None;
    }
    Some(weight)
}

type SectorWeights = (BTreeMap<String, u64>, Vec<Located<String>>);

fn sector_weights(value: &Value<'_>) -> Option<SectorWeights> {
    let table = value.table("[score.sector_weights]")?;
    let mut weights = BTreeMap::new();
    let mut places = Vec::new();
    for (sector, at, value) in table.entries() {
        places.push(Located {
            value: sector.clone(),
            at,
        });
        let Some(weight) = weight(&value) else {
            continue;
        };
        if weight == 0 {
            value.wrong(
                format!("{} must weigh something", value.name()),
                Some("to leave a sector out, take its companies out of companies.csv".to_owned()),
            );
        }
        weights.insert(sector, weight);
    }
    Some((weights, places))
}

/// Holds [`score.sector_weights`] and [`score.population`] against the panel: every sector has its number, and no other.
pub(super) fn strangers(score: &Score, panel: &[Company], notes: &Notes) {
    if let Some((named, at)) = &score.sectors {
        unlike(
            named,
            *at,
            "[score.sector_weights] gives no weight",
            panel,
            notes,
        );
    }
    let Some((named, at)) = &score.population else {
        return;
    };
    unlike(
        named,
        *at,
        "[score.population] gives no number",
        panel,
        notes,
    );
    // A panel cannot be more than there are.
    let larger = |drawn: usize, all: u64, of: &str, at: usize| {
        if drawn as u64 > all {
            notes.at(
                at,
                format!("companies.csv has {drawn} companies{of}, more than a population of {all}"),
                Some(
                    "say how many companies there are in all, those of the panel included"
                        .to_owned(),
                ),
            );
        }
    };
    match &score.scoring.population {
        Population::Endless => {}
        Population::Companies(all) => larger(panel.len(), *all, "", *at),
        Population::Sectors(sectors) => {
            for Located { value, at } in named {
                let drawn = panel.iter().filter(|c| c.sector == *value).count();
                if let Some(all) = sectors.get(value) {
                    larger(
                        drawn,
                        *all,
                        &format!(" of the sector {}", quote(value)),
                        *at,
                    );
                }
            }
        }
    }
}

/// Holds sectors that are named against those of the panel.
fn unlike(
    named: &[Located<String>],
    at: usize,
    gives_none: &str,
    panel: &[Company],
    notes: &Notes,
) {
    let mut sectors: Vec<&str> = panel.iter().map(|c| c.sector.as_str()).collect();
    sectors.sort_unstable();
    sectors.dedup();
    // The sector of a company with a mistake is not known.
    sectors.retain(|s| !s.is_empty());
    for Located { value, at } in named {
        if !sectors.contains(&value.as_str()) {
            notes.at(
                *at,
                format!("no company is of the sector {}", quote(value)),
                near(value, sectors.iter().copied()).map(|s| format!("did you mean `{s}`?")),
            );
        }
    }
    let unnamed: Vec<String> = sectors
        .iter()
        .filter(|s| !named.iter().any(|n| n.value == **s))
        .map(|s| quote(s))
        .collect();
    if !unnamed.is_empty() && !named.is_empty() {
        notes.at(
            at,
            format!("{gives_none} to {}", unnamed.join(", ")),
            Some("give one to every sector, or to none".to_owned()),
        );
    }
}
