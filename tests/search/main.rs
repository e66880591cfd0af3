//! Whether the right passage is found, on pages as companies write them: a half on which the rules were made, and
//! a half that was written before them and held back.

#![expect(
    clippy::unwrap_used,
    reason = "a test's helpers may fail as the test itself may"
)]

mod corpus;

use corpus::{Score, measure};

#[test]
fn dev() {
    let score = measure(include_str!("dev.txt"), true);
    println!("{score:?}");
}

#[test]
#[ignore]
fn held() {
    let score = measure(include_str!("held.txt"), std::env::var("SHOW").is_ok());
    println!("{score:?}");
}

#[test]
fn banks() {
    let score = corpus::banks(std::env::var("SHOW").is_ok());
    println!("{score:?}");
}
