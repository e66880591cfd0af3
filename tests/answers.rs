//! Codes of answers against labels by another hand, in `tests/answers/` (its README says what they are). The rules may learn
//! from these replies, so the figures say what the rules can do, not how well they read strangers; the floors hold them
//! there. `cargo test --test answers -- --nocapture` prints them by label; with `ANSWERS_WRONG=1` also each wrong code.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use mystery_shopper::coding::answers::{Asked, Key, Reading};
use mystery_shopper::intake::kind_of;
use mystery_shopper::model::{Correctness, Expects, Language, Relation, Substance};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How often each label met each code, `(label, code)`.
#[derive(Debug, Default)]
struct Codes(BTreeMap<(String, String), u32>);

impl Codes {
    fn count(&mut self, label: &str, code: &str, place: &str) {
        if label != code && std::env::var_os("ANSWERS_WRONG").is_some() {
            println!("{place}: {label}, coded {code}");
        }
        *self.0.entry((label.into(), code.into())).or_default() += 1;
    }

    /// How many have the label, how many the code, how many both.
    fn sums(&self, label: &str) -> (f64, f64, f64) {
        let sum = |which: &dyn Fn(&str, &str) -> bool| -> f64 {
            let counts = self.0.iter().filter(|((l, c), _)| which(l, c));
            counts.map(|(_, n)| f64::from(*n)).sum()
        };
        (
            sum(&|l, _| l == label),
            sum(&|_, c| c == label),
            sum(&|l, c| l == label && c == label),
        )
    }

    fn precision(&self, label: &str) -> f64 {
        let (_, coded, both) = self.sums(label);
        both / coded.max(1.0)
    }

    fn recall(&self, label: &str) -> f64 {
        let (labelled, _, both) = self.sums(label);
        both / labelled.max(1.0)
    }

    fn f1(&self, label: &str) -> f64 {
        let (labelled, coded, both) = self.sums(label);
        2.0 * both / (labelled + coded).max(1.0)
    }

    fn labels(&self) -> BTreeSet<&str> {
        self.0.keys().map(|(label, _)| label.as_str()).collect()
    }

    fn macro_f1(&self) -> f64 {
        let labels = self.labels();
        labels.iter().map(|label| self.f1(label)).sum::<f64>() / labels.len() as f64
    }

    /// Cohen's kappa of labels and codes; a code that no label is, such as unsure, agrees with nothing.
    fn kappa(&self) -> f64 {
        let all: f64 = self.0.values().map(|n| f64::from(*n)).sum();
        let (mut seen, mut chance) = (0.0, 0.0);
        for label in self.labels() {
            let (labelled, coded, both) = self.sums(label);
            seen += both / all;
            chance += labelled / all * coded / all;
        }
        (seen - chance) / (1.0 - chance)
    }

    fn show(&self, criterion: &str) {
        println!(
            "{criterion:16} {:>6} {:>6} {:>10} {:>7} {:>6}",
            "of", "coded", "precision", "recall", "F1"
        );
        for label in self.labels() {
            let (of, coded, _) = self.sums(label);
            println!(
                "  {label:14} {of:>6} {coded:>6} {:>10.3} {:>7.3} {:>6.3}",
                self.precision(label),
                self.recall(label),
                self.f1(label)
            );
        }
        println!(
            "  macro F1 {:.3}, kappa {:.3}\n",
            self.macro_f1(),
            self.kappa()
        );
    }
}

/// The codes of all replies: kind, correct where a reference is known, relation.
fn code_all(corpus: &str) -> [Codes; 3] {
    let mut all = [Codes::default(), Codes::default(), Codes::default()];
    let [kinds, corrects, relations] = &mut all;
    for line in corpus.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let (id, question) = (
            record["id"].as_str().unwrap(),
            record["question"].as_str().unwrap(),
        );
        let key = Key::new(&Asked {
            question,
            language: Some(Language::parse(record["lang"].as_str().unwrap()).unwrap()),
            expects: Some(Expects::parse(record["expects"].as_str().unwrap()).unwrap()),
            ..Asked::default()
        });
        let known = key.known(record["reference"].as_str(), []);
        let answers = record["answers"].as_object().unwrap();
        let read = |text: &Value| {
            let text = text.as_str().unwrap();
            key.read(text, Some(kind_of(text, question).0))
        };
        let mut together: Vec<Reading> = answers.values().map(read).collect();
        key.together(&known, &mut together);
        let mut readings: BTreeMap<&str, Reading> = BTreeMap::new();
        for (channel, reading) in answers.keys().zip(together) {
            let label = |of: &str| record[of][channel].as_str().unwrap();
            let place = format!("{id} {channel}");
            kinds.count(label("kind"), key.substance(&reading).code.as_str(), &place);
            if !known.is_empty() {
                let code = key.judge(&known, &reading).code.as_str();
                corrects.count(label("correct"), code, &place);
            }
            readings.insert(channel, reading);
        }
        for (pair, label) in record["relation"].as_object().unwrap() {
            let (a, b) = pair.split_once('-').unwrap();
            let code = key.relate(&readings[a], &readings[b]).code.as_str();
            relations.count(label.as_str().unwrap(), code, &format!("{id} {pair}"));
        }
    }
    all
}

/// The least that each figure may be: kind macro F1, correct kappa, precision and recall of contradict, precision and F1
/// of agree.
type Floors = [f64; 6];

fn hold(name: &str, corpus: &str, floors: Floors) {
    let [kinds, corrects, relations] = code_all(corpus);
    println!("{name}");
    kinds.show("kind");
    corrects.show("correct");
    relations.show("relation");
    for label in kinds.labels() {
        assert!(Substance::parse(label).is_some(), "{label}");
    }
    for label in corrects.labels() {
        assert!(Correctness::parse(label).is_some(), "{label}");
    }
    for label in relations.labels() {
        assert!(Relation::parse(label).is_some(), "{label}");
    }
    let contradict = Relation::Contradict.as_str();
    let agree = Relation::Agree.as_str();
    let found = [
        ("kind, macro F1", kinds.macro_f1()),
        ("correct, kappa", corrects.kappa()),
        ("contradict, precision", relations.precision(contradict)),
        ("contradict, recall", relations.recall(contradict)),
        ("agree, precision", relations.precision(agree)),
        ("agree, F1", relations.f1(agree)),
    ];
    for ((what, found), floor) in found.into_iter().zip(floors) {
        println!("{what}: {found:.3}, floor {floor:.3}");
        assert!(
            found >= floor,
            "{name}: {what} {found:.3}, once above {floor:.3}"
        );
    }
}

#[test]
fn replies_that_the_rules_may_learn_from() {
    hold(
        "develop",
        include_str!("answers/develop.jsonl"),
        [0.86, 0.72, 0.95, 0.07, 0.72, 0.74],
    );
}

/// Nobody who writes rules reads these: what is said of them is how well the rules read strangers.
#[test]
fn replies_that_were_held_back() {
    hold(
        "held back",
        include_str!("answers/held.jsonl"),
        [0.69, 0.56, 0.70, 0.03, 0.63, 0.65],
    );
}
