//! Whole replies, in four languages.

use super::{Asked, Key};
use crate::model::{Correctness, Expects, Kind, Relation, Substance};
use proptest::prelude::*;

fn key(question: &str) -> Key {
    Key::new(&Asked {
        question,
        ..Asked::default()
    })
}

fn relation(question: &str, a: &str, b: &str) -> Relation {
    let key = key(question);
    key.relate(&key.read(a, None), &key.read(b, None)).code
}

#[test]
fn what_a_question_wants_is_told_in_four_languages() {
    for (question, wants) in [
        (
            "How many days do I have to send a dress back?",
            Expects::Duration,
        ),
        ("Hoe lang duurt de levering?", Expects::Duration),
        ("Combien co\u{fb}te la livraison express ?", Expects::Money),
        ("Bis wann muss ich k\u{fc}ndigen?", Expects::Date),
        ("Do you deliver on Sundays?", Expects::YesNo),
        ("Kann ich mit PayPal bezahlen?", Expects::YesNo),
        ("\u{c0} quelle heure fermez-vous ?", Expects::Time),
        ("Op welke dagen bezorgen jullie?", Expects::Weekdays),
        ("How do I change my tariff?", Expects::Procedure),
        ("Wo kann ich das abgeben?", Expects::Place),
        (
            "Can I return it, and how long do I have?",
            Expects::Duration,
        ),
    ] {
        assert_eq!(key(question).expects(), Some(wants), "{question}");
    }
}

#[test]
fn other_figures_contradict_and_other_words_do_not() {
    let asked = "How long do I have to return a coat?";
    let month = "Hi Sam, you have a month from delivery to send the coat back ^JK";
    assert_eq!(
        relation(
            asked,
            month,
            "You can return a coat within 30 days of delivery."
        ),
        Relation::Agree
    );
    assert_eq!(
        relation(
            asked,
            month,
            "A coat can be returned within 14 days of delivery."
        ),
        Relation::Contradict
    );
    let sundays = "Do you deliver on Sundays?";
    assert_eq!(
        relation(
            sundays,
            "Yes, we deliver on Sundays too.",
            "No, sorry, we don't deliver on Sundays."
        ),
        Relation::Contradict
    );
    assert_eq!(
        relation(
            sundays,
            "Yes, we deliver on Sundays.",
            "Thank you for your message, we will get back to you."
        ),
        Relation::Incomparable
    );
}

#[test]
fn an_answer_is_held_against_the_reference() {
    let key = key("How much does standard delivery cost?");
    let known = key.known(["Standard delivery costs \u{a3}3.99."], []);
    let of = |text: &str| key.judge(&known, &key.read(text, None)).code;
    assert_eq!(of("It's 3.99 pounds."), Correctness::Correct);
    assert_eq!(of("Standard delivery is \u{a3}4.99."), Correctness::Wrong);
    let nothing = key.known([], []);
    let reading = key.read("It's 3.99 pounds.", None);
    assert_eq!(
        key.judge(&nothing, &reading).code,
        Correctness::NotApplicable
    );
}

#[test]
fn who_does_not_know_does_not_answer() {
    let key = key("What percentage is the student discount?");
    let of = |text: &str| key.substance(&key.read(text, None)).code;
    assert_eq!(
        of("I'm afraid I don't know that one, sorry."),
        Substance::NotKnown
    );
    assert_eq!(of("Students get 15% off."), Substance::Answer);
}

#[test]
fn nouns_tell_what_a_question_word_does_not() {
    for (question, wants) in [
        ("What's the heaviest box you take?", Expects::Count),
        ("Wat zijn de parkeerkosten?", Expects::Money),
        ("Wie hoch ist der Zinssatz?", Expects::Percent),
        ("Quel est le pr\u{e9}avis ?", Expects::Duration),
        ("Hoeveel tassen mag ik meenemen?", Expects::Count),
        (
            "Worin besteht der Unterschied zwischen den Tarifen?",
            Expects::Free,
        ),
        ("When is the counter open?", Expects::Time),
        ("Wieviel Jahre gilt die Garantie?", Expects::Duration),
        ("What is the minimum contract length?", Expects::Duration),
    ] {
        assert_eq!(key(question).expects(), Some(wants), "{question}");
    }
}

#[test]
fn what_only_surrounds_answers_is_none() {
    let key = key("How long is the guarantee on a kettle?");
    let of = |text: &str| key.substance(&key.read(text, None)).code;
    for (text, code) in [
        (
            "We have passed your message on and a colleague will email you within 2 days.",
            Substance::Acknowledgement,
        ),
        (
            "You will find that on our website, see the guarantee page.",
            Substance::Redirect,
        ),
        ("I'm afraid I have no idea, sorry.", Substance::NotKnown),
        (
            "Could you let us know which model it is?",
            Substance::Clarification,
        ),
        ("What a nice picture!", Substance::OffPoint),
        ("The guarantee on a kettle is two years.", Substance::Answer),
    ] {
        assert_eq!(of(text), code, "{text}");
    }
}

#[test]
fn a_price_says_whether_it_costs_anything() {
    let asked = "Do you charge for parking?";
    assert_eq!(
        relation(
            asked,
            "Yes, we do charge for parking.",
            "No, parking is free of charge."
        ),
        Relation::Contradict
    );
    let key = key("How much is a day ticket?");
    let read = key.read("A day ticket is 14,95 if you book ahead", None);
    let sums: Vec<_> = read.facts().filter(|f| f.kind == Expects::Money).collect();
    assert_eq!(sums.len(), 1);
    assert!(sums[0].wanted);
}

#[test]
fn a_figure_that_stands_in_both_is_no_contradiction() {
    let asked = "How many days do you keep a parcel?";
    let long = "We keep a parcel for 9 days. In the week before Easter we keep it for 4 days.";
    assert_ne!(
        relation(asked, long, "We keep it for 9 days."),
        Relation::Contradict
    );
}

#[test]
fn a_plain_no_is_not_right_where_yes_is() {
    let key = key("Do you deliver on Sundays?");
    let known = key.known(["Yes, we deliver on Sundays too."], []);
    let of = |text: &str| key.judge(&known, &key.read(text, Some(Kind::Answer))).code;
    assert_ne!(of("No, sorry."), Correctness::Correct);
    assert_ne!(
        of("Unfortunately not, our couriers only drive from Monday to Saturday."),
        Correctness::Correct
    );
    assert_eq!(of("Yes, we do."), Correctness::Correct);
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_facts_are_where_they_say(
        question in "[a-zA-Z ?0-9]{0,60}",
        reply in ".{0,300}",
    ) {
        let key = key(&question);
        let reading = key.read(&reply, None);
        for fact in reading.facts() {
            prop_assert!(reply.get(fact.span).is_some());
        }
        let again = key.relate(&reading, &reading);
        for span in again.spans {
            prop_assert!(reply.get(span).is_some());
        }
        let _ = key.substance(&reading);
    }

    #[test]
    fn relations_do_not_depend_on_the_order(
        a in "(yes|no|sorry|we|deliver|within|[0-9]{1,2} days|£[0-9]{1,2}|\\.| ){0,30}",
        b in "(yes|no|sorry|we|deliver|within|[0-9]{1,2} days|£[0-9]{1,2}|\\.| ){0,30}",
    ) {
        let key = key("How long does delivery take?");
        let (a, b) = (key.read(&a, None), key.read(&b, None));
        prop_assert_eq!(key.relate(&a, &b).code, key.relate(&b, &a).code);
    }
}
