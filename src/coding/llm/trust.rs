//! How a language model's verdicts agree with people's, and which of them count for it.

use crate::model::{Coder, Coding, Criterion, Trusted};
use std::collections::BTreeMap;

/// How one way of asking one model stands to people on one criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The criterion.
    pub criterion: Criterion,
    /// The codings' rule: the model and the way of asking.
    pub rule: String,
    /// How many units both coded.
    pub units: u32,
    /// On how many of them they gave the same code.
    pub same: u32,
    /// Cohen's kappa; `None` when all codes on both sides are the same one, or there are none.
    pub kappa: Option<f64>,
    /// Whether the verdicts count.
    pub trusted: bool,
}

/// What is coded: enquiries and inbounds, so that a code of a text that is not the answer any more meets only
/// codes of the same text.
type Unit = (u32, Option<u32>, i64, Option<i64>);

/// How each way of asking a language model stands to people, on each criterion, by criterion and rule: over
/// the units that both coded. Of several people's codes of a unit the one that counts holds, and of several
/// verdicts of one rule the latest. They count from `least` units and a kappa of `bar` thousandths on.
#[must_use]
pub fn standings<'c>(
    codings: impl IntoIterator<Item = &'c Coding>,
    bar: u16,
    least: u32,
) -> Vec<Standing> {
    let mut people: BTreeMap<(Criterion, Unit), Vec<&Coding>> = BTreeMap::new();
    let mut models: BTreeMap<(Criterion, &str), BTreeMap<Unit, &Coding>> = BTreeMap::new();
    for coding in codings {
        let (inbound, other_inbound) = coding.inbounds;
        let unit = (coding.enquiry, coding.other, inbound, other_inbound);
        match coding.coder {
            Coder::Human(_) | Coder::Adjudicator(_) => {
                let key = (coding.criterion, unit);
                people.entry(key).or_default().push(coding);
            }
            Coder::Llm => {
                let units = models
                    .entry((coding.criterion, &coding.grounds().rule))
                    .or_default();
                let kept = units.entry(unit).or_insert(coding);
                if coding.at >= kept.at {
                    *kept = coding;
                }
            }
            Coder::Rules | Coder::Model => {}
        }
    }
    let mut standings = Vec::new();
    for ((criterion, rule), units) in models {
        let pairs: Vec<(&str, &str)> = units
            .iter()
            .filter_map(|(unit, said)| {
                let theirs = people.get(&(criterion, *unit))?;
                let counting = Coding::counting(theirs.iter().copied())?;
                Some((&*counting.code, &*said.code))
            })
            .collect();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (units, kappa) = (count(pairs.len()), kappa(&pairs));
        standings.push(Standing {
            criterion,
            rule: rule.to_owned(),
            units,
            same: count(pairs.iter().filter(|(a, b)| a == b).count()),
            kappa,
            trusted: units >= least && kappa.is_some_and(|k| k >= f64::from(bar) / 1000.0),
        });
    }
    standings
}

/// The verdicts that count.
#[must_use]
pub fn trusted<'c>(codings: impl IntoIterator<Item = &'c Coding>, bar: u16, least: u32) -> Trusted {
    standings(codings, bar, least)
        .into_iter()
        .filter(|s| s.trusted)
        .map(|s| (s.criterion, s.rule))
        .collect()
}

/// Cohen's kappa (Cohen 1960) of pairs of codes without an order: how much more two coders agree than chance
/// would have them, given how often each gives each code. `None` where chance alone would have them agree
/// always.
#[must_use]
pub fn kappa(pairs: &[(&str, &str)]) -> Option<f64> {
    let mut margins: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    let mut same = 0_u64;
    for (a, b) in pairs {
        margins.entry(a).or_default().0 += 1;
        margins.entry(b).or_default().1 += 1;
        same += u64::from(a == b);
    }
    let n = pairs.len() as f64;
    let by_chance: f64 = margins
        .values()
        .map(|(a, b)| (*a as f64 / n) * (*b as f64 / n))
        .sum();
    let apart = margins.len() > 1;
    (n > 0.0 && apart).then(|| (same as f64 / n - by_chance) / (1.0 - by_chance))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Grounds;
    use jiff::Timestamp;

    fn coding(enquiry: u32, coder: &str, code: &str, at: i64) -> Coding {
        Coding {
            enquiry,
            other: None,
            inbounds: (i64::from(enquiry) + 100, None),
            criterion: Criterion::Correct,
            code: Criterion::Correct.code(code),
            coder: Coder::parse(coder).unwrap(),
            confidence: None,
            grounds: Grounds::rule(if coder == "llm" { "m #1" } else { "sheet" }),
            at: Timestamp::from_second(at).unwrap(),
        }
    }

    #[test]
    fn kappa_is_that_of_the_textbook() {
        // Two readers of 50 grants: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no; kappa 0.40.
        let mut pairs = vec![("yes", "yes"); 20];
        pairs.extend([("yes", "no"); 5]);
        pairs.extend([("no", "yes"); 10]);
        pairs.extend([("no", "no"); 15]);
        assert!((kappa(&pairs).unwrap() - 0.4).abs() < 1e-12);
        assert_eq!(kappa(&[("a", "a"), ("a", "a")]), None);
        assert_eq!(kappa(&[]), None);
        assert!((kappa(&[("a", "b"), ("b", "a")]).unwrap() + 1.0).abs() < 1e-12);
    }

    #[test]
    fn verdicts_count_from_enough_agreement_on_enough_units() {
        let mut all = Vec::new();
        for n in 0..40 {
            let truth = if n % 2 == 0 { "correct" } else { "wrong" };
            // The model is wrong on one unit in ten.
            let said = if n % 10 == 0 { "wrong" } else { truth };
            all.push(coding(n, "llm", said, 5));
            if n < 30 {
                all.push(coding(n, "human:AB", truth, 1));
            }
            all.push(coding(n, "rules", "wrong", 9));
        }
        let of = |all: &[Coding]| standings(all, 700, 30);
        let standing = &of(&all)[0];
        assert_eq!(
            (standing.units, standing.same, standing.trusted),
            (30, 27, true)
        );
        assert!((standing.kappa.unwrap() - 0.8).abs() < 1e-9);
        // Another 29 units are too few, and a higher bar is not reached.
        assert!(!standings(&all, 850, 30)[0].trusted);
        assert!(!standings(&all, 700, 31)[0].trusted);
        let trusted = trusted(&all, 700, 30);
        assert!(trusted.counts(&all[0]));
        let other = Coding {
            grounds: Grounds::rule("another model"),
            ..coding(0, "llm", "correct", 5)
        };
        assert!(!trusted.counts(&other));
        let stale = Coding {
            criterion: Criterion::Substance,
            ..all[0].clone()
        };
        assert!(!trusted.counts(&stale));
        assert!(trusted.counts(&coding(3, "human:AB", "wrong", 1)));
        assert!(!Trusted::nothing().counts(&all[0]));
    }

    #[test]
    fn the_code_that_counts_is_held_against_the_latest_verdict() {
        let mut all = vec![
            coding(1, "human:AB", "wrong", 1),
            coding(1, "adjudicated:CD", "correct", 2),
            coding(1, "llm", "wrong", 3),
            coding(1, "llm", "correct", 4),
            coding(2, "human:AB", "wrong", 1),
            coding(2, "llm", "wrong", 3),
        ];
        assert_eq!(standings(&all, 700, 1)[0].kappa, Some(1.0));
        // Of another text: the answer was read anew.
        all[5].inbounds.0 = 999;
        assert_eq!(standings(&all, 700, 1)[0].units, 1);
    }
}
