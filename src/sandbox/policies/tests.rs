use super::*;
use std::collections::{BTreeSet, HashSet};

const BANKS: [&str; 10] = [
    include_str!("../../../questions/fashion-retail.toml"),
    include_str!("../../../questions/food-and-wine-retail.toml"),
    include_str!("../../../questions/consumer-electronics.toml"),
    include_str!("../../../questions/entertainment-retail.toml"),
    include_str!("../../../questions/banking.toml"),
    include_str!("../../../questions/insurance.toml"),
    include_str!("../../../questions/telecoms.toml"),
    include_str!("../../../questions/utilities.toml"),
    include_str!("../../../questions/travel.toml"),
    include_str!("../../../questions/electronics-manufacture.toml"),
];

/// The words of a text that tell something, in small letters.
fn words(text: &str) -> BTreeSet<String> {
    let small = text.to_lowercase();
    let words = small.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

#[test]
fn every_question_of_the_banks_has_policies_that_know_its_reference() {
    for (policies, bank) in SECTORS.iter().zip(BANKS) {
        let bank: toml::Table = bank.parse().unwrap();
        assert_eq!(bank["bank"]["sector"].as_str(), Some(policies.sector));
        let questions = bank["question"].as_array().unwrap();
        let book = &policies.read;
        assert_eq!(book.questions.len(), questions.len(), "{}", policies.sector);
        for question in questions {
            let id = question["id"].as_str().unwrap();
            let policy = book.questions.get(id).expect(id);
            assert_eq!(question["reference"].as_str(), Some(&*policy.reference));
            assert!(!policy.topics.is_empty(), "{id}");
        }
    }
}

#[test]
fn every_stance_is_worded_often_enough_and_nothing_is_said_twice() {
    for policy in SECTORS.iter().flat_map(|p| p.read.questions.values()) {
        let id = &policy.id;
        assert!(policy.stances(Language::En) >= 3, "{id}");
        let mut said = HashSet::new();
        for language in Language::ALL {
            let stances = policy.stances(language);
            // A language has all of a question or nothing.
            assert!(
                [0, policy.stance.len()].contains(&stances),
                "{id}: {language}"
            );
            for stance in 0..u8::try_from(stances).unwrap() {
                let of = |room| policy.wordings(language, stance, room);
                let (short, long) = (of(Room::Short), of(Room::Long));
                let least = if language == Language::En { 2 } else { 1 };
                assert!(
                    short.len() >= least && long.len() >= least,
                    "{id}: {stance}"
                );
                let wanted = if language == Language::En { 5 } else { 2 };
                assert!(short.len() + long.len() >= wanted, "{id}: {stance}");
                // A post has room for a handle, a greeting and initials beside it.
                assert!(short.iter().all(|t| t.chars().count() <= 200), "{id}");
                for text in short.iter().chain(long) {
                    assert_eq!(text.trim(), text);
                    assert!(said.insert(text), "{id} says twice: {text}");
                }
            }
        }
    }
}

#[test]
fn no_wording_is_the_reference_over_again() {
    for policy in SECTORS.iter().flat_map(|p| p.read.questions.values()) {
        let reference = words(&policy.reference);
        for room in [Room::Short, Room::Long] {
            for text in policy.wordings(Language::En, 0, room) {
                let own = words(text);
                let common = own.intersection(&reference).count();
                let share = common as f64 / own.union(&reference).count() as f64;
                assert!(share < 0.75, "{}: {text}", policy.id);
            }
        }
    }
}

#[test]
fn what_stands_beside_an_answer_is_about_something_else() {
    for book in SECTORS.iter().map(|p| &p.read) {
        for policy in book.questions.values() {
            let beside = book
                .asides
                .iter()
                .filter(|a| !a.topics.iter().any(|t| policy.topics.contains(t)));
            // Enough that not every letter says the same.
            assert!(beside.count() >= 4, "{}", policy.id);
        }
        assert!(book.asides.iter().all(|a| a.text.en.is_some()));
    }
}
