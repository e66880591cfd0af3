//! How far those who coded the same agree: people among themselves, and machines with them.

use super::unit::Unit;
use crate::coding::agreement::{Agreement, Fitness, Metric, Row, agreement};
use crate::model::{Coder, Coding, Criterion, Scale};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A criterion as it was coded.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CriterionAgreement {
    /// The criterion.
    pub criterion: Criterion,
    /// The people who coded it, without adjudicators.
    pub coders: Vec<Coder>,
    /// How far all of them agree.
    #[serde(flatten)]
    pub people: Agreement,
    /// What may be done with it, by the alpha of the people.
    pub fitness: Fitness,
    /// Each two of them.
    pub pairs: Vec<PairAgreement>,
    /// The machines, each against the people.
    pub machines: Vec<MachineAgreement>,
}

/// Two people.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairAgreement {
    /// Who.
    pub coders: [Coder; 2],
    /// How far they agree.
    #[serde(flatten)]
    pub agreement: Agreement,
}

/// A machine against what people say: what was decided between them, or else all of them say. What they
/// differ on and nobody has decided is no measure of a machine.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MachineAgreement {
    /// The machine.
    pub coder: Coder,
    /// Units that it left unsure, of those of which people say something; they are left out below.
    pub unsure: u64,
    /// How far it agrees.
    #[serde(flatten)]
    pub agreement: Agreement,
}

/// What is left unsure by a machine is no code of it.
const UNSURE: &str = "unsure";

/// Measures each criterion that people coded. The same units and seed give the same numbers.
#[must_use]
pub fn agreements(units: &[Unit], seed: u64) -> Vec<CriterionAgreement> {
    Criterion::ALL
        .iter()
        .filter_map(|criterion| one(units, *criterion, seed))
        .collect()
}

fn one(units: &[Unit], criterion: Criterion, seed: u64) -> Option<CriterionAgreement> {
    let on = |unit: &Unit| -> Vec<Coding> {
        let codings = unit.codings.iter().filter(|c| c.criterion == criterion);
        codings.cloned().collect()
    };
    let given = units.iter().flat_map(on);
    let mut coders: Vec<Coder> = given.map(|c| c.coder).collect();
    coders.sort_unstable();
    coders.dedup();
    let people: Vec<Coder> = pick(&coders, |c| matches!(c, Coder::Human(_)));
    let decided = coders.iter().any(|c| matches!(c, Coder::Adjudicator(_)));
    if people.is_empty() && !decided {
        return None;
    }
    let machines = pick(&coders, |c| {
        matches!(c, Coder::Rules | Coder::Model | Coder::Llm)
    });
    let measure = |table: &[Row], who: &[&Coder]| {
        let metric = match criterion.scale() {
            Scale::Nominal(_) => Metric::Nominal,
            Scale::Interval(..) => Metric::Interval,
        };
        agreement(table, metric, seed_of(seed, criterion, who))
    };
    let of = |who: &[&Coder]| {
        let row = |unit: &Unit| -> Row {
            who.iter()
                .map(|c| number(unit.said(c, criterion)?))
                .collect()
        };
        let table: Vec<Row> = units.iter().map(row).collect();
        measure(&table, who)
    };
    let all = of(&people.iter().collect::<Vec<_>>());
    let mut pairs = Vec::new();
    for (at, one) in people.iter().enumerate() {
        for two in &people[at + 1..] {
            let agreement = of(&[one, two]);
            if agreement.units > 0 {
                let coders = [one.clone(), two.clone()];
                pairs.push(PairAgreement { coders, agreement });
            }
        }
    }
    let against = |machine: &Coder| {
        let mut unsure = 0;
        let mut table: Vec<Row> = Vec::new();
        for unit in units {
            let (Some(people), Some(said)) =
                (settled(unit, criterion), unit.said(machine, criterion))
            else {
                continue;
            };
            if said.code == UNSURE {
                unsure += 1;
            } else {
                table.push(vec![number(said), number(people)]);
            }
        }
        MachineAgreement {
            coder: machine.clone(),
            unsure,
            agreement: measure(&table, &[machine]),
        }
    };
    Some(CriterionAgreement {
        criterion,
        fitness: Fitness::of(all.alpha.value),
        people: all,
        pairs,
        machines: machines.iter().map(against).collect(),
        coders: people,
    })
}

fn pick(coders: &[Coder], which: impl Fn(&Coder) -> bool) -> Vec<Coder> {
    coders.iter().filter(|c| which(c)).cloned().collect()
}

/// What people say of a unit, if they are of one mind.
fn settled(unit: &Unit, criterion: Criterion) -> Option<&Coding> {
    let given = || {
        unit.codings
            .iter()
            .rev()
            .filter(|c| c.criterion == criterion)
    };
    if let Some(decided) = given().find(|c| matches!(c.coder, Coder::Adjudicator(_))) {
        return Some(decided);
    }
    let last = given().filter(|c| matches!(c.coder, Coder::Human(_)));
    let mut said: Vec<&Coding> = last
        .map(|c| unit.said(&c.coder, criterion).unwrap_or(c))
        .collect();
    let first = said.pop()?;
    said.iter().all(|c| c.code == first.code).then_some(first)
}

/// A code as a number: its place among the words, or its value.
fn number(coding: &Coding) -> Option<u32> {
    match coding.criterion.scale() {
        Scale::Nominal(codes) => {
            let place = codes.iter().position(|code| *code == coding.code)?;
            u32::try_from(place).ok()
        }
        Scale::Interval(..) => coding.code.parse().ok(),
    }
}

fn seed_of(seed: u64, criterion: Criterion, who: &[&Coder]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    hash.update(criterion.as_str());
    for coder in who {
        hash.update(format!(" {coder}"));
    }
    hash.finalize().into()
}
