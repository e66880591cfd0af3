//! Whether the right passage is found, on pages as companies write them: a half on which the rules were made, and
//! a half that was written before them and held back.
//!
//! `SHOW=1 cargo test --test search -- --nocapture` tells of each question that went wrong.

#![expect(
    clippy::unwrap_used,
    reason = "a test's helpers may fail as the test itself may"
)]

mod corpus;

use corpus::Score;

fn show() -> bool {
    std::env::var("SHOW").is_ok()
}

fn at_least(name: &str, score: Score, precision: f64, recall: f64) {
    let (p, r) = (score.precision(), score.recall());
    println!("{name}: {score:?} precision {p:.3} recall {r:.3}");
    assert!(
        p >= precision && r >= recall,
        "{name}: {score:?} precision {p:.3} recall {r:.3}"
    );
}

#[test]
fn the_half_on_which_the_rules_were_made() {
    at_least(
        "dev",
        corpus::measure(include_str!("dev.txt"), show()),
        0.90,
        0.86,
    );
}

#[test]
fn the_half_that_was_held_back() {
    at_least(
        "held",
        corpus::measure(include_str!("held.txt"), false),
        0.88,
        0.88,
    );
}

#[test]
fn statements_of_the_banks_are_told_from_each_other() {
    at_least("banks", corpus::banks(show()), 0.96, 0.85);
}
